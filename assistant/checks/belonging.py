"""Belonging: faults of a number that the quote states, of something else, another period, part or place. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.alike import with_bound
from assistant.checks.around import (
    MOST,
    bracketed,
    leading_word,
    own_words,
    right_before,
    two_before,
    verb_of,
    words_of,
    words_right,
)
from assistant.checks.binding import STOPS, misbound, scope, shared
from assistant.checks.contrasts import opposed
from assistant.checks.pair import Pair, fault, first
from assistant.checks.parts import inherits, parted
from assistant.checks.people import named_in, spelling
from assistant.checks.periods import COMPARED, period_of, year_of
from assistant.checks.portions import anothers, apart
from assistant.checks.rendered import rendered
from assistant.checks.translated import told_apart
from assistant.checks.wording import is_light
from assistant.stated.cues import cues
from assistant.stated.moments import Moment
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed, standing
from index.vietnamese import fold

# What a figure may be of beside the province itself.
_WIDE = re.compile(r"(?<!\w)(?:bình quân )?(?:cả nước|toàn quốc|toàn vùng|cả vùng)(?!\w)", re.I)
# What stands right before an amount, and right before a change of it.
_AMOUNT = re.compile(r"\b(?:đạt|là|còn|ở mức)(?: (?:hơn|gần|khoảng|trên|dưới))? $", re.I)
_CHANGE = re.compile(r"\b(?:tăng|giảm|tụt|sụt|vượt|hụt)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? $", re.I)
# What something came to, and what it came from.
_REACHED = re.compile(
    r"\b(?:còn|xuống|lên|đạt|tới)(?: (?:còn|đến|tới|mức|hơn|gần|khoảng|trên|dưới))* $", re.I
)
_FROM = re.compile(r"\btừ(?: (?:mức|hơn|gần|khoảng|trên|dưới))* $", re.I)
_EARLIER = re.compile(
    r"(?<!\w)(?:đầu năm|đầu kỳ|ban đầu|trước (?:đó|đây|kia)|năm trước|lúc đầu|vốn)(?!\w)", re.I
)
# Units of what is anybody's: what they are of is told otherwise than by the next word.
_OF_ANYTHING = frozenset(
    (
        "đồng",
        "USD",
        "EUR",
        "yên",
        "%",
        "điểm %",
        "lần",
        "bậc",
        "điểm",
        "năm",
        "tháng",
        "tuần",
        "ngày",
        "giờ",
        "phút",
        "tuổi",
    )
)
_TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút"))
# What a figure is of each of: "53 triệu đồng/tháng".
_PER = re.compile(r" ?(?:/ ?|(?:mỗi|một) )(?P<of>tháng|năm|ngày|người|hộ|ha|km|giờ|tuần|vụ|xã)(?!\w)", re.I)
_LENGTHS = frozenset(("km", "m", "cm", "mm"))
_EACH = frozenset(("moi", "tren", "binh", "tung", "mot", "hang"))
# What says that a number is that of the whole.
_ALTOGETHER = re.compile(
    r"(?<!\w)(?:tổng|tất cả|toàn|trong số|trong tổng|trên|dài|quy mô|kế hoạch|cả)(?!\w)", re.I
)
_OF_ALL = re.compile(r"(?<!\w)(?:trong số|trên tổng số|trong tổng số|tổng số|trên|trong) ?$", re.I)
# What a figure is of each of, said before it: "bình quân mỗi xã đạt 18,2 tiêu chí".
_EACH_ONE = re.compile(
    r"(?<!\w)(?:mỗi|từng|một) (?P<of>xã|huyện|hộ|người|thôn|tháng|năm|ngày|tuần|trường|lớp|ha|vụ|tỉnh)(?!\w)",
    re.I,
)
# How many words may stand between "tăng" and the figure by which.
_CLOSE = 4
# How many more words of one clause than of another make a figure the other's.
_CLAUSE = 4


def misattributed(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a number that the quote states (`bearing`, of all `stated`), but of something else, if any."""
    every = stated
    if claimed.unit not in _TIMES and (name := anothers(pair, bearing)):
        return fault("number", f"{name} … {claimed.text}", bearing[0].text)
    if pair.foreign and (name := _of_somebody_else(pair, bearing)):
        return fault("person", name, bearing[0].text)
    beside = [one for one in stated if not apart(pair, bearing, one)]
    turn = _turn(pair.sentence, claimed)
    # "nhiều hơn cùng kỳ 4 vụ" is "tăng 4 vụ", and none of "11 vụ"
    changes = turn and any(_turn(pair.quote, one) == turn for one in bearing[:MOST])
    stated = [
        one
        for one in beside
        if not inherits(pair, claimed, bearing, one) and not (changes and not _turn(pair.quote, one))
    ]
    return (
        _per(pair, claimed, bearing)
        or _each(pair, claimed, bearing)
        or _misyeared(pair, claimed, bearing)
        or _misspanned(pair, claimed, bearing)
        or _measured(pair, claimed, bearing)
        or _left(pair, claimed, bearing)
        or _misplaced(pair, claimed, bearing, stated)
        or _misbound(pair, claimed, bearing, stated, beside)
        or _elsewhere(pair, claimed, bearing, stated)
        or _opposed(pair, claimed, bearing)
        or _part(pair, claimed, bearing)
        or _coded(pair, claimed, bearing)
        or _ranked(pair, claimed, bearing)
        or _led(pair, claimed, bearing, stated)
        or _mistaken(pair, claimed, bearing, stated)
        or _narrowed(pair, claimed, bearing, stated)
        or _scoped(pair, claimed, bearing)
        or _misclaused(pair, claimed, bearing, stated)
        or stolen(pair, claimed, bearing)
        or parted(pair, claimed, bearing, every)
    )


