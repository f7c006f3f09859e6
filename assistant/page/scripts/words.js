// The page's own words in Vietnamese and English, from one table; which of the two is kept on this browser.
//
// An element with `data-t` has its text from the table, with `data-t-label`, `data-t-title` and `data-t-placeholder`
// the attribute of that name; `data-t-facts` holds, as JSON, what fills the words' {places}. Such elements follow the
// language wherever they come from: templates, turns that the server renders, scripts.

const WORDS = JSON.parse(document.getElementById("words").textContent);
const COOKIE = "trich-language";
const SPOKEN = ["vi", "en"];
const ATTRIBUTES = [["label", "aria-label"], ["title", "title"], ["placeholder", "placeholder"]];
const MARKED = ["[data-t]", ...ATTRIBUTES.map(([name]) => `[data-t-${name}]`)].join(",");
const heeding = [];
let spoken = kept() ?? "vi";

speakFor();
// the frame would have it by the browser's language
new MutationObserver(speakFor).observe(document.documentElement, { attributeFilter: ["lang"] });

// A screen reader reads the page by the language that it says it is in.
function speakFor() {
  if (document.documentElement.lang !== spoken) document.documentElement.lang = spoken;
}

function kept() {
  const found = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([a-z]+)`))?.[1];
  return SPOKEN.includes(found) ? found : null;
}

// "vi" or "en".
export const language = () => spoken;

// The words of a key in the language spoken now.
export function t(key, facts = {}) {
  const words = WORDS[key]?.[spoken];
  if (words === undefined) throw new Error(`no words for ${key}`);
  const said = words.replace(/\{(\w+)\}/g, (place, name) => facts[name] ?? place);
  return spoken === "en" ? counted(said) : said;
}

// "1 report(s)" and "2 report(s)" as they are said.
function counted(said) {
  return said.replace(/\b(\d[\d.,]*)([\w ]*?)\(s\)/g, (_, number, what) => `${number}${what}${number === "1" ? "" : "s"}`);
}

// Words of the frame, which it writes itself in either language: the key whose words these are.
export function keyOf(text, prefix) {
  return Object.keys(WORDS).find((key) => key.startsWith(prefix) && SPOKEN.some((one) => WORDS[key][one] === text));
}

// Give an element words that follow the language.
export function speak(element, key, facts = {}, part = "") {
  element.dataset[part ? `t${part[0].toUpperCase()}${part.slice(1)}` : "t"] = key;
  if (Object.keys(facts).length) element.dataset.tFacts = JSON.stringify(facts);
  fill(element);
  return element;
}

// `act` is called whenever the language has changed.
export function onLanguage(act) {
  heeding.push(act);
}

export function setLanguage(chosen) {
  spoken = chosen;
  const path = new URL(".", document.baseURI).pathname;
  document.cookie = `${COOKIE}=${chosen}; path=${path}; max-age=31536000; SameSite=Strict`;
  speakFor();
  fillWithin(document);
  for (const act of heeding) act(chosen);
}

function fill(element) {
  const facts = element.dataset.tFacts ? JSON.parse(element.dataset.tFacts) : {};
  if (element.dataset.t) element.textContent = t(element.dataset.t, facts);
  for (const [name, attribute] of ATTRIBUTES) {
    const key = element.getAttribute(`data-t-${name}`);
    if (key) element.setAttribute(attribute, t(key, facts));
  }
}

function fillWithin(place) {
  for (const element of place.querySelectorAll(MARKED)) fill(element);
}

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const added of change.addedNodes) {
      if (added.nodeType !== Node.ELEMENT_NODE) continue;
      if (added.matches(MARKED)) fill(added);
      fillWithin(added);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
fillWithin(document);
