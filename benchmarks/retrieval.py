"""How well passages are ranked: hit@1, hit@5, MRR@10, nDCG@10 and milliseconds, by set of questions.

    make bench BENCH=retrieval ARGS="FOLDER [--set NAME] [--limit 500]"

Each folder under the one given holds `reports.jsonl` and one or more `questions*.jsonl` (`question`,
`doc`). A question counts by the place of the first passage of its report, reports counted once.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.embedder import load
from index.index import Index
from index.report import Report
from index.settings import Settings


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a .jsonl file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def report(line: dict[str, str]) -> Report:
    """A report whose whole text is its body."""
    return Report(line["id"], line["text"], ((0, len(line["text"])),), title=line.get("title") or None)


def places(index: Index, questions: Iterable[dict[str, str]]) -> Iterator[tuple[int | None, float]]:
    """For each question the place (from 1) of its report among the first ten, and the seconds taken."""
    for line in questions:
        begun = time.perf_counter()
        hits = index.search(line["question"], 30)
        taken = time.perf_counter() - begun
        keys = list(dict.fromkeys(hit.key for hit in hits))[:10]
        yield (keys.index(line["doc"]) + 1 if line["doc"] in keys else None), taken


def figures(found: Sequence[tuple[int | None, float]]) -> dict[str, float]:
    """The measures over all questions."""
    ranks, count = [rank for rank, _ in found if rank], len(found)
    times = sorted(taken for _, taken in found)
    return {
        "hit@1": sum(rank == 1 for rank in ranks) / count,
        "hit@5": sum(rank <= 5 for rank in ranks) / count,
        "MRR@10": sum(1 / rank for rank in ranks) / count,
        "nDCG@10": sum(1 / math.log2(rank + 1) for rank in ranks) / count,
        "p50 ms": 1000 * times[count // 2],
        "p95 ms": 1000 * times[count * 95 // 100],
    }


def main() -> None:
    """Measure every set under a folder."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", help="only this folder of questions")
    parser.add_argument("--limit", type=int, help="only the first questions of each file")
    options = parser.parse_args()
    embedder = load(Settings.from_environment().embedding)
    for folder in sorted(options.folder.iterdir()):
        if not (folder / "reports.jsonl").is_file() or options.set not in (None, folder.name):
            continue
        with tempfile.TemporaryDirectory() as data, Index.open(Path(data), embedder) as index:
            index.add(report(line) for line in lines(folder / "reports.jsonl"))
            for path in sorted(folder.glob("questions*.jsonl")):
                asked = [line for line in lines(path) if line.get("doc")][: options.limit]
                measured = figures(list(places(index, asked)))
                shown = " ".join(f"{name} {value:.3f}" for name, value in measured.items())
                sys.stdout.write(
                    f"{folder.name}/{path.stem} ({len(asked)}/{index.count_passages}): {shown}\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
