"""Counts: the numbers in a sentence that may answer a "how many", by the measure or by what is counted. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.question import EACH, Question, is_foreign
from assistant.reading.doubts import doubted, part_of_all
from assistant.reading.fit import DIGITS, Fit, fresh
from assistant.reading.measures import measure
from assistant.reading.overlap import rows, words
from assistant.reading.whole_places import is_of_place, place_measured
from assistant.stated.parsed import standing
from assistant.understanding.asked import says_nothing
from assistant.understanding.wordings import named_places
from index.glossary import translations
from index.memo import memo
from index.vietnamese import LIST_MARK, LOWER, UPPER, Term, fold, nfc, terms, wordings

# So many of a whole: "15/18 huyện".
_OUT_OF = r"\d{1,4}/(?:1[3-9]|[2-9]\d|\d{3,4})(?![\d/%-]|[.,]\d)"
# "1/2 thời gian" is a number, "4/7" a day.
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?:[123]/[2-5](?![\d/])|{_OUT_OF}|{DIGITS}(?!\d)(?![\d/]*-[A-ZĐ])(?!\s*/\s*\d))"
)
# "45% đối với các dự án", "2 tháng đầu năm": neither counts what is told behind it.
_TIME_OR_SHARE = re.compile(
    r"\s*(?:%|(?:phần trăm|tháng|ngày|năm|giờ|phút|giây|tuần|quý|tuổi)(?!\w))", re.IGNORECASE
)
# "2 tháng đầu năm", "45 - hơn 100 tỷ đồng": such a number tells a time or an amount, whatever stands before it.
_MEASURED_ITSELF = re.compile(
    r"(?:\s*(?:[-–]|đến|tới)\s*(?:(?:hơn|gần|trên|khoảng)\s+)?\d[\d.,]*)?\s*"
    r"(?:%|(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)*(?:đồng|VND|VNĐ|USD|tháng|ngày|năm|giờ|phút|giây|tuần|quý|tuổi"
    r"|phần trăm|km|m2|m3|m|mét|ha|tấn|tạ|kg)(?!\w)|(?:tỷ|tỉ)(?!\w))",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(_OUT_OF)
_SPELLED = re.compile(
    r"\b(?:một|hai|ba|bốn|năm(?! (?:học|nay|qua|ngoái|trước|sau|tới|đó|này|đầu|cuối))|sáu|bảy|tám|chín"
    # "mười hai" is one number
    r"|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|nửa)\b(?! (?:20|19)\d\d)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:bao nhieu|\bmay\b|how many)\s+(?:trieu |ti |nghin |ngan |of the )?((?:[^\W\d]+\s?){1,3})"
)
_NAME = re.compile(rf"[{LOWER}] [{UPPER}][{LOWER}]+ $")
_AFTER_DIGITS = re.compile(r"\d\s*$")
_QUALIFIED = re.compile(
    r"\b(?:ngày|tháng|năm|(?<!dân )(?<!tổng )số|thứ|điều|khoản|quý|lần thứ|lớp|khóa|khoá|quận|phường|tổ|xóm"
    r"|khu phố|khối|thôn|ấp|hẻm|ngõ|tầng|kho|ngã|sáng|trưa|chiều|tối|đêm|mùng|quốc lộ|tỉnh lộ|nghị định|chỉ thị"
    r"|giai đoạn|nhiệm kỳ|sinh|SN)\s*$|/\s*$",
    re.IGNORECASE,
)

# "khối 10, 11 và 12", "quận 2, 7, 8": each of them a label.
_IN_A_ROW = re.compile(
    r"(?<!\w)(?:khối|lớp|quận|phường|thôn|ấp|xóm|khu|tổ|điều|khoản|số)\s+(?:\d{1,3}(?:\s*[,;-]\s*|\s+và\s+))+$",
    re.IGNORECASE,
)
_ROW = 40

# Words that count off another, which texts leave out: "mấy xe ô tô" is answered by "350 ô tô".
_CLASSIFIERS = frozenset(("xe", "con", "chiec", "cai", "ngoi", "can", "nguoi", "vi", "to", "vu", "luot"))
# What stands for anything counted: "có bao nhiêu người", "33 trường hợp".
_CASES = ("trường", "hợp")
# A row reads with its headings: "Xã: Tân An | Hộ nghèo: 52".
_CELL = re.compile(r"(?:^|\|)\s*([^|:]+):\s*$")
_CLAUSE_END = re.compile(r"[;:.]\s")
# How far before a number what it counts may stand: "số doanh nghiệp thành lập mới là 420".
_COUNTED_BEFORE = 45
# "bao nhiêu tấn vàng", "giá bao nhiêu một con": what is weighed, or what the price is of.
_OF = re.compile(
    r"(?:bao nhieu|\bmay) (?:trieu |ty |ti |nghin |ngan )?"
    r"(?:tan|ta|kg|met khoi|m3|lit|khoi|ha|hec ?ta|m2|met vuong) (\w+)"
)
_PER = re.compile(
    r"bao nhieu (?:tien |dong )?(?:mot|moi|/|tren mot) ?(?:(?:con|chiec|cai|cuon|ngoi) (?=\w))?(\w+)"
)
_EACH_UNIT = re.compile(r"\s*(?:/|(?:một|mỗi|trên)\s)", re.IGNORECASE)
_UNITS = frozenset(
    (
        "met",
        "m2",
        "m3",
        "ha",
        "kg",
        "ki",
        "ky",
        "can",
        "ta",
        "tan",
        "lit",
        "giay",
        "gio",
        "ngay",
        "thang",
        "nam",
        "nguoi",
    )
)


def counts(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Numbers the question does not give: of the measure it asks for, or surest right before what it counts.

    What a whole province measures is told by what its own sentence measures; any number less surely where there is a
    doubt of it (`doubts.py`).
    """
    whole = place_measured(question)
    for fit in part_of_all(_counts(question, sentence, given), sentence, given):
        if (not whole or is_of_place(whole, sentence, fit.start)) and (
            sure := doubted(question, sentence, given, fit)
        ):
            yield sure


