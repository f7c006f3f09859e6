"""Bounds: whether a sentence is about the province, document, day, post, period and thing asked about. Pure."""

import re
from typing import Literal

from assistant.question import Question
from assistant.reading.acts import tells_of
from assistant.reading.another import is_another
from assistant.reading.counts import states_measured, states_what_of
from assistant.reading.documented import KIND
from assistant.reading.indicators import is_of_indicator
from assistant.reading.limits import is_beyond_limit
from assistant.reading.named_days import is_of_day, named_days
from assistant.reading.offices import tells_of_office
from assistant.reading.posts import POST, asks_holder, is_asked_of_another, is_of_one_rank
from assistant.reading.subject import bears_subject
from assistant.reading.utmost import says_the_most
from assistant.reading.whereabouts import asks_whose
from assistant.reading.within import is_of_another_scope
from assistant.reading.years import HELD_AGAINST, OF_WHEN, is_of_dated_year, named_years, years_of
from assistant.understanding.asked import AMOUNTS
from assistant.understanding.parts import is_of_part
from assistant.understanding.wordings import YEAR_SPAN
from index import Hit, places
from index.memo import memo
from index.report import Report
from index.vietnamese import fold, terms

Bound = Literal["other_place", "other_period", "not_in_reports"]


def out_of_bounds(
    question: Question, report: Report, hit: Hit, sentence: str, before: str, whole: str
) -> Bound | None:
    """What keeps a sentence of a found passage from answering, whatever its words; None if nothing does.

    `before` is the sentence before it, which may name the place or year that it leaves out; `whole` is the report's
    title and text, made once for all its sentences.
    """
    if question.provinces and not any(
        _of_province(name, report, hit, sentence, before) for name in question.provinces
    ):
        return "other_place"
    title, around = report.title or "", f"{before} {sentence}"
    is_about_it = (
        _of_document(question, report, sentence, before)
        and _of_effect(question, around)
        and not is_another(question, sentence, before, whole)
        and states_what_of(question, f"{around} {title}")
        and is_of_day(question, report, hit, sentence, before)
        and states_measured(question, sentence, before, title, hit.text)
        and _of_post(question, report, whole, before, sentence, title)
        and _of_body(question, sentence, before, title)
        and tells_of(question, (sentence, before))
        and _of_extreme(question, sentence)
        and not is_beyond_limit(question.text, sentence)
        and (report.province or not asks_whose(question) or provinces_in(f"{around} {title}"))
        and bears_subject(question, (hit.text, title))
        and says_the_most(question, sentence, before, title)
        and not is_of_another_scope(question, sentence)
        and is_of_indicator(question, sentence, before, title)
    )
    if not is_about_it:
        return "not_in_reports"
    if not (
        same_period(question, sentence, before, report)
        and is_of_dated_year(question, report, sentence, before, whole)
        and _of_month(question, report, hit, sentence)
        and is_of_part(question.text, sentence, f"{before} {title}", hit.text)
    ):
        return "other_period"
    return None


def _of_province(name: str, report: Report, hit: Hit, sentence: str, before: str) -> bool:
    """Whether a sentence is about the province, because its report is or because it names it.

    A sentence that names only other provinces is not. One that names none is, if its report is the province's, if the
    sentence before names it or, in a report of no province, if the title or passage does. There "của tỉnh" means the
    one that the sentence before names.
    """
    said = provinces_in(sentence)
    if report.province == name and _ITSELF.match(fold(sentence)):
        return True
    if said or _WIDER.match(fold(sentence)) or _OF_SEVERAL.search(fold(sentence)):
        return name in said
    if report.province:
        return report.province == name or name in provinces_in(before)
    if _OF_THAT.search(fold(sentence)) and (meant := provinces_in(before)):
        return name in meant
    return any(name in provinces_in(text) for text in (before, report.title or "", hit.text))


