/** What was typed and not sent, by chat: it survives a reload of the page, in this window alone. */

const MEMORY = "talks-bot-drafts";

export class Drafts {
  constructor() {
    try {
      this.kept = new Map(JSON.parse(sessionStorage.getItem(MEMORY)) ?? []);
    } catch {
      this.kept = new Map();
    }
  }

  get(place) {
    return this.kept.get(place) ?? "";
  }

  set(place, text) {
    if (text) this.kept.set(place, text);
    else if (!this.kept.delete(place)) return;
    this.remember();
  }

  /** There are no chats any more that they were for. */
  clear() {
    this.kept.clear();
    this.remember();
  }

  remember() {
    try {
      sessionStorage.setItem(MEMORY, JSON.stringify([...this.kept]));
    } catch {
      // A browser that keeps nothing still runs the page.
    }
  }
}
