"""Confidence: how surely the best candidate answers, by its score and by how far the next stands behind it. Pure."""

import math
from collections.abc import Sequence

from assistant.question import Question, is_foreign
from assistant.reading.candidates import Candidate, KeptOut
from assistant.reading.choice import chosen, is_formed
from assistant.reading.excerpt import makes_one_quote
from assistant.reading.fitting import FORMED

# The logistic fit, on the development sets, of whether a quote bears an accepted answer, by its sentence's score and by
# how far the next best stands behind (up to `_FAR`).
_BY_SCORE, _BY_LEAD, _CONSTANT, _FAR = 0.091, 0.454, -1.48, 5.0
# What another province's report says as well tells less against an answer of the own.
_ELSEWHERE = 4.0
# Below this confidence nothing is answered.
THRESHOLD = 0.33
# An answer as sure as this stands alone; beside one that is less sure what answers about as well is quoted, too.
SURE = 0.65
# An English question meets the text through a glossary, which bears less of it: its threshold is this share.
_FOREIGN = 0.5


def confidence(question: Question, found: list[Candidate], kept_out: Sequence[KeptOut]) -> float:
    """The fitted probability, 0 to 1, that a quote of the best of these candidates bears the answer; 0 of none.

    Where one answers by its form, what else its report says is no rival: its title bears more of the question always.
    """
    if not found:
        return 0.0
    best = chosen(question, found)[0]
    if is_formed(question, best):
        here = best.evidence.report
        kept_out = [
            one for one in kept_out if one.evidence.report is not here or one.reason != "not_in_reports"
        ]
    by_score, by_lead = leads(found, kept_out)
    return 1 / (1 + math.exp(-(_BY_SCORE * by_score + _BY_LEAD * by_lead + _CONSTANT)))


def least_confidence(question: Question, threshold: float) -> float:
    """How sure a quote must be to answer, where a Vietnamese question asks for `threshold`."""
    return threshold * (_FOREIGN if is_foreign(question) else 1.0)


def leads(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> tuple[float, float]:
    """The best candidate's score, and how far the next not quoted with it stands behind, within `_FAR` either way.

    The next may be one that cannot answer: where such a one scores higher, the question is about another thing.
    """
    best = found[0]
    scored = [(one.score, one.evidence) for one in found[1:]]
    # another province's report, found before the own, weighs by its words alone, and less
    scored += [
        (
            min(one.score, best.score - best.merit + one.merit) - _ELSEWHERE
            if one.reason == "other_place"
            else one.score,
            one.evidence,
        )
        for one in kept_out
        # what holds nothing of the kind asked for would be no answer in any year
        if one.reason != "other_period" or one.evidence.fit_strength or one.evidence.asked not in FORMED
    ]
    behind = max(
        (score for score, one in scored if not makes_one_quote(best.evidence, one)), default=-math.inf
    )
    return best.score, max(-_FAR, min(best.score - behind, _FAR))
