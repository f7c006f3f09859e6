"""Prints how many false claims the verifier catches and how many true ones it turns down, by kind.

`python benchmarks/verification.py` judges the claims of tests/claims, those that were tuned on (fresh.txt only
after it was first judged) and those kept aside; with DATA, pairs made of its texts (see `_pairs.py`): a sentence with
one thing changed, or written in another notation, against the quote it stands in, with and without a neighbouring
sentence, beside two peers' own checks (`_peers.py`). A quarter of the reports is held aside: their
column is printed, never their claims. With --english, whole English sentences on Vietnamese quotes.
"""

import argparse
import os
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from _pairs import KINDS, NOTATIONS, Names, Pair, drawn_from, false, may_have, names, reports, true
from _peers import docsgpt, ragflow
from judged import CLAIMS, examples

from assistant.verify import Reported, faults

# What a fault of each kind of change may be called.
_NAMES = {
    "number": {"number"}, "unit": {"unit", "number"}, "decimal comma": {"number"}, "date": {"date"},
    "year": {"date"}, "document number": {"document_number"}, "province": {"place"}, "place": {"place"},
    "person": {"person"}, "another person": {"person"}, "direction": {"direction"}, "negation": {"negation"},
    "draft to decided": {"status"}, "draft dropped": {"status"}, "target to fact": {"modality"},
    "post": {"person"}, "figures exchanged": {"number"}, "rank": {"number"}, "range": {"number"},
    "bound": {"number"}, "part of a year": {"date"},
}  # fmt: skip


class Verdict(NamedTuple):
    """How a pair was judged: by us, under its own name or not, and by the peers; `wrong` prints it where misjudged."""

    kind: str
    sort: str
    aside: bool
    passed: bool
    named: bool
    ragflow: bool
    docsgpt: bool
    seconds: float
    wrong: str


def _verdict(pair: Pair) -> Verdict:
    """Judge a pair."""
    began = time.thread_time()
    found = faults(pair.claim, pair.quote, pair.about)
    seconds = time.thread_time() - began
    wrong = ""
    if bool(found) != (pair.kind in KINDS) and not pair.aside:
        why = [(fault.kind, fault.in_sentence, fault.in_quote) for fault in found]
        wrong = f"--- {pair.kind}: {pair.claim}\n    {pair.quote}\n    {why}"
    return Verdict(
        pair.kind, pair.sort, pair.aside, not found,
        any(fault.kind in _NAMES.get(pair.kind, ()) for fault in found),
        ragflow(pair.claim, pair.quote), docsgpt(pair.claim, pair.quote), seconds, wrong,
    )  # fmt: skip


def _judged(batch: list[dict[str, str]], kinds: frozenset[str], known: Names) -> list[Verdict]:
    """The pairs of some reports, judged, those of one quote together, as its parts are read once."""
    return [
        _verdict(pair)
        for report in batch
        if (here := [kind for kind in sorted(kinds) if may_have(report["text"], kind)])
        for drawn in drawn_from(report)
        for kind in here
        if (pair := false(drawn, kind, known) if kind in KINDS else true(drawn, kind))
    ]


def verdicts(folder: Path, most: int, kinds: list[str], wrong: bool, jobs: int) -> dict[str, list[Verdict]]:
    """How pairs made of a folder's texts were judged, by kind, up to `most` a kind, in `jobs` processes."""
    found: dict[str, list[Verdict]] = {kind: [] for kind in kinds}
    known = names(folder)
    coming = reports(folder)
    began = time.monotonic()
    with ProcessPoolExecutor(jobs) as pool:
        under_way: deque[Future[list[Verdict]]] = deque()
        while True:
            wanted = frozenset(kind for kind, seen in found.items() if len(seen) < most)
            while wanted and len(under_way) < 2 * jobs and (batch := list(islice(coming, 50))):
                under_way.append(pool.submit(_judged, batch, wanted, known))
            if not under_way:
                break
            # In order, so that two runs judge the same pairs.
            for verdict in under_way.popleft().result():
                if len(found[verdict.kind]) < most:
                    found[verdict.kind].append(verdict)
                    if wrong and verdict.wrong:
                        print(verdict.wrong, flush=True)
            if sys.stderr.isatty():
                done = sum(map(len, found.values()))
                print(
                    f"\r{done} pairs, {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True
                )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return found


