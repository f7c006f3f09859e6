"""Vietnamese: text as terms and sentences; folding, tone placement, offsets, abbreviations. Pure.

Every offset is in code points of the text as given, whatever its normal form: words are cut first and
normalised one by one, so no map between two versions of a text is needed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.memo import memo

# Combining marks belong to the word they follow, so that decomposed text is cut like composed text.
_MARKS = "\u0300-\u036f\u1dc4-\u1dff"
# A footnote's mark is no letter of the word that it stands at.
_LETTER = r"[^\W\d_²³¹⁰⁴-⁹]"
_WORD = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
# 58-NQ/TW, 832/QĐ-UBND, 37/2021/QH15, 19-CT/TU: a document number is one term, and its parts are terms too.
_DOCUMENT = rf"\d+(?:/\d{{4}})?[-/–](?:{_WORD}\d*)(?:[-/–&]{_WORD}\d*)*"
# 7,37 · 20.000 · 21/12/2022 · 327/411 · 2021-2025: digits and the marks between them.
_NUMBER = r"\d+(?:[.,/\-–:]\d+)*"
# words first: they are most of a text, and what begins with a digit is none
_TERM = re.compile(rf"{_WORD}|{_DOCUMENT}(?![^\W_])|{_NUMBER}")
_PIECE = re.compile(rf"\d+(?:[.,]\d+)*|{_WORD}")

# The capital and the small letters of Vietnamese and its neighbours, to stand in a pattern's brackets.
_LETTERS = [chr(code) for code in (*range(0x41, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA))]
UPPER = "".join(filter(str.isupper, _LETTERS))
LOWER = "".join(filter(str.islower, _LETTERS))

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# An initial, the vowels, and what closes the syllable; `gi` and `qu` are initials before another vowel.
_SYLLABLE = re.compile(
    r"(gi(?=[aăâeêioôơuưy])|qu(?=[aăâeêioôơưy])|[bcdđghklmnpqrstvx]*)([aăâeêioôơuưy]+)([bcdghklmnpqrstvx]*)"
)
# After these initials a lone y and a lone i are one vowel in two spellings: kỹ/kĩ, quý/quí, tỷ/tỉ.
_Y_OR_I = frozenset(("h", "k", "l", "m", "qu", "s", "t", "v"))


class Term(NamedTuple):
    """A word or number: where it stands, as written (one tone placement, lower case), and without accents."""

    start: int
    end: int
    exact: str
    folded: str


def nfc(text: str) -> str:
    """The text in Unicode's composed form."""
    return unicodedata.normalize("NFC", text)


class _Bare(dict[int, str]):
    """Each character without its accents, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """The letter that a small letter is without its marks; nothing of a mark alone."""
        parts = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(c for c in parts if not unicodedata.combining(c)).replace("đ", "d")
        return self[code]


_BARE = _Bare()


class _Toneless(dict[str, tuple[str, str]]):
    """Each character without the mark of its tone, and that mark, worked out when it is first met."""

    def __missing__(self, char: str) -> tuple[str, str]:
        """The letter, and the mark or nothing."""
        parts = unicodedata.normalize("NFD", char)
        mark = next((part for part in parts[1:] if part in _TONES), "")
        self[char] = (nfc(parts.replace(mark, "", 1)) if mark else char), mark
        return self[char]


_TONELESS = _Toneless()


@memo(16_384)
def fold(text: str) -> str:
    """Lower case without accents, đ as d, as people type who leave accents out."""
    lower = text.lower()
    return lower if lower.isascii() else unicodedata.normalize("NFC", lower.translate(_BARE))


@memo(16_384)
def canonical(word: str) -> str:
    """One word in NFC and lower case, spelled one way (hoá → hóa, thuỷ → thủy, kỹ → kĩ); accents are kept."""
    composed = nfc(word.lower())
    if composed.isascii() and "y" not in composed:
        return composed
    letters, marks = map(list, zip(*map(_TONELESS.__getitem__, composed), strict=True))
    tone = next(filter(None, marks), "")
    match = _SYLLABLE.fullmatch("".join(letters))
    if not match:
        return composed
    first, vowels = match.start(2), match.group(2)
    if vowels == "y" and not match.group(3) and match.group(1) in _Y_OR_I:
        letters[first] = "i"
    if tone:
        place = first + _tone_place(vowels, closed=bool(match.group(3)))
        letters[place] = nfc(letters[place] + tone)
    return "".join(letters)


def _tone_place(vowels: str, closed: bool) -> int:
    """Which of a syllable's vowels bears the tone in the spelling `hóa`, `thủy`, `hoàn`, `ngoài`."""
    for hatted in "ơêâăôư":  # ơ before ư: in ươ it is ơ that bears it
        if hatted in vowels:
            return vowels.rindex(hatted)
    if len(vowels) == 1:
        return 0
    return 1 if closed or len(vowels) > 2 else 0


