"""Lookups: a sentence or figure checked against the reports: which bear it, which say otherwise."""

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
from assistant.api.shapes import LookupShape
from assistant.lookup import lookup

routes = APIRouter(tags=["answers"])


class LookupBody(BaseModel):
    """What is looked up (one sentence or a few, or a bare figure), and in which reports."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"statement": "Tân An trồng 45 ha rừng phòng hộ."}}
    )

    statement: str = Field(max_length=20_000)
    filters: FiltersBody | None = None


@routes.post(
    "/lookup",
    dependencies=[Depends(only_json)],
    responses={200: {"model": LookupShape}, **documented(400, 408, 415, 422)},
)
async def looked_up(body: LookupBody, request: Request, assistant: Ready, service: Serving) -> JSONResponse:
    """For each sentence of the statement the quotes that bear it, that say otherwise, and that speak of another time,
    place or stage; the best of each report, the nearest first. Where nothing is found it says so: no report was seen
    to speak of it, which is no proof that none does. Where no report fits the filters, `notices` says so.
    """
    request.scope["trich.question"] = body.statement
    filters = body.filters.filters() if body.filters else None

    def carried_out(_: object) -> dict[str, Any]:
        """The sentences in their published shape."""
        sentences = [asdict(one) for one in lookup(assistant.index, body.statement, filters)]
        return {"sentences": sentences} | emptied(assistant.index, filters, body.statement)

    return JSONResponse(await service.desk.carry_out(request, carried_out))
