/** The "Explain" panel: what the bot made of one message, tap or command, and why. */

import { h } from "./dom.js";
import { copy } from "./overlay.js";
import { decimal, percent, t } from "./texts.js";

const worded = (name, value) => {
  if (value && typeof value === "object") return sentence(value);
  if (name === "ask") return t(`ask.${value}`);
  if (name === "share") return percent(parseFloat(value) / 100);
  return name === "confidence" || name === "threshold" ? decimal(Number(value)) : value;
};

/** A sentence of the matcher in the page's language; one that it has no words for as it came, in English. */
function sentence({ key, values, text }) {
  if (!key) return text;
  return t(`remark.${key}`, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, worded(name, value)])));
}

/** The id of an entry, leading to it in the knowledge panel. */
export const entryLink = (id, open) =>
  h("a", { class: "entry-link", href: `?entry=${encodeURIComponent(id)}`, onclick: (event) => follow(event, () => open(id)) }, h("code", {}, id));

function follow(event, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go();
}

/**
 * Build the panel's content for a trace. `about.label` is the text of the button that was tapped, `about.unheard` says
 * that Telegram kept the message from the bot; `open(id)` shows an entry, `mend(trace)` begins to mend the reply.
 */
export function explained(trace, about, open, mend) {
  if (trace === undefined) return [h("p", { class: "nothing" }, t("explain.nothing"))];
  if (trace === null) return [h("p", { class: "nothing" }, t(about.unheard ? "unheard.why" : "explain.none"))];
  const found = trace.explanation;
  return [
    h("h2", { class: "asked", dir: "auto" }, found?.query || about.label || trace.text || t("explain.empty")),
    ...deed(trace, open),
    ...(found ? outcome(trace, found, open, mend) : []),
  ];
}

/** What was done where it was no plain question. */
function deed(trace, open) {
  const { tap, command, explanation } = trace;
  if (tap) return [h("p", { class: "deed" }, t(`tap.${tap.does}`), tap.entry && [" ", entryLink(tap.entry, open)])];
  if (trace.kind === "inline") return [h("p", { class: "deed" }, t("trace.inline"))];
  if (command && !explanation) return [h("p", { class: "deed" }, t("trace.command", { command: `/${command}` }))];
  if (!explanation) return [h("p", { class: "deed" }, t(trace.replies.length ? "trace.wordless" : "trace.silent"))];
  return [];
}

function outcome(trace, found, open, mend) {
  const silent = trace.kind === "message" && !trace.replies.length;
  return [
    h("p", {}, h("span", { class: `decision ${found.decision}` }, t(`decision.${found.decision}`)), " ", t(`decision.${found.decision}.text`)),
    silent && h("p", { class: "deed" }, t("trace.comment")),
    found.read_as && h("p", { class: "small" }, t("explain.read_as"), " ", h("q", {}, found.read_as)),
    found.shown.length > 0 && h("p", { class: "shown" }, t("explain.shown"), found.shown.map((id) => [" ", entryLink(id, open)])),
    confidence(found),
    part("words", words(found)),
    part("candidates", found.candidates.length > 0 && h("ol", { class: "candidates" }, found.candidates.map((each) => candidate(each, open)))),
    part("rules", sentences(found.rules)),
    part("advice", sentences(found.advice)),
    found.query && h("p", { class: "buttons" }, h("button", { type: "button", class: "quiet-button", onclick: () => mend(trace) }, t("desk.wrong")), h("button", { type: "button", class: "quiet-button", onclick: () => copy(linkTo(found.query)) }, t("explain.link"))),
  ];
}

/** The address that opens the page with a question asked. */
const linkTo = (query) => `${window.location.origin}/?q=${encodeURIComponent(query)}`;

function part(name, content) {
  return content && h("section", { class: "part" }, h("h3", {}, t(`explain.${name}`)), content);
}

/** How sure it was. The threshold is that of facts and conflicts: the confidence of a gap is not held against it. */
function confidence({ confidence: value, threshold, nearest, by_gap: byGap, decision, candidates }) {
  if (!candidates.length) return null;
  if (!nearest) return part("confidence", h("p", { class: "small" }, t("confidence.none")));
  const enough = decision === "answer";
  const digits = Math.round(value * 100) === Math.round(threshold * 100) ? 1 : 0;
  const ofGap = byGap ? "confidence.gap" : "confidence.gap_far";
  const said = t(nearest === "gap" ? ofGap : enough ? "confidence.enough" : "confidence.low", {
    value: percent(value, digits),
    threshold: percent(threshold, digits),
  });
  const fillBar = h("span", { class: nearest === "gap" ? "bar-fill gap" : enough ? "bar-fill" : "bar-fill low" });
  const mark = nearest !== "gap" && h("span", { class: "bar-mark" });
  // Widths are set on the style object: the policy of the page allows no style attributes.
  fillBar.style.width = `${value * 100}%`;
  if (mark) mark.style.left = `${threshold * 100}%`;
  return part("confidence", [
    h("div", { class: "meter", role: "meter", "aria-label": t("explain.confidence"), "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(value * 100), "aria-valuetext": said }, fillBar, mark),
    h("p", { class: "small" }, said),
  ]);
}

function words({ words: readings, clause, query }) {
  if (!readings.length) return null;
  return [
    clause && clause !== query && h("p", { class: "small" }, `${t("explain.clause")} `, h("q", {}, clause)),
    h(
      "ul",
      { class: "words" },
      readings.map(({ word, how, meaning }) =>
        h(
          "li",
          { class: `word ${how.replace(" ", "-")}` },
          h("span", { class: "word-said" }, word),
          meaning && meaning !== word && h("span", { class: "word-meant" }, `→ ${meaning}`),
          h("small", {}, t(`how.${how}`)),
        ),
      ),
    ),
  ];
}

function candidate({ id, kind, score, phrasing, language, veto }, open) {
  const fillBar = h("span", { class: "bar-fill" });
  fillBar.style.width = `${score}%`;
  return h(
    "li",
    { class: veto ? "candidate vetoed" : "candidate" },
    h("div", { class: "candidate-head" }, entryLink(id, open), h("span", { class: "kind" }, t(`kind.${kind}`)), h("span", { class: "score" }, score.toFixed(0))),
    h("div", { class: "bar-track", "aria-hidden": "true" }, fillBar),
    h("p", { class: "phrasing", lang: language, dir: "auto" }, phrasing),
    veto && h("p", { class: "veto" }, t("explain.veto", { rule: sentence(veto) })),
  );
}

function sentences(list) {
  return list.length > 0 && h("ul", { class: "sentences" }, list.map((each) => h("li", each.key ? {} : { lang: "en" }, sentence(each))));
}
