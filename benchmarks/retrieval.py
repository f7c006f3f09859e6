"""How well passages are ranked: hit@1, hit@5, MRR@10, nDCG@10 and milliseconds, by set of questions.

    make bench BENCH=retrieval ARGS="FOLDER… [--set NAME] [--limit 500] [--more REPORTS.jsonl.gz [--apart NAME]]"
    make bench BENCH=retrieval ARGS="FOLDER… --fit [--more …] [--only FEATURE | --without NAME]"
    make bench BENCH=retrieval ARGS="FOLDER… --ablate"

Each folder under those given holds `reports.jsonl` and one or more `questions*.jsonl` (`question`, `doc`); a
folder that holds them itself is one set. A question counts by the place of the first passage of its report, reports
counted once. Vietnamese questions are asked twice: as written, and without accents.

With `--more` the sets are asked once more, all in one large store beside these further reports (`--passages` in all),
but for those that `--apart` names, whose questions the further reports answer too.

`--fit` fits the weights of index/ranking.py on every second report's questions and measures them on the others, then
the other way round; the weights printed are those of a third fit, on all. `--without` leaves a set out of
every fit; `--only` fits one feature beside the present weights of the others.

`--ablate` says what hit@1 is with each part of the search off in turn: what is searched beside the question's own words
(words put right, abbreviations, the glossary), and what the passages found are ordered by.
"""

import argparse
import gzip
import json
import math
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from index.embedder import load
from index.english import is_english
from index.index import Index
from index.ranking import FEATURES, closer
from index.report import Report
from index.settings import Settings
from index.vietnamese import fold
from index.wanted import Frequency, Wanted

# How much large weights cost in the fit; from .01 to 1 no set moved by more than a point.
_HELD_BACK = 0.3


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a .jsonl or .jsonl.gz file."""
    with (
        gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    ) as file:
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


class Ranked(NamedTuple):
    """A question's shortlist: features a passage, which of them are of its report, which half it is of."""

    features: np.ndarray
    right: np.ndarray
    half: int

    def first(self, weights: np.ndarray) -> bool:
        """Whether a right passage comes first with these weights."""
        return bool(self.right.any() and self.right[np.argmax(self.features @ weights)])

    @property
    def now(self) -> bool:
        """Whether one does as the search has it."""
        return bool(self.right.any() and self.right[np.argmax(closer(self.features))])


def shortlists(index: Index, questions: Iterable[dict[str, str]]) -> Iterator[Ranked]:
    """What each question's search looks at closer."""
    for line in questions:
        found = index.shortlist(line["question"])
        right = np.array([hit.key == line["doc"] for hit in found.hits])
        yield Ranked(found.features, right, zlib.crc32(line["doc"].encode()) % 2)


def odds_of(sets: Iterable[Sequence[Ranked]]) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
    """How improbable weights make the right passages, a softmax, each set alike; and which way that falls."""
    known = [[one for one in ranked if one.right.any()] for ranked in sets]
    asked = [one for ranked in known for one in ranked]
    rows = np.concatenate([one.features for one in asked])
    right = np.concatenate([one.right for one in asked])
    counts = [len(one.right) for one in asked]
    first = np.cumsum([0, *counts[:-1]])
    share = np.repeat([1 / len(ranked) for ranked in known], [len(ranked) for ranked in known])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Of these weights."""
        scores = rows @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), counts))
        good = odds * right
        total, best = np.add.reduceat(odds, first), np.add.reduceat(good, first)
        way = np.repeat(share / total, counts) * odds - np.repeat(share / best, counts) * good
        return float(share @ np.log(total / best)), way @ rows

    return loss


def fitted(sets: Iterable[Sequence[Ranked]]) -> np.ndarray:
    """A weight for each feature, by which a right passage stands before the others."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # it has no types

    sets = list(sets)
    known = [one.features for ranked in sets for one in ranked if one.right.any()]
    spread = np.concatenate(known).std(axis=0) + 1e-9
    odds = odds_of(sets)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """With what large weights cost."""
        improbable, slope = odds(weights / spread)
        return improbable + _HELD_BACK * weights @ weights, slope / spread + 2 * _HELD_BACK * weights

    best = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x
    return np.asarray(best / spread)


