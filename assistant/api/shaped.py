"""Shaped: a layer over other people's code (Gradio's frame, MCP) that gives its errors the one shape, too."""

import json
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.statuses import shape

# What an error's response may still say beside its body.
_KEPT = (b"allow", b"retry-after", b"www-authenticate")


class Shaped:
    """The layer; an error whose media type is in `left_alone` belongs to its own protocol and passes as it is."""

    def __init__(self, app: ASGIApp, left_alone: Collection[str] = ()) -> None:
        self.app = app
        self._left_alone = left_alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, replacing an error's body by ours."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        replaced = False

        async def shaped(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message["type"] == "http.response.start" and message["status"] >= 400:
                kind = Headers(raw=message.get("headers", [])).get("content-type", "").partition(";")[0]
                if kind not in self._left_alone:
                    replaced = True
                    await _told(scope, message, send)
                    return
            await send(message)

        await self.app(scope, receive, shaped)


async def _told(scope: Scope, begun: Message, send: Send) -> None:
    """Send the one error shape of the response's status in its place."""
    accepted = Headers(scope=scope).get("accept-language")
    body = json.dumps(shape(begun["status"], accepted), ensure_ascii=False).encode()
    kept = [(name, value) for name, value in begun.get("headers", []) if name.lower() in _KEPT]
    own = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({**begun, "headers": [*own, *kept]})
    await send({"type": "http.response.body", "body": body})
