// Small makers, and who is told of a click. Whatever is shown of a report is set as text, never as HTML.

export const byId = (id) => document.getElementById(id);

export function element(name, text, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

export const shownDate = (iso) => (iso ? iso.split("-").reverse().join("/") : "");

export function say(place, message) {
  place.textContent = message;
  place.hidden = !message;
}

const clicks = [];

// `act` is called with the element that matches `selector` when it, or what lies in it, is clicked.
export function onClick(selector, act) {
  clicks.push([selector, act]);
}

document.addEventListener("click", (event) => {
  for (const [selector, act] of clicks) {
    const found = event.target.closest?.(selector);
    if (found) return void act(found);
  }
});

// Gradio builds the page while scripts load: `act` is called once with the element, as soon as it is there.
const awaited = new Map();

export function onceBuilt(selector, act) {
  const found = document.querySelector(selector);
  if (found) return void act(found);
  awaited.set(selector, act);
  built.observe(document.body, { childList: true, subtree: true });
}

const built = new MutationObserver(() => {
  for (const [selector, act] of [...awaited]) {
    const found = document.querySelector(selector);
    if (!found) continue;
    awaited.delete(selector);
    act(found);
  }
  if (!awaited.size) built.disconnect();
});

// `act` is called whenever something changes within what the selector finds, though Gradio builds that anew; the named
// attributes too, which Gradio sets back where it finds a node of its own altered.
export function onChange(selector, act, attributes = []) {
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.closest?.(selector) || target.querySelector?.(selector))) act();
  }).observe(document.body, { childList: true, subtree: true, ...(attributes.length && { attributeFilter: attributes }) });
}

// What stands in the last turn for an element of it that was made anew: the same words, the same data.
export function likeOf(gone) {
  const same = (one) => one.textContent === gone.textContent && JSON.stringify(one.dataset) === JSON.stringify(gone.dataset);
  return [...document.querySelectorAll(`#turns ${gone.localName}`)].findLast(same);
}
