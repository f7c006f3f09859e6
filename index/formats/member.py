"""Member: a file inside an archive or mail, read by the reader of its own kind.

Each report and each refusal says which member it is. All files inside one file, however deep, share one allowance of
files, bytes and levels.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.errors import BadInput
from index.formats.draft import Draft
from index.original import Original

DEEPEST = 4
MOST_MEMBERS = 5_000
LARGEST_SUM = 1024 * 1024 * 1024
LARGEST = 256 * 1024 * 1024
_UP = re.compile(r"(?:^|[/\\])\.\.(?:$|[/\\])|^[/\\]|^[A-Za-z]:")


# What Windows and Office leave in folders: thumbnails, looks of folders, the owner of an open document.
_LEFT_BEHIND = re.compile(r"thumbs\.db|desktop\.ini|~\$.*", re.I)


def is_left_behind(name: str) -> bool:
    """Whether a file's name says that it is none of a person's: hidden, or left by a system or an open program."""
    return name.startswith(".") or bool(_LEFT_BEHIND.fullmatch(name))


# Where browsers and Word put a page's pictures, scripts and frames when they save it.
_OF_PAGE = re.compile(r"(.+)[_.]files", re.I)


def is_of_page(folder: str, beside: Collection[str]) -> bool:
    """Whether a folder holds the parts of a saved page that is among the names beside it; they are no reports."""
    of = _OF_PAGE.fullmatch(folder)
    return of is not None and any(
        f"{of[1]}{suffix}" in beside for suffix in (".html", ".htm", ".HTML", ".HTM")
    )


class BadMember(BadInput):
    """A member that cannot be read; the others go in. `member` is its path inside the file."""

    def __init__(self, member: str, error: BadInput) -> None:
        super().__init__(error.code, error.vi, error.en, error.param)
        self.member = member


class Room:
    """How many files, bytes and levels there may still be inside one file."""

    def __init__(self) -> None:
        self._members = MOST_MEMBERS
        self._size = LARGEST_SUM
        self._depth = DEEPEST

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go one level down for the length of the block; BadInput if that is too deep."""
        if self._depth <= 1:
            raise BadInput(
                "nested_too_deep",
                f"Tệp nén lồng nhau quá {DEEPEST} lớp; hãy giải nén rồi thêm lại.",
                f"Files inside files go deeper than {DEEPEST} levels; unpack them and add them again.",
            )
        self._depth -= 1
        try:
            yield
        finally:
            self._depth += 1

    def take(self, size: int) -> None:
        """Make room for one more file of that many bytes; BadInput if there is none."""
        if size > LARGEST:
            raise BadInput(
                "too_large",
                f"Tệp bên trong lớn {size // 1024**2} MB, quá giới hạn {LARGEST // 1024**2} MB; đã bỏ "
                "qua. Hãy tách nhỏ.",
                f"The file inside has {size // 1024**2} MB, over the limit of {LARGEST // 1024**2} MB; it "
                "was left out. Split it.",
            )
        self._members -= 1
        self._size -= size
        if self._members < 0 or self._size < 0:
            raise BadInput(
                "archive_too_large",
                f"Tệp nén chứa quá {MOST_MEMBERS} tệp hoặc quá {LARGEST_SUM // 1024**2} MB; hãy tách nhỏ.",
                f"Over {MOST_MEMBERS} files or {LARGEST_SUM // 1024**2} MB inside; split it.",
            )


def drafts(name: str, path: Path, room: Room) -> Iterator[Draft | BadInput]:
    """The reports of the member `name`, whose bytes lie at `path`."""
    # the table of readers names the readers of archives and mails, and so comes after this file
    from index.formats import archive, is_lines, mail, reader
    from index.formats import unknown as no_reader
    from index.formats.kind import kind

    try:
        found = kind(path)
        read = reader(path, found)
        if read is None:
            raise no_reader(path.name)
        own = None if is_lines(path.name) else Original(path, found, passing=True)
        if read is archive.read or read is mail.read:
            with room.deeper():
                for each in (archive if read is archive.read else mail).read(path, room):
                    yield _named(each, name, own)
        else:
            for each in read(path):
                yield _named(each, name, own)
    except BadInput as error:
        yield _named(error, name)


def _named(found: Draft | BadInput, name: str, own: Original | None = None) -> Draft | BadInput:
    """A report or a refusal with the member's name before that of a member inside it."""
    if isinstance(found, Draft):
        inner = f"{name}/{found.member}" if found.member else name
        return replace(found, member=inner, original=found.original or (None if found.member else own))
    inner = f"{name}/{found.member}" if isinstance(found, BadMember) else name
    return BadMember(inner, found)


def shown(name: str) -> str:
    """A member's name as it can be shown: without control characters and halves of letters."""
    clean = "".join(
        "\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in name
    )
    return clean[-400:]


def unsafe(name: str) -> BadInput | None:
    """Why a name cannot be taken: it leads out of the archive, or could not be printed."""
    if _UP.search(name):
        return BadInput(
            "unsafe_name",
            "Tên tệp trong tệp nén trỏ ra ngoài thư mục của nó; đã bỏ qua vì an toàn. Hãy thêm thẳng tệp đó.",
            "The member's name leads out of the archive; it was left out for safety. Add that file itself.",
        )
    if not name or shown(name) != name:
        return BadInput(
            "bad_name",
            "Tên tệp trống, chứa ký tự điều khiển hoặc quá dài; hãy đổi tên rồi thêm lại.",
            "The file's name is empty, too long or holds control characters; rename it, add it again.",
        )
    return None


def laid_down(name: str, folder: Path) -> Path:
    """Where a member's bytes are put: a new folder, under its own last name, so that its kind is known."""
    folder.mkdir()
    last = name.replace("\\", "/").rpartition("/")[2]
    # a name longer than the file system takes keeps its end, which says the kind
    return folder / (last.encode()[-200:].decode(errors="ignore").lstrip(".") or "member")
