"""Uploads: reports sent to be added, written to disk and promised; and the tasks that read them."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Path as PathOf
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from assistant.api.body import parsed
from assistant.api.denials import busy
from assistant.api.documented import documented
from assistant.api.filters import IN_STATUS
from assistant.api.opening import Ready, content_type
from assistant.api.preferred import language
from assistant.api.service import Caller, Service, Serving
from assistant.api.shapes import TaskShape
from assistant.kept.intake import Intake, file_name, last_name
from assistant.kept.tasks import Task, unknown_task
from index.errors import SHOWN, BadInput, StoreFault, TrichError
from index.formats.jsonl import FIELDS
from index.reading import from_json, is_address

MOST_FILES = 100
# What waits lies on the disk.
MOST_WAITING = 1000
# A report or two are in by then, so that who asks at once is answered from them.
_SOON_S = 1.0
_LONGEST_ADDRESS = 4000
routes = APIRouter(tags=["reports"])
TaskId = Annotated[str, PathOf(description="`task_id` of the upload's answer")]

_TEXT = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_DATE = {**_OPTIONAL, "description": "ISO: 2023, 2023-01 or 2023-01-31"}
_REPORT = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "id": {**_OPTIONAL, "description": "the sender's own key: sent again with another text it replaces"},
        "text": {**_TEXT, "description": "stored exactly as sent"},
        **{name: _OPTIONAL for name in FIELDS},
        "published": _DATE,
        "event_date": _DATE,
        "status": {**_OPTIONAL, "description": IN_STATUS},
    },
}
_ADDRESS = {"type": "object", "required": ["address"], "properties": {"address": _TEXT}}
_UPLOAD = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"anyOf": [_REPORT, _ADDRESS]},
            "examples": {
                "report": {
                    "summary": "A report; `id` is the sender's own key",
                    "value": {
                        "id": "tb-17",
                        "title": "Tân An trồng 40 ha rừng",
                        "text": "Đến tháng 3/2024, xã Tân An trồng 40 ha rừng phòng hộ.",
                        "published": "2024-03",
                        "number": "17/TB-UBND",
                        "type": "Thông báo",
                        "signer": "Lê Thị Hoa",
                        "status": "issued",
                    },
                },
                "address": {
                    "summary": "An address: a page, a document, or what a sitemap or feed lists",
                    "value": {"address": "https://example.vn/bao-cao.html"},
                },
            },
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
            },
            "example": {"files": ["Báo cáo số 17: đến tháng 3/2024, xã Tân An trồng 40 ha rừng phòng hộ."]},
        },
    },
}


@routes.post(
    "/reports",
    status_code=202,
    openapi_extra={"requestBody": _UPLOAD},
    responses={202: {"model": TaskShape}, **documented(400, 408, 415, 422)},
)
async def added(
    request: Request,
    _ready: Ready,
    service: Serving,
    caller: Caller,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            description="The sender's own name for this upload, known for 30 days",
        ),
    ] = None,
) -> JSONResponse:
    """Add a report or an address (JSON) or files (a form's `files`, at most 100 and 65 MB): 202 with the task that
    reads them, as it stands then: a small upload may be done already.

    Sent again with the same `Idempotency-Key`, it gives the same task, even after a restart. Unknown fields of a report
    are ignored, so that what `GET` gives can be sent.
    """
    if await run_in_threadpool(lambda: service.tasks.waiting) >= MOST_WAITING:
        raise busy(retry_after=10)
    kind = content_type(request)
    with _disk_faults():
        folder = await run_in_threadpool(service.tasks.folder)
    try:
        if kind == "application/json":
            intake, fingerprint = await _of_json(request, folder)
        elif kind == "multipart/form-data":
            with _disk_faults():
                intake, fingerprint = await _of_form(request, folder)
        else:
            raise HTTPException(415)
        task = await run_in_threadpool(service.tasks.submit, intake, caller, idempotency_key, fingerprint)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if task.intake.folder != folder:
        shutil.rmtree(folder, ignore_errors=True)
    return _response(await run_in_threadpool(service.tasks.awaited, task.task_id, _SOON_S), request, 202)


@routes.get("/tasks/{task_id}", responses={200: {"model": TaskShape}, **documented(404)})
def shown(task_id: TaskId, request: Request, service: Serving, caller: Caller) -> JSONResponse:
    """The state of an upload's task (queued, running, done, failed or stopped), and what came of it."""
    return _response(_own(service, task_id, request, caller), request, 200)


@routes.delete("/tasks/{task_id}", responses={200: {"model": TaskShape}, **documented(404)})
def stopped(task_id: TaskId, request: Request, service: Serving, caller: Caller) -> JSONResponse:
    """Stop a task: one that waits at once, one that runs after what it has in hand; what was added stays."""
    _own(service, task_id, request, caller)
    return _response(service.tasks.cancel(task_id), request, 200)


def _own(service: Service, task_id: str, request: Request, caller: str) -> Task:
    """A task of the caller's; NotFound for somebody else's, as for one that never was."""
    task = service.tasks.task(task_id)
    if task.caller != caller and not request.scope.get("trich.sees_all", True):
        raise unknown_task(task_id)
    return task


def _response(task: Task, request: Request, status: int) -> JSONResponse:
    """A task in its published shape and the caller's language, with the address to ask for it again."""
    shape = task.to_json(language(request.headers.get("accept-language")))
    root = request.scope.get("root_path", "")
    headers = {"Location": f"{root}/api/v1/tasks/{task.task_id}"}
    if not task.has_ended:
        headers["Retry-After"] = "1"
    return JSONResponse(shape, status, headers)


async def _of_form(request: Request, folder: Path) -> tuple[Intake, bytes]:
    """The intake of a form and its fingerprint; FormFault for what is not a form, not whole or has too many files."""
    reader = Form(request.headers, request.stream(), max_files=MOST_FILES, max_fields=MOST_FILES)
    try:
        form = await reader.parse()
    except MultiPartException as unreadable:
        raise FormFault from unreadable
    try:
        if not reader.is_whole:
            raise FormFault
        files = [_file(name, value) for name, value in form.multi_items()]
        return await run_in_threadpool(_laid_down, files, folder)
    finally:
        await form.close()


class Form(MultiPartParser):
    """A form as it is read; `is_whole` once its last boundary has come, without which files may be lost."""

    is_whole = False

    def on_end(self) -> None:
        """Note that the form has come to its end."""
        self.is_whole = True


def _file(name: str, value: str | UploadFile) -> UploadFile:
    """A form's file; BadInput for another field, which would be lost without a word."""
    if isinstance(value, UploadFile) and name == "files":
        return value
    raise BadInput(
        "field_unknown",
        f"Biểu mẫu chỉ nhận trường “files” gồm các tệp, không nhận “{name[:SHOWN]}” như đã gửi.",
        f"The form takes only the field “files”, which holds files, not “{name[:SHOWN]}” as it was sent.",
        name[:SHOWN],
    )


@contextmanager
def _disk_faults() -> Iterator[None]:
    """A disk that does not take what is sent, as StoreFault (`upload_not_kept`)."""
    try:
        yield
    except OSError as error:
        raise StoreFault(
            "upload_not_kept",
            f"Không giữ được tệp gửi lên ({error.strerror}): hãy kiểm tra dung lượng đĩa và quyền ghi của máy chủ.",
            f"What was sent could not be kept ({error.strerror}): check the server's free space and right to write.",
        ) from error


async def _of_json(request: Request, folder: Path) -> tuple[Intake, bytes]:
    """The intake of a JSON body, checked, and its fingerprint."""
    try:
        body = parsed(await request.body())
    except (ValueError, RecursionError) as error:
        raise RequestValidationError([{"type": "json_invalid", "loc": ("body",)}]) from error
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
    if isinstance(body, dict) and "address" in body:
        return Intake(folder, address=_address(body)), fingerprint
    await run_in_threadpool(_check, body)
    return Intake(folder, report=body), fingerprint


class FormFault(TrichError):
    """A form that cannot be read."""

    http_status = 400

    def __init__(self) -> None:
        super().__init__(
            "form_invalid",
            f"Không đọc được biểu mẫu: phải là multipart/form-data hợp lệ và trọn vẹn, tối đa {MOST_FILES} tệp,"
            " tên tệp ngắn.",
            f"The form cannot be read: it must be valid and whole multipart/form-data of at most {MOST_FILES} files"
            " with short names.",
            "files",
        )


def _check(body: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Raise BadInput for what is not a report, before anything is promised."""
    from_json(body).text.encode("utf-8")


def _address(body: dict[str, Any]) -> str:
    """The address in a body; BadInput for what is not one, or for other fields beside it."""
    address = body["address"]
    others = sorted(set(body) - {"address"})
    if others:
        raise BadInput(
            "field_unknown",
            f"Không có trường “{others[0][:SHOWN]}” bên cạnh “address”. Hãy bỏ trường này.",
            f"There is no field “{others[0][:SHOWN]}” beside “address”. Leave it out.",
            others[0][:SHOWN],
        )
    if (
        not isinstance(address, str)
        or not is_address(address)
        or len(address) > _LONGEST_ADDRESS
        or re.search(r"[\ud800-\udfff]", address)
    ):
        raise BadInput(
            "address_invalid",
            "“address” phải là một địa chỉ http:// hoặc https://.",
            "“address” must be an http:// or https:// address.",
            "address",
        )
    return address


def _laid_down(files: Sequence[UploadFile], folder: Path) -> tuple[Intake, bytes]:
    """The intake of a form's files, whose bytes are on disk then, and its fingerprint."""
    if not files:
        raise BadInput(
            "field_missing",
            "Thiếu trường “files”: các tệp báo cáo.",
            "The field “files” is missing: the files.",
            "files",
        )
    whole = hashlib.sha256()
    laid: list[tuple[str, str]] = []
    for number, file in enumerate(files):
        name = file_name(file.filename or "").encode("utf-8", "replace").decode()
        place = folder / str(number) / last_name(name)
        place.parent.mkdir()
        with place.open("wb") as target:
            shutil.copyfileobj(file.file, target)
            target.flush()
            os.fsync(target.fileno())
        with place.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").digest()
        whole.update(hashlib.sha256(name.encode()).digest() + digest)
        laid.append((name, f"{number}/{place.name}"))
    return Intake(folder, files=tuple(laid)), whole.digest()
