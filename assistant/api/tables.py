"""Tables: one question asked of several subjects, side by side."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.documented import documented
from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.api.service import Serving
from assistant.api.shapes import AnswerShape
from assistant.understanding.comparing import MOST_COLUMNS, MOST_ROWS

routes = APIRouter(tags=["answers"])
Label = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\w")]


class CompareBody(BaseModel):
    """A question, the subjects it is asked of and, if any, the periods."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"question": "Chủ đề năm 2023 là gì?", "subjects": ["Thanh Hóa", "Hà Nam"]}
        },
    )

    question: str = Field(max_length=2000)
    subjects: list[Label] = Field(min_length=1, max_length=MOST_ROWS)
    periods: list[Label] = Field(default=[], max_length=MOST_COLUMNS)
    filters: FiltersBody | None = None
    language: Literal["vi", "en"] | None = None


@routes.post(
    "/compare",
    dependencies=[Depends(only_json)],
    responses={200: {"model": AnswerShape}, **documented(400, 408, 415, 422)},
)
async def compare(body: CompareBody, request: Request, assistant: Ready, service: Serving) -> JSONResponse:
    """The answer with a `table`: a row per subject, a column per period, and in each cell a citation or nothing."""
    request.scope["trich.question"] = body.question
    filters = body.filters.filters() if body.filters else None
    answer = await service.desk.carry_out(
        request,
        lambda _: assistant.compare(
            body.question, body.subjects, body.periods, filters, body.language
        ).to_json(),
    )
    service.metrics.answered(answer)
    return JSONResponse(answer)
