"""Paced: only so many requests begin in one turn of the event loop, and the next ones in the next turn.

All who connect at the same moment would otherwise be read and checked in one turn, during which nothing else is
served: no finished answer is sent, no stream gets its next event.
"""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

# One takes about a millisecond until its work is at a desk, three where threads compute beside it.
A_TURN = 8


class Paced:
    """The layer; requests keep the order in which they came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._places = asyncio.Semaphore(A_TURN)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on once it is its turn."""
        if scope["type"] == "http":
            await self._places.acquire()
            asyncio.get_running_loop().call_soon(self._places.release)
        await self.app(scope, receive, send)