def _of_somebody_else(pair: Pair, bearing: list[Number]) -> str | None:
    """The one person whom a sentence names, where those sentences of the quote that state a figure name only others."""
    ours = [one for one in named_in(pair.sentence, True) if one.kind == "person"]
    theirs = [one for one in named_in(pair.quote, False) if one.kind == "person"] if len(ours) == 1 else []
    if not theirs:
        return None
    wanted = pair.spelling(ours[0].syllables)
    own = {one.start for one in theirs if pair.spelling(one.syllables)[-len(wanted) :] == wanted}
    titled = not own and bool(standing(spelling(pair.title, pair.bare), wanted))
    for number in bearing[:MOST]:
        first, last = pair.quote.sentence(number.start)
        there = {one.start for one in theirs if first <= one.start < last}
        if not (own or titled) or not there or own & there:
            return None
    return ours[0].text


def _turn(parsed: Parsed, number: Number) -> str:
    """Which way something went by a figure, "up" or "down", said before it in its cell; "" where it is no change."""
    first = max(
        [
            parsed.cell(number.start)[0],
            *(one.end for one in _untimed(list(parsed.numbers)) if one.end <= number.start),
        ]
    )
    found = [
        cue
        for cue in cues(parsed)
        if cue.axis == "direction"
        and first <= cue.start < number.start
        and len(parsed.within(cue.end, number.start)) < _CLOSE
    ]
    return found[-1].value if found else ""


def _misbound(
    pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number], beside: list[Number]
) -> Fault | None:
    """The fault of a number that the quote gives to something else; `beside` are all that part its words among them."""
    sentence = rendered(pair)
    mates = [one for one in pair.sentence.numbers if one.kind != "code"]
    own = {one.start for one in bearing}
    others = [one for one in stated if one.start not in own and one.kind == claimed.kind][:MOST]
    rivals = [
        one
        for one in others
        if comparable(one, claimed)
        and not opposed(pair.sentence, _near(pair.sentence, claimed), pair.quote, _near(pair.quote, one))
        and not _told_by_right(pair, claimed, bearing, one)
    ]
    if not rivals:
        return None
    if claimed.unit not in _TIMES:
        # "8 tháng" says when; it takes no words from the figures beside it
        mates, beside = _untimed(mates), _untimed(beside)
    place = misbound(
        scope(sentence, claimed, mates),
        shared(sentence, claimed, mates),
        [scope(pair.quote, one, beside[:MOST]) for one in bearing[:MOST]],
        [scope(pair.quote, one, beside[:MOST]) for one in rivals],
        margin=2.0 if pair.foreign else 1.0,
    )
    if place is None or told_apart(pair, claimed, bearing[:MOST], rivals[place]):
        return None
    return fault("number", claimed.text, rivals[place].text)


