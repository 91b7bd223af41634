/** The drawer: who you are, language, privacy mode, appearance, a start link, starting over. */

import { hue } from "./conversation.js";
import { roleOf } from "./chats.js";
import { avatar, byId, fill, h, icon } from "./dom.js";
import { LANGUAGES, t } from "./texts.js";

const THEMES = ["system", "light", "dark"];
const PAYLOAD = "[A-Za-z0-9_\\-]{0,64}";

/** Paint the page light or dark; "system" follows the computer. */
export function paint(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export class Settings {
  /** `on` has `become(id)`, `language(code)`, `privacy(on)`, `theme(name)`, `startLink(payload)` and `reset()`. */
  constructor(store, on) {
    this.store = store;
    this.on = on;
    this.dialog = byId("settings");
    byId("who").addEventListener("click", () => this.open());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  open() {
    this.render();
    if (!this.dialog.open) this.dialog.showModal();
  }

  render() {
    const { store, on } = this;
    const focused = this.dialog.contains(document.activeElement) ? document.activeElement.id : "";
    fill(
      this.dialog,
      h(
        "div",
        { class: "drawer-body" },
        h("header", { class: "bar" }, h("h2", { id: "settings-title" }, t("settings")), this.closer()),
        h("fieldset", {}, h("legend", {}, t("you.are")), store.people.map((person) => this.person(person))),
        this.segments("language", LANGUAGES, store.me.language_code, on.language),
        h("fieldset", {}, h("legend", {}, t("groups")), this.privacy()),
        this.segments("theme", Object.fromEntries(THEMES.map((name) => [name, t(`theme.${name}`)])), store.theme, on.theme),
        this.startLink(),
        this.reset(),
      ),
    );
    if (focused) byId(focused)?.focus();
  }

  closer() {
    return h("button", { type: "button", id: "settings-close", class: "icon-button", "aria-label": t("close"), title: t("close"), onclick: () => this.dialog.close() }, icon("close"));
  }

  person(person) {
    const { store, on } = this;
    return h(
      "label",
      { class: "person" },
      h("input", { type: "radio", name: "person", id: `person-${person.id}`, value: person.id, checked: person.id === store.meId, onchange: () => on.become(person.id) }),
      avatar(person.first_name, hue(store, person), true),
      h("span", {}, h("strong", {}, person.first_name), h("small", {}, `${roleOf(person)} · ${LANGUAGES[person.language_code] ?? person.language_code}`)),
      icon("check"),
    );
  }

  segments(name, choices, chosen, choose) {
    return h(
      "fieldset",
      {},
      h("legend", {}, t(name)),
      h(
        "div",
        { class: "segments" },
        Object.entries(choices).map(([value, text]) =>
          h("label", {}, h("input", { type: "radio", name, id: `${name}-${value}`, value, checked: value === chosen, onchange: () => choose(value) }), h("span", {}, text)),
        ),
      ),
      name === "language" && h("p", { class: "hint" }, t("language.hint")),
    );
  }

  privacy() {
    const { store, on } = this;
    return [
      h(
        "label",
        { class: "switch" },
        h("input", { type: "checkbox", role: "switch", id: "privacy", checked: store.privacy.enabled, "aria-describedby": "privacy-hint", onchange: (event) => on.privacy(event.target.checked) }),
        h("span", {}, t("privacy")),
      ),
      h("p", { class: "hint", id: "privacy-hint" }, t("privacy.hint")),
    ];
  }

  startLink() {
    const field = h("input", { id: "payload", type: "text", maxlength: 64, pattern: PAYLOAD, autocomplete: "off", spellcheck: "false", "aria-describedby": "payload-hint" });
    const go = (event) => {
      event.preventDefault();
      this.dialog.close();
      this.on.startLink(field.value);
    };
    return h(
      "form",
      { class: "start-link", onsubmit: go },
      h("label", { for: "payload" }, t("deep")),
      h("div", { class: "joined" }, h("span", {}, `t.me/${this.store.bot.username}?start=`), field, h("button", { type: "submit" }, t("open"))),
      h("p", { class: "hint", id: "payload-hint" }, t("deep.hint")),
    );
  }

  reset() {
    const sure = h("button", { type: "button", id: "reset-sure", class: "danger", hidden: true, onclick: () => this.over() }, t("reset.sure"));
    const ask = h("button", { type: "button", id: "reset", class: "quiet", onclick: () => this.ask(ask, sure) }, t("reset"));
    return h("div", { class: "reset" }, ask, sure, h("p", { class: "hint" }, t("reset.hint")));
  }

  ask(ask, sure) {
    ask.hidden = true;
    sure.hidden = false;
    sure.focus();
  }

  over() {
    this.dialog.close();
    this.on.reset();
  }
}
