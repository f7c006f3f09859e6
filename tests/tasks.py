"""What a test asks a worker to do: crash, hang, take memory, give too much."""

import os
import signal
import time
from collections.abc import Iterator


def crash(_argument: str) -> None:
    """End as a native parser does that reads where it may not."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(_argument: str) -> None:
    """Never come back."""
    time.sleep(1000)


def crawl(_argument: str) -> Iterator[None]:
    """Give one page after the other, each too late."""
    while True:
        time.sleep(0.3)
        yield None


def hoard(_argument: str) -> Iterator[dict[str, int]]:
    """Take memory until there is none."""
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))
        if not held:
            yield {}


def flood(_argument: str) -> Iterator[dict[str, str]]:
    """Give more than a report can hold."""
    yield {"text": "a" * (70 * 1024 * 1024)}


def number(size: str) -> Iterator[dict[str, int]]:
    """Tell the process's number, after having held so many bytes."""
    yield {"number": len(b"x" * int(size)) and os.getpid()}


def tell(_argument: str) -> Iterator[dict[str, object]]:
    """Give texts of all lengths: with characters beyond the first plane, and with half a pair of one."""
    yield TOLD


TOLD: dict[str, object] = {
    "text": "Thái Nguyên \U0001f600\n" * 200,
    "page": "\udc80 nửa đôi" * 200,
    "key": "ngắn",
    "pages": [1, 2],
    "said": {"title": "Dài " * 600},
}
