"""Faults: everything that can go wrong, the framework's own errors too, in the one error shape."""

import logging
import re
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from assistant.api.rules import methods
from index.errors import BadInput, TrichError

_LOG = logging.getLogger(__name__)


class ErrorDetail(BaseModel):
    """What happened: a code for programs, a sentence for people, the field it concerns."""

    code: str
    message: str
    param: str | None = None


class FaultBody(BaseModel):
    """The one error shape."""

    error: ErrorDetail


class Denied(TrichError):
    """A caller who may not: no key or a wrong one (401), a key with too small a scope (403)."""

    def __init__(self, status: int, code: str, vi: str, en: str) -> None:
        super().__init__(code, vi, en)
        self.http_status = status


class TooOften(TrichError):
    """A caller who asks more often than allowed; `retry_after` is in seconds."""

    http_status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "too_many_requests",
            f"Quá nhiều yêu cầu trong một phút. Hãy thử lại sau {retry_after} giây.",
            f"Too many requests within a minute. Try again in {retry_after} seconds.",
        )
        self.retry_after = retry_after


class Unavailable(TrichError):
    """The server has too much to do, or is about to stop; `retry_after` is in seconds."""

    http_status = 503

    def __init__(self, code: str, vi: str, en: str, retry_after: int = 5) -> None:
        super().__init__(code, vi, en)
        self.retry_after = retry_after


def busy(retry_after: int = 2) -> Unavailable:
    """Too much waits already."""
    return Unavailable(
        "server_busy",
        "Máy chủ đang có quá nhiều yêu cầu chờ. Hãy thử lại sau vài giây.",
        "Too many requests are waiting. Try again in a few seconds.",
        retry_after,
    )


# code, Vietnamese, English
_OF_STATUS: dict[int, tuple[str, str, str]] = {
    400: (
        "bad_request",
        "Không đọc được yêu cầu. Hãy gửi thân yêu cầu là JSON hợp lệ.",
        "The request cannot be read. Send valid JSON as its body.",
    ),
    403: (
        "foreign_origin",
        "Yêu cầu đến từ một trang web khác nên bị từ chối. Hãy mở trang của Trích rồi làm lại.",
        "The request comes from another web page and was refused. Open Trích's own page and try again.",
    ),
    404: (
        "path_not_found",
        "Không có địa chỉ này. Xem /openapi.json để biết các địa chỉ có thể gọi.",
        "There is no such path. See /openapi.json for those there are.",
    ),
    405: (
        "method_not_allowed",
        "Địa chỉ này không nhận phương thức đó. Xem /openapi.json.",
        "This path does not take that method. See /openapi.json.",
    ),
    408: (
        "body_not_sent",
        "Chờ mãi chưa nhận đủ thân yêu cầu. Hãy kiểm tra đường truyền rồi gửi lại.",
        "The rest of the body did not come. Check the connection and send again.",
    ),
    413: (
        "body_too_large",
        "Yêu cầu quá lớn. Hãy chia nhỏ rồi gửi lại.",
        "The request is too large. Split it and send again.",
    ),
    415: (
        "body_type_not_supported",
        "Thân yêu cầu phải là application/json; riêng /api/v1/reports còn nhận multipart/form-data."
        " Hãy đặt đúng Content-Type.",
        "The body must be application/json; /api/v1/reports takes multipart/form-data too."
        " Set the Content-Type accordingly.",
    ),
    406: (
        "not_acceptable",
        "Máy chủ không trả lời được ở dạng mà Accept đòi. Hãy đặt Accept là application/json, text/event-stream.",
        "The server cannot answer in the form that Accept asks for. Set it to application/json, text/event-stream.",
    ),
    421: (
        "host_not_allowed",
        "Máy chủ này chỉ trả lời ở địa chỉ của chính máy này, ví dụ http://127.0.0.1.",
        "This server answers only under this machine's own address, for example http://127.0.0.1.",
    ),
    431: (
        "head_too_large",
        "Phần đầu của yêu cầu quá dài. Hãy bớt tiêu đề hoặc cookie, rút ngắn địa chỉ rồi gửi lại.",
        "The request's head is too long. Send fewer headers or cookies, or a shorter address.",
    ),
    500: (
        "internal_error",
        "Máy chủ gặp lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, xem nhật ký của máy chủ.",
        "The server met an unforeseen error. Try again; if it stays, see the server's log.",
    ),
}

# What is no HTTP at all has the status of a body that is no JSON, and another reason.
_OF_CODE: dict[str, tuple[str, str, str]] = {
    "http_invalid": (
        "http_invalid",
        "Không đọc được yêu cầu: đây không phải là HTTP hợp lệ. Hãy kiểm tra chương trình gửi.",
        "The request cannot be read: it is no valid HTTP. Check the program that sends it.",
    ),
}

