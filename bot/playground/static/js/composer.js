/** Writing: text, replies, edits, commands, the start button. */

import { act } from "./api.js";
import { media, summary } from "./bubble.js";
import { Completion } from "./completion.js";
import { byId, fill, h, icon } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Offers } from "./offers.js";
import { menu } from "./overlay.js";
import { sendPending } from "./pending.js";
import { t } from "./texts.js";

const COARSE = window.matchMedia("(pointer: coarse)");
const MEDIA = ["photo", "sticker", "voice", "document", "poll", "location"];

export class Composer {
  /** `failed(error)` is told when the playground refuses an action. */
  constructor(store, failed) {
    this.store = store;
    this.failed = failed;
    this.field = byId("field");
    this.start = byId("start");
    this.drafts = new Drafts();
    this.context = null;
    this.completion = new Completion(store, (command, send) => this.command(command, send));
    this.offers = new Offers(store, (query, result) => this.choose(query, result));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.start.addEventListener("click", () => this.begin());
    byId("attach").addEventListener("click", (event) => this.attach(event.currentTarget));
  }

  /** Where a message goes: the chat, its topic, and who writes. */
  place() {
    const { store } = this;
    const topic = store.chat.kind === "forum" && store.topicId ? store.topicId : null;
    return { person: store.meId, chat: store.chatId, topic };
  }

  async do(name, body) {
    try {
      return await act(name, body);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Send a text, as if typed. */
  send(text, { reply = null, quote = null } = {}) {
    return sendPending(this.store, { ...this.place(), text, reply_to: reply, quote });
  }

  /** Send what is typed; where that fails it stays in the chat, to be tried again, and an edit in the field. */
  async submit() {
    const text = this.field.value.trim();
    if (!text) return null;
    const { context } = this;
    this.clear();
    if (context?.kind !== "edit") return this.send(text, { reply: context?.message.message_id, quote: context?.quote });
    const done = await this.do("edit", { person: this.store.meId, chat: this.store.chatId, message: context.message.message_id, text });
    if (!done && !this.field.value) {
      this.field.value = text;
      this.grow();
    }
    return done;
  }

  clear() {
    this.field.value = "";
    this.cancel();
    this.completion.close();
    this.offers.close();
    this.typedHere();
  }

  /** Send a reply that the bot offered. */
  choose(query, result) {
    this.clear();
    this.do("choose", { ...this.place(), query, result });
  }

  /** Begin an inline query, as a button that shares an answer does. */
  type(query) {
    this.cancel();
    this.field.value = `@${this.store.bot.username} ${query}`;
    this.field.focus();
    this.typed();
  }

  /** Put a text into the field, to be read before it is sent. */
  fill(text) {
    this.cancel();
    this.store.payload = null;
    this.filled = true;
    this.field.value = text;
    this.render();
    this.field.focus();
    this.typed();
  }

  /** Send a command; in a group with the bot's name, as Telegram does. */
  command(command, send) {
    const named = this.store.chat.kind === "private" ? `/${command}` : `/${command}@${this.store.bot.username}`;
    const { context } = this;
    if (send) this.clear();
    else this.field.value = `${named} `;
    this.typedHere();
    this.field.focus();
    if (send) this.send(named, context?.kind === "reply" ? { reply: context.message.message_id, quote: context.quote } : {});
  }

  /** Press the start button. */
  begin() {
    const { payload } = this.store;
    this.store.payload = null;
    this.send(payload ? `/start ${payload}` : "/start");
    this.render();
    this.field.focus();
  }

  /** Take the focus after a chat was opened; where it would bring up a keyboard of glass, leave it to a tap. */
  focus() {
    if (!this.start.hidden) this.start.focus({ preventScroll: true });
    else if (!COARSE.matches) this.field.focus({ preventScroll: true });
  }

  /** The field fits what is in it, and the draft is what is in it. */
  typedHere() {
    this.grow();
    this.drafts.set(this.here(), this.context?.kind === "edit" ? "" : this.field.value);
  }

  /** What the drafts call the open chat, or topic. */
  here() {
    return `${this.store.chatId}/${this.store.topicId}`;
  }

  typed() {
    this.typedHere();
    this.completion.typed(this.field.value);
    this.offers.typed(this.field.value);
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    byId("composer").classList.toggle("has-text", this.field.value.trim() !== "");
  }

  key(event) {
    if (event.isComposing || this.completion.key(event) || this.offers.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && !this.field.value && !event.shiftKey) {
      if (this.editLast()) event.preventDefault();
    } else if (event.key === "Escape" && this.context) {
      event.preventDefault();
      event.stopPropagation();
      if (this.context.kind === "edit") this.clear();
      else this.cancel();
    }
  }

  editLast() {
    const mine = this.store.listed().filter((message) => this.editable(message));
    if (mine.length) this.edit(mine.at(-1));
    return mine.length > 0;
  }

  editable(message) {
    return message.from?.id === this.store.meId && Boolean(message.text) && !media(message);
  }

  edit(message) {
    this.context = { kind: "edit", message };
    this.field.value = message.text;
    this.renderContext();
    this.grow();
    this.field.focus();
    this.field.setSelectionRange(message.text.length, message.text.length);
  }

  /** Answer a message, or a part of it. */
  reply(message, quote = null) {
    if (this.context?.kind === "edit") this.clear();
    this.context = { kind: "reply", message, quote };
    this.renderContext();
    this.field.focus();
  }

  cancel() {
    this.context = null;
    this.renderContext();
  }

  renderContext() {
    const bar = byId("context");
    const { context } = this;
    bar.hidden = !context;
    if (!context) return fill(bar);
    const editing = context.kind === "edit";
    const name = editing ? t("editing") : t("replying", { name: context.message.from?.first_name ?? "" });
    return fill(
      bar,
      icon(editing ? "edit" : "reply"),
      h("div", { class: "context-text" }, h("strong", {}, name), h("span", {}, context.quote ?? summary(context.message))),
      h("button", { type: "button", class: "icon-button", "aria-label": t("cancel"), title: t("cancel"), onclick: () => this.dismiss() }, icon("close")),
    );
  }

  dismiss() {
    if (this.context?.kind === "edit") this.clear();
    else this.cancel();
    this.field.focus();
  }

  attach(anchor) {
    const items = MEDIA.map((kind) => ({ icon: "attach", text: t(`media.${kind}`), run: () => this.do("media", { ...this.place(), kind }) }));
    menu(anchor, items, t("attach"));
  }

  /** Another chat was opened, or the page was: every chat keeps what was typed in it. */
  moved(from, to) {
    if (from === to) return;
    const draft = this.drafts.get(to);
    this.field.value = "";
    this.cancel();
    this.completion.close();
    this.offers.close();
    this.field.value = draft;
    this.grow();
  }

  render() {
    const { store } = this;
    const fresh = store.chat.kind === "private" && (store.payload !== null || (store.listed().length === 0 && !this.filled && !store.pending.size));
    const had = !this.start.hidden;
    this.start.hidden = !fresh;
    byId("composer").hidden = fresh;
    if (fresh) this.start.textContent = t("start");
    else if (had && document.activeElement === document.body) this.field.focus();
    this.field.placeholder = t("write");
    this.field.setAttribute("aria-label", t("write"));
    this.renderContext();
  }
}