# A report's own province, of which a sentence says what it does beside others: "Tỉnh sẽ cùng Hà Nội …".
_ITSELF = re.compile(r"(?:toan )?tinh (?:se|da|dang|cung|con|co|duoc|phai|can)\b")
_OF_THAT = re.compile(r"\b(?:cua tinh|tinh nay|tinh do)\b")
# Of more than one province: "Cả vùng phấn đấu có 180.000 ha".
_WIDER = re.compile(
    r"(?:(?:trong|tren|hien|tinh chung|tinh) )?(?:ca|toan) (?:vung|nuoc|quoc|khu vuc|mien)\b(?! \w+ (?:tinh|cua tinh))"
)
# A region told of with its provinces: "ở Đồng bằng sông Cửu Long đã có phần việc cho từng tỉnh".
_REGION = (
    r"(?:dong bang song (?:cuu long|hong)|tay nguyen|tay bac|dong bac|(?:dong |tay )?nam bo|bac (?:trung )?bo"
    r"|nam trung bo|(?:duyen hai )?mien trung|trung du|mien nui phia bac)"
)
_SEVERAL = r"(?:cac|tung|moi|\d+|nhung) (?:tinh|dia phuong)"
_OF_SEVERAL = re.compile(rf"\b{_REGION}\b.*\b{_SEVERAL}\b|\b{_SEVERAL}\b.*\b{_REGION}\b")


@memo(4096)
def provinces_in(text: str) -> frozenset[str]:
    """The provinces that a text names; one that only changed its name is given by both names."""
    found = {place.name for place in places.find(text)}
    renamed = {new for old in found if (new := places.successor(old)) and places.predecessors(new) == (old,)}
    return frozenset(found | renamed)


@memo(4096)
def _numbers(text: str) -> frozenset[str]:
    """The document numbers in a text (58-NQ/TW), in one notation."""
    return frozenset(term.folded for term in terms(text) if _DOCUMENT.fullmatch(term.folded))


def _of_document(question: Question, report: Report, sentence: str, before: str) -> bool:
    """Whether a sentence is about each document that the question names: it names it, or stands in that document.

    One that names only another document is about that one, unless a document is what is asked for.
    """
    wanted, said = _numbers(question.text), _numbers(f"{before} {sentence}")
    # of two papers told of one after the other each has its own signer
    of_other = bool(wanted) and question.asked == "person" and wanted.isdisjoint(_numbers(sentence) or wanted)
    if wanted <= said and not of_other:
        return True
    own = _numbers(f"{report.number or ''} {report.title or ''}")
    others = _numbers(sentence) - wanted
    itself = not others or question.asked == "document" or bool(_THIS_DOCUMENT.search(fold(sentence)))
    return wanted <= said | own and itself


def _of_effect(question: Question, around: str) -> bool:
    """Whether a sentence or the one before tells of coming into effect, if the question asks when a document does."""
    bare = fold(question.text)
    asks = question.asked in OF_WHEN and _EFFECT.search(bare) and KIND.search(bare)
    return not asks or bool(_EFFECT.search(fold(around)) or _APPLIES.search(fold(around)))


_EFFECT = re.compile(r"\bhieu luc\b|\btakes? effect\b|\bin(?:to)? force\b|\beffective\b")
_APPLIES = re.compile(r"\b(?:thi hanh|ap dung|thuc hien)\b")
_THIS_DOCUMENT = re.compile(
    r"\b(?:nghi quyet|quyet dinh|thong tu|nghi dinh|chi thi|ke hoach|luat|quy dinh|quy che|de an|phap lenh) nay\b"
)
_DOCUMENT = re.compile(r"\d+(?:/\d{4})?[-/][a-z].*")

_MONTH = re.compile(
    r"(?<![\d/.-])(?:thang )?(\d{1,2})\s*(?:/\s*|,? nam )(?:19|20)\d\d(?!\d)|\bthang (\d{1,2})(?![\d%])"
)


@memo(4096)
def _months(text: str) -> frozenset[int]:
    """The months that a text names, alone or as part of a date."""
    bare = fold(text)
    found = {int(one or other) for one, other in _MONTH.findall(bare)} | {
        month for _, month in named_days(text)
    }
    return frozenset(month for month in found if 1 <= month <= 12)


def _of_month(question: Question, report: Report, hit: Hit, sentence: str) -> bool:
    """Whether a sentence that names months may be of the month asked about: it names that month or stands beside it."""
    wanted = _months(question.text)
    if not wanted or named_days(question.text) or not _months(sentence):
        return True
    # a figure is of the month that its own sentence names, whatever the passage tells of others
    if question.asked in AMOUNTS and not named_days(sentence) and not wanted & _months(sentence):
        return False
    dated = {int(date[5:7]) for date in (report.published, report.event_date) if date and len(date) >= 7}
    return bool(wanted & (_months(f"{report.title or ''} {hit.text}") | dated))


