"""Ownership: whose a statement is where only the report says so, and faults of what the quote tells of another. Pure.

A report lends its province and the places of its title to a quote that leaves them out. They stand in the place of
nobody that the quote names: "Nam Định xuất khẩu 4,2 triệu tấn gạo" of "Cả nước xuất khẩu 4,2 triệu tấn gạo".
"""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import mentioned, named_in
from assistant.checks.who.portions import bearer
from assistant.checks.wording.words import spelling
from assistant.stated.names import Name
from assistant.stated.parsed import Parsed, standing
from assistant.stated.spotted import Spotted
from index import places
from index.vietnamese import UPPER, canonical, fold

# How many words may stand before the name that a sentence without figures is about.
_OPENS = 6
# A province that a text tells of without its name, as it does of its own.
OWN = Spotted(
    "tỉnh|thành phố|địa phương",
    r"(?<!các )(?<!những )(?<!nhiều )(?<!hai )(?<!liên )(?<!ngoại )(?<!\w)(?:tỉnh|thành phố|địa phương)"
    rf"(?! (?:bạn|này|khác|lân cận|(?-i:[{UPPER}])))(?!\w)",
)
# What is wider than any province, but for what is set beside it, and how English says so.
_WIDE = Spotted(
    "cả nước|toàn quốc|cả vùng|toàn vùng|thế giới|toàn cầu|việt nam",
    r"(?<!so với )(?<!nhất )(?<!của )(?<!\w)(?:cả nước|toàn quốc|cả vùng|toàn vùng|thế giới|toàn cầu|việt nam)(?!\w)",
)
_ENGLISH_WIDE = frozenset(
    ("country", "countrywide", "nation", "nationwide", "national", "vietnam", "region", "world", "global")
)
# What English calls a place of a level by, and what of a Vietnamese text is one.
_COUNTRY = Spotted("cả nước|nước|toàn quốc|quốc gia|việt nam")
_LEVELS = {
    "district": Spotted("huyện|quận|thị xã"),
    "commune": Spotted("xã"),
    "ward": Spotted("phường"),
    "village": Spotted("thôn|làng|bản|ấp|xã"),
    "city": Spotted("thành phố|tp"),
    "country": _COUNTRY,
    "vietnam": _COUNTRY,
}
# Who only tells of something, or is set beside it, is not whom it is told of.
_ASIDE = frozenset(map(canonical, ("theo", "bằng", "hơn", "kém", "với", "như")))
_PROVINCE = (canonical("tỉnh"),)


class _Whose(NamedTuple):
    """Whom or where something is told of: as written, and its canonical words."""

    start: int
    text: str
    words: tuple[str, ...]
    is_wide: bool = False


def told_of_another(pair: Pair) -> Iterator[Fault]:
    """What the sentence tells of where the report alone says it is about, and the quote of a wider or smaller place, or
    of a company or the like, that the sentence leaves out.
    """
    if pair.foreign:
        yield from _of_another_level(pair)
    ours = _lent(pair)
    others = list(_others(pair)) if ours else []
    left_out = [other for other in others if other and not _says(pair, other)]
    if left_out and len(left_out) == len(others):
        yield fault("place", ours, left_out[0].text)


def known(quote: Parsed) -> None:
    """Find where a quote tells of its own province, and of all around it."""
    OWN.search(quote)
    _WIDE.search(quote)


def _of_another_level(pair: Pair) -> Iterator[Fault]:
    """What an English sentence tells first of "the district", where its quote has none."""
    end = _told_before(pair.sentence)
    for word, before in zip(pair.sentence.words, ("", *pair.sentence.spelt), strict=False):
        there = _LEVELS.get(word.folded)
        named = word.folded == "vietnam" or before == "the"
        if (
            there
            and named
            and word.start < end
            and not (there.search(pair.quote) or there.search(pair.title))
            and not (word.folded == "city" and _names_city(pair))
        ):
            yield fault("place", word.raw)


