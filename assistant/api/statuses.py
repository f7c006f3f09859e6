"""Statuses: the one error shape, and the message for each HTTP status in the caller's language. Pure."""

from typing import Any

from pydantic import BaseModel

from assistant.api.preferred import language


class ErrorDetail(BaseModel):
    """What happened: a code for programs, a sentence for people, the field it concerns."""

    code: str
    message: str
    param: str | None = None


class FaultBody(BaseModel):
    """The one error shape."""

    error: ErrorDetail


# code, Vietnamese, English
OF_STATUS: dict[int, tuple[str, str, str]] = {
    400: (
        "bad_request",
        "Không đọc được yêu cầu. Hãy gửi thân yêu cầu là JSON hợp lệ, mã hóa UTF-8, không nén.",
        "The request cannot be read. Send valid JSON as its body, in UTF-8 and not compressed.",
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


def shape(status: int, accepted: str | None, code: str = "") -> dict[str, Any]:
    """The error shape of an HTTP status, in the language of the Accept-Language header; `code` for a rarer one."""
    code, vi, en = _OF_CODE.get(code) or OF_STATUS.get(status) or OF_STATUS[400 if status < 500 else 500]
    return {"error": {"code": code, "message": en if language(accepted) == "en" else vi, "param": None}}
