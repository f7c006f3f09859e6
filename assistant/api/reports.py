"""Reports: what the store holds, what is corrected, what leaves. What comes in is `uploads.py`'s."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.faults import documented
from assistant.api.filters import FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.api.shapes import FacetsShape, RemovedShape, ReportShape, ReportsShape, WholeReportShape
from assistant.facets import Facets, matching
from index import Filters
from index.errors import BadInput
from index.reading import from_json
from index.report import CORRECTION

routes = APIRouter(tags=["reports"])


def _filters(
    province: Annotated[str | None, Query(max_length=200)] = None,
    source: Annotated[str | None, Query(max_length=200)] = None,
    from_: Annotated[str | None, Query(alias="from", max_length=10, description="ISO date")] = None,
    to: Annotated[str | None, Query(max_length=10, description="ISO date")] = None,
    type: Annotated[str | None, Query(max_length=200)] = None,
    status: Annotated[str | None, Query(max_length=40)] = None,
) -> Filters:
    """The filters of an address's query, the same as in a question's body."""
    given = {"province": province, "source": source, "from": from_, "to": to, "type": type, "status": status}
    return FiltersBody(**given).filters()


@routes.get("/reports", responses={200: {"model": ReportsShape}, **documented(422)})
def listed(
    assistant: Ready,
    filters: Annotated[Filters, Depends(_filters)],
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str | None, Query(max_length=40)] = None,
    key: Annotated[str | None, Query(max_length=2000, description="the report with this key alone")] = None,
) -> dict[str, Any]:
    """A page of the store's reports without their texts; `next` continues it and is null at the end.

    `total` counts the store's reports, whatever the filters.
    """
    if key is not None:
        reports, following = matching(assistant.index, Filters(), None, 1, key)
    elif filters == Filters():
        reports, following = assistant.index.reports(after, limit)
    else:
        reports, following = matching(assistant.index, filters, after, limit)
    return {
        "reports": [report.to_json(with_text=False) for report in reports],
        "next": following,
        "total": assistant.index.count,
    }


@routes.get("/facets", responses={200: {"model": FacetsShape}, **documented()})
def facets(assistant: Ready) -> dict[str, Any]:
    """What reports can be filtered by, each value with the count of its reports, most frequent first."""
    return Facets.of(assistant.index).to_json()


@routes.get("/reports/{report_id}", responses={200: {"model": WholeReportShape}, **documented(404, 410, 422)})
def shown(report_id: str, assistant: Ready, body: bool = False) -> dict[str, Any]:
    """One report with its text, by its id or else its key; with `body` also the spans of its own words."""
    report = assistant.index.report(report_id)
    return report.to_json() | ({"body": report.body} if body else {})


@routes.get(
    "/reports/{report_id}/text",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": "…"}}}, **documented(404, 410)},
)
def text(report_id: str, assistant: Ready) -> PlainTextResponse:
    """The report's text alone, exactly as it is stored; offsets count its code points."""
    return PlainTextResponse(assistant.index.report(report_id).text)


class CorrectionBody(BaseModel):
    """Facts to put right; one that is left out stays, null takes it away. The text cannot be changed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"published": "2023-01-31"}})

    title: str | None = Field(default=None, max_length=2000)
    source: str | None = Field(default=None, max_length=2000)
    url: str | None = Field(default=None, max_length=2000)
    published: str | None = Field(default=None, max_length=10)
    event_date: str | None = Field(default=None, max_length=10)
    province: str | None = Field(default=None, max_length=200)
    number: str | None = Field(default=None, max_length=200)
    type: str | None = Field(default=None, max_length=200)
    signer: str | None = Field(default=None, max_length=200)
    status: str | None = Field(default=None, max_length=40)


@routes.patch(
    "/reports/{report_id}",
    dependencies=[Depends(only_json)],
    responses={200: {"model": ReportShape}, **documented(400, 404, 408, 410, 415, 422)},
)
def corrected(report_id: str, body: CorrectionBody, assistant: Ready) -> dict[str, Any]:
    """The report with its facts put right; its id and its citations' ids stay."""
    report = assistant.index.report(report_id)
    given = body.model_dump(exclude_unset=True)
    if not given:
        raise BadInput(
            "nothing_to_correct",
            f"Thân yêu cầu chưa nêu trường nào để sửa: {', '.join(CorrectionBody.model_fields)}.",
            f"The body names no field to correct: {', '.join(CorrectionBody.model_fields)}.",
        )
    # the reader of uploads checks dates and names, and writes a province in its one form
    checked = from_json({"text": report.text, **{name: value for name, value in given.items() if value}})
    now: dict[str, Any] = {name: getattr(checked, name) if given[name] else None for name in given}
    mended = replace(report, **now, found={**report.found, **dict.fromkeys(given, CORRECTION)})
    assistant.index.add([mended])
    return assistant.index.report(mended.report_id).to_json(with_text=False)


@routes.delete("/reports/{report_id}", responses={200: {"model": RemovedShape}, **documented(404, 410)})
def removed(report_id: str, assistant: Ready) -> dict[str, Any]:
    """Take a report out of the store."""
    return {"removed": list(assistant.index.remove([report_id]))}
