"""Helper for tests: wait until something is so, which a busy machine may take long for."""

import time
from collections.abc import Callable
from typing import TypeVar

# Long enough for a busy machine; what a figure is, is measured in benchmarks/.
PATIENCE_S = 180.0

_T = TypeVar("_T")


def until(so: Callable[[], _T], otherwise: str = "it did not come about") -> _T:
    """What `so` gives, once that is something; the test fails with the other words where it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := so()):
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)
    return found
