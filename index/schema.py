"""Schema: the tables of the catalog, and a report as a row of them."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from index.lack import Lack
from index.report import Report

FORMAT = 2
# Formats that this version turns into its own.
OLDER = (1,)
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL,
    title TEXT, file TEXT, source TEXT, url TEXT, published TEXT, event_date TEXT, province TEXT, pages TEXT,
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    number TEXT, type TEXT, signer TEXT, status TEXT, converted TEXT, ocr TEXT, found TEXT, lacks TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS one_live_report_a_key ON reports (key) WHERE state IN ('ready', 'stale');
CREATE INDEX IF NOT EXISTS reports_by_digest ON reports (digest);
CREATE INDEX IF NOT EXISTS reports_in_state ON reports (report_id, state);
CREATE INDEX IF NOT EXISTS reports_by_state ON reports (state) WHERE state <> 'ready';
CREATE INDEX IF NOT EXISTS samples ON reports (state) WHERE origin = 'sample';
CREATE TABLE IF NOT EXISTS passages (
    report_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (report_id, start)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS originals (
    report_id TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL, suffix TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS originals_by_digest ON originals (digest);
CREATE TABLE IF NOT EXISTS tombstones (report_id TEXT PRIMARY KEY, successor TEXT) WITHOUT ROWID;
"""
COLUMNS = (
    "key, text, body, title, file, source, url, published, event_date, province, pages, origin, "
    "number, type, signer, status, converted, ocr, found, lacks"
)
# The columns that format 2 has and format 1 had not.
ADDED = ("number", "type", "signer", "status", "converted", "ocr", "found")
# Columns that a store of format 2 may be without; an older version reads a store with them, too.
LATER = ("lacks",)
# Columns that hold JSON.
_LISTS = ("body", "pages", "ocr", "found", "lacks")
NAMES = COLUMNS.split(", ")


def report_of(row: Sequence[object]) -> Report:
    """A row of `COLUMNS` as a Report."""
    known = {name: None if value is None else str(value) for name, value in zip(NAMES, row, strict=True)}
    loaded: dict[str, Any] = {
        name: None if (value := known.pop(name)) is None else json.loads(value) for name in _LISTS
    }
    return Report(
        **known,  # type: ignore[arg-type]  # the columns that may not be NULL are not
        body=tuple((start, end) for start, end in loaded["body"]),
        pages=None if loaded["pages"] is None else tuple(loaded["pages"]),
        ocr=tuple(loaded["ocr"] or ()),
        lacks=tuple(Lack(*lack) for lack in loaded["lacks"] or ()),
        found={
            name: tuple(at) if isinstance(at, list) else at for name, at in (loaded["found"] or {}).items()
        },
    )


def values_of(report: Report) -> tuple[object, ...]:
    """A Report as the values of `COLUMNS`."""
    values = {name: getattr(report, name) for name in NAMES}
    lists = {name: json.dumps(values[name]) for name in _LISTS if values[name] is not None}
    return tuple((values | lists).values())


def digest_of(text: str) -> bytes:
    """A short digest of a text, to find copies by."""
    return sha256(text.encode()).digest()[:16]
