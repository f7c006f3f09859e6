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
