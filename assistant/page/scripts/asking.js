// Asking: what the chat's next event is to do besides sending the box, and the marks of the question being edited.

import { chosenFilters } from "./filters.js";
import { byId, onChange, onClick, onceBuilt } from "./dom.js";
import { onSettled } from "./stream.js";

let next = null;
let editing = false;
// Which conversation this page shows, counted from 0, and what was opened in it; the server may still be at the last.
let talk = 0;
let opened = {};
// What was sent from the question box and does not stand among the turns yet.
let sent = "";
let isUnderWay = false;

// Called by the frame just before it sends an event of the chat.
window.trich = {
  wish() {
    const typed = box().value.trim();
    const said = next ?? { replaces: editing, twice: isUnderWay && sent === typed };
    if (!next) [sent, isUnderWay] = [typed, true];
    next = null;
    stopEditing();
    return JSON.stringify({ ...shown(), ...said, talk, filters: chosenFilters() });
  },
  // Which conversation the page shows.
  shown: () => String(talk),
};

const box = () => document.querySelector("textarea");
const conversation = () => document.querySelector("#current .turn")?.dataset.conversation ?? "";

function shown() {
  const id = conversation();
  return id ? { conversation: id } : opened;
}

function leave(what) {
  talk += 1;
  opened = what;
  putAway();
}

// What the page has left may still be under way to it: it is no turn here any more, whenever it comes.
function putAway() {
  for (const turn of document.querySelectorAll("#turns article")) {
    const name = Number(turn.dataset.talk) === talk ? "turn" : "left";
    if (turn.className !== name) turn.className = name;
  }
}

// A question that has come among the turns leaves the box, unless something else was written there meanwhile.
function emptyBox() {
  const words = [...document.querySelectorAll("#current .turn .asked .words")].at(-1)?.textContent;
  if (!sent || words !== sent) return;
  if (box().value.trim() === sent) put("");
  [sent, isUnderWay] = ["", false];
}

// Another conversation, which nothing stands in.
export function begin() {
  leave({});
  if (editing) type("");
  stopEditing();
  box()?.focus();
}

// Ask a question that does not stand in the box.
function ask(question, replaces = false) {
  next = { question, replaces };
  byId("go").click();
}

// Open a conversation ({conversation: id}) or a shared answer ({shared: id}).
export function open(what) {
  leave(what);
  next = what;
  byId("opening").click();
}

// Put words into the question box as if they were typed.
function put(words) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), words);
  box().dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function type(words) {
  put(words);
  box().focus();
  box().setSelectionRange(words.length, words.length);
}

function edit(button) {
  editing = true;
  byId("redoing").hidden = false;
  type(button.dataset.redo);
}

function stopEditing() {
  editing = false;
  if (byId("redoing")) byId("redoing").hidden = true;
}

onChange("#turns", () => {
  putAway();
  emptyBox();
}, ["class", "data-talk"]);
onSettled(() => (isUnderWay = false));
onClick("[data-ask]", (button) => ask(button.dataset.ask));
onClick("[data-replace]", (button) => ask(button.dataset.replace, true));
onClick("[data-redo]", edit);
onClick("[data-alone]", ({ dataset }) => {
  byId("again").click();
  ask(dataset.alone);
});
onClick("#redoing button", () => {
  stopEditing();
  type("");
});
onClick("[data-to=library]", () => document.querySelector("#views button[role=tab]:nth-of-type(2)")?.click());

// A question under way, or words not sent yet, would be lost with a page that is loaded anew: this tab keeps them for it.
const UNSENT = "trich-unsent";

addEventListener("pagehide", () => {
  const asked = document.querySelector("#current .turn[data-state=asking] .asked .words")?.textContent;
  const words = asked ?? box()?.value.trim();
  if (words) sessionStorage.setItem(UNSENT, words);
});

function putBack() {
  const words = sessionStorage.getItem(UNSENT);
  sessionStorage.removeItem(UNSENT);
  if (words && !box().value) type(words);
}

// An address may name what to open.
onceBuilt("#opening", () => {
  const query = new URLSearchParams(location.search);
  const [conversation, shared] = [query.get("conversation"), query.get("shared")];
  // the frame listens a moment after it has built the button
  onceBuilt("#welcome .welcome", () => {
    if (conversation || shared) open(shared ? { shared } : { conversation });
    putBack();
  });
});
