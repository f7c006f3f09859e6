"""Pretrained: how a sentence-transformers model is named and fed, whatever the model is for."""

from pathlib import Path


def folder_of(name: str) -> Path | None:
    """The folder that a setting names, None for a name on the hub; FileNotFoundError for a path without one."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if name.startswith((".", "~", "/")) or name.count("/") > 1 or "\\" in name or folder.exists():
        raise FileNotFoundError(name)
    return None


def encodable(text: str) -> str:
    """The text without lone surrogates, which tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def first_line(cause: str) -> str:
    """A library's message, short enough for a sentence."""
    lines = cause.strip().splitlines() or [""]
    return lines[0][:200]
