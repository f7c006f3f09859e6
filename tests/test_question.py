"""Questions: what is asked, in which language, of where and when; follow-ups; what is no question."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.question import Question, is_readable, understand
from assistant.understanding.followup import Turn
from index.errors import BadInput

GROWTH = "GRDP năm 2023 của Thái Bình tăng bao nhiêu phần trăm?"
GROWTH_EN = "How much did the GRDP of Thái Bình grow in 2023?"
GROWTH_BARE = "grdp nam 2023 cua thai binh tang bao nhieu phan tram"
QUESTIONS = [
    GROWTH,
    GROWTH_EN,
    GROWTH_BARE,
    "Thanh Hóa chọn chủ đề năm 2023 là gì?",
    "Ai là Bí thư Tỉnh ủy Hà Nam?",
    "Thế còn phương châm hành động?",
    "Còn Hà Nam?",
    "Năm trước đó?",
    "What about 2022?",
    "Dự thảo nghị quyết của HĐND thành phố Đà Nẵng đề xuất mức nào?",
    "Quyết định 153/QĐ-TTg ban hành ngày nào?",
]


def after(*asked: str) -> tuple[Turn, ...]:
    """Turns with these questions, unanswered."""
    return tuple(Turn(question) for question in asked)


def gist(question: Question) -> tuple[object, ...]:
    """All that is understood, without how it was typed."""
    return (
        question.language,
        question.asked,
        [term.exact for term in question.content],
        [term.exact for term in question.head],
        question.provinces,
        question.years,
        question.wants_draft,
        question.wants_decided,
    )


# -- language, place, time, standing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "vi"),
        ("chu de nam 2023 cua thanh hoa la gi", "vi"),
        ("ai la bi thu tinh uy ha nam", "vi"),
        ("GRDP Thái Bình 2023", "vi"),
        ("What theme did Thanh Hóa choose for 2023?", "en"),
        ("Who is the secretary of Hà Nam?", "en"),
        ("how many communes met the new rural standard", "en"),
        ("Theme of Thanh Hoa in 2023", "en"),
    ],
)
def test_the_language_is_the_askers(text: str, language: str) -> None:
    """Vietnamese with and without accents is Vietnamese; names with accents make no English Vietnamese."""
    assert understand(text).language == language


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text", [GROWTH, GROWTH_EN])
def test_a_language_asked_for_is_used(text: str, language: str) -> None:
    """Whoever wants the answer in a language gets it, however the question is worded."""
    assert understand(text, language=language).language == language


@pytest.mark.parametrize(
    ("text", "provinces", "years"),
    [
        ("GRDP năm 2023 của Thái Bình", ("Thái Bình",), ("2023",)),
        ("grdp nam 2023 cua thai binh", ("Thái Bình",), ("2023",)),
        ("So sánh Hà Nam năm 2022 với Nam Định năm 2023", ("Hà Nam", "Nam Định"), ("2022", "2023")),
        ("Thanh Hoá có bao nhiêu xã?", ("Thanh Hóa",), ()),
        ("Dân số của Huế năm 2025?", ("Huế",), ("2025",)),
        ("Tỉnh nào đạt 2.023 điểm?", (), ()),
        ("Kế hoạch gồm 2023,5 tỷ đồng nào?", (), ()),
        ("What did Quảng Ninh score in 2022?", ("Quảng Ninh",), ("2022",)),
    ],
)
def test_places_and_years_are_those_that_are_named(
    text: str, provinces: tuple[str, ...], years: tuple[str, ...]
) -> None:
    """Provinces come under their own names, in order; a figure is no year."""
    for form in ("NFC", "NFD"):
        found = understand(unicodedata.normalize(form, text))
        assert (found.provinces, found.years) == (provinces, years)


@pytest.mark.parametrize(
    ("text", "draft", "decided"),
    [
        ("Dự thảo đưa ra phương châm gì?", True, False),
        ("phuong cham trong du thao la gi", True, False),
        ("Chủ đề ban đầu được đề xuất là gì?", True, False),
        ("Chủ đề đã thống nhất là gì?", False, True),
        ("Chủ đề chính thức năm 2023 là gì?", False, True),
        ("What was proposed in the draft?", True, False),
        ("What was finally adopted?", False, True),
        ("Thanh Hóa chọn chủ đề gì?", False, False),
        ("Chương trình hành động năm 2023 có chủ đề gì?", False, False),
        ("Công trình nào đúng lộ trình và quy trình?", False, False),
        ("Ai trình bày báo cáo về trình độ cán bộ?", False, False),
        ("Nội dung trình HĐND tỉnh gồm những gì?", True, False),
        ("Đề án được trình lên cấp nào?", True, False),
    ],
)
def test_a_draft_or_a_decision_asked_for_is_seen(text: str, draft: bool, decided: bool) -> None:
    """Only the words of the question decide which of them is wanted."""
    found = understand(text)
    assert (found.wants_draft, found.wants_decided) == (draft, decided)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Năm trước tỉnh thu ngân sách được bao nhiêu?", ("2022",)),
        ("nam truoc tinh thu ngan sach duoc bao nhieu", ("2022",)),
        ("Thu ngân sách năm nay?", ("2023",)),
        ("Hà Nam năm trước thu được bao nhiêu?", ("2022",)),
        ("Thu ngân sách tăng bao nhiêu so với năm trước?", ()),
        ("Thu ngân sách các năm trước?", ()),
        ("Cây cầu xây từ 5 năm trước dài bao nhiêu?", ()),
        ("Tháp xây tám năm trước cao bao nhiêu?", ()),
        ("Thu ngân sách năm trước đó?", ()),
        ("Miền Nam trước đây có bao nhiêu tỉnh?", ()),
        ("Viet Nam truoc day co bao nhieu tinh?", ()),
    ],
)
def test_a_year_told_from_today_is_that_year(text: str, years: tuple[str, ...]) -> None:
    """The "năm trước" of nothing else is the year before this one."""
    assert understand(text, today=date(2023, 6, 1)).years == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Chỉ số tụt mấy bậc so với năm 2020?", ()),
        ("chi so tut may bac so voi 2020", ()),
        ("Thu ngân sách năm 2023 tăng bao nhiêu so với cùng kỳ năm 2022?", ("2023",)),
        ("How much did revenue grow in 2023 compared with 2022?", ("2023",)),
        ("Thu ngân sách tỉnh Thanh Hóa năm 2023?", ("2023",)),
    ],
)
def test_a_year_held_against_is_not_the_one_asked_about(text: str, years: tuple[str, ...]) -> None:
    """What has changed since a year is told of the years after it."""
    assert understand(text).years == years


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("GRDP tăng bao nhiêu phần trăm?", "percent"),
        ("Có bao nhiêu xã đạt chuẩn?", "number"),
        ("Tỉnh xếp thứ mấy?", "rank"),
        ("Kỳ họp diễn ra khi nào?", "date"),
        ("ky hop dien ra ngay nao", "date"),
        ("Ai chủ trì hội nghị?", "person"),
        ("Hội nghị diễn ra ở đâu?", "place"),
        ("Vì sao dự án chậm?", "reason"),
        ("Cơ quan nào được giao việc này?", "body"),
        ("Nghị quyết nào quy định việc này?", "document"),
        ("Quyết định số 7/QĐ-UBND là của ai?", "body"),
        ("Căn nhà bị sập là của ai?", "person"),
        ("Tỉnh giao Sở Xây dựng làm gì?", "text"),
        ("Hai bản khác nhau ở chỗ nào?", "text"),
        ("Hội chợ mở ở chỗ nào?", "place"),
        ("Who chaired the meeting?", "person"),
        ("When did the session open?", "date"),
        ("How many households were there when the dam broke?", "number"),
    ],
)
def test_the_kind_of_answer_wanted_is_seen(text: str, asked: str) -> None:
    """A number, a day, a person, a place: what the question words ask for."""
    assert understand(text).asked == asked


# -- follow-ups ----------------------------------------------------------------------------------------------


def test_a_follow_up_without_accents_takes_over_none() -> None:
    """Otherwise its own words would be held against the text as if their accents had been typed."""
    found = understand("rieng xa tan an duoc may ky", [Turn("Tỉnh Nam Định cấp mấy tạ thóc giống?")])
    assert found.text == "Rieng xa tan an duoc may ky — nam dinh?"
    assert (found.accented, found.provinces) == (False, ("Nam Định",))


@pytest.mark.parametrize(
    ("before", "text", "alone"),
    [
        ("Sở Xây dựng Nam Định xin gì?", "Còn Sở Tư pháp?", "Sở Tư pháp Nam Định xin gì?"),
        ("so xay dung nam dinh xin gi", "con so tu phap", "so tu phap nam dinh xin gi"),
        ("So Xay dung xin gi?", "Con So Tu phap?", "So Tu phap xin gi?"),
        ("So Xay dung xin gi?", "Còn Sở Tư pháp?", "So Tu phap xin gi?"),
        ("Sở Xây dựng xin gì?", "con so tu phap thi sao", "Sở tư pháp xin gì?"),
        (
            "Sở GTVT xin gì?",
            "Thế Sở Văn hóa, Thể thao và Du lịch?",
            "Sở Văn hóa, Thể thao và Du lịch xin gì?",
        ),
        ("Ai là Giám đốc Sở Công Thương?", "Còn Sở Y tế?", "Ai là Giám đốc Sở Y tế?"),
        ("Sở Công Thương nói gì?", "Còn lãnh đạo Sở Y tế?", "Lãnh đạo Sở Y tế nói gì?"),
        ("HĐND tỉnh giao Sở Tài chính việc gì?", "Còn Sở Y tế?", "HĐND tỉnh giao Sở Y tế việc gì?"),
        ("HĐND tỉnh bàn gì?", "UBND tỉnh thì sao?", "UBND tỉnh bàn gì?"),
        (
            "Công an tỉnh Nam Định tuyển mấy người?",
            "Còn Công an tỉnh Hà Nam?",
            "Công an tỉnh Hà Nam tuyển mấy người?",
        ),
        # a body is no aspect of another, and asks for itself where it does ask
        ("Sở Y tế xin gì?", "Sở Tư pháp có mấy phòng?", "Sở Tư pháp có mấy phòng?"),
        ("Đường ven biển dài bao nhiêu?", "Còn Sở Y tế?", "Sở Y tế là bao nhiêu?"),
    ],
)
def test_another_office_replaces_the_one_before(before: str, text: str, alone: str) -> None:
    """However both are typed: the office of the same sort, its place kept unless another is named."""
    assert understand(text, [Turn(before)]).text == alone


@pytest.mark.parametrize(
    ("before", "text", "alone"),
    [
        (GROWTH, "Còn Hà Nam?", "GRDP năm 2023 của Hà Nam tăng bao nhiêu phần trăm?"),
        (GROWTH, "Thế còn Hà Nam thì sao?", "GRDP năm 2023 của Hà Nam tăng bao nhiêu phần trăm?"),
        (GROWTH, "Năm trước đó?", "GRDP năm 2022 của Thái Bình tăng bao nhiêu phần trăm?"),
        (GROWTH, "Thế năm 2021 thì sao?", "GRDP năm 2021 của Thái Bình tăng bao nhiêu phần trăm?"),
        (GROWTH, "Năm sau thì sao?", "GRDP năm 2024 của Thái Bình tăng bao nhiêu phần trăm?"),
        (GROWTH_BARE, "con ha nam thi sao", "grdp nam 2023 cua ha nam tang bao nhieu phan tram"),
        (GROWTH_BARE, "nam truoc do?", "grdp nam 2022 cua thai binh tang bao nhieu phan tram"),
        (GROWTH_EN, "What about 2022?", "How much did the GRDP of Thái Bình grow in 2022?"),
        (GROWTH_EN, "And Hà Nam?", "How much did the GRDP of Hà Nam grow in 2023?"),
        (GROWTH_EN, "The year before?", "How much did the GRDP of Thái Bình grow in 2022?"),
    ],
)
def test_another_place_or_year_replaces_the_one_before(before: str, text: str, alone: str) -> None:
    """A follow-up that gives only that is the question before with that one thing changed."""
    found = understand(text, after(before))
    assert (found.asked_as, found.text) == (text, alone)


@pytest.mark.parametrize(
    ("before", "text", "words"),
    [
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Thế còn phương châm hành động?", "phương châm hành động"),
        ("Chỉ số PCI năm 2022 của Quảng Ninh là bao nhiêu?", "Thế còn chỉ số PAPI?", "chỉ số PAPI"),
        ("What theme did Thanh Hóa choose for 2023?", "What about its motto?", "motto"),
    ],
)
def test_a_follow_up_takes_over_only_what_it_leaves_out(before: str, text: str, words: str) -> None:
    """Place and year come from the turn before; what was asked there does not."""
    found, earlier = understand(text, after(before)), understand(before)

    assert (found.provinces, found.years) == (earlier.provinces, earlier.years)
    assert words.casefold() in found.text.casefold()
    assert "chủ đề" not in found.text and "PCI" not in found.text and "theme" not in found.text


@pytest.mark.parametrize(
    ("before", "text", "words"),
    [
        (
            "Công ty nào xin xây công viên ở núi Tím, Tam Sơn?",
            "Họ định xây bao nhiêu nhà ở đó?",
            "công viên ở núi Tím",
        ),
        ("Kỳ họp thứ 4 bầu ai làm phó chủ tịch?", "Ông ấy sinh năm nào?", "phó chủ tịch"),
        ("Which company builds the Tím bridge?", "How long is it?", "Tím bridge"),
    ],
)
def test_what_points_back_takes_the_subject_over(before: str, text: str, words: str) -> None:
    """Where the turn before names no province, "ở đó", "họ", "ông ấy" stand for what it is about."""
    found = understand(text, after(before))
    assert found.text.startswith(text.rstrip("?")) and words in found.text
    assert found.asked == understand(text).asked


THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
PCI = "Quảng Ninh đạt bao nhiêu điểm PCI 2022?"
INCOME = "Thanh Hóa thu ngân sách quý I năm 2022 bao nhiêu?"
COMMUNES = "Huyện Quảng Xương có bao nhiêu xã?"
ROAD = "Cao tốc Quốc lộ 45 - Nghi Sơn dài bao nhiêu?"
CHAIR = "Chủ tịch UBND tỉnh Thanh Hóa là ai?"
RICE = "Sản lượng lúa của Đồng Tháp năm 2024?"


@pytest.mark.parametrize(
    ("before", "text", "alone"),
    [
        # what replaces: a place, a time, a thing of the same kind, however it is put
        (PCI, "Năm 2023 thì sao?", "Quảng Ninh đạt bao nhiêu điểm PCI 2023?"),
        (PCI, "nam 2023 thi sao", "Quảng Ninh đạt bao nhiêu điểm PCI 2023?"),
        (CHAIR, "của Nghệ An?", "Chủ tịch UBND tỉnh Nghệ An là ai?"),
        (CHAIR, "Nghệ An thì sao", "Chủ tịch UBND tỉnh Nghệ An là ai?"),
        (RICE, "An Giang", "Sản lượng lúa của An Giang năm 2024?"),
        (RICE, "An Giang năm 2023?", "Sản lượng lúa của An Giang năm 2023?"),
        (RICE, "đến năm 2030?", "Sản lượng lúa của Đồng Tháp năm 2030?"),
        (INCOME, "Quý II thì sao?", "Thanh Hóa thu ngân sách quý II năm 2022 bao nhiêu?"),
        ("Quảng Xương thu ngân sách quý I bao nhiêu?", "Còn quý II?", "Quảng Xương thu ngân sách quý II bao nhiêu?"),
        ("Quảng Xương thu tháng 3, tháng 4 bao nhiêu?", "còn tháng 5?", "Quảng Xương thu tháng 5, tháng 4 bao nhiêu?"),
        (INCOME, "còn quý 2/2023", "Thanh Hóa thu ngân sách quý 2/2023 bao nhiêu?"),
        (INCOME, "Còn 6 tháng đầu năm?", "Thanh Hóa thu ngân sách 6 tháng đầu năm 2022 bao nhiêu?"),
        (RICE, "6 tháng đầu năm thì sao?", "Sản lượng lúa của Đồng Tháp 6 tháng đầu năm 2024?"),
        ("Xã A thu tháng 3/2022 bao nhiêu?", "còn tháng 4?", "Xã A thu tháng 4/2022 bao nhiêu?"),
        (COMMUNES, "Huyện Hoằng Hóa?", "Huyện Hoằng Hóa có bao nhiêu xã?"),
        ("Có bao nhiêu xã ở huyện Mường Lát?", "Huyện Quan Sơn thì sao", "Có bao nhiêu xã ở huyện Quan Sơn?"),
        ("Nghị quyết số 58-NQ/TW ban hành ngày nào?", "Nghị quyết số 39-NQ/TW thì sao?",
         "Nghị quyết số 39-NQ/TW ban hành ngày nào?"),
        ("Kỳ họp thứ 5 HĐND tỉnh thông qua gì?", "Kỳ họp thứ 6?", "Kỳ họp thứ 6 HĐND tỉnh thông qua gì?"),
        # another name alone, of the kind of the first
        (COMMUNES, "Còn Hoằng Hóa?", "Huyện Hoằng Hóa có bao nhiêu xã?"),
        (COMMUNES, "Của Hoằng Hóa là bao nhiêu?", "Huyện Hoằng Hóa có bao nhiêu xã?"),
        ("Xã Tân An, huyện Quảng Xương trồng gì?", "Thế còn Bình Minh thì sao?",
         "Xã Bình Minh, huyện Quảng Xương trồng gì?"),
        ("Cầu Tân An dài bao nhiêu?", "Còn Bình Minh?", "Cầu Bình Minh dài bao nhiêu?"),
        (COMMUNES, "Còn Hoằng Hóa và Mường Lát?", "Huyện Hoằng Hóa và Mường Lát có bao nhiêu xã?"),
        (COMMUNES, "Còn Hoằng Hóa năm 2023?", "Huyện Hoằng Hóa có bao nhiêu xã năm 2023?"),
        ("Năm 2024 xã Tân An trồng bao nhiêu cây?", "Còn xã Bình Minh năm 2023?",
         "Năm 2023 xã Bình Minh trồng bao nhiêu cây?"),
        ("Quảng Xương có mấy xã?", "Hoằng Hóa?", "Hoằng Hóa có mấy xã?"),
        ("How many communes does Quảng Xương district have?", "What about Hoằng Hóa?",
         "How many communes does Hoằng Hóa district have?"),
        (COMMUNES, "con hoang hoa", "Huyện Hoang Hoa có bao nhiêu xã?"),
        ("quang xuong co bao nhieu xa", "con hoang hoa thi sao", "hoang hoa co bao nhieu xa"),
        ("quang xuong co bao nhieu xa", "con ty le ho ngheo", "Ty le ho ngheo là bao nhiêu?"),
        (COMMUNES, "Còn Lê Văn Tám?", "Lê Văn Tám là bao nhiêu — Huyện Quảng Xương?"),
        ("PCI Tân An Đông bao nhiêu?", "Còn Bình Minh?", "Bình Minh là bao nhiêu — PCI Tân An Đông?"),
        ("PCI Quảng Xương bao nhiêu?", "Còn Hoằng Hóa?", "PCI Hoằng Hóa bao nhiêu?"),
        ("How many communes does Nghe An have in 2023?", "the second quarter?",
         "How many communes does Nghe An have in the second quarter of 2023?"),
        # what leaves its subject out takes it over
        (INCOME, "Tại sao giảm?", "Tại sao giảm — Thanh Hóa thu ngân sách quý I năm 2022?"),
        (INCOME, "So với năm 2021 tăng bao nhiêu?",
         "So với năm 2021 tăng bao nhiêu — Thanh Hóa thu ngân sách quý I năm 2022?"),
        (CHAIR, "Ông ấy sinh năm nào?", "Ông ấy sinh năm nào — Chủ tịch UBND tỉnh Thanh Hóa?"),
        (
            "Giám đốc sở nào của Nam Định bị phê bình ở cuộc họp về giải ngân vốn đầu tư công quý II?",
            "Trước đó ông ấy làm ở đâu?",
            "Trước đó ông ấy làm ở đâu — Nam Định?",
        ),
        (ROAD, "Khởi công khi nào?", "Khởi công khi nào — Cao tốc Quốc lộ 45 - Nghi Sơn?"),
        ("Nghị quyết số 58-NQ/TW ban hành ngày nào?", "Ai ký?", "Ai ký — Nghị quyết số 58-NQ/TW?"),
        (
            "Mục tiêu đến năm 2025 của chương trình cây xanh đô thị Nam Định là gì?",
            "Kinh phí lấy từ đâu?",
            "Kinh phí lấy từ đâu — chương trình cây xanh đô thị Nam Định?",
        ),
        (
            "ke hoach trong rung cua nam dinh co muc tieu gi",
            "don vi nao chu tri",
            "Don vi nao chu tri — ke hoach trong rung cua nam dinh?",
        ),
        (COMMUNES, "Bao nhiêu hộ nghèo?", "Bao nhiêu hộ nghèo — Huyện Quảng Xương?"),
        # what asks more of an event takes over which event it was
        ("Vụ cháy chợ Tân An, Bắc Giang làm mấy người bị thương?", "Nguyên nhân là gì?",
         "Nguyên nhân là gì — Vụ cháy chợ Tân An, Bắc Giang?"),
        ("Có mấy người chết trong vụ lở đá ở đèo Bình Minh?", "Ai chủ trì cứu nạn?",
         "Ai chủ trì cứu nạn — vụ lở đá ở đèo Bình Minh?"),
        ("Ngày hội trái cây Tân An năm 2024 mở khi nào?", "Ai là trưởng ban tổ chức?",
         "Ai là trưởng ban tổ chức — Ngày hội trái cây Tân An năm 2024?"),
        ("Vụ cháy chợ Tân An, Bắc Giang làm mấy người bị thương?", "Ai là Chủ tịch tỉnh?",
         "Ai là Chủ tịch tỉnh — Bắc Giang?"),
        ("Phà Tân An lật trên sông Bình Minh khi nào?", "Ai cứu họ?",
         "Ai cứu họ — Phà Tân An lật trên sông Bình Minh?"),
        ("Căn chòi của bà Lục Thị Mến bị dỡ ngày nào?", "Ai đòi trả lại đồ đạc trong chòi?",
         "Ai đòi trả lại đồ đạc trong chòi — bà Lục Thị Mến?"),
        ("Dự án nhà máy đường của Tân Long ở Bắc Giang trị giá bao nhiêu?", "Công suất bao nhiêu?",
         "Công suất bao nhiêu — Dự án nhà máy đường của Tân Long ở Bắc Giang?"),
        ("Nhà máy đường của Tân Long trị giá bao nhiêu?", "Thế của Pomelo thì sao?",
         "Nhà máy đường của Pomelo trị giá bao nhiêu?"),
        ("Ai là Giám đốc Trạm y tế xã Tân An?", "Ông ấy bị xử lý thế nào?",
         "Ông ấy bị xử lý thế nào — Giám đốc Trạm y tế xã Tân An?"),
        ("Tỉnh Bắc Giang yêu cầu Tân An hủy bao nhiêu văn bản?", "Vì sao?",
         "Vì sao — Tỉnh Bắc Giang yêu cầu Tân An hủy?"),
        ("Who owns the Tan An ferry?", "When was it sold?", "When was it sold — the Tan An ferry?"),
        ("Nhà máy đường của Tân Long trị giá bao nhiêu?", "Thế nào?", "Thế nào?"),
        # what has another subject takes the place and the year
        (PCI, "Thanh Hóa đạt bao nhiêu điểm?", "Thanh Hóa đạt bao nhiêu điểm — năm 2022?"),
        (RICE, "Diện tích là bao nhiêu?", "Diện tích là bao nhiêu — Đồng Tháp năm 2024?"),
        (RICE, "Diện tích năm 2023 là bao nhiêu?", "Diện tích năm 2023 là bao nhiêu — Đồng Tháp?"),
        (PCI, "Tỉnh này có bao nhiêu xã?", "Tỉnh này có bao nhiêu xã — Quảng Ninh?"),
        ("Chủ tịch UBND tỉnh Thanh Hóa là ai?", "Còn bí thư?", "Bí thư là ai — Thanh Hóa?"),
        # whether it is decided, or who says so, is asked of all of it
        (INCOME, "Ai nói vậy?", "Ai nói — Thanh Hóa thu ngân sách quý I năm 2022?"),
        (THEME, "Đó là dự thảo hay đã chốt?", "Đó là dự thảo hay đã chốt — Thanh Hóa chọn chủ đề năm 2023?"),
        (THEME, "Đã ban hành chưa?", "Đã ban hành chưa — Thanh Hóa chọn chủ đề năm 2023?"),
    ],
)  # fmt: skip
def test_what_a_follow_up_leaves_out_is_taken_over(before: str, text: str, alone: str) -> None:
    """As a clerk types them: the rest of the question before, its subject, or its place and year alone."""
    assert understand(text, after(before)).text == alone


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ai chủ trì phiên họp đó?", "Ai chủ trì phiên họp đó — Phiên họp tháng 12 năm 2022, Thanh Hóa?"),
        ("bao cao nay dang ngay nao", "Bao cao nay dang ngay nao — Phiên họp tháng 12 năm 2022, Thanh Hóa?"),
        ("Chủ đề đó do ai chọn?", "Chủ đề đó do ai chọn — Thanh Hóa năm 2023?"),
    ],
)
def test_that_meeting_is_the_one_that_the_answer_was_taken_from(text: str, alone: str) -> None:
    """By the title that the answer named, up to its first mark; the year asked about need not be the meeting's."""
    answer = "Theo “Phiên họp tháng 12 năm 2022: Chọn chủ đề” (22/12/2022): Chủ đề là “Kỷ cương”. [1]"
    assert understand(text, (Turn(THEME, answer),)).text == alone


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Dân số thành phố Huế khi thành lập?"),
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Nghệ An có bao nhiêu huyện?"),
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Nghi quyet 58 noi gi?"),
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Quốc lộ 1A dài bao nhiêu km?"),
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Những tỉnh nào được sáp nhập?"),
        ("Thanh Hóa chọn chủ đề năm 2023 là gì?", "Cả nước có bao nhiêu tỉnh, thành?"),
        ("What is the theme of Thanh Hoa for 2023?", "How long is the Nghi Son expressway?"),
        (ROAD, "Cao tốc Mai Sơn - Quốc lộ 45 dài bao nhiêu?"),
        (RICE, "Cảm ơn"),
        (RICE, RICE),
    ],
)
def test_another_matter_takes_nothing_over(before: str, text: str) -> None:
    """A place, name or number of its own with matters of its own, all of the country, a word of thanks."""
    assert understand(text, after(before)).text == text


