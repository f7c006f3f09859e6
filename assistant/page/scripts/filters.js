// Filters: what the questions are narrowed by, as chips over the box and in the address, so that a link opens the same.

import { call } from "./api.js";
import { byId, element, onClick, onceBuilt } from "./dom.js";
import { language, onLanguage, t } from "./words.js";

const NAMES = ["province", "source", "status", "from", "to"];
let chosen = fromAddress();
let facets = null;

// {province?, source?, status?, from?, to?}, as an answer's request takes them.
export const chosenFilters = () => chosen;

function fromAddress() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
}

function choose(name, value) {
  chosen = { ...chosen, [name]: value };
  if (!value) delete chosen[name];
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
  showChips();
}

// A value as a person reads it.
const shown = (name, value) => (name === "status" ? t(`status.${value}`) : value);

function showChips() {
  const chips = Object.entries(chosen).map(([name, value]) => {
    const chip = element("button", null, { type: "button", className: "chip" });
    chip.dataset.unfilter = name;
    const said = `${t(`filter.${name}`)}: ${shown(name, value)}`;
    chip.append(element("span", said), element("span", "×", { ariaHidden: "true", className: "chip-off" }));
    chip.setAttribute("aria-label", t("filter.drop", { filter: said }));
    return chip;
  });
  byId("chips").replaceChildren(...chips);
}

async function openFilters() {
  const form = byId("filters");
  form.hidden = !form.hidden;
  byId("filters-open").setAttribute("aria-expanded", String(!form.hidden));
  if (form.hidden) return;
  try {
    facets = await call("api/v1/facets");
    showChoices();
    form.querySelector("select").focus();
  } catch (error) {
    form.hidden = true;
    byId("chips").replaceChildren(element("span", error.message, { className: "fault" }));
  }
}

function showChoices() {
  for (const name of NAMES) {
    const select = document.querySelector(`#filters select[name=${name}]`);
    const values = name === "from" || name === "to" ? [...facets.year].sort((a, b) => b.value.localeCompare(a.value)) : facets[name];
    const options = values.map(({ value, count }) => new Option(`${shown(name, value)} (${count.toLocaleString(language())})`, value));
    select.replaceChildren(new Option(t("filter.any"), ""), ...options);
    // a link may name what the store has no more
    if (chosen[name] && ![...select.options].some((option) => option.value === chosen[name])) select.add(new Option(shown(name, chosen[name]), chosen[name]));
    select.value = chosen[name] ?? "";
  }
}

onClick("#filters-open", openFilters);
onClick("[data-unfilter]", (chip) => {
  choose(chip.dataset.unfilter, "");
  if (facets) showChoices();
  byId("filters-open").focus();
});
document.addEventListener("change", (event) => {
  const select = event.target.closest?.("#filters select");
  if (select) choose(select.name, select.value);
});
onceBuilt("#chips", showChips);
onLanguage(() => {
  showChips();
  if (facets) showChoices();
});
