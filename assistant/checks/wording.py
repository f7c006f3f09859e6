"""Faults of wording: a sentence too few of whose words stand in the quote; a part of a quote cut from what
turns it. Pure.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.answer import Fault
from assistant.checks.binding import STOPS, Spanned
from assistant.checks.pair import Pair, fault
from assistant.checks.rendered import support
from assistant.stated.cues import Cue
from assistant.stated.parsed import Parsed
from index.vietnamese import fold, terms, wordings

# Share of a sentence's words that say something that must stand in the quote or its title.
_ENOUGH = 0.6
# The same of the words of an English sentence that the glossary knows; the quote may use words it does not
# know.
_RENDERED = 0.25
# How many such words must be found where an English sentence states nothing exact.
_SHOWN = 3
# Words of which one side's says something else than the other's in the same place.
_CONTRASTS = tuple(
    tuple(tuple(word.split()) for word in line.split("|"))
    for line in """sáng|trưa|chiều|tối
xuất khẩu|nhập khẩu
thu ngân sách|chi ngân sách
nông thôn|đô thị|thành thị
nông nghiệp|công nghiệp|dịch vụ|xây dựng
nam|nữ
đầu năm|cuối năm|giữa năm
trong nước|ngoài nước|nước ngoài
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
chấp thuận|bác bỏ""".splitlines()
)


def unsupported(pair: Pair) -> Iterator[Fault]:
    """The sentence as a whole where the quote has too few of its words, and single words that the quote
    contrasts.
    """
    sentence = pair.sentence
    counted = sentence.numbers
    said = [
        word
        for word in sentence.words
        if word.folded not in STOPS and not any(one.start <= word.start < one.end for one in counted)
    ]
    if pair.foreign:
        exact = sentence.numbers or sentence.moments or sentence.documents
        borne, known = support(pair) if sentence.language == "en" else (0, 0)
        named = sum(
            1 for word in sentence.words if word.capital and word.start and word.folded in _words(pair.quote)
        )
        if (not exact and borne < _SHOWN) or borne + named < known * _RENDERED:
            yield fault("unsupported", sentence.text)
        return
    if not said:
        if not (sentence.numbers or sentence.moments or sentence.documents):
            yield fault("unsupported", sentence.text)
        return
    stated = _words(pair.quote) | _words(pair.title) | {fold(word) for word in pair.province.split()}
    missing = [word for word in said if word.folded not in stated]
    if missing:
        stated |= _wordings(pair.quote.text)
        missing = [
            word
            for word in missing
            if word.folded not in stated and not _expanded(word.folded, sentence.text, stated)
        ]
    if (len(said) - len(missing)) < _ENOUGH * len(said):
        yield fault("unsupported", " ".join(word.raw for word in missing))
    yield from _contrasts(pair)


def _words(parsed: Parsed) -> set[str]:
    """A text's folded words."""
    return {word.folded for word in parsed.words}


@lru_cache(maxsize=512)
def _wordings(text: str) -> frozenset[str]:
    """The folded words of every other wording that a text's abbreviations have."""
    return frozenset(fold(word) for other in wordings(terms(text)) for word in other.words)


def _expanded(word: str, text: str, known: set[str]) -> bool:
    """Whether a word is part of an abbreviation or full form whose other form the quote has."""
    found = terms(text)
    return any(
        word in (term.folded for term in found[other.first : other.last])
        and all(fold(part) in known for part in other.words)
        for other in wordings(found)
    )


def _contrasts(pair: Pair) -> Iterator[Fault]:
    """Words of the sentence whose contrary the quote has instead."""
    ours, theirs = (
        " " + " ".join(word.exact for word in parsed.words) + " " for parsed in (pair.sentence, pair.quote)
    )
    for group in _CONTRASTS:
        present = [" ".join(words) for words in group if f" {' '.join(words)} " in theirs]
        for words in group:
            said = " ".join(words)
            others = [other for other in present if other != said]
            if (
                f" {said} " in ours
                and said not in present
                and others
                and not any(f" {other} " in ours for other in others)
            ):
                yield fault("unsupported", said, others[0])


def part(pair: Pair) -> tuple[int, int] | None:
    """Where the sentence stands in the quote word for word, cutting no figure, date or name; None where it
    does not.
    """
    sentence, quote = pair.sentence.text.lower().strip(" .,;:!?\"'"), pair.quote.text.lower()
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
    exact: tuple[Spanned, ...] = (*quote.numbers, *quote.moments, *quote.documents)
    return not any(one.start < edge < one.end for one in exact for edge in (start, end))


def cut(pair: Pair, span: tuple[int, int]) -> Iterator[Fault]:
    """What turns a part of a quote and was cut off before it: a negation, a draft, a target, a bound."""
    quote, (start, end) = pair.quote, span
    ours = {(cue.axis, cue.value) for cue in pair.our_cues}
    clause = quote.clause(start)[0]
    cell = quote.cell(start)[0]
    for cue in (one for one in pair.their_cues if clause <= one.start and one.end <= start):
        if (cue.axis, cue.value) in ours:
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