def test_turns_follow_one_another() -> None:
    """Each follow-up is completed by the one before as that was completed itself."""
    found = understand("Năm trước đó?", after(GROWTH, "Còn Hà Nam?"))
    assert found.text == "GRDP năm 2022 của Hà Nam tăng bao nhiêu phần trăm?"


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích của Nghệ An năm 2020 là bao nhiêu?",
        "Quyết định số 1490/QĐ-TTg phê duyệt đề án gì cho các tỉnh đồng bằng sông Cửu Long?",
        "How many delegates from Huế voted for the resolution in November 2024?",
    ],
)
def test_a_whole_question_takes_nothing_over(text: str) -> None:
    """What names its own subject is asked as it stands, whatever was asked before."""
    assert understand(text, after(GROWTH)).text == text


@pytest.mark.parametrize("text", ["Thế còn Hà Nam?", "Năm trước đó?", "What about 2022?"])
def test_a_follow_up_without_turns_stays(text: str) -> None:
    """There is nothing to complete it from."""
    assert understand(text).text == text


def test_of_an_endless_turn_no_more_is_read_than_a_question_may_have() -> None:
    """What a program puts into a turn beside the question costs the follow-up nothing."""
    named = "Số hộ nghèo của Thanh Hóa năm 2022 là bao nhiêu?"
    assert understand("Còn năm 2023?", after(named)).provinces == ("Thanh Hóa",)
    assert understand("Còn năm 2023?", after(f"{'rất ' * 500}{named}")).provinces == ()


