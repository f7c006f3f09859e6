// The frame around the views: the switch of language, and what Gradio says of itself.

import { byId, onClick, onceBuilt } from "./dom.js";
import { keyOf, language, onLanguage, setLanguage, t } from "./words.js";

// What Gradio writes itself, in the server's words or its own.
const OWNED = '#main button[role="tab"], #composer, #again, .toast-wrap';

function translate(place) {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const key = keyOf(texts.currentNode.data.trim(), "frame.");
    // the same node, which Gradio holds on to
    if (key && texts.currentNode.data !== t(key)) texts.currentNode.data = t(key);
  }
  const box = place.matches("#composer") && place.querySelector("textarea");
  if (box) {
    box.placeholder = t("frame.placeholder");
    box.setAttribute("aria-label", t("frame.question"));
  }
}

function translateAll() {
  for (const place of document.querySelectorAll(OWNED)) translate(place);
}

onLanguage(translateAll);
onClick("#language", () => setLanguage(language() === "vi" ? "en" : "vi"));
for (const place of ["#composer", '#main button[role="tab"]', ".toast-wrap", "#again"]) {
  onceBuilt(place, (found) => {
    translateAll();
    new MutationObserver(translateAll).observe(found.parentElement, { childList: true, subtree: true });
  });
}
