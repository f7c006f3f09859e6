"""Flight: one answer under way, read by everybody who asked for it meanwhile, so that it is paid for only once.

It has no thread of its own: whoever waits for the next event fetches it for all. Readers who leave take nothing from
the others; when nobody is left the work is stopped. A flight that has long been silent is not joined: it may hang.
"""

import threading
import time
from collections.abc import Callable, Generator, Hashable
from typing import Generic, TypeVar

from assistant.answer import Event

Made = TypeVar("Made")
# A model on a processor alone may think so long before its first word; who asks again later wants another try.
SILENCE_S = 20.0


class Flight(Generic[Made]):
    """One run of a generator that several read: its events so far and its final result."""

    def __init__(self, source: Generator[Event, None, Made], leave: "Callable[[Flight[Made]], bool]") -> None:
        self.readers = 0
        self._source = source
        self._leave = leave
        self._events: list[Event] = []
        self._fetching = self.over = False
        self._made: Made | None = None
        self._fault: BaseException | None = None
        self._heard = time.monotonic()
        self._changed = threading.Condition()

    @property
    def is_open(self) -> bool:
        """Whether another reader may join."""
        return not self.over and time.monotonic() - self._heard < SILENCE_S

    def read(self) -> Generator[Event, None, Made]:
        """Every event from the first, and the source's result; raises whatever the source raised.

        Whoever calls counts among `readers` already.
        """
        place = 0
        try:
            while event := self._at(place):
                place += 1
                yield event
        finally:
            if self._leave(self):
                self._source.close()
        if self._fault is not None:
            raise self._fault
        return self._made  # type: ignore[return-value]  # over without a fault: the source has given it

    def _at(self, place: int) -> Event | None:
        """The event at a place, once there is one; None if the source has ended."""
        while True:
            with self._changed:
                while place >= len(self._events) and not self.over and self._fetching:
                    self._changed.wait()
                if place < len(self._events):
                    return self._events[place]
                if self.over:
                    return None
                self._fetching = True
            self._fetch()

    def _fetch(self) -> None:
        """Take the next event from the source, for all."""
        event: Event | None = None
        try:
            event = next(self._source)
        except StopIteration as done:
            self._made = done.value
        except BaseException as fault:  # noqa: BLE001 -- raised again for every reader, an interrupt too
            self._fault = fault
        with self._changed:
            self._fetching, self.over = False, event is None
            self._heard = time.monotonic()
            if event is not None:
                self._events.append(event)
            self._changed.notify_all()


class Flights(Generic[Made]):
    """The answers under way by what they were asked with; any thread may use it."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, Flight[Made]] = {}
        self._lock = threading.Lock()

    def join(
        self, key: Hashable, begin: Callable[[], Generator[Event, None, Made]]
    ) -> tuple[Flight[Made], bool]:
        """The flight of a key, begun if none can be joined, and whether it was begun now. It must be read at once."""
        with self._lock:
            flight = self._under_way.get(key)
            begun = flight is None or not flight.is_open
            if flight is None or begun:
                flight = self._under_way[key] = Flight(begin(), lambda left: self._left(key, left))
            flight.readers += 1
            return flight, begun

    def _left(self, key: Hashable, flight: Flight[Made]) -> bool:
        """Note that a reader has left; whether it was the last, after which nobody can join."""
        with self._lock:
            flight.readers -= 1
            if not flight.readers and self._under_way.get(key) is flight:
                del self._under_way[key]
            return not flight.readers
