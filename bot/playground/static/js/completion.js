/** The commands menu: what the bot offers in this chat, to this person, in this language. */

import { act } from "./api.js";
import { byId, fill, h } from "./dom.js";
import { Listbox } from "./listbox.js";
import { t } from "./texts.js";

export class Completion extends Listbox {
  /** `choose(command, send)` is called with a command's name; `send` is false where it is only to be filled in. */
  constructor(store, choose) {
    super("completion");
    this.store = store;
    this.choose = choose;
    this.button = byId("commands");
    this.known = new Map();
    // What the open menu was narrowed to, also while nothing fits it; null where it was closed.
    this.wanted = null;
    this.button.addEventListener("click", () => (this.open ? this.close() : this.show("")));
  }

  /** Someone else looks, or elsewhere. */
  forget() {
    this.known.clear();
    this.close();
  }

  /** The bot changed its commands: what is open shows the new ones, what is marked by the time they are here stays so. */
  async renew() {
    this.known.clear();
    if (this.wanted === null) return;
    await this.commands().catch(() => []);
    if (this.wanted === null) return;
    const marked = this.open ? this.shown[this.at]?.command : null;
    await this.show(this.wanted);
    const index = this.shown.findIndex(({ command }) => command === marked);
    if (this.open && index > 0) this.mark(index);
  }

  async commands() {
    const { store } = this;
    const key = `${store.chatId}/${store.meId}/${store.me.language_code}`;
    if (!this.known.has(key)) {
      const { commands } = await act("commands", { person: store.meId, chat: store.chatId });
      this.known.set(key, commands);
    }
    return this.known.get(key);
  }

  /** Show what begins with `typed`, an empty one everything. */
  async show(typed) {
    this.turn += 1;
    const { turn } = this;
    this.wanted = typed;
    const all = await this.commands().catch(() => []);
    if (turn !== this.turn) return;
    this.shown = all.filter(({ command }) => command.startsWith(typed));
    if (!this.shown.length) {
      this.hide();
      return;
    }
    fill(
      this.list,
      this.shown.map(({ command, description }, index) =>
        h(
          "li",
          { role: "option", id: `command-${index}`, "aria-selected": "false", onclick: () => this.take(index, true) },
          h("span", { class: "command" }, `/${command}`),
          h("span", { class: "description" }, description),
        ),
      ),
    );
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.mark(0);
  }

  close() {
    this.wanted = null;
    this.turn += 1;
    this.hide();
  }

  hide() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  take(index, send) {
    const { command } = this.shown[index];
    this.close();
    this.choose(command, send);
  }

  /** Follow what is typed. */
  typed(text) {
    const found = /^\/([a-z0-9_]*)$/i.exec(text);
    if (found) this.show(found[1].toLowerCase());
    else this.close();
  }

  /** Tab fills the command in, Enter sends it. */
  taken(event) {
    if (!["Tab", "Enter"].includes(event.key) || event.shiftKey) return false;
    this.take(this.at, event.key === "Enter");
    return true;
  }

  /** The words for screen readers follow the page's language. */
  relabel() {
    this.list.setAttribute("aria-label", t("commands"));
  }
}
