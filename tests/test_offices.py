"""Offices: a post that a question names is told from a deputy's, from another place's, and from whoever met it."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.fitting import fits
from assistant.reading.offices import tells_of_office
from assistant.reading.people import people
from assistant.reading.posts import asks_holder, is_asked_of_another

_DYKE = report(
    "de",
    "Sáng 14/3, bà Trịnh Thu Hà, Phó Giám đốc Sở Xây dựng tỉnh Nam Định, xem đoạn đê hỏng ở xã Hải Lộc. Bà Hà nói đê "
    "hỏng do nước xoáy. Ông Vũ Đức Lâm, Chủ tịch UBND xã Hải Lộc, cho hay xã đã dời mười hộ khỏi đoạn đê hỏng.",
    title="Xem đoạn đê hỏng ở Hải Lộc",
    province="Nam Định",
)
_CARGO = report(
    "hang",
    "Công an bắt Mai Quốc Toản, hay chở hàng qua tỉnh Thái Bình, vì gửi thư dọa Chủ tịch UBND tỉnh Nam Định Phạm Đình "
    "Lộc. Toản bỏ thư vào thùng ở bến xe.",
    title="Bắt kẻ gửi thư dọa Chủ tịch UBND tỉnh",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Phó Giám đốc Sở Xây dựng Nam Định nói gì về đoạn đê hỏng?", "answered"),
        ("Giám đốc Sở Xây dựng Nam Định nói gì về đoạn đê hỏng?", "refused"),
        ("Chủ tịch UBND xã Hải Lộc nói gì về đoạn đê hỏng?", "answered"),
        ("Chủ tịch UBND huyện Hải Lộc nói gì về đoạn đê hỏng?", "refused"),
        ("Ai gửi thư dọa Chủ tịch tỉnh Nam Định?", "answered"),
        ("Ai gửi thư dọa Chủ tịch tỉnh Thái Bình?", "refused"),
    ],
)
def test_what_the_holder_of_another_post_said_is_no_answer(
    assistant_over: Over, question: str, status: str
) -> None:
    """Neither the deputy's words, nor those of another level's or province's head."""
    assert assistant_over(_DYKE, _CARGO).answer(question).status == status


def test_whoever_acts_on_the_holder_of_a_post_is_not_the_holder() -> None:
    """Who sent a threat to the chairman is the man caught, and never the chairman, whose name stands by the post."""
    question = understand("Ai gửi thư dọa Chủ tịch UBND tỉnh Nam Định?")
    told = fits(question, _CARGO.text.split(". ")[0])
    named = {_CARGO.text[fit.start : fit.end]: fit.strength for fit in told}
    assert named["Mai Quốc Toản"] > 0.6
    assert "Phạm Đình Lộc" not in named


@pytest.mark.parametrize(
    ("question", "of_another"),
    [
        ("Ai là Chủ tịch UBND tỉnh Nam Định?", False),
        ("Ai được bổ nhiệm giữ chức Giám đốc Sở Y tế?", False),
        ("Ai thay ông Vũ Đức Lâm làm Chủ tịch xã?", False),
        ("Ai là một trong các Phó Chủ tịch tỉnh?", False),
        ("Ghế Chủ tịch tỉnh được giao cho ai?", False),
        ("chu tich huyen Cho Moi la ai", False),
        ("Ai gặp Bí thư Tỉnh ủy?", True),
        ("Ai là người dọa Chủ tịch tỉnh?", True),
        ("Chủ tịch tỉnh bị ai dọa?", True),
        ("Bí thư Tỉnh ủy làm việc với ai?", True),
    ],
)
def test_a_post_is_asked_for_or_only_somebody_elses(question: str, of_another: bool) -> None:
    """What stands between “ai” and the post says which."""
    assert is_asked_of_another(understand(question)) is of_another


