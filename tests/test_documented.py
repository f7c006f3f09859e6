"""Documents asked about by their number: who signed, when, what takes effect; each from the document's own words."""

import pytest
from made import Over

from assistant.assistant import Assistant
from index import Report
from index.reading import read

_DECISION = """UBND TỈNH NAM ĐỊNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 27/2024/QĐ-UBND\tNam Định, ngày 15 tháng 8 năm 2024

QUYẾT ĐỊNH

Quy định mức thu phí tham quan bảo tàng tỉnh

Căn cứ Nghị quyết số 12/2023/NQ-HĐND ngày 07 tháng 12 năm 2023 của HĐND tỉnh;

Điều 1. Mức thu phí

Người lớn nộp 20.000 đồng mỗi lượt, trẻ em nộp 5.000 đồng mỗi lượt.

Điều 2. Bãi bỏ Quyết định số 09/2019/QĐ-UBND ngày 03 tháng 4 năm 2019 của UBND tỉnh.

Điều 3. Quyết định này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2024.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Phạm Đình Nghị
"""
_NEWS = """Nam Định thu phí tham quan bảo tàng

Ngày 20/8/2024, Sở Văn hóa họp triển khai Quyết định số 31/2024/QĐ-UBND. Ông Trần Văn Hòa ký biên bản cuộc họp.
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, assistant_over: Over) -> Assistant:
    """An assistant over a decision and news that names another."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (("quyet-dinh.txt", _DECISION), ("tin.txt", _NEWS)):
        (folder / name).write_text(text, encoding="utf-8")
    return assistant_over(
        *(one for path in sorted(folder.iterdir()) for one in read(path) if isinstance(one, Report))
    )


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Ai ký Quyết định số 27/2024/QĐ-UBND?", "CHỦ TỊCH\n\nPhạm Đình Nghị"),
        ("Quyết định 27/2024 do ai ký?", "Phạm Đình Nghị"),
        ("quyet dinh 27/2024/qd-ubnd ban hanh ngay nao", "ngày 15 tháng 8 năm 2024"),
        ("Who signed decision 27/2024/QĐ-UBND?", "Phạm Đình Nghị"),
        ("Cơ quan nào ban hành Quyết định 27/2024/QĐ-UBND?", "UBND TỈNH NAM ĐỊNH"),
        ("Quyết định 27/2024/QĐ-UBND có hiệu lực từ ngày nào?", "từ ngày 01 tháng 9 năm 2024"),
        ("Quyết định số 27/2024/QĐ-UBND bãi bỏ quyết định nào?", "09/2019/QĐ-UBND"),
    ],
)
def test_a_document_answers_for_itself(documents: Assistant, question: str, bears: str) -> None:
    """Its head, its signature and its articles, which name it by "Quyết định này" or not at all."""
    answer = documents.answer(question)
    assert answer.status == "answered", answer.text
    citation = answer.citations[0]
    report = documents.index.report(citation.report_id)
    assert bears in citation.quote == report.text[citation.start : citation.end]
    assert all(sentence.verified for sentence in answer.sentences if sentence.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký Nghị quyết số 27/2024/NQ-HĐND?",
        "Thông tư 27/2024 do ai ký?",
        "Quyết định 31/2024/QĐ-UBND có hiệu lực từ ngày nào?",
        "Nghị quyết số 12/2023/NQ-HĐND có hiệu lực từ ngày nào?",
    ],
)
def test_no_document_answers_for_another(documents: Assistant, question: str) -> None:
    """Not for one that it only names, nor for one of another kind with the same number."""
    answer = documents.answer(question)
    assert answer.status == "refused", answer.text


def test_a_heading_is_quoted_with_what_stands_under_it(documents: Assistant) -> None:
    """A heading alone says nothing."""
    quote = documents.answer("Mức thu phí theo Quyết định 27/2024/QĐ-UBND?").citations[0].quote
    assert "20.000 đồng" in quote
