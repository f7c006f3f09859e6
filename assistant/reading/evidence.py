"""Evidence: a sentence as a candidate answer, described by a few plain numbers. Pure.

What the numbers are worth is `candidates.py`'s; they are computed for every sentence of every passage that a
question finds, so each is cheap.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from assistant.question import Question
from assistant.reading.bounds import provinces_in
from assistant.reading.fit import Fit
from assistant.reading.fitting import FORMED, enumerates, fits, strongest
from assistant.reading.overlap import Unit, Words, borne, head_units, rows, units, words
from assistant.reading.standing import Standing, aims, standing
from assistant.understanding.asked import Asked
from assistant.understanding.parts import parts
from index import Hit
from index.report import Report
from index.vietnamese import sentences


class Features(NamedTuple):
    """What is known of a candidate, each about 0 to 1."""

    own: float  # share of the question's weight in the sentence
    pairs: float  # the same of its pairs of neighbouring words
    beside: float  # share of all its neighbouring words, small ones too, that are neighbours in the sentence
    reach: float  # share with what the sentence before, the title, the opening and the passage lend
    before: float  # share in the sentence before
    after: float  # share in the sentence after
    title: float  # share in the report's title
    heaviest: float  # whether the question's rarest words stand in the sentence or near it
    head: float  # share of what is asked for in the sentence, half of it for the one before
    names: float  # share of the names the question gives, with context
    rest: float  # share of its other words, what is asked for apart, in the sentence or the one before
    run: float  # longest run of the question's words in the same order
    density: float  # share of the sentence's words that are the question's
    fits: float  # how surely a number, date, person … of the kind asked for is there
    defines: float  # how surely what is asked about is followed by its value
    tells: float  # how surely a reason, place, body or document is there, where one is asked for
    near: float  # how close that stands to the question's words
    lacks: float  # how surely nothing of the kind is there, for kinds that have a form
    placed: float  # whether the sentence itself, or what stands around it, names the province asked about
    search: float  # the passage's score in the search
    rank: float  # 1 for the first report found, a half for the second …
    length: float  # characters, up to 400
    opening: float  # 1 in the report's first sentences
    decided: float  # 1 where it tells of something decided, 2 when that is asked for
    draft: float  # 1 where it tells of a draft, -1 when a draft is asked for
    aims: float  # 1 where it tells of a target or plan, -1 when one is asked for


class Around(NamedTuple):
    """How much of a question's own words a passage and its report's title bear between them."""

    borne: float  # the weight of its words, each as far as it is borne, and of its provinces
    lacks: float  # the weight of what is not


@dataclass(frozen=True, slots=True)
class Evidence:
    """report.text[start:end], one sentence, as a candidate for an answer of the kind `asked`."""

    report: Report
    start: int
    end: int
    features: Features
    standing: Standing
    fit: Fit | None
    fit_strength: float
    asked: Asked
    around: Around

    @property
    def text(self) -> str:
        """The sentence."""
        return self.report.text[self.start : self.end]


# What context lends: the sentence before, the title, the report's opening, the rest of the passage.
_BEFORE, _TITLE, _OPENING, _PASSAGE = 0.7, 0.6, 0.4, 0.4
# What a province weighs, which bounds see to: about as much as two rare words.
_PROVINCE = 6.0
# Tokens between an answer and the question's words at which its nearness halves.
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Cut:
    """A found passage cut in sentences: their spans in the report's text, and their words."""

    report: Report
    hit: Hit
    spans: tuple[tuple[int, int], ...]
    words: tuple[Words, ...]

    @classmethod
    def of(cls, report: Report, hit: Hit) -> "Cut":
        """The passage's sentences."""
        spans = tuple(sentences(report.text, hit.start, hit.end))
        return cls(report, hit, spans, tuple(words(report.text[start:end]) for start, end in spans))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question's sentences are measured by, worked out once for all of them.

    `asked` are the question's units, those of what it asks for among them, `wanted` its folded words in order,
    `neighbours` all its pairs of words, folded, as they are looked for in `Words`;
    each of `shares` weighs the units, so that a row of what a sentence bears of each gives the share of some of them;
    `heavy` is the weight of each of the question's words, 0 for the other units.
    """

    question: Question
    asked: tuple[Unit, ...]
    wanted: tuple[str, ...]
    neighbours: tuple[str, ...]
    shares: dict[str, np.ndarray]
    heavy: np.ndarray

    @classmethod
    def of(cls, question: Question, weight: Callable[[str], float], cuts: Sequence[Cut]) -> "Sought":
        """What a question looks for in the passages found; `weight` gives a folded word's weight in the store."""
        asked, head = units(question, weight), head_units(question, weight)
        names = _names(question, cuts)
        every = (*asked, *(unit for unit in head if unit not in asked))
        single = [place for place, unit in enumerate(asked) if not unit.pair]
        named = [place for place in single if asked[place].renderings[0][0] in names]
        groups = {
            "all": range(len(asked)),
            "pairs": [place for place, unit in enumerate(asked) if unit.pair],
            "heaviest": sorted(single, key=lambda place: -asked[place].weight)[:3],
            "named": named,
            "others": [place for place in single if place not in named and asked[place] not in head],
            "head": [every.index(unit) for unit in head],
        }
        shares = {name: _weighing(every, places) for name, places in groups.items()}
        wanted = tuple(term.folded for term in question.content)
        heavy = np.zeros(len(every))
        heavy[single] = [asked[place].weight for place in single]
        return cls(question, every, wanted, _neighbours(question.text), shares, heavy)

    def share(self, name: str, found: np.ndarray, none: float = 0.0) -> list[float]:
        """For each row of `found` (a value a unit), the share of some units that is borne; `none` of no units."""
        weights = self.shares[name]
        borne: list[float] = (found @ weights).tolist() if weights.any() else [none] * len(found)
        return borne

    def around(self, found: np.ndarray) -> Around:
        """What a text bears of the question's words, by how far it bears each unit."""
        borne = float(found @ self.heavy) + _PROVINCE * len(self.question.provinces)
        return Around(borne, float((1 - found) @ self.heavy))


