"""Evidence: a sentence as a candidate answer, described by a few plain numbers. Pure.

What the numbers are worth is `reader.py`'s; they are computed for every sentence of every passage that a
question finds, so each is cheap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.fitting import FORMED, Fit, fits, strongest
from assistant.overlap import Unit, coverage, words
from assistant.question import Question
from assistant.standing import Standing, standing
from index import places
from index.report import Report
from index.vietnamese import fold, sentences, terms


class Features(NamedTuple):
    """What is known of a candidate, each about 0 to 1."""

    own: float  # share of the question's weight in the sentence
    pairs: float  # the same of its pairs of neighbouring words
    reach: float  # share with what the sentence before, the title, the opening and the passage lend
    before: float  # share in the sentence before
    after: float  # share in the sentence after
    title: float  # share in the report's title
    heaviest: float  # whether the question's rarest words stand in the sentence or near it
    head: float  # share of what is asked for in the sentence, half of it for the one before
    run: float  # longest run of the question's words in the same order
    density: float  # share of the sentence's words that are the question's
    fits: float  # how surely a number, date, person … of the kind asked for is there
    defines: float  # how surely what is asked about is followed by its value
    tells: float  # how surely a reason, place, body or document is there, where one is asked for
    near: float  # how close that stands to the question's words
    lacks: float  # how surely nothing of the kind is there, for kinds that have a form
    placed: float  # whether the sentence itself, or what stands around it, names the province asked about
    search: float  # the passage's score in the search
    rank: float  # 1 for the first passage, a half for the second …
    length: float  # characters, up to 400
    opening: float  # 1 in the report's first sentences
    decided: float  # 1 where it tells of something decided
    draft: float  # 1 where it tells of a draft, -1 when a draft is asked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """report.text[start:end], one sentence, as a candidate."""

    report: Report
    start: int
    end: int
    features: Features
    standing: Standing
    fit: Fit | None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.report.text[self.start : self.end]


# What context lends: the sentence before, the title, the report's opening, the rest of the passage.
_BEFORE, _TITLE, _OPENING, _PASSAGE = 0.7, 0.6, 0.4, 0.4
# Tokens between an answer and the question's words at which its nearness halves.
_NEAR = 8


def evidence(
    question: Question,
    asked: Sequence[Unit],
    head: Sequence[Unit],
    report: Report,
    span: tuple[int, int],
    search: float,
    rank: int,
) -> list[Evidence]:
    """Every sentence of one found passage (`span` of the report's text) as a candidate.

    `asked` are the question's units, `head` those of what it asks for.
    """
    text = report.text
    title, opening = words(report.title or ""), words(_opening(report))
    passage = words(text[slice(*span)])
    cut = sentences(text, *span)
    bags = [words(text[a:b]) for a, b in cut]
    made = []
    nothing = words("")
    for place, (start, end) in enumerate(cut):
        before = bags[place - 1] if place else nothing
        after = bags[place + 1] if place + 1 < len(cut) else nothing
        lent = ((before, _BEFORE), (title, _TITLE), (opening, _OPENING), (passage, _PASSAGE))
        sentence = text[start:end]
        found = fits(question, sentence)
        near, fit = _nearest(question, sentence, found)
        tells = standing(sentence, text[slice(*cut[place - 1])] if place else "")
        accented = question.accented
        made.append(
            Evidence(
                report,
                start,
                end,
                Features(
                    own=coverage(asked, bags[place], (), accented),
                    pairs=coverage([u for u in asked if u.pair], bags[place], (), accented),
                    reach=coverage(asked, bags[place], lent, accented),
                    before=coverage(asked, before, (), accented),
                    after=coverage(asked, after, (), accented),
                    title=coverage(asked, title, (), accented),
                    heaviest=coverage(_heaviest(asked), bags[place], lent, accented),
                    head=coverage(head, bags[place], ((before, 0.5),), accented) if head else 0.5,
                    run=_run(question, sentence),
                    density=_density(question, sentence),
                    fits=strongest(found) if question.asked in FORMED else 0.0,
                    defines=strongest(found) if question.asked == "definition" else 0.0,
                    tells=strongest(found)
                    if question.asked in ("reason", "place", "body", "document")
                    else 0.0,
                    near=near if question.asked != "definition" else 0.0,
                    lacks=1 - strongest(found) if question.asked in FORMED else 0.0,
                    placed=_placed(question, sentence, text[slice(*span)], report),
                    search=search,
                    rank=1 / (1 + rank),
                    length=min(end - start, 400) / 400,
                    opening=float(bool(report.body) and start < report.body[0][0] + 300),
                    decided=float(tells == "decided"),
                    draft=(-1.0 if question.wants_draft else 1.0) if tells == "draft" else 0.0,
                ),
                tells,
                fit,
            )
        )
    return made


def _opening(report: Report) -> str:
    """The first words of the report's body, where a report says who met when and where."""
    if not report.body:
        return ""
    start, end = report.body[0]
    return report.text[start : min(end, start + 600)]


def _placed(question: Question, sentence: str, passage: str, report: Report) -> float:
    """1 where no province is asked about or the sentence names it, less where its passage, title or report does."""
    wanted = set(question.provinces)
    if not wanted or wanted & _provinces(sentence):
        return 1.0
    if wanted & (_provinces(passage) | _provinces(report.title or "")):
        return 0.7
    return 0.5 if report.province in wanted else 0.0


@lru_cache(maxsize=4096)
def _provinces(text: str) -> frozenset[str]:
    """The provinces a text names."""
    return frozenset(place.name for place in places.find(text))


def _heaviest(asked: Sequence[Unit]) -> list[Unit]:
    """The three rarest things the question names."""
    return sorted((u for u in asked if not u.pair), key=lambda unit: -unit.weight)[:3]


def _nearest(question: Question, sentence: str, found: Sequence[Fit]) -> tuple[float, Fit | None]:
    """The fit that stands closest to the question's words, and how close: strength halved each few words."""
    wanted = {term.folded for term in question.content}
    spots = [(t.start, t.end) for t in terms(sentence) if t.folded in wanted]
    best, kept = 0.0, None
    for fit in found:
        outside = [(a, b) for a, b in spots if b <= fit.start or a >= fit.end]
        if not outside:
            continue
        # the mean over the three nearest words: one common word beside a number is no nearness
        gaps = sorted(min(abs(fit.start - b), abs(a - fit.end)) / 5 for a, b in outside)[:3]
        close = fit.strength * sum(1 / (1 + gap / _NEAR) for gap in gaps) / 3
        if close > best:
            best, kept = close, fit
    return best, kept


def _run(question: Question, sentence: str) -> float:
    """The longest run of the question's words that stands in the sentence in one piece, as a share of them."""
    asked = [term.folded for term in question.content]
    said = [term.folded for term in terms(sentence)]
    best, lengths = 0, [0] * (len(said) + 1)
    for word in asked:
        now = [0] * (len(said) + 1)
        for place, other in enumerate(said, 1):
            if word == other:
                now[place] = lengths[place - 1] + 1
                best = max(best, now[place])
        lengths = now
    return best / len(asked) if asked else 0.0


def _density(question: Question, sentence: str) -> float:
    """The share of the sentence's words that are the question's."""
    said = terms(sentence)
    wanted = {fold(term.exact) for term in question.content}
    return sum(term.folded in wanted for term in said) / len(said) if said else 0.0
