"""Held: the vectors of passages that were read last, for Chroma takes as long to give them as to find them."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

# Vectors held in memory, 0.8 KB each.
_MOST_HELD = 32_768


class Held:
    """Those of them that nothing was written over since; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._version = 0

    def of(self, passage_ids: Iterable[str]) -> tuple[dict[str, NDArray[np.float32]], int]:
        """Those of the passages that are held, in their order, and the version of what Chroma holds."""
        with self._lock:
            return {name: self._rows[name] for name in passage_ids if name in self._rows}, self._version

    def put(self, rows: Mapping[str, NDArray[np.float32]], version: int) -> None:
        """Hold these too, unless something was written since they were read in that version."""
        with self._lock:
            if version == self._version:
                self._rows.update(rows)
                while len(self._rows) > _MOST_HELD:
                    self._rows.popitem(last=False)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """What is written in the block is not held as it was before, whatever is read meanwhile."""
        self._forget()
        try:
            yield
        finally:
            self._forget()

    def _forget(self) -> None:
        """Hold nothing, and nothing that is being read now."""
        with self._lock:
            self._rows.clear()
            self._version += 1
