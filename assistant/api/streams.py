"""Streams: answers as server-sent events, kept for a while so that a client that lost its connection can resume.

An event's id is STREAM.NUMBER; a client that comes back with the last one it saw gets the rest. The work goes on for
some seconds after its last reader left, then it is stopped.
"""

import asyncio
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import Any

# A silence that proxies take for a dead line is a minute; phones give up sooner.
HEARTBEAT_S = 10.0
# How long a reader may take to come back before the work is stopped, and an ended stream is kept.
RETURN_S, KEPT_S = 5.0, 120.0
# An answer's events are some ten kilobytes.
MOST_KEPT = 512


class Stream:
    """One answer's events so far; used only by the loop's thread, except `put` and `end`."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, caller: str, asked: str, forget: Callable[[str], None]
    ) -> None:
        self.stream_id = secrets.token_hex(8)
        self.caller = caller
        self.asked = asked
        self._forget = forget
        self.left = threading.Event()
        self.ended_at: float | None = None
        self._loop = loop
        self._lines: list[str] = []
        self._fault: BaseException | None = None
        self._changed = asyncio.Event()
        self._readers = 0

    @property
    def sent(self) -> int:
        """How many events there have been."""
        return len(self._lines)

    def put(self, name: str, data: dict[str, Any]) -> None:
        """Add an event, from any thread."""
        self._loop.call_soon_threadsafe(self._add, name, data)

    def end(self, fault: BaseException | None = None, told: dict[str, Any] | None = None) -> None:
        """Say, from any thread, that no more will come; whatever comes still is left out.

        A fault before the first event is raised to whoever waits for that; after it `told` is the last event, `error`.
        """
        self._loop.call_soon_threadsafe(self._ended, fault, told)

    async def begun(self) -> None:
        """Wait for the first event; raises what came instead of it."""
        while not self._lines:
            if self.ended_at is not None:
                raise self._fault or RuntimeError("a stream without an event")
            await self._changed.wait()

    async def read(self, after: int = 0) -> AsyncIterator[str]:
        """The events from number `after` on, with a heartbeat wherever nothing comes for a while."""
        self._readers += 1
        try:
            while True:
                changed = self._changed
                while after < len(self._lines):
                    after += 1
                    yield self._lines[after - 1]
                if self.ended_at is not None:
                    return
                try:
                    async with asyncio.timeout(HEARTBEAT_S):
                        await changed.wait()
                except TimeoutError:
                    yield ": heartbeat\n\n"
        finally:
            self._readers -= 1
            if not self._readers and self.ended_at is None:
                self._loop.call_later(RETURN_S, self._give_up)

    def _give_up(self) -> None:
        """Stop the work if nobody came back."""
        if not self._readers:
            self.left.set()

    def _add(self, name: str, data: dict[str, Any]) -> None:
        """Add an event, before the end; JSON keeps its data on one line."""
        if self.ended_at is not None:
            return
        number = len(self._lines) + 1
        said = json.dumps(data, ensure_ascii=False)
        self._lines.append(f"event: {name}\ndata: {said}\nid: {self.stream_id}.{number}\n\n")
        self._wake()

    def _ended(self, fault: BaseException | None, told: dict[str, Any] | None) -> None:
        """Mark the end, once."""
        if self.ended_at is not None:
            return
        if told and self._lines:
            self._add("error", told)
        self._fault = fault
        self.ended_at = self._loop.time()
        self._loop.call_later(KEPT_S, self._forget, self.stream_id)
        self._wake()

    def _wake(self) -> None:
        """Tell every reader; the next change has an event of its own."""
        self._changed.set()
        self._changed = asyncio.Event()


class Streams:
    """The streams of one server that can still be read."""

    def __init__(self) -> None:
        self._streams: OrderedDict[str, Stream] = OrderedDict()

    def new(self, caller: str, asked: str) -> Stream:
        """A stream without events."""
        stream = Stream(asyncio.get_running_loop(), caller, asked, self._forget)
        self._make_room()
        self._streams[stream.stream_id] = stream
        return stream

    def found(self, last_event_id: str, caller: str, asked: str) -> tuple[Stream, int] | None:
        """The caller's stream of this very question, and the number of the event that was seen last."""
        stream_id, _, number = last_event_id.partition(".")
        stream = self._streams.get(stream_id)
        if stream is None or (stream.caller, stream.asked) != (caller, asked):
            return None
        seen = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1
        return (stream, seen) if 0 <= seen <= stream.sent else None

    def _forget(self, stream_id: str) -> None:
        """Drop a stream that ended long ago."""
        self._streams.pop(stream_id, None)

    def _make_room(self) -> None:
        """Drop the oldest ended streams if there are too many."""
        ended = (name for name, stream in list(self._streams.items()) if stream.ended_at is not None)
        while len(self._streams) >= MOST_KEPT and (oldest := next(ended, None)):
            del self._streams[oldest]
