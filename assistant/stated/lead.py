"""Lead: what the words before a number make of it: a name, a place in an order, a bound. Pure."""

import re

from assistant.stated.plain import listed
from index.vietnamese import canonical, fold

# Words after which a number names instead of counting: "Điều 5", "phường 10".
_LABELS = listed(
    """tuần điều khoản chương mục quận phường lộ số khóa khoá tầng cấp loại đợt nhóm tổ khu kỳ độ đoạn
    vòng lớp quyết định thị tư nghị hoạch văn luận luật article clause phase level grade resolution
    decision directive decree circular no highway"""
)
_LABELS |= frozenset(map(canonical, _LABELS))
_COUNTING = frozenset(
    map(canonical, ("tổng", "con", "một", "trong", "đa", "hệ", "chỉ", "trị", "hiệu", "dân"))
)
_RANK = re.compile(
    r"(?:\b(?:thứ|hạng|xếp|đứng|vị trí|vị thứ|top|tốp|nhóm thứ|khóa|ranking|ranked|ranks|rank|"
    r"number|thu|hang))\s*$",
    re.I,
)
_MORE = r"hơn|trên|quá|ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|over|more than|above|at least|hon|tren"
_LESS = (
    r"gần|dưới|chưa đến|chưa đầy|chưa tới|không quá|không vượt quá|không vượt|không cao hơn|"
    r"không đến|không tới|chưa đạt|tối đa|nhiều nhất|"
    r"nearly|almost|under|less than|fewer than|below|at most|gan|duoi"
)
_ABOUT = r"khoảng|xấp xỉ|chừng|tầm|about|approximately|around|roughly|some|khoang|xap xi"
_BOUND = re.compile(
    rf"(?<![^\W_])(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT}))(?: (?:khoảng|đến|"
    rf"tới|the)|(?<=tối đa) (?:là|lên)|(?<=tối thiểu) (?:là|lên))?\s*$",
    re.I,
)
# One of these ends whatever bounds a number, and most numbers have another word before them.
_LAST = (*_MORE.split("|"), *_LESS.split("|"), *_ABOUT.split("|"), "khoảng", "đến", "tới", "là", "lên", "the")
# "cao hơn 5%" compares; it bounds nothing.
_COMPARES = re.compile(
    r"\b(?:cao(?! trên)|thấp|nhiều|ít|lớn|nhỏ|sớm|muộn|nhanh|chậm|tốt|kém|dài|ngắn|giảm|tăng|higher|"
    r"lower) (?:hơn|trên)\s*$",
    re.I,
)
# "over the seven days" is during them.
_DURING = re.compile(r"\bover the\s*$", re.I)
# "handed over 18.6 km" bounds nothing either.
_HANDED = re.compile(r"\b(?:hand|turn|tak|took|carr|bring|brought|pass)\w* over\s*$", re.I)


def label_in(before: str) -> str:
    """The word before a number that makes it a name ("Điều", "phường"); "" for none."""
    match = re.search(r"([^\W\d_]+)(?P<named> số| no\.?)? $", before, re.I)
    word = canonical(match.group(1)) if match else ""
    if word in _LABELS:
        return fold(word)
    # "bão số 4" is a name, "tổng số 4" and "một số 4" are none
    return "so" if match and match["named"] and word not in _COUNTING else ""


def bound_in(before: str) -> str:
    """How the words before a number bound it: ">", "<", "~" or ""."""
    match = _BOUND.search(before) if before.rstrip().lower().endswith(_LAST) else None
    if not match or _DURING.search(before) or _COMPARES.search(before) or _HANDED.search(before):
        return ""
    return ">" if match["more"] else "<" if match["less"] else "~"


def is_ranked(before: str) -> bool:
    """Whether the words before a number make it a place in an order ("hạng", "top")."""
    return bool(_RANK.search(before))
