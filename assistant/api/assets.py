"""Asset: a file as browsers get it, compressed once; and those of a folder, whose names change with their content."""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

# A browser that has the file never asks for it again.
_FOR_GOOD = "public, max-age=31536000, immutable"
# Smaller gains nothing by being packed; a larger one the page has no use for.
_SMALL, _LARGE = 400, 2_000_000
# More files than the page asks for.
_MOST_KEPT = 128


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: as it stands, and compressed if that makes it smaller."""

    plain: bytes
    packed: bytes | None
    kind: str

    @classmethod
    def of(cls, body: bytes, kind: str) -> "Asset":
        """The file with these bytes."""
        packed = gzip.compress(body, mtime=0) if len(body) >= _SMALL else body
        return cls(body, packed if len(packed) < len(body) else None, kind)

    @property
    def version(self) -> str:
        """A digest of the file's content."""
        return sha256(self.plain).hexdigest()[:16]

    def response(self, scope: Scope, is_lasting: bool = True) -> Response:
        """The file for one request, compressed if the browser can take that.

        `is_lasting` tells that its address changes with its content.
        """
        headers = {"Cache-Control": _FOR_GOOD if is_lasting else "no-cache", "Vary": "Accept-Encoding"}
        if self.packed and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(self.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=self.kind)
        return Response(self.plain, headers=headers, media_type=self.kind)


class Assets:
    """The files of one folder; those that were asked for are kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = frozenset(path.name for path in folder.iterdir() if path.is_file())
        self._kept = lru_cache(_MOST_KEPT)(self._read)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def of(self, name: str) -> Asset | None:
        """The file of this name; None for one that is not there or too large to be kept."""
        return self._kept(name) if name in self else None

    def _read(self, name: str) -> Asset | None:
        """A file's bytes; None for one too large to be kept."""
        path = self._folder / name
        if path.stat().st_size > _LARGE:
            return None
        return Asset.of(path.read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")
