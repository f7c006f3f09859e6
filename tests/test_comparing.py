"""Comparisons: a table with a citation per cell, an honest empty cell, and questions that compare nothing."""

import held
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Over, report

from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.counts import states_measured
from assistant.understanding.comparing import MOST_COLUMNS, MOST_ROWS, comparison
from index import Report

REVENUE = {
    ("Thái Bình", "2022"): "Năm 2022, thu ngân sách của tỉnh Thái Bình đạt 9.120 tỷ đồng.",
    ("Thái Bình", "2023"): "Năm 2023, thu ngân sách của tỉnh Thái Bình đạt 10.350 tỷ đồng.",
    ("Nam Định", "2023"): "Năm 2023, thu ngân sách của tỉnh Nam Định đạt 8.870 tỷ đồng.",
}


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """Two provinces' revenue; one year is wanting."""
    return assistant_over(
        *(
            report(
                f"thu-{name}-{year}",
                text,
                title=f"Thu ngân sách {name} {year}",
                published=year,
                province=name,
            )
            for (name, year), text in REVENUE.items()
        )
    )


def reports(store: Assistant) -> dict[str, Report]:
    """A store's reports by their id."""
    return {report.report_id: report for report in store.index.reports()[0]}


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        (
            "So sánh điểm xếp loại của Thái Bình năm 2022 và năm 2023",
            [
                "điểm xếp loại của Thái Bình năm 2022 là bao nhiêu?",
                "điểm xếp loại của Thái Bình năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "So sánh Thái Bình và Nam Định về tỷ lệ hộ nghèo năm 2023",
            [
                "tỷ lệ hộ nghèo của Thái Bình năm 2023 là bao nhiêu?",
                "tỷ lệ hộ nghèo của Nam Định năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "So sánh năm 2022 với năm 2023 về tỷ lệ hộ nghèo của Thái Bình",
            [
                "tỷ lệ hộ nghèo của Thái Bình năm 2022 là bao nhiêu?",
                "tỷ lệ hộ nghèo của Thái Bình năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "So sánh tỷ lệ hộ nghèo năm 2023 của Thái Bình và Nam Định",
            [
                "tỷ lệ hộ nghèo của Thái Bình năm 2023 là bao nhiêu?",
                "tỷ lệ hộ nghèo của Nam Định năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "so sanh Thai Binh va Nam Dinh ve ty le ho ngheo nam 2023",
            [
                "ty le ho ngheo cua Thai Binh nam 2023 la bao nhieu?",
                "ty le ho ngheo cua Nam Dinh nam 2023 la bao nhieu?",
            ],
        ),
        (
            "Năm 2023 tỷ lệ hộ nghèo của Thái Bình và Nam Định khác nhau như thế nào?",
            [
                "tỷ lệ hộ nghèo của Thái Bình năm 2023 là bao nhiêu?",
                "tỷ lệ hộ nghèo của Nam Định năm 2023 là bao nhiêu?",
            ],
        ),
        (
            "so sanh ty le ho ngheo cua Thai Binh va Nam Dinh",
            ["ty le ho ngheo cua Thai Binh la bao nhieu?", "ty le ho ngheo cua Nam Dinh la bao nhieu?"],
        ),
        (
            "Which province has more beehives, Thái Bình or Nam Định?",
            ["how many beehives, Thái Bình?", "how many beehives, Nam Định?"],
        ),
        (
            "So sánh chủ đề năm của Thái Bình và Nam Định",
            ["chủ đề năm của Thái Bình?", "chủ đề năm của Nam Định?"],
        ),
    ],
)
def test_a_quantity_that_is_compared_is_asked_for_as_a_figure(question: str, cells: list[str]) -> None:
    """Only what opens with the name of a quantity asks how much."""
    asked = comparison(understand(question))

    assert asked and [cell for row in asked.cells for cell in row] == cells


@pytest.mark.parametrize(
    "question",
    [
        "So sánh thu ngân sách năm 2023 của Thái Bình và Nam Định",
        "Thu ngân sách năm 2023 của Thái Bình khác gì Nam Định?",
        "Thái Bình hay Nam Định thu ngân sách năm 2023 nhiều hơn?",
        "so sanh thu ngan sach nam 2023 cua thai binh va nam dinh",
        "Thu ngân sách năm 2023 của Thái Bình và Nam Định là bao nhiêu?",
        "thu ngan sach nam 2023 o thai binh va nam dinh la bao nhieu",
    ],
)
def test_two_provinces_stand_side_by_side(store: Assistant, question: str) -> None:
    """Each cell has its own figure and its own citation, of its own province's report."""
    answer = store.answer(question)

    assert answer.status == "answered" and answer.table
    assert [row.label for row in answer.table.rows] == ["Thái Bình", "Nam Định"]
    for row, figure in zip(answer.table.rows, ("10.350 tỷ đồng", "8.870 tỷ đồng"), strict=True):
        (cell,) = row.cells
        assert cell.text and cell.citation and figure in answer.citations[cell.citation - 1].quote
        assert cell.text in answer.citations[cell.citation - 1].quote
        assert answer.citations[cell.citation - 1].province == row.label
    assert all(sentence.verified for sentence in answer.sentences if sentence.citations)
    held.check(answer.to_json(), reports(store))


def test_an_empty_cell_is_said_to_be_empty(store: Assistant) -> None:
    """What no report says is no figure of another year or province: the cell is empty, the answer partial."""
    answer = store.answer("So sánh thu ngân sách của Thái Bình và Nam Định năm 2022 và 2023")

    assert answer.status == "partial" and answer.table
    assert answer.table.columns == ("2022", "2023")
    filled = [[cell.citation is not None for cell in row.cells] for row in answer.table.rows]
    assert filled == [[True, True], [False, True]]
    assert any("Nam Định, 2022" in sentence.text and not sentence.citations for sentence in answer.sentences)


def test_nothing_to_compare_is_refused(store: Assistant) -> None:
    """Where every cell is empty the question is refused, with the nearest reports."""
    answer = store.answer("So sánh thu ngân sách năm 2019 của Thái Bình và Nam Định")
    assert answer.status == "refused" and answer.refusal and answer.refusal.nearest and answer.table is None


@pytest.mark.parametrize(
    "text",
    [
        "Tuyến đường nối Thanh Hóa và Nghệ An dài bao nhiêu?",
        "Năm 2023 thu ngân sách tăng bao nhiêu so với năm 2022?",
        "Thu ngân sách Hà Nội năm 2022 hơn năm 2021 bao nhiêu?",
        "Tỉnh Thanh Hóa có hơn 200 xã hay 300 xã?",
        "So sánh thu ngân sách năm 2023 của Thanh Hóa",
        "Giai đoạn 2021 - 2025 tỉnh nào thu nhiều nhất?",
        "Địa giới giữa Thanh Hóa và Nghệ An dài bao nhiêu km?",
        "Tổng thu ngân sách của cả Thái Bình và Nam Định cộng lại là bao nhiêu?",
        "Hợp tác của Thanh Hóa và Nghệ An được ký ngày nào?",
        "Đường nối huyện Mỹ Lộc và huyện Ý Yên dài bao nhiêu?",
        "Hợp đồng của Công ty An Phát và Công ty Hòa Phát trị giá bao nhiêu?",
        "Vụ lở núi ở xã Tân An, huyện Long Sơn làm sập bao nhiêu căn nhà?",
        "Đám cháy ở ấp Cồn Ông, xã Tân An, huyện Long Sơn xảy ra khi nào?",
    ],
)
def test_what_only_names_two_compares_nothing(text: str) -> None:
    """Two places on one road, or a year that another is measured against, make no table."""
    assert comparison(understand(text)) is None


NAMES = [
    "Thái Bình",
    "Nam Định",
    "Hà Nội",
    "Đà Nẵng",
    "Quảng Ninh",
    "Cà Mau",
    "Lào Cai",
    "Bến Tre",
    "Long An",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=9, unique=True),
    st.lists(st.integers(1990, 2029).map(str), max_size=5, unique=True),
    st.sampled_from([" và ", ", ", " với ", " hoặc "]),
)
def test_each_cell_names_its_own_alone(names: list[str], years: list[str], joint: str) -> None:
    """A cell's question names its row and column, and none of the others."""
    when = f" năm {joint.join(years)}" if years else ""
    asked = comparison(understand(f"So sánh dân số của {joint.join(names)}{when}"))

    assert (asked is None) == (len(names) < 2 and len(years) < 2)
    if asked:
        assert len(asked.rows) <= max(MOST_ROWS, MOST_COLUMNS) and len(asked.columns) <= MOST_COLUMNS
        for label, row in zip(asked.rows, asked.cells, strict=True):
            for column, text in zip(asked.columns, row, strict=True):
                found = understand(text)
                assert len(found.provinces) == 1 and len(found.years) <= 1
                assert label in (*found.provinces, *found.years)
                assert not column or found.years == (column,)


def test_quarters_and_other_things_named_side_by_side_are_compared() -> None:
    """A row for each; what a question only names beside them is in every row."""
    quarters = comparison(understand("So sánh thu ngân sách quý I và quý II năm 2024 của Thái Bình"))
    assert quarters is not None
    assert quarters.cells[1] == ("thu ngân sách quý II của Thái Bình năm 2024 là bao nhiêu?",)
    communes = comparison(understand("So sánh diện tích muối của Hải Lý, Hải Chính và Bạch Long"))
    assert communes is not None
    assert communes.rows == ("Hải Lý", "Hải Chính", "Bạch Long")
    assert communes.cells[2] == ("diện tích muối của Bạch Long là bao nhiêu?",)
    assert comparison(understand("Thu ngân sách quý II tăng bao nhiêu so với quý I năm 2024?")) is None
    assert comparison(understand("So sánh cách làm của Sở Y tế tỉnh Thái Bình")) is None


@pytest.mark.parametrize(
    ("text", "rows", "last"),
    [
        ("So sánh thu ngân sách huyện Mỹ Lộc và huyện Ý Yên quý I năm 2024", ("Huyện Mỹ Lộc", "Huyện Ý Yên"),
         "thu ngân sách huyện Ý Yên quý I năm 2024 là bao nhiêu?"),
        ("Số hộ nghèo của xã Tân An, xã Bình Minh và xã Hòa Lợi là bao nhiêu?",
         ("Xã Tân An", "Xã Bình Minh", "Xã Hòa Lợi"), "Số hộ nghèo của xã Hòa Lợi là bao nhiêu?"),
        ("So sánh xã Tân An và phường Bình Minh về số hộ nghèo", ("Xã Tân An", "Phường Bình Minh"),
         "số hộ nghèo của phường Bình Minh là bao nhiêu?"),
        ("Huyện Mỹ Lộc và huyện Ý Yên, huyện nào thu ngân sách cao hơn?", ("Huyện Mỹ Lộc", "Huyện Ý Yên"),
         "huyện Ý Yên thu ngân sách là bao nhiêu?"),
    ],
)  # fmt: skip
def test_districts_and_communes_are_compared_as_provinces_are(
    text: str, rows: tuple[str, ...], last: str
) -> None:
    """Each with its noun where all have one, also where one value of each is asked for."""
    asked = comparison(understand(text))
    assert asked is not None and (asked.rows, asked.cells[-1]) == (rows, (last,))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Tăng trưởng GRDP năm 2023 của Thái Bình là bao nhiêu?", "GRDP của tỉnh Thái Bình tăng 7,37%."),
        ("Diện tích muối của Hải Lý là bao nhiêu?", "- Hải Lý: 45 ha"),
    ],
)
def test_a_quantity_may_be_shown_without_its_name(question: str, sentence: str) -> None:
    """By its verb or its unit, in a cell of a table as elsewhere; another's figure does not show it."""
    assert states_measured(understand(question), sentence, "", "", "")
    assert not states_measured(understand(question), "Năm 2023, xuất khẩu 45 tấn muối.", "", "", "")


