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


SENT_OFF = (
    "Chín huyện tổ chức lễ giao quân cùng ngày 26/2, riêng huyện Vân Hải tổ chức sớm hơn hai ngày. Toàn tỉnh có 12 "
    "dự án chậm tiến độ, riêng huyện Mỹ Lộc có 5 dự án. Sáng 4/3, ông lái xe riêng về huyện Tam Sơn."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Chín huyện tổ chức lễ giao quân ngày 26/2.", True),
        ("Huyện Vân Hải tổ chức lễ giao quân ngày 26/2.", False),
        ("Huyện Vân Hải tổ chức sớm hơn hai ngày.", True),
        ("Huyện Mỹ Lộc có 5 dự án chậm tiến độ.", True),
        ("Huyện Mỹ Lộc có 12 dự án chậm tiến độ.", False),
        ("Sáng 4/3, ông lái xe về huyện Tam Sơn.", True),
        ("Trong 12 dự án chậm tiến độ của tỉnh, huyện Mỹ Lộc có 5 dự án.", True),
    ],
)
def test_one_set_apart(sentence: str, borne: bool) -> None:
    """What is said of all before one is set apart is not said of that one."""
    assert (not faults(sentence, SENT_OFF)) is borne


LAKE = "{} 21h20, ông Bình nói nước trong hồ vẫn dâng cao."


@pytest.mark.parametrize(
    ("said", "there", "borne"),
    [
        ("Gần", "Lúc", False),
        ("Lúc", "Hơn", False),
        ("Gần", "Hơn", False),
        ("Khoảng", "Gần", True),
        ("Lúc hơn", "Hơn", True),
    ],
)
def test_bounds_of_a_time_of_day(said: str, there: str, borne: bool) -> None:
    """What bounds a time to the minute is held as what bounds a count."""
    assert (not faults(LAKE.format(said), LAKE.format(there))) is borne


def test_a_time_of_day_rounds_no_other() -> None:
    """A quarter of an hour is nothing near another, few as its figures are."""
    assert [one.kind for one in faults(LAKE.format("Gần").replace("21h20", "21h30"), LAKE.format("Lúc"))]


@pytest.mark.parametrize(
    ("said", "there", "borne"),
    [
        ("sau ngày 20/12/2024", "ngày 20/12/2024", False),
        ("trước tháng 12/2024", "tháng 12/2024", False),
        ("gần ngày 20/12/2024", "ngày 20/12/2024", False),
        ("ngày 20/12/2024", "khoảng ngày 20/12/2024", False),
        ("vào 16h30", "trước 16h30", False),
        ("sau 16h30", "vào 16h30", False),
        ("khoảng ngày 20/12/2024", "ngày 20/12/2024", True),
        ("trước ngày 20/12/2024", "chậm nhất ngày 20/12/2024", True),
        ("từ ngày 18/12 đến 20/12/2024", "trong khoảng ngày 18/12 đến 20/12/2024", True),
        ("mất 2 giờ 30 phút", "mất sau 2 giờ 30 phút", True),
    ],
)
def test_on_which_side_of_a_time(said: str, there: str, borne: bool) -> None:
    """What is at a time is neither before, after nor near it, unless the quote says so in other words."""
    told = "Huyện bàn giao {} khu tái định cư Bản Cọi cho dân."
    assert (not faults(told.format(said), told.format(there))) is borne


@pytest.mark.parametrize(
    ("said", "there", "borne"),
    [
        ("ngày 12/5-19/5/2021", "ngày 12/5-19/5/2022", False),
        ("từ ngày 12/5 đến ngày 19/5/2022", "12/5 - 19/5/2022", True),
        ("từ ngày 12/5 đến ngày 20/5/2022", "12/5 - 19/5/2022", False),
        ("tháng 3-5/2021", "tháng 3-5/2022", False),
        ("từ tháng 3 đến tháng 5/2022", "tháng 3-5/2022", True),
    ],
)
def test_ends_of_a_stretch(said: str, there: str, borne: bool) -> None:
    """A stretch of days or months that gives its year once is of that year, however its two ends are joined."""
    told = "Trường nhận hồ sơ trong đợt {}."
    assert (not faults(told.format(said), told.format(there))) is borne


def test_a_figure_of_the_day_beside_it() -> None:
    """A figure with its day in brackets is of no other day, though the quote names that one, too."""
    there = "Lũ về sớm, bến Lùng đo được 7,4 m (ngày 9/11), bến Sài 8,5 m (ngày 14/11)."

    assert not faults("Ngày 9/11 đo được 7,4 m.", there)
    assert [one.kind for one in faults("Ngày 14/11 đo được 7,4 m.", there)] == ["date"]


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Toa thứ 3 sơn trong 4 tháng.", True),
        ("Toa thứ 3 sơn trong 4 ha.", False),
        ("Toa thứ 3 sơn trong 5 tháng.", False),
        ("Đội xếp thứ 3 trong 40 đội.", True),
        ("Đội xếp thứ 3 trong 41 đội.", False),
    ],
)
def test_a_time_is_no_whole(sentence: str, borne: bool) -> None:
    """What the third took is held with its unit; of how many it is the third is another thing."""
    quote = "Hai toa đầu sơn trong 6 tháng, toa thứ 3 sơn trong 4 tháng. Đội xếp thứ 3 trong 40 đội dự thi."
    assert (not faults(sentence, quote)) is borne
