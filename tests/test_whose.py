"""Of whom, what kind, place and day a quote tells something, told of another; and true sentences like these."""

import pytest

from assistant.verify import Reported, faults

ORCHARD = (
    "Theo báo cáo của Hội Làm vườn, toàn xã có khoảng 250 ha vải trong đó khoảng 90% là vải sớm; trong nửa năm, huyện "
    "đã trồng thêm 49 ha. Với truyền thống trồng vải sớm nhiều năm, vải Tân Lộc được ưa chuộng. Xe chở đá qua lại gần "
    "mỏ đá Tân Lộc (mỏ có 10 doanh nghiệp đang khai thác). Ông Đỗ Phi Hải cho biết như vậy. Trước báo cáo, Bí thư Lê "
    "Thị Lan đặt vấn đề: “Vậy những người trồng vải khác ở đâu?”."
)
HEAT = (
    "Lúc 19 giờ ngày 2/6, trạm khí tượng đo được 39 độ. Năm 2003, thị trấn Phố Ràng nóng hơn 41 độ C (vào ngày "
    "7/5/2003)."
)
DISTRICT = (
    "Chủ tịch UBND quận cho biết năm 2022 trên địa bàn quận xảy ra 149 vụ trộm, tăng 18 vụ. Vải được bán tại hệ thống "
    "siêu thị Hoa Sen. Chuyến hàng đầu tiên sẽ xuất sang Thái Lan."
)
TITLES = (
    "Năm 2022, tỉnh có 4 nhà giáo được xét danh hiệu Nhà giáo Ưu tú, không có nhà giáo nào được xét danh hiệu Nhà giáo "
    "Nhân dân. Xuất khẩu vượt kế hoạch, tăng 12,1%; thu nhập đạt 70 triệu đồng, tăng 13% so với kế hoạch. Đợt khảo sát "
    "trên 40.243 hộ thu tăng 50% so với cùng kỳ 2021; trường lớp tăng 7% so với cùng kỳ năm trước."
)
SPOKEN = (
    "Vụ lúa xuân ở xã Tân Lộc mất trắng 14 ha vì sâu cuốn lá nhỏ. Ông Đỗ Phi Hải, Chủ tịch UBND xã, cho biết xã đã xin "
    "giống mới cho bà con gieo lại."
)
TOLD_AFTER = "Lúa xuân ở xã Tân Lộc mất trắng vì sâu cuốn lá nhỏ. Đó là điều ông Đỗ Phi Hải cho biết."
ABOUT = Reported(province="Cần Thơ", published="2023-06-05")


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Toàn xã có khoảng 250 ha vải, khoảng 90% là vải sớm.", ORCHARD, True),
        ("Xã Tân Lộc có khoảng 250 ha vải sớm.", ORCHARD, False),
        ("Huyện đã trồng thêm 49 ha.", ORCHARD, True),
        ("Hội Làm vườn đã trồng thêm 49 ha.", ORCHARD, False),
        ("Mỏ đá Tân Lộc có 10 doanh nghiệp đang khai thác.", ORCHARD, True),
        ("Tỉnh Cần Thơ có 10 doanh nghiệp đang khai thác đá.", ORCHARD, False),
        ("Bà Lê Thị Lan đặt vấn đề những người trồng vải khác ở đâu.", ORCHARD, True),
        ("Ông Đỗ Phi Hải đặt vấn đề những người trồng vải khác ở đâu.", ORCHARD, False),
        ("Phố Ràng nóng hơn 41 độ C vào ngày 7/5/2003.", HEAT, True),
        ("Ngày 2/6, Phố Ràng nóng hơn 41 độ C.", HEAT, False),
        ("Năm 2022, trên địa bàn quận xảy ra 149 vụ trộm.", DISTRICT, True),
        ("Năm 2022, Cần Thơ xảy ra 149 vụ trộm.", DISTRICT, False),
        ("Vải được bán tại hệ thống siêu thị Hoa Sen.", DISTRICT, True),
        ("Vải được bán tại hệ thống siêu thị Hoa Sen ở Thái Lan.", DISTRICT, False),
        ("Tỉnh không có nhà giáo nào được xét danh hiệu Nhà giáo Nhân dân.", TITLES, True),
        ("Tỉnh không có nhà giáo nào được xét danh hiệu Nhà giáo Ưu tú.", TITLES, False),
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
    ],
)
def test_told_of_whom_the_quote_tells_it(sentence: str, quote: str, borne: bool) -> None:
    """A kind, a source, a bracket, a speaker, a day, a district, a name denied and a base are no other."""
    assert (not faults(sentence, quote, ABOUT)) is borne
