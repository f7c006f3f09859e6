"""Reports: what the store holds, and how reports are corrected and removed; they are added by `uploads.py`."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.documented import documented
from assistant.api.filters import FROM, IN_STATUS, OF_TYPE, TO, FiltersBody
from assistant.api.opening import Ready, only_json
from assistant.api.parts import ReportName
from assistant.api.service import Serving
from assistant.api.shapes import FacetsShape, RemovedShape, ReportShape, ReportsShape, WholeReportShape
from assistant.facets import Facets, Sifted, matching, sifted
from assistant.kept.removals import LONGEST_S
from index import Filters, Index
from index.errors import BadInput
from index.reading import from_json
from index.report import CORRECTION
from index.shelf import Sort

# Seconds within which a store of some thousand passages has wiped a report's words from its files.
_SOON_S = 1.0
_ISO = "ISO: 2023, 2023-01 or 2023-01-31"
routes = APIRouter(tags=["reports"])


def _filters(
    province: Annotated[str | None, Query(max_length=200, description="with or without accents")] = None,
    source: Annotated[str | None, Query(max_length=200, description="whose report it is")] = None,
    from_: Annotated[str | None, Query(alias="from", max_length=10, description=FROM)] = None,
    to: Annotated[str | None, Query(max_length=10, description=TO)] = None,
    type: Annotated[str | None, Query(max_length=200, description=OF_TYPE)] = None,
    status: Annotated[str | None, Query(max_length=40, description=IN_STATUS)] = None,
) -> Filters:
    """The filters in an address's query, the same as in a question's body."""
    given = {"province": province, "source": source, "from": from_, "to": to, "type": type, "status": status}
    return FiltersBody(**given).filters(within="")


@routes.get("/reports", responses={200: {"model": ReportsShape}, **documented(422)})
def listed(
    assistant: Ready,
    filters: Annotated[Filters, Depends(_filters)],
    limit: Annotated[int, Query(ge=1, le=200, description="how many a page holds")] = 50,
    after: Annotated[str | None, Query(max_length=40, description="`next` of the page before")] = None,
    key: Annotated[str | None, Query(max_length=2000, description="the report with this key alone")] = None,
    q: Annotated[
        str, Query(max_length=400, description="words of a title, file, source, number, signer or key")
    ] = "",
    sort: Annotated[
        Sort, Query(description="what the reports are sorted by; `added` as they came")
    ] = "added",
    order: Annotated[Literal["asc", "desc"], Query(description="which way")] = "asc",
) -> dict[str, Any]:
    """A page of the store's reports without their texts; `next` continues it and is null at the end.

    `total` counts the store's reports, `matching` those that filters and words leave. Reports without the value that
    they are sorted by come last. A cursor belongs to the list that gave it.
    """
    if key is not None:
        reports, following = matching(assistant.index, Filters(), None, 1, key)
        count = len(reports)
    else:
        asked = Sifted(filters, q, sort, order == "desc")
        reports, following, count = sifted(assistant.index, asked, after, limit)
    return {
        "reports": [report.to_json(with_text=False) for report in reports],
        "next": following,
        "total": assistant.index.count,
        "matching": count,
    }


@routes.get("/facets", responses={200: {"model": FacetsShape}, **documented()})
def facets(assistant: Ready) -> dict[str, Any]:
    """What reports can be filtered by, each value with the count of its reports, most frequent first."""
    return Facets.of(assistant.index).to_json()


@routes.get("/reports/{report_id}", responses={200: {"model": WholeReportShape}, **documented(404, 410, 422)})
def shown(
    report_id: ReportName,
    assistant: Ready,
    body: Annotated[bool, Query(description="with `body` and `page_starts`")] = False,
) -> dict[str, Any]:
    """One report with its text, by its id or else its key; with `body` also the spans of its own words and where
    its pages start.
    """
    report = assistant.index.report(report_id)
    kept = assistant.index.original(report.report_id)
    shape = report.to_json() | {"original": kept.to_json() if kept else None}
    return shape | ({"body": report.body, "page_starts": report.pages or ()} if body else {})


@routes.get(
    "/reports/{report_id}/text",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": "…"}}}, **documented(404, 410)},
)
def text(report_id: ReportName, assistant: Ready) -> PlainTextResponse:
    """The report's text alone, exactly as it is stored; offsets count its code points."""
    return PlainTextResponse(assistant.index.report(report_id).text)


class CorrectionBody(BaseModel):
    """Facts to correct: one that is left out stays, null removes it. The text cannot be changed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"published": "2023-01-31"}})

    title: str | None = Field(default=None, max_length=2000)
    source: str | None = Field(default=None, max_length=2000)
    url: str | None = Field(default=None, max_length=2000)
    published: str | None = Field(default=None, max_length=10, description=_ISO)
    event_date: str | None = Field(default=None, max_length=10, description=_ISO)
    province: str | None = Field(default=None, max_length=200)
    number: str | None = Field(default=None, max_length=200)
    type: str | None = Field(default=None, max_length=200)
    signer: str | None = Field(default=None, max_length=200)
    status: str | None = Field(default=None, max_length=40, description=IN_STATUS)


@routes.patch(
    "/reports/{report_id}",
    dependencies=[Depends(only_json)],
    responses={200: {"model": ReportShape}, **documented(400, 404, 408, 410, 415, 422)},
)
async def corrected(
    report_id: ReportName, body: CorrectionBody, request: Request, assistant: Ready, service: Serving
) -> dict[str, Any]:
    """Correct a report's facts; its id and the ids of its citations stay."""
    return await service.changes.carry_out(request, lambda _: _corrected(assistant.index, report_id, body))


def _corrected(index: Index, report_id: str, body: CorrectionBody) -> dict[str, Any]:
    """Store the facts and return the report as it stands then."""
    report = index.report(report_id)
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
    index.add([mended])
    index.erased(_SOON_S)
    return index.report(mended.report_id).to_json(with_text=False)


@routes.delete("/reports/{report_id}", responses={200: {"model": RemovedShape}, **documented(404, 410, 422)})
async def removed(
    report_id: ReportName,
    request: Request,
    assistant: Ready,
    service: Serving,
    undo_s: Annotated[int, Query(ge=0, le=LONGEST_S, description="seconds in which it can be undone")] = 0,
) -> dict[str, Any]:
    """Remove a report: from now on nobody finds it, and soon none of its words is left in the files.

    With `undo_s` it can be brought back for so many seconds by `POST /api/v1/reports/{report_id}/restore`; after that
    it is erased, whatever happens to the client or the server.
    """

    def carried_out(_: object) -> dict[str, Any]:
        """Remove the report, now or once its time to undo is over."""
        if not undo_s:
            return _removed(assistant.index, report_id)
        name, until = service.removals.begin(assistant.index, report_id, undo_s)
        return {"removed": [name], "undo_until": until}

    return await service.changes.carry_out(request, carried_out)


@routes.post("/reports/{report_id}/restore", responses={200: {"model": ReportShape}, **documented(404, 410)})
async def brought_back(
    report_id: ReportName, request: Request, assistant: Ready, service: Serving
) -> dict[str, Any]:
    """Bring back a report that was removed with `undo_s`, as it was; 410 once it is too late."""
    return await service.changes.carry_out(
        request, lambda _: assistant.index.bring_back(report_id).to_json(with_text=False)
    )


def _removed(index: Index, report_id: str) -> dict[str, Any]:
    """Remove it and return the ids of what was removed."""
    gone = index.remove([report_id])
    index.erased(_SOON_S)
    return {"removed": list(gone), "undo_until": None}
