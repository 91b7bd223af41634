/** The message pane: bubbles in order, days, who is typing, staying at the end, jumping to a reply. */

import { bubble, summary } from "./bubble.js";
import { byId, fill, h, icon } from "./dom.js";
import { pendingHere, pendingRow } from "./pending.js";
import { day, t } from "./texts.js";

const NEAR_END = 80;
const ABOVE = 12;
const RUN_SECONDS = 600;

/** Show the messages of the open chat. `on` holds what taps do (see `bubble`). */
export class Conversation {
  constructor(store, on) {
    this.store = store;
    this.on = { ...on, jump: (id) => this.jumpTo(id) };
    this.list = byId("messages");
    this.scroll = byId("scroll");
    this.button = byId("jump");
    this.made = new Map();
    this.place = "";
    this.missed = 0;
    this.scroll.addEventListener("scroll", () => this.atEnd() && this.seen());
    this.button.addEventListener("click", () => this.toEnd());
    this.list.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.stick && this.toEnd(true)).observe(this.scroll);
    new ResizeObserver(() => this.stick && this.toEnd(true)).observe(this.list);
    this.stick = true;
    this.scroll.addEventListener("scroll", () => (this.stick = this.atEnd()), { passive: true });
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_END;
  }

  /** Go to the newest message; one that is taller than the screen is read from its beginning. */
  toEnd(instant = false) {
    const begin = (this.list.lastElementChild?.offsetTop ?? 0) - ABOVE;
    const top = Math.min(this.scroll.scrollHeight - this.scroll.clientHeight, begin);
    this.scroll.scrollTo({ top, behavior: instant ? "instant" : "auto" });
    this.seen();
  }

  seen() {
    this.missed = 0;
    this.button.hidden = true;
  }

  /** Build what changed, keep the rest. */
  render() {
    const { store } = this;
    const place = `${store.chatId}/${store.topicId}/${store.meId}/${document.documentElement.lang}`;
    const moved = place !== this.place;
    if (moved) this.made.clear();
    this.place = place;
    const messages = store.listed();
    const rows = messages.length ? this.rows(messages) : [];
    rows.push(...pendingHere(store).map((sent) => pendingRow(sent, () => this.on.again(sent), () => this.on.discard(sent))));
    if (store.isTyping(store.chatId)) rows.push(this.typingRow());
    const stay = moved || this.atEnd();
    this.put(rows.length ? rows : [welcome(store)]);
    this.mark();
    if (stay) {
      this.stick = true;
      this.toEnd(true);
    }
  }

  /** Set the rows without touching those that stay: focus and open quotations survive. */
  put(rows) {
    const wanted = new Set(rows);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    rows.forEach((row, index) => {
      if (this.list.children[index] !== row) this.list.insertBefore(row, this.list.children[index] ?? null);
    });
    if (this.list.contains(document.activeElement)) return;
    // Tab enters at the newest message, wherever somebody left the list before.
    this.enter([...this.list.querySelectorAll(".row[data-from]")].at(-1));
  }

  /** Let Tab reach one message, and what is in it; the arrows lead to the others. */
  enter(current) {
    for (const row of this.list.querySelectorAll(".row[data-from]")) {
      row.tabIndex = row === current ? 0 : -1;
      for (const each of row.querySelectorAll("a, button:not(.more), [tabindex]:not(.more)")) each.tabIndex = row.tabIndex;
    }
  }

  /** Show which messages the panel explains. */
  mark() {
    for (const row of this.list.querySelectorAll(".row[data-from]")) {
      const message = this.store.message(Number(row.dataset.id));
      row.classList.toggle("explained", Boolean(message) && this.store.explains(message));
    }
  }

  rows(messages) {
    const rows = [];
    let date = "";
    messages.forEach((message, index) => {
      const today = day(message.date);
      if (today !== date) rows.push(this.dayRow(today));
      date = today;
      rows.push(this.row(message, messages[index - 1], messages[index + 1]));
    });
    return rows;
  }

  row(message, before, after) {
    const view = this.view(message, before, after);
    const key = JSON.stringify([view.first, view.last, view.reply?.edit_date ?? 0, view.unheard]);
    const known = this.made.get(message.message_id);
    if (known && known.message === message && known.key === key) return known.row;
    const row = bubble(message, view, this.on);
    this.made.set(message.message_id, { message, key, row });
    return row;
  }

  view(message, before, after) {
    const { store } = this;
    const group = store.chat.kind !== "private";
    const mine = message.from?.id === store.meId;
    const together = (a, b) =>
      Boolean(a && b) && a.from?.id === b.from?.id && !a.forum_topic_created && Math.abs(a.date - b.date) < RUN_SECONDS;
    const first = !together(before, message);
    const replyTo = message.reply_to_message;
    const reply = replyTo && !replyTo.forum_topic_created ? (store.message(replyTo.message_id) ?? replyTo) : null;
    return {
      group,
      mine,
      first,
      last: !together(message, after),
      named: group && !mine && first,
      hue: hue(store, message.from),
      reply,
      replyHue: reply ? hue(store, reply.from) : 0,
      unheard: store.unheard.has(`${message.chat.id}/${message.message_id}`),
      botName: store.chat.kind === "elsewhere" ? null : store.bot.username,
    };
  }

  dayRow(text) {
    const known = this.made.get(text);
    if (known) return known.row;
    const row = h("li", { class: "row day" }, h("span", { class: "pill" }, text));
    this.made.set(text, { row });
    return row;
  }

  typingRow() {
    return h("li", { class: "row theirs typing-row", "aria-hidden": "true" }, h("div", { class: "bubble dots" }, h("i"), h("i"), h("i")));
  }

  /** A message came into the open chat while the person reads further up. */
  missedOne() {
    if (this.atEnd()) return;
    this.missed += 1;
    this.button.hidden = false;
    byId("jump-count").textContent = String(this.missed);
  }

  jumpTo(id) {
    const row = this.list.querySelector(`[data-id="${CSS.escape(String(id))}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
    row.classList.add("flash");
    row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
  }

  /** Up and Down walk through the messages, Enter opens what can be done with one, R answers it, E explains it. */
  key(event) {
    if (!event.target.matches(".row")) return;
    const rows = [...this.list.querySelectorAll(".row[tabindex]")];
    const to = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const message = this.store.message(Number(event.target.dataset.id));
    if (to) {
      const next = rows[rows.indexOf(event.target) + to];
      if (!next) return;
      this.enter(next);
      next.focus();
    } else if (event.key === "Enter" && message) {
      this.on.actions(message, event.target);
    } else if (event.code === "KeyR" && !event.ctrlKey && !event.metaKey && message) {
      this.on.reply(message);
    } else if (event.code === "KeyE" && !event.ctrlKey && !event.metaKey && message) {
      this.on.explain(message);
    } else return;
    event.preventDefault();
  }
}

/** The colour of a person's name and picture. */
export function hue(store, user) {
  if (!user || user.is_bot) return 4;
  return Math.max(store.people.findIndex((person) => person.id === user.id), 0) * 2;
}

/** What the bot says of itself, in the person's language or for all others. */
function described({ bot, me }) {
  return bot.descriptions[me.language_code] ?? bot.descriptions[""];
}

function welcome(store) {
  const { bot, chat } = store;
  if (chat.kind === "private") {
    return h(
      "li",
      { class: "welcome" },
      h("h2", {}, t("welcome.title")),
      h("p", {}, described(store) || t("welcome.private", { name: bot.first_name })),
    );
  }
  const [kind, begin] = chat.kind === "elsewhere" ? ["elsewhere", `@${bot.username}`] : ["group", `/ask@${bot.username}`];
  return h("li", { class: "welcome" }, icon("group"), h("h2", {}, t(`welcome.${kind}`)), h("p", {}, t(`welcome.${kind}.text`, { begin })));
}

/** Say a new message to screen readers. */
export function announce(message, mine) {
  const region = byId("announcer");
  if (region.childElementCount > 20) fill(region);
  region.append(h("p", {}, t("announce", { name: mine ? t("you") : (message.from?.first_name ?? ""), text: summary(message) })));
}
