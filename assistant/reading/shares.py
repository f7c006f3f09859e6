"""Shares: how much of a question's words each sentence of a passage bears, alone and with what stands around it. Pure.

All sentences are reckoned at once, as a matrix with a row a sentence and a column a unit of the question.
"""

from typing import NamedTuple

import numpy as np

from assistant.reading.cut import Cut
from assistant.reading.overlap import borne, rows
from assistant.reading.sought import Around, Sought
from index.report import Report

# What context lends: the sentence before, the title, the report's opening, the rest of the passage.
_BEFORE, _TITLE, _OPENING, _PASSAGE = 0.7, 0.6, 0.4, 0.4
# Characters at the head of a report's body in which it says who met when and where.
_OPENING_LENGTH = 600
# What the sentence before lends to what is asked for and to the question's other words, where no other context counts.
_BESIDE = 0.5
# What stands for a share where the question has no such words: the same for all its sentences, so it orders none.
_NO_HEAD, _NO_NAMES, _NO_OTHERS = 0.5, 0.8, 0.6


class Shares(NamedTuple):
    """For each sentence, the share borne of the question's units; `title` and `around` are the passage's."""

    own: list[float]
    pairs: list[float]
    reach: list[float]
    before: list[float]
    after: list[float]
    heaviest: list[float]
    head: list[float]
    names: list[float]
    rest: list[float]
    title: float
    around: Around

    @classmethod
    def of(cls, sought: Sought, cut: Cut) -> "Shares":
        """The shares of a passage's sentences, of which there is at least one."""
        accented = sought.question.accented
        found = np.array([borne(sought.asked, said, accented) for said in cut.words])
        title = np.array([borne(sought.asked, rows(cut.report.title or ""), accented)])
        opening = np.array(borne(sought.asked, rows(_opening(cut.report)), accented))
        before = np.concatenate((np.zeros((1, len(sought.asked))), found[:-1]))
        reached = np.maximum(found, _BEFORE * before)
        np.maximum(reached, np.maximum(_TITLE * title, _OPENING * opening), out=reached)
        np.maximum(reached, _PASSAGE * found.max(axis=0), out=reached)
        beside = np.maximum(found, _BESIDE * before)
        own = sought.share("all", found)
        return cls(
            own=own,
            pairs=sought.share("pairs", found),
            reach=sought.share("all", reached),
            before=[0.0, *own[:-1]],
            after=[*own[1:], 0.0],
            heaviest=sought.share("heaviest", reached),
            head=sought.share("head", beside, _NO_HEAD),
            names=sought.share("named", reached, _NO_NAMES),
            rest=sought.share("others", beside, _NO_OTHERS),
            title=sought.share("all", title)[0],
            around=sought.around(np.maximum(found.max(axis=0), title[0])),
        )


def _opening(report: Report) -> str:
    """The first words of the report's body."""
    if not report.body:
        return ""
    start, end = report.body[0]
    return report.text[start : min(end, start + _OPENING_LENGTH)]
