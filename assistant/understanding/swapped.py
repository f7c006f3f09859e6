"""Swapped: a question with its place, time or thing replaced by the one that a follow-up merely names. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.reading.class_nouns import class_nouns, with_its_noun
from assistant.reading.district_names import district_names
from assistant.stated.surnames import SURNAMES
from assistant.understanding.bodies import other_body
from assistant.understanding.wordings import YEAR, named_places
from index import places
from index.english import is_english
from index.vietnamese import UPPER, fold, terms

_YEAR_BEFORE = re.compile(
    r"^(?:năm|nam) (?:trước|truoc)(?: đó| do)?$|^(?:the )?(?:year before|previous year)$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    r"^(?:năm|nam) (?:sau|tiếp theo|tiep theo)(?: đó| do)?$|^(?:the )?(?:year after|next year|following year)$",
    re.IGNORECASE,
)
# What may stand before a place or a time that says nothing of its own.
_BEFORE = re.compile(
    r"^(?:(?:của|cua|ở|o|tại|tai|về|ve|vào|vao|trong|đến|den|tới|toi|in|of|for|by)\s+)+", re.IGNORECASE
)
_PART = (
    r"(?:quý|quy|q)\s*(?:[ivIV]{1,3}|[1-4])\b|(?:tháng|thang)\s+\d{1,2}\b"
    r"|(?:\w+)\s+(?:tháng|thang)\s+(?:đầu|dau|cuối|cuoi)(?:\s+(?:năm|nam)\b)?"
    r"|(?:nửa|nua)\s+(?:đầu|dau|cuối|cuoi)\s+(?:năm|nam)\b"
    r"|(?:the )?(?:first|second|third|fourth) (?:quarter|half)"
)
# A part of a year, and the year where it stands with it.
_TIME = re.compile(
    rf"\b(?P<part>{_PART})(?:(?P<joint>\s*/\s*|\s+(?:(?:của|cua|of)\s+)?(?:(?:năm|nam)\s+)?)(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
# A name of two words or more, none of them an abbreviation.
_WORD = rf"[{UPPER}](?![{UPPER}])[\w'’-]*"
_WORD_BEFORE, _WORD_BEHIND = re.compile(rf"(?<!\w){_WORD}\s+$"), re.compile(rf"\s+{_WORD}")
_NAME = rf"{_WORD}(?:\s+{_WORD})+"
# Another name alone, or with what was asked of the one before once more.
_NAME_AGAIN = re.compile(
    rf"(?P<name>{_NAME}(?:(?:,| và| and) {_NAME})*)(?:\s+(?:(?:có|được|là)\s+)?(?:bao nhiêu|mấy|gì|ai))?"
)
_OWNER_AGAIN = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_OWNER = re.compile(rf"(?<!\w)của (?P<name>{_OWNER_AGAIN.pattern})")
# The least words of a person's name that a place's hardly has.
_PERSON = 3
_YEAR_LAST = re.compile(r",?\s+(?:(?:năm|nam|in)\s+)?(?P<year>(?:19|20)\d\d)$", re.IGNORECASE)
_OWN_YEAR = re.compile(r"\b(?:(?:năm|nam|in)\s+)?(?:19|20)\d\d\b", re.IGNORECASE)


def swapped(before: str, rest: str) -> str | None:
    """The question before with what `rest` names in place of what it named; None if `rest` says more than that."""
    bare = _BEFORE.sub("", rest)
    named = named_places(bare)
    return (
        _other_part(before, bare)
        or _other_year(before, rest, bare)
        or other_body(before, bare)
        or _other_place(before, bare, named)
        or (None if named else _other_one(before, bare))
    )


def _other_part(before: str, bare: str) -> str | None:
    """Another quarter or month of the year, or of another year."""
    new = _TIME.fullmatch(bare)
    if not new or not new["part"]:
        return None
    old, own = _TIME.search(before), _OWN_YEAR.search(before)
    if not old and not own:
        return None
    start, end = old.span() if old else own.span() if own else (0, 0)
    part, year, joint = new["part"], new["year"], new["joint"] or " năm "
    if not year:
        part = re.sub(r"\s+(?:năm|nam)$", "", part, flags=re.IGNORECASE)
        if old and old["year"]:
            year, joint = old["year"], old["joint"]
        elif own and not old:
            year, joint = own.group(), " "
    if is_english(before):
        part, joint, year = f"in {part}", " of ", YEAR.findall(year)[0] if year else None
    elif start:
        part = f"{part[:1].lower()}{part[1:]}"
    return (
        f"{before[:start]}{part}{joint}{year}{before[end:]}"
        if year
        else f"{before[:start]}{part}{before[end:]}"
    )


def _other_year(before: str, rest: str, bare: str) -> str | None:
    """Another year, or the one before or after."""
    shift = -1 if _YEAR_BEFORE.match(rest) else 1 if _YEAR_AFTER.match(rest) else 0
    years = YEAR.findall(bare)
    old = YEAR.search(before)
    if not old or not (shift or (years and len(terms(bare)) <= 2)):
        return None
    new = str(int(old.group()) + shift) if shift else years[0]
    return f"{before[: old.start()]}{new}{before[old.end() :]}"


def _other_place(before: str, bare: str, named: Sequence[places.Place]) -> str | None:
    """Another province, along with another year if that is named, too."""
    years, own = YEAR.findall(bare), YEAR.search(before)
    if years and own:
        before = f"{before[: own.start()]}{years[0]}{before[own.end() :]}"
    old = named_places(before)
    others = len(terms(bare)) - sum(len(terms(bare[place.start : place.end])) for place in named)
    if not named or not old or others > (3 if years and own else 1):
        return None
    typed = bare[named[0].start : named[0].end]
    # in a wording with capitals a place without them would be taken for other words
    new = typed if before[1:].islower() else named[0].name
    return f"{before[: old[0].start]}{new}{before[old[0].end :]}"


def _other_one(before: str, bare: str) -> str | None:
    """Another thing of the same kind or another name, with another year where that is named, too."""
    year, own = _YEAR_LAST.search(bare), YEAR.search(before)
    if year and own:
        before = f"{before[: own.start()]}{year['year']}{before[own.end() :]}"
    elif year:
        before = f"{before.rstrip(' ?.!')} {year.group().strip()}?"
    bare = bare[: year.start()] if year else bare
    return (
        _other_thing(before, bare)
        or _other_name(before, bare)
        or _other_district(before, bare)
        or _other_owner(before, bare)
    )


def _other_thing(before: str, bare: str) -> str | None:
    """Another thing of the same kind: a district, a commune, a document."""
    words = bare.split(" ")
    at = next((number for number, word in enumerate(words) if number and _is_name(word)), 0)
    if not at or not all(_is_name(word) for word in words[at:]):
        return None
    kind, old = [fold(word) for word in words[:at]], before.split(" ")
    for start in range(len(old) - at):
        if [fold(word) for word in old[start : start + at]] != kind or not _is_name(old[start + at]):
            continue
        end = start + at + 1
        # a number is one word, a name goes on
        while end < len(old) and _is_name(old[end]) and not old[end - 1][:1].isdigit():
            end += 1
        last = old[end - 1]
        sign = last[len(last.rstrip(",;:?.!")) :]
        first = words[0] if not start else f"{words[0][:1].lower()}{words[0][1:]}"
        return " ".join([*old[:start], first, *words[1:-1], words[-1] + sign, *old[end:]])
    return None


def _other_name(before: str, bare: str) -> str | None:
    """Another name in the stead of the first that stands behind its noun, or of the one that the question begins with;
    a person's for no place.
    """
    new = _NAME_AGAIN.fullmatch(bare)
    old = new and _named(before)
    if not new or not old or _is_person(new["name"]) != _is_person(old["name"]):
        return None
    start, end = old.span("name")
    return f"{before[:start]}{new['name']}{before[end:]}"


def _other_district(before: str, bare: str) -> str | None:
    """Another district in the stead of the first that the question names, both in any case."""
    known, widest = district_names()
    new, old = terms(bare), terms(before)
    exact, folded = tuple(term.exact for term in new), tuple(term.folded for term in new)
    if exact not in known.get(folded, ()) and (exact != folded or folded not in known):
        return None
    for start in range(len(old)):
        for length in range(widest, 1, -1):
            run = old[start : start + length]
            if len(run) < length or tuple(term.folded for term in run) not in known:
                continue
            first, last = run[0].start, run[-1].end
            if _is_whole(before, first, last):
                typed = bare.title() if before[first].isupper() else bare
                return f"{before[:first]}{typed}{before[last:]}"
    return None


def _other_owner(before: str, bare: str) -> str | None:
    """Another in the stead of the one that something asked about is of: "của Tân Long", then "Bình Sơn"."""
    old = _OWNER.search(before) if _OWNER_AGAIN.fullmatch(bare) else None
    return f"{before[: old.start('name')]}{bare}{before[old.end('name') :]}" if old else None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer one: "Tân An" of "Tân An Đông"."""
    led = with_its_noun(text, start) == start and _WORD_BEFORE.search(text, 0, start)
    return not text[start].isupper() or not (led or _WORD_BEHIND.match(text, end))


def _named(before: str) -> re.Match[str] | None:
    """The name that a question is about: the first behind a class noun, else what it begins with, or, of an English
    one, the only one.
    """
    if is_english(before):
        found = list(re.finditer(rf"(?P<name>{_NAME})", before))
        return found[0] if len(found) == 1 else None
    return _behind_its_noun().search(before) or re.match(rf"(?P<name>{_NAME})", before)


@lru_cache(maxsize=1)
def _behind_its_noun() -> re.Pattern[str]:
    """What finds a name of two words or more right behind a class noun."""
    nouns = "|".join(map(re.escape, sorted(class_nouns(), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?i:{nouns})\s+(?P<name>{_NAME})")


def _is_person(name: str) -> bool:
    """Whether a name reads as a person's: a surname and two words more."""
    words = name.lower().split()
    return words[0] in SURNAMES and len(words) >= _PERSON


def _is_name(word: str) -> bool:
    """Whether a word may be part of a name or a number."""
    return word[:1].isupper() or word[:1].isdigit() or word in ("-", "–")
