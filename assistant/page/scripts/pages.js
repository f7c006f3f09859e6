// The opened report's original: its pages as pictures with the quote outlined, and the file itself.

import { call } from "./api.js";
import { byId, element, onClick } from "./dom.js";
import { onLanguage, speak, t } from "./words.js";

// What is shown: the report, its quote as offsets, the page. Which view a reader chose stays until he chooses another.
let shown = null;
let view = "text";
let looking = 0;

// The report that was opened, null where it could not be, and the offsets of its quote.
export function showPages(report, quote) {
  const original = report?.original;
  byId("report-views").hidden = !original;
  byId("report-view-choice").hidden = !original?.has_pages;
  if (original) byId("report-file").href = `${address(report)}/original`;
  shown = original?.has_pages ? { report, quote, pages: report.page_starts.length || 1, page: pageOf(report, quote) } : null;
  lay();
}

const address = (report) => `api/v1/reports/${encodeURIComponent(report.report_id)}`;

function pageOf(report, quote) {
  if (!quote) return 1;
  return Math.max(1, report.page_starts.filter((start) => start <= quote[0]).length);
}

function lay() {
  const pages = Boolean(shown) && view === "pages";
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String((button.dataset.view === "pages") === pages));
  }
  byId("report-pages").hidden = !pages;
  if (shown || !pages) byId("report-text").classList.toggle("aside", pages);
  looking++;
  if (pages) turnTo(shown.page);
}

async function turnTo(page) {
  const mine = ++looking;
  shown.page = page;
  tellNumber();
  const said = byId("page-said");
  speak(said, "pages.drawing");
  const picture = byId("page-picture");
  for (const old of document.querySelectorAll("#page-sheet .outline")) old.remove();
  picture.hidden = true;
  picture.alt = t("pages.picture", { page, title: shown.report.title ?? shown.report.file ?? "" });
  picture.src = `${address(shown.report)}/pages/${page}`;
  const drawn = await new Promise((done) => {
    picture.onload = () => done(true);
    picture.onerror = () => done(false);
  });
  if (mine !== looking) return;
  picture.hidden = !drawn;
  byId("page-frame").scrollTop = 0;
  if (!drawn) return void speak(said, "pages.failed");
  if (!shown.quote || page < pageOf(shown.report, shown.quote) || page > lastPage()) return void silence(said);
  speak(said, "pages.looking");
  const [start, end] = shown.quote;
  let found = null;
  try {
    found = await call(`${address(shown.report)}/pages/${page}/marks?start=${start}&end=${end}`);
  } catch {
    found = null;
  }
  if (mine !== looking) return;
  if (!found?.boxes.length) return void speak(said, "pages.lost");
  speak(said, "pages.found");
  const outlines = found.boxes.map(outline);
  byId("page-sheet").append(...outlines);
  const frame = byId("page-frame");
  frame.scrollTop = outlines[0].offsetTop - frame.clientHeight / 3;
  frame.scrollLeft = outlines[0].offsetLeft - 16;
  frame.scrollIntoView({ block: "nearest" });
}

function lastPage() {
  return pageOf(shown.report, [shown.quote[1] - 1]);
}

function silence(said) {
  delete said.dataset.t;
  said.textContent = "";
}

function outline(box) {
  const made = element("div", null, { className: "outline" });
  const share = (value) => `${100 * value}%`;
  made.style.left = share(box.left);
  made.style.top = share(box.top);
  made.style.width = share(box.right - box.left);
  made.style.height = share(box.bottom - box.top);
  return made;
}

function tellNumber() {
  const { page, pages, quote, report } = shown;
  speak(byId("page-number"), "pages.number", { page, pages });
  byId("page-previous").disabled = page <= 1;
  byId("page-next").disabled = page >= pages;
  byId("page-quote").hidden = !quote || page === pageOf(report, quote);
}

onClick("[data-view]", (button) => {
  view = button.dataset.view;
  lay();
  if (view === "text") document.querySelector("#report-text mark")?.scrollIntoView({ block: "center" });
});
onClick("#page-previous", () => turnTo(shown.page - 1));
onClick("#page-next", () => turnTo(shown.page + 1));
onClick("#page-quote", () => turnTo(pageOf(shown.report, shown.quote)));
onLanguage(() => {
  if (shown) byId("page-picture").alt = t("pages.picture", { page: shown.page, title: shown.report.title ?? shown.report.file ?? "" });
});
