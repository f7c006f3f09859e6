"""The sample reports: a dozen short texts of the project's own, each with its note and its public sources."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
LISTED = (SAMPLES / "README.md").read_text(encoding="utf-8")
NOTE = "Văn bản mẫu của Trích"
# As many words in a row as two writers of one fact hardly share by chance.
RUN = 8


def samples() -> dict[str, str]:
    """Read each sample as it stands, by file name, those of a .jsonl by their `id`."""
    raw: dict[str, str] = {}
    for path in sorted(SAMPLES.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            raw |= {json.loads(line)["id"]: line for line in text.splitlines()}
        elif path.name != "README.md":
            raw[path.name] = text
    return raw


def words(raw: str) -> list[str]:
    """Give the words a reader sees: no tags, no front matter, no field but `text`."""
    if raw.startswith("{"):
        raw = json.loads(raw)["text"]
    raw = re.sub(r"\A---\n.*?\n---\n|<style.*?</style>|<[^>]+>", " ", raw, flags=re.DOTALL)
    return raw.split()


def runs(text: str) -> set[tuple[str, ...]]:
    """Give every run of `RUN` words, punctuation and case aside."""
    plain = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return {tuple(plain[at : at + RUN]) for at in range(len(plain) - RUN + 1)}


def test_there_are_a_dozen_in_the_formats_that_are_read() -> None:
    """Twelve samples, and each plain format among them."""
    assert len(samples()) == 12
    assert {".txt", ".md", ".html", ".jsonl"} <= {path.suffix for path in SAMPLES.iterdir()}


@pytest.mark.parametrize("name", samples())
def test_each_is_short_and_says_what_it_is(name: str) -> None:
    """A sample has 120 to 350 words, composed letters and the note that the project wrote it."""
    raw = samples()[name]
    assert 120 <= len(words(raw)) <= 350
    assert unicodedata.is_normalized("NFC", raw)
    assert NOTE in raw


def test_each_is_listed_with_its_public_sources() -> None:
    """samples/README.md has a row for each sample, and no row without a sample."""
    rows = re.findall(r"^\| `[^`]+`(?: `[^`]+`)? \|", LISTED, re.MULTILINE)
    assert {row.split("`")[-2] for row in rows} == set(samples())


def test_the_theme_of_2023_stands_beside_its_draft() -> None:
    """The decision and the draft it replaced are both in one sample, told apart."""
    text = " ".join(words(samples()["thanh-hoa-chu-de-nam-2023.md"]))
    decided = text.index("kịp thời giải quyết các khó khăn")
    drafted = text.index("tập trung giải quyết, tháo gỡ các khó khăn")
    assert "dự thảo" in text[:drafted]
    assert "đồng ý" in text[drafted:decided]


def test_nothing_is_copied_from_the_reports_at_hand(shared: Path) -> None:
    """Outside quotation marks no sample shares a run of eight words with a real report."""
    real = set().union(*(runs(path.read_text(encoding="utf-8")) for path in (shared / "seeds").glob("*.txt")))
    assert real
    for name, raw in samples().items():
        own = re.sub(r"“[^”]*”", " | ".join(["0"] * RUN), " ".join(words(raw)))
        assert not runs(own) & real, name
