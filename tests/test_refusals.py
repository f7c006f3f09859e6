"""What is not in the reports is refused, with the reason; what two reports say differently is told with both."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Over, report

from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.another import is_another
from assistant.reading.candidates import candidates
from assistant.reading.confidence import confidence
from assistant.reading.named import named
from assistant.reading.subject import bears_subject
from assistant.reading.utmost import says_the_most
from assistant.reading.years import years_of
from index import Filters, Report, places
from index.errors import BadInput
from index.lack import Lack
from index.reading import read
from index.settings import Settings
from index.vietnamese import fold

_PARK = report(
    "park",
    "Sáng 12/5/2023, UBND tỉnh Nam Định họp về các khu công nghiệp. Khu công nghiệp Bảo Minh có tỷ lệ lấp đầy đạt 96%. "
    "Khu công nghiệp Mỹ Thuận đang giải phóng mặt bằng, khởi công năm 2022. Kỳ họp thứ 12 của HĐND tỉnh khóa XIX "
    "khai mạc ngày 6/7/2023. Huyện Nghĩa Hưng hỗ trợ mỗi hộ 5 triệu đồng để di dời. Hồ chứa Ninh Cơ rộng 40 ha.",
    title="Nam Định họp về khu công nghiệp",
    published="2023-05-12",
    province="Nam Định",
)


def test_a_year_after_a_name_is_no_compared_one() -> None:
    """The name Thanh Hóa holds the letters of "than" and compares nothing; a year held against is none."""
    assert years_of("Thu ngân sách tỉnh Thanh Hóa năm 2023") == {"2023"}
    assert years_of("Thu ngân sách tăng so với năm 2022") == set()


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Tháng 5/2021, công an dỡ bao nhiêu chòi trên bãi than Đồng Vông?", "64 chòi"),
        ("Tháng 5/2022, công an dỡ bao nhiêu chòi trên bãi than Đồng Vông?", None),
        ("Vụ lở bờ kênh Đồng Vông ngày 19/12/2022 làm hư bao nhiêu căn nhà?", "7 căn nhà"),
        ("Vụ lở bờ kênh Đồng Vông ngày 19/12/2021 làm hư bao nhiêu căn nhà?", None),
        ("Vụ lở bờ kênh Đồng Vông quý IV/2020 làm hư bao nhiêu căn nhà?", None),
    ],
)
def test_the_year_of_a_date_is_held_to(assistant_over: Over, question: str, bears: str | None) -> None:
    """A month of another year is another month; a report of January may tell of a December without its year."""
    bank = report(
        "bo-kenh",
        "Rạng sáng 19/12, bờ kênh Đồng Vông lở, 7 căn nhà bị hư. Trước đó, tháng 5/2021, công an dỡ 64 chòi dựng trái "
        "phép trên bãi than Đồng Vông.",
        title="Lở bờ kênh Đồng Vông",
        published="2023-01-05",
    )
    answer = assistant_over(bank).answer(question)
    assert answer.status == ("answered" if bears else "refused")
    assert not bears or bears in answer.citations[0].quote


def test_a_turn_with_its_year_is_that_turn(assistant_over: Over) -> None:
    """A festival "lần thứ IV-2021" is the fourth, and no fifth."""
    fair = report(
        "hoi-cho",
        "Tối 6/5, hội chợ cá tra lần thứ IV-2021 bế mạc tại bến Tân An. Hội chợ cá tra lần thứ III mở ở Long Sơn.",
        title="Bế mạc hội chợ cá tra",
        published="2021-05-07",
    )
    assistant = assistant_over(fair)
    assert assistant.answer("Hội chợ cá tra lần thứ IV bế mạc ở đâu?").status == "answered"
    assert assistant.answer("Hội chợ cá tra lần thứ V bế mạc ở đâu?").status == "refused"


def test_which_province_is_not_told_by_a_report_of_none(assistant_over: Over) -> None:
    """A figure of a report that names no province tells of none; beside the province's name it does."""
    text = "Đến nay, toàn tỉnh có 214 bến đò ngang đạt chuẩn an toàn. Năm ngoái mới có 190 bến."
    found = [
        assistant_over(report("ferries", text, title="Họp về bến đò", published="2024-05-02", province=name))
        for name in (None, "Nam Định")
    ]
    answers = [each.answer("214 bến đò đạt chuẩn an toàn là của tỉnh nào?") for each in found]
    assert [answer.status for answer in answers] == ["refused", "answered"]


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("khu cong nghiep bao minh o nam dinh lap day bao nhieu phan tram", "96%"),
        ("khu cong nghiep tu ha o nam dinh lap day bao nhieu phan tram", None),
        ("huyen nghia hung ho tro moi ho bao nhieu tien de di doi", "5 triệu đồng"),
        ("huyen giao thuy ho tro moi ho bao nhieu tien de di doi", None),
    ],
)
def test_a_name_typed_small_and_bare_is_a_name(
    assistant_over: Over, question: str, bears: str | None
) -> None:
    """Another district's or park's figure answers as little as where capitals and accents are typed."""
    answer = assistant_over(_PARK).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


