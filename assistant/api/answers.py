"""Answers: a question in, a cited answer out, whole or as server-sent events."""

import asyncio
import logging
import re
import threading
from concurrent.futures import Future
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from assistant.api.desk import late
from assistant.api.documented import documented
from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.api.preferred import language
from assistant.api.service import Caller, Service, Serving
from assistant.api.shapes import STREAMED, AnswerShape
from assistant.api.statuses import shape
from assistant.api.streams import Stream
from assistant.assistant import Assistant
from assistant.understanding.followup import Turn
from index.errors import TrichError

_LOG = logging.getLogger(__name__)
# A longer question is refused by the assistant in its own words; this only bounds the work of saying so.
_LONGEST = 100_000
MOST_PASSAGES = 50
routes = APIRouter(tags=["answers"])


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
    history: list[TurnBody] | None = Field(default=None, max_length=100)
    filters: FiltersBody | None = None
    k: int | None = Field(default=None, ge=1, le=MOST_PASSAGES, strict=True)
    language: Literal["vi", "en"] | None = None
    stream: bool | None = Field(default=None, strict=True)
    quotes_only: bool | None = Field(
        default=None, strict=True, description="Answer by quotes even where a model is set"
    )

    def options(self) -> dict[str, Any]:
        """The same as the assistant's options."""
        return {
            "history": tuple(Turn(turn.question, turn.answer) for turn in self.history or ()),
            "filters": self.filters.filters() if self.filters else None,
            "k": self.k,
            "language": self.language,
            "quotes_only": bool(self.quotes_only),
        }


@routes.post(
    "/ask",
    dependencies=[Depends(only_json)],
    responses={200: STREAMED | {"model": AnswerShape}, **documented(400, 408, 415, 422)},
)
async def ask(
    body: AskBody,
    request: Request,
    assistant: Ready,
    service: Serving,
    caller: Caller,
    accept: Annotated[str, Header(description="`text/event-stream` for events")] = "",
    accept_language: Annotated[str, Header(description="`en` for errors in English")] = "",
    last_event_id: Annotated[str, Header(description="The last event seen of a broken stream")] = "",
) -> Response:
    """The cited answer; with `stream` or `Accept: text/event-stream`, its events as they come.

    A stream that broke off is resumed by sending the same body again with `Last-Event-ID`.
    """
    request.scope["trich.question"] = body.question
    if not body.stream and not _wants_events(accept):
        answer = await whole(request, service, assistant, body.question, body.options())
        return JSONResponse(answer)
    asked = body.model_dump_json(exclude={"stream"})
    found = service.streams.found(last_event_id, caller, asked) if last_event_id else None
    stream, after = found or (service.streams.new(caller, asked), 0)
    if not found:
        begin(service, stream, assistant, body.question, body.options(), accept_language)
        # the first event comes once the question is understood: what is none is refused with its status
        await stream.begun()
    return StreamingResponse(
        stream.read(after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


def _wants_events(accept: str) -> bool:
    """Whether an Accept header takes server-sent events."""
    for part in accept.lower().split(","):
        kind, _, rest = part.partition(";")
        if kind.strip() == "text/event-stream":
            return not re.search(r"(?:^|;)\s*q=0(?:\.0*)?\s*(?:;|$)", rest)
    return False


async def whole(
    request: Request, service: Service, assistant: Assistant, question: str, options: dict[str, Any]
) -> dict[str, Any]:
    """The whole answer in its published shape, counted."""
    desk, options = service.desk_of(assistant, options)

    def answered(left: threading.Event) -> dict[str, Any]:
        """The last event's data, unless the client leaves first."""
        last: dict[str, Any] = {}
        for event in assistant.stream(question, **options):
            if left.is_set():
                raise ClientDisconnect
            last = event.data
        return last

    answer = await desk.carry_out(request, answered)
    service.metrics.answered(answer)
    return answer


def begin(
    service: Service,
    stream: Stream,
    assistant: Assistant,
    question: str,
    options: dict[str, Any],
    accepted: str,
) -> None:
    """Start putting the answer's events into the stream; a failure midway becomes the last event, `error`."""
    desk, options = service.desk_of(assistant, options)

    def answered(left: threading.Event) -> None:
        """The events, unless everybody leaves before."""
        try:
            for event in assistant.stream(question, **options):
                if left.is_set():
                    raise ClientDisconnect
                stream.put(event.name, event.data)
                if event.name == "done":
                    service.metrics.answered(event.data)
            stream.end()
        except Exception as error:  # noqa: BLE001 -- once begun the status is sent: told in the stream, logged
            stream.end(error, _told(error, accepted))

    def give_up() -> None:
        """End the stream when its time is over, even while the model is silent."""
        stream.left.set()
        fault = late(service.settings.time_limit)
        stream.end(fault, _told(fault, accepted))

    def ended(made: Future[None]) -> None:
        """Tell the readers if the work was given up before its turn and never ran."""
        loop.call_soon_threadsafe(timer.cancel)
        if made.cancelled() or made.exception():
            stream.end(ClientDisconnect())

    loop = asyncio.get_running_loop()
    timer = loop.call_later(service.settings.time_limit, give_up)
    desk.begin(answered, stream.left).add_done_callback(ended)


def _told(error: Exception, accepted: str) -> dict[str, Any]:
    """What a stream says of an error; a bug is logged and reported without details."""
    if isinstance(error, TrichError):
        return error.to_json(language(accepted))
    if not isinstance(error, ClientDisconnect):
        _LOG.error("an answer broke off", exc_info=error)
    return shape(500, accepted)
