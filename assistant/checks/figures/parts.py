"""Parts: which stretch of a quote is a figure's, and faults of one told of a part or fellow of that, or of all. Pure.

"78 trường đạt chuẩn; riêng mầm non có 21 trường" bears no "78 trường mầm non", though it has every word of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from assistant.answer import Fault
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import are_light, is_light, light, paired, says
from assistant.stated.kept import remembered
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed, Word, places
from assistant.stated.plain import listed
from assistant.stated.units import TIMES
from index.vietnamese import canonical

# What makes a figure that of all of something.
_ALL = re.compile(
    r"(?<!\w)(?:tổng(?! (?:cục|công ty|bí thư|giám đốc|hợp|kết|thể|thanh tra)(?!\w))|toàn bộ|tất cả)(?!\w)",
    re.I,
)
# Who or what comes first or last of several.
_TOP = re.compile(r"(?<!\w)(?:(?<!thống )(?<!thứ )(?<!hợp )(?<!đồng )nhất|dẫn đầu|đứng đầu)(?!\w)", re.I)
_BASE = re.compile(
    r"^\W{0,2}(?:(?:so với|so|của|theo|trên|tổng) )*(?:kế hoạch|KH|dự toán|chỉ tiêu|nghị quyết|mục tiêu|cùng kỳ)(?!\w)",
    re.I,
)
_HELD = re.compile(r"(?<!\w)(?:hơn|kém|bằng|so với|vượt)(?!\w)", re.I)
# Words with which a list goes on to the next thing.
_WITH = frozenset(map(canonical, ("cùng", "với", "kèm")))
# Words that stand between a thing and what is said of it.
_JOINTS = frozenset(map(canonical, listed("của và với trong là có đạt cho tại ở các những được đã từ về do")))


def inherits(pair: Pair, claimed: Number, bearing: Sequence[Number], rival: Number) -> bool:
    """Whether a figure that bears a claimed one follows a rival in its sentence, so that it is a part or a fellow of
    what the rival is of, and the sentence names what tells it apart: "giày dép 151" of "xuất khẩu 398; giày dép 151".
    """
    if pair.foreign or claimed.kind == "label":
        return False
    said: set[str] = set()
    for one in bearing[:MOST]:
        if not pair.quote.sentence(one.start)[0] <= rival.start < one.start or _tops(pair, one):
            continue
        said = said or {word.exact for word in _ours(pair, claimed)}
        own = _distinct(pair.quote, one, pair.bare)
        if own and 2 * len(own & said) >= len(own):
            return True
    return False


@remembered
def _distinct(quote: Parsed, number: Number, bare: bool) -> frozenset[str]:
    """The words that the stretch of a figure has alone in its sentence, those that name nothing apart."""
    begin, end = quote.sentence(number.start)
    others = {
        word.exact
        for each in _counting(quote)
        if each.start != number.start and begin <= each.start < end
        for word in quote.within(*span(quote, each))
    }
    return frozenset(word.exact for word in _named(quote, span(quote, number), bare)) - others


def _tops(pair: Pair, one: Number) -> bool:
    """Whether the sentence puts first or last what the stretch of a figure does not: "đứng đầu" of the second."""
    return bool(_TOP.search(pair.sentence.text)) and not _TOP.search(pair.quote.text, *span(pair.quote, one))


def _counting(parsed: Parsed) -> Iterator[Number]:
    """The figures of a text that count, measure or rank something, those of time apart."""
    return (one for one in parsed.numbers if one.kind in ("plain", "rank") and one.unit not in TIMES)


def span(parsed: Parsed, number: Number) -> tuple[int, int]:
    """The stretch that a figure has to itself: its cell as far as the figures beside it there, and where nothing stands
    before it, or a bracket, the cells before it that have no figure.
    """
    return _spans(parsed)[number.start]


@remembered
def _spans(parsed: Parsed) -> dict[int, tuple[int, int]]:
    """The stretch of each figure of a text, by where the figure begins."""
    found: dict[int, tuple[int, int]] = {}
    counting = list(_counting(parsed))
    for number in parsed.numbers:
        first, last = parsed.cell(number.start)
        ends = [one.end for one in counting if one.end <= number.start]
        after = [one.start for one in counting if one.start >= number.end]
        last = min([last, *(_joint(parsed, number.end, at) or at for at in after[:1])])
        begin = parsed.clause(number.start)[0]
        if begin and parsed.text[begin - 1] == ":":
            begin = parsed.clause(begin - 1)[0]
        edge = max([begin, *ends])
        if first < edge:
            first = _joint(parsed, edge, number.start) or edge
        while first > edge:
            if any(says(word, parsed.bare) for word in parsed.within(first, number.start)):
                break
            begin = parsed.cell(first - 1)[0]
            # "thấp hơn cả nước (55,8%)" is said of the figure before
            if begin < edge or _HELD.search(parsed.text, begin, first):
                break
            first = begin
        if parsed.text[last - 1 : last] == ")" and "(" in parsed.text[first : number.start]:
            # "đoạn qua huyện (16,5 km) đã thông xe"
            last = min([parsed.cell(last)[1], *after])
        close = parsed.text.find(")", last) + 1 if parsed.text[last - 1 : last] == "(" else 0
        if close and not any(last <= at < close for at in after):
            last = close  # "cao nhất 42,75 (THPT chuyên Lê Khiết)"
        found[number.start] = first, last
    return found


def _joint(parsed: Parsed, start: int, end: int) -> int:
    """Where what is said of one figure goes over to the next ("9 ô tô cùng 3,2 tỷ đồng"); 0 where nothing tells."""
    return next((word.start for word in parsed.within(start, end) if word.exact in _WITH), 0)


def parted(pair: Pair, claimed: Number, bearing: Sequence[Number], stated: Sequence[Number]) -> Fault | None:
    """The fault of a figure told of what the quote says with other figures alone: of a part, a fellow, or all of it."""
    if pair.foreign or claimed.unit in TIMES or claimed.kind not in ("plain", "rank"):
        return None
    if not claimed.unit and not claimed.noun:
        return None  # a name: "Đường vành đai 2"
    own = {one.start for one in bearing}
    others = [one for one in stated if one.start not in own and one.unit not in TIMES][:MOST]
    if not others:
        return None
    return _strange(pair, claimed, bearing, others) or _whole(pair, claimed, bearing, others)


def _telling(pair: Pair, where: tuple[int, int]) -> list[Word]:
    """The words of a stretch of the quote that name a thing or deed."""
    return _named(pair.quote, where, pair.bare)


def _named(quote: Parsed, where: tuple[int, int], bare: bool) -> list[Word]:
    """The words of a stretch that name a thing or deed; `bare` tells them without accents."""
    return [word for word in quote.within(*where) if says(word, quote.bare) and not light(word, bare)]


def _ours(pair: Pair, claimed: Number) -> list[Word]:
    """The words of the sentence that say what a figure is of: its clause's where it is alone there, else its own."""
    first, last = pair.sentence.clause(claimed.start)
    alone = sum(first <= one.start < last for one in _counting(pair.sentence)) == 1
    own, end = span(pair.sentence, claimed)
    base = _BASE.match(pair.sentence.text[claimed.end : end])
    end = claimed.end if base else end
    words = pair.sentence.within(first if alone else own, end)
    # "km" is no thing, "trường" is
    return [word for word in words if not (claimed.measures and claimed.start <= word.start < claimed.end)]


