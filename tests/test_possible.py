"""What a quote says can be, is wanted, was before or will be, told as what is; and true sentences like these."""

import pytest

from assistant.verify import Reported, faults

HOUSING = (
    "Nhu cầu rất lớn nhưng huyện chỉ đáp ứng được một phần nhỏ, từ nay đến năm 2025, huyện chỉ có thể đáp ứng được "
    "4.000 chỗ ở. Có 6.180 công nhân có nhu cầu thuê nhà ở; giá thuê 0,9 triệu đồng/người, thu nhập 84 triệu "
    "đồng/ha/năm."
)
PLANT = (
    "Khi nhà máy nước đi vào hoạt động, công ty trực tiếp quản lý; Sở Kế hoạch và Đầu tư đang triển khai phục vụ đăng "
    "ký đầu tư trực tuyến cho nhà đầu tư nước ngoài. "
    "Tỉnh sẽ không cấp mới giấy phép tại: Lộc Hà, Phú Sa và dừng các bãi cát trái phép. Từ ngày 5/9, lớp học mở cửa."
)
AIRPORT = (
    "Năm ngoái công suất của sân bay là 28 triệu khách, hiện nay là 32,5 triệu khách. Trong 6 tháng đầu năm 2023, tỉnh "
    "đã phát triển được 4,92 triệu m2 sàn nhà ở. Sân bay chỉ nâng cấp được tối đa là 50 triệu khách. Ba xã đạt cao "
    "trên 90%. Tỉnh ghi nhận trên 700 trường hợp mắc sởi."
)
ABOUT = Reported(published="2023-07-05")


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Huyện chỉ có thể đáp ứng được 4.000 chỗ ở.", HOUSING, True),
        ("Huyện đã đáp ứng được 4.000 chỗ ở.", HOUSING, False),
        ("6.180 công nhân đã được thuê nhà ở.", HOUSING, False),
        ("Nhà máy nước đã đi vào hoạt động.", PLANT, False),
        ("Sở Kế hoạch và Đầu tư đang triển khai đăng ký đầu tư trực tuyến.", PLANT, True),
        ("Sở Kế hoạch và Đầu tư đã hoàn thành việc triển khai đăng ký đầu tư trực tuyến.", PLANT, False),
        ("Tỉnh sẽ dừng các bãi cát trái phép.", PLANT, True),
        ("Tỉnh đã dừng các bãi cát trái phép.", PLANT, False),
        ("Lớp học mở cửa từ ngày 5/9.", PLANT, True),
        ("Trước ngày 5/9, lớp học mở cửa.", PLANT, False),
        (
            "Lớp học mở cửa trước khi nhà máy nước hoạt động.",
            "Lớp học mở cửa; nhà máy nước hoạt động.",
            False,
        ),
        ("Hiện nay công suất của sân bay là 32,5 triệu khách.", AIRPORT, True),
        ("Hiện nay công suất của sân bay là 28 triệu khách.", AIRPORT, False),
        ("Năm 2023, tỉnh đã phát triển được 4,92 triệu m2 sàn nhà ở.", AIRPORT, False),
        ("Sân bay nâng cấp được tối đa 50 triệu khách.", AIRPORT, True),
        ("The airport can be upgraded to at most 50 million passengers.", AIRPORT, True),
        ("In the first half of 2023, 4.92 million square metres of housing were developed.", AIRPORT, True),
        ("In the second half of 2023, 4.92 million square metres were developed.", AIRPORT, False),
        ("Ba xã đạt trên 90%.", AIRPORT, True),
        ("Tỉnh ghi nhận trên 700 ca mắc sởi.", AIRPORT, True),
        ("The province recorded more than 700 cases of measles.", AIRPORT, True),
    ],
)
def test_what_may_be_told_as_what_is(sentence: str, quote: str, borne: bool) -> None:
    """What can be, is wanted or is to come is not done; now is not last year, nor half a year the whole."""
    assert (not faults(sentence, quote, ABOUT)) is borne
