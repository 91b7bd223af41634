/** One message as an element. */

import { avatar, h, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { clock, named, t } from "./texts.js";

const SAMPLES = ["sticker", "photo", "voice", "video", "document", "poll", "location", "dice"];

/** The kind of media a message carries, if any. */
export const media = (message) => SAMPLES.find((kind) => kind in message);

/** A message in one line, for the chat list, replies and announcements. */
export function summary(message) {
  const kind = media(message);
  const text = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (kind) return [t(`media.${kind}`), text].filter(Boolean).join(", ");
  return text || service(message) || "";
}

/** What a service message says, or nothing for any other message. */
export function service(message) {
  const name = message.from?.first_name ?? "";
  if (message.forum_topic_created) return t("service.topic", { name: named(message.forum_topic_created.name) });
  if (message.new_chat_members) return t("service.joined", { name: message.new_chat_members.map((user) => user.first_name).join(", ") });
  if (message.left_chat_member) return t("service.left", { name: message.left_chat_member.first_name });
  if (message.pinned_message) return t("service.pinned", { name });
  if (message.forum_topic_closed) return t("service.closed");
  return "";
}

/**
 * Build the list item of a message. `view` says how it stands among the others: `mine`, `named` (show who wrote it),
 * `first` and `last` of its sender's run, `hue`, `group`; `on` holds what taps do.
 */
export function bubble(message, view, on) {
  const told = service(message);
  if (told) return h("li", { class: "row service", "data-id": message.message_id }, h("span", { class: "pill" }, told));
  const row = h(
    "li",
    {
      class: ["row", view.mine ? "mine" : "theirs", view.first && "first", view.last && "last", view.group && "grouped"].filter(Boolean).join(" "),
      "data-id": message.message_id,
      "data-from": message.from?.is_bot ? "bot" : "person",
      tabindex: "-1",
      "aria-label": label(message, view),
    },
    view.group && !view.mine && h("span", { class: "beside" }, view.last && avatar(message.from.first_name, view.hue)),
    h("div", { class: "stack" }, body(message, view, on), keyboard(message, on)),
  );
  row.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || window.getSelection().toString()) return;
    event.preventDefault();
    on.actions(message, row);
  });
  row.querySelector(".bubble").addEventListener("click", (event) => {
    if (event.target.closest("a, button, .tap, .spoiler, .expandable, .inline-command") || window.getSelection().toString()) return;
    on.chosen(message, row);
  });
  return row;
}

/** What a screen reader says when the message takes the focus. */
function label(message, view) {
  const name = view.mine ? t("you") : (message.from?.first_name ?? "");
  const told = t("announce", { name, text: summary(message) });
  return [told, clock(message.date), message.edit_date && t("edited"), view.unheard && t("unheard")].filter(Boolean).join(", ");
}

function body(message, view, on) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  return h(
    "div",
    { class: "bubble" },
    view.named && h("div", { class: `sender hue-${view.hue % 7}` }, message.from.first_name),
    message.forward_origin && h("div", { class: "forwarded" }, t("forwarded")),
    view.reply && replied(message, view, on),
    mediaOf(message),
    text && h("div", { class: "text", dir: "auto" }, formatted(text, entities, on)),
    view.unheard && view.botName && commandOf(text) && h("p", { class: "instead" }, t("unheard.command", { command: `${commandOf(text)}@${view.botName}` })),
    h(
      "div",
      { class: "meta" },
      view.unheard && h("span", { class: "unheard", title: t("unheard.why") }, icon("deaf"), t("unheard")),
      message.edit_date && h("span", { class: "edited" }, t("edited")),
      h("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
    ),
    h("button", { type: "button", class: "more", tabindex: "-1", "aria-label": t("actions"), title: t("actions"), "aria-haspopup": "menu", onmousedown: (event) => event.preventDefault(), onclick: (event) => on.actions(message, event.currentTarget) }, icon("more")),
  );
}

/** The command that a text begins with, where it names no bot. */
const commandOf = (text) => /^\/[A-Za-z0-9_]+(?![A-Za-z0-9_@])/.exec(text)?.[0];

function replied(message, view, on) {
  const quoted = message.quote?.text ?? summary(view.reply);
  return h(
    "button",
    { type: "button", class: `quoted hue-${view.replyHue % 7}`, title: t("jump.to"), onclick: () => on.jump(view.reply.message_id) },
    h("span", { class: "quoted-name" }, view.reply.from?.first_name ?? ""),
    h("span", { class: "quoted-text" }, quoted),
  );
}

function mediaOf(message) {
  const kind = media(message);
  if (!kind) return null;
  if (kind === "sticker" || kind === "dice") return h("div", { class: "sticker" }, message[kind].emoji);
  if (kind === "poll") return h("div", { class: "media" }, message.poll.question);
  const sent = kind === "photo" && message.photo.at(-1);
  if (sent?.file_id.startsWith("picture-")) return h("img", { class: "sent", src: `/picture/${sent.file_id}`, width: sent.width, height: sent.height, alt: message.caption ?? "" });
  return h("div", { class: `media ${kind}` }, t(`media.${kind}`));
}

function keyboard(message, on) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "keyboard" },
    rows.map((row) => h("div", { class: "keys" }, row.map((button) => key(message, button, on)))),
  );
}

function key(message, button, on) {
  const sign = button.url ? "link" : button.copy_text ? "copy" : "callback_data" in button ? null : "share";
  return h(
    "button",
    { type: "button", class: "key", onclick: (event) => on.press(message, button, event.currentTarget) },
    h("span", {}, button.text),
    sign && icon(sign),
  );
}
