"""Reading: a path or a JSON object in, reports out. The front of `formats/`.

A format's reader says what stands in the file; here the rules of `boilerplate` and `metadata` add what the words say,
unless the file states it outright. A bad file or line is named, and the rest goes on.
"""

import os
import stat
import unicodedata
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from index.errors import BadInput
from index.formats import is_lines, is_read_apart, reader, sidecar, unknown, worker
from index.formats.draft import Draft
from index.formats.jsonl import draft as json_draft
from index.formats.kind import kind
from index.formats.member import BadMember, is_left_behind, is_of_page
from index.known import facts
from index.original import Original
from index.report import Report

_ABOUT_FOLDERS = frozenset(("readme", "readme.md", "readme.txt", "readme.html"))
_LONGEST_TITLE = 120


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
    """The reports at `path`: see `read_all`."""
    return read_all((path,), origin, allowed_hosts)


def read_all(
    paths: Iterable[Path | str], origin: str = "user", allowed_hosts: Collection[str] = ()
) -> Iterator[Report | Refused]:
    """The reports at the paths, in order: files, folders with all below them in sorted order, hidden files left
    out, and addresses of the web. As many files are read at once as there are cores.

    Whatever cannot be read comes as a Refused in its place; nothing is raised for what a user can cause.
    `allowed_hosts` are the names and networks that may be fetched from although they are not public.
    """
    cores = worker.cores()
    pool = ThreadPoolExecutor(cores, "reading")
    waiting: deque[Callable[[], Iterable[Report | Refused]]] = deque()
    try:
        for found in _files(paths):
            if isinstance(found, Path) and is_read_apart(found):
                # its parser works in a process of its own, which a thread can wait for
                waiting.append(pool.submit(lambda path: list(_safely(path, origin)), found).result)
            elif isinstance(found, Path):
                waiting.append(partial(_safely, found, origin))
            elif isinstance(found, Refused):
                waiting.append(partial(iter, (found,)))
            else:
                waiting.append(partial(_fetched, found, origin, allowed_hosts))
            if len(waiting) > 2 * cores:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _files(paths: Iterable[Path | str]) -> Iterator[Path | str | Refused]:
    """The files at the paths, the addresses among them, and what is wrong with a folder."""
    for path in paths:
        if isinstance(path, str) and is_address(path):
            yield path
            continue
        path = Path(path)
        try:
            if path.is_dir():
                yield from _folder(path)
            else:
                yield path
        except (OSError, ValueError) as error:
            yield _unreadable(path, error)


def _fetched(given: str, origin: str, allowed_hosts: Collection[str]) -> Iterator[Report | Refused]:
    """The reports at an address."""
    # brings the HTTP client, which files do without
    from index import address

    for place, found in address.read(given, allowed_hosts):
        yield _outcome(found, place, None, origin)


def _safely(path: Path, origin: str) -> Iterator[Report | Refused]:
    """The reports of one file; a Refused if the system will not let it be read."""
    try:
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


def _folder(folder: Path) -> Iterator[Path | Refused]:
    """The files below a folder; a folder reached again through a link is read once, a link that leads out of
    it never.
    """
    inside = folder.resolve()
    seen: set[tuple[int, int]] = set()
    waiting, empty = [folder], True
    while waiting:
        path = waiting.pop()
        try:
            if path.is_symlink() and path != folder and not path.resolve().is_relative_to(inside):
                empty = False
                yield Refused(
                    str(path),
                    "link_out",
                    "Đây là liên kết trỏ ra ngoài thư mục được thêm; hãy thêm thẳng tệp hay thư mục mà nó trỏ tới.",
                    "This is a link that leads out of the folder; add the file or folder that it leads to itself.",
                )
                continue
            if path.is_dir():
                status = path.stat()
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                found = {entry.name for entry in os.scandir(path)}
                names = sorted(each for each in found if not (_is_no_report(each) or is_of_page(each, found)))
                waiting += [path / name for name in reversed(names)]
                continue
            empty = False
            yield path
        except (OSError, ValueError) as error:
            empty = False
            yield _unreadable(path, error)
    if empty:
        yield Refused(
            str(folder),
            "empty_folder",
            "Thư mục này không có tệp nào; hãy chọn thư mục khác.",
            "This folder holds no files; choose another.",
        )


def _is_no_report(name: str) -> bool:
    """Whether a file in a folder is no report by its name: hidden, left by a program, or a README on the folder."""
    return is_left_behind(name) or name.lower() in _ABOUT_FOLDERS


def _file(path: Path, origin: str) -> Iterator[Report | Refused]:
    """The reports of one file."""
    shown = str(path)
    try:
        _check_name(shown)
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(
                "not_a_file",
                "Đây không phải tệp thường; hãy chọn tệp khác.",
                "This is not a regular file; choose another.",
            )
        if path.name.lower().endswith(sidecar.SUFFIX):
            _check_sidecar(path)
            return
        for found in _drafts(path):
            yield _outcome(found, shown, path, origin)
    except BadInput as error:
        yield _outcome(error, _printed(shown), path, origin)


