// Tra cứu trích dẫn: a sentence or figure held against the reports; a citation opened by its id.

import { call } from "./api.js";
import { byId, element, say, shownDate } from "./dom.js";
import { nameOf } from "./library.js";
import { values } from "./values.js";
import { speak } from "./words.js";

const KINDS = ["bears", "contradicts", "near"];
let asking = 0;

async function lookUp() {
  const statement = byId("lookup-statement").value.trim();
  if (!statement) return void byId("lookup-statement").focus();
  const mine = ++asking;
  say(byId("lookup-fault"), "");
  byId("lookup-found").replaceChildren();
  speak(byId("lookup-said"), "lookup.working");
  let found = null;
  try {
    found = await call("api/v1/lookup", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ statement }),
    });
  } catch (error) {
    if (mine !== asking) return;
    silence(byId("lookup-said"));
    return void say(byId("lookup-fault"), error.message);
  }
  if (mine !== asking) return;
  speak(byId("lookup-said"), "lookup.done", { count: found.sentences.length });
  byId("lookup-found").replaceChildren(...found.sentences.map(checked));
}

function silence(place) {
  delete place.dataset.t;
  place.textContent = "";
}

function checked(one) {
  const made = element("article", null, { className: `checked ${one.verdict}` });
  made.append(
    element("p", one.sentence, { className: "statement" }),
    speak(element("h3", null, { className: "verdict" }), `lookup.${one.verdict}`),
  );
  if (one.verdict === "not_found") made.append(speak(element("p", null, { className: "hint" }), "lookup.not_found_more"));
  const picture = values(one);
  if (picture) made.append(picture);
  for (const kind of KINDS) if (one[kind].length) made.append(group(kind, one[kind]));
  return made;
}

function group(kind, found) {
  const made = element("section", null, { className: kind });
  const list = element("ul");
  list.append(...found.map(({ citation, faults }) => line(citation, faults)));
  made.append(speak(element("h4"), `lookup.${kind}`), list);
  return made;
}

function line(citation, faults) {
  const item = element("li");
  item.append(element("blockquote", citation.quote));
  const told = new Set();
  for (const fault of faults) {
    const key = `${fault.in_sentence} ${fault.in_quote}`;
    if (told.has(key)) continue;
    told.add(key);
    const facts = { yours: fault.in_sentence, theirs: fault.in_quote ?? "" };
    item.append(speak(element("p", null, { className: "differs" }), fault.in_quote ? "lookup.differs" : "lookup.lacks", facts));
  }
  const where = element("p", null, { className: "where" });
  const parts = [nameOf(citation), citation.source, shownDate(citation.published)].filter(Boolean);
  where.append(element("cite", parts.join(" · ")));
  if (citation.page) where.append(" · ", speak(element("span"), "lookup.page", { page: citation.page }));
  const open = speak(element("button", null, { type: "button", className: "open" }), "lookup.in_report");
  speak(open, "lookup.in_report_named", { title: nameOf(citation) }, "label");
  Object.assign(open.dataset, { report: citation.report_id, start: citation.start, end: citation.end });
  where.append(" ", open);
  item.append(where);
  return item;
}

async function openCitation() {
  const id = byId("citation-id").value.trim();
  if (!id) return void byId("citation-id").focus();
  say(byId("citation-fault"), "");
  byId("citation-found").replaceChildren();
  try {
    const citation = await call(`api/v1/citations/${encodeURIComponent(id)}`);
    const list = element("ul");
    list.append(line(citation, []));
    byId("citation-found").append(list);
    list.querySelector("[data-report]").click();
  } catch (error) {
    say(byId("citation-fault"), error.message);
    if (!error.successor) return;
    const open = speak(element("button", null, { type: "button", className: "open" }), "lookup.successor");
    open.dataset.report = error.successor;
    byId("citation-found").append(open);
  }
}

document.addEventListener("submit", (event) => {
  const act = { "lookup-form": lookUp, "citation-form": openCitation }[event.target.id];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "lookup-statement" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  lookUp();
});
