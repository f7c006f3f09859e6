"""Of whom, what kind, place and day a quote tells something, told of another; and true sentences like these."""

import pytest

from assistant.verify import Reported, faults

ORCHARD = (
    "Theo báo cáo của Hội Làm vườn, xã trồng khoảng 180 ha nhãn trong đó khoảng 75% là nhãn muộn; từ tháng Giêng, "
    "huyện đã trồng thêm 37 ha. Nhà nào cũng quen tay chăm nhãn muộn, nhãn Tân Lộc bán chạy. Nhiều xe ben ra vào gần "
    "mỏ đá Tân Lộc (mỏ có 8 công ty đang đào đá). Ông Đỗ Phi Hải cho biết như vậy. Trước báo cáo, Bí thư Lê "
    "Thị Lan đặt vấn đề: “Vậy những người trồng nhãn khác ở đâu?”."
)
HEAT = "Chiều 2/6, cột đo ở chợ chỉ 39 độ. Năm 2003, thị trấn Cầu Sậy nóng hơn 40 độ C (đó là hôm 9/5/2003)."
DISTRICT = (
    "Chủ tịch UBND quận cho biết năm 2022 trên địa bàn quận có 132 vụ mất xe, tăng 15 vụ. Nhãn được bày ở các quầy của "
    "siêu thị Hoa Sen. Chuyến hàng đầu tiên sẽ xuất sang Thái Lan."
)
TITLES = (
    "Năm 2022, tỉnh có 4 nghệ nhân được xét danh hiệu Nghệ nhân Ưu tú, không có nghệ nhân nào được xét danh hiệu "
    "Nghệ nhân Nhân dân. Xuất khẩu vượt kế hoạch, tăng 12,1%; thu nhập đạt 70 triệu đồng, tăng 13% so với kế hoạch. "
    "Đợt khảo sát trên 40.243 hộ thu tăng 50% so với cùng kỳ 2021; trường lớp tăng 7% so với cùng kỳ năm trước."
)
SPOKEN = (
    "Vụ lúa xuân ở xã Tân Lộc mất trắng 14 ha vì sâu cuốn lá nhỏ. Ông Đỗ Phi Hải, Chủ tịch UBND xã, cho biết xã đã xin "
    "giống mới cho bà con gieo lại."
)
TOLD_AFTER = "Lúa xuân ở xã Tân Lộc mất trắng vì sâu cuốn lá nhỏ. Đó là điều ông Đỗ Phi Hải cho biết."
FEES = (
    "Hai phường mở trạm giữ trẻ. Nghị quyết số 14 nêu, từ ngày 5/3, các cơ sở giáo dục sẽ thu học phí theo bậc; "
    "sở Công Thương giao một trung tâm lo việc này."
)
MARKET = "Khi rà lại bản vẽ, Ban Quản lý chợ cũng xin giữ mái tôn cũ."
MARKET_COMPARED = "Bản vẽ sau tốn kém hơn các bản vẽ trước. Ban Quản lý chợ cũng xin giữ mái tôn cũ."
ABOUT = Reported(province="Cần Thơ", published="2023-06-05")


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Xã trồng khoảng 180 ha nhãn, khoảng 75% là nhãn muộn.", ORCHARD, True),
        ("Xã Tân Lộc trồng khoảng 180 ha nhãn muộn.", ORCHARD, False),
        ("Huyện đã trồng thêm 37 ha.", ORCHARD, True),
        ("Hội Làm vườn đã trồng thêm 37 ha.", ORCHARD, False),
        ("Mỏ đá Tân Lộc có 8 công ty đang đào đá.", ORCHARD, True),
        ("Tỉnh Cần Thơ có 8 công ty đang đào đá.", ORCHARD, False),
        ("Bà Lê Thị Lan đặt vấn đề những người trồng nhãn khác ở đâu.", ORCHARD, True),
        ("Ông Đỗ Phi Hải đặt vấn đề những người trồng nhãn khác ở đâu.", ORCHARD, False),
        ("Cầu Sậy nóng hơn 40 độ C hôm 9/5/2003.", HEAT, True),
        ("Ngày 2/6, Cầu Sậy nóng hơn 40 độ C.", HEAT, False),
        ("Năm 2022, trên địa bàn quận có 132 vụ mất xe.", DISTRICT, True),
        ("Năm 2022, Cần Thơ có 132 vụ mất xe.", DISTRICT, False),
        ("Nhãn được bày ở các quầy của siêu thị Hoa Sen.", DISTRICT, True),
        ("Nhãn được bày ở các quầy của siêu thị Hoa Sen ở Thái Lan.", DISTRICT, False),
        ("Tỉnh không có nghệ nhân nào được xét danh hiệu Nghệ nhân Nhân dân.", TITLES, True),
        ("Tỉnh không có nghệ nhân nào được xét danh hiệu Nghệ nhân Ưu tú.", TITLES, False),
        ("Thu nhập tăng 13% so với kế hoạch.", TITLES, True),
        ("Xuất khẩu vượt kế hoạch 12,1%.", TITLES, False),
        ("Income rose by 13% over the plan.", TITLES, True),
        ("Income was 13% higher than in previous years.", TITLES, False),
        ("Ông Đỗ Phi Hải cho biết xã đã xin giống mới cho bà con gieo lại.", SPOKEN, True),
        ("Ông Đỗ Phi Hải cho biết lúa xuân ở xã Tân Lộc mất trắng 14 ha vì sâu cuốn lá nhỏ.", SPOKEN, False),
        (
            "Ông Đỗ Phi Hải cho biết lúa xuân ở xã Tân Lộc mất trắng vì sâu cuốn lá nhỏ.",
            TOLD_AFTER,
            True,
        ),
        ("Đợt khảo sát 40.243 hộ thu tăng 50% so với cùng kỳ năm 2021.", TITLES, True),
        ("Từ ngày 5/3, các cơ sở giáo dục sẽ thu học phí theo bậc.", FEES, True),
        ("Từ ngày 5/3, Sở Giáo dục sẽ thu học phí theo bậc.", FEES, False),
        ("Sở Giáo dục sẽ thu học phí theo bậc từ ngày 5/3.", FEES, False),
        ("Sở Công Thương giao một trung tâm lo việc này.", FEES, True),
        ("Khi rà lại bản vẽ, Ban Quản lý chợ cũng xin giữ mái tôn cũ.", MARKET, True),
        ("So với các bản vẽ trước, Ban Quản lý chợ cũng xin giữ mái tôn cũ.", MARKET, False),
        ("So với các bản vẽ trước, bản vẽ sau tốn kém hơn.", MARKET_COMPARED, True),
    ],
)
def test_told_of_whom_the_quote_tells_it(sentence: str, quote: str, borne: bool) -> None:
    """A kind, a source, a bracket, a speaker, a day, a district, a name denied and a base are no other."""
    assert (not faults(sentence, quote, ABOUT)) is borne


STALLS = (
    "Vài xã cấp giấy cho hộ thiếu hồ sơ. Quy chế năm 2014 nói về việc bày bán tạm thời trên một phần sân chợ, không "
    "vào giờ cao điểm."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Vài xã của Lào Cai cấp giấy cho hộ thiếu hồ sơ.", True),
        ("Vài xã cấp giấy cho hộ thiếu hồ sơ, trong đó có Lào Cai.", False),
        ("Quy chế nói về việc bày bán tạm thời trên một phần sân chợ.", True),
        ("Quy chế nói một phần sân chợ không được phép bày bán tạm thời.", False),
    ],
)
def test_what_a_title_lends(sentence: str, borne: bool) -> None:
    """A title names no province as one of several, and what it says is allowed makes nothing of the text forbidden."""
    assert (not faults(sentence, STALLS, Reported("Lào Cai tự cho phép họp chợ"))) is borne
