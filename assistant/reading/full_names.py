"""Full names: a kind of thing with the whole name behind it, “Công ty Cổ phần Xi măng Bỉm Hà”. Pure.

Two of a kind are told apart by whole names: the “Đền Trần Thương” is not the “Đền Trần Thái Bình”, though they share a
word; a short form (“Công ty Xi măng Bỉm Hà”) is the same.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.capitals import folded_words
from assistant.reading.class_nouns import class_nouns, kinds
from assistant.reading.named import small_kinds
from assistant.reading.overlap import rows
from assistant.reading.people import within_a_name
from assistant.understanding.asked import says_nothing
from index.memo import memo
from index.vietnamese import LOWER, UPPER, fold, nfc

# In "thị trường Mỹ" and "hội trường Ba Đình" there is no school.
_NO_SCHOOLS = ("môi", "thị", "hiện", "công", "chiến", "quảng", "ngư", "nông", "hội", "phim", "lập")
_SCHOOL = "".join(f"(?<!{word} )" for word in _NO_SCHOOLS) + "trường"
_SCHOOLS = -1
# Words with capitals, between two of which one in small letters may stand: "Mía đường Lam Kinh".
_NAME = re.compile(
    rf"[{UPPER}][\w-]*(?:\s+(?:(?!(?:và|với|tại|ở|của|do|có|từ|đến|cho|là|thuộc|trên|trong)\s)[{LOWER}]+\s+)?[{UPPER}][\w-]*){{1,7}}"
)
# What says of a company how it is owned tells none from another.
_LEGAL = re.compile(r"\b(?:co phan|cp|tnhh|mtv|mot thanh vien|(?:trach nhiem )?huu han)\b")
# Behind its kind, so many words may be a name that is typed without capitals.
_LONGEST = 6


class FullName(NamedTuple):
    """A kind of thing and the folded words of the one named."""

    kind: int
    words: tuple[str, ...]


def is_of_another_name(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence names others of a kind and not the one that the question names in full.

    One that names none of the kind is of the one named in the sentence `before`.
    """
    if is_foreign(question):
        return False
    if not question.accented:
        return any(
            _is_typed_other(question, kind, sentence) for kind in {one.kind for one in _full_names(sentence)}
        )
    for one in _full_names(question.text):
        others = [other for other in _full_names(sentence) if other.kind == one.kind]
        others = others or [other for other in _full_names(before) if other.kind == one.kind]
        if others and not any(_is_same(one.words, other.words) for other in others):
            return True
    return False


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name is the other or a short form of it, abbreviations in either wording."""
    return _holds(one, other) or _holds(other, one)


def _holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether a name has all words of another."""
    row = rows(" ".join(whole)).folded
    return all(f" {word} " in row for word in part)


def _is_typed_other(question: Question, kind: int, sentence: str) -> bool:
    """Whether a question typed without accents names one of a kind that shares words with those named, and is none.

    A word that the sentence has, too, may be no part of the name.
    """
    row = rows(sentence).folded
    said = [one.words for one in _full_names(sentence) if one.kind == kind]
    for asked in _typed(question.text, kind):
        different = []
        for words in said:
            shared = [place for place, word in enumerate(asked) if word in words]
            near = asked[: shared[-1] + 2] if shared else ()
            extra = [word for word in near if word not in words and f" {word} " not in row]
            different.append(bool(extra) and not set(words) <= set(asked))
        if different and all(different):
            return True
    return False


@memo(1024)
def _typed(text: str, kind: int) -> tuple[tuple[str, ...], ...]:
    """The words behind each noun of a kind, as far as they may be a name."""
    bare = fold(nfc(text))
    return tuple(
        tuple(
            takewhile(
                lambda word: not says_nothing(word, accents_typed=False),
                _telling(bare[match.end() :])[:_LONGEST],
            )
        )
        for match in _bare_noun().finditer(bare)
        if _kind(match.group()) == kind
    )


def _telling(name: str) -> tuple[str, ...]:
    """The folded words of a name by which it is told from others."""
    return folded_words(_LEGAL.sub(" ", fold(name)))


@memo(4096)
def _full_names(text: str) -> tuple[FullName, ...]:
    """What a text names in full by its kind, places that a province is made of apart."""
    written = nfc(text)
    if len(written.lower()) != len(written):
        return ()
    found = []
    for match in _noun().finditer(written.lower()):
        name = _NAME.match(written, match.end())
        if name and not within_a_name(written, match.start()) and (words := _telling(name.group())):
            found.append(FullName(_kind(match.group()), words))
    return tuple(found)


def _kind(noun: str) -> int:
    """The kind that a noun names, written or folded, with the space behind it."""
    return kinds().get(fold(" ".join(noun.split())), _SCHOOLS)


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    """The pattern of a noun that a full name follows, in small letters, with the space behind it."""
    return _pattern(_SCHOOL, nfc)


@lru_cache(maxsize=1)
def _bare_noun() -> re.Pattern[str]:
    """The same in a folded text."""
    return _pattern(fold(_SCHOOL), fold)


def _pattern(school: str, spelt: Callable[[str], str]) -> re.Pattern[str]:
    """The pattern of the nouns, spelt some way."""
    nouns = [
        noun for noun, kind in class_nouns().items() if kind not in small_kinds() and not noun.endswith(".")
    ]
    longest = sorted(nouns, key=len, reverse=True)
    written = "|".join(re.escape(spelt(noun.lower())).replace(r"\ ", r"\s+") for noun in longest)
    return re.compile(rf"(?<!\w)(?:{written}|{school})\s+(?=\w)")
