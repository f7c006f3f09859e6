"""Remembered: answers that a model wrote, kept so that the same question is not paid for twice."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from assistant.answer import Answer, Event
from index.memo import held

# An answer with its events is some twenty kilobytes.
_MOST = 256

Written = tuple[Answer, tuple[Event, ...]]


class Remembered:
    """The last answers by what they were asked with, until a report leaves the store; any thread may use it."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Written] = OrderedDict()
        self._lock = threading.Lock()
        held(self)

    def get(self, key: Hashable) -> Written | None:
        """The answer and its events, deltas apart; None if there is none."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer, events: Sequence[Event]) -> None:
        """Keep an answer; if there are too many, the one longest not asked for is dropped."""
        with self._lock:
            self._answers[key] = (
                answer,
                tuple(event for event in events if event.name not in ("delta", "done")),
            )
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def cache_clear(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._answers.clear()
