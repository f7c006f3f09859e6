"""Somebody whom a report names once and then tells of by his post is quoted there, too; his deputy is not he."""

import pytest
from made import Over, report

from assistant.assistant import Assistant

_QUAYS = report(
    "quays",
    "Chiều 9/3/2023, UBND tỉnh Nam Định họp về bến bãi ven sông. Đồng chí Mai Quốc Khải, Phó Bí thư Tỉnh ủy, Chủ tịch "
    "UBND tỉnh chủ trì cuộc họp.\n\nĐồng chí Mai Quốc Khải, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh phát biểu tại cuộc "
    "họp.\n\nĐồng chí Chủ tịch UBND tỉnh nhấn mạnh phải đóng các bãi cát không phép trước mùa lũ.\n\nPhó Chủ tịch UBND "
    "tỉnh cho rằng bãi cát nên giữ lại đến hết năm.",
    title="Nam Định họp về bến bãi ven sông",
    published="2023-03-10",
    province="Nam Định",
)


@pytest.fixture(scope="module")
def quays(assistant_over: Over) -> Assistant:
    """An assistant over the one report."""
    return assistant_over(_QUAYS)


@pytest.mark.parametrize(
    "question",
    [
        "Ông Mai Quốc Khải nói gì về bãi cát không phép?",
        "Đồng chí Mai Quốc Khải nhấn mạnh gì về bãi cát?",
        "ông mai quốc khải nói gì về các bãi cát",
        "What did Mr. Mai Quốc Khải say about the sand yards?",
    ],
)
def test_what_he_says_under_his_post_is_his(quays: Assistant, question: str) -> None:
    """The sentence with his post alone answers, not the caption that has his name."""
    answer = quays.answer(question)
    assert answer.status == "answered"
    assert "đóng các bãi cát" in answer.citations[0].quote
    assert "giữ lại" not in answer.citations[0].quote


def test_a_name_of_nobody_there_is_not_his(quays: Assistant) -> None:
    """Whom no report names holds no post in it."""
    assert quays.answer("Ông Lưu Đình Cẩn nói gì về bãi cát không phép?").status == "refused"
