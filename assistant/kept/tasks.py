"""Tasks: uploads that are read and added one after the other once they were promised, whatever happens.

A task is stored before its sender is told of it. One that a process left unfinished is begun again by the next: what
had been added already is then `unchanged`, so nothing is added twice.
"""

import json
import logging
import secrets
import shutil
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from assistant.kept.intake import Intake, found
from assistant.kept.outcome import Outcome, in_language
from assistant.records import Records
from index import Index, Report
from index.errors import SHOWN, BadInput, NotFound, TrichError
from index.reading import Refused

_LOG = logging.getLogger(__name__)
# When this process began.
_STARTED = datetime.now(UTC)
FOLDER = "uploads"
_BATCH_REPORTS, _BATCH_CHARACTERS, _BATCH_BYTES = 100, 1_000_000, 256 * 1024 * 1024
# How long an ended task and its idempotency key are known.
KEPT = timedelta(days=30)

Status = Literal["queued", "running", "done", "failed", "stopped"]
_COLUMNS = "task_id, caller, intake, status, done, total, reports, created, updated, outcome, error"


@dataclass(frozen=True, slots=True)
class Task:
    """One upload's task; `outcome` is the shape of `add --json`, its messages in both languages."""

    task_id: str
    caller: str
    intake: Intake
    status: Status
    done: int
    total: int | None
    reports: int
    created: str
    updated: str
    outcome: dict[str, Any] | None = None
    error: dict[str, Any] | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ("done", "failed", "stopped")

    def to_json(self, language: str = "vi") -> dict[str, Any]:
        """The published shape, in one language."""
        return {
            "task_id": self.task_id,
            "status": self.status,
            "progress": {"done": self.done, "total": self.total, "reports": self.reports},
            "created": self.created,
            "updated": self.updated,
            "result": in_language(self.outcome, language) if self.outcome else None,
            "error": in_language(self.error, language) if self.error else None,
        }


@dataclass(slots=True)
class _Run:
    """The state of the task that runs now, ahead of what is stored."""

    task: Task
    stopping: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome = field(default_factory=Outcome)
    is_cut: bool = False


