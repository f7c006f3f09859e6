"""Count in how many passages of official text each word stands: the background for weighing words in a small store.

    python training/count_words.py DATA/corpora/phapdien.jsonl.gz

Writes assistant/reading/background.tsv: a folded word, a tab, and in how many of a thousand passages of about 700
characters it stands. The source is the codified law of Vietnam (official text, not under copyright). Rare words are
left out: a word that is not listed counts as standing in none.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.vietnamese import sentences, terms

_ENOUGH = 700
# Words in fewer passages than this say nothing that "not listed" does not.
_LEAST = 0.0005


def passages(path: Path) -> Iterator[str]:
    """Stretches of whole sentences of about 700 characters."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            held, size = [], 0
            for start, end in sentences(text):
                held.append(text[start:end])
                size += end - start
                if size >= _ENOUGH:
                    yield " ".join(held)
                    held, size = [], 0
            if held:
                yield " ".join(held)


def main() -> None:
    """Count and write."""
    seen: Counter[str] = Counter()
    total = 0
    for passage in passages(Path(sys.argv[1])):
        total += 1
        seen.update({term.folded for term in terms(passage)})
    kept = sorted((word, count) for word, count in seen.items() if count / total >= _LEAST and word.isalpha())
    target = Path(__file__).resolve().parent.parent / "assistant" / "reading" / "background.tsv"
    target.write_text("".join(f"{word}\t{count * 1000 / total:.2f}\n" for word, count in kept), "utf-8")
    sys.stderr.write(f"{total} passages, {len(kept)} words -> {target.name}\n")


if __name__ == "__main__":
    main()
