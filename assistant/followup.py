"""Follow-up: a question that leans on the turn before, worded so that it can be read alone. Pure.

It takes over what it leaves out, the place, the year or what is asked of it, and only that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asked import Asked, asked_kind
from assistant.wordings import YEAR, named_places
from index import places
from index.english import is_english
from index.vietnamese import nfc, terms

# Turns looked back at: what an older one said has been said again or is no longer meant.
_TURNS = 8
# A question this short names no subject of its own beside what it asks for.
_SHORT = 9


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before in the same conversation, with its answer when it is known."""

    question: str
    answer: str | None = None


_LEAD_IN = re.compile(
    r"^(?:(?:vậy|thế|the|vay)\s+)?(?:còn|con|thế|vậy|and|what about|how about)\b[\s,]*"
    r"(?:(?:về|ve|đối với|doi voi|của|cua)\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?:thì sao|thi sao|thế nào|the nao|ra sao|như thế nào|then)?\s*(?:nhỉ|ạ|vậy)?\s*[?.!]*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:đó|ấy|này|nói trên|nó|họ|ông ta|ông ấy|bà ấy|ay|nay|it|its|they|their|that|this|those|he|she|his|her)\b",
    re.IGNORECASE,
)
# What asks, with the noun it asks for: "công ty nào", "bao nhiêu mộ phần", "là gì".
_ASKED = re.compile(
    r"(?:\b(?:có|co)\s+)?\b(?:bao nhiêu|bao nhieu|mấy|may|how many|how much)\s+\w+\b"
    r"|^(?:(?!\b(?:ở|o|tại|tai|của|cua)\b)\w+\s+){1,4}?(?:nào|nao)\b|^(?:what|which)\s+\w+\b"
    r"|\b(?:(?:là|la)\s+)?(?:gì|gi|ai|đâu|dau|khi nào|khi nao|bao giờ|bao gio)\b"
    r"|\b(?:vì sao|vi sao|tại sao|tai sao|why|who|when|where)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"^(?:năm|nam) (?:trước|truoc)(?: đó| do)?$|^(?:the )?(?:year before|previous year)$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    r"^(?:năm|nam) (?:sau|tiếp theo|tiep theo)(?: đó| do)?$|^(?:the )?(?:year after|next year|following year)$",
    re.IGNORECASE,
)
# How each kind of answer is asked for when the follow-up only names another subject.
_ASKING: dict[Asked, str] = {
    "percent": "là bao nhiêu phần trăm",
    "rank": "xếp thứ mấy",
    "year": "vào năm nào",
    "date": "vào ngày nào",
    "reason": "vì sao",
    "document": "là văn bản nào",
    "number": "là bao nhiêu",
    "person": "là ai",
    "body": "là đơn vị nào",
    "place": "ở đâu",
}


def standalone(text: str, history: Sequence[Turn]) -> str:
    """The wording that can be read alone; `text` as it is where it leans on nothing."""
    alone = ""
    for question in [turn.question for turn in history[-_TURNS:]] + [text]:
        asked = " ".join(nfc(question).split())
        alone = _completed(asked, alone) if alone else asked
    return alone


def leans(text: str, history: Sequence[Turn]) -> bool:
    """Whether a question cannot be read without the turns before it, as far as its own words tell."""
    asked = " ".join(nfc(text).split())
    return bool(history) and bool(
        standalone(text, history) != asked or _LEAD_IN.match(asked) or _POINTS_BACK.search(asked)
    )


def _completed(text: str, before: str) -> str:
    """A question completed from the stand-alone wording of the one before."""
    lead = _LEAD_IN.match(text)
    rest = _TAIL.sub("", text[lead.end() :] if lead else text).strip()
    if not rest:
        return text
    named, years = named_places(rest), YEAR.findall(rest)
    if (lead or _YEAR_BEFORE.match(rest) or _YEAR_AFTER.match(rest)) and (
        moved := _moved(before, rest, named, years)
    ):
        return moved
    short = len(terms(text)) <= _SHORT
    leans = bool(lead) or short or bool(_POINTS_BACK.search(text))
    if not leans or (named and years):
        return text
    carried = _carried(before, bool(named), bool(years))
    if not carried and not named and _POINTS_BACK.search(text):
        carried = _subject(before)
    return _worded(text, rest, before, carried)


def _carried(before: str, has_place: bool, has_year: bool) -> str:
    """The place and the year of the question before that the follow-up leaves out."""
    place = "" if has_place else "".join(f" {place.name}" for place in named_places(before)[:1])
    old = [] if has_year else YEAR.findall(before)
    year = f" {'' if is_english(before) else 'năm '}{old[0]}" if old else ""
    return place + year


def _subject(before: str) -> str:
    """What the question before is about: its words without those that ask."""
    told = " ".join(_TAIL.sub("", _ASKED.sub("", before)).strip(" ,;:—-").split())
    return f" {told}" if len(terms(told)) > 1 else ""


def _worded(text: str, rest: str, before: str, carried: str) -> str:
    """The follow-up's own words, asking what the question before asked where they ask nothing."""
    if is_english(text):
        return f"{rest} —{carried}?" if carried else text
    if asked_kind(text) == "text":
        rest = f"{rest} {_ASKING.get(asked_kind(before), 'là gì')}"
    elif not carried:
        return text
    return f"{rest[:1].upper()}{rest[1:]}" + (f" —{carried}?" if carried else "?")


def _moved(before: str, rest: str, named: Sequence[places.Place], years: Sequence[str]) -> str | None:
    """The question before with its place or year replaced, when that is all the follow-up says."""
    shift = -1 if _YEAR_BEFORE.match(rest) else 1 if _YEAR_AFTER.match(rest) else 0
    old_years = list(YEAR.finditer(before))
    if old_years and (shift or (years and len(terms(rest)) <= 2)):
        old = old_years[0]
        new = str(int(old.group()) + shift) if shift else years[0]
        return f"{before[: old.start()]}{new}{before[old.end() :]}"
    old_places = named_places(before)
    other_words = len(terms(rest)) - sum(len(terms(rest[place.start : place.end])) for place in named)
    if named and old_places and other_words <= 1:
        old_place, new_place = old_places[0], named[0]
        typed = rest[new_place.start : new_place.end]
        # in a wording with capitals a place without them would be taken for other words
        new = typed if before[1:].islower() else new_place.name
        return f"{before[: old_place.start]}{new}{before[old_place.end :]}"
    return None
