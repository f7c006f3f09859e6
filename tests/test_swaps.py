"""One plain thing of a quote swapped: level, doer, condition, way, unit, time; and what may be said instead."""

import pytest

from assistant.verify import Reported, faults

# Of a report on Thái Bình.
_REPORT = Reported("Giao ban tháng 9", "2023-09-12", "Thái Bình")


def _borne(sentence: str, quote: str) -> bool:
    """Whether a quote of the report bears a sentence."""
    return not faults(sentence, quote, _REPORT)


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        ("Lớp nghề do Hội Nông dân huyện Vũ Thư mở.", "Lớp nghề do Hội Nông dân tỉnh mở.", False),
        ("Lớp nghề do Hội Nông dân huyện mở.", "Lớp nghề do Hội Nông dân huyện mở ra.", True),
        ("Công an tỉnh phối hợp với Hải quan bắt 5 người.", "Công an huyện phối hợp bắt 5 người.", False),
        ("Dân số huyện Vũ Thư là 66.800 người.", "Dân số tỉnh là 66.800 người.", False),
        ("Tỉnh mua 42 xe, huyện mua 3 xe.", "Tỉnh mua 42 xe.", True),
        ("Sau họp, huyện mới giải ngân 27% vốn.", "Tỉnh mới giải ngân 27% vốn.", False),
        ("Sau họp, huyện Vũ Thư mới giải ngân 27% vốn.", "Huyện mới giải ngân 27% vốn.", True),
        ("Cán bộ huyện, xã nhận 40 máy tính.", "Cán bộ xã nhận 40 máy tính.", True),
        (
            "Tỉnh dự kiến sáp nhập 42 xã thành 19 xã, giảm 23 xã.",
            "42 xã dự kiến được sáp nhập thành 19 xã.",
            True,
        ),
        ("Hợp tác xã và xã hội hóa được bàn ở UBND huyện.", "Hợp tác xã được bàn ở UBND huyện.", True),
        ("Tuyến tỉnh lộ 457 dài 22 km.", "Tuyến quốc lộ 457 dài 22 km.", False),
        ("Tuyến tỉnh lộ 457 dài 22 km.", "Tỉnh lộ 457 có chiều dài 22 km.", True),
    ],
)
def test_a_level_is_no_other(quote: str, sentence: str, borne: bool) -> None:
    """Of bodies and roads alike, where the quote has another level in the same place alone."""
    assert _borne(sentence, quote) == borne


_BRIDGE = "Cầu Vàm do Công ty Thành Phát thi công, Công ty Đại Lộc giám sát."
_AWARDS = "Giải Nhất thuộc về đội Bình Thuận, giải Nhì thuộc về đội Ninh Thuận."


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_BRIDGE, "Cầu Vàm do Công ty Đại Lộc thi công.", False),
        (_BRIDGE, "Cầu Vàm do Công ty Thành Phát giám sát.", False),
        (_BRIDGE, "Công ty Đại Lộc giám sát cầu Vàm.", True),
        (_AWARDS, "Giải Nhì thuộc về đội Bình Thuận.", False),
        (_AWARDS, "Giải Nhì thuộc về đội Ninh Thuận.", True),
        ("Ông Mai Tín giao Phòng Đô thị dỡ 24 biển.", "Phòng Đô thị giao Mai Tín dỡ 24 biển.", False),
        ("Ông Mai Tín giao Phòng Đô thị dỡ 24 biển.", "Phòng Đô thị được Mai Tín giao dỡ 24 biển.", True),
        (
            "HĐND tỉnh bầu bà Lệ làm Phó Chủ tịch HĐND tỉnh.",
            "UBND tỉnh bầu bà Lệ làm Phó Chủ tịch HĐND tỉnh.",
            False,
        ),
        ("Bà Trịnh Thị Hằng hiến 420 m2 đất.", "Ông Trịnh Thị Hằng hiến 420 m2 đất.", False),
        ("Gia đình ông Lâm Văn Út nuôi 600 con cua.", "Mr Lam Van Ut raises 600 crabs.", True),
    ],
)
def test_whose_deed_it_is(quote: str, sentence: str, borne: bool) -> None:
    """What stands right behind one's name is no other's, and a man is no woman."""
    assert _borne(sentence, quote) == borne


_SLUICE = "Nếu thời tiết thuận lợi, cống Trà Linh sẽ chạy thử vào tháng 12."


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_SLUICE, "Cống Trà Linh sẽ chạy thử vào tháng 12.", False),
        (_SLUICE, "Vào tháng 12, cống Trà Linh sẽ chạy thử.", False),
        (_SLUICE, "Nếu được cấp vốn, cống Trà Linh sẽ chạy thử vào tháng 12.", False),
        (_SLUICE, "Cống Trà Linh sẽ chạy thử vào tháng 12 nếu thời tiết thuận lợi.", True),
        (_SLUICE, "Cống Trà Linh dự kiến chạy thử vào tháng 12.", True),
        (f"{_SLUICE} Cống Trà Linh đã thử tải.", "Cống Trà Linh đã thử tải.", True),
        ("Nếu so với năm ngoái, tỉnh sẽ thu thêm 20 tỷ đồng.", "Tỉnh sẽ thu thêm 20 tỷ đồng.", True),
    ],
)
def test_a_condition_is_not_left_out(quote: str, sentence: str, borne: bool) -> None:
    """What will be if something else is, is not told without it, nor with another; a hedge will do."""
    assert _borne(sentence, quote) == borne


