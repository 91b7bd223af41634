/** The "Explain" panel: how the last question was read and why it got the reply it got. */

import { byId, fill, h } from "./dom.js";
import { t } from "./texts.js";

const percent = (share) => `${Math.round(share * 100)} %`;

/** Show an explanation, or what the panel is for while there is none. */
export function renderExplanation(explanation) {
  const place = byId("explain");
  if (!explanation) {
    fill(place, h("p", { class: "nothing" }, t("explain.nothing")));
    return;
  }
  fill(
    place,
    h("p", { class: "asked", dir: "auto" }, explanation.query || t("explain.empty")),
    h("p", {}, h("span", { class: `decision ${explanation.decision}` }, t(`decision.${explanation.decision}`)), " ", t(`decision.${explanation.decision}.text`)),
    confidence(explanation),
    part("words", words(explanation)),
    part("candidates", candidates(explanation.candidates)),
    part("rules", sentences(explanation.rules)),
    part("advice", sentences(explanation.advice)),
  );
}

function part(name, content) {
  return content && h("section", { class: "part" }, h("h3", {}, t(`explain.${name}`)), content);
}

function confidence({ confidence: value, threshold }) {
  const enough = value >= threshold;
  const fillBar = h("span", { class: enough ? "bar-fill" : "bar-fill low" });
  const mark = h("span", { class: "bar-mark" });
  // Widths are set on the style object: the policy of the page allows no style attributes.
  fillBar.style.width = `${value * 100}%`;
  mark.style.left = `${threshold * 100}%`;
  const said = t(enough ? "confidence.enough" : "confidence.low", { value: percent(value), threshold: percent(threshold) });
  return h(
    "section",
    { class: "part" },
    h("h3", {}, t("explain.confidence")),
    h("div", { class: "meter", role: "meter", "aria-label": t("explain.confidence"), "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(value * 100), "aria-valuetext": said }, fillBar, mark),
    h("p", { class: "small" }, said),
  );
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

function candidates(list) {
  if (!list.length) return null;
  return h("ol", { class: "candidates" }, list.map(candidate));
}

function candidate({ id, kind, score, phrasing, language, vetoed_by: veto }) {
  const fillBar = h("span", { class: "bar-fill" });
  fillBar.style.width = `${score}%`;
  return h(
    "li",
    { class: veto ? "candidate vetoed" : "candidate" },
    h("div", { class: "candidate-head" }, h("code", {}, id), h("span", { class: "kind" }, t(`kind.${kind}`)), h("span", { class: "score" }, score.toFixed(0))),
    h("div", { class: "bar-track", "aria-hidden": "true" }, fillBar),
    h("p", { class: "phrasing", lang: language, dir: "auto" }, phrasing),
    veto && h("p", { class: "veto" }, t("explain.veto", { rule: veto })),
  );
}

/** Sentences of the matcher come in English whatever the page speaks. */
function sentences(list) {
  return list.length ? h("ul", { class: "sentences", lang: "en" }, list.map((text) => h("li", {}, text))) : null;
}
