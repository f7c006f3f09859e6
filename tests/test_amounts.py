"""Which figures of a sentence tell how many or how much: what they count, and what makes one doubtful."""

import pytest

from assistant.question import understand
from assistant.reading.fitting import fits, least_fit, strongest


@pytest.mark.parametrize(
    ("question", "surer", "doubtful"),
    [
        ("Bao nhiêu hộ phải rời bờ sông?", "Xã đưa 14 hộ rời bờ sông.", "Xã đưa 3 hộ cuối cùng rời bờ sông."),
        ("Bao nhiêu hộ phải rời bờ sông?", "Xã đưa 14 hộ rời bờ sông.", "Xã đưa hàng chục hộ rời bờ sông."),
        ("Bao nhiêu thí sinh đỗ?", "Có 4.120 thí sinh đỗ.", "Có 64% thí sinh đỗ."),
        ("Chợ Vân Hồ rộng bao nhiêu?", "Chợ có diện tích khoảng 9.300 m2.", "Diện tích lấn chiếm là 410 m2."),
        (
            "Năm 2022 Hà Giang đón bao nhiêu khách?",
            "Năm 2022, Hà Giang đón 2,1 triệu khách.",
            "Trong 7 tháng đầu năm 2022, Hà Giang đón 1,2 triệu khách.",
        ),
        (
            "Đội bóng nhận giải thưởng bao nhiêu?",
            "Đội nhận 250 triệu đồng.",
            "Đội nhận hàng trăm triệu đồng.",
        ),
    ],
)
def test_a_part_a_share_or_a_vague_number_is_less_sure(question: str, surer: str, doubtful: str) -> None:
    """What is left, a percentage, “hàng chục” or a part's area answers only where nothing better does."""
    asked = understand(question)
    assert strongest(fits(asked, surer)) >= 0.8
    assert least_fit(asked) <= strongest(fits(asked, doubtful)) < 0.8


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("Mấy xã của huyện Yên Sơn có trạm bơm?", "Huyện có 17/28 xã đã xây trạm bơm.", "17/28"),
        ("Nhà văn hóa cao mấy tầng?", "Nhà văn hóa xây trên khu đất 2.400 m2, cao 5 tầng.", "5"),
        ("Phần đất sụt ở diện tích trồng chè sâu bao nhiêu mét?", "Đất sụt rộng 900 m2, sâu 6 m.", "6 m"),
        ("Đường vào chợ rộng mấy mét?", "Chợ rộng 3 ha, đường vào chợ rộng 7 mét.", "7 mét"),
        (
            "Mỗi thuyền bị chìm thiệt hại bao nhiêu?",
            "Trong 9 thuyền, mỗi thuyền thiệt hại 85 triệu đồng.",
            "85 triệu đồng",
        ),
        (
            "Ban quản lý thu bao nhiêu một con ngựa?",
            "Ban quản lý có 4 người, thu 600.000 đồng/con.",
            "600.000 đồng",
        ),
        ("Trạm y tế cách chợ bao xa?", "Trạm y tế có 8 phòng, cách chợ 2,4 km.", "2,4 km"),
        ("Đoạn phim dài bao lâu?", "Đoạn phim có 3 cảnh, dài 52 giây.", "52 giây"),
        ("Bị cáo lĩnh án bao nhiêu?", "Bị cáo, 33 tuổi, lĩnh án 7 năm tù.", "7 năm"),
        ("Chị Vũ Thị Mận sinh năm nào?", "Năm 2014, chị Vũ Thị Mận (SN 1988) về làng.", "1988"),
        (
            "Cô Lục Én sinh năm nào?",
            "Lục Én (tên khai sinh Lục Thị Yến; 7 tháng 5 năm 1966) hát then.",
            "1966",
        ),
        ("In what year was Lục Én born?", "Năm 1966, Lục Én ra đời ở bến đò.", "1966"),
    ],
)
def test_the_figure_is_of_what_is_asked(question: str, sentence: str, figure: str) -> None:
    """So many of a whole, storeys, a depth, a width, money, a term or a birth: the surest figure is that one."""
    found = fits(understand(question), sentence)
    assert [sentence[fit.start : fit.end] for fit in found if fit.strength == strongest(found)] == [figure]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Hà Giang có bao nhiêu hộ nghèo?", "Các hộ nghèo ở Hà Giang nhận quà tại tầng 4 của chợ."),
        (
            "Hà Giang có bao nhiêu nhà máy điện?",
            "Thủy điện Sông Nho 2, một trong các nhà máy điện, phát điện.",
        ),
        ("hoi lam vuon co bao nhieu hoi vien", "Đại hội lần thứ mười hai của Hội Làm vườn họp chậm."),
        ("Bao nhiêu người Hà Giang mắc sởi?", "Tỉnh Hà Giang cho biết, Thái Lan ghi nhận 340 người mắc sởi."),
        ("Bao nhiêu học sinh Hà Giang thi lại?", "Học sinh khối 10, 12 ở Hà Giang thi lại môn Sử."),
        ("Hà Giang cấp phép cho bao nhiêu dự án?", "Vốn đạt 38% đối với các dự án đã cấp phép."),
        ("Có mấy bến tàu?", "Làng có bến tàu, giá vé từ 40 - hơn 90 nghìn đồng."),
        ("Ông Lê Văn Cừ sinh năm nào?", "Năm 2016, ông Lê Văn Cừ làm đơn xin việc."),
    ],
)
def test_a_label_a_name_or_another_countrys_figure_answers_nothing(question: str, sentence: str) -> None:
    """A storey's number, a power plant's, an ordinal, a country's cases, a share or a price count nothing asked for."""
    asked = understand(question)
    assert strongest(fits(asked, sentence)) < least_fit(asked)
