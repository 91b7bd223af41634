/** What the page knows: the playground's world as the stream tells it, and who and where the person at the page is. */

const MEMORY = "talks-bot-playground";
const TYPING_SECONDS = 5;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch {
    return {};
  }
}

/** The topic of a message in a forum; 0 is the general one. */
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : 0);

export class Store extends EventTarget {
  constructor() {
    super();
    const kept = remembered();
    this.ready = false;
    this.meId = kept.me ?? null;
    this.theme = kept.theme ?? "system";
    this.browserLanguage = (navigator.language || "en").slice(0, 2);
    this.chatId = null;
    this.topicId = null;
    this.visible = false;
    this.payload = null;
    this.unread = new Map();
    this.typing = new Map();
    this.unheard = new Set();
    this.messages = new Map();
    /** What the panel explains: undefined for nothing yet, null for a message that the bot had nothing to do with. */
    this.trace = undefined;
    this.about = {};
    /** Texts on their way: `{key, place, text, state}`, the state "sending", "late" or "failed". */
    this.pending = new Map();
  }

  /** Take the whole world over; what no longer exists is left. */
  snapshot(world) {
    Object.assign(this, {
      bot: world.bot,
      people: world.people,
      chats: world.chats,
      privacy: world.privacy,
      knowledge: world.knowledge,
      trace: world.trace ?? undefined,
      about: {},
      ready: true,
    });
    this.messages = new Map(world.chats.map((chat) => [chat.id, new Map()]));
    this.unheard = new Set();
    for (const message of world.messages) this.keep(message);
    this.unread.clear();
    this.typing.clear();
    if (!this.me) this.meId = (this.people.find((person) => person.language_code === this.browserLanguage) ?? this.people[0]).id;
    if (!this.chat || (this.chat.kind === "private" && this.chat.id !== this.meId)) this.chatId = this.meId;
    if (!this.chat.topics.some((topic) => topic.id === this.topicId)) this.topicId = this.chat.topics[0]?.id ?? null;
    this.tell("snapshot");
  }

  /** Take one change over. */
  change({ kind, chat, body }) {
    if (kind === "message" || kind === "edited") this.keep(body);
    if (kind === "deleted") this.messages.get(chat)?.delete(body.message_id);
    if (kind === "message") this.arrived(chat, body);
    if (kind === "chat_action") this.typing.set(chat, Date.now() + TYPING_SECONDS * 1000);
    if (kind === "people") this.people = body;
    if (kind === "privacy") this.privacy = body;
    if (kind === "knowledge") this.knowledge = body;
    if (kind === "trace" && (chat === this.chatId || this.trace === undefined)) this.explain(body);
    if (kind === "bot") this.bot = body;
    this.tell(kind, { chat, body });
  }

  /** Explain an update from now on: `trace` is what was made of it, `message` the one that was asked about. */
  explain(trace, message = null) {
    this.trace = trace;
    const key = message && `${message.chat.id}/${message.message_id}`;
    const tapped = trace?.tapped && this.message(trace.tapped[1], trace.tapped[0]);
    const button = tapped?.reply_markup?.inline_keyboard.flat().find((each) => each.callback_data === trace.text);
    this.about = { key, label: button?.text, unheard: this.unheard.has(key) };
  }

  /** Whether the panel explains a message. */
  explains(message) {
    const key = [message.chat.id, message.message_id];
    const { trace } = this;
    if (!trace) return this.about.key === key.join("/");
    return [trace.asked, ...trace.replies].some((where) => where?.join() === key.join());
  }

  keep(message) {
    for (const [key, sent] of this.pending) if (sent.message === message.message_id && sent.chat === message.chat.id) this.pending.delete(key);
    this.messages.get(message.chat.id)?.set(message.message_id, message);
    if (message.unheard) this.unheard.add(`${message.chat.id}/${message.message_id}`);
  }

  arrived(chat, message) {
    if (message.from?.is_bot) this.typing.delete(chat);
    const here = this.chat?.kind !== "forum" || topicOf(message) === this.topicId;
    const seen = this.visible && chat === this.chatId && here;
    if (!seen && message.from?.id !== this.meId) this.unread.set(chat, (this.unread.get(chat) ?? 0) + 1);
  }

  tell(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent("told", { detail: { kind, ...detail } }));
  }

  /** Call `listener(kind, detail)` after every change. */
  watch(listener) {
    this.addEventListener("told", ({ detail }) => listener(detail.kind, detail));
  }

  get me() {
    return this.people?.find((person) => person.id === this.meId);
  }

  get chat() {
    return this.chats?.find((chat) => chat.id === this.chatId);
  }

  /** The chats that the person sees: their own private one, and the groups. */
  get myChats() {
    return (this.chats ?? []).filter((chat) => chat.kind !== "private" || chat.id === this.meId);
  }

  /** The messages of a chat in order; of a forum only those of the topic. */
  listed(chat = this.chat, topicId = this.topicId) {
    const all = [...(this.messages.get(chat?.id)?.values() ?? [])];
    if (chat?.kind !== "forum" || topicId === null) return all;
    return all.filter((message) => topicOf(message) === topicId);
  }

  message(id, chat = this.chatId) {
    return this.messages.get(chat)?.get(id);
  }

  isTyping(chatId) {
    return (this.typing.get(chatId) ?? 0) > Date.now();
  }

  /** Open a chat, and in a forum one of its topics. */
  open(chatId, topicId = null) {
    this.chatId = chatId;
    this.topicId = topicId ?? this.chat.topics[0]?.id ?? null;
    this.visible = true;
    this.unread.delete(chatId);
    this.tell("opened");
  }

  /** Become someone else; the private chat follows. */
  become(personId) {
    const wasPrivate = this.chat?.kind === "private";
    this.meId = personId;
    this.remember();
    if (wasPrivate) this.open(personId);
    this.tell("me");
  }

  /** A start link was followed: the private chat waits with a start button. */
  offerStart(payload) {
    this.payload = payload;
    this.open(this.meId);
  }

  setTheme(theme) {
    this.theme = theme;
    this.remember();
    this.tell("theme");
  }

  remember() {
    try {
      localStorage.setItem(MEMORY, JSON.stringify({ me: this.meId, theme: this.theme }));
    } catch {
      // A browser that keeps nothing still runs the page.
    }
  }
}
