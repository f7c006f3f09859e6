"""English questions: told from Vietnamese ones, and searched with the Vietnamese of their words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import report

from assistant.question import understand
from assistant.reading.foreign import lacks_names
from index import Index
from index.embedder import Embedder
from index.english import asked_in_english, has_english_key_words, is_english, rendered
from index.glossary import STOP
from index.wanted import wanted


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How many hospitals were built in Đà Nẵng?", True),
        ("What is the province's revenue?", True),
        ("Do ai làm chủ tịch?", False),
        ("In sách ở đâu?", False),
        ("thu ngan sach nam 2023", False),
        ("ba Le Thi An noi gi ve don thu that lac", False),
        ("them bao nhieu truong be hoc no tai dan to", False),
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
    """All that the glossary calls a word, the commonest first; names, numbers and unknown words as they stand."""
    found = rendered("How many hospitals did Đà Nẵng build in 2023 by 58-NQ/TW for the teachers of Qwyx?")
    assert [names[0] for names in found] == [
        *("bệnh viện", "Đà", "Nẵng", "xây dựng", "2023", "58-NQ/TW", "giáo viên", "Qwyx")
    ]
    assert "nhà giáo" in found[-2]


@given(st.text(max_size=200))
def test_any_text_is_rendered(text: str) -> None:
    """Nothing that is typed breaks it; what is not English is searched as it stands, stop words are left out."""
    asked = wanted(text, lambda terms: dict.fromkeys(terms, 1))
    assert asked.text.startswith(text) and bool(asked.things) is (
        asked_in_english(text) and bool(rendered(text))
    )
    assert not rendered(" ".join(sorted(STOP)[:20]))


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


def test_a_thing_is_found_by_any_of_its_names(tmp_path: Path, embedder: Embedder) -> None:
    """A report with another rendering comes before one with half of the commonest."""
    with Index.open(tmp_path, embedder) as index:
        index.add(
            report(f"tin-{number}", text)
            for number, text in enumerate(
                [
                    "Năm 2023 phường tặng quà các điều dưỡng.",
                    "Năm 2023 phường tặng quà hội đông y.",
                    "Cảng hàng không được sửa chữa năm 2022.",
                    "Sân vận động được sửa chữa năm 2022.",
                ]
            )
        )
        assert "điều dưỡng" in index.search("Which nurses were given presents in 2023?")[0].text
        assert "Cảng hàng không" in index.search("Was the airport repaired in 2022?")[0].text


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Which bridge in Xuan Loi was closed?", "Cầu ở thôn Lợi Đông bị đóng vào mùa xuân.", True),
        ("Which bridge in Xuan Loi was closed?", "Cầu ở xã Xuân Lợi bị đóng.", False),
        ("Which bridge did Xuan Loi and Dong Kha close?", "Cầu ở xã Đông Khả bị đóng.", False),
        ("Which bridge did the Ministry of Transport close?", "Bộ Giao thông vận tải đóng một cầu.", False),
    ],
)
def test_a_vietnamese_name_in_english_is_held_as_a_whole(question: str, text: str, lacks: bool) -> None:
    """One syllable of it stands in many another name; an English one may be rendered word by word."""
    assert lacks_names(understand(question), text) is lacks
