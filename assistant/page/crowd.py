"""Crowd: how many are busy with something at the same moment."""

import threading


class Crowd:
    """A count that goes up while a `with` block of it runs, on any thread."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> "Crowd":
        with self._lock:
            self.count += 1
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self.count -= 1
