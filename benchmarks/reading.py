"""How well the right sentence is read and the wrong one refused, and the fit of the reader's weights.

    python benchmarks/reading.py DATA            figures of the weights in the repository
    python benchmarks/reading.py DATA --fit      new weights fitted on the sets marked *, printed; the confidence is
                                                 that of the weights in the repository: copy, then fit again

DATA holds `gold/` and `bench/`; the questions "off topic", about anything but provinces, stand beside this file. The
fit sees the sets marked *, so their figures are a little kind; the others it never sees. "first": the share of
answerable questions whose quote bears an accepted answer of a right report; "three": one of the first three quotes
does, each made as the first and none overlapping; "sent.": one of the three best sentences alone does; "right": the
quote does and is not refused; "kept": answerable questions not refused; "refused": unanswerable ones refused. Below
each set its risk and coverage: at each confidence, the share of all questions still answered, and the share of those
answers that are wrong.
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
from assistant.question import Question, understand
from assistant.reader import read
from assistant.reading.candidates import WEIGHTS, Candidate, candidates
from assistant.reading.confidence import THRESHOLD, Signals, signals
from assistant.reading.evidence import Features
from assistant.reading.excerpt import Excerpt, widened
from index import Index, Report
from index.embedder import load
from index.reading import read as read_file


@dataclass(frozen=True, slots=True)
class Asked:
    """A set: its reports and questions, which of them (a fixed draw), and whether the fit sees them."""

    reports: str
    questions: str
    first: int
    last: int
    fitted: bool


_QUOTES = 3
# Set by hand, and held in the fit: the sets hold too few drafts.
_BY_HAND = ("decided", "draft")
# No sentence is the worse for naming the place asked about: a dozen questions that seem to say so are too few.
_NEVER_AGAINST = ("placed",)
# News about provinces is what the product reads: that set counts for as much as the three others together. Questions
# about anything else are easily half of what somebody tries first.
_SHARES = {"provincial*": 3, "off topic*": 2}
# How much large weights cost in the fit; from .001 to .03 no set moved by more than a point.
_HELD_BACK = 3e-3
_VIQUAD = ("bench/viquad2-val/reports.jsonl", "bench/viquad2-val/questions.jsonl")
_HERE = Path(__file__).resolve().parent
_MLQA = "bench/mlqa-cross/reports.jsonl"
SETS = {
    "provincial*": Asked("gold/provincial/reports.jsonl", "gold/provincial/questions.jsonl", 0, 400, True),
    "viquad2-val*": Asked(*_VIQUAD, 0, 800, True),
    "regulation-qa*": Asked(
        "bench/regulation-qa/reports.jsonl", "bench/regulation-qa/questions.jsonl", 0, 400, True
    ),
    "mlqa vi*": Asked(_MLQA, "bench/mlqa-cross/questions_vi.jsonl", 0, 600, True),
    "viquad2-val rest": Asked(*_VIQUAD, 800, 4000, False),
    "mlqa en": Asked(_MLQA, "bench/mlqa-cross/questions_en.jsonl", 0, 600, False),
    # written for this project; an absolute name stands for itself
    "off topic*": Asked("gold/provincial/reports.jsonl", f"{_HERE}/off_topic.jsonl", 0, 100, True),
    "off topic aside": Asked(
        "gold/provincial/reports.jsonl", f"{_HERE}/off_topic_aside.jsonl", 0, 100, False
    ),
}


@dataclass(frozen=True, slots=True)
class Read:
    """One question with its candidates and first quotes and whether each bears an accepted answer, and its quote."""

    question: Question
    answerable: bool
    found: list[Candidate]
    signals: Signals | None
    bears: np.ndarray
    quotes: list[bool]
    sure: float
    right: bool
    length: int


def main() -> None:
    """Read the sets, print the figures, and the fit when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    print(
        f"{'set':<18}{'asked':>6}{'first':>7}{'three':>7}{'sent.':>7}{'right':>7}{'kept':>7}{'refused':>8}{'length':>7}"
    )
    sets: dict[str, list[Read]] = {}
    for name, asked in SETS.items():
        if options.fit and not asked.fitted:
            continue
        sets[name] = list(_read(options.data, asked))
        _report(name, sets[name])
    if options.fit:
        print("weights:", Features(*(round(float(weight), 2) for weight in _weights(sets))))
        print("confidence by", *Signals._fields, "and constant:", _confidence(sets))


def _read(data: Path, asked: Asked) -> Iterator[Read]:
    """Each question of a set with its candidates, over a store of its own."""
    gold = [json.loads(line) for line in (data / asked.questions).read_text("utf-8").splitlines()]
    gold = [one for one in gold if not one.get("history")]
    random.Random(7).shuffle(gold)
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, load("")) as index:
        index.add(report for report in read_file(data / asked.reports) if isinstance(report, Report))
        assistant = Assistant(index)
        store = Store.of(assistant)
        for one in gold[asked.first : asked.last]:
            yield _one(assistant, store, one)