def test_a_population_is_asked_for_in_english_too() -> None:
    """What states no number of people tells of none."""
    asked = understand("What is the population of Nam Dinh?")
    assert states_measured(asked, "Nam Định có 1.780.393 người.", "", "", "")
    assert not states_measured(asked, "Nam Định có 3 đột phá, 6 nhiệm vụ.", "", "", "")


def test_an_index_that_only_the_title_names_is_told_of_below_it() -> None:
    """However many words stand between the sentence and the title."""
    before = "Ngày 9/5/2024, tại Hà Nội, VCCI công bố báo cáo và nói rõ cách lập bảng này từ ý kiến của doanh nghiệp."
    for said, states in (("Quảng Ninh đạt 71,25 điểm.", True), ("Quảng Ninh có 12 xã.", False)):
        asked = understand("Điểm PCI Quảng Ninh 2023")
        assert states_measured(asked, said, before, "PCI 2023: Quảng Ninh dẫn đầu", "") is states


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Thu ngân sách Thái Bình năm 2022 và 2023 là bao nhiêu?", ("2022", "2023")),
        ("Thu ngân sách Thái Bình năm 2022 so với 2023 thế nào?", ("2022", "2023")),
        ("Thu ngân sách Thái Bình năm 2023 so với 2022 tăng bao nhiêu?", None),
        ("Tổng cộng năm 2022 và 2023 Thái Bình thu bao nhiêu?", None),
    ],
)
def test_a_value_of_each_of_two_years_is_a_table(question: str, years: tuple[str, ...] | None) -> None:
    """Not what both make together, nor by how much one is above the other."""
    asked = comparison(understand(question))
    assert (asked and asked.rows) == years