def test_a_year_that_the_sentence_before_holds_its_figure_against_is_not_carried_on(
    assistant_over: Over,
) -> None:
    """A table of 2023 tells nothing of 2022 but the figure that it names as 2022's."""
    table = report(
        "pci",
        "Bắc Giang được 71,25 điểm PCI. Điểm số của tỉnh thấp hơn mức 72,95 của bảng PCI 2022, song vẫn đứng đầu. Long "
        "An vươn lên thứ hai với 70,94 điểm PCI.",
        title="PCI 2023: Bắc Giang đứng đầu",
        published="2024-05-09",
        province="Bắc Giang",
    )
    assert assistant_over(table).answer("Long An đạt bao nhiêu điểm PCI năm 2023?").status == "answered"
    refused = assistant_over(table).answer("Long An đạt bao nhiêu điểm PCI năm 2022?")
    assert (refused.status, refused.refusal.code if refused.refusal else "") == ("refused", "other_period")


def test_the_province_meant_is_the_one_of_the_sentence_before(assistant_over: Over) -> None:
    """In a report of several provinces “của tỉnh” is no other's, though the report goes on to that one."""
    told = report(
        "xuat-khau",
        "Bắc Giang xuất khẩu vải sang 30 nước. Kim ngạch xuất khẩu của tỉnh đạt 29 tỷ USD trong năm 2023. Long An mở "
        "thêm hai cửa khẩu phụ.",
        title="Xuất khẩu của các địa phương năm 2023",
    )
    question = "Kim ngạch xuất khẩu của {} năm 2023 đạt bao nhiêu?"
    assert "29 tỷ" in assistant_over(told).answer(question.format("Bắc Giang")).citations[0].quote
    assert assistant_over(told).answer(question.format("Long An")).status == "refused"


def test_a_figure_of_a_region_is_none_of_one_of_its_provinces(assistant_over: Over) -> None:
    """What is said of a region and each of its provinces answers for none of them, and the refusal says so."""
    told = report(
        "lua",
        "Đề án một triệu héc-ta lúa phát thải thấp ở Đồng bằng sông Cửu Long đã có phần việc cho từng tỉnh. Sở Nông "
        "nghiệp và Môi trường hướng dẫn nông dân đăng ký.",
        title="Đăng ký diện tích lúa",
        published="2024-02-01",
        province="Đồng Tháp",
    )
    answer = assistant_over(told).answer("Đồng Tháp đăng ký bao nhiêu héc-ta lúa phát thải thấp?")
    assert answer.status == "refused"
    assert answer.refusal
    assert answer.refusal.code == "other_place"
    assert "văn bản nói chung cho nhiều tỉnh" in answer.refusal.message


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Khu công nghiệp Bảo Minh ở Nam Định lấp đầy bao nhiêu phần trăm?", "96%"),
        ("Kỳ họp thứ 12 HĐND tỉnh Nam Định khai mạc ngày nào?", "6/7/2023"),
        ("Huyện Nghĩa Hưng hỗ trợ mỗi hộ bao nhiêu tiền để di dời?", "5 triệu đồng"),
    ],
)
def test_the_one_that_is_meant_is_answered(assistant_over: Over, question: str, bears: str) -> None:
    """A question about the very one of a kind that the report tells of is answered by its sentence."""
    answer = assistant_over(_PARK).answer(question)
    assert answer.status == "answered"
    assert bears in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Khu công nghiệp Mỹ Thuận ở Nam Định lấp đầy bao nhiêu phần trăm?",
        "Khu công nghiệp Hòa Xá ở Nam Định lấp đầy bao nhiêu phần trăm?",
        "Kỳ họp thứ 15 HĐND tỉnh Nam Định khai mạc ngày nào?",
        "Huyện Giao Thủy hỗ trợ mỗi hộ bao nhiêu tiền để di dời?",
        "Nam Định có bao nhiêu trường học đạt chuẩn?",
    ],
)
def test_another_of_its_kind_answers_nothing(assistant_over: Over, question: str) -> None:
    """A figure of another district, park or session, or one that counts something else, is no answer."""
    answer = assistant_over(_PARK).answer(question)
    assert answer.status == "refused", answer.text
    assert answer.refusal
    assert answer.refusal.code == "not_in_reports"


_WORKS = report(
    "works",
    "Ngày 21/12/2023, ông Lê Văn Bình, Chủ tịch UBND tỉnh Nam Định chủ trì phiên họp thường kỳ tháng 12 năm 2023. "
    "Công trình nước sạch xã Tân Xuân 2, huyện Hải Hậu có tổng vốn 8 tỷ đồng. Ông Trần Văn Hòa, Chủ tịch UBND xã "
    "Tân Xuân 2, huyện Hải Hậu cho biết 800 hộ dân chờ nước sạch. Ông Đỗ Văn Minh, Giám đốc Sở GTVT Nam Định dự họp.",
    title="Nam Định họp thường kỳ",
    published="2023-12-22",
    province="Nam Định",
)