def _one(assistant: Assistant, store: Store, gold: Mapping[str, Any]) -> Read:
    """One question read."""
    question = understand(gold["question"])
    wanted = [gold.get("doc"), *(gold.get("docs") or ()), *(gold.get("answer_string_also_in") or ())]
    right = set[str]().union(*(store.named(name) for name in wanted if name))
    accepted = gold.get("answers") or gold.get("all_of") or []

    def bears(report_id: str, text: str) -> bool:
        """Whether a text of a right report has an accepted answer."""
        return report_id in right and any(stands(answer, text) for answer in accepted)

    hits, weight = assistant.passages(question), assistant.weight(question)
    found, kept_out = candidates(question, hits, assistant.index.report, weight)
    quote = read(question, hits, assistant.index.report, weight, threshold=0.0).excerpt
    return Read(
        question,
        bool(accepted) and gold.get("kind") != "unanswerable",
        found,
        signals(found, kept_out) if found else None,
        np.array([bears(c.evidence.report.report_id, c.evidence.text) for c in found], dtype=bool),
        [bears(one.report.report_id, one.text) for one in _quotes(found)],
        quote.confidence if quote else 0.0,
        quote is not None and bears(quote.report.report_id, quote.text),
        len(quote.text) if quote else 0,
    )


def _quotes(found: Sequence[Candidate]) -> list[Excerpt]:
    """The first three quotes, each made as an answer's is, none from within another."""
    made: list[Excerpt] = []
    for one in found:
        here = one.evidence
        if not any(
            quote.report is here.report and quote.start < here.end and here.start < quote.end
            for quote in made
        ):
            made.append(widened(one, found, 0.0))
        if len(made) == _QUOTES:
            break
    return made


def _report(name: str, reads: Sequence[Read]) -> None:
    """Print one set's figures."""
    able = [one for one in reads if one.answerable]
    kept = [one.sure >= THRESHOLD for one in reads]
    refused = [not keep for one, keep in zip(reads, kept, strict=True) if not one.answerable]
    figures = (
        [one.right for one in able],
        [any(one.quotes) for one in able],
        [one.bears[:_QUOTES].any() for one in able],
        [one.right and keep for one, keep in zip(reads, kept, strict=True) if one.answerable],
        [keep for one, keep in zip(reads, kept, strict=True) if one.answerable],
    )
    shares = [f"{np.mean(one):.3f}" if one else "-" for one in (*figures, refused)]
    print(
        f"{name:<18}{len(reads):>6}" + "".join(f"{share:>7}" for share in shares[:-1]) + f"{shares[-1]:>8}",
        end="",
    )
    print(f"{np.median([one.length for one in reads if one.length]):>7.0f}")
    steps = []
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        given = [one for one in reads if one.length and one.sure >= least]
        if given:
            wrong = np.mean([not one.right for one in given])
            steps.append(f"{least:.1f}: {len(given) / len(reads):.2f} {wrong:.2f}")
    print(f"{'':<18}coverage and risk at " + " · ".join(steps), flush=True)


def _weights(sets: Mapping[str, Sequence[Read]]) -> np.ndarray:
    """Weights by which a bearing sentence stands before the others of its question: a softmax over them.

    Those set by hand stay as they are.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # it has no types

    rows = []
    shares = {
        name: _SHARES.get(name, 1) for name, reads in sets.items() if any(one.answerable for one in reads)
    }
    for name in shares:
        usable = [one for one in sets[name] if one.answerable and one.bears.any()]
        share = shares[name] / sum(shares.values()) / len(usable)
        rows += [(np.array([c.evidence.features for c in one.found]), one.bears, share) for one in usable]
    spread = np.concatenate([features for features, _, _ in rows]).std(axis=0) + 1e-6

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """How improbable these weights make the right sentences, and which way that falls."""
        value, slope = _HELD_BACK * float(weights @ weights), 2 * _HELD_BACK * weights
        for features, bears, share in rows:
            scaled = features / spread
            odds = scaled @ weights
            odds -= odds.max()
            among = np.exp(odds) / np.exp(odds).sum()
            mine = np.where(bears, among, 0)
            value -= share * float(np.log(mine.sum() + 1e-12))
            slope += share * (among - mine / (mine.sum() + 1e-12)) @ scaled
        return value, slope

    bounds = [
        (weight * scale,) * 2 if name in _BY_HAND else (0.0 if name in _NEVER_AGAINST else None, None)
        for name, weight, scale in zip(Features._fields, WEIGHTS, spread, strict=True)
    ]
    fitted = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(fitted / spread)


def _confidence(sets: Mapping[str, Sequence[Read]]) -> list[float]:
    """The logistic fit of whether a quote bears the answer, by its signals, each set counting by its share."""
    from sklearn.linear_model import LogisticRegression

    given = [
        (one, _SHARES.get(name, 1) / len(reads))
        for name, reads in sets.items()
        for one in reads
        if one.signals
    ]
    rows = np.array([one.signals for one, _ in given])
    shares = np.array([share for _, share in given])
    model = LogisticRegression(C=10).fit(
        rows, [one.right for one, _ in given], sample_weight=shares / shares.mean()
    )
    return [round(float(number), 3) for number in (*model.coef_[0], model.intercept_[0])]


if __name__ == "__main__":
    main()
