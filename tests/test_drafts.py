"""Drafts and decisions in one report: the decided one answers, the draft when it is asked for, both when both are."""

import pytest
from made import Over, report

from assistant.assistant import Assistant

_MEETING = report(
    "phien-hop",
    "Sáng 20/12/2024, UBND tỉnh Nam Định họp phiên thường kỳ.\n\nDự thảo Chương trình hành động đã đưa ra chủ đề năm "
    "2025 là: Đổi mới, bứt phá, tăng tốc. Với khẩu hiệu: Nhanh - gọn - mạnh.\n\nCác đại biểu thảo luận về thu ngân "
    "sách, đầu tư công và chương trình xây dựng nông thôn mới.\n\nKết luận phiên họp, Chủ tịch UBND tỉnh thống "
    "nhất chủ đề năm 2025 là “Kỷ cương, đổi mới, về đích”; khẩu hiệu là “Rõ người - rõ việc - rõ kết quả”.",
    title="Nam Định họp phiên thường kỳ tháng 12",
    published="2024-12-21",
    province="Nam Định",
)
DRAFTED, DECIDED = "Đổi mới, bứt phá, tăng tốc", "Kỷ cương, đổi mới, về đích"


@pytest.fixture(scope="module")
def meeting(assistant_over: Over) -> Assistant:
    """An assistant over the one report."""
    return assistant_over(_MEETING)


@pytest.mark.parametrize(
    "question",
    [
        "Nam Định chọn chủ đề năm 2025 là gì?",
        "Chủ đề của Chương trình hành động năm 2025 của Nam Định là gì?",
        "chu de trong chuong trinh hanh dong nam 2025 cua nam dinh la gi",
        "Chương trình hành động năm 2025 của Nam Định có chủ đề gì?",
    ],
)
def test_the_decided_one_answers_unless_the_draft_is_asked_for(meeting: Assistant, question: str) -> None:
    """A programme ("chương trình") is no draft that is put before somebody ("trình")."""
    answer = meeting.answer(question)
    assert answer.status == "answered"
    assert DECIDED in answer.citations[0].quote and DRAFTED not in answer.text
    assert [(one.kind, DRAFTED in one.quote) for one in answer.alternatives] == [("draft", True)]


def test_the_draft_answers_where_it_is_asked_for(meeting: Assistant) -> None:
    """It is named a draft."""
    answer = meeting.answer("Dự thảo đưa ra chủ đề năm 2025 của Nam Định là gì?")
    assert answer.status == "answered"
    assert DRAFTED in answer.citations[0].quote and DECIDED not in answer.text
    assert "dự thảo" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "So sánh chủ đề năm 2025 trong dự thảo và chính thức của Nam Định",
        "Chủ đề năm 2025 của Nam Định được thống nhất khác dự thảo thế nào?",
        "chu de nam 2025 chinh thuc cua nam dinh khac gi so voi du thao",
        "Compare the draft and the final theme of Nam Định for 2025",
        "Dự thảo và bản chốt chủ đề năm 2025 của Nam Định khác nhau chỗ nào?",
    ],
)
def test_both_answer_where_both_are_asked_for(meeting: Assistant, question: str) -> None:
    """What was decided comes first, then the draft, each with its citation and named what it is."""
    answer = meeting.answer(question)
    assert answer.status == "answered"
    first, second = answer.citations
    assert DECIDED in first.quote and DRAFTED in second.quote
    framings = [sentence.text.lower() for sentence in answer.sentences if not sentence.citations]
    assert ["draft" in line or "dự thảo" in line for line in framings] == [False, True]
    assert not answer.alternatives


_ORDERED = report(
    "giao-viec",
    "Sáng 20/12/2024, UBND tỉnh Nam Định họp về bãi rác. UBND tỉnh giao Sở Xây dựng chủ trì xây dựng bản dự thảo Quy "
    "chế quản lý bãi rác Gò Sim. Hội trường có hơn sáu mươi người dự.",
    title="UBND tỉnh Nam Định: Nghe Sở Xây dựng báo cáo về bãi rác Gò Sim",
    published="2024-12-21",
    province="Nam Định",
)


