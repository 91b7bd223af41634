/** Building elements. Text always becomes a text node: nothing here or elsewhere parses markup out of a string. */

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/**
 * Build an element. Attributes that start with "on" are listeners, true and false set or leave out a boolean attribute;
 * null and undefined are left out, as are such children.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** Put children at the end of a node; nested lists are flattened. */
export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

/** Give a node exactly these children. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/** One of the icons of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A round picture with the first letter of a name; `hue` is 0 to 6. */
export function avatar(name, hue, little = false) {
  const letter = [...name.trim()][0] ?? "?";
  return h("span", { class: `avatar hue-${hue % 7}${little ? " little" : ""}`, "aria-hidden": "true" }, letter.toUpperCase());
}

/** Move focus between items with the arrow keys, Home and End; one of them stays reachable by Tab. */
export function arrows(container, selector, { horizontal = false, onmove = null } = {}) {
  const [back, on] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  container.addEventListener("keydown", (event) => {
    const items = [...container.querySelectorAll(selector)];
    const at = items.indexOf(event.target.closest(selector));
    if (at < 0) return;
    const last = items.length - 1;
    const to = { [back]: Math.max(at - 1, 0), [on]: Math.min(at + 1, last), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    for (const item of items) item.tabIndex = item === items[to] ? 0 : -1;
    items[to].focus();
    onmove?.(items[to]);
  });
}
