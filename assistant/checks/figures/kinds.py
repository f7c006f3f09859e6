"""Faults of a figure of a kind of thing that its quote gives another figure: of a part, class, code or bracket. Pure.

"180 ha nhãn, trong đó 75% là nhãn muộn" bears no "180 ha nhãn muộn", nor "mỏ Tân Lộc (8 công ty)" "tỉnh có 8".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing, candidates
from assistant.checks.figures.around import MOST, counted, own_words, right_before, words_of, words_right
from assistant.checks.pair import Pair, fault, first
from assistant.checks.who.mentions import Mention, covered, mentions
from assistant.checks.wording.words import STOPS, tells
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, begins
from assistant.stated.units import TIMES, TIMES_OR_AGE
from index.vietnamese import canonical

# What may stand between a thing counted and what kind of it is.
_LINKS = frozenset(("đang", "đã", "còn", "là", "thuộc", "được"))
# What joins a count and what all of them come to.
_WITH = re.compile(r"(?<!\w)(?:với|có|trị giá|kinh phí|tổng)(?!\w)", re.IGNORECASE)
_TURNS = frozenset(map(canonical, ("nhưng", "song", "mà", "tuy", "và")))
# How many words behind a figure are compared.
_FAR = 6
# How many figures of a quote are looked at, so that no quote takes long.
_MOST = 40
# Units of what is anybody's: what they are of is told otherwise than by the next word.
_OF_ANYTHING = TIMES | {"đồng", "USD", "EUR", "yên", "%", "điểm %", "lần", "bậc", "điểm", "tuổi"}
# What says that a number is that of the whole.
_ALTOGETHER = re.compile(
    r"(?<!\w)(?:tổng|tất cả|toàn|trong số|trong tổng|trên|dài|quy mô|kế hoạch|cả)(?!\w)", re.I
)
_EVERY = re.compile(r"(?<!\w)(?<!của )(?<!trong )(?<!trên )(?<!số )(?:cả|tất cả|toàn bộ|đủ)(?: các)? $", re.I)
_OF_ALL = re.compile(r"(?<!\w)(?:trong số|trên tổng số|trong tổng số|tổng số|trên|trong) ?$", re.I)
_HAS = re.compile(r"(?<!\w)có $", re.I)
_PLACES = frozenset(
    map(canonical, ("tỉnh", "huyện", "xã", "phường", "thị", "trấn", "thành", "phố", "quận", "toàn"))
)
# How many words may stand between a count and the class of what it counts.
_CLOSE = 4


def narrowed(pair: Pair) -> Iterator[Fault]:
    """Figures of a kind of which the quote has another figure, and of another than the one whose bracket they fill."""
    if pair.foreign or pair.bare:
        return
    for number in counted(pair.sentence):
        found = bearing(pair, number)[:_MOST]
        kinds = [_kind(pair, number, one) for one in found]
        if kinds and all(kinds):
            yield fault("number", f"{number.text} … {kinds[0]}", found[0].text)
            return
        if rival := _of_others(pair, number, found):
            yield fault("number", number.text, rival.text)
            return
        owners = [_owner(pair.quote, one) for one in found]
        if owners and all(one and _other(pair, number, one) for one in owners) and (owner := owners[0]):
            yield fault("number", number.text, pair.quote.text[owner.start : owner.end])
            return


def _of_others(pair: Pair, claimed: Number, found: list[Number]) -> Number | None:
    """The count beside which the quote has a figure that the sentence puts "với" another count of the same: "4 dự án
    với tổng vốn 1.400 tỷ đồng" of "6 dự án với tổng vốn 1.400 tỷ đồng".
    """
    before = [one for one in pair.sentence.numbers if one.end <= claimed.start]
    if not before or not found or not _WITH.search(pair.sentence.text, before[-1].end, claimed.start):
        return None
    count = before[-1]
    if count.measures or not count.noun:
        return None
    rivals: list[Number] = []
    for one in found:
        near = [each for each in pair.quote.numbers if each.end <= one.start]
        if not near or not _WITH.search(pair.quote.text, near[-1].end, one.start):
            return None
        rivals.append(near[-1])
    other = [
        one
        for one in rivals
        if (one.unit, one.noun[:1]) == (count.unit, count.noun[:1]) and one.low != count.low
    ]
    return other[0] if len(other) == len(rivals) else None


def _kind(pair: Pair, claimed: Number, stated: Number) -> str:
    """The word behind what a figure counts that the quote's sentence has only behind another figure; "" for none."""
    after = [one.start for one in pair.sentence.numbers if one.start > claimed.start]
    last = min([pair.sentence.cell(claimed.start)[1], *after])
    ours = [word for word in pair.sentence.after(claimed.start, _FAR) if word.start < last]
    theirs = [word.exact for word in pair.quote.after(stated.start, _FAR)]
    same = next((at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a.exact != b), len(ours))
    rest = [word for word in ours[same:] if word.exact not in _LINKS]
    rest = rest if rest and rest[0].exact not in _TURNS else []
    if not same or not rest or not tells(ours[same - 1]) or not tells(rest[0]):
        return ""
    first, end = pair.quote.sentence(stated.start)
    spots = [at for at in begins(pair.quote, (rest[0].exact,)) if first <= at < end]
    return rest[0].raw if spots and all(_of_another(pair.quote, stated, at) for at in spots) else ""


