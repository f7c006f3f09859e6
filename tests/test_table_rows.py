"""Table rows: a question about one row is answered by that row, under the heading that it asks for, or not at all."""

import pytest
from made import Over, report

from assistant.assistant import Assistant
from index.vietnamese import fold

_TARGETS = "\n".join(
    (
        "Biểu 2: Các chỉ tiêu phát triển của huyện Vân Lộc",
        *(
            f"TT: {number} | Chỉ tiêu: {name} | Đơn vị tính: {unit} | Thực hiện 2024: {done} | Kế hoạch 2025: {aim}"
            f" | Cơ quan chủ trì: {office}"
            for number, (name, unit, done, aim, office) in enumerate(
                (
                    ("Tỷ lệ hộ cận nghèo", "%", "5,3", "4,1", "Phòng Lao động"),
                    ("Tỷ lệ che phủ rừng", "%", "51,7", "52", "Hạt Kiểm lâm"),
                    ("Sản lượng chè búp", "tấn", "8.650", "9.100", "Phòng Nông nghiệp"),
                    ("Số lao động được tạo việc làm mới", "người", "1.320", "1.475", "Phòng Lao động"),
                ),
                1,
            )
        ),
    )
)
_WORKS = "\n".join(
    (
        "Danh mục công trình của thị xã Bãi Nhạn",
        "Tên công trình: Cầu Rạch Dừa | Chủ đầu tư: Ban Quản lý dự án giao thông | Tổng mức đầu tư (triệu đồng): 73.900"
        " | Thời gian khởi công: 4/2024 | Tiến độ: đạt 55%",
        "Tên công trình: Trạm y tế xã Phước Lâm | Chủ đầu tư: UBND xã Phước Lâm | Tổng mức đầu tư (triệu đồng): 8.260"
        " | Thời gian khởi công: 10/2024 | Tiến độ: đạt 20%",
        "Tên công trình: Đường xã Phước Lâm - Tân Hội | Chủ đầu tư: Ban Quản lý dự án giao thông"
        " | Tổng mức đầu tư (triệu đồng): 47.500 | Thời gian khởi công: 2/2024 | Tiến độ: đạt 35%",
    )
)
_CROPS = (
    "Giá rau tại chợ Gò Sạn sáng qua.\n\n| Mặt hàng | Giá bán buôn (đồng/kg) | Giá bán lẻ (đồng/kg) |\n|---|---|---|\n"
    "| Su hào | 6.500 | 9.800 |\n| Su hào tím | 11.000 | 15.500 |\n\nSức mua không đổi."
)
_SPRING = (
    "Toàn huyện gieo cấy 2.318 ha lúa, năng suất 58 tạ/ha.\n"
    "Xã: Lũng Chè | Diện tích lúa (ha): 371 | Năng suất (tạ/ha): 56,9\n"
    "Xã: Cao Thịnh | Diện tích lúa (ha): 466 | Năng suất (tạ/ha): 61,4"
)


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Assistant:
    """Four reports with a table each."""
    return assistant_over(
        *(
            report(title, text, title=title)
            for title, text in (
                ("Các chỉ tiêu phát triển của huyện Vân Lộc", _TARGETS),
                ("Công trình của thị xã Bãi Nhạn", _WORKS),
                ("Giá rau tại chợ Gò Sạn", _CROPS),
                ("Lúa vụ xuân của huyện Đồi Sim", _SPRING),
            )
        )
    )