def test_a_long_conversation_is_followed() -> None:
    """However many turns came before, the last one is completed."""
    turns = after(GROWTH, *(f"Còn năm {1900 + number % 120}?" for number in range(3000)))
    assert understand("Còn Hà Nam?", turns).provinces == ("Hà Nam",)


# -- what is no question -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?!", "…", "🌾🌾", "“”", "\u0301", "\u200b"])
def test_no_words_are_no_question(text: str) -> None:
    """Nothing to ask is told in one sentence each, with what to do."""
    with pytest.raises(BadInput) as fault:
        understand(text)
    assert (fault.value.code, fault.value.param) == ("question_empty", "question")
    assert fault.value.vi != fault.value.en


@pytest.mark.parametrize("text", ["a" * 10_000, "tỉnh nào? " * 1000, "là" * 5000])
def test_a_text_is_no_question(text: str) -> None:
    """Ten thousand characters are told with their count, in the asker's way of writing it."""
    with pytest.raises(BadInput) as fault:
        understand(text)
    assert fault.value.code == "question_too_long"
    assert "2.000" in fault.value.vi and "2,000" in fault.value.en


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("越南的省份有哪些？", False),
        ("Какая площадь провинции?", False),
        ("จังหวัด", False),
        ("Thanh Hóa chọn chủ đề gì?", True),
        ("thanh hoa chu de", True),
        ("Đắk Lắk", True),
        ("Công ty 三星 ở tỉnh nào?", True),
        ("2023?", True),
    ],
)
def test_another_script_is_not_read(text: str, readable: bool) -> None:
    """A question in letters that are not Latin is seen for what it is; a foreign name is let through."""
    assert is_readable(understand(text).text) == readable


