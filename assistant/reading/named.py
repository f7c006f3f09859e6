"""Named: the place or thing that a question means by kind and name (“huyện Hồng Dân”), and those in a text. Pure.

Whether the two differ is decided in `another.py`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.capitals import RUN, folded_words, without_provinces
from assistant.reading.class_nouns import kinds
from assistant.reading.people import within_a_name
from assistant.stated.plain import listed
from assistant.understanding.asked import says_nothing
from index.memo import memo
from index.vietnamese import fold, nfc

# Nouns that a name follows at once, and what stands before one of many.
_AT_ONCE = re.compile(
    r"(?<!\w)(huyen|xa|thi tran|thi xa|phuong|quan|khu cong nghiep|khu kinh te|khu do thi) ([^\W\d_]+) ([^\W\d_]+)"
)
_NO_NAME = listed("nao gi o cua tai tren trong nay do moi cu la co duoc da se va")
_COUNTED = re.compile(r"(?:bao nhieu|may|cac|nhung|moi|tung|nhieu|so|hai|ba|bon|\d) $")
# Of these several provinces have one of the same name: "huyện Châu Thành".
_DISTRICTS = ("huyen", "xa", "thi tran", "thi xa", "phuong", "quan", "thon")


class Named(NamedTuple):
    """A kind of thing, by its line's number in class_nouns.txt, and the folded words of the one meant."""

    kind: int
    name: tuple[str, ...]


@memo(512)
def named(question: Question) -> tuple[Named, ...]:
    """What the question means by a class noun and a name, except provinces; nothing for an English question."""
    if is_foreign(question):
        return ()
    return named_in(without_provinces(question.text))


def names_district(question: Question) -> bool:
    """Whether a question names a district, commune or the like."""
    return any(one.kind in small_kinds() for one in (*named(question), *typed_small(question)))


@lru_cache(maxsize=1)
def small_kinds() -> frozenset[int]:
    """The kinds of place that a province is made of."""
    return frozenset(kinds()[noun] for noun in _DISTRICTS)


@memo(512)
def typed_small(question: Question) -> tuple[Named, ...]:
    """What a question typed without accents names: a class noun and the words that follow it at once, at least two."""
    if is_foreign(question) or question.accented:
        return ()
    bare = fold(without_provinces(question.text))
    found = []
    for match in _AT_ONCE.finditer(bare):
        noun, *name = match.groups()
        counted = _COUNTED.search(bare, 0, match.start())
        if (
            not counted
            and name[0] not in _NO_NAME
            and not all(says_nothing(word, accents_typed=False) for word in name)
        ):
            found.append(Named(kinds()[noun], tuple(name)))
    return tuple(found)


@memo(4096)
def named_in(text: str) -> tuple[Named, ...]:
    """What a text names by a class noun and a name in capitals."""
    written = nfc(text)
    bare = fold(written)
    if len(bare) != len(written):
        return ()
    found = []
    for match in _class_noun().finditer(bare):
        run = RUN.match(written, match.end()) if not within_a_name(written, match.start()) else None
        # an abbreviation stands for words, which other texts write in full
        if run and not (run.group().isupper() and len(run.group()) > 1):
            found.append(Named(kinds()[" ".join(match.group().split())], folded_words(run.group())))
    return tuple(found)


@lru_cache(maxsize=1)
def _class_noun() -> re.Pattern[str]:
    """The pattern of a class noun in folded text, with the space after it."""
    written = [re.escape(noun).replace(r"\ ", r"\s+") for noun in sorted(kinds(), key=len, reverse=True)]
    nouns, short = "|".join(written), "|".join(noun for noun in written if noun.endswith("."))
    return re.compile(rf"(?<!\w)(?:(?:{nouns})\s+|(?:{short})\s*)(?=\w)")


@memo(1024)
def _in_a_row(text: str) -> str:
    """A text's folded words, with one space between and around them."""
    return f" {' '.join(folded_words(text))} "


def bears(text: str, name: tuple[str, ...]) -> bool:
    """Whether a text mentions a name."""
    return _is_in(_in_a_row(text), name)


def _is_in(row: str, name: tuple[str, ...]) -> bool:
    """Whether a name stands among words in a row: all its words together, or three in four of a long one."""
    return f" {' '.join(name)} " in row or (
        len(name) > 2 and sum(f" {word} " in row for word in name) * 4 >= len(name) * 3
    )
