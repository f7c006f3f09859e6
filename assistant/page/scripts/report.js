// The opened report beside the chat, its quote marked, with the citations before and after it.

import { call } from "./api.js";
import { byId, element, likeOf, onChange, onClick, say, shownDate } from "./dom.js";
import { placeOf } from "./library.js";
import { showPages } from "./pages.js";
import { speak, t } from "./words.js";

let opener = null;
let opening = 0;

async function openReport(button) {
  const mine = ++opening;
  opener = button;
  for (const other of document.querySelectorAll("[data-report][aria-current]")) other.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  const { report: id, start, end } = button.dataset;
  let report = null;
  let fault = "";
  try {
    report = await fetched(id);
  } catch (error) {
    fault = error.message;
  }
  if (mine !== opening) return;
  // what was looked at before may have been corrected, replaced or removed since
  kept.delete(id);
  const quote = start === undefined ? null : [Number(start), Number(end)];
  byId("report").hidden = false;
  showReport(report, fault, button.dataset.page, quote);
  showSteps(button);
  showPages(report, quote);
  byId("report").focus({ preventScroll: true });
  const mark = document.querySelector("#report-text mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else byId("report").scrollIntoView({ block: "nearest" });
}

// ---- reports on their way ----

const kept = new Map();

// Have a report at hand before it is opened.
export function prefetch(id) {
  fetched(id).catch(() => kept.delete(id));
}

function fetched(id) {
  if (!kept.has(id)) {
    kept.set(id, call(`api/v1/reports/${encodeURIComponent(id)}?body=true`));
    // long enough to move from a mark's card to its report
    setTimeout(() => kept.delete(id), 10_000);
  }
  return kept.get(id);
}

// ---- what is shown of it ----

function showReport(report, fault, page, quote) {
  byId("report-title").textContent = report ? (report.title ?? report.file ?? report.key) : t("report.failed");
  byId("report-sample").hidden = report?.origin !== "sample";
  say(byId("report-fault"), fault);
  byId("report-facts").replaceChildren(...(report ? facts(report, page) : []));
  if (report) layText(report, quote);
  byId("report-text").hidden = !report;
  byId("report-text").scrollTop = 0;
}

function facts(report, page) {
  const known = [
    ["report.source", report.source],
    ["report.published", shownDate(report.published)],
    ["report.event_date", shownDate(report.event_date)],
    ["report.province", report.province],
    ["report.number", report.number],
    ["report.status", report.status && t(`status.${report.status}`)],
    ["report.page", page && report.pages ? `${page} / ${report.pages}` : page],
    ["report.file", placeOf(report)],
  ].filter(([, value]) => value);
  const rows = known.map(([name, value]) => [speak(element("dt"), name), element("dd", value)]);
  if (/^https?:\/\//i.test(report.url ?? "") && URL.canParse(report.url)) {
    const link = element("a", report.url, { href: report.url, target: "_blank", rel: "noopener noreferrer" });
    const cell = element("dd");
    cell.append(link);
    rows.push([speak(element("dt"), "report.original"), cell]);
  }
  return rows.map((row) => {
    const group = element("div");
    group.append(...row);
    return group;
  });
}

// Offsets of the API count code points, JavaScript's strings count UTF-16 units.
function units(text, points) {
  if (!/[\ud800-\udfff]/.test(text)) return points;
  let unit = 0;
  for (let point = 0; point < points && unit < text.length; point++) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  return unit;
}

// A browser lays out only what is near of a long text: whole lines of it in stretches, the ends as they are beside a mark.
const STRETCH = 4000;

function stretches(text) {
  const first = text.indexOf("\n") + 1;
  const last = text.lastIndexOf("\n") + 1;
  if (last - first < STRETCH) return [text];
  const found = [text.slice(0, first)];
  for (let at = first; at < last; ) {
    const end = at + STRETCH >= last ? last : text.lastIndexOf("\n", at + STRETCH) + 1;
    const next = end > at ? end : text.indexOf("\n", at) + 1;
    found.push(element("span", text.slice(at, next), { className: "stretch" }));
    at = next;
  }
  return [...found, text.slice(last)];
}

// The text as it stands, the quote marked, and set back what is not the report's own words (a saved page's menus).
function layText(report, quote) {
  const text = report.text;
  const pieces = [];
  const lay = (from, to, faint) => {
    if (from >= to) return;
    if (faint) pieces.push(element("span", text.slice(from, to), { className: "around" }));
    else pieces.push(...stretches(text.slice(from, to)));
  };
  const spans = report.body.map(([start, end]) => [units(text, start), units(text, end)]);
  const plain = (from, to) => {
    let at = from;
    for (const [start, end] of spans) {
      if (end <= at || start >= to) continue;
      lay(at, Math.max(at, start), true);
      lay(Math.max(at, start), Math.min(to, end), false);
      at = Math.min(to, end);
    }
    lay(at, to, true);
  };
  if (quote) {
    const [from, to] = quote.map((point) => units(text, point));
    plain(0, from);
    pieces.push(element("mark", text.slice(from, to)));
    plain(to, text.length);
  } else {
    plain(0, text.length);
  }
  byId("report-text").replaceChildren(...pieces);
}

function citationsBeside(button) {
  const turn = button.classList.contains("cite") ? button.closest(".turn") : null;
  return turn ? [...turn.querySelectorAll(".cite")] : [];
}

function showSteps(button) {
  const steps = citationsBeside(button);
  const at = steps.indexOf(button);
  document.querySelector("#report .steps").hidden = steps.length < 2;
  byId("report-step").textContent = `${at + 1} / ${steps.length}`;
  byId("report-previous").disabled = at <= 0;
  byId("report-next").disabled = at >= steps.length - 1;
}

function step(by) {
  const steps = citationsBeside(opener);
  const next = steps[steps.indexOf(opener) + by];
  if (next) openReport(next);
}

function closeReport() {
  opening++;
  byId("report").hidden = true;
  opener?.removeAttribute("aria-current");
  (opener?.isConnected ? opener : document.querySelector("textarea"))?.focus();
  opener = null;
}

// The report with this id is gone: it is not left open.
export function closeIfOpen(reportId) {
  if (opener?.dataset.report === reportId) closeReport();
}

// The mark that it was opened from is made anew with its turn.
onChange("#turns", () => {
  if (!opener?.classList.contains("cite") || opener.isConnected) return;
  opener = likeOf(opener) ?? opener;
  if (opener.isConnected) opener.setAttribute("aria-current", "true");
});
onClick("[data-report]", openReport);
onClick("#report-close", closeReport);
onClick("#report-previous", () => step(-1));
onClick("#report-next", () => step(1));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("report") && !byId("report").hidden && !document.querySelector("dialog[open]")) closeReport();
});
