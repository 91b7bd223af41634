/** The stream of changes: a snapshot first, then every change; after a break the missed ones are sent again. */

/**
 * Listen for good. The browser reconnects by itself and says the last number it saw; `on.snapshot` replaces everything,
 * `on.change` adds one change, `on.online` tells whether the playground can be reached.
 */
export function listen(on) {
  const source = new EventSource("/api/events");
  source.addEventListener("snapshot", (event) => on.snapshot(JSON.parse(event.data)));
  source.addEventListener("change", (event) => on.change(JSON.parse(event.data)));
  source.addEventListener("open", () => on.online(true));
  source.addEventListener("error", () => on.online(false));
  // A page that is kept for the back button must not hold the connection open.
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}
