/** The page's beginning: connects the stream, the store and the parts that show it. */

import { act } from "./api.js";
import { arrive } from "./arrival.js";
import { Back } from "./back.js";
import { Chats } from "./chats.js";
import { Composer } from "./composer.js";
import { announce, Conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { media } from "./bubble.js";
import { alertBox, copy, menu, toast } from "./overlay.js";
import { Panel } from "./panel.js";
import { sendPending } from "./pending.js";
import { paint, Settings } from "./settings.js";
import { Store } from "./store.js";
import { listen } from "./stream.js";
import { speak, spoken, t } from "./texts.js";

const NARROW = window.matchMedia("(max-width: 760px)");
const PATIENCE_MS = 10_000;
const SHORTEST_QUOTE = 2;

const store = new Store();
const taps = new Map();
const failed = (error) => toast(error.message || t("unreachable"));
const act_ = (name, body) => act(name, body).catch(failed);

paint(store.theme);
const composer = new Composer(store, failed);
const conversation = new Conversation(store, {
  reply: (message) => composer.reply(message),
  actions: showActions,
  explain,
  chosen: (message, row) => (panel.isBeside || panel.isOpen ? explain(message) : showActions(message, row)),
  again: (sent) => {
    store.pending.delete(sent.key);
    sendPending(store, sent.body);
    render();
  },
  discard: (sent) => {
    store.pending.delete(sent.key);
    render();
  },
  press,
  copy,
  link: follow,
  command: (text) => composer.send(store.chat.kind === "private" || text.includes("@") ? text : `${text}@${store.bot.username}`),
});
const chats = new Chats(store);
const panel = new Panel(store, failed);
const back = new Back(NARROW, { leave: () => chats.leave(), enter: () => store.open(store.chatId, store.topicId) });
const settings = new Settings(store, {
  become: (id) => store.become(id),
  language: (code) => act_("person", { person: store.meId, language: code }),
  privacy: (enabled) => act_("privacy", { enabled }),
  theme: (name) => store.setTheme(name),
  startLink: (payload) => store.offerStart(payload),
  reset: async () => {
    if (!(await act_("reset"))) return;
    composer.drafts.clear();
    toast(t("reset.done"));
  },
});

/** Show in the panel what the bot made of a message. */
async function explain(message) {
  try {
    const { trace } = await act("trace", { chat: message.chat.id, message: message.message_id });
    store.explain(trace, message);
  } catch (error) {
    return failed(error);
  }
  panel.renderExplanation();
  conversation.mark();
  return panel.explain();
}

/** Begin to mend the reply to a message, or that it is. */
async function mend(message) {
  const found = await act_("trace", { chat: message.chat.id, message: message.message_id });
  const asked = found?.trace?.asked && store.message(found.trace.asked[1], found.trace.asked[0]);
  panel.mend(found?.trace, (message.from?.is_bot ? asked?.text : (message.text ?? message.caption)) ?? "");
}

/** What can be done with a message. */
function showActions(message, anchor) {
  const selection = window.getSelection();
  const part = selection.anchorNode && anchor.closest(".row").contains(selection.anchorNode) ? selection.toString().trim() : "";
  const quote = part.length >= SHORTEST_QUOTE && message.text?.includes(part) ? part : null;
  menu(
    anchor.matches(".row") ? (anchor.querySelector(".bubble") ?? anchor) : anchor,
    [
      { icon: "reply", text: t(quote ? "quote" : "reply"), run: () => composer.reply(message, quote) },
      composer.editable(message) && { icon: "edit", text: t("edit"), run: () => composer.edit(message) },
      { icon: "explain", text: t("explain.this"), run: () => explain(message) },
      (message.text || message.caption) && { icon: "edit", text: t("desk.wrong"), run: () => mend(message) },
      (message.text || message.caption) && { icon: "copy", text: t("copy.text"), run: () => copy(message.text ?? message.caption) },
    ],
    t("actions"),
  );
}

/** Press a button under a message. */
async function press(message, button, element) {
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.url) return follow(button.url) || window.open(button.url, "_blank", "noopener,noreferrer");
  if ("switch_inline_query" in button) return composer.type(button.switch_inline_query);
  if (!("callback_data" in button)) return toast(t("button.unknown"));
  if (element.getAttribute("aria-busy") === "true") return undefined;
  element.setAttribute("aria-busy", "true");
  const rest = () => element.removeAttribute("aria-busy");
  const timer = window.setTimeout(rest, PATIENCE_MS);
  try {
    const { query } = await act("tap", { person: store.meId, chat: message.chat.id, message: message.message_id, data: button.callback_data });
    const settle = () => {
      window.clearTimeout(timer);
      rest();
    };
    // The answer may have come over the stream before this call returned.
    if (taps.get(query) === "answered") settle();
    else taps.set(query, settle);
  } catch (error) {
    rest();
    failed(error);
  }
  return undefined;
}

