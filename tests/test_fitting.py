"""Fitting: what in a sentence is of the kind asked for, and how surely."""

from datetime import date

import pytest
from made import report

from assistant.question import understand
from assistant.reading.another import unnamed
from assistant.reading.bounds import out_of_bounds
from assistant.reading.fitting import fits, strongest
from assistant.reading.people import people
from index import Hit


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Nguyên nhân cháy rừng ở xã Hồng Kỳ là gì?", "reason"),
        ("Lý do tỉnh dừng dự án cầu Sông Lô là gì?", "reason"),
        ("Quyết định bổ nhiệm ông Hải bị hủy có số bao nhiêu?", "document"),
        ("Sở Nội vụ ra văn bản số mấy yêu cầu rút lại quyết định?", "document"),
        ("Thứ trưởng Bộ Kế hoạch nào thừa nhận sai sót?", "person"),
        ("Con gái bí thư huyện được bổ nhiệm tên là gì?", "person"),
        ("Hai giáo viên bị đình chỉ tên gì?", "person"),
        ("ct ubnd tinh nam dinh ten gi", "person"),
        ("Tên hai cô giáo bị đình chỉ là gì?", "person"),
        ("Chủ đề năm 2023 tên là gì?", "name"),
        ("Kế hoạch nào của tỉnh nói về chuyển đổi số?", "document"),
        ("Luật Thủy lợi là luật số mấy?", "document"),
        ("cham nhat thang may cac xa phai nop bao cao", "date"),
        ("Báo cáo về kết quả trồng cây số bao nhiêu?", "document"),
        ("Báo cáo nêu dân số bao nhiêu?", "number"),
        ("Thu ngân sách Nam Định 6 tháng đầu năm 2017", "number"),
        ("Tổng mức đầu tư cao tốc Hải Bình?", "number"),
        ("Cho tôi số điện thoại của UBND tỉnh Nam Định", "number"),
    ],
)
def test_the_kind_of_answer_is_read_from_the_wording(question: str, kind: str) -> None:
    """A reason, a document's number, a person: also where other words stand between."""
    assert understand(question).asked == kind


