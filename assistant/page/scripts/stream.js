// The frame's stream of events, in one piece.
//
// The server ends the stream when nothing is under way, and the frame opens another for what it sends next. What it has
// sent while the end was on its way to it would be waited for in vain. So the frame is never told of an end: here the
// stream is fetched again whenever something was sent and has not come to its end.

const JOIN = "/gradio_api/queue/join";
const DATA = "/gradio_api/queue/data";
const sent = window.fetch.bind(window);
// Events under way, and those that ended before the frame was told that they had begun.
const begun = new Set();
const ended = new Set();
let open = null;

window.fetch = async (what, options) => {
  const { pathname } = new URL(what.url ?? what, document.baseURI);
  if (pathname.endsWith(DATA)) return stream(new Request(what, options));
  if (!pathname.endsWith(JOIN)) return sent(what, options);
  try {
    const response = await sent(what, options);
    if (response.ok) begin(await response.clone().json());
    else settle();
    return response;
  } catch (error) {
    settle();
    throw error;
  }
};

const settled = [];

// `act` is called whenever an event has come to its end, or was not taken.
export function onSettled(act) {
  settled.push(act);
}

function settle() {
  for (const act of settled) act();
}

function begin({ event_id: id }) {
  if (!ended.delete(id)) begun.add(id);
  flow();
}

function end(id) {
  if (!begun.delete(id)) ended.add(id);
}

// What the frame reads from now on.
function stream(request) {
  const body = new ReadableStream({
    start(controller) {
      open = { request, controller, flows: false };
    },
  });
  flow();
  return new Response(body);
}

async function flow() {
  const mine = open;
  if (!mine || mine.flows) return;
  mine.flows = true;
  try {
    do {
      const response = await sent(mine.request.clone());
      if (!response.ok) throw new Error(response.statusText);
      await pass(response.body, mine.controller);
    } while (begun.size);
    mine.flows = false;
  } catch (error) {
    if (open === mine) open = null;
    begun.clear();
    if (mine.request.signal.aborted) mine.controller.close();
    else mine.controller.error(error);
  }
}

// Hand on all that comes but the word that nothing more will.
async function pass(body, controller) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const encoder = new TextEncoder();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (held + value).split("\n\n");
    held = events.pop();
    for (const event of events) {
      const { msg, event_id: id } = JSON.parse(event.replace(/^data: /, ""));
      if (msg === "close_stream") continue;
      if (msg === "process_completed") end(id);
      controller.enqueue(encoder.encode(`${event}\n\n`));
      if (msg === "process_completed") settle();
    }
  }
}