@pytest.mark.parametrize("typed", [str, fold], ids=["accents", "bare"])
@pytest.mark.parametrize(
    ("question", "row", "cell"),
    [
        ("Cơ quan nào chủ trì chỉ tiêu che phủ rừng?", "Tỷ lệ che phủ rừng", "Hạt Kiểm lâm"),
        ("Mục tiêu tỷ lệ hộ cận nghèo năm 2025 là bao nhiêu?", "Tỷ lệ hộ cận nghèo", "4,1"),
        ("Mục tiêu sản lượng chè búp năm 2025 của huyện Vân Lộc là bao nhiêu?", "Sản lượng chè búp", "9.100"),
        ("Năm 2024 sản lượng chè búp đạt bao nhiêu tấn?", "Sản lượng chè búp", "8.650"),
        ("Ai là chủ đầu tư trạm y tế xã Phước Lâm?", "Trạm y tế xã Phước Lâm", "UBND xã Phước Lâm"),
        ("Tiến độ công trình Trạm y tế xã Phước Lâm đến đâu?", "Trạm y tế xã Phước Lâm", "đạt 20%"),
        ("Cầu Rạch Dừa khởi công tháng nào?", "Cầu Rạch Dừa", "4/2024"),
        ("Giá bán buôn su hào tím là bao nhiêu?", "Su hào tím", "11.000"),
        ("Giá bán lẻ su hào là bao nhiêu?", "| Su hào |", "9.800"),
        ("Diện tích lúa của xã Cao Thịnh là bao nhiêu?", "Cao Thịnh", "466"),
    ],
)
def test_the_row_of_the_subject_answers_under_the_heading_asked_for(
    store: Assistant, typed: type[str], question: str, row: str, cell: str
) -> None:
    """The quote is the row that the question names, and the words that answer are those of the cell asked for."""
    answer = store.answer(typed(question))
    (citation,), (_, sentence) = answer.citations, answer.sentences
    assert row in citation.quote
    assert sentence.span
    assert store.index.report(citation.report_id).text[slice(*sentence.span)] == cell


@pytest.mark.parametrize(
    "question",
    [
        "Cơ quan nào chủ trì chỉ tiêu học nghề?",
        "Mục tiêu tỷ lệ hộ cận nghèo năm 2026 là bao nhiêu?",
        "Năm 2025 sản lượng chè búp đã đạt bao nhiêu tấn?",
        "Tổng mức đầu tư trường mầm non Phước Lâm là bao nhiêu?",
        "Chủ đầu tư dự án cầu Rạch Chanh Nhỏ là ai?",
        "Giá bán lẻ cà rốt là bao nhiêu?",
    ],
)
def test_no_row_answers_for_what_the_table_lacks(store: Assistant, question: str) -> None:
    """A row that shares some words with the question, or has another year or only a plan, is no answer."""
    assert store.answer(question).status == "refused"


def test_all_of_a_district_does_not_answer_for_a_commune(store: Assistant) -> None:
    """What a sentence says of the whole district is quoted for the district alone."""
    of_commune = store.answer("Xã Lũng Chè gieo cấy bao nhiêu ha lúa?")
    assert not any("2.318" in one.quote for one in of_commune.citations)
    assert "2.318" in store.answer("Huyện Đồi Sim gieo cấy bao nhiêu ha lúa?").citations[0].quote


def test_of_the_same_row_in_two_years_the_newer_answers_and_the_other_stands_beside(
    assistant_over: Over,
) -> None:
    """The report that came out last is quoted, unless the other's year is asked about."""
    store = assistant_over(
        *(
            report(
                year,
                f"Tiêu chí: Số sản phẩm OCOP | Kết quả: {figure}\nTiêu chí: Số chợ | Kết quả: 7",
                title=f"Kết quả nông thôn mới huyện Đồi Sim năm {year}",
                published=f"{year}-12-10",
            )
            for year, figure in (("2022", "14"), ("2023", "19"))
        )
    )
    newest = store.answer("Huyện Đồi Sim có bao nhiêu sản phẩm OCOP?")
    assert newest.citations[0].quote.endswith(": 19")
    assert [one.quote for one in newest.alternatives] == ["Tiêu chí: Số sản phẩm OCOP | Kết quả: 14"]
    older = store.answer("Năm 2022, huyện Đồi Sim có bao nhiêu sản phẩm OCOP?")
    assert older.citations[0].quote.endswith(": 14")
