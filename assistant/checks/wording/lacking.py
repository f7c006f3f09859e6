"""Faults of wording: a sentence too few of whose words stand in the quote, or single words that weigh. Pure."""

from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.language.rendered import support
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import BODIES, covered
from assistant.checks.wording.contrasts import contrasted, grouped
from assistant.checks.wording.equivalents import (
    expanded,
    forms_of,
    other_wordings,
    said_otherwise,
    with_province,
)
from assistant.checks.wording.orders import order_of
from assistant.checks.wording.qualifiers import qualified
from assistant.checks.wording.substitutes import substituted
from assistant.checks.wording.words import STOPS, foldings, is_light, naming, saying, spellings
from assistant.stated.parsed import Parsed, Word
from index.vietnamese import canonical

# Share of a sentence's words that say something that must stand in the quote or its title.
_ENOUGH = 0.6
# How many words of weight the title may always lend; more of them only as many as the quote itself has.
_ENTITLED = 2
# The same of the words of an English sentence that the glossary knows; the quote may use words it does not
# know.
_RENDERED = 0.25
# How many such words must be found where an English sentence states nothing exact.
_SHOWN = 3
# How many other words than these, that name no thing and no deed of their own, a quote may lack of a sentence.
_STRANGE = 1
# How many capitals are a name for short.
_SHORT_NAME = 3
# From how many words on that is so of a sentence without a figure, date or document, too.
_LONG = 12


def unsupported(pair: Pair) -> Iterator[Fault]:
    """The sentence as a whole where the quote has too few of its words, and single words that the quote
    contrasts.
    """
    sentence = pair.sentence
    exact = bool(sentence.numbers or sentence.moments or sentence.documents)
    said = saying(sentence, pair.bare)
    if pair.foreign:
        borne, known = support(pair) if sentence.language == "en" else (0, 0)
        named = sum(
            1
            for word in sentence.words
            if word.capital and word.start and word.folded in foldings(pair.quote)
        )
        if (not exact and borne < _SHOWN) or borne + named < known * _RENDERED:
            yield fault("unsupported", sentence.text)
        return
    if not said:
        if not exact:
            yield fault("unsupported", sentence.text)
        return
    missing, entitled = _missing(pair, said)
    of_names = covered(sentence, pair.bare) if missing or entitled else frozenset()
    weighty = naming(sentence, pair.bare)
    strange = [word for word in missing if word.start in weighty and word.start not in of_names]
    # where none is of weight, the light ones must do
    heavy = (weighty or frozenset(() if exact else (word.start for word in said))) - of_names
    lacking = [word for word in missing if word.start in heavy]
    if (given := entitled & heavy) and len(given) > max(_ENTITLED, len(heavy) - len(lacking) - len(given)):
        yield fault("unsupported", " ".join(word.raw for word in said if word.start in given))
    if (
        (len(heavy) - len(lacking)) < _ENOUGH * len(heavy)
        or len(strange) > (_STRANGE if exact else _STRANGE * (len(said) >= _LONG))
        or any(_by_figure(pair, word) or _named(pair, word) for word in strange)
        or substituted(pair, [word for word in missing if word.start not in of_names])
    ):
        yield fault("unsupported", " ".join(word.raw for word in missing))
    yield from overstated(pair)


def _missing(pair: Pair, said: Sequence[Word]) -> tuple[list[Word], set[int]]:
    """The words that neither quote, title nor province has in any form, and where those of the title alone stand."""
    sentence = pair.sentence
    entitled: set[int] = set()
    if not pair.bare and not pair.quote.bare:
        # "bãi bỏ" is not borne by "cán bộ"
        spelt = spellings(pair.quote)
        if missing := [word for word in said if word.exact not in spelt]:
            title = spellings(pair.title)
            entitled = {word.start for word in missing if word.exact in title}
            spelt = title.union(map(canonical, pair.province.split()))
            missing = [word for word in missing if word.exact not in spelt]
    else:
        stated = with_province(pair)
        missing = [word for word in said if word.folded not in stated]
        title = foldings(pair.title) - foldings(pair.quote)
        entitled = {word.start for word in said if word.folded in title}
    if missing and (other := other_wordings(pair.quote)):
        missing = [word for word in missing if word.folded not in other]
    other_forms = forms_of(sentence) if missing else {}
    if other_forms and not other_forms.keys().isdisjoint([word.folded for word in missing]):
        there = with_province(pair) | other_wordings(pair.quote)
        missing = [
            word for word in missing if not any(map(there.issuperset, other_forms.get(word.folded, ())))
        ]
    return [word for word in missing if not said_otherwise(pair, word)], entitled


def overstated(pair: Pair) -> Iterator[Fault]:
    """Single words that the quote contrasts, or that make more of what it says."""
    yield from contrasted(pair)
    yield from qualified(pair)


def lent(pair: Pair, others: Sequence[Parsed]) -> bool:
    """Whether the sentence has a word that names a thing or deed, and the quote has it not, but one of the `others`."""
    there = with_province(pair) | other_wordings(pair.quote)
    heavy = naming(pair.sentence, pair.bare)
    strange = [word for word in pair.sentence.words if word.start in heavy and word.folded not in there]
    return any(
        word.folded in foldings(other) and not expanded(pair, word) for word in strange for other in others
    )


def known(quote: Parsed) -> None:
    """Find the words of a quote, as every sentence is held against them, and what parts them."""
    order_of(quote)
    spellings(quote)
    other_wordings(quote)
    grouped(quote)
    foldings(quote)
    _ = quote.lower, quote.cells


def _named(pair: Pair, word: Word) -> bool:
    """Whether a word is written as part of a body's name, the "Tài" of "Sở Tài chính", or is one for short: "UBND"."""
    if word.raw.isupper() and len(word.raw) >= _SHORT_NAME and not pair.sentence.text.isupper():
        return not _initials(pair.quote, word.folded) and not _initials(pair.title, word.folded)
    before = pair.sentence.before(word.start, 1)
    return bool(before) and not pair.bare and word.capital and before[0].exact in BODIES


def _initials(parsed: Parsed, letters: str) -> bool:
    """Whether words in a row of a text begin with some letters: "cảnh sát giao thông" of "csgt"."""
    return letters in "".join(word.folded[0] for word in parsed.words)


def _by_figure(pair: Pair, word: Word) -> bool:
    """Whether a word is the nearest one that says something beside a figure: "mất 45 dự án", "45 dự án ODA"."""
    first, last = pair.sentence.cell(word.start)
    for number in pair.sentence.numbers:
        if not first <= number.start < last or number.kind == "label":
            continue
        left, right = (word.end, number.start), (number.end, word.start)
        start, end = left if word.start < number.start else right
        between = [
            other
            for other in pair.sentence.within(start, end)
            if other.folded not in STOPS and not is_light(pair, other)
        ]
        if len(between) < (1 if word.start < number.start else 2):
            return True
    return False