/** Follow a link that leads to the bot inside the page; true where it was one. */
function follow(url) {
  const link = /^(?:https?:\/\/t\.me\/|tg:\/\/resolve\?domain=)([A-Za-z0-9_]+)\/?[?&]?(.*)$/i.exec(url);
  if (link?.[1].toLowerCase() !== store.bot.username.toLowerCase()) return false;
  const query = new URLSearchParams(link[2]);
  if (query.has("startgroup")) {
    const group = store.chats.find((chat) => chat.kind === "group");
    show(group.id);
    composer.send(`/start@${store.bot.username} ${query.get("startgroup")}`.trim());
  } else if (query.get("start")) store.offerStart(query.get("start"));
  else store.open(store.meId);
  return true;
}

function show(chatId) {
  store.open(chatId);
}

function answered(body) {
  const settle = taps.get(body.id);
  taps.set(body.id, "answered");
  if (typeof settle === "function") settle();
  if (body.url) follow(body.url);
  if (!body.text) return;
  if (body.show_alert) alertBox(store.bot.first_name, body.text);
  else toast(body.text);
}

let wasOpen = null;

/** Somewhere else was gone to: what is typed, the pane and the focus follow. */
function opened() {
  const place = `${store.chatId}/${store.topicId}`;
  composer.moved(wasOpen, place);
  wasOpen = place;
  composer.completion.forget();
  composer.offers.close();
  byId("app").dataset.pane = "chat";
  back.opened();
}

async function language() {
  const code = store.me.language_code ?? "en";
  if (code !== spoken() || document.documentElement.dataset.spoken !== code) {
    await speak(code);
    document.documentElement.dataset.spoken = code;
  }
  composer.completion.forget();
  composer.offers.close();
  composer.completion.relabel();
  if (settings.dialog.open) settings.render();
}

const render = () => {
  chats.render();
  conversation.render();
  composer.render();
};

async function snapshot() {
  await language();
  const first = wasOpen === null;
  wasOpen ??= `${store.chatId}/${store.topicId}`;
  if (first) composer.moved(null, wasOpen);
  store.visible ||= !NARROW.matches;
  conversation.made.clear();
  render();
  panel.render();
  document.documentElement.dataset.ready = "true";
  if (first) arrive({ ask, fill: (text) => fillIn(text), entry: (id) => panel.entry(id) });
}

/** Ask a question in the private chat, as a link to it does. */
function ask(text) {
  show(store.meId);
  composer.send(text);
}

function fillIn(text) {
  show(store.meId);
  composer.fill(text);
}

function arrived({ chat, body }) {
  if (chat === store.chatId && store.listed().includes(body)) {
    const mine = body.from?.id === store.meId;
    announce(body, mine);
    if (mine) conversation.stick = true;
    else conversation.missedOne();
    if (mine) window.requestAnimationFrame(() => conversation.toEnd());
  }
}

store.watch(async (kind, detail) => {
  if (kind === "snapshot") return snapshot();
  if (kind === "theme") return paint(store.theme);
  if (kind === "trace") return panel.renderExplanation() ?? conversation.mark();
  if (kind === "knowledge") return panel.render();
  if (kind === "desk") return panel.desk.told(detail.body);
  if (kind === "pending") return conversation.render();
  if (kind === "callback_answer") return answered(detail.body);
  if (kind === "commands") return composer.completion.renew();
  if (kind === "chat_action") window.setTimeout(render, 5100);
  if (kind === "message") arrived(detail);
  if (kind === "opened") opened();
  if (kind === "me" || kind === "people") await language();
  if (kind === "me" || kind === "people") panel.render();
  render();
  if (kind === "opened") composer.focus();
  return undefined;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (!byId("actions").hidden) return;
  if (panel.isOpen && !panel.isBeside) panel.set(false);
  else if (store.payload !== null) store.open(store.chatId, ((store.payload = null), store.topicId));
  else if (NARROW.matches && store.visible) back.go();
});
byId("back").addEventListener("click", () => back.go());
new ResizeObserver(([{ target }]) => byId("app").style.setProperty("--composer", `${target.offsetHeight}px`)).observe(document.querySelector(".composer-area"));

await speak(store.browserLanguage);
listen({
  snapshot: (world) => {
    // Another run of the playground answers at this address: its key is another one.
    if (store.ready && store.run !== world.run) return window.location.reload();
    store.run = world.run;
    return store.snapshot(world);
  },
  change: (change) => store.ready && store.change(change),
  online: (online) => {
    byId("offline").hidden = online;
  },
});
