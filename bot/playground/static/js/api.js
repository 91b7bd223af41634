/** Telling the playground what to do: one POST per action. */

const key = document.querySelector('meta[name="playground-key"]').content;

/** What the playground says when it cannot do an action; the message is fit to be shown. */
export class Refused extends Error {}

/** Do an action and return what it answers; `signal` may give it up. */
export async function act(name, body = {}, signal = undefined) {
  let response;
  try {
    response = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Playground-Key": key },
      body: JSON.stringify(body),
      signal,
    });
  } catch {
    throw new Refused("");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error ?? String(response.status));
  return answer;
}
