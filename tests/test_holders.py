"""Who holds a post is whom the newest report names, and the answer says as of when."""

import pytest
from made import Over, report
from standin import StandIn

from assistant.assistant import Assistant

_BEFORE = report(
    "truoc",
    "Ngày 8/2/2019, Chủ tịch UBND tỉnh Nam Định Vũ Thanh Sơn tiếp dân ở trụ sở.",
    title="Chủ tịch UBND tỉnh Nam Định tiếp dân",
    published="2019-02-08",
    province="Nam Định",
)

_AFTER = report(
    "sau",
    "Ngày 3/6/2023, tỉnh Nam Định họp về chuyển đổi số. Kết luận cuộc họp, Chủ tịch UBND tỉnh Phạm Đình Lộc giao Sở "
    "Nội vụ bố trí thêm người.",
    title="Nam Định họp về chuyển đổi số",
    published="2023-06-03",
    province="Nam Định",
)


def test_who_holds_a_post_is_told_by_the_newest_report_and_as_of_its_date(assistant_over: Over) -> None:
    """An older report that bears more of the question stands beside it; a time that is asked about needs no notice."""
    assistant = assistant_over(_BEFORE, _AFTER)
    answer = assistant.answer("Chủ tịch UBND tỉnh Nam Định là ai?")
    assert "Phạm Đình Lộc" in answer.citations[0].quote
    assert answer.as_of == "2023-06-03"
    assert [other.kind for other in answer.alternatives] == ["older"]
    told = next(notice.message for notice in answer.notices if notice.code == "held_then")
    assert "03/06/2023" in told
    then = assistant.answer("Chủ tịch UBND tỉnh Nam Định năm 2019 là ai?")
    assert "Vũ Thanh Sơn" in then.citations[0].quote
    assert "held_then" not in [notice.code for notice in then.notices]


def test_a_holder_of_no_date_is_told_as_such(assistant_over: Over) -> None:
    """Nothing says until when a post was held where the report bears no date."""
    undated = report(
        "khong-ngay",
        "Bí thư Tỉnh ủy Nam Định Lê Thị Hoa dự lễ ra quân.",
        title="Ra quân",
        province="Nam Định",
    )
    answer = assistant_over(undated).answer("Bí thư Tỉnh ủy Nam Định là ai?")
    assert [notice.code for notice in answer.notices] == ["held_undated"]


def test_a_post_that_bears_no_word_of_an_english_question_is_still_told(assistant_over: Over) -> None:
    """The glossary spells a department in full, and a report may write it in letters alone."""
    short = report(
        "hoi",
        "Bà Lò Thị Én, Giám đốc Sở VH-TT&DL Lai Châu, khai mạc hội xuân.",
        title="Hội xuân",
        published="2022-03-05",
        province="Lai Châu",
    )
    asked = "Who is the director of the Department of Culture, Sports and Tourism of Lai Chau?"
    assert "Lò Thị Én" in assistant_over(short).answer(asked).citations[0].quote


@pytest.mark.usefixtures("bare_environment")
def test_what_a_model_writes_of_a_holder_is_told_as_of_its_newest_report(
    assistant_over: Over, provider: StandIn
) -> None:
    """A model's sentence is held to its quote alone, which does not say until when the post was held."""
    index = assistant_over(_BEFORE, _AFTER).index
    ask = "Chủ tịch UBND tỉnh Nam Định là ai?"
    marks = {hit.key: f"[{number}]" for number, hit in enumerate(index.search(ask, 8), 1)}
    provider.enqueue(f"Chủ tịch UBND tỉnh Nam Định là ông Phạm Đình Lộc. {marks['sau']}")
    answer = Assistant.over(index, "openai:standin", provider.base_url).answer(ask)
    assert (answer.model, answer.sentences[0].verified) == ("openai:standin", True)
    (told,) = answer.notices
    assert (told.code, "03/06/2023" in told.message) == ("held_then", True)
