"""A question about a country that no report names is refused; a short name is a country only as one writes it."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.countries import countries, tells_of_countries

_LABOUR = report(
    "labour",
    "Ngày 3/6/2023, tỉnh Nam Định công bố chỉ số cải cách hành chính, xếp thứ 12/63. Tỉnh ký thỏa thuận đưa 240 lao "
    "động sang Hàn Quốc làm việc thời vụ. Bà Phạm Thị Nga, Giám đốc Sở Nội vụ, cho biết tỉnh sẽ nâng chỉ số này.",
    title="Nam Định công bố chỉ số cải cách hành chính",
    published="2023-06-03",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Bao nhiêu lao động sang Hàn Quốc làm việc thời vụ?", "240"),
        ("Bao nhiêu lao động sang Nhật Bản làm việc thời vụ?", None),
        ("Chỉ số cải cách hành chính xếp thứ mấy?", "12/63"),
        ("Cải cách hành chính ở Singapore xếp thứ mấy?", None),
        ("How many workers go to South Korea?", "240"),
        ("What rank does Thailand have in the administrative reform index?", None),
    ],
)
def test_another_country_is_refused(assistant_over: Over, question: str, bears: str | None) -> None:
    """A report tells only of the countries that it names."""
    answer = assistant_over(_LABOUR).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "Bà Nga nói gì về chỉ số?",
        "Theo pháp luật, ai ký thỏa thuận?",
        "Anh cho biết tỉnh xếp thứ mấy?",
        "du an do ai lam chu dau tu",
        "Khu đô thị Thủ Đức rộng bao nhiêu?",
        "In what year was the Tan Son Nhat project approved?",
    ],
)
def test_a_short_name_is_other_words_as_well(question: str) -> None:
    """What only spells like a country is none."""
    assert not countries(understand(question))


@pytest.mark.parametrize(
    ("question", "whole", "tells"),
    [
        ("Tổng thống Mỹ là ai?", "Đoàn doanh nghiệp Hoa Kỳ thăm tỉnh.", True),
        ("nuoc phap co bao nhieu xa", "Hà Nam tăng cường phổ biến pháp luật.", False),
        ("Nước Pháp có bao nhiêu xã?", "Công xã là cấp hành chính nhỏ nhất.", True),
        ("nuoc phap co bao nhieu xa", "Đoàn nghệ thuật Pháp biểu diễn.", True),
    ],
)
def test_a_country_is_told_by_any_of_its_names(question: str, whole: str, tells: bool) -> None:
    """“Mỹ” is “Hoa Kỳ”, and “pháp luật” is no France."""
    assert tells_of_countries(understand(question), whole) is tells
