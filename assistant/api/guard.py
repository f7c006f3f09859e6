"""Guard: what is refused before any route sees it: foreign pages, foreign host names, bodies without end."""

import json
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.faults import shape

# A question, a search or a hundred claims are far smaller; what the page's own frame sends is too.
LARGEST_BODY = 2 * 1024**2
# One report file, with what a form puts around it.
LARGEST_UPLOAD = 65 * 1024**2
_SAFE = {"GET", "HEAD", "OPTIONS"}
# No script of another site may run here, and nothing of this page may reach another machine. The frame needs
# inline scripts and styles and compiles its templates.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class TooLarge(Exception):
    """The body went over its limit."""


class Guard:
    """An ASGI layer that refuses with the one error shape, and sets the headers that every response bears."""

    def __init__(self, app: ASGIApp, host: str, uploads: frozenset[str]) -> None:
        """`host` is the address the server binds; `uploads` are the paths that take files."""
        self.app = app
        self._names = _own_names(host)
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            # the page and the API speak HTTP alone
            await (self.app(scope, receive, send) if scope["type"] == "lifespan" else _close(send))
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        limit = LARGEST_UPLOAD if scope["path"] in self._uploads else LARGEST_BODY
        if not refusal and int(_digits(headers.get("content-length"))) > limit:
            refusal = 413
        if refusal:
            await _refuse(send, refusal, headers)
            return
        await self._bounded(scope, receive, send, limit, headers)

    def _refusal(self, method: str, headers: Headers) -> int:
        """403 for a page of another site, 421 for a name that is not this server's, 0 for neither."""
        host = headers.get("host", "")
        if self._names and _hostname(host) not in self._names:
            return 421
        if method in _SAFE:
            return 0
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403
        return 403 if headers.get("sec-fetch-site") == "cross-site" else 0

    async def _bounded(
        self, scope: Scope, receive: Receive, send: Send, limit: int, headers: Headers
    ) -> None:
        """Pass the request on, its body counted as it comes."""
        got, over, started = 0, False, False

        async def counted() -> Message:
            nonlocal got, over
            message = await receive()
            got += len(message.get("body", b""))
            over = got > limit
            if over:
                raise TooLarge
            return message

        async def headed(message: Message) -> None:
            nonlocal started
            if over and not started:
                return  # whatever the reading made of it, the answer is that it is too large
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        with suppress(TooLarge):
            await self.app(scope, counted, headed)
        if over and not started:
            await _refuse(send, 413, headers)


def _own_names(host: str) -> frozenset[str]:
    """The names a browser may call a loopback server by; none are held to for another address."""
    if not is_loopback(host):
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", host.lower()})


def is_loopback(host: str) -> bool:
    """Whether an address to bind reaches this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _hostname(host: str) -> str:
    """The name in a Host header, without the port and an IPv6 address's brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _digits(text: str | None) -> str:
    """A Content-Length's digits, "0" for anything else: the body is counted anyway."""
    return text if text and text.isascii() and text.isdigit() else "0"


async def _close(send: Send) -> None:
    """Refuse a WebSocket."""
    await send({"type": "websocket.close", "code": 1003})


async def _refuse(send: Send, status: int, headers: Mapping[str, str]) -> None:
    """Answer with the error shape of the status and read no more of the request."""
    body = json.dumps(shape(status, headers.get("accept-language")), ensure_ascii=False).encode()
    fields = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*fields, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
