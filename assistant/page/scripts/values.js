// The values that reports give for one figure, as bars in the order of their dates, each leading to its quote.

import { element, shownDate } from "./dom.js";
import { nameOf } from "./library.js";
import { language, speak, t } from "./words.js";

const SCALES = { nghin: 1e3, ngan: 1e3, van: 1e4, trieu: 1e6, ty: 1e9, ti: 1e9 };
const KINDS = ["bears", "contradicts", "near"];

// A figure as Vietnamese write it ("1.234,5 triệu đồng") as its number and unit; null for what is none.
export function figure(text) {
  const found = text?.trim().match(/^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\d/.,-])\s*(%|[^\d]*)$/);
  if (!found) return null;
  const [first = "", ...rest] = found[3].trim().toLowerCase().split(/\s+/);
  const scale = SCALES[plain(first)];
  return {
    number: Number(`${found[1].replaceAll(".", "")}.${found[2] ?? 0}`) * (scale ?? 1),
    unit: plain((scale ? rest : [first, ...rest]).join(" ")),
    text: text.trim(),
  };
}

const plain = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");

// The bars for a checked sentence; null where fewer than two values of one figure were found.
export function values(checked) {
  const all = KINDS.flatMap((kind) => checked[kind].map((found) => ({ ...found, kind })));
  const asked = all.flatMap(({ faults }) => faults).find((fault) => fault.kind === "number" && figure(fault.in_sentence) && figure(fault.in_quote));
  if (!asked) return null;
  const own = figure(asked.in_sentence);
  const given = [];
  for (const { citation, faults, kind } of all) {
    const other = faults.find((fault) => fault.kind === "number");
    if (other && other.in_sentence !== asked.in_sentence) continue;
    const value = other ? figure(other.in_quote) : own;
    if (value && (value.unit === own.unit || !own.unit)) given.push({ citation, value, kind });
  }
  if (given.length < 2) return null;
  given.sort((one, next) => ((one.citation.published ?? "") < (next.citation.published ?? "") ? -1 : 1));
  return picture(given, own);
}

function picture(given, own) {
  const made = element("figure", null, { className: "values" });
  const most = Math.max(own.number, ...given.map(({ value }) => value.number));
  const bars = element("ol", null, { className: "bars" });
  bars.append(...given.map(({ citation, value, kind }) => bar(citation, value, kind, most)));
  made.append(speak(element("figcaption"), "values.title", { figure: own.text }), bars);
  return made;
}

function bar(citation, value, kind, most) {
  const date = shownDate(citation.published) || t("values.undated");
  const button = element("button", null, { type: "button", className: kind });
  Object.assign(button.dataset, { report: citation.report_id, start: citation.start, end: citation.end });
  speak(button, "values.bar", { date, value: value.text, title: nameOf(citation) }, "label");
  const track = element("span", null, { className: "track" });
  const filled = element("span", null, { className: "bar" });
  filled.style.width = `${most > 0 ? Math.max(1, (100 * value.number) / most) : 1}%`;
  track.append(filled);
  const name = element("span", date, { className: "name" });
  button.append(name, track, element("span", value.number.toLocaleString(language()), { className: "count" }));
  const item = element("li");
  item.append(button);
  return item;
}
