"""Rendered: an English sentence in the Vietnamese words that its quote uses for the same things. Pure."""

from collections.abc import Iterator

from assistant.checks.pair import Pair
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from index.glossary import translations
from index.vietnamese import fold

# Renderings this short are found in any text ("có", "đi"), and show nothing.
_SHORT = 2


def rendered(pair: Pair) -> Parsed:
    """The sentence with each word that the glossary knows in the wording that the quote has; others as they
    are.

    A sentence in the quote's own language comes back as it is.
    """
    return _rendered(pair)[0] if pair.sentence.language == "en" and pair.foreign else pair.sentence


def support(pair: Pair) -> tuple[int, int]:
    """How many of an English sentence's words and phrases the quote has a rendering of, and how many are
    known.
    """
    return _rendered(pair)[1]


def _halves(option: str) -> Iterator[str]:
    """A rendering and, where it has four words and more, its first and last two: "doanh thu xuất khẩu",
    "xuất khẩu".
    """
    words = option.split()
    yield option
    if len(words) > 3:
        yield " ".join(words[-2:])
        yield " ".join(words[:2])


@remembered
def _rendered(pair: Pair) -> tuple[Parsed, tuple[int, int]]:
    """The rendered sentence, and its support."""
    sentence = pair.sentence
    text = " " + " ".join(word.folded for word in pair.quote.words) + " "
    found: list[Word] = []
    borne = known = at = 0
    for each in translations([word.folded for word in sentence.words]):
        options = [
            option
            for rendering in each.renderings
            if len(option := fold(rendering)) > _SHORT or " " in option
        ]
        first = sentence.words[each.first]
        found += sentence.words[at : each.first]
        at = each.last
        if first.capital and first.start:
            found += sentence.words[each.first : each.last]  # a name, or part of one
            continue
        chosen = next((part for option in options for part in _halves(option) if f" {part} " in text), "")
        known += bool(options)
        borne += bool(chosen)
        end = sentence.words[each.last - 1].end
        found += [Word(first.start, end, part, part, part) for part in chosen.split()]
    found += sentence.words[at:]
    return sentence.reworded(tuple(found)), (borne, known)
