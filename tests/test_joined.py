"""Sentences that join what two cited quotes say."""

import pytest

from assistant.verify import Reported
from assistant.writing.support import borne_by

QUOTES = [
    (
        "Ông Tạ Đình Long, Chủ tịch UBND huyện Yên Khê, cho biết đến tháng 5/2024, huyện có 17 xã đạt chuẩn "
        "nông thôn mới.",
        Reported("Nông thôn mới Yên Khê", "2024-05-21"),
    ),
    (
        "Bà Hồ Thị Nhàn, Giám đốc Ban Quản lý dự án, nói khu tái định cư Bản Cọi sẽ bàn giao trước ngày 20/12/2024; "
        "đã có 6 xã đạt chuẩn nâng cao.",
        Reported("Tái định cư Bản Cọi", "2024-06-02"),
    ),
]


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        # what opens the first half is whom it is about, and not when or where all of it is
        (
            "Ông Tạ Đình Long, Chủ tịch UBND huyện Yên Khê, cho biết huyện có 17 xã đạt chuẩn nông thôn mới, còn bà Hồ "
            "Thị Nhàn nói khu tái định cư Bản Cọi sẽ bàn giao trước ngày 20/12/2024.",
            True,
        ),
        (
            "Ta Dinh Long, chairman of Yen Khe district, said 17 communes met new rural standards, and Ho Thi Nhan "
            "said the Ban Coi resettlement area would be handed over before December 20, 2024.",
            True,
        ),
        # the second half has a time of its own
        (
            "Đến tháng 5/2024, huyện có 17 xã đạt chuẩn nông thôn mới; đồng thời, trước ngày 20/12/2024, khu tái "
            "định cư Bản Cọi sẽ bàn giao.",
            True,
        ),
        # of the first half's time the second quote says nothing
        (
            "Đến tháng 5/2024, huyện có 17 xã đạt chuẩn nông thôn mới; đã có 6 xã đạt chuẩn nâng cao.",
            False,
        ),
        # the first quote has no "nâng cao": the half borrows it from the second
        (
            "Huyện có 17 xã đạt chuẩn nông thôn mới nâng cao; khu tái định cư Bản Cọi sẽ bàn giao "
            "trước ngày 20/12/2024.",
            False,
        ),
    ],
)
def test_halves_of_two_quotes(sentence: str, borne: bool) -> None:
    """Each half is whole in one quote, with the time and words that it is said with."""
    assert borne_by(sentence, QUOTES).verified is borne
