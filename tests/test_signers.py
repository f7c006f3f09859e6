"""Signers: whoever a sentence says signed a document is told, by name or by post, and nobody who only stands beside."""

import pytest
from made import Over, report

from assistant.assistant import Assistant

_TEXT = (
    "Hôm qua, Phó Chủ tịch Thường trực UBND tỉnh đã ký Công văn số 31/UBND-NC chấn chỉnh bến đò ngang."
    " Ông Trần Quốc Lữ cho biết nhiều bến chưa có phép.\n"
    "Phó Chủ tịch UBND tỉnh Lê Thế Nhạn ký Công văn số 58/UBND-KT gửi các huyện ven biển.\n"
    "Chủ tịch UBND tỉnh có Quyết định số 640/QĐ-UBND lập tổ công tác."
    " Ông Phạm Hữu Lộc, Giám đốc Sở Tài chính, đã ký Tờ trình số 92/TTr-STC."
)


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """A report of several papers, told by sentences alone."""
    return assistant_over(report("tin", _TEXT, title="Chỉ đạo trong tuần"))


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Ai ký công văn số 31/UBND-NC?", "Phó Chủ tịch Thường trực"),
        ("Công văn 31/UBND-NC do ai ký?", "Phó Chủ tịch Thường trực"),
        ("Ai ký công văn chấn chỉnh bến đò ngang?", "Phó Chủ tịch Thường trực"),
        ("Ai ký công văn số 58/UBND-KT?", "Lê Thế Nhạn"),
        ("Ai ký tờ trình số 92/TTr-STC?", "Phạm Hữu Lộc"),
    ],
)
def test_the_sentence_that_tells_of_the_signing_answers(store: Assistant, question: str, bears: str) -> None:
    """Also where it names the signer by his post alone."""
    assert bears in store.answer(question).citations[0].quote


@pytest.mark.parametrize(
    "question", ["Ai ký Quyết định số 640/QĐ-UBND?", "Ai ký công văn về khai thác cát lòng sông?"]
)
def test_the_signer_of_another_paper_does_not_answer(store: Assistant, question: str) -> None:
    """Neither of one told of right behind nor of one on another matter."""
    assert store.answer(question).status == "refused"
