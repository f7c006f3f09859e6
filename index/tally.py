"""Tally: what `add` shows while it works and at the end: reports added, refused and why, converted, recognised.

It also handles Ctrl-C: the first one abandons what is still being parsed, such as a long scan, and keeps what was
added; the second ends at once.
"""

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from index.formats import worker
from index.index import Added
from index.owner import Output
from index.reading import Refused, is_address
from index.report import Report

if TYPE_CHECKING:
    from tqdm import tqdm

_SHOWN = 5
_CHUNK = 1 << 20


class Tally:
    """What has been read so far."""

    def __init__(self, err: Output, bar: "tqdm[Any] | None" = None) -> None:
        self.refused: list[Refused] = []
        self.converted: list[Report] = []
        self.recognised: list[Report] = []
        self.lacking: list[Report] = []
        self.stopped = False
        self._err = err
        self._bar = bar
        self._reports = self._pages = 0

    def read(self, found: Iterable[Report | Refused]) -> Iterator[Report]:
        """The reports, counted; what is refused is named, noted and passed over. Ends early once stopped."""
        for each in found:
            if isinstance(each, Refused):
                if self.stopped and each.code == worker.STOPPED:
                    return  # it was not read to its end, and is when `add` runs again
                self.refused.append(each)
                self._say(f"{each.file}: {each.message_vi}")
            else:
                self._count(each)
                yield each
            self._show()
            if self.stopped:
                return

    def _count(self, report: Report) -> None:
        """Note one report."""
        self._reports += 1
        self._pages += len(report.pages or ())
        if report.converted:
            self.converted.append(report)
        if report.ocr:
            self.recognised.append(report)
        if report.lacks:
            self.lacking.append(report)

    def _show(self) -> None:
        """Advance the progress bar by one document."""
        if self._bar is not None:
            if self._bar.total is not None and self._bar.n >= self._bar.total:
                self._bar.total = self._bar.n + 1  # an archive holds more than its one file
            self._bar.set_postfix_str(f"{self._pages} trang, từ chối {len(self.refused)}", refresh=False)
            self._bar.update()

    def _say(self, line: str) -> None:
        """Print a line, above the bar if there is one."""
        if self._bar is not None:
            self._bar.write(line, file=self._err)
        else:
            self._err.write(line + "\n")

    def stop(self) -> None:
        """End after the document at hand; one that is still being parsed, such as a long scan, is abandoned."""
        self.stopped = True
        worker.stop_all()
        self._say("Đang dừng; bấm Ctrl-C lần nữa để dừng ngay.")

    def to_json(self, added: Added) -> dict[str, Any]:
        """What `add --json` prints."""
        shape: dict[str, Any] = {
            name: [
                {"report_id": one.report_id, "key": one.key, "file": one.file} for one in getattr(added, name)
            ]
            for name in ("added", "unchanged", "replaced")
        }
        return shape | {
            "refused": [
                {"file": one.file, "code": one.code, "message": one.message_vi} for one in self.refused
            ],
            "converted": [
                {"key": one.key, "file": one.file, "converted": one.converted} for one in self.converted
            ],
            "recognised": [
                {"key": one.key, "file": one.file, "ocr_pages": list(one.ocr)} for one in self.recognised
            ],
            "lacking": [
                {"key": one.key, "file": one.file, "code": lack.code, "message": lack.message()}
                for one in self.lacking
                for lack in one.lacks
            ],
            "pages": self._pages,
            "stopped": self.stopped,
        }

    def summary(self, added: Added) -> str:
        """The lines that `add` prints for a person."""
        counts = (
            ("thêm", len(added.added)),
            ("thay bằng bản mới", len(added.replaced)),
            ("không đổi", len(added.unchanged)),
            ("từ chối", len(self.refused)),
        )
        lines = ["Văn bản: " + ", ".join(f"{name} {count}" for name, count in counts) + "."]
        reasons: dict[str, list[str]] = {}
        for one in self.refused:
            reasons.setdefault(one.message_vi, []).append(one.file)
        lines += [f"  Từ chối {_names(files)}: {reason}" for reason, files in reasons.items()]
        encodings: dict[str, list[str]] = {}
        for report in self.converted:
            encodings.setdefault(report.converted or "", []).append(report.file or report.key)
        lines += [f"  Đã chuyển mã từ {name}: {_names(files)}." for name, files in encodings.items()]
        if self.recognised:
            pages = sum(len(one.ocr) for one in self.recognised)
            names = _names([one.file or one.key for one in self.recognised])
            lines.append(f"  Nhận dạng chữ từ ảnh quét, {pages} trang, có thể sai vài chữ: {names}.")
        lines += [f"  {one.file or one.key}: {lack.message()}" for one in self.lacking for lack in one.lacks]
        if self.stopped:
            lines.append("  Đã dừng theo yêu cầu: chạy lại lệnh để thêm tiếp phần còn lại.")
        return "\n".join(lines) + "\n"


def _names(files: list[str]) -> str:
    """The first names, and how many more there are."""
    named = ", ".join(files[:_SHOWN])
    return named if len(files) <= _SHOWN else f"{named} và {len(files) - _SHOWN} tệp khác"


@contextmanager
def tally(err: Output, paths: Iterable[Path | str]) -> Iterator[Tally]:
    """A Tally with a bar on a terminal, which handles Ctrl-C while the block lasts."""
    if not err.isatty():
        with _heard(Tally(err)) as heard:
            yield heard
        return
    from tqdm import tqdm

    total = sum(_expected(path) for path in paths)
    with (
        tqdm(file=err, total=total, unit=" văn bản", leave=False) as bar,
        _heard(Tally(err, bar)) as heard,
    ):
        yield heard


@contextmanager
def _heard(counted: Tally) -> Iterator[Tally]:
    """Yield the tally, which is told of the first Ctrl-C; the next one ends the program."""
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield counted
        return
    before = signal.getsignal(signal.SIGINT)

    def hear(number: int, frame: FrameType | None) -> None:
        """Stop after the document at hand, at the first Ctrl-C."""
        signal.signal(signal.SIGINT, before)
        counted.stop()

    signal.signal(signal.SIGINT, hear)
    try:
        yield counted
    finally:
        signal.signal(signal.SIGINT, before)
        worker.go_on()


def _expected(path: Path | str) -> int:
    """About how many documents a path brings: its files, and the lines of .jsonl."""
    if is_address(str(path)):
        return 1
    path = Path(path)
    try:
        if path.is_dir():
            return sum(
                _expected(Path(folder) / name)
                for folder, _, names in os.walk(path)
                if "/." not in folder[len(str(path)) :]
                for name in names
                if not name.startswith(".")
            )
        if path.name.lower().endswith(".jsonl"):
            with path.open("rb") as file:
                return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
    except OSError:
        return 1  # the reading says what is wrong with it
    return 1
