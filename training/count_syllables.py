"""Count how often official texts use each Vietnamese syllable: what legacy encodings are told apart by.

    python training/count_syllables.py DATA/corpora/phapdien.jsonl.gz

Writes index/encodings/syllables.txt: on each line the natural logarithm of a frequency, a tab, and the
syllables that have it. The source is the codified law of Vietnam (official text, not under copyright).
"""

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from index.encodings.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
# A syllable seen less often is as likely a slip of the pen.
_LEAST = 5


def main() -> None:
    """Count and write."""
    source = Path(sys.argv[1])
    target = Path(__file__).resolve().parent.parent / "index" / "encodings" / "syllables.txt"
    counts: Counter[str] = Counter()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_WORD.findall(unicodedata.normalize("NFC", json.loads(line)["text"]).lower()))
    total = counts.total()
    levels: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= _LEAST and is_syllable(word):
            levels[round(math.log(count / total))].append(word)
    body = "".join(
        f"{level}\t{' '.join(sorted(words))}\n" for level, words in sorted(levels.items(), reverse=True)
    )
    target.write_text(f"# made by training/{Path(__file__).name}\n{body}", "utf-8")
    print(f"{sum(map(len, levels.values()))} syllables of {total} words")


if __name__ == "__main__":
    main()
