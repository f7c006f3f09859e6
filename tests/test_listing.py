"""Lists: every item with its citation, the points under a heading, and how many reports were read."""

from itertools import pairwise

import held
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Over, report

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.listing import MOST_ITEMS, itemises, points
from index import Report

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


_SECTIONS = (
    "Ngày 4/4/2024, UBND tỉnh Hải Đông họp về cấp nước.\n\n"
    "I. Kết quả cấp nước quý I\nHai nhà máy đã vận hành.\n\n"
    "II. Nhiệm vụ cấp nước trọng tâm quý II\n"
    "a) Nâng công suất nhà máy Sông Lam;\nb) Thay 30 km ống cũ;\nc) Lắp đồng hồ cho 5.000 hộ.\n\n"
    "III. Các dự án cấp nước\n"
    "Dự án 1: Nạo vét kênh Bắc.\nDự án 2: Xây bể chứa Đồi Cao.\nDự án 3: Kiểm định nguồn nước.\n\n"
    "IV. Kết quả cấp nước vùng ven biển\n"
    "1. Đặt 12 km ống mới;\n2. Cấp nước cho 900 hộ.\n\n"
    "V. Việc khác\n"
    "Danh mục trạm bơm cần sửa chữa\n"
    "TT: 1; Tên trạm: Cồn Mây; Kinh phí (tỷ đồng): 4\nTT: 2; Tên trạm: Bãi Sậy; Kinh phí (tỷ đồng): 6\n\n"
    "Kết luận của Chủ tịch UBND tỉnh về cấp nước tại phiên họp.\n"
    "Nghe các sở báo cáo, Chủ tịch UBND tỉnh kết luận:\n"
    "1. Giao Sở Xây dựng rà soát giá nước.\n2. Giao Sở Tài chính bố trí 9 tỷ đồng.\n"
)
_SPOKE = (
    "Ngày 7/7/2024, tỉnh Hải Đông tổ chức hội nghị xúc tiến du lịch với 300 đại biểu.\n"
    "Phát biểu tại hội nghị xúc tiến du lịch, Bí thư Tỉnh ủy Lê Văn Tám đề nghị giữ gìn bãi biển.\n"
    "Bà Trần Thị Năm, Giám đốc Công ty Sóng Xanh, phát biểu mong được thuê đất lâu dài.\n"
    "Ông Phạm Văn Bảy, Chủ tịch UBND tỉnh, dự hội nghị."
)
_OPENED = (
    "Ngày 9/9/2024, tại huyện Cồn Mây, tỉnh Hải Đông khánh thành nhà máy nước Sông Lam, vốn 310 tỷ đồng.\n"
    "Nhà máy cấp nước cho 40.000 hộ.\n"
    "Dự lễ có: Bí thư Tỉnh ủy Lê Văn Tám; Giám đốc Sở Xây dựng Đỗ Văn Chín."
)


@pytest.fixture(scope="module")
def meetings(assistant_over: Over) -> Assistant:
    """Reports with sections, a table in rows, conclusions, speeches and guests."""
    texts = (("Họp về cấp nước", _SECTIONS), ("Hội nghị du lịch", _SPOKE), ("Nhà máy nước Sông Lam", _OPENED))
    return assistant_over(
        *(
            report(title, text, title=title, published="2024-09-10", province="Hải Đông")
            for title, text in texts
        )
    )


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """A report with a list, and three reports of a sentence each."""
    return assistant_over(
        report("nhiem-vu", TASKS, title="Phiên họp thường kỳ", published="2024-03-05"),
        *(report(f"tin-{n}", text, published="2023") for n, text in enumerate(APPOINTED)),
    )


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


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Nhiệm vụ cấp nước trọng tâm quý II gồm những gì?", ("Sông Lam", "30 km", "5.000 hộ")),
        ("Liệt kê các dự án cấp nước", ("kênh Bắc", "Đồi Cao", "nguồn nước")),
        ("Kết quả cấp nước vùng ven biển gồm những gì?", ("12 km", "900 hộ")),
        ("Danh mục trạm bơm cần sửa chữa gồm những trạm nào?", ("Cồn Mây", "Bãi Sậy")),
        ("Chủ tịch UBND tỉnh kết luận những gì tại phiên họp về cấp nước?", ("giá nước", "9 tỷ")),
        ("Những ai phát biểu tại hội nghị xúc tiến du lịch?", ("Lê Văn Tám", "Trần Thị Năm")),
        ("nhung ai phat bieu tai hoi nghi xuc tien du lich", ("Lê Văn Tám", "Trần Thị Năm")),
        ("Những ai dự lễ khánh thành nhà máy nước Sông Lam?", ("Lê Văn Tám", "Đỗ Văn Chín")),
    ],
)
def test_every_item_and_no_other_is_given(meetings: Assistant, question: str, items: tuple[str, ...]) -> None:
    """Of a section without a colon, of a table's rows, of conclusions and of speakers: not who was only there."""
    answer = meetings.answer(question)
    assert all(item in answer.text for item in items)
    assert "Phạm Văn Bảy" not in answer.text
    assert "đã vận hành" not in answer.text
    assert "Việc khác" not in answer.text


_SEIZED = report(
    "thu-giu",
    "Sáng 9/8/2024, cảng Hải Đông họp về việc thu giữ hàng lậu 6 tháng đầu năm 2024. Số vụ tăng nhẹ so với năm trước. "
    "Hàng lậu bị thu giữ phần lớn là đồng hồ (120 chiếc), nước hoa (80 lọ), vải may áo và đồ chơi nhựa.",
    title="Cảng Hải Đông tổng kết việc thu giữ hàng lậu",
    published="2024-08-09",
)


def test_a_row_of_things_answers_what_things(assistant_over: Over) -> None:
    """The sentence that names the things comes before one that only repeats more of the question."""
    answer = assistant_over(_SEIZED).answer("Cảng Hải Đông đã giữ những hàng lậu gì trong nửa năm 2024?")
    assert "nước hoa" in answer.citations[0].quote


def test_a_row_of_something_else_answers_nothing(assistant_over: Over) -> None:
    """A row beside nothing that names the things asked for leaves the sentence first that bears the question."""
    village = report(
        "bai-ngang",
        "Dân bãi Ngang sống quanh năm nhờ đan lưới. Trời ít mưa. "
        "Quanh năm dân bãi Ngang ăn cá khô với cà, mắm và muối.",
        title="Chợ phiên bãi Ngang",
        published="2024-08-09",
    )
    answer = assistant_over(village).answer("Dân bãi Ngang sống quanh năm nhờ những thứ gì?")
    assert answer.citations[0].quote.startswith("Dân bãi Ngang sống quanh năm nhờ đan lưới.")


@pytest.mark.parametrize(
    ("sentence", "in_a_row"),
    [
        ("Chợ bán các loại quả như ổi (loại giòn), mận, na và vú sữa.", True),
        ("Lễ hội có đấu vật; kéo co; hát đối trên thuyền.", True),
        ("Tại đình làng, ông Trần Văn Bình, Chủ tịch xã Tân An, huyện Hải Đông đọc báo cáo.", False),
        ("Xã có 1,5 km đường.", False),
        ("Xã trồng các giống lúa và ngô.", False),
        ("Những đợt sóng cứ lớn lên mỗi khi gió mùa từ khơi thổi về, ghe nằm bờ, lưới phơi kín bãi.", False),
    ],
)
def test_three_things_make_a_row(sentence: str, in_a_row: bool) -> None:
    """Who somebody is and where somewhere lies stand between commas, too."""
    assert itemises(sentence) is in_a_row
