/** The side panel with its two tabs; a sheet over the chat on a narrow page. */

import { arrows, byId } from "./dom.js";
import { renderExplanation } from "./explain.js";
import { renderKnowledge } from "./knowledge.js";
import { t } from "./texts.js";

const TABS = ["explain", "knowledge"];
const WIDE = window.matchMedia("(min-width: 1100px)");

export class Panel {
  constructor(store) {
    this.store = store;
    this.app = byId("app");
    this.toggle = byId("panel-toggle");
    this.toggle.addEventListener("click", () => this.set(!this.isOpen));
    byId("panel-close").addEventListener("click", () => this.set(false));
    for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => this.tab(name));
    arrows(document.querySelector(".tabs"), "[role=tab]", { horizontal: true, onmove: (tab) => tab.click() });
    this.set(WIDE.matches, false);
  }

  get isOpen() {
    return this.app.dataset.panel === "open";
  }

  set(open, focus = true) {
    this.app.dataset.panel = open ? "open" : "closed";
    this.toggle.setAttribute("aria-expanded", String(open));
    if (!focus) return;
    if (open) document.querySelector(".tabs [aria-selected=true]").focus();
    else this.toggle.focus();
  }

  tab(name) {
    for (const each of TABS) {
      const tab = byId(`tab-${each}`);
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
      byId(each).hidden = each !== name;
    }
  }

  render() {
    for (const element of document.querySelectorAll("#panel, .tabs")) element.setAttribute("aria-label", t("panel"));
    renderExplanation(this.store.explanation);
    renderKnowledge(this.store.knowledge);
  }
}