@memo(50_000)
def word_forms(word: str) -> tuple[str, str]:
    """A word's exact and folded form."""
    exact = canonical(word.replace("–", "-"))
    return exact, fold(exact)


def terms(text: str) -> list[Term]:
    """The text's words and numbers in order; a document number or date is one term (see `pieces`)."""
    return [Term(m.start(), m.end(), *word_forms(m.group())) for m in _TERM.finditer(text)]


class LaidOut(NamedTuple):
    """A text's terms as columns: where each begins and ends, as written, and without accents."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    exact: tuple[str, ...]
    folded: tuple[str, ...]


def laid_out(text: str) -> LaidOut:
    """What `terms` gives as columns, in a third of the time."""
    spans = [match.span() for match in _TERM.finditer(text)]
    if not spans:
        return LaidOut((), (), (), ())
    starts, ends = zip(*spans, strict=True)
    exact, folded = zip(*map(word_forms, [text[start:end] for start, end in spans]), strict=True)
    return LaidOut(starts, ends, exact, folded)


def forms(text: str) -> list[tuple[str, str]]:
    """The exact and folded forms of the text's terms, without their places, in a third of the time."""
    return [word_forms(word) for word in _TERM.findall(text)]


def pieces(word: str) -> list[str]:
    """The exact forms of a compound number's parts (`58-nq/tw` → 58, nq, tw); empty for a plain word."""
    parts = _PIECE.findall(word)
    return parts if len(parts) > 1 else []


# A full stop after these, or after one capital letter, ends no sentence: titles, units of place, "number".
_NO_END = frozenset(
    [
        "tp",
        "tx",
        "tt",
        "q",
        "p",
        "h",
        "x",
        "gs",
        "pgs",
        "ts",
        "ths",
        "bs",
        "ks",
        "cn",
        "ds",
        "kts",
        "ncs",
        "gv",
        "hs",
        "st",
        "tr",
        "tm",
        "kt",
        "tl",
        "tuq",
        "đ/c",
        "mr",
        "mrs",
        "ms",
        "dr",
        "no",
        "vd",
    ]
)
_CLOSERS = "\"'”’»)\\]"
_END = re.compile(rf"(?:\./\.|[.!?…]+)[{_CLOSERS}]*(?=\s|$)|(?<=[^\W\d_]{{2}})\.(?=[^\W\d_]{{2}})|\n+")
# Every end begins with one of these, which are found in a fraction of the time.
_MARK = re.compile(r"[.!?…\n]")
_LAST_WORD = re.compile(r"[^\W_](?:[^\W_]|[./])*$")
# What opens a point of a list: a bullet, "1.", "a)", "(iv)".
LIST_MARK = re.compile(r"\s*(?:[-+*•–]|\(?(?:\d{1,2}|[a-zđ]|[ivxIVX]{1,4})[.)])")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as half-open spans of `text`, trimmed of white space, in order.

    A line end closes a sentence unless the line was only wrapped (the next one starts in lower case).
    Every character that is not white space is in exactly one span.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    place = start
    while mark := _MARK.search(text, place, stop):
        match = _END.match(text, mark.start(), stop)
        place = match.end() if match else mark.end()
        if match and _ends(text, begin, match, stop):
            _keep(spans, text, begin, place)
            begin = place
    _keep(spans, text, begin, stop)
    return spans