def _strange(
    pair: Pair, claimed: Number, bearing: Sequence[Number], others: Sequence[Number]
) -> Fault | None:
    """The fault of words beside a figure that the quote has beside others alone."""
    ours = [word for word in _ours(pair, claimed) if word.exact not in _JOINTS]
    spans = [span(pair.quote, one) for one in bearing[:MOST]]
    owned = [_owned(pair.quote, one) for one in bearing[:MOST]]
    subjects = [_subject(pair, one) for one in bearing[:MOST]]
    about = {word.exact for where in (*owned, *chain(*subjects)) for word in pair.quote.within(*where)}
    together = frozenset(chain(*(paired(pair.quote.within(*where)) for where in owned)))
    about |= {word.exact for word in pair.title.words}
    said = {word.exact for word in ours}
    dropped = {word.exact for where in spans for word in _telling(pair, where)} - said
    bare = all(
        (one.measures or not one.noun) and not _telling(pair, (where[0], one.start))
        for where, one in zip(spans, bearing, strict=False)
    )
    before = [(where[0], one.start, where[1]) for where, one in zip(spans, bearing, strict=False)]
    last = max(one.start for one in bearing)
    shares = any(word.exact in about and not is_light(pair, word) for word in ours)
    spots, words = places(pair.quote, False), pair.quote.words
    own = {one.start for one in bearing}
    elsewhere = [*others, *(one for one in pair.quote.numbers if one.unit in TIMES and one.start not in own)]
    for at, word in enumerate(ours):
        if (
            word.exact in about
            or word.exact not in spots
            or not says(word, pair.bare)
            or not _weighs(pair, ours, at, together)
        ):
            continue
        found = [_owner(pair.quote, elsewhere, words[place].start) for place in spots[word.exact]]
        owners = [one for one in found if one]
        if len(owners) < len(found) or expanded(pair, word):
            continue
        after = all(one.start > last for one in owners)
        if _replaced(pair, claimed, ours, at, before, dropped) or (
            _beside(pair, ours, at, claimed, owners)
            and ((after and shares) or (bare and _apart(pair, subjects, owners, said)))
        ):
            return fault("number", f"{word.raw} … {claimed.text}", owners[0].text)
    return None


