"""Usage: how often each caller used each thing, by day; counted in memory and stored every few seconds."""

import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from assistant.records import Records


class Usage:
    """The counts of one server; a crash loses those that were not stored yet."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def count(self, caller: str, what: str) -> None:
        """One more use of `what` today."""
        with self._lock:
            self._counts[datetime.now(UTC).date().isoformat(), caller, what] += 1

    def write(self) -> None:
        """Store what was counted since the last time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            self._records.write_many(
                "INSERT INTO usage VALUES (?, ?, ?, ?)"
                " ON CONFLICT (day, caller, what) DO UPDATE SET count = count + excluded.count",
                [(*each, count) for each, count in counts.items()],
            )

    def days(self, caller: str | None, since: str) -> list[dict[str, Any]]:
        """The counts from a day on, of one caller or of all, newest first."""
        self.write()
        rows = self._records.rows(
            "SELECT day, caller, what, count FROM usage WHERE day >= ? AND (? IS NULL OR caller = ?)"
            " ORDER BY day DESC, caller, what",
            since, caller, caller,
        )  # fmt: skip
        return [dict(zip(("day", "caller", "what", "count"), row, strict=True)) for row in rows]
