"""Feedback: what a reader thought of an answer, kept for those who run the server."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from assistant.records import Records

Rating = Literal["good", "bad"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader thought of one answer; `answer_id` is the `X-Request-ID` of the answer."""

    rating: Rating
    question: str | None = None
    citation_id: str | None = None
    comment: str | None = None
    answer_id: str | None = None


def keep(records: Records, feedback: Feedback, caller: str) -> str:
    """Store it and return its id."""
    feedback_id = secrets.token_hex(8)
    records.write(
        "INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        feedback_id, caller, datetime.now(UTC).isoformat(timespec="seconds"), feedback.rating,
        feedback.question, feedback.citation_id, feedback.comment, feedback.answer_id,
    )  # fmt: skip
    return feedback_id
