"""How well an embedding alone ranks passages: hit@1, hit@5, MRR@10 on the public question sets.

    python benchmarks/embedding.py DATA [--model NAME]

DATA holds `bench/SET/questions*.jsonl` ({"question", "doc", "answers"}; those without answers are left out)
and `bench/SET/reports.jsonl` ({"id", "title", "text"}).
A report is cut into windows of a few sentences; it ranks by its best window. Exact cosine, no index between.
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from index.embedder import Embedder, load
from index.vietnamese import fold

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?\n]+|$)")


def read(file: Path) -> list[dict[str, Any]]:
    """The file's JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def windows(text: str, length: int = 500) -> list[str]:
    """Whole sentences on end, about `length` characters."""
    made: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if made and len(made[-1]) + len(sentence) <= length:
            made[-1] += sentence
        else:
            made.append(sentence)
    return made or [text]


def ranks(embedder: Embedder, reports: list[dict[str, Any]], questions: list[dict[str, Any]]) -> np.ndarray:
    """The rank, from 1, of each question's report."""
    cut = [[f"{r['title']} {w}".strip() for w in windows(r["text"])] for r in reports]
    owner = np.repeat(np.arange(len(reports)), [len(c) for c in cut])
    passages = embedder.embed_passages([w for c in cut for w in c])
    asked = embedder.embed_queries([q["question"] for q in questions])
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    scores = np.maximum.reduceat(asked @ passages.T, starts, axis=1)
    place = {r["id"]: n for n, r in enumerate(reports)}
    right = scores[np.arange(len(questions)), [place[q["doc"]] for q in questions]]
    return np.asarray((scores > right[:, None]).sum(axis=1) + 1)


def main() -> None:
    """Print one line per question file: as written, and typed without accents."""
    parser = argparse.ArgumentParser(description="Rank passages with an embedding alone.")
    parser.add_argument("data", type=Path, help="folder that holds bench/")
    parser.add_argument("--model", default="", help="empty: the bundled one")
    options = parser.parse_args()
    started = time.perf_counter()
    embedder = load(options.model)
    seconds = time.perf_counter() - started
    print(f"{embedder.name}, {embedder.dimension} dimensions, loaded in {seconds:.2f} s")
    print("| set | hit@1 | hit@5 | MRR@10 | hit@1 without accents |\n|---|---|---|---|---|")
    for file in sorted((options.data / "bench").glob("*/questions*.jsonl")):
        reports = read(file.parent / "reports.jsonl")
        questions = [q for q in read(file) if q.get("answers")]
        rank = ranks(embedder, reports, questions)
        bare = ranks(embedder, reports, [q | {"question": fold(q["question"])} for q in questions])
        name = f"{file.parent.name}/{file.stem} ({len(questions)})"
        mrr = np.where(rank <= 10, 1 / rank, 0).mean()
        figures = ((rank == 1).mean(), (rank <= 5).mean(), mrr, (bare == 1).mean())
        print(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


if __name__ == "__main__":
    main()
