"""Nearest: which number, date, person … of a sentence stands nearest to the question's words. Pure."""

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.reading.fit import Fit
from assistant.reading.standing import aims
from assistant.understanding.parts import parts

# Tokens between an answer and the question's words at which its nearness halves.
_NEAR = 8
# Characters of a token, about, its space included.
_TOKEN = 5
_COMMA = re.compile(r"[,;:(](?=\s)|\(")


def nearest(spots: Sequence[tuple[int, int]], fitting: Sequence[Fit]) -> tuple[float, Fit | None]:
    """How close the nearest fit stands to the question's words, and which: its strength, halved each few words."""
    best, kept = 0.0, None
    for fit in fitting:
        # the mean over the three nearest words: one common word beside a number is no nearness
        gaps = sorted(
            [
                min(abs(fit.start - b), abs(a - fit.end)) / _TOKEN
                for a, b in spots
                if b <= fit.start or a >= fit.end
            ]
        )[:3]
        close = fit.strength * sum([1 / (1 + gap / _NEAR) for gap in gaps]) / 3
        if close > best:
            best, kept = close, fit
    return best, kept


def fit_meant(question: Question, sentence: str, closest: Fit, fitting: Sequence[Fit]) -> Fit:
    """The figure or day closest to the question's words if its clause speaks of what is asked, else another that does.

    "Sáu tháng thu 14 tỷ đồng, phấn đấu cả năm thu 29 tỷ đồng": either the target is asked for or the result is,
    and either the whole year or a part of it.
    """
    wanted, is_aim = parts(question.text), aims(question.text)

    def says(fit: Fit) -> bool:
        clause = _clause(sentence, fit)
        return aims(clause) == is_aim and (not wanted or bool(parts(clause) & wanted))

    if says(closest):
        return closest
    return next((fit for fit in fitting if fit.strength >= closest.strength and says(fit)), closest)


def _clause(sentence: str, fit: Fit) -> str:
    """The words around a figure up to the nearest comma or the like on either side."""
    start = max((found.end() for found in _COMMA.finditer(sentence, 0, fit.start)), default=0)
    end = _COMMA.search(sentence, fit.end)
    return sentence[start : end.start() if end else len(sentence)]
