// What a reader does with an answer: copies it or a citation, shares it, says whether it is right.

import { call } from "./api.js";
import { byId, element, onChange, onClick } from "./dom.js";
import { t } from "./words.js";

// ---- a word about what was done ----

let fading = 0;

export function tell(message) {
  byId("told").textContent = message;
  byId("told").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (byId("told").hidden = true), 6000);
}

// ---- copying ----

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyOld(words); // on an address that is neither this machine nor HTTPS
  }
}

function copyOld(words) {
  const held = document.activeElement;
  const box = element("textarea", null, { value: words, readOnly: true, className: "sr-only", ariaHidden: "true", tabIndex: -1 });
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  held?.focus?.();
  return done;
}

async function copyOf(button) {
  tell(t((await copy(button.dataset.copy)) ? "act.copied" : "act.not_copied"));
}

// The address under which a colleague sees a shared answer.
export const linkTo = (id) => new URL(`?shared=${encodeURIComponent(id)}`, new URL(".", document.baseURI)).href;

async function share(button) {
  try {
    const { share_id: id } = await call(`page/turns/${encodeURIComponent(button.dataset.share)}/shared`, json("POST", {}));
    const link = linkTo(id);
    tell((await copy(link)) ? t("act.shared") : link);
  } catch (error) {
    tell(error.message);
  }
}

export function json(method, body) {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

// ---- rating ----

let rating = null;
// What was said of the turns on this page, by their ids: a turn is made anew when something comes to it.
const verdicts = new Map();

function showVerdicts() {
  for (const button of document.querySelectorAll("#turns [data-rate]")) {
    const verdict = verdicts.get(button.dataset.turn);
    if (verdict) button.setAttribute("aria-pressed", String(button.dataset.rate === verdict));
  }
}

function rate(button) {
  rating = button;
  if (button.dataset.rate === "good") return send({ verdict: "good" });
  byId("rating").querySelector("form").reset();
  byId("rating").showModal();
}

async function send(said) {
  try {
    await call(`page/turns/${encodeURIComponent(rating.dataset.turn)}/rating`, json("POST", said));
    verdicts.set(rating.dataset.turn, said.verdict);
    showVerdicts();
    tell(t("rate.thanks"));
  } catch (error) {
    tell(error.message);
  }
}

function sendReason(event) {
  if (event.submitter?.value !== "send") return;
  const form = new FormData(event.target);
  send({ verdict: "bad", reason: form.get("reason"), comment: form.get("comment") || null });
}

document.addEventListener("submit", (event) => {
  if (event.target.closest("#rating")) sendReason(event);
});

onChange("#turns", showVerdicts);
onClick("[data-copy]", copyOf);
onClick("[data-share]", share);
onClick("[data-rate]", rate);
