// Kho báo cáo: the table of reports, searched, narrowed, sorted and paged by the server.

import { call } from "./api.js";
import { byId, element, onceBuilt, onClick, say, shownDate } from "./dom.js";
import { language, onLanguage, speak, t } from "./words.js";

const PAGE = 50;
// What the list may be sorted by on a phone, where there is no table head.
const ORDERS = [
  ["added", "desc", "library.by_latest"],
  ["added", "asc", "library.by_added"],
  ["published", "desc", "library.newest"],
  ["published", "asc", "library.oldest"],
  ["title", "asc", "library.by_title"],
  ["province", "asc", "library.by_province"],
  ["source", "asc", "library.by_source"],
  ["status", "asc", "library.by_status"],
];
const NOTHING = { words: "", province: "", source: "", year: "", status: "" };
// `year` may be a month, where a picture was chosen.
const view = { ...NOTHING, sort: "added", order: "desc" };
// The cursors of the pages before this one, the first null.
let trail = [null];
let asking = 0;
let facets = null;

export const nameOf = (report) => report.title ?? report.file ?? report.key;

// A report's file with the folder that tells it from others of its name: all that was sent, else the last one.
export function placeOf({ key, file, origin }) {
  const isSent = key.startsWith("upload:");
  const path = isSent ? key.slice("upload:".length) : key;
  if (!file || origin === "sample" || !path.endsWith(file)) return file;
  const folders = path.slice(0, -file.length).split(/[\\/]/).filter(Boolean);
  return [...(isSent ? folders : folders.slice(-1)), file].join("/");
}

export async function listReports() {
  trail = [null];
  await Promise.all([showPage(), showFacets()]);
}

export async function refresh() {
  await Promise.all([showPage(), showFacets()]);
}

async function showPage() {
  const mine = ++asking;
  const asked = new URLSearchParams({ limit: PAGE, sort: view.sort, order: view.order });
  if (view.words.trim()) asked.set("q", view.words.trim());
  for (const name of ["province", "source", "status"]) if (view[name]) asked.set(name, view[name]);
  if (view.year) {
    asked.set("from", view.year);
    asked.set("to", view.year);
  }
  const after = trail.at(-1);
  if (after) asked.set("after", after);
  let page;
  try {
    page = await call(`api/v1/reports?${asked}`);
  } catch (error) {
    if (mine === asking) say(byId("library-fault"), error.message);
    return;
  }
  if (mine !== asking) return;
  if (!page.reports.length && trail.length > 1) {
    trail.pop(); // the last report of the last page has left
    return showPage();
  }
  say(byId("library-fault"), "");
  lay(page);
}

