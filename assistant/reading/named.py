"""Named: the one of its kind that a question means, “huyện Hồng Dân”, “kỳ họp thứ 4”, and whether a text means another.

Provinces and document numbers are `bounds.py`' own. Pure.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from assistant.reading.people import is_surname
from assistant.stated.numbers import roman
from assistant.understanding.asked import says_nothing
from assistant.understanding.wordings import named_places
from index.report import Report
from index.vietnamese import UPPER, fold, forms, nfc

_RUN = re.compile(
    rf"(?:[{UPPER}][\w'’-]*(?:\s+[{UPPER}][\w'’-]*)*(?:\s+\d{{1,2}}(?![\w%/]|[.,-]\d))?|\d{{1,2}}(?![\w%/]|[.,-]\d))"
)
# What is counted off: the word before the number tells which count it is.
_NUMBERED = re.compile(
    r"(?<!\w)(\w+) (?:lan )?(thu|so) (\d{1,4}|[IVXL]+|nhat|nhi|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?![\w%]|[.,/-]\d)"
    r"|(?<!\w)(khoa|lan|dot|vong|dieu|khoan|chuong|giai doan) (\d{1,3}|[IVXL]+)(?![\w%]|[.,/-]\d)"
    # "Đề án 06", but "chương trình 5 năm", "đề án 1 triệu ha"
    r"|(?<!\w)(de an|chuong trinh|nghi quyet|chi thi) (\d{1,3})(?![\w%]|[.,/-]\d| (?:nam|thang|ngay|gio|phut|nghin"
    r"|ngan|trieu|ty|ha)\b)"
)
_FIGURE = re.compile(r"(?<!\w)[IVXL]+(?!\w)")
_SPELT = frozenset(("nhất", "nhì", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"))
_SPOKEN = dict(nhat=1, nhi=2, hai=2, ba=3, tu=4, nam=5, sau=6, bay=7, tam=8, chin=9, muoi=10)
# A place in an order is what "thứ mấy" asks for, or a plain fact: no one of a kind.
_RANKED = frozenset(("dung", "xep", "tri", "hang", "la", "lon", "nhat", "cao"))
# Countries are left to what stands around a report.
_KNOWN_TO_ALL = frozenset(
    tuple(name.split())
    for name in (
        "viet nam", "trung quoc", "han quoc", "nhat ban", "hoa ky", "thai lan", "dai loan", "an do", "lien xo",
        "chau au", "chau a", "dong nam a", "trung uong", "nha nuoc", "quoc hoi", "chinh phu", "thu do",
    )
)  # fmt: skip
# "Tết Đinh Dậu": the name of a year.
_YEAR_NAMES = frozenset(
    (
        "tet", "xuan", "nam", "giap", "at", "binh", "dinh", "mau", "ki", "canh", "tan", "nham", "qui", "ti", "suu",
        "dan", "mao", "thin", "ngo", "mui", "than", "dau", "tuat", "hoi",
    )
)  # fmt: skip
# A longer run of capitals is more than one name.
_ONE_NAME = 4


# Nouns that a name follows at once, and what stands before one of many.
_AT_ONCE = re.compile(
    r"(?<!\w)(huyen|xa|thi tran|thi xa|phuong|quan|khu cong nghiep|khu kinh te|khu do thi) ([^\W\d_]+) ([^\W\d_]+)"
)
_NO_NAME = frozenset(
    (
        "nao",
        "gi",
        "o",
        "cua",
        "tai",
        "tren",
        "trong",
        "nay",
        "do",
        "moi",
        "cu",
        "la",
        "co",
        "duoc",
        "da",
        "se",
        "va",
    )
)
_COUNTED = re.compile(r"(?:bao nhieu|may|cac|nhung|moi|tung|nhieu|so|hai|ba|bon|\d) $")
_OFFICE = re.compile(r"(?<= )sở (\w+) (\w+)(?= )")
_LAW = re.compile(r"(?<= )(?:bộ luật|luật) (?!sư|lệ|pháp|gia|sửa|này)(\w+) (\w+)(?= )")
_SHORT_LAW = re.compile(rf"\b[Ll]uật\s+[{UPPER}]{{2,}}")
_SHORT_OFFICE = re.compile(rf"\b[Ss]ở\s+([{UPPER}])[{UPPER}]+")
# Words before a person's name: of two people one may answer for the other.
_BEFORE_PEOPLE = frozenset(
    (
        "ông",
        "bà",
        "anh",
        "chị",
        "em",
        "cháu",
        "bé",
        "cô",
        "chú",
        "thầy",
        "là",
        "tịch",
        "thư",
        "đốc",
        "trưởng",
        "tướng",
        "tá",
        "úy",
    )
)


class Named(NamedTuple):
    """A kind of thing, as the number of its line in class_nouns.txt, and the folded words of the one meant."""

    kind: int
    name: tuple[str, ...]


def is_another(question: Question, sentence: str, before: str, whole: str) -> bool:
    """Whether a sentence is about another one of a kind than the question means.

    A sentence that names another of that kind is about that one, unless the sentence `before` names the one meant;
    where it names none, the one meant must at least stand somewhere in `whole`, its report's title and text.
    """
    for counted, number in _numbered(question.text):
        here = _numbered(sentence)
        if number in {found for _, found in here}:
            continue
        if counted in {of for of, _ in here} or number not in {found for _, found in _numbered(whole)}:
            return True
    for one in named(question):
        if _is_of_another(one, question, sentence, before):
            return True
        if len(one.name) > 1 and not any(_bears(text, one.name) for text in (sentence, before, whole)):
            return True
    if any(_is_of_another(one, question, sentence, before) for one in _typed_small(question)):
        return True
    if not _of_its_law(question, whole):
        return True
    if _of_another_office(question, sentence, before) or _beside_another(question, sentence, before):
        return True
    if not (names := _runs(question)) and not _abbreviations(question):
        return False
    row = _row_of(whole)
    return any(f" {' '.join(name)} " not in row for name in names) or any(
        f" {short} " not in row and short not in _initials(row) for short in _abbreviations(question)
    )


def _is_of_another(one: Named, question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence names others of a kind and not the one meant, which the sentence `before` does not name."""
    if _bears(sentence, one.name) or _bears(before, one.name):
        return False
    others = [other for of, other in _named_in(sentence) if of == one.kind]
    return bool(others) and not any(
        set(other) & set(one.name) or _bears(question.text, other) for other in others
    )


