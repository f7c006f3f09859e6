"""Sidecar: `NAME.meta.json` beside a file says what the report is, and overrides what its words say.

It stands beside the whole name (`a.docx.meta.json`) or beside the name without suffix (`a.meta.json`); the
first wins. Beside a file of several reports it says what they share: source, dates, province.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import BadInput
from index.formats.draft import Draft
from index.formats.draft import said as said_in
from index.formats.jsonl import FIELDS, fields

SUFFIX = ".meta.json"
LARGEST = 64 * 1024
_SHARED = ("source", "published", "event_date", "province", "type", "status")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The fields that a sidecar gives."""

    fields: Mapping[str, str]

    def on(self, found: Draft, shared: bool = False) -> Draft:
        """The report with these fields; `shared` leaves out what only one report can have."""
        kept = {name: value for name, value in self.fields.items() if not shared or name in _SHARED}
        return replace(found, said={**found.said, **said_in("sidecar", **kept)}, facts=None)


def names(name: str) -> tuple[str, ...]:
    """The names that the sidecar of a file may have, the strongest first."""
    folder, slash, last = name.rpartition("/")
    stem = last.rpartition(".")[0]
    return tuple(f"{folder}{slash}{each}{SUFFIX}" for each in (last, stem) if each)


def beside(path: Path) -> Sidecar | None:
    """What the sidecar of the file says, None if there is none; BadInput if it cannot be used."""
    for name in names(path.name):
        sidecar = path.with_name(name)
        if sidecar.is_file():
            return parsed(sidecar.read_bytes() if sidecar.stat().st_size <= LARGEST else b"")
    return None


def owner(path: Path) -> bool:
    """Whether there is a file that a sidecar belongs to."""
    stem = path.name[: -len(SUFFIX)]
    return any(
        each.name == stem or each.name.rpartition(".")[0] == stem
        for each in path.parent.iterdir()
        if each != path and not each.name.lower().endswith(SUFFIX)
    )


def parsed(raw: bytes) -> Sidecar:
    """The fields of a sidecar's bytes; BadInput `bad_sidecar` naming what is wrong."""
    try:
        value: Any = json.loads(raw.decode("utf-8-sig"))
        if not isinstance(value, dict):
            raise ValueError("{}")
        return Sidecar(fields({name: value[name] for name in FIELDS if name in value}))
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "bad_sidecar",
            "Tệp .meta.json đi kèm phải là một đối tượng JSON (UTF-8, không quá 64 kB); hãy sửa tệp đó.",
            "The .meta.json beside it must be one JSON object (UTF-8, at most 64 kB); mend it.",
        ) from error
    except BadInput as error:
        raise BadInput(
            "bad_sidecar",
            f"Tệp .meta.json đi kèm: {error.vi}",
            f"The .meta.json beside it: {error.en}",
            error.param,
        ) from error
