"""Choice: a document's title repeats most of a question; the point or sentence that answers it comes first."""

from dataclasses import replace

import pytest
from made import Over, report

from assistant.assistant import Assistant
from assistant.question import understand
from assistant.reading.bounds import out_of_bounds, same_period
from index import Hit

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
def store(assistant_over: Over) -> Assistant:
    """A decision with points and a short report with a reason."""
    return assistant_over(
        *(
            report(title, text, title=title, published="2023-12-01", province="Nam Định")
            for title, text in (("Phê duyệt dự án cầu Cồn Sậy", _ROAD), ("Muối Nam Định năm 2023", _HARVEST))
        )
    )


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
    assert "two_readings" not in [notice.code for notice in answer.notices]


_RULES = report(
    "rules",
    "Sáng 7/11/2022, UBND tỉnh Nam Định họp nghe Sở Xây dựng báo cáo về Quy chế vỉa hè của tỉnh, báo cáo về chợ và bến "
    "xe. Chủ tịch UBND tỉnh giao Sở Xây dựng hoàn thiện Quy chế vỉa hè để ban hành vào đầu năm 2023.",
    title="UBND tỉnh Nam Định họp về đô thị",
    published="2022-11-08",
    province="Nam Định",
)


@pytest.mark.parametrize(
    "question",
    [
        "Quy chế vỉa hè của Nam Định bao giờ ban hành?",
        "Quy chế vỉa hè của Nam Định khi nào được ban hành?",
        "quy che via he cua nam dinh bao gio ban hanh",
    ],
)
def test_when_something_is_done_is_told_beside_that_deed(assistant_over: Over, question: str) -> None:
    """The day of the meeting at which it was spoken of is not the day."""
    answer = assistant_over(_RULES).answer(question)
    assert "ban hành vào đầu năm 2023" in answer.citations[0].quote


_PROGRAMME = """UBND tỉnh Nam Định
Số: 64/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Chương trình phát triển cây xanh đô thị tỉnh Nam Định giai đoạn 2021-2025

Căn cứ Luật Quy hoạch đô thị ngày 17 tháng 6 năm 2009;
Điều 1. Ban hành kèm theo Quyết định này Chương trình phát triển cây xanh đô thị.
Điều 2. Mục tiêu đến năm 2025: diện tích cây xanh đạt 7 m2 mỗi người.
Điều 3. Kinh phí thực hiện là 86 tỷ đồng, lấy từ ngân sách tỉnh và nguồn xã hội hóa.
Điều 4. Sở Xây dựng báo cáo kết quả trước ngày 15/12/2025. Dự kiến khởi công vườn ươm trong năm 2022.
Điều 5. Quyết định này thay thế Quyết định số 11/QĐ-UBND ngày 05 tháng 01 năm 2016.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Lan Anh
"""


@pytest.fixture(scope="module")
def programme(assistant_over: Over) -> Assistant:
    """A decision pasted without its motto, whose title alone gives its number."""
    signer = _PROGRAMME.index("Hà Lan Anh")
    decision = replace(
        report(
            "cay-xanh",
            _PROGRAMME,
            title="Quyết định 64/QĐ-UBND về Chương trình phát triển cây xanh đô thị tỉnh Nam Định",
            published="2021-03-09",
            province="Nam Định",
            signer="Hà Lan Anh",
        ),
        found={"signer": (signer, signer + len("Hà Lan Anh"))},
    )
    return assistant_over(decision)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Ai ký Quyết định 64/QĐ-UBND?", "Hà Lan Anh"),
        ("Ai ký quyết định về chương trình phát triển cây xanh đô thị tỉnh Nam Định?", "Hà Lan Anh"),
        ("Quyết định 64/QĐ-UBND căn cứ vào đâu?", "Luật Quy hoạch đô thị"),
        ("Quyết định 64/QĐ-UBND thay thế văn bản nào?", "11/QĐ-UBND"),
        ("Kinh phí chương trình cây xanh đô thị Nam Định lấy từ đâu?", "nguồn xã hội hóa"),
        ("kinh phi chuong trinh cay xanh do thi nam dinh lay tu nguon nao", "nguồn xã hội hóa"),
        ("Mục tiêu đến năm 2025 của chương trình cây xanh đô thị Nam Định là gì?", "7 m2"),
        ("Thời hạn báo cáo kết quả chương trình cây xanh đô thị Nam Định?", "15/12/2025"),
        ("Vườn ươm cây xanh đô thị Nam Định dự kiến khởi công khi nào?", "năm 2022"),
    ],
)
def test_a_document_is_asked_about_as_clerks_ask(programme: Assistant, question: str, bears: str) -> None:
    """Who signed it, on what it rests, where the money comes from, by when, for the years that its head names."""
    quote = programme.answer(question).citations[0].quote
    assert bears in quote
    assert not quote.endswith(("Điều 3.", "Điều 4.", "Điều 5."))


