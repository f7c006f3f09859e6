"""What a quote says can be, is wanted, was before or will be, told as what is; and true sentences like these."""

import pytest

from assistant.verify import Reported, faults

HOUSING = (
    "Người cần thì đông mà nhà chỉ xây được một phần nhỏ, từ nay đến năm 2025, huyện chỉ có thể đáp ứng được "
    "3.600 chỗ ở. Có 5.940 công nhân có nhu cầu thuê nhà ở; giá thuê 0,9 triệu đồng/người, thu nhập 84 triệu "
    "đồng/ha/năm."
)
PLANT = (
    "Khi nhà máy nước đi vào hoạt động, công ty sẽ giữ chìa khóa; Sở Công Thương đang triển khai phục vụ đăng "
    "ký bán hàng trực tuyến cho hộ kinh doanh ở chợ. "
    "Tỉnh sẽ không cấp mới giấy phép tại: Lộc Hà, Phú Sa và dừng các bãi cát trái phép. Từ ngày 5/9, lớp học mở cửa."
)
AIRPORT = (
    "Năm ngoái công suất của sân bay là 9 triệu khách, hiện nay là 11,5 triệu khách. Trong 6 tháng đầu năm 2023, tỉnh "
    "đã xây xong 2,37 triệu m2 sàn nhà ở. Sân bay chỉ nâng cấp được tối đa là 50 triệu khách. Ba xã đạt cao "
    "trên 90%. Tỉnh có trên 640 trường hợp mắc sởi."
)
ABOUT = Reported(published="2023-07-05")


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Huyện chỉ có thể đáp ứng được 3.600 chỗ ở.", HOUSING, True),
        ("Huyện đã đáp ứng được 3.600 chỗ ở.", HOUSING, False),
        ("5.940 công nhân đã được thuê nhà ở.", HOUSING, False),
        ("Nhà máy nước đã đi vào hoạt động.", PLANT, False),
        ("Sở Công Thương đang triển khai đăng ký bán hàng trực tuyến.", PLANT, True),
        ("Sở Công Thương đã hoàn thành việc triển khai đăng ký bán hàng trực tuyến.", PLANT, False),
        ("Tỉnh sẽ dừng các bãi cát trái phép.", PLANT, True),
        ("Tỉnh đã dừng các bãi cát trái phép.", PLANT, False),
        ("Lớp học mở cửa từ ngày 5/9.", PLANT, True),
        ("Trước ngày 5/9, lớp học mở cửa.", PLANT, False),
        (
            "Lớp học mở cửa trước khi nhà máy nước hoạt động.",
            "Lớp học mở cửa; nhà máy nước hoạt động.",
            False,
        ),
        ("Hiện nay công suất của sân bay là 11,5 triệu khách.", AIRPORT, True),
        ("Hiện nay công suất của sân bay là 9 triệu khách.", AIRPORT, False),
        ("Năm 2023, tỉnh đã xây xong 2,37 triệu m2 sàn nhà ở.", AIRPORT, False),
        ("Sân bay nâng cấp được tối đa 50 triệu khách.", AIRPORT, True),
        ("The airport can be upgraded to at most 50 million passengers.", AIRPORT, True),
        ("In the first half of 2023, 2.37 million square metres of housing were completed.", AIRPORT, True),
        ("In the second half of 2023, 2.37 million square metres were completed.", AIRPORT, False),
        ("Ba xã đạt trên 90%.", AIRPORT, True),
        ("Tỉnh có trên 640 ca mắc sởi.", AIRPORT, True),
        ("The province recorded more than 640 cases of measles.", AIRPORT, True),
    ],
)
def test_what_may_be_told_as_what_is(sentence: str, quote: str, borne: bool) -> None:
    """What can be, is wanted or is to come is not done; now is not last year, nor half a year the whole."""
    assert (not faults(sentence, quote, ABOUT)) is borne
