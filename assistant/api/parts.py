"""Parts: a path's parts as the client separated them, so that a report's key with a slash in it is one part.

The server decodes a path before it is split. Under the reports' path an encoded slash is kept apart from those that
separate, as a character that no request can hold, until the report's name is read.
"""

import re
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Path
from pydantic import BeforeValidator
from starlette.types import ASGIApp, Receive, Scope, Send

_ENCODED = re.compile(rb"%2f", re.IGNORECASE)
# a lone surrogate: bytes that are no UTF-8 are decoded as U+FFFD, never as this
_SLASH = "\ud800"


class Parts:
    """The layer; `root_path` is where a proxy puts the server, `under` the path whose parts may hold slashes."""

    def __init__(self, app: ASGIApp, root_path: str, under: str) -> None:
        self.app = app
        self._begin = tuple(quote(root).encode() + under.encode() for root in {root_path, ""})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with encoded slashes kept apart under the reports' path."""
        came: bytes = scope.get("raw_path") or b""
        if came.startswith(self._begin) and _ENCODED.search(came):
            parts = (unquote(part.decode("ascii", "replace")) for part in _ENCODED.split(came))
            scope = {**scope, "path": _SLASH.join(parts)}
        await self.app(scope, receive, send)


def _whole(name: object) -> object:
    """A report's name with its encoded slashes decoded."""
    return name.replace(_SLASH, "/") if isinstance(name, str) else name


ReportName = Annotated[
    str,
    BeforeValidator(_whole),
    Path(description="The report's `report_id`, else its `key`, percent-encoded: a slash as %2F"),
]