@pytest.mark.parametrize("typed", [str, str.lower, str.upper])
@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Công trình nước sạch xã Tân Xuân 2 có vốn bao nhiêu?", "8 tỷ đồng"),
        ("Công trình nước sạch xã Tân Xuân 1 có vốn bao nhiêu?", None),
        ("Chủ tịch UBND xã Tân Xuân 2 ở Nam Định là ai?", "Trần Văn Hòa"),
        ("Chủ tịch UBND huyện Hải Hậu ở Nam Định là ai?", None),
        ("Giám đốc Sở Giao thông vận tải Nam Định là ai?", "Đỗ Văn Minh"),
        ("Giám đốc Sở Thông tin và Truyền thông Nam Định là ai?", None),
        ("Chủ tịch UBND huyện Hải Hậu, Nam Định là ai?", None),
        ("Ông Trần Văn Hòa được bầu làm gì ở xã Tân Xuân 2?", "Trần Văn Hòa"),
        ("Ông Trần Văn Hậu được bầu làm gì ở xã Tân Xuân 2?", None),
        ("Dân số Nam Định là bao nhiêu?", None),
        ("Chỉ số PAPI của Nam Định xếp thứ mấy?", None),
        ("Phiên họp thường kỳ tháng 12/2023 của UBND tỉnh Nam Định diễn ra ngày nào?", "21/12/2023"),
        ("Phiên họp thường kỳ tháng 11/2023 của UBND tỉnh Nam Định diễn ra ngày nào?", None),
        ("Tỉnh ủy Nam Định họp ngày nào?", None),
    ],
)
def test_the_number_level_post_and_month_are_the_ones_asked_for(
    works: Assistant, question: str, bears: str | None, typed: Callable[[str], str]
) -> None:
    """Neither "xã 1" for "xã 2", a commune's head for the district's, another department, nor another month."""
    answer = works.answer(typed(question))
    assert (answer.status == "refused") == (bears is None), answer.text
    assert bears is None or bears in answer.citations[0].quote


@pytest.fixture(scope="module")
def works(assistant_over: Over) -> Assistant:
    """An assistant over two reports of one province."""
    return assistant_over(_WORKS, _PARK)


@pytest.mark.parametrize(
    ("question", "code", "says"),
    [
        ("Nam Định chọn chủ đề năm 2024 là gì?", "other_period", "năm 2023: “Chủ đề năm”"),
        ("Thái Bình chọn chủ đề năm 2023 là gì?", "other_place", "của Nam Định: “Chủ đề năm”"),
        ("Nam Định chọn chủ đề năm 2026 là gì?", "other_period", "năm 2023: “Chủ đề năm”"),
        (
            "Thái Bình có bao nhiêu hồ chứa an toàn?",
            "other_place",
            "“Hồ chứa an toàn”, văn bản không nói của tỉnh nào",
        ),
        ("Nam Định năm 2023?", "unclear_question", "Hãy nêu thêm nội dung"),
        ("Là gì thế?", "unclear_question", "Hãy nêu thêm nội dung"),
    ],
)
def test_a_refusal_says_what_there_is_or_what_is_missing(
    assistant_over: Over, question: str, code: str, says: str
) -> None:
    """The year or province that the store has instead, or what the question leaves open."""
    theme = report(
        "theme",
        "Tỉnh Nam Định chọn chủ đề năm 2023 là “Kỷ cương, đổi mới”.",
        title="Chủ đề năm",
        province="Nam Định",
    )
    # found before the own province's, since it bears the year
    outlook = report(
        "outlook",
        "Năm 2026, tỉnh Ninh Bình chọn chủ đề tuyên truyền, nêu rõ trong kế hoạch năm 2026.",
        title="Kế hoạch năm 2026 của Ninh Bình",
        province="Ninh Bình",
    )
    lakes = report("lakes", "Toàn tỉnh có 37 hồ chứa an toàn.", title="Hồ chứa an toàn")
    answer = assistant_over(theme, outlook, lakes).answer(question)
    assert answer.refusal
    assert answer.refusal.code == code
    assert says in answer.refusal.message


def _counted(key: str, published: str | None, schools: int | str, verb: str = "có") -> Report:
    """A report that counts schools."""
    text = f"Toàn tỉnh Nam Định {verb} {schools} trường học đạt chuẩn quốc gia."
    return report(key, text, title=f"Trường chuẩn {key}", published=published, province="Nam Định")


def test_the_newer_report_answers_and_the_older_stands_beside(assistant_over: Over) -> None:
    """Two reports that give different figures: the newer answers, the older is an alternative, and a notice says so."""
    old, new = _counted("a", "2022-06-01", 410), _counted("b", "2023-06-01", 455)
    answer = assistant_over(new, old).answer("Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?")
    assert "455" in answer.citations[0].quote
    assert [(one.kind, one.published) for one in answer.alternatives] == [("older", "2022-06-01")]
    assert "410" in answer.alternatives[0].quote
    assert [(one.code, "(01/06/2023)" in one.message) for one in answer.notices] == [("newest_answers", True)]


