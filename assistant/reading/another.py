"""Another: whether a sentence or report is about a different district, office, law … than the question means. Pure.

Provinces and document numbers are the work of `bounds.py`; `named.py` tells which one a question means.
"""

import re
from collections.abc import Mapping

from assistant.question import Question, is_foreign
from assistant.reading.capitals import abbreviations, given, initials, people_named, titled_names
from assistant.reading.class_nouns import kinds
from assistant.reading.counted_off import ROADS, numbered
from assistant.reading.countries import tells_of_countries
from assistant.reading.districts import districts
from assistant.reading.foreign import lacks_names
from assistant.reading.full_names import is_of_another_name
from assistant.reading.named import Named, bears, named, named_in, small_kinds, typed_small
from assistant.reading.overlap import rows
from assistant.reading.routes import is_of_another_route
from assistant.understanding.asked import says_nothing
from index.encodings.syllables import is_syllable
from index.memo import memo
from index.report import Report
from index.vietnamese import UPPER, fold

# Of one syllable are cities: "TP Vinh".
_CITY = "thanh pho"
# "cơ sở nhận …", "sở hữu khu đất": no department.
_OFFICE = re.compile(
    r"(?<= )(?<!cơ )(?<!trụ )(?<!hội )(?<!công )sở (?!hữu|thích|tại|trường|dĩ)(\w+) (\w+)(?= )"
)
_LAW = re.compile(r"(?<= )(?:bộ luật|luật) (?!sư|lệ|pháp|gia|sửa|này)(\w+) (\w+)(?= )")
# How a sentence opens that is about all of a place.
_WHOLE = re.compile(r"(?:toan|ca) (tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)\b")
_SHORT_LAW = re.compile(rf"\b[Ll]uật\s+[{UPPER}]{{2,}}")
_SHORT_OFFICE = re.compile(rf"\b[Ss]ở\s+([{UPPER}])[{UPPER}]+")


def is_another(question: Question, sentence: str, before: str, whole: str) -> bool:
    """Whether a sentence is about a different thing of some kind than the question means.

    A sentence that names another of that kind is about that one, unless the sentence `before` names the one meant;
    if it names none, the one meant must at least stand somewhere in `whole`, its report's title and text.
    """
    if _is_of_another_number(question, sentence, whole) or not tells_of_countries(question, whole):
        return True
    for one in named(question):
        if _is_of_another(one, question, sentence, before):
            return True
        told = len(one.name) > 1 or one.kind == kinds()[_CITY]
        if told and not any(bears(text, one.name) for text in (sentence, before, whole)):
            return True
    if any(_is_of_another(one, question, sentence, before) for one in typed_small(question)):
        return True
    if _is_of_the_whole(question, sentence, before) or is_of_another_name(question, sentence, before):
        return True
    if is_of_another_route(question.text, sentence):
        return True
    if not _of_its_law(question, whole) or (is_foreign(question) and lacks_names(question, whole)):
        return True
    if _of_another_office(question, sentence, before) or _beside_another(question, sentence, before):
        return True
    names = (*people_named(question), *districts(question))
    if not names and not abbreviations(question):
        return False
    row = _row_of(whole)
    return any(f" {' '.join(name)} " not in row for name in names) or any(
        f" {short} " not in row and short not in initials(row) for short in abbreviations(question)
    )


def _is_of_another_number(question: Question, sentence: str, whole: str) -> bool:
    """Whether a sentence is about one of another number than the question means: "metro số 1", not "metro số 2"."""
    here, everywhere = numbered(sentence), numbered(whole)
    for counted, number in numbered(question.text):
        if (counted, number) in here:
            continue
        # the report tells the things of this kind apart by their numbers, and never tells of this one
        if any(of == counted for of, _ in everywhere) and (counted, number) not in everywhere:
            return True
        if counted in ROADS or number in {found for _, found in here}:
            continue
        if counted in {of for of, _ in here} or number not in {found for _, found in everywhere}:
            return True
    return False


def _is_of_another(one: Named, question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence names others of a kind and not the one meant, which the sentence `before` does not name."""
    if bears(sentence, one.name) or bears(before, one.name):
        return False
    others = [other for of, other in named_in(sentence) if of == one.kind]
    return bool(others) and not any(
        set(other) & set(one.name) or bears(question.text, other) for other in others
    )


def _is_of_the_whole(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence is about all of a larger place: "Toàn huyện có 9 trường" where a commune is asked about."""
    if not (whole := _WHOLE.match(fold(sentence))):
        return False
    places = [one for one in (*named(question), *typed_small(question)) if one.kind in small_kinds()]
    if not places or any(bears(text, one.name) for one in places for text in (sentence, before)):
        return False
    return kinds().get(whole[1]) not in {one.kind for one in places} and whole.group() not in fold(
        question.text
    )


def _of_another_office(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence names only other departments than the one meant, such as "Sở Y tế"."""
    if is_foreign(question) or not question.accented:
        return False
    wanted = {_first_two(match) for match in _OFFICE.finditer(rows(question.text).exact)}
    wanted = {
        name
        for name in wanted
        # "Sở TTTT Thanh Hóa": an abbreviation is written in full elsewhere
        if is_syllable(name[0]) and not any(says_nothing(word, accents_typed=True) for word in name)
    }
    if not wanted:
        return False
    # an abbreviation that begins like the one meant may stand for it
    short = {fold(match.group(1)) for match in _SHORT_OFFICE.finditer(sentence)}
    if short & {fold(name[0])[0] for name in wanted}:
        return False
    said = {_first_two(match) for match in _OFFICE.finditer(rows(sentence).exact)}
    return (
        bool(said or short)
        and not said & wanted
        and not any(f" sở {' '.join(name)} " in rows(before).exact for name in wanted)
    )


def _of_its_law(question: Question, whole: str) -> bool:
    """Whether a report bears the name of the law that a question asks about, "Luật Cảnh vệ"."""
    if is_foreign(question) or not question.accented or _SHORT_LAW.search(question.text):
        return True
    wanted = {_first_two(match) for match in _LAW.finditer(rows(question.text).exact)}
    wanted = {name for name in wanted if not any(says_nothing(word, accents_typed=True) for word in name)}
    return all(f" luat {' '.join(map(fold, name))} " in _row_of(whole) for name in wanted)


def _first_two(match: re.Match[str]) -> tuple[str, str]:
    """The words that tell one department from another."""
    return match.group(1), match.group(2)


def _beside_another(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence puts another name behind the words that stand before the name in the question."""
    wanted = titled_names(question.text)
    if is_foreign(question) or not wanted:
        return False
    said = titled_names(sentence)
    for noun, name in wanted:
        others = [other for of, other in said if of == noun]
        if not others or bears(sentence, name) or bears(before, name):
            continue
        if not any(set(other) & set(name) or bears(question.text, other) for other in others):
            return True
    return False


def unnamed(question: Question, reports: Mapping[str, Report]) -> frozenset[str]:
    """The ids of found reports that never mention a name of the question that some other found report does mention.

    Such a report is about another place or person of that kind.
    """
    found: set[str] = set()
    if not (names := given(question)):
        return frozenset()
    rows = {report_id: _row_of(f"{one.title or ''}\n{one.text}") for report_id, one in reports.items()}
    for name in names:
        bearing = {report_id for report_id, row in rows.items() if f" {' '.join(name)} " in row}
        if bearing:
            found |= rows.keys() - bearing
    return frozenset(found)


@memo(128)
def _row_of(whole: str) -> str:
    """A report's words in a row, its abbreviations in every wording."""
    return rows.__wrapped__(whole).folded
