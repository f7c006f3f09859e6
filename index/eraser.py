"""Eraser: a thread that wipes removed reports from the store's files, piece by piece between other changes.

Nobody finds a report from the moment it is removed. Its words leave the files here, since writing a large store's
keyword files anew takes many seconds, for which no other change should wait.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator

from index.errors import TrichError

_LOG = logging.getLogger(__name__)


class Eraser:
    """The thread. `pieces` starts a wiping; each of its steps runs under `lock`."""

    def __init__(self, pieces: Callable[[], Iterator[None]], lock: threading.RLock) -> None:
        self._pieces = pieces
        self._lock = lock
        self._changed = threading.Condition()
        self._is_wanted = self._is_busy = self._is_leaving = False
        self._thread = threading.Thread(target=self._work, name="eraser", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """Start wiping whatever has been removed by now."""
        with self._changed:
            self._is_wanted = True
            self._changed.notify_all()

    def awaited(self, patience_s: float) -> bool:
        """Wait at most so many seconds until all is wiped; returns whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not (self._is_wanted or self._is_busy), patience_s)

    def stop(self) -> None:
        """Wipe what is left, without pauses, and end."""
        with self._changed:
            self._is_leaving = True
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        """Wipe whenever there is something to wipe, until told to stop."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_wanted or self._is_leaving)
                if not self._is_wanted:
                    return
                self._is_wanted, self._is_busy = False, True
            try:
                self._wipe()
            except TrichError as fault:
                # nothing is lost by it: the next removal, or the next opening, does it again
                _LOG.warning("what was removed is not wiped from the files yet: %s", fault)
            finally:
                with self._changed:
                    self._is_busy = False
                    self._changed.notify_all()

    def _wipe(self) -> None:
        """Wipe once; after each piece the lock is left to others for as long as the piece took."""
        pieces = self._pieces()
        while True:
            with self._lock:
                started = time.monotonic()
                if next(pieces, self) is self:
                    return
                took = time.monotonic() - started
            with self._changed:
                self._changed.wait_for(lambda: self._is_leaving, took)
