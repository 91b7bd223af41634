/** The labelled questions: a run of all of them, its figures, what is at the edge, and what has changed since. */

import { fill, h } from "./dom.js";
import { changed } from "./proposal.js";
import { percent, progressBar, t } from "./texts.js";

export class Measure {
  /** `desk` as in `lesson.js`; it has `open(question)` too. */
  constructor(desk, proposal) {
    this.desk = desk;
    this.proposal = proposal;
    this.element = h("section", { class: "measure" });
    this.result = h("div", { "aria-live": "polite" });
    this.words = h("div", { "aria-live": "polite" });
  }

  render() {
    fill(
      this.element,
      h("h3", {}, t("run.title")),
      h("p", { class: "hint" }, t("run.hint")),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "quiet-button", onclick: () => this.run() }, t("run.run")),
        h("button", { type: "button", class: "quiet-button", onclick: () => this.search() }, t("run.words")),
      ),
      this.result,
      this.words,
      this.proposal.element,
    );
  }

  async run() {
    const begun = await this.desk.act("measure");
    if (!begun) return;
    if (!begun.total) return fill(this.result, h("p", { class: "small" }, t("run.none", { file: begun.file })));
    const bar = progressBar(t("desk.asking"));
    fill(this.result, bar.element);
    this.desk.watch(begun.number, (news) => {
      if ("done" in news) bar.set(news.done, news.total);
      else fill(this.result, news.failed ? h("p", { lang: "en" }, news.failed) : this.figures(news.run));
    });
  }

  figures({ figures, apart, narrow, mistakes, since }) {
    return [
      h(
        "table",
        { class: "figures" },
        h("thead", {}, h("tr", {}, h("td"), h("th", { scope: "col" }, t("run.by")), h("th", { scope: "col" }, t("run.apart")))),
        h("tbody", {}, Object.keys(figures).map((name) => h("tr", {}, h("th", { scope: "row" }, t(`run.${name}`)), h("td", {}, figures[name]), h("td", {}, apart[name])))),
      ),
      this.since(since),
      mistakes.length > 0 && [h("h4", {}, t("run.mistakes")), h("ul", { class: "changed" }, mistakes.map((each) => this.mistake(each)))],
      narrow.length > 0 && [
        h("h4", {}, t("run.narrow")),
        h("ul", { class: "changed" }, narrow.map(({ ask, language, confidence, threshold }) => h("li", {}, h("span", { lang: language, dir: "auto" }, ask), h("small", {}, t("run.margin", { value: percent(confidence, 1), threshold: percent(threshold, 1) }))))),
      ],
    ];
  }

  since(since) {
    if (!since) return h("p", { class: "small" }, t("run.first"));
    return [h("p", { class: "small" }, t("run.since", since)), since.changes.length > 0 && h("ul", { class: "changed" }, since.changes.map(changed))];
  }

  mistake({ ask, language, verdict }) {
    return h("li", { class: verdict === "missed" ? "otherwise" : "spoilt" }, h("span", { class: "effect" }, t(`verdict.${verdict}`)), h("button", { type: "button", class: "as-link", lang: language, dir: "auto", onclick: () => this.desk.open(ask) }, ask));
  }

  async search() {
    const begun = await this.desk.act("search");
    if (!begun) return;
    const bar = progressBar(t("run.searching"));
    fill(this.words, bar.element);
    this.desk.watch(begun.number, (news) => {
      if ("done" in news) bar.set(news.done, news.total);
      else if (news.failed) fill(this.words, h("p", { lang: "en" }, news.failed));
      else fill(this.words, news.synonyms.length ? h("ul", { class: "changed" }, news.synonyms.map((each, index) => this.synonym(each, index))) : h("p", { class: "small" }, t("run.no_words")));
    });
  }

  synonym({ word, group, beside, mends, hurts }, number) {
    const propose = async () => {
      const answer = await this.desk.act("synonym", { number });
      if (answer) this.proposal.show(answer);
    };
    return h("li", { class: "mended" }, h("span", {}, t("run.word", { word, group: beside || group, mends: mends.length, hurts: hurts.length })), h("button", { type: "button", class: "quiet-button", onclick: propose }, t("desk.preview")));
  }
}
