"""Passages: where a report is cut, and that nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import RICE, report

from index.passage import Passage, heading, search_text, split
from index.report import Report

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("aăâđ ươế.,;:!?…-–\n\n  \t\r\"'()1230")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=4000,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report whose body is any ordered spans of its text."""
    text = draw(TEXTS) * draw(st.integers(1, 4))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return Report("k", text, tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@given(reports())
def test_every_character_of_the_body_is_in_exactly_one_passage(made: Report) -> None:
    """Passages are ordered and apart, lie within one span of the body, leave out white space alone."""
    passages = split(made)

    covered = [place for passage in passages for place in range(passage.start, passage.end)]
    wanted = [
        place for start, end in made.body for place in range(start, end) if not made.text[place].isspace()
    ]
    assert covered == sorted(set(covered))
    assert [place for place in covered if not made.text[place].isspace()] == wanted
    for passage in passages:
        assert any(start <= passage.start < passage.end <= end for start, end in made.body)
        assert made.text[passage.start : passage.end].strip() == made.text[passage.start : passage.end]


def test_passages_end_where_sentences_end() -> None:
    """A text of whole sentences is cut between them, into passages of a size a reader takes in."""
    text = " ".join(
        f"Câu số {number} nói về sản lượng lúa của tỉnh Bình Minh trong vụ này." for number in range(80)
    )

    found = [text[passage.start : passage.end] for passage in split(report("k", text))]

    assert len(found) > 3
    assert all(piece.startswith("Câu số") and piece.endswith(".") for piece in found)
    assert all(300 <= len(piece) <= 1200 for piece in found)


def test_a_heading_goes_with_what_follows_it() -> None:
    """A short line without a closing mark never ends a passage."""
    paragraph = "Tỉnh giao các sở, ngành rà soát lại toàn bộ kế hoạch của năm và báo cáo. " * 12
    text = "\n\n".join(f"Nội dung phần {number}\n\n{paragraph}" for number in range(6))

    found = [text[passage.start : passage.end] for passage in split(report("k", text))]

    assert len(found) > 1
    assert all(not piece.splitlines()[-1].startswith("Nội dung phần") for piece in found)


def test_a_list_of_short_lines_is_not_cut_line_by_line() -> None:
    """Lines that all look like headings still fill passages."""
    text = "\n".join(f"Huyện Hải Đông số {number}" for number in range(400))

    assert all(passage.end - passage.start >= 300 for passage in split(report("k", text)))


@pytest.mark.parametrize("text", ["a" * 1_000_000, "chữ " * 250_000, "một, hai " * 110_000])
def test_a_megabyte_without_a_full_stop_is_many_passages(text: str) -> None:
    """A text without sentence ends is cut at clause marks, spaces, or anywhere."""
    passages = split(report("k", text))

    assert max(passage.end - passage.start for passage in passages) <= 2000
    assert all(not text[p.start : p.end].startswith(",") for p in passages)


def test_a_long_sentence_stays_whole() -> None:
    """One sentence over the usual size is not broken."""
    sentence = "Tỉnh quyết định " + "giao sở nông nghiệp và các huyện thực hiện kế hoạch này " * 25 + "ngay."

    assert [(p.start, p.end) for p in split(report("k", sentence))] == [(0, len(sentence))]


def test_an_empty_body_has_no_passages() -> None:
    """No body, or one of white space, gives nothing to search."""
    assert split(Report("k", "menu\n\n  ", ())) == ()
    assert split(Report("k", "menu\n\n  ", ((4, 8),))) == ()


def test_a_passage_id_is_its_three_parts() -> None:
    """The id is derived from report and offsets alone."""
    assert Passage("ab12", 3, 9).passage_id == "ab12-3-9"


def test_title_date_and_province_are_searched_beside_the_text() -> None:
    """The heading stands before the passage, the date as people write it; offsets stay the report's."""
    made = report("k", RICE, title="Sản lượng", published="2023-06-02", province="Bình Minh")

    assert heading(made) == "Sản lượng\n02/06/2023\nBình Minh"
    assert search_text(made, split(made)[0]) == f"Sản lượng\n02/06/2023\nBình Minh\n{RICE}"
    assert search_text(report("k", RICE), Passage("", 0, len(RICE))) == RICE