def test_reports_that_agree_are_no_alternatives(assistant_over: Over) -> None:
    """Two reports with the same figure do not contradict each other."""
    answer = assistant_over(_counted("a", "2022-06-01", 455), _counted("b", "2023-06-01", 455)).answer(
        "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    )
    assert answer.status == "answered"
    assert not answer.alternatives


@pytest.mark.parametrize(
    ("first", "second"), [("2023", "2023-06-01"), (None, "2023-06-01"), ("2023-06", None)]
)
def test_neither_is_older_where_the_dates_do_not_say(
    assistant_over: Over, first: str | None, second: str | None
) -> None:
    """A year may hold any of its days: such reports differ, none is called older."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    answer = assistant_over(_counted("a", first, 410), _counted("b", second, 455)).answer(asked)
    assert [one.kind for one in answer.alternatives] == ["other_value"]


def test_one_figure_in_two_notations_is_no_difference(assistant_over: Over) -> None:
    """“2.000” and “2 nghìn” are one value."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    one, other = _counted("a", "2022", "2.000"), _counted("b", "2023", "2 nghìn")
    assert not assistant_over(one, other).answer(asked).alternatives


def test_a_newer_draft_is_no_newer_value(assistant_over: Over) -> None:
    """What a later draft proposes takes no place of what an earlier report says; it stands beside it as a draft."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    answer = assistant_over(_counted("a", "2022", 410), _counted("b", "2023", 455, "theo dự thảo có")).answer(
        asked
    )
    assert "410" in answer.citations[0].quote
    assert [one.kind for one in answer.alternatives] == ["draft"]


def test_a_converted_text_is_told(assistant_over: Over) -> None:
    """A quote from a text that was converted says of which encoding."""
    old = replace(_counted("a", "2022", 410), converted="TCVN3 (ABC)")
    answer = assistant_over(old).answer("Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?")
    told = {notice.code: notice.message for notice in answer.notices}
    assert "TCVN3 (ABC)" in told["text_converted"]


def test_a_sheet_without_its_figures_is_told(assistant_over: Over) -> None:
    """A quote from a sheet whose formulas nobody calculated says that figures are missing."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    sheet = replace(_counted("a", "2022", 410), lacks=(Lack("formula_values", 3), Lack("drawings", 1)))
    assert [one.code for one in assistant_over(sheet).answer(asked).notices] == ["figures_missing"]


def test_a_scan_is_told(assistant_over: Over) -> None:
    """A quote from a page read by machine says so; one from a page of the same file with its own text does not."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    scan = replace(_counted("a", "2022", 410), pages=(0,), ocr=(1,))
    assert [one.code for one in assistant_over(scan).answer(asked).notices] == ["text_recognised"]
    mixed = replace(_counted("a", "2022", 410), pages=(0, 60), ocr=(2,))
    assert not assistant_over(mixed).answer(asked).notices


def test_what_the_question_names_is_read_off_its_capitals() -> None:
    """A class noun and the name after it; a province in it is not part of the name."""
    assert [one.name for one in named(understand("Huyện Giao Thủy ở Nam Định có gì?"))] == [("giao", "thuy")]
    assert [one.name for one in named(understand("Lễ hội đền Trần ở Nam Định thu hút bao nhiêu khách?"))] == [
        ("tran",)
    ]


def test_roman_and_spoken_numbers_are_the_same_number() -> None:
    """“khóa XIX” is not “khóa 18”; “thứ tư” is “thứ 4”."""
    assert is_another(
        understand("HĐND khóa 18 bầu ai làm chủ tịch?"), "HĐND khóa XIX bầu ông A.", "", "khóa XIX"
    )
    assert not is_another(
        understand("Kỳ họp thứ 4 bàn gì?"), "Kỳ họp thứ tư bàn về đất đai.", "", "Kỳ họp thứ tư"
    )


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("Từ Giao Thủy sang Hải Hậu mất 1 giờ.", True),
        ("Đường từ huyện Giao Thủy vào Nam Định rút còn 40 phút.", False),
        ("Từ Nam Định về Giao Thủy mất 40 phút.", False),
        ("Từ năm 2023, đường được mở rộng.", False),
    ],
)
def test_another_way_is_no_answer(sentence: str, another: bool) -> None:
    """How long one takes from here to there is told by no other stretch; there and back are one."""
    question = understand("Đi từ Giao Thủy vào Nam Định mất bao lâu?")
    assert is_another(question, sentence, "", f"Đường từ Giao Thủy vào Nam Định. {sentence}") == another


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Who is the president of France?", "Giải pháp của ông Nguyễn Đức An", True),
        ("Who is the president of France?", "Tổng thống Pháp thăm tỉnh", False),
        ("What did Giao Thuy plant?", "Huyện Giao Thủy trồng phi lao", False),
        ("What did the People's Committee decide?", "UBND tỉnh quyết định", False),
        ("How many communes met the standard in December?", "Có 12 xã đạt chuẩn", False),
        ("WHO IS THE CHAIRMAN OF GIAO THUY?", "Có 12 xã đạt chuẩn", False),
    ],
)
def test_a_report_bears_a_name_of_an_english_question(question: str, text: str, another: bool) -> None:
    """As it stands, by a rendering, or by an abbreviation; "pháp" of "giải pháp" is no France."""
    assert is_another(understand(question), text, "", text) == another


def test_a_paper_called_by_its_number_is_that_one() -> None:
    """“Đề án 06” is not “đề án 07”, nor any paper of a report that names no 06; a count of years is no name."""
    question = understand("Đề án 06 do ai ký?")
    assert is_another(question, "Ông A ký đề án 07.", "", "Đề án 06, đề án 07")
    assert is_another(question, "Ông A ký đề án này.", "", "Đề án trồng tre")
    assert not is_another(question, "Ông A ký đề án này.", "", "Đề án 06 và việc triển khai")
    assert not is_another(understand("Chương trình 5 năm do ai ký?"), "Ông A ký.", "", "Chương trình mới")


def test_a_report_that_numbers_a_kind_says_nothing_of_another_number() -> None:
    """What the report calls stage 2 is no line 2 where it tells of line 1 alone, its number after brackets, too."""
    question = understand("Tuyến xe buýt số 2 dài bao nhiêu km?")
    told = "Ở giai đoạn 2, tuyến xe công cộng (xe buýt) số 1 dài 20 km."
    assert is_another(question, told, "", told)
    assert not is_another(question, told, "", f"{told} Sau đó mở tuyến xe buýt số 2.")
    assert not is_another(understand("Tuyến xe buýt số 1 dài bao nhiêu km?"), told, "", told)


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("Giải Ba được bao nhiêu tiền?", "Giải Nhất được 50 triệu đồng.", True),
        ("Giải Nhất được bao nhiêu tiền?", "Giải Nhất được 50 triệu đồng.", False),
        ("Tỉnh lộ 763 hỏng ở đâu?", "Tỉnh lộ 762 hỏng ở xã Tân An, TL 764 thì không.", True),
        ("Quốc lộ 20 dài bao nhiêu?", "QL20 dài 230 km, gặp quốc lộ 1A ở Dầu Giây.", False),
        ("Cầu trên quốc lộ 20 dài bao nhiêu?", "Cầu dài 230 m, cách quốc lộ 1A hai cây số.", True),
    ],
)
def test_another_prize_or_road_is_no_answer(question: str, told: str, another: bool) -> None:
    """The first prize's money is not the third's; a road by its short name is the same road."""
    assert is_another(understand(question), told, "", told) == another


def test_a_figure_is_of_the_month_that_its_sentence_names(assistant_over: Over) -> None:
    """That the report goes on to the next month's duties gives it no figure of that month."""
    told = report(
        "months",
        "UBND tỉnh Nam Định giao nhiệm vụ trọng tâm tháng 2/2023. Thu ngân sách tháng 1 ước đạt 1.720 tỷ đồng.",
        title="Nam Định giao nhiệm vụ",
        published="2023-02-06",
        province="Nam Định",
    )
    assistant = assistant_over(told)
    assert "1.720" in assistant.answer("Nam Định thu ngân sách tháng 1 năm 2023 bao nhiêu?").text
    refused = assistant.answer("Nam Định thu ngân sách tháng 2 năm 2023 bao nhiêu?")
    assert refused.status == "refused"
    assert "cho tháng 2 năm 2023. Gần nhất, kho có của tháng 1 năm 2023" in refused.text
    assert "for February 2023. The nearest it has is for January 2023" in (
        assistant.answer("Nam Định thu ngân sách tháng 2 năm 2023 bao nhiêu?", language="en").text
    )


@pytest.mark.parametrize(
    "question", ["Giám đốc Sở Công Thương TP.HCM là ai?", "Trưởng Công an huyện Lộc Hà là ai?"]
)
def test_a_deputy_or_a_lower_head_is_no_answer(assistant_over: Over, question: str) -> None:
    """Where the province is written with a point, too, and of the police as of a committee."""
    told = report(
        "heads",
        "Ông Lê Văn Nam, Phó Giám đốc Sở Công Thương TP.HCM, dự họp. Ông Trần Văn Hải, Trưởng Công an xã Thạch Châu "
        "(huyện Lộc Hà), dự họp.",
        title="Họp về chợ ở TP.HCM và huyện Lộc Hà",
        province="Thành phố Hồ Chí Minh",
    )
    assert assistant_over(told).answer(question).status == "refused"


def test_a_person_in_an_english_question_is_in_the_report() -> None:
    """A Vietnamese name among English words is one that the report must name; English words are none."""
    question = understand("How many communes have met the standard, according to Nguyễn Đức An?")
    assert is_another(question, "Có 12 xã đạt chuẩn.", "", "Ông Trần Văn Bình nói có 12 xã đạt chuẩn.")
    assert not is_another(question, "Có 12 xã đạt chuẩn.", "", "Ông Nguyễn Đức An nói có 12 xã đạt chuẩn.")


def test_a_province_that_only_changed_its_name_is_the_same(assistant_over: Over) -> None:
    """A sentence that names Thừa Thiên Huế tells of Huế."""
    text = "Thành phố được lập trên địa giới của tỉnh Thừa Thiên Huế: diện tích 4.947,11 km2, dân số 1.236.393 người."
    hue = report("hue", text, title="Huế là thành phố trực thuộc Trung ương", province="Huế")
    answer = assistant_over(hue).answer("Dân số thành phố Huế khi thành lập?")
    assert answer.status == "answered"
    assert "1.236.393" in answer.citations[0].quote


_MATTERS = [
    ("thu ngân sách đạt {} tỷ đồng", "{} thu ngân sách bao nhiêu tỷ đồng?"),
    ("trồng mới {} ha rừng phòng hộ", "{} trồng mới bao nhiêu ha rừng phòng hộ?"),
    ("có {} xã đạt chuẩn nông thôn mới", "Có bao nhiêu xã của {} đạt chuẩn nông thôn mới?"),
]


@pytest.fixture(scope="module")
def provinces_told(assistant_over: Over) -> Assistant:
    """Every other province of the list with one figure a matter, the rest unsaid."""
    return assistant_over(
        *(
            report(
                f"{name}-{number}",
                f"Năm 2023, {name} {said.format(1000 + 7 * place + number)}.",
                province=name,
            )
            for place, name in enumerate(sorted(places.provinces())[::2])
            for number, (said, _) in enumerate(_MATTERS)
        )
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(places.provinces())),
    st.sampled_from([asked for _, asked in _MATTERS]),
    st.sampled_from([str, str.lower, fold]),
)
def test_a_question_that_names_a_province_never_cites_anothers(
    provinces_told: Assistant, name: str, asked: str, typed: Callable[[str], str]
) -> None:
    """Whatever is asked however it is typed, the answer is the province's own or there is none."""
    answer = provinces_told.answer(typed(asked.format(name)))
    same = {name, places.successor(name), *places.predecessors(name)}
    assert all(citation.province in same for citation in answer.citations)
    if name in sorted(places.provinces())[::2]:
        assert answer.citations and answer.citations[0].province == name
    elif not answer.citations:
        assert answer.refusal and answer.refusal.code == "other_place"


