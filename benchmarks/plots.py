"""The picture of benchmarks/README.md: quality and time of the search beside its peers, by the size of the store.

    python benchmarks/plots.py

Draws what `figures.tsv` beside this file holds: what `peers.py --into` wrote, and lines of the same form with what
`store.py` printed. It needs matplotlib, which nothing else does and which is installed beside the project for it.
"""

# mypy: disable-error-code="import-not-found,import-untyped"
# matplotlib is installed for this picture alone

import csv
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

HERE = Path(__file__).parent
# What is drawn of each search, and whether its scale goes by tens.
MEASURES = {"hit@1": False, "of one core": True}
TITLES = {"hit@1": "right report first", "of one core": "ms of one core a question"}


def draw(axes: Axes, lines: Sequence[dict[str, str]], measure: str) -> None:
    """A line for each search, a point for each size at which it was measured."""
    for name in dict.fromkeys(line["search"] for line in lines):
        own = [line for line in lines if line["search"] == name and line[measure]]
        points = sorted((int(line["passages"]), float(line[measure])) for line in own)
        axes.plot([size for size, _ in points], [value for _, value in points], marker="o", label=name)
    sizes = sorted({int(line["passages"]) for line in lines})
    axes.set_xscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_xlim(sizes[0] / 1.5, sizes[-1] * 1.5)
    if MEASURES[measure]:
        axes.set_yscale("log")
    else:
        axes.set_ylim(0, 1)
    axes.set_xlabel("passages in the store")
    axes.set_title(TITLES[measure], fontsize=10)
    axes.grid(alpha=0.3)


def main() -> None:
    """Draw both measures side by side."""
    matplotlib.use("Agg")
    with (HERE / "figures.tsv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    picture, both = plt.subplots(1, len(MEASURES), figsize=(10, 3.6))
    for axes, measure in zip(both, MEASURES, strict=True):
        draw(axes, lines, measure)
    both[-1].legend(fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
    picture.tight_layout()
    picture.savefig(HERE / "search.png", dpi=90, metadata={"Software": None})


if __name__ == "__main__":
    main()
