"""Ratings: what readers said of answers and why, with each answer as it stood; and gold questions made from them.

A rating tells the right outcome if it calls an answer right, or says that the question should have been refused. Any
other does not, so no gold question can be made from it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from assistant.answer import Answer
from assistant.kept.exchange import Exchange
from assistant.records import Records
from index.errors import NotFound

Verdict = Literal["good", "bad"]
Reason = Literal["wrong", "unanswerable", "missed", "unclear"]


@dataclass(frozen=True, slots=True)
class Rating:
    """What one reader said of one answer."""

    verdict: Verdict
    reason: Reason | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with the turn it is about."""

    rating: Rating
    turn_id: str
    created: str
    exchange: Exchange


class Ratings:
    """The ratings of one folder; a later rating of a turn replaces the earlier."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(self, owner: str, turn_id: str, rating: Rating) -> None:
        """Store it with the turn; NotFound (`turn_not_found`) for a turn that is not the owner's."""
        kept = self._records.write(
            "INSERT OR REPLACE INTO ratings SELECT owner, turn_id, ?, ?, ?, ?, body FROM turns t"
            " JOIN conversations c ON c.conversation_id = t.conversation_id WHERE turn_id = ? AND owner = ?",
            rating.verdict, rating.reason, rating.comment, datetime.now(UTC).isoformat(timespec="seconds"),
            turn_id, owner,
        )  # fmt: skip
        if not kept:
            raise NotFound(
                "turn_not_found",
                "Không còn câu trả lời này trong các cuộc hỏi đáp của bạn. Hãy hỏi lại rồi góp ý.",
                "This answer is no longer among your conversations. Ask again, then rate it.",
                "id",
            )

    def all(self) -> Iterator[Rated]:
        """Every rating, oldest first."""
        rows = self._records.rows(
            "SELECT turn_id, rating, reason, comment, created, body FROM ratings ORDER BY created, turn_id"
        )
        for turn_id, verdict, reason, comment, created, body in rows:
            rating = Rating(verdict, reason, comment)  # type: ignore[arg-type]  # as `keep` wrote them
            yield Rated(rating, str(turn_id), str(created), Exchange.of(json.loads(str(body)), str(turn_id)))


def gold_line(rated: Rated) -> dict[str, Any] | None:
    """A rating as a line of gold questions for `eval`; None if it does not tell the right outcome."""
    answer, rating = rated.exchange.answer, rated.rating
    if answer is None:
        return None
    line = {"id": rated.turn_id, "question": answer.standalone_question}
    if rating.reason == "unanswerable" or (rating.verdict == "good" and answer.refusal):
        return {**line, "kind": "unanswerable", "doc": None, "answers": []}
    if rating.verdict == "bad" or not answer.citations:
        return None
    keys = list(dict.fromkeys(citation.key for citation in answer.citations))
    words = _answering(answer)
    if len(words) == 1:
        return {**line, "kind": "rated", "doc": keys[0], "answers": words}
    return {**line, "kind": "rated", "docs": keys, "all_of": words}


def _answering(answer: Answer) -> list[str]:
    """The words that answer: those marked out in a quote, else the whole quote."""
    numbered = {citation.number: citation for citation in answer.citations}
    words: dict[str, None] = {}
    for sentence in answer.sentences:
        for place, number in enumerate(sentence.citations):
            cited, span = numbered[number], None if place else sentence.span
            inside = span and cited.start <= span[0] < span[1] <= cited.end
            words[
                cited.quote[span[0] - cited.start : span[1] - cited.start] if span and inside else cited.quote
            ] = None
    return list(words)
