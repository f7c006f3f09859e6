"""Reports: what the store holds, what comes in, what leaves."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from assistant.api.faults import language
from assistant.api.opening import Ready, content_type
from index import Added, Index, Report
from index.catalog import Staged
from index.errors import BadInput
from index.reading import Refused, from_json, read

MOST_FILES = 100
routes = APIRouter()

_TEXT = {"type": "string"}
_UPLOAD = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["text"],
                "properties": {
                    name: _TEXT
                    for name in (
                        "id",
                        "title",
                        "text",
                        "url",
                        "source",
                        "published",
                        "event_date",
                        "province",
                    )
                },
            }
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
            }
        },
    },
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file of a form: the name it was sent under and where its bytes lie for now."""

    name: str
    path: Path


@routes.get("/reports")
def listed(
    assistant: Ready,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str | None, Query(max_length=40)] = None,
) -> dict[str, Any]:
    """A page of the store's reports without their texts; `next` continues it and is null at the end."""
    reports, following = assistant.index.reports(after, limit)
    return {
        "reports": [report.to_json(with_text=False) for report in reports],
        "next": following,
        "total": assistant.index.count,
    }


@routes.get("/reports/{report_id}")
def shown(report_id: str, assistant: Ready, body: bool = False) -> dict[str, Any]:
    """One report with its text, by its id or else its key; with `body` also the spans of its own words."""
    report = assistant.index.report(report_id)
    return report.to_json() | ({"body": report.body} if body else {})


@routes.delete("/reports/{report_id}")
def removed(report_id: str, assistant: Ready) -> dict[str, Any]:
    """Take a report out of the store."""
    return {"removed": list(assistant.index.remove([report_id]))}


@routes.post("/reports", status_code=201, openapi_extra={"requestBody": _UPLOAD})
async def added(request: Request, assistant: Ready) -> JSONResponse:
    """Put in one report (JSON) or files (a form's `files`): 201; 200 where nothing changed; 422 for none."""
    tongue = language(request.headers.get("accept-language"))
    kind = content_type(request)
    if kind == "application/json":
        try:
            body = await request.json()
        except (ValueError, RecursionError) as error:
            raise RequestValidationError([{"type": "json_invalid", "loc": ("body",)}]) from error
        result = await run_in_threadpool(_add_one, assistant.index, body)
        return _response(result, (), tongue)
    if kind != "multipart/form-data":
        raise HTTPException(415)
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        if not files:
            raise BadInput(
                "field_missing",
                "Thiếu trường “files”: các tệp báo cáo.",
                "The field “files” is missing: the files.",
                "files",
            )
        result, refused = await run_in_threadpool(_add_files, assistant.index, files)
    return _response(result, refused, tongue)


def _add_one(index: Index, body: object) -> Added:
    """Put in the report of a JSON body."""
    return index.add([from_json(body)])


def _add_files(index: Index, files: Sequence[UploadFile]) -> tuple[Added, list[Refused]]:
    """Read uploaded files in a folder that is gone afterwards and put in what they hold."""
    refused: list[Refused] = []
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        return index.add(_readable(files, Path(folder), refused)), refused


def _readable(files: Sequence[UploadFile], folder: Path, refused: list[Refused]) -> Iterator[Report]:
    """The reports of uploaded files, as they are read; what cannot be read is noted and passed over."""
    for number, file in enumerate(files):
        uploaded = _laid_down(file, folder / str(number))
        for found in read(uploaded.path):
            if isinstance(found, Refused):
                refused.append(replace(found, file=_renamed(found.file, uploaded.path, uploaded.name)))
            else:
                yield replace(found, key=_key(found.key, uploaded))


def _laid_down(file: UploadFile, folder: Path) -> Uploaded:
    """The uploaded file's bytes on disk, under its own last name so that its format is known."""
    parts = [
        part
        for part in PurePosixPath((file.filename or "").replace("\\", "/")).parts
        if part not in ("/", "..")
    ]
    name = "/".join(parts).replace("\0", "") or "upload"
    folder.mkdir()
    # a name longer than the file system takes keeps its end, which says the format
    path = folder / Path(name).name.encode()[-200:].decode(errors="ignore")
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    return Uploaded(name, path)


def _key(key: str, uploaded: Uploaded) -> str:
    """A stable key for what was read from an upload: its own name stands where its passing path stood."""
    return _renamed(key, uploaded.path.resolve(), f"upload:{uploaded.name}")


def _renamed(name: str, passing: Path, own: str) -> str:
    """A name that begins with a passing path, with the upload's own name in its stead."""
    return own + name[len(str(passing)) :] if name.startswith(str(passing)) else name


def _response(result: Added, refused: Sequence[Refused], tongue: str) -> JSONResponse:
    """The shape of `add --json`; an error where files came and none of them could be used."""
    listed = [{"file": one.file, "code": one.code, "message": one.message(tongue)} for one in refused]
    shape: dict[str, Any] = {
        "added": [_named(one) for one in result.added],
        "unchanged": [_named(one) for one in result.unchanged],
        "replaced": [_named(one) for one in result.replaced],
        "refused": listed,
        "notices": _notices(result, tongue),
    }
    if result.added or result.replaced:
        return JSONResponse(shape, 201)
    if result.unchanged or not listed:
        return JSONResponse(shape)
    first = listed[0]
    return JSONResponse(
        {"error": {"code": first["code"], "message": first["message"], "param": "files"}, "refused": listed},
        422,
    )


def _named(one: Staged) -> dict[str, str | None]:
    """A report as `add --json` names it."""
    return {"report_id": one.report_id, "key": one.key, "file": one.file}


def _notices(result: Added, tongue: str) -> list[dict[str, str]]:
    """That the sample reports have left, where they have."""
    if not result.samples_removed:
        return []
    said = (
        f"The {result.samples_removed} sample texts have left the store."
        if tongue == "en"
        else f"{result.samples_removed} văn bản mẫu đã rời kho."
    )
    return [{"code": "samples_removed", "message": said}]
