"""Sections: under the heading that a question names stands what answers it, whatever another section says."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.sections import is_outside, meant

_TEXT = (
    "Hai văn bản cần nhớ\n"
    "Chương trình Làng Nghề Mới\n"
    "Chương trình được phê duyệt tại Quyết định số 411/QĐ-UBND ngày 3/6/2020, thực hiện đến hết năm 2025.\n"
    "2. Đề án 09\n"
    "Quyết định số 98/QĐ-UBND do Phó Chủ tịch Lê Thị Mơ ký ngày 6/1/2022 giao Sở Nội vụ theo dõi việc thực hiện.\n"
    "Kết quả\n"
    "Đến nay 12 xã đã hoàn thành, 3 xã còn lại sẽ hoàn thành trong quý sau theo cam kết với huyện.\n"
)
_REPORT = report("hai-van-ban", _TEXT, title="Hai văn bản cần nhớ", published="2022-10-10")


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("Đề án 09 được phê duyệt tại quyết định nào?", ["2. Đề án 09"]),
        ("de an 09 do ai ky", ["2. Đề án 09"]),
        ("Chương trình Làng Nghề Mới kéo dài đến năm nào?", ["Chương trình Làng Nghề Mới"]),
        ("Kết quả của tỉnh ra sao?", []),
        ("Đề án 10 do ai ký?", []),
    ],
)
def test_a_heading_that_names_a_thing_is_meant(question: str, headings: list[str]) -> None:
    """It stands word for word in the question; one without a name, “Kết quả”, binds nobody."""
    found = meant(understand(question), _REPORT)
    assert [_TEXT[one.start : one.end].partition("\n")[0] for one in found] == headings


def test_what_another_section_says_is_outside() -> None:
    """A sentence elsewhere counts where it names the thing itself."""
    sections = meant(understand("Đề án 09 do ai ký?"), _REPORT)
    assert is_outside(sections, _TEXT.index("Chương trình được"), "Chương trình được phê duyệt.")
    assert not is_outside(sections, 0, "Đề án 09 kế thừa chương trình trước.")
    assert not is_outside(sections, _TEXT.index("Quyết định số 98"), "Quyết định số 98/QĐ-UBND.")
    assert not is_outside((), 0, "Chương trình được phê duyệt.")


def test_cells_of_a_table_are_no_headings() -> None:
    """Short lines that follow each other cut no text in sections."""
    cells = report("bang", "Bảng số liệu\nĐề án 09\n12 xã\nĐề án 10\n30 xã\n", title="Bảng")
    assert not meant(understand("Đề án 09 có bao nhiêu xã?"), cells)


def test_no_other_papers_decision_answers(assistant_over: Over) -> None:
    """The decision on one programme is not told of another that its own section tells of."""
    other = "Đề án được phê duyệt tại Quyết định số 1490/QĐ-UBND ngày 27/11/2023 và triển khai ở ba huyện."
    bamboo = report("khac", other, title="Đề án trồng tre", published="2023-12-01")
    answer = assistant_over(_REPORT, bamboo).answer("Đề án 09 được phê duyệt tại quyết định nào?")
    assert "411" not in answer.text
    assert "1490" not in answer.text
