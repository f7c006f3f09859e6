"""Readers: what they think of answers, and how much each caller uses."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.documented import documented
from assistant.api.opening import only_json
from assistant.api.service import Caller, Serving
from assistant.api.shapes import FeedbackShape, UsageShape
from assistant.kept import feedback

routes = APIRouter(tags=["readers"])


class FeedbackBody(BaseModel):
    """What a reader thought; `answer_id` is the `X-Request-ID` of the answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"rating": "good", "question": "Thanh Hóa chọn chủ đề năm 2023 là gì?"}
        },
    )

    rating: feedback.Rating
    question: str | None = Field(default=None, max_length=2000)
    citation_id: str | None = Field(default=None, max_length=100)
    comment: str | None = Field(default=None, max_length=5000)
    answer_id: str | None = Field(default=None, max_length=64)


@routes.post(
    "/feedback",
    status_code=201,
    dependencies=[Depends(only_json)],
    responses={201: {"model": FeedbackShape}, **documented(400, 408, 415, 422)},
)
def kept(body: FeedbackBody, service: Serving, caller: Caller) -> JSONResponse:
    """Keep what a reader thought of an answer."""
    said = feedback.Feedback(**body.model_dump())
    return JSONResponse({"feedback_id": feedback.keep(service.records, said, caller)}, 201)


@routes.get("/usage", responses={200: {"model": UsageShape}, **documented(422)})
def usage(
    request: Request,
    service: Serving,
    caller: Caller,
    days: Annotated[int, Query(ge=1, le=366, description="how many, today among them")] = 30,
) -> dict[str, Any]:
    """How often each thing was used on each of the last days: by everybody for an admin, else by the caller."""
    since = (datetime.now(UTC).date() - timedelta(days=days - 1)).isoformat()
    everybody = request.scope.get("trich.sees_all", True)
    return {"usage": service.usage.days(None if everybody else caller, since)}
