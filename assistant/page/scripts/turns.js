// The turns of the chat as they come.

import { onChange } from "./dom.js";

let asked = null;

// A new question is brought to the top once; the reader scrolls from there on.
function followTurn() {
  const turn = document.querySelector("#current .turn");
  const question = turn?.dataset.state === "asking" ? turn.querySelector(".asked .words").textContent : null;
  if (question && question !== asked) turn.scrollIntoView({ block: "start" });
  asked = question;
}

onChange("#current", followTurn);
