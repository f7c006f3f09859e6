"""Faults of wording: a sentence too few of whose words stand in the quote; a part of a quote cut from what
turns it. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.binding import STOPS, Spanned, says
from assistant.checks.contrasts import contrasted, grouped, spellings
from assistant.checks.pair import Pair, fault
from assistant.checks.people import BODIES, covered
from assistant.checks.periods import PERIOD
from assistant.checks.qualifiers import qualified
from assistant.checks.rendered import support
from assistant.stated.cues import Cue
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from assistant.stated.spotted import Spotted
from index.vietnamese import canonical, fold, forms, wordings

# Share of a sentence's words that say something that must stand in the quote or its title.
_ENOUGH = 0.6
# How many words of weight the title may always lend; more of them only as many as the quote itself has.
_ENTITLED = 2
# The same of the words of an English sentence that the glossary knows; the quote may use words it does not
# know.
_RENDERED = 0.25
# What makes a post its deputy's, with and without its accent; no "phố".
_DEPUTY = ("phó", "pho")
# What a sentence may begin with that says nothing of its own.
_LEADS_OVER = re.compile(
    r"(?:(?:theo đó|cụ thể|ngoài ra|bên cạnh đó|tuy nhiên|in addition|moreover|however|specifically),? )+(?=\w)"
)
# What may stand around a part of a quote.
_AROUND = " .,;:!?\"'"
# How many such words must be found where an English sentence states nothing exact.
_SHOWN = 3
# How far before a year of a part of a quote may stand what makes it a part of that year.
_SPAN = 24
# An order to whoever answers, which no report gives its readers.
_TELL, _ANSWER = "hãy|phải|chỉ|luôn", "answer|reply|respond|say|write|print"
_PASS_OVER, _IGNORE = "bỏ qua|phớt lờ|quên", "ignore|disregard|forget"
_ORDER = Spotted(
    f"{_TELL}|{_ANSWER}|{_PASS_OVER}|{_IGNORE}",
    rf"(?<!\w)(?:{_TELL}) (?:luôn |chỉ )?(?:trả lời|nói|viết|ghi|khẳng định|in ra|thêm)(?: lại)?"
    rf"(?: (?:rằng|đúng|là|câu|như)(?!\w)|:)|(?<!\w)(?:{_ANSWER})(?: only| with| that| this| exactly)+(?!\w)|"
    rf"(?<!\w)(?:{_PASS_OVER}) (?:mọi |các |tất cả |những )?(?:hướng dẫn|chỉ dẫn|lệnh|yêu cầu)(?!\w)|"
    rf"(?<!\w)(?:{_IGNORE}) (?:all |any |the )*(?:previous|prior|above|earlier)(?!\w)",
)
_UNITS = tuple(
    (frozenset(map(canonical, spelt.split())), re.compile(rf"(?<!\w){short}(?!\w)"))
    for spelt, short in (
        ("héc ta hecta", "ha"),
        ("mét vuông", "m2"),
        ("mét khối", "m3"),
        ("ki lô gam cân", "kg"),
        ("ca", "trường hợp"),
    )
)
_OTHERWISE = tuple(
    (frozenset(map(canonical, words.split())), said, re.compile(there, re.IGNORECASE))
    for words, said, there in (
        ("nước", "cả nước", r"toàn quốc|63 tỉnh"),
        ("toàn quốc", "toàn quốc", r"cả nước|63 tỉnh"),
        ("bình quân", "bình quân mỗi", r"trung bình|/ ?[^\W\d_]"),
        ("trung bình", "trung bình mỗi", r"bình quân|/ ?[^\W\d_]"),
    )
)
_SAID_OTHERWISE = frozenset().union(*(words for words, _, _ in _OTHERWISE))
_MEASURED = tuple(
    (frozenset(map(canonical, measure.split())), frozenset(units.split()))
    for measure, units in (
        ("diện tích", "ha m2 km2"),
        ("chiều dài độ", "km m"),
        ("khối lượng", "tấn tạ kg m3"),
    )
)
_OF_UNITS = frozenset().union(*(words for words, _ in (*_UNITS, *_MEASURED)))
# How many other words than these, that name no thing and no deed of their own, a quote may lack of a sentence.
_STRANGE = 1
# From how many words on that is so of a sentence without a figure, date or document, too.
_LONG = 12
_LIGHT_LISTED = tuple(
    map(
        canonical,
        re.findall(
            r"\w+",
            """ông bà anh chị cô chú đồng chí vị người này những diễn ra tổ chức gây khiến làm góp buổi toàn tỷ lệ lượng
            tính hết mục tiêu nhằm xấp xỉ chừng tổng số mức kết quả tỉnh địa phương bàn hoạt nội dung thông tin biết
            nói nêu rõ khẳng báo cáo ghi nhận thấy hiện tình trạng đã từng còn vẫn lại lần thứ việc sự cuộc cách phần
            phía giai đoạn thời gian lúc hôm mới thêm tăng trưởng giá trị đơn vị đề đặt thực xuất sản gồm bao có thể
            của cho tại bên trong ngoài chung riêng khu vực nơi đây đó ấy kia nào loại hạng chủ yếu chính hơn kém
            đứng vị trí xếp hai ba bốn năm sáu bảy tám chín mười rưỡi nửa đôi dự dài rộng cao bắt đầu kéo yêu cầu
            tiến hành triển khai cụ công bố xảy tổng cộng nhiều
            ít cấp ban phó được bị phải ký vì do bởi nhờ nên để mà thì là đến từ vào
            lên xuống đạt không chưa tối đa thiểu quá vượt trường hợp tiền cơ quan giành xuất hiện thuộc tất cả đều mực
            drew drawn numbered totalled totaled recorded reported stood came amounted saw earned got received had
            valued worth earlier previous result results target same period total number altogether there""",
        ),
    )
)
_LIGHT = frozenset(_LIGHT_LISTED)
# Those that are one word stand side by side in the list: "cơ quan", "tỷ lệ".
_LIGHT_PAIRS = frozenset(pairwise(_LIGHT_LISTED))
_LIGHT_BARE = frozenset(map(fold, _LIGHT))


def unsupported(pair: Pair) -> Iterator[Fault]:
    """The sentence as a whole where the quote has too few of its words, and single words that the quote
    contrasts.
    """
    sentence = pair.sentence
    exact = bool(sentence.numbers or sentence.moments or sentence.documents)
    said = _saying(sentence, pair.bare)
    if pair.foreign:
        borne, known = support(pair) if sentence.language == "en" else (0, 0)
        named = sum(
            1 for word in sentence.words if word.capital and word.start and word.folded in _words(pair.quote)
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
    weighty = _heavy(sentence, pair.bare)
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
        stated = _province_and(pair)
        missing = [word for word in said if word.folded not in stated]
        title = _words(pair.title) - _words(pair.quote)
        entitled = {word.start for word in said if word.folded in title}
    if missing and (other := _wordings(pair.quote)):
        missing = [word for word in missing if word.folded not in other]
    other_forms = _forms(sentence) if missing else {}
    if other_forms and not other_forms.keys().isdisjoint([word.folded for word in missing]):
        there = _province_and(pair) | _wordings(pair.quote)
        missing = [
            word for word in missing if not any(map(there.issuperset, other_forms.get(word.folded, ())))
        ]
    return [
        word
        for word in missing
        if not (word.exact in _OF_UNITS and _unit(pair, word)) and not _said_otherwise(pair, word)
    ], entitled


def overstated(pair: Pair) -> Iterator[Fault]:
    """Single words that the quote contrasts, or that make more of what it says."""
    yield from contrasted(pair)
    yield from qualified(pair)


def lent(pair: Pair, others: Sequence[Parsed]) -> bool:
    """Whether the sentence has a word that names a thing or deed, and the quote has it not, but one of the `others`."""
    there = _province_and(pair) | _wordings(pair.quote)
    heavy = _heavy(pair.sentence, pair.bare)
    strange = [word for word in pair.sentence.words if word.start in heavy and word.folded not in there]
    return any(
        word.folded in _words(other) and not expanded(pair, word) for word in strange for other in others
    )


def known(quote: Parsed) -> None:
    """Find the words of a quote, as every sentence is held against them, and what parts them."""
    _order(quote)
    spellings(quote)
    _wordings(quote)
    grouped(quote)
    _words(quote)
    _ = quote.lower, quote.cells


@remembered
def _saying(parsed: Parsed, bare: bool) -> tuple[Word, ...]:
    """The words of a text that say something, those of its figures apart."""
    counted = {word.start for one in parsed.numbers for word in parsed.within(one.start, one.end)}
    return tuple(word for word in parsed.words if word.start not in counted and says(word, bare))


@remembered
def _heavy(parsed: Parsed, bare: bool) -> frozenset[int]:
    """Where those stand that name a thing or deed of their own."""
    return frozenset(word.start for word in _saying(parsed, bare) if not light(word, bare))


@remembered
def _province_and(pair: Pair) -> frozenset[str]:
    """The folded words of a quote, its title and its province."""
    return _stated(pair).union(map(fold, pair.province.split()))


def _said_otherwise(pair: Pair, word: Word) -> bool:
    """Whether a word is one of several that say in other words what the quote says: "cả nước" of "toàn quốc"."""
    return word.exact in _SAID_OTHERWISE and any(
        word.exact in words and said in pair.sentence.lower and there.search(pair.quote.text)
        for words, said, there in _OTHERWISE
    )


def _unit(pair: Pair, word: Word) -> bool:
    """Whether a word spells a unit that the quote has for short ("một mét vuông" of "/m2"), or names what a figure's
    unit measures ("diện tích … 210 ha").
    """
    return any(word.exact in spelt and short.search(pair.quote.text) for spelt, short in _UNITS) or any(
        word.exact in measure and any(number.unit in units for number in pair.sentence.numbers)
        for measure, units in _MEASURED
    )


def expanded(pair: Pair, word: Word) -> bool:
    """Whether a word is part of an abbreviation or full form whose other form the quote has."""
    return (
        (word.exact in _OF_UNITS and _unit(pair, word))
        or word.folded in _wordings(pair.quote)
        or (word.folded in _forms(pair.sentence) and _expanded(word.folded, pair.sentence, _stated(pair)))
    )


def is_light(pair: Pair, word: Word) -> bool:
    """Whether a word names no thing and no deed of its own."""
    return light(word, pair.bare)


def light(word: Word, bare: bool) -> bool:
    """Whether a word names no thing and no deed of its own; `bare` tells it without accents."""
    return word.folded in _LIGHT_BARE if bare else word.exact in _LIGHT


def tells(word: Word) -> bool:
    """Whether a word, as it is spelt, names a thing or deed of its own."""
    return word.exact not in _LIGHT and says(word, False)


def are_light(one: Word, other: Word) -> bool:
    """Whether two words in a row are one that names no thing and no deed of its own."""
    return (one.exact, other.exact) in _LIGHT_PAIRS


def _named(pair: Pair, word: Word) -> bool:
    """Whether a word is written as part of a body's name: the "Tài" of "Sở Tài chính"."""
    before = pair.sentence.before(word.start, 1)
    return bool(before) and not pair.bare and word.capital and before[0].exact in BODIES


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