function lay(page) {
  const rows = byId("reports").tBodies[0];
  rows.replaceChildren(...page.reports.map(row));
  byId("library-count").textContent = `(${page.total.toLocaleString(language())})`;
  byId("library-empty").hidden = page.total > 0;
  byId("sieve").hidden = page.total === 0;
  byId("reports").hidden = page.reports.length === 0;
  const narrowed = isNarrowed();
  const found = byId("library-found");
  if (page.total && !page.matching) speak(found, "library.none_found");
  else if (narrowed) speak(found, "library.found", { count: page.matching.toLocaleString(language()) });
  else silence(found);
  byId("sieve-clear").hidden = !narrowed;
  const first = (trail.length - 1) * PAGE;
  byId("pager").hidden = page.matching <= PAGE;
  byId("pager-previous").disabled = trail.length < 2;
  byId("pager-next").disabled = !page.next;
  byId("pager-next").dataset.after = page.next ?? "";
  const number = (value) => value.toLocaleString(language());
  speak(byId("pager-said"), "library.range", {
    first: number(first + 1),
    last: number(first + page.reports.length),
    count: number(page.matching),
  });
  for (const button of document.querySelectorAll("[data-sort]")) {
    const sorted = button.dataset.sort === view.sort;
    const head = button.closest("th");
    if (sorted) head.setAttribute("aria-sort", view.order === "asc" ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
  byId("sieve-sort").value = `${view.sort} ${view.order}`;
}

function silence(place) {
  delete place.dataset.t;
  place.textContent = "";
}

function isNarrowed() {
  return Boolean(view.words.trim() || view.province || view.source || view.year || view.status);
}

function row(report) {
  const title = nameOf(report);
  const open = element("button", title, { type: "button", className: "open" });
  open.dataset.report = report.report_id;
  const named = element("th", null, { scope: "row" });
  named.append(open);
  if (report.origin === "sample") named.append(" ", speak(element("span", null, { className: "badge" }), "library.sample"));
  const place = placeOf(report);
  if (place && place !== title) named.append(element("span", place, { className: "file" }));
  const status = element("td");
  if (report.status) speak(status, `status.${report.status}`);
  const last = element("td", null, { className: "deeds" });
  last.append(deed("edit", report, title), deed("remove", report, title));
  const made = element("tr");
  made.append(
    named,
    element("td", shownDate(report.published ?? report.event_date)),
    element("td", report.province),
    element("td", report.source),
    status,
    last,
  );
  return made;
}

function deed(name, report, title) {
  const button = speak(element("button", null, { type: "button", className: name }), `library.${name}`);
  speak(button, `library.${name}_named`, { title }, "label");
  button.dataset[name] = report.report_id;
  button.dataset.title = title;
  return button;
}

// Show the list narrowed to a province or a period alone.
export function showOnly({ province = "", period = "" }) {
  Object.assign(view, NOTHING, { province, year: period });
  trail = [null];
  document.querySelector('#main [role="tab"][data-tab-id="library"]')?.click();
  onceBuilt("#library", () => {
    byId("sieve-words").value = "";
    refresh();
    byId("library-title").scrollIntoView({ block: "start" });
  });
}

// ---- what the list is narrowed and sorted by -----------------------------------------------------------------

async function showFacets() {
  try {
    facets = await call("api/v1/facets");
  } catch (error) {
    return void say(byId("library-fault"), error.message);
  }
  layFacets();
}

function layFacets() {
  if (!facets) return;
  for (const name of ["province", "source", "year", "status"]) {
    const values = name === "year" ? [...facets.year].sort((one, other) => other.value - one.value) : facets[name];
    const chooser = byId(`sieve-${name}`);
    // a value of which no report is left stays to be seen and let go
    const count = name === "year" ? (facets.month.find(({ value }) => value === view.year)?.count ?? 0) : 0;
    const gone = view[name] && !values.some(({ value }) => value === view[name]) ? [{ value: view[name], count }] : [];
    chooser.replaceChildren(
      option("", t(`library.any_${name}`)),
      ...[...values, ...gone].map(({ value, count }) =>
        option(value, t("library.option", { value: shownValue(name, value), count: count.toLocaleString(language()) })),
      ),
    );
    chooser.value = view[name];
    chooser.hidden = values.length + gone.length === 0;
  }
  for (const [list, name] of [["provinces", "province"], ["sources", "source"]]) {
    byId(list).replaceChildren(...facets[name].slice(0, 200).map(({ value }) => option(value)));
  }
  byId("sieve-sort").replaceChildren(...ORDERS.map(([sort, order, key]) => option(`${sort} ${order}`, t(key))));
  byId("sieve-sort").value = `${view.sort} ${view.order}`;
}

function shownValue(name, value) {
  if (name === "status") return t(`status.${value}`);
  return name === "year" ? value.split("-").reverse().join("/") : value;
}

const option = (value, text) => element("option", text, { value });

function changed() {
  trail = [null];
  showPage();
}

let typing = 0;
document.addEventListener("input", (event) => {
  if (event.target.id !== "sieve-words") return;
  view.words = event.target.value;
  clearTimeout(typing);
  typing = setTimeout(changed, 200);
});
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.sieve;
  if (name) view[name] = event.target.value;
  else if (event.target.id === "sieve-sort") [view.sort, view.order] = event.target.value.split(" ");
  else return;
  changed();
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "sieve") event.preventDefault();
});
document.addEventListener("reset", (event) => {
  if (event.target.id !== "sieve") return;
  event.preventDefault();
  Object.assign(view, NOTHING);
  byId("sieve-words").value = "";
  layFacets();
  changed();
  byId("sieve-words").focus();
});

onClick("[data-sort]", (button) => {
  const { sort } = button.dataset;
  const turned = view.sort === sort && view.order === "asc";
  view.order = turned || (view.sort !== sort && sort === "published") ? "desc" : "asc";
  view.sort = sort;
  changed();
});
onClick("#pager-next", (button) => turn([...trail, button.dataset.after]));
onClick("#pager-previous", () => turn(trail.slice(0, -1)));

async function turn(next) {
  trail = next;
  await showPage();
  byId("sieve").scrollIntoView({ block: "start" });
}

onLanguage(() => {
  layFacets();
  if (byId("reports")?.hidden === false) showPage();
});

onceBuilt("#library", (library) => {
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) refresh();
  }).observe(library);
});
