"""What in a sentence is of the kind that a question asks for: its numbers, dates, people … as spans. Pure.

What the question itself already names never counts as its answer.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.asked import says_nothing
from assistant.measures import measure
from assistant.question import Question, is_foreign
from index import places
from index.glossary import translations
from index.vietnamese import fold, nfc, terms, wordings


class Fit(NamedTuple):
    """sentence[start:end] may be what is asked for, 0 < strength ≤ 1: how surely it is of the kind."""

    start: int
    end: int
    strength: float


_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(rf"(?<![\w/.-]){_DIGITS}(?![\d/]*-[A-ZĐ])")
_SPELLED = re.compile(
    r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|nửa)\b(?! (?:20|19)\d\d)",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_DIGITS}\s*(?:%|phần trăm|điểm phần trăm)", re.IGNORECASE)
_RANK = re.compile(
    r"\d+\s*/\s*\d+|thứ\s+(?:\d+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:vị trí|hạng|top|tốp)\s+\d+"
    r"|đứng đầu|dẫn đầu|cuối bảng",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?(?![\d%])(?!,\d)|(?:ngày"
    r"|mùng)\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:[,\s]+năm\s+\d{4})?|tháng\s+(?:\d{1,2}|một|hai|ba|tư|năm|sáu"
    r"|bảy|tám|chín|mười)\b(?:[/,\s]+(?:năm\s+)?\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:năm\s+)?(?<![\d.,/-])(?:1[0-9]|20)\d\d(?![\d.,]\d)|quý\s+(?:[IV]+|\d)|thế kỷ\s+\w+|nhiệm kỳ|giai đoạn"
    r"|hôm (?:nay|qua)|\d{1,2}\s*(?:giờ|h)\b|(?:sau|trước|trong|hơn|gần|khoảng)\s+\d+\s+(?:ngày|tháng|năm)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,-])(?:1[0-9]|20)\d\d(?![\d.,]\d)")
_CAUSE = re.compile(
    r"\b(?:bởi vì|bởi|do|vì|nên|nguyên nhân|lý do|lí do|nhằm|để|xuất phát từ|căn cứ|dẫn đến|khiến|gây ra|tránh"
    r"|nhờ|cho rằng|do đó)\b",
    re.IGNORECASE,
)
_UPPER = r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
_CAPITAL = rf"{_UPPER}[\w'’.&-]*"
_DOCUMENT = re.compile(
    rf"\d+(?:/\d{{4}})?\s*[-/–]\s*{_UPPER}[\w&-]*|\b(?:nghị quyết|quyết định|thông tư|nghị định|chỉ thị|luật"
    rf"|bộ luật|hiến pháp|hiệp định|kế hoạch)\s+(?:số\s+)?(?:\d|{_UPPER})[^\s,;]*",
    re.IGNORECASE,
)
_BODY = re.compile(
    rf"\b(?:Sở|Ban|Bộ|Cục|Chi cục|Tổng cục|Phòng|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|[Cc]ông ty|[Tt]ập đoàn"
    rf"|Tổng công ty|[Tt]rường|Đại học|[Bb]ệnh viện|Hội|[Nn]gân hàng|Viện|Trung tâm|Liên đoàn|Quốc hội"
    rf"|Chính phủ|Đài|Báo|Đoàn|Quỹ|Tòa án|Thanh tra|Kho bạc|[Ll]iên minh|[Hh]ãng|[Nn]hà máy|Đảng|[Cc]ông an"
    rf"|Tỉnh ủy|Thành ủy|Huyện ủy)\b(?:[\s-]+(?:{_CAPITAL}|và|tỉnh|thành phố|huyện|cổ phần|TNHH))*"
)
# The surnames of nearly all Vietnamese; one before two or three capital words is a person's name.
_SURNAMES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đinh",
        "trương",
        "trịnh",
        "đoàn",
        "lâm",
        "mai",
        "cao",
        "lương",
        "tạ",
        "hà",
        "thái",
        "châu",
        "tô",
        "kiều",
        "quách",
        "đào",
        "phùng",
        "vương",
        "chu",
        "nghiêm",
        "triệu",
        "lưu",
        "tôn",
        "la",
        "khúc",
        "đầu",
        "thạch",
        "kim",
        "sơn",
        "danh",
        "quản",
        "tống",
        "mạc",
        "ông",
        "từ",
        "tăng",
        "văn",
        "bạch",
        "diệp",
        "doãn",
        "giang",
        "khổng",
        "lã",
        "lại",
        "lục",
        "ma",
        "mã",
        "nông",
        "phí",
        "sầm",
        "thân",
        "thi",
        "tiêu",
        "trang",
        "ưng",
        "vi",
        "viên",
        "vừ",
        "giàng",
        "lò",
        "sùng",
        "hầu",
        "đàm",
        "hứa",
        "cù",
        "cung",
        "điểu",
        "siu",
        "ksor",
        "nay",
        "niê",
        "cầm",
        "quàng",
        "hạng",
        "thào",
        "bế",
    ]
)
_CAPITALS = re.compile(rf"(?<![\w.]){_CAPITAL}(?:\s+{_CAPITAL})*")
_NAME = re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL}){{1,5}}")
_TITLED = re.compile(
    r"(?:ông|bà|anh|chị|đồng chí|đ/c|cô|thầy|bác sĩ|tiến sĩ|giáo sư|luật sư|nhà báo|tướng|tá|úy|vua|hoàng đế"
    r"|nữ hoàng|bí thư|chủ tịch|giám đốc|trưởng phòng)\s*:?\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"\b(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?|thị trấn|phường|xã|thôn|bản|làng|ấp|buôn|khu vực|khu"
    rf"|đường|phố|sông|núi|hồ|đảo|vịnh|biển|cầu|sân bay|cảng|nhà|trụ sở)\s+(?:{_CAPITAL}(?:\s+{_CAPITAL})*|\d+)"
    rf"|\b(?:tại|ở|từ|đến|thuộc)\s+{_CAPITAL}(?:\s+{_CAPITAL})*",
)
_OPENS = re.compile(r"\s*(?:[^\s:“\"]+\s+){0,5}?(?:là\b|gồm\b|như sau|[:“\"(–])", re.IGNORECASE)

# Kinds that one pattern knows.
_FORMS = {"percent": _PERCENT, "rank": _RANK, "year": _YEAR, "document": _DOCUMENT}


@lru_cache(maxsize=4096)
def fits(question: Question, sentence: str) -> tuple[Fit, ...]:
    """Everything in the sentence that is of the kind asked for; empty where nothing is, or the kind has no form."""
    given = fold(question.text)
    match question.asked:
        case "number":
            return tuple(_numbers(question, sentence, given))
        case "percent" | "rank" | "year" | "document":
            return tuple(_fresh(_FORMS[question.asked], sentence, given, 1.0))
        case "date":
            return tuple(_dates(sentence, given))
        case "person":
            return tuple(_people(question, sentence, given))
        case "place":
            return tuple([*_which(question, sentence, given), *_fresh(_PLACE, sentence, given, 0.6)])
        case "reason":
            return tuple(_fresh(_CAUSE, sentence, "", 1.0))
        case "body":
            return tuple([*_which(question, sentence, given), *_fresh(_BODY, sentence, given, 0.6)])
        case "name":
            return tuple(_called(sentence, given))
        case "definition":
            return tuple(_definitions(question, sentence))
    return ()


# Kinds of answer that have a form by which they are known.
FORMED = frozenset(("number", "percent", "rank", "date", "year", "person", "name"))
_ASKS_CALENDAR = re.compile(r"\b(?:ngay|hom|thang|quy|date|day|month)\b")


# "Bí thư Tỉnh ủy … là ai", "Ai là Giám đốc …": nothing but who holds a post.
_ASKS_HOLDER = re.compile(
    r"^(?:hien nay )?ai (?:dang |hien )?(?:la|giu chuc|lam) (?:\w+ )?(?:tong bi thu|bi thu|chu tich|(?:tong )?giam doc"
    r"|truong|chanh|thu tuong|bo truong|thu truong|cuc truong|vien truong|hieu truong|chu nhiem)\b"
    r"|^(?:pho |tong )?(?:bi thu|chu tich|giam doc|truong (?:ban|phong)|chanh van phong|thu tuong|bo truong|thu truong"
    r"|cuc truong|vien truong|hieu truong|chu nhiem)\b(?: \w+){0,16} (?:la ai|la ong nao|la ba nao|ten (?:la )?gi)\W*$"
    r"|^who is the\b"
)


# "bao nhiêu tấn vàng", "giá bao nhiêu một con": what is weighed, or what the price is of.
_OF = re.compile(
    r"(?:bao nhieu|\bmay) (?:trieu |ty |ti |nghin |ngan )?"
    r"(?:tan|ta|kg|met khoi|m3|lit|khoi|ha|hec ?ta|m2|met vuong) (\w+)"
)
_PER = re.compile(r"bao nhieu (?:tien |dong )?(?:mot|moi|/|tren mot) ?(\w+)")


def states_what_of(question: Question, sentence: str) -> bool:
    """Whether a sentence names what is weighed or priced, where the question asks for so many tonnes of it."""
    bare = fold(question.text)
    found = [m.group(1) for pattern in (_OF, _PER) for m in pattern.finditer(bare)]
    wanted = [word for word in found if not says_nothing(word, accents_typed=False) and word not in _UNITS]
    said = f" {' '.join(term.folded for term in terms(sentence))} "
    return all(f" {word} " in said for word in wanted)


_UNITS = frozenset(("met", "m2", "m3", "giay", "gio", "ngay", "thang", "nam", "nguoi"))


def least_fit(question: Question) -> float:
    """How strong a fit a sentence must hold to answer; 0 where it may answer without.

    "khi nào" may be answered by a condition, "ngày nào" not; who holds a post only by the name beside that post.
    """
    if question.asked == "person":
        return 0.3 if _ASKS_HOLDER.search(fold(question.text)) else 0.01
    if question.asked == "number" and not measure(question.text) and counted(question):
        return 0.35
    if question.asked == "date":
        return 0.01 if _ASKS_CALENDAR.search(fold(question.text)) else 0.0
    return 0.01 if question.asked in FORMED else 0.0


def _fresh(pattern: re.Pattern[str], sentence: str, given: str, strength: float) -> Iterator[Fit]:
    """The matches that the question does not already give."""
    for match in pattern.finditer(sentence):
        if not given or not re.search(rf"(?<!\w){re.escape(fold(match.group()))}(?!\w)", given):
            yield Fit(match.start(), match.end(), strength)


_QUOTED = re.compile(r"[“\"]([^”\"]{2,120})[”\"]")


def _called(sentence: str, given: str) -> Iterator[Fit]:
    """Names in capitals or quotation marks that the question does not give, the sentence's first word apart."""
    yield from _fresh(_QUOTED, sentence, given, 1.0)
    for match in _CAPITALS.finditer(sentence, 1):
        said = fold(match.group())
        if len(said) > 2 and not re.search(rf"(?<!\w){re.escape(said)}(?!\w)", given):
            yield Fit(match.start(), match.end(), 0.7)


