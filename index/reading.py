"""Reading: a path or a JSON object in, reports out. The front of `formats/`.

A format's reader says what stands in the file; here the rules of `boilerplate` and `metadata` add what the
words say, and what the file says outright wins. One bad file or line is named and the rest goes on.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index import metadata, places
from index.boilerplate import layout
from index.errors import BadInput
from index.formats import reader, sidecar, unknown
from index.formats.draft import Draft
from index.formats.jsonl import draft as json_draft
from index.formats.member import BadMember
from index.letterhead import letterhead
from index.report import Report


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a line of one, that could not become a report: a stable code and one sentence a language."""

    file: str
    code: str
    message_vi: str
    message_en: str

    def message(self, language: str = "vi") -> str:
        """The sentence in `language` ("vi" or "en")."""
        return self.message_en if language == "en" else self.message_vi


def read(
    path: Path | str, origin: str = "user", allowed_hosts: Collection[str] = ()
) -> Iterator[Report | Refused]:
    """The reports at `path`: a file, a folder with all below it in sorted order, hidden files left out, or an
    address of the web.

    Whatever cannot be read comes as a Refused in its place; nothing is raised for what a user can cause.
    `allowed_hosts` are the names and networks that may be fetched from although they are not public.
    """
    if isinstance(path, str) and is_address(path):
        # brings the HTTP client, which files do without
        from index import address

        for place, found in address.read(path, allowed_hosts):
            yield _outcome(found, place, None, origin)
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from _folder(path, origin)
        else:
            yield from _file(path, origin)
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)


def is_address(path: str) -> bool:
    """Whether what a user named is an address of the web and no path."""
    return path.lower().startswith(("http://", "https://"))


def from_json(line: object, origin: str = "user") -> Report:
    """The report in an API upload's JSON object; BadInput naming the field that cannot be used.

    Without an `id` its key is derived from the text.
    """
    return _report(json_draft(line), None, origin)


def _folder(folder: Path, origin: str) -> Iterator[Report | Refused]:
    """The reports below a folder; a folder reached again through a link is read once."""
    seen: set[tuple[int, int]] = set()
    waiting, empty = [folder], True
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                status = path.stat()
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                names = sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
                waiting += [path / name for name in reversed(names)]
                continue
            empty = False
            yield from _file(path, origin)
        except (OSError, ValueError) as error:
            empty = False
            yield _unreadable(path, error)
    if empty:
        yield Refused(
            str(folder), "empty_folder", "Thư mục này không có tệp nào.", "This folder holds no files."
        )


def _file(path: Path, origin: str) -> Iterator[Report | Refused]:
    """The reports of one file."""
    shown = str(path)
    if shown != shown.encode(errors="replace").decode():
        yield Refused(
            shown.encode(errors="replace").decode(),
            "bad_name",
            "Tên tệp hay thư mục không phải UTF-8; hãy đổi tên rồi thêm lại.",
            "The name of the file or a folder is not UTF-8; rename it and add it again.",
        )
        return
    if not stat.S_ISREG(path.stat().st_mode):
        yield Refused(shown, "not_a_file", "Đây không phải tệp thường.", "This is not a regular file.")
        return
    if path.name.lower().endswith(sidecar.SUFFIX):
        if not sidecar.owner(path):
            yield Refused(
                shown,
                "sidecar_alone",
                "Tệp .meta.json này không đi kèm tệp nào; hãy để nó cạnh tệp mà nó nói tới.",
                "This .meta.json stands beside no file; put it beside the one that it speaks of.",
            )
        return
    try:
        said = sidecar.beside(path)
        read_file = reader(path)
        if read_file is None:
            raise unknown(path.name)
        for found in read_file(path):
            if said and isinstance(found, Draft):
                found = said.on(found, shared=_is_one_of_many(found, path.name))
            yield _outcome(found, shown, path, origin)
    except BadInput as error:
        yield _outcome(error, shown, path, origin)


def _outcome(found: Draft | BadInput, place: str, path: Path | None, origin: str) -> Report | Refused:
    """What a reader found at a place, a file's path or an address: a report, or why it is none."""
    try:
        if isinstance(found, BadInput):
            raise found
        return _report(found, path, origin)
    except BadInput as error:
        member = found.member if isinstance(found, (Draft, BadMember)) else None
        return Refused(f"{place}/{member}" if member else place, error.code, error.vi, error.en)


def _is_one_of_many(found: Draft, name: str) -> bool:
    """Whether the report is one of several in its file."""
    return bool(found.member) or name.lower().endswith((".jsonl", ".jsonl.gz"))


def _unreadable(path: Path, error: Exception) -> Refused:
    """Why the system would not let the path be read."""
    if isinstance(error, FileNotFoundError):
        return Refused(
            str(path),
            "file_not_found",
            "Không có tệp hay thư mục này; hãy xem lại đường dẫn.",
            "There is no such file or folder; check the path.",
        )
    if isinstance(error, PermissionError):
        return Refused(
            str(path),
            "no_permission",
            "Không có quyền đọc; hãy cấp quyền đọc rồi thêm lại.",
            "No permission to read it; allow reading and add it again.",
        )
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Refused(
        str(path),
        "unreadable",
        f"Hệ thống không đọc được ({reason}).",
        f"The system cannot read it ({reason}).",
    )


def _report(draft: Draft, path: Path | None, origin: str) -> Report:
    """A draft with what its words say; BadInput where it has none."""
    if not draft.text[draft.start :].strip():
        raise BadInput(
            "empty_text",
            "Không có chữ nào; hãy kiểm tra lại nội dung.",
            "There are no words in it; check the content.",
            "text",
        )
    parts = layout(draft.text, draft.start, draft.title)
    page = layout(draft.page) if draft.page else parts
    page_text = draft.page or draft.text
    head = letterhead(draft.text[draft.start :])
    title = draft.title or (draft.text[slice(*parts.title)] if parts.title else None)
    paper = draft.source or metadata.source(page)
    published = draft.published or metadata.published(page, page_text)
    if head:
        title, paper = draft.title or head.title, draft.source or head.issuer or paper
        published = draft.published or head.day or published
    event, published = (
        (draft.event_date, published)
        if draft.event_date
        else metadata.event_date(parts, draft.text, published)
    )
    told = (head.title, layout(head.title)) if head and head.central else (draft.text, parts)
    province = draft.province or metadata.province(*told, title, paper)
    file = None
    if path is not None:
        file = f"{path.name}/{draft.member}" if draft.member else path.name
    return Report(
        key=_key(draft, path),
        text=draft.text,
        body=parts.body,
        title=title,
        file=file,
        source=paper,
        url=draft.url,
        published=published,
        event_date=event,
        province=(places.resolve(province) or province) if province else None,
        pages=draft.pages,
        origin=origin,
    )


def _key(draft: Draft, path: Path | None) -> str:
    """The sender's own id, else the file's resolved path; a nameless line is known by its text."""
    if draft.key is not None:
        return draft.key
    digest = sha256(draft.text.encode()).hexdigest()[:16]
    if path is None:
        return f"text:{digest}"
    key = str(path.resolve())
    if draft.member:
        key = f"{key}/{draft.member}"
    return f"{key}#{digest}" if key.lower().endswith((".jsonl", ".jsonl.gz")) else key
