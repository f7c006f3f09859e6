"""District names: of districts, towns and cities below the province, a province a line of `districts.txt`. Pure."""

from functools import lru_cache
from pathlib import Path

from index.vietnamese import fold, nfc, terms

Words = tuple[str, ...]


@lru_cache(maxsize=1)
def district_names() -> tuple[dict[Words, tuple[Words, ...]], int]:
    """The names by their folded words, each as it is written, and how long the longest is."""
    names: dict[Words, tuple[Words, ...]] = {}
    for line in Path(__file__).with_name("districts.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        for name in line.partition(": ")[2].split(", "):
            exact = tuple(term.exact for term in terms(nfc(name)))
            key = tuple(map(fold, exact))
            names[key] = (*names.get(key, ()), exact)
    return names, max(map(len, names))