def _counts(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Numbers that may answer, be they values or differences."""
    if said := measure(question.text):
        yield from _measures(said, sentence, given)
        return
    nouns = counted(question)
    mark = LIST_MARK.match(sentence)
    begin = mark.end() if mark else 0  # "1." of a point counts nothing
    for match in (*_NUMBER.finditer(sentence, begin), *_SPELLED.finditer(sentence, begin)):
        digits = match.group()[0].isdigit()
        if digits and re.search(rf"(?<![\d.,]){re.escape(match.group())}(?![\d.,]*\d)", given):
            continue
        if not digits and _AFTER_DIGITS.search(sentence, 0, match.start()):
            continue  # "2 nghìn" is one number
        if label := _QUALIFIED.search(sentence[max(0, match.start() - 10) : match.start()]):
            # "lớp mấy" asks for the number of one
            if label.group().strip("/ ") and f"{fold(label.group()).strip()} may" in given:
                yield Fit(match.start(), match.end(), 1.0)
            continue
        strength = _counting(question, sentence, match, nouns)
        if strength < _RIGHT_BEFORE and _IN_A_ROW.search(
            sentence, max(0, match.start() - _ROW), match.start()
        ):
            continue
        if strength < _RIGHT_BEFORE and _YEAR.fullmatch(match.group()):
            continue  # "năm học 2017": a year, and no count
        if match.group().lower() == "một":
            strength = min(strength, 0.3)  # "một tàu" is a boat, hardly how many
        if strength:
            yield Fit(match.start(), match.end(), strength)


def _counting(
    question: Question, sentence: str, number: re.Match[str], nouns: Sequence[tuple[str, ...]]
) -> float:
    """How surely a number counts one of the nouns, by where that stands."""
    digits = number.group()[0].isdigit()
    after = _said(question, sentence, number.end(), number.end() + 40)[:5]
    heading = _said(question, sentence, *_heading(sentence, number.start()))
    # "14/63" alone is a place in an order, "Sông Lam 2" a name
    right_before = bool(_OF_WHOLE.fullmatch(number.group()) or _NAME.search(sentence, 0, number.start()))
    strength = 0.0 if not digits or right_before else 0.3 if nouns else 0.6
    measured = bool(_MEASURED_ITSELF.match(sentence, number.end()))
    timed = bool(_TIME_OR_SHARE.match(sentence, number.end()))
    exact = not is_foreign(question)  # what is counted in English may be told by a word like its rendering
    for noun in nouns:
        if tuple(after[: len(noun)]) == noun:
            strength = max(strength, 0.9 if len(noun) == 1 and noun != nouns[0] else 1.0)
        elif noun == _CASES or right_before:
            continue  # "Trường THPT …": no case
        elif noun and digits and noun == heading[: len(noun)]:
            strength = max(strength, 0.9)
        elif noun and not timed and standing(after, noun if exact else noun[:1]):
            # of "học sinh" one syllable alone, in "7 lựa chọn học tiếp", says little
            half = exact and noun == nouns[0][:1] != nouns[0]
            strength = max(strength, 0.3 if half else 0.8 if digits else 0.4)
        elif measured or not (noun and digits):
            continue
        elif noun[0] in _said(question, sentence, *_clause(sentence, number.start())):
            strength = max(strength, 0.5)
    return strength


def _measures(said: re.Pattern[str], sentence: str, given: str) -> Iterator[Fit]:
    """Quantities of the measure asked for; a total counts less if the price of each is asked for."""
    each = bool(_PER.search(given))
    for fit in fresh(said, sentence, given, 1.0):
        yield fit if not each or _EACH_UNIT.match(sentence, fit.end) else fit._replace(strength=0.5)


@memo(512)
def counted(question: Question) -> tuple[tuple[str, ...], ...]:
    """What a "how many" question counts, each rendering as words, folded if no accents are typed; empty for none."""
    bare = fold(question.text)
    matches = list(_COUNTED.finditer(bare))
    # "mấy hố sụt làm bao nhiêu hộ phải di dời" asks for the households
    match = next((m for m in matches if m.group().startswith("bao")), matches[0] if matches else None)
    if not match:
        return ()
    found = _before_names(question, match.start(1), match.end(1))
    nouns = [term.folded for term in found]
    rendered = translations(nouns[:2]) if "how" in bare else []
    if rendered:
        return tuple(tuple(term.exact for term in terms(text)) for text in rendered[0].renderings)
    if not nouns or nouns[0] in EACH or says_nothing(found[0].exact, accents_typed=question.accented):
        return ()
    first = found[:2] if nouns[0] in _CLASSIFIERS else found[:1]
    # "học sinh" is what is counted, before "năm học" or "lớp học" is
    both = (
        [tuple(term.exact for term in found[:2])] if len(found) > 1 and nouns[0] not in _CLASSIFIERS else []
    )
    others = [
        wording.words for wording in wordings([term.exact for term in found]) if wording.first < len(first)
    ]
    return tuple(
        run if question.accented else tuple(map(fold, run))
        for run in (*both, *((term.exact,) for term in first), *others, *_same(found), _CASES)
    )


def _before_names(question: Question, start: int, end: int) -> list[Term]:
    """The words in a stretch of a question up to a province: "bao nhiêu người Hà Nội" counts no hectares."""
    text = nfc(question.text)
    first = min((place.start for place in named_places(text) if place.start > start), default=end)
    return terms(text[start : min(first, end)])


def _same(counted: Sequence[Term]) -> tuple[tuple[str, ...], ...]:
    """Another word for what is counted: the inhabitants ("bao nhiêu dân") are told as people ("203.142 người")."""
    first, *others = (term.folded for term in counted)
    return (("người",),) if first == "dan" and not set(others[:1]) & _OF_PEOPLES else ()


# "dân tộc", "dân quân", "dân số": no inhabitants counted.
_OF_PEOPLES = frozenset(("toc", "quan", "so", "phong", "cong"))


def states_what_of(question: Question, sentence: str) -> bool:
    """Whether a sentence names what is weighed or priced, if the question asks for tonnes or the price of something."""
    if not (wanted := _what_of(question.text)):
        return True
    said = words(sentence).folded
    return all(f" {word} " in said for word in wanted)


def states_measured(question: Question, sentence: str, before: str, title: str, passage: str) -> bool:
    """Whether what stands around a sentence names the quantity with which a question "… là bao nhiêu" begins.

    A bare "Dân số Thanh Hóa?" is answered only beside the quantity's own name: a passage may give many quantities.
    """
    if not (measured := _measured(question)):
        return True
    around = (
        (sentence, before, title, passage)
        if _MEASURED.search(fold(question.text))
        else (sentence, before, title)
    )
    first, second = measured
    if (shown := _SHOWN.get(measured)) and shown.search(rows(sentence).folded):
        return True
    if measured in _ONE_WORD:
        return f" {first} {second} " in rows(" ".join(around)).folded
    # a title says of which index, its sentences of what ("PCI 2023: …", "đạt 71,25 điểm")
    said, headed = rows(sentence).folded, rows(title).folded
    if (f" {first} " in said and f" {second} " in headed) or (
        f" {second} " in said and f" {first} " in headed
    ):
        return True
    near = rf" {first} (?:\S+ ){{0,4}}?{second} | {second} (?:\S+ ){{0,{_IN_REACH}}}?{first} "
    return bool(re.search(near, rows(" ".join(around)).folded))


# Quantities whose two syllables are one word: "số hộ dân" states no "dân số".
_ONE_WORD = frozenset(
    (("dan", "so"), ("dien", "tich"), ("doanh", "thu"), ("nang", "suat"), ("san", "luong"), ("kim", "ngach"))
)
# "GRDP tăng 8,16%" states a growth without its name, "Tân An: 450 ha" an area, "có 203.142 người" a population.
_SHOWN: dict[tuple[str, ...], re.Pattern[str]] = {
    ("tang", "truong"): re.compile(r" (?:tang|giam) (?:\w+ )?\d"),
    ("dien", "tich"): re.compile(r"\d (?:ha|m2|km2) "),
    ("dan", "so"): re.compile(r" (?:\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)? (?:trieu|van)) (?:nguoi|dan) "),
}
# "PCI 2023: Quảng Ninh dẫn đầu với 71,25 điểm": how far behind what is measured its quantity may stand.
_IN_REACH = 16
_YEAR = re.compile(r"(?:19|20)\d\d")
# As strong is a number right before what is counted.
_RIGHT_BEFORE = 0.8
# "Dân số … là bao nhiêu": the first two words name the quantity.
_AMOUNTS = frozenset(("so", "tong", "muc", "ti", "ty", "luong"))
_MEASURED = re.compile(r"\bla bao nhieu\W*$")
_HOW_MANY = re.compile(r"\b(?:bao (?:nhieu|lau|xa)|may|so luong|the nao|chung nao|co nao)\b")
# "What is the population of …", in the words of the texts.
_IN_VIETNAMESE = {"population": ("dan", "so"), "area": ("dien", "tich")}
_ENGLISH_QUANTITY = re.compile(
    rf"^what (?:is|was|are) (?:the )?(?:\w+ ){{0,4}}?(?P<what>{'|'.join(_IN_VIETNAMESE)})\b"
)


@memo(512)
def _measured(question: Question) -> tuple[str, ...]:
    """The folded words with which such a question begins; none for any other question."""
    bare = fold(question.text)
    if is_foreign(question):
        english = _ENGLISH_QUANTITY.search(bare)
        return _IN_VIETNAMESE[english["what"]] if english else ()
    first = terms(question.text)[:2]
    named = _MEASURED.search(bare) or (question.asked == "number" and not _HOW_MANY.search(bare))
    if len(first) < 2 or not named:
        return ()
    begins = (
        first[0] in question.content
        and first[0].folded not in _AMOUNTS
        and all(term.exact.isalpha() for term in first)
    )
    return tuple(term.folded for term in first) if begins else ()


@memo(512)
def _what_of(text: str) -> tuple[str, ...]:
    """The folded words for what a question wants weighed or priced."""
    bare = fold(text)
    found = [m.group(1) for pattern in (_OF, _PER) for m in pattern.finditer(bare)]
    return tuple(word for word in found if not says_nothing(word, accents_typed=False) and word not in _UNITS)


def _said(question: Question, sentence: str, start: int, end: int) -> tuple[str, ...]:
    """The words that begin in sentence[start:end], with accents if the question has them."""
    said = words(sentence)
    found = said.written if question.accented or is_foreign(question) else said.row
    return found[bisect_left(said.starts, start) : bisect_left(said.starts, end)]


def _heading(sentence: str, end: int) -> tuple[int, int]:
    """The heading of the cell that a number begins in a table's row, as a span; an empty span elsewhere."""
    found = _CELL.search(sentence, 0, end) if " | " in sentence else None
    return found.span(1) if found else (end, end)


def _clause(sentence: str, end: int) -> tuple[int, int]:
    """What stands shortly before a number, in its clause, as a span."""
    begin = max(0, end - _COUNTED_BEFORE)
    last = max((m.end() for m in _CLAUSE_END.finditer(sentence, begin, end)), default=begin)
    return last, end
