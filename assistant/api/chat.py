"""Chat: answers for programs that speak OpenAI's chat completions, with the sources where such programs look.

Sources are given twice: as annotations, and in the text itself, since many clients drop what they do not know. A
sentence is sent only once it is checked against its quotes; one that they do not bear is left out, with a note.
"""

import json
import re
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from assistant.answer import Citation
from assistant.api.answers import AskBody, TurnBody, begin, whole
from assistant.api.documented import documented
from assistant.api.opening import Ready, only_json
from assistant.api.service import Caller, Serving
from assistant.api.shapes import ChatShape, ModelShape, ModelsShape
from assistant.wording import citation_line
from index.errors import SHOWN, BadInput, NotFound

MODEL = "trich"
_MODEL: dict[str, Any] = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
_LONGEST = 100_000
_MARK = re.compile(r"\[(\d+)\]")
routes = APIRouter(tags=["openai"])


class PartBody(BaseModel):
    """A part of a message; only text can be read."""

    type: Literal["text"]
    text: str = Field(max_length=_LONGEST)


def _bounded(content: str | list[PartBody] | None) -> str | list[PartBody] | None:
    """A message whose parts together are no longer than a single one may be."""
    if isinstance(content, list) and sum(len(part.text) + 1 for part in content) > _LONGEST:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": _LONGEST})
    return content


