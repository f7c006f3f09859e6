"""Kill a process that changes a store, at a random moment, over and over, and check the store after each.

    python tests/crash.py FOLDER SEED ROUNDS

Each round forks a child that adds, replaces or removes some reports and is killed with SIGKILL; another
then opens the store and compares it with what had been acknowledged. This process itself opens nothing,
since Chroma must not be forked, and imports everything, so that a round costs no start-up.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import chromadb  # noqa: F401 - imported before the forks, as is all that the index imports when it needs it
from chromadb.api import rust  # noqa: F401 - as above
from made import many, own_word

import index.batches
import index.index
import index.keywords
from index.embedder import load
from index.errors import Gone, NotFound
from index.index import Index
from index.report import Report

KEYS = 24
index.batches.MOST_REPORTS = 4  # many batches, many moments
index.index._PIECE = 2
index.keywords._FEW = 12  # large segments as well as small ones


def key_of(number: int) -> str:
    """A report's key."""
    return f"van-ban-{number}"


def version(number: int, which: int) -> Report:
    """One of the texts that a key may have."""
    (made,) = many(1, number)
    text = f"{made.text}\n\nBản thứ {which}."
    return Report(made.key, text, ((0, len(text)),), title=made.title)


def change(folder: Path, log: Path, operation: str, numbers: list[int], which: int) -> None:
    """What the child does; each line of the log is a key whose change has been acknowledged."""
    beside = which % 2 == 0
    with (
        log.open("a", encoding="utf-8", buffering=1) as told,
        Index.open(folder, load(), erase_beside=beside) as store,
    ):
        told.write("open\n")
        if operation == "remove":
            store.remove([key_of(number) for number in numbers])
            told.write("".join(f"{key_of(number)}\n" for number in numbers))
            return
        done = 0

        def progress(count: int) -> None:
            nonlocal done
            told.write("".join(f"{key_of(number)}\n" for number in numbers[done:count]))
            done = count

        store.add((version(number, which) for number in numbers), progress)


def repair(folder: Path) -> None:
    """What `repair` does, which a killed one is mended by as well."""
    with Index.open(folder, load(), for_repair=True) as store:
        store.repair()


def check(folder: Path, allowed: dict[str, list[int | None]], found: Path) -> None:
    """Open the store, and write which version each key has; fails where that is none of those allowed."""
    now: dict[str, int | None] = {}
    with Index.open(folder, load()) as store:
        for number in range(KEYS):
            key, word = key_of(number), own_word(number)
            hits = [hit for hit in store.search(word, 50) if hit.key == key]
            assert all(store.report(hit.report_id).text[hit.start : hit.end] == hit.text for hit in hits), key
            try:
                report = store.report(key)
            except (NotFound, Gone):
                now[key] = None
                assert not hits, f"{key} is gone, and found"
                assert not store.frequency([word])[word], f"{key} is gone, its words are not"
            else:
                texts = {version(number, which).text: which for which in allowed[key] if which is not None}
                assert report.text in texts, f"{key} has none of the texts {allowed[key]}"
                now[key] = texts[report.text]
                whole = {(passage.start, passage.end) for passage in store.passages(report.report_id)}
                assert {(hit.start, hit.end) for hit in hits} <= whole, f"{key} has passages of another text"
                assert store.search(word, 1)[0].key == key, f"{key} is in, and not found"
            assert now[key] in allowed[key], f"{key} is {now[key]}, not one of {allowed[key]}"
        assert store.count == sum(which is not None for which in now.values())
    found.write_text(json.dumps(now), encoding="utf-8")


def child(work: Callable[[], None]) -> int:
    """Fork and do the work there; returns the child's process id."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        if code:
            import traceback

            traceback.print_exc()
        os._exit(code)


def ended(pid: int) -> int:
    """Wait for a child; returns its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main(folder: Path, seed: int, rounds: int) -> None:
    """Run the rounds; each is told in one line."""
    some = random.Random(seed)
    log, found = folder / "log", folder / "found.json"
    now: dict[str, int | None] = {key_of(number): None for number in range(KEYS)}
    whole = 1.0  # seconds that a round takes unless killed
    killed = 0
    for turn in range(rounds):
        present = [number for number in range(KEYS) if now[key_of(number)] is not None]
        if turn and some.random() < 0.15:
            pid = child(partial(repair, folder / "data"))
            time.sleep(some.uniform(0, whole))
            os.kill(pid, signal.SIGKILL)
            assert ended(pid) in (0, -signal.SIGKILL)
            assert ended(child(partial(repair, folder / "data"))) == 0, (
                f"repair before round {turn}, seed {seed}"
            )
        removing = len(present) > KEYS // 3 and some.random() < 0.4
        operation = "remove" if removing else "add"
        numbers = some.sample(present if removing else range(KEYS), some.randint(3, 8 if removing else 16))
        after = None if removing else turn
        log.write_text("", encoding="utf-8")

        begun = time.monotonic()
        pid = child(partial(change, folder / "data", log, operation, numbers, turn))
        if turn:  # the first round is whole, and shows how long one takes
            time.sleep(some.uniform(0, whole))
            os.kill(pid, signal.SIGKILL)
        code = ended(pid)
        assert code in (0, -signal.SIGKILL), f"the child failed ({code})"
        if code == 0:
            whole = max(0.2, time.monotonic() - begun)
        killed += code != 0

        told = set(log.read_text("utf-8").split("\n"))
        allowed: dict[str, list[int | None]] = {key: [which] for key, which in now.items()}
        for number in numbers:
            key = key_of(number)
            allowed[key] = [after] if key in told else [now[key], after]
        assert ended(child(partial(check, folder / "data", allowed, found))) == 0, (
            f"round {turn}, seed {seed}"
        )
        now = json.loads(found.read_text("utf-8"))
        sys.stdout.write(f"round {turn}: {operation} {len(numbers)}, exit {code}, told {len(told) - 2}\n")
    sys.stdout.write(f"killed {killed} of {rounds}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
