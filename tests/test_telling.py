"""Telling: what a question's words and pairs weigh in the closer look."""

from collections.abc import Callable

import pytest

from index.bearing import terms_weighed
from index.telling import names_stand_out, telling

ASKED = "Dự án nào ở Sông Lam có 12 trạm bơm?"


def weighed(question: str = ASKED, **common: int) -> Callable[[str], float]:
    """The weights where every word and pair stands in 3 of 80 passages, but those of `common` in as many as it says."""
    return telling(question, dict.fromkeys(terms_weighed(question), 3) | common, 80)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("tram", "nao"),  # a word that asks
        ("lam", "tram"),  # a name
        ("12", "tram"),  # a number
        ("du_an", "an_nao"),  # a word, and two that met
    ],
)
def test_of_words_as_rare_one_tells_more(more: str, less: str) -> None:
    """What kind of word it is counts beside how rare it is."""
    weight = weighed()
    assert weight(more) > weight(less) > 0


def test_a_common_word_tells_less() -> None:
    """A word that many passages have; and one that none has says nothing."""
    weight = weighed(tram=60, co=0)
    assert weight("bom") > weight("tram") > 0
    assert weight("co") == weight("elsewhere") == 0


def test_syllables_that_never_part_say_less_as_a_pair() -> None:
    """Both stand in 3 passages, always together; or in 40 and seldom so."""
    assert weighed(tram=40, bom=40)("tram_bom") > weighed()("tram_bom") > 0


def test_typed_without_accents_a_word_asks_too() -> None:
    """`nao` asks where no accents were typed; where they were, `nạo` does not."""
    bare, typed = weighed("du an nao"), weighed("dự án nạo vét")
    assert bare("nao") < bare("an")
    assert typed("nao") == typed("an")


def test_a_name_repeated_as_a_plain_word_stays_a_name() -> None:
    """The weight of a word that stands twice is the greater one."""
    assert weighed("cầu Lam, lam")("lam") == weighed("cầu Lam")("lam")


def test_where_every_word_has_a_capital_none_is_a_name() -> None:
    """A question typed in capitals weighs its words as one typed without any."""
    assert names_stand_out(ASKED) and not names_stand_out(ASKED.upper())
    known = dict.fromkeys(terms_weighed(ASKED), 3)
    shouted, plain = telling(ASKED.upper(), known, 80, names=False), telling(ASKED.lower(), known, 80)
    assert [shouted(term) for term in known] == [plain(term) for term in known]