# The most and the least of a kind: what has the fewest is not what has the most.
_MOST = re.compile(
    r"\b(?:nhieu|cao|lon|dai|dong|nhanh|tot|giau|rong)(?: \w+){0,5} nhat\b|\bmost\b|\b(?:high|larg|long)est\b"
)
_LEAST = re.compile(
    r"\b(?:it|thap|nho|ngan|cham|kem|ngheo|hep)(?: \w+){0,5} nhat\b|\b(?:least|fewest)\b|\b(?:low|small|short)est\b"
)


def _of_extreme(question: Question, sentence: str) -> bool:
    """Whether a sentence that tells of one end of an order alone tells of the one asked about."""
    asked, said = fold(question.text), fold(sentence)
    for one, other in ((_MOST, _LEAST), (_LEAST, _MOST)):
        if one.search(asked) and not other.search(asked) and other.search(said) and not one.search(said):
            return False
    return True


def _of_post(question: Question, report: Report, whole: str, *around: str) -> bool:
    """Whether what stands `around` a sentence names the post that a question names, and its report the very office.

    The holder of a post that is asked for is the work of `holders.py`.
    """
    asked = POST.search(fold(question.text))
    if not asked:
        return True
    if question.asked == "person":
        return not is_asked_of_another(question) or tells_of_office(question, whole, report.province)
    return any(
        is_of_one_rank(post.group(), asked.group()) for post in POST.finditer(fold(" ".join(around)))
    ) and tells_of_office(question, whole, report.province)


# Those who govern a place side by side, each with its own sessions, papers and heads.
_BODIES = tuple(
    re.compile(rf"\b(?:{names})\b")
    for names in (
        "hdnd|hoi dong nhan dan|people'?s council",
        "ubnd|uy ban nhan dan|people'?s committee",
        "(?:tinh|thanh|huyen|thi|quan) uy|party committee",
        "mttq|mat tran to quoc|fatherland front",
        "(?:doan )?dbqh|doan dai bieu quoc hoi",
    )
)


@memo(4096)
def _bodies(text: str) -> frozenset[int]:
    """The governing bodies that a text names."""
    bare = fold(text)
    return frozenset(number for number, names in enumerate(_BODIES) if names.search(bare))


def _of_body(question: Question, sentence: str, before: str, title: str) -> bool:
    """Whether a sentence that names a governing body names the one asked about, or stands beside it."""
    wanted, said = _bodies(question.text), _bodies(sentence)
    return not wanted or not said or bool(wanted & (said | _bodies(before) | _bodies(title)))


def same_period(question: Question, text: str, before: str, report: Report) -> bool:
    """Whether a sentence is of the years asked about: it names them or, naming none, what stands around it does."""
    before = HELD_AGAINST.sub(" ", before)
    around = f"{before} {report.title or ''}"
    if question.spans and not _of_span(question, text, around, report):
        return False
    if not question.years:
        return True
    wanted = set(question.years)
    # "mục tiêu đến năm 2025" is a target of the years up to it
    if _UP_TO.search(fold(question.text)) and wanted & {last for _, last in YEAR_SPAN.findall(text)}:
        return True
    if said := years_of(text):
        return bool(said & wanted) or (question.asked in OF_WHEN and bool(wanted & years_of(around)))
    # what its report's title gives to a year is no other year's, whenever that report came out; a day asked about
    # is held against the days around, and who held a post then is told by when it came out
    by_title = question.asked not in OF_WHEN and not named_days(question.text) and not asks_holder(question)
    titled = by_title and named_years(report.title or "")
    if titled and not wanted & (titled | named_years(before)) and not _THIS_YEAR.search(fold(text)):
        return False
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    return bool(wanted & (years_of(around) | dated))


def _of_span(question: Question, text: str, around: str, report: Report) -> bool:
    """Whether a sentence is of the stretch of years asked about: it says so, or its report is of no other."""
    wanted = set(question.spans)
    if said := set(YEAR_SPAN.findall(f"{text} {around}")):
        return bool(wanted & said)
    own = years_of(text)
    inside = all(any(first <= year <= last for first, last in wanted) for year in own)
    return inside and set(YEAR_SPAN.findall(report.text[:_OPENING])) == wanted


# So far a report's opening goes, where it says which years it is of.
_OPENING = 1_500
_UP_TO = re.compile(r"\b(?:den|toi)(?: het)? nam (?:19|20)\d\d|\bby (?:19|20)\d\d")
_THIS_YEAR = re.compile(
    r"\b(?:nam (?:nay|qua|vua qua)|hien (?:nay|tai|co)|den nay|this year|to date|currently)\b"
)
