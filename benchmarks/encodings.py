"""Prints how exactly legacy Vietnamese encodings are undone, and how often Unicode text is taken for one.

`python benchmarks/encodings.py DATA` reads DATA/corpora/*.jsonl.gz. 500 sentences are written in each
encoding and read back: as a file's bytes; as pasted text, alone, as a line of Unicode text and inside one.
Then every report of the corpora is repaired, which may change only what is legacy in them, and timed.
"""

import argparse
import gzip
import json
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

# the project is run from its own folder
from legacy import LETTERS, shown, write

from index.encodings import Encoding, decode, repair
from index.vietnamese import sentences

SENTENCES = 500
# A sentence is asked for at least so many letters that ASCII lacks: there is nothing to tell in fewer.
ACCENTED = 4
# Typographic quotes and dashes stand in the font of Unicode text, not in the encoding.
PLAIN = str.maketrans("“”‘’–—…", "\"\"''--.")
VIETNAMESE = frozenset(LETTERS)


def texts(path: Path) -> Iterator[str]:
    """The reports' texts of a .jsonl.gz, composed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield unicodedata.normalize("NFC", json.loads(line)["text"])


def sample(paths: list[Path], seed: int) -> list[str]:
    """Sentences drawn from all the corpora alike, none twice."""
    draw = random.Random(seed)
    found: list[str] = []
    for path in paths:
        pool: set[str] = set()
        for number, text in enumerate(texts(path)):
            if number % 20 == seed % 20:
                pool |= {" ".join(text[start:end].translate(PLAIN).split()) for start, end in sentences(text)}
        usable = sorted(filter(_is_usable, pool))
        found += draw.sample(usable, 2 * SENTENCES)
    draw.shuffle(found)
    return found


def _is_usable(text: str) -> bool:
    """Whether the sentence holds accents enough, and nothing but Vietnamese letters and plain signs."""
    accented = [char for char in text if not char.isascii()]
    return len(accented) >= ACCENTED and VIETNAMESE.issuperset(accented)


def small(text: str) -> str:
    """TCVN3 as most converters write it: a capital with a tone is the small letter's code."""
    kept = {letter: letter for letter in "ĂÂÊÔƠƯĐ"}
    return write(
        "".join(char if char in kept or char.isascii() else char.lower() for char in text), Encoding.TCVN3
    )


def unescaped(text: str) -> str:
    """VIQR as people type it: no backslashes."""
    return "".join(write(char, Encoding.VIQR) for char in text)


def exactness(name: str, encoding: Encoding, write: Callable[[str], str], pool: list[str], show: int) -> None:
    """Print how many of 500 sentences come back, a figure for each way that they reach us."""
    chosen, around = pool[:SENTENCES], pool[-2 * SENTENCES :]
    # VN1 is found in files alone: what Windows-1252 shows of it is too seldom seen
    ways = ("bytes",) if encoding is Encoding.VN1 else ("bytes", "alone", "line", "inside")
    right = dict.fromkeys(ways, 0)
    wrong: list[str] = []
    for number, text in enumerate(chosen):
        before, after = around[2 * number], around[2 * number + 1]
        legacy = write(text)
        seen = shown(legacy)
        got = decode(legacy.encode("latin-1"))
        tries: dict[str, tuple[str, str]] = {
            "bytes": (got.text if got else "", text),
            "alone": (repair(seen).text, text),
            "line": (repair(f"{before}\n{seen}\n{after}").text, f"{before}\n{text}\n{after}"),
            "inside": (repair(f"{before} {seen} {after}").text, f"{before} {text} {after}"),
        }
        for way in ways:
            found, wanted = tries[way]
            right[way] += found == wanted
            if found != wanted:
                wrong.append(f"  {way}: {difference(wanted, found)}")
    figures = ", ".join(f"{way} {count}" for way, count in right.items())
    print(f"{name}: {len(chosen)} sentences; exact: {figures}")
    print("\n".join(wrong[:show]), end="\n" if wrong and show else "")


def difference(wanted: str, found: str) -> str:
    """Where the two part, with a few words around."""
    at = next((place for place, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), 0)
    start = max(0, at - 30)
    return f"{wanted[start : at + 30]!r} became {found[start : at + 30]!r}"


def changes(path: Path) -> None:
    """Print which reports are changed, with the words that were and are, and the speed."""
    count = size = 0
    spent = 0.0
    changed = []
    for text in texts(path):
        count += 1
        size += len(text.encode())
        start = time.process_time()
        repaired = repair(text)
        spent += time.process_time() - start
        if repaired.encoding:
            changed.append((repaired, text))
    print(f"{path.name}: {count} reports, {len(changed)} changed; {size / 1e6 / spent:.0f} MB/s of a core")
    for repaired, text in changed[:20]:
        start, end = repaired.spans[0]
        print(f"  {repaired.encoding}: {text[max(0, start - 20) : start + 40]!r}")
        print(f"    became {repaired.text[start:end][:40]!r}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds corpora/")
    parser.add_argument("--seed", type=int, default=1, help="which sentences are drawn")
    parser.add_argument("--show", type=int, default=0, help="how many faults to print each")
    parser.add_argument("--exactness", action="store_true", help="only the sentences, not the corpora")
    asked = parser.parse_args()
    paths = sorted((asked.data / "corpora").glob("*.jsonl.gz"))
    pool = sample(paths, asked.seed)
    for encoding in Encoding:
        if encoding not in (Encoding.TCVN3_CAPITALS, Encoding.MISREAD_UTF8):
            exactness(encoding.value, encoding, partial(write, encoding=encoding), pool, asked.show)
    exactness("TCVN3 with small letters for capitals", Encoding.TCVN3, small, pool, asked.show)
    exactness("VIQR without backslashes", Encoding.VIQR, unescaped, pool, asked.show)
    for path in paths if not asked.exactness else ():
        changes(path)


if __name__ == "__main__":
    main()
