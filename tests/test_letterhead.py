"""Letterhead: what the head of an official document says, and nothing made up where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.letterhead import letterhead
from index.reading import from_json

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "\nCăn cứ Luật Tổ chức chính quyền địa phương;\nTheo đề nghị của Giám đốc Sở Tài chính.\nĐiều 1. Phê duyệt."


@pytest.mark.parametrize(
    ("text", "title", "issuer", "day"),
    [
        (
            f"ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: 832/QĐ-UBND\n{MOTTO}\n"
            "Bình Minh, ngày 15 tháng 3 năm 2025\nQUYẾT ĐỊNH\n"
            f"Về việc phê duyệt kế hoạch cấp nước{BODY}",
            "Quyết định số 832/QĐ-UBND: Về việc phê duyệt kế hoạch cấp nước",
            "Ủy ban nhân dân tỉnh Bình Minh",
            "2025-03-15",
        ),
        (
            f"UBND TỈNH THANH HÓA\nSỞ TÀI CHÍNH\n{MOTTO}\nSố: 12 /BC-STC\n"
            "Thanh Hóa, ngày 5 tháng 01 năm 2024\nBÁO CÁO\n"
            "Kết quả thực hiện dự toán\nnăm 2023\nThực hiện chỉ đạo của tỉnh, Sở báo cáo như sau:",
            "Báo cáo số 12/BC-STC: Kết quả thực hiện dự toán năm 2023",
            "Sở Tài chính",
            "2024-01-05",
        ),
        (
            f"UBND TỈNH THANH HÓA SỞ TÀI CHÍNH | {MOTTO}\nSố: 12/STC-NS\nV/v lập dự toán | "
            "Thanh Hóa, ngày 5 tháng 01 năm 2024\nKính gửi: Các sở, ban, ngành. Sở Tài chính đề nghị lập dự toán.",
            "Công văn số 12/STC-NS: V/v lập dự toán",
            "Sở Tài chính",
            "2024-01-05",
        ),
        (
            "TỈNH ỦY NGHỆ AN\n*\nSố 58-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
            "Nghệ An, ngày 21 tháng 12 năm 2022\nNGHỊ QUYẾT\n"
            "về phát triển kinh tế biển đến năm 2030\n-----\nI. Tình hình",
            "Nghị quyết số 58-NQ/TU: về phát triển kinh tế biển đến năm 2030",
            "Tỉnh ủy Nghệ An",
            "2022-12-21",
        ),
        (
            "TỈNH ỦY NGHỆ AN\n*\nSố: 58-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
            "Nghệ An, ngày 21 tháng 12 năm 2022\nNGHỊ QUYẾT\n"
            "về phát triển kinh tế biển đến năm 2030\n-----\nI. Tình hình",
            "Nghị quyết số 58-NQ/TU: về phát triển kinh tế biển đến năm 2030",
            "Tỉnh ủy Nghệ An",
            "2022-12-21",
        ),
        (
            f"QUỐC HỘI\nLuật số: 9/2025/QH15\n{MOTTO}\nLUẬT\nVỀ CẤP NƯỚC\n"
            "Căn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này được"
            " Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua ngày 27 tháng 6 năm 2025.",
            "Luật số 9/2025/QH15: VỀ CẤP NƯỚC",
            "Quốc hội",
            "2025-06-27",
        ),
        (
            "BỘ Y TẾ\nThông tư số 3/2020/TT-BYT ngày 4 tháng 5 năm 2020 quy định về nước sạch\n"
            "(Tiếp theo Công báo số 1)",
            "Thông tư số 3/2020/TT-BYT: Quy định về nước sạch",
            "Bộ Y tế",
            "2020-05-04",
        ),
        (
            "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 99-NQ/TW\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 05 tháng 8 năm 2020\n"
            "NGHỊ QUYẾT\nCỦA BỘ CHÍNH TRỊ\nvề cấp nước sạch đến năm 2030\n-----\nBộ Chính trị đã thảo luận.",
            "Nghị quyết số 99-NQ/TW: về cấp nước sạch đến năm 2030",
            "Ban Chấp hành Trung ương",
            "2020-08-05",
        ),
        (
            f"VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH THANH HÓA\nSố: 12/TB-VP\n{MOTTO}\n"
            "Thanh Hóa, ngày 5 tháng 01 năm 2024\nBÁO CÁO TỔNG KẾT\ncông tác năm 2023\nNăm 2023, tỉnh đã cấp nước.",
            "Báo cáo số 12/TB-VP: Tổng kết công tác năm 2023",
            "Văn phòng Ủy ban nhân dân tỉnh Thanh Hóa",
            "2024-01-05",
        ),
        (
            f"UBND TỈNH THANH HÓA\nVĂN PHÒNG\nSố:       /GM-VP\n{MOTTO}\nThanh Hóa, ngày      tháng     năm 2024\n"
            "GIẤY MỜI\nDự họp về cấp nước\nKính gửi: Các sở.",
            "Giấy mời: Dự họp về cấp nước",
            "Văn phòng UBND tỉnh Thanh Hóa",
            None,
        ),
        (
            f"BỘ XÂY DỰNG\nSố:       /2025/TT-BXD\n{MOTTO}\nHà Nội, ngày    tháng    năm 2025\nDỰ THẢO THÔNG TƯ\n"
            "Quy định về cấp nước\nCăn cứ Luật;",
            "Thông tư: Quy định về cấp nước",
            "Bộ Xây dựng",
            None,
        ),
    ],
    ids=[
        *("province", "office", "letter", "party without colon", "party", "law", "later part"),
        *("politburo", "office of a committee", "invitation without a number", "draft without a number"),
    ],
)
def test_heads(text: str, title: str | None, issuer: str | None, day: str | None) -> None:
    """Number, kind, subject, issuer and day are read from heads of every form."""
    found = letterhead(text)
    if title is None and found is None:
        return
    assert found
    assert (found.title, found.issuer, found.day) == (title, issuer, day)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 21/12, UBND tỉnh họp. Quyết định số 832/QĐ-UBND được ban hành.",
        f"ỦY BAN NHÂN DÂN\n{MOTTO}\nPHỤ LỤC\nTình hình kinh tế",
        "Số: 12/BC-STC\nkhông có quốc hiệu",
        "",
    ],
)
def test_no_heads(text: str) -> None:
    """News, an annex, and a number alone are no letterhead."""
    assert letterhead(text) is None


@pytest.mark.parametrize(
    ("first", "second", "title", "source"),
    [
        (
            "Phòng Lao động huyện Kỳ Phú", "Báo cáo dạy nghề năm 2008",
            "Báo cáo dạy nghề năm 2008", "Phòng Lao động huyện Kỳ Phú",
        ),
        ("Sở Lao động họp với huyện Kỳ Phú về nghề", "Báo cáo dạy nghề năm 2008", None, None),
        ("Phòng Lao động huyện Kỳ Phú", "Năm 2008 có 640 người học nghề.", "Phòng Lao động huyện Kỳ Phú", None),
    ],
)  # fmt: skip
def test_an_issuer_in_small_letters_is_no_title(
    first: str, second: str, title: str | None, source: str | None
) -> None:
    """It stands alone above a line that begins with a document's kind; a sentence on it does not."""
    report = from_json(
        {"text": f"{first}\n{second}\nKỳ Phú, ngày 4 tháng 2 năm 2009\nCó 640 người học nghề may."}
    )
    assert (report.title, report.source) == (title or first, source)


