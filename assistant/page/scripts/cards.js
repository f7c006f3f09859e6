// A citation's card: the quote, its report and its date, while the pointer or the focus rests on the mark.

import { prefetch } from "./report.js";
import { byId, element, onChange } from "./dom.js";
import { t } from "./words.js";

const MARGIN = 8;
let shown = null;

function show(button) {
  if (shown === button) return;
  hide();
  shown = button;
  const { quote, name, dated, page } = button.dataset;
  const facts = [name, dated, page && t("turn.page", { number: page })].filter(Boolean).join(" · ");
  const card = element("div", null, { id: "card", role: "tooltip" });
  card.append(element("p", quote, { className: "card-quote" }), element("p", facts, { className: "card-facts" }));
  (document.querySelector("main") ?? document.body).append(card);
  button.setAttribute("aria-describedby", "card");
  place(card, button.getBoundingClientRect());
  prefetch(button.dataset.report);
}

function place(card, at) {
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(at.left - 24, document.documentElement.clientWidth - width - MARGIN));
  // below, so that the answer stays readable, unless there is no room
  const below = at.bottom + MARGIN;
  card.style.left = `${left}px`;
  card.style.top = `${below + height <= innerHeight - MARGIN ? below : Math.max(MARGIN, at.top - height - MARGIN)}px`;
}

function hide() {
  byId("card")?.remove();
  shown?.removeAttribute("aria-describedby");
  shown = null;
}

const mark = (event) => event.target.closest?.(".cite");

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const button = mark(event);
  if (button) show(button);
  else if (!event.target.closest?.("#card")) hide();
});
document.addEventListener("focusin", (event) => (mark(event)?.matches(":focus-visible") ? show(mark(event)) : hide()));
document.addEventListener("click", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
// a mark that is made anew asks for its card anew
onChange("#current", () => shown && !shown.isConnected && hide());
