"""What the verifier makes of English sentences on Vietnamese quotes."""

import pytest

from assistant.verify import faults

SCHOOLS = (
    "Toàn huyện có 48 trường mầm non, 36 trường tiểu học và 29 trường THCS. Trường Tiểu học Bình An được công nhận "
    "ngày 4/9/2023; Trường Tiểu học Kim Đồng được khánh thành ngày 12/10/2023."
)


def kinds(sentence: str, quote: str) -> list[str]:
    """The kinds of fault found."""
    return [fault.kind for fault in faults(sentence, quote)]


@pytest.mark.parametrize(
    ("true", "false", "kind"),
    [
        ("The district has 36 primary schools.", "The district has 29 primary schools.", "number"),
        (
            "Kim Dong primary school was inaugurated on October 12, 2023.",
            "Kim Dong primary school was inaugurated on September 4, 2023.",
            "date",
        ),
    ],
)
def test_figures_and_dates_of_something_else(true: str, false: str, kind: str) -> None:
    """A figure or date that the quote has beside something else is no figure of what the sentence says."""
    assert kinds(true, SCHOOLS) == []
    assert kind in kinds(false, SCHOOLS)


def test_scores_are_told_together() -> None:
    """Figures with no word between are of the same thing."""
    quote = "Đội Thể Công thắng đội Sông Đà 5-0 ở lượt đi; lượt về hai đội hòa 2-2."
    assert not any(
        fault.kind == "number" for fault in faults("The Cong beat Song Da 5-0 in the first leg.", quote)
    )


MARKET = (
    "UBND huyện Tam Lộc đề nghị dời chợ Gạo sang khu đất mới; Sở Xây dựng không tán thành vì hạ tầng chưa xong. "
    "Ban Quản lý chợ chưa ghi nhận khiếu nại nghiêm trọng nào. Tỷ lệ lấp đầy của chợ thấp hơn bình quân cả tỉnh (82%)."
)


@pytest.mark.parametrize(
    ("true", "false", "kind"),
    [
        (
            "The People's Committee of Tam Loc district proposed to move the market to a new site.",
            "The Department of Construction proposed to move the market to new land.",
            "unsupported",
        ),
        (
            "No serious complaints have been recorded by the market's management board.",
            "Serious complaints have been recorded by the market's management board.",
            "negation",
        ),
        (
            "The market's occupancy rate was below the provincial average of 82%.",
            "The market's occupancy rate was above the provincial average of 82%.",
            "direction",
        ),
    ],
)
def test_deeds_of_others_and_not_done(true: str, false: str, kind: str) -> None:
    """What the quote tells of another, denies or turns is not borne; the same as it stands is."""
    assert kinds(true, MARKET) == []
    assert kind in kinds(false, MARKET)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The district has handed over 18.6 km of land.", "Huyện đã bàn giao 18,6 km mặt bằng."),
        ("Collection exceeded the estimate by 9%.", "Thu ngân sách vượt dự toán 9%."),
        (
            "Three districts collected below 50% of the budget estimate.",
            "Ba huyện thu chưa đạt 50% dự toán ngân sách.",
        ),
        (
            "On March 6, 2024, the Secretariat approved the appointment.",
            "Ngày 6/3/2024, Ban Bí thư chuẩn y việc bổ nhiệm.",
        ),
    ],
)
def test_true_sentences(sentence: str, quote: str) -> None:
    """English ways to say what the quote says."""
    assert kinds(sentence, quote) == []


def test_short_negations() -> None:
    """A negation is seen in its short form, too; “hàng không” and “chẳng hạn” deny nothing."""
    quote = "Huyện chưa bàn giao mặt bằng 12 km."
    assert kinds("The district hasn't handed over 12 km of land.", quote) == []
    assert "negation" in kinds(
        "Ngành đường sắt đạt 12 triệu lượt khách, không tăng.",
        "Ngành hàng không đạt 12 triệu lượt khách, tăng.",
    )


PLAN = (
    "Phó Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng hoàn thiện đề án trước ngày 15/6; giao Sở Tài chính bố trí 12 tỷ đồng. "
    "Sản lượng tháng 5 ước đạt 420 tấn; 5 tháng đầu năm đạt 1.760 tấn, khai khoáng giảm, chế biến tăng. "
    "Hiện nay huyện có 9 xã đạt chuẩn. Nghị quyết về thu phí được thông qua; dự thảo nghị quyết về giá đất lùi sang "
    "quý III."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Department of Construction was asked to complete the plan before June 15.", ""),
        ("The Department of Construction completed the plan before June 15.", "modality"),
        ("The Department of Construction was asked to complete the plan after June 15.", "date"),
        ("The Department of Finance has allocated 12 billion dong.", "modality"),
        ("Output in the first five months reached 1,760 tonnes.", ""),
        ("Output in May reached 1,760 tonnes.", "date|number"),
        ("Output in June reached 420 tonnes.", "date"),
        ("Nine communes now meet the standard.", ""),
        ("Seven communes now meet the standard.", "number"),
        ("The resolution on fee collection was adopted.", ""),
        ("The resolution on land prices was adopted in the third quarter.", "status"),
        ("The resolution on land prices was put off to the fourth quarter.", "date"),
        ("Mining and processing both fell in the first five months.", "direction"),
    ],
)
def test_asked_for_and_when(sentence: str, kind: str) -> None:
    """What is only asked for or drafted is not done; months, quarters, edges of time and number words are held."""
    found = kinds(sentence, PLAN)
    assert (set(found) & set(kind.split("|"))) if kind else not found, found


