"""Documented: the errors that an operation may answer with, as the OpenAPI file describes them. Pure."""

from collections.abc import Sequence
from typing import Any

from assistant.api.statuses import OF_STATUS


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that an operation may answer with, each with an example, for the OpenAPI file."""
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
    own = OF_STATUS.get(status)
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
            "Không có văn bản nào có mã “x”. Xem các mã bằng `python -m index list`, qua HTTP bằng"
            " `GET /api/v1/reports`.",
            "There is no report with the id “x”. `python -m index list` shows the ids, over HTTP"
            " `GET /api/v1/reports`.",
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