def test_a_provinces_own_report_is_read_among_many_of_others(assistant_over: Over) -> None:
    """A report that names its province nowhere in its text is found behind those of others that say more alike."""
    others = [
        report(
            f"khac-{number}",
            f"Ông Trần Văn {chr(65 + number)}, Giám đốc Sở Nội vụ tỉnh {name}, cho biết thêm về việc này.",
            province=name,
        )
        for number, name in enumerate(
            [name for name in sorted(places.provinces()) if name != "Nam Định"][:16]
        )
    ]
    own = report(
        "nam-dinh",
        "Hội nghị bàn về chuyển đổi số trong các cơ quan nhà nước và việc sắp xếp lại trụ sở. "
        "Đồng chí Vũ Minh Khôi – Giám đốc Sở Nội vụ phát biểu tại hội nghị. Hội nghị kết thúc cùng ngày.",
        province="Nam Định",
    )
    answer = assistant_over(*others, own).answer("Giám đốc Sở Nội vụ tỉnh Nam Định là ai?")
    assert [citation.key for citation in answer.citations] == ["nam-dinh"]
    assert "Vũ Minh Khôi" in answer.citations[0].quote


_RANKED = report(
    "ranked",
    "Sáng 11/4/2023, ban tổ chức công bố kết quả xếp loại các tỉnh. Nam Định giữ ngôi đầu với 72,95 điểm "
    "trên thang 100.",
    title="Nam Định đứng đầu xếp loại 2022",
    published="2023-04-11",
    province="Nam Định",
)