def _drafts(path: Path) -> Iterator[Draft | BadInput]:
    """What the file's reader finds, with what its sidecar says; BadInput if none can read it."""
    said = sidecar.beside(path)
    what = kind(path)
    read_file = reader(path, what)
    if read_file is None:
        raise unknown(path.name)
    if not path.stat().st_size:
        raise BadInput(
            "empty_text",
            "Tệp trống (0 byte); hãy chép lại từ bản gốc rồi thêm lại.",
            "The file is empty (0 bytes); copy it again from the original and add it again.",
        )
    own = None if is_lines(path.name) else Original(path, what)
    for found in read_file(path):
        if isinstance(found, Draft) and not found.member:
            found = replace(found, original=own)
        if said and isinstance(found, Draft):
            found = said.on(found, shared=_is_one_of_many(found, path.name))
        yield found


def _printed(name: str) -> str:
    """A path as it can be printed on one line."""
    return "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in name
    )


def _check_name(name: str) -> None:
    """Raise BadInput for a path that cannot be printed."""
    if name != _printed(name):
        raise BadInput(
            "bad_name",
            "Tên tệp hay thư mục không phải UTF-8 hoặc chứa ký tự điều khiển (như xuống dòng); hãy đổi tên rồi"
            " thêm lại.",
            "The name of the file or a folder is not UTF-8 or holds control characters (such as a line end);"
            " rename it and add it again.",
        )


def _check_sidecar(path: Path) -> None:
    """Raise BadInput for a sidecar without a file."""
    if not sidecar.owner(path):
        raise BadInput(
            "sidecar_alone",
            "Tệp .meta.json này không đi kèm tệp nào; hãy để nó cạnh tệp mà nó nói tới.",
            "This .meta.json stands beside no file; put it beside the one that it speaks of.",
        )


def _outcome(found: Draft | BadInput, place: str, path: Path | None, origin: str) -> Report | Refused:
    """What a reader found at a path or address: a report, or why there is none."""
    try:
        if isinstance(found, BadInput):
            raise found
        return _report(found, path, origin)
    except BadInput as error:
        member = found.member if isinstance(found, (Draft, BadMember)) else None
        return Refused(f"{place}/{member}" if member else place, error.code, error.vi, error.en)


def _is_one_of_many(found: Draft, name: str) -> bool:
    """Whether the report is one of several in its file."""
    return bool(found.member) or is_lines(name)


def _unreadable(path: Path, error: Exception) -> Refused:
    """The refusal of a path that the system does not let us read."""
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
        f"Hệ thống không đọc được ({reason}); hãy kiểm tra tệp và ổ đĩa rồi thêm lại.",
        f"The system cannot read it ({reason}); check the file and the disk and add it again.",
    )


def _report(draft: Draft, path: Path | None, origin: str) -> Report:
    """A draft with what its words say; BadInput if it has none."""
    if not draft.text[draft.start :].strip():
        raise BadInput(
            "empty_text",
            "Không có chữ nào; hãy kiểm tra lại nội dung.",
            "There are no words in it; check the content.",
            "text",
        )
    file = None
    if path is not None:
        file = f"{path.name}/{draft.member}" if draft.member else path.name
    body, known, where = facts(draft)
    fields, found = dict(known), dict(where)
    if "title" not in fields and (path is None or is_lines(path.name)):
        # the file's name, which others fall back to, is that of many reports
        start, end = found["title"] = _first_line(draft.text, *body[0])
        fields["title"] = draft.text[start:end]
    return Report(
        key=_key(draft, path),
        text=draft.text,
        body=body,
        file=file,
        pages=draft.pages,
        origin=origin,
        converted=draft.converted,
        ocr=draft.ocr,
        found=found,
        original=draft.original,
        lacks=draft.lacks,
        **fields,
    )


def _first_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The first line of a span, of a long one its first words."""
    line = text[start:end].lstrip().split("\n", 1)[0].rstrip()
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    if len(line) > _LONGEST_TITLE:
        line = line[:_LONGEST_TITLE].rpartition(" ")[0] or line[:_LONGEST_TITLE]
    return begin, begin + len(line.rstrip())


def _key(draft: Draft, path: Path | None) -> str:
    """The sender's own id, else the file's resolved path; a nameless line is known by its text."""
    if draft.key is not None:
        return draft.key
    if path is None:
        return f"text:{_digest(draft.text)}"
    key = str(path.resolve())
    if draft.member:
        key = f"{key}/{draft.member}"
    return f"{key}#{_digest(draft.text)}" if is_lines(key) else key


def _digest(text: str) -> str:
    """The key of a text without a name."""
    return sha256(text.encode()).hexdigest()[:16]