def _told_by_right(pair: Pair, claimed: Number, bearing: list[Number], rival: Number) -> bool:
    """Whether what stands after a figure tells it from a rival: "74 xã … nâng cao"."""
    own = words_right(pair.sentence, claimed) - words_right(pair.quote, rival)
    return (
        not pair.foreign and bool(own) and any(own <= words_right(pair.quote, one) for one in bearing[:MOST])
    )


def _untimed(found: list[Number]) -> list[Number]:
    """Numbers but for those of months, days and the like."""
    return [one for one in found if one.unit not in _TIMES]


def _elsewhere(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure given a subject that the quote has with a figure of another unit alone: "thu nội địa …
    31,6%" of "thu nội địa 12.405 tỷ đồng …; chi đầu tư phát triển … 31,6%".
    """
    if pair.foreign or claimed.unit in _TIMES or claimed.kind != "plain":
        return None
    ours = own_words(pair.sentence, claimed, _untimed(list(pair.sentence.numbers)))
    said = {word.folded for word in pair.sentence.words}
    timeless = _untimed(stated)[:MOST]
    owns = [own_words(pair.quote, one, timeless) for one in bearing[:MOST]]
    # "…, bằng 71,3% dự toán" is of what stands before the figure before it
    cells = [
        own or scope(pair.quote, one, timeless).before for own, one in zip(owns, bearing[:MOST], strict=True)
    ]
    around = frozenset().union(
        *(words_of(pair.quote, pair.quote.cell(one.start)) for one in bearing[:MOST]), *cells
    )
    strange = ours - around
    unsaid = [{word for word in cell if " " not in word and not word[1:].isdigit()} for cell in cells]
    own = {one.start for one in bearing}
    for one in timeless:
        if one.start in own or not strange or not strange <= own_words(pair.quote, one, timeless):
            continue
        needed = 1 if comparable(one, claimed) else 2
        if len(strange) >= needed and all(len(cell - said) >= needed for cell in unsaid):
            return fault("number", claimed.text, one.text)
    return None


def _opposed(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of the contrary: "thấp nhất 24,5" of "cao nhất 24,5 …, thấp nhất 0,35"."""
    if pair.foreign or claimed.unit in _TIMES:
        return None
    ours = _near(pair.sentence, claimed)
    found = [
        opposed(pair.sentence, ours, pair.quote, _near(pair.quote, one)) or _opposed_first(pair, ours, one)
        for one in bearing[:MOST]
    ]
    return fault("number", f"{found[0]} … {claimed.text}", bearing[0].text) if found and all(found) else None


def _opposed_first(pair: Pair, ours: tuple[int, int], number: Number) -> str | None:
    """A word whose contrary opens the clause of a figure of the quote, which says what all of it is of, while the
    clause has not the word itself: "khách nội địa 6,8 triệu lượt, tăng 12%".
    """
    first, last = pair.quote.clause(number.start)
    word = opposed(pair.sentence, ours, pair.quote, (first, min(pair.quote.cell(first)[1], number.start)))
    return word if word and word not in pair.quote.lower[first:last] else None


def _near(parsed: Parsed, number: Number) -> tuple[int, int]:
    """The stretch about a number: from its cell's beginning, or the number before it there, to the number after it or
    its clause's end.
    """
    first, last = parsed.cell(number.start)[0], parsed.clause(number.start)[1]
    around = _untimed(list(parsed.numbers))
    first = max([first, *(one.end for one in around if first <= one.start < number.start)])
    following = next((one.start for one in around if number.end <= one.start < last), last)
    if following < last:
        last = (
            max(number.end, parsed.cell(following)[0])
            if parsed.cell(following)[0] > number.end
            else following
        )
    return first, last


def _part(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a whole told as its part: "đã bàn giao 77 km" of "đã bàn giao 68,2/77 km"."""
    if claimed.of is not None or not all(one.low != claimed.low and one.of == claimed.low for one in bearing):
        return None
    told = words_right(pair.sentence, claimed) - set(claimed.noun[:1])
    if all(
        told & (words_right(pair.quote, one) - set(one.noun[:1])) for one in bearing
    ) and not _OF_ALL.search(pair.sentence.text[: claimed.start]):
        return fault("number", claimed.text, bearing[0].text)  # "208 xã đạt chuẩn" of "186/208 xã đạt chuẩn"
    said = own_words(pair.sentence, claimed, [])
    if _ALTOGETHER.search(pair.sentence.text) or not all(
        len(said & own_words(pair.quote, one, [])) >= min(2, len(said)) and said for one in bearing
    ):
        return None
    return fault("number", claimed.text, bearing[0].text)


def _coded(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure of one named by letters and digits given to another: "lúa OM5451 …" of "lúa ST25 …"."""
    ours = _codes(pair.sentence, claimed)
    theirs = [_codes(pair.quote, one) for one in bearing[:MOST]]
    if ours and theirs and all(codes and not codes & ours for codes in theirs):
        return fault("number", claimed.text, bearing[0].text)
    return None


def _ranked(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
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


def _codes(parsed: Parsed, number: Number) -> frozenset[str]:
    """The names with digits in a number's cell."""
    first, last = parsed.cell(number.start)
    return frozenset(
        one.text.lower() for one in parsed.numbers if one.kind == "code" and first <= one.start < last
    )


def _led(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure after a verb that the quote has with another figure, this one having a clause and words of
    its own: "thông qua 4 tờ trình" of "thông qua 32 nghị quyết; 4 tờ trình được để lại".
    """
    lead = verb_of(pair.sentence, claimed)
    if pair.foreign or not lead or claimed.unit in _TIMES:
        return None
    said = {word.folded for word in pair.sentence.words}
    for one in bearing[:MOST]:
        clause = pair.quote.clause(one.start)
        words = pair.quote.within(*clause)
        if (
            any((a.exact, b.exact) == lead for a, b in pairwise(words))
            or len(words_of(pair.quote, clause) - said) < 2
        ):
            return None
    own = {one.start for one in bearing}
    taken = next(
        (one for one in stated[:MOST] if one.start not in own and verb_of(pair.quote, one) == lead), None
    )
    return fault("number", claimed.text, taken.text) if taken else None


def _narrowed(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
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


def _scoped(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure of one place told of the whole country, or the other way round."""
    if pair.foreign:
        return None
    for match in _WIDE.finditer(pair.sentence.text, *pair.sentence.cell(claimed.start)):
        said = match.group().lower()
        cells = [bracketed(pair.quote, one).lower() for one in bearing[:MOST]]
        if said in pair.quote.text.lower() and not any(said in cell for cell in cells) and not COMPARED.search(
            pair.sentence.text[max(0, match.start() - 30) : match.start()]
        ):  # fmt: skip
            return fault("number", claimed.text, bearing[0].text)
    return None


def _misclaused(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure in a clause that is another's of the quote, word for word but for the figure."""
    if pair.foreign or claimed.kind != "plain":
        return None
    ours = words_of(pair.sentence, pair.sentence.clause(claimed.start))
    own = {pair.quote.clause(one.start) for one in bearing[:MOST]}
    if any(len(words_of(pair.quote, clause) - ours) < _CLAUSE for clause in own):
        return None  # it leaves out what was said before
    most = max(len(ours & words_of(pair.quote, clause)) for clause in own)
    for one in stated[:MOST]:
        clause = pair.quote.clause(one.start)
        if clause not in own and comparable(one, claimed) and one.bound == claimed.bound:
            there = ours & words_of(pair.quote, clause)
            if len(there) >= most + _CLAUSE and len(there) >= len(ours) - 1:
                return fault("number", claimed.text, one.text)
    return None


def _misyeared(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a number that the quote gives for another year."""
    ours = year_of(pair.sentence, claimed)
    theirs = [year_of(pair.quote, one) for one in bearing[:MOST]]
    if ours is None or any(one is None or one.year == ours.year for one in theirs):
        return None
    return fault("date", ours.text, first(one.text for one in theirs if one))


def _misspanned(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a number of some months or a quarter told of the whole year, or the other way round."""
    ours = period_of(pair.sentence, claimed)
    if ours is None:
        return None
    theirs = [period_of(pair.quote, one) for one in bearing[:MOST]]
    if any(one is None or one.lastgroup == ours.lastgroup for one in theirs):
        return None
    return fault("date", ours.group(), first(one.group() for one in theirs if one))


def _measured(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a measure of something that the quote does not name: "45.300 ha ngô" of "45.300 ha lúa"."""
    if pair.foreign or not claimed.measures or claimed.unit in _OF_ANYTHING or len(claimed.noun) < 2:
        return None
    thing = claimed.noun[1]
    said = {word.folded for word in (*pair.quote.words, *pair.title.words)}
    ours = {word.folded for word in pair.sentence.words}
    others = [one.noun[1] for one in bearing if len(one.noun) > 1 and one.noun[1] not in STOPS]
    if (
        thing in STOPS
        or thing in said
        or len(others) < len(bearing)
        or any(other in {*ours, thing} for other in others)
    ):
        return None
    return fault("unit", f"{claimed.text} {thing}", bearing[0].text + f" {others[0]}")


def _left(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of what something fell or rose from told as what it came to: "còn 7,8%" of "từ 7,8% xuống 5,3%"."""
    if pair.foreign or not _REACHED.search(right_before(pair.sentence, claimed)):
        return None
    if _EARLIER.search(pair.sentence.text) or not all(
        _FROM.search(right_before(pair.quote, one)) for one in bearing
    ):
        return None
    last = pair.quote.clause(bearing[0].start)[1]
    reached = [
        one for one in pair.quote.numbers if bearing[0].end <= one.start < last and comparable(one, claimed)
    ]
    return fault("number", claimed.text, reached[0].text) if reached else None


def _misplaced(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a rise or fall told as the amount itself, "đạt 5,3" of "đạt 61,8, tăng 5,3", or the other way round:
    "tăng 2.100 ha" of "lên 2.100 ha".
    """
    if right_before(pair.sentence, claimed).endswith("vượt ") and all(one.bound == ">" for one in bearing):
        return None  # "vượt 20.000 tỷ đồng" of "đạt trên 20.000 tỷ đồng"
    if not pair.foreign and _CHANGE.search(right_before(pair.sentence, claimed)):
        reached = all(_REACHED.search(right_before(pair.quote, one)) for one in bearing)
        return fault("number", claimed.text, with_bound(bearing[0], pair.quote)) if reached else None
    if pair.foreign or not _AMOUNT.search(right_before(pair.sentence, claimed)):
        return None
    if not all(_CHANGE.search(right_before(pair.quote, one)) for one in bearing):
        return None
    amounts = [
        one for one in stated if comparable(one, claimed) and _AMOUNT.search(right_before(pair.quote, one))
    ]
    return fault("number", claimed.text, amounts[0].text) if amounts else None


def stolen(
    pair: Pair, claimed: Number | Moment, bearing: Sequence[Number] | Sequence[Moment]
) -> Fault | None:
    """The fault of a figure after a word that the quote has with another like it alone: "rộng 18,5 km" of "dài 18,5 km,
    rộng 12 m".
    """
    quote = pair.quote
    word = leading_word(pair.sentence, claimed)
    if pair.foreign or not word or len(quote.numbers) + len(quote.moments) > MOST:
        return None
    own = [quote.cell(one.start) for one in bearing]
    if any(word in words_of(quote, span) or len(words_of(quote, span)) < 1 for span in own):
        return None
    said = {each.folded for each in pair.sentence.words}
    starts = [one.start for one in bearing]
    if any(words_of(quote, (span[0], at)) <= said for span, at in zip(own, starts, strict=True)):
        return None  # it has what the quote says before it: "vùng núi mưa 250 mm; đồng bằng 80 mm"
    mentions: Sequence[Number | Moment] = (
        [one for one in quote.moments if one.month or one.quarter or one.year]
        if isinstance(claimed, Moment)
        else [one for one in quote.numbers if {one.unit, claimed.unit} <= _LENGTHS]
    )
    for one in mentions:
        span = quote.cell(one.start)
        if span not in own and word in words_of(quote, span):
            return fault("date" if isinstance(claimed, Moment) else "number", claimed.text, one.text)
    return None


def _per(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of each month, head or hectare that the quote gives in all."""
    ours = _pers(pair.sentence, claimed)
    theirs = [_pers(pair.quote, one) for one in bearing]
    if not ours or any(ours <= one for one in theirs):
        return None
    said = {word.folded for word in pair.quote.words}
    told = said & _EACH and all(fold(of) in said for of in ours)
    # "120 triệu đồng/ha, … 65 triệu đồng/ha mỗi năm": both are of each year
    rivals = any({of in _TIMES for of in ours - one} & {of in _TIMES for of in one - ours} for one in theirs)
    return (
        None
        if told and not rivals
        else fault("unit", f"{claimed.text}/{'/'.join(sorted(ours))}", bearing[0].text)
    )


def _pers(parsed: Parsed, number: Number) -> set[str]:
    """What a figure is of each of, said right after it: "triệu đồng/ha mỗi năm"."""
    found, at = set[str](), number.end
    while per := _PER.match(parsed.text, at):
        found.add(per["of"].lower())
        at = per.end()
    return found


def _each(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of each of something else: "mỗi huyện đạt 18,2 tiêu chí" of "mỗi xã …"."""
    ours = _of_each(pair.sentence, claimed)
    theirs = [_of_each(pair.quote, one) for one in bearing[:MOST]]
    if pair.foreign or not ours or not theirs or ours in theirs:
        return None
    if not all(theirs):
        # "440.000 lượt khách, trung bình 12.000 lượt/ngày": of each day is the other figure alone
        own = {one.start for one in bearing}
        pers = [
            one
            for one in pair.quote.numbers[:MOST]
            if comparable(one, claimed) and ours in _pers(pair.quote, one)
        ]
        if any(theirs) or not pers or any(one.start in own for one in pers) or ours not in _TIMES:
            return None
        return fault("unit", f"{ours} … {claimed.text}", pers[0].text)
    return fault("unit", f"{ours} … {claimed.text}", f"{theirs[0]} … {bearing[0].text}")


def _of_each(parsed: Parsed, number: Number) -> str:
    """What a number is of each of, said before it in its cell; "" where that is not said."""
    found = list(_EACH_ONE.finditer(parsed.text, parsed.cell(number.start)[0], number.start))
    return found[-1]["of"].lower() if found else ""


def _mistaken(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure right after a verb that the quote has right before another like it, this one having its
    own: "xử phạt 37 cơ sở" of "phát hiện 37 cơ sở …, xử phạt 29 cơ sở".
    """
    lead = verb_of(pair.sentence, claimed)
    if pair.foreign or not lead or claimed.unit in _TIMES or claimed.bound:
        return None
    if all(is_light(pair, word) for word in pair.sentence.before(claimed.start, 2)):
        return None  # "ghi nhận" is said of anything
    leads = [two_before(pair.quote, one) for one in bearing[:MOST]]
    if not leads or lead in leads or any(not each or each[1] in ("và", "hoặc") for each in leads):
        return None  # "60 triệu đồng xây mới và 30 triệu đồng sửa chữa" have one verb
    own = {one.start for one in bearing}
    taken = (one for one in stated[:MOST] if one.start not in own and comparable(one, claimed))
    rival = next((one for one in taken if verb_of(pair.quote, one) == lead), None)
    return fault("number", claimed.text, rival.text) if rival else None
