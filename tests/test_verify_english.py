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