def _names_city(pair: Pair) -> bool:
    """Whether the quote or its report is of a city that is no part of a province, and is named without the word."""
    named = {place.name for text in (pair.quote, pair.title) for place in mentioned(text, False).provinces}
    return any(places.is_city(name) for name in (*named, pair.province) if name)


def _lent(pair: Pair) -> str:
    """The province, place of the title or bare "tỉnh" that the sentence is told of first and the quote lacks; "" for
    none.
    """
    sentence, end = pair.sentence, _told_before(pair.sentence)
    for place in mentioned(sentence, pair.bare).provinces:
        if place.start < end:
            of_quote = {one.name for one in mentioned(pair.quote, False).provinces}
            return "" if place.name in of_quote else sentence.text[place.start : place.end]
    for name in named_in(sentence, pair.bare):
        if name.start < end and name.kind != "person":
            return "" if _stands(pair, pair.quote, name.syllables) else name.text
    own = next(
        (one for one in OWN.finditer(sentence) if one.start() < end and one[0].lower() == "tỉnh"), None
    )
    return own[0] if own and not _stands(pair, pair.quote, _PROVINCE) else ""


def _others(pair: Pair) -> Iterator[_Whose | None]:
    """Whom or where the quote tells it of, wherever it does; None where it does so of its own province."""
    quote = pair.quote
    if number := next(iter(pair.sentence.numbers), None):
        for one in bearing(pair, number):
            yield _of_another(pair, *quote.sentence(one.start), one.start)
    elif len(quote.sentences) == 1:
        yield _of_another(pair, 0, len(quote.text), _told_before(quote))


def _told_before(parsed: Parsed) -> int:
    """The offset before which a sentence says what it is about: its first figure, or else a few words."""
    if parsed.numbers:
        return parsed.numbers[0].start
    return parsed.starts[_OPENS] if len(parsed.starts) > _OPENS else len(parsed.text)


def _of_another(pair: Pair, first: int, last: int, end: int) -> _Whose | None:
    """What a stretch of the quote names before an offset, if it is about nothing but that."""
    quote = pair.quote
    if any(first <= one.start() < last for one in OWN.finditer(quote)):
        return None
    found = [_whose(quote, one.start(), one.end(), True) for one in _WIDE.finditer(quote)]
    told = (one for one in mentioned(quote, False).provinces if not _is_aside(quote, one.start, 0))
    found += [_whose(quote, one.start, one.end) for one in told]
    found += [_whose(quote, one.start, one.end) for one in named_in(quote, False) if _is_told_of(quote, one)]
    return min((one for one in found if first <= one.start < end), default=None)


def _whose(quote: Parsed, start: int, end: int, is_wide: bool = False) -> _Whose:
    """What stands between two offsets of a quote."""
    return _Whose(
        start, quote.text[start:end], tuple(word.exact for word in quote.within(start, end)), is_wide
    )


def _is_told_of(quote: Parsed, name: Name) -> bool:
    """Whether a name is that of a place, a company or the like that something may be told of."""
    bears = name.level if name.kind == "place" else bearer(quote, name)
    return bool(bears) and not _is_aside(quote, name.start, len(bears.split()))


def _is_aside(quote: Parsed, start: int, bears: int) -> bool:
    """Whether right before a name, and so many words that bear it, stands what sets it aside: "theo Công ty A"."""
    return any(word.exact in _ASIDE for word in quote.before(start, bears + 1)[:1])


def _says(pair: Pair, other: _Whose) -> bool:
    """Whether the sentence names it; of what is wide any wide one will do."""
    if not other.is_wide:
        return _stands(pair, pair.sentence, other.words)
    return bool(_WIDE.search(pair.sentence)) or (
        pair.foreign and not _ENGLISH_WIDE.isdisjoint(map(fold, pair.sentence.spelt))
    )


def _stands(pair: Pair, where: Parsed, words: tuple[str, ...]) -> bool:
    """Whether canonical words stand in a row in a text."""
    return bool(standing(spelling(where, pair.bare), pair.spelling(words)))
