/** The chat list, the head of the open chat and the topics of a forum. */

import { summary } from "./bubble.js";
import { hue } from "./conversation.js";
import { append, arrows, avatar, byId, fill, h, icon } from "./dom.js";
import { clock, LANGUAGES, named, spoken, t } from "./texts.js";

/** What a chat is called on this page. */
export const titleOf = (store, chat) => (chat.kind === "private" ? store.bot.first_name : named(chat.title));

const hueOf = { private: 4, group: 1, forum: 5, elsewhere: 3 };

/** Member or admin, in words. */
export const roleOf = (person) => t(person.admin ? "role.admin" : "role.member");

export class Chats {
  constructor(store) {
    this.store = store;
    this.list = byId("chats");
    // Rows stay the same elements: a click whose button is replaced between press and release would be lost.
    this.rows = new Map();
    this.shownTopics = "";
    arrows(this.list, ".chat-row");
    arrows(byId("topics"), "[role=tab]", { horizontal: true, onmove: (tab) => tab.click() });
  }

  /** Back to the list, on a narrow page. */
  leave() {
    this.store.visible = false;
    byId("app").dataset.pane = "chats";
    this.list.querySelector("[aria-current]")?.focus();
  }

  render() {
    this.renderWho();
    this.renderList();
    this.renderHead();
    this.renderTopics();
  }

  renderList() {
    const items = this.store.myChats.map((chat) => this.row(chat).parentElement);
    if (items.length !== this.list.children.length || items.some((item, index) => this.list.children[index] !== item)) {
      fill(this.list, items);
    }
  }

  renderWho() {
    const { me } = this.store;
    const button = byId("who");
    fill(
      button,
      icon("menu"),
      h("span", { class: "unseen" }, `${t("settings")}: `),
      avatar(me.first_name, hue(this.store, me), true),
      h("span", { class: "who-text" }, h("strong", {}, me.first_name), h("small", {}, `${roleOf(me)} · ${LANGUAGES[me.language_code] ?? me.language_code}`)),
    );
  }

  row(chat) {
    const { store } = this;
    const open = chat.id === store.chatId;
    const last = [...(store.messages.get(chat.id)?.values() ?? [])].at(-1);
    const unread = store.unread.get(chat.id);
    const row = this.rows.get(chat.id) ?? this.newRow(chat);
    if (open) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (!this.list.contains(document.activeElement)) row.tabIndex = open ? 0 : -1;
    fill(
      row,
      picture(store, chat),
      h("span", { class: "chat-name" }, titleOf(store, chat)),
      h("span", { class: "chat-time" }, last ? clock(last.date) : ""),
      h("span", { class: "chat-last" }, this.preview(chat, last)),
      unread && h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, unread), h("span", { class: "unseen" }, t("unread", { n: unread }))),
    );
    return row;
  }

  newRow(chat) {
    const row = h("button", { type: "button", class: "chat-row", "data-kind": chat.kind, onclick: () => this.store.open(chat.id) });
    h("li", {}, row);
    this.rows.set(chat.id, row);
    return row;
  }

  preview(chat, last) {
    if (this.store.isTyping(chat.id)) return h("span", { class: "typing" }, t("typing"));
    if (!last) return t(`empty.${chat.kind}`);
    const mine = last.from?.id === this.store.meId;
    const name = mine ? t("you") : chat.kind === "private" ? null : last.from?.first_name;
    return [name && !last.forum_topic_created && h("span", { class: "chat-who" }, `${name}: `), summary(last)];
  }

  renderHead() {
    const { store } = this;
    const { chat } = store;
    const typing = store.isTyping(chat.id);
    const under = chat.kind === "private" ? t("bot") : this.members(chat);
    fill(
      byId("chat-title"),
      picture(store, chat),
      h("div", {}, h("h1", {}, titleOf(store, chat)), h("p", { class: typing ? "typing" : null }, typing ? `${t("typing")}` : under)),
    );
    document.title = `${titleOf(store, chat)} – ${t("title")}`;
  }

  members(chat) {
    const privacy = t(chat.kind === "elsewhere" ? "no_member" : this.store.privacy.enabled ? "privacy.on" : "privacy.off");
    return `${t("members", { n: chat.members })}, ${privacy}`;
  }

  renderTopics() {
    const { store } = this;
    const shown = `${store.chatId}/${store.topicId}/${spoken()}`;
    if (shown === this.shownTopics) return;
    this.shownTopics = shown;
    const bar = byId("topics");
    bar.hidden = store.chat.kind !== "forum";
    bar.setAttribute("aria-label", t("topics"));
    const focused = bar.contains(document.activeElement);
    fill(bar);
    append(bar, store.chat.topics.map((topic) => this.topic(topic)));
    if (focused) bar.querySelector('[aria-selected="true"]')?.focus();
  }

  topic(topic) {
    const { store } = this;
    const open = topic.id === store.topicId;
    return h(
      "button",
      { type: "button", role: "tab", "aria-selected": String(open), "aria-controls": "scroll", tabindex: open ? 0 : -1, onclick: () => store.open(store.chatId, topic.id) },
      named(topic.name),
    );
  }
}

function picture(store, chat) {
  return avatar(titleOf(store, chat), hueOf[chat.kind]);
}
