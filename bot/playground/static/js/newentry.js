/** A fact or a gap that the base does not have yet: a form with all its keys. */

import { inSpoken } from "./browse.js";
import { fill, h } from "./dom.js";
import { LANGUAGES, t } from "./texts.js";

export class NewEntry {
  constructor(desk, proposal) {
    this.desk = desk;
    this.proposal = proposal;
  }

  /** Draft an entry for a question and show its form in `place`. */
  async open(place, kind, question, language) {
    fill(place);
    const section = kind === "fact" ? "facts" : "gaps";
    const begun = await this.desk.act("draft", { question, section, language });
    if (!begun) return;
    const { draft } = begun;
    this.fields = { section, question, language };
    const form = h("form", { class: "fields new-entry", onsubmit: (event) => this.propose(event, begun) });
    form.append(
      ...this.line("id", draft.id),
      ...begun.languages.flatMap((code) => this.area("text", code, draft.text[code])),
      ...(kind === "fact" ? begun.languages.flatMap((code) => this.area("brief", code, "")) : []),
      ...(kind === "fact" ? this.ofFact(draft, begun) : this.ofGap()),
      ...begun.languages.flatMap((code) => this.area("questions", code, draft.questions[code])),
      h("button", { type: "submit", class: "primary" }, t("desk.preview")),
    );
    fill(place, form);
  }

  ofFact(draft, { sources, documents, topics, statuses }) {
    return [
      ...this.choice("source", draft.source, sources),
      ...this.choice("document", draft.document, documents),
      ...this.line("paragraph", draft.paragraph, { inputmode: "numeric", placeholder: "3" }),
      ...this.choice("status", draft.status, statuses.map((id) => ({ id, name: { en: t(`status.${id}`) } })), (each) => each.name.en),
      ...this.choice("topic", draft.topic, topics),
      ...this.line("date", draft.date, { placeholder: "2025-11-30" }),
      ...this.flag("expected"),
      ...this.line("about", ""),
      ...this.line("detail_of", ""),
    ];
  }

  ofGap() {
    return [...this.line("nearest", ""), ...this.line("about", ""), ...this.flag("off_topic")];
  }

  /** A key that is true or left out. */
  flag(name) {
    return this.choice(name, "", [{ id: "true", name: { en: t("new.yes") } }], (each) => each.name.en);
  }

  line(name, value, more = {}) {
    const field = h("input", { id: `new-${name}`, type: "text", autocomplete: "off", spellcheck: "false", ...more });
    field.value = value;
    this.fields[name] = field;
    return [h("label", { for: field.id }, t(`new.${name}`)), field];
  }

  area(name, code, value) {
    const field = h("textarea", { id: `new-${name}-${code}`, rows: 2, lang: code, maxlength: 1000 });
    field.value = value ?? "";
    this.fields[name] = { ...this.fields[name], [code]: field };
    return [h("label", { for: field.id }, `${t(`new.${name}`)}: ${LANGUAGES[code] ?? code}`), field];
  }

  choice(name, value, choices, said = ({ name: names }) => inSpoken(names)) {
    const field = h("select", { id: `new-${name}` }, h("option", { value: "" }, "–"), choices.map((each) => h("option", { value: each.id, selected: each.id === value }, said(each))));
    this.fields[name] = field;
    return [h("label", { for: field.id }, t(`new.${name}`)), field];
  }

  async propose(event) {
    event.preventDefault();
    const value = (field) => (typeof field === "string" ? field : "value" in field ? field.value.trim() : Object.fromEntries(Object.entries(field).map(([code, each]) => [code, each.value.trim()])));
    const body = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, value(field)]));
    const answer = await this.desk.act("add", body);
    if (answer?.number) this.proposal.show(answer);
    else if (answer) this.proposal.lacks(answer.problems);
  }
}
