"""Faults of wording: a sentence too few of whose words stand in the quote; a part of a quote cut from what
turns it. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.binding import STOPS, Spanned, says
from assistant.checks.pair import Pair, fault
from assistant.checks.people import BODIES, covered
from assistant.checks.rendered import support
from assistant.stated.cues import Cue
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from assistant.stated.spotted import Spotted
from index.memo import memo
from index.vietnamese import canonical, fold, forms, wordings

# Share of a sentence's words that say something that must stand in the quote or its title.
_ENOUGH = 0.6
# The same of the words of an English sentence that the glossary knows; the quote may use words it does not
# know.
_RENDERED = 0.25
# What makes a post its deputy's, with and without its accent; no "phố".
_DEPUTY = ("phó", "pho")
# What may stand around a part of a quote.
_AROUND = " .,;:!?\"'"
# How many such words must be found where an English sentence states nothing exact.
_SHOWN = 3
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
_POST = r"(?:phó |tổng )*(?:chủ tịch|bí thư|giám đốc|trưởng|chánh|cục trưởng|bộ trưởng|thủ tướng|đại biểu)"
# Words that say more than the sentence would without them, and what of the quote allows them.
_QUALIFIERS = (
    (r"mỗi", r"mỗi|từng|bình quân|trung bình|hàng|hằng|một|/"),
    (
        r"(?<!thống )(?<!thứ )(?<!hợp )(?<!đồng )nhất|dẫn đầu|đứng đầu|kỷ lục",
        r"nhất|đầu tiên|(?:dẫn|đứng|hàng) đầu|kỷ lục|chưa từng|thứ|số 1",
    ),
    (r"duy nhất", r"duy nhất|chỉ|mỗi|độc nhất"),
    (r"lần đầu|lần đầu tiên", r"đầu tiên|lần đầu|chưa từng|lần thứ nhất|lần thứ i|lần i"),
    (rf"(?:nguyên|cựu)(?= {_POST})", r"nguyên|cựu|khi đó|lúc đó|trước đây|cũ"),
    (r"tất cả|toàn bộ|mọi", r"tất cả|toàn bộ|mọi|100 ?%|hết|cả|toàn|đều|các"),
    (r"chỉ riêng", r"riêng|chỉ"),
    (r"đủ(?! điều kiện)", r"đủ|đầy|hết|toàn bộ|xong|hoàn thành|100 ?%"),
    # deeds that are of weight by themselves: no other word stands for them
    (
        r"đồng ý|tán thành|nhất trí|ủng hộ",
        r"đồng ý|tán thành|nhất trí|ủng hộ|thống nhất|chấp thuận|đồng tình|đồng thuận",
    ),
    (r"phản đối|bác bỏ|bác đơn", r"phản đối|bác|không đồng ý|không nhất trí|không chấp thuận"),
    (r"bãi bỏ|hủy bỏ|huỷ bỏ|xóa bỏ|xoá bỏ", r"bãi bỏ|hủy|huỷ|xóa|xoá|hết hiệu lực|chấm dứt"),
    (r"tạm dừng|dừng(?! lại ở)|đình chỉ|chấm dứt", r"dừng|đình chỉ|chấm dứt|ngừng|ngưng|kết thúc|thôi"),
    (r"khởi tố|truy tố|kết án|bắt tạm giam|tạm giam", r"khởi tố|truy tố|kết án|tạm giam|tuyên phạt|án"),
    (
        r"kỷ luật|kỉ luật|cách chức|khai trừ|cảnh cáo|khiển trách",
        r"k[ỷỉ] luật|cách chức|khai trừ|cảnh cáo|khiển trách",
    ),
    (r"miễn nhiệm|bãi nhiệm|bãi miễn", r"miễn nhiệm|bãi nhiệm|bãi miễn|thôi"),
    (
        r"(?<!làm )chết|tử vong|thiệt mạng|tử nạn",
        r"chết|tử vong|thiệt mạng|tử nạn|tử thương|người mất|hy sinh",
    ),
    (
        r"(?<!không )vượt (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)|(?<!không )vượt(?= \d)",
        r"vượt|cao hơn|trên 100|1[0-9]{2}(?:,\d+)? ?%",
    ),
)
_WEIGHTY = tuple((Spotted(said), re.compile(rf"(?<!\w)(?:{allowed})(?!\w)")) for said, allowed in _QUALIFIERS)
_ANY_WEIGHTY = Spotted("|".join(said for said, _ in _QUALIFIERS))
_UNITS = tuple(
    (frozenset(map(canonical, spelt.split())), re.compile(rf"(?<!\w){short}(?!\w)"))
    for spelt, short in (
        ("héc ta hecta", "ha"),
        ("mét vuông", "m2"),
        ("mét khối", "m3"),
        ("ki lô gam cân", "kg"),
    )
)
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
# Words of which one side's says something else than the other's in the same place.
_CONTRASTS = tuple(
    tuple(tuple(map(canonical, word.split())) for word in line.split("|"))
    for line in """sáng|trưa|chiều|tối