def made(folder: Path, most: int, only: list[str], wrong: bool, jobs: int) -> None:
    """Judge pairs made of a folder's texts."""
    kinds = [kind for kind in (*KINDS, *NOTATIONS) if not only or kind in only]
    found = verdicts(folder, most, kinds, wrong, jobs)
    heads = ("alone", "wide", "short", "aside", "so named", "RAGFlow", "DocsGPT")
    print(_row("one thing changed", "pairs", "caught", *heads))
    for kind in filter(KINDS.__contains__, kinds):
        print(_row(kind, *_cells(found[kind])))
    print("\n" + _row("only the notation", "pairs", "refused", *heads))
    for kind in filter(NOTATIONS.__contains__, kinds):
        print(_row(kind, *_cells(found[kind])))
    alike = [verdict for kind in kinds if kind in NOTATIONS for verdict in found[kind]]
    print(_row("all of these", *_cells(alike)))
    seconds = [verdict.seconds for kind in kinds for verdict in found[kind]]
    cuts = [f"{quantiles(seconds, n=100)[cut - 1] * 1000:.2f} ms (p{cut})" for cut in (50, 95, 99)]
    print(f"\na claim takes {', '.join(cuts)} of the processor's time")


def _cells(seen: list[Verdict]) -> Iterator[object]:
    """A row's figures: how many, and the share turned down: of all, by sort, of the reports aside, by the peers."""
    yield len(seen)
    yield _refused(verdict.passed for verdict in seen)
    for sort in ("alone", "wide", "short"):
        yield _refused(verdict.passed for verdict in seen if verdict.sort == sort)
    yield _refused(verdict.passed for verdict in seen if verdict.aside)
    yield _refused(not verdict.named for verdict in seen)
    yield _refused(verdict.ragflow for verdict in seen)
    yield _refused(verdict.docsgpt for verdict in seen)


def _refused(passed: Iterator[bool]) -> str:
    """The share that did not pass, as a percentage."""
    marks = list(passed)
    return f"{marks.count(False) / len(marks):.2%}" if marks else "-"


def _row(first: str, *cells: object) -> str:
    """A row of the table."""
    return f"{first:26}" + "".join(f"{cell!s:>9}" for cell in cells)


def written(wrong: bool) -> None:
    """Judge the claims of tests/claims."""
    for name in (
        "tuned",
        "fresh",
        "hostile",
        "styles",
        "unseen",
        "aside",
        "desks",
        "desks_aside",
        "last",
        "bureaus",
        "wards",
        "retold",
        "clerks",
        "clerks_aside",
        "scribes",
        "scribes_aside",
        "notaries",
        "notaries_aside",
    ):
        seen: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for example in examples(CLAIMS / f"{name}.txt"):
            found = example.faults()
            bad = bool(found) != bool(example.kind)
            seen[example.kind] += 1
            missed[example.kind] += bad
            named[example.kind] += any(fault.kind == example.kind for fault in found)
            if wrong and bad:
                print(f"{example.kind or 'true'}: {example.sentence}\n    {example.quote}\n    {found}")
        print(f"{name}: {seen['']} true claims, {missed['']} turned down")
        for kind in sorted(filter(None, seen)):
            print(f"  {kind:16} {seen[kind]:4} false, {missed[kind]} let pass, {named[kind]} under that name")


def english(file: Path) -> None:
    """Judge the English sentences with figures of a file of translations, a tab between, in a text's order: each
    against its translation and that one's neighbours, and with a digit changed where it is accepted.
    """
    with file.open(encoding="utf-8", newline="\n") as text:
        lines = [line.strip().split("\t") for line in text if line.strip()]
    about, drawn = Reported(published="2019-01-15"), Random(3)
    true = refused = passed = 0
    for place in range(1, len(lines) - 1):
        sentence = lines[place][0]
        quote = " ".join(translated for _, translated in lines[place - 1 : place + 2])
        digits = [at for at, sign in enumerate(sentence) if sign in "0123456789"]
        if not digits:
            continue
        true += 1
        if faults(sentence, quote, about):
            refused += 1
            continue
        at = drawn.choice(digits)
        other = drawn.choice([sign for sign in "123456789" if sign != sentence[at]])
        passed += not faults(sentence[:at] + other + sentence[at + 1 :], quote, about)
    print(
        f"{true} English sentences, {refused} turned down; {true - refused} with a digit changed, {passed} let pass"
    )


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="a folder of texts to make pairs from")
    parser.add_argument("--english", type=Path, help="a file of English sentences and their translations")
    parser.add_argument("--most", type=int, default=5000, help="how many pairs of a kind at most")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes judge")
    parser.add_argument("--kind", action="append", default=[], help="only this kind or notation")
    parser.add_argument(
        "--wrong", action="store_true", help="print the claims judged wrongly, but for reports aside"
    )
    asked = parser.parse_args()
    if asked.english:
        english(asked.english)
    elif asked.data:
        made(asked.data, asked.most, asked.kind, asked.wrong, asked.jobs)
    else:
        written(asked.wrong)


if __name__ == "__main__":
    main()