_POOR = "Số hộ nghèo giảm 1.240 hộ, còn 5.310 hộ, chiếm 2,6% tổng số hộ."
_CRASHES = (
    "Từ đầu năm đến nay xảy ra 46 vụ, làm 21 người chết, 38 người bị thương; giảm 5 vụ, tăng 2 người chết."
)


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_POOR, "Số hộ nghèo giảm còn 1.240 hộ.", False),
        (_POOR, "Số hộ nghèo giảm 2,6%.", False),
        (_POOR, "Số hộ nghèo giảm 1.240 hộ, còn 5.310 hộ.", True),
        ("Xuất khẩu: 142 triệu USD, giảm 38%.", "Xuất khẩu giảm 142 triệu USD.", False),
        ("Xuất khẩu: 142 triệu USD, giảm 38%.", "Xuất khẩu đạt 142 triệu USD.", True),
        ("Mức tăng của xuất khẩu: 12%, giảm 2 điểm %.", "Xuất khẩu tăng 12%.", True),
        ("Thu ngân sách đạt 6.720 tỷ đồng, bằng 81% dự toán.", "Thu ngân sách tăng 81%.", False),
        (
            "Nông dân lãi 18 triệu đồng/ha, cao hơn vụ trước 3 triệu đồng/ha.",
            "Nông dân lãi 3 triệu đồng/ha.",
            False,
        ),
        (_CRASHES, "Số người chết giảm 2 người.", False),
        (_CRASHES, "Từ đầu năm có 38 người chết.", False),
        (_CRASHES, "Từ đầu năm có 21 người tử vong.", True),
        (_CRASHES, "Trong tháng xảy ra 46 vụ.", False),
    ],
)
def test_how_much_it_changed_is_not_what_it_came_to(quote: str, sentence: str, borne: bool) -> None:
    """Neither the other way round nor the other way, nor of another time or fate."""
    assert _borne(sentence, quote) == borne


_ROW = "Huyện: Bắc Sơn | Số xã: 18 | Hộ nghèo: 1.204 | Hộ cận nghèo: 2.310"
_UNIT = "Chỉ tiêu: Hồi khô | Đơn vị: tấn | Kế hoạch 2022: 9.800 | Thực hiện 5 tháng: 3.150"


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_ROW, "Huyện Bắc Sơn có 1.204 xã nghèo.", False),
        (_ROW, "Huyện Bắc Sơn có 1.204 hộ nghèo.", True),
        (_ROW, "Huyện Bắc Sơn có 18 xã.", True),
        (_UNIT, "Hồi khô 5 tháng đạt 3.150 tấn.", True),
        (_UNIT, "Hồi khô 5 tháng đạt 9.800 tấn.", False),
        (_UNIT, "Hồi khô 5 tháng đạt 3.150 tạ.", False),
        ("Hợp tác xã bán 64 tấn gạo, giá 32.000 đồng/kg.", "Hợp tác xã bán gạo giá 32.000 đồng/tấn.", False),
        (
            "Hợp tác xã bán 64 tấn gạo, giá 32.000 đồng/kg.",
            "Hợp tác xã bán gạo giá 32.000 đồng mỗi kg.",
            True,
        ),
        ("Mỗi lít xăng giá 22.310 đồng.", "Xăng giá 22.310 đồng/lít.", True),
        ("Mức chi là 540.000 đồng/em/tháng.", "Mức chi là 540.000 đồng/em/năm.", False),
        ("Phà dừng từ 19 giờ ngày 14/3.", "Phà dừng đến 19 giờ ngày 14/3.", False),
        ("Giá cua giảm nhẹ so với tuần trước.", "Giá cua giảm nhẹ so với tháng trước.", False),
        ("Chỉ số giá tăng 0,2% so với tháng 8.", "Chỉ số giá tăng 0,2% so với tháng trước.", True),
        ("Vụ đông xuân lãi 18 triệu đồng/ha.", "Vụ hè thu lãi 18 triệu đồng/ha.", False),
    ],
)
def test_what_a_figure_counts_and_when(quote: str, sentence: str, borne: bool) -> None:
    """The unit that a row names in a column of its own or in its heading, that of a price, and a time."""
    assert _borne(sentence, quote) == borne


