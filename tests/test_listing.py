"""Lists: every item with its citation, the points under a heading, and how many reports were read."""

from collections.abc import Iterator
from itertools import pairwise

import held
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import report

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.listing import MOST_ITEMS, points
from index import Index, Report
from index.embedder import Embedder

TASKS = (
    "Sáng 5/3/2024, UBND tỉnh Bình Minh họp phiên thường kỳ.\n"
    "Kế hoạch năm 2024 giao cho Sở Nông nghiệp các nhiệm vụ sau:\n"
    "- Trồng mới 1.200 ha rừng phòng hộ;\n"
    "- Kiên cố hóa 45 km kênh mương;\n"
    "- Tiêm phòng cho toàn bộ đàn gia súc.\n"
    "Phiên họp kết thúc lúc 11 giờ."
)
APPOINTED = [
    "Ngày 2/5/2023, tỉnh Hải Đông bổ nhiệm ông Trần Văn Bình giữ chức Giám đốc Sở Y tế.",
    "Tỉnh Hải Đông vừa bổ nhiệm bà Lê Thị Hoa giữ chức Giám đốc Sở Xây dựng.",
    "Tỉnh Hải Đông khánh thành cầu Rồng Biển dài 1,2 km nối hai bờ sông Lam Giang.",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    """A report with a list, and three reports of a sentence each."""
    with Index.open(tmp_path_factory.mktemp("lists"), embedder) as index:
        index.add([report("nhiem-vu", TASKS, title="Phiên họp thường kỳ", published="2024-03-05")])
        index.add(report(f"tin-{n}", text, published="2023") for n, text in enumerate(APPOINTED))
        yield Assistant(index)


def quotes(answer: Answer) -> list[str]:
    """What an answer quotes, in order."""
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch năm 2024 giao Sở Nông nghiệp những nhiệm vụ gì?",
        "Liệt kê các nhiệm vụ giao cho Sở Nông nghiệp năm 2024",
        "liet ke cac nhiem vu giao cho so nong nghiep nam 2024",
    ],
)
def test_a_list_under_a_heading_is_quoted_whole(store: Assistant, question: str) -> None:
    """The heading and each point are quoted, each with its own citation and verified."""
    answer = store.answer(question)

    assert [quote.strip("- ;.") for quote in quotes(answer)] == [
        "Kế hoạch năm 2024 giao cho Sở Nông nghiệp các nhiệm vụ sau:",
        "Trồng mới 1.200 ha rừng phòng hộ",
        "Kiên cố hóa 45 km kênh mương",
        "Tiêm phòng cho toàn bộ đàn gia súc",
    ]
    assert [sentence.citations for sentence in answer.sentences if sentence.citations] == [
        (1,),
        (2,),
        (3,),
        (4,),
    ]
    assert all(sentence.verified for sentence in answer.sentences if sentence.citations)
    held.check(answer.to_json(), {one.report_id: one for one in store.index.reports()[0]})


def test_a_question_for_one_thing_gets_no_list(store: Assistant) -> None:
    """What is asked in the singular is answered by the sentence that bears it."""
    answer = store.answer("Kế hoạch năm 2024 giao Sở Nông nghiệp trồng mới bao nhiêu ha rừng?")
    assert len(answer.citations) == 1 and "1.200 ha" in answer.citations[0].quote


def test_items_come_from_every_report(store: Assistant) -> None:
    """People named in two reports are both given, and it is said how many reports were read."""
    answer = store.answer("Những ai được tỉnh Hải Đông bổ nhiệm?")

    assert {"Trần Văn Bình" in quote for quote in quotes(answer)} == {True, False}
    assert any("Lê Thị Hoa" in quote for quote in quotes(answer))
    assert not any("Rồng Biển" in quote for quote in quotes(answer))
    (said,) = [notice for notice in answer.notices if notice.code == "list_read"]
    assert "2 báo cáo" in said.message


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("Những ai dự hội nghị?", True),
        ("Các huyện nào bị thiệt hại do bão?", True),
        ("Đề án gồm những nội dung gì?", True),
        ("ke ten cac xa dat chuan nong thon moi", True),
        ("Which are the communes that met the standard?", True),
        ("Ai là chủ tịch tỉnh Bình Minh?", False),
        ("Huyện nào trồng nhiều lúa nhất?", False),
        ("Các huyện trồng được bao nhiêu ha rừng?", False),
    ],
)
def test_a_plural_asks_for_all(text: str, plural: bool) -> None:
    """A list is asked for by its wording, not by its subject."""
    assert understand(text).wants_all is plural


LINES = st.lists(
    st.tuples(
        st.sampled_from(["- ", "1. ", "a) ", "", "+ "]),
        st.sampled_from(["Trồng rừng", "Xây cầu; rồi đường", "x"]),
    ),
    max_size=MOST_ITEMS + 5,
)


@given(LINES, st.sampled_from(["Gồm:", "Gồm có", "Gồm: một"]), st.integers(0, 200))
def test_points_are_lines_of_their_report(lines: list[tuple[str, str]], heading: str, at: int) -> None:
    """Points never overlap, keep their order, and each begins a line; there are two or more, or none."""
    text = "\n".join([heading, *(mark + said for mark, said in lines)])
    start = min(at, len(text) - 1)
    found = points(Report("k", text, ((0, len(text)),)), start, start + 1)

    assert len(found) != 1 and len(found) != 2 and len(found) <= MOST_ITEMS + 1
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert all(begin == 0 or text[:begin].rstrip(" ").endswith("\n") for begin, _ in found)
