"""What a quote's report lends a sentence (its province, its title) and what it does not: whom the quote tells of."""

import pytest

from assistant.verify import Reported, faults

# Of a report on Nam Định.
_REPORT = Reported("Họp giao ban tháng 5", "2023-06-03", "Nam Định")


def _borne(sentence: str, quote: str) -> bool:
    """Whether a quote of the report bears a sentence."""
    return not faults(sentence, quote, _REPORT)


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        ("Tỉnh Hà Nam cấp 512 thẻ trong năm 2022.", "Nam Định cấp 512 thẻ trong năm 2022.", False),
        ("Tỉnh Hà Nam cấp 512 thẻ trong năm 2022.", "Nam Dinh cap 512 the nam 2022.", False),
        ("Tỉnh Hà Nam cấp 512 thẻ trong năm 2022.", "In 2022 Nam Dinh issued 512 cards.", False),
        ("Tỉnh Hà Nam cấp 512 thẻ trong năm 2022.", "512 thẻ được cấp ở Nam Định năm 2022.", False),
        ("Đoàn của Hà Nam có 34 người.", "Tại Nam Định, đoàn của Hà Nam có 34 người.", True),
        ("Kém Hà Nam, tỉnh chỉ cấp 512 thẻ.", "Nam Định chỉ cấp 512 thẻ.", True),
        ("Năm 2022, tỉnh cấp 512 thẻ.", "Nam Dinh cap 512 the nam 2022.", True),
    ],
)
def test_no_province_is_lent_to_what_the_quote_tells_of_others(
    quote: str, sentence: str, borne: bool
) -> None:
    """The report's own stands for "tỉnh" and for nothing named, but not where the quote names another alone."""
    assert _borne(sentence, quote) == borne


def test_a_province_that_the_quote_leaves_out_may_be_said_before_a_name() -> None:
    """What “UBND tỉnh Phạm Lộc” means is of the report's province, unless the quote puts another one there."""
    quote = "Kết thúc buổi họp, Chủ tịch UBND tỉnh Phạm Đình Lộc giao Sở Nội vụ thêm người."
    assert _borne("Chủ tịch UBND tỉnh Nam Định là Phạm Đình Lộc.", quote)
    assert not _borne("Chủ tịch UBND tỉnh Nam Định là Phạm Đình Thọ.", quote)
    of_another = quote.replace("tỉnh Phạm", "tỉnh Hà Nam Phạm")
    assert not _borne("Chủ tịch UBND tỉnh Nam Định là Phạm Đình Lộc.", of_another)


@pytest.mark.parametrize("name", ["Hải Hậu", "Hai Hau", "Việt Nam", "Trung Quốc"])
def test_a_name_that_opens_a_sentence_stands_in_the_quote(name: str) -> None:
    """The capital of its first syllable may be the sentence's own, that of its second is a name's."""
    assert not _borne(f"{name} có 22 xã đạt chuẩn.", "Giao Thủy có 22 xã đạt chuẩn.")
    assert not _borne(f"{name} có 22 xã đạt chuẩn.", "Tỉnh có 22 xã đạt chuẩn.")


@pytest.mark.parametrize(
    ("quote", "sentence", "borne"),
    [
        ("Cả nước xuất khẩu 4,2 triệu tấn gạo.", "Nam Định xuất khẩu 4,2 triệu tấn gạo.", False),
        ("Cả nước xuất khẩu 4,2 triệu tấn gạo.", "Tỉnh xuất khẩu 4,2 triệu tấn gạo.", False),
        ("Cả nước xuất khẩu 4,2 triệu tấn gạo.", "Nam Dinh exported 4.2 million tonnes of rice.", False),
        ("Cả nước xuất khẩu 4,2 triệu tấn gạo.", "Toàn quốc xuất khẩu 4,2 triệu tấn gạo.", True),
        ("Huyện Giao Thủy có 22 xã đạt chuẩn.", "Nam Định có 22 xã đạt chuẩn.", False),
        ("Huyện Giao Thủy có 22 xã đạt chuẩn.", "Huyện Giao Thủy (Nam Định) có 22 xã đạt chuẩn.", True),
        ("Công ty May Sông Đào tuyển 1.200 thợ.", "Nam Định tuyển 1.200 thợ.", False),
        ("Công ty May Sông Đào tuyển 1.200 thợ.", "Công ty May Sông Đào ở Nam Định tuyển 1.200 thợ.", True),
        ("Theo Công ty Sông Đào, giá lúa là 8.000 đồng/kg.", "Giá lúa ở Nam Định là 8.000 đồng/kg.", True),
        ("Toàn tỉnh có 22 xã đạt chuẩn, kém cả nước.", "Nam Định có 22 xã đạt chuẩn.", True),
    ],
)
def test_what_is_told_of_another_is_not_told_of_the_reports_own_province(
    quote: str, sentence: str, borne: bool
) -> None:
    """Neither the country's nor a district's nor a company's is the province's."""
    assert _borne(sentence, quote) == borne


