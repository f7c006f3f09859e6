"""How fast a store is filled, opened and searched, and what memory it takes, at some number of passages.

    make bench BENCH=store ARGS="REPORTS.jsonl.gz QUESTIONS.jsonl [--passages 30000]"

The first file holds reports (`text`, `title`), the second questions (`question`). The store is made in a
temporary folder unless --data names one, which is then kept. Opening and searching are measured in a
process of their own.
"""

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from index.embedder import load
from index.index import Index
from index.passage import split
from index.report import Report
from index.settings import Settings


def reports(path: Path, passages: int) -> Iterator[Report]:
    """Reports from the file until they have as many passages as asked for."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            fields = json.loads(line)
            text = fields["text"]
            made = Report(f"n{number}", text, ((0, len(text)),), title=fields.get("title"), published="2017")
            yield made
            passages -= len(split(made))
            if passages <= 0:
                return


def say(name: str, seconds: float, more: str = "") -> None:
    """One line of figures; memory is this process's own peak."""
    status = Path("/proc/self/status").read_text().split()
    memory = int(status[status.index("VmHWM:") + 1]) / 1024
    sys.stdout.write(
        f"{name}: {seconds:.2f} s, {time.process_time():.1f} s CPU so far, {memory:.0f} MB{more}\n"
    )
    sys.stdout.flush()


def fill(folder: Path, path: Path, passages: int) -> None:
    """Fill a store."""
    with Index.open(folder, load(Settings.from_environment().embedding)) as index:
        begun = time.perf_counter()
        index.add(reports(path, passages))
        say("add", time.perf_counter() - begun, f", {index.count} reports, {index.count_passages} passages")
        begun = time.perf_counter()
        index.remove([index.reports(limit=1)[0][0].report_id])
        say("remove one", time.perf_counter() - begun)


def use(folder: Path, path: Path) -> None:
    """Open the store and search it."""
    begun = time.perf_counter()
    with Index.open(folder, load(Settings.from_environment().embedding)) as index:
        say("open", time.perf_counter() - begun)
        times = []
        with path.open(encoding="utf-8") as file:
            for line in itertools.islice(file, 500):
                begun = time.perf_counter()
                index.search(json.loads(line)["question"])
                times.append(1000 * (time.perf_counter() - begun))
        times.sort()
        middle, late = times[len(times) // 2], times[len(times) * 95 // 100]
        say("search", sum(times) / 1000, f", {len(times)} questions, p50 {middle:.1f} ms, p95 {late:.1f} ms")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--passages", type=int, default=30_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--use", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.use:
        use(options.data, options.questions)
        return
    with tempfile.TemporaryDirectory() as space:
        folder = options.data or Path(space) / "data"
        fill(folder, options.reports, options.passages)
        again = [str(options.reports), str(options.questions), "--data", str(folder), "--use"]
        subprocess.run([sys.executable, __file__, *again], check=True)


if __name__ == "__main__":
    main()
