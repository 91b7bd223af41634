/** The page's own words, per language, from /static/texts/. */

export const LANGUAGES = { en: "English", uk: "Українська", ru: "Русский" };

let texts = {};
let fallback = {};
let language = "en";

const load = async (code) => (await fetch(`/static/texts/${code}.json`)).json();

/** Switch the page to a language and fill every element that says which text it shows. */
export async function speak(code) {
  const wanted = code in LANGUAGES ? code : "en";
  const [own, english] = await Promise.all([load(wanted), load("en")]);
  [texts, fallback, language] = [own, english, wanted];
  document.documentElement.lang = language;
  apply(document);
}

export const spoken = () => language;

/** A text by its key. `{name}` is replaced by values; a text with plural forms takes the one for `values.n`. */
export function t(key, values = {}) {
  let text = texts[key] ?? fallback[key] ?? key;
  if (typeof text === "object") text = text[new Intl.PluralRules(language).select(values.n)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The name of a chat or topic of the playground in the page's language; any other name as it is. */
export const named = (name) => texts[`name.${name}`] ?? name;

/** Fill the elements below `root` that name their text or their label. */
export function apply(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
    if (element.matches("button")) element.title = t(element.dataset.label);
  }
}

const formats = new Map();

function format(kind, options) {
  const key = `${language} ${kind}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, options));
  return formats.get(key);
}

/** A share of one as a percentage. */
export const percent = (share, digits = 0) =>
  new Intl.NumberFormat(language, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);

/** A number with its decimals as the page's language writes them. */
export const decimal = (number, digits = 2) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);

/** A bar that shows how far a work is; `label` says what is done. */
export function progressBar(label) {
  const element = document.createElement("div");
  const bar = document.createElement("progress");
  const said = document.createElement("small");
  element.className = "progress";
  bar.setAttribute("aria-label", label);
  said.textContent = label;
  element.append(bar, said);
  const set = (done, total) => {
    bar.max = total;
    bar.value = done;
    said.textContent = `${label} ${done} / ${total}`;
  };
  return { element, set };
}

/** Hours and minutes of a second since the epoch. */
export const clock = (seconds) => format("clock", { hour: "2-digit", minute: "2-digit", hour12: false }).format(seconds * 1000);

/** Hours, minutes and seconds. */
export const clockExact = (seconds) =>
  format("exact", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }).format(seconds * 1000);

/** Today, or the day and the month. */
export function day(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return t("today");
  return format("day", { day: "numeric", month: "long" }).format(date);
}