@pytest.mark.parametrize(
    ("question", "answering", "other"),
    [
        (
            "Vì sao công trình chậm tiến độ?",
            "Nguyên nhân khiến công trình chậm là thiếu vốn.",
            "Công trình do Công ty Thái Hà làm chủ đầu tư.",
        ),
        (
            "Vốn đường ven đê năm 2023 giải ngân bao nhiêu?",
            "Vốn đường ven đê giải ngân đạt 64%.",
            "Vốn đường ven đê do huyện quản.",
        ),
        (
            "Bể bơi dạy học sinh từ lớp mấy đến lớp mấy?",
            "Bể bơi dạy học sinh từ lớp 3 đến lớp 7.",
            "Bể bơi dạy bơi trong tháng 6.",
        ),
        (
            "Trường tuyển bao nhiêu học sinh năm nay?",
            "Trường tuyển 640 học sinh.",
            "Trường cho mỗi em 7 cách học nghề.",
        ),
        (
            "Chỉ số PCI của tỉnh xếp thứ mấy?",
            "Chỉ số PCI của tỉnh xếp thứ 14/63.",
            "Chiều 14/3, kỳ họp thứ 12 bàn về chỉ số PCI.",
        ),
        (
            "Quảng Ninh được bao nhiêu điểm?",
            "Quảng Ninh được 71,25 điểm.",
            "Quảng Ninh hơn Bắc Giang, tỉnh đứng sau, 0,15 điểm.",
        ),
        (
            "Khoảng cách điểm giữa Quảng Ninh và Bắc Giang là bao nhiêu?",
            "Khoảng cách giữa hai tỉnh còn 0,15 điểm.",
            "Quảng Ninh được 71,25 điểm, Bắc Giang đứng sau.",
        ),
        (
            "CT UBND tỉnh là ông nào?",
            "Ông Phạm Đình Lộc, Chủ tịch UBND tỉnh, chủ trì.",
            "Ông Trần Văn Hoan, Chủ tịch HĐND tỉnh, dự họp.",
        ),
        (
            "Who is the director of the Department of Health?",
            "Ông Phạm Đình Lộc, Giám đốc Sở Y tế, báo cáo.",
            "Ông Trần Văn Hoan, Giám đốc Sở Nội vụ, dự họp.",
        ),
        (
            "Who is the secretary of the provincial party committee?",
            "Bí thư Tỉnh ủy Phạm Đình Lộc kết luận.",
            "Chủ tịch UBND tỉnh Trần Văn Hoan kết luận.",
        ),
        (
            "How many districts does the province have?",
            "Tỉnh có 8 đơn vị là huyện.",
            "Tỉnh có 11 quan hệ hợp tác.",
        ),
        (
            "Quận Hải Bình có bao nhiêu dân?",
            "Quận Hải Bình có 203.142 người và 13 phường.",
            "Quận Hải Bình có 5 trường dân lập.",
        ),
        (
            "quy hoach co bao nhieu do thi",
            "Hệ thống đô thị gồm 47 đô thị các loại.",
            "Nhiệt độ ngoài trời lên tới 40 độ.",
        ),
        (
            "Mức thu phí cao tốc Hải Bình là bao nhiêu?",
            "Mức thu phí là 1.500 đồng một km.",
            "Cao tốc Hải Bình dài 63 km.",
        ),
        (
            "Mức hỗ trợ tiền thuê nhà là bao nhiêu?",
            "1. Mức hỗ trợ: 500.000 đồng/người/tháng.",
            "1. Người lao động đề nghị hỗ trợ tiền thuê nhà gửi đơn cho doanh nghiệp.",
        ),
        (
            "Tỉnh nào đứng đầu bảng xếp hạng?",
            "Quảng Ninh đứng đầu bảng xếp hạng.",
            "Bảng xếp hạng được công bố tại Hà Nội.",
        ),
        (
            "Diện tích tỉnh là bao nhiêu?",
            "Tỉnh mới: Ninh Bình | Diện tích (km2): 3.942,62",
            "Tỉnh mới: Ninh Bình | Dân số (người): 4.412.264",
        ),
        (
            "Chủ tịch UBND tỉnh là ai?",
            "Đồng chí Trần Văn Hòa, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh phát biểu.",
            "Đồng chí Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh thống nhất ban hành đề án.",
        ),
        (
            "Đây là lần thứ mấy UBND tỉnh tổ chức hội nghị?",
            "Đây là lần thứ hai UBND tỉnh tổ chức hội nghị.",
            "UBND tỉnh tổ chức hội nghị, xếp thứ 7/11 của vùng.",
        ),
        (
            "Nhóm phóng viên bị hành hung ở đâu?",
            "Nhóm phóng viên bị hành hung tại xã Bình Lộc.",
            "Chủ tịch UBND TP Vinh yêu cầu làm rõ vụ việc.",
        ),
        (
            "Vì sao nhà máy nổ?",
            "Nhà máy nổ do trục trặc kỹ thuật.",
            "Vụ nổ khiến nhiều người sợ, công an đang làm rõ nguyên nhân.",
        ),
        ("Bao nhiêu tàu vỏ thép hỏng?", "Có 18 tàu vỏ thép bị hỏng.", "Một tàu vỏ thép hỏng tại cảng."),
        (
            "Số điện thoại của Sở Y tế?",
            "Sở Y tế nhận tin ở số 0228.3649.123.",
            "Sở Y tế có 12 phòng, gọi điện thoại.",
        ),
        ("Công ty nào xây chợ?", "Công ty Bình An xây chợ.", "UBND tỉnh Hà Nam giao đất xây chợ."),
        (
            "Công văn số bao nhiêu nhắc việc trồng rừng?",
            "Sở có văn bản số 640 nhắc việc trồng rừng.",
            "Sở đã ra quyết định hủy việc trồng rừng.",
        ),
        (
            "Hà Nam tăng bao nhiêu học sinh?",
            "Cả tỉnh tăng 1.200 học sinh.",
            "Kỳ thi năm học tới bắt đầu với học sinh lớp 6.",
        ),
        (
            "Mùa đông ở Sa Pa lạnh bao nhiêu độ?",
            "Mùa đông ở Sa Pa nhiệt độ hạ xuống còn -3 °C.",
            "Mùa đông ở Sa Pa có 12 ngày rét hại.",
        ),
        (
            "Mỗi hộ được hỗ trợ bao nhiêu tiền?",
            "Mỗi hộ được hỗ trợ ba mươi lăm triệu đồng.",
            "Mỗi hộ được hỗ trợ ba mươi lăm cây giống.",
        ),
        (
            "Mỗi người dân có bao nhiêu m2 cây xanh?",
            "Mỗi người dân có 10-11 m2 cây xanh.",
            "Mỗi người dân trồng 10-11 cây xanh.",
        ),
        (
            "Trường đua có tổng vốn bao nhiêu?",
            "Trường đua có tổng vốn 500 triệu USD.",
            "Trường đua được nghiên cứu trong 3 tháng.",
        ),
        (
            "Mức phạt là bao nhiêu?",
            "Công ty bị phạt 35 triệu đồng.",
            "Công ty bị phạt sau 60 ngày đình chỉ.",
        ),
        (
            "Tổng vốn trường đua",
            "Trường đua có tổng vốn 500 triệu USD.",
            "Trường đua được nghiên cứu trong 3 tháng.",
        ),
        (
            "Thủ tướng Chính phủ là ai?",
            "Thủ tướng Chính phủ Lê Văn Nam dự họp.",
            "Ông Trần Văn Hải kiến nghị Thủ tướng Chính phủ bổ sung vốn.",
        ),
        (
            "Xã Đông Hòa có bao nhiêu hộ nghèo?",
            "Xã: Đông Hòa | Hộ nghèo: 52 | Trường học: 3",
            "Xã: Đông Hòa | Hộ khá: đang rà soát | Trường học: 3",
        ),
        ("Ai là Giám đốc Bệnh viện Phú Lộc?", "Giám đốc Bệnh viện Phú Lộc Trần Văn Nam.", ""),
        (
            "Giám đốc Sở Y tế là ai?",
            "Giám đốc Sở Y tế Lê Văn Nam dự họp.",
            "Giám đốc Sở Y tế ký kết luận đơn tố cáo đối với ông Trần Văn Hải.",
        ),
        (
            "Chủ tịch UBND thành phố là ai?",
            "Ông Lê Văn Nam, Chủ tịch UBND thành phố, dự họp.",
            "Ông Trần Văn Hải, Chủ tịch Hội Nông dân thành phố, dự họp.",
        ),
        (
            "Chủ tịch UBND thành phố là ai?",
            "Ông Lê Văn Nam, Chủ tịch UBND TP Nam Định, dự họp.",
            "Ông Trần Văn Hải, Chủ tịch UBND phường Lộc Hạ, TP Nam Định, dự họp.",
        ),
        (
            "Ai trồng rừng phi lao?",
            "Ông Lê Văn Nam trồng rừng phi lao.",
            "Rừng phi lao được trồng ven biển. Ảnh: Trần Hải.",
        ),
        (
            "Ai là Tổng giám đốc Vinaxi năm 2004?",
            "HĐQT Vinaxi có các ông: Phí Bình (chủ tịch); Nguyễn Văn Tuân (tổng giám đốc); Tô Thành.",
            "Giám đốc sở bổ nhiệm ông Nguyễn Văn Hùng.",
        ),
    ],
)
def test_what_answers_is_surer_than_what_only_looks_like_it(
    question: str, answering: str, other: str
) -> None:
    """Of two sentences with something of the kind the one is surer that bears what is asked for."""
    asked = understand(question)
    assert strongest(fits(asked, answering)) >= 0.6
    assert strongest(fits(asked, answering)) > strongest(fits(asked, other))


