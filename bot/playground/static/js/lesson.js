/** Mending one reply: what would have been right, what that changes, and then to keep it or not. */

import { inSpoken } from "./browse.js";
import { byId, fill, h } from "./dom.js";
import { NewEntry } from "./newentry.js";
import { Proposal } from "./proposal.js";
import { LANGUAGES, spoken, t } from "./texts.js";

const RIGHT = ["entry", "abstain", "fact", "gap"];
const REASONS = ["not_in_source", "off_topic", "unclear"];
const FOUND = 6;

export class Lesson {
  /** `desk` has `act(name, body)`, `entries()`, `languages()`, `watch(number, listener)` and `kept(count)`. */
  constructor(desk) {
    this.desk = desk;
    this.element = h("section", { class: "lesson", hidden: true });
    this.proposal = new Proposal(desk, () => this.close());
    this.newEntry = new NewEntry(desk, this.proposal);
  }

  /** Begin with a question; `candidates` are ids of entries that came near, `right` is chosen at first. */
  open(question, candidates = [], right = "entry") {
    this.candidates = candidates.slice(0, FOUND);
    this.entry = null;
    this.question = h("textarea", { id: "lesson-question", rows: 2, maxlength: 1000 });
    this.question.value = question;
    this.language = h("select", { id: "lesson-language" }, h("option", { value: "" }, t("desk.by_itself")), this.desk.languages().map((code) => h("option", { value: code }, LANGUAGES[code] ?? code)));
    this.search = h("input", { type: "search", id: "lesson-search", autocomplete: "off", placeholder: t("browse.search"), oninput: () => this.list() });
    this.found = h("div", { class: "choices", role: "radiogroup", "aria-label": t("desk.which") });
    this.reason = h("select", { id: "lesson-reason" }, REASONS.map((name) => h("option", { value: name }, t(`decision.${name}`))));
    this.more = h("div", { class: "lesson-more" });
    this.proposal.clear();
    fill(this.element, this.head(), this.asked(), this.rights(right), this.more, this.proposal.element);
    this.element.hidden = false;
    this.choose(right);
    this.element.querySelector(`[value="${right}"]`).focus({ preventScroll: true });
  }

  close() {
    this.element.hidden = true;
    fill(this.element);
    this.desk.shown();
  }

  head() {
    const drop = () => {
      this.desk.act("discard");
      this.close();
      byId("tab-desk").focus();
    };
    return h("div", { class: "lesson-head" }, h("h3", {}, t("desk.lesson")), h("button", { type: "button", class: "quiet-button", onclick: drop }, t("cancel")));
  }

  asked() {
    return h("div", { class: "fields" }, h("label", { for: "lesson-question" }, t("desk.question")), this.question, h("label", { for: "lesson-language" }, t("language")), this.language);
  }

  rights(right) {
    return h(
      "fieldset",
      { class: "rights" },
      h("legend", {}, t("desk.right")),
      RIGHT.map((name) => h("label", {}, h("input", { type: "radio", name: "right", value: name, checked: name === right, onchange: () => this.choose(name) }), h("span", {}, t(`desk.right.${name}`)))),
    );
  }

  choose(right) {
    this.right = right;
    this.proposal.clear();
    const go = h("button", { type: "button", class: "primary", onclick: () => this.propose() }, t("desk.preview"));
    if (right === "entry") {
      fill(this.more, h("label", { for: "lesson-search", class: "unseen" }, t("browse.search")), this.search, this.found, go);
      this.list();
    } else if (right === "abstain") {
      fill(this.more, h("div", { class: "fields" }, h("label", { for: "lesson-reason" }, t("desk.reason")), this.reason), h("p", { class: "hint" }, t("desk.abstain.hint")), go);
    } else {
      this.newEntry.open(this.more, right, this.question.value, this.language.value);
    }
  }

  /** The entries to choose from: the candidates, or what is searched for. */
  list() {
    const entries = this.desk.entries();
    const known = new Map(entries.map((entry) => [entry.id, entry]));
    const searched = this.search.value.trim() ? this.desk.search(this.search.value) : this.candidates.map((id) => known.get(id)).filter(Boolean);
    fill(this.found, searched.slice(0, FOUND).map((entry) => this.choice(entry)), !searched.length && h("p", { class: "small" }, t("browse.found", { n: 0 })));
  }

  choice(entry) {
    return h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name: "lesson-entry", value: entry.id, checked: this.entry === entry.id, onchange: () => (this.entry = entry.id) }),
      h("span", {}, h("span", { class: "entry-head" }, h("code", {}, entry.id), h("span", { class: "kind" }, t(`kind.${entry.kind}`))), h("span", { class: "entry-text", lang: spoken() }, inSpoken(entry.text))),
    );
  }

  async propose() {
    const body = { question: this.question.value.trim(), language: this.language.value };
    if (this.right === "entry" && !this.entry) return this.proposal.say(t("desk.choose_first"));
    if (this.right === "entry") body.entry = this.entry;
    else body.abstain = this.reason.value;
    const answer = await this.desk.act("teach", body);
    if (!answer) return null;
    // The others are out of the way of what is shown now; a search brings them back.
    if (this.right === "entry") fill(this.found, this.choice(this.desk.entries().find(({ id }) => id === this.entry)));
    return this.proposal.show(answer);
  }
}
