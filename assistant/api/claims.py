"""Claims: sentences checked against the quotes that are said to support them."""

import threading
from math import isfinite
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from starlette.requests import ClientDisconnect

from assistant.api.documented import documented
from assistant.api.opening import only_json
from assistant.api.service import Serving
from assistant.api.shapes import ResultsShape
from assistant.claims import Claim, result
from assistant.verify import Reported

routes = APIRouter(tags=["answers"])
_EXAMPLE: JsonDict = {"id": 1, "sentence": "Tân An trồng 45 ha rừng.", "quote": "Tân An trồng 40 ha rừng."}


class ReportedBody(BaseModel):
    """What the quote's report adds to it."""

    title: str | None = Field(default=None, max_length=2000)
    published: str | None = Field(default=None, max_length=10)
    province: str | None = Field(default=None, max_length=200)


def _echoed(name: object) -> object:
    """A claim's id, unchanged; refused unless it is a string, number or null that JSON can hold."""
    if isinstance(name, str):
        sayable = name.isascii() or name.encode("utf-8", "ignore").decode() == name
    else:
        sayable = (
            name is None or isinstance(name, (bool, int)) or (isinstance(name, float) and isfinite(name))
        )
    if not sayable:
        raise PydanticCustomError("no_id", "a string, a number or null")
    return name


ClaimId = Annotated[
    Any,
    AfterValidator(_echoed),
    WithJsonSchema({"anyOf": [{"type": kind} for kind in ("string", "number", "boolean", "null")]}),
]


class ClaimBody(BaseModel):
    """A sentence and the quote that should bear it; other fields are ignored, as on the command line.

    `id` comes back as it was sent: a string, a number or null.
    """

    id: ClaimId = None
    sentence: str = Field(max_length=20_000)
    quote: str = Field(max_length=20_000)
    report: ReportedBody | None = None


class VerifyBody(BaseModel):
    """Claims to check in one call."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"claims": [_EXAMPLE]}})

    claims: list[ClaimBody] = Field(max_length=1000)


@routes.post(
    "/verify",
    dependencies=[Depends(only_json)],
    responses={200: {"model": ResultsShape}, **documented(400, 408, 415, 422)},
)
async def verify(body: VerifyBody, request: Request, service: Serving) -> JSONResponse:
    """Check for each claim whether its quote bears it, and what it does not bear; needs no store."""

    def checked(left: threading.Event) -> list[dict[str, Any]]:
        """The results, unless the client leaves first."""
        results: list[dict[str, Any]] = []
        for one in body.claims:
            if left.is_set():
                raise ClientDisconnect
            results.append(result(_claim(one)))
        return results

    return JSONResponse({"results": await service.desk.carry_out(request, checked)})


def _claim(given: ClaimBody) -> Claim:
    """A claim of the body."""
    reported = Reported(**given.report.model_dump()) if given.report else Reported()
    return Claim(given.id, given.sentence, given.quote, reported)
