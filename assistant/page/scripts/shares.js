// The answers that this reader shares: their links once more, and an end to them.

import { linkTo } from "./acts.js";
import { call } from "./api.js";
import { byId, element, onClick, say, shownDate } from "./dom.js";
import { speak } from "./words.js";

export async function listShares() {
  const { shared } = await call("page/shared");
  byId("shares").hidden = !shared.length;
  byId("shares-list").replaceChildren(...shared.map(item));
}

function item({ share_id: id, question, created }) {
  const made = element("li");
  const acts = element("p", null, { className: "item-acts" });
  const copying = act("shared.copy", question);
  copying.dataset.copy = linkTo(id);
  const back = act("shared.back", question);
  back.dataset.takeback = id;
  acts.append(element("time", shownDate(created.slice(0, 10)), { dateTime: created }), copying, back);
  made.append(element("a", question, { href: linkTo(id), className: "open" }), acts);
  return made;
}

function act(key, title) {
  const button = speak(element("button", null, { type: "button", className: "act" }), key);
  return speak(button, `${key}_named`, { title }, "label");
}

async function takeBack(button) {
  try {
    await call(`page/shared/${encodeURIComponent(button.dataset.takeback)}`, { method: "DELETE" });
    await listShares();
    (byId("shares").hidden ? byId("history-search") : byId("shares").querySelector("summary")).focus();
  } catch (error) {
    say(byId("history-fault"), error.message);
  }
}

onClick("[data-takeback]", takeBack);
