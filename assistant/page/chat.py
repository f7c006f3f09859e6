"""The chat: a question box, the turns so far, streamed answers. How a turn looks is `turn.py`'s work."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from anyio.to_thread import run_sync

from assistant.assistant import Assistant
from assistant.kept.conversations import Conversations, owner_of
from assistant.kept.exchange import Exchange
from assistant.page.crowd import Crowd
from assistant.page.talk import Latest, Talk
from assistant.page.welcome import welcome
from assistant.page.wish import Wish
from assistant.page.words import said, say
from assistant.suggestions import suggestions
from assistant.understanding.followup import Turn
from index import Filters
from index.errors import NotFound, TrichError

_LOG = logging.getLogger(__name__)
# Answers being written by a model, or read from quotes, at once; the rest wait their turn. More threads that read keep
# each other from the interpreter: 4 answer 50 people a fifth sooner than 16 (see `benchmarks`).
AT_ONCE_WRITING = 16
AT_ONCE_QUOTING = 4
# Questions waiting at once; one more is told so rather than kept for minutes.
_MOST_WAITING = 256
# Questions that wait for an answer or have one made: while there are others, nobody's suggestions are looked for, which
# cost more than an answer.
_ASKED = Crowd()
# The open conversation as a file; the script fills in which.
_TAKE = "".join(
    said("history.take", "a", f'id="take-{form}" class="act" download hidden', form=name)
    for form, name in (("docx", "Word"), ("md", "Markdown"))
)
_NARROWING = (Path(__file__).parent / "filters.html").read_text(encoding="utf-8")
# The script's wish takes its place among an event's inputs just before they are sent.
_WISHING = "(wish, ...rest) => [window.trich ? window.trich.wish() : '', ...rest]"
_SHOWING = "(shown, ...rest) => [window.trich ? window.trich.shown() : '', ...rest]"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: whose conversations are kept, and in which language the page speaks to him."""

    owner: str
    language: str

    @classmethod
    def of(cls, request: gr.Request) -> "Reader":
        """Who sent a request: a signed-in key, else a browser by the cookie that the page's script has set."""
        asked = request.request
        caller = asked.scope.get("trich.caller", "local") if asked else "local"
        cookies = asked.cookies if asked else {}
        spoken = "en" if cookies.get("trich-language") == "en" else "vi"
        return cls(owner_of(caller, caller != "local", cookies.get("trich-browser", "")), spoken)


