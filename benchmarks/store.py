"""How fast a store is filled, opened and searched, and what memory it takes, at some number of passages.

    make bench BENCH=store ARGS="REPORTS.jsonl.gz… QUESTIONS.jsonl [--passages 300000] [--data FOLDER] [--cold]"

The first files hold reports (`text`, `title`), the last questions (`question`). Where the files have fewer passages
than asked for, they are read again with the sentences of every fifty reports exchanged: other passages of the same
words. The store is made in a temporary folder unless --data names one, which is then kept, and only opened and
searched where it is there already. Opening and searching are measured in a process of their own; with --cold the
system forgets the store's files before. "Of one core" is the processor's time, which other work disturbs less; the
questions are asked three times, nothing held from one time to the next, and the least of each is told beside the first.
"""

import argparse
import gzip
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np

from index.catalog import Catalog
from index.embedder import load
from index.filters import Filters
from index.index import Index
from index.keywords import Keywords
from index.passage import search_text, split
from index.report import Report
from index.settings import Settings
from index.vectors import Vectors
from index.vietnamese import sentences

# Reports among which sentences are exchanged where the files are read again.
_AMONG = 50
# Questions that are asked, and how often.
_MOST, _TRIES = 500, 3
# What of a search is told apart.
_PARTS = (
    (Keywords, "search", "Tantivy"),
    (Vectors, "search", "Chroma's search"),
    (Vectors, "cosines", "reading vectors from it"),
)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def reports(paths: Sequence[Path], passages: int) -> Iterator[Report]:
    """Reports from the files until they have as many passages as asked for."""
    for reading in itertools.count():
        for path in paths:
            for number, (title, text) in enumerate(texts(path, random.Random(reading) if reading else None)):
                key = f"{path.name}-{reading}-{number}"
                made = Report(key, text, ((0, len(text)),), title=title, published="2017")
                yield made
                passages -= len(split(made))
                if passages <= 0:
                    return


def texts(path: Path, exchanged: random.Random | None) -> Iterator[tuple[str | None, str]]:
    """Titles and texts of a file, as they stand or with sentences exchanged."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        while lines := list(itertools.islice(file, _AMONG)):
            found = [json.loads(line) for line in lines]
            cut = [[each["text"][slice(*span)] for span in sentences(each["text"])] for each in found]
            pool = list(itertools.chain.from_iterable(cut))
            if exchanged:
                exchanged.shuffle(pool)
            for fields, own in zip(found, cut, strict=True):
                mixed = "\n".join(pool[: len(own)])
                pool = pool[len(own) :]
                if text := mixed if exchanged else fields["text"]:
                    yield fields.get("title"), text


def say(name: str, seconds: float, more: str = "") -> None:
    """One line of figures; memory is this process's own peak."""
    status = Path("/proc/self/status").read_text().split()
    memory = int(status[status.index("VmHWM:") + 1]) / 1024
    sys.stdout.write(
        f"{name}: {seconds:.2f} s, {time.process_time():.1f} s CPU so far, {memory:.0f} MB{more}\n"
    )
    sys.stdout.flush()


def fill(folder: Path, paths: Sequence[Path], passages: int) -> None:
    """Fill a store, saying now and then how fast and in what memory."""
    with Index.open(folder, load(Settings.from_environment().embedding)) as index:
        begun, told = time.perf_counter(), 0

        def tell(seen: int) -> None:
            """A line for every ten thousand reports."""
            nonlocal told
            if seen - told >= 10_000:
                told = seen
                say(f"{seen} reports, {index.count_passages} passages", time.perf_counter() - begun)

        index.add(reports(paths, passages), tell)
        say("add", time.perf_counter() - begun, f", {index.count} reports, {index.count_passages} passages")
        begun = time.perf_counter()
        index.remove([index.reports(limit=1)[0][0].report_id])
        say("remove one", time.perf_counter() - begun)