_INVALID: dict[str, tuple[str, str, str]] = {
    "missing": ("field_missing", "Thiếu trường “{name}”.", "The field “{name}” is missing."),
    "extra_forbidden": ("field_unknown", "Không có trường “{name}”. Hãy bỏ trường này hoặc sửa lại tên.",
                        "There is no field “{name}”. Leave it out or correct its name."),
    "json_invalid": ("bad_json", "Thân yêu cầu không phải JSON hợp lệ.", "The body is not valid JSON."),
}  # fmt: skip
_WRONG = (
    "field_invalid",
    "Không dùng được giá trị của “{name}”: {why}.",
    "The value of “{name}” cannot be used: {why}.",
)
_NO_OBJECT = (
    "body_no_object",
    "Thân yêu cầu phải là một đối tượng JSON, dạng {{…}}.",
    "The body must be a JSON object, like {{…}}.",
)
# Why a value cannot be used, by pydantic's name for it; the numbers come from its context.
_WHY: dict[str, tuple[str, str]] = {
    "string_type": ("phải là một chuỗi", "it must be a string"),
    "string_unicode": ("có ký tự không hợp lệ", "it holds characters that are no text"),
    "string_too_short": ("ngắn hơn {min_length} ký tự", "it is shorter than {min_length} characters"),
    "string_pattern_mismatch": ("phải có chữ hoặc số", "it must hold a letter or a digit"),
    "model_type": ("phải là một đối tượng, dạng {{…}}", "it must be an object, like {{…}}"),
    "model_attributes_type": ("phải là một đối tượng, dạng {{…}}", "it must be an object, like {{…}}"),
    "dict_type": ("phải là một đối tượng, dạng {{…}}", "it must be an object, like {{…}}"),
    "float_type": ("phải là một số", "it must be a number"),
    "string_too_long": ("dài quá {max_length} ký tự", "it is longer than {max_length} characters"),
    "int_type": ("phải là một số nguyên", "it must be a whole number"),
    "int_parsing": ("phải là một số nguyên", "it must be a whole number"),
    "int_from_float": ("phải là một số nguyên", "it must be a whole number"),
    "bool_type": ("phải là true hoặc false", "it must be true or false"),
    "bool_parsing": ("phải là true hoặc false", "it must be true or false"),
    "list_type": ("phải là một danh sách", "it must be a list"),
    "too_long": ("có quá {max_length} phần tử", "it has more than {max_length} items"),
    "too_short": ("phải có ít nhất {min_length} phần tử", "it needs at least {min_length} items"),
    "greater_than_equal": ("phải từ {ge} trở lên", "it must be at least {ge}"),
    "less_than_equal": ("nhiều nhất là {le}", "it must be at most {le}"),
    "no_id": ("phải là một chuỗi, một số hoặc null", "it must be a string, a number or null"),
    "literal_error": ("chỉ nhận {expected}", "it takes {expected} only"),
}
_WEIGHT = re.compile(r"[01](?:\.[0-9]{0,9})?")
# How pydantic names the kinds that a value may be of, which are no part of its place.
_BRANCH = re.compile(r"(?:constrained-)?str|list\[.*\]")
_ELSE = ("không đúng kiểu", "it is of another type")


def language(accepted: str | None) -> str:
    """The language of an answer to an Accept-Language header: "en" where it prefers that to "vi"."""
    best = {"vi": 0.0, "en": 0.0}
    for part in (accepted or "").lower().split(","):
        tag, *parameters = (each.strip() for each in part.split(";"))
        name = tag.partition("-")[0]
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        if name in best and _WEIGHT.fullmatch(weight):
            best[name] = max(best[name], float(weight))
    return "en" if best["en"] > best["vi"] else "vi"


def headers_of(error: TrichError) -> dict[str, str]:
    """What an error's response bears besides its body."""
    if isinstance(error, (TooOften, Unavailable)):
        return {"Retry-After": str(error.retry_after)}
    return {"WWW-Authenticate": "Bearer"} if error.http_status == 401 else {}


def shape(status: int, accepted: str | None, code: str = "") -> dict[str, Any]:
    """The error shape of an HTTP status, in the language of the Accept-Language header; `code` for a rarer one."""
    code, vi, en = _OF_CODE.get(code) or _OF_STATUS.get(status) or _OF_STATUS[400 if status < 500 else 500]
    return {"error": {"code": code, "message": en if language(accepted) == "en" else vi, "param": None}}


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
    """An error of ours."""
    assert isinstance(error, TrichError)
    return JSONResponse(error.to_json(language(_accepted(request))), error.http_status, headers_of(error))


def _of_framework(request: Request, error: Exception) -> JSONResponse:
    """An error that the framework raises: no such path, another method, an unreadable body."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405 and (taken := methods(get_route_path(request.scope))):
        # the framework knows of one route's methods alone
        headers["Allow"] = ", ".join(taken)
    return JSONResponse(shape(error.status_code, _accepted(request)), error.status_code, headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """What is wrong with a request's fields, or that its body is no JSON."""
    assert isinstance(error, RequestValidationError)
    fault = misfit(error.errors())
    status = 400 if fault.code == "bad_json" else fault.http_status
    return JSONResponse(fault.to_json(language(_accepted(request))), status)


