/** Texts that are on their way to the playground, and those that did not get there. */

import { act } from "./api.js";
import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/** Milliseconds after which a text is shown as being sent; most are there sooner. */
const SHOWN_AFTER = 200;
/** Milliseconds after which it is said that the playground does not answer. */
const LATE_AFTER = 3000;
/** Milliseconds after which it counts as not sent. */
const GIVEN_UP_AFTER = 20_000;

let count = 0;

/** Send a text, and keep it in the store's `pending` until it is there; return what the playground answers, or null. */
export async function sendPending(store, body) {
  count += 1;
  const sent = { key: count, chat: body.chat, topic: body.topic, text: body.text, body, state: "new", message: null };
  store.pending.set(sent.key, sent);
  const become = (state) => {
    if (!store.pending.has(sent.key)) return;
    sent.state = state;
    store.tell("pending");
  };
  const timers = [window.setTimeout(() => become("sending"), SHOWN_AFTER), window.setTimeout(() => become("late"), LATE_AFTER)];
  try {
    const answer = await act("send", body, AbortSignal.timeout(GIVEN_UP_AFTER));
    sent.message = answer.message;
    // The message may have come over the stream before this call returned.
    if (store.message(sent.message, sent.chat) && store.pending.delete(sent.key)) store.tell("pending");
    return answer;
  } catch (error) {
    sent.reason = error.message || t("unreachable");
    become("failed");
    return null;
  } finally {
    timers.forEach(window.clearTimeout);
  }
}

/** The texts that are shown as pending where the person is. */
export const pendingHere = (store) =>
  [...store.pending.values()].filter(({ chat, topic, state }) => chat === store.chatId && (topic ?? 0) === (store.topicId ?? 0) && state !== "new");

/** A text that is not there yet; `again` and `discard` are for one that failed. */
export function pendingRow(sent, again, discard) {
  const failed = sent.state === "failed";
  return h(
    "li",
    { class: `row mine first last pending ${sent.state}` },
    h(
      "div",
      { class: "stack" },
      h(
        "div",
        { class: "bubble" },
        h("div", { class: "text", dir: "auto" }, sent.text),
        h("div", { class: "meta", role: "status" }, icon(failed ? "warn" : "clock"), [t(`pending.${sent.state}`), failed && sent.reason].filter(Boolean).join(": ")),
      ),
      failed &&
        h(
          "div",
          { class: "keyboard" },
          h("div", { class: "keys" }, h("button", { type: "button", class: "key", onclick: again }, t("pending.again")), h("button", { type: "button", class: "key", onclick: discard }, t("pending.discard"))),
        ),
    ),
  );
}
