// Changes of reports that are in: facts put right in a form, removals that can be undone for some seconds.

import { call } from "./api.js";
import { byId, element, onClick, say, shownDate } from "./dom.js";
import { refresh } from "./library.js";
import { closeIfOpen } from "./report.js";
import { onLanguage, speak, t } from "./words.js";

// The server carries a removal out after this many seconds, whatever becomes of this page.
const UNDO_S = 10;
const STATUSES = ["draft", "consultation", "submitted", "passed", "issued"];
const DATES = ["published", "event_date"];

const address = (id) => `api/v1/reports/${encodeURIComponent(id)}`;

// ---- removing ------------------------------------------------------------------------------------------------

async function remove(button) {
  const { remove: id, title } = button.dataset;
  button.disabled = true;
  try {
    await call(`${address(id)}?undo_s=${UNDO_S}`, { method: "DELETE" });
  } catch (error) {
    button.disabled = false;
    return void say(byId("library-fault"), error.message);
  }
  say(byId("library-fault"), "");
  closeIfOpen(id);
  offerUndo(id, title);
  await refresh();
}

function offerUndo(id, title) {
  const line = element("p");
  const said = speak(element("span"), "undo.removed", { title });
  const back = speak(element("button", null, { type: "button" }), "undo.back");
  speak(back, "undo.back_named", { title }, "label");
  line.append(said, " ", back);
  byId("undo").append(line);
  back.focus();
  // a second less than the server's, so that an undo that is offered is one that works
  const ending = setTimeout(() => leave(line), 1000 * (UNDO_S - 1));
  back.addEventListener("click", async () => {
    clearTimeout(ending);
    back.remove();
    try {
      await call(`${address(id)}/restore`, { method: "POST" });
      speak(said, "undo.restored", { title });
    } catch (error) {
      delete said.dataset.t;
      said.textContent = error.message;
    }
    await refresh();
    document.querySelector(`[data-remove="${CSS.escape(id)}"]`)?.focus();
    setTimeout(() => leave(line), 4000);
  });
}

function leave(line) {
  const had = line.contains(document.activeElement);
  line.remove();
  if (had) byId("sieve-words").focus();
}

onClick("[data-remove]", remove);

// ---- putting facts right -------------------------------------------------------------------------------------

let edited = null;

async function edit(button) {
  let report;
  try {
    report = await call(address(button.dataset.edit));
  } catch (error) {
    return void say(byId("library-fault"), error.message);
  }
  edited = { report, button };
  const form = byId("correction");
  layStatuses(form);
  for (const field of form.elements) {
    if (field.name) field.value = shownValue(field.name, report[field.name]);
    field.removeAttribute("aria-invalid");
  }
  say(byId("editing-fault"), "");
  byId("editing").showModal();
  form.elements.title.focus();
}

function layStatuses(form) {
  const chosen = form.elements.status.value;
  form.elements.status.replaceChildren(
    element("option", t("editing.unknown"), { value: "" }),
    ...STATUSES.map((status) => element("option", t(`status.${status}`), { value: status })),
  );
  form.elements.status.value = chosen;
}

const shownValue = (name, value) => (DATES.includes(name) ? shownDate(value) : (value ?? ""));

// As people write dates (31/1/2023, 1/2023, 2023) or as programs do; what is neither is sent as it is, and refused.
function sentValue(name, value) {
  const text = value.trim();
  if (!DATES.includes(name)) return text || null;
  const parts = text.split(/[/.]/).map((part) => part.trim());
  const whole = parts.every((part) => /^\d{1,4}$/.test(part)) && parts.length <= 3 && parts.at(-1).length === 4;
  return (whole ? parts.reverse().map((part) => part.padStart(2, "0")).join("-") : text) || null;
}

async function save() {
  const { report, button } = edited;
  const form = byId("correction");
  const given = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    field.removeAttribute("aria-invalid");
    const value = sentValue(field.name, field.value);
    if (value !== (report[field.name] ?? null)) given[field.name] = value;
  }
  if (Object.keys(given).length) {
    try {
      await call(address(report.report_id), {
        method: "PATCH",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(given),
      });
    } catch (error) {
      say(byId("editing-fault"), error.message);
      const field = form.elements[error.param];
      field?.setAttribute("aria-invalid", "true");
      return void field?.focus();
    }
  }
  byId("editing").close();
  await refresh();
  (document.querySelector(`[data-edit="${CSS.escape(report.report_id)}"]`) ?? button).focus?.();
}

onClick("[data-edit]", edit);
onClick("#editing-cancel", () => {
  byId("editing").close();
  edited.button.focus();
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "correction") return;
  event.preventDefault();
  save();
});
onLanguage(() => byId("correction") && layStatuses(byId("correction")));
