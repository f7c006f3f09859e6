"""Pulse: whether a model responds at all, so that one that has fallen silent does not hold up every answer.

A call that waits for its first word holds a thread as long as its provider lets it. Once several have waited long and
none was given a word, only one or two calls at a time still try; the other answers are quoted at once.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.writing.model_fault import fault
from index.errors import ModelFault

# A model on a processor alone reads one prompt after the other and may take a minute for each: some that wait are no
# sign that it hangs, so many are.
SILENCE_S, MOST_UNHEARD = 30.0, 8
# Those that still try while it is silent, so that it is heard when it speaks again.
_TRYING = 2


class Call:
    """A call to a model, which waits until it is `heard`."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.heard = False


class Pulse:
    """Whether a model answers, judged by its recent calls; any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[Call] = set()
        self._unheard = 0
        self._heard_at = time.monotonic()

    def fault(self) -> ModelFault | None:
        """Why the model must not be called now; None if it may be."""
        with self._lock:
            waited = sum(self._has_waited(call) for call in self._waiting)
            is_silent = self._unheard + waited >= MOST_UNHEARD
            return fault("model_silent") if is_silent and len(self._waiting) >= _TRYING else None

    @contextmanager
    def call(self) -> Iterator[Call]:
        """A call for the block, which tells `hear` of its first word; ModelFault if none is to be made."""
        if silent := self.fault():
            raise silent
        call = Call()
        with self._lock:
            self._waiting.add(call)
        try:
            yield call
        except ModelFault as failed:
            # what is refused or broken off at once is no silence
            if failed.code != "model_timeout":
                self.hear(call)
            raise
        finally:
            with self._lock:
                self._waiting.discard(call)
                self._unheard += not call.heard and self._has_waited(call)

    def hear(self, call: Call) -> None:
        """Note that the model has spoken."""
        with self._lock:
            call.heard = True
            self._waiting.discard(call)
            self._unheard, self._heard_at = 0, time.monotonic()

    def _has_waited(self, call: Call) -> bool:
        """Whether a call has waited long while the model gave nobody a word."""
        return time.monotonic() - max(call.began, self._heard_at) >= SILENCE_S
