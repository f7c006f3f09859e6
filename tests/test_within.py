"""A figure asked of a province is its own, not that of what lies in it or of all around it."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.indicators import is_of_indicator
from assistant.reading.within import is_of_another_scope

_REPORT = report(
    "vu-xuan",
    "Vụ xuân năm 2023, cả nước xuất khẩu 4,2 triệu tấn gạo. Huyện Giao Thủy có 22 xã có vườn ươm giống. "
    "Công ty May Sông Đào tuyển thêm 1.200 lao động trong quý I. Toàn tỉnh trồng 310 ha cây vụ đông.",
    title="Nam Định sơ kết vụ xuân",
    published="2023-06-03",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Nam Định xuất khẩu bao nhiêu tấn gạo?", ""),
        ("Tỉnh xuất khẩu bao nhiêu tấn gạo?", ""),
        ("How much rice did Nam Dinh export?", ""),
        ("Cả nước xuất khẩu bao nhiêu tấn gạo?", "4,2 triệu"),
        ("Nam Định có bao nhiêu xã có vườn ươm giống?", ""),
        ("Huyện Giao Thủy có bao nhiêu xã có vườn ươm giống?", "22 xã"),
        ("nam dinh co bao nhieu xa co vuon uom giong", ""),
        ("Công ty May Sông Đào ở Nam Định tuyển bao nhiêu lao động?", "1.200"),
        ("Nam Định trồng bao nhiêu ha cây vụ đông?", "310 ha"),
    ],
)
def test_a_figure_of_the_province_is_its_own(assistant_over: Over, question: str, figure: str) -> None:
    """Neither the country, a district nor a company answers for it; who is asked about by name is told of."""
    answer = assistant_over(_REPORT).answer(question)
    assert figure in answer.citations[0].quote if figure else answer.status == "refused"


def test_a_city_that_is_named_is_no_province() -> None:
    """What lies in a city tells of it where nothing else does; what lies in a province does not."""
    sentence = "Trường Lê Lợi của Vinh nhận thêm 12 giáo viên."
    assert not is_of_another_scope(understand("Thành phố Vinh nhận thêm bao nhiêu giáo viên?"), sentence)
    assert is_of_another_scope(understand("Tỉnh nhận thêm bao nhiêu giáo viên?"), sentence)
    assert is_of_another_scope(
        understand("Nam Định có bao nhiêu ha tôm?"), "Toàn huyện có 95 ha tôm, nửa của tỉnh."
    )


_NINE_MONTHS = report(
    "chin-thang",
    "Chỉ số sản xuất công nghiệp tháng 9 tăng 8,1%; tính chung 9 tháng tăng 12,4%. Tổng thu ngân sách 9 tháng ước đạt "
    "8.940 tỷ đồng. Mục tiêu cả năm: GRDP tăng 8,5%, thu ngân sách 14.420 tỷ đồng.",
    title="Kinh tế - xã hội 9 tháng năm 2023 của tỉnh Bình Phước",
    published="2023-09-28",
    province="Bình Phước",
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Thu ngân sách 9 tháng bao nhiêu?", "8.940"),
        ("thu ngan sach 9 thang bao nhieu", "8.940"),
        ("Thu ngân sách 6 tháng là bao nhiêu?", ""),
        ("GRDP 9 tháng tăng bao nhiêu?", ""),
        ("GRDP cả năm tăng bao nhiêu?", "8,5%"),
    ],
)
def test_a_figure_is_of_the_months_and_the_indicator_asked_about(
    assistant_over: Over, question: str, figure: str
) -> None:
    """Nine months are no six, and what industry grew by is not the growth of all."""
    answer = assistant_over(_NINE_MONTHS).answer(question)
    assert figure in answer.citations[0].quote if figure else answer.status == "refused"


def test_a_title_names_an_indicator_in_full() -> None:
    """What stands in the title need not be said again; a word of it that tells of much else names none."""
    asked = understand("PCI của Bình Phước xếp thứ mấy?")
    assert is_of_indicator(asked, "Tỉnh xếp thứ 31.", "", "Họp về năng lực cạnh tranh của tỉnh")
    asked = understand("GRDP của Bình Phước tăng bao nhiêu?")
    assert not is_of_indicator(asked, "Số tàu tăng 31%.", "", "Họp về tăng trưởng")
