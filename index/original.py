"""Original: the file that a report was read from, kept byte for byte under the digest of its content.

A file that several reports come from is kept once. What no report refers to any more is removed: when a report leaves,
and at the next opening whatever a crash left. The catalog knows which report has which file.
"""

import os
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import NotFound, StoreFault

FOLDER = "originals"
# The largest file that any reader takes.
LARGEST = 256 * 1024 * 1024
_PART = 1024 * 1024
_UNFINISHED = ".part"
# Suffixes whose pages can be shown as pictures.
PAGED = frozenset((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"))
_MEDIA = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroEnabled.12",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    ".ppsx": "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".eml": "message/rfc822",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


class Original:
    """A file that is being added: where its bytes lie until they are kept.

    For a `passing` (temporary) file that is a second name, removed when nobody holds this value any more.
    """

    __slots__ = ("__weakref__", "_seen", "path", "suffix")

    def __init__(self, path: Path, suffix: str, passing: bool = False) -> None:
        """The file at `path`, of the kind that `suffix` says (`.pdf`); `passing` is one that is about to go."""
        if passing:
            path = _second_name(path)
            weakref.finalize(self, _gone, path)
        self.path = path
        self.suffix = suffix
        self._seen = _signature(path)

    @property
    def size(self) -> int:
        """Its bytes as they were counted when it was read."""
        return self._seen[0]

    def is_as_read(self) -> bool:
        """Whether the file is still the one that was read."""
        with suppress(OSError):
            return _signature(self.path) == self._seen
        return False


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: SHA-256 of its content, its size in bytes, the suffix of its kind."""

    digest: str
    size: int
    suffix: str

    @property
    def media_type(self) -> str:
        """Its media type; of a kind without one of its own, that of any bytes."""
        return _MEDIA.get(self.suffix, "application/octet-stream")

    @property
    def has_pages(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return self.suffix in PAGED

    def to_json(self) -> dict[str, object]:
        """The published shape."""
        return {"media_type": self.media_type, "size": self.size, "has_pages": self.has_pages}


class Originals:
    """The folder of kept files."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER

    def keep(self, original: Original) -> Kept | None:
        """Keep a file, on disk when this returns; None for one that is too large or no longer what was read.

        StoreFault (`original_not_kept`) if the disk will not take it.
        """
        if original.size > LARGEST or not original.is_as_read():
            return None
        try:
            return self._kept(original)
        except FileNotFoundError:
            return None  # it went while it was read
        except OSError as error:
            raise StoreFault(
                "original_not_kept",
                f"Không lưu được tệp gốc vào {self.folder} ({error.strerror}): hãy kiểm tra quyền ghi và dung lượng"
                " đĩa.",
                f"The original file could not be kept in {self.folder} ({error.strerror}): check the rights and the"
                " free space.",
            ) from error

    def path(self, kept: Kept) -> Path:
        """Where a kept file lies; StoreFault (`original_missing`) if somebody took it away."""
        path = self.place(kept.digest)
        if not path.is_file():
            raise StoreFault(
                "original_missing",
                f"Tệp gốc {kept.digest[:12]} không còn trong {self.folder}: hãy thêm lại tệp, hoặc khôi phục bản sao"
                " lưu vào thư mục trống.",
                f"The original {kept.digest[:12]} is no longer in {self.folder}: add the file again, or restore a"
                " backup into an empty folder.",
            )
        return path

    def place(self, digest: str) -> Path:
        """Where the file with this digest lies, or would."""
        return self.folder / digest[:2] / digest

    def drop(self, digests: Collection[str]) -> None:
        """Remove files."""
        for digest in digests:
            self.place(digest).unlink(missing_ok=True)

    def sweep(self, digests: Collection[str]) -> None:
        """Remove all files but these, and what a process that died was writing."""
        if self.folder.is_dir():
            for path in list(self.folder.glob("*/*")) + list(self.folder.glob(f"*{_UNFINISHED}")):
                if path.name not in digests:
                    path.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        """The bytes of all that is kept."""
        total = 0
        for path in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):  # it left meanwhile
                total += path.stat().st_size
        return total

    def _kept(self, original: Original) -> Kept | None:
        """Copy a file in under its digest, whole or not at all."""
        self.folder.mkdir(exist_ok=True)
        unfinished = self.folder / f"{secrets.token_hex(8)}{_UNFINISHED}"
        try:
            digest = sha256()
            with original.path.open("rb") as source, unfinished.open("xb") as target:
                while part := source.read(_PART):
                    digest.update(part)
                    target.write(part)
                target.flush()
                os.fsync(target.fileno())
            if not original.is_as_read():
                return None
            place = self.place(digest.hexdigest())
            if not place.exists():
                place.parent.mkdir(exist_ok=True)
                unfinished.replace(place)
                _synced(place.parent)
                _synced(self.folder)
            return Kept(digest.hexdigest(), original.size, original.suffix)
        finally:
            unfinished.unlink(missing_ok=True)


def not_kept(name: str) -> NotFound:
    """The error for a report without an original."""
    return NotFound(
        "original_not_kept",
        f"Văn bản {name} không có tệp gốc trong kho: nó được gửi dưới dạng chữ, hoặc được thêm trước khi Trích giữ"
        " tệp gốc. Hãy thêm lại tệp nếu cần.",
        f"No original is kept of report {name}: it was sent as text, or added before Trích kept originals. Add the"
        " file again if you need it.",
        "id",
    )


def _signature(path: Path) -> tuple[int, int, int]:
    """What tells that a file has changed: its size, its time of writing, its inode."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def _second_name(path: Path) -> Path:
    """The same bytes under a second name, beside the system's temporary files."""
    handle, name = tempfile.mkstemp(prefix="trich-original-")
    os.close(handle)
    Path(name).unlink()
    try:
        os.link(path, name)
    except OSError:  # not every file system has links
        shutil.copyfile(path, name)
    return Path(name)


def _gone(path: Path) -> None:
    """Remove a temporary file."""
    path.unlink(missing_ok=True)


def _synced(folder: Path) -> None:
    """Make sure that a folder's entries are on disk."""
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
