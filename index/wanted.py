"""Wanted: what a question is searched with: corrected words, other wordings, what must stand as typed. Pure.

A word that the store does not know is taken for a known one a letter away, an English question's words for their
Vietnamese, an abbreviation for its full form and the other way round. Nothing of this is shown or quoted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.bearing import words
from index.encodings.syllables import is_used
from index.english import asked_in_english, rendered
from index.things import Things, other_names
from index.vietnamese import Term, canonical, fold, terms, wordings

Frequency = Callable[[Iterable[str]], Mapping[str, int]]

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{2,200})[”\"»]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Words that are put right in a question, and how long one may be: what is longer or shorter is no syllable or name.
_MOST, _SHORTEST, _LONGEST = 3, 3, 12
# From this length a word is put right without a neighbour that speaks for it.
_SURE = 4


class Other(NamedTuple):
    """Another wording of a run of the question's words."""

    words: tuple[str, ...]
    run: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is an abbreviation."""
        return len(self.words) == 1

    @property
    def times(self) -> float:
        """How often each of its words counts: a short form for every word and pair of the full one."""
        return max(1.0, 2.0 * len(self.run) - 1) if self.is_short else 1.0


class Wanted(NamedTuple):
    """The words to search with, other wordings, and runs (numbers, quoted phrases) that should stand exactly so."""

    text: str
    others: tuple[Other, ...]
    exactly: tuple[str, ...]
    things: Things = ()  # of an English question

    @property
    def further(self) -> list[tuple[Sequence[str], float]]:
        """What to search keywords for besides the words, and how often each counts."""
        return [(other.words, other.times) for other in self.others] + other_names(self.things)

    @property
    def in_full(self) -> str:
        """The words with each abbreviation written out; one with several meanings is kept, and its full forms added."""
        meant = self._meant()
        several = [
            " ".join(other.words)
            for other in self.others
            if not other.is_short and (len(other.run) > 1 or other.run[0] not in meant)
        ]
        return " ".join([_replaced(self.text, meant), *several])

    def spelt_out(self, text: str) -> str:
        """A text with the abbreviations in full of what the question has, in full or abbreviated."""
        short = {other.words[0]: " ".join(other.run) for other in self.others if other.is_short}
        return _replaced(text, self._meant() | short)

    def _meant(self) -> dict[str, str]:
        """The question's abbreviations of one meaning, each with its full form."""
        full = [other for other in self.others if not other.is_short and len(other.run) == 1]
        runs = [other.run for other in full]
        return {other.run[0]: " ".join(other.words) for other in full if runs.count(other.run) == 1}


def wanted(question: str, frequency: Frequency) -> Wanted:
    """What to search with; `frequency` says in how many passages each folded word, or pair joined by `_`, stands."""
    things = tuple(rendered(question)) if asked_in_english(question) else ()
    in_vietnamese = [names[0] for names in things]
    text = " ".join([question, *in_vietnamese]) if things else put_right(question, frequency)
    return Wanted(text, _otherwise(text), tuple(_exact_runs(question)), things)


def put_right(question: str, frequency: Frequency) -> str:
    """The question with each unknown word replaced by a known one a letter away, if there is one."""
    found = terms(question)
    known = frequency({term.folded for term in found})
    odd = [place for place, term in enumerate(found) if not known[term.folded] and _may_be_mistyped(term)]
    for place in reversed(odd[:_MOST]):
        before = found[place - 1].folded if place else ""
        after = found[place + 1].folded if place + 1 < len(found) else ""
        if meant := _meant(found[place], before, after, frequency):
            question = question[: found[place].start] + meant + question[found[place].end :]
    return question


def _replaced(text: str, instead: Mapping[str, str]) -> str:
    """The text with other words in the place of some."""
    if not instead:
        return text
    lengths = {len(word) for word in instead}

    def meant(match: re.Match[str]) -> str:
        """Another word, or the same."""
        word = match.group()
        return instead.get(canonical(word), word) if len(word) in lengths else word

    return re.sub(rf"[^\W\d_]{{{min(lengths)},}}", meant, text)


def _may_be_mistyped(term: Term) -> bool:
    """Whether a term is a plain word of a length that typing errors are looked for in."""
    return term.folded.isascii() and term.folded.isalpha() and _SHORTEST <= len(term.folded) <= _LONGEST


def _meant(term: Term, before: str, after: str, frequency: Frequency) -> str:
    """The known word a letter away that stands most beside these neighbours, else, of a long one, the commonest.

    What is a syllable as it is typed must stand between both: a small store lacks many that are spelt right.
    """
    counts = frequency(_a_letter_away(term.folded))
    near = [one for one, count in counts.items() if count]
    beside = frequency([f"{before}_{one}" for one in near] + [f"{one}_{after}" for one in near])
    if is_used(term.exact):
        near = [one for one in near if beside[f"{before}_{one}"] and beside[f"{one}_{after}"]]

    def together(one: str) -> int:
        """In how many passages it stands beside either neighbour."""
        return beside[f"{before}_{one}"] + beside[f"{one}_{after}"]

    best = max(near, key=lambda one: (together(one), counts[one], one), default="")
    return best if best and (together(best) or len(term.folded) >= _SURE) else ""


def _a_letter_away(word: str) -> set[str]:
    """Every word made by adding, dropping or changing a letter, or by swapping two."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    made = {left + letter + right for left, right in cuts for letter in _LETTERS}
    made |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    made |= {left + right[1:] for left, right in cuts if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return made - {word}


def _otherwise(text: str) -> tuple[Other, ...]:
    """The other wordings of abbreviations in the text; a full form is not taken for one of several meanings."""
    typed = [term.exact for term in terms(text)]
    found = [
        Other(one.words, tuple(typed[one.first : one.last]))
        for one in wordings(typed)
        if len(one.words) > 1 or len({tuple(map(fold, full.words)) for full in wordings(one.words)}) == 1
    ]
    accented = {tuple(map(fold, one.words)) for one in found if any(fold(word) != word for word in one.words)}
    return tuple(one for one in found if one.words not in accented)


def _exact_runs(question: str) -> Iterator[str]:
    """Document numbers and quoted phrases of two words or more."""
    for term in terms(question):
        if term.folded[0].isdigit() and re.search("[a-z]", term.folded):
            yield question[term.start : term.end]
    yield from (match.group(1) for match in _QUOTED.finditer(question) if len(words(match.group(1))) > 1)


def borne_exactly(runs: Iterable[str], text: str) -> float:
    """The share of the runs that stand in a text word for word; accents count where they were typed."""
    asked = [words(run) for run in runs]
    own = words(text)
    spelt = f" {' '.join(exact for exact, _ in own)} "
    bare = f" {' '.join(folded for _, folded in own)} "
    found = [
        f" {' '.join(exact for exact, _ in run)} " in spelt
        if any(exact != folded for exact, folded in run)
        else f" {' '.join(folded for _, folded in run)} " in bare
        for run in asked
    ]
    return sum(found) / len(found) if found else 0.0
