"""Bearing: how far each of a few passages bears a question's words, as numbers that the ranking weighs. Pure.

It sees what engines that know a passage as a bag of terms do not: which words stand in the same sentence or beside
each other, which are spelt as asked, and which are names. All passages of a question go together, in numpy.
"""

import re
from collections.abc import Callable, Container, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.vietnamese import nfc, word_forms

Numbers = NDArray[np.float64]
Found = NDArray[np.bool_]

# What each column of `bearing` says, as a share of the weight of the question's words (or pairs of neighbours).
COLUMNS = (
    "words spelt so",  # in the passage, with the accents asked for; any spelling does if none were typed
    "in one sentence",
    "pairs in one sentence",
    "in two sentences",
    "names",  # written with a capital within a sentence
    "numbers",  # of the question's numbers alone
    "of the title",  # how much of the title the question has, by count
    "length",  # 1 for a passage of _USUAL words
)
# Words, parts of numbers, and what ends a sentence: a point within an abbreviation does not.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[!?;…\n]|\.(?!\w)")
_MARKS = "!?;…\n."
_USUAL = 230


class Looked(NamedTuple):
    """A passage's text, and the heading that is searched beside it."""

    text: str
    heading: str


class _Tokens(NamedTuple):
    """The tokens of all passages end to end, one number each."""

    word: NDArray[np.intp]  # place among the question's words, else -1
    spelt: NDArray[np.bool_]  # as the question spells it
    capital: NDArray[np.bool_]
    passage: NDArray[np.intp]
    sentence: NDArray[np.intp]


def words(text: str) -> list[tuple[str, str]]:
    """The text's words and parts of numbers in order, as spelt and without accents."""
    return [word_forms(token) for token in spoken(text)]


def spoken(text: str) -> list[str]:
    """The text's words and parts of numbers in order, capitals kept."""
    return [token for token in _TOKEN.findall(nfc(text)) if token[0].isalnum()]


def terms_weighed(question: str) -> list[str]:
    """The folded words and pairs (joined by `_`) whose weights `bearing` asks for."""
    folded = [folded for _, folded in words(question)]
    return list(dict.fromkeys([*folded, *map("_".join, pairwise(folded))]))


class Looks(NamedTuple):
    """Which of a question's words and pairs stand where in a few passages, before any of them is weighed."""

    words: tuple[str, ...]  # folded, each once
    pairs: tuple[str, ...]  # joined by `_`
    spelt: Found  # which words each passage has as asked, and so on
    names: Found
    anywhere: Found
    by_sentence: Found
    pairs_by_sentence: Found
    owner: NDArray[np.intp]  # the passage of each sentence
    of_titles: Numbers
    lengths: Numbers

    def borne(self, weight: Callable[[str], float]) -> Numbers:
        """A row per passage with the `COLUMNS`, given the weight of each folded word and of each pair joined by `_`."""
        word_weights = np.array([weight(word) for word in self.words])
        pair_weights = np.array([weight(pair) for pair in self.pairs])
        numbers = word_weights * np.array([word[0].isdigit() for word in self.words])
        one, two = _best(self.by_sentence, self.owner, word_weights)
        rows = np.stack(
            [
                _share(self.spelt, word_weights),
                one,
                _best(self.pairs_by_sentence, self.owner, pair_weights)[0],
                two,
                _share(self.names, word_weights),
                _share(self.anywhere, numbers),
                self.of_titles,
                self.lengths,
            ],
            axis=1,
        )
        return np.asarray(rows, dtype=np.float64)


def bearing(question: str, passages: Sequence[Looked], weight: Callable[[str], float]) -> Numbers:
    """A row per passage with the `COLUMNS`, from 0 to 1 except the length.

    `weight` says how telling a folded word, or a pair joined by `_`, is: 0 if the store has none.
    """
    return looks(question, passages).borne(weight)


