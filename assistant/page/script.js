// What the page does without asking Python: opens reports at their quotes, keeps the list of reports.
// Whatever it shows of a report it sets as text, never as HTML.

const UNREACHED = "Không nối được tới máy chủ của Trích. Hãy kiểm tra máy chủ còn chạy không, rồi thử lại.";
const byId = (id) => document.getElementById(id);

document.documentElement.lang = "vi";

// ---- the API ------------------------------------------------------------------------------------------------

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { "Accept-Language": "vi", ...options.headers } });
  } catch {
    throw new Error(UNREACHED);
  }
  return outcome(response.status, await response.text());
}

function outcome(status, text) {
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (status >= 400) throw new Error(body?.error?.message ?? `Máy chủ báo lỗi ${status}.`);
  return body;
}

// ---- small makers -------------------------------------------------------------------------------------------

function element(name, text, properties = {}) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

const shownDate = (iso) => (iso ? iso.split("-").reverse().join("/") : "");

function say(place, message) {
  place.textContent = message;
  place.hidden = !message;
}

// ---- the opened report --------------------------------------------------------------------------------------

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
    report = await call(`api/v1/reports/${encodeURIComponent(id)}?body=true`);
  } catch (error) {
    fault = error.message;
  }
  if (mine !== opening) return;
  showReport(report, fault, start === undefined ? null : [Number(start), Number(end)]);
  showSteps(button);
  byId("report").hidden = false;
  byId("report").focus({ preventScroll: true });
  const mark = document.querySelector("#report-text mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else byId("report").scrollIntoView({ block: "nearest" });
}

function showReport(report, fault, quote) {
  byId("report-title").textContent = report ? (report.title ?? report.file ?? report.key) : "Không mở được báo cáo";
  byId("report-sample").hidden = report?.origin !== "sample";
  say(byId("report-fault"), fault);
  byId("report-facts").replaceChildren(...(report ? facts(report) : []));
  if (report) layText(report, quote);
  byId("report-text").hidden = !report;
  byId("report-text").scrollTop = 0;
}

