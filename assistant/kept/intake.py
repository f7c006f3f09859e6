"""Intake: what one upload brings (a report as JSON, an address, or files), and reading reports from it.

Files lie in a folder of their own until their task has ended, so that a task survives the process.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from index import Report
from index.formats.sidecar import SUFFIX
from index.formats.sidecar import names as sidecar_names
from index.reading import Refused, from_json, read


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be added: `report` is a checked JSON body, `files` are (name as sent, name in the folder)."""

    folder: Path
    report: dict[str, Any] | None = None
    address: str | None = None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int | None:
        """How many parts there are to read; unknown for an address, which may list any number."""
        return None if self.address else len(self.files) or 1

    def to_json(self) -> str:
        """As it is kept with its task."""
        return json.dumps(
            {"folder": self.folder.name, "report": self.report, "address": self.address, "files": self.files}
        )

    def emptied(self) -> "Intake":
        """What is kept of it once its task has ended: nothing of a report's words."""
        return replace(self, report=None)

    @classmethod
    def of(cls, kept: str, parent: Path) -> "Intake":
        """The intake that `to_json` made, its folder in `parent`."""
        fields = json.loads(kept)
        files = tuple((str(name), str(place)) for name, place in fields["files"])
        return cls(parent / fields["folder"], fields["report"], fields["address"], files)


def found(intake: Intake, allowed_hosts: Collection[str]) -> Iterator[Report | Refused | None]:
    """Each report and each refusal in order, and None whenever a part has been read to its end."""
    if intake.report is not None:
        yield from_json(intake.report)
        yield None
    elif intake.address is not None:
        for one in read(intake.address, allowed_hosts=allowed_hosts):
            yield one
            yield None
    sidecars = _with_their_files(intake)
    for name, place in intake.files:
        path = intake.folder / place
        if name in sidecars:
            yield None
            continue
        for one in read(path):
            yield _own(one, path, name)
        yield None


def _with_their_files(intake: Intake) -> frozenset[str]:
    """The names of those sidecars whose file was sent with them; each is laid beside that file, where it is read."""
    places = dict(intake.files)
    laid = set()
    for name, place in intake.files:
        path = intake.folder / place
        if sidecar := next((one for one in sidecar_names(name) if one in places), None):
            path.with_name(path.name + SUFFIX).write_bytes((intake.folder / places[sidecar]).read_bytes())
            laid.add(sidecar)
    return frozenset(laid)


def file_name(sent: str) -> str:
    """A sent file's name with its folders, without what leads out of them; "upload" for none."""
    parts = [part for part in PurePosixPath(sent.replace("\\", "/")).parts if part not in ("/", "..")]
    return "/".join(parts).replace("\0", "") or "upload"


def last_name(name: str) -> str:
    """The name a file is laid down under: its last part, which says its format, at most 200 bytes from the end."""
    return PurePosixPath(name).name.encode("utf-8", "replace")[-200:].decode(errors="ignore") or "upload"


def _own(one: Report | Refused, path: Path, name: str) -> Report | Refused:
    """What was read from an upload, under the upload's own name instead of its temporary path."""
    if isinstance(one, Refused):
        return replace(one, file=_renamed(one.file, path, name))
    return replace(one, key=_renamed(one.key, path.resolve(), f"upload:{name}"))


def _renamed(name: str, passing: Path, own: str) -> str:
    """A name that begins with a temporary path, with the upload's own name in its place."""
    return own + name[len(str(passing)) :] if name.startswith(str(passing)) else name