def chat(
    assistant: Callable[[], Assistant],
    conversations: Conversations,
    page: gr.Blocks,
    tab: gr.Tab,
    at_once: int,
) -> None:
    """Lay the chat out in the open Gradio block and bind it to the assistant.

    `assistant` is called for each question and may wait until the store is open; it answers so many `at_once`.
    """
    talk, latest = gr.State(Talk()), gr.State(Latest())
    wish = gr.Textbox(visible=False)
    go = gr.Button(elem_id="go", visible="hidden")
    opening = gr.Button(elem_id="opening", visible="hidden")
    with gr.Row(elem_id="talk"):
        again = gr.Button(say("frame.again"), elem_id="again", size="sm", min_width=0, scale=0)
        gr.HTML(_TAKE, padding=False, js_on_load=None, apply_default_css=False)
    with gr.Column(elem_id="turns"):
        past = gr.HTML(elem_id="past", padding=False, js_on_load=None, apply_default_css=False)
        current = gr.HTML(elem_id="current", padding=False, js_on_load=None, apply_default_css=False)
    with gr.Column(elem_id="welcome"):
        holds = gr.HTML(padding=False, js_on_load=None, apply_default_css=False)
    with gr.Row(elem_id="composer"):
        gr.HTML(_NARROWING, padding=False, js_on_load=None, apply_default_css=False)
        question = gr.Textbox(
            label=say("frame.question"),
            show_label=False,
            placeholder=say("frame.placeholder"),
            lines=1,
            max_lines=6,
            autofocus=True,
            elem_id="question",
            container=False,
            html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=False),
        )
        send = gr.Button(say("frame.send"), variant="primary", elem_id="send", min_width=0, scale=0)
        stop = gr.Button(say("frame.stop"), variant="stop", elem_id="stop", min_width=0, scale=0)

    # greeting and buttons are shown by the style sheet, as the turns want them; the script empties the box
    shown = [talk, past, current]

    # the frame's own queue would show nothing of a question before its turn has come
    turns = asyncio.Semaphore(at_once)

    async def ask(
        wished: str, typed: str, now: Talk, last: Latest, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        """What changes on the page while a question is answered, in the order of `shown`."""
        wanted, reader = Wish.of(wished, typed), Reader.of(request)
        here = now.is_meant(wanted)
        is_busy = here and now.turns and now.turns[-1].state == "asking"
        if wanted.twice or is_busy or not wanted.question.strip():
            yield [gr.skip()] * len(shown)
            return
        mine, number = last.next(wanted.talk), 0
        meant = now if here else await run_sync(_meant, wanted, conversations, reader)
        before = meant.until(wanted.replaces)
        async with aclosing(_answered(assistant, conversations, before, wanted, reader, turns)) as steps:
            async for after in steps:
                if last.is_past(mine, wanted.talk):
                    break
                yield [
                    after,
                    # what was being opened meanwhile may have taken the place of the turns before
                    gr.skip() if number and here else after.earlier(),
                    after.latest(),
                ]
                number += 1
        # the frame sends what came last once more at the end, when another question may stand there
        yield [gr.skip()] * len(shown)

    def stopped(now: Talk, request: gr.Request) -> tuple[Talk, str]:
        """The conversation with its last turn as it stood."""
        kept = now
        if now.turns and now.turns[-1].state == "asking":
            before = replace(now, turns=now.turns[:-1])
            kept = _kept(conversations, now.turns[-1].stopped(), before, Reader.of(request))
        return kept, kept.latest()

    def opened(wished: str, now: Talk, last: Latest, request: gr.Request) -> list[Any]:
        """A conversation that was kept, or a shared answer; why not, in its place, where there is none."""
        wanted, reader = Wish.of(wished), Reader.of(request)
        last.turn_to(wanted.talk)
        # a question that was asked of it before it was here opens it, too
        if now.is_meant(wanted):
            return [gr.skip()] * len(shown)
        try:
            found = Talk.opened(wanted, conversations, reader.owner)
        except TrichError as fault:
            missing = Exchange(say("turn.missing", reader.language)).failed(fault.message(reader.language))
            found = Talk("", (missing,), True, wanted.talk)
        if last.is_asked_in(wanted.talk):
            return [gr.skip()] * len(shown)
        return [found, found.earlier(), found.latest()]

    def greet() -> str:
        """The greeting for what the store holds now, with examples where they can be answered."""
        index = assistant().index
        first, _ = index.reports(limit=1)
        return welcome(index.count, bool(first) and first[0].origin == "sample")

    options: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking: list[Any] = [
        trigger(
            ask,
            [wish, question, talk, latest],
            shown,
            js=_WISHING,
            concurrency_limit=None,
            # the frame holds a stopped answer for running until its model says one more word
            trigger_mode="multiple",
            **options,
        )
        for trigger in (question.submit, send.click, go.click)
    ]
    # two steps: in one the frame would drop what comes back together with the answer it cancels
    stop.click(None, cancels=asking).then(stopped, talk, [talk, current], **options)
    # the frame's own cancelling would hit a question that is sent in the same moment
    again.click(_left, [wish, latest], None, js=_SHOWING, **options)
    again.click(greet, None, holds, **options)
    opening.click(opened, [wish, talk, latest], shown, js=_WISHING, **options)
    gr.on([page.load, tab.select], greet, None, holds, **options)


def _left(shows: str, last: Latest) -> None:
    """Note that the page has turned to a new conversation, which ends the answer under way in the one before."""
    last.turn_to(int(shows) if shows.isdecimal() else 0)


def _meant(wanted: Wish, conversations: Conversations, reader: Reader) -> Talk:
    """The conversation that the page has open; a new one where that cannot be opened."""
    try:
        return Talk.opened(wanted, conversations, reader.owner)
    except TrichError:
        return Talk(number=wanted.talk)


async def _answered(
    assistant: Callable[[], Assistant],
    conversations: Conversations,
    before: Talk,
    wanted: Wish,
    reader: Reader,
    turns: asyncio.Semaphore,
) -> AsyncGenerator[Talk, None]:
    """The conversation from the bare question to its kept answer with what to go on with, each step to be shown."""
    exchange = Exchange(wanted.question.strip())
    if _ASKED.count >= _MOST_WAITING:
        yield before.ending(exchange.failed(say("turn.busy", reader.language)))
        return
    after = before.ending(exchange)
    with _ASKED:
        yield after
        async with turns:
            steps = _steps(assistant, conversations, before, wanted, reader)
            # a thread makes each step, so that the loop goes on
            while step := await run_sync(next, steps, None):
                yield (after := step)
    if following := await run_sync(
        partial(_followed, assistant, conversations, before, after, wanted, reader)
    ):
        yield following


def _steps(
    assistant: Callable[[], Assistant],
    conversations: Conversations,
    before: Talk,
    wanted: Wish,
    reader: Reader,
) -> Iterator[Talk]:
    """The conversation as its answer is made, and with it kept."""
    exchange = Exchange(wanted.question.strip())
    try:
        for step in _exchanges(assistant(), exchange, before, wanted.filters()):
            exchange = step
            if step.state == "asking":
                yield before.ending(step)
    except TrichError as fault:
        exchange = exchange.failed(fault.message(reader.language))
    except Exception:  # noqa: BLE001 -- the reader is told, the log has the traceback
        _LOG.exception("a question failed")
        exchange = exchange.failed(say("turn.unforeseen", reader.language))
    yield _kept(conversations, exchange, before, reader)


def _followed(
    assistant: Callable[[], Assistant],
    conversations: Conversations,
    before: Talk,
    after: Talk,
    wanted: Wish,
    reader: Reader,
) -> Talk | None:
    """The conversation with questions to go on with, None for none; nor while somebody else waits."""
    exchange = after.turns[-1]
    if not exchange.answer or _ASKED.count:
        return None
    with _ASKED:
        following = suggestions(assistant(), exchange.answer, wanted.filters())
    return _kept(conversations, exchange.followed_by(following), before, reader) if following else None


def _exchanges(
    assistant: Assistant, exchange: Exchange, before: Talk, filters: Filters | None
) -> Iterator[Exchange]:
    """The exchange as its answer is written, and whole."""
    history = tuple(Turn(past.question, past.answer.text) for past in before.turns if past.answer)
    asked = {"question": exchange.question, "history": history, "filters": filters}
    # quotes are all there at once: to show one after the other would keep those who wait behind
    is_written = bool(assistant.model_name)
    for piece in assistant.as_runnable().stream(asked):
        for event in piece.get("events", ()):
            exchange = exchange.after(event)
            if is_written and event.name in ("delta", "sentence"):
                yield exchange
        if "answer" in piece:
            yield exchange.answered(piece["answer"])


def _kept(conversations: Conversations, exchange: Exchange, before: Talk, reader: Reader) -> Talk:
    """The conversation with the exchange written down; not so where nobody is known to keep it for, or it cannot be.

    What was removed while its answer was made stays removed; the next question begins another.
    """
    if not reader.owner:
        return before.ending(exchange)
    try:
        kept = conversations.keep(
            reader.owner, before.conversation_id, exchange, len(before.turns), before.is_kept
        )
    except NotFound:
        return before.ending(exchange).apart()
    except TrichError:
        # the answer itself is not lost by this: it is shown
        _LOG.exception("a conversation could not be kept")
        return before.ending(exchange)
    return before.ending(kept)
