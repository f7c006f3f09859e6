"""Follow-up: a question that leans on the turn before, worded so that it can be read alone. Pure.

It takes over only what it leaves out: the place, the year or what is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.asked import Asked, asked_kind
from assistant.understanding.bodies import bodies
from assistant.understanding.happening import happening
from assistant.understanding.swapped import swapped
from assistant.understanding.takeover import ASKED, has_own_subject, is_about_nothing, name, subject, thing
from assistant.understanding.wordings import YEAR, is_bare, named_places, without_places
from index.english import is_english
from index.vietnamese import fold, nfc, terms

# Turns looked back at: what an older one said has been said again or is no longer meant.
_TURNS = 8
# Of each no more than a question may have: what is longer was none.
_LONGEST = 2_000
# A question this short names no subject of its own beside what it asks for.
_SHORT = 9
# As many words without a single accent are typed so.
_BARE = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before in the same conversation, with its answer when it is known."""

    question: str
    answer: str | None = None


_LEAD_IN = re.compile(
    r"^(?:(?:vậy|thế|the|vay)\s+)?(?:còn|con|thế(?! nào)|vậy|and|what about|how about)\b[\s,]*"
    r"(?:(?:về|ve|đối với|doi voi|của|cua)\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?P<asks>thì sao|thi sao|thì thế nào|thi the nao|ra sao|then)?\s*(?:thế nào|the nao|như thế nào)?"
    r"\s*(?:nhỉ|ạ|vậy)?\s*[?.!]*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:đó|ấy|này|nói trên|nó|họ|ông ta|ông ấy|bà ấy|ay|nay|it|its|they|their|that|this|those|he|she|his|her)\b",
    re.IGNORECASE,
)
# How something went, or was dealt with.
_HOW = re.compile(r"\b(?:thế nào|the nao|ra sao)\W*$", re.IGNORECASE)
# Stands for what the question before is about, not for its place alone.
_STANDS_FOR = re.compile(
    r"\b(?:nó|họ|ông ta|ông ấy|ong ay|bà ấy|ba ay|it|its|they|their|he|she|his|her)\b", re.IGNORECASE
)
# Means the place alone: in which year, it does not say.
_THIS_PLACE = re.compile(
    r"\b(?:tỉnh|tinh|thành phố|thanh pho|huyện|huyen|xã|xa|nơi|noi|địa phương|dia phuong)\s+(?:này|nay|đó|do|ấy|ay)\b"
    r"|\b(?:this|that) (?:province|city|place)\b",
    re.IGNORECASE,
)
# Means the event or paper that the answer before was taken from, where the question before names none of the kind.
_THAT_ONE = re.compile(
    r"\b(?P<noun>phiên họp|phien hop|cuộc họp|cuoc hop|kỳ họp|ky hop|hội nghị|hoi nghi|hội thảo|hoi thao|buổi \w+"
    r"|buoi \w+|lễ|le|báo cáo|bao cao|văn bản|van ban|bài (?:báo|viết)|bai (?:bao|viet)|bài|bai|tin)\s+"
    r"(?:này|nay|đó|do|ấy|ay|trên|tren)\b"
    r"|\b(?:this|that) (?P<english>meeting|session|conference|report|document|article)\b",
    re.IGNORECASE,
)
# How an answer by quotes names its report; a title's first part says which event or paper it is.
_NAMED = re.compile(r"^(?:[^“\n]{0,40} )?“(?P<title>[^“”:?!…]{12,})")
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
    """The wording that can be read alone; `text` as it is if it leans on nothing."""
    alone, answered = "", ""
    for turn in (*history[-_TURNS:], Turn(text)):
        asked = " ".join(nfc(turn.question[:_LONGEST]).split())
        alone = _completed(asked, alone, answered) if alone else asked
        answered = turn.answer or ""
    return alone


def leans(text: str, history: Sequence[Turn]) -> bool:
    """Whether a question cannot be read without the turns before it, as far as its own words tell."""
    asked = " ".join(nfc(text).split())
    return bool(history) and (standalone(text, history) != asked or points_back(asked))