def _neighbours(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring words in a question, each once."""
    return tuple(dict.fromkeys(f" {one} {other} " for one, other in pairwise(words(text).row)))


def _weighing(asked: Sequence[Unit], places: Sequence[int]) -> np.ndarray:
    """A weight a unit, those of some places adding up to 1, the others 0."""
    weights = np.zeros(len(asked))
    for place in places:
        weights[place] += asked[place].weight
    return weights / (weights.sum() or 1.0)


def evidence(sought: Sought, cut: Cut, rank: int) -> list[Evidence]:
    """Every sentence of one found passage as a candidate; `rank` is its report's place, from 0, among those found."""
    if not cut.spans:
        return []
    question, report, accented = sought.question, cut.report, sought.question.accented
    text = report.text
    found = np.array([borne(sought.asked, said, accented) for said in cut.words])
    nothing = np.zeros((1, len(sought.asked)))
    before = np.concatenate((nothing, found[:-1]))
    title = np.array([borne(sought.asked, rows(report.title or ""), accented)])
    opening = np.array(borne(sought.asked, rows(_opening(report)), accented))
    reached = np.maximum(found, _BEFORE * before)
    np.maximum(reached, np.maximum(_TITLE * title, _OPENING * opening), out=reached)
    np.maximum(reached, _PASSAGE * found.max(axis=0), out=reached)
    lent = np.maximum(found, 0.5 * before)
    headed = np.maximum(found, 0.5 * np.concatenate((found[:1], found[:-1])))
    own = sought.share("all", found)
    in_pairs = sought.share("pairs", found)
    reach = sought.share("all", reached)
    in_before, in_after = [0.0, *own[:-1]], [*own[1:], 0.0]
    in_title = sought.share("all", title)[0]
    in_heaviest = sought.share("heaviest", reached)
    in_head = sought.share("head", headed, 0.5)
    in_names = sought.share("named", reached, 0.8)
    in_rest = sought.share("others", lent, 0.6)
    around = sought.around(np.maximum(found.max(axis=0), title[0]))
    wanted = frozenset(sought.wanted)
    is_aim = aims(question.text)
    placed = _placed(question, text[cut.hit.start : cut.hit.end], report)
    made = []
    for place, ((start, end), said) in enumerate(zip(cut.spans, cut.words, strict=True)):
        sentence = text[start:end]
        spots = [spot for spot, word in enumerate(said.row) if word in wanted]
        fitting = fits(question, sentence)
        near, fit = _nearest([(said.starts[spot], said.ends[spot]) for spot in spots], fitting)
        fit = _meant(question, sentence, fit, fitting) if fit and question.asked in _TIMED else fit
        tells = standing(sentence, text[slice(*cut.spans[place - 1])] if place else "")
        surest = strongest(fitting)
        features = Features(
            own=own[place],
            pairs=in_pairs[place],
            beside=sum([pair in said.folded for pair in sought.neighbours]) / max(len(sought.neighbours), 1),
            reach=reach[place],
            before=in_before[place],
            after=in_after[place],
            title=in_title,
            heaviest=in_heaviest[place],
            head=in_head[place],
            names=in_names[place],
            rest=in_rest[place],
            run=_run(sought.wanted, said.row, spots),
            density=len(spots) / max(len(said.row), 1),
            fits=surest if question.asked in FORMED else 0.0,
            defines=surest if question.asked == "definition" else 0.0,
            tells=surest * _TOLD.get(question.asked, 0.0)
            + float(question.wants_all and enumerates(sentence)),
            near=near if question.asked != "definition" else 0.0,
            lacks=1 - surest if question.asked in FORMED else 0.0,
            placed=1.0 if placed < 1 and set(question.provinces) & provinces_in(sentence) else placed,
            search=cut.hit.score,
            rank=1 / (1 + rank),
            length=min(end - start, 400) / 400,
            opening=float(bool(report.body) and start < report.body[0][0] + 300),
            decided=float(tells == "decided") * (2 if question.wants_decided else 1),
            draft=(-1.0 if question.wants_draft else 1.0) if tells == "draft" else 0.0,
            aims=(-1.0 if is_aim else 1.0) if aims(sentence) else 0.0,
        )
        made.append(Evidence(report, start, end, features, tells, fit, surest, question.asked, around))
    return made


# Kinds of which a sentence may give one that came about and one that is aimed at, or one a quarter.
_TIMED = frozenset(("number", "percent", "rank", "date", "year"))
_COMMA = re.compile(r"[,;:(](?=\s)|\(")
# How much it counts; most of what is asked why only says that it happened.
_TOLD = {
    "reason": 2.0,
    "place": 1.0,
    "body": 1.0,
    "document": 1.0,
    "which": 1.0,
    "whether": 1.0,
    "funds": 1.0,
}


def _names(question: Question, cuts: Sequence[Cut]) -> frozenset[str]:
    """The question's words that the passages write with a capital more often than not, sentences' beginnings apart.

    Read off the passages, so that it does not matter how the question was typed.
    """
    wanted = {term.folded: term.exact for term in question.content}
    capitals: Counter[str] = Counter()
    for cut in cuts:
        for (begin, _), said in zip(cut.spans, cut.words, strict=True):
            for word, start in zip(said.row, said.starts, strict=True):
                if start and word in wanted:
                    capitals[wanted[word]] += 1 if cut.report.text[begin + start].isupper() else -1
    return frozenset(word for word, count in capitals.items() if count > 0)


def _opening(report: Report) -> str:
    """The first words of the report's body, where a report says who met when and where."""
    if not report.body:
        return ""
    start, end = report.body[0]
    return report.text[start : min(end, start + 600)]


def _placed(question: Question, passage: str, report: Report) -> float:
    """1 where no province is asked about, less where passage or title name it, still less where the report is of it."""
    wanted = set(question.provinces)
    if not wanted:
        return 1.0
    if wanted & (provinces_in(passage) | provinces_in(report.title or "")):
        return 0.7
    return 0.5 if report.province in wanted else 0.0


def _nearest(spots: Sequence[tuple[int, int]], fitting: Sequence[Fit]) -> tuple[float, Fit | None]:
    """The fit that stands closest to the question's words, and how close: strength halved each few words."""
    best, kept = 0.0, None
    for fit in fitting:
        # the mean over the three nearest words: one common word beside a number is no nearness
        gaps = sorted(
            [
                min(abs(fit.start - b), abs(a - fit.end)) / 5
                for a, b in spots
                if b <= fit.start or a >= fit.end
            ]
        )[:3]
        close = fit.strength * sum([1 / (1 + gap / _NEAR) for gap in gaps]) / 3
        if close > best:
            best, kept = close, fit
    return best, kept


def _meant(question: Question, sentence: str, nearest: Fit, fitting: Sequence[Fit]) -> Fit:
    """The figure or day nearest to the question's words, else the one as sure that its clause says of what is asked.

    "Sáu tháng thu 14 tỷ đồng, phấn đấu cả năm thu 29 tỷ đồng": a target is what was asked for or it is not, and so is
    the part of a year.
    """
    wanted, is_aim = parts(question.text), aims(question.text)

    def says(fit: Fit) -> bool:
        clause = _clause(sentence, fit)
        return aims(clause) == is_aim and (not wanted or bool(parts(clause) & wanted))

    if says(nearest):
        return nearest
    return next((fit for fit in fitting if fit.strength >= nearest.strength and says(fit)), nearest)


def _clause(sentence: str, fit: Fit) -> str:
    """The words around a figure up to the nearest comma or the like on either side."""
    start = max((found.end() for found in _COMMA.finditer(sentence, 0, fit.start)), default=0)
    end = _COMMA.search(sentence, fit.end)
    return sentence[start : end.start() if end else len(sentence)]


def _run(asked: Sequence[str], said: Sequence[str], spots: Sequence[int]) -> float:
    """The longest run of the question's words that stands in the sentence in one piece, as a share of them.

    `spots` are the places in the sentence at which one of them stands.
    """
    places: dict[str, list[int]] = {}
    for place in spots:
        places.setdefault(said[place], []).append(place)
    best, lengths = 0, dict[int, int]()
    for word in asked:
        here = places.get(word)
        lengths = {place: lengths.get(place - 1, 0) + 1 for place in here} if here else {}
        if here:
            best = max(best, *lengths.values())
    return best / len(asked) if asked else 0.0
