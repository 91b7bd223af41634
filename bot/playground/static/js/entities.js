/**
 * Text with entities, as Telegram shows it. Offsets count UTF-16 code units, which is how JavaScript indexes strings.
 * Everything becomes elements and text nodes.
 */

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const SAFE = /^(https?|tg|mailto):/i;

/**
 * Render a text. `on.link(url)` may take a link over by returning true, `on.command(text)` is called for a tapped
 * command, `on.copy(text)` for tapped code.
 */
export function formatted(text, entities = [], on = {}) {
  const sorted = entities
    .filter((entity) => entity.length > 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, on);
}

function nodes(text, start, end, entities, on) {
  const made = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    i += 1;
    if (to <= from) continue;
    const inside = [];
    while (i < entities.length && entities[i].offset < to) inside.push(entities[i++]);
    if (from > at) made.push(plain(text.slice(at, from), made.at(-1)));
    made.push(element(entity, text.slice(from, to), nodes(text, from, to, inside, on), on));
    at = to;
  }
  if (at < end) made.push(plain(text.slice(at, end), made.at(-1)));
  return made;
}

/** After a block the line break that ends its line is not shown a second time. */
function plain(text, before) {
  const block = before instanceof Element && before.matches("blockquote, pre");
  return document.createTextNode(block ? text.replace(/^\n/, "") : text);
}

function element(entity, text, children, on) {
  const tag = TAGS[entity.type];
  if (entity.type === "code") {
    return h("code", { class: "tap", title: t("copy"), onclick: () => on.copy?.(text) }, children);
  }
  if (tag) return h(tag, {}, children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, on);
    case "url":
      return link(SAFE.test(text) ? text : `https://${text}`, children, on);
    case "email":
      return link(`mailto:${text}`, children, on);
    case "bot_command":
      return h("button", { type: "button", class: "inline-command", onclick: () => on.command?.(text) }, children);
    case "pre":
      return h("pre", {}, entity.language && h("span", { class: "language" }, entity.language), h("code", {}, children));
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children);
    case "spoiler":
      return spoiler(children);
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return h("span", { class: "mention" }, children);
    default:
      return h("span", {}, children);
  }
}

function link(url, children, on) {
  if (!SAFE.test(url)) return h("span", {}, children);
  return h(
    "a",
    {
      href: url,
      title: url,
      target: "_blank",
      rel: "noopener noreferrer",
      onclick: (event) => on.link?.(url) && event.preventDefault(),
    },
    children,
  );
}

/** A quotation of which three lines are shown until it is opened. */
function expandable(children) {
  const text = h("div", { class: "folded" }, children);
  const toggle = h("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-label": t("expand") }, icon("down"));
  const quote = h("blockquote", { class: "expandable" }, text, toggle);
  const turn = () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", t(open ? "collapse" : "expand"));
  };
  quote.addEventListener("click", (event) => {
    if (!event.target.closest("a, code") && !window.getSelection().toString()) turn();
  });
  // A quotation that fits needs no button; whether it fits is known once it stands on the page.
  new ResizeObserver(([seen], observer) => {
    if (!quote.isConnected) return observer.disconnect();
    if (!quote.classList.contains("open")) quote.classList.toggle("short", text.scrollHeight <= seen.target.clientHeight + 1);
    return undefined;
  }).observe(text);
  return quote;
}

function spoiler(children) {
  const hidden = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, children);
  const show = () => {
    hidden.className = "spoiler shown";
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show, { once: true });
  hidden.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return hidden;
}