def test_a_figure_is_of_the_year_in_its_title_not_of_the_day_it_came_out(assistant_over: Over) -> None:
    """What a report published in 2023 gives for 2022 answers for 2022 alone."""
    answered = assistant_over(_RANKED).answer("Nam Định đạt bao nhiêu điểm xếp loại năm 2022?")
    refused = assistant_over(_RANKED).answer("Nam Định đạt bao nhiêu điểm xếp loại năm 2023?")

    assert answered.status == "answered" and "72,95 điểm" in answered.citations[0].quote
    assert refused.refusal and refused.refusal.code == "other_period"


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Thủ đô của Pháp là gì?", False),
        ("Lãi suất tiền gửi là gì?", False),
        ("Quy hoạch chung đô thị là gì?", True),
    ],
)
def test_one_syllable_of_a_word_is_not_the_word(assistant_over: Over, question: str, answered: bool) -> None:
    """Neither “thủ tục” nor “đô thị” tells of “thủ đô”."""
    plan = report(
        "plan",
        "UBND tỉnh chỉ đạo cụ thể hóa chính sách, pháp luật của Nhà nước; trọng tâm là Quy hoạch chung đô thị, thủ tục "
        "đầu tư và cơ chế ngân sách. Quy hoạch chung đô thị là căn cứ để sản xuất, kinh doanh với lãi cao.",
        title="Chính sách, pháp luật về đô thị",
    )
    assert (assistant_over(plan).answer(question).status == "answered") == answered


_INN = report(
    "du-lich",
    "Năm 2023, thành phố Nam Định đón 310.000 lượt khách du lịch. Lễ hội phở Nam Định do Sở Y tế và Sở Công Thương "
    "phối hợp tổ chức. Thời tiết ấm nên muối được mùa. Quy hoạch tỉnh Nam Định được Thủ tướng Chính phủ phê duyệt. "
    "Tỉnh hỗ trợ 30% phí bảo hiểm y tế cho hộ cận nghèo. Quân nhân đóng quân tại tỉnh có đường sắt đi qua.",
    title="Nam Định năm 2023",
    published="2023-12-12",
    province="Nam Định",
)


@pytest.fixture(scope="module")
def inn(assistant_over: Over) -> Assistant:
    """One report that bears some words of questions it does not answer."""
    return assistant_over(_INN)