def looks(question: str, passages: Sequence[Looked]) -> Looks:
    """Where the question's words and pairs stand in the passages."""
    asked = words(question)
    folded = [bare for _, bare in asked]
    places = {word: place for place, word in enumerate(dict.fromkeys(folded))}
    pairs = {pair: place for place, pair in enumerate(dict.fromkeys(pairwise(folded)))}
    accented = any(exact != bare for exact, bare in asked)
    tokens = _tokens(passages, places, {exact for exact, _ in asked} if accented else None)
    count, sentences = len(passages), int(tokens.sentence[-1]) + 1 if len(passages) else 0

    known = tokens.word >= 0
    second = np.zeros(len(known), dtype=bool)
    second[1:] = tokens.sentence[1:] == tokens.sentence[:-1]
    neighbours, paired = _neighbours(tokens, second, places, pairs)
    owner = np.zeros(sentences, dtype=np.intp)
    owner[tokens.sentence] = tokens.passage

    def by_passage(mask: NDArray[np.bool_]) -> Found:
        """Which passage has which word."""
        return _table(mask, tokens.passage, tokens.word, count, len(places))

    return Looks(
        words=tuple(places),
        pairs=tuple(map("_".join, pairs)),
        spelt=by_passage(known & tokens.spelt),
        names=by_passage(known & tokens.capital & second),
        anywhere=by_passage(known),
        by_sentence=_table(known, tokens.sentence, tokens.word, sentences, len(places)),
        pairs_by_sentence=_table(paired, tokens.sentence, neighbours, sentences, len(pairs)),
        owner=owner,
        of_titles=_of_titles(passages, places),
        lengths=np.log1p(np.bincount(tokens.passage, minlength=count) / _USUAL) / np.log(2),
    )


def _tokens(passages: Sequence[Looked], places: dict[str, int], spelt: set[str] | None) -> _Tokens:
    """Every passage's tokens; each passage ends with a mark, so that none is empty."""
    found, lengths = [], []
    for passage in passages:
        own = [*_TOKEN.findall(nfc(passage.text)), "."]
        lengths.append(len(own))
        found += own
    # a token is looked at once, however often it stands there, and closely only where the question has it
    distinct = {token: place for place, token in enumerate(dict.fromkeys(found))}
    token = np.fromiter(map(distinct.__getitem__, found), dtype=np.intp, count=len(found))
    word = np.array([places.get(word_forms(each)[1], -1) for each in distinct], dtype=np.intp)
    spelt_so, upper, marks = (np.zeros(len(distinct), dtype=bool) for _ in range(3))
    own_tokens = list(distinct)
    for place in np.flatnonzero(word >= 0).tolist():
        spelt_so[place] = spelt is None or word_forms(own_tokens[place])[0] in spelt
        upper[place] = own_tokens[place][0].isupper()
    marks[[distinct[mark] for mark in _MARKS if mark in distinct]] = True
    owner = np.repeat(np.arange(len(passages)), lengths)
    ends = marks[token]
    begins = np.ones(len(found), dtype=bool)
    begins[1:] = ends[:-1] | (owner[1:] != owner[:-1])
    return _Tokens(
        word[token],
        spelt_so[token],
        upper[token],
        owner,
        np.cumsum(begins) - 1,
    )


def _table(
    mask: NDArray[np.bool_], owner: NDArray[np.intp], place: NDArray[np.intp], rows: int, columns: int
) -> NDArray[np.bool_]:
    """Which owner (a passage or sentence) has which word, among the tokens under the mask."""
    found = np.zeros((rows, columns), dtype=bool)
    found[owner[mask], place[mask]] = True
    return found


def _neighbours(
    tokens: _Tokens, second: NDArray[np.bool_], places: dict[str, int], pairs: dict[tuple[str, str], int]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each token the place of the pair that it closes, and whether it closes one."""
    known = np.full((len(places) + 1, len(places) + 1), -1, dtype=np.intp)  # the last is the unknown word's
    for (first, last), place in pairs.items():
        known[places[first], places[last]] = place
    closed = np.full(len(tokens.word), -1, dtype=np.intp)
    closed[1:] = np.where(second[1:], known[tokens.word[:-1], tokens.word[1:]], -1)
    return closed, closed >= 0


def _best(within: NDArray[np.bool_], owner: NDArray[np.intp], weights: Numbers) -> tuple[Numbers, Numbers]:
    """For each passage the share that its best sentence bears, and that its best two neighbouring sentences bear."""
    if not len(owner):
        return np.zeros(0), np.zeros(0)
    one = _share(within, weights)
    two = one.copy()
    mates = owner[:-1] == owner[1:]
    two[:-1][mates] = _share(within[:-1][mates] | within[1:][mates], weights)
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.maximum.reduceat(one, first), np.maximum.reduceat(two, first)


def _of_titles(passages: Sequence[Looked], places: Container[str]) -> Numbers:
    """How many of its own words each heading shares with the question."""
    own = [{bare for _, bare in words(passage.heading)} for passage in passages]
    return np.array([sum(word in places for word in each) / max(len(each), 1) for each in own])


def _share(found: NDArray[np.bool_], weights: Numbers) -> Numbers:
    """How much of all the weight each row has."""
    total = weights.sum()
    return np.asarray(found @ weights / total if total else np.zeros(len(found)), dtype=np.float64)