class Tasks:
    """The tasks of one folder; one thread carries them out once the store is open."""

    def __init__(self, records: Records, data: Path, allowed_hosts: Collection[str] = ()) -> None:
        self._records = records
        self._folder = data / FOLDER
        self._allowed_hosts = allowed_hosts
        self._changed = threading.Condition()
        self._leaving = False
        self._run: _Run | None = None
        self._thread: threading.Thread | None = None

    def start(self, index: Index) -> None:
        """Carry out tasks in a thread, on a store that stays open until `stop`."""
        with self._changed:
            if not self._leaving:
                self._thread = threading.Thread(target=self._work, args=(index,), name="tasks", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop after what is being written; the next process begins the rest again."""
        with self._changed:
            self._leaving = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    @property
    def waiting(self) -> int:
        """How many tasks have not begun yet."""
        return int(str(self._records.rows("SELECT count(*) FROM tasks WHERE status = 'queued'")[0][0]))

    def folder(self) -> Path:
        """A new folder for what an upload brings."""
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(parents=True)
        return folder

    def known(self, caller: str, key: str, fingerprint: bytes) -> Task | None:
        """The task that a caller's idempotency key stands for; BadInput if it was used for another body."""
        rows = self._records.rows(
            "SELECT fingerprint, task_id FROM idempotency WHERE caller = ? AND key = ?", caller, key
        )
        if not rows:
            return None
        if rows[0][0] != fingerprint:
            raise BadInput(
                "idempotency_key_reused",
                "Idempotency-Key này đã dùng cho một nội dung khác: hãy gửi kèm một khóa mới.",
                "This Idempotency-Key was used for another body: send a new one.",
                "Idempotency-Key",
            )
        return self.task(str(rows[0][1]))

    def submit(self, intake: Intake, caller: str, key: str | None, fingerprint: bytes) -> Task:
        """Store a new task and return it, or return the one that the idempotency key stands for."""
        now = _now()
        task = Task(secrets.token_hex(8), caller, intake, "queued", 0, intake.total, 0, now, now)
        with self._records.changing() as connection:
            if key is not None:
                taken = connection.execute(
                    "INSERT OR IGNORE INTO idempotency VALUES (?, ?, ?, ?)",
                    (caller, key, fingerprint, task.task_id),
                )
                if not taken.rowcount:
                    known = self.known(caller, key, fingerprint)
                    assert known is not None
                    return known
            connection.execute(
                f"INSERT INTO tasks ({_COLUMNS}) VALUES (?, ?, ?, ?, 0, ?, 0, ?, ?, NULL, NULL)",
                (task.task_id, caller, intake.to_json(), "queued", task.total, now, now),
            )
        with self._changed:
            self._changed.notify_all()
        return task

    def task(self, task_id: str) -> Task:
        """The task with this id as it stands now; NotFound (`task_not_found`) for an unknown one."""
        run = self._run
        if run and run.task.task_id == task_id:
            return run.task
        rows = self._records.rows(f"SELECT {_COLUMNS} FROM tasks WHERE task_id = ?", task_id)
        if not rows:
            raise unknown_task(task_id)
        return self._task(rows[0])

    def awaited(self, task_id: str, patience_s: float) -> Task:
        """The task once it has ended, or as it stands after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.task(task_id).has_ended, patience_s)
        return self.task(task_id)

    def cancel(self, task_id: str) -> Task:
        """Stop a task: one that waits at once, one that runs after what it has in hand. An ended one stays."""
        task = self.task(task_id)
        with self._changed:
            run = self._run
            if run and run.task.task_id == task_id:
                run.stopping.set()
                return run.task
            waited = self._records.write(
                "UPDATE tasks SET status = 'stopped', updated = ?, intake = ? WHERE task_id = ? AND status = 'queued'",
                _now(), task.intake.emptied().to_json(), task_id,
            )  # fmt: skip
        if waited:
            self._let_go(task)
        return self.task(task_id)

    def counts(self) -> dict[str, int]:
        """How many tasks are in each state."""
        rows = self._records.rows("SELECT status, count(*) FROM tasks GROUP BY status")
        return {str(status): int(str(count)) for status, count in rows}

    def _work(self, index: Index) -> None:
        """Take up what another process left, then carry out one task after the other until told to stop."""
        self._take_up()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._leaving or self.waiting > 0)
                if self._leaving:
                    return
            self._take_one(index)

    def _take_one(self, index: Index) -> None:
        """Carry out the task that has waited longest; nothing of it stays with the thread."""
        with self._changed:
            if not (waiting := self._next(1)):
                return  # stopped at this moment
            run = _Run(replace(waiting[0], status="running", done=0, reports=0, updated=_now()))
            # whoever sees it run finds it among those that wait no more
            self._note(run.task)
            self._run = run
        ended = self._carried_out(run, index)
        self._note(ended)
        if ended.has_ended:
            self._let_go(ended)
        with self._changed:
            self._run = None
            self._changed.notify_all()

    def _take_up(self) -> None:
        """Queue again what a process left unfinished; forget old tasks, and folders that belong to none."""
        with self._records.changing() as connection:
            connection.execute("UPDATE tasks SET status = 'queued' WHERE status = 'running'")
            old = (datetime.now(UTC) - KEPT).isoformat(timespec="seconds")
            connection.execute(
                "DELETE FROM tasks WHERE updated < ? AND status NOT IN ('queued', 'running')", (old,)
            )
            connection.execute("DELETE FROM idempotency WHERE task_id NOT IN (SELECT task_id FROM tasks)")
        if self._folder.is_dir():
            waiting = {task.intake.folder.name for task in self._next(-1)}
            for folder in self._folder.iterdir():
                # one that an upload is filling at this moment is younger than this process
                if folder.name not in waiting and folder.stat().st_mtime < _STARTED.timestamp():
                    shutil.rmtree(folder, ignore_errors=True)

    def _next(self, most: int) -> list[Task]:
        """The tasks that wait, oldest first; all of them for -1."""
        rows = self._records.rows(
            f"SELECT {_COLUMNS} FROM tasks WHERE status = 'queued' ORDER BY position LIMIT ?", most
        )
        return [self._task(row) for row in rows]

    def _carried_out(self, run: _Run, index: Index) -> Task:
        """Read what was sent and add it; returns the task as it stands then."""
        outcome = run.outcome
        try:
            # read outside, added within the store's lock: a slow address keeps no other change waiting
            for batch in _batches(self._reports(run)):
                outcome.put_in(index.add(batch))
        except TrichError as fault:
            failed = _failed(run.task, fault.code, fault.vi, fault.en, fault.param)
            return replace(failed, outcome=outcome.to_json())
        except Exception:  # noqa: BLE001 - a mistake of ours ends its task, not the thread; the log has it
            _LOG.exception("task %s failed", run.task.task_id)
            return _failed(
                run.task,
                "internal_error",
                "Máy chủ gặp lỗi ngoài dự kiến khi đọc các tệp này; xem nhật ký của máy chủ.",
                "The server met an unforeseen error while it read these files; see the server's log.",
            )
        if run.is_cut and not run.stopping.is_set():
            return replace(run.task, status="queued", updated=_now())
        if run.is_cut:
            return replace(run.task, status="stopped", outcome=outcome.to_json(), updated=_now())
        if outcome.refused and not outcome.has_reports:
            first = outcome.refused[0]
            failed = _failed(run.task, first.code, first.message("vi"), first.message("en"), "files")
            return replace(failed, outcome=outcome.to_json())
        return replace(run.task, status="done", outcome=outcome.to_json(), updated=_now())

    def _reports(self, run: _Run) -> Iterator[Report]:
        """The reports as they are read, until there are no more or the task is to stop."""
        for one in found(run.task.intake, self._allowed_hosts):
            if self._leaving or run.stopping.is_set():
                run.is_cut = True
                return
            if one is None:
                run.task = replace(run.task, done=run.task.done + 1, updated=_now())
            elif isinstance(one, Refused):
                run.outcome.refused.append(one)
            else:
                run.task = replace(run.task, reports=run.task.reports + 1)
                run.outcome.note(one)
                yield one

    def _let_go(self, task: Task) -> None:
        """Delete the files of a task that has ended; its row no longer holds what was sent either."""
        shutil.rmtree(task.intake.folder, ignore_errors=True)
        if task.intake.report is not None and not self.waiting:
            self._records.fold()

    def _note(self, task: Task) -> None:
        """Store the state of a task."""
        intake = task.intake.emptied() if task.has_ended else task.intake
        self._records.write(
            "UPDATE tasks SET intake = ?, status = ?, done = ?, reports = ?, updated = ?, outcome = ?, error = ?"
            " WHERE task_id = ?",
            intake.to_json(), task.status, task.done, task.reports, task.updated,
            json.dumps(task.outcome) if task.outcome else None,
            json.dumps(task.error) if task.error else None, task.task_id,
        )  # fmt: skip

    def _task(self, row: tuple[Any, ...]) -> Task:
        """A row of `_COLUMNS` as a Task."""
        task_id, caller, intake, status, done, total, reports, created, updated, outcome, error = row
        return Task(
            task_id, caller, Intake.of(intake, self._folder), status, done, total, reports, created,
            updated, json.loads(outcome) if outcome else None, json.loads(error) if error else None,
        )  # fmt: skip


def _batches(reports: Iterator[Report]) -> Iterator[list[Report]]:
    """Reports as they come, in batches small enough that a task soon shows progress and can be stopped."""
    batch: list[Report] = []
    characters = size = 0
    for report in reports:
        batch.append(report)
        characters += len(report.text)
        size += report.original.size if report.original else 0
        if len(batch) == _BATCH_REPORTS or characters > _BATCH_CHARACTERS or size > _BATCH_BYTES:
            yield batch
            batch, characters, size = [], 0, 0
    if batch:
        yield batch


def unknown_task(task_id: str) -> NotFound:
    """The error for an unknown task or somebody else's, which are not told apart."""
    return NotFound(
        "task_not_found",
        f"Không có việc “{task_id[:SHOWN]}” của bạn; việc đã xong được giữ 30 ngày. Hãy kiểm tra lại mã.",
        f"You have no task “{task_id[:SHOWN]}”; one that has ended is kept for 30 days. Check the id.",
        "task_id",
    )


def _failed(task: Task, code: str, vi: str, en: str, param: str | None = None) -> Task:
    """A task that failed, with the error shape that says why."""
    error = {"code": code, "message": {"vi": vi, "en": en}, "param": param}
    return replace(task, status="failed", error=error, updated=_now())


def _now() -> str:
    """The present moment, ISO, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
