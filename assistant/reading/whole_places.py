"""Whole places: whether a question asks how large or populous a whole province is, and which figures tell that. Pure.

“Quận Phú Mỹ rộng 12 km2” and “vườn hoa ở tỉnh Hà Giang rộng 3 ha” tell it of something in a province.
"""

import re

from assistant.question import Question, is_foreign
from assistant.stated.plain import listed
from assistant.understanding.wordings import named_places
from index.memo import memo
from index.vietnamese import fold

# Words of a question that ask for nothing but the size of what it names, or say when.
_OF_SIZE = listed(
    "rong lon dong dien tich tu nhien dan so nguoi km m km2 ha ki lo met vuong hec ta tinh thanh pho tp toan ca nay moi"
    " hien tong quy mo sap nhap sau khi bao nhieu may"
)
_SIZE = re.compile(r"\b(?:rong|lon|dien tich|dong|dan so|dan|nguoi|km2)\b")
# What may stand between a place and its figure: the quantity's name, another quantity, and words that say nothing.
_BETWEEN = re.compile(
    r"(?:(?<!\w)(?:dien tich|tu nhien|dan so|rong|dong|hon|khoang|tren|gan|chung|xap xi|co|voi|la|dat|tong|quy mo"
    r"|hien nay|hien|nay|nam \d{4}|va|moi|toan bo|lon|sau (?:khi )?sap nhap)(?!\w)"
    r"|\d[\d.,]*\d?\s*(?:km2|km²|ha|trieu|nghin|nguoi|dan)(?!\w)|[\s,:(–-])+$"
)
_LEVEL = re.compile(r"(?:^|(?<=\W))(?:tinh|thanh pho|tp\.?|thu do)\s*$")
_ITSELF = re.compile(r"(?:^|\W)(?:toan|ca|cua) (?:tinh|thanh pho)$")
# Before a place that is measured itself.
_ALONE = re.compile(
    r"(?:^|[,;.:(–-]|\b(?:ca|toan|hien nay|hien|(?:dien tich(?: tu nhien)?|dia gioi|dan so)(?: cua)?))\s*$"
)
_OF_PEOPLE = re.compile(r"\bdan so(?: \w+){0,2}\W*$")


@memo(512)
def place_measured(question: Question) -> str:
    """The province whose own area or population is asked for; empty where anything in it is."""
    if len(question.provinces) != 1 or question.asked != "number" or is_foreign(question):
        return ""
    words = {term.folded for term in question.content if not term.exact[0].isdigit()}
    return question.provinces[0] if words <= _OF_SIZE and _SIZE.search(fold(question.text)) else ""


def is_of_place(name: str, sentence: str, figure: int) -> bool:
    """Whether the figure that begins there measures a province as a whole, or a row of a table gives it."""
    if " | " in sentence:
        return True
    before = fold(sentence[:figure])
    if len(before) != figure:
        return False
    between = _BETWEEN.search(before)
    led = before[: between.start()] if between else before
    if not led or _ITSELF.search(led):
        return True
    named = named_places(sentence[: len(led)])
    if not named:
        return False
    if name in {place.name for place in named} and _OF_PEOPLE.search(before):
        return True
    last = named[-1]
    start = last.start - len(fold(sentence[: last.start])) + len(before[: last.start])
    own = _LEVEL.sub("", before[:start])
    return last.end == len(led) and bool(_ALONE.search(own))
