"""Happening: the event that a question is about, which the next one may ask more of. Pure."""

import re

from assistant.understanding.asked import asked_kind
from assistant.understanding.bodies import bodies
from assistant.understanding.takeover import is_about_nothing, names_something, says_little, subject
from assistant.understanding.wordings import YEAR, is_bare, named_places
from index.vietnamese import fold, nfc, terms

# What begins the name of an event, and what ends it, as typed with accents.
_BEGINS = (
    r"\b(?:(?:vụ|trận|cơn|đợt) (?!trưởng\b|phó\b|luật\b|mùa\b|lúa\b|này\b|đó\b|năm\b|thu\b)"
    r"|(?:đám cháy|hỏa hoạn|tai nạn|sự cố|lễ hội|ngày hội|hội chợ|cuộc thi|hội thi|ổ dịch)\b)"
)
_ENDS = (
    r"\s(?:xảy ra|diễn ra|mở|bắt đầu|kết thúc|thiệt hại|gây|làm|khiến|có|bị|được|là|do|vì|tại sao|bao nhiêu|bao giờ|mấy"
    r"|khi nào|lúc nào|vào|ngày nào|năm nào|ai|gì|nào|đã|sẽ|ở đâu|thì|như thế|thế nào|ra sao|lần thứ|kéo dài)\b"
    r"|[?.;:!—]"
)
_TYPED = tuple(map(re.compile, (_BEGINS, _ENDS)))
_TYPED_BARE = tuple(re.compile(fold(pattern)) for pattern in (_BEGINS, _ENDS))
# The least words that tell which event it is.
_FEW, _MANY = 3, 14
# How events are asked about: what happened stands in all of the question.
_TOLD_WHOLE = frozenset(("date", "place", "reason", "person"))
# Who holds an event is no office.
_HOSTS = re.compile(r"\b(?:ban tổ chức|ban to chuc|ban giám khảo|ban giam khao)\b", re.IGNORECASE)
# What is asked of a place whatever has happened there.
_OF_PLACE = re.compile(
    r"\b(?:dan so|dien tich|mat do|grdp|gdp|thu ngan sach|chi ngan sach|thu nhap|ty le ho ngheo|ho ngheo|pci|papi"
    r"|population|area|budget|income)\b"
    r"|\b(?:chu tich|bi thu|giam doc|chanh van phong|truong cong an)\b(?! ban to chuc)"
)
_QUANTITY = re.compile(
    r"\b(?:bao nhieu|may) (?:xa|huyen|phuong|quan|tinh|truong|benh vien|khu cong nghiep)\b"
)


def happening(rest: str, before: str) -> str:
    """The event that the question `before` is about, if the next one asks more of it: it names nothing of its own."""
    plain = fold(rest)
    if named_places(rest) or YEAR.search(rest) or names_something(rest) or bodies(_HOSTS.sub(" ", rest)):
        return ""
    if is_about_nothing(rest) or _OF_PLACE.search(plain) or _QUANTITY.search(plain):
        return ""
    # what was carried into it is carried on
    carried = before.rpartition(" — ")[2].rstrip(" ?.!") if " — " in before else ""
    if carried and (_event(carried) or (len(terms(carried)) > _FEW and says_little(rest))):
        return carried
    return _event(before) or (_told_whole(before) if says_little(rest) and not carried else "")


def _event(before: str) -> str:
    """What a question calls an event, by the noun it has for it: "vụ cháy chợ Tân An"."""
    begins, ends = _TYPED_BARE if is_bare(before) else _TYPED
    written = nfc(before)
    begun = begins.search(written.lower())
    if not begun:
        return ""
    ended = ends.search(written.lower(), begun.end())
    told = written[begun.start() : ended.start() if ended else len(written)].rstrip(" ,?.!")
    return told if len(terms(told)) >= _FEW else ""


def _told_whole(before: str) -> str:
    """What a question for when, where, why or who tells of what happened, if it is short enough to be one matter."""
    if asked_kind(before) not in _TOLD_WHOLE or _OF_PLACE.search(fold(before)):
        return ""
    told = subject(before)
    return told if _FEW < len(terms(told)) <= _MANY and names_something(told) else ""
