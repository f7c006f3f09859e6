"""Hits: the passages that a question finds, ranked."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.documented import documented
from assistant.api.emptied import emptied
from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.api.service import Serving
from assistant.api.shapes import HitsShape
from assistant.assistant import Assistant

_USUAL = 10
routes = APIRouter(tags=["answers"])


class SearchBody(BaseModel):
    """What is searched for, in which reports, and how many passages are wanted (10 by default)."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"question": "chủ đề năm 2023", "k": 3}}
    )

    question: str = Field(max_length=2000)
    k: int | None = Field(default=None, ge=1, le=100, strict=True)
    filters: FiltersBody | None = None


@routes.post(
    "/search",
    dependencies=[Depends(only_json)],
    responses={200: {"model": HitsShape}, **documented(400, 408, 415, 422)},
)
async def search(body: SearchBody, request: Request, assistant: Ready, service: Serving) -> JSONResponse:
    """The passages nearest to the question, best first; a report may appear more than once. Where no report fits the
    filters, `notices` says so (`filters_leave_nothing`).
    """
    request.scope["trich.question"] = body.question
    return JSONResponse(await service.desk.carry_out(request, lambda _: found(body, assistant)))


def found(body: SearchBody, assistant: Assistant) -> dict[str, Any]:
    """The hits in their published shape."""
    filters = body.filters.filters() if body.filters else None
    hits = [asdict(hit) for hit in assistant.index.search(body.question, body.k or _USUAL, filters)]
    return {"hits": hits} | emptied(assistant.index, filters, body.question)