def test_half_of_the_time_is_a_number_and_a_day_is_none() -> None:
    """“1/2 thời gian” may answer how much, “sáng 4/7” may not."""
    asked = understand("Phiên họp dành bao nhiêu thời lượng để hỏi lại?")
    assert fits(asked, "Phiên họp sẽ dành khoảng 1/2 thời gian để hỏi lại.")
    assert not fits(asked, "Sáng 4/7 phiên họp hỏi lại.")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Năm ngoái Nam Định thu bao nhiêu?", ("2025",)),
        ("nam nay Nam Dinh thu bao nhieu", ("2026",)),
        ("Sang năm Nam Định dự kiến thu bao nhiêu?", ("2027",)),
        ("Giá xăng hôm nay là bao nhiêu?", ("2026",)),
        ("Năm 2017 thu tăng bao nhiêu so với năm ngoái?", ("2017",)),
        ("Nam Định thu tăng bao nhiêu so với năm ngoái?", ()),
        ("Lô đất một năm sau bán được bao nhiêu?", ()),
        ("How much did Nam Định collect last year?", ("2025",)),
    ],
)
def test_a_year_told_from_today_is_todays(text: str, years: tuple[str, ...]) -> None:
    """“Năm ngoái” is the year before today's, unless the wording names a year or only compares with it."""
    assert understand(text, today=date(2026, 3, 1)).years == years


