/** Inline mode: while somebody types behind the bot's name, the bot offers replies to send. */

import { act } from "./api.js";
import { fill, h } from "./dom.js";
import { Listbox } from "./listbox.js";

const LONGEST = 256;
/** Milliseconds without a key before the bot is asked: nobody waits for an answer to half a word. */
const PAUSE_MS = 150;

export class Offers extends Listbox {
  /** `choose(query, result)` is called with the ids of the query and of the row that is to be sent. */
  constructor(store, choose) {
    super("offers");
    this.store = store;
    this.choose = choose;
    this.query = null;
  }

  /** Follow what is typed. */
  typed(text) {
    const name = `@${this.store.bot.username} `;
    window.clearTimeout(this.pause);
    if (text.toLowerCase().startsWith(name.toLowerCase())) this.pause = window.setTimeout(() => this.ask(text.slice(name.length)), PAUSE_MS);
    else this.close();
  }

  /** Ask the bot; what it answers to an older text is of no use any more. */
  async ask(text) {
    this.turn += 1;
    const { turn } = this;
    const answer = await act("inline", { person: this.store.meId, query: [...text].slice(0, LONGEST).join("") }).catch(() => null);
    if (turn !== this.turn || !answer) return;
    this.show(answer);
  }

  show({ query, results }) {
    this.query = query;
    this.shown = results;
    this.at = -1;
    fill(
      this.list,
      results.map(({ title, description }, index) =>
        h(
          "li",
          { role: "option", id: `offer-${index}`, "aria-selected": "false", onclick: () => this.take(index) },
          h("span", { class: "command" }, title),
          h("span", { class: "description" }, description),
        ),
      ),
    );
    this.list.hidden = !results.length;
    this.field.setAttribute("aria-controls", "offers");
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    window.clearTimeout(this.pause);
    this.turn += 1;
    if (!this.open) return;
    this.list.hidden = true;
    this.field.setAttribute("aria-controls", "completion");
    this.field.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const { id } = this.shown[index];
    this.close();
    this.choose(this.query, id);
  }

  /** Enter sends the text unless a row is marked. */
  taken(event) {
    if (event.key !== "Enter" || event.shiftKey || this.at < 0) return false;
    this.take(this.at);
    return true;
  }
}
