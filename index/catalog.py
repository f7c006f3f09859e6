"""Catalog: the SQLite file that is the truth of the store: reports, passages, their state, what was removed.

A report is `pending` until both engines hold it, then `ready`; `stale` when its facts were corrected and the
engines still hold the old ones; `leaving` while its removal can be undone, gone for every reader already;
`removing` until both engines have dropped it. What the states are for is `index.py`'s.
"""

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.batches import pages
from index.cursor import bad_cursor, is_cursor
from index.errors import BadInput, Gone, NotFound, StoreFault
from index.original import Kept
from index.passage import Excerpt, Passage, split
from index.report import Report
from index.schema import ADDED, COLUMNS, FORMAT, LATER, NAMES, OLDER, SCHEMA, digest_of, report_of, values_of
from index.shelf import Card

FILE = "catalog.sqlite3"

State = Literal["pending", "ready", "stale", "leaving", "removing"]

_LIVE = "state IN ('ready', 'stale')"
_NOT_READY = "state <> 'ready'"
# SQLite's default limit on variables is far above this; a page of ids keeps statements cheap to prepare.
_PAGE = 500
# How often the log of changes is tried to be emptied; each try waits for a reader as long as SQLite does, 5 s.
_TRIES = 6
# An unknown id is told again in an error, but no whole page of one.
_LONGEST_SHOWN = 80
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Staged:
    """What adding one report comes to: its fate, the report that stands for it, the one it replaces.

    `held` are the passages that the engines hold of a corrected one.
    """

    fate: Literal["added", "unchanged", "corrected", "replaced"]
    report_id: str
    key: str
    file: str | None
    replaces: str | None = None
    held: tuple[Passage, ...] = ()


