// The conversations kept for this reader: opened, searched, renamed, removed, taken along; the one that is open now.

import { json } from "./acts.js";
import { call } from "./api.js";
import { begin, open } from "./asking.js";
import { byId, element, onChange, onClick, say } from "./dom.js";
import { listShares } from "./shares.js";
import { language, onLanguage, speak } from "./words.js";

const address = (id) => `page/conversations/${encodeURIComponent(id)}`;

// The conversation on the page; while an answer is made only the address tells.
function current() {
  const turn = document.querySelector("#current .turn");
  if (turn?.dataset.state === "asking") return new URLSearchParams(location.search).get("conversation") ?? "";
  return turn?.dataset.conversation ?? "";
}

// ---- the list ----

const WHEN = { day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit" };

let asked = 0;

async function list() {
  const mine = ++asked;
  const words = byId("history-search").value.trim();
  try {
    const { conversations } = await call(`page/conversations?q=${encodeURIComponent(words)}`);
    if (mine !== asked) return;
    byId("history-list").replaceChildren(...conversations.map(item));
    speak(byId("history-empty"), words ? "history.none_found" : "history.empty");
    byId("history-empty").hidden = conversations.length > 0;
    say(byId("history-fault"), "");
  } catch (error) {
    say(byId("history-fault"), error.message);
  }
}

function item({ conversation_id: id, title, updated }) {
  const made = element("li");
  made.dataset.id = id;
  if (id === current()) made.setAttribute("aria-current", "true");
  const when = new Date(updated).toLocaleString(language() === "vi" ? "vi" : "en-GB", WHEN);
  const acts = element("p", null, { className: "item-acts" });
  acts.append(
    element("time", when, { dateTime: updated }),
    act("history.rename", "renameit", title),
    file(id, "docx"),
    file(id, "md"),
    act("history.remove", "removeit", title),
  );
  const opening = element("button", title, { type: "button", className: "open" });
  opening.dataset.openit = id;
  made.append(opening, acts);
  return made;
}

function act(key, name, title) {
  const button = speak(element("button", null, { type: "button", className: "act" }), key);
  button.dataset[name] = "";
  return speak(button, `${key}_named`, { title }, "label");
}

function file(id, form) {
  const link = element("a", form === "docx" ? "Word" : "Markdown", { href: `${address(id)}/file?as=${form}`, className: "act" });
  link.setAttribute("download", "");
  return speak(link, "history.file", { form: form === "docx" ? "Word" : "Markdown" }, "label");
}

function openHistory() {
  byId("history").showModal();
  byId("history-search").value = "";
  byId("shares").open = false;
  list();
  listShares().catch((error) => say(byId("history-fault"), error.message));
}

async function rename(button) {
  const row = button.closest("li");
  const title = row.querySelector(".open");
  const box = element("input", null, { type: "text", value: title.textContent, maxLength: 120 });
  speak(box, "history.name", {}, "label");
  title.replaceWith(box);
  box.select();
  let done = false;
  const end = async (keep) => {
    if (done) return;
    done = true;
    try {
      if (keep && box.value.trim() && box.value !== title.textContent) await call(address(row.dataset.id), json("PATCH", { title: box.value }));
    } catch (error) {
      say(byId("history-fault"), error.message);
    }
    await list();
    byId("history-list").querySelector(`li[data-id="${CSS.escape(row.dataset.id)}"] .open`)?.focus();
  };
  box.addEventListener("blur", () => end(true));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(event.key === "Enter");
  });
}

async function remove(button) {
  if (!("sure" in button.dataset)) {
    button.dataset.sure = "";
    speak(button, "history.sure");
    button.removeAttribute("aria-label");
    delete button.dataset.tLabel;
    return;
  }
  const { id } = button.closest("li").dataset;
  try {
    await call(address(id), { method: "DELETE" });
    if (id === current()) byId("again").click();
    await list();
    byId("history-search").focus();
  } catch (error) {
    say(byId("history-fault"), error.message);
  }
}

// ---- the one that is open ----

function follow() {
  const query = new URL(location.href);
  const id = current();
  const turn = document.querySelector("#current .turn");
  if (!turn && !query.searchParams.get("conversation") && !query.searchParams.get("shared")) return;
  if (turn?.dataset.state === "asking") query.searchParams.delete("shared");
  if (id) query.searchParams.set("conversation", id);
  if (id) query.searchParams.delete("shared");
  if (query.href !== location.href) history.replaceState(null, "", query);
  for (const form of ["docx", "md"]) {
    const link = byId(`take-${form}`);
    if (!link) continue;
    link.hidden = !id;
    if (id) link.href = `${address(id)}/file?as=${form}`;
  }
}

function begun() {
  const query = new URL(location.href);
  query.searchParams.delete("conversation");
  query.searchParams.delete("shared");
  history.replaceState(null, "", query);
  begin();
}

onClick("#history-open", openHistory);
onClick("#history-close", () => byId("history").close());
onClick("[data-openit]", (button) => {
  byId("history").close();
  open({ conversation: button.dataset.openit });
});
onClick("[data-renameit]", rename);
onClick("[data-removeit]", remove);
// before the frame hears of it, which then tells the server what the page shows
document.addEventListener("click", (event) => event.target.closest?.("#again") && begun(), true);
document.addEventListener("input", (event) => event.target.id === "history-search" && list());
onLanguage(() => byId("history")?.open && list());
onChange("#current", follow);
