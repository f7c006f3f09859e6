"""Parts of a year: a quarter's figure answers for no other quarter, whatever it is compared with."""

import re

import pytest
from made import Over, report

from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.fitting import fits
from assistant.understanding.parts import is_of_part, parts

_THIRD = (
    "Quý III năm 2024, thu ngân sách của tỉnh Nam Định đạt 2.040 tỷ đồng, tăng 11% so với quý II.\n\n"
    "Lũy kế 9 tháng năm 2024, thu ngân sách đạt 6.310 tỷ đồng."
)
_SECOND = "Thu ngân sách của tỉnh Nam Định quý II năm 2024 đạt 1.815 tỷ đồng."


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """One province's revenue of two quarters and of nine months."""
    return assistant_over(
        *(
            report(key, text, title="Thu ngân sách Nam Định", published="2024-10-03", province="Nam Định")
            for key, text in (("quy-3", _THIRD), ("quy-2", _SECOND))
        )
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Quý III/2024, thu ngân sách tăng 9%", {(7, 9)}),
        ("thu ngan sach quy 2 nam 2024", {(4, 6)}),
        ("6 tháng đầu năm 2024", {(1, 6)}),
        ("Sáu tháng cuối năm", {(7, 12)}),
        ("chín tháng năm 2024", {(1, 9)}),
        ("the first half of 2024 and Q3", {(1, 6), (7, 9)}),
        ("Quý III tăng 11% so với quý II và 4% so với cùng kỳ quý III năm trước", {(7, 9)}),
        ("hoàn thành trong 6 tháng, quý ông, quy định 3 điều", set()),
    ],
)
def test_parts_of_a_year_are_told_however_written(text: str, said: set[tuple[int, int]]) -> None:
    """By their first and last months; a term of months is none, nor what is compared with."""
    assert parts(text) == said


def test_a_year_as_a_whole_is_no_part_of_it() -> None:
    """Where nothing around a sentence names the part, the figure is the year's."""
    sentence = "Năm 2024, tỉnh thu ngân sách 8.760 tỷ đồng."
    assert not is_of_part("Thu ngân sách quý II năm 2024?", sentence, "Kinh tế năm 2024")
    assert is_of_part("Thu ngân sách quý II năm 2024?", sentence, "Kinh tế quý II", "Kinh tế quý III")
    assert is_of_part("Thu ngân sách năm 2024?", sentence, "Kinh tế quý II")


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Thu ngân sách quý II năm 2024 của Nam Định là bao nhiêu?", "1.815"),
        ("thu ngan sach quy 3 nam 2024 cua nam dinh la bao nhieu", "2.040"),
        ("Thu ngân sách 9 tháng năm 2024 của Nam Định là bao nhiêu?", "6.310"),
        ("Thu ngân sách quý III năm 2024 của Nam Định tăng bao nhiêu so với quý II?", "11%"),
    ],
)
def test_the_part_asked_about_answers(store: Assistant, question: str, bears: str) -> None:
    """Each quarter by its own figure."""
    assert bears in store.answer(question).citations[0].quote


def test_a_part_that_no_report_tells_of_is_refused(store: Assistant) -> None:
    """The figure of another quarter is no answer; the refusal says that it is another time's."""
    answer = store.answer("Thu ngân sách quý I năm 2024 của Nam Định là bao nhiêu?")
    assert answer.refusal is not None
    assert answer.refusal.code == "other_period"
    assert "không nói điều này cho quý I năm 2024" in answer.refusal.message
    assert re.search("kho có của (9 tháng|quý II|quý III) năm 2024", answer.refusal.message)


def test_a_width_is_so_many_metres_or_hectares() -> None:
    """A road's or a park's."""
    for question, sentence, figure in (
        ("Mặt đường ven biển Nam Định rộng bao nhiêu?", "Mặt đường rộng 9 m, có hai làn.", "9 m"),
        ("Vườn quốc gia Xuân Thủy rộng bao nhiêu?", "Vườn quốc gia Xuân Thủy có 7.100 ha.", "7.100 ha"),
    ):
        assert [sentence[fit.start : fit.end] for fit in fits(understand(question), sentence)] == [figure]


def test_a_unit_may_stand_in_the_cell_before_its_figure() -> None:
    """As in a table of figures with a column of units."""
    question = understand("Thu ngân sách quý II năm 2024 của Nam Định là bao nhiêu?")
    row = "| Thu ngân sách | tỷ đồng | 1.815 |"
    assert any("1.815" in row[fit.start : fit.end] for fit in fits(question, row))