def misfit(errors: Sequence[Any]) -> BadInput:
    """The first thing that is wrong with given fields, by pydantic's word, whose places begin with where they stand."""
    first = _nearest(errors)
    kind, name = str(first["type"]), _name(first["loc"])
    code, vi, en = _INVALID.get(kind, _WRONG)
    if not name and code in ("field_invalid", "field_missing"):
        code, vi, en = _NO_OBJECT
    why_vi, why_en = (why.format_map(first.get("ctx") or {}) for why in _WHY.get(kind, _ELSE))
    vi, en = vi.format(name=name, why=why_vi.replace(" or ", " hoặc ")), en.format(name=name, why=why_en)
    return BadInput(code, vi, en, None if code == "bad_json" else name or None)


def _nearest(errors: Sequence[Any]) -> Any:  # noqa: ANN401 - pydantic's own
    """The first error; of a value that may be of several kinds that of the kind which fits it furthest."""
    first = errors[0]
    *place, branch = first["loc"]
    if not _BRANCH.fullmatch(str(branch)):
        return first
    same = [one for one in errors if list(one["loc"][: len(place)]) == place]
    return max(same, key=lambda one: len(one["loc"]))


def _name(where: Sequence[int | str]) -> str:
    """A field's place without the part of the request it stands in: "history.0.question"."""
    return ".".join(str(part)[:80] for part in where[1:] if not _BRANCH.fullmatch(str(part)))


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an operation may answer besides its own result, with an example each, for the OpenAPI file."""
    return {status: _described(status) for status in sorted({*statuses, *_ANYWHERE})}


def _described(status: int) -> dict[str, Any]:
    """An error's description, shape and examples."""
    examples = {
        code: {"summary": en, "value": {"error": {"code": code, "message": vi, "param": None}}}
        for code, vi, en in _examples(status)
    }
    return {
        "description": _SAID[status],
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/FaultBody"},
                "examples": examples,
            }
        },
    }


def _examples(status: int) -> Sequence[tuple[str, str, str]]:
    """Errors of a status: code, Vietnamese, English."""
    own = _OF_STATUS.get(status)
    return [*([own] if own else []), *_EXAMPLES.get(status, ())]


_SAID = {
    400: "The body is no JSON",
    401: "A key is needed, or the one that was sent is not known",
    403: "The key's scope is too small, or the request comes from a page of another site",
    404: "There is nothing with that id",
    405: "The path does not take the method",
    408: "The rest of the body did not come",
    410: "The report was replaced or removed",
    413: "The body is too large",
    415: "The body has another type",
    421: "The server is not known by that name",
    422: "A field cannot be used",
    429: "Too many requests; see Retry-After",
    500: "An unforeseen error",
    503: "Too much to do, or the store or the language model cannot be used now; see Retry-After",
}
# Any request may meet these: they come from the layers before the routes, and from mistakes.
_ANYWHERE = (401, 403, 405, 413, 421, 422, 429, 500, 503)
_EXAMPLES: dict[int, tuple[tuple[str, str, str], ...]] = {
    401: (
        ("key_missing", "Cần có khóa.", "A key is needed."),
        ("key_unknown", "Khóa này không dùng được.", "The key is not known."),
    ),
    403: (("scope_too_small", "Khóa này không có quyền làm việc đó.", "The key may not do that."),),
    404: (
        (
            "report_not_found",
            "Không có văn bản nào có mã “x”. Xem các mã bằng `python -m index list`.",
            "There is no report with the id “x”. `python -m index list` shows the ids.",
        ),
    ),
    410: (("report_removed", "Văn bản x đã bị gỡ khỏi kho.", "Report x was removed from the store."),),
    422: (
        ("field_missing", "Thiếu trường “question”.", "The field “question” is missing."),
        (
            "field_invalid",
            "Không dùng được giá trị của “k”: phải từ 1 trở lên.",
            "The value of “k” cannot be used: it must be at least 1.",
        ),
    ),
    429: (
        (
            "too_many_requests",
            "Quá nhiều yêu cầu trong một phút. Hãy thử lại sau 3 giây.",
            "Too many requests within a minute. Try again in 3 seconds.",
        ),
    ),
    503: (
        (
            "store_opening",
            "Kho báo cáo đang được mở. Hãy thử lại sau vài giây.",
            "The store is being opened. Try again in a few seconds.",
        ),
        (
            "server_busy",
            "Máy chủ đang có quá nhiều yêu cầu chờ. Hãy thử lại sau vài giây.",
            "Too many requests are waiting. Try again in a few seconds.",
        ),
    ),
}


def _left(request: Request, error: Exception) -> JSONResponse:
    """Nobody is there to be told."""
    return JSONResponse(None, 400)


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    """A mistake of ours: logged with its traceback by the server, told without it.

    The framework sends this one past every layer of ours, so it takes the request's id along itself; and the server
    ends the connection after it.
    """
    request_id = request.scope.get("trich.id", "")
    headers = {"X-Request-ID": request_id, "Connection": "close"}
    return JSONResponse(shape(500, _accepted(request)), 500, headers)