@remembered
def _words(parsed: Parsed) -> frozenset[str]:
    """A text's folded words."""
    return frozenset(word.folded for word in parsed.words)


@remembered
def _stated(pair: Pair) -> frozenset[str]:
    """The folded words of a quote and its title."""
    return _words(pair.quote) | _words(pair.title)


@remembered
def _wordings(parsed: Parsed) -> frozenset[str]:
    """The folded words of every other wording that a text's abbreviations have."""
    return frozenset(
        fold(word) for other in wordings([exact for exact, _ in forms(parsed.text)]) for word in other.words
    )


def _expanded(word: str, parsed: Parsed, known: frozenset[str]) -> bool:
    """Whether a word is part of an abbreviation or full form whose other form the quote has."""
    return any(map(known.issuperset, _forms(parsed).get(word, ())))


@remembered
def _forms(parsed: Parsed) -> dict[str, list[tuple[str, ...]]]:
    """The folded words of the other forms of a text's abbreviations and full forms, by each folded word of these."""
    there = forms(parsed.text)
    found: dict[str, list[tuple[str, ...]]] = {}
    for other in wordings([exact for exact, _ in there]):
        words = tuple(fold(part) for part in other.words)
        for folded in {folded for _, folded in there[other.first : other.last]}:
            found.setdefault(folded, []).append(words)
    return found