_LIST = "1. Cao su: 19.200 ha\n2. Cà phê: 3.700 ha\n3. Hồ tiêu: 2.050 ha"
_CRAB = "Giá cua loại 1 là 420.000 đồng/kg, loại 2 là 310.000 đồng/kg."
_HALLS = "Xã Hữu Khánh có 7/9 thôn có nhà văn hóa; xã Đồng Bục 11/11 thôn."
_CROPS = "Huyện Vũ Thư trồng 85 ha ngô ngọt, huyện Tiền Hải trồng 140 ha hành."
_FLOOD = "Do mưa lớn, 310 ha lúa mùa bị ngập, trong đó 45 ha mất trắng."
_LEVEL = "Mực nước sông Trà Lý lúc 7 giờ là 2,86 m, trên báo động 1 là 0,26 m."
_COLD = "Nhiệt độ thấp nhất tại Mẫu Sơn là -1,2 độ C, cao nhất 8 độ C."


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_LIST, "Cà phê: 19.200 ha.", False),
        (_LIST, "Cà phê: 3.700 ha.", True),
        (_LIST, "2. Cà phê: 3.700 ha.", True),
        (_LIST, "7. Cà phê: 3.700 ha.", False),
        (_LIST, "3. Cà phê: 3.700 ha.", False),
        (_LIST, "Diện tích hồ tiêu là 2.050 ha.", True),
        (_CRAB, "Giá cua loại 1 là 310.000 đồng/kg.", False),
        (_CRAB, "Giá cua loại 2 là 310.000 đồng/kg.", True),
        (_HALLS, "Xã Hữu Khánh có 7 thôn.", False),
        (_HALLS, "Xã Hữu Khánh có 9 thôn.", True),
        (_HALLS, "Xã Hữu Khánh có 9 thôn có nhà văn hóa.", False),
        (_HALLS, "Xã Hữu Khánh có 7 thôn có nhà văn hóa.", True),
        (_CROPS, "Huyện Vũ Thư trồng 85 ha hành.", False),
        (_CROPS, "Huyện Tiền Hải trồng 140 ha hành.", True),
        (_FLOOD, "45 ha lúa mùa mất trắng.", True),
        (_POOR, "Tổng số hộ là 5.310 hộ.", False),
        ("Tổng số hộ là 5.310 hộ, 2,6% tổng số hộ vay vốn.", "Tổng số hộ là 5.310.", True),
        ("Tỉnh nhập 42 xã thành 19 xã, giảm 23 xã.", "Tỉnh giảm 42 xã.", False),
        ("Tỉnh nhập 42 xã thành 19 xã, giảm 23 xã.", "Tỉnh giảm 23 xã.", True),
        (_LEVEL, "Mực nước sông Trà Lý là 0,26 m.", False),
        (_LEVEL, "Mực nước sông Trà Lý dưới báo động 1 là 0,26 m.", False),
        (_LEVEL, "Mực nước sông Trà Lý cao hơn báo động 1 là 0,26 m.", True),
        (_COLD, "Nhiệt độ thấp nhất tại Mẫu Sơn là 1,2 độ C.", False),
        (_COLD, "Nhiệt độ thấp nhất tại Mẫu Sơn là -1,2 độ C.", True),
        ("Dân số huyện Ngọc Hiển là 66.800 người.", "Huyện Ngọc Hiển có 66.800 dân.", True),
        ("Có 54 người dự họp.", "Có 54 dân tộc dự họp.", False),
        ("Quyết định có hiệu lực từ ngày 1/6.", "Quyết định có hiệu lực từ 1/6.", True),
        ("Lãi 18 triệu đồng/ha, hơn vụ trước 3 triệu đồng/ha.", "Vụ trước lãi 18 triệu đồng/ha.", False),
    ],
)
def test_which_of_several_figures_it_is(quote: str, sentence: str, borne: bool) -> None:
    """One of a list, of a class, of a part or its whole, of a thing, of a share, below nought, or of a time."""
    assert _borne(sentence, quote) == borne


_WATER = "Hai phần ba số hộ đã có nước sạch; một nửa số trường đạt chuẩn."


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        (_WATER, "2/3 số hộ đã có nước sạch.", True),
        (_WATER, "50% số trường đạt chuẩn.", True),
        (_WATER, "2/3 số trường đạt chuẩn.", False),
        (_WATER, "50% số hộ đã có nước sạch.", False),
        (_WATER, "1/3 số hộ đã có nước sạch.", False),
        ("50% số hộ đã có nước sạch.", "Một nửa số hộ đã có nước sạch.", True),
        ("50% số hộ đã có nước sạch.", "Một phần ba số hộ đã có nước sạch.", False),
        ("Bến tàu phục vụ 5.200 khách/ngày.", "Bến tàu phục vụ 5.200 khách/tháng.", False),
        ("Bến tàu phục vụ 5.200 khách/ngày.", "Mỗi ngày bến tàu phục vụ 5.200 khách.", True),
        ("Bến tàu phục vụ 5.200 khách mỗi ngày.", "Bến tàu phục vụ 5.200 khách/ngày.", True),
    ],
)
def test_a_share_and_a_rate_in_another_notation(quote: str, sentence: str, borne: bool) -> None:
    """Two thirds are 2/3 of the same, and what is of each day is of no month."""
    assert _borne(sentence, quote) == borne