def scaled(weights: np.ndarray, sets: Iterable[Sequence[Ranked]]) -> tuple[float, np.ndarray]:
    """The same order with scores like those of the search before it (0 to 1): what to start from, and weights."""
    rows = np.concatenate([one.features for ranked in sets for one in ranked])
    before = rows[:, 0] + rows[:, 3] - rows[:, 2]
    slope, start = np.polyfit(rows @ weights, before, 1)
    return float(start), slope * weights


def of_one(name: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The shortlists with two features: what all others make of a passage by the present weights, and this one."""
    place = FEATURES.index(name)
    bare = np.array([other != name for other in FEATURES])
    return [
        one._replace(features=np.stack([closer(one.features * bare), one.features[:, place]], axis=1))
        for one in ranked
    ]


def fit_one(name: str, sets: Mapping[str, Sequence[Ranked]]) -> None:
    """What one feature counts for beside the present weights of all others, by either half and by all."""
    both = {own: of_one(name, ranked) for own, ranked in sets.items()}
    *halves, whole = [
        fitted([one for one in ranked if half in (one.half, None)] for ranked in both.values())
        for half in (0, 1, None)
    ]
    for own, ranked in both.items():
        other = np.mean([one.first(halves[1 - one.half]) for one in ranked])
        without = np.mean([one.first(np.array([1.0, 0.0])) for one in ranked])
        sys.stdout.write(f"{own}: hit@1 by the other half's fit {other:.3f}; without it {without:.3f}\n")
    sys.stdout.write(f'    "{name}": {whole[1] / whole[0]:.3f},\n')


def fit(sets: Mapping[str, Sequence[Ranked]], without: str) -> None:
    """Fit on either half, say what each makes of the other, and the weights that all give."""
    halves = [
        {name: [one for one in ranked if one.half == half] for name, ranked in sets.items()}
        for half in (0, 1)
    ]
    *weights, whole = [
        fitted(part for name, part in each.items() if not name.startswith(without))
        for each in (*halves, sets)
    ]
    for name, ranked in sets.items():
        other = np.mean([one.first(weights[1 - one.half]) for one in ranked])
        now = np.mean([one.now for one in ranked])
        sys.stdout.write(
            f"{name}: hit@1 by the other half's fit {other:.3f}; by the present weights {now:.3f}\n"
        )
    start, made = scaled(whole, sets.values())
    sys.stdout.write(f"_START = {start:.3f}\n")
    sys.stdout.writelines(
        f'    "{name}": {weight:.3f},\n' for name, weight in zip(FEATURES, made, strict=True)
    )


# Parts of the order, each by the features that go with it.
_PARTS = {
    "meaning": ("meaning", "meaning, weighed"),
    "keywords": ("keywords", "keywords, weighed"),
    "the closer look": FEATURES[4:],
    "accents": ("words spelt so",),
    "sentences": ("in one sentence", "pairs in one sentence", "in two sentences"),
    "names and numbers": ("names", "numbers"),
    "the title": ("of the title",),
    "the length": ("length",),
    "an English question's things": ("things lacking",),
}


def as_typed(question: str, frequency: Frequency) -> Wanted:
    """A question's own words, nothing beside them."""
    return Wanted(question, (), ())


def ablated(index: Index, questions: Sequence[dict[str, str]]) -> Iterator[tuple[str, float]]:
    """hit@1 with all parts, and with each off in turn."""

    def first_right(off: Sequence[str]) -> float:
        """hit@1 of the passages found, ordered without some features."""
        kept = np.array([name not in off for name in FEATURES])
        return float(np.mean([one._replace(features=one.features * kept).now for one in found]))

    found = list(shortlists(index, questions))
    yield "all", first_right(())
    for part, names in _PARTS.items():
        yield part, first_right(names)
    with patch("index.shortlist.wanted", as_typed):
        found = list(shortlists(index, questions))
    yield "other wordings", first_right(())


def sets_in(folders: Iterable[Path], only: str | None) -> list[Path]:
    """The folders that are sets."""
    found = [one for folder in folders for one in (folder, *sorted(folder.iterdir())) if one.is_dir()]
    return [one for one in found if (one / "reports.jsonl").is_file() and only in (None, one.name)]


def asked(path: Path, limit: int | None) -> dict[str, list[dict[str, str]]]:
    """A file's questions that a report answers, as written and without accents; evenly drawn where limited."""
    found = [line | {"doc": f"{path.parent.name}/{line['doc']}"} for line in lines(path) if line.get("doc")]
    found = found[:: max(1, len(found) // limit)] if limit else found
    rows = {path.stem: found}
    if not all(is_english(line["question"]) for line in found[:20]):
        rows[f"{path.stem} without accents"] = [line | {"question": fold(line["question"])} for line in found]
    return rows


def reports(folder: Path) -> Iterator[Report]:
    """A set's reports, under keys that no other set has."""
    return (report(line | {"id": f"{folder.name}/{line['id']}"}) for line in lines(folder / "reports.jsonl"))


def fill(index: Index, folders: Sequence[Path], more: Path | None, passages: int) -> None:
    """Add the sets' reports, and of the further ones as many as it takes to have so many passages."""
    index.add(chain.from_iterable(map(reports, folders)))
    if not more:
        return
    further = (report(line | {"id": f"more/{line['id']}"}) for line in lines(more))
    while index.count_passages < passages and (some := list(islice(further, 500))):
        index.add(some)


def parser(about: str | None) -> argparse.ArgumentParser:
    """The options that say which questions are asked of which stores."""
    made = argparse.ArgumentParser(description=str(about).partition("\n")[0])
    made.add_argument("folders", type=Path, nargs="+")
    made.add_argument("--set", help="only this folder of questions")
    made.add_argument("--limit", type=int, help="only so many questions of each file")
    made.add_argument("--more", type=Path, help="reports to ask all sets beside, in one large store")
    made.add_argument("--passages", type=int, default=50_000, help="how large that store is")
    made.add_argument("--apart", action="append", default=[], help="a set to leave out of that store")
    return made


def each(options: argparse.Namespace) -> Iterator[tuple[str, Index, list[dict[str, str]]]]:
    """A name, a filled store and questions to it, for each set of questions."""
    embedder = load(Settings.from_environment().embedding)
    sets = sets_in(options.folders, options.set)
    stores = [([folder], None, "") for folder in sets]
    if options.more:
        stores.append(([one for one in sets if one.name not in options.apart], options.more, ", large store"))
    for folders, more, where in stores:
        with tempfile.TemporaryDirectory() as data, Index.open(Path(data), embedder) as index:
            fill(index, folders, more, options.passages)
            for folder in folders:
                for path in sorted(folder.glob("questions*.jsonl")):
                    for name, questions in asked(path, options.limit).items():
                        yield f"{folder.name}/{name}{where}", index, questions


def main() -> None:
    """Measure every set, or fit on all."""
    options = parser(__doc__)
    options.add_argument("--fit", action="store_true")
    options.add_argument("--only", choices=FEATURES, help="fit this feature alone, the others as they are")
    options.add_argument("--without", help="fit without this set")
    options.add_argument("--ablate", action="store_true")
    chosen = options.parse_args()
    seen: dict[str, list[Ranked]] = {}
    for name, index, questions in each(chosen):
        if chosen.ablate:
            shown = ", ".join(f"{part} {right:.3f}" for part, right in ablated(index, questions))
            print(f"{name} ({len(questions)}), without: {shown}", flush=True)
        elif chosen.fit:
            seen[name] = list(shortlists(index, questions))
        else:
            measured = figures(list(places(index, questions)))
            shown = " ".join(f"{measure} {value:.3f}" for measure, value in measured.items())
            print(f"{name} ({len(questions)}/{index.count_passages}): {shown}", flush=True)
    if chosen.fit and chosen.only:
        fit_one(chosen.only, seen)
    elif chosen.fit:
        fit(seen, chosen.without or "\0")


if __name__ == "__main__":
    main()
