"""Records: the SQLite file of what the server must remember besides the reports: keys, sign-ins, tasks, feedback,
conversations, ratings, use.

It is not part of the store: a backup of the reports leaves it out. What its rows mean is up to the files in `kept/`.
Any thread and any process of this machine may use it at the same time.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreFault

FILE = "records.sqlite3"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    key_id TEXT PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, scope TEXT NOT NULL,
    created TEXT NOT NULL, revoked TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sign_ins (
    digest BLOB PRIMARY KEY, key_id TEXT NOT NULL, until REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tasks (
    position INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT NOT NULL UNIQUE, caller TEXT NOT NULL,
    intake TEXT NOT NULL, status TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER,
    reports INTEGER NOT NULL, created TEXT NOT NULL,
    updated TEXT NOT NULL, outcome TEXT, error TEXT
);
CREATE TABLE IF NOT EXISTS idempotency (
    caller TEXT NOT NULL, key TEXT NOT NULL, fingerprint BLOB NOT NULL, task_id TEXT NOT NULL,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    feedback_id TEXT PRIMARY KEY, caller TEXT NOT NULL, created TEXT NOT NULL, rating TEXT NOT NULL,
    question TEXT, citation_id TEXT, comment TEXT, answer_id TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations (
    conversation_id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, updated TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_of ON conversations (owner, updated);
CREATE INDEX IF NOT EXISTS conversations_by_age ON conversations (updated);
CREATE TABLE IF NOT EXISTS turns (
    turn_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, position INTEGER NOT NULL, words TEXT NOT NULL,
    body TEXT NOT NULL, UNIQUE (conversation_id, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shared (
    share_id TEXT PRIMARY KEY, owner TEXT NOT NULL, turn_id TEXT NOT NULL, created TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (owner, turn_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ratings (
    owner TEXT NOT NULL, turn_id TEXT NOT NULL, rating TEXT NOT NULL, reason TEXT, comment TEXT,
    created TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (owner, turn_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS usage (
    day TEXT NOT NULL, caller TEXT NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (day, caller, what)
) WITHOUT ROWID;
"""


class Records:
    """The open file; one connection, guarded."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path) -> "Records":
        """The records in the folder, both made if need be; StoreFault if they cannot be used."""
        with _faults(folder):
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(folder / FILE, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(_SCHEMA)
        (folder / FILE).chmod(0o600)
        return cls(folder, connection)

    def close(self) -> None:
        """Write the log into the file and close it."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> "Records":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """A query's rows."""
        with self._lock, _faults(self._folder):
            return self._connection.execute(query, values).fetchall()

    def write(self, statement: str, *values: object) -> int:
        """Carry out one statement that changes something; returns how many rows it changed."""
        with self.changing() as connection:
            return connection.execute(statement, values).rowcount

    def write_many(self, statement: str, values: Sequence[Sequence[object]]) -> None:
        """Carry out one statement for many rows, all or none."""
        with self.changing() as connection:
            connection.executemany(statement, values)

    def fold(self) -> None:
        """Write the log into the file and empty it, so that it holds nothing of what was removed from the file.

        If another process is reading at this moment, the next call does it.
        """
        with self._lock, _faults(self._folder):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def changing(self, is_promised: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction, alone among threads and processes.

        A power cut may undo the last ones that are not promised: nobody waits for the disk then.
        """
        with self._lock, _faults(self._folder):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if is_promised else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


@contextmanager
def _faults(folder: Path) -> Iterator[None]:
    """Every error of the file as a StoreFault that says what to do."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreFault(
            "records_fault",
            f"Không đọc hoặc ghi được {folder / FILE} ({error}): hãy kiểm tra quyền ghi và dung lượng đĩa.",
            f"{folder / FILE} cannot be read or written ({error}): check the rights and the free space.",
        ) from error
