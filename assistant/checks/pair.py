"""Pair: a sentence and the quote it cites, both taken apart, with what the quote's report adds. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Fault
from assistant.stated.cues import Cue, cues
from assistant.stated.parsed import Parsed, Word
from index.vietnamese import fold


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """What is checked against what, with the cues of both.

    `title` is the title of the quote's report taken apart, `province` its province or "".
    """

    sentence: Parsed
    quote: Parsed
    title: Parsed
    province: str
    our_cues: tuple[Cue, ...]
    their_cues: tuple[Cue, ...]

    @property
    def foreign(self) -> bool:
        """Whether sentence and quote are in different languages, so that words cannot be compared."""
        return self.sentence.language != self.quote.language

    @property
    def bare(self) -> bool:
        """Whether the sentence writes Vietnamese names without accents, so that they are compared without."""
        return self.sentence.bare or self.sentence.language == "en"

    def spelling(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Canonical words as names are compared for this pair."""
        return tuple(map(fold, words)) if self.bare else words

    def spelt(self, word: Word) -> str:
        """A word of quote or title as names are compared for this pair."""
        return word.folded if self.bare else word.exact


def pair(sentence: Parsed, quote: Parsed, title: Parsed, province: str) -> Pair:
    """The pair, its cues found."""
    return Pair(sentence, quote, title, province, cues(sentence), cues(quote))


def fault(kind: str, in_sentence: str, in_quote: str | None = None) -> Fault:
    """A fault with its two texts trimmed to what a reader can take in."""
    return Fault(
        kind, " ".join(in_sentence.split())[:200], " ".join(in_quote.split())[:200] if in_quote else None
    )


def first(texts: Iterator[str]) -> str | None:
    """The first of some texts, if any."""
    return next(texts, None)
