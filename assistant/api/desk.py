"""Desk: the work that requests ask for, some of it at once in threads, some waiting, the rest refused.

Answers are computation: more threads than cores would only take turns, and the loop that serves everybody
would wait for them. A request that is given up, by its client or by time, has its work told to end.
"""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from assistant.api.denials import Unavailable, busy

# As many as there are cores, two at least: one may wait for the disk.
AT_ONCE_QUOTING = max(os.cpu_count() or 1, 2)
# A model's words come over the network; a thread that waits for them costs nothing.
AT_ONCE_WRITING = 32
MOST_WAITING = 256

Made = TypeVar("Made")
# Work looks at the event now and then, and ends early once it is set.
Work = Callable[[threading.Event], Made]


class Desk:
    """One server's threads and who waits for them."""

    def __init__(self, at_once: int, most_waiting: int, limit_s: float) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="desk")
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._taken = 0
        self._is_closing = False

    @property
    def working(self) -> int:
        """How many are worked on now."""
        return min(self._taken, self._at_once)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return max(self._taken - self._at_once, 0)

    async def carry_out(self, request: Request, work: Work[Made]) -> Made:
        """The work's result; Unavailable if too many wait or it takes too long, ClientDisconnect if nobody does."""
        left = threading.Event()
        made = self.begin(work, left)
        gone = asyncio.ensure_future(_gone(request))
        result = asyncio.wrap_future(made)
        try:
            waited: set[asyncio.Future[Any]] = {result, gone}
            await asyncio.wait(waited, timeout=self._limit_s, return_when=asyncio.FIRST_COMPLETED)
            if result.done():
                return result.result()
            raise ClientDisconnect if gone.done() else late(self._limit_s)
        finally:
            left.set()
            gone.cancel()
            result.cancel()

    def begin(self, work: Work[Made], left: threading.Event) -> Future[Made]:
        """Start work or let it wait its turn; raises Unavailable (`server_busy`, `server_stopping`)."""
        with self._lock:
            if self._is_closing:
                raise Unavailable(
                    "server_stopping",
                    "Máy chủ đang dừng. Hãy thử lại sau khi máy chủ chạy lại.",
                    "The server is stopping. Try again once it runs again.",
                )
            if self._taken >= self._most:
                raise busy()
            self._taken += 1

        def worked() -> Made:
            """The work, unless nobody waits for it any more."""
            if left.is_set():
                raise ClientDisconnect
            return work(left)

        made = self._threads.submit(worked)
        made.add_done_callback(self._freed)
        return made

    async def emptied(self, patience_s: float) -> None:
        """Take nothing more, and wait until all that was taken is done, at most so many seconds."""
        with self._lock:
            self._is_closing = True
        deadline = asyncio.get_running_loop().time() + patience_s
        while self._taken and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.05)

    def close(self) -> None:
        """Let the threads end; work that has not begun never will."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _freed(self, _made: Future[Made]) -> None:
        """Free a place."""
        with self._lock:
            self._taken -= 1


def late(limit_s: float) -> Unavailable:
    """The error for work that took longer than an answer may."""
    return Unavailable(
        "time_limit",
        f"Chưa làm xong trong {limit_s:g} giây nên không chờ nữa. Hãy hỏi ngắn hơn, hoặc thử lại sau.",
        f"It was not done within {limit_s:g} seconds and is waited for no longer. Ask less, or try later.",
    )


async def _gone(request: Request) -> None:
    """Wait until the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
