/** Back on a phone: from a chat it leads to the chats, as in every messenger, not away from the page. */

const CHAT = "chat";

/** The browser's history beside the panes of a narrow page; `leave` shows the chats, `enter` the open chat. */
export class Back {
  constructor(narrow, { leave, enter }) {
    this.narrow = narrow;
    this.leave = leave;
    if (window.history.state?.pane) window.history.replaceState(null, "");
    window.addEventListener("popstate", ({ state }) => {
      if (!narrow.matches) return;
      if (state?.pane === CHAT) enter();
      else leave();
    });
  }

  /** A chat was opened. */
  opened() {
    if (this.narrow.matches && window.history.state?.pane !== CHAT) window.history.pushState({ pane: CHAT }, "");
  }

  /** The page's own way back. */
  go() {
    if (window.history.state?.pane === CHAT) window.history.back();
    else this.leave();
  }
}