def ordered(pair: Pair) -> Iterator[Fault]:
    """What a quote orders somebody to say, said as if the quote said it."""
    if (order := _order(pair.quote)) and not _order(pair.sentence):
        yield fault("unsupported", pair.sentence.text, order)


@remembered
def _order(parsed: Parsed) -> str:
    """The order to somebody that a text has; "" for none."""
    order = _ORDER.search(parsed)
    return order.group() if order else ""


def part(pair: Pair) -> tuple[int, int] | None:
    """Where the sentence, or what stands behind words that only lead over to it, stands in the quote word for word,
    cutting no figure, date or name; None where it does not.
    """
    sentence = pair.sentence.lower.strip(_AROUND)
    if not sentence or len(pair.quote.lower) != len(pair.quote.text):
        return None
    lead = _LEADS_OVER.match(sentence)
    return _standing(sentence, pair.quote) or (
        _standing(sentence[lead.end() :], pair.quote) if lead else None
    )


def _standing(words: str, quote: Parsed) -> tuple[int, int] | None:
    """Where small letters stand in a quote, cutting nothing."""
    start = quote.lower.find(words)
    while start >= 0:
        end = start + len(words)
        if _whole(quote, start, end):
            return start, end
        start = quote.lower.find(words, start + 1)
    return None


