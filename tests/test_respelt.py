"""Sentences typed without accents, held against quotes that have them."""

import pytest

from assistant.verify import faults

DROUGHT = (
    "Giám đốc Sở Thủy lợi thành phố Lê Văn Hòa cho biết, tám tháng đầu năm 2023 hạn mặn khiến 1.450 ha lúa ở huyện "
    "Tân Phú mất trắng. Vùng cây ăn trái huyện Mỹ Lợi không bị thiệt hại; khách nội địa tăng 12%. "
    "Ông Đỗ Minh Tâm, Phó Chủ tịch UBND thành phố, yêu cầu mỗi xã lập một tổ. "
    "An ninh ở tổ An Lạc vẫn ổn định sau vụ nổ."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Giam doc So Thuy loi Le Van Hoa cho biet 1.450 ha lua o huyen Tan Phu mat trang.", True),
        ("Theo do, 8 thang dau nam 2023 han man khien 1.450 ha lua o huyen Tan Phu mat trang.", True),
        ("Vung cay an trai huyen My Loi khong bi thiet hai.", True),
        ("Huyen Tan Phu khong bi thiet hai.", False),
        ("O huyen My Loi, 1.450 ha lua mat trang.", False),
        ("Pho Chu tich UBND thanh pho Do Minh Tam yeu cau moi xa lap mot to.", True),
        ("Chu tich UBND thanh pho Do Minh Tam yeu cau moi xa lap mot to.", False),
        ("Theo do, an ninh o To An Lac van on dinh sau vu no.", True),
        ("Theo do, an ninh o To An Lac khong on dinh sau vu no.", False),
        ("Khach noi dia tang 12%.", True),
        ("Khach quoc te tang 12%.", False),
        ("Khach noi dia giam 12%.", False),
    ],
)
def test_without_accents(sentence: str, borne: bool) -> None:
    """A word is the quote's own, not another that it might be ("Giám đốc" lets nothing fall); what is told of another,
    or turned, is a fault as it is with accents.
    """
    assert (not faults(sentence, DROUGHT)) is borne


BLAZE = (
    "Đoàn thanh tra gồm 6 người đến chợ; sau gần 3 giờ, lực lượng chữa cháy khống chế hoàn toàn đám cháy. "
    "Có 12 hộ dân được hỗ trợ."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Doan thanh tra gom sau nguoi.", True),
        ("Doan thanh tra gom bay nguoi.", False),
        ("Sau gan ba gio, luc luong chua chay khong che hoan toan dam chay.", True),
        ("Sau gan bay gio, luc luong chua chay khong che hoan toan dam chay.", False),
        ("Co muoi hai ho dan duoc ho tro.", True),
        ("Co hai ho dan duoc ho tro.", False),
        ("Co muoi lam ho dan duoc ho tro.", False),
    ],
)
def test_counts_in_words(sentence: str, borne: bool) -> None:
    """A number word typed without accents counts where the quote has a figure of what stands behind it."""
    assert (not faults(sentence, BLAZE)) is borne
