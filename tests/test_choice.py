"""Choice: a document's title repeats most of a question; the point or sentence that answers it comes first."""

from collections.abc import Iterator

import pytest
from made import report

from assistant.assistant import Assistant
from index import Index
from index.embedder import Embedder

_ROAD = (
    "Phê duyệt dự án đầu tư xây dựng cầu Cồn Sậy huyện Hải Đông\n\n"
    "Điều 1. Phê duyệt dự án với các nội dung sau:\n"
    "1. Chiều dài: 640 m.\n"
    "2. Tổng mức đầu tư: 512 tỷ đồng.\n"
    "3. Nguồn vốn: ngân sách trung ương 300 tỷ đồng, ngân sách tỉnh 212 tỷ đồng.\n"
    "4. Thời gian thực hiện: 2023 - 2026.\n"
    "5. Chủ đầu tư: Ban Quản lý dự án giao thông tỉnh.\n"
)
_HARVEST = (
    "Năm 2023, sản lượng muối của tỉnh Nam Định giảm 18%. Diện tích làm muối còn 460 ha.\n"
    "Nguyên nhân là do mưa trái mùa kéo dài trong tháng 3."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    """A decision with points and a short report with a reason."""
    with Index.open(tmp_path_factory.mktemp("choice"), embedder) as index:
        index.add(
            report(title, text, title=title, published="2023-12-01", province="Nam Định")
            for title, text in (("Phê duyệt dự án cầu Cồn Sậy", _ROAD), ("Muối Nam Định năm 2023", _HARVEST))
        )
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "bears", "lacks"),
    [
        ("Chủ đầu tư dự án cầu Cồn Sậy là ai?", "Ban Quản lý dự án giao thông tỉnh", "512 tỷ đồng"),
        ("Thời gian thực hiện dự án cầu Cồn Sậy?", "2023 - 2026", "640 m"),
        ("thoi gian thuc hien du an cau con say", "2023 - 2026", "640 m"),
        ("Liệt kê các nguồn vốn của dự án cầu Cồn Sậy", "ngân sách tỉnh 212 tỷ đồng", "640 m"),
        ("Vì sao sản lượng muối Nam Định năm 2023 giảm?", "mưa trái mùa", "512 tỷ đồng"),
    ],
)
def test_what_answers_by_its_form_comes_first(
    store: Assistant, question: str, bears: str, lacks: str
) -> None:
    """The labelled point, and the sentence that gives the reason."""
    answer = store.answer(question)
    assert bears in answer.citations[0].quote
    assert lacks not in answer.text
