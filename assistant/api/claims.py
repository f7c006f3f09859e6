"""Claims: sentences held against the quotes they are said to rest on."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.opening import only_json
from assistant.claims import Claim, result
from assistant.verify import Reported

routes = APIRouter()


class ReportedBody(BaseModel):
    """What the quote's report adds to it."""

    title: str | None = Field(default=None, max_length=2000)
    published: str | None = Field(default=None, max_length=10)
    province: str | None = Field(default=None, max_length=200)


class ClaimBody(BaseModel):
    """A sentence and the quote that should bear it; other fields are let be, as on the command line."""

    id: Any = None
    sentence: str = Field(max_length=20_000)
    quote: str = Field(max_length=20_000)
    report: ReportedBody | None = None


class VerifyBody(BaseModel):
    """Claims to check in one call."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ClaimBody] = Field(max_length=1000)


@routes.post("/verify", dependencies=[Depends(only_json)])
def verify(body: VerifyBody) -> dict[str, Any]:
    """For each claim whether its quote bears it, and what it does not bear; needs no store."""
    return {"results": [result(_claim(given)) for given in body.claims]}


def _claim(given: ClaimBody) -> Claim:
    """A claim of the body."""
    reported = Reported(**given.report.model_dump()) if given.report else Reported()
    return Claim(given.id, given.sentence, given.quote, reported)
