"""Sentences that join what two cited quotes say."""

import pytest
from made import report

from assistant.verify import Reported
from assistant.writing.reply import Draft
from assistant.writing.support import borne_by, supported
from index import Hit

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


def test_what_a_quote_joins_to_its_own_is_not_joined_to_anothers() -> None:
    """A part that its quote has behind the same joint is of what stands before it there."""
    quotes = [
        (
            "Đoàn thanh tra làm việc với Phó bí thư Long giữ chức ở huyện cùng các cơ quan liên quan.",
            Reported(),
        ),
        (
            "Ông Long giữ chức Phó bí thư, đồng thời được giới thiệu bầu làm Chủ tịch huyện Yên Khê.",
            Reported(),
        ),
    ]
    first, second = (quote for quote, _ in quotes)
    torn = f"{first[:-1]}{second[second.index(', đồng thời') :]}"
    assert not borne_by(torn, quotes).verified
    assert borne_by(f"{first[:-1]}, còn ông{second[3:]}", quotes).verified


def test_the_shorter_of_two_that_say_it_is_cited() -> None:
    """Of two sentences of a passage with all the words of what is claimed the one with fewer others is quoted."""
    longer = "Danh thắng quốc gia hồ Yên Khê, ở huyện An Hà, mới đổi giờ mở cửa theo thông báo của tỉnh."
    text = f"{longer} Hồ Yên Khê, danh thắng quốc gia."
    told = report("ho", text, title="Hồ Yên Khê")
    hit = Hit(told.report_id, told.key, "one", 1.0, 0, len(text), text)
    found = supported(Draft(0, "Hồ Yên Khê, danh thắng quốc gia.", (1,)), [hit], lambda _: told)
    assert [span.text for span in found.spans] == ["Hồ Yên Khê, danh thắng quốc gia."]
