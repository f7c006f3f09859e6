"""The English–Vietnamese glossary: the file's form, and what a question's words are called in Vietnamese."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import glossary
from index.glossary import STOP, Translation, translations
from index.vietnamese import canonical, terms

FILE = Path(glossary.__file__).parent / "glossary.tsv"
LINES = FILE.read_text("utf-8").splitlines()
ENTRIES = [line.split("\t") for line in LINES]
ENGLISH = re.compile(r"[A-Za-z0-9éÉ][A-Za-z0-9éÉ ,.'-]*")
# What Vietnamese words, figures and the marks between them are written with.
VIETNAMESE = re.compile(
    "[a-zA-Z0-9 àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ,.'\"/%²&-]+"
)


def words(question: str) -> list[str]:
    """A question's words as a search cuts them, in lower case."""
    return [question[term.start : term.end].lower() for term in terms(question)]


def rendered(question: str) -> dict[str, tuple[str, ...]]:
    """What of a question is translated, and how."""
    cut = words(question)
    return {" ".join(cut[first:last]): found for first, last, found in translations(cut)}


def test_file_holds_two_columns() -> None:
    """Every line is an English headword, a tab and one to four renderings, in NFC, with no stray space."""
    for line, entry in zip(LINES, ENTRIES, strict=True):
        assert len(entry) == 2, line
        assert unicodedata.is_normalized("NFC", line), line
        assert ENGLISH.fullmatch(entry[0]), line
        renderings = entry[1].split("; ")
        assert 1 <= len(renderings) <= 4, line
        assert len({rendering.lower() for rendering in renderings}) == len(renderings), line
        assert all(
            VIETNAMESE.fullmatch(rendering) and rendering == rendering.strip() for rendering in renderings
        )
        assert "  " not in line, line


def test_file_is_large_sorted_and_without_duplicates() -> None:
    """At least 4,000 headwords, sorted without regard to case, no two alike."""
    heads = [english.lower() for english, _ in ENTRIES]
    assert len(heads) >= 4000
    assert heads == sorted(heads)
    assert len(set(heads)) == len(heads)


def test_vietnamese_side_places_tones_one_way() -> None:
    """Each accented Vietnamese word stands as the index spells it, save for y and i."""
    for english, renderings in ENTRIES:
        for term in terms(renderings):
            written = renderings[term.start : term.end].lower()
            if written != term.exact:
                assert canonical(written).translate(I_FOR_Y) == written.translate(I_FOR_Y), (english, written)


I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def test_every_headword_is_found() -> None:
    """A headword asked for as it stands gives its own renderings, over its whole length."""
    for english, renderings in ENTRIES:
        cut = words(english)
        assert translations(cut) == [(0, last_word(cut), tuple(renderings.split("; ")))], english


def last_word(cut: list[str]) -> int:
    """Where the words end, without the `s` that a possessive or an abbreviation leaves."""
    return len(cut) - (cut[-1] == "s")


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("communes", "commune"),
        ("cities", "city"),
        ("taxes", "tax"),
        ("boxes", "box"),
        ("churches", "church"),
        ("heroes", "hero"),
        ("chose", "choose"),
        ("chosen", "choose"),
        ("grew", "grow"),
        ("met", "meet"),
        ("fell", "fall"),
        ("won", "win"),
        ("children", "child"),
        ("wives", "wife"),
        ("phenomena", "phenomenon"),
        ("planned", "plan"),
        ("planning", "planning"),
        ("invested", "invest"),
        ("reduced", "reduce"),
        ("died", "die"),
        ("studied", "study"),
        ("writing", "write"),
        ("swimming", "swimming"),
        ("cleanest", "clean"),
        ("busiest", "busy"),
        ("quickly", "quick"),
        ("programme", "program"),
        ("organisations", "organization"),
        ("mobilised", "mobilize"),
        ("labour", "labor"),
        ("theatres", "theater"),
        ("city's", "city"),
        ("city’s", "city"),
    ],
)
def test_forms_are_brought_back_to_the_base(form: str, base: str) -> None:
    """A plural, tense, adverb, British or possessive form gives what its headword gives."""
    known = dict(ENTRIES)
    assert translations([form]) == [Translation(0, 1, tuple(known[base].split("; ")))]


def test_what_goes_wrong_and_is_put_right_has_its_words() -> None:
    """Accidents, crimes, dates and works are asked about in words that no single word's rendering gives."""
    asked = "What was the discharge rate when the fishing vessels capsized and three shacks were washed away?"
    assert {told[0] for told in rendered(asked).values()} >= {
        "lưu lượng xả",
        "tàu cá",
        "lật",
        "lán trại",
        "cuốn trôi",
    }
    assert rendered("Who broke ground after the site caught fire?")["broke ground"][0] == "khởi công"


def test_headword_goes_before_a_form() -> None:
    """A word that is a headword itself is not taken for another's form: leading is not lead."""
    assert rendered("leading")["leading"][0] == "hàng đầu"
    assert rendered("meeting")["meeting"][0] == "hội nghị"


def test_longest_phrase_wins() -> None:
    """The longest phrase is translated whole, and its words are not translated again."""
    found = rendered("Who is the provincial Party Committee's Secretary?")
    assert found == {"provincial party committee s secretary": ("Bí thư Tỉnh ủy",)}
    assert (
        "Ủy ban nhân dân tỉnh"
        in rendered("the provincial People’s Committee")["provincial people s committee"]
    )
    assert rendered("new rural communes")["new rural communes"][0] == "xã nông thôn mới"


def test_unfinished_phrase_falls_back() -> None:
    """Words that open a longer phrase without finishing it are translated by what they do make up."""
    assert list(rendered("per capita rice")) == ["per capita", "rice"]
    assert list(rendered("in the province of rice")) == ["in the province", "rice"]


def test_stop_words_and_unknown_words_give_nothing() -> None:
    """A stop word alone is never translated, nor is a word or name that the glossary does not hold."""
    assert translations(sorted(STOP)) == []
    assert rendered("What did Nguyen Zzyx do?") == {}
    assert not STOP & {english.lower() for english, _ in ENTRIES}


def test_stop_words_count_inside_a_phrase() -> None:
    """A phrase may hold stop words: the US is a country, us is nobody."""
    assert "Hoa Kỳ" in rendered("When did the US join?")["the us"]
    assert "us" not in rendered("Tell us when")


def test_numbers_are_left_alone() -> None:
    """Figures and document numbers are not translated, and shift no span."""
    cut = words("In 2022, 58-NQ/TW set 37 targets")
    assert [cut[first:last] for first, last, _ in translations(cut)] == [["set"], ["targets"]]


WORD = st.one_of(
    st.sampled_from(sorted({word for english, _ in ENTRIES for word in words(english)} | STOP)),
    st.text(max_size=8),
)


@given(st.lists(WORD, max_size=12))
def test_spans_are_in_order_and_disjoint(given_words: list[str]) -> None:
    """Whatever the words, nothing is raised; spans rise, do not overlap, hold words, and have renderings."""
    at = 0
    for first, last, renderings in translations(given_words):
        assert at <= first < last <= len(given_words)
        assert renderings
        assert all(renderings)
        at = last
