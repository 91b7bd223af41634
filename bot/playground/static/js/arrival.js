/** What the address asks for: `?q=` a question that is asked at once, `?entry=` an entry of the base. */

const LONGEST = 4096;

/**
 * Do what the page's address asks for, once: a reload is no second question. What another website's link asks is only
 * filled in, and so is a command: whoever reads it sends it. `on` has `ask(text)`, `fill(text)` and `entry(id)`.
 */
export function arrive(on) {
  const address = new URL(window.location.href);
  const question = address.searchParams.get("q")?.trim().slice(0, LONGEST);
  const entry = address.searchParams.get("entry")?.trim();
  if (address.search) window.history.replaceState(null, "", address.pathname);
  const byPerson = document.querySelector('meta[name="playground-opened-by"]').content === "person";
  if (question && byPerson && !question.startsWith("/")) on.ask(question);
  else if (question) on.fill(question);
  if (entry) on.entry(entry);
}