def points_back(text: str) -> bool:
    """Whether a question's own words lean on something said before: "còn …", "tỉnh đó", "họ"."""
    asked = " ".join(nfc(text).split())
    return bool(_LEAD_IN.match(asked) or _POINTS_BACK.search(asked))


def _completed(text: str, before: str, answered: str) -> str:
    """A question completed from the stand-alone wording of the one before, and the report that answered it."""
    lead = _LEAD_IN.match(text)
    body = text[lead.end() :] if lead else text
    tail = _TAIL.search(body)
    rest = body[: tail.start()].strip() if tail else body
    # the same question once more leaves nothing out
    if not rest or fold(text) == fold(before):
        return text
    if found := swapped(before, rest):
        return found
    only_names = bool(lead) or bool(tail and tail["asks"])
    points = bool(_POINTS_BACK.search(text))
    if which := _that_one(text, before, answered):
        return _worded(text, rest, before, which)
    if not (only_names or points) and (len(terms(text)) > _SHORT or has_own_subject(text, before)):
        return text
    carried = _carried(text, rest, before)
    # half with accents and half without, neither half would be read as it is meant
    bare = _is_typed_bare(text) and ASKED.search(rest) and not is_english(text)
    return _worded(text, rest, before, fold(carried) if bare else carried)


def _that_one(text: str, before: str, answered: str) -> str:
    """The meeting or paper that a follow-up calls "that meeting", by the title of the report that answered."""
    that = _THAT_ONE.search(text)
    noun = fold(that["noun"] or that["english"]) if that else ""
    found = _NAMED.match(answered) if noun and noun not in fold(before) else None
    if not found or named_places(text):
        return ""
    title = " ".join(found["title"].split())
    places = [] if named_places(title) else [each.name for each in named_places(before)]
    return ", ".join((title, *places))


def _carried(text: str, rest: str, before: str) -> str:
    """What the follow-up leaves out, from the question before: its subject, or its place and its year."""
    stands_for = _STANDS_FOR.search(text) and not named_places(text)
    # a whole story that somebody had a part in is another one's matter: its place is enough
    if is_about_nothing(rest) or (stands_for and len(terms(subject(before))) <= _SHORT):
        return without_places(subject(before)) if named_places(text) else subject(before)
    if told := thing(rest, before) or ("" if _THIS_PLACE.search(text) else happening(rest, before)):
        return told
    place = "" if named_places(rest) else " và ".join(each.name for each in named_places(before))
    # another office has no use for what is left of the name of the one before
    place = place or ("" if named_places(rest) or bodies(rest) else name(before))
    years = () if YEAR.findall(rest) or _THIS_PLACE.search(text) else YEAR.findall(before)[:1]
    year = f"{'' if is_english(before) else 'năm '}{years[0]}" if years else ""
    carried = f"{place} {year}".strip()
    return carried or (subject(before) if _POINTS_BACK.search(text) and not named_places(rest) else "")


def _worded(text: str, rest: str, before: str, carried: str) -> str:
    """The follow-up's own words, completed by what the question before asked if they ask nothing themselves."""
    if is_english(text):
        return f"{rest} — {carried}?" if carried else text
    if _HOW.search(text) and not _LEAD_IN.match(text) and not is_about_nothing(rest):
        rest = f"{rest} {'the nao' if _is_typed_bare(text) else 'thế nào'}"
        return f"{rest[:1].upper()}{rest[1:]}" + (f" — {carried}?" if carried else "?")
    asks_nothing = asked_kind(text) in ("text", "definition") and not ASKED.search(rest)
    if asks_nothing and not is_about_nothing(rest):
        rest = f"{rest} {_ASKING.get(asked_kind(before), 'là gì')}"
    elif not carried:
        return text
    return f"{rest[:1].upper()}{rest[1:]}" + (f" — {carried}?" if carried else "?")


def _is_typed_bare(text: str) -> bool:
    """Whether a wording is typed without accents, which a word or two may lack anyway."""
    return is_bare(text) and len(text.split()) >= _BARE
