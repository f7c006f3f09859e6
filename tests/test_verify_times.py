"""What the verifier makes of times that a quote leaves unsaid, and of what is still to come."""

import pytest

from assistant.verify import Reported, faults

QUOTE = "Bệnh viện trong 9 tháng khám cho 286.400 lượt người."


@pytest.mark.parametrize(("year", "borne"), [(2023, True), (2022, False)])
@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 9 tháng đầu năm {}, bệnh viện khám cho 286.400 lượt người.",
        "In the first nine months of {} the hospital examined 286,400 people.",
    ],
)
def test_months_just_over(sentence: str, year: int, borne: bool) -> None:
    """Months without a year are of the year in which they were just over when the report was published."""
    report = Reported("Ngành y tế", "2023-10-05")
    assert (not faults(sentence.format(year), QUOTE, report)) is borne


def test_still_to_be_done() -> None:
    """What the quote says will be done is not done, whatever the verb begins with."""
    quote = "Bà Hồ Thị Nhàn nói khu tái định cư Bản Cọi sẽ bàn giao trước ngày 20/12."
    assert [fault.kind for fault in faults("Huyện đã bàn giao khu tái định cư Bản Cọi.", quote)]
    assert "modality" in [fault.kind for fault in faults("đã bàn giao khu tái định cư Bản Cọi", quote)]
