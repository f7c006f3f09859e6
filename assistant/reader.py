"""Answers without a model: the sentence or two of the found passages that answer, or why none does. Pure.

The weights were fitted by `benchmarks/reading.py` on development sets; `benchmarks/README.md` has the figures.
Verifying and wording the answer are `verify.py`'s and `compose.py`'s work.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evidence import Evidence, Features, evidence
from assistant.overlap import Unit, coverage, head_units, units, words
from assistant.question import Question, is_foreign
from assistant.standing import Standing
from index import Hit, places
from index.report import Report
from index.vietnamese import fold, sentences

# A quote is at most this long unless its one sentence is longer (the published contract).
LONGEST_QUOTE = 400
# Fitted weights of a logistic model, in the order of `Features`, and its constant.
WEIGHTS = Features(
    own=2.3, pairs=-0.4, reach=2.2, before=-0.7, after=-1.2, title=0.0, heaviest=0.0, head=1.1, run=-0.9,
    density=2.3, fits=0.3, defines=1.5, tells=0.0, near=1.7, lacks=-1.1, placed=0.7, search=1.7, rank=2.7,
    length=1.0, opening=-0.25, decided=0.6, draft=-1.2,
)  # fmt: skip
CONSTANT = -9.1
# Below this probability that the best sentence answers, nothing is answered.
THRESHOLD = 0.1
# A draft this close to the decided sentence, in log odds, tells of the same thing.
_SAME_THING = 1.5

# A neighbour is quoted too when it bears this much more of the question's weight.
_LEANS = 0.12

Reason = Literal["nothing_found", "place_not_found", "period_not_found", "name_not_found", "not_stated"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, with a neighbour where it leans on it, as evidence: report.text[start:end].

    `confidence` is the fitted probability that it answers.
    """

    report: Report
    start: int
    end: int
    confidence: float
    standing: Standing

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """The excerpt that answers with a differing draft beside it, or the reason why nothing does."""

    excerpt: Excerpt | None
    draft: Excerpt | None = None
    reason: Reason | None = None


def read(
    question: Question,
    hits: Sequence[Hit],
    report_of: Callable[[str], Report],
    weight: Callable[[str], float],
    threshold: float = THRESHOLD,
) -> Reading:
    """The best excerpt of the hits' reports for the question.

    `report_of` gives a report by its id, `weight` a folded word's weight in the store. A draft gives way to
    what was decided unless the draft is asked for.
    """
    if not hits:
        return Reading(None, reason="nothing_found")
    asked, head = units(question, weight), head_units(question, weight)
    found: list[tuple[float, Evidence]] = []
    misses: list[Reason] = []
    for rank, hit in enumerate(hits):
        report = report_of(hit.report_id)
        candidates = evidence(question, asked, head, report, (hit.start, hit.end), hit.score, rank)
        for place, candidate in enumerate(candidates):
            before = candidates[place - 1].text if place else ""
            miss = _miss(question, report, hit, candidate, before)
            if miss:
                misses.append(miss)
            else:
                found.append((odds(candidate.features), candidate))
    found.sort(key=lambda scored: (-scored[0], scored[1].report.report_id, scored[1].start))
    if not found or probability(found[0][0]) < threshold:
        return Reading(None, reason=_reason(misses, bool(found)))
    best_odds, best = found[0]
    drafts = [e for o, e in found[1:] if e.standing == "draft" and o > best_odds - _SAME_THING]
    draft = drafts[0] if drafts and best.standing == "decided" else None
    return Reading(
        _leaned(question, asked, best, probability(best_odds)),
        Excerpt(draft.report, draft.start, draft.end, 0.0, "draft") if draft else None,
    )


def odds(features: Features) -> float:
    """The log odds that a sentence with these features answers."""
    return CONSTANT + sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))