# -- any text ------------------------------------------------------------------------------------------------

TYPED = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [*QUESTIONS, "Còn", "thì sao", "năm", "trước", "2023", "Hà Nam", "—", "?", "\u0301", "ẤY"]
    ),
    max_size=5,
).map(" ".join)


@settings(deadline=None)
@given(TYPED, st.lists(TYPED, max_size=3), st.sampled_from([None, "vi", "en", "fr"]))
def test_any_text_is_understood_or_bad_input(text: str, before: list[str], language: str | None) -> None:
    """No text, with whatever turns before it, fails in any other way; what is understood is whole."""
    try:
        found = understand(text, after(*before), language)
    except BadInput as fault:
        assert fault.code in ("question_empty", "question_too_long")
        return
    assert found.text
    assert found.language in ("vi", "en")
    assert all(found.text[term.start : term.end] for term in found.content)
    assert set(found.head) <= set(found.content)
    assert found.content


@pytest.mark.parametrize("text", ["", " ", "?", "_", "— …", "\u0301"])
def test_without_a_word_it_is_no_question(text: str) -> None:
    """Signs alone ask nothing."""
    with pytest.raises(BadInput) as told:
        understand(text)
    assert told.value.code == "question_empty"


@pytest.mark.parametrize("text", QUESTIONS)
def test_composition_and_spaces_change_nothing(text: str) -> None:
    """Decomposed letters, doubled, leading, hard and trailing spaces: the same is understood."""
    plain = gist(understand(text, after(GROWTH)))

    assert gist(understand(unicodedata.normalize("NFD", text), after(GROWTH))) == plain
    for space in ("  ", "\u00a0", " \n", "\t"):
        assert gist(understand(f" {space.join(text.split())} ", after(GROWTH))) == plain, space


