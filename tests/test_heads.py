"""What the heads of reports of many kinds of bodies say: written by hand, in the forms that the offices use."""

import pytest

from index.formats.draft import Draft
from index.known import facts
from index.places import provinces

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
WORDS = "Thực hiện chương trình công tác, đơn vị báo cáo kết quả như sau: tổng thu đạt 125 tỷ đồng."


def document(head: str, place: str, title: str, signed: str, motto: str = STATE) -> str:
    """A document: its left half, place and day, kind and subject, who signed it."""
    return f"{head}\n{motto}\n{place}\n{title}\n{WORDS}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n{signed}\n"


HEADS = [
    (
        "UBND TỈNH NGHỆ AN\nSỞ Y TẾ\nSố: 1234/BC-SYT",
        "Nghệ An, ngày 12 tháng 3 năm 2024",
        "BÁO CÁO\nKết quả công tác y tế quý I năm 2024",
        "GIÁM ĐỐC\n\nLê Thị Hoài Chung",
        STATE,
        {
            "title": "Báo cáo số 1234/BC-SYT: Kết quả công tác y tế quý I năm 2024",
            "source": "Sở Y tế",
            "published": "2024-03-12",
            "province": "Nghệ An",
            "number": "1234/BC-SYT",
            "type": "Báo cáo",
            "signer": "Lê Thị Hoài Chung",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nHUYỆN HOẰNG HÓA\nSố: 45/KH-UBND",
        "Hoằng Hóa, ngày 02 tháng 01 năm 2025",
        "KẾ HOẠCH\nPhòng, chống thiên tai năm 2025",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Phúc",
        STATE,
        {
            "source": "Ủy ban nhân dân huyện Hoằng Hóa",
            "published": "2025-01-02",
            "number": "45/KH-UBND",
            "type": "Kế hoạch",
            "signer": "Lê Văn Phúc",
            "status": "issued",
        },
    ),
    (
        "TỈNH ỦY LÀO CAI\n*\nSố 58-NQ/TU",
        "Lào Cai, ngày 15 tháng 7 năm 2025",
        "NGHỊ QUYẾT\nvề phát triển du lịch giai đoạn 2025 - 2030",
        "T/M TỈNH ỦY\nBÍ THƯ\n\nTrịnh Việt Hùng",
        PARTY,
        {
            "source": "Tỉnh ủy Lào Cai",
            "published": "2025-07-15",
            "province": "Lào Cai",
            "number": "58-NQ/TU",
            "type": "Nghị quyết",
            "signer": "Trịnh Việt Hùng",
            "status": "issued",
        },
    ),
    (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH ĐỒNG THÁP\nSố: 12/2025/NQ-HĐND",
        "Đồng Tháp, ngày 29 tháng 9 năm 2025",
        "NGHỊ QUYẾT\nQuy định mức chi hỗ trợ học sinh vùng khó khăn",
        "CHỦ TỊCH\n\nLê Quốc Phong",
        STATE,
        {
            "source": "Hội đồng nhân dân tỉnh Đồng Tháp",
            "published": "2025-09-29",
            "province": "Đồng Tháp",
            "number": "12/2025/NQ-HĐND",
            "type": "Nghị quyết",
            "signer": "Lê Quốc Phong",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố:       /TTr-UBND",
        "Cần Thơ, ngày     tháng 8 năm 2025",
        "DỰ THẢO\nTỜ TRÌNH\nVề việc ban hành Nghị quyết quy định chính sách hỗ trợ nhà ở xã hội",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {
            "source": "Ủy ban nhân dân thành phố Cần Thơ",
            "province": "Cần Thơ",
            "number": None,
            "type": "Tờ trình",
            "status": "draft",
        },
    ),
    (
        "BỘ NỘI VỤ\nSố: 3456/BNV-CQĐP\nV/v hướng dẫn sắp xếp đơn vị hành chính",
        "Hà Nội, ngày 20 tháng 6 năm 2025",
        "V/v hướng dẫn sắp xếp đơn vị hành chính\nKính gửi: Ủy ban nhân dân các tỉnh, thành phố",
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nTrương Hải Long",
        STATE,
        {
            "source": "Bộ Nội vụ",
            "published": "2025-06-20",
            "province": None,
            "number": "3456/BNV-CQĐP",
            "type": "Công văn",
            "signer": "Trương Hải Long",
            "status": "issued",
        },
    ),
    (
        "UBND HUYỆN MỘC CHÂU\nPHÒNG TÀI CHÍNH - KẾ HOẠCH\nSố: 77/BC-TCKH",
        "Mộc Châu, ngày 5 tháng 10 năm 2023",
        "BÁO CÁO\nTình hình thu, chi ngân sách 9 tháng",
        "TRƯỞNG PHÒNG\n\nĐinh Thị Hường",
        STATE,
        {
            "source": "Phòng Tài chính - Kế hoạch",
            "published": "2023-10-05",
            "number": "77/BC-TCKH",
            "type": "Báo cáo",
            "signer": "Đinh Thị Hường",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH QUẢNG NAM\nSố: 15/BC-MTTQ-BTT",
        "Quảng Nam, ngày 20 tháng 11 năm 2024",
        "BÁO CÁO\nKết quả giám sát năm 2024",
        "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n\nLê Trí Thanh",
        STATE,
        {
            "source": "Ủy ban MTTQ Việt Nam tỉnh Quảng Nam",
            "published": "2024-11-20",
            "province": "Quảng Nam",
            "number": "15/BC-MTTQ-BTT",
            "type": "Báo cáo",
            "signer": "Lê Trí Thanh",
            "status": "issued",
        },
    ),
    (
        "CÔNG AN TỈNH HÀ GIANG\nPHÒNG CẢNH SÁT GIAO THÔNG\nSố: 210/BC-PC08",
        "Hà Giang, ngày 30 tháng 4 năm 2024",
        "BÁO CÁO\nTình hình trật tự an toàn giao thông tháng 4 năm 2024",
        "TRƯỞNG PHÒNG\n\nThượng tá Nguyễn Văn Quang",
        STATE,
        {
            "published": "2024-04-30",
            "province": "Hà Giang",
            "number": "210/BC-PC08",
            "type": "Báo cáo",
            "signer": "Nguyễn Văn Quang",
            "status": "issued",
        },
    ),
    (
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 15/CĐ-TTg",
        "Hà Nội, ngày 10 tháng 9 năm 2024",
        "CÔNG ĐIỆN\nVề tập trung khắc phục hậu quả bão số 3",
        "THỦ TƯỚNG\n\nPhạm Minh Chính",
        STATE,
        {
            "source": "Thủ tướng Chính phủ",
            "published": "2024-09-10",
            "province": None,
            "number": "15/CĐ-TTg",
            "type": "Công điện",
            "signer": "Phạm Minh Chính",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nXÃ HÒA BÌNH\nSố: 9/TB-UBND",
        "Hòa Bình, ngày 3 tháng 4 năm 2025",
        "THÔNG BÁO\nLịch tiếp công dân tháng 4 năm 2025",
        "CHỦ TỊCH\n\nTrần Văn Nam",
        STATE,
        {
            "source": "Ủy ban nhân dân xã Hòa Bình",
            "published": "2025-04-03",
            "province": None,
            "number": "9/TB-UBND",
            "type": "Thông báo",
            "signer": "Trần Văn Nam",
            "status": "issued",
        },
    ),
    (
        "UBND THÀNH PHỐ HÀ NỘI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 2111/SGDĐT-VP\nV/v chuẩn bị năm học mới",
        "Hà Nội, ngày 1 tháng 8 năm 2025",
        "Kính gửi: Các trường trung học",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {
            "source": "Sở Giáo dục và Đào tạo",
            "published": "2025-08-01",
            "province": "Hà Nội",
            "number": "2111/SGDĐT-VP",
            "type": "Công văn",
            "signer": "Nguyễn Văn Hùng",
            "status": "issued",
        },
    ),
    (
        "ĐẢNG BỘ TỈNH BẮC GIANG\nHUYỆN ỦY YÊN THẾ\n*\nSố 120-KL/HU",
        "Yên Thế, ngày 11 tháng 11 năm 2024",
        "KẾT LUẬN\ncủa Ban Thường vụ Huyện ủy về chuyển đổi số",
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nVũ Trí Hải",
        PARTY,
        {
            "source": "Huyện ủy Yên Thế",
            "published": "2024-11-11",
            "province": "Bắc Giang",
            "number": "120-KL/HU",
            "type": "Kết luận",
            "signer": "Vũ Trí Hải",
            "status": "issued",
        },
    ),
    (
        "VĂN PHÒNG UBND TỈNH\nSố: 99/TB-VP",
        "Đắk Lắk, ngày 17 tháng 5 năm 2025",
        "THÔNG BÁO\nKết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp về chống khai thác IUU",
        "KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nY Danh Niê",
        STATE,
        {
            "published": "2025-05-17",
            "province": "Đắk Lắk",
            "number": "99/TB-VP",
            "type": "Thông báo",
            "signer": "Y Danh Niê",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nTỈNH KHÁNH HÒA\nSố: 01/2025/QĐ-UBND",
        "Khánh Hòa, ngày 02 tháng 7 năm 2025",
        "QUYẾT ĐỊNH\nBan hành Quy định quản lý cây xanh đô thị",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n(Đã ký)\n\nTrần Quốc Nam",
        STATE,
        {
            "source": "Ủy ban nhân dân tỉnh Khánh Hòa",
            "published": "2025-07-02",
            "province": "Khánh Hòa",
            "number": "01/2025/QĐ-UBND",
            "type": "Quyết định",
            "signer": "Trần Quốc Nam",
            "status": "issued",
        },
    ),
    (
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nCHI CỤC THỦY LỢI\nSố: 55/CCTL-QLCT",
        "Thanh Hoá, ngày 9 tháng 9 năm 2025",
        "BÁO CÁO NHANH\nTình hình ngập lụt do mưa lớn",
        "CHI CỤC TRƯỞNG\n\nKhương Anh Tân",
        STATE,
        {
            "source": "Chi cục Thủy lợi",
            "published": "2025-09-09",
            "province": "Thanh Hóa",
            "number": "55/CCTL-QLCT",
            "type": "Báo cáo",
            "status": "issued",
            "signer": "Khương Anh Tân",
        },
    ),
    (
        "DỰ THẢO (lấy ý kiến nhân dân)\nỦY BAN NHÂN DÂN\nTỈNH AN GIANG\nSố:      /2025/QĐ-UBND",
        "An Giang, ngày ... tháng ... năm 2025",
        "QUYẾT ĐỊNH\nQuy định bảng giá đất năm 2026",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {
            "province": "An Giang",
            "number": None,
            "type": "Quyết định",
            "status": "consultation",
            "published": None,
        },
    ),
    (
        "BAN QUẢN LÝ KHU KINH TẾ\nTỈNH HÀ TĨNH\nSố: 301/BC-KKT",
        "Hà Tĩnh, ngày 21 tháng 12 năm 2024",
        "BÁO CÁO\nThu hút đầu tư năm 2024",
        "TRƯỞNG BAN\n\nLê Trung Phước",
        STATE,
        {
            "source": "Ban quản lý khu kinh tế tỉnh Hà Tĩnh",
            "published": "2024-12-21",
            "province": "Hà Tĩnh",
            "number": "301/BC-KKT",
            "type": "Báo cáo",
            "signer": "Lê Trung Phước",
            "status": "issued",
        },
    ),
    (
        "CỤC THỐNG KÊ TỈNH PHÚ YÊN\nSố: 610/BC-CTK",
        "Phú Yên, ngày 28 tháng 6 năm 2024",
        "BÁO CÁO\nTÌNH HÌNH KINH TẾ - XÃ HỘI 6 THÁNG ĐẦU NĂM 2024",
        "CỤC TRƯỞNG\n\nĐoàn Kiến Nho",
        STATE,
        {
            "source": "Cục Thống kê tỉnh Phú Yên",
            "published": "2024-06-28",
            "province": "Phú Yên",
            "number": "610/BC-CTK",
            "type": "Báo cáo",
            "signer": "Đoàn Kiến Nho",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN THÀNH\nSố: 18/BC-UBND",
        "Bến Thành, ngày 18 tháng 8 năm 2025",
        "BÁO CÁO\nSơ kết một tháng vận hành chính quyền hai cấp",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {
            "source": "Ủy ban nhân dân phường Bến Thành",
            "published": "2025-08-18",
            "province": None,
            "number": "18/BC-UBND",
            "type": "Báo cáo",
            "status": "issued",
            "signer": "Nguyễn Văn Hùng",
        },
    ),
    (
        "TÒA ÁN NHÂN DÂN\nTỈNH BẠC LIÊU\nSố: 88/BC-TA",
        "Bạc Liêu, ngày 5 tháng 6 năm 2024",
        "BÁO CÁO\nCông tác xét xử 6 tháng đầu năm 2024",
        "CHÁNH ÁN\n\nTrương Minh Út",
        STATE,
        {
            "source": "Tòa án nhân dân tỉnh Bạc Liêu",
            "published": "2024-06-05",
            "province": "Bạc Liêu",
            "number": "88/BC-TA",
            "type": "Báo cáo",
            "signer": "Trương Minh Út",
            "status": "issued",
        },
    ),
    (
        "HỘI NÔNG DÂN VIỆT NAM\nBCH TỈNH SÓC TRĂNG\nSố 22-BC/HNDT",
        "Sóc Trăng, ngày 11 tháng 1 năm 2024",
        "BÁO CÁO\nPhong trào nông dân thi đua năm 2023",
        "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nNgô Thanh Quang",
        STATE,
        {
            "published": "2024-01-11",
            "province": "Sóc Trăng",
            "number": "22-BC/HNDT",
            "type": "Báo cáo",
            "signer": "Ngô Thanh Quang",
            "status": "issued",
        },
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHỊ XÃ KỲ ANH\nSố: 60/CT-UBND",
        "Kỳ Anh, ngày 1 tháng 3 năm 2023",
        "CHỈ THỊ\nVề tăng cường quản lý đất đai",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {
            "source": "Ủy ban nhân dân thị xã Kỳ Anh",
            "published": "2023-03-01",
            "number": "60/CT-UBND",
            "type": "Chỉ thị",
            "status": "issued",
            "signer": "Nguyễn Văn Hùng",
        },
    ),
    (
        "UBND TỈNH BÌNH DƯƠNG\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\nSố: 412/TTr-SLĐTBXH",
        "Bình Dương, ngày 14 tháng 2 năm 2024",
        "TỜ TRÌNH\nVề việc hỗ trợ người lao động",
        "GIÁM ĐỐC\n\nPhạm Văn Tuyên",
        STATE,
        {
            "source": "Sở Lao động - Thương binh và Xã hội",
            "published": "2024-02-14",
            "province": "Bình Dương",
            "number": "412/TTr-SLĐTBXH",
            "type": "Tờ trình",
            "signer": "Phạm Văn Tuyên",
            "status": "submitted",
        },
    ),
    (
        "QUỐC HỘI\nLuật số: 65/2025/QH15",
        "Hà Nội, ngày 19 tháng 2 năm 2025",
        "LUẬT\nTỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG",
        "CHỦ TỊCH QUỐC HỘI\n\nTrần Thanh Mẫn",
        STATE,
        {
            "source": "Quốc hội",
            "number": "65/2025/QH15",
            "type": "Luật",
            "signer": "Trần Thanh Mẫn",
            "status": "issued",
            "province": None,
        },
    ),
    (
        "HUYỆN ỦY THAN UYÊN\nBAN TUYÊN GIÁO\n*\nSố 31-BC/BTG",
        "Than Uyên, ngày 7 tháng 5 năm 2024",
        "BÁO CÁO\ndư luận xã hội tháng 4 năm 2024",
        "TRƯỞNG BAN\n\nNguyễn Thị Hằng",
        PARTY,
        {
            "source": "Ban Tuyên giáo",
            "published": "2024-05-07",
            "number": "31-BC/BTG",
            "type": "Báo cáo",
            "signer": "Nguyễn Thị Hằng",
            "status": "issued",
        },
    ),
    (
        "TRUNG TÂM KIỂM SOÁT BỆNH TẬT\nTỈNH LÂM ĐỒNG\nSố: 77/BC-KSBT",
        "Đà Lạt, ngày 9 tháng 8 năm 2025",
        "BÁO CÁO\nTình hình sốt xuất huyết tuần 31",
        "GIÁM ĐỐC\n\nHuỳnh Ngọc Thành",
        STATE,
        {
            "source": "Trung tâm kiểm soát bệnh tật tỉnh Lâm Đồng",
            "published": "2025-08-09",
            "province": "Lâm Đồng",
            "number": "77/BC-KSBT",
            "type": "Báo cáo",
            "signer": "Huỳnh Ngọc Thành",
            "status": "issued",
        },
    ),
    (
        "UBND TP HUẾ\nVĂN PHÒNG\nSố: 4/GM-VP",
        "Huế, ngày 4 tháng 8 năm 2025",
        "GIẤY MỜI\nHọp giao ban tuần",
        "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Hữu Thùy Giang",
        STATE,
        {
            "published": "2025-08-04",
            "province": "Huế",
            "number": "4/GM-VP",
            "type": "Giấy mời",
            "signer": "Trần Hữu Thùy Giang",
            "status": "issued",
        },
    ),
    (
        "KHO BẠC NHÀ NƯỚC\nKHU VỰC XII\nSố: 120/BC-KV XII",
        "Bình Định, ngày 3 tháng 6 năm 2025",
        "BÁO CÁO\nGiải ngân vốn đầu tư công",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Hùng",
        STATE,
        {"published": "2025-06-03", "province": "Bình Định", "type": "Báo cáo", "status": "issued"},
    ),
]


@pytest.mark.parametrize(("head", "place", "title", "signed", "motto", "expected"), HEADS)
def test_a_head(
    head: str, place: str, title: str, signed: str, motto: str, expected: dict[str, str | None]
) -> None:
    """Title, issuer, day, province, number, kind, signer and status are read off the head and the end."""
    fields = facts(Draft(document(head, place, title, signed, motto))).fields
    assert {name: fields.get(name) for name in expected} == expected


def test_a_head_of_each_province() -> None:
    """Each of the 63 provinces of before July 2025 and the 34 of after is known by its committee's and department's
    heads.
    """
    for province in provinces().values():
        for kind in filter(None, {province.before, province.after}):
            unit = "THÀNH PHỐ" if "phố" in kind else "TỈNH"
            name = province.name.removeprefix("Thành phố ")
            for head in (
                f"ỦY BAN NHÂN DÂN\n{unit} {name.upper()}\nSố: 8/BC-UBND",
                f"UBND {unit} {name.upper()}\nSỞ TÀI CHÍNH\nSố: 8/BC-STC",
            ):
                place = f"{name}, ngày 3 tháng 4 năm 2025"
                text = document(head, place, "BÁO CÁO\nKết quả thu ngân sách quý I", "GIÁM ĐỐC\nLê Thị Hoa")
                fields = facts(Draft(text)).fields
                assert fields["province"] == province.name
                assert fields["source"].lower() in ("sở tài chính", f"ủy ban nhân dân {unit} {name}".lower())
                assert fields["source"].endswith((name, "Tài chính"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("BÁO CÁO THẨM TRA\nDự thảo Nghị quyết về dự toán", "Thẩm tra Dự thảo Nghị quyết về dự toán"),
        ("KẾ HOẠCH\nThực hiện Nghị quyết số 57-NQ/TW", "Thực hiện Nghị quyết số 57-NQ/TW"),
        ("THÔNG BÁO KẾT LUẬN\ncủa Chủ tịch UBND tỉnh", "Kết luận của Chủ tịch UBND tỉnh"),
        ("BÁO CÁO KẾT QUẢ\nTHU NGÂN SÁCH", "KẾT QUẢ THU NGÂN SÁCH"),
        ("BÁO CÁO\nThực hiện Công văn số 12/SNV, xã báo cáo", None),
    ],
)
def test_words_that_qualify_a_kind(title: str, expected: str | None) -> None:
    """A word or two beside the kind belong to the subject below; what is no subject ends it."""
    text = document(
        "UBND XÃ HÒA BÌNH\nSố: 5/BC-UBND", "Hòa Bình, ngày 3 tháng 4 năm 2025", title, "CHỦ TỊCH\nLê Văn Hoa"
    )
    named = facts(Draft(text)).fields["title"]
    assert named.partition(": ")[2] == (expected or "")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "UBND HUYỆN TIỀN HẢI\nPHÒNG NỘI VỤ\nSố: 12/BC-PNV\n"
            "Tiền Hải, ngày 5 tháng 6 năm 2023\nBÁO CÁO\nKết quả quý II",
            {
                "title": "Báo cáo số 12/BC-PNV: Kết quả quý II",
                "source": "Phòng Nội vụ",
                "published": "2023-06-05",
                "number": "12/BC-PNV",
                "province": None,
            },
        ),
        (
            "TỈNH ỦY THÁI BÌNH\n*\nSố 24-NQ/TU\nThái Bình, ngày 26 tháng 5 năm 2022\nNGHỊ QUYẾT\nvề chuyển đổi số",
            {"title": "Nghị quyết số 24-NQ/TU: về chuyển đổi số", "source": "Tỉnh ủy Thái Bình"},
        ),
        (
            "UBND XÃ TÂN AN\nTân An, ngày 5 tháng 6 năm 2023\nBÁO CÁO\nKết quả xây dựng nông thôn mới năm 2023",
            {"title": "Báo cáo: Kết quả xây dựng nông thôn mới năm 2023", "source": "UBND xã Tân An"},
        ),
        (
            "SỞ Y TẾ THANH HÓA\n\nBáo cáo kết quả tiêm chủng quý I năm 2023",
            {"title": "Báo cáo kết quả tiêm chủng quý I năm 2023", "province": "Thanh Hóa"},
        ),
        (
            "UBND TỈNH NAM ĐỊNH HỌP BÀN VỀ CHUYỂN ĐỔI SỐ\n\nSáng 5/6, các sở dự họp.",
            {"title": "UBND TỈNH NAM ĐỊNH HỌP BÀN VỀ CHUYỂN ĐỔI SỐ", "number": None},
        ),
    ],
)
def test_a_head_without_the_motto_is_one(head: str, told: dict[str, str | None]) -> None:
    """The body that issued a document is no title of it; the title of news may begin with one."""
    known = facts(Draft(f"{head}\n\n{WORDS}\n")).fields
    assert {name: known.get(name) for name in told} == told
