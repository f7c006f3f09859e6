"""Capitals: the names that a text writes with capitals, and abbreviations in capitals. Pure."""

import re

from assistant.question import Question, is_foreign
from assistant.reading.people import begins_with_surname, reads_as_name
from assistant.stated.plain import listed
from assistant.understanding.asked import says_nothing
from assistant.understanding.wordings import is_typed_alike, named_places
from index.memo import memo
from index.vietnamese import UPPER, fold, forms, nfc

RUN = re.compile(
    rf"(?:[{UPPER}][\w'’-]*(?:\s+[{UPPER}][\w'’-]*)*(?:\s+\d{{1,2}}(?![\w%/]|[.,-]\d))?|\d{{1,2}}(?![\w%/]|[.,-]\d))"
)
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
# Words before a person's name: of two people one may answer for the other.
BEFORE_PEOPLE = listed("ông bà anh chị em cháu bé cô chú thầy là tịch thư đốc trưởng tướng tá úy")


@memo(4096)
def titled_names(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of two words or more in a text except people and provinces, each with the word right before it."""
    written = nfc(without_provinces(text))
    found = []
    for match in RUN.finditer(written, 1):
        name = folded_words(match.group())
        shouted = [word for word in match.group().split() if word.isupper() and len(word) > 1]
        noun = " ".join(shouted[:1]).lower() if shouted and match.group().split()[0] == shouted[0] else ""
        if noun:
            name = name[1:]
        elif lead := re.search(r"(\w+)\s+$", written[: match.start()]):
            noun = lead.group(1).lower()
        if (
            2 <= len(name) <= _ONE_NAME
            and noun
            and noun not in BEFORE_PEOPLE
            and not says_nothing(noun, accents_typed=True)
        ):
            found.append((noun, name))
    return tuple(found)


@memo(512)
def given(question: Question) -> tuple[tuple[str, ...], ...]:
    """The folded names of two words or more that a question writes with capitals, except those that everybody knows."""
    if is_foreign(question):
        return ()
    text = nfc(without_provinces(question.text))
    found = (match.group() for match in RUN.finditer(text[:1].lower() + text[1:]))
    runs = (
        folded_words(run)
        for run in found
        if not any(word.isupper() and len(word) > 1 for word in run.split())
    )
    return tuple(
        run
        for run in runs
        if 2 <= len(run) <= _ONE_NAME and run not in _KNOWN_TO_ALL and not set(run) <= _YEAR_NAMES
    )


@memo(512)
def abbreviations(question: Question) -> tuple[str, ...]:
    """The abbreviations of three letters or more that a question writes in capitals, folded."""
    if is_foreign(question):
        return ()
    found = re.findall(rf"(?<![\w&.-])[{UPPER}]{{3,6}}(?![\w&.-])", without_provinces(nfc(question.text)))
    return tuple(fold(short) for short in found) if question.text.upper() != question.text else ()


@memo(128)
def initials(row: str) -> str:
    """The first letters of words in a row, a run of which an abbreviation may stand for."""
    return "".join(word[0] for word in row.split())


@memo(512)
def people_named(question: Question) -> tuple[tuple[str, ...], ...]:
    """The people's names of three words or four that a question writes with capitals, folded, except provinces.

    Other names ("Trung Quốc") are often not repeated in a report.
    """
    if speaker := _typed_small(question):
        return (speaker,)
    # without accents "viet" may be the name Việt; among English words a name is what bears accents
    if not question.accented:
        return ()
    foreign = is_foreign(question)
    text = nfc(without_provinces(question.text))
    # the first word's capital says nothing
    found = (match.group() for match in RUN.finditer(text[:1].lower() + text[1:]))
    # an abbreviation stands for words, which the text may write in full
    runs = (
        folded_words(run)
        for run in found
        if not any(word.isupper() for word in run.split())
        and not (foreign and fold(run) == run.lower())
        and begins_with_surname(run)
    )
    return tuple(run for run in runs if 3 <= len(run) <= _ONE_NAME)


# Who opens a question in small letters and does what people do: "lê hồng hải nói gì".
_SPEAKER = re.compile(
    r"(?:(?:ong|ba|anh|chi|dong chi) )?(?P<name>[^\W\d]+(?: [^\W\d]+){2,3}?) (?:da |cung |co )?"
    r"(?:noi|phat bieu|yeu cau|chi dao|de nghi|cho biet|cho rang|khang dinh|nhan manh|ket luan|hua|giai thich)\b"
)


def _typed_small(question: Question) -> tuple[str, ...]:
    """The folded name of who speaks in a question typed in small letters; none where nobody is named so."""
    text = nfc(question.asked_as)
    bare = fold(text)
    found = _SPEAKER.match(bare) if is_typed_alike(text) and len(bare) == len(text) else None
    if not found or is_foreign(question) or not reads_as_name(text[slice(*found.span("name"))]):
        return ()
    return folded_words(found["name"])


def without_provinces(text: str) -> str:
    """A wording with its provinces in small letters."""
    for place in named_places(text):
        text = text[: place.start] + fold(text[place.start : place.end]) + text[place.end :]
    return text


@memo(4096)
def folded_words(text: str) -> tuple[str, ...]:
    """A text's folded words."""
    return tuple(folded for _, folded in forms(text))
