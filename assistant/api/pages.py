"""Pages: a page of a PDF or scan as a picture, and where a quote stands on it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from assistant.api.documented import documented
from assistant.api.opening import Ready
from assistant.api.originals import SEALED
from assistant.api.parts import ReportName
from assistant.api.shapes import MarksShape
from index import facsimile
from index.errors import BadInput

routes = APIRouter(tags=["reports"])
_MOST = 100_000
_PNG = {
    "description": "The page, 1240 points wide at most",
    "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
}
Number = Annotated[int, Path(ge=1, le=_MOST, description="from 1")]
Offset = Annotated[int, Query(ge=0, le=1 << 40, description="in code points of the report's text")]


@routes.get(
    "/reports/{report_id}/pages/{page}",
    response_class=Response,
    responses={200: _PNG, **documented(404, 410, 422)},
)
def picture(report_id: ReportName, page: Number, assistant: Ready) -> Response:
    """A page of a report that was read from a PDF or a picture, as a PNG; 404 for a report without pages."""
    _, kept, path = assistant.index.original_file(report_id)
    return Response(facsimile.picture(path, kept, page), media_type="image/png", headers=SEALED)


@routes.get(
    "/reports/{report_id}/pages/{page}/marks",
    responses={200: {"model": MarksShape}, **documented(404, 410, 422)},
)
def marks(
    report_id: ReportName, page: Number, start: Offset, end: Offset, assistant: Ready
) -> dict[str, Any]:
    """Where the report's text from `start` to `end`, which is greater, stands on a page: boxes in shares of its width
    and height.

    A scanned page is read again for this, which takes some seconds. `found` is the share of the quote's letters that
    were found; if there is no box, the place is unknown or on another page.
    """
    if end <= start:
        raise BadInput(
            "bad_span",
            f"“end” phải lớn hơn “start”: từ {start} đến {end} không có chữ nào.",
            f"“end” must be greater than “start”: from {start} to {end} there is no text.",
            "end",
        )
    report, kept, path = assistant.index.original_file(report_id)
    found = facsimile.marks(report, path, kept, page, start, end)
    return asdict(found) | {"boxes": [box._asdict() for box in found.boxes]}