xuất khẩu|nhập khẩu
toàn tỉnh|toàn huyện|toàn xã|toàn thành phố|toàn quốc|toàn ngành
tử vong|bị thương
khẳng định|phủ nhận
thu ngân sách|chi ngân sách
nông thôn|đô thị|thành thị
nông nghiệp|công nghiệp|dịch vụ|xây dựng
khu công nghiệp|cụm công nghiệp
nam|nữ
đầu năm|cuối năm|giữa năm
trong nước|ngoài nước|nước ngoài
khách quốc tế|khách nội địa|khách trong nước
ngân sách trung ương|ngân sách địa phương|ngân sách tỉnh|ngân sách huyện
tuyến tỉnh|tuyến huyện|tuyến xã|tuyến trung ương
cấp tỉnh|cấp huyện|cấp xã|cấp trung ương
cao nhất|thấp nhất
lớn nhất|nhỏ nhất
đầu tiên|cuối cùng
trước|sau
bắt đầu|kết thúc
khai mạc|bế mạc
bổ nhiệm|miễn nhiệm
cho phép|cấm
hoàn thành|khởi công
đồng ý|phản đối
chấp thuận|bác bỏ
có hiệu lực|hết hiệu lực
mỗi ngày|mỗi tuần|mỗi tháng|mỗi quý|mỗi năm
hằng ngày|hằng tuần|hằng tháng|hằng quý|hằng năm
trước khi|sau khi
mùa khô|mùa mưa
thu hồi|chi trả
trực tuyến|trực tiếp
đúng hạn|quá hạn|trễ hạn
trên địa bàn tỉnh|trên cả nước""".splitlines()
)

# What says the same as one of these.
_ALIKE = {"toàn quốc": "cả nước"}
_SAID = tuple(tuple(" ".join(words) for words in group) for group in _CONTRASTS)
# All of them, as a text.
CONTRASTED = "; ".join(said for group in _SAID for said in group)
# The groups and wordings that a word opens, so that only these are looked for.
_OPENING = {
    first: [(place, said) for place, group in enumerate(_SAID) for said in group if said.split()[0] == first]
    for first in {words[0] for group in _CONTRASTS for words in group}
}


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
    if not pair.bare and not pair.quote.bare:
        # "bãi bỏ" is not borne by "cán bộ"
        spelt = _exact(pair.quote)
        if missing := [word for word in said if word.exact not in spelt]:
            spelt = _exact(pair.title).union(map(canonical, pair.province.split()))
            missing = [word for word in missing if word.exact not in spelt]
    else:
        stated = _province_and(pair)
        missing = [word for word in said if word.folded not in stated]
    if missing and (other := _wordings(pair.quote)):
        missing = [word for word in missing if word.folded not in other]
    other_forms = _forms(sentence) if missing else {}
    if other_forms and not other_forms.keys().isdisjoint([word.folded for word in missing]):
        there = _province_and(pair) | _wordings(pair.quote)
        missing = [
            word for word in missing if not any(map(there.issuperset, other_forms.get(word.folded, ())))
        ]
    missing = [word for word in missing if word.exact not in _OF_UNITS or not _unit(pair, word)]
    of_names = covered(sentence, pair.bare) if missing else frozenset()
    weighty = _heavy(sentence, pair.bare)
    strange = [word for word in missing if word.start in weighty and word.start not in of_names]
    # where none is of weight, the light ones must do
    heavy = (weighty or frozenset(() if exact else (word.start for word in said))) - of_names
    lacking = [word for word in missing if word.start in heavy]
    if (
        (len(heavy) - len(lacking)) < _ENOUGH * len(heavy)
        or len(strange) > (_STRANGE if exact else _STRANGE * (len(said) >= _LONG))
        or any(_by_figure(pair, word) or _named(pair, word) for word in strange)
    ):
        yield fault("unsupported", " ".join(word.raw for word in missing))
    yield from overstated(pair)


def overstated(pair: Pair) -> Iterator[Fault]:
    """Single words that the quote contrasts, or that make more of what it says."""
    yield from _contrasts(pair)
    yield from _qualified(pair)


def lent(pair: Pair, others: Sequence[Parsed]) -> bool:
    """Whether the sentence has a word that names a thing or deed, and the quote has it not, but one of the `others`."""
    there = _province_and(pair) | _wordings(pair.quote)
    heavy = _heavy(pair.sentence, pair.bare)
    strange = [word for word in pair.sentence.words if word.start in heavy and word.folded not in there]
    return any(
        word.folded in _words(other) and not expanded(pair, word) for word in strange for other in others
    )


def known(quote: Parsed) -> None:
    """Find the words of a quote, as every sentence is held against them."""
    _order(quote)
    _exact(quote)
    _wordings(quote)
    _grouped(quote)


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
    return word.folded in _wordings(pair.quote) or (
        word.folded in _forms(pair.sentence) and _expanded(word.folded, pair.sentence, _stated(pair))
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
def _exact(parsed: Parsed) -> frozenset[str]:
    """A text's canonical words."""
    return frozenset(word.exact for word in parsed.words)


