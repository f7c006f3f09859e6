"""Door: who may come in: with a key or sign-in if one is required, a sufficient scope, and not too often."""

import json
import math
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette._utils import get_route_path
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.denials import Denied, TooOften, headers_of
from assistant.api.preferred import language
from assistant.api.rules import Rule, rule
from assistant.api.statuses import shape
from assistant.kept.keys import Key, Keys
from assistant.kept.usage import Usage
from index.errors import TrichError

COOKIE = "trich"
LOCAL = "local"
# Callers whose counts are kept; the one seen longest ago is forgotten first.
_MOST_CALLERS = 10_000


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a server lets callers in; `rate` is requests a minute, 0 for any number.

    `keys_only` asks for a key even if none was made; `sign_in_header` names who signed in at a trusted proxy.
    """

    keys_only: bool = False
    rate: int = 0
    sign_in_header: str = ""


class Door:
    """The layer that lets a request in, or answers why not."""

    def __init__(self, app: ASGIApp, keys: Keys, usage: Usage, terms: Terms) -> None:
        self.app = app
        self._keys = keys
        self._usage = usage
        self._terms = terms
        self._rates = Rates(terms.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with the one error shape."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = rule(scope["method"], get_route_path(scope))
        try:
            if asked is None:
                await _answer(send, 404, shape(404, headers.get("accept-language")), {})
                return
            self._let_in(asked, scope, headers)
        except TrichError as refused:
            if asked and asked.need == "page" and refused.http_status == 401 and scope["path"].endswith("/"):
                await _answer(send, 303, None, {"Location": "sign-in"})
                return
            body = refused.to_json(language(headers.get("accept-language")))
            await _answer(send, refused.http_status, body, headers_of(refused))
            return
        if asked.name:
            self._usage.count(scope["trich.caller"], asked.name)
        await self.app(scope, receive, send)

    def _let_in(self, asked: Rule, scope: Scope, headers: Headers) -> None:
        """Note who calls; raises Denied or TooOften if the request may not pass."""
        wanted = self._terms.keys_only or bool(self._terms.sign_in_header) or self._keys.wanted()
        key = self._key(scope, headers) if wanted else None
        client = scope.get("client")
        if asked.name:
            self._rates.spend(f"address {client[0] if client else ''}")
            if key:
                self._rates.spend(f"key {key.key_id}")
        scope["trich.caller"] = key.key_id if key else LOCAL
        scope["trich.sees_all"] = not wanted or (key is not None and key.may("admin"))
        if not wanted or asked.need == "open":
            return
        if key is None:
            raise _no_key(headers)
        if not key.may("read" if asked.need == "page" else asked.need):
            raise Denied(
                403,
                "scope_too_small",
                f"Khóa này chỉ có quyền “{key.scope}”, việc này cần quyền “{asked.need}”. Hãy dùng khóa khác.",
                f"The key's scope is “{key.scope}”, this needs “{asked.need}”. Use another key.",
            )

    def _key(self, scope: Scope, headers: Headers) -> Key | None:
        """Whose request it is: by a key, a browser's sign-in, or a trusted proxy's word."""
        given = _bearer(headers)
        if given:
            return self._keys.of(given)
        token = cookie(headers)
        if token and (key := self._keys.signed_in(token)):
            return key
        name = headers.get(self._terms.sign_in_header, "") if self._terms.sign_in_header else ""
        if name and scope.get("trich.by_proxy"):
            return Key(f"user:{name[:100]}", name[:100], "write", "", None)
        return None


class Rates:
    """How much each caller may still ask: a bucket that fills again evenly over a minute."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, caller: str) -> None:
        """Count one request of a caller; raises TooOften if nothing is left."""
        if not self._a_minute:
            return
        now = time.monotonic()
        left, seen = self._left.pop(caller, (float(self._a_minute), now))
        left = min(left + (now - seen) * self._a_minute / 60, self._a_minute)
        enough = left >= 1
        self._left[caller] = (left - 1 if enough else left, now)
        if len(self._left) > _MOST_CALLERS:
            self._left.popitem(last=False)
        if not enough:
            raise TooOften(math.ceil((1 - left) * 60 / self._a_minute))


def cookie(headers: Headers) -> str:
    """The token of a browser's sign-in, "" for none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _bearer(headers: Headers) -> str:
    """The key of an Authorization or X-API-Key header, "" for none."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if kind.lower() == "bearer" else headers.get("x-api-key", "").strip()


def _no_key(headers: Headers) -> Denied:
    """The error for a missing key, or one that is not valid."""
    if _bearer(headers):
        return Denied(
            401,
            "key_unknown",
            "Khóa này không đúng hoặc đã bị thu hồi. Hãy hỏi người quản trị máy chủ để có khóa khác.",
            "The key is wrong or was revoked. Ask whoever runs the server for another.",
        )
    return Denied(
        401,
        "key_missing",
        "Cần có khóa: hãy gửi kèm “Authorization: Bearer KHÓA”, hoặc đăng nhập ở /sign-in.",
        "A key is needed: send “Authorization: Bearer KEY”, or sign in at /sign-in.",
    )


async def _answer(send: Send, status: int, body: object, headers: Mapping[str, str]) -> None:
    """A whole response."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    fields = {"content-type": "application/json", "content-length": str(len(content)), **headers}
    sent = [(name.lower().encode(), value.encode()) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": content})