def test_ends_of_a_range() -> None:
    """What went from one figure to another is told as one range."""
    quote = "Công ty đề xuất tăng vốn dự án từ 120 tỷ lên 185 tỷ đồng."
    assert (
        kinds("The company proposed raising the project's capital from 120 to 185 billion dong.", quote) == []
    )
    assert "number" in kinds(
        "The company proposed raising the project's capital from 150 to 185 billion dong.", quote
    )


CLINIC = (
    "Quyết định số 1420/QĐ-UBND ngày 2/6/2023 phân bổ 68 tỷ đồng cho 15 xã; Quyết định số 977/QĐ-UBND ngày 11/4/2022 "
    "phân bổ 45 tỷ đồng. Trung tâm y tế được bổ sung 4 bác sĩ và 12 điều dưỡng, nhiều hơn năm trước 2 bác sĩ; cứu sống "
    "11 ngư dân. Tàu cá do ông Bùi Minh Tâm làm thuyền trưởng; ông Lữ Quang Tiến, nguyên Chủ tịch UBND huyện, đón tàu."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Decision No. 1420/QD-UBND allocates 68 billion dong to 15 communes.", ""),
        ("Decision No. 1420/QD-UBND allocates 45 billion dong.", "number"),
        ("Decision No. 1420/QD-UBND is dated April 11, 2022.", "date"),
        ("The health centre was given four more doctors and 12 nurses.", ""),
        ("The health centre was given twelve doctors.", "number"),
        ("The health centre was given two fewer doctors than last year.", "direction"),
        ("The health centre rescued 11 fishermen.", ""),
        ("Bui Minh Tam rescued 11 fishermen.", "unsupported"),
        (
            "Lu Quang Tien, chairman of the district People's Committee, was there with 11 fishermen.",
            "person",
        ),
    ],
)
def test_whose_it_is(sentence: str, kind: str) -> None:
    """A figure, date or deed of another document, thing or person is not borne, nor a post that was somebody's."""
    found = kinds(sentence, CLINIC)
    assert (kind in found) if kind else not found, found


@pytest.mark.parametrize(
    ("sentence", "quote", "kind"),
    [
        ("A 41-year-old man was prosecuted.", "Khởi tố Lương Văn Hiệp (41 tuổi) về tội nhận hối lộ.", ""),
        ("Luong Van Hiep, 41, was prosecuted.", "Khởi tố Lương Văn Hiệp (41 tuổi) về tội nhận hối lộ.", ""),
        (
            "Luong Van Hiep, 42, was prosecuted.",
            "Khởi tố Lương Văn Hiệp (41 tuổi) về tội nhận hối lộ.",
            "number",
        ),
        (
            "The meeting began at 3 p.m. on November 5, 2024.",
            "Cuộc họp bắt đầu lúc 15 giờ ngày 5/11/2024.",
            "",
        ),
        (
            "The meeting began at 3:30 pm on November 5, 2024.",
            "Cuộc họp bắt đầu lúc 15h30 ngày 5/11/2024.",
            "",
        ),
        (
            "The meeting began at 3 a.m. on November 5, 2024.",
            "Cuộc họp bắt đầu lúc 15 giờ ngày 5/11/2024.",
            "number",
        ),
        ("The meeting began at 3 p.m. on November 5.", "Cuộc họp bắt đầu lúc 3 giờ chiều ngày 5/11.", ""),
        (
            "The meeting began at 4 p.m. on November 5.",
            "Cuộc họp bắt đầu lúc 3 giờ chiều ngày 5/11.",
            "number",
        ),
        (
            "The 14th session of the 17th People's Council opened.",
            "Khai mạc kỳ họp thứ 14, HĐND khóa XVII.",
            "",
        ),
        (
            "The 15th session of the 17th People's Council opened.",
            "Khai mạc kỳ họp thứ 14, HĐND khóa XVII.",
            "number",
        ),
        ("It marked the 50th anniversary.", "Lễ kỷ niệm 50 năm ngày thành lập.", ""),
        ("It marked the 60th anniversary.", "Lễ kỷ niệm 50 năm ngày thành lập.", "number"),
        ("The hall seats up to 300 people.", "Hội trường chứa tới 300 người.", ""),
        ("Land issues delayed 12 projects.", "Vướng mắc đất đai làm chậm 12 dự án.", ""),
        ("The province issued the plan for 12 projects.", "Vướng mắc đất đai làm chậm 12 dự án.", "status"),
        ("The project costs VND2.8 trillion.", "Dự án có tổng mức đầu tư 2.800 tỷ đồng.", ""),
        ("The project costs VND2.9 trillion.", "Dự án có tổng mức đầu tư 2.800 tỷ đồng.", "number"),
    ],
)
def test_notations(sentence: str, quote: str, kind: str) -> None:
    """Ages, times of day, amounts and places in an order as English writes them; nouns that are no decisions."""
    found = kinds(sentence, quote)
    assert (kind in found) if kind else not found, found