def test_a_place_or_document_of_the_title_does_nothing_that_the_quote_has_another_do() -> None:
    """The title says what a report is about, not who does what in each of its sentences."""
    report = Reported("Kế hoạch 45/KH-UBND của huyện Hải Hậu", "2023-06-03", "Nam Định")
    assert faults("Huyện Hải Hậu hiến 3.400 m2 đất.", "Xã Giao An hiến 3.400 m2 đất.", report)
    assert not faults("Xã Giao An, huyện Hải Hậu hiến 3.400 m2 đất.", "Xã Giao An hiến 3.400 m2 đất.", report)
    assigned = "Quyết định số 12/QĐ-UBND giao 512 suất cho 3 huyện."
    assert faults("Kế hoạch 45/KH-UBND giao 512 suất cho 3 huyện.", assigned, report)
    resting = f"Căn cứ {assigned.replace(' giao', ', huyện được giao')}"
    assert not faults("Theo Kế hoạch 45/KH-UBND, huyện được giao 512 suất.", resting, report)


@pytest.mark.parametrize(
    ("one", "other", "borne"),
    [
        ("340 hộ dân tộc Tày nhận gạo.", "340 hộ dân tộc Tày nhận bò.", False),
        ("Giá điện sinh hoạt bậc 2 là 1.786 đồng.", "Giá điện sản xuất bậc 2 là 1.786 đồng.", False),
        ("Có 340 hộ ở thôn Nà Lầu sử dụng nước máy.", "Có 340 hộ ở thôn Nà Lầu dùng nước máy.", True),
        ("Lớp học khai giảng ngày 4/5, có 85 học viên.", "Lớp học bế giảng ngày 4/5.", False),
        ("Đội huyện Ý Yên thắng đội huyện Vụ Bản 3-1.", "Huyện Vụ Bản thắng huyện Ý Yên 3-1.", False),
    ],
)
def test_no_word_stands_in_anothers_place(one: str, other: str, borne: bool) -> None:
    """A word that the quote lacks may say the same otherwise, but not stand among its words for another."""
    assert _borne(other, one) == borne


def test_a_city_is_named_without_the_word() -> None:
    """“Hải Phòng” is the city, whatever its quote calls it."""
    assert _borne(
        "The city has 22 communes meeting the new rural standard.",
        "Hải Phòng có 22 xã đạt chuẩn nông thôn mới.",
    )


@pytest.mark.parametrize("level", ["The district", "The city", "Vietnam"])
def test_english_calls_a_place_by_its_level(level: str) -> None:
    """What the province has no district has, nor the country."""
    quote = "Tỉnh có 22 xã đạt chuẩn nông thôn mới."
    assert _borne("The province has 22 communes meeting the new rural standard.", quote)
    assert not _borne(f"{level} has 22 communes meeting the new rural standard.", quote)


def test_no_other_post_says_it() -> None:
    """A post of nobody named is one that the quote names, where it names any."""
    quote = "Bà Vũ Thị Mận, Giám đốc Sở Y tế, cho biết 45 ca đã khỏi."
    assert _borne("Giám đốc Sở Y tế cho biết 45 ca đã khỏi.", quote)
    assert not _borne("Bộ trưởng Y tế cho biết 45 ca đã khỏi.", quote)


def test_this_year_is_the_reports() -> None:
    """A sentence that names no year means the one that its report is of."""
    assert not _borne("Năm nay tỉnh cấp 512 thẻ.", "Năm 2021, tỉnh cấp 512 thẻ.")
    assert _borne("Năm nay tỉnh cấp 512 thẻ.", "Năm 2023, tỉnh cấp 512 thẻ.")
    assert _borne("Năm ngoái tỉnh cấp 512 thẻ.", "Năm 2022, tỉnh cấp 512 thẻ.")
    assert _borne("Năm nay tỉnh cấp 512 thẻ.", "Tỉnh cấp 512 thẻ, thêm 20 thẻ so với năm 2022.")
