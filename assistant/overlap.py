"""How much of a question a sentence bears: weighted words and pairs of words, with abbreviations both ways. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import index
from assistant.question import Question, is_foreign
from index.glossary import translations
from index.vietnamese import Term, fold, pieces, terms, wordings

# What a match earns when the accents typed in the question are not those of the text: "dương" for "đường".
_OTHER_ACCENTS = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a question names: any of its renderings (runs of exact words) stands for it."""

    renderings: tuple[tuple[str, ...], ...]
    weight: float
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text's terms in order, and its words as sets: exact, folded, and folded neighbours."""

    terms: tuple[Term, ...]
    exact: frozenset[str]
    folded: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """The text's words, the parts of its compound numbers, and every other wording of its abbreviations."""
    found = terms(text)
    exact = {term.exact for term in found}
    folded = [term.folded for term in found]
    pairs = set(pairwise(folded))
    others = [run for term in found if not term.exact.isalpha() and (run := tuple(pieces(term)))]
    for run in (*others, *(wording.words for wording in wordings(found))):
        exact.update(run)
        pairs.update(pairwise(map(fold, run)))
    return Words(tuple(found), frozenset(exact), frozenset(map(fold, exact)), frozenset(pairs))


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
    single = [Unit(((term.exact,),), weight(term.folded)) for term in found]
    pairs = [
        Unit(((one.exact, other.exact),), (weight(one.folded) + weight(other.folded)) / 2, pair=True)
        for one, other in pairwise(found)
        if not question.text[one.end : other.start].strip(" -–,/") and one.end < other.start
    ]
    return tuple(single + pairs)


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
            runs = tuple(tuple(term.exact for term in terms(text)) for text in here.renderings)
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
    lines = (Path(index.__file__).parent / "background.tsv").read_text("utf-8").splitlines()
    return {word: float(share) / 1000 for word, _, share in (line.partition("\t") for line in lines)}


def translated(question: Question) -> str:
    """An English question's words in Vietnamese, each word's commonest rendering; names and numbers as they stand."""
    return " ".join(
        " ".join(unit.renderings[0]) for unit in units(question, lambda word: 1.0) if not unit.pair
    )


def wanted_words(question: Question) -> list[str]:
    """The folded words whose frequency in the store weighs the question's units."""
    runs = [run for unit in units(question, lambda word: 1.0) for run in unit.renderings]
    return list(dict.fromkeys(fold(word) for run in runs for word in run))


def borne(asked: Sequence[Unit], text: Words, accented: bool = True) -> list[float]:
    """How far, 0 to 1, a text bears each of the asked units.

    `accented`: accents were typed, so a word with others counts half.
    """
    return [max((_run(run, text, accented) for run in unit.renderings), default=0.0) for unit in asked]


def share(asked: Sequence[Unit], found: Sequence[float]) -> float:
    """The share, 0 to 1, of the asked units' weight that is borne (`found`, a value a unit)."""
    total = sum(unit.weight for unit in asked)
    return (
        sum(unit.weight * value for unit, value in zip(asked, found, strict=True)) / total if total else 0.0
    )


def _run(run: tuple[str, ...], text: Words, accented: bool) -> float:
    """How far the text bears a run of words: one word, or the share of its neighbouring pairs."""
    if len(run) == 1:
        bare = fold(run[0])
        found = float(bare in text.folded)
        missed = found and accented and run[0] != bare and run[0] not in text.exact
    else:
        folded = [fold(word) for word in run]
        pairs = list(pairwise(folded))
        found = sum(pair in text.pairs for pair in pairs) / len(pairs) if pairs else 0.0
        missed = (
            found
            and accented
            and any(word != bare and word not in text.exact for word, bare in zip(run, folded, strict=True))
        )
    return found * _OTHER_ACCENTS if missed else found
