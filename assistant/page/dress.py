"""Dress: what the page puts around and into the frame's document, and where the frame's own files lie."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Dress:
    """`head` and `styles` as HTML, `script` as one module; `ahead` names those of the frame's `files` that every visit
    asks for, in order. `acts` are what the frame can be asked to do, each with how many values it takes, `knows`
    whether the page of a session, by its name, has asked for any since the server started.
    """

    head: str
    styles: str
    script: str
    files: Path
    ahead: tuple[str, ...]
    acts: Mapping[int, int]
    knows: Callable[[str], bool]