def _apart(
    pair: Pair, subjects: Sequence[Sequence[tuple[int, int]]], owners: Sequence[Number], said: set[str]
) -> bool:
    """Whether what a figure without words of its own is of stands in other clauses than figures, or has words that the
    sentence has none of.
    """
    told = {pair.quote.clause(where[0][1] - 1) for where in subjects if where}
    led = {word.exact for where in subjects for each in where[:-1] for word in _telling(pair, each)}
    return bool(told) and (
        not told & {pair.quote.clause(one.start) for one in owners} or (bool(led) and not led & said)
    )


def _subject(pair: Pair, number: Number) -> list[tuple[int, int]]:
    """Where it is said what a figure is of that has no words before it: the stretches of the figures before it in its
    sentence as far as one that has, and what opens the sentence.
    """
    quote = pair.quote
    found: list[tuple[int, int]] = []
    begin = quote.sentence(number.start)[0]
    before = [one for one in _counting(quote) if begin <= one.start < number.start]
    if _telling(pair, (span(quote, number)[0], number.start)) or not before:
        return found
    for one in reversed(before):
        where = span(quote, one)
        found.append(where)
        # "1.026 ca" of "41 ca sốt xuất huyết" before
        if len(one.noun) == 1 and not _telling(pair, (one.end, where[1])):
            found += [
                span(quote, each) for each in before if each.noun[:1] == one.noun and len(each.noun) > 1
            ]
        if _telling(pair, (where[0], one.start)) or (len(one.noun) > 1 and not one.measures):
            break
    return [*found, (begin, before[0].start)]


def _owner(quote: Parsed, others: Sequence[Number], at: int) -> Number | None:
    """The figure, of some, in whose stretch a place lies."""
    return next((one for one in others if _owned(quote, one)[0] <= at < span(quote, one)[1]), None)


def _owned(parsed: Parsed, number: Number) -> tuple[int, int]:
    """The stretch of a figure with the cells before it in its clause as far as the figure before."""
    first, last = span(parsed, number)
    ends = [span(parsed, one)[1] for one in _counting(parsed) if one.end <= number.start]
    return min(first, max([parsed.clause(number.start)[0], *ends])), last


@remembered
def _pairs(parsed: Parsed) -> frozenset[tuple[str, str]]:
    """Each two canonical words of a text that stand side by side."""
    return frozenset(
        (one.exact, other.exact)
        for one, other in pairwise(parsed.words)
        if parsed.text[one.end : other.start].isspace()
    )


def _weighs(pair: Pair, ours: Sequence[Word], at: int, about: frozenset[tuple[str, str]]) -> bool:
    """Whether a word names a thing: by itself, or with a neighbour: "nội địa"."""
    if not is_light(pair, ours[at]):
        return True
    near = [(ours[one], ours[one + 1]) for one in (at - 1, at) if one >= 0 and one + 1 < len(ours)]
    return not any(are_light(one, other) for one, other in near) and any(
        (one.exact, other.exact) in _pairs(pair.quote) - about
        and all(is_light(pair, word) and says(word, pair.bare) for word in (one, other))
        for one, other in near
    )