@pytest.mark.parametrize("text", ["Xin chào", "hôm nay là ngày mấy?", "Cảm ơn bạn", "hello", "năm nay"])
def test_a_greeting_or_a_time_is_no_question_about_reports(text: str) -> None:
    """Nothing is looked for where only a greeting or a time stands."""
    assert not understand(text).is_clear


def test_a_persons_given_name_is_no_province() -> None:
    """“Phí Thái Bình” is nobody's province."""
    assert understand("Ông Phí Thái Bình bị khởi tố ngày nào?").provinces == ()


def test_money_for_the_heavily_hit_is_no_weight() -> None:
    """“hộ nhiễm nặng bao nhiêu tiền” asks for money, not for kilograms."""
    asked = understand("Cây xăng hỗ trợ mỗi hộ nhiễm nặng bao nhiêu tiền?")
    assert strongest(fits(asked, "Cây xăng hỗ trợ mỗi hộ 20 triệu đồng.")) == 1.0


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("Quả bom ở bến phà Tân Long nặng bao nhiêu kg?", {"other"}),
        ("Quả bom ở Việt Nam nặng bao nhiêu kg?", set()),
        ("Quả bom ở bến phà Nam Hà Lan nặng bao nhiêu kg?", set()),
        ("Quả bom tìm thấy hôm Tết Đinh Dậu nặng bao nhiêu kg?", set()),
    ],
)
def test_a_report_without_the_name_that_another_bears_is_left_out(question: str, left_out: set[str]) -> None:
    """A name that one found report bears is looked for in the others; one that none bears is left to the rest."""
    reports = [
        report("own", "Quả bom nằm ở bến phà Tân Long từ Tết Đinh Dậu."),
        report("other", "Quả bom nặng 300 kg ở Việt Nam được di dời."),
    ]
    assert unnamed(understand(question), {one.report_id: one for one in reports}) == {
        one.report_id for one in reports if one.key in left_out
    }


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Xe lật tại xã Châu Kim, huyện Quế Sơn, Hà Nội.", []),
        ("Khu đất thuộc phường Mỹ Đình, quận Nam Từ Liêm.", []),
        ("Họp với Bí thư TƯ Đảng tại đường Trần Phú Lộc.", []),
        ("Theo Chủ tịch xã Lương Văn Sơn, xe đã được kéo đi.", ["Lương Văn Sơn"]),
        ("Gia đình Nguyễn Huệ ở bản Nậm Cắn.", ["Nguyễn Huệ"]),
        ("NGUYỄN VĂN AN ký thay.", ["NGUYỄN VĂN AN"]),
        ("Sau Hà Nội là Thành phố Hồ Chí Minh, TP. Hồ Chí Minh và TPHCM.", []),
        ("Chủ tịch Hồ Chí Minh đọc Tuyên ngôn Độc lập.", ["Hồ Chí Minh"]),
    ],
)
def test_a_places_name_is_nobodys(sentence: str, names: list[str]) -> None:
    """What follows the word for a commune, district or street is no person, though it begins like a surname."""
    assert [sentence[start:end] for start, end in people(sentence)] == names