def test_what_holds_if_it_is_passed_is_a_draft(assistant_over: Over) -> None:
    """Nothing was decided by "nếu được thông qua", and no answer says that it was."""
    told = report(
        "phi",
        "Dự thảo nghị quyết đề xuất phí gửi xe máy 7.000 đồng một lượt, nếu được thông qua sẽ thu từ tháng 8.",
        title="Phí gửi xe ở Tân An",
        published="2022-05-04",
    )
    answer = assistant_over(told).answer("Mức phí gửi xe máy ở Tân An được thông qua là bao nhiêu?")
    assert answer.status == "partial"
    assert [each.code for each in answer.notices] == ["draft_only"]


def test_who_is_to_write_a_draft_is_told_of_as_it_is(assistant_over: Over) -> None:
    """That somebody is to write one is no draft of anything: it is not put behind a title that says nothing of it."""
    answer = assistant_over(_ORDERED).answer("UBND tỉnh Nam Định giao Sở Xây dựng làm gì?")
    assert "chủ trì xây dựng bản dự thảo Quy chế" in answer.citations[0].quote
    assert "dự thảo" not in answer.sentences[0].text.split(":")[0].lower()


_PAY_DRAFT = report(
    "lay-y-kien",
    "Sở Nội vụ tỉnh Nam Định lấy ý kiến dự thảo nghị quyết hỗ trợ cộng tác viên dân số. Theo dự thảo, mức hỗ trợ cộng "
    "tác viên dân số là 300.000 đồng mỗi tháng.",
    title="Nam Định lấy ý kiến về hỗ trợ cộng tác viên dân số",
    published="2023-04-04",
    province="Nam Định",
)
_PAY = report(
    "thong-qua",
    "HĐND tỉnh Nam Định thông qua nghị quyết hỗ trợ cộng tác viên dân số. Nghị quyết quy định mức hỗ trợ cộng tác viên "
    "dân số 350.000 đồng mỗi tháng, cao hơn 50.000 đồng so với dự thảo.",
    title="HĐND tỉnh Nam Định thông qua nghị quyết",
    published="2023-07-07",
    province="Nam Định",
)


@pytest.fixture(scope="module")
def pay(assistant_over: Over) -> Assistant:
    """A draft and the later decision, which names the draft to hold itself against it."""
    return assistant_over(_PAY_DRAFT, _PAY)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Nam Định hỗ trợ cộng tác viên dân số bao nhiêu tiền mỗi tháng?", "350.000 đồng"),
        ("muc ho tro cong tac vien dan so nam dinh la bao nhieu", "350.000 đồng"),
        ("Theo dự thảo, mức hỗ trợ cộng tác viên dân số Nam Định là bao nhiêu?", "300.000 đồng"),
        (
            "Mức hỗ trợ cộng tác viên dân số thay đổi thế nào giữa dự thảo và bản được thông qua?",
            "350.000 đồng",
        ),
        ("Mức hỗ trợ cộng tác viên dân số Nam Định khác dự thảo thế nào?", "350.000 đồng"),
    ],
)
def test_a_decision_that_names_its_draft_is_a_decision(pay: Assistant, question: str, first: str) -> None:
    """And it does not stand in for the draft, however much newer it is."""
    answer = pay.answer(question)
    assert answer.status == "answered"
    assert first in answer.citations[0].quote
    assert len(answer.citations) == (2 if "giữa" in question or "khác" in question else 1)


@pytest.mark.parametrize(
    "question",
    [
        "Chủ đề năm 2025 của Nam Định là dự thảo hay đã quyết định?",
        "Chủ đề năm 2025 của Nam Định đã quyết định hay mới là dự thảo?",
    ],
)
def test_which_of_the_two_it_is_is_told_by_both(meeting: Assistant, question: str) -> None:
    """What was decided first, then the draft, named one: neither alone would say that there is the other."""
    answer = meeting.answer(question)
    assert [DECIDED in one.quote for one in answer.citations] == [True, False]
    assert DRAFTED in answer.citations[1].quote
    assert "dự thảo" not in answer.sentences[0].text and "dự thảo" in answer.sentences[2].text