def _beside(pair: Pair, ours: Sequence[Word], at: int, claimed: Number, owners: Sequence[Number]) -> bool:
    """Whether the quote has a word beside the neighbour that it has in the sentence, or it is what a figure counts or
    measures: "21 huy chương vàng" of "21 huy chương (9 vàng)".
    """
    word, there = ours[at], _pairs(pair.quote)
    near = [(ours[at - 1], word)] if at else []
    near += [(word, ours[at + 1])] if at + 1 < len(ours) else []
    if word.start > claimed.end and any(one.noun[:1] == (word.folded,) for one in owners):
        return True
    return any((a.exact, b.exact) in there for a, b in near) or (
        claimed.measures
        and word.start >= claimed.end
        and all(one.exact in _JOINTS for one in pair.sentence.within(claimed.end, word.start))
    )


def _replaced(
    pair: Pair,
    claimed: Number,
    ours: Sequence[Word],
    at: int,
    spans: Sequence[tuple[int, int, int]],
    dropped: set[str],
) -> bool:
    """Whether a word stands in the place of another of the bearing figure's own, or between two that stand together."""
    before, word = ours[at - 1].exact if at else "", ours[at].exact
    for first, start, last in spans:
        measure = {
            word.start
            for one in pair.quote.numbers
            if one.measures
            for word in pair.quote.within(one.start, one.end)
        }
        theirs = [
            one
            for one in pair.quote.within(first, last)
            if one.exact not in _JOINTS and one.start not in measure
        ]
        there = {one.exact for one in theirs}
        after = next((one.exact for one in ours[at + 1 :] if one.exact in there), "")
        for one, other in pairwise(theirs):
            if one.exact == before and (
                (other.exact in dropped and (other.start < start) == (ours[at].start < claimed.start))
                or (other.exact == after and {(before, word), (word, after)} & _pairs(pair.quote))
            ):
                return True
    return False


def _whole(pair: Pair, claimed: Number, bearing: Sequence[Number], others: Sequence[Number]) -> Fault | None:
    """The fault of a part's figure told of all: "tổng sản lượng 98 tấn" of "sản lượng khai thác 98 tấn;
    nuôi trồng 31 tấn".
    """
    ours = _ours(pair, claimed)
    if not ours or not _ALL.search(pair.sentence.text, ours[0].start, claimed.start):
        return None
    fellow: Number | None = None
    for one in bearing[:MOST]:
        first, last = span(pair.quote, one)
        words = {word.exact for word in pair.quote.within(first, one.start) if says(word, pair.quote.bare)}
        fellow = next(
            (
                each
                for each in others
                if comparable(each, claimed)
                and words & {word.exact for word in pair.quote.within(*span(pair.quote, each))}
            ),
            None,
        )
        if fellow is None:
            return None
        if _ALL.search(pair.quote.text, pair.quote.sentence(one.start)[0], last):
            return None
        if not _shortened(ours, pair.quote.within(first, one.start)):
            return None
    return fault("number", claimed.text, fellow.text) if fellow else None


def _shortened(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two words that stand together have others between them in the quote: "sản lượng thủy sản" of "sản lượng
    khai thác thủy sản".
    """
    spelt = [word.exact for word in theirs]
    return any(
        one.exact in spelt
        and other.exact in spelt[spelt.index(one.exact) + 2 :]
        and spelt.index(one.exact) + 1 < len(spelt)
        and (one.exact, other.exact) not in set(pairwise(spelt))
        for one, other in pairwise(ours)
    )


def apart_by(pair: Pair, claimed: Number, bearing: Sequence[Number], rival: Number) -> bool:
    """Whether the stretch of a bearing figure shares more of the sentence's words than a rival's."""
    said = {word.exact for word in _ours(pair, claimed)}

    def shares(one: Number) -> set[str]:
        """Which of the sentence's words a figure's stretch has."""
        return {word.exact for word in _telling(pair, span(pair.quote, one))} & said

    return (
        claimed.kind == "plain"
        and bool(claimed.noun)
        and not claimed.measures
        and any(shares(rival) < shares(one) for one in bearing[:MOST])
    )
