"""English questions: told from Vietnamese ones, and searched with the Vietnamese of their words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import report

from index import Index
from index.embedder import Embedder
from index.english import both_ways, has_english_key_words, in_vietnamese, is_english
from index.glossary import STOP


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How many hospitals were built in Đà Nẵng?", True),
        ("What is the province's revenue?", True),
        ("Do ai làm chủ tịch?", False),
        ("In sách ở đâu?", False),
        ("thu ngan sach nam 2023", False),
        ("58-NQ/TW", False),
    ],
)
def test_a_language_is_told_by_its_function_words(text: str, english: bool) -> None:
    """English by words that only English has; Vietnamese without accents is none."""
    assert is_english(text) is english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("dengue fever cases in Hanoi", True),
        ("Hạ Long Vân Đồn expressway cost", True),
        ("mạng internet ở Thanh Hóa", False),
        ("thu ngan sach tinh Nghe An nam 2023", False),
        ("Thanh Hoa", False),
        ("58-NQ/TW", False),
    ],
)
def test_key_words_alone_are_told_too(text: str, english: bool) -> None:
    """English key words without a function word; a loan word among Vietnamese ones is none, nor is a bare syllable."""
    assert has_english_key_words(text) is english


def test_words_are_rendered_and_names_and_figures_stay() -> None:
    """The glossary's commonest rendering of each word; names, numbers and unknown words as they stand."""
    found = in_vietnamese("How many hospitals did Đà Nẵng build in 2023 under 58-NQ/TW for Qwyx?")
    assert "bệnh viện" in found and "xây" in found
    assert all(word in found.split() for word in ("Đà", "Nẵng", "2023", "58-NQ/TW", "Qwyx"))
    assert "hospitals" not in found


@given(st.text(max_size=200))
def test_any_text_is_rendered(text: str) -> None:
    """Nothing that is typed breaks it; what is not English is searched as it stands, stop words are left out."""
    asked = both_ways(text)
    english = is_english(text) or has_english_key_words(text)
    assert asked.startswith(text) and (asked != text) is english
    assert not set(in_vietnamese(" ".join(sorted(STOP)[:20])).split()) & STOP


def test_an_english_question_finds_vietnamese_text(tmp_path: Path, embedder: Embedder) -> None:
    """A report that shares no word with the question but a figure's year is found by what its words mean."""
    with Index.open(tmp_path, embedder) as index:
        index.add(
            report(f"tin-{number}", text)
            for number, text in enumerate(
                [
                    "Bệnh viện đa khoa tỉnh được xây mới năm 2023.",
                    "Trường học ở miền núi được sửa chữa năm 2023.",
                    "Ngư dân được hỗ trợ tiền dầu năm 2023.",
                ]
            )
        )
        assert index.search("Which hospital was built in 2023?")[0].text.startswith("Bệnh viện")
        assert index.search("Were any schools repaired in 2023?")[0].text.startswith("Trường học")
        assert index.search("How were fishermen supported in 2023?")[0].text.startswith("Ngư dân")
