/** The base to browse and search: entries with their texts, sources, questions, line, and what `check` warns of. */

import { act } from "./api.js";
import { byId, fill, h, icon } from "./dom.js";
import { entryLink } from "./explain.js";
import { LANGUAGES, spoken, t } from "./texts.js";

/** Letters as they are searched: without capitals, stress marks, and the dots of ё. */
export const folded = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/[’ʼ`]/g, "'").replace(/\u0301/g, "");

/** A text of an entry in the page's language, or in the first that it has. */
export const inSpoken = (texts) => texts?.[spoken()] ?? Object.values(texts ?? {})[0] ?? "";

const words = (texts) => Object.values(texts ?? {}).flat();

const wordsOf = (text) => folded(text).split(/\s+/).filter(Boolean);

function searchable(entry) {
  const { id, former, text, questions, source, document, topic, about = [], date = "" } = entry;
  const all = [id, former, date, entry.warnings.map(({ message }) => message)];
  all.push(...[text, questions, source, document, topic, ...about].map(words));
  return folded(all.flat(3).join("\n"));
}

export class Browser {
  constructor(failed) {
    this.failed = failed;
    this.digest = null;
    this.entries = [];
    this.warnings = [];
    this.opened = new Set();
    this.found = h("input", { type: "search", id: "entry-search", autocomplete: "off", spellcheck: "false", oninput: () => this.list() });
    this.warned = h("input", { type: "checkbox", id: "entry-warned", onchange: () => this.list() });
    this.count = h("p", { class: "small", role: "status" });
    this.place = h("ul", { class: "entries" });
    this.title = h("h3");
    this.named = h("label", { for: "entry-search", class: "unseen" });
    this.warnedName = h("span");
    this.element = h("section", { class: "browse" }, this.title, this.named, this.found, h("label", { class: "check" }, this.warned, this.warnedName), this.count, this.place);
  }

  /** Fetch the entries of a version of the base, unless they are here. */
  async load(digest) {
    if (digest === this.digest) return;
    try {
      const { entries, warnings, digest: got } = await act("entries");
      Object.assign(this, { entries, warnings, digest: got });
    } catch (error) {
      this.failed(error);
      return;
    }
    for (const entry of this.entries) entry.searched = searchable(entry);
    this.list();
  }

  /** Say everything in the page's language; the elements stay, and with them what is typed. */
  render() {
    this.title.textContent = t("browse.title");
    this.named.textContent = t("browse.search");
    this.found.placeholder = t("browse.search");
    this.list();
  }

  warnedCount() {
    return this.entries.filter(({ warnings }) => warnings.length).length + this.warnings.length;
  }

  /** The entries that hold every word of a text, or stand on the line of that number. */
  matching(text) {
    const wanted = wordsOf(text);
    return this.entries.filter((entry) => wanted.every((word) => entry.searched.includes(word)) || String(entry.line) === text.trim());
  }

  list() {
    this.warnedName.textContent = t("browse.warned", { n: this.warnedCount() });
    const typed = folded(this.found.value).trim();
    const wanted = wordsOf(typed);
    const shown = this.matching(typed).filter(({ warnings }) => !this.warned.checked || warnings.length > 0);
    this.count.textContent = t("browse.found", { n: shown.length });
    const general = this.warned.checked && !typed ? this.warnings.map(elsewhere) : [];
    fill(this.place, general, shown.map((entry) => this.row(entry, wanted)));
  }

  /** Search for an entry and open it. */
  show(id) {
    this.found.value = "";
    this.warned.checked = false;
    const entry = this.entries.find((each) => each.id === id || each.former.includes(id));
    if (!entry) {
      this.found.value = id;
      this.list();
      return;
    }
    this.opened.add(entry.id);
    this.list();
    const row = byId(`entry-${entry.id}`);
    row.scrollIntoView({ block: "start" });
    row.querySelector("summary").focus({ preventScroll: true });
  }

  row(entry, wanted) {
    const details = h(
      "details",
      { id: `entry-${entry.id}`, open: this.opened.has(entry.id) },
      h(
        "summary",
        {},
        h("span", { class: "entry-head" }, h("code", {}, entry.id), h("span", { class: "kind" }, t(`kind.${entry.kind}`)), entry.warnings.length > 0 && h("span", { class: "warned" }, icon("warn"), t("browse.warnings", { n: entry.warnings.length })), h("span", { class: "at-line" }, t("at.line", { line: entry.line }))),
        h("span", { class: "entry-text", dir: "auto" }, marked(inSpoken(entry.text), wanted)),
      ),
    );
    const fillIn = () => details.children.length === 1 && details.append(...this.body(entry, wanted));
    if (details.open) fillIn();
    details.addEventListener("toggle", () => {
      if (details.open) this.opened.add(entry.id);
      else this.opened.delete(entry.id);
      if (details.open) fillIn();
    });
    return h("li", {}, details);
  }

  body(entry, wanted) {
    const open = (id) => this.show(id);
    const others = Object.entries(entry.text).filter(([, text]) => text !== inSpoken(entry.text));
    const facts = [
      entry.source && ["browse.source", inSpoken(entry.source)],
      entry.document && ["browse.document", `${inSpoken(entry.document)}, ${t("browse.paragraph", { number: entry.paragraph })}`],
      entry.date && ["browse.date", entry.date],
      entry.topic && ["browse.topic", inSpoken(entry.topic)],
      entry.about?.length && ["browse.about", entry.about.map(inSpoken).join(", ")],
    ].filter(Boolean);
    return [
      entry.warnings.length > 0 && h("ul", { class: "problems mild" }, entry.warnings.map(warning)),
      others.map(([code, text]) => h("p", { class: "other-text", lang: code, dir: "auto" }, h("b", {}, code), " ", marked(text, wanted))),
      facts.length > 0 && h("dl", {}, facts.map(([name, said]) => [h("dt", {}, t(name)), h("dd", {}, said)])),
      entry.related?.length > 0 && h("p", { class: "shown" }, t(entry.kind === "gap" ? "browse.nearest" : "browse.sides"), entry.related.map((id) => [" ", entryLink(id, open)])),
      Object.entries(entry.questions).map(([code, lines]) => [
        h("h4", {}, `${t("browse.questions")}: ${LANGUAGES[code] ?? code}`),
        h("ul", { class: "questions", lang: code }, lines.map((line) => h("li", {}, marked(line, wanted)))),
      ]),
    ].flat(Infinity).filter(Boolean);
  }
}

/** A text with the words that are searched for marked. */
function marked(text, wanted) {
  const searched = folded(text);
  if (!wanted.length || searched.length !== text.length) return text;
  const parts = [];
  let at = 0;
  while (at < text.length) {
    const next = wanted.map((word) => [searched.indexOf(word, at), word.length]).filter(([where]) => where >= 0);
    if (!next.length) break;
    const [where, length] = next.reduce((one, other) => (other[0] < one[0] ? other : one));
    parts.push(text.slice(at, where), h("mark", {}, text.slice(where, where + length)));
    at = where + length;
  }
  return [...parts, text.slice(at)];
}

/** A warning is worded by the checker, in English; its place is ours. */
function warning({ line, message, advice }) {
  return h("li", {}, h("p", { class: "place" }, line ? t("at.line", { line }) : t("whole")), h("p", { lang: "en" }, message), advice && h("p", { class: "advice", lang: "en" }, advice));
}

function elsewhere(problem) {
  return h("li", { class: "elsewhere" }, h("code", {}, problem.where), h("ul", { class: "problems mild" }, warning(problem)));
}