def test_a_report_takes_them() -> None:
    """Title, source and date of a stored document are its head's; a central body's province is not its seat."""
    text = f"CHÍNH PHỦ\nSố: 74/2025/NĐ-CP\n{MOTTO}\nHà Nội, ngày 31 tháng 3 năm 2025\nNGHỊ ĐỊNH\nQuy định về nước sạch"
    found = from_json({"text": f"{text}{BODY} Tỉnh Thanh Hóa, tỉnh Nghệ An thực hiện."})
    assert found.title == "Nghị định số 74/2025/NĐ-CP: Quy định về nước sạch"
    assert (found.source, found.published, found.province) == ("Chính phủ", "2025-03-31", None)


@given(st.text(alphabet=st.sampled_from("SỐ: /-1aABộ\n|CỘNG HÒA VIỆT"), max_size=200))
def test_any_text_ends(text: str) -> None:
    """Whatever the letters, there is an answer."""
    found = letterhead(text)
    assert found is None or found.number or found.kind


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["BỘ A - ", "Số: 1/A-", "XÁC THỰC VĂN BẢN HỢP NHẤT\n", "nghị quyết này được a ", "UBND TỈNH "]
)
def test_hostile_text_ends(piece: str) -> None:
    """So many characters of heads are read without a pattern running away."""
    text = piece * (150_000 // len(piece))
    letterhead(text)
    letterhead(f"{MOTTO}\nSố: 1/QĐ-A\n{text}")
