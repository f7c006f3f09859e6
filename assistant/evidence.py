"""Evidence: a sentence as a candidate answer, described by a few plain numbers. Pure.

What the numbers are worth is `reader.py`'s; they are computed for every sentence of every passage that a
question finds, so each is cheap.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.fit import Fit
from assistant.fitting import FORMED, fits, strongest
from assistant.overlap import Unit, borne, share, words
from assistant.question import Question
from assistant.standing import Standing, aims, standing
from index import places
from index.report import Report
from index.vietnamese import Term, sentences


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
    """report.text[start:end], one sentence, as a candidate."""

    report: Report
    start: int
    end: int
    features: Features
    standing: Standing
    fit: Fit | None

    fit_strength: float

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
    names: Set[str],
    report: Report,
    span: tuple[int, int],
    search: float,
    rank: int,
) -> list[Evidence]:
    """Every sentence of one found passage (`span` of the report's text) as a candidate.

    `asked` are the question's units, `head` those of what it asks for, `names` its
    words that are names in the passages found, `search` the passage's score and `rank`
    the place, from 0, of its report among those found.
    """
    text, accented = report.text, question.accented
    cut = sentences(text, *span)
    bags = [words(text[a:b]) for a, b in cut]
    found = [borne(asked, bag, accented) for bag in bags]
    nothing = [0.0] * len(asked)
    title = borne(asked, words(report.title or ""), accented)
    opening = borne(asked, words(_opening(report)), accented)
    passage = [max(values) for values in zip(*found, strict=True)] if found else nothing
    heads = [borne(head, bag, accented) for bag in bags]
    pairs = [place for place, unit in enumerate(asked) if unit.pair]
    heaviest = sorted((i for i, unit in enumerate(asked) if not unit.pair), key=lambda i: -asked[i].weight)[
        :3
    ]
    named = [i for i, unit in enumerate(asked) if not unit.pair and unit.renderings[0][0] in names]
    others = [i for i, unit in enumerate(asked) if not unit.pair and i not in named and unit not in head]
    wanted = {term.folded for term in question.content}
    made = []
    for place, (start, end) in enumerate(cut):
        sentence = text[start:end]
        before = found[place - 1] if place else nothing
        after = found[place + 1] if place + 1 < len(cut) else nothing
        reached = [
            max(own, _BEFORE * b, _TITLE * t, _OPENING * o, _PASSAGE * p)
            for own, b, t, o, p in zip(found[place], before, title, opening, passage, strict=True)
        ]
        fitting = fits(question, sentence)
        near, fit = _nearest(wanted, bags[place].terms, fitting)
        tells = standing(sentence, text[slice(*cut[place - 1])] if place else "")
        surest = strongest(fitting)
        features = Features(
            own=share(asked, found[place]),
            pairs=_share_of(asked, found[place], pairs),
            reach=share(asked, reached),
            before=share(asked, before),
            after=share(asked, after),
            title=share(asked, title),
            heaviest=_share_of(asked, reached, heaviest),
            head=share(
                head,
                [
                    max(h, 0.5 * b)
                    for h, b in zip(heads[place], heads[place - 1 if place else 0], strict=True)
                ],
            )
            if head
            else 0.5,
            names=_share_of(asked, reached, named) if named else 0.8,
            rest=_share_of(
                asked, [max(o, 0.5 * b) for o, b in zip(found[place], before, strict=True)], others
            )
            if others
            else 0.6,
            run=_run(question, bags[place].terms),
            density=sum(term.folded in wanted for term in bags[place].terms) / max(len(bags[place].terms), 1),
            fits=surest if question.asked in FORMED else 0.0,
            defines=surest if question.asked == "definition" else 0.0,
            tells=surest if question.asked in _TOLD else 0.0,
            near=near if question.asked != "definition" else 0.0,
            lacks=1 - surest if question.asked in FORMED else 0.0,
            placed=_placed(question, sentence, text[slice(*span)], report),
            search=search,
            rank=1 / (1 + rank),
            length=min(end - start, 400) / 400,
            opening=float(bool(report.body) and start < report.body[0][0] + 300),
            decided=float(tells == "decided") * (2 if question.wants_decided else 1),
            draft=(-1.0 if question.wants_draft else 1.0) if tells == "draft" else 0.0,
            aims=(-1.0 if aims(question.text) else 1.0) if aims(sentence) else 0.0,
        )
        made.append(Evidence(report, start, end, features, tells, fit, surest))
    return made


_TOLD = frozenset(("reason", "place", "body", "document"))


def names(question: Question, passages: Sequence[str]) -> frozenset[str]:
    """The question's words that the passages write with a capital more often than not, sentences' beginnings apart.

    Read off the passages, so that it does not matter how the question was typed.
    """
    wanted = {term.folded: term.exact for term in question.content}
    capitals: Counter[str] = Counter()
    for text in passages:
        begins = {start for start, _ in sentences(text)}
        for term in words(text).terms:
            if term.folded in wanted and term.start not in begins:
                capitals[wanted[term.folded]] += 1 if text[term.start].isupper() else -1
    return frozenset(word for word, count in capitals.items() if count > 0)


def _share_of(asked: Sequence[Unit], found: Sequence[float], places: Sequence[int]) -> float:
    """The share borne of some of the units."""
    return share([asked[i] for i in places], [found[i] for i in places])


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


def _nearest(wanted: set[str], found: Sequence[Term], fitting: Sequence[Fit]) -> tuple[float, Fit | None]:
    """The fit that stands closest to the question's words, and how close: strength halved each few words."""
    if not fitting:
        return 0.0, None
    spots = [(t.start, t.end) for t in found if t.folded in wanted]
    best, kept = 0.0, None
    for fit in fitting:
        # the mean over the three nearest words: one common word beside a number is no nearness
        gaps = sorted(
            min(abs(fit.start - b), abs(a - fit.end)) / 5 for a, b in spots if b <= fit.start or a >= fit.end
        )[:3]
        close = fit.strength * sum(1 / (1 + gap / _NEAR) for gap in gaps) / 3
        if close > best:
            best, kept = close, fit
    return best, kept


def _run(question: Question, found: Sequence[Term]) -> float:
    """The longest run of the question's words that stands in the sentence in one piece, as a share of them."""
    asked = [term.folded for term in question.content]
    said = [term.folded for term in found]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        places.setdefault(word, []).append(place)
    best, lengths = 0, dict[int, int]()
    for word in asked:
        lengths = {place: lengths.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *lengths.values(), 0)
    return best / len(asked) if asked else 0.0