def test_a_day_is_no_count() -> None:
    """Of “21/6” neither part counts the candidates."""
    asked = understand("Điểm thi Trưng Vương có bao nhiêu thí sinh?")
    assert not fits(asked, "Chiều 21/6, các thí sinh đến điểm thi Trưng Vương.")


def test_the_country_is_nobody() -> None:
    """Who wrote something is told by no sentence that names the country alone; a foreigner's name may tell it."""
    asked = understand("Ai viết về hội thi?")
    assert not fits(asked, "Hội thi của Việt Nam tại Đà Nẵng khai mạc.")
    assert fits(asked, "Hội thi của Brahms khai mạc.")


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Huyện có bao nhiêu xã về đích?", "Đã có 9 trong tổng số 14 xã về đích.", ["9"]),
        ("huyen co bao nhieu xa ve dich", "Đã có 9 trên tổng số 14 xã về đích.", ["9"]),
        ("Huyện có bao nhiêu xã về đích?", "Đã có 9 xã trong số 14 xã về đích.", ["9"]),
        ("Tổng số bao nhiêu xã?", "Đã có 9 trong tổng số 14 xã về đích.", ["14"]),
    ],
)
def test_a_part_is_counted_and_not_all_that_there_are(question: str, sentence: str, told: list[str]) -> None:
    """Of “9 trong tổng số 14 xã” the nine answer, unless how many there are in all is asked."""
    found = fits(understand(question), sentence)
    most = strongest(found)
    assert [sentence[one.start : one.end] for one in found if one.strength == most] == told


@pytest.mark.parametrize("question", ["xa Phu Cat huy dong bao nhieu", "hop dong bao nhieu tien"])
def test_without_accents_what_is_raised_or_agreed_is_no_crowd(question: str) -> None:
    """“huy dong bao nhieu” does not ask how populous a place is."""
    assert fits(understand(question), "Xã Phú Cát huy động 7,2 tỷ đồng theo hợp đồng.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Mấy cơ sở nhận trẻ ở quận Hoa Lư?", "Sở Y tế báo có 6 nơi nhận trẻ ở quận Hoa Lư."),
        ("Ông Lê Đình Vượng góp bao nhiêu cây?", "Ông góp 40 cây cho đình Tân Lập."),
        ("Trẻ Trường Hoa Sữa nghỉ từ ngày nào?", "Trẻ được nghỉ từ ngày 4/9."),
        ("Bao nhiêu xe bị thu hồi giấy phép?", "Công an thu hồi giấy phép của 35 xe."),
    ],
)
def test_what_only_sounds_like_an_office_a_post_or_a_name_keeps_nothing_out(
    question: str, sentence: str
) -> None:
    """“Cơ sở nhận” is no department, “Đình” within a name no temple, “bị thu hồi” no “bí thư”, a school nobody."""
    told = report("told", sentence, title="Lê Đình Vượng, lớp Hoa Sữa")
    hit = Hit(told.report_id, told.key, "one", 1.0, 0, len(sentence), sentence)
    assert out_of_bounds(understand(question), told, hit, sentence, "", f"{told.title}\n{sentence}") is None
