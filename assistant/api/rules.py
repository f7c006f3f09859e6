"""Rules: what each path takes, which scope it needs, whether it counts against a limit.

What has no rule is not served: a route that is added without one answers 404, and a test names it.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from starlette.routing import compile_path

from assistant.kept.keys import Scope

# A scope's key where keys are wanted; "open" for anybody; "page" for who has signed in there.
Need = Scope | Literal["open", "page"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method of a path requires; `name` is what its use is counted under, "" if it is not counted."""

    method: str
    path: str
    need: Need
    name: str = ""


RULES = (
    Rule("GET", "/healthz", "open"),
    Rule("GET", "/readyz", "open"),
    Rule("GET", "/openapi.json", "open"),
    Rule("GET", "/metrics", "admin"),
    Rule("GET", "/sign-in", "open"),
    Rule("POST", "/sign-in", "open", "sign_in"),
    Rule("POST", "/sign-out", "open"),
    Rule("POST", "/api/v1/ask", "read", "ask"),
    Rule("POST", "/api/v1/search", "read", "search"),
    Rule("POST", "/api/v1/compare", "read", "ask"),
    Rule("POST", "/api/v1/verify", "read", "verify"),
    Rule("POST", "/api/v1/lookup", "read", "lookup"),
    Rule("GET", "/api/v1/about", "read", "about"),
    Rule("GET", "/api/v1/citations/{citation_id}", "read", "citation"),
    Rule("GET", "/api/v1/reports", "read", "reports"),
    Rule("POST", "/api/v1/reports", "write", "add"),
    Rule("GET", "/api/v1/reports/{report_id}", "read", "report"),
    Rule("PATCH", "/api/v1/reports/{report_id}", "write", "correct"),
    Rule("DELETE", "/api/v1/reports/{report_id}", "write", "remove"),
    Rule("POST", "/api/v1/reports/{report_id}/restore", "write", "remove"),
    Rule("GET", "/api/v1/reports/{report_id}/text", "read", "report"),
    Rule("GET", "/api/v1/reports/{report_id}/original", "read", "original"),
    Rule("GET", "/api/v1/reports/{report_id}/pages/{page}", "read", "page"),
    Rule("GET", "/api/v1/reports/{report_id}/pages/{page}/marks", "read", "page"),
    Rule("GET", "/api/v1/facets", "read", "facets"),
    Rule("GET", "/api/v1/tasks/{task_id}", "write", "task"),
    Rule("DELETE", "/api/v1/tasks/{task_id}", "write", "task"),
    Rule("POST", "/api/v1/feedback", "read", "feedback"),
    Rule("GET", "/api/v1/usage", "read", "usage"),
    Rule("POST", "/v1/chat/completions", "read", "chat"),
    Rule("GET", "/v1/models", "read", "models"),
    Rule("GET", "/v1/models/{model}", "read", "models"),
    Rule("POST", "/mcp", "read", "mcp"),
)
# A browser asks for it where people sign in, too.
_ICON = "/favicon.ico"
# What the page asks its frame for; it needs none of the frame's uploads, proxies and file paths.
PAGE = (
    "/page/",
    "/assets/",
    "/static/",
    "/theme.css",
    _ICON,
    "/robots.txt",
    "/config",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/app_id",
)
_OF_PAGE = Rule("", "/", "page")
_OF_ICON = Rule("", _ICON, "open")


def rule(method: str, path: str) -> Rule | None:
    """The rule for a request; None for a path that is not served.

    A method that a path does not take gets the path's first rule: only those who may use a path learn its methods.
    """
    if is_page(path):
        return _OF_ICON if path == _ICON else _OF_PAGE
    known = [one for one in RULES if _pattern(one.path).match(path)]
    return next((one for one in known if one.method == method), known[0] if known else None)


def methods(path: str) -> list[str]:
    """The methods that a path takes, HEAD along with GET."""
    taken = [one.method for one in RULES if _pattern(one.path).match(path)]
    return sorted({*taken, *(["HEAD"] if "GET" in taken else [])})


def is_page(path: str) -> bool:
    """Whether the page's frame answers the path."""
    return path == "/" or path.startswith(PAGE)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    """A path's pattern as the routes match it."""
    return compile_path(path)[0]
