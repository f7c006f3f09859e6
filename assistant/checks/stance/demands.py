"""Demands: what of a quote asks for or plans a deed, nothing having been done of it: "yêu cầu hoàn thành". Pure."""

import re

from assistant.stated.parsed import Parsed

# "giao" where it charges somebody with something: no "bàn giao", no "giao thông".
ASSIGNS = r"(?<!bàn )(?<!chuyển )(?<!được )giao(?! (?:thông|dịch|lưu|ban|tiếp|nhận|thương|thừa|cấu|đất))"
_HAS = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)", re.I)
_DEMANDS = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|chỉ đạo|kêu gọi|phát động|hứa|buộc|cam kết|theo kế hoạch|kế hoạch là|phải|cần|"
    r"phấn đấu|dự kiến|mong muốn|có ý định|sẽ|(?:đang|để|đã|sẽ) trình|(?:đến|trước|cho đến|tới) khi|nếu|có thể|"
    r"nguy cơ|chờ|nhu cầu|"
    rf"{ASSIGNS})(?!\w)",
    re.I,
)
# What opens a cell of what is not yet so: "khi dự án đi vào hoạt động".
_ONCE = re.compile(r"(?:^|[.,;:] ?)(?:sau )?khi (?=[^,;]*$)", re.I)


def wanted_by(quote: Parsed, place: int) -> re.Match[str] | None:
    """What asks for or plans a deed at a place of the quote, nothing having been done of it."""
    first = quote.clause(place)[0]
    if quote.text[first - 1 : first] == ":":
        first = quote.clause(first - 1)[0]
    before = quote.text[first:place]
    if _HAS.search(before[-16:]):
        return None
    if (once := _ONCE.search(before)) and not _HAS.search(quote.text, *quote.sentence(place)):
        return once
    return next(iter(_DEMANDS.finditer(before)), None)
