"""Confidence: how surely the best candidate answers, judged by itself, its rivals and what it leaves out. Pure."""

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.bearers import borne_by
from assistant.reading.candidates import Candidate, KeptOut
from assistant.reading.choice import chosen, is_formed
from assistant.reading.excerpt import makes_one_quote
from assistant.reading.fitting import FORMED
from assistant.reading.posts import asks_holder


class Signals(NamedTuple):
    """What the confidence in the best candidate is computed from."""

    score: float  # its sentence's score
    lead: float  # how far the next best stands behind, up to `_FAR` either way
    lacks: float  # the weight of the question's words that neither its passage nor the report's title bears
    borne: float  # the logarithm of the weight of those that they bear, and one
    search: float  # its passage's score in the search


# The logistic fit, on the development sets and on questions about anything but provinces, of whether a quote bears an
# accepted answer (`benchmarks/reading.py --fit`).
_BY = Signals(score=0.151, lead=0.331, lacks=0.095, borne=1.931, search=1.281)
_CONSTANT, _FAR = -8.867, 5.0
# An English question meets the text through a glossary, which bears less of it: so much surer it is, in log-odds, than
# its signals say.
_FOREIGN = 1.4
# Typed without accents, a question meets the words of others, “thu” for “thư”: what it has in common with a passage
# says less, and it is no surer than by its score and the next one's, these two and the constant in log-odds.
_BY_TWO, _CONSTANT_OF_TWO = (0.091, 0.454), -2.288
# "Thủ tướng là ai?" bears few words, and is answered by the name beside that very post: so much surer then.
_PLAINLY_HELD, _HELD = 1.0, 1.4
# What another province's report says as well tells less against an answer of the own.
_ELSEWHERE = 4.0
# Below this confidence nothing is answered.
THRESHOLD = 0.22
# An answer as sure as this stands alone; beside one that is less sure what answers about as well is quoted, too.
SURE = 0.65


def confidence(question: Question, found: list[Candidate], kept_out: Sequence[KeptOut]) -> float:
    """The fitted probability, 0 to 1, that a quote of the best candidate bears the answer; 0 if there is none.

    If one answers by its form, the rest of its report is no rival: its title always bears more of the question.
    """
    if not found:
        return 0.0
    best = chosen(question, found)[0]
    if is_formed(question, best):
        own = best.evidence.report
        kept_out = [
            one for one in kept_out if one.evidence.report is not own or one.reason != "not_in_reports"
        ]
    if borne_by(question) and best.evidence.fit_strength >= _PLAINLY_HELD:
        # whoever else holds a post is no rival of the one asked about
        kept_out = [one for one in kept_out if one.reason != "not_in_reports"]
    here = signals(found, kept_out)
    odds = sum(map(mul, _BY, here)) + _CONSTANT
    if (asks_holder(question) or borne_by(question)) and best.evidence.fit_strength >= _PLAINLY_HELD:
        odds += _HELD
    if is_foreign(question):
        odds += _FOREIGN
    elif not question.accented:
        odds = min(odds, sum(map(mul, _BY_TWO, here)) + _CONSTANT_OF_TWO)
    return 1 / (1 + math.exp(-odds))


def signals(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> Signals:
    """The signals of the best of these candidates."""
    best = found[0].evidence
    lead = _lead(found, kept_out)
    return Signals(
        found[0].score, lead, best.around.lacks, math.log1p(best.around.borne), best.features.search
    )


def _lead(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> float:
    """How far behind the best candidate the next one not quoted with it stands, within `_FAR` either way.

    The next may be one that cannot answer: if such a one scores higher, the question is about something else.
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
    return max(-_FAR, min(best.score - behind, _FAR))