@pytest.mark.parametrize("text", [question for question in QUESTIONS if question != GROWTH_BARE])
def test_capitals_change_neither_place_nor_time(text: str) -> None:
    """Whoever holds the shift key asks the same of the same places and years."""
    plain = understand(text)
    for other in (text.lower(), text.upper()):
        found = understand(other)
        assert (found.years, found.wants_draft, found.asked) == (plain.years, plain.wants_draft, plain.asked)
        assert found.provinces == plain.provinces


@pytest.mark.parametrize(
    ("text", "today", "alone"),
    [
        (
            "Thu ngân sách tháng trước của Nam Định?",
            date(2026, 11, 29),
            "Thu ngân sách tháng 10 năm 2026 của Nam Định?",
        ),
        (
            "thu ngan sach thang truoc cua nam dinh?",
            date(2026, 1, 5),
            "thu ngan sach thang 12 nam 2025 cua nam dinh?",
        ),
        ("Thu ngân sách quý trước ra sao?", date(2026, 11, 29), "Thu ngân sách quý III năm 2026 ra sao?"),
        ("Thu ngân sách quý trước ra sao?", date(2026, 2, 1), "Thu ngân sách quý IV năm 2025 ra sao?"),
        ("How much was collected last month?", date(2026, 11, 29), "How much was collected October 2026?"),
        (
            "Ngày mai Nam Định có mưa không?",
            date(2026, 11, 30),
            "Ngày 1 tháng 12 năm 2026 Nam Định có mưa không?",
        ),
        ("hom qua nam dinh hop gi?", date(2026, 3, 1), "ngay 28 thang 2 nam 2026 nam dinh hop gi?"),
        (
            "What did the council decide yesterday?",
            date(2026, 3, 1),
            "What did the council decide on 28/2 in 2026?",
        ),
        ("Tính đến hôm nay có bao nhiêu xã nông thôn mới?", date(2026, 11, 29), None),
        ("tu dau nam toi nay thu bao nhieu?", date(2026, 11, 29), None),
        ("Thu ngân sách tăng bao nhiêu so với tháng trước?", date(2026, 11, 29), None),
        ("Tháng trước đó thu bao nhiêu?", date(2026, 11, 29), None),
        ("Tháng trước khi sáp nhập thu bao nhiêu năm 2023?", date(2026, 11, 29), None),
    ],
)
def test_days_months_and_quarters_are_told_from_today(text: str, today: date, alone: str | None) -> None:
    """They are named in the stand-alone wording, unless something is only compared with them."""
    assert understand(text, today=today).text == (alone or text)