@remembered
def _spoken(parsed: Parsed) -> str:
    """A text's canonical words between single spaces."""
    return " " + " ".join(word.exact for word in parsed.words) + " "


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


def _contrasts(pair: Pair) -> Iterator[Fault]:
    """Words of the sentence whose contrary the quote has instead."""
    claimed = _grouped(pair.sentence)
    if not claimed:
        return
    theirs, spoken = _grouped(pair.quote), _spoken(pair.quote)
    for group, ours in claimed.items():
        present = theirs.get(group, ())
        others = [other for other in present if other not in ours]
        if any(said in _ALIKE and f" {_ALIKE[said]} " in spoken for said in ours):
            continue
        if others and len(others) == len(present):
            for said in ours:
                yield fault("unsupported", said, others[0])


@remembered
def _grouped(parsed: Parsed) -> dict[int, tuple[str, ...]]:
    """Which words of each contrasting group a text has."""
    spoken = _spoken(parsed)
    found: dict[int, tuple[str, ...]] = {}
    for word in _exact(parsed):
        for place, said in _OPENING.get(word, ()):
            if f" {said} " in spoken:
                found[place] = (*found.get(place, ()), said)
    return {place: tuple(said for said in _SAID[place] if said in words) for place, words in found.items()}


def opposed(one: Parsed, ours: tuple[int, int], other: Parsed, theirs: tuple[int, int]) -> str | None:
    """A word of a stretch of one text whose contrary a stretch of another has in its stead; None for none."""
    said, there = one.text[slice(*ours)].lower(), other.text[slice(*theirs)].lower()
    for place, words in _grouped(one).items():
        here = [word for word in words if _within(word, said)]
        if not here or place not in _grouped(other):
            continue
        found = [word for word in _grouped(other)[place] if _within(word, there)]
        if found and not set(here) & set(found):
            return here[0]
    return None


@memo(4096)
def _within(word: str, text: str) -> bool:
    """Whether a canonical wording stands in a text in small letters."""
    return f" {word} " in " " + " ".join(canonical(each) for each in re.findall(r"[^\W\d_]+", text)) + " "


def _qualified(pair: Pair) -> Iterator[Fault]:
    """Words that make more of what the quote says, or that are of weight by themselves: each, most, only, former."""
    for said, allowed in _weighty(pair.sentence):
        if not allowed.search(f"{pair.quote.lower} | {pair.title.lower}"):
            yield fault("unsupported", said)


@remembered
def _weighty(parsed: Parsed) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Such words of a text, each with what of a quote allows it."""
    if not _ANY_WEIGHTY.search(parsed):
        return ()
    return tuple(
        (found.group().lower(), allowed) for said, allowed in _WEIGHTY if (found := said.search(parsed))
    )


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
    """Where the sentence stands in the quote word for word, cutting no figure, date or name; None where it
    does not.
    """
    sentence, quote = pair.sentence.lower.strip(_AROUND), pair.quote.lower
    if not sentence or len(quote) != len(pair.quote.text):
        return None
    start = quote.find(sentence)
    while start >= 0:
        end = start + len(sentence)
        if _whole(pair.quote, start, end):
            return start, end
        start = quote.find(sentence, start + 1)
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
