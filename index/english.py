"""English: whether a question is in English, and what it is searched with besides its own words. Pure."""

import re

from index.glossary import STOP, translations
from index.memo import memo
from index.vietnamese import fold, terms

# English function words that are Vietnamese syllables as well ("do ai", "in sách"): they prove nothing alone.
_BOTH = frozenset(
    re.findall(
        r"\w+",
        "a am an at be but can do don hai he in it let lot may me my no not on re so than that the them then to up ve",
    )
)
_ASKING = re.findall(r"\w+", "what who when where which why how much many whose whom list give")
_ENGLISH = (STOP | set(_ASKING)) - _BOTH


# asked hundreds of times of one question, for each sentence that may answer it
@memo(512)
def is_english(text: str) -> bool:
    """Whether a wording is English: by function words that only English has, names with accents allowed for."""
    words = _words(text)
    sure = sum(word in _ENGLISH for word in words)
    english = sure + sum(word in _BOTH for word in words)
    accented = sum(fold(word) != word for word in words)
    return sure >= 1 and english * 4 >= len(words) and accented <= 2 * sure


def _words(text: str) -> list[str]:
    """The words of a text in small letters; the letters of a number like "06/QĐ-TTg" are no words."""
    return [word.lower() for word in re.findall(r"[^\W\d_]+", _NUMBERED.sub(" ", text))]


_NUMBERED = re.compile(r"\b\d+[/-][\w/-]+")
# How a Vietnamese syllable may be spelt without accents.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def has_english_key_words(text: str) -> bool:
    """Whether a third of a wording's words are surely English: in the glossary, and spelt as no Vietnamese syllable is.

    This recognises key words without a function word ("dengue fever Hanoi"), but does not set an answer's language.
    """
    words = _words(text)
    sure = [word for word in words if not _SYLLABLE.fullmatch(fold(word)) and translations([word])]
    return bool(sure) and 3 * len(sure) >= len(words)


def rendered(text: str) -> list[tuple[str, ...]]:
    """What each of an English question's words and phrases may be called in Vietnamese, the commonest first.

    Names, numbers and what the glossary lacks stand as they are.
    """
    found = [term for term in terms(text) if term.folded not in STOP]
    words = [text[term.start : term.end] for term in found]
    known = {one.first: one for one in translations([word.lower() for word in words])}
    made: list[tuple[str, ...]] = []
    place = 0
    while place < len(words):
        here = known.get(place)
        # a word that bears accents is a name
        if here and fold(words[place]) == words[place].lower():
            made.append(here.renderings)
            place = here.last
        else:
            made.append((words[place],))
            place += 1
    return made


def asked_in_english(question: str) -> bool:
    """Whether a question is to be searched with the Vietnamese of its words as well."""
    return is_english(question) or has_english_key_words(question)
