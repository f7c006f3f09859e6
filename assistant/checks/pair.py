"""Pair: a sentence and the quote it cites, both taken apart, with what the quote's report adds. Pure."""

from collections.abc import Hashable, Iterator

from assistant.answer import Fault
from assistant.stated.cues import Cue, cues
from assistant.stated.kept import Once
from assistant.stated.parsed import Parsed, Word
from index.vietnamese import fold


class Pair:
    """What is checked against what, with what is found in both together (`stated/kept.py`).

    `title` is the title of the quote's report taken apart, `province` its province or "".
    """

    def __init__(self, sentence: Parsed, quote: Parsed, title: Parsed, province: str) -> None:
        self.sentence = sentence
        self.quote = quote
        self.title = title
        self.province = province
        self.facts: dict[Hashable, object] = {}

    @Once
    def our_cues(self) -> tuple[Cue, ...]:
        """The sentence's cues."""
        return cues(self.sentence)

    @Once
    def their_cues(self) -> tuple[Cue, ...]:
        """The quote's cues."""
        return cues(self.quote)

    @Once
    def foreign(self) -> bool:
        """Whether sentence and quote are in different languages, so that words cannot be compared."""
        return self.sentence.language != self.quote.language

    @Once
    def bare(self) -> bool:
        """Whether the sentence writes Vietnamese names without accents, so that they are compared without."""
        return self.sentence.bare or self.sentence.language == "en"

    def spelling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Canonical words as names are compared for this pair."""
        return tuple(map(fold, words)) if self.bare else words

    def spelt(self, word: Word) -> str:
        """A word of quote or title as names are compared for this pair."""
        return word.folded if self.bare else word.exact


def fault(kind: str, in_sentence: str, in_quote: str | None = None) -> Fault:
    """A fault with its two texts trimmed to what a reader can take in."""
    return Fault(
        kind, " ".join(in_sentence.split())[:200], " ".join(in_quote.split())[:200] if in_quote else None
    )


def first(texts: Iterator[str]) -> str | None:
    """The first of some texts, if any."""
    return next(texts, None)
