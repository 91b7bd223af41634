/** What lies over the page: alerts, toasts and menus of actions. */

import { byId, fill, h, icon } from "./dom.js";
import { t } from "./texts.js";

const TOAST_MS = 3500;
let toastTimer = 0;

/** Show a line at the foot of the chat for a moment. */
export function toast(text) {
  const place = byId("toast");
  fill(place, text);
  place.classList.add("shown");
  window.clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => place.classList.remove("shown"), TOAST_MS);
}

/** Show a text that must be dismissed; focus goes back to where it was. */
export function alertBox(title, text) {
  const dialog = byId("alert");
  byId("alert-title").textContent = title;
  byId("alert-text").textContent = text;
  if (!dialog.open) dialog.showModal();
}

/** Put a text on the clipboard and say so. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    toast(t("copy.failed"));
  }
}

/** Open a menu beside `anchor`. Items are `{icon, text, run}`; empty ones are left out. */
export function menu(anchor, items, label) {
  const place = byId("actions");
  const before = document.activeElement;
  const listed = items.filter(Boolean);
  const close = (refocus = true) => {
    if (place.hidden) return;
    place.hidden = true;
    leaving.abort();
    if (refocus) before?.focus?.();
  };
  place.close?.(false);
  place.close = close;
  const leaving = new AbortController();
  const choose = (item) => {
    close();
    item.run();
  };
  place.setAttribute("aria-label", label);
  fill(
    place,
    listed.map((item) => h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => choose(item) }, icon(item.icon), item.text)),
  );
  place.hidden = false;
  beside(place, anchor.getBoundingClientRect());
  const buttons = [...place.children];
  buttons[0]?.focus();
  place.onkeydown = (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) buttons.at((at + step) % buttons.length).focus();
    else if (event.key === "Home") buttons[0].focus();
    else if (event.key === "End") buttons.at(-1).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const outside = (event) => !place.contains(event.target) && close(false);
  document.addEventListener("pointerdown", outside, { signal: leaving.signal, capture: true });
  window.addEventListener("resize", () => close(false), { signal: leaving.signal });
}

function beside(place, anchor) {
  const { offsetWidth: width, offsetHeight: height } = place;
  const below = anchor.bottom + height + 8 < window.innerHeight;
  const top = below ? Math.min(anchor.bottom + 4, window.innerHeight - height - 8) : anchor.top - height - 4;
  const left = Math.min(Math.max(anchor.right - width, 8), window.innerWidth - width - 8);
  place.style.top = `${Math.max(top, 8)}px`;
  place.style.left = `${left}px`;
}