def use(folder: Path, path: Path) -> None:
    """Open the store and search it."""
    with path.open(encoding="utf-8") as file:
        questions = [json.loads(line)["question"] for line in itertools.islice(file, _MOST)]
    begun, busy = time.perf_counter(), time.process_time()
    with Index.open(folder, load(Settings.from_environment().embedding)) as index:
        busy = time.process_time() - busy
        say(
            "open",
            time.perf_counter() - begun,
            f", {busy:.1f} s of one core, {index.count_passages} passages",
        )
    clock, core = [], []
    spent: defaultdict[str, float] = defaultdict(float)
    with ExitStack() as undo:
        for owner, method, name in _PARTS:
            timed = stopwatch(spent, name, getattr(owner, method))
            undo.enter_context(patch.object(owner, method, timed))
        for _ in range(_TRIES):
            with Index.open(folder, load(Settings.from_environment().embedding)) as index:
                index.search(
                    questions[-1]
                )  # what is loaded at the first question is no part of the others' time
                spent.clear()
                took = [asked(index, question) for question in questions]
            clock.append([one for one, _ in took])
            core.append([one for _, one in took])
    least = [[*map(min, zip(*tries, strict=True))] for tries in (clock, core)]
    for times, told in (((clock[0], core[0]), "search"), (least, "search, the least of each")):
        say(told, sum(times[0]) / 1000, f", {middle(times[0])} by the clock, {middle(times[1])} of one core")
    parts = ", ".join(f"{name} {1000 * spent[name] / len(questions):.1f}" for _, _, name in _PARTS)
    whole = statistics.mean(core[-1])
    sys.stdout.write(f"a mean search of the last time takes {whole:.1f} ms of one core: {parts}\n")


def asked(index: Index, question: str) -> tuple[float, float]:
    """Milliseconds that a search takes, by the clock and of one core."""
    begun, busy = time.perf_counter(), time.process_time()
    index.search(question)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)


def stopwatch(spent: defaultdict[str, float], name: str, call: Callable[_P, _T]) -> Callable[_P, _T]:
    """The same function, the processor's seconds in it added up: its thread's, since others work beside it."""

    def timed(*given: _P.args, **named: _P.kwargs) -> _T:
        """Call it."""
        busy = time.thread_time()
        try:
            return call(*given, **named)
        finally:
            spent[name] += time.thread_time() - busy

    return timed


def forget(folder: Path) -> None:
    """Have the system drop what it holds of a store's files in memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def middle(times: Sequence[float]) -> str:
    """The middle and the late ones of some milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms"


def recall(folder: Path, path: Path) -> None:
    """Say how many of the ten nearest passages Chroma's approximate search finds, of those that exact search does.

    One of several that are as near is as good as another.
    """
    embedder = load(Settings.from_environment().embedding)
    with path.open(encoding="utf-8") as file:
        questions = [json.loads(line)["question"] for line in itertools.islice(file, 200)]
    rows, after = [], None
    with Index.open(folder, embedder) as index:
        while True:
            reports, after = index.reports(after, 200)
            cut = [(each, passage) for each in reports for passage in index.passages(each.report_id)]
            rows.append(embedder.embed_passages([search_text(each, passage) for each, passage in cut]))
            if after is None:
                break
    catalog = Catalog.open(folder)
    vectors = Vectors.open(folder, str(catalog.meta("store")), "", new=False)
    table, found = np.concatenate(rows), 0
    for vector in embedder.embed_queries(questions):
        farthest = -np.partition(-(table @ vector), 9)[9]
        found += sum(cosine > farthest - 1e-5 for _, cosine in vectors.search(vector, 50, Filters())[:10])
    vectors.close()
    catalog.close()
    sys.stdout.write(f"recall at 10 of the approximate search: {found / 10 / len(questions):.4f}\n")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--passages", type=int, default=30_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--cold", action="store_true", help="open the store with none of its files in memory")
    parser.add_argument("--use", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.use:
        use(options.data, options.questions)
        recall(options.data, options.questions)
        return
    with tempfile.TemporaryDirectory() as space:
        folder = options.data or Path(space) / "data"
        if not folder.exists():
            fill(folder, options.reports, options.passages)
        again = [*map(str, options.reports), str(options.questions), "--data", str(folder), "--use"]
        if options.cold:
            forget(folder)
        subprocess.run([sys.executable, __file__, *again], check=True)


if __name__ == "__main__":
    main()
