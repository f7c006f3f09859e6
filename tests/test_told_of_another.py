"""What a quote tells of one, or says only might be, told of another or as so: found; the same said rightly: not."""

import pytest

from assistant.verify import Reported, faults

ABOUT = Reported("Tin trong tỉnh", "2024-10-03", "Bình Định")
TRADE = (
    "Chợ Gò Găng thu phí 1,2 tỷ đồng, sửa 30 quầy; chợ Cây Dừa thu 860 triệu đồng, mở thêm 14 quầy hải sản."
)
TALK = (
    "Phó Hiệu trưởng Trường Tiểu học Bình An Hồ Thị Liễu cho biết trường thiếu 6 phòng, 11 giáo viên; Hiệu trưởng Ngô "
    "Đình Khải đang dự tập huấn. Trưởng phòng Mai Chí Công cho hay huyện đã xin 4,5 tỷ đồng."
)
GIVEN = (
    "Bà Cao Thị Sen, Trưởng thôn Hòa Lạc, vận động 21 hộ hiến 3.400 m2 đất; con trai bà góp 15 triệu đồng."
)
PLANT = (
    "Công ty Nhựa Phú Tài bị đình chỉ 2 tháng, 5 xưởng khác bị phạt tiền; số vụ vi phạm giảm 7 vụ còn 22 vụ. Tỉnh đoàn "
    "phát động trồng 90.000 cây, đến nay trồng được 41.000 cây; giá giống có thể tăng 8%."
)
FAIR = (
    "Hội chợ năm nay không tổ chức đua thuyền, chỉ có hát bội; "
    "Sở Công Thương đề xuất dời hội chợ ra bãi biển Quy Hòa."
)
DATA = "14/15 phòng ban đã nối mạng, riêng Phòng Tư pháp chưa nối được; giá cước giảm từ 90.000 đồng xuống 72.000 đồng."
ENGLISH = "Khách quốc tế đạt 4.100 lượt, tăng gấp đôi; khách nội địa 66.000 lượt, tăng 9%."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Chợ Gò Găng mở thêm 14 quầy hải sản.", TRADE),
        ("Chợ Cây Dừa sửa 30 quầy.", TRADE),
        ("Hiệu trưởng Ngô Đình Khải cho biết trường thiếu 11 giáo viên.", TALK),
        ("Bà Hồ Thị Liễu và ông Mai Chí Công cho biết huyện đã xin 4,5 tỷ đồng.", TALK),
        ("Bà Cao Thị Sen hiến 3.400 m2 đất.", GIVEN),
        ("5 xưởng bị đình chỉ 2 tháng.", PLANT),
        ("Xảy ra 7 vụ vi phạm.", PLANT),
        ("Tỉnh đoàn đã trồng 90.000 cây.", PLANT),
        ("Giá giống tăng 8%.", PLANT),
        ("Hội chợ có hát bội và đua thuyền.", FAIR),
        ("Sở Công Thương dời hội chợ ra bãi biển Quy Hòa.", FAIR),
        ("Phòng Tư pháp đã nối mạng.", DATA),
        ("Cả 15 phòng ban đã nối mạng.", DATA),
        ("Trước đó, giá cước là 72.000 đồng.", DATA),
        ("Domestic visitors doubled to 66,000.", ENGLISH),
    ],
)
def test_told_of_another(sentence: str, quote: str) -> None:
    """What is told of another, of all, or as done, is found."""
    assert faults(sentence, quote, ABOUT)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Chợ Cây Dừa mở thêm 14 quầy hải sản.", TRADE),
        ("Bà Hồ Thị Liễu cho biết trường thiếu 11 giáo viên.", TALK),
        ("Ông Mai Chí Công cho biết huyện đã xin 4,5 tỷ đồng.", TALK),
        ("21 hộ hiến 3.400 m2 đất.", GIVEN),
        ("5 xưởng bị phạt tiền.", PLANT),
        ("Số vụ vi phạm giảm 7 vụ.", PLANT),
        ("Đến nay trồng được 41.000 cây.", PLANT),
        ("Giá giống có thể tăng 8%.", PLANT),
        ("Hội chợ không tổ chức đua thuyền.", FAIR),
        ("Sở Công Thương đề xuất dời hội chợ ra bãi biển Quy Hòa.", FAIR),
        ("14/15 phòng ban đã nối mạng.", DATA),
        ("Trước đó, giá cước là 90.000 đồng.", DATA),
        ("International visitors doubled to 4,100.", ENGLISH),
    ],
)
def test_told_rightly(sentence: str, quote: str) -> None:
    """The same, told rightly, is borne."""
    assert faults(sentence, quote, ABOUT) == ()
