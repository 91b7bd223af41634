/** The stream of changes: a snapshot first, then every change; after a break the missed ones are sent again. */

/**
 * Listen for good. The browser reconnects by itself and says the last number it saw; `on.snapshot` replaces everything,
 * `on.change` adds one change, `on.online` tells whether the playground can be reached.
 *
 * A browser opens six connections to a server and no more: a tab that nobody looks at gives its own back, and asks for
 * what it missed when it is shown again.
 */
export function listen(on) {
  let source = null;
  let seen = "";
  const heard = (tell) => (event) => {
    seen = event.lastEventId;
    tell(JSON.parse(event.data));
  };
  const begin = () => {
    source = new EventSource(`/api/events?after=${encodeURIComponent(seen)}`);
    source.addEventListener("snapshot", heard(on.snapshot));
    source.addEventListener("change", heard(on.change));
    source.addEventListener("open", () => on.online(true));
    source.addEventListener("error", () => on.online(false));
  };
  const leave = () => {
    source?.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : (source ?? begin())));
  // A page that is kept for the back button must not hold the connection open.
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  if (!document.hidden) begin();
}
