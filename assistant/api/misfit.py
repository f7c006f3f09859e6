"""Misfit: what is wrong with the fields of a request, from pydantic's errors. Pure."""

import re
from collections.abc import Sequence
from typing import Any

from index.errors import SHOWN, BadInput

_INVALID: dict[str, tuple[str, str, str]] = {
    "missing": ("field_missing", "Thiếu trường “{name}”.", "The field “{name}” is missing."),
    "extra_forbidden": ("field_unknown", "Không có trường “{name}”. Hãy bỏ trường này hoặc sửa lại tên.",
                        "There is no field “{name}”. Leave it out or correct its name."),
    "json_invalid": ("bad_json", "Thân yêu cầu không phải JSON hợp lệ, mã hóa UTF-8.",
                     "The body is not valid JSON in UTF-8."),
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
# How pydantic names the kinds that a value may be of, which are no part of its place.
_BRANCH = re.compile(r"(?:constrained-)?str|list\[.*\]")
_ELSE = ("không đúng kiểu", "it is of another type")


def misfit(errors: Sequence[Any]) -> BadInput:
    """The first thing wrong with given fields, from pydantic's errors, whose places begin with the request's part."""
    first = _nearest(errors)
    kind, name = str(first["type"]), _name(first["loc"])
    code, vi, en = _INVALID.get(kind, _WRONG)
    if not name and code in ("field_invalid", "field_missing"):
        code, vi, en = _NO_OBJECT
    why_vi, why_en = (why.format_map(first.get("ctx") or {}) for why in _WHY.get(kind, _ELSE))
    vi, en = vi.format(name=name, why=why_vi.replace(" or ", " hoặc ")), en.format(name=name, why=why_en)
    return BadInput(code, vi, en, None if code == "bad_json" else name or None)


def _nearest(errors: Sequence[Any]) -> Any:  # noqa: ANN401 - pydantic's own
    """The first error; for a value that may be of several kinds, that of the kind it comes closest to."""
    first = errors[0]
    *place, branch = first["loc"]
    if not _BRANCH.fullmatch(str(branch)):
        return first
    same = [one for one in errors if list(one["loc"][: len(place)]) == place]
    return max(same, key=lambda one: len(one["loc"]))


def _name(where: Sequence[int | str]) -> str:
    """A field's place without the part of the request it stands in: "history.0.question"."""
    return ".".join(str(part)[:SHOWN] for part in where[1:] if not _BRANCH.fullmatch(str(part)))