@pytest.mark.parametrize(
    "question",
    [
        "Thời tiết ngày mai ở Nam Định thế nào?",
        "thoi tiet nam dinh cuoi tuan nay the nao",
        "Khách sạn nào tốt nhất ở Nam Định?",
        "Nam Định có trường đại học y không?",
        "Quy hoạch tỉnh Nam Định do ai lập?",
        "Kinh phí tổ chức lễ hội phở Nam Định lấy từ đâu?",
        "Thời hạn hoàn thành quy hoạch tỉnh Nam Định là khi nào?",
        "Vợ của Chủ tịch UBND tỉnh Nam Định là ai?",
        "Tôi phải nộp hồ sơ hỗ trợ bảo hiểm y tế ở đâu tại Nam Định?",
        "Viết cho tôi một bài thơ về lễ hội phở Nam Định",
        "Please write a poem about the phở festival of Nam Định",
    ],
)
def test_what_no_report_can_tell_is_refused(inn: Assistant, question: str) -> None:
    """A day that no report is of, a thing or an act that none names, and what is to be made."""
    assert inn.answer(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Nam Định đón bao nhiêu lượt khách du lịch năm 2023?", "310.000"),
        ("Ai phê duyệt quy hoạch tỉnh Nam Định?", "Thủ tướng"),
        ("Nam Định hỗ trợ bao nhiêu phần trăm phí bảo hiểm y tế?", "30%"),
    ],
)
def test_what_the_same_report_does_tell_is_answered(inn: Assistant, question: str, bears: str) -> None:
    """The same matters, asked for what the report says of them."""
    assert bears in inn.answer(question).citations[0].quote


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("Huyện nào thu ngân sách cao nhất?", "Huyện Ý Yên thu ngân sách 95 tỷ đồng.", False),
        ("huyen nao thu ngan sach cao nhat", "Huyện Ý Yên thống nhất thu 95 tỷ đồng với Nhật Bản.", False),
        ("Huyện nào thu ngân sách cao nhất?", "Huyện Ý Yên dẫn đầu về thu ngân sách.", True),
        ("Tỉnh nào có PCI cao nhất?", "Quảng Ninh xếp 1/63 về PCI.", True),
        ("Huyện nào thu ngân sách?", "Huyện Ý Yên thu ngân sách 95 tỷ đồng.", True),
        ("Thu ngân sách cao nhất là bao nhiêu?", "Huyện Ý Yên thu ngân sách 95 tỷ đồng.", True),
        (
            "Huyện nào đứng đầu về nuôi ong?",
            "Huyện Ý Yên nuôi ong xếp thứ 4; làm muối dẫn đầu cả tỉnh.",
            False,
        ),
        (
            "Huyện nào đứng đầu về làm muối?",
            "Huyện Ý Yên nuôi ong xếp thứ 4; làm muối dẫn đầu cả tỉnh.",
            True,
        ),
        ("Which district has the most beehives?", "Huyện Ý Yên có 610 đàn ong.", False),
        ("Which district has the most beehives?", "Huyện Ý Yên nuôi nhiều ong nhất.", True),
    ],
)
def test_the_most_of_all_is_said_to_be_so(question: str, sentence: str, says: bool) -> None:
    """What one has does not tell that no other has more."""
    assert says_the_most(understand(question), sentence) is says


@pytest.mark.parametrize(
    ("question", "passage", "bears"),
    [
        ("Ngày Valentine là gì?", "Valentine là dịp các cửa hàng hoa đông khách.", True),
        ("Ngày Halloween là gì?", "Valentine là dịp các cửa hàng hoa đông khách.", False),
        ("Thủ đô của Pháp là gì?", "Thủ tục đầu tư theo pháp luật.", False),
    ],
)
def test_a_foreign_word_is_a_whole_word(question: str, passage: str, bears: bool) -> None:
    """“Valentine” alone tells what a question is about; a Vietnamese syllable does not."""
    assert bears_subject(understand(question), (passage,)) is bears


def test_what_no_report_is_about_is_refused(assistant_over: Over) -> None:
    """Of fifty questions about the rest of the world, which nothing was fitted on, the samples answer a few at most."""
    root = Path(__file__).parents[1]
    lines = (root / "benchmarks/off_topic_aside.jsonl").read_text("utf-8").splitlines()
    assistant = assistant_over(*(one for one in read(root / "samples") if isinstance(one, Report)))
    told = [assistant.answer(json.loads(line)["question"]).status for line in lines]
    assert told.count("refused") >= 43


def test_typed_without_accents_it_is_less_sure(assistant_over: Over) -> None:
    """What is found for a question is the same; typed without accents it could mean others."""
    assistant = assistant_over(_PARK)
    bare = understand("Khu cong nghiep Bao Minh o Nam Dinh lap day bao nhieu phan tram?")
    found, kept_out = candidates(
        bare, assistant.passages(bare), assistant.index.report, assistant.weight(bare)
    )
    accented = replace(bare, accented=True)
    assert 0 < confidence(bare, found, kept_out) < confidence(accented, found, kept_out)


def test_the_threshold_is_a_setting(assistant_over: Over) -> None:
    """A higher one refuses what a lower one answers; what is no share of one is refused with what is."""
    question = "Khu công nghiệp Bảo Minh ở Nam Định lấp đầy bao nhiêu phần trăm?"
    index = assistant_over(_PARK).index
    assert Assistant.over(index).answer(question).status == "answered"
    assert Assistant.over(index, threshold=1.0).answer(question).status == "refused"
    assert Settings.from_environment({}).threshold is None
    assert Settings.from_environment({"ASSISTANT_THRESHOLD": "0,5"}).threshold == 0.5
    for wrong in ("1.5", "-0.1", "nan", "x"):
        with pytest.raises(BadInput) as caught:
            Settings.from_environment({"ASSISTANT_THRESHOLD": wrong})
        assert wrong in caught.value.en


