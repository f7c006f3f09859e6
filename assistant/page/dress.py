"""Dress: what the page puts around and into the frame's document, and where the frame's own files lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Dress:
    """`head` and `styles` as HTML, `script` as one module; `ahead` names those of the frame's `files` that each visit
    asks for, in their order.
    """

    head: str
    styles: str
    script: str
    files: Path
    ahead: tuple[str, ...]
