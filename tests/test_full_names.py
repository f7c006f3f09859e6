"""Full names: what is told of one thing does not answer for another of its kind whose name shares a word with it."""

import pytest
from made import Over, report

from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.full_names import is_of_another_name

_FIRMS = (
    "Năm 2023, Công ty Cổ phần Mía đường Sông Lừ nộp ngân sách 27 tỷ đồng.\n"
    "Công ty TNHH Dệt may Hồng Nhạn có doanh thu 415 tỷ đồng.\n"
    "Công ty Cổ phần Xi măng Núi Vược có 1.340 lao động."
)
_PLACES = (
    "Đền Trần Lý Quang được dựng năm 1318. Mỗi năm đền đón 52.000 lượt khách.\n"
    "Trường THPT Lê Sát có 1.505 học sinh.\n"
    "Thị trường Mỹ Lợi năm qua tiêu thụ 300 tấn cá."
)


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """Two reports, each on several things of a kind."""
    return assistant_over(
        report("firms", _FIRMS, title="Doanh nghiệp trong tỉnh"),
        report("places", _PLACES, title="Tin trong tuần"),
    )


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Công ty Xi măng Núi Vược có bao nhiêu lao động?", "1.340"),
        ("Doanh thu của Công ty Dệt may Hồng Nhạn là bao nhiêu?", "415"),
        ("Công ty Mía đường Sông Lừ nộp ngân sách bao nhiêu?", "27 tỷ"),
        ("Đền Trần Lý Quang được dựng năm nào?", "1318"),
        ("den tran ly quang duoc dung nam nao?", "1318"),
        ("Mỗi năm đền Trần Lý Quang đón bao nhiêu lượt khách?", "52.000"),
        ("Trường THPT Lê Sát có bao nhiêu học sinh?", "1.505"),
    ],
)
def test_a_short_form_of_the_name_is_the_same(store: Assistant, question: str, bears: str) -> None:
    """How a company is owned may be left out, and accents may be."""
    assert bears in store.answer(question).citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Công ty Mía đường Sông Lừ có bao nhiêu lao động?",
        "Công ty Dệt may Hồng Lam có doanh thu bao nhiêu?",
        "Đền Trần Thục Thiên được dựng năm nào?",
        "den tran thuc thien duoc dung nam nao?",
        "Mỗi năm đền Trần Thục Thiên đón bao nhiêu lượt khách?",
        "Trường Tiểu học Lê Sát có bao nhiêu học sinh?",
        "Trường THPT Lê Khôi có bao nhiêu học sinh?",
        "truong tieu hoc le sat co bao nhieu hoc sinh?",
    ],
)
def test_another_of_the_kind_does_not_answer(store: Assistant, question: str) -> None:
    """Two names that share words are two things."""
    assert store.answer(question).status == "refused"


@pytest.mark.parametrize(("place", "another"), [("Hội trường Bến Vực", False), ("Trường Bến Vực", True)])
def test_a_hall_is_no_school(place: str, another: bool) -> None:
    """“Hội trường” names another thing than “trường”, and keeps no sentence on the school out."""
    asked = understand("Trường Lê Khôi có bao nhiêu em được khen?")
    assert is_of_another_name(asked, f"Tại {place}, 20 em được khen.", "Trường Lê Khôi họp.") is another
