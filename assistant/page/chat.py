"""The chat: a question box, the turns so far, streamed answers. How a turn looks is `turn.py`'s work."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from anyio.to_thread import run_sync

from assistant.assistant import Assistant
from assistant.kept.conversations import Conversations
from assistant.page.answerer import Answerer, Reader
from assistant.page.talk import Latest, Talk
from assistant.page.welcome import welcome
from assistant.page.wish import Wish
from assistant.page.words import said, say

# The open conversation as a file; the script fills in which.
_TAKE = "".join(
    said("history.take", "a", f'id="take-{form}" class="act" download hidden', form=name)
    for form, name in (("docx", "Word"), ("md", "Markdown"))
)
_NARROWING = (Path(__file__).parent / "filters.html").read_text(encoding="utf-8")
# The script's wish takes its place among an event's inputs just before they are sent.
_WISHING = "(wish, ...rest) => [window.trich ? window.trich.wish() : '', ...rest]"
_SHOWING = "(shown, ...rest) => [window.trich ? window.trich.shown() : '', ...rest]"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# What an event gives where `_Parts.shown` stays as it is.
_UNCHANGED = [gr.skip()] * 3


@dataclass(frozen=True, slots=True)
class _Parts:
    """The chat's parts that its events read and change, in the order of the page."""

    talk: gr.State
    latest: gr.State
    wish: gr.Textbox
    go: gr.Button
    opening: gr.Button
    again: gr.Button
    past: gr.HTML
    current: gr.HTML
    greeting: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button

    @property
    def shown(self) -> list[Any]:
        """What an answer changes; the style sheet shows the rest as the turns want it, the script empties the box."""
        return [self.talk, self.past, self.current]


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
    parts = _laid_out()
    events = _Events(Answerer(assistant, conversations, at_once), assistant)
    _bind_asking(parts, events)
    _bind_turning(parts, events)
    gr.on([page.load, tab.select], events.greet, None, parts.greeting, **_QUIET)


def _laid_out() -> _Parts:
    """The chat's parts, each put in its place in the open Gradio block."""
    talk, latest = gr.State(Talk()), gr.State(Latest())
    wish = gr.Textbox(visible=False)
    go = gr.Button(elem_id="go", visible="hidden")
    opening = gr.Button(elem_id="opening", visible="hidden")
    with gr.Row(elem_id="talk"):
        again = gr.Button(say("frame.again"), elem_id="again", size="sm", min_width=0, scale=0)
        _html(_TAKE)
    with gr.Column(elem_id="turns"):
        past = _html(elem_id="past")
        current = _html(elem_id="current")
    with gr.Column(elem_id="welcome"):
        greeting = _html()
    with gr.Row(elem_id="composer"):
        _html(_NARROWING)
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
    return _Parts(talk, latest, wish, go, opening, again, past, current, greeting, question, send, stop)


def _html(text: str | None = None, elem_id: str | None = None) -> gr.HTML:
    """A part that is HTML of our own, which the frame neither pads, styles nor runs scripts in."""
    return gr.HTML(text, elem_id=elem_id, padding=False, js_on_load=None, apply_default_css=False)


def _bind_asking(parts: _Parts, events: "_Events") -> None:
    """Ask by Enter, the button or the script, and stop what is being answered."""
    asking: list[Any] = [
        trigger(
            events.ask,
            [parts.wish, parts.question, parts.talk, parts.latest],
            parts.shown,
            js=_WISHING,
            concurrency_limit=None,
            # the frame holds a stopped answer for running until its model says one more word
            trigger_mode="multiple",
            **_QUIET,
        )
        for trigger in (parts.question.submit, parts.send.click, parts.go.click)
    ]
    # two steps: in one the frame would drop what comes back together with the answer it cancels
    stopping = parts.stop.click(None, cancels=asking)
    stopping.then(events.stop, parts.talk, [parts.talk, parts.current], **_QUIET)


def _bind_turning(parts: _Parts, events: "_Events") -> None:
    """Turn to a new conversation, or to one that was kept or shared."""
    # the frame's own cancelling would hit a question that is sent in the same moment
    parts.again.click(_leave, [parts.wish, parts.latest], None, js=_SHOWING, **_QUIET)
    parts.again.click(events.greet, None, parts.greeting, **_QUIET)
    parts.opening.click(
        events.open, [parts.wish, parts.talk, parts.latest], parts.shown, js=_WISHING, **_QUIET
    )


@dataclass(frozen=True, slots=True)
class _Events:
    """What the page's events do with the answerer."""

    answerer: Answerer
    assistant: Callable[[], Assistant]

    async def ask(
        self, wished: str, typed: str, now: Talk, last: Latest, request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        """What changes on the page while a question is answered, in the order of `_Parts.shown`."""
        wanted, reader = Wish.of(wished, typed), Reader.of(request)
        is_here = now.is_meant(wanted)
        is_busy = is_here and now.is_asking
        if wanted.twice or is_busy or not wanted.question.strip():
            yield _UNCHANGED
            return
        number, is_first = last.next(wanted.talk), True
        meant = now if is_here else await run_sync(self.answerer.meant, wanted, reader)
        before = meant.until(wanted.replaces)
        async with aclosing(self.answerer.answered(before, wanted, reader)) as steps:
            async for after in steps:
                if last.is_past(number, wanted.talk):
                    break
                # what was being opened meanwhile may have taken the place of the turns before
                past = after.earlier() if is_first or not is_here else gr.skip()
                yield [after, past, after.latest()]
                is_first = False
        # the frame sends what came last once more at the end, when another question may stand there
        yield _UNCHANGED

    def stop(self, now: Talk, request: gr.Request) -> tuple[Talk, str]:
        """The conversation with its last turn as it stood."""
        kept = self.answerer.stopped(now, Reader.of(request))
        return kept, kept.latest()

    def open(self, wished: str, now: Talk, last: Latest, request: gr.Request) -> list[Any]:
        """The conversation or shared answer that the page wants open, in the order of `_Parts.shown`."""
        wanted = Wish.of(wished)
        last.turn_to(wanted.talk)
        # a question that was asked of it before it was here opens it, too
        if now.is_meant(wanted):
            return _UNCHANGED
        found = self.answerer.opened(wanted, Reader.of(request))
        if last.is_asked_in(wanted.talk):
            return _UNCHANGED
        return [found, found.earlier(), found.latest()]

    def greet(self) -> str:
        """The greeting for what the store holds now, with examples where they can be answered."""
        index = self.assistant().index
        first, _ = index.reports(limit=1)
        return welcome(index.count, bool(first) and first[0].origin == "sample")


def _leave(shows: str, last: Latest) -> None:
    """Note that the page has turned to a new conversation, which ends the answer under way in the one before."""
    last.turn_to(int(shows) if shows.isdecimal() else 0)
