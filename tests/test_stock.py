"""Stock: a question about the store itself is told what it holds; one about what a report says is not taken for it."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.stock import asks_for_stock


@pytest.mark.parametrize(
    "question",
    [
        "Có những báo cáo nào?",
        "bao cao moi nhat",
        "Báo cáo mới nhất?",
        "Kho có bao nhiêu văn bản?",
        "Có báo cáo nào về Đà Nẵng không?",
        "co nhung bao cao nao ve ha noi nam 2017",
        "Bạn trả lời được những gì?",
        "Bạn có thể giúp gì cho tôi?",
        "Trích là gì?",
        "Which reports do you have?",
        "How many reports are there about Hanoi in 2017?",
        "What can you do?",
    ],
)
def test_a_question_about_the_store_is_one(question: str) -> None:
    """It names what the store holds, and nothing else but a place or a year; or it asks what this is."""
    assert asks_for_stock(understand(question))


@pytest.mark.parametrize(
    "question",
    [
        "Báo cáo tài chính mới nhất của Vinaxi?",
        "Ai ký báo cáo?",
        "Văn bản số 886/STNMT-KS nói gì?",
        "Bao nhiêu kho hàng bị cháy ở Hà Nội?",
        "Văn bản nào quy định giá đất?",
        "Ứng dụng VNeID là gì?",
        "Which report mentions ducks?",
        "Nghị quyết mới nhất là gì?",
    ],
)
def test_a_question_about_what_a_report_says_is_none(question: str) -> None:
    """A word that says something of a subject makes it one for the reports."""
    assert not asks_for_stock(understand(question))


def test_what_the_store_holds_is_told(assistant_over: Over) -> None:
    """How many, from when to when, the newest first; of a place or year alone where one is asked about."""
    assistant = assistant_over(
        report("a", "Họp về đê điều.", title="Họp về đê", published="2023-05", province="Nam Định"),
        report("b", "Họp về cầu.", title="Họp về cầu", published="2024-02-03", province="Nam Định"),
        report("c", "Họp về chợ.", title="Họp về chợ", published="2022-07-01", province="Thái Bình"),
    )
    answer = assistant.answer("Có những báo cáo nào?")
    assert answer.status == "refused" and answer.refusal and answer.refusal.code == "about_store"
    assert "3 báo cáo, đăng từ 01/07/2022 đến 03/02/2024; mới nhất là “Họp về cầu”" in answer.text
    assert [one.title for one in answer.refusal.nearest] == ["Họp về cầu", "Họp về đê", "Họp về chợ"]
    assert "1 báo cáo của Nam Định năm 2023" in assistant.answer("báo cáo của Nam Định năm 2023").text
    assert "1 report of Thái Bình" in assistant.answer("Which reports are there about Thai Binh?").text
    assert "không có báo cáo nào của Đà Nẵng" in assistant.answer("Có báo cáo nào về Đà Nẵng không?").text
