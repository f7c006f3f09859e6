"""Signing: a person signs in on the page with a key; the browser then holds a token that no script can read."""

from html import escape
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.api.door import COOKIE, cookie
from assistant.api.opening import content_type
from assistant.api.service import Serving
from assistant.kept.keys import SIGNED_IN_S

_FORM = Path(__file__).with_name("sign_in.html")
_WRONG = "Khóa này không đúng hoặc đã bị thu hồi."
routes = APIRouter(include_in_schema=False)


@routes.get("/sign-in")
def form() -> HTMLResponse:
    """The form that asks for a key."""
    return _form()


@routes.post("/sign-in")
async def signed_in(request: Request, service: Serving) -> Response:
    """Sign in with the form's key and go to the page, or say that the key is unknown."""
    if content_type(request) != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    async with request.form(max_fields=5) as sent:
        given = sent.get("key")
    key = await run_in_threadpool(service.keys.of, given.strip()) if isinstance(given, str) else None
    if key is None:
        return _form(_WRONG, 401)
    token = await run_in_threadpool(service.keys.sign_in, key)
    response = RedirectResponse("./", 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=SIGNED_IN_S,
        path=request.scope.get("root_path", "") or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return response


@routes.post("/sign-out")
def signed_out(request: Request, service: Serving) -> Response:
    """End the browser's sign-in."""
    service.keys.sign_out(cookie(request.headers))
    response = RedirectResponse("sign-in", 303)
    response.delete_cookie(COOKIE, path=request.scope.get("root_path", "") or "/")
    return response


def _form(fault: str = "", status: int = 200) -> HTMLResponse:
    """The form, with what was wrong the time before."""
    told = f'<p role="alert">{escape(fault)}</p>' if fault else ""
    text = _FORM.read_text(encoding="utf-8").replace("{fault}", told)
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})