def probability(log_odds: float) -> float:
    """Log odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds))


def _reason(misses: Sequence[Reason], any_left: bool) -> Reason:
    """Why nothing is answered: what kept out every candidate, else that the reports do not say."""
    if any_left or not misses:
        return "not_stated"
    for reason in ("place_not_found", "name_not_found", "period_not_found"):
        if misses.count(reason) * 2 > len(misses):
            return reason
    return "not_stated"


def _leaned(question: Question, asked: tuple[Unit, ...], best: Evidence, confidence: float) -> Excerpt:
    """The sentence with the neighbour that bears most of what it lacks of the question, where both still fit."""
    text = best.report.text
    floor = max(text.rfind("\n", 0, best.start) + 1, *(a for a, b in best.report.body if a <= best.start < b))
    ceiling = min(
        (text.find("\n", best.end) + 1 or len(text) + 1) - 1,
        *(b for a, b in best.report.body if a < best.end <= b),
    )
    spans = [(best.start, best.end)]
    if earlier := sentences(text, floor, best.start):
        spans.append((earlier[-1][0], best.end))
    if later := sentences(text, best.end, ceiling):
        spans.append((best.start, later[0][1]))
    borne = [
        (coverage(asked, words(text[a:b]), (), question.accented), -i, (a, b))
        for i, (a, b) in enumerate(spans)
        if i == 0 or b - a <= LONGEST_QUOTE
    ]
    most, _, span = max(borne)
    start, end = span if most - best.features.own >= _LEANS else spans[0]
    return Excerpt(best.report, start, end, confidence, best.standing)


def _miss(question: Question, report: Report, hit: Hit, candidate: Evidence, before: str) -> Reason | None:
    """Why a candidate cannot answer whatever its words: another province, period or name."""
    if question.provinces and not any(_of_province(name, report, hit) for name in question.provinces):
        return "place_not_found"
    text = _folded(report)
    if any(name not in text for name in _names(question)):
        return "name_not_found"
    if not _same_period(question, candidate.text, before, report):
        return "period_not_found"
    return None


def _folded(report: Report) -> str:
    """All that a report says, without accents."""
    return fold(f"{report.title or ''} {report.text}")


def _of_province(name: str, report: Report, hit: Hit) -> bool:
    """Whether a report is the province's, or the passage or title names it."""
    if report.province == name:
        return True
    near = f"{report.title or ''}\n{hit.text}"
    if any(found.name == name for found in places.find(near)):
        return True
    return report.province is None and any(found.name == name for found in places.find(report.text))


def _names(question: Question) -> list[str]:
    """Folded names of two or more capital words that the question holds, provinces apart."""
    if is_foreign(question):
        return []
    provinces = {fold(name) for name in question.provinces}
    names, run = [], [""]
    for place, word in enumerate([*re.findall(r"[^\W\d_]+|\S", question.text), ""]):
        if word[:1].isupper() and place:
            run.append(fold(word))
            continue
        name = " ".join(run[1:])
        if " " in name and not any(province in name for province in provinces):
            names.append(name)
        run = [""]
    return names


_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]\d)")
_SPAN = re.compile(r"((?:1[89]|20)\d\d)\s*[-–]\s*((?:1[89]|20)\d\d)")


def _same_period(question: Question, text: str, before: str, report: Report) -> bool:
    """Whether the years asked about are the sentence's: said in it, or by what stands around it when it is silent."""
    if not question.years:
        return True
    spans = {year for match in _SPAN.finditer(text) for year in match.groups()}
    said = set(_YEAR.findall(_SPAN.sub(" ", text)))
    wanted = set(question.years)
    if said & wanted or (spans & wanted and len(wanted) > 1):
        return True
    if said and question.asked not in ("year", "date"):
        return False
    around = set(_YEAR.findall(_SPAN.sub(" ", f"{before} {report.title or ''}")))
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    return bool(wanted & (around | dated))


def nearest(hits: Sequence[Hit]) -> list[str]:
    """Ids of up to three reports that come nearest, best first."""
    return list(dict.fromkeys(hit.report_id for hit in hits))[:3]
