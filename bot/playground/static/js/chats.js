/** The chat list, the head of the open chat and the topics of a forum. */

import { summary } from "./bubble.js";
import { hue } from "./conversation.js";
import { append, arrows, avatar, byId, fill, h, icon } from "./dom.js";
import { clock, LANGUAGES, named, t } from "./texts.js";

/** What a chat is called on this page. */
export const titleOf = (store, chat) => (chat.kind === "private" ? store.bot.first_name : named(chat.title));

const hueOf = { private: 4, group: 1, forum: 5 };

/** Member or admin, in words. */
export const roleOf = (person) => t(person.admin ? "role.admin" : "role.member");

export class Chats {
  constructor(store) {
    this.store = store;
    this.list = byId("chats");
    arrows(this.list, ".chat-row");
    arrows(byId("topics"), "[role=tab]", { horizontal: true, onmove: (tab) => tab.click() });
    byId("back").addEventListener("click", () => this.leave());
  }

  /** Back to the list, on a narrow page. */
  leave() {
    this.store.visible = false;
    byId("app").dataset.pane = "chats";
    this.list.querySelector("[aria-current]")?.focus();
  }

  render() {
    this.renderWho();
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    fill(this.list, this.store.myChats.map((chat) => h("li", {}, this.row(chat))));
    if (focused) this.list.querySelector(`[data-chat="${CSS.escape(focused)}"]`)?.focus();
    this.renderHead();
    this.renderTopics();
  }

  renderWho() {
    const { me } = this.store;
    const button = byId("who");
    button.setAttribute("aria-label", `${t("settings")}: ${me.first_name}, ${roleOf(me)}, ${LANGUAGES[me.language_code] ?? ""}`);
    fill(
      button,
      icon("menu"),
      avatar(me.first_name, hue(this.store, me), true),
      h("span", { class: "who-text" }, h("strong", {}, me.first_name), h("small", {}, `${roleOf(me)} · ${LANGUAGES[me.language_code] ?? me.language_code}`)),
    );
  }

  row(chat) {
    const { store } = this;
    const open = chat.id === store.chatId;
    const last = [...(store.messages.get(chat.id)?.values() ?? [])].at(-1);
    const unread = store.unread.get(chat.id);
    return h(
      "button",
      {
        type: "button",
        class: "chat-row",
        "data-chat": chat.id,
        "data-kind": chat.kind,
        "aria-current": open ? "true" : null,
        tabindex: open ? 0 : -1,
        onclick: () => store.open(chat.id),
      },
      picture(store, chat),
      h("span", { class: "chat-name" }, titleOf(store, chat)),
      h("span", { class: "chat-time" }, last ? clock(last.date) : ""),
      h("span", { class: "chat-last" }, this.preview(chat, last)),
      unread && h("span", { class: "badge", "aria-label": t("unread", { n: unread }) }, unread),
    );
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
    const privacy = t(this.store.privacy.enabled ? "privacy.on" : "privacy.off");
    return `${t("members", { n: chat.members })}, ${privacy}`;
  }

  renderTopics() {
    const { store } = this;
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
