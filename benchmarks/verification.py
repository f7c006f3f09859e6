"""Prints how many false claims the verifier lets pass and how many true ones it turns down, by kind.

`python benchmarks/verification.py` measures the claims of tests/claims, those that were tuned on and those kept aside.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.verify import Reported, faults  # noqa: E402  the project is run from its own folder

CLAIMS = ROOT / "tests" / "claims"


class Example(NamedTuple):
    """A claim whose truth is known; `kind` is "" for a true one."""

    kind: str
    sentence: str
    quote: str
    report: Reported


def examples(path: Path) -> Iterator[Example]:
    """The claims of a file in the notation that its first lines explain."""
    quote, report = "", Reported()
    for line in path.read_text("utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            quote, report = text, Reported()
        elif mark == "@":
            report = Reported(*(part.strip() or None for part in text.split("|")))
        elif mark == "+":
            yield Example("", text, quote, report)
        elif mark == "-":
            kind, _, sentence = text.partition(": ")
            yield Example(kind, sentence, quote, report)


def main() -> None:
    """Print the table; with --wrong, the claims judged wrongly too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print the claims that are judged wrongly")
    wrong = parser.parse_args().wrong
    for name in ("tuned", "aside"):
        seen: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for example in examples(CLAIMS / f"{name}.txt"):
            found = faults(example.sentence, example.quote, example.report)
            seen[example.kind] += 1
            missed[example.kind] += bool(found) != bool(example.kind)
            named[example.kind] += any(fault.kind == example.kind for fault in found)
            if wrong and bool(found) != bool(example.kind):
                print(f"{example.kind or 'true'}: {example.sentence}\n    {example.quote}\n    {found}")  # noqa: T201
        print(f"{name}: {seen['']} true claims, {missed['']} turned down")  # noqa: T201  a benchmark prints
        for kind in sorted(filter(None, seen)):
            print(f"  {kind:16} {seen[kind]:4} false, {missed[kind]} let pass, {named[kind]} under that name")  # noqa: T201


if __name__ == "__main__":
    main()
