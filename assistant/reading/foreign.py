"""Foreign: the names that an English question gives, as a Vietnamese text may write them. Pure."""

import re
from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from assistant.stated.plain import SYLLABLE
from index.glossary import STOP, translations
from index.memo import memo
from index.months import MONTHS
from index.vietnamese import Term, fold, nfc, terms

# Days and months are held against a text as such; what all reports are about stands in none of them.
_TIMES = frozenset(
    (
        *map(str.lower, MONTHS),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("viet", "nam", "vietnam", "vietnamese", "english"),
    )
)
_JOINT = re.compile(r"[\s&-]+(?:(?:of|the|and|for) )*")


@memo(512)
def lacks_names(question: Question, text: str) -> bool:
    """Whether a text has none of the names that an English question gives, not even a word or rendering of one."""
    if not (names := _names(question)):
        return False
    row, written = rows.__wrapped__(text).folded, nfc(text)
    return not any(_is_in(needle, row, written) for name in names for needle in name)


def _is_in(needle: str, row: str, written: str) -> bool:
    """Whether a name stands in a text: folded in its row, or with accents and capitals, "Pháp", as it is written."""
    if needle.islower():
        return f" {needle} " in row
    return bool(re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", written))


@memo(512)
def _names(question: Question) -> tuple[tuple[str, ...], ...]:
    """Each run of capitalised words of an English question, as the folded words that may stand for it."""
    if not is_foreign(question):
        return ()
    text = question.text
    found = [term for term in terms(text) if term.exact.isalpha()]
    small = [term for term in found if text[term.start].islower() and term.folded not in STOP]
    # "WHO CHAIRED THE MEETING", "Who Chaired The Meeting": capitals say nothing
    if not small:
        return ()
    runs: list[list[Term]] = []
    for term in found[1:]:
        if not text[term.start].isupper() or term.folded in STOP or term.folded in _TIMES:
            continue
        if runs and _JOINT.fullmatch(text[runs[-1][-1].end : term.start]):
            runs[-1].append(term)
        else:
            runs.append([term])
    return tuple(needles for run in runs if (needles := _vietnamese(text, run) or _needles(run)))


def _vietnamese(text: str, run: list[Term]) -> tuple[str, ...]:
    """The names of a run, two words or more each, if all of it is spelt as Vietnamese is: "Phu Son" is no "Soc Son"."""
    names = [[run[0].folded]]
    for one, other in pairwise(run):
        if text[one.end : other.start].strip(" -"):
            names.append([])
        names[-1].append(other.folded)
    spelt = all(SYLLABLE.fullmatch(term.folded) for term in run)
    return tuple(map(" ".join, names)) if spelt and all(len(name) > 1 for name in names) else ()


def _needles(run: list[Term]) -> tuple[str, ...]:
    """The folded words of a run, and its renderings, folded unless they are names."""
    words = [term.folded for term in run]
    rendered = [text for one in translations(words) for text in one.renderings]
    runs = [
        nfc(text) if text[0].isupper() else " ".join(fold(term.exact) for term in terms(text))
        for text in rendered
    ]
    return tuple(dict.fromkeys([*words, *runs]))
