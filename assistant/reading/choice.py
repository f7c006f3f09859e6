"""Choice: of candidates with close scores, the one whose form answers the question comes first. Pure.

A title repeats most of a question without answering it; the point “Chủ đầu tư: …” repeats two words and answers.
"""

import re

from assistant.question import Question, is_foreign
from assistant.reading.candidates import Candidate
from assistant.reading.days import asks_deadline
from assistant.reading.listing import WHOLE, itemises
from assistant.reading.overlap import rows
from assistant.reading.posts import is_asked_of_another, names_post
from assistant.reading.whereabouts import asks_unit
from assistant.understanding.asked import Wording
from assistant.understanding.wordings import named_places
from index.vietnamese import LIST_MARK, terms

# How much less such a one may score than the best of its report, by what is asked for.
_LABELLED = 5.5
_CLOSE = {
    "place": 3.5,
    "reason": 5.0,
    "person": 3.5,
    "body": 3.5,
    "funds": 3.5,
    "date": 3.5,
    "definition": 2.5,
    "document": 2.5,
}
# So surely of the kind is what answers, so hardly what does not.
_SURELY, _HARDLY = 0.6, 0.31
# How surely what has capitals alone names somebody, and less.
_NOBODY = 0.2
# What somebody said is asked for; that he spoke is no answer: "Ông … phát biểu tại cuộc họp."
_ASKS_SAID = Wording(
    r"\b(?:nói|phát biểu|yêu cầu|đề nghị|nhấn mạnh|chỉ đạo|khẳng định|đánh giá|cho biết|cho rằng|đề xuất|kết luận|lưu ý"
    r"|mong muốn) (?:những )?(?:gì|thế nào|ra sao|như thế nào)\b"
    r"|\bwhat (?:did|does|has|have) .*\b(?:say|said|ask|asked|demand\w*|request\w*|stress\w*|conclude\w*|suggest\w*)\b"
)
_SPOKE = Wording(
    r"\b(?:phát biểu|kết luận|chủ trì|dự|tham dự|điều hành)(?: (?:kết luận|chỉ đạo|khai mạc|bế mạc|tại|ở))*"
    r" (?:hội nghị|cuộc họp|phiên họp|kỳ họp|buổi \w+(?: \w+)?|hội thảo|lễ \w+(?: \w+)?)\W*$"
)
_SAID_CLOSE = 3.5
_LIST_CLOSE = 3.5
# Kinds of answer without a form by which one thing is told from a row of them.
_OF_THINGS = frozenset(("list", "text", "definition", "which"))
_LABEL = re.compile(rf"(?:{LIST_MARK.pattern})?\s*(?P<label>[^:;.“\n]{{4,60}}):[^\S\n]+\S")


def chosen(question: Question, found: list[Candidate]) -> list[Candidate]:
    """The candidates; if the best does not answer by its form, one that does comes first."""
    best = found[0]
    merely_spoke = _ASKS_SAID.stands_in(question.text) and _SPOKE.stands_in(best.evidence.text)
    for one in found[1:]:
        if one.evidence.report is not best.evidence.report:
            continue
        if merely_spoke and one.score >= best.score - _SAID_CLOSE and not _SPOKE.stands_in(one.evidence.text):
            return [one, *(other for other in found if other is not one)]
        label = label_asked(question, one) if one.score >= best.score - _LABELLED else None
        if (
            (label and label not in rows(best.evidence.text).folded)
            or _is_of_kind(question, best, one)
            or _is_the_list(question, best, one)
        ):
            return [one, *(other for other in found if other is not one)]
    return found


def _is_the_list(question: Question, best: Candidate, one: Candidate) -> bool:
    """Whether a candidate names several things in a row of those asked for, and the best none."""
    first, other = best.evidence, one.evidence
    if not question.wants_all or question.asked not in _OF_THINGS or one.score < best.score - _LIST_CLOSE:
        return False
    if other.features.head < WHOLE or itemises(first.text):
        return False
    return itemises(other.text)


def label_asked(question: Question, one: Candidate) -> str | None:
    """The label of two words or more that opens a candidate and that the question mentions, as a folded row.

    "Kinh phí: 312 tỷ đồng" opens with one; None if it has none, or one that the question does not mention.
    """
    match = None if is_foreign(question) else _LABEL.match(one.evidence.text)
    said = terms(match["label"]) if match else []
    # a province there says whose news follow
    if not match or len(said) < 2 or named_places(match["label"]):
        return None
    row, folded = rows(question.text), f" {' '.join(term.folded for term in said)} "
    exact = f" {' '.join(term.exact for term in said)} "
    return folded if (exact in row.exact if question.accented else folded in row.folded) else None


def is_formed(question: Question, one: Candidate) -> bool:
    """Whether a candidate answers by its form as nothing else in its report could: by a label, a source, a deadline."""
    told = question.asked == "funds" or asks_deadline(question)
    return bool(label_asked(question, one)) or (told and one.evidence.fit_strength >= _SURELY)


def _is_of_kind(question: Question, best: Candidate, one: Candidate) -> bool:
    """Whether a candidate surely has what the best, whose score is little higher, hardly has.

    For people that is somebody named beside the act, or for the holder of a post the name beside that post. What
    something is may be said in any form, so that only a sentence on what became of it gives way. When something was
    done is best told by the question's own word for it: by "thông xe" rather than "khánh thành".
    """
    asked = one.evidence.asked
    if asked not in _CLOSE or one.score < best.score - _CLOSE[asked]:
        return False
    first, other = best.evidence, one.evidence
    if other.fit_strength < _SURELY:
        return False
    # any place may be where something is; in English a district may be named by its committee alone
    if asked == "place" and (is_foreign(question) or not asks_unit(question)):
        return False
    if asked in ("person", "body"):
        is_held = names_post(question) and not is_asked_of_another(question)
        of_nobody = first.fit_strength < _NOBODY
        return not is_held and (of_nobody or first.features.head < WHOLE <= other.features.head)
    if asked == "definition" and not first.fit_strength:
        return False
    if asked == "date" and first.features.head < WHOLE <= other.features.head:
        return True
    return first.fit_strength < _HARDLY