def test_a_silent_sentence_is_of_the_years_in_its_documents_head() -> None:
    """Of those alone, and only where the head names no others."""
    document = report("cay-xanh", _PROGRAMME, title="Chương trình cây xanh", published="2021-03-09")
    sentence = "Kinh phí thực hiện là 86 tỷ đồng."
    asked = "Kinh phí chương trình cây xanh giai đoạn {} là bao nhiêu?"
    assert same_period(understand(asked.format("2021-2025")), sentence, "", document)
    assert not same_period(understand(asked.format("2026-2030")), sentence, "", document)
    both = replace(document, text=f"Giai đoạn 2016-2020.\n{_PROGRAMME}")
    assert not same_period(understand(asked.format("2021-2025")), sentence, "", both)


def test_what_something_is_comes_before_what_became_of_it(assistant_over: Over) -> None:
    """“Phương châm được thêm …” repeats the question's words; “phương châm gồm …” answers it."""
    told = report(
        "hop",
        "UBND tỉnh Hà Nam họp bàn chương trình năm 2023. Chủ tịch UBND tỉnh quyết định chọn phương châm gồm bốn cụm "
        "từ: “Đoàn kết - trách nhiệm - linh hoạt - hiệu quả”. So với lần trước, có vài chỗ khác. Phương châm hành động "
        "được thêm “đoàn kết”, “linh hoạt” và bỏ “hành động”, “sáng tạo”.",
        title="Hà Nam chốt phương châm hành động năm 2023",
        province="Hà Nam",
    )
    answer = assistant_over(told).answer("Phương châm hành động năm 2023 của Hà Nam là gì?")
    assert "“Đoàn kết - trách nhiệm - linh hoạt - hiệu quả”" in answer.citations[0].quote


def test_no_quote_ends_in_the_heading_of_what_comes_next(assistant_over: Over) -> None:
    """Though that heading bears more of the question than anything else."""
    told = report(
        "hai-de-an",
        "Chuyển đổi số\nChương trình chuyển đổi số được phê duyệt tại Quyết định số 749/QĐ-UBND ngày 3/6/2020.\n"
        "Đề án dân cư\nQuyết định số 61/QĐ-UBND do Chủ tịch UBND tỉnh ký ngày 6/1/2022.",
        title="Hai việc của tỉnh Hà Nam",
        province="Hà Nam",
    )
    for asked in ("Chương trình chuyển đổi số", "Đề án dân cư"):
        answer = assistant_over(told).answer(f"{asked} được phê duyệt tại quyết định nào?")
        assert [one.quote for one in answer.citations if one.quote.endswith("Đề án dân cư")] == []


@pytest.mark.parametrize(
    "question", ["Who chaired the meeting on 21 December 2022?", "Ai chủ trì cuộc họp ngày 21/12/2022?"]
)
def test_a_day_is_held_against_the_days_around(question: str) -> None:
    """A meeting in December on the coming year's plan, which the title names, is of its own day."""
    plan = report("hop", "Ông An chủ trì cuộc họp.", title="Kế hoạch cho năm 2023", published="2022-12-22")
    before = "Ngày 21/12/2022, UBND tỉnh họp."
    assert same_period(understand(question), "Ông An chủ trì cuộc họp.", before, plan)


def test_a_commune_is_no_district(assistant_over: Over) -> None:
    """A sentence that bears more of the question and names a unit of another sort gives way to one that has it."""
    told = report(
        "cho",
        "Chợ nổi Cồn Ông thuộc ấp 7, xã Tân An. Chợ này nằm ở huyện Long Sơn, sát bến phà.",
        title="Chợ nổi Cồn Ông",
        published="2022-03-05",
    )
    assistant = assistant_over(told)
    assert "huyện Long Sơn" in assistant.answer("Chợ nổi Cồn Ông thuộc huyện nào?").citations[0].quote
    assert "xã Tân An" in assistant.answer("Chợ nổi Cồn Ông thuộc xã nào?").citations[0].quote


def test_a_place_without_a_noun_answers_where(assistant_over: Over) -> None:
    """A sentence that bears less of the question does not come before it for naming a district."""
    told = report(
        "ruoc",
        "Đoàn rước nghỉ chân lần đầu dưới gốc đa bên giếng. Trời ít mưa. "
        "Sẩm tối đoàn rước nghỉ lần nữa rồi vào tới huyện Long Sơn.",
        title="Đoàn rước đêm rằm",
        published="2022-03-05",
    )
    answer = assistant_over(told).answer("Đoàn rước nghỉ chân lần đầu ở đâu?")
    assert answer.citations[0].quote.startswith("Đoàn rước nghỉ chân lần đầu dưới gốc đa")


def test_an_opening_is_told_by_its_own_word(assistant_over: Over) -> None:
    """“thông xe” has a day of its own beside “khánh thành”, which stands nearer to the name."""
    text = (
        "Đoạn thứ hai là Cồn Vành - Bến Mới, dài 43 km. Tuyến chính thông xe ngày 1/9/2023.\n\n"
        "Ngày 18/10/2023, hai tỉnh làm lễ khánh thành đoạn Cồn Vành - Bến Mới."
    )
    told = report("duong", text, title="Thêm hai đoạn cao tốc", published="2023-10-19")
    answer = assistant_over(told).answer("Đoạn Cồn Vành - Bến Mới thông xe khi nào?")
    assert "1/9/2023" in answer.citations[0].quote
    assert "18/10" not in answer.citations[0].quote


