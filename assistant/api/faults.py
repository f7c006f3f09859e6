"""Faults: whatever goes wrong with a request, even the framework's own errors, answered in the one error shape."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from assistant.api.denials import headers_of
from assistant.api.misfit import misfit
from assistant.api.preferred import language
from assistant.api.rules import methods
from assistant.api.statuses import shape
from index.errors import TrichError


def install(api: FastAPI) -> None:
    """Have the API answer every error in the one shape."""
    api.add_exception_handler(TrichError, _known)
    api.add_exception_handler(HTTPException, _of_framework)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(ClientDisconnect, _left)
    api.add_exception_handler(Exception, _unforeseen)


def _accepted(request: Request) -> str | None:
    """The request's Accept-Language header."""
    return request.headers.get("accept-language")


def _known(request: Request, error: Exception) -> JSONResponse:
    """Answer an error of our own."""
    assert isinstance(error, TrichError)
    return JSONResponse(error.to_json(language(_accepted(request))), error.http_status, headers_of(error))


def _of_framework(request: Request, error: Exception) -> JSONResponse:
    """Answer an error that the framework raises: no such path, wrong method, unreadable body."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405 and (taken := methods(get_route_path(request.scope))):
        # the framework knows of one route's methods alone
        headers["Allow"] = ", ".join(taken)
    return JSONResponse(shape(error.status_code, _accepted(request)), error.status_code, headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Answer what is wrong with a request's fields, or that its body is not JSON."""
    assert isinstance(error, RequestValidationError)
    fault = misfit(error.errors())
    status = 400 if fault.code == "bad_json" else fault.http_status
    return JSONResponse(fault.to_json(language(_accepted(request))), status)


def _left(request: Request, error: Exception) -> JSONResponse:
    """Answer a client that has left, with an empty response that nobody reads."""
    return JSONResponse(None, 400)


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    """Answer a bug: the server logs its traceback, the client is told without it.

    The framework sends this response past every layer of ours, so it carries the request's id itself; the server ends
    the connection after it.
    """
    request_id = request.scope.get("trich.id", "")
    headers = {"X-Request-ID": request_id, "Connection": "close"}
    return JSONResponse(shape(500, _accepted(request)), 500, headers)
