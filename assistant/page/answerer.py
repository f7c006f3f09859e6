"""Answerer: turns a question on the page into the conversation's next states, and keeps what came of it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, replace

import gradio as gr
from anyio.to_thread import run_sync

from assistant.assistant import Assistant
from assistant.kept.conversations import Conversations, owner_of
from assistant.kept.exchange import Exchange
from assistant.page.crowd import Crowd
from assistant.page.talk import Talk
from assistant.page.wish import Wish
from assistant.page.words import say
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: whose conversations are kept, and in which language the page speaks to them."""

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


class Answerer:
    """Answers the questions of all open pages, so many at once, and keeps their conversations."""

    def __init__(
        self, assistant: Callable[[], Assistant], conversations: Conversations, at_once: int
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        # the frame's own queue would show nothing of a question before its turn has come
        self._turns = asyncio.Semaphore(at_once)
        # Questions that wait or are being answered: while there are others, nobody's suggestions are looked for, which
        # cost more than an answer.
        self._asked = Crowd()

    async def answered(self, before: Talk, wanted: Wish, reader: Reader) -> AsyncGenerator[Talk, None]:
        """The conversation from the bare question to its kept answer and suggestions, each state to be shown."""
        exchange = Exchange(wanted.question.strip())
        if self._asked.count >= _MOST_WAITING:
            yield before.ending(exchange.failed(say("turn.busy", reader.language)))
            return
        after = before.ending(exchange)
        with self._asked:
            yield after
            async with self._turns:
                steps = self._steps(before, wanted, reader)
                # a thread makes each step, so that the loop goes on
                while step := await run_sync(next, steps, None):
                    yield (after := step)
        if following := await run_sync(self._followed, before, after, wanted, reader):
            yield following

    def meant(self, wanted: Wish, reader: Reader) -> Talk:
        """The conversation that the page has open; a new one where that cannot be opened."""
        try:
            return Talk.opened(wanted, self._conversations, reader.owner)
        except TrichError:
            return Talk(number=wanted.talk)

    def opened(self, wanted: Wish, reader: Reader) -> Talk:
        """A conversation that was kept, or a shared answer; where there is none, a turn that says why."""
        try:
            return Talk.opened(wanted, self._conversations, reader.owner)
        except TrichError as fault:
            missing = Exchange(say("turn.missing", reader.language)).failed(fault.message(reader.language))
            return Talk("", (missing,), True, wanted.talk)

    def stopped(self, talk: Talk, reader: Reader) -> Talk:
        """The conversation with its unfinished last turn ended and kept as it stands."""
        if not talk.is_asking:
            return talk
        return self._kept(talk.turns[-1].stopped(), replace(talk, turns=talk.turns[:-1]), reader)

    def _steps(self, before: Talk, wanted: Wish, reader: Reader) -> Iterator[Talk]:
        """The conversation as its answer is made, and with it kept."""
        exchange = Exchange(wanted.question.strip())
        try:
            for step in _exchanges(self._assistant(), exchange, before, wanted.filters()):
                exchange = step
                if step.state == "asking":
                    yield before.ending(step)
        except TrichError as fault:
            exchange = exchange.failed(fault.message(reader.language))
        except Exception:  # noqa: BLE001 -- the reader is told, the log has the traceback
            _LOG.exception("a question failed")
            exchange = exchange.failed(say("turn.unforeseen", reader.language))
        yield self._kept(exchange, before, reader)

    def _followed(self, before: Talk, after: Talk, wanted: Wish, reader: Reader) -> Talk | None:
        """The conversation with questions to go on with; None for none, or while somebody else waits."""
        exchange = after.turns[-1]
        if not exchange.answer or self._asked.count:
            return None
        with self._asked:
            following = suggestions(self._assistant(), exchange.answer, wanted.filters())
        return self._kept(exchange.followed_by(following), before, reader) if following else None

    def _kept(self, exchange: Exchange, before: Talk, reader: Reader) -> Talk:
        """The conversation with the exchange, written down if its owner is known and that succeeds.

        What was removed while its answer was made stays removed; the next question begins another.
        """
        if not reader.owner:
            return before.ending(exchange)
        try:
            kept = self._conversations.keep(
                reader.owner,
                before.conversation_id,
                exchange,
                before.asked_as,
                before.replaced,
                before.is_kept,
            )
        except NotFound:
            return before.ending(exchange).apart()
        except TrichError:
            # the answer itself is not lost by this: it is shown
            _LOG.exception("a conversation could not be kept")
            return before.ending(exchange)
        return before.ending(kept)


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
