// Tổng quan: how the reports lie over time and provinces, and what is active on the server.

import { call } from "./api.js";
import { byId, element, onceBuilt, onClick, say } from "./dom.js";
import { showOnly } from "./library.js";
import { language, onLanguage, speak, t } from "./words.js";

const MOST_PLACES = 20;
const MOST_MONTHS = 24;
let facets = null;
let about = null;
let step = "year";

async function refresh() {
  try {
    [facets, about] = await Promise.all([call("api/v1/facets"), call("api/v1/about")]);
    say(byId("overview-fault"), "");
  } catch (error) {
    return void say(byId("overview-fault"), error.message);
  }
  lay();
}

const number = (value) => value.toLocaleString(language());

function lay() {
  if (!facets || !byId("overview")) return;
  byId("overview-empty").hidden = about.reports > 0;
  for (const id of ["by-time", "by-place", "overview-holds"]) byId(id).hidden = about.reports === 0;
  speak(byId("overview-holds"), about.has_samples_only ? "overview.holds_samples" : "overview.holds", {
    reports: number(about.reports),
    passages: number(about.passages),
  });
  layTime();
  layPlaces();
  laySettings();
}

function layTime() {
  for (const button of document.querySelectorAll("[data-step]")) button.setAttribute("aria-pressed", String(button.dataset.step === step));
  const known = [...facets[step]].sort((one, other) => (one.value < other.value ? -1 : 1));
  const shown = step === "month" ? known.slice(-MOST_MONTHS) : known;
  const notes = [];
  if (shown.length < known.length) notes.push(t("overview.earlier"));
  notes.push(...unknown(known));
  draw("by-time", shown.map(({ value, count }) => ({ name: value.split("-").reverse().join("/"), count, only: { period: value } })), notes);
}

function layPlaces() {
  const shown = facets.province.slice(0, MOST_PLACES);
  const rest = facets.province.slice(MOST_PLACES);
  const notes = [];
  if (rest.length) notes.push(t("overview.more", { rest: rest.length, count: number(sum(rest)) }));
  notes.push(...unknown(facets.province));
  draw("by-place", shown.map(({ value, count }) => ({ name: value, count, only: { province: value } })), notes);
}

const sum = (values) => values.reduce((total, { count }) => total + count, 0);

function unknown(values) {
  const count = facets.total - sum(values);
  return count > 0 ? [t("overview.unknown", { count: number(count) })] : [];
}

// A list of bars; each is a button that shows its reports, and says its number in words.
function draw(id, bars, notes) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const figure = byId(id);
  figure.querySelector(".bars").replaceChildren(
    ...bars.map(({ name, count, only }) => {
      const button = element("button", null, { type: "button" });
      button.setAttribute("aria-label", t("overview.bar", { name, count: number(count) }));
      const bar = element("span", null, { className: "bar" });
      bar.style.width = `${Math.max(1, (100 * count) / most)}%`;
      const track = element("span", null, { className: "track" });
      track.append(bar);
      button.append(element("span", name, { className: "name" }), track, element("span", number(count), { className: "count" }));
      button.addEventListener("click", () => showOnly(only));
      const item = element("li");
      item.append(button);
      return item;
    }),
  );
  figure.querySelector(".hint").textContent = notes.join(" ");
}

function laySettings() {
  const yes = (value) => t(value ? "settings.yes" : "settings.no");
  const embedding = about.is_bundled_embedding ? `${about.embedding}, ${t("settings.embedding_bundled")}` : about.embedding;
  const size = t("settings.size_value", { store: bytes(about.store_bytes), originals: bytes(about.original_bytes) });
  const rows = [
    ["model", about.model || t("settings.model_none"), true],
    ["embedding", embedding, true],
    ["reranker", about.reranker, true],
    ["size", size, true],
    ["folder", about.folder, true],
    ["scans", yes(about.reads_scans), !about.reads_scans],
    ["office", yes(about.reads_old_office), !about.reads_old_office],
    ["version", about.version, false],
  ].filter(([, value]) => value);
  byId("settings").replaceChildren(
    ...rows.map(([name, value, hasHow]) => {
      const row = element("div");
      const said = element("dd", value);
      if (hasHow) said.append(element("span", t(`settings.${name}_how`), { className: "how" }));
      row.append(element("dt", t(`settings.${name}`)), said);
      return row;
    }),
  );
}

function bytes(count) {
  const units = ["byte", "KB", "MB", "GB", "TB"];
  const place = Math.min(units.length - 1, Math.floor(Math.log(Math.max(count, 1)) / Math.log(1024)));
  const value = count / 1024 ** place;
  return `${value.toLocaleString(language(), { maximumFractionDigits: value < 10 ? 1 : 0 })} ${units[place]}`;
}

onClick("[data-step]", (button) => {
  step = button.dataset.step;
  layTime();
});
onLanguage(lay);
onceBuilt("#overview", (overview) => {
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) refresh();
  }).observe(overview);
});