_DRAFT_PAPER = report(
    "du-thao",
    "DỰ THẢO NGHỊ QUYẾT\n\nTrợ cấp cho giáo viên dạy điểm trường lẻ là 900 nghìn đồng một tháng.",
    title="Nghị quyết về trợ cấp cho giáo viên điểm trường lẻ",
    published="2025-02-03",
    status="draft",
)
_PAPER = report(
    "nghi-quyet",
    "NGHỊ QUYẾT\n\nTrợ cấp cho giáo viên dạy điểm trường lẻ là 1,2 triệu đồng một tháng.",
    title="Nghị quyết số 21/NQ-HĐND về trợ cấp cho giáo viên điểm trường lẻ",
    published="2025-07-08",
    status="issued",
)
_ALLOWANCE = "Trợ cấp cho giáo viên điểm trường lẻ là bao nhiêu?"


def test_whatever_a_draft_paper_says_is_a_draft(assistant_over: Over) -> None:
    """Its sentences need not say so: alone it answers in part, with a notice; beside the paper itself, set apart."""
    alone = assistant_over(_DRAFT_PAPER).answer(_ALLOWANCE)
    assert alone.status == "partial" and "draft_only" in {one.code for one in alone.notices}
    both = assistant_over(_DRAFT_PAPER, _PAPER).answer(_ALLOWANCE)
    assert both.citations[0].report_id == _PAPER.report_id
    assert [(one.kind, one.report_id) for one in both.alternatives] == [("draft", _DRAFT_PAPER.report_id)]


def test_a_draft_paper_is_set_against_the_one_in_force(assistant_over: Over) -> None:
    """Asked how they differ, both are quoted."""
    answer = assistant_over(_DRAFT_PAPER, _PAPER).answer(
        "Trợ cấp cho giáo viên điểm trường lẻ trong dự thảo khác gì bản chính thức?"
    )
    assert {one.report_id for one in answer.citations} == {_DRAFT_PAPER.report_id, _PAPER.report_id}


_SLIDES = report(
    "slide",
    "Kết quả 9 tháng\nTỷ lệ trẻ ra lớp đạt 96,1%, cao hơn mục tiêu 1,1 điểm\n\nViệc sắp tới\nSửa 4 điểm trường",
    title="Sơ kết giáo dục mầm non",
)


def test_a_point_without_a_stop_that_gives_the_figure_is_no_heading(assistant_over: Over) -> None:
    """It is quoted alone, without the next slide's title."""
    (citation,) = assistant_over(_SLIDES).answer("Tỷ lệ trẻ ra lớp đạt bao nhiêu phần trăm?").citations
    assert citation.quote == "Tỷ lệ trẻ ra lớp đạt 96,1%, cao hơn mục tiêu 1,1 điểm"


def test_a_draft_and_a_decision_side_by_side_make_no_one_quote(assistant_over: Over) -> None:
    """Two figures in one quote would leave it to the reader which of them holds."""
    ginseng = report(
        "sam",
        "Dự thảo đặt mục tiêu đến năm 2025 trồng 4.500 ha sâm. Trước đó, Tỉnh ủy đã ban hành Nghị quyết 08-NQ/TU, "
        "xác định đến năm 2025 trồng 4.000 ha sâm.",
        title="Lấy ý kiến đề án phát triển sâm",
        published="2021-05-10",
        province="Kon Tum",
    )
    answer = assistant_over(ginseng).answer("Đến năm 2025 Kon Tum trồng bao nhiêu ha sâm?")
    assert ["4.000" in one.quote and "4.500" not in one.quote for one in answer.citations] == [True]