class Catalog:
    """The open catalog; one connection, guarded, so that any thread may use it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """The catalog in the folder, made if there is none; StoreFault where the file cannot be used."""
        with ExitStack() as undo, _faults():
            connection = sqlite3.connect(folder / FILE, check_same_thread=False, isolation_level=None)
            undo.callback(connection.close)
            connection.execute("PRAGMA journal_mode = WAL")
            # a report said to be in must survive a power cut, and none that was removed stay in free pages
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(SCHEMA)
            catalog = cls(connection)
            catalog._check_format()
            undo.pop_all()
        return catalog

    def _check_format(self) -> None:
        """Write the format of a new catalog, bring an older one up; refuse one that this version does not know."""
        with self._writing():
            self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (str(FORMAT),))
            self._connection.execute(
                "INSERT OR IGNORE INTO meta VALUES ('store', ?)", (secrets.token_hex(4),)
            )
            self._connection.execute("INSERT OR IGNORE INTO meta VALUES ('changes', '0')")
        found = self.meta("format")
        if found in [str(each) for each in OLDER]:
            with self._writing():
                for column in ADDED:
                    self._connection.execute(f"ALTER TABLE reports ADD COLUMN {column} TEXT")
                self._connection.execute("UPDATE meta SET value = ? WHERE name = 'format'", (str(FORMAT),))
            found = str(FORMAT)
        if found == str(FORMAT):
            there = {str(row[1]) for row in self._rows("PRAGMA table_info (reports)")}
            with self._writing():
                for column in [each for each in LATER if each not in there]:
                    self._connection.execute(f"ALTER TABLE reports ADD COLUMN {column} TEXT")
        else:
            raise StoreFault(
                "store_format",
                f"Kho có định dạng {found}, phiên bản này đọc định dạng {FORMAT}: hãy dùng phiên bản Trích "
                "đã tạo kho.",
                f"The store has format {found}, this version reads {FORMAT}: use the version of Trích that "
                "made it.",
            )

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, alone among the threads."""
        with self._lock, _faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """A query's rows."""
        with self._lock, _faults():
            return self._connection.execute(query, values).fetchall()

    # -- facts of the store -------------------------------------------------------------------------------

    def meta(self, name: str) -> str | None:
        """A fact of the store itself."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, **facts: str) -> None:
        """Write facts of the store itself."""
        with self._writing():
            self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())

    @property
    def version(self) -> str:
        """The store and how often its content has changed; another value after every change."""
        return f"{self.meta('store')}-{self.meta('changes')}"

    def _changed(self) -> None:
        """Count a change of content, inside its transaction."""
        self._connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'changes'")

    def count(self) -> int:
        """How many reports there are."""
        return int(str(self._rows(f"SELECT count(*) FROM reports WHERE {_LIVE}")[0][0]))

    def count_passages(self) -> int:
        """How many passages the live reports have."""
        query = f"SELECT count(*) FROM passages JOIN reports USING (report_id) WHERE {_LIVE}"
        return int(str(self._rows(query)[0][0]))

    # -- reading ------------------------------------------------------------------------------------------

    def report(self, name: str) -> Report:
        """The report with this report_id, else this key; NotFound, or Gone with its successor's id."""
        name = _text(name)
        for column in ("report_id", "key"):
            rows = self._rows(f"SELECT {COLUMNS} FROM reports WHERE {column} = ? AND {_LIVE}", (name,))
            if rows:
                return report_of(rows[0])
        raise self._missing(name)

    def _missing(self, name: str) -> NotFound | Gone:
        """Why there is no such report."""
        successor, gone = name, False
        while buried := self._rows("SELECT successor FROM tombstones WHERE report_id = ?", (successor,)):
            gone = True
            if buried[0][0] is None:
                break
            successor = str(buried[0][0])
        if not gone:
            shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
            return NotFound(
                "report_not_found",
                f"Không có văn bản nào có mã “{shown}”. Xem các mã bằng `python -m index list`, qua HTTP bằng"
                " `GET /api/v1/reports`.",
                f"There is no report with the id “{shown}”. `python -m index list` shows the ids, over HTTP"
                " `GET /api/v1/reports`.",
                "id",
            )
        if buried:
            return Gone(
                "report_removed",
                f"Văn bản {name} đã bị gỡ khỏi kho. Hãy thêm lại nếu cần.",
                f"Report {name} was removed from the store. Add it again if you need it.",
                "id",
            )
        return Gone(
            "report_replaced",
            f"Văn bản {name} đã được thay bằng bản mới {successor}. Hãy xem bản mới.",
            f"Report {name} was replaced by its newer text {successor}. Look at that one.",
            "id",
            successor,
        )

    def cards(self) -> list[Card]:
        """All live reports without their words, in the order they came."""
        names = ", ".join(Card.__dataclass_fields__)
        rows = self._rows(f"SELECT {names} FROM reports WHERE {_LIVE} ORDER BY position")
        return [Card(*row) for row in rows]  # type: ignore[arg-type]  # the columns are of these types

    def reports(self, after: str | None, limit: int) -> tuple[list[Report], str | None]:
        """A page of live reports in the order they came, and the cursor of the next page, None at the end."""
        if after is not None and not is_cursor(after):
            raise bad_cursor(after)
        rows = self._rows(
            f"SELECT position, {COLUMNS} FROM reports WHERE position > ? AND {_LIVE} "
            "ORDER BY position LIMIT ?",
            (int(after or 0), limit + 1),
        )
        more = str(rows[limit - 1][0]) if len(rows) > limit > 0 else None
        return [report_of(row[1:]) for row in rows[:limit]], more

    def in_state(self, *states: State) -> list[str]:
        """The ids of the reports in these states, in the order they came."""
        marks = ", ".join("?" * len(states))
        # what the index of those few is for, which SQLite does not tell from the values
        few = "" if "ready" in states else f" AND {_NOT_READY}"
        query = f"SELECT report_id FROM reports WHERE state IN ({marks}){few} ORDER BY position"
        return [str(row[0]) for row in self._rows(query, states)]

    def load(self, report_ids: Sequence[str]) -> list[Report]:
        """These reports, whatever their state, in the order they came."""
        found: list[tuple[object, ...]] = []
        for page in pages(report_ids, _PAGE):
            marks = ", ".join("?" * len(page))
            found += self._rows(
                f"SELECT {COLUMNS} FROM reports WHERE report_id IN ({marks}) ORDER BY position", page
            )
        return [report_of(row) for row in found]

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """A report's passages in order."""
        rows = self._rows(
            'SELECT report_id, start, "end" FROM passages WHERE report_id = ? ORDER BY start', (report_id,)
        )
        return tuple(Passage(str(row[0]), int(str(row[1])), int(str(row[2]))) for row in rows)

    def cut(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, Sequence[Passage]]]:
        """These reports with their passages, a page in memory at a time."""
        for page in pages(report_ids):
            for report in self.load(page):
                yield report, self.passages(report.report_id)

    def excerpts(self, passage_ids: Sequence[str]) -> dict[str, Excerpt]:
        """Those of the passages that stand in a live report now, by their ids, with their words alone."""
        found: dict[str, Excerpt] = {}
        for page in pages(sorted({*passage_ids}), _PAGE):
            asked = [Passage.of_id(passage_id) for passage_id in page]
            query = (
                f"WITH wanted (name, place) AS (VALUES {', '.join(['(?, ?)'] * len(asked))}) "
                'SELECT report_id, start, "end", substr(text, start + 1, "end" - start), '
                "key, title, published, province, number FROM wanted "
                "JOIN passages ON report_id = name AND start = place JOIN reports USING (report_id) "
                f"WHERE {_LIVE}"
            )
            with self._lock:
                for row in self._rows(query, [part for one in asked for part in (one.report_id, one.start)]):
                    passage, text = Passage(str(row[0]), int(str(row[1])), int(str(row[2]))), str(row[3])
                    if len(text) < passage.end - passage.start:  # SQLite ends a text at a NUL
                        text = self.load([passage.report_id])[0].text[passage.start : passage.end]
                    found[passage.passage_id] = Excerpt(passage, text, *row[4:])  # type: ignore[arg-type]  # the columns are of these types
        return {name: found[name] for name in passage_ids if name in found}

    def original(self, report_id: str) -> Kept | None:
        """The file that a report was read from, where it is kept."""
        rows = self._rows("SELECT digest, size, suffix FROM originals WHERE report_id = ?", (report_id,))
        return Kept(str(rows[0][0]), int(str(rows[0][1])), str(rows[0][2])) if rows else None

    def originals(self) -> set[str]:
        """The digests of all files that reports, whatever their state, were read from."""
        query = "SELECT DISTINCT digest FROM originals WHERE report_id IN (SELECT report_id FROM reports)"
        return {str(row[0]) for row in self._rows(query)}

    # -- changing -----------------------------------------------------------------------------------------

    def stage(self, reports: Sequence[Report]) -> list[Staged]:
        """Write what is new of the reports as pending or stale, in one transaction; say what came of each.

        No key and no file's text may stand twice among them.
        """
        with self._writing():
            return [self._staged(report) for report in reports]

    def _staged(self, report: Report) -> Staged:
        """One report's fate; BadInput for half of a surrogate pair, which is no character and has no UTF-8."""
        try:
            return self._stage(report)
        except UnicodeEncodeError as error:
            raise _bad_text(report) from error

    def _stage(self, report: Report) -> Staged:
        """One report's fate."""
        known = self._rows(
            f"SELECT report_id, {COLUMNS} FROM reports WHERE key = ? AND {_LIVE}", (report.key,)
        )
        if known and known[0][0] == report.report_id:
            before = report_of(known[0][1:])
            report = report.corrected_as(before)
            if before == report:
                return Staged("unchanged", report.report_id, report.key, report.file)
            held = self.passages(report.report_id)
            self._write(report, "stale")
            self._changed()
            return Staged("corrected", report.report_id, report.key, report.file, held=held)
        if known:
            self._write(report, "pending")
            return Staged("replaced", report.report_id, report.key, report.file, str(known[0][0]))
        if report.file is not None and (copy := self._same_file(report)):
            return copy
        self._write(report, "pending")
        return Staged("added", report.report_id, report.key, report.file)

    def _same_file(self, report: Report) -> Staged | None:
        """The live file, of the same origin, that has the very text of this one."""
        rows = self._rows(
            "SELECT report_id, key, file FROM reports WHERE digest = ? AND text = ? AND origin = ? "
            f"AND file IS NOT NULL AND {_LIVE} ORDER BY position LIMIT 1",
            (digest_of(report.text), report.text, report.origin),
        )
        if not rows:
            return None
        report_id, key, file = map(str, rows[0])
        return Staged("unchanged", report_id, key, file)

    def _write(self, report: Report, state: State) -> None:
        """Write a report and its passages; one that is there keeps its place."""
        report_id = report.report_id
        self._connection.execute(
            f"INSERT INTO reports (report_id, state, digest, {COLUMNS}) "
            f"VALUES ({', '.join('?' * (3 + len(NAMES)))}) ON CONFLICT (report_id) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in ("state", *NAMES[2:])),
            (report_id, state, digest_of(report.text), *values_of(report)),
        )
        self._connection.execute("DELETE FROM passages WHERE report_id = ?", (report_id,))
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?)", [(p.report_id, p.start, p.end) for p in split(report)]
        )

    def complete(self, reports: Sequence[Report]) -> None:
        """Write reports whose missing facts were filled in, as stale: the engines still hold them without."""
        with self._writing():
            for report in reports:
                self._write(report, "stale")
                self._changed()

    def note_originals(self, kept: Mapping[str, Kept]) -> None:
        """Write down which files the reports with these ids were read from."""
        if kept:
            with self._writing():
                self._connection.executemany(
                    "INSERT OR REPLACE INTO originals VALUES (?, ?, ?, ?)",
                    [(report_id, one.digest, one.size, one.suffix) for report_id, one in kept.items()],
                )

    def settle(self, report_ids: Sequence[str], replaced: dict[str, str]) -> list[str]:
        """Make the reports ready, and in the same transaction mark for removal what they replace.

        `replaced` maps an old id to its successor. With the first user's report the samples go too. Returns
        the ids of the samples that go.
        """
        with self._writing():
            for old, new in replaced.items():
                self._bury(old, new)
            self._connection.executemany(
                "UPDATE reports SET state = 'ready' WHERE report_id = ?", [(i,) for i in report_ids]
            )
            self._connection.executemany(
                "DELETE FROM tombstones WHERE report_id = ?", [(i,) for i in report_ids]
            )
            samples = self._rows(
                f"SELECT report_id FROM reports WHERE origin = 'sample' AND {_LIVE} "
                f"AND EXISTS (SELECT 1 FROM reports WHERE origin = 'user' AND {_LIVE})"
            )
            for row in samples:
                self._bury(str(row[0]), None)
            if report_ids:
                self._changed()
        return [str(row[0]) for row in samples]

    def bury(self, report_ids: Sequence[str]) -> None:
        """Mark reports for removal: from here on they are gone for every reader."""
        with self._writing():
            for report_id in report_ids:
                self._bury(report_id, None)
            self._changed()

    def _bury(self, report_id: str, successor: str | None) -> None:
        """One report's end, inside a transaction: its state, and what is told of it later."""
        self._connection.execute("UPDATE reports SET state = 'removing' WHERE report_id = ?", (report_id,))
        self._connection.execute("INSERT OR REPLACE INTO tombstones VALUES (?, ?)", (report_id, successor))

    def set_aside(self, report_id: str) -> None:
        """Hide a live report from every reader, in a way that can be undone."""
        with self._writing():
            self._connection.execute(
                f"UPDATE reports SET state = 'leaving' WHERE report_id = ? AND {_LIVE}", (report_id,)
            )
            self._connection.execute("INSERT OR REPLACE INTO tombstones VALUES (?, NULL)", (report_id,))
            self._changed()

    def bring_back(self, name: str) -> None:
        """Undo `set_aside` of the report with this id, else of the last with this key.

        Nothing happens where it is too late, or another report has come under the same key.
        """
        name = _text(name)
        with self._writing():
            leaving = self._rows(
                "SELECT report_id FROM reports WHERE state = 'leaving' AND ? IN (report_id, key) "
                "ORDER BY report_id = ? DESC, position DESC LIMIT 1",
                (name, name),
            )
            for one in leaving:
                back = self._connection.execute(
                    "UPDATE OR IGNORE reports SET state = 'ready' WHERE report_id = ?", one
                )
                if back.rowcount:
                    self._connection.execute("DELETE FROM tombstones WHERE report_id = ?", one)
                    self._changed()

    def forget(self, report_ids: Sequence[str]) -> set[str]:
        """Erase reports and passages, in the file and in its log, so that none of their words stays.

        Returns the digests of the originals that belong to no report any more.
        """
        with self._writing():
            digests = {kept.digest for name in report_ids if (kept := self.original(name))}
            for table in ("reports", "passages", "originals"):
                self._connection.executemany(
                    f"DELETE FROM {table} WHERE report_id = ?", [(i,) for i in report_ids]
                )
            alone = {
                digest
                for digest in digests
                if not self._rows("SELECT 1 FROM originals WHERE digest = ? LIMIT 1", (digest,))
            }
        self._empty_log()
        return alone

    def _empty_log(self) -> None:
        """Empty the write-ahead log; another reader of the file is waited for, some seconds at most."""
        for _ in range(_TRIES):
            with self._lock, _faults():
                ((busy, *_),) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if not busy:
                return
        _LOG.warning("the catalog's log still holds what was removed: another program reads the file")

    def abandon(self) -> None:
        """Mark for removal what was still pending when a process ended: nobody was told that it is in."""
        with self._writing():
            self._connection.execute(
                f"UPDATE reports SET state = 'removing' WHERE state = 'pending' AND {_NOT_READY}"
            )

    def make_own(self) -> None:
        """Give a copied catalog a store id of its own, so that two stores never share a collection."""
        self.set_meta(store=secrets.token_hex(4))

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the file while others read and write."""
        copy = sqlite3.connect(path)
        try:
            with self._lock:
                self._connection.backup(copy)
        finally:
            copy.close()


def _text(name: str) -> str:
    """A name that SQLite can store: a lone surrogate, which no report holds, becomes a question mark."""
    return name.encode("utf-8", "replace").decode()


def _bad_text(report: Report) -> BadInput:
    """What to tell of a report with a broken character."""
    return BadInput(
        "bad_text",
        f"Văn bản “{_text(report.key)}” có ký tự Unicode hỏng (nửa cặp thay thế): hãy lưu lại tệp bằng UTF-8.",
        f"Report “{_text(report.key)}” holds a broken Unicode character (a lone surrogate): save it as UTF-8.",
        "text",
    )


@contextmanager
def _faults() -> Iterator[None]:
    """Every error of SQLite as a StoreFault that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreFault(
            "catalog_fault",
            f"Không đọc hoặc ghi được {FILE} của kho ({error}): hãy kiểm tra quyền ghi và dung lượng đĩa; "
            "nếu tệp hỏng, hãy khôi phục bản sao lưu vào thư mục trống bằng `python -m index restore`.",
            f"The store's {FILE} cannot be read or written ({error}): check the rights and the free space; "
            "if the file is broken, restore a backup into an empty folder with `python -m index restore`.",
        ) from error