_CITIES = (
    "Bảng dưới đây ghi hai tỉnh mới.\n"
    "Tỉnh mới: Hải Đông | Nhập từ: Bình Minh, Hải Đông | Diện tích (km2): 9.888,91 | Dân số (người): 4.952.238\n"
    "Tỉnh mới: Cồn Vành | Nhập từ: Cồn Vành, Bến Mới | Diện tích (km2): 4.718,6 | Dân số (người): 3.619.433\n\n"
    "Quận Phú Sơn rộng 127,05 km2, có 203.142 người và 13 phường.\n\n"
    "Chủ tịch UBND tỉnh Lê Văn Mơ điều hành cuộc họp.\n\n"
    "Nhìn lại Nghị quyết số 58-NQ/TW và cơ chế đặc thù của Quốc hội cho tỉnh\n\n"
    "Quốc hội thông qua Nghị quyết số 37/2021/QH15 cho tỉnh thí điểm một số cơ chế đặc thù.\n\n"
    "Quyết định số 06/QĐ-TTg do Phó Thủ tướng Trần Văn Tám ký ngày 6/1/2022."
)


@pytest.mark.parametrize(
    ("question", "answer", "not_quoted"),
    [
        ("Tỉnh Cồn Vành mới có diện tích bao nhiêu?", "4.718,6", "9.888,91"),
        ("Dân số quận Phú Sơn?", "203.142", "4.952.238"),
        ("Ai là Chủ tịch UBND tỉnh năm 2022?", "Lê Văn Mơ", "Trần Văn Tám"),
        ("Nghị quyết nào của Quốc hội cho tỉnh cơ chế đặc thù?", "37/2021/QH15", "58-NQ/TW"),
        ("Who signed Decision 06/QD-TTg?", "Trần Văn Tám", "Lê Văn Mơ"),
    ],
)
def test_a_row_a_count_a_holder_and_a_bodys_paper_answer(
    assistant_over: Over, question: str, answer: str, not_quoted: str
) -> None:
    """A row stands alone, people are a population, a post is held when the report came out, QH is of the Quốc hội."""
    told = report("tinh", _CITIES, title="Việc của năm 2023", published="2022-12-22")
    found = assistant_over(told).answer(question)
    assert found.status == "answered"
    assert found.text.startswith("According to" if question.startswith("Who") else "Theo")
    assert answer in found.citations[0].quote
    assert not_quoted not in found.citations[0].quote


def test_a_word_that_begins_like_a_month_is_none() -> None:
    """“Decision 06” is no 6 December; “6 Dec” is."""
    told = report("ngay", "Quyết định có việc ngày 6 Dec.", title="Việc", published="2022-12-22")
    hit = Hit(told.report_id, told.key, "one", 1.0, 0, len(told.text), told.text)
    assert (
        out_of_bounds(understand("Who signed Decision 07?"), told, hit, "Ông An ký.", "", told.text) is None
    )
    assert (
        out_of_bounds(understand("Who signed it on 7 December?"), told, hit, "Ông An ký.", "", "") is not None
    )


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Nam Định thu ngân sách 6 tháng đầu năm 2023 bao nhiêu?", "14.200 tỷ đồng"),
        ("Nam Định phấn đấu thu ngân sách năm 2023 bao nhiêu?", "29.500 tỷ đồng"),
    ],
)
def test_of_two_figures_the_one_of_the_time_and_kind_asked_for_is_marked(
    assistant_over: Over, question: str, figure: str
) -> None:
    """A target in the same sentence, nearer to the question's words, is not what was collected in half a year."""
    told = report(
        "budget",
        "Theo Chủ tịch UBND tỉnh Nam Định, thu ngân sách 6 tháng đầu năm của tỉnh đạt khoảng 14.200 tỷ đồng, phấn đấu "
        "cả năm 2023 sẽ thu ngân sách đạt 29.500 tỷ đồng.",
        title="Nam Định thu ngân sách",
        published="2023-07-03",
        province="Nam Định",
    )
    answer = assistant_over(told).answer(question)
    span = answer.sentences[1].span
    assert span and told.text[slice(*span)] == figure


def test_who_is_told_by_a_sentence_that_names_somebody(assistant_over: Over) -> None:
    """The sentence that bears most of the question may tell only who arranged it."""
    contest = report(
        "hat",
        "Liên đoàn Lao động tỉnh mở chung kết hội thi giọng hát hay tối 1/5 tại Trung tâm Văn hóa. Giải nhất thuộc về "
        "Lý Thanh Tâm, giải nhì là Kim Ngọc Diễm. Tổng giải thưởng 60 triệu đồng.",
        title="Thi giọng hát hay",
    )
    answer = assistant_over(contest).answer("Ai đoạt giải nhất hội thi giọng hát hay?")
    assert "Thanh Tâm" in answer.citations[0].quote