# One letter behind these is no first letter of a name: "trong quý I. Toàn tỉnh …"; how far before it they begin.
_NUMBERED = re.compile(r"\b(?:quy|qui|khoa|hang|loai|nhom|bac|cap|dot|khoi|vitamin)\s+[a-z]$")
_NEAR = 16


def _is_numbering(text: str) -> bool:
    """Whether the letter that a text ends in is the number of what stands before it: "quý I", "nhóm B"."""
    return bool(_NUMBERED.search(fold(text)))


def _ends(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    """Whether a mark or line end found after `begin` closes the sentence that began there."""
    start, end = match.span()
    following = text[end : min(end + 40, stop)].lstrip()
    mark = match.group()
    if mark[0] == "\n":
        wrapped = following[:1].islower() and not LIST_MARK.match(following)
        return not wrapped or len(mark) > 1
    before = _last_word(text[max(begin, start - 24) : start])
    if end < stop and not text[end].isspace():  # "…hội nghị.Lãnh đạo…": a lost space
        return before.islower() and following[:1].isupper() and following[1:2].islower()
    if mark == ".":
        initial = (
            len(before) == 1
            and before.isupper()
            and not _is_numbering(text[max(begin, start - _NEAR) : start])
        )
        if initial or _is_title(before.lower()):
            return not following
        if before.isdigit() and not text[begin:start].strip(" (\t").strip(before):
            return False  # "1. Nội dung": a list's number
    return not following[:1].islower()


def _last_word(text: str) -> str:
    """The word that a text ends with, with stops and strokes in it; empty if it ends with another sign."""
    # of the most words, at a third of the cost
    if (plain := text.rpartition(" ")[2]).isalpha():
        return plain
    word = _LAST_WORD.search(text)
    return word.group() if word else ""


def _is_title(word: str) -> bool:
    """Whether a full stop after this belongs to it: `tp`, and with stops of its own `pgs.ts` and `th.s`."""
    if word.isalpha():
        return word in _NO_END
    return bool({word, word.replace(".", ""), word.rpartition(".")[2]} & _NO_END)


def _keep(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append text[start:end] without its outer white space, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


class Wording(NamedTuple):
    """Another wording of words[first:last] of a text: an abbreviation's full form, or the other way round."""

    first: int
    last: int
    words: tuple[str, ...]


def wordings(words: Sequence[str]) -> list[Wording]:
    """Every other wording that the abbreviations know for a run of these words (exact forms).

    An abbreviation with several meanings gives each of them.
    """
    known = _abbreviations()
    if known.keys().isdisjoint(words):
        return []
    made = []
    for first, word in [(first, word) for first, word in enumerate(words) if word in known]:
        for run, others in known[word]:
            last = first + len(run)
            if len(run) == 1 or tuple(words[first:last]) == run:
                made += [Wording(first, last, other) for other in others]
    return made


# A run of words and the other wordings of it.
_Known = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, tuple[_Known, ...]]:
    """Each wording of abbreviations.txt with its others, both ways, with accents and without, by its first word."""
    table: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for line in (Path(__file__).parent / "abbreviations.txt").read_text("utf-8").splitlines():
        short, _, full = line.partition("\t")
        if not full or line.startswith("#"):
            continue
        for one, other in ((short, full), (full, short)):
            words, others = ([term.exact for term in terms(text)] for text in (one, other))
            table.setdefault(tuple(words), set()).add(tuple(others))
            table.setdefault(tuple(map(fold, words)), set()).add(tuple(map(fold, others)))
    by_first: dict[str, tuple[_Known, ...]] = {}
    for run, found in sorted(table.items()):
        by_first[run[0]] = (*by_first.get(run[0], ()), (run, tuple(sorted(found))))
    return by_first
