"""Frame: Gradio's frame with our head and styles in its document, its files and our script kept ready.

The frame would add our head by a script of its own, after all its files have come. Standing first in the document,
it lets a browser ask for everything at once, and our script listen before there is anything to click.
"""

import gzip
import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette._utils import get_route_path
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.assets import Asset, Assets
from assistant.api.body import parsed, taken
from index.errors import BadInput, NotFound

if TYPE_CHECKING:
    from assistant.page.dress import Dress

_SCRIPT = "page/main.js"
_JOIN, _DATA = "/gradio_api/queue/join", "/gradio_api/queue/data"
# What the frame has a link to the page show elsewhere: its own name, and that one should try it.
_CARDS = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
# The document is packed anew each time.
_QUICKLY = 1


class Frame:
    """The layer around the frame's own application."""

    def __init__(self, app: ASGIApp, dress: "Dress") -> None:
        self._app = app
        self._assets = Assets(dress.files)
        self._script = Asset.of(dress.script.encode(), "text/javascript")
        # what another version of the frame lacks is left out
        ahead = "".join(_told(name) for name in dress.ahead if name in self._assets)
        script = f'<script type="module" src="{_SCRIPT}?v={self._script.version}"></script>'
        self._head = f"{ahead}{dress.head}{script}".encode()
        self._styles = dress.styles.encode()
        self._acts = dress.acts
        self._knows = dress.knows

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is kept here, and leave the rest to the frame."""
        path = get_route_path(scope) if scope["type"] == "http" else ""
        folder, _, name = path.lstrip("/").rpartition("/")
        if path == "/":
            await self._document(scope, receive, send)
        elif path == f"/{_SCRIPT}":
            is_lasting = scope["query_string"].decode("latin-1") == f"v={self._script.version}"
            await self._script.response(scope, is_lasting)(scope, receive, send)
        elif folder == "page":
            await Response(status_code=404)(scope, receive, send)
        elif path == _JOIN and scope["method"] == "POST":
            body, again = await taken(scope, receive)
            self._check(body)
            await self._app(scope, again, send)
        elif path == _DATA and (
            session := parse_qs(scope["query_string"].decode("latin-1")).get("session_hash")
        ):
            # the frame would begin an answer and break it off
            if not self._knows(session[0]):
                raise _unknown()
            await self._app(scope, receive, send)
        elif folder == "assets" and (asset := self._assets.of(name)):
            await asset.response(scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check(self, body: bytes) -> None:
        """Raise BadInput for an object that asks for what this frame does not do; the frame refuses all else."""
        try:
            match parsed(body):
                case {"fn_index": int(act), "data": list(values)} if self._acts.get(act) == len(values):
                    return
                case dict():
                    raise BadInput(
                        "page_outdated",
                        "Trang đang mở không khớp với máy chủ, có thể vì máy chủ đã được nâng cấp. Hãy tải lại trang.",
                        "The open page does not fit the server, which may have been updated. Load the page again.",
                        "fn_index",
                    )
        except (ValueError, RecursionError):
            return

    async def _document(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the page's document, which must not be compressed before the head is in it."""
        taken = b"accept-encoding"
        is_packed = any(name == taken and b"gzip" in value for name, value in scope["headers"])
        unpacked = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != taken]}
        await self._app(unpacked, receive, _Document(self._head, self._styles, is_packed, send).send)


def _unknown() -> NotFound:
    """The page that asks has asked for nothing since the server started."""
    return NotFound(
        "page_unknown",
        "Máy chủ không biết trang này, có thể vì máy chủ vừa khởi động lại. Hãy tải lại trang.",
        "The server does not know this page, perhaps because it was restarted. Load the page again.",
        "session_hash",
    )


class _Document:
    """The frame's document with our head put first, compressed if the browser can take that.

    The styles stand at its end, behind the sheets that the frame still adds to the head.
    """

    def __init__(self, head: bytes, styles: bytes, is_packed: bool, send: Send) -> None:
        self._head = head
        self._styles = styles
        self._is_packed = is_packed
        self._send = send
        self._begun: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        """Hold the document back until it is whole."""
        if message["type"] == "http.response.start":
            self._begun = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        before, begin, rest = _CARDS.sub(b"", self._body).partition(b"<head>")
        middle, end, after = rest.rpartition(b"</body>")
        body = before + begin + self._head + middle + self._styles + end + after if begin else self._body
        headers = [pair for pair in self._begun["headers"] if pair[0].lower() != b"content-length"]
        if self._is_packed:
            body = gzip.compress(body, _QUICKLY)
            headers += [(b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding")]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._begun, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _told(name: str) -> str:
    """A link by which the browser fetches at once a file that the frame's script will ask for later."""
    kind = 'rel="modulepreload" as="script"' if name.endswith(".js") else 'rel="preload" as="style"'
    return f'<link {kind} crossorigin href="assets/{escape(name)}">'
