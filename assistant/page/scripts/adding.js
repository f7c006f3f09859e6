// Adding: files and folders one after the other, or an address; each with its progress and what came of it.

import { call, outcome } from "./api.js";
import { byId, element, onClick } from "./dom.js";
import { reportsOf, together } from "./folder.js";
import { listReports } from "./library.js";
import { language, speak, t } from "./words.js";

let adding = Promise.resolve();
let stopping = false;
let running = null;

// `parts` are [name, a function that sends it and gives its task]; they wait for those given before.
function add(parts) {
  adding = adding.then(() => addAll(parts));
}

const ofFiles = (files) => together(files).map((each) => [each[0][0], (tell) => upload(each, tell)]);

async function addAll(parts) {
  stopping = false;
  byId("adding").hidden = false;
  byId("adding-stop").hidden = false;
  const bar = byId("adding-progress");
  bar.max = Math.max(parts.length, 1);
  bar.value = 0;
  if (!parts.length) speak(byId("adding-said"), "adding.no_files");
  const lines = parts.map(([name]) => line(name));
  byId("adding-results").replaceChildren(...lines.map(({ item }) => item));
  const counts = { added: 0, replaced: 0, unchanged: 0, refused: 0 };
  let done = 0;
  for (const [name, send] of parts) {
    const one = lines[done];
    if (stopping) break;
    speak(byId("adding-said"), "adding.now", { number: done + 1, count: parts.length, name });
    one.item.scrollIntoView({ block: "nearest" });
    await addOne(name, send, one, counts, (share) => (bar.value = done + share));
    bar.value = ++done;
  }
  for (const one of lines.slice(done)) one.tell("bad", [t("adding.skipped")]);
  byId("adding-stop").hidden = true;
  if (parts.length) speak(byId("adding-said"), stopping ? "adding.cut" : "adding.summary", { count: done, parts: summary(counts) });
  await listReports();
}

function summary(counts) {
  const said = Object.entries(counts).filter(([, count]) => count).map(([name, count]) => t(`adding.n_${name}`, { count }));
  return said.join(", ") || t("adding.n_nothing");
}

// A file's line: its name, and what is or was done with it; `tell` gives it its state and its sentences.
function line(name) {
  const item = element("li");
  const said = element("span", t("adding.waiting"), { className: "said" });
  item.append(element("span", name, { className: "name" }), said);
  const tell = (state, sentences) => {
    item.className = state;
    said.replaceChildren(...sentences.map((sentence) => element("span", sentence)));
  };
  return { item, tell };
}

async function addOne(name, send, one, counts, progress) {
  try {
    let task = await send((share) => {
      progress(0.5 * share);
      one.tell("now", [share < 1 ? t("adding.sending", { percent: Math.round(100 * share) }) : t("adding.reading")]);
    });
    running = task;
    while (task.status === "queued" || task.status === "running") {
      const { reports, done, total } = task.progress;
      progress(0.5 + 0.5 * (total ? done / total : 0));
      one.tell("now", [reports > 1 ? t("adding.reading_n", { count: reports }) : t("adding.reading")]);
      await new Promise((later) => setTimeout(later, 500));
      task = await call(`api/v1/tasks/${task.task_id}`);
    }
    if (!task.result) throw new Error(task.error?.message ?? t("adding.stopped"));
    told(name, task.result, one, counts);
  } catch (error) {
    counts.refused += 1;
    one.tell("bad", [error.message]);
  } finally {
    running = null;
  }
}

function told(name, result, one, counts) {
  const said = [];
  for (const fate of ["added", "replaced", "unchanged"]) {
    counts[fate] += result[fate].length;
    if (result[fate].length) said.push(t(`adding.${fate}`, { count: result[fate].length }));
  }
  const read = [...result.added, ...result.replaced];
  const encodings = new Set(read.map((report) => report.converted).filter(Boolean));
  if (encodings.size) said.push(t("adding.converted", { encoding: [...encodings].join(", ") }));
  const pages = read.reduce((sum, report) => sum + report.ocr_pages.length, 0);
  if (pages) said.push(t("adding.ocr", { count: pages }));
  for (const notice of result.notices ?? []) said.push(notice.message);
  const good = said.length > 0;
  counts.refused += result.refused.length;
  for (const refused of result.refused) {
    const own = refused.file === name || !refused.file;
    said.push(own ? refused.message : `${refused.file}: ${refused.message}`);
  }
  one.tell(result.refused.length ? (good ? "mixed" : "bad") : "good", said.length ? said : [t("adding.none")]);
}

// A file and what goes with it, as one form.
function upload(files, tell) {
  const form = new FormData();
  for (const [name, file] of files) form.append("files", file, name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", "api/v1/reports");
    request.setRequestHeader("Accept-Language", language());
    request.upload.onprogress = (event) => tell(event.loaded / Math.max(event.total, 1));
    request.onerror = () => failed(new Error(t("api.unreached")));
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

function fetchFrom(address) {
  return call("api/v1/reports", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ address }),
  });
}

// ---- what is given -------------------------------------------------------------------------------------------

// The files of what was dropped, folders with all below them, as [path, file].
async function within(items) {
  const found = [];
  const walk = async (entry) => {
    const path = entry.fullPath.replace(/^\//, "");
    if (entry.isFile) {
      found.push([path, await new Promise((done, failed) => entry.file(done, failed))]);
      return;
    }
    const reader = entry.createReader();
    // a folder is read a hundred names at a time
    for (let some = null; !some || some.length; ) {
      some = await new Promise((done, failed) => reader.readEntries(done, failed));
      for (const each of some) await walk(each);
    }
  };
  for (const entry of items) await walk(entry);
  return reportsOf(found);
}

onClick("#adding-stop", async () => {
  stopping = true;
  if (running) await call(`api/v1/tasks/${running.task_id}`, { method: "DELETE" }).catch(() => null);
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "files" && event.target.id !== "folder") return;
  const files = [...event.target.files].map((file) => [file.webkitRelativePath || file.name, file]);
  event.target.value = "";
  add(ofFiles(event.target.id === "folder" ? reportsOf(files) : files));
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "by-address") return;
  event.preventDefault();
  const given = byId("address").value.trim();
  if (!given) return void byId("address").focus();
  byId("address").value = "";
  add([[given, (tell) => (tell(1), fetchFrom(/^https?:\/\//i.test(given) ? given : `https://${given}`))]]);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, async (event) => {
    const zone = event.target.closest?.("#drop");
    byId("drop")?.classList.toggle("over", Boolean(zone) && kind === "dragover");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // a file dropped beside the zone must not replace the page
    if (!zone || kind !== "drop") return;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [...event.dataTransfer.files].map((file) => [file.name, file]);
    add(ofFiles(entries.length ? await within(entries) : files));
  });
}
