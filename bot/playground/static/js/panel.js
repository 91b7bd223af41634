/** The side panel with its two tabs; a sheet over the chat on a narrow page. */

import { Browser } from "./browse.js";
import { Desk } from "./desk.js";
import { arrows, byId, fill } from "./dom.js";
import { explained } from "./explain.js";
import { renderKnowledge } from "./knowledge.js";
import { t } from "./texts.js";

const TABS = ["explain", "knowledge", "desk"];
/** From this width on the panel has a place of its own; below it lies over the chat. */
const WIDE = window.matchMedia("(min-width: 1281px)");

export class Panel {
  /** `failed(error)` is told when the playground does not answer. */
  constructor(store, failed) {
    this.store = store;
    this.app = byId("app");
    this.toggle = byId("panel-toggle");
    this.browser = new Browser(failed);
    this.desk = new Desk(store, this.browser, () => this.front("desk"), failed);
    byId("knowledge-entries").append(this.browser.element);
    this.toggle.addEventListener("click", () => this.set(!this.isOpen));
    byId("panel-close").addEventListener("click", () => this.set(false));
    for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => this.tab(name));
    arrows(document.querySelector(".tabs"), "[role=tab]", { horizontal: true, onmove: (tab) => tab.click() });
    this.set(WIDE.matches, false);
  }

  get isOpen() {
    return this.app.dataset.panel === "open";
  }

  /** Whether it stands beside the chat; elsewhere it lies over it. */
  get isBeside() {
    return WIDE.matches;
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
    if (name === "desk") this.desk.render();
  }

  /** Open the panel at one of its tabs. */
  front(name) {
    this.tab(name);
    this.set(true, false);
  }

  /** Mend the reply to the question of a trace. */
  mend(trace, text) {
    const found = trace?.explanation;
    this.desk.open(found?.query || text, (found?.candidates ?? []).map(({ id }) => id));
  }

  /** Show why the bot said what it said. */
  explain() {
    this.front("explain");
    byId("explain").scrollTop = 0;
  }

  /** Show an entry of the base. */
  async entry(id) {
    this.front("knowledge");
    await this.browser.load(this.store.knowledge.digest);
    this.browser.show(id);
  }

  render() {
    for (const element of document.querySelectorAll("#panel, .tabs")) element.setAttribute("aria-label", t("panel"));
    this.renderExplanation();
    if (!byId("desk").hidden) this.desk.render();
    renderKnowledge(this.store.knowledge, this.browser);
  }

  renderExplanation() {
    fill(byId("explain"), explained(this.store.trace, this.store.about, (id) => this.entry(id), (trace) => this.mend(trace)));
  }
}