def test_districts_of_one_name_are_asked_back(assistant_over: Over) -> None:
    """Two provinces have a district of that name: neither's figure is an older one of the other's."""
    told = [
        report(
            f"chau-thanh-{number}",
            f"Huyện Châu Thành có {number} xã, thị trấn. Năm 2023 huyện trồng {number * 20} ha cây ăn trái.",
            title="Huyện Châu Thành sau sắp xếp",
            province=province,
            published=f"2024-02-{number}",
        )
        for number, province in ((13, "Long An"), (10, "Kiên Giang"))
    ]
    answer = assistant_over(*told).answer("Huyện Châu Thành có bao nhiêu xã, thị trấn?")
    assert answer.status == "refused"
    assert answer.refusal
    assert answer.refusal.code == "unclear_question"
    assert "Long An" in answer.refusal.message and "Kiên Giang" in answer.refusal.message
    for province, bears in (("Long An", "13 xã"), ("Kiên Giang", "10 xã")):
        said = assistant_over(*told).answer(f"Huyện Châu Thành, {province} có bao nhiêu xã, thị trấn?")
        assert bears in said.citations[0].quote
        assert not said.alternatives


def test_a_short_question_after_a_post_is_surer_where_the_name_stands_beside_it(assistant_over: Over) -> None:
    """Its few words say little; that the very post stands by a name says the rest."""
    told = report("visit", "Thủ tướng Lê Văn Nam thăm xã Tân An. Xã có 12 thôn.", title="Thăm xã Tân An")
    assistant = assistant_over(told)
    asked = understand("Ai là Thủ tướng?")
    found, kept_out = candidates(
        asked, assistant.passages(asked), assistant.index.report, assistant.weight(asked)
    )
    best = found[0].evidence
    less = [replace(found[0], evidence=replace(best, fit_strength=0.7)), *found[1:]]
    assert best.fit_strength == 1.0
    assert confidence(asked, found, kept_out) > confidence(asked, less, kept_out) > 0


_SQUARE = report(
    "square",
    "Nghị quyết đặt yêu cầu để Nam Định thành cực tăng trưởng. Tỉnh sẽ cùng Hà Nội, Hải Phòng và Quảng Ninh làm nên tứ "
    "giác phát triển. Bản tóm tắt nghị quyết được đăng sau đó. Thành phố Nam Định có dân số 320.000 người.",
    title="Nam Định và tứ giác phát triển",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        (
            "Nam Định cùng những tỉnh nào làm nên tứ giác phát triển?",
            "Hà Nội, Hải Phòng và Quảng Ninh",
        ),
        ("Tóm tắt giúp tôi", None),
        ("tom tat giup toi", None),
    ],
)
def test_a_sentence_tells_of_its_own_province(assistant_over: Over, question: str, bears: str | None) -> None:
    """“Tỉnh sẽ cùng …” is of the report's province; and “tóm tắt” alone names no subject."""
    answer = assistant_over(_SQUARE).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


def test_a_city_of_one_syllable_is_no_other() -> None:
    """“TP Vinh” stands somewhere in a report that tells of it."""
    said = "Thành phố có dân số 320.000 người."
    for whole, another in ((f"Huế họp. {said}", True), (f"TP Vinh họp. {said}", False)):
        assert is_another(understand("TP Vinh có dân số bao nhiêu?"), said, "", whole) is another


def test_the_fewest_is_not_the_most(assistant_over: Over) -> None:
    """What stands at one end of an order tells nothing of the other."""
    ordered = assistant_over(
        report(
            "ordered",
            "Huyện Hải Hậu có ít xã nhất, với 12 xã.",
            title="Nam Định sắp xếp xã",
            province="Nam Định",
        )
    )
    assert "Hải Hậu" in ordered.answer("Huyện nào có ít xã nhất?").citations[0].quote
    assert ordered.answer("Huyện nào có nhiều xã nhất?").status == "refused"


def test_a_refusal_within_filters_says_that_they_are_set(assistant_over: Over) -> None:
    """In its notices and in the stream; not where nothing is narrowed, nor where the question is the reason."""
    pump = report("tram-bom", "Trạm bơm Vực Sim có 3 máy.", title="Trạm bơm Vực Sim", published="2024-05-01")
    canal = report("kenh", "Kênh Bến Đá dài 4 km.", title="Kênh Bến Đá", published="2025-02-01")
    assistant = assistant_over(pump, canal)
    asked, narrow = "Trạm bơm Vực Sim có mấy máy?", Filters(from_="2025")
    refused = assistant.answer(asked, filters=narrow)
    assert refused.refusal and [one.code for one in refused.notices] == ["filtered"]
    assert "notice" in [event.name for event in assistant.stream(asked, filters=narrow)]
    assert not assistant.answer("Đập Vực Sim cao mấy mét?", filters=Filters()).notices
    assert not assistant.answer("Xin chào", filters=Filters(from_="2024")).notices