def _of_another_office(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence names other departments alone than the one meant, "Sở Y tế"."""
    if is_foreign(question) or not question.accented:
        return False
    wanted = {_first_two(match) for match in _OFFICE.finditer(rows(question.text).exact)}
    wanted = {name for name in wanted if not any(says_nothing(word, accents_typed=True) for word in name)}
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
    """The words by which a department is told."""
    return match.group(1), match.group(2)


def _beside_another(question: Question, sentence: str, before: str) -> bool:
    """Whether a sentence says of another name what the question says right before the name it means."""
    wanted = _titled_names(question.text)
    if is_foreign(question) or not wanted:
        return False
    said = _titled_names(sentence)
    for noun, name in wanted:
        others = [other for of, other in said if of == noun]
        if not others or _bears(sentence, name) or _bears(before, name):
            continue
        if not any(set(other) & set(name) or _bears(question.text, other) for other in others):
            return True
    return False


@lru_cache(maxsize=4096)
def _titled_names(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of two words or more in a text, each with the word right before it; people and provinces apart."""
    written = nfc(_without_provinces(text))
    found = []
    for match in _RUN.finditer(written, 1):
        name = _words(match.group())
        shouted = [word for word in match.group().split() if word.isupper() and len(word) > 1]
        noun = " ".join(shouted[:1]).lower() if shouted and match.group().split()[0] == shouted[0] else ""
        if noun:
            name = name[1:]
        elif lead := re.search(r"(\w+)\s+$", written[: match.start()]):
            noun = lead.group(1).lower()
        if (
            2 <= len(name) <= _ONE_NAME
            and noun
            and noun not in _BEFORE_PEOPLE
            and not says_nothing(noun, accents_typed=True)
        ):
            found.append((noun, name))
    return tuple(found)


def unnamed(question: Question, reports: Mapping[str, Report]) -> frozenset[str]:
    """The ids of those of the found reports that never bear a name which the question gives and another of them bears.

    Such a report is about another place or person of the kind, "phà Tân Long" or not.
    """
    found: set[str] = set()
    if not (names := _given(question)):
        return frozenset()
    rows = {report_id: _row_of(f"{one.title or ''}\n{one.text}") for report_id, one in reports.items()}
    for name in names:
        bearing = {report_id for report_id, row in rows.items() if f" {' '.join(name)} " in row}
        if bearing:
            found |= rows.keys() - bearing
    return frozenset(found)


@lru_cache(maxsize=512)
def _given(question: Question) -> tuple[tuple[str, ...], ...]:
    """The folded names of two words or more that a question writes with capitals; none that all know."""
    if is_foreign(question):
        return ()
    text = nfc(_without_provinces(question.text))
    found = (match.group() for match in _RUN.finditer(text[:1].lower() + text[1:]))
    runs = (_words(run) for run in found if not any(word.isupper() and len(word) > 1 for word in run.split()))
    return tuple(
        run
        for run in runs
        if 2 <= len(run) <= _ONE_NAME and run not in _KNOWN_TO_ALL and not set(run) <= _YEAR_NAMES
    )


@lru_cache(maxsize=512)
def _abbreviations(question: Question) -> tuple[str, ...]:
    """The abbreviations of three letters or more that a question writes in capitals, folded."""
    if is_foreign(question):
        return ()
    found = re.findall(rf"(?<![\w&.-])[{UPPER}]{{3,6}}(?![\w&.-])", _without_provinces(nfc(question.text)))
    return tuple(fold(short) for short in found) if question.text.upper() != question.text else ()


@lru_cache(maxsize=128)
def _initials(row: str) -> str:
    """The first letters of words in a row: an abbreviation may stand for a run of them."""
    return "".join(word[0] for word in row.split())


@lru_cache(maxsize=512)
def _runs(question: Question) -> tuple[tuple[str, ...], ...]:
    """The people's names of three words or four that a question writes with capitals, folded, provinces apart.

    Other names ("Trung Quốc") are often left to what stands around a report.
    """
    # without accents "viet" may be the name Việt; among English words a name is what bears accents
    if not question.accented:
        return ()
    foreign = is_foreign(question)
    text = nfc(_without_provinces(question.text))
    # the first word's capital says nothing
    found = (match.group() for match in _RUN.finditer(text[:1].lower() + text[1:]))
    # an abbreviation stands for words, which the text may write in full
    runs = (
        _words(run)
        for run in found
        if not any(word.isupper() for word in run.split()) and not (foreign and fold(run) == run.lower())
    )
    return tuple(run for run in runs if 3 <= len(run) <= _ONE_NAME and is_surname(run[0]))


def _without_provinces(text: str) -> str:
    """A wording with its provinces in small letters."""
    for place in named_places(text):
        text = text[: place.start] + fold(text[place.start : place.end]) + text[place.end :]
    return text


@lru_cache(maxsize=128)
def _row_of(whole: str) -> str:
    """A report's words in a row, its abbreviations in every wording."""
    return rows.__wrapped__(whole).folded


@lru_cache(maxsize=512)
def named(question: Question) -> tuple[Named, ...]:
    """What the question means by a class noun and a name, provinces apart; nothing of an English one."""
    if is_foreign(question):
        return ()
    return _named_in(_without_provinces(question.text))


# Of these several provinces have one of the same name: "huyện Châu Thành".
_DISTRICTS = ("huyen", "xa", "thi tran", "thi xa", "phuong", "quan", "thon")


def names_district(question: Question) -> bool:
    """Whether a question names a district, commune or the like."""
    kinds = {_class_nouns()[1][noun] for noun in _DISTRICTS}
    return any(one.kind in kinds for one in (*named(question), *_typed_small(question)))


@lru_cache(maxsize=512)
def _typed_small(question: Question) -> tuple[Named, ...]:
    """What a question typed without accents names by a noun that a name follows at once, and two words in any case."""
    if is_foreign(question) or question.accented:
        return ()
    bare, kinds = fold(_without_provinces(question.text)), _class_nouns()[1]
    found = []
    for match in _AT_ONCE.finditer(bare):
        noun, *name = match.groups()
        counted = _COUNTED.search(bare, 0, match.start())
        if (
            not counted
            and name[0] not in _NO_NAME
            and not all(says_nothing(word, accents_typed=False) for word in name)
        ):
            found.append(Named(kinds[noun], tuple(name)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[Named, ...]:
    """The class nouns in a text that a name in capitals follows."""
    written = nfc(text)
    bare = fold(written)
    if len(bare) != len(written):
        return ()
    nouns, kinds = _class_nouns()
    found = []
    for match in nouns.finditer(bare):
        run = _RUN.match(written, match.end())
        # an abbreviation stands for words, which other texts write in full
        if run and not (run.group().isupper() and len(run.group()) > 1):
            found.append(Named(kinds[" ".join(match.group().split())], _words(run.group())))
    return tuple(found)


@lru_cache(maxsize=1)
def _class_nouns() -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds a class noun in folded text, with the space after it, and the number of each noun's line."""
    lines = (Path(__file__).parent / "class_nouns.txt").read_text("utf-8").splitlines()
    kinds = {
        fold(noun.replace("_", " ")): number
        for number, line in enumerate(lines)
        if not line.startswith("#")
        for noun in line.split()
    }
    written = [re.escape(noun).replace(r"\ ", r"\s+") for noun in sorted(kinds, key=len, reverse=True)]
    nouns, short = "|".join(written), "|".join(noun for noun in written if noun.endswith("."))
    return re.compile(rf"(?<!\w)(?:(?:{nouns})\s+|(?:{short})\s*)(?=\w)"), kinds


@lru_cache(maxsize=4096)
def _numbered(text: str) -> frozenset[tuple[str, int]]:
    """The things counted off in a text: the word that is counted, and the number."""
    written = " ".join(nfc(text).split())
    bare = fold(written)
    if len(bare) != len(written):
        return frozenset()
    accented = bare != written.lower()
    # Roman figures keep their capitals: "li" is no 51
    kept = bare
    for figure in _FIGURE.finditer(written):
        kept = kept[: figure.start()] + figure.group() + kept[figure.end() :]
    found = set()
    for match in _NUMBERED.finditer(kept):
        place = next(group for group in (3, 5, 7) if match.group(group))
        of, number = (match.group(1) or match.group(place - 1)).lower(), match.group(place)
        if number in _SPOKEN and not _is_spoken(written[match.start(place) : match.end(place)], accented):
            continue
        marked = written[match.start(2) : match.end(2)].lower() if match.group(2) else "số"
        if of not in _RANKED and (marked in ("thứ", "số") or not accented):
            found.add((of, _number(number)))
    return frozenset(found)


def _is_spoken(typed: str, accented: bool) -> bool:
    """Whether a word is a number as spoken: "dân số Nam Định" counts to no five."""
    typed = typed.lower()
    return typed in _SPELT if accented else typed != "nam"


def _number(written: str) -> int:
    """A number in digits, Roman figures or as spoken."""
    if written.isdigit():
        return int(written)
    if written in _SPOKEN:
        return _SPOKEN[written]
    return roman(written)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """A text's folded words."""
    return tuple(folded for _, folded in forms(text))


@lru_cache(maxsize=1024)
def _in_a_row(text: str) -> str:
    """A text's folded words with one space between, and around."""
    return f" {' '.join(_words(text))} "


def _bears(text: str, name: tuple[str, ...]) -> bool:
    """Whether a text bears a name."""
    return _is_in(_in_a_row(text), name)


def _is_in(row: str, name: tuple[str, ...]) -> bool:
    """Whether a name stands among words in a row: all its words together, or three in four of a long one."""
    return f" {' '.join(name)} " in row or (
        len(name) > 2 and sum(f" {word} " in row for word in name) * 4 >= len(name) * 3
    )
