/** The curator's desk: one reply to mend, what was kept, what people asked in vain, the labelled questions. */

import { act } from "./api.js";
import { byId, fill, h } from "./dom.js";
import { Lesson } from "./lesson.js";
import { Measure } from "./measure.js";
import { Proposal } from "./proposal.js";
import { t } from "./texts.js";

export class Desk {
  /** `show()` brings the desk's tab to the front; `failed(error)` is told why something cannot be done. */
  constructor(store, browser, show, failed) {
    Object.assign(this, { store, browser, show, failed });
    this.count = 0;
    this.news = new Map();
    this.listeners = new Map();
    this.lesson = new Lesson(this);
    this.words = new Proposal(this, () => this.words.clear());
    this.measure = new Measure(this, this.words);
    this.undone = h("div", { class: "kept", "aria-live": "polite" });
    this.asked = h("section", { class: "asked-in-vain" });
    byId("desk-body").append(this.lesson.element, this.undone, this.asked, this.measure.element);
  }

  /** Do something on the desk; null where it cannot be done, which is then told. */
  async act(name, body = {}) {
    try {
      return await act(name, body);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Hear of a work by its number, also of what was told before it was known here. */
  watch(number, listener) {
    this.listeners.clear();
    this.listeners.set(number, listener);
    const known = this.news.get(number);
    if (known) listener(known);
  }

  told(news) {
    this.news.clear();
    this.news.set(news.number, news);
    this.listeners.get(news.number)?.(news);
  }

  entries() {
    return this.browser.entries;
  }

  search(text) {
    return this.browser.matching(text);
  }

  languages() {
    return this.store.knowledge.languages;
  }

  /** Mend the reply to a question. */
  async open(question, candidates = [], right = "entry") {
    this.fresh = false;
    this.show();
    await this.browser.load(this.store.knowledge.digest);
    byId("desk").scrollTop = 0;
    this.lesson.open(question, candidates, right);
    this.shown();
  }

  /** While a reply is mended the rest is out of the way. */
  shown() {
    const mending = !this.lesson.element.hidden;
    for (const part of [this.asked, this.measure.element]) part.hidden = mending;
  }

  kept(count) {
    this.count = count;
    this.fresh = true;
    this.renderKept();
    // What had the focus is gone.
    this.undone.querySelector("button")?.focus();
  }

  renderKept() {
    const focused = this.undone.contains(document.activeElement);
    const undo = async () => {
      const left = await this.act("undo");
      if (!left) return;
      this.count = left.kept;
      this.fresh = false;
      this.renderKept();
    };
    fill(this.undone, this.count > 0 && h("p", {}, t(this.fresh ? "desk.kept" : "desk.kept.before", { n: this.count }), " ", h("button", { type: "button", class: "quiet-button", onclick: undo }, t("desk.undo"))));
    // The base that was written is read anew, and this with it: the keyboard stays where it was, or goes to the desk.
    if (focused) (this.undone.querySelector("button") ?? byId("desk")).focus();
  }

  async renderAsked() {
    const found = await this.act("unanswered");
    if (!found) return;
    if (found.kept !== this.count) this.fresh = false;
    this.count = found.kept;
    this.renderKept();
    const groups = found.groups ?? [];
    const none = !found.report ? "asked.no_report" : !found.groups ? "asked.no_texts" : "asked.none";
    fill(
      this.asked,
      h("h3", {}, t("asked.title")),
      groups.length ? h("p", { class: "small" }, t("asked.of", { file: found.report, first: found.first, last: found.last })) : h("p", { class: "hint" }, t(none)),
      h("ul", { class: "groups" }, groups.map((group) => this.group(group))),
    );
  }

  group({ text, people, language, reason, nearest }) {
    const near = nearest ? [nearest] : [];
    const choice = (right) => h("button", { type: "button", class: "quiet-button", onclick: () => this.open(text, near, right) }, t(`asked.${right}`));
    return h(
      "li",
      {},
      h("p", { lang: language || null, dir: "auto" }, text),
      h("p", { class: "small" }, t("asked.people", { n: people }), reason && ` · ${t(`decision.${reason}`)}`, nearest && [" · ", h("code", {}, nearest)]),
      h("div", { class: "buttons" }, ["entry", "abstain", "fact"].map(choice)),
    );
  }

  render() {
    this.renderAsked();
    this.measure.render();
    this.shown();
  }
}