def _whole(quote: Parsed, start: int, end: int) -> bool:
    """Whether a part of a quote ends between words and inside nothing exact."""
    text = quote.text
    if re.match(r"\w", text[end : end + 1]) or (start and re.match(r"\w", text[start - 1])):
        return False
    if not start and not text[end:].strip(_AROUND):
        return True  # nothing exact ends with such a mark
    exact: tuple[Spanned, ...] = (*quote.numbers, *quote.moments, *quote.documents)
    return not any(one.start < edge < one.end for one in exact for edge in (start, end))


def cut(pair: Pair, span: tuple[int, int]) -> Iterator[Fault]:
    """What turns a part of a quote and was cut off before it: a negation, a draft, a target, a bound, a deputy."""
    quote, (start, end) = pair.quote, span
    if not start:
        return
    if (before := quote.before(start, 1)) and before[0].exact in _DEPUTY and start - before[0].end == 1:
        yield fault("person", quote.text[start:end], quote.text[before[0].start : end])
    clause = quote.clause(start)[0]
    cell = quote.cell(start)[0]
    for cue in (one for one in pair.their_cues if clause <= one.start and one.end <= start):
        # a negation is of the words right behind it alone, whatever else the sentence denies
        if cue.axis != "negation" and any(
            (cue.axis, cue.value) == (one.axis, one.value) for one in pair.our_cues
        ):
            continue
        if cue.value == "estimate" and any(cue.end <= one.start < start for one in quote.numbers):
            continue  # it reaches no further than its own figure
        near = len(quote.within(cue.end, start))
        if cue.axis == "negation" and near <= 1 and cue.start >= cell:
            yield fault("negation", quote.text[start:end], _lead(quote, cue, start))
        elif (
            cue.axis == "status"
            and cue.value == "draft"
            and _is_draft(cue)
            and cue.start >= cell
            and near <= 6
        ):
            yield fault("status", quote.text[start:end], _lead(quote, cue, start))
        elif cue.axis == "modality" and cue.value != "actual" and _figures(quote, span):
            yield fault("modality", quote.text[start:end], _lead(quote, cue, start))
    yield from _cut_period(quote, start, end)
    for number in quote.numbers:
        if (
            number.bound
            and number.start >= start
            and number.start < end
            and not quote.within(start, number.start)
        ):
            yield fault(
                "number",
                number.text,
                quote.text[quote.before(start, 1)[0].start : number.end] if quote.before(start, 1) else None,
            )


def _cut_period(quote: Parsed, start: int, end: int) -> Iterator[Fault]:
    """The year with which a part of a quote begins, cut from the part of it that is meant: "năm 2023" of "6 tháng đầu
    năm 2023".
    """
    for period in PERIOD.finditer(quote.text, max(0, start - _SPAN), end):
        if period.start() < start < period.end():
            yield fault("date", quote.text[start : period.end()], period.group())


def _is_draft(cue: Cue) -> bool:
    """Whether a cue names a draft or puts something forward, rather than telling somebody to."""
    return cue.text.lower() in ("dự thảo", "bản thảo", "đề xuất", "draft", "trình", "lấy ý kiến")


def _figures(quote: Parsed, span: tuple[int, int]) -> bool:
    """Whether a part of a quote holds a number."""
    return any(span[0] <= number.start < span[1] for number in quote.numbers)


def _lead(quote: Parsed, cue: Cue, start: int) -> str:
    """What was cut off and the words it stands before."""
    after = quote.after(start, 3)
    return quote.text[cue.start : after[-1].end if after else start]
