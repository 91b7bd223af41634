/** A change before it is made: its lines, what else it changes, and Keep. */

import { fill, h } from "./dom.js";
import { progressBar, t } from "./texts.js";

export class Proposal {
  /** `done()` is called once it was kept or dropped. */
  constructor(desk, done) {
    this.desk = desk;
    this.done = done;
    this.element = h("div", { class: "proposal", "aria-live": "polite" });
  }

  clear() {
    this.number = null;
    fill(this.element);
  }

  /** Say in a sentence why there is none. */
  say(text) {
    fill(this.element, h("p", { class: "small" }, text));
  }

  /** Say what a new entry lacks. */
  lacks(problems) {
    fill(this.element, h("ul", { class: "problems" }, problems.map((text) => h("li", { lang: "en" }, text))));
  }

  /** Show a proposal of the desk; what else it changes comes while it is looked at. */
  show({ number, diffs, apart = false, changes = true }) {
    if (!changes) return this.say(t("desk.nothing"));
    this.number = number;
    const bar = progressBar(t("desk.asking"));
    const told = h("div", { class: "told" }, bar.element);
    const keep = h("button", { type: "button", class: "primary", onclick: () => this.keep(number) }, t("desk.keep"));
    fill(
      this.element,
      h("h4", {}, t("desk.change")),
      diffs.map(({ file, lines }) => [h("p", { class: "small" }, h("code", {}, file)), diff(lines)]),
      h("p", { class: "hint" }, t(apart ? "desk.apart" : "desk.little")),
      told,
      h("div", { class: "buttons" }, keep, h("button", { type: "button", class: "quiet-button", onclick: () => this.drop() }, t("desk.drop"))),
    );
    this.desk.watch(number, (news) => {
      if ("done" in news) bar.set(news.done, news.total);
      else if (news.failed) fill(told, h("p", { class: "small", lang: "en" }, news.failed));
      else fill(told, news.preview ? preview(news.preview) : h("p", { class: "small" }, t("desk.label_alone")));
    });
    return this.element.scrollIntoView({ block: "start" });
  }

  async keep(number) {
    const kept = await this.desk.act("keep", { number });
    if (!kept) return;
    this.desk.kept(kept.kept);
    // Another reply may be under way by now.
    if (this.number === number) this.done();
  }

  drop() {
    this.desk.act("discard");
    this.clear();
  }
}

/** The lines of a diff; what is added and what is gone is told by its sign as well as by its colour. */
function diff(lines) {
  const kind = { "+": "added", "-": "gone", "@": "at" };
  return h("pre", { class: "diff", tabindex: "0" }, lines.map((line) => h("span", { class: kind[line[0]] ?? "same" }, `${line}\n`)));
}

function preview({ asked, worse, better, otherwise, apart, changes, missed }) {
  return [
    h("h4", {}, t("desk.else")),
    h("p", { class: worse ? "sum bad" : "sum good" }, t("desk.sum", { asked, worse, better, otherwise })),
    apart.worse + apart.better > 0 && h("p", { class: "small" }, t("desk.sum.apart", apart)),
    changes.length > 0 && h("ul", { class: "changed" }, changes.map(changed)),
    missed.length > 0 && [h("h4", {}, t("desk.missed")), h("ul", { class: "changed" }, missed.map(({ ask, language }) => h("li", { lang: language, dir: "auto" }, ask)))],
  ];
}

/** One question that is answered differently. */
export function changed({ ask, language, before, after, effect }) {
  return h(
    "li",
    { class: effect },
    h("span", { class: "effect" }, t(`effect.${effect}`)),
    h("span", { lang: language, dir: "auto" }, ask),
    h("small", {}, ...got(before), " → ", ...got(after)),
  );
}

const WITHOUT_ANSWER = ["did_you_mean", "not_in_source", "off_topic", "unclear", "smalltalk"];

/** What a question gets: ids as they are, a reply without an answer in the page's words, with its gap if one spoke. */
function got(outcome) {
  const [kind, ...gap] = outcome.split(" ");
  if (!WITHOUT_ANSWER.includes(kind)) return [h("code", {}, outcome)];
  return [t(`decision.${kind}`), gap.length > 0 && " ", gap.length > 0 && h("code", {}, gap.join(" "))];
}
