"""Equivalents: whether a quote has a word of a sentence in another form: an abbreviation, a unit for short. Pure."""

import re

from assistant.checks.pair import Pair
from assistant.checks.wording.words import foldings
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from index.vietnamese import canonical, fold, forms, wordings

# Units as they are spelt, and as they are written for short.
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
# Words of a wording, and what of a quote says the same.
_OTHERWISE = tuple(
    (frozenset(map(canonical, words.split())), said, re.compile(there, re.IGNORECASE))
    for words, said, there in (
        ("nước", "cả nước", r"toàn quốc|63 tỉnh"),
        ("toàn quốc", "toàn quốc", r"cả nước|63 tỉnh"),
        ("bình quân", "bình quân mỗi", r"trung bình|/ ?[^\W\d_]"),
        ("trung bình", "trung bình mỗi", r"bình quân|/ ?[^\W\d_]"),
        ("nhiều nhất", "nhiều nhất", r"tối đa"),
        ("ít nhất", "ít nhất", r"tối thiểu"),
        ("duy nhất", "duy nhất", r"riêng"),
        ("phần lớn", "phần lớn", r"chủ yếu|đa số|hầu hết"),
        ("thiệt mạng", "thiệt mạng", r"chết|tử vong|tử nạn"),
        ("tử vong", "tử vong", r"chết|thiệt mạng|tử nạn"),
        ("chết", "chết", r"tử vong|thiệt mạng|tử nạn"),
        ("trở lại", "trở lại", r"quay lại"),
        ("quay lại", "quay lại", r"trở lại"),
        ("đồng ý", "đồng ý", r"đồng thuận|nhất trí|tán thành|chấp thuận"),
        ("nhất trí", "nhất trí", r"đồng ý|đồng thuận|tán thành|thống nhất"),
        ("trả lời", "trả lời", r"giải đáp|phúc đáp"),
        ("muốn", "muốn", r"đề nghị|kiến nghị|mong|có nguyện vọng"),
        ("nước ngoài", "nước ngoài", r"quốc tế"),
        ("quốc tế", "khách quốc tế", r"khách nước ngoài"),
        ("trong nước", "trong nước", r"nội địa"),
        ("nội địa", "nội địa", r"trong nước"),
        ("lãi", "lãi", r"lợi nhuận"),
        ("lợi nhuận", "lợi nhuận", r"(?:có|được|thu|số|tiền) lãi|lãi \d"),
        ("giữ vai trò", "giữ vai trò", r"(?:làm|là|giữ chức(?: vụ)?|đảm nhiệm) [^\W\d_]"),
        ("giữ chức", "giữ chức", r"(?:làm|là|đảm nhiệm) [^\W\d_]"),
        ("ngôi", "ngôi nhà", r"\d (?:căn )?nhà"),
        ("căn", "căn nhà", r"\d (?:ngôi )?nhà"),
    )
)
_SAID_OTHERWISE = frozenset().union(*(words for words, _, _ in _OTHERWISE))
# What units measure.
_MEASURED = tuple(
    (frozenset(map(canonical, measure.split())), frozenset(units.split()))
    for measure, units in (
        ("diện tích", "ha m2 km2"),
        ("chiều dài độ", "km m"),
        ("khối lượng", "tấn tạ kg m3"),
        ("lưu lượng", "m3/s"),
    )
)
_OF_UNITS = frozenset().union(*(words for words, _ in (*_UNITS, *_MEASURED)))


@remembered
def with_province(pair: Pair) -> frozenset[str]:
    """The folded words of a quote, its title and its province."""
    return _stated(pair).union(map(fold, pair.province.split()))


def said_otherwise(pair: Pair, word: Word) -> bool:
    """Whether a word is a unit's that the quote has for short, or one of several that say in other words what it says:
    "cả nước" of "toàn quốc".
    """
    return (word.exact in _OF_UNITS and _has_unit(pair, word)) or (
        word.exact in _SAID_OTHERWISE
        and any(
            word.exact in words and said in pair.sentence.lower and there.search(pair.quote.text)
            for words, said, there in _OTHERWISE
        )
    )


def _has_unit(pair: Pair, word: Word) -> bool:
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
        (word.exact in _OF_UNITS and _has_unit(pair, word))
        or word.folded in other_wordings(pair.quote)
        or (word.folded in forms_of(pair.sentence) and _expanded(word.folded, pair.sentence, _stated(pair)))
    )


@remembered
def _stated(pair: Pair) -> frozenset[str]:
    """The folded words of a quote and its title."""
    return foldings(pair.quote) | foldings(pair.title)


@remembered
def other_wordings(parsed: Parsed) -> frozenset[str]:
    """The folded words of every other wording that a text's abbreviations have."""
    return frozenset(
        fold(word) for other in wordings([exact for exact, _ in forms(parsed.text)]) for word in other.words
    )


def _expanded(word: str, parsed: Parsed, known: frozenset[str]) -> bool:
    """Whether a word is part of an abbreviation or full form whose other form the quote has."""
    return any(map(known.issuperset, forms_of(parsed).get(word, ())))


@remembered
def forms_of(parsed: Parsed) -> dict[str, list[tuple[str, ...]]]:
    """The folded words of the other forms of a text's abbreviations and full forms, by each folded word of these."""
    there = forms(parsed.text)
    found: dict[str, list[tuple[str, ...]]] = {}
    for other in wordings([exact for exact, _ in there]):
        words = tuple(fold(part) for part in other.words)
        for folded in {folded for _, folded in there[other.first : other.last]}:
            found.setdefault(folded, []).append(words)
    return found
