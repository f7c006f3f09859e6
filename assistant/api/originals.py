"""Originals: the files that reports were read from, given back as they came, but never run in a browser."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from assistant.api.documented import documented
from assistant.api.opening import Ready
from assistant.api.parts import ReportName
from index.original import Kept, not_kept
from index.report import Report

routes = APIRouter(tags=["reports"])
_PART = 256 * 1024
# Whatever the file holds, no page of this server's is made of it: it is saved, and runs nothing if opened.
SEALED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    # what was removed from the store must not stay in a browser
    "Cache-Control": "private, no-store",
}
_BYTES = {
    "description": "The file's bytes, as an attachment under its name, with its own media type",
    "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
}


@routes.get(
    "/reports/{report_id}/original",
    response_class=StreamingResponse,
    responses={200: _BYTES, **documented(404, 410)},
)
def original(report_id: ReportName, assistant: Ready) -> StreamingResponse:
    """The file that a report was read from, byte for byte; for a member of an archive or mail, that member alone.

    404 `original_not_kept` for a report that was sent as text, or added before originals were kept.
    """
    report, kept, path = assistant.index.original_file(report_id)
    headers = {
        **SEALED,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name(report, kept), safe='')}",
        "Content-Length": str(kept.size),
        "ETag": f'"{kept.digest}"',
        # said here, where no encoding is added: a text's is whatever its sender's was
        "Content-Type": kept.media_type,
    }
    return StreamingResponse(_parts(_opened(path, report)), headers=headers)


def file_name(report: Report, kept: Kept) -> str:
    """The name that the file is saved under: its own, else its report's title with its kind."""
    if report.file:
        return PurePosixPath(report.file).name
    return f"{(report.title or report.report_id)[:80].replace('/', '-')}{kept.suffix}"


def _opened(path: Path, report: Report) -> IO[bytes]:
    """The open file; NotFound if its report has left this very moment."""
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise not_kept(report.report_id) from error


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    """The file, piece by piece."""
    with file:
        while part := file.read(_PART):
            yield part
