"""Portions: what of a quote is about which of several like names, and faults of what is told of another. Pure.

"Khu công nghiệp A rộng 231 ha được bổ sung; Khu công nghiệp B 250 ha chưa được xem xét": the figures and deeds between
one such name and the next are the first one's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Fault
from assistant.checks.figures.binding import Spanned
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import may_be_one, named_in
from assistant.checks.wording.words import says
from assistant.stated.kept import remembered
from assistant.stated.names import Name
from assistant.stated.parsed import Parsed
from index.vietnamese import canonical

# How many names of a quote are looked at, so that no quote takes long.
_MOST = 40
# How many more words of another's portion than of its own make a deed another's.
_MARGIN = 2
# What bears a name, and how many words before the name it stands: "Công ty cổ phần Mía đường Sông Con".
_BEFORE = 6
_BEARERS = tuple(
    tuple(map(canonical, bearer.split()))
    for bearer in (
        "khu công nghiệp", "cụm công nghiệp", "khu kinh tế", "khu du lịch", "khu đô thị", "công ty", "tập đoàn",
        "ngân hàng", "hợp tác xã", "doanh nghiệp", "nhà máy", "trường", "bệnh viện", "trung tâm", "dự án", "nhóm",
    )
)  # fmt: skip
_OPENERS = frozenset(bearer[0] for bearer in _BEARERS)
# The last word of what people are called who stand side by side before a court, or in a list.
_PARTIES = frozenset(map(canonical, ("cáo", "can", "tượng", "hộ", "em")))


@dataclass(frozen=True, slots=True)
class _Portion:
    """What is said between two offsets of one name, or of several listed together."""

    names: tuple[tuple[str, ...], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """Whose portion is whose: that of the one name that a sentence is about, and those of others like it."""

    name: str
    own: tuple[_Portion, ...]
    others: tuple[_Portion, ...]

    def is_own(self, at: int) -> bool:
        """Whether an offset of the quote lies in the name's own portion."""
        return any(one.start <= at < one.end for one in self.own)

    def is_others(self, at: int) -> bool:
        """Whether an offset of the quote lies in a portion of another name alone."""
        return not self.is_own(at) and any(one.start <= at < one.end for one in self.others)


@remembered
def told(pair: Pair) -> tuple[Told, ...]:
    """The portions of each name that a sentence has alone of its sort, where the quote has several of the sort."""
    if pair.bare and not pair.foreign:
        return ()
    quote = pair.quote
    ours, stated = named_in(pair.sentence, pair.bare), named_in(quote, False)[:_MOST]
    found = []
    for name in ours:
        sort = next(
            (_sorts(quote)[one.start] for one in stated if may_be_one(pair, one.syllables, name.syllables)),
            "",
        )
        alike = [one for one in stated if _sorts(quote)[one.start] == sort] if sort else []
        if sum(any(may_be_one(pair, each.syllables, one.syllables) for each in alike) for one in ours) != 1:
            continue
        portions = _portions(quote, sort)
        own = tuple(one for one in portions if _is_of(pair, one, name))
        others = tuple(one for one in portions if not _is_of(pair, one, name))
        if own and others:
            found.append(Told(name.text, own, others))
    return tuple(found)


def apart(pair: Pair, bearing: Sequence[Spanned], rival: Spanned) -> bool:
    """Whether one that bears a figure is in the named one's own portion, and a rival in another's."""
    return any(
        one.is_others(rival.start) and any(one.is_own(each.start) for each in bearing) for one in told(pair)
    )


def anothers(pair: Pair, bearing: Sequence[Spanned]) -> str | None:
    """The name of the sentence to which a figure is given that the quote has in portions of others alone."""
    return next(
        (one.name for one in told(pair) if bearing and all(one.is_others(each.start) for each in bearing)),
        None,
    )


def mistold(pair: Pair) -> Iterator[Fault]:
    """Deeds that the quote tells of another like the one that the sentence names."""
    if pair.sentence.numbers or pair.sentence.moments:
        return
    for one in told(pair):
        said = {word.folded for word in pair.sentence.words if says(word, pair.bare)}
        own = _said(pair, one.own) & said
        for other in one.others:
            there = _said(pair, (other,)) & said
            if len(there - own) >= len(own - there) + _MARGIN:
                yield fault("unsupported", one.name, pair.quote.text[other.start : other.end])
                return


def _said(pair: Pair, portions: Sequence[_Portion]) -> frozenset[str]:
    """The folded words of portions that say something, their names apart."""
    names = {part for portion in portions for name in portion.names for part in name}
    return frozenset(
        word.folded
        for portion in portions
        for word in pair.quote.within(portion.start, portion.end)
        if says(word, pair.bare) and word.exact not in names
    )


def _is_of(pair: Pair, portion: _Portion, name: Name) -> bool:
    """Whether a portion is about a name."""
    return any(may_be_one(pair, one, name.syllables) for one in portion.names)


@remembered
def _sorts(quote: Parsed) -> dict[int, str]:
    """The sort of each name of a quote, by where it begins."""
    return {one.start: _sort(quote, one) for one in named_in(quote, False)[:_MOST]}


def bearer(parsed: Parsed, name: Name) -> str:
    """What of a text bears a name, canonical: "công ty", "bệnh viện"; "" for none of these."""
    first = parsed.cell(name.start)[0]
    before = [word.exact for word in parsed.before(name.start, _BEFORE) if word.start >= first]
    for place in range(len(before) - 1, -1, -1):
        if before[place] in _OPENERS:
            for one in _BEARERS:
                if tuple(before[place : place + len(one)]) == one:
                    return " ".join(one)
    return ""


def _sort(parsed: Parsed, name: Name) -> str:
    """What names of a text can be told of in the same way: places of one level, what bears its name; "" for people."""
    if borne := bearer(parsed, name):
        return borne
    first = parsed.cell(name.start)[0]
    before = [word.exact for word in parsed.before(name.start, 1) if word.start >= first]
    if name.kind == "person" and before and before[-1] in _PARTIES:
        return before[-1]
    if name.kind == "other":
        return f"{before[-1] if before else ''} …"
    return name.level


@remembered
def _portions(parsed: Parsed, sort: str) -> tuple[_Portion, ...]:
    """A quote's portions by the names of a sort; names with nothing said between them share one."""
    found = [one for one in named_in(parsed, False) if _sort(parsed, one) == sort][:_MOST]
    portions: list[_Portion] = []
    for place, name in enumerate(found):
        start = parsed.cell(name.start)[0]
        last = parsed.sentence(name.start)[1]
        following = found[place + 1] if place + 1 < len(found) else None
        if following and following.start < last:
            last = parsed.cell(following.start)[0]
        if portions and (
            last <= start or start < portions[-1].end or not parsed.within(found[place - 1].end, start)
        ):
            # in one cell, or listed: "huyện A và huyện B có 5 xã"
            portions[-1] = _Portion(
                (*portions[-1].names, name.syllables), portions[-1].start, max(last, portions[-1].end)
            )
        else:
            portions.append(_Portion((name.syllables,), start, max(last, name.end)))
    return tuple(portions)
