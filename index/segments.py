"""Segments: the files that a Tantivy index is made of and its list of them, some set apart and put back as one.

Tantivy merges segments when it sees fit, and only a merge takes the words of deleted documents out of the files.
Here the segments that hold some go into a folder of their own, with a list that makes it see fit, while the list
of the index itself never says anything untrue. No Tantivy is needed for that, only its files.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# Tantivy merges as many segments of one size, and sizes them by the documents that its list calls undeleted.
ENOUGH_TO_MERGE = 8
# Segments of as many documents and fewer are of one size to it.
_SMALL = 10_000
_LIST, _MANAGED, _APART = "meta.json", ".managed.json", "apart-"
_ID_LENGTH = 32

Segment = Mapping[str, Any]


def segments(folder: Path) -> list[Segment]:
    """The segments of the index in the folder, in its order."""
    listed: list[Segment] = json.loads((folder / _LIST).read_text("utf-8"))["segments"]
    return listed


def with_deleted(folder: Path) -> dict[int, Segment]:
    """The segments that hold deleted documents, by their places in the list."""
    return {place: segment for place, segment in enumerate(segments(folder)) if segment.get("deletes")}


def largest_first(some: Iterable[Segment]) -> list[Segment]:
    """The segments by their size."""
    return sorted(some, key=lambda segment: int(segment["max_doc"]), reverse=True)


def small(folder: Path) -> list[Segment]:
    """The segments that are small to Tantivy and hold no deleted documents."""
    return [each for each in segments(folder) if not each.get("deletes") and each["max_doc"] <= _SMALL]


def left_behind(folder: Path) -> list[Path]:
    """The files of segments that are none any more."""
    living = {_stem(segment) for segment in segments(folder)}
    return [path for path in folder.iterdir() if len(path.stem) == _ID_LENGTH and path.stem not in living]


def set_apart(folder: Path, some: Sequence[Segment]) -> Path:
    """A folder within the index's that is an index of these segments alone; the files are the same."""
    apart = Path(tempfile.mkdtemp(prefix=_APART, dir=folder))
    for segment in some:
        for path in folder.glob(f"{_stem(segment)}.*"):
            _linked(path, apart / path.name)
    _listed(folder, apart, lambda _: [*some])
    return apart


def made_to_merge(apart: Path) -> None:
    """Note all but one document of what was set apart as deleted, so that Tantivy takes the segment for small.

    It goes by the files when it merges, and by this list alone when it looks for what to merge.
    """

    def claimed(listed: list[Segment]) -> list[Segment]:
        """The segments; one with deleted documents is listed with all but one deleted."""
        return [
            {**each, "deletes": {**each["deletes"], "num_deleted_docs": each["max_doc"] - 1}}
            if each.get("deletes")
            else each
            for each in listed
        ]

    _listed(apart, apart, claimed)


def put_back(folder: Path, apart: Path, some: Sequence[Segment]) -> bool:
    """Have the one segment that was made of those set apart stand for them; False if they have changed since.

    The files of the others stay, as files of segments that are none any more.
    """
    now = segments(folder)
    if not all(segment in now for segment in some):
        return False
    (merged,) = segments(apart)
    files = sorted(apart.glob(f"{_stem(merged)}.*"))
    # noted before they come: what is noted and in no list, the next opening clears away
    noted = json.loads((folder / _MANAGED).read_text("utf-8"))
    _written(folder / _MANAGED, json.dumps([*noted, *(path.name for path in files)]))
    for path in files:
        path.replace(folder / path.name)
    _listed(folder, folder, lambda listed: [*(one for one in listed if one not in some), merged])
    return True


def clear_apart(folder: Path) -> None:
    """Remove what was set apart by a process that was killed."""
    for path in folder.glob(f"{_APART}*"):
        shutil.rmtree(path, ignore_errors=True)


def _stem(segment: Segment) -> str:
    """What the names of a segment's files begin with."""
    return str(segment["segment_id"]).replace("-", "")


def _linked(path: Path, other: Path) -> None:
    """The file under another name too; a copy where the file system knows no links."""
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, other)


def _listed(folder: Path, other: Path, changed: Callable[[list[Segment]], list[Segment]]) -> None:
    """Write the folder's list into the other, with its segments changed."""
    listed = json.loads((folder / _LIST).read_text("utf-8"))
    _written(other / _LIST, json.dumps({**listed, "segments": changed(listed["segments"])}))


def _written(path: Path, text: str) -> None:
    """Write a file whole or not at all, whatever happens to the machine."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    place = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(place)  # the renames before it too: the list names no file that a power cut could take
    finally:
        os.close(place)
