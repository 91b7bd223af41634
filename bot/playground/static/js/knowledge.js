/** The "Knowledge" panel: the file that is watched, whether it is valid, and what is wrong with it. */

import { byId, fill, h, icon } from "./dom.js";
import { copy } from "./overlay.js";
import { clockExact, t } from "./texts.js";

/** Show the state of the knowledge file, its entries, and a mark on the tab and on the lamp where it has problems. */
export function renderKnowledge(state, browser) {
  const broken = state.problems.length > 0;
  const said = t("problems", { n: state.problems.length });
  for (const dot of [byId("knowledge-dot"), byId("panel-dot")]) {
    dot.hidden = !broken;
    dot.setAttribute("aria-label", said);
  }
  // The lamp has a label, which hides the mark inside it.
  byId("panel-toggle").setAttribute("aria-label", broken ? `${t("panel")}: ${said}` : t("panel"));
  browser.load(state.digest);
  fill(
    byId("knowledge-state"),
    h("p", { class: "file" }, h("code", {}, state.path), h("button", { type: "button", class: "icon-button", "aria-label": t("copy"), title: t("copy"), onclick: () => copy(state.path) }, icon("copy"))),
    h(
      "div",
      { class: broken ? "status bad" : "status good", role: "status" },
      icon(broken ? "warn" : "check"),
      h(
        "div",
        {},
        h("strong", {}, broken ? t("problems", { n: state.problems.length }) : t("valid", { time: clockExact(state.since) })),
        h("p", {}, broken ? t("stays", { time: clockExact(state.since), facts: t("facts", { n: state.facts }) }) : counts(state)),
      ),
    ),
    broken && h("ol", { class: "problems" }, state.problems.map(problem)),
    h("p", { class: "hint" }, t("knowledge.hint")),
  );
  browser.render();
}

function counts({ facts, gaps, conflicts, languages }) {
  return [t("facts", { n: facts }), t("gaps", { n: gaps }), t("conflicts", { n: conflicts }), languages.join(", ")].join(" · ");
}

/** A problem is worded by the checker, in English; its place is ours. */
function problem({ line, column, where, message, advice }) {
  const place = line ? t("line", { line, column }) : t("whole");
  return h(
    "li",
    {},
    h("p", { class: "place" }, place, where && h("code", {}, where)),
    h("p", { lang: "en" }, message),
    advice && h("p", { class: "advice", lang: "en" }, advice),
  );
}
