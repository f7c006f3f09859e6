"""Districts: which districts, towns and cities below the province a question names without saying what they are. Pure.

“Hưng Hà có bao nhiêu xã?” is about a district, and no report that never bears that name answers it. What follows a
class noun (“huyện Hưng Hà”) is `named.py`'s own.
"""

from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.capitals import BEFORE_PEOPLE
from assistant.reading.class_nouns import kinds
from assistant.reading.district_names import Words, district_names
from assistant.reading.people import within_a_name
from assistant.stated.plain import listed
from assistant.understanding.wordings import named_places
from index.memo import memo
from index.vietnamese import Term, nfc, terms

# Behind these a name may be typed small, where they open the question or stand behind a word that says where: without
# accents “quan” is “quản” of “quản lý” and “quán” as well.
_KINDS = frozenset(("huyen", "quan", "tp"))
_LEADS = listed("o tai cua tren thuoc ve trong toan cho tu")


@memo(512)
def districts(question: Question) -> tuple[Words, ...]:
    """The folded names of districts that a question writes with capitals, or in any case behind a class noun."""
    text = nfc(question.text)
    places = named_places(text)
    said = [
        term for term in terms(text) if not any(place.start <= term.start < place.end for place in places)
    ]
    found: list[Words] = []
    place = 0
    while place < len(said):
        length = _length_at(question, text, said, place)
        if length:
            found.append(tuple(term.folded for term in said[place : place + length]))
        place += max(length, 1)
    return tuple(found)


def _length_at(question: Question, text: str, said: list[Term], place: int) -> int:
    """How many words from a place on are a district's name; 0 of none."""
    known, widest = district_names()
    for length in range(min(widest, len(said) - place), 1, -1):
        run = said[place : place + length]
        written = known.get(tuple(term.folded for term in run), ())
        exact = tuple(term.exact for term in run)
        accents = exact in written or (
            (not question.accented or is_foreign(question)) and exact == tuple(term.folded for term in run)
        )
        if written and accents and _is_name(text, said, place, length):
            return length
    return 0


def _is_name(text: str, said: list[Term], place: int, length: int) -> bool:
    """Whether words are written as a name that is no part of a longer one: "Bình Minh" of "ông Lê Bình Minh"."""
    run = said[place : place + length]
    before = said[place - 1] if place else None
    after = said[place + length] if place + length < len(said) else None
    if any(other.start - one.end != 1 for one, other in pairwise(run)):
        return False
    if before and before.folded in _KINDS and (place < 2 or said[place - 2].folded in _LEADS):
        return True
    if not all(text[term.start].isupper() for term in run) or text == text.upper():
        return False
    if before and before.exact in BEFORE_PEOPLE:
        return False
    led = place > 1 and before is not None and _is_capital(text, before) and run[0].start - before.end == 1
    joined = after is not None and _is_capital(text, after) and after.start - run[-1].end == 1
    named = led and before is not None and within_a_name(text, run[0].start)
    return not joined and not named and not (led and before and before.folded not in kinds())


def _is_capital(text: str, term: Term) -> bool:
    """Whether a word begins with a capital and is no abbreviation."""
    word = text[term.start : term.end]
    return word[:1].isupper() and not word.isupper()
