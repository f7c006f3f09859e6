"""Named: the one of its kind that a question means, “huyện Hồng Dân”, “kỳ họp thứ 4”, and whether a text means another.

Provinces and document numbers are `bounds.py`' own. Pure.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.stated.numbers import roman
from assistant.wordings import named_places
from index.vietnamese import UPPER, fold, nfc, terms

_RUN = re.compile(rf"[{UPPER}][\w'’-]*(?:\s+[{UPPER}][\w'’-]*)*")
# What is counted off: the word before the number tells which count it is.
_NUMBERED = re.compile(
    r"(?<!\w)(\w+) (?:lan )?(thu|so) (\d{1,4}|[IVXL]+|nhat|nhi|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?![\w%]|[.,/-]\d)"
    r"|(?<!\w)(khoa|lan|dot|vong|dieu|khoan|chuong|giai doan) (\d{1,3}|[IVXL]+)(?![\w%]|[.,/-]\d)"
)
_FIGURE = re.compile(r"(?<!\w)[IVXL]+(?!\w)")
_SPOKEN = dict(nhat=1, nhi=2, hai=2, ba=3, tu=4, nam=5, sau=6, bay=7, tam=8, chin=9, muoi=10)
# A place in an order is what "thứ mấy" asks for, or a plain fact: no one of a kind.
_RANKED = frozenset(("dung", "xep", "tri", "hang", "la", "lon", "nhat", "cao"))


class Named(NamedTuple):
    """A kind of thing, as the number of its line in class_nouns.txt, and the folded words of the one meant."""

    kind: int
    name: tuple[str, ...]


def is_another(question: Question, sentence: str, before: str, whole: str) -> bool:
    """Whether a sentence is about another one of a kind than the question means.

    A sentence that names another of that kind is about that one, unless the sentence `before` names the one meant;
    where it names none, the one meant must at least stand somewhere in `whole`, its report's title and text.
    """
    for counted, number in _numbered(question.text):
        here = _numbered(sentence)
        if number in {found for _, found in here}:
            continue
        if counted in {of for of, _ in here} or number not in {found for _, found in _numbered(whole)}:
            return True
    for kind, name in named(question):
        if _bears(sentence, name) or _bears(before, name):
            continue
        others = [other for of, other in _named_in(sentence) if of == kind]
        if others and not any(set(other) & set(name) or _bears(question.text, other) for other in others):
            return True
        if len(name) > 1 and not _bears(whole, name):
            return True
    return False


@lru_cache(maxsize=512)
def named(question: Question) -> tuple[Named, ...]:
    """What the question means by a class noun and a name, provinces apart; nothing of an English one."""
    if is_foreign(question):
        return ()
    text = question.text
    for place in named_places(text):
        text = text[: place.start] + fold(text[place.start : place.end]) + text[place.end :]
    return _named_in(text)


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[Named, ...]:
    """The class nouns in a text that a name in capitals follows."""
    written = nfc(text)
    bare = fold(written)
    if len(bare) != len(written):
        return ()
    nouns, kinds = _class_nouns()
    found = []
    for match in nouns.finditer(bare):
        run = _RUN.match(written, match.end())
        # an abbreviation stands for words, which other texts write in full
        if run and not (run.group().isupper() and len(run.group()) > 1):
            found.append(Named(kinds[" ".join(match.group().split())], _words(run.group())))
    return tuple(found)


@lru_cache(maxsize=1)
def _class_nouns() -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds a class noun in folded text, with the space after it, and the number of each noun's line."""
    lines = (Path(__file__).parent / "class_nouns.txt").read_text("utf-8").splitlines()
    kinds = {
        fold(noun.replace("_", " ")): number
        for number, line in enumerate(lines)
        if not line.startswith("#")
        for noun in line.split()
    }
    written = [re.escape(noun).replace(r"\ ", r"\s+") for noun in sorted(kinds, key=len, reverse=True)]
    nouns, short = "|".join(written), "|".join(noun for noun in written if noun.endswith("."))
    return re.compile(rf"(?<!\w)(?:(?:{nouns})\s+|(?:{short})\s*)(?=\w)"), kinds


@lru_cache(maxsize=4096)
def _numbered(text: str) -> frozenset[tuple[str, int]]:
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
        of, number = (match.group(1) or match.group(4)).lower(), match.group(3) or match.group(5)
        marked = written[match.start(2) : match.end(2)].lower() if match.group(2) else "số"
        if of not in _RANKED and (marked in ("thứ", "số") or not accented):
            found.add((of, _number(number)))
    return frozenset(found)


def _number(written: str) -> int:
    """A number in digits, Roman figures or as spoken."""
    if written.isdigit():
        return int(written)
    if written in _SPOKEN:
        return _SPOKEN[written]
    return roman(written)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """A text's folded words."""
    return tuple(term.folded for term in terms(text))


@lru_cache(maxsize=1024)
def _in_a_row(text: str) -> str:
    """A text's folded words with one space between, and around."""
    return f" {' '.join(_words(text))} "


def _bears(text: str, name: tuple[str, ...]) -> bool:
    """Whether a text bears a name: all its words in a row, or three in four of a long one."""
    row = _in_a_row(text)
    return f" {' '.join(name)} " in row or (
        len(name) > 2 and sum(f" {word} " in row for word in name) * 4 >= len(name) * 3
    )
