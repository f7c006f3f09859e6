"""Server: uvicorn as this API needs it: a stop that finishes what was asked, and no connections that stay silent."""

import asyncio
import json
import secrets
import socket
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.api.service import Service
from assistant.api.statuses import shape

# A page left open holds a connection for as long as it is open; a stop does not wait for those.
_GRACE_S = 3
# Seconds for a request's head to be there, from its connection on or from its first byte.
_HEAD_S = 20.0
# Bytes of a request's head; a browser's cookies are some kilobytes.
_LONGEST_HEAD = 64 * 1024
# Connections at once; one more is closed, so that the rest can be served.
MOST_CONNECTIONS = 4096


def create_server(api: FastAPI, **options: Any) -> uvicorn.Server:  # noqa: ANN401 - uvicorn's own
    """A server for the API; `options` are uvicorn's, over the usual ones."""
    usual: dict[str, Any] = {
        "http": _Connection,
        # the page and the API speak HTTP alone: who asks to change to another protocol is answered in this one
        "ws": "none",
        "lifespan": "on",
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": _GRACE_S,
        # believed where the settings name a proxy, by a layer of the API's own
        "proxy_headers": False,
        "server_header": False,
    }
    return _Server(uvicorn.Config(api, **usual | options))


class _Server(uvicorn.Server):
    """A server that finishes the answers in hand before it stops."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more work, wait for what is in hand, then stop as usual."""
        app = self.config.app
        assert isinstance(app, FastAPI)
        service: Service = app.state.service
        await service.emptied()
        await super().shutdown(sockets)


class _Connection(HttpToolsProtocol):
    """A connection that is closed if a request's head does not come in time."""

    _late: asyncio.TimerHandle | None = None
    _head = 0
    _is_headed = False
    # bytes since the last of a body: what is put around its pieces and after it
    _around = 0
    _is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a head, or turn the connection away if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a head after an answered request begin another wait; those of a body do not."""
        if self._is_refused:
            return
        if self._late is None and (self.cycle is None or self.cycle.response_complete):
            self._expect_head()
        self._head += len(data)
        self._around += len(data)
        super().data_received(data)
        if self._late is not None and self._head > _LONGEST_HEAD:
            self._refuse(431)
        elif self._is_headed and self._around > _LONGEST_HEAD + len(data):
            self.transport.close()

    def on_message_begin(self) -> None:
        """Begin another request."""
        self._is_headed = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head, but none that comes after the body: it was not there when the head was checked."""
        if not self._is_headed:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body, which is counted when it is read."""
        self._around = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is complete."""
        self._is_headed = False
        super().on_message_complete()

    def on_headers_complete(self) -> None:
        """Note that the head is complete, or refuse it if even its last piece makes it too long."""
        self._stop_waiting()
        self._is_headed, self._around = True, 0
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _LONGEST_HEAD:
            self._refuse(431)
            raise ValueError("the head is too long")
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP in the one error shape, too."""
        self._refuse(400, "http_invalid")

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing to warn of: the request is answered as it is."""

    def _refuse(self, status: int, code: str = "") -> None:
        """Answer with the error shape of a status, once, and end the connection."""
        if self._is_refused or self.transport.is_closing():
            return
        self._is_refused = True
        self._stop_waiting()
        body = json.dumps(shape(status, None, code=code), ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\n"
            f"x-request-id: {secrets.token_hex(8)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _expect_head(self) -> None:
        """Close the connection unless a head comes in time."""
        self._head = 0
        self._late = self.loop.call_later(_HEAD_S, self.transport.close)

    def _stop_waiting(self) -> None:
        """Stop waiting for a head."""
        if self._late:
            self._late.cancel()
            self._late = None