def _of_another(quote: Parsed, stated: Number, at: int) -> bool:
    """Whether the last figure before a place of a quote is another than a stated one, and stands behind it."""
    before = [one for one in quote.numbers if one.start <= at and one.kind == "plain"]
    return bool(before) and before[-1].start > stated.start and before[-1].unit not in TIMES_OR_AGE


def _owner(quote: Parsed, stated: Number) -> Mention | None:
    """The name right before the bracket that a figure stands in near its beginning; None for a figure in none."""
    first = quote.cell(stated.start)[0]
    if quote.text[first - 1 : first] != "(" or len(quote.within(first, stated.start)) > _FAR:
        return None
    return next((one for one in mentions(quote) if 0 <= first - 1 - one.end <= 1), None)


def _other(pair: Pair, claimed: Number, owner: Mention) -> bool:
    """Whether a sentence names somebody before a figure, and nowhere a word of its owner in the quote."""
    first = pair.sentence.clause(claimed.start)[0]
    return any(first <= one.start < claimed.start for one in mentions(pair.sentence)) and not set(
        owner.words
    ) & set(pair.sentence.spelt)


def whole_of_part(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a whole told as its part: "đã bàn giao 77 km" of "đã bàn giao 68,2/77 km"."""
    if claimed.of is not None or not all(one.low != claimed.low and one.of == claimed.low for one in bearing):
        return None
    if _EVERY.search(right_before(pair.sentence, claimed)):
        return fault("number", claimed.text, bearing[0].text)  # "cả 77 xã" of "68/77 xã"
    told = words_right(pair.sentence, claimed) - set(claimed.noun[:1])
    if all(
        told & (words_right(pair.quote, one) - set(one.noun[:1])) for one in bearing
    ) and not _OF_ALL.search(pair.sentence.text[: claimed.start]):
        return fault("number", claimed.text, bearing[0].text)  # "208 xã đạt chuẩn" of "186/208 xã đạt chuẩn"
    if _merely_counts(pair.sentence, claimed):
        return None  # "xã có 9 thôn" of "7/9 thôn của xã"
    said = own_words(pair.sentence, claimed, [])
    if _ALTOGETHER.search(pair.sentence.text) or not all(
        len(said & own_words(pair.quote, one, [])) >= min(2, len(said)) and said for one in bearing
    ):
        return None
    return fault("number", claimed.text, bearing[0].text)


def part_alone(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a part told as all there are: "xã có 7 thôn" of "xã có 7/9 thôn có nhà văn hóa"."""
    if claimed.of is None and all(one.of is not None and one.low == claimed.low != one.of for one in bearing) and (
        _merely_counts(pair.sentence, claimed)
    ):  # fmt: skip
        return fault("number", claimed.text, bearing[0].text)
    return None


def _merely_counts(parsed: Parsed, number: Number) -> bool:
    """Whether a sentence says nothing but that somebody or some place has so many of something."""
    if not _HAS.search(right_before(parsed, number)) or not number.noun:
        return False
    names = covered(parsed, False)
    last = parsed.sentence(number.start)[1]
    first = parsed.sentence(number.start)[0]
    told = [word for word in parsed.within(first, last) if tells(word) and word.start not in names]
    return all(word.folded in number.noun[:1] or word.exact in _PLACES for word in told)


def of_another_code(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure of one named by letters and digits given to another: "lúa OM5451 …" of "lúa ST25 …"."""
    ours = _codes(pair.sentence, claimed)
    theirs = [_codes(pair.quote, one) for one in bearing[:MOST]]
    if ours and theirs and all(codes and not codes & ours for codes in theirs):
        return fault("number", claimed.text, bearing[0].text)
    return None


def of_another_class(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a count of one class told of another: "3 đô thị loại III" of "3 đô thị loại IV và 1 … loại III"."""
    ours = _class_of(pair.sentence, claimed)
    theirs = [_class_of(pair.quote, one) for one in bearing[:MOST]] if ours else []
    if not ours or not theirs or any(one is None or one.low == ours.low for one in theirs):
        return None
    return fault("number", f"{claimed.text} … {ours.text}", first(one.text for one in theirs if one))


def _class_of(parsed: Parsed, number: Number) -> Number | None:
    """The class of what a number counts, said a few words after it in its cell; None of none."""
    last = parsed.cell(number.start)[1]
    after = next((one for one in parsed.numbers if number.end <= one.start < last), None)
    if number.kind != "plain" or after is None or after.kind not in ("rank", "label") or after.of is not None:
        return None
    return after if len(parsed.within(number.end, after.start)) <= _CLOSE else None


def of_another_label(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure behind the number of one that the quote has behind another's: "loại 1 là 310.000 đồng" of
    "loại 1 là 420.000 đồng, loại 2 là 310.000 đồng".
    """
    ours = label_before(pair.sentence, claimed)
    theirs = [label_before(pair.quote, one) for one in bearing[:MOST]] if ours else []
    if ours and theirs and all(one and one.label == ours.label and one.low != ours.low for one in theirs):
        return fault("number", f"{ours.text} … {claimed.text}", bearing[0].text)
    return None


def label_before(parsed: Parsed, number: Number) -> Number | None:
    """The number that names what a figure is of, said last before it in its cell: "loại 2"; None for none."""
    if number.kind != "plain" or number.unit in TIMES:
        return None
    first = parsed.cell(number.start)[0]
    before = [one for one in parsed.numbers if first <= one.start < number.start and one.unit not in TIMES]
    return before[-1] if before and before[-1].kind == "label" else None


def names_its_figure(pair: Pair, claimed: Number, stated: list[Number]) -> bool:
    """Whether the figure behind a number that names what it is of stands behind the same in the quote."""
    mine = next((one for one in pair.sentence.numbers if one.start > claimed.start), None)
    if mine is None or label_before(pair.sentence, mine) is not claimed:
        return False
    own = {one.start for one in stated}
    found = (label_before(pair.quote, one) for one in candidates(pair.quote, mine)[:MOST])
    return any(label is not None and label.start in own for label in found)


def _codes(parsed: Parsed, number: Number) -> frozenset[str]:
    """The names with digits in a number's cell."""
    first, last = parsed.cell(number.start)
    return frozenset(
        one.text.lower() for one in parsed.numbers if one.kind == "code" and first <= one.start < last
    )


def counted_apart(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a count of what the quote counts with another figure: "18 nghị quyết về đất đai" of "18 nghị quyết,
    trong đó 5 nghị quyết về đất đai"; "hộ nghèo và cận nghèo" of "hộ nghèo".
    """
    if pair.foreign or claimed.kind != "plain" or not claimed.noun:
        return None
    around = [
        words_of(pair.quote, pair.quote.cell(one.start)) | words_right(pair.quote, one)
        for one in bearing[:MOST]
    ]
    strange = words_right(pair.sentence, claimed) - frozenset().union(*around)
    if not strange:
        return None
    last = max(one.start for one in bearing)
    for one in stated[:MOST]:
        # after it alone: what was said in full before may be left out ("2.346 hộ nghèo …; huyện X có 812 hộ")
        if (
            one.start > last
            and one.noun
            and one.noun[0] == claimed.noun[0]
            and strange <= words_right(pair.quote, one)
        ):
            return fault("number", claimed.text, one.text)
    return None


def _of_thing(quote: Parsed, claimed: Number, bearing: list[Number]) -> Number | None:
    """Another measure, further on, behind which alone a quote names a thing that is measured; None for none."""
    thing, last = claimed.noun[1], max(one.start for one in bearing)
    rivals = [one for one in quote.numbers if one.unit == claimed.unit and one.noun[1:2] == (thing,)]
    # what is said of a whole holds of the part behind it
    if not rivals or rivals[0].start <= last or any(thing in one.noun for one in bearing):
        return None
    return rivals[0] if sum(word.folded == thing for word in quote.words) == len(rivals) else None


def of_another_thing(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a measure of something that the quote does not name: "45.300 ha ngô" of "45.300 ha lúa"."""
    if pair.foreign or not claimed.measures or claimed.unit in _OF_ANYTHING or len(claimed.noun) < 2:
        return None
    thing = claimed.noun[1]
    said = {word.folded for word in (*pair.quote.words, *pair.title.words)}
    ours = {word.folded for word in pair.sentence.words}
    others = [one.noun[1] for one in bearing if len(one.noun) > 1 and one.noun[1] not in STOPS]
    if thing in said and len(others) == len(bearing) and (rival := _of_thing(pair.quote, claimed, bearing)):
        return fault("number", f"{claimed.text} {thing}", rival.text)
    if (
        thing in STOPS
        or thing in said
        or len(others) < len(bearing)
        or any(other in {*ours, thing} for other in others)
    ):
        return None
    return fault("unit", f"{claimed.text} {thing}", bearing[0].text + f" {others[0]}")
