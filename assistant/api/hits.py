"""Hits: the passages that a question finds, ranked."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json

routes = APIRouter()


class SearchBody(BaseModel):
    """What is searched for, how many passages are wanted, in which reports."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=2000)
    k: int = Field(default=10, ge=1, le=100, strict=True)
    filters: FiltersBody | None = None


@routes.post("/search", dependencies=[Depends(only_json)])
def search(body: SearchBody, assistant: Ready) -> dict[str, Any]:
    """The passages nearest to the question, best first; a report may stand more than once."""
    filters = body.filters.filters() if body.filters else None
    return {"hits": [asdict(hit) for hit in assistant.index.search(body.question, body.k, filters)]}
