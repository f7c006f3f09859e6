"""Evidence: a sentence as a candidate answer, described by a few plain numbers. Pure.

`candidates.py` weighs the numbers. They are computed for every sentence of every passage that a question finds, so
each is cheap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.question import Question
from assistant.reading.bounds import provinces_in
from assistant.reading.cut import Cut
from assistant.reading.fit import Fit
from assistant.reading.fitting import FORMED, enumerates, fits, strongest
from assistant.reading.nearest import fit_meant, nearest
from assistant.reading.shares import Shares
from assistant.reading.sought import Around, Sought
from assistant.reading.standing import DRAFTED, Standing, aims, standing
from assistant.understanding.asked import Asked
from index.report import Report

# Kinds of which a sentence may give one that came about and one that is aimed at, or one a quarter.
_TIMED = frozenset(("number", "percent", "rank", "date", "year"))
# How much it counts that a sentence tells of the kind asked for; most of what is asked why only says that it happened.
_TOLD = {
    "reason": 2.0,
    "place": 1.0,
    "body": 1.0,
    "document": 1.0,
    "which": 1.0,
    "whether": 1.0,
    "funds": 1.0,
}
# Characters at which a sentence counts as long, and at the head of a report's body that are its opening.
_LONG, _OPENING = 400, 300


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


def evidence(sought: Sought, cut: Cut, rank: int) -> list[Evidence]:
    """Every sentence of one found passage as a candidate; `rank` is its report's place, from 0, among those found."""
    if not cut.spans:
        return []
    shares = Shares.of(sought, cut)
    placed = _placed(sought.question, cut.report.text[cut.hit.start : cut.hit.end], cut.report)
    return [_candidate(sought, cut, place, shares, placed, rank) for place in range(len(cut.spans))]


def _candidate(sought: Sought, cut: Cut, place: int, shares: Shares, placed: float, rank: int) -> Evidence:
    """One sentence of a passage as a candidate; `placed` is how far the passage is of the province asked about."""
    question, report, said, (start, end) = sought.question, cut.report, cut.words[place], cut.spans[place]
    sentence = report.text[start:end]
    spots = [spot for spot, word in enumerate(said.row) if word in sought.vocabulary]
    fitting = fits(question, sentence)
    near, fit = nearest([(said.starts[spot], said.ends[spot]) for spot in spots], fitting)
    if fit and question.asked in _TIMED:
        fit = fit_meant(question, sentence, fit, fitting)
    tells: Standing = "draft"
    if report.status not in DRAFTED:
        tells = standing(sentence, report.text[slice(*cut.spans[place - 1])] if place else "")
    surest = strongest(fitting)
    features = Features(
        own=shares.own[place],
        pairs=shares.pairs[place],
        beside=sum([pair in said.folded for pair in sought.neighbours]) / max(len(sought.neighbours), 1),
        reach=shares.reach[place],
        before=shares.before[place],
        after=shares.after[place],
        title=shares.title,
        heaviest=shares.heaviest[place],
        head=shares.head[place],
        names=shares.names[place],
        rest=shares.rest[place],
        run=_run(sought.wanted, said.row, spots),
        density=len(spots) / max(len(said.row), 1),
        fits=surest if question.asked in FORMED else 0.0,
        defines=surest if question.asked == "definition" else 0.0,
        tells=surest * _TOLD.get(question.asked, 0.0) + float(question.wants_all and enumerates(sentence)),
        near=near if question.asked != "definition" else 0.0,
        lacks=1 - surest if question.asked in FORMED else 0.0,
        placed=1.0 if placed < 1 and set(question.provinces) & provinces_in(sentence) else placed,
        search=cut.hit.score,
        rank=1 / (1 + rank),
        length=min(end - start, _LONG) / _LONG,
        opening=float(bool(report.body) and start < report.body[0][0] + _OPENING),
        decided=float(tells == "decided") * (2 if question.wants_decided else 1),
        draft=(-1.0 if question.wants_draft else 1.0) if tells == "draft" else 0.0,
        aims=(-1.0 if sought.is_aim else 1.0) if aims(sentence) else 0.0,
    )
    return Evidence(report, start, end, features, tells, fit, surest, question.asked, shares.around)


def _placed(question: Question, passage: str, report: Report) -> float:
    """1 where no province is asked about, less where passage or title name it, still less where the report is of it."""
    wanted = set(question.provinces)
    if not wanted:
        return 1.0
    if wanted & (provinces_in(passage) | provinces_in(report.title or "")):
        return 0.7
    return 0.5 if report.province in wanted else 0.0


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
