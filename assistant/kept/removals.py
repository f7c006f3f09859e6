"""Removals: reports that leave after some seconds unless somebody brings them back.

The store sets them aside at once: no reader finds them, and if the process dies meanwhile the next opening erases them.
This file only keeps the time.
"""

import logging
import threading
from datetime import UTC, datetime, timedelta

from index import Index
from index.errors import TrichError

_LOG = logging.getLogger(__name__)
LONGEST_S = 120


class Removals:
    """The removals of one server that can still be undone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[threading.Timer, tuple[Index, str]] = {}

    def begin(self, index: Index, name: str, undo_s: float) -> tuple[str, str]:
        """Set a report aside and have it erased after so many seconds; returns its id and that time.

        If it is brought back and removed again, only the last removal counts.
        """
        report_id = index.set_aside(name)
        timer = threading.Timer(undo_s, lambda: self._end(timer))
        timer.daemon = True
        with self._lock:
            for earlier in [each for each, (_, other) in self._waiting.items() if other == report_id]:
                earlier.cancel()
                del self._waiting[earlier]
            self._waiting[timer] = index, report_id
        timer.start()
        until = datetime.now(UTC) + timedelta(seconds=undo_s)
        return report_id, until.isoformat(timespec="seconds")

    def close(self) -> None:
        """Erase now whatever still waits."""
        with self._lock:
            waiting = list(self._waiting)
        for timer in waiting:
            timer.cancel()
            self._end(timer)

    def _end(self, timer: threading.Timer) -> None:
        """Erase the report, whose time is over."""
        with self._lock:
            waited = self._waiting.pop(timer, None)
        if waited:
            index, report_id = waited
            try:
                index.finish([report_id])
            except TrichError:
                # it stays set aside, and the next opening erases it
                _LOG.exception("report %s could not be erased", report_id)
