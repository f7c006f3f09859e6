"""Guard: what is refused before any route sees it: other sites' pages, other host names, endless bodies."""

import asyncio
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from starlette._utils import get_route_path
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.statuses import shape
from assistant.loopback import is_loopback

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
    # with "no-referrer" a browser would not tell the origin of its own form either, which is then refused
    (b"referrer-policy", b"same-origin"),
]


# Seconds between two pieces of a body, and for all of one that is no upload.
_PIECE_S, _BODY_S, _UPLOAD_S = 30.0, 60.0, 900.0


class Unreadable(Exception):
    """The body went over its limit, or did not come."""


class Guard:
    """An ASGI layer that refuses with the one error shape, and sets the headers that every response has."""

    def __init__(self, app: ASGIApp, host: str, uploads: frozenset[str], names: Collection[str] = ()) -> None:
        """`host` is the address the server binds, `names` what else it is called by; `uploads` take files."""
        self.app = app
        self._names = _own_names(host, names)
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        uploading = get_route_path(scope) in self._uploads
        limit = LARGEST_UPLOAD if uploading else LARGEST_BODY
        if not refusal and int(_digits(headers.get("content-length"))) > limit:
            refusal = 413
        if refusal:
            await _refuse(send, refusal, headers)
            return
        await self._bounded(scope, receive, send, limit, _UPLOAD_S if uploading else _BODY_S, headers)

    def _refusal(self, method: str, headers: Headers) -> int:
        """400 for two host names, 421 for one that is not this server's, 403 for another site's page, else 0."""
        if len(headers.getlist("host")) > 1:
            return 400
        host = headers.get("host", "")
        if self._names and _hostname(host) not in self._names:
            return 421
        if method in _SAFE:
            return 0
        origin = headers.get("origin")
        if origin is not None and _place(origin) != host.lower():
            return 403
        return 403 if headers.get("sec-fetch-site") == "cross-site" else 0

    async def _bounded(
        self, scope: Scope, receive: Receive, send: Send, limit: int, patience_s: float, headers: Headers
    ) -> None:
        """Pass the request on, its body counted and timed as it comes."""
        got, fault, started, whole = 0, 0, False, False
        deadline = asyncio.get_running_loop().time() + patience_s

        async def counted() -> Message:
            nonlocal got, fault, whole
            if whole:
                return await receive()
            try:
                left = deadline - asyncio.get_running_loop().time()
                async with asyncio.timeout(min(left, _PIECE_S)):
                    message = await receive()
            except TimeoutError:
                fault = 408
                raise Unreadable from None
            got += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if got > limit:
                fault = 413
                raise Unreadable
            return message

        async def headed(message: Message) -> None:
            nonlocal started
            if fault and not started:
                return  # whatever the reading made of it, the answer is that it cannot be read
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        with suppress(Unreadable):
            await self.app(scope, counted, headed)
        if fault and not started:
            await _refuse(send, fault, headers)


def _own_names(host: str, names: Collection[str]) -> frozenset[str]:
    """The names that a browser may call the server by; beyond loopback any name will do unless some were given."""
    if not is_loopback(host) and not names:
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", host.lower(), *(name.lower() for name in names)})


def _place(origin: str) -> str:
    """The name and port in an Origin header, "" if it names none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _hostname(host: str) -> str:
    """The name in a Host header, without the port and an IPv6 address's brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _digits(text: str | None) -> str:
    """A Content-Length's digits, "0" for anything else: the body is counted anyway."""
    return text if text and text.isascii() and text.isdigit() else "0"


async def _refuse(send: Send, status: int, headers: Mapping[str, str]) -> None:
    """Answer with the error shape of the status and read no more of the request."""
    code = "http_invalid" if status == 400 else ""
    body = json.dumps(shape(status, headers.get("accept-language"), code), ensure_ascii=False).encode()
    fields = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*fields, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
