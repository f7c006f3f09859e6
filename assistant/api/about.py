"""About: what is active on this server: version, embedding, language model, what the store holds, what can be read."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request

from assistant.api.documented import documented
from assistant.api.opening import Ready
from assistant.api.service import Serving
from assistant.api.shapes import AboutShape
from index import Index
from index.memo import memo

routes = APIRouter(tags=["operation"])


@routes.get("/about", responses={200: {"model": AboutShape}, **documented()})
def about(request: Request, assistant: Ready, service: Serving) -> dict[str, Any]:
    """What is active. Nothing here can be changed over HTTP: the settings are environment variables of the server.

    `folder` is given only to callers who may see everything.
    """
    index, settings = assistant.index, service.settings
    store_bytes, original_bytes = _sizes(_Content(index.version, index))
    return {
        "version": _version(),
        "embedding": index.embedding,
        "is_bundled_embedding": not settings.embedding,
        "reranker": settings.reranker or None,
        "model": assistant.model_name or None,
        "reports": index.count,
        "passages": index.count_passages,
        "has_samples_only": bool(index.count) and all(card.origin == "sample" for card in index.cards()),
        "store_bytes": store_bytes,
        "original_bytes": original_bytes,
        "folder": str(index.folder.absolute()) if request.scope.get("trich.sees_all", True) else None,
        "reads_scans": bool(shutil.which("tesseract")),
        "reads_old_office": bool(shutil.which("soffice") or shutil.which("libreoffice")),
    }


def _version() -> str:
    """The program's version; "0" if it runs without having been installed."""
    try:
        return version("trich")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class _Content:
    """One version of a store's content, compared by that version alone."""

    version: str
    index: Index = field(compare=False)


@memo(2)
def _sizes(content: _Content) -> tuple[int, int]:
    """The bytes of the store and of its kept files, counted once for each version of the content."""
    return _size(content.index.folder), content.index.originals_size


def _size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # files come and go while others write
            total += path.stat().st_size if path.is_file() else 0
    return total