def test_any_post_may_be_asked_for() -> None:
    """Who is the head of some office is answered by the name beside that post alone."""
    assert asks_holder(understand("Ai là Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh Nam Định?"))
    assert asks_holder(understand("Đội trưởng đội tuần tra là ai?"))
    assert not asks_holder(understand("Ai đưa thư cho Chỉ huy trưởng?"))


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Chủ tịch UBND thành phố Đà Nẵng Lê Văn An dự.", ["Lê Văn An"]),
        ("Bí thư Thành ủy thành phố Hồ Chí Minh Trần Thị Bích Vân đọc báo cáo.", ["Trần Thị Bích Vân"]),
        ("Tờ trình gửi Chủ tịch UBND TP.HCM xem xét.", []),
        ("Bí thư Hà Nội đọc báo cáo.", []),
        ("Bào chữa có ông Vũ Thanh Sơn - Đoàn Luật sư Hà Nội.", ["Vũ Thanh Sơn"]),
        ("Đại lộ ở Thành phố Hồ Chí Minh.", []),
    ],
)
def test_a_name_behind_a_province_is_whole(sentence: str, named: list[str]) -> None:
    """The province's words are not the name's, and a body's short name is nobody."""
    assert [sentence[start:end] for start, end in people(sentence)] == named


@pytest.mark.parametrize("question", ["bi thu tp hcm la ai", "Bí thư TP.HCM là ai?", "Bí thư Sài Gòn là ai?"])
def test_a_post_is_found_however_its_city_is_typed(assistant_over: Over, question: str) -> None:
    """The city's short name is no name of a body that the report would have to bear."""
    city = report(
        "tp",
        "Bí thư Thành ủy thành phố Hồ Chí Minh Trần Thị Bích Vân thăm bến phà.",
        title="Thăm bến phà",
        province="Thành phố Hồ Chí Minh",
    )
    assert "Trần Thị Bích Vân" in assistant_over(city).answer(question).text


def test_what_somebody_said_of_something_else_is_no_answer(assistant_over: Over) -> None:
    """The words of the very official answer nothing where they are about another thing."""
    assistant = assistant_over(_DYKE, _CARGO)
    assert assistant.answer("Chủ tịch UBND xã Hải Lộc nói gì về học phí trường mầm non?").status == "refused"


def test_whoever_has_a_post_of_his_own_does_not_hold_the_one_before() -> None:
    """The director proposes, and the deputy named next is promoted; a post in front of “ông …” is his."""
    question = understand("Giám đốc Sở Xây dựng Nam Định là ai?")
    promoted = (
        "Theo tờ trình của Giám đốc Sở Xây dựng Nam Định, bà Trịnh Thu Hà, Phó Giám đốc, được tăng lương."
    )
    said = "Giám đốc Sở Xây dựng Nam Định, bà Trịnh Thu Hà, đọc tờ trình."
    assert max(fit.strength for fit in fits(question, promoted)) < 0.3
    assert max(fit.strength for fit in fits(question, said)) > 0.9


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ("Bà Trịnh Thu Hà, Phó Giám đốc, được bổ nhiệm giữ chức Giám đốc Sở Xây dựng Nam Định.", True),
        ("Bà Trịnh Thu Hà từ tháng sau trở thành Giám đốc Sở Xây dựng Nam Định.", True),
        ("Bà Trịnh Thu Hà bị miễn nhiệm, không còn giữ chức Giám đốc Sở Xây dựng Nam Định.", False),
        ("Sở Nội vụ đề nghị xem bà Trịnh Thu Hà, người ký bổ nhiệm Giám đốc Sở Xây dựng Nam Định.", False),
    ],
)
def test_whoever_is_appointed_holds_the_post(told: str, holds: bool) -> None:
    """Who was relieved of it, or appoints another, does not."""
    strengths = [fit.strength for fit in fits(understand("Giám đốc Sở Xây dựng Nam Định là ai?"), told)]
    assert (max(strengths) > 0.9) is holds


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Hiệu trưởng mới của Trường Đại học Thủy sản Nam Định là ai?", True),
        ("Hiệu trưởng Trường Đại học Cơ khí Nam Định là ai?", False),
        ("Giám đốc Trường Đại học Thủy sản Nam Định là ai?", False),
    ],
)
def test_schools_are_told_apart_by_their_own_words(question: str, holds: bool) -> None:
    """All of them are “Trường Đại học”."""
    told = "Bà Trịnh Thu Hà, Hiệu trưởng Trường Đại học Thủy sản Nam Định, khai giảng."
    strengths = [fit.strength for fit in fits(understand(question), told)]
    assert (max(strengths) > 0.9) is holds


def test_the_year_behind_a_post_is_no_part_of_its_name() -> None:
    """When something was agreed to says nothing of whose office agreed."""
    question = understand("Kế hoạch đào kênh được Thủ tướng chấp thuận năm 2031 gồm gì?")
    assert tells_of_office(question, "Thủ tướng chấp thuận kế hoạch đào kênh. Kênh rộng 40 m.", None)
