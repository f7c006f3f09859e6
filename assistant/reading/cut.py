"""Cut: a found passage in sentences, each with its words. Pure."""

from dataclasses import dataclass

from assistant.reading.overlap import Words, words
from index import Hit
from index.report import Report
from index.vietnamese import sentences


@dataclass(frozen=True, slots=True)
class Cut:
    """A found passage cut in sentences: their spans in the report's text, and their words."""

    report: Report
    hit: Hit
    spans: tuple[tuple[int, int], ...]
    words: tuple[Words, ...]

    @classmethod
    def of(cls, report: Report, hit: Hit) -> "Cut":
        """The passage's sentences."""
        spans = tuple(sentences(report.text, hit.start, hit.end))
        return cls(report, hit, spans, tuple(words(report.text[start:end]) for start, end in spans))