class MessageBody(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    # a bound on either kind, not on both at once: that would let half a character pass
    content: Annotated[
        Annotated[str, Field(max_length=_LONGEST)] | list[PartBody] | None, AfterValidator(_bounded)
    ] = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """Whether the last piece of a stream counts tokens, of which there are none here."""

    include_usage: bool | None = None


class ChatBody(BaseModel):
    """A conversation whose last question is to be answered; options for a model's sampling are ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "model": MODEL,
                "messages": [{"role": "user", "content": "Thanh Hóa chọn chủ đề năm 2023 là gì?"}],
            }
        }
    )

    model: str = Field(default=MODEL, max_length=200)
    messages: list[MessageBody] = Field(min_length=1, max_length=200)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None

    def asked(self) -> AskBody:
        """The last question with the turns before it; BadInput if the last message is not a user's."""
        if self.messages[-1].role != "user":
            raise BadInput(
                "no_question",
                "Tin nhắn cuối phải có vai “user” và chứa câu hỏi.",
                "The last message must have the role “user” and hold the question.",
                "messages",
            )
        turns: list[TurnBody] = []
        for message in self.messages[:-1]:
            if message.role == "user":
                turns.append(TurnBody(question=message.text))
            elif message.role == "assistant" and turns:
                turns[-1] = TurnBody(question=turns[-1].question, answer=message.text)
        return AskBody(question=self.messages[-1].text, history=turns[-100:])


@routes.get("/v1/models", responses={200: {"model": ModelsShape}, **documented()})
async def models() -> dict[str, Any]:
    """List the one model there is: this server's reports."""
    return {"object": "list", "data": [_MODEL]}


@routes.get("/v1/models/{model}", responses={200: {"model": ModelShape}, **documented(404)})
async def model(model: Annotated[str, Path(description="`trich`")]) -> dict[str, Any]:
    """Show that model, if it is the one there is."""
    if model != MODEL:
        raise NotFound(
            "model_not_found",
            f"Không có mô hình “{model[:SHOWN]}”. Máy chủ này chỉ có “{MODEL}”: hãy dùng tên đó.",
            f"There is no model “{model[:SHOWN]}”. This server has “{MODEL}” alone: use that name.",
            "model",
        )
    return _MODEL


@routes.post(
    "/v1/chat/completions",
    dependencies=[Depends(only_json)],
    responses={
        200: {
            "model": ChatShape,
            "content": {
                "text/event-stream": {
                    "schema": {},
                    "example": "data: {…}\n\ndata: [DONE]\n\n",
                }
            },
        },
        **documented(400, 408, 415, 422),
    },
)
async def completed(
    body: ChatBody,
    request: Request,
    assistant: Ready,
    service: Serving,
    caller: Caller,
    accept_language: Annotated[str, Header(description="`en` for errors in English")] = "",
) -> Response:
    """The answer to the last question, with its sources as annotations and at the end of the text."""
    asked = body.asked()
    request.scope["trich.question"] = asked.question
    if not body.stream:
        answer = await whole(request, service, assistant, asked.question, asked.options())
        return JSONResponse(_completion(body.model, request.scope["trich.id"], answer))
    stream = service.streams.new(caller, "")
    begin(service, stream, assistant, asked.question, asked.options(), accept_language)
    await stream.begun()
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    return StreamingResponse(
        _chunks(stream.read(), body.model, request.scope["trich.id"], with_usage),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


async def _chunks(
    lines: AsyncIterator[str], model: str, request_id: str, with_usage: bool
) -> AsyncIterator[str]:
    """An answer's events as OpenAI's chunks, which together are the text of the whole completion."""

    def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
        """One piece."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _data(_head("chat.completion.chunk", model, request_id) | {"choices": [choice]})

    said = ""
    yield chunk({"role": "assistant", "content": ""})
    async for line in lines:
        if line.startswith(":"):
            yield line
            continue
        name, data, _ = line.rstrip("\n").split("\n")
        event = json.loads(data.removeprefix("data: "))
        if name == "event: sentence" and event["verified"] is not False:
            piece = (" " if said else "") + _marked(event)
            said += piece
            yield chunk({"content": piece})
        elif name == "event: error":
            yield _data(event)
            return
        elif name == "event: done":
            text, annotations = _text(event)
            # whatever the sentences sent so far are not: a refusal's message, notices, the sources
            rest = text.removeprefix(said)
            yield chunk({"content": rest, "annotations": annotations})
            yield chunk({}, "stop")
    if with_usage:
        yield _data(_head("chat.completion.chunk", model, request_id) | {"choices": [], "usage": _NO_TOKENS})
    yield "data: [DONE]\n\n"


def _completion(model: str, request_id: str, answer: dict[str, Any]) -> dict[str, Any]:
    """A whole completion; `trich` holds the answer in its own shape for clients that read it."""
    text, annotations = _text(answer)
    message = {"role": "assistant", "content": text, "refusal": None, "annotations": annotations}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return _head("chat.completion", model, request_id) | {
        "choices": [choice],
        "usage": _NO_TOKENS,
        "trich": answer,
    }


def _text(answer: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """An answer as one text with its sources at the end, and an annotation for each of its marks."""
    if answer["refusal"]:
        near = [f"• {one['title'] or one['report_id']}" for one in answer["refusal"]["nearest"]]
        return "\n".join([answer["answer"], *near]), []
    kept = [sentence for sentence in answer["sentences"] if sentence["verified"] is not False]
    text = " ".join(map(_marked, kept))
    used = {number for sentence in kept for number in sentence["citations"]}
    cited = {one["number"]: one for one in answer["citations"] if one["number"] in used}
    annotations = [
        _annotation(cited[int(mark[1])], mark.start(), mark.end())
        for mark in _MARK.finditer(text)
        if int(mark[1]) in cited
    ]
    parts = [text] if text else []
    left_out = len(answer["sentences"]) - len(kept)
    if left_out:
        parts.append(f"(Đã bỏ {left_out} câu không khớp với trích dẫn.)")
    parts += [f"({notice['message']})" for notice in answer["notices"]]
    if cited:
        parts.append("\n".join(["Nguồn:", *(_source(one) for one in cited.values())]))
    return "\n\n".join(parts), annotations


def _marked(sentence: dict[str, Any]) -> str:
    """A sentence followed by its marks."""
    marks = "".join(f"[{number}]" for number in sentence["citations"])
    return f"{sentence['text']} {marks}" if marks else str(sentence["text"])


def _source(cited: dict[str, Any]) -> str:
    """A citation on a line: its number, report, quote and id."""
    return f"[{cited['number']}] {citation_line(Citation(**cited))} (trích dẫn {cited['id']})"


def _annotation(cited: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    """A mark of the text, from `start` to `end`, as OpenAI annotates a source."""
    url = cited["url"] or f"/api/v1/citations/{cited['id']}"
    title = cited["title"] or cited["file"] or cited["key"]
    where = {"start_index": start, "end_index": end, "url": url, "title": title}
    return {"type": "url_citation", "url_citation": where}


def _head(kind: str, model: str, request_id: str) -> dict[str, Any]:
    """The fields that every object has."""
    return {"id": f"chatcmpl-{request_id}", "object": kind, "created": int(time.time()), "model": model}


def _data(shape: dict[str, Any]) -> str:
    """One server-sent piece."""
    return f"data: {json.dumps(shape, ensure_ascii=False)}\n\n"


_NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
