"""What a quote says of one told of another that it names, or of another time, and true sentences like these."""

import pytest

from assistant.verify import Reported, faults

RELIEF = (
    "Mỗi hộ tái định cư được cấp 200 m2 đất và hỗ trợ 50 triệu đồng làm nhà; hộ nghèo được hỗ trợ thêm 20 triệu đồng. "
    "Ông Hà Văn Bảy tố cáo ông Đỗ Đình Sáu lấn 0,7 ha rừng. Hạt Kiểm lâm bàn giao 14 cá thể khỉ cho Vườn thú Hồ Tây. "
    "Đoàn thanh tra kiểm tra chợ Lộc Sơn. Ủy ban thành phố giải trình rằng chợ đã xuống cấp từ năm 2016."
)
CATCH = (
    "Sản lượng cá tháng 8 ước 24,6 nghìn tấn, tăng 5%. Tính chung 8 tháng, sản lượng đạt 187 nghìn tấn; "
    "số tàu gấp 3 lần năm 2022 nhưng mới bằng 70% năm 2019. Theo đề án, đến năm 2030 tỉnh có 5 cảng "
    "cá; hiện nay mới có 3 cảng cá. "
    "Không có người chết trong trận lũ sáng 8/8 ở xã Nậm Păm. Trận lũ năm 2017 tại đây làm 15 người chết."
)
ABOUT = Reported(published="2023-09-01")


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Hộ nghèo được hỗ trợ thêm 20 triệu đồng.", True),
        ("Mỗi hộ tái định cư được hỗ trợ thêm 20 triệu đồng.", False),
        ("Ông Hà Văn Bảy tố cáo ông Đỗ Đình Sáu lấn 0,7 ha rừng.", True),
        ("Ông Đỗ Đình Sáu tố cáo ông Hà Văn Bảy lấn 0,7 ha rừng.", False),
        ("Vườn thú Hồ Tây được Hạt Kiểm lâm bàn giao 14 cá thể khỉ.", True),
        ("Vườn thú Hồ Tây bàn giao 14 cá thể khỉ cho Hạt Kiểm lâm.", False),
        ("Theo Ủy ban thành phố, chợ Lộc Sơn đã xuống cấp từ năm 2016.", True),
        ("Đoàn thanh tra giải trình rằng chợ đã xuống cấp từ năm 2016.", False),
    ],
)
def test_said_of_whom_the_quote_says_it(sentence: str, borne: bool) -> None:
    """The words of a clause are borne of its own subject, and the two sides of a deed as they are."""
    assert (not faults(sentence, RELIEF)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Sản lượng cá tháng 8 ước 24,6 nghìn tấn.", True),
        ("Tính chung 8 tháng, sản lượng cá đạt 187 nghìn tấn.", True),
        ("Sản lượng cá tháng 8 đạt 187 nghìn tấn.", False),
        ("Số tàu bằng 70% năm 2019.", True),
        ("Số tàu bằng 70% năm 2022.", False),
        ("Đến năm 2030 tỉnh có 5 cảng cá.", True),
        ("Hiện nay tỉnh có 5 cảng cá.", False),
        ("Trận lũ năm 2017 làm 15 người chết.", True),
        ("Trận lũ sáng 8/8 làm 15 người chết.", False),
    ],
)
def test_said_of_the_time_that_the_quote_says_it_of(sentence: str, borne: bool) -> None:
    """What the quote tells of a month, of now or of a day is not borne of all the months, a year to come or another."""
    assert (not faults(sentence, CATCH, ABOUT)) is borne


COURT = (
    "Tòa tuyên phạt bị cáo Hà Văn Bảy 12 năm tù về tội tham ô tài sản, bị cáo Đỗ Thị Lý 4 năm tù về tội thiếu trách "
    "nhiệm gây hậu quả nghiêm trọng; buộc bị cáo Bảy bồi thường 3,8 tỷ đồng. Tỉnh có 3 đô thị loại IV và 1 đô thị "
    "loại III. "
    "Chiều 6/1, Công an huyện Đức An khởi tố vụ án. Trước đó, sáng 4/1, người dân báo tin. "
    "Ông Lê Văn Tám tố cáo ông Ngô Đình Sáu lấn chiếm 0,7 ha rừng."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Bị cáo Đỗ Thị Lý bị phạt tù về tội thiếu trách nhiệm gây hậu quả nghiêm trọng.", True),
        ("Bị cáo Hà Văn Bảy bị phạt tù về tội thiếu trách nhiệm gây hậu quả nghiêm trọng.", False),
        ("Hà Văn Bảy phải bồi thường 3,8 tỷ đồng.", True),
        ("Bị cáo Đỗ Thị Lý phải bồi thường 3,8 tỷ đồng.", False),
        ("Tỉnh có 3 đô thị loại IV.", True),
        ("Tỉnh có 3 đô thị loại III.", False),
        ("Công an huyện Đức An khởi tố vụ án chiều 6/1.", True),
        ("Công an huyện Đức An khởi tố vụ án sáng 4/1.", False),
        ("Ông Lê Văn Tám tố cáo ông Ngô Đình Sáu.", True),
        ("Ông Lê Văn Tám lấn chiếm 0,7 ha rừng.", False),
    ],
)
def test_of_several_alike(sentence: str, borne: bool) -> None:
    """Of several accused, classes, days or people of one sentence each has what the quote gives it."""
    assert (not faults(sentence, COURT)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Song Lam tourist area received 42,000 visitors.", True),
        ("Ho Xanh tourist area received 42,000 visitors.", False),
        ("According to Le Van Hoa, 62 households were moved.", True),
        ("According to Bui Minh Tam, 62 households were moved.", False),
    ],
)
def test_in_english_too(sentence: str, borne: bool) -> None:
    """A figure of one place, or told by one person, is not another's in English either."""
    quote = (
        "Khu du lịch Sông Lam đón 42.000 lượt khách; khu du lịch Hồ Xanh đón 18.500 lượt. "
        "Ông Lê Văn Hòa cho biết 62 hộ dân đã di dời. Bà Bùi Minh Tâm nói nước đang rút."
    )
    assert (not faults(sentence, quote)) is borne
