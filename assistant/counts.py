"""Counts: the numbers in a sentence that may answer a "how many", by the measure or by what is counted. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.asked import says_nothing
from assistant.fit import DIGITS, Fit, fresh
from assistant.measures import measure
from assistant.question import EACH, Question, is_foreign
from index.glossary import translations
from index.vietnamese import fold, nfc, terms, wordings

_NUMBER = re.compile(rf"(?<![\w/.-]){DIGITS}(?![\d/]*-[A-ZĐ])")
_SPELLED = re.compile(
    r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|nửa)\b(?! (?:20|19)\d\d)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:bao nhieu|\bmay\b|how many)\s+(?:trieu |ti |nghin |ngan |of the )?((?:[^\W\d]+\s?){1,3})"
)
_AFTER_DIGITS = re.compile(r"\d\s*$")
_QUALIFIED = re.compile(r"(?:ngày|tháng|năm|số|thứ|điều|khoản|quý|lần thứ)\s*$|/$", re.IGNORECASE)


# Words that count off another, which texts leave out: "mấy xe ô tô" is answered by "350 ô tô".
_CLASSIFIERS = frozenset(("xe", "con", "chiec", "cai", "ngoi", "can", "nguoi", "vi", "to", "vu", "luot"))
# What stands for anything counted: "có bao nhiêu người", "33 trường hợp".
_CASES = ("trường", "hợp")
# How far before a number what it counts may stand: "số doanh nghiệp thành lập mới là 420".
_COUNTED_BEFORE = 45
# "bao nhiêu tấn vàng", "giá bao nhiêu một con": what is weighed, or what the price is of.
_OF = re.compile(
    r"(?:bao nhieu|\bmay) (?:trieu |ty |ti |nghin |ngan )?"
    r"(?:tan|ta|kg|met khoi|m3|lit|khoi|ha|hec ?ta|m2|met vuong) (\w+)"
)
_PER = re.compile(r"bao nhieu (?:tien |dong )?(?:mot|moi|/|tren mot) ?(\w+)")
_UNITS = frozenset(("met", "m2", "m3", "giay", "gio", "ngay", "thang", "nam", "nguoi"))


def counts(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Numbers the question does not give: of the measure it asks for, or surest right before what it counts."""
    said = measure(question.text)
    if said:
        yield from fresh(said, sentence, given, 1.0)
        return
    nouns = counted(question)
    for match in (*_NUMBER.finditer(sentence), *_SPELLED.finditer(sentence)):
        digits = match.group()[0].isdigit()
        if digits and re.search(rf"(?<![\d.,]){re.escape(match.group())}(?![\d.,]*\d)", given):
            continue
        if not digits and _AFTER_DIGITS.search(sentence, 0, match.start()):
            continue  # "2 nghìn" is one number
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
    if not nouns or nouns[0] in EACH or says_nothing(found[0].exact, accents_typed=question.accented):
        return ()
    first = found[:2] if nouns[0] in _CLASSIFIERS else found[:1]
    others = [wording.words for wording in wordings(found) if wording.first < len(first)]
    return tuple(
        run if question.accented else tuple(map(fold, run))
        for run in (*((term.exact,) for term in first), *others, _CASES)
    )


def states_what_of(question: Question, sentence: str) -> bool:
    """Whether a sentence names what is weighed or priced, where the question asks for so many tonnes of it."""
    bare = fold(question.text)
    found = [m.group(1) for pattern in (_OF, _PER) for m in pattern.finditer(bare)]
    wanted = [word for word in found if not says_nothing(word, accents_typed=False) and word not in _UNITS]
    said = f" {' '.join(term.folded for term in terms(sentence))} "
    return all(f" {word} " in said for word in wanted)


def _said(question: Question, text: str) -> tuple[str, ...]:
    """A text's words as they are to be compared: with accents where the question has them."""
    exact = question.accented and not is_foreign(question)
    return tuple(term.exact if exact else term.folded for term in terms(text))


def _clause(sentence: str, end: int) -> str:
    """What stands shortly before a number, in its clause."""
    return re.split(r"[;:.]\s", sentence[max(0, end - _COUNTED_BEFORE) : end])[-1]
