"""How well the right sentence is read, and the fit of the reader's weights.

    python benchmarks/reading.py DATA            figures of the weights in assistant/reader.py
    python benchmarks/reading.py DATA --fit      a logistic fit on the same sets, printed beside them

DATA holds `gold/` and `bench/`. The sets are development sets: the fit sees them, so its figures are a little
kind. "first" and "three": the share of answerable questions whose first, or one of first three, sentences bears
an accepted answer of a right report. "refused" and "kept": unanswerable questions refused, and answerable ones not
refused, at the reader's threshold.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.evaluate import Store, stands
from assistant.evidence import Features
from assistant.question import understand
from assistant.reader import CONSTANT, THRESHOLD, WEIGHTS, candidates
from index import Index, Report
from index.embedder import load
from index.reading import read

# Each set: its reports, its questions, and how many of them (a fixed draw) to ask.
SETS = {
    "provincial": ("gold/provincial/reports.jsonl", "gold/provincial/questions.jsonl", 200),
    "viquad2-val": ("bench/viquad2-val/reports.jsonl", "bench/viquad2-val/questions.jsonl", 800),
    "regulation-qa": ("bench/regulation-qa/reports.jsonl", "bench/regulation-qa/questions.jsonl", 300),
}


@dataclass(frozen=True, slots=True)
class Read:
    """One question's candidates: a row of features each, and whether it bears an accepted answer."""

    answerable: bool
    features: np.ndarray
    bears: np.ndarray


def main() -> None:
    """Read the sets, print the figures, and the fit when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    sets = {name: list(_read(options.data, *where)) for name, where in SETS.items()}
    print(f"{'set':<14} {'questions':>9} {'first':>6} {'three':>6} {'refused':>8} {'kept':>6}")
    for name, reads in sets.items():
        _report(name, reads, np.array(WEIGHTS), CONSTANT)
    if options.fit:
        weights, constant = _fit([one for reads in sets.values() for one in reads], sets)
        print("fit:", Features(*(round(float(w), 2) for w in weights)), f"constant {constant:.2f}")
        for name, reads in sets.items():
            _report(f"{name} (fit)", reads, weights, constant)


def _read(data: Path, reports: str, questions: str, most: int) -> Iterator[Read]:
    """Each question of a set with its candidates, over a store of its own."""
    gold = [json.loads(line) for line in (data / questions).read_text("utf-8").splitlines()]
    gold = [one for one in gold if not one.get("history")]
    random.Random(7).shuffle(gold)
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, load("")) as index:
        index.add(report for report in read(data / reports) if isinstance(report, Report))
        assistant = Assistant(index)
        store = Store.of(assistant)
        for one in gold[:most]:
            yield _candidates(assistant, store, one)


def _candidates(assistant: Assistant, store: Store, gold: Mapping[str, Any]) -> Read:
    """One question's candidates."""
    question = understand(gold["question"])
    wanted = [gold.get("doc"), *(gold.get("docs") or ()), *(gold.get("answer_string_also_in") or ())]
    right = set[str]().union(*(store.named(name) for name in wanted if name))
    accepted = gold.get("answers") or gold.get("all_of") or []
    hits = assistant.passages(question)
    found, _ = candidates(question, hits, assistant.index.report, assistant.weight(question))
    bears = [
        one.evidence.report.report_id in right and any(stands(text, one.evidence.text) for text in accepted)
        for one in found
    ]
    rows = np.array([one.evidence.features for one in found]).reshape(-1, len(Features._fields))
    return Read(bool(accepted) and gold.get("kind") != "unanswerable", rows, np.array(bears, dtype=bool))


def _report(name: str, reads: Sequence[Read], weights: np.ndarray, constant: float) -> None:
    """Print one set's figures."""
    first, three, refused, kept = [], [], [], []
    for one in reads:
        odds = one.features @ weights + constant
        order = np.argsort(-odds, kind="stable")
        answered = bool(len(order)) and 1 / (1 + np.exp(-odds[order[0]])) >= THRESHOLD
        if one.answerable:
            first.append(bool(one.bears[order[:1]].any()))
            three.append(bool(one.bears[order[:3]].any()))
            kept.append(answered)
        else:
            refused.append(not answered)
    shares = (np.mean(share) if share else float("nan") for share in (first, three, refused, kept))
    print(f"{name:<20} {len(reads):>4} " + " ".join(f"{share:>7.3f}" for share in shares))


def _fit(reads: Sequence[Read], sets: Mapping[str, Sequence[Read]]) -> tuple[np.ndarray, float]:
    """Logistic weights over all candidates, each set counting alike."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([one.features for one in reads])
    bears = np.concatenate([one.bears for one in reads])
    weight = np.concatenate(
        [np.full(sum(len(one.bears) for one in some), 1 / len(some)) for some in sets.values()]
    )
    model = LogisticRegression(max_iter=3000).fit(rows, bears, sample_weight=weight / weight.mean())
    return model.coef_[0], float(model.intercept_[0])


if __name__ == "__main__":
    main()
