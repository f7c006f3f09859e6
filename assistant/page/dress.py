"""Dress: what the page puts around and into the frame's document, and where the frame's own files lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Dress:
    """`head` and `styles` as HTML, `script` as one module; `ahead` names those of the frame's `files` that every visit
    asks for, in order.
    """

    head: str
    styles: str
    script: str
    files: Path
    ahead: tuple[str, ...]
