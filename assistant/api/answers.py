"""Answers: a question in, a cited answer out, whole or as server-sent events."""

import json
import logging
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter, Depends, Header
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Event
from assistant.api.faults import language, shape
from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.followup import Turn
from index.errors import TrichError

_LOG = logging.getLogger(__name__)
# A longer question is refused by the assistant in its own words; this only bounds the work of saying so.
_LONGEST = 100_000
MOST_PASSAGES = 50
routes = APIRouter()


class TurnBody(BaseModel):
    """A question asked before in the same conversation, with its answer when it is known."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=_LONGEST)
    answer: str | None = Field(default=None, max_length=_LONGEST)


class AskBody(BaseModel):
    """What one answer is asked with; `k` is how many passages are read."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"question": "Thanh Hóa chọn chủ đề năm 2023 là gì?"}}
    )

    question: str = Field(max_length=_LONGEST)
    history: list[TurnBody] = Field(default=[], max_length=100)
    filters: FiltersBody | None = None
    k: int | None = Field(default=None, ge=1, le=MOST_PASSAGES, strict=True)
    language: Literal["vi", "en"] | None = None
    stream: bool = Field(default=False, strict=True)


@routes.post("/ask", dependencies=[Depends(only_json)])
def ask(
    body: AskBody,
    assistant: Ready,
    accept: str = Header(default=""),
    accept_language: str = Header(default=""),
) -> Response:
    """The cited answer; with `stream` or `Accept: text/event-stream`, its events as they come."""
    options: dict[str, Any] = {
        "history": tuple(Turn(turn.question, turn.answer) for turn in body.history),
        "filters": body.filters.filters() if body.filters else None,
        "k": body.k,
        "language": body.language,
    }
    if not body.stream and "text/event-stream" not in accept:
        return JSONResponse(assistant.answer(body.question, **options).to_json())
    events = assistant.stream(body.question, **options)
    # the first event comes once the question is understood, so what is no question is refused with its status
    first = next(events)
    return StreamingResponse(
        _lines(first, events, accept_language),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


def _lines(first: Event, events: Iterator[Event], accepted: str) -> Iterator[str]:
    """The events as server-sent ones; what goes wrong midway is the last, named `error`."""
    try:
        yield _line(first.name, first.data)
        for event in events:
            yield _line(event.name, event.data)
    except TrichError as fault:
        yield _line("error", fault.to_json(language(accepted)))
    except Exception:  # noqa: BLE001 -- the status is sent already: told in the stream, logged
        _LOG.exception("an answer broke off")
        yield _line("error", shape(500, accepted))


def _line(name: str, data: dict[str, Any]) -> str:
    """One server-sent event; JSON keeps its data on one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