def _which(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Where the thing a "which …" question asks for is followed by a name: "xã nào" by "xã Ngọc Phái"."""
    if is_foreign(question) or not question.head:
        return
    wanted = {question.head[-1].folded, *(term.folded for term in question.head[:1])}
    found = terms(sentence)
    for one, other in pairwise(found):
        if (
            one.folded in wanted
            and sentence[other.start].isupper()
            and not sentence[one.end : other.start].strip()
        ):
            name = re.compile(rf"{_CAPITAL}(?:\s+{_CAPITAL})*").match(sentence, other.start)
            if name and not re.search(rf"(?<!\w){re.escape(fold(name.group()))}(?!\w)", given):
                yield Fit(one.start, name.end(), 1.0)


_ASKS_DAY = re.compile(r"\b(?:ngay|hom|date|day)\b")
_NAMES_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}|(?:ngày|mùng)\s+\d", re.IGNORECASE)


def _dates(sentence: str, given: str) -> Iterator[Fit]:
    """Dates the question does not give; where it asks for a day, one that says only month or year is weak."""
    asks_day = bool(_ASKS_DAY.search(given))
    for fit in _fresh(_DAY, sentence, given, 1.0):
        whole = bool(_NAMES_DAY.match(sentence[fit.start : fit.end]))
        yield fit if whole or not asks_day else fit._replace(strength=0.2)
    yield from _fresh(_TIME, sentence, given, 0.2 if asks_day else 0.6)


_COUNTED = re.compile(
    r"(?:bao nhieu|\bmay\b|how many)\s+(?:trieu |ti |nghin |ngan |of the )?((?:[^\W\d]+\s?){1,3})"
)
_QUALIFIED = re.compile(r"(?:ngày|tháng|năm|số|thứ|điều|khoản|quý|lần thứ)\s*$|/$", re.IGNORECASE)


# Words that count off another, which texts leave out: "mấy xe ô tô" is answered by "350 ô tô".
_CLASSIFIERS = frozenset(("xe", "con", "chiec", "cai", "ngoi", "can", "nguoi", "vi", "to", "vu", "luot"))
# What stands for anything counted: "có bao nhiêu người", "33 trường hợp".
_CASES = ("trường", "hợp")
# "bao nhiêu một mét vuông": what something costs, not how many.
_EACH = frozenset(("mot", "moi", "tren", "la", "thi", "va", "so", "de", "cho", "trong", "o", "tu"))
# How far before a number what it counts may stand: "số doanh nghiệp thành lập mới là 420".
_COUNTED_BEFORE = 45


@lru_cache(maxsize=512)
def counted(question: Question) -> tuple[tuple[str, ...], ...]:
    """What a "how many" question counts, each rendering as words, folded where no accents are typed; empty of none."""
    bare = fold(question.text)
    matches = list(_COUNTED.finditer(bare))
    # "mấy hố sụt làm bao nhiêu hộ phải di dời" asks for the households
    match = next((m for m in matches if m.group().startswith("bao")), matches[0] if matches else None)
    if not match:
        return ()
    found = terms(nfc(question.text)[match.start(1) : match.end(1)])
    nouns = [term.folded for term in found]
    rendered = translations(nouns[:2]) if "how" in bare else []
    if rendered:
        return tuple(tuple(term.folded for term in terms(text)) for text in rendered[0].renderings)
    if not nouns or nouns[0] in _EACH:
        return ()
    first = found[:2] if nouns[0] in _CLASSIFIERS else found[:1]
    others = [wording.words for wording in wordings(found) if wording.first < len(first)]
    return tuple(
        run if question.accented else tuple(map(fold, run))
        for run in (*((term.exact,) for term in first), *others, _CASES)
    )


def _numbers(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Numbers the question does not give: of the measure it asks for, or surest right before what it counts."""
    said = measure(question.text)
    if said:
        yield from _fresh(said, sentence, given, 1.0)
        return
    nouns = counted(question)
    for match in (*_NUMBER.finditer(sentence), *_SPELLED.finditer(sentence)):
        digits = match.group()[0].isdigit()
        if digits and re.search(rf"(?<![\d.,]){re.escape(match.group())}(?![\d.,]*\d)", given):
            continue
        if _QUALIFIED.search(sentence[max(0, match.start() - 10) : match.start()]):
            continue
        after = _said(question, sentence[match.end() : match.end() + 40])[:5]
        strength = 0.0 if not digits else 0.3 if nouns else 0.6
        for noun in nouns:
            if tuple(after[: len(noun)]) == noun:
                strength = 1.0
            elif noun and noun[0] in after:
                strength = max(strength, 0.8 if digits else 0.4)
            elif noun and digits and noun[0] in _said(question, _clause(sentence, match.start())):
                strength = max(strength, 0.5)
        if strength:
            yield Fit(match.start(), match.end(), strength)


def _said(question: Question, text: str) -> tuple[str, ...]:
    """A text's words as they are to be compared: with accents where the question has them."""
    exact = question.accented and not is_foreign(question)
    return tuple(term.exact if exact else term.folded for term in terms(text))


def _clause(sentence: str, end: int) -> str:
    """What stands shortly before a number, in its clause."""
    return re.split(r"[;:.]\s", sentence[max(0, end - _COUNTED_BEFORE) : end])[-1]


@lru_cache(maxsize=4096)
def people(sentence: str) -> tuple[tuple[int, int], ...]:
    """The spans of what reads as people's names: a surname before capital words, or a title before them."""
    spans = []
    for match in _NAME.finditer(sentence):
        name_words = match.group().split()
        titled = bool(_TITLED.search(sentence[max(0, match.start() - 16) : match.start()]))
        first = next((i for i, word in enumerate(name_words) if word.lower() in _SURNAMES), None)
        if first is None and not titled:
            continue
        first = 0 if titled and first is None else first or 0
        if len(name_words) - first < 2 or len(name_words) - first > 5:
            continue
        start = match.end() - len(match.group().split(None, first)[-1])
        if titled or not _is_province(sentence[start : match.end()]):
            spans.append((start, match.end()))
    return tuple(spans)


def _is_province(name: str) -> bool:
    """Whether a capitalised name is a province's."""
    found = places.find(name)
    return bool(found) and found[0].end - found[0].start == len(name)


POST = re.compile(
    r"\b(?:pho |nguyen |cuu |quyen )?(?:tong bi thu|bi thu|chu tich|tong giam doc|giam doc|truong (?:ban|phong"
    r"|doan|khoa)|chanh van phong|chanh thanh tra|thu tuong|bo truong|thu truong|cuc truong|vien truong"
    r"|hieu truong|chu nhiem|chi huy truong|tu lenh|chinh uy|dai bieu|uy vien|thu ky|tong bien tap|hoi truong"
    r"|doi truong|dai su)\b"
)


# Somebody is meant by a post alone, or by a name that is no Vietnamese one: less surely.
_SOMEBODY = re.compile(
    rf"(?<=\w )(?:{_CAPITAL})(?:\s+{_CAPITAL})*|\b(?:hiệu trưởng|giám đốc|chủ tịch|trưởng|bộ trưởng|thủ tướng"
    rf"|tổng thống|vua|hội đồng|người)\b",
)


def _people(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """People the question does not name; surest where the very post it names stands by the name."""
    named = [span for span in people(sentence) if fold(sentence[span[0] : span[1]]) not in given]
    post = POST.search(given)
    bare = fold(sentence)
    for span in named:
        strength = 0.7
        if post and len(bare) == len(sentence):
            strength = _bound(question, sentence, bare, span, given, post)
        yield Fit(*span, strength)
    if not named and not post:
        yield from _fresh(_SOMEBODY, sentence, given, 0.15)


# Words after a post that say what kind of body it is of, not which.
_KINDS_OF_BODY = frozenset(
    (
        "tinh",
        "huyen",
        "xa",
        "phuong",
        "quan",
        "thanh",
        "pho",
        "tp",
        "so",
        "ban",
        "phong",
        "cua",
        "la",
        "ai",
        "nao",
        "gi",
        "ten",
    )
)
_LEVELS = frozenset(("tinh", "huyen", "xa", "phuong", "quan"))
_AFTERPOST = 8


def _bound(
    question: Question, sentence: str, bare: str, name: tuple[int, int], given: str, post: re.Match[str]
) -> float:
    """How surely the asked post is this name's: as high a post, of the same body, with no other name between."""
    wanted = _body(given[post.end() :], 4)
    said_of = [term for term in terms(question.text) if term.folded in wanted]
    capitals = {term.folded for term in said_of if question.text[term.start].isupper()}
    provinces = {term.folded for place in question.provinces for term in terms(place)}
    best = 0.2
    for found in POST.finditer(bare):
        if found.group() != post.group():
            continue
        said = _body(bare[found.end() :], _AFTERPOST)
        which = (capitals or set(wanted)) - _KINDS_OF_BODY - provinces
        levels = _LEVELS & set(wanted[:3])
        other_level = levels and _LEVELS & set(said[:3]) and not levels & set(said)
        here = 0.2 if other_level or (which and not which & set(said)) else 1.0
        start, end = found.span()
        between = sentence[end : name[0]] if name[0] >= end else sentence[name[1] : start]
        far = bool(people(between)) or ";" in between or len(between) > 120
        best = max(best, here * (0.4 if far else 1.0))
    return best


def _body(following: str, most: int) -> list[str]:
    """The folded words after a post, the two commonest bodies by their short names."""
    short = following.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    found = re.findall(r"\w+", short)[:most]
    written = [fold(word) for one in wordings(terms(short[: most * 6])) for word in one.words]
    return [*found, *written]


def _definitions(question: Question, sentence: str) -> Iterator[Fit]:
    """Where what is asked about is followed by its value: "chủ đề năm 2023 là …", "phương châm: …", "“…”"."""
    named = _named(question)
    found = terms(sentence)
    for one, other in pairwise(found):
        if (one.folded, other.folded) in named:
            opening = _OPENS.match(sentence, other.end)
            if opening:
                yield Fit(opening.end(), _clause_end(sentence, opening.end()), 1.0)


@lru_cache(maxsize=512)
def _named(question: Question) -> frozenset[tuple[str, str]]:
    """The folded pairs of neighbouring words that name what a question asks about, in Vietnamese."""
    if is_foreign(question):
        head = [question.text[term.start : term.end].lower() for term in question.head]
        runs = [
            tuple(t.folded for t in terms(text)) for found in translations(head) for text in found.renderings
        ]
    else:
        asked = [term.folded for term in question.content if not term.exact[0].isdigit()]
        runs = [tuple(asked)]
    return frozenset(pair for run in runs for pair in pairwise(run))


def _clause_end(sentence: str, start: int) -> int:
    """Where the clause that begins at `start` ends: at its closing quote, a semicolon, or the sentence's end."""
    closing = re.search(r"[”;»]|(?<=\w)[\"]", sentence[start:])
    return start + closing.start() if closing else len(sentence)


def strongest(found: Iterable[Fit]) -> float:
    """The highest strength among fits; 0 of none."""
    return max((fit.strength for fit in found), default=0.0)
