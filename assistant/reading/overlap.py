"""How much of a question a sentence bears: weighted words and pairs of words, with abbreviations both ways. Pure."""

import math
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.dimensions import Dimension, dimension
from index.glossary import translations
from index.memo import memo
from index.vietnamese import Term, fold, forms, laid_out, pieces, terms, wordings

# What a match earns when the accents typed in the question are not those of the text: "dương" for "đường".
_OTHER_ACCENTS = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a question names: any of its renderings (runs of exact words) stands for it.

    `needles` are the renderings as they are looked for in `Words`: a run's words, or neighbours, folded, and those
    of its words that bear accents.
    """

    renderings: tuple[tuple[str, ...], ...]
    weight: float
    pair: bool = False
    needles: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the needles."""
        object.__setattr__(self, "needles", tuple(_needles(run) for run in self.renderings))


def _needles(run: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The strings that are searched for a run of words."""
    bare = [fold(word) for word in run]
    sought = [f" {one} {other} " for one, other in pairwise(bare)] or [f" {bare[0]} "]
    return tuple(sought), tuple(f" {word} " for word, plain in zip(run, bare, strict=True) if word != plain)


class Rows(NamedTuple):
    """A text's words in a row to be searched, folded and as written.

    A space stands around each word; the other wordings follow, each run apart.
    """

    folded: str
    exact: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in order, folded and as written, with where each begins and ends, and in `Rows`."""

    row: tuple[str, ...]
    written: tuple[str, ...]
    starts: "array[int]"
    ends: "array[int]"
    folded: str
    exact: str


# A sentence takes about a kilobyte; a question reads a hundred.
@memo(8_192)
def words(text: str) -> Words:
    """The text's words, the parts of its compound numbers, and every other wording of its abbreviations."""
    found = laid_out(text)
    starts, ends = array("I", found.starts), array("I", found.ends)
    return Words(found.folded, found.exact, starts, ends, *_rows(found.exact, found.folded))


# The openings of reports, which are looked at with each of their passages.
@memo(1_024)
def rows(text: str) -> Rows:
    """What `words` gives to be searched, without the words one by one, in half the time."""
    found = forms(text)
    return _rows([exact for exact, _ in found], [folded for _, folded in found])


def _rows(exact: Sequence[str], folded: Sequence[str]) -> Rows:
    """A text's words in a row, then the parts of its compound numbers and the other wordings."""
    more: list[Sequence[str]] = [parts for word in exact if not word.isalpha() and (parts := pieces(word))]
    more += [wording.words for wording in wordings(exact)]
    if not more:
        return Rows(f" {' '.join(folded)} ", f" {' '.join(exact)} ")
    bare = [" ".join(folded), *(" ".join(map(fold, run)) for run in more)]
    return Rows(f" {' | '.join(bare)} ", f" {' | '.join(map(' '.join, (exact, *more)))} ")


def units(question: Question, weight: Callable[[str], float]) -> tuple[Unit, ...]:
    """What the question names, weighed: its words and pairs of neighbours, in English through the glossary.

    `weight` gives a folded word's weight in the store (rarer is heavier).
    """
    return _units(question, question.content, weight)


def head_units(question: Question, weight: Callable[[str], float]) -> tuple[Unit, ...]:
    """The units of what is asked for alone."""
    return _units(question, question.head, weight)


def _units(question: Question, found: tuple[Term, ...], weight: Callable[[str], float]) -> tuple[Unit, ...]:
    """The units of some of the question's terms."""
    if is_foreign(question):
        return _foreign_units(question, found, weight)
    asked = dimension(question)
    single = [Unit(_renderings(term, asked), weight(term.folded)) for term in found]
    pairs = [
        Unit(((one.exact, other.exact),), (weight(one.folded) + weight(other.folded)) / 2, pair=True)
        for one, other in pairwise(found)
        if not question.text[one.end : other.start].strip(" -–,/") and one.end < other.start
    ]
    return tuple(single + pairs)


def _renderings(term: Term, asked: Dimension | None) -> tuple[tuple[str, ...], ...]:
    """A word, and for the adjective that a question measures by the nouns that texts have for it."""
    if not asked or term.exact not in (asked.word, fold(asked.word)):
        return ((term.exact,), *_days(term.exact))
    return ((term.exact,), *(tuple(noun.split()) for noun in asked.nouns))


_DAY = re.compile(r"0?([1-9]|[12]\d|3[01])[/.-]0?([1-9]|1[0-2])")


def _days(word: str) -> tuple[tuple[str, ...], ...]:
    """A day of the year in the other ways of writing it: "12/7" as "12-7", "12.07" and "12 tháng 7"."""
    if not (told := _DAY.fullmatch(word)):
        return ()
    day, month = told.groups()
    # of "12-7" and "12/7/2023" the pieces are neighbours
    written = [(one, other) for one in (day, f"0{day}"[-2:]) for other in (month, f"0{month}"[-2:])]
    spelt = [
        run for one, other in written for run in ((one, other), (f"{one}.{other}",), (one, "tháng", other))
    ]
    return tuple(dict.fromkeys(spelt))


def _foreign_units(
    question: Question, found: tuple[Term, ...], weight: Callable[[str], float]
) -> tuple[Unit, ...]:
    """An English question's words as the glossary renders them; names and numbers as they stand."""
    rendered = {
        t.first: t for t in translations([question.text[term.start : term.end].lower() for term in found])
    }
    made, place = [], 0
    while place < len(found):
        here = rendered.get(place)
        if here and not _is_name(question.text, found[place]):
            written = [tuple(term.exact for term in terms(text)) for text in here.renderings]
            runs = tuple(run for run in written if run)  # "%" is no word
            made.append(Unit(runs, max(weight(fold(word)) for word in runs[0])))
            place = here.last
            continue
        term = found[place]
        heavy = weight(term.folded)
        made.append(Unit(((term.exact,),), heavy if heavy < weight("") else _UNTRANSLATED))
        if place + 1 < len(found) and not question.text[term.end : found[place + 1].start].strip():
            other = found[place + 1]
            if _is_name(question.text, term) and _is_name(question.text, other):
                both = (weight(term.folded) + weight(other.folded)) / 2
                made.append(Unit(((term.exact, other.exact),), both, pair=True))
        place += 1
    return tuple(made)


def _is_name(text: str, term: Term) -> bool:
    """Whether a word of an English question is a name: it bears accents."""
    word = text[term.start : term.end].lower()
    return fold(word) != word


# An English word that neither the glossary nor the store knows weighs little: no text could bear it.
_UNTRANSLATED = 1.0
# A store counts for as much as this many passages of the background: with fewer, its own counts say little.
_BACKGROUND = 2000
# The share of passages taken to hold any one number or year, none of which the background lists.
_NUMBERS = 0.03


def weights(frequency: Mapping[str, int], passages: int) -> Callable[[str], float]:
    """How much a folded word tells apart: BM25's inverse frequency over the store and a background of official text.

    `frequency` says in how many of the store's `passages` a word stands.
    """
    total = passages + _BACKGROUND

    def weight(word: str) -> float:
        usual = _NUMBERS if word[:1].isdigit() else _background().get(word, 0.0)
        among = frequency.get(word, 0) + _BACKGROUND * usual
        return math.log(1 + (total - among + 0.5) / (among + 0.5))

    return weight


@lru_cache(maxsize=1)
def _background() -> dict[str, float]:
    """The share of passages of official text in which a folded word stands (training/count_words.py)."""
    lines = Path(__file__).with_name("background.tsv").read_text("utf-8").splitlines()
    return {word: float(share) / 1000 for word, _, share in (line.partition("\t") for line in lines)}


def wanted_words(question: Question) -> list[str]:
    """The folded words whose frequency in the store weighs the question's units."""
    runs = [run for unit in units(question, lambda word: 1.0) for run in unit.renderings]
    return list(dict.fromkeys(fold(word) for run in runs for word in run))


def borne(asked: Sequence[Unit], text: Words | Rows, accented: bool = True) -> list[float]:
    """How far, 0 to 1, a text bears each of the asked units.

    `accented`: accents were typed, so a word with others counts half.
    """
    folded, exact = text.folded, text.exact
    found = []
    for unit in asked:
        most = 0.0
        for sought, accents in unit.needles:
            share = float(sought[0] in folded)
            if len(sought) > 1:
                share = sum([needle in folded for needle in sought]) / len(sought)
            if share and accented and not all([word in exact for word in accents]):
                share *= _OTHER_ACCENTS
            most = max(most, share)
        found.append(most)
    return found
