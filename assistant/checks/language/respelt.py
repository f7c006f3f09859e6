"""Respelt: a sentence typed without accents in the spelling that its quote has for the same words. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.checks.pair import Pair
from assistant.checks.who.mentions import mentioned
from assistant.checks.wording.contrasts import CONTRASTED
from assistant.checks.wording.words import SPELT
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word, parse, places
from index.vietnamese import fold

# How words are spelt that every text has, and those that say what is counted, where and who, first those meant most.
_SPELT = (
    *SPELT,
    *re.findall(
        r"\w+",
        """không chưa chỉ sẽ đã người hộ triệu nghìn trăm đồng héc ta tấn mét đô la huyện xã phường thôn tỉnh thành phó
        phố ông từng chí chủ tịch giám đốc quý giờ phút tuổi cả toàn cao thấp nhất nhiều ít làm việc lại nơi còn giữ
        chức vụ tăng giảm kém tỉ bốn tám chín mười nửa""",
    ),
)
_KNOWN = {fold(word): word for word in reversed(_SPELT)}
_COMMON = (
    "theo đó; trước đó; mục tiêu; phần trăm; đô la Mỹ; héc ta; mét vuông; mét khối; kế hoạch; dự kiến; ước tính; "
    "ước đạt; phấn đấu; so với; cùng kỳ; năm trước; năm ngoái; tỷ lệ; xấp xỉ; bình quân; đề xuất; đề nghị; quyết định; "
    "phê duyệt; dự thảo; cả năm; tháng trước; đầu năm; cuối năm; hiện nay; ban hành; thông qua; chấp thuận; nhất trí; "
    "thống nhất; công bố; sáu tháng đầu năm; thành phố; ủy ban nhân dân; hội đồng nhân dân; mặt trận tổ quốc"
)
# How number words are spelt where they count something, and behind another one.
_NUMERALS = {fold(word): word for word in ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]}
_TENS = {"muoi": "mươi", "lam": "lăm", "tu": "tư", "mot": "mốt"}
_LETTERS = re.compile(r"[^\W\d_]+")
# How many places of a word are looked at, so that no quote takes long.
_MOST = 40
# From how many words in a row on a row tells the spelling of a word that every text has.
_SURE = 2
# What share of the words in such rows makes a sentence that looks English one of the quote's language.
_NEARLY_ALL = 0.6


def respelt(pair: Pair) -> tuple[Pair, bool] | None:
    """The pair with its sentence's words as the quote, or else its title, spells them where both stand longest in the
    same row, and whether that spells them all; None where it has accents already, or is in another language: "An ninh
    … vu no" looks English, and is not where the quote has nearly all of it in rows.
    """
    if not pair.sentence.bare or pair.quote.bare:
        return None
    text = pair.sentence.text
    spelt = list(text)
    words = pair.sentence.words
    at, whole, rows = 0, True, 0
    provinces = {place.start: place.name.split() for place in mentioned(pair.sentence, True).provinces}
    while at < len(words):
        run = [word.raw for word in _longest(pair, words, at)]
        rows += len(run) if len(run) >= _SURE else 0
        province = provinces.get(words[at].start, [])
        if len(run) < len(province) and _is_spelt(province, words[at : at + len(province)]):
            run = province  # not the quote's "năm" and "định" apart
        elif len(run) < _SURE and (numeral := _numeral(pair, words, at)):
            run = numeral
        elif len(run) < _SURE and (known := _KNOWN.get(words[at].folded)):
            run = [known]
        for word, other in zip(words[at:], run, strict=False):
            if len(other) == len(word.raw):
                spelt[word.start : word.end] = _cased(other, word.raw)
        whole = whole and bool(run)
        at += len(run) or 1
    if pair.foreign and (not whole or rows < _NEARLY_ALL * len(words)):
        return None
    for moment in pair.sentence.moments:
        for part in _LETTERS.finditer(text, moment.start, moment.end):
            spelt[part.start() : part.end()] = _cased(
                _KNOWN.get(fold(part.group()), part.group()), part.group()
            )
    return Pair(parse("".join(spelt)), pair.quote, pair.title, pair.province), whole


def _is_spelt(name: Sequence[str], words: Sequence[Word]) -> bool:
    """Whether words are those of a name but for accents."""
    return [fold(word) for word in name] == [word.folded for word in words]


def _numeral(pair: Pair, words: Sequence[Word], at: int) -> list[str]:
    """The number words from a place on, spelt, where they count what the quote has a figure of: "sau huyen" of
    "6 huyện", which is no "sau".
    """
    spelt: list[str] = []
    found: list[str] = []
    for word, behind in zip(words[at:], words[at + 1 :], strict=False):
        known = _NUMERALS.get(word.folded)
        if not (known := (_TENS.get(word.folded, known) if spelt else known)):
            break
        spelt.append(known)
        if behind.folded in _counted(pair.quote) and behind.start - word.end == 1:
            found = list(spelt)
    return found


@remembered
def _counted(quote: Parsed) -> frozenset[str]:
    """The words right behind a text's figures."""
    return frozenset(
        word.folded for one in quote.numbers if one.kind == "plain" for word in quote.after(one.start, 1)
    )


def _longest(pair: Pair, words: Sequence[Word], at: int) -> Sequence[Word]:
    """The longest row of words that begins as those of the sentence from `at` on, the quote's before any other's."""
    return max((_run(each, words, at) for each in (pair.quote, pair.title, _common())), key=len)


@lru_cache(maxsize=1)
def _common() -> Parsed:
    """Words that every report has, or that are held against their contraries."""
    return parse(f"{_COMMON}; {CONTRASTED}")


def _run(parsed: Parsed, words: Sequence[Word], at: int) -> Sequence[Word]:
    """The longest row of a text's words that begins as those of the sentence from `at` on, accents apart."""
    best: Sequence[Word] = ()
    for place in places(parsed, True).get(words[at].folded, ())[:_MOST]:
        length = 1
        while (
            at + length < len(words)
            and place + length < len(parsed.words)
            and parsed.words[place + length].folded == words[at + length].folded
        ):
            length += 1
        if length > len(best):
            best = parsed.words[place : place + length]
    return best


def _cased(spelling: str, like: str) -> str:
    """A spelling in capital and small letters as another has them."""
    return "".join(
        one.upper() if other.isupper() else one.lower() for one, other in zip(spelling, like, strict=True)
    )