function facts(report) {
  const known = [
    ["Nguồn", report.source],
    ["Ngày đăng", shownDate(report.published)],
    ["Ngày sự kiện", shownDate(report.event_date)],
    ["Tỉnh, thành phố", report.province],
    ["Tệp", report.file],
  ].filter(([, value]) => value);
  const rows = known.map(([name, value]) => [element("dt", name), element("dd", value)]);
  if (/^https?:\/\//i.test(report.url ?? "") && URL.canParse(report.url)) {
    const link = element("a", report.url, { href: report.url, target: "_blank", rel: "noopener noreferrer" });
    const cell = element("dd");
    cell.append(link);
    rows.push([element("dt", "Bản gốc"), cell]);
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

// The text as it stands, the quote marked, and set back what is not the report's own words (a saved page's menus).
function layText(report, quote) {
  const text = report.text;
  const pieces = [];
  const lay = (from, to, faint) => from < to && pieces.push(faint ? element("span", text.slice(from, to), { className: "around" }) : text.slice(from, to));
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

// ---- the list of reports ------------------------------------------------------------------------------------

let nextPage = null;

async function listReports(after = null) {
  const rows = byId("reports").tBodies[0];
  try {
    const page = await call(`api/v1/reports?limit=50${after ? `&after=${encodeURIComponent(after)}` : ""}`);
    if (!after) rows.replaceChildren();
    rows.append(...page.reports.map(row));
    nextPage = page.next;
    say(byId("library-fault"), "");
    byId("library-count").textContent = page.total === undefined ? "" : `(${page.total.toLocaleString("vi")})`;
    byId("library-empty").hidden = rows.rows.length > 0;
    byId("reports").hidden = rows.rows.length === 0;
    byId("library-more").hidden = !nextPage;
  } catch (error) {
    say(byId("library-fault"), error.message);
  }
}

function row(report) {
  const title = report.title ?? report.file ?? report.key;
  const open = element("button", title, { type: "button", className: "open" });
  open.dataset.report = report.report_id;
  const named = element("th", null, { scope: "row" });
  named.append(open);
  if (report.origin === "sample") named.append(" ", element("span", "văn bản mẫu", { className: "badge" }));
  if (report.file && report.file !== title) named.append(element("span", report.file, { className: "file" }));
  const remove = element("button", "Xóa", { type: "button", className: "remove", ariaLabel: `Xóa “${title}”` });
  remove.dataset.remove = report.report_id;
  remove.dataset.title = title;
  const last = element("td");
  last.append(remove);
  const made = element("tr");
  made.append(
    named,
    element("td", shownDate(report.published ?? report.event_date)),
    element("td", report.province),
    element("td", report.source),
    last,
  );
  return made;
}

async function removeReport(button) {
  const dialog = byId("removing");
  byId("removing-said").textContent = `Xóa “${button.dataset.title}” khỏi kho? Các trích dẫn đến báo cáo này sẽ không mở được nữa.`;
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  if (dialog.returnValue !== "yes") return;
  try {
    await call(`api/v1/reports/${encodeURIComponent(button.dataset.remove)}`, { method: "DELETE" });
    if (opener?.dataset.report === button.dataset.remove) closeReport();
    await listReports();
  } catch (error) {
    say(byId("library-fault"), error.message);
  }
  byId("files").focus();
}

// ---- adding files -------------------------------------------------------------------------------------------

let adding = Promise.resolve();

function addFiles(files) {
  const chosen = [...files];
  if (chosen.length) adding = adding.then(() => addAll(chosen));
}

async function addAll(files) {
  byId("adding").hidden = false;
  byId("adding-results").replaceChildren();
  const bar = byId("adding-progress");
  bar.max = files.length;
  bar.value = 0;
  for (const [done, file] of files.entries()) {
    byId("adding-said").textContent = `Đang thêm ${done + 1}/${files.length}: ${file.name}`;
    await addOne(file, (part) => (bar.value = done + part));
    bar.value = done + 1;
  }
  byId("adding-said").textContent = `Đã xong ${files.length} tệp.`;
  await listReports();
}

async function addOne(file, progress) {
  const form = new FormData();
  form.append("files", file, file.name);
  let lines;
  try {
    lines = outcomes(file.name, await ended(await upload(form, progress)));
  } catch (error) {
    lines = [[false, `${file.name}: ${error.message}`]];
  }
  for (const [good, said] of lines) byId("adding-results").append(element("li", said, { className: good ? "good" : "bad" }));
}

function upload(form, progress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", "api/v1/reports");
    request.setRequestHeader("Accept-Language", "vi");
    // the last tenth is the server's: reading and indexing what has come
    request.upload.onprogress = (event) => progress((0.9 * event.loaded) / event.total);
    request.onerror = () => failed(new Error(UNREACHED));
    request.onload = () => {
      try {
        done(outcome(request.status, request.responseText));
      } catch (error) {
        failed(error);
      }
    };
    request.send(form);
  });
}

async function ended(task) {
  while (task.status === "queued" || task.status === "running") {
    await new Promise((later) => setTimeout(later, 500));
    task = await call(`api/v1/tasks/${task.task_id}`);
  }
  if (task.result) return task.result;
  throw new Error(task.error?.message ?? "Việc thêm báo cáo đã bị dừng.");
}

function outcomes(name, result) {
  const lines = [];
  const tell = (reports, said) => reports.length && lines.push([true, `${name}: ${said(reports.length)}`]);
  tell(result.added, (n) => `đã thêm ${n} báo cáo.`);
  tell(result.replaced, (n) => `đã thay ${n} báo cáo cũ bằng nội dung mới.`);
  tell(result.unchanged, (n) => `${n} báo cáo đã có sẵn trong kho, không có gì đổi.`);
  for (const refused of result.refused) lines.push([false, `${refused.file ?? name}: ${refused.message}`]);
  for (const notice of result.notices ?? []) lines.push([true, notice.message]);
  return lines.length ? lines : [[false, `${name}: không có báo cáo nào trong tệp.`]];
}

// ---- what the reader does -----------------------------------------------------------------------------------

const CLICKS = {
  "[data-report]": openReport,
  "[data-remove]": removeReport,
  "#report-close": closeReport,
  "#report-previous": () => step(-1),
  "#report-next": () => step(1),
  "#library-more": () => listReports(nextPage),
};

document.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(CLICKS)) {
    const button = event.target.closest?.(selector);
    if (button) return void act(button);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("report") && !byId("report").hidden && !document.querySelector("dialog[open]")) closeReport();
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "files") return;
  addFiles(event.target.files);
  event.target.value = "";
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("#drop");
    byId("drop")?.classList.toggle("over", Boolean(zone) && kind === "dragover");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // a file dropped beside the zone must not replace the page
    if (zone && kind === "drop") addFiles(event.dataTransfer.files);
  });
}

// Gradio builds the page after this script has run.
const seen = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) listReports();
});
let asked = null;
const watched = { library: false, current: false, toasts: false };
const built = new MutationObserver(() => {
  if (!watched.library && byId("library")) {
    watched.library = true;
    seen.observe(byId("library"));
  }
  if (!watched.current && byId("current")) {
    watched.current = true;
    new MutationObserver(followTurn).observe(byId("current"), { childList: true, subtree: true });
  }
  const toasts = document.querySelector(".toast-wrap");
  if (!watched.toasts && toasts) {
    watched.toasts = true;
    new MutationObserver(() => translate(toasts)).observe(toasts, { childList: true, subtree: true });
  }
  if (watched.library && watched.current && watched.toasts) built.disconnect();
});
built.observe(document.body, { childList: true, subtree: true });

// A new question is brought to the top once; the reader scrolls from there on.
function followTurn() {
  const turn = document.querySelector("#current .turn");
  const question = turn?.dataset.state === "asking" ? turn.querySelector(".asked").textContent : null;
  if (question && question !== asked) turn.scrollIntoView({ block: "start" });
  asked = question;
}

// What the frame says of itself in English only.
const SAID = {
  Error: "Lỗi",
  "Connection to the server was lost. Attempting reconnection...": "Mất kết nối tới máy chủ. Trang sẽ tự mở lại khi máy chủ chạy lại.",
  "Connection errored out.": UNREACHED,
};

function translate(place) {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const said = SAID[texts.currentNode.data.trim()];
    if (said) texts.currentNode.data = said;
  }
}
