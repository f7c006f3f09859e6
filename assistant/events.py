"""Events: an answer as it comes, piece by piece, and how long it took."""

import time
from collections.abc import Iterator
from dataclasses import asdict

from assistant.answer import Answer, Event
from assistant.question import Question


def start_of(question: Question) -> Event:
    """The `start` event: the question as asked, and as it was understood."""
    return Event("start", {"question": question.asked_as, "standalone_question": question.text})


def events(answer: Answer) -> Iterator[Event]:
    """An answer by quotes as events, its citations before the sentences that bear their marks."""
    for citation in answer.citations:
        yield Event("citation", asdict(citation))
    for number, sentence in enumerate(answer.sentences):
        # counted from 0, as the deltas do
        yield Event("sentence", {"sentence": number, **asdict(sentence)})
    for said in answer.notices:
        yield Event("notice", asdict(said))


def timings(started: float, searched: float) -> dict[str, float]:
    """The milliseconds since an answer was `started`: in all, until its passages were found, and from then on."""
    now = time.perf_counter()
    return {
        "search_ms": round((searched - started) * 1000, 1),
        "answer_ms": round((now - searched) * 1000, 1),
        "total_ms": round((now - started) * 1000, 1),
    }
