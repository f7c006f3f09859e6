"""Who wrote a report or took its pictures is told by the line at its end, and by nobody whom it tells of."""

from pathlib import Path

import pytest
from made import Over

from assistant.question import understand
from assistant.reading.bylines import asks_byline
from index.reading import read

_NEWS = """Thứ 2, 18/03/2024 | 16:45:53
Nam Định họp về chuyển đổi số
Sáng ngày 18/3, đồng chí Lê Hồng Hải, Chủ tịch UBND tỉnh Nam Định chủ trì cuộc họp về chuyển đổi số.

Đồng chí yêu cầu các sở hoàn thành việc số hóa hồ sơ trong năm 2024, không để chậm trễ.

Minh An

Ảnh: Quang Tú

Tin cùng chuyên mục
"""


@pytest.mark.parametrize(
    ("signed", "question", "bears"),
    [
        (True, "Ai viết bài về cuộc họp chuyển đổi số của Nam Định?", "Minh An"),
        (True, "tac gia bai viet ve cuoc hop chuyen doi so o Nam Dinh la ai", "Minh An"),
        (True, "Who wrote the article about Nam Dinh?", "Minh An"),
        (True, "Ai chụp ảnh cuộc họp chuyển đổi số của Nam Định?", "Ảnh: Quang Tú"),
        (True, "Ai chủ trì cuộc họp về chuyển đổi số của Nam Định?", "Lê Hồng Hải"),
        (True, "Ai viết bài về bóng đá Nam Định?", None),
        (True, "Ai viết bài?", None),
        (False, "Ai viết bài về cuộc họp chuyển đổi số của Nam Định?", None),
        (False, "Ai chụp ảnh cuộc họp chuyển đổi số của Nam Định?", None),
    ],
)
def test_the_line_at_the_end_says_who_wrote(
    assistant_over: Over, tmp_path: Path, signed: bool, question: str, bears: str | None
) -> None:
    """A report without such a line does not say, whoever spoke at its meeting."""
    file = tmp_path / "tin.txt"
    file.write_text(_NEWS if signed else _NEWS.partition("Minh An")[0], "utf-8")
    answer = assistant_over(*read(file)).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Bài báo về lúa do ai viết?", True),
        ("Bài đó của ai?", True),
        ("Ai viết bài hát về Nam Định?", False),
        ("Thông tin dịch bệnh do ai công bố?", False),
        ("Dự thảo báo cáo do ai trình bày?", False),
    ],
)
def test_who_wrote_a_report_is_told_from_who_did_something(question: str, asks: bool) -> None:
    """A song, a piece of information, a draft: others make them."""
    assert asks_byline(understand(question)) is asks
