// The turns of the chat as they come.

import { likeOf, onChange } from "./dom.js";

let asked = null;

// A new question is brought to the top once; the reader scrolls from there on.
function followTurn() {
  const turn = document.querySelector("#current .turn");
  const question = turn?.dataset.state === "asking" ? turn.querySelector(".asked .words").textContent : null;
  if (question && question !== asked) turn.scrollIntoView({ block: "start" });
  asked = question;
}

// What had the focus is made anew with its turn whenever something comes to it: the focus goes on to its like.
let held = null;

function keepFocus() {
  if (!held || held.isConnected || document.activeElement !== document.body) return;
  likeOf(held)?.focus({ preventScroll: true });
}

document.addEventListener("focusin", ({ target }) => {
  held = target.closest("#current .turn") ? target : null;
});
// it is lost as well when what has it is taken away, which shows a moment later
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    if (held === target && held.isConnected && document.activeElement !== held) held = null;
  });
});

onChange("#current", () => {
  followTurn();
  keepFocus();
});
