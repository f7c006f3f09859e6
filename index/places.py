"""Places: the provinces that a text names, and which became which on 1 July 2025. Pure.

`provinces.csv` holds the 63 provinces and cities of before that day and the 34 of after it: what each was
(`before`) and is (`after`), the one that holds its land now, and other spellings in use.
"""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.plain import Plain, plain
from index.vietnamese import canonical, nfc


class Province(NamedTuple):
    """A row of `provinces.csv`; `before` and `after` are its kind, empty where it did not exist."""

    name: str
    before: str
    after: str
    successor: str
    spellings: tuple[str, ...]


class Place(NamedTuple):
    """A province named in a text, from `start` to `end` in code points."""

    start: int
    end: int
    name: str


# A given name is not a province: who bears one of these surnames or is so addressed is a person.
# Việt and Thăng end in Nam and Long, which begin provinces ("Việt Nam Định hướng", "Thăng Long An Khánh").
_SURNAME = re.compile(
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Mai|Đào|Lương|Văn|Thị"
    "|Phí|Trương|Tạ|Tô|Quách|Phùng|Vương|Nghiêm|Triệu|Lưu|Tống|Mạc|Tăng|Bạch|Diệp|Doãn|Khổng|Nông|Sầm|Đàm|Hứa|Cù|Bế"
    "|Giàng|Lò|Sùng|Chu|Việt|Thăng"
)
# A person so addressed, or a river, street, ward or island of that name.
_OTHER = re.compile(
    "ông|bà|anh|chị|sông|phường|xã|trấn|huyện|quận|đường|phố|đảo|thôn|ấp|núi|đèo|suối|chùa|ngõ"
)
_NEXT = {"Thái Bình": ("duong",), "Hà Nam": ("ninh",), "Điện Biên": ("phu",)}
_WORD = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = r"(?:\. ?|\s?-\s?|\s)"
_BEFORE = re.compile(r"(?P<two>\bthanh )?\b(?P<word>[a-z]+) $")
_KIND = re.compile(r"(?:tinh |thanh pho |tp\.? ?|province of |)")
_KIND_WORDS = frozenset(("thành", "phố", "tp"))


@lru_cache(maxsize=1)
def provinces() -> dict[str, Province]:
    """Every province by its name, in the order of `provinces.csv`."""
    with Path(__file__).with_name("provinces.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Province(
                r["name"],
                r["before"],
                r["after"],
                r["successor"],
                tuple(filter(None, r["spellings"].split("|"))),
            )
            for r in csv.DictReader(file)
        ]
    return {row.name: row for row in rows}


def successor(name: str) -> str | None:
    """The province that holds this one's land since 1 July 2025 (itself where it stayed); None if unknown."""
    known = provinces().get(name)
    return known.successor if known else None


def is_city(name: str) -> bool:
    """Whether a province is a city, before 1 July 2025 or after; False if unknown."""
    known = provinces().get(name)
    return known is not None and "thành phố" in (known.before, known.after)


def predecessors(name: str) -> tuple[str, ...]:
    """The provinces of before 1 July 2025 that this one of today was made of; none for a name of the past."""
    known = provinces().get(name)
    if not known or not known.after:
        return ()
    return tuple(row.name for row in provinces().values() if row.before and row.successor == name)


def resolve(name: str) -> str | None:
    """The province that the whole of `name` names in any spelling, with or without its kind; None if none."""
    stripped = name.strip().strip(".,;")
    found = find(stripped, folded=True)
    if len(found) != 1 or found[0].end != len(stripped):
        return None
    return found[0].name if _KIND.fullmatch(plain(stripped[: found[0].start]).text) else None


class _Names(NamedTuple):
    """Every spelling of a province: one pattern over bare text, and by bare words their accents and the
    name.
    """

    pattern: re.Pattern[str]
    known: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]


@lru_cache(maxsize=1)
def _names() -> _Names:
    """The spellings of `provinces.csv`."""
    known: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for row in provinces().values():
        for spelling in (row.name, *row.spellings):
            exact = tuple(canonical(word) for word in _LETTERS.findall(spelling))
            known.setdefault(tuple(plain(word).text for word in exact), []).append((exact, row.name))
    tree: dict[str, list[str]] = {}
    for words in sorted(known, key=len, reverse=True):
        tree.setdefault(words[0], []).append("".join(_GAP + word for word in words[1:]))
    choices = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tree.items())
    return _Names(re.compile(rf"(?<![a-z0-9])(?:{choices})(?![a-z0-9])"), known)


def find(text: str, folded: bool = False) -> list[Place]:
    """Where `text` names provinces, left to right, names as in `provinces.csv`.

    A name counts with its accents (tones placed either way, any normal form) and its capital letters, as a
    report writes it; with `folded` also in lower case and without accents, as a question may be typed.
    """
    return list(each(text, folded))


def each(text: str, folded: bool = False) -> Iterator[Place]:
    """The same one by one, for callers that want only the first."""
    bare = plain(text)
    names = _names()
    # a name that turns out to be something else's is passed over whole: Thái Bình Dương holds no Bình Dương
    for match in names.pattern.finditer(bare.text):
        spans = [
            bare.span(match.start() + word.start(), match.start() + word.end())
            for word in _WORD.finditer(match.group())
        ]
        written = [text[start:end] for start, end in spans]
        for exact, name in names.known[tuple(_WORD.findall(match.group()))]:
            if _written_as(written, exact, folded):
                if not _other_name(text, bare, match, name):
                    yield Place(spans[0][0], spans[-1][1], name)
                break


def _written_as(written: list[str], exact: tuple[str, ...], folded: bool) -> bool:
    """Whether capitals and accents are those of the name, or left out altogether where `folded` allows it."""
    if not folded and not all(word[0].isupper() or word in _KIND_WORDS for word in map(nfc, written)):
        return False
    for word, accents in zip(written, exact, strict=True):
        if canonical(word) != accents and not (folded and word.isascii()):
            return False
    return True


def _other_name(text: str, bare: Plain, match: re.Match[str], name: str) -> bool:
    """Whether the words stand in another name: a person's, a river's, an ocean's."""
    following = _WORD.match(bare.text, match.end() + 1)
    if following and bare.text[match.end()] == " " and following.group() in _NEXT.get(name, ()):
        return True
    ahead = _BEFORE.search(bare.text, max(0, match.start() - 20), match.start())
    if not ahead:
        return False
    start, end = bare.span(*ahead.span("word"))
    before = nfc(text[start:end])
    if before.lower() == "phố" and ahead["two"]:
        return False
    return bool(_SURNAME.fullmatch(before) or _OTHER.fullmatch(before.lower()))
