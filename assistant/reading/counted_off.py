"""Counted off: what a text tells apart by a number (“kỳ họp thứ 4”, “khóa XIX”), and which number. Pure."""

import re

from assistant.stated.numerals import roman
from index.memo import memo
from index.vietnamese import fold, nfc

# What is counted off: the word before the number tells which count it is.
_NUMBERED = re.compile(
    r"(?<!\w)(\w+)[)”\"]? (?:lan )?(thu|so) (\d{1,4}|[IVXL]+|nhat|nhi|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
    # "lần thứ VI-2017"
    r"(?![\w%]|[.,/]\d|-(?!(?:19|20)\d\d(?!\d))\d)"
    r"|(?<!\w)(khoa|lan|dot|vong|dieu|khoan|chuong|giai doan) (\d{1,3}|[IVXL]+)(?![\w%]|[.,/-]\d)"
    # "giải Ba", "tỉnh lộ 762", "QL20"
    r"|(?<!\w)(giai) (nhat|nhi|ba|tu)(?!\w)"
    r"|(?<!\w)(quoc lo|ql|tinh lo|duong tinh|tl)\.? ?(?:so )?(\d{1,4})(?=[a-z]?(?!\w))(?![.,/-]\d)"
    # "Đề án 06", but "chương trình 5 năm", "đề án 1 triệu ha"
    r"|(?<!\w)(de an|chuong trinh|nghi quyet|chi thi) (\d{1,3})(?![\w%]|[.,/-]\d| (?:nam|thang|ngay|gio|phut|nghin"
    r"|ngan|trieu|ty|ha)\b)"
)
# Roads by their short names; one that a road meets or ends at is no other road.
_SHORT = {"ql": "quoc lo", "tl": "tinh lo", "duong tinh": "tinh lo"}
ROADS = frozenset(_SHORT.values())
_FIGURE = re.compile(r"(?<!\w)[IVXL]+(?!\w)")
_SPELT = frozenset(("nhất", "nhì", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"))
_SPOKEN = dict(nhat=1, nhi=2, hai=2, ba=3, tu=4, nam=5, sau=6, bay=7, tam=8, chin=9, muoi=10)
# A place in an order is what "thứ mấy" asks for, or a plain fact: no one of a kind.
_RANKED = frozenset(("dung", "xep", "tri", "hang", "la", "lon", "nhat", "cao"))


@memo(4096)
def numbered(text: str) -> frozenset[tuple[str, int]]:
    """The things counted off in a text: the word that is counted, and the number."""
    written = " ".join(nfc(text).split())
    bare = fold(written)
    if len(bare) != len(written):
        return frozenset()
    accented = bare != written.lower()
    # Roman figures keep their capitals: "li" is no 51
    kept = bare
    for figure in _FIGURE.finditer(written):
        kept = kept[: figure.start()] + figure.group() + kept[figure.end() :]
    found = set()
    for match in _NUMBERED.finditer(kept):
        place = next(group for group in (3, 5, 7, 9, 11) if match.group(group))
        of, number = (match.group(1) or match.group(place - 1)).lower(), match.group(place)
        if number in _SPOKEN and not _is_spoken(written[match.start(place) : match.end(place)], accented):
            continue
        marked = written[match.start(2) : match.end(2)].lower() if match.group(2) else "số"
        if of not in _RANKED and (marked in ("thứ", "số") or not accented):
            found.add((_SHORT.get(of, of), _number(number)))
    return frozenset(found)


def _is_spoken(typed: str, accented: bool) -> bool:
    """Whether a word is a number as spoken; "Nam" in "dân số Nam Định" is no five."""
    typed = typed.lower()
    return typed in _SPELT if accented else typed != "nam"


def _number(written: str) -> int:
    """A number in digits, Roman figures or as spoken."""
    if written.isdigit():
        return int(written)
    if written in _SPOKEN:
        return _SPOKEN[written]
    return roman(written)
