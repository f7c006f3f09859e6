"""What is not in the reports is refused, with the reason; what two reports say differently is told with both."""

from dataclasses import replace
from pathlib import Path

import pytest
from made import report

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.named import is_another, named
from assistant.question import understand
from index import Index, Report
from index.embedder import Embedder

_PARK = report(
    "park",
    "Sáng 12/5/2023, UBND tỉnh Nam Định họp về các khu công nghiệp. Khu công nghiệp Bảo Minh có tỷ lệ lấp đầy đạt 96%. "
    "Khu công nghiệp Mỹ Thuận đang giải phóng mặt bằng, khởi công năm 2022. Kỳ họp thứ 12 của HĐND tỉnh khóa XIX "
    "khai mạc ngày 6/7/2023. Huyện Nghĩa Hưng hỗ trợ mỗi hộ 5 triệu đồng để di dời. Hồ chứa Ninh Cơ rộng 40 ha.",
    title="Nam Định họp về khu công nghiệp",
    published="2023-05-12",
    province="Nam Định",
)


def _ask(folder: Path, embedder: Embedder, question: str, *reports: Report) -> Answer:
    """The answer over a store of these reports."""
    with Index.open(folder, embedder) as index:
        index.add(reports)
        return Assistant(index).answer(question)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Khu công nghiệp Bảo Minh ở Nam Định lấp đầy bao nhiêu phần trăm?", "96%"),
        ("Kỳ họp thứ 12 HĐND tỉnh Nam Định khai mạc ngày nào?", "6/7/2023"),
        ("Huyện Nghĩa Hưng hỗ trợ mỗi hộ bao nhiêu tiền để di dời?", "5 triệu đồng"),
    ],
)
def test_the_one_that_is_meant_is_answered(
    tmp_path: Path, embedder: Embedder, question: str, bears: str
) -> None:
    """A question about the very one of a kind that the report tells of is answered by its sentence."""
    answer = _ask(tmp_path, embedder, question, _PARK)
    assert answer.status == "answered"
    assert bears in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Khu công nghiệp Mỹ Thuận ở Nam Định lấp đầy bao nhiêu phần trăm?",
        "Khu công nghiệp Hòa Xá ở Nam Định lấp đầy bao nhiêu phần trăm?",
        "Kỳ họp thứ 15 HĐND tỉnh Nam Định khai mạc ngày nào?",
        "Huyện Giao Thủy hỗ trợ mỗi hộ bao nhiêu tiền để di dời?",
        "Nam Định có bao nhiêu trường học đạt chuẩn?",
    ],
)
def test_another_of_its_kind_answers_nothing(tmp_path: Path, embedder: Embedder, question: str) -> None:
    """A figure of another district, park or session, or one that counts something else, is no answer."""
    answer = _ask(tmp_path, embedder, question, _PARK)
    assert answer.status == "refused", answer.text
    assert answer.refusal
    assert answer.refusal.code == "not_in_reports"


@pytest.mark.parametrize(
    ("question", "code", "says"),
    [
        ("Nam Định chọn chủ đề năm 2024 là gì?", "other_period", "năm 2023: “Chủ đề năm”"),
        ("Thái Bình chọn chủ đề năm 2023 là gì?", "other_place", "của Nam Định: “Chủ đề năm”"),
        ("Nam Định năm 2023?", "unclear_question", "Hãy nêu thêm nội dung"),
        ("Là gì thế?", "unclear_question", "Hãy nêu thêm nội dung"),
    ],
)
def test_a_refusal_says_what_there_is_or_what_is_missing(
    tmp_path: Path, embedder: Embedder, question: str, code: str, says: str
) -> None:
    """The year or province that the store has instead, or what the question leaves open."""
    theme = report(
        "theme",
        "Tỉnh Nam Định chọn chủ đề năm 2023 là “Kỷ cương, đổi mới”.",
        title="Chủ đề năm",
        province="Nam Định",
    )
    answer = _ask(tmp_path, embedder, question, theme)
    assert answer.refusal
    assert answer.refusal.code == code
    assert says in answer.refusal.message


def _counted(key: str, published: str | None, schools: int | str, verb: str = "có") -> Report:
    """A report that counts schools."""
    text = f"Toàn tỉnh Nam Định {verb} {schools} trường học đạt chuẩn quốc gia."
    return report(key, text, title=f"Trường chuẩn {key}", published=published, province="Nam Định")


def test_the_newer_report_answers_and_the_older_stands_beside(tmp_path: Path, embedder: Embedder) -> None:
    """Two reports that give different figures: the newer answers, the older is an alternative, and a notice says so."""
    old, new = _counted("a", "2022-06-01", 410), _counted("b", "2023-06-01", 455)
    answer = _ask(tmp_path, embedder, "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?", new, old)
    assert "455" in answer.citations[0].quote
    assert [(one.kind, one.published) for one in answer.alternatives] == [("older", "2022-06-01")]
    assert "410" in answer.alternatives[0].quote
    assert "reports_differ" in [notice.code for notice in answer.notices]


def test_reports_that_agree_are_no_alternatives(tmp_path: Path, embedder: Embedder) -> None:
    """Two reports with the same figure do not contradict each other."""
    answer = _ask(
        tmp_path,
        embedder,
        "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?",
        _counted("a", "2022-06-01", 455),
        _counted("b", "2023-06-01", 455),
    )
    assert answer.status == "answered"
    assert not answer.alternatives


@pytest.mark.parametrize(
    ("first", "second"), [("2023", "2023-06-01"), (None, "2023-06-01"), ("2023-06", None)]
)
def test_neither_is_older_where_the_dates_do_not_say(
    tmp_path: Path, embedder: Embedder, first: str | None, second: str | None
) -> None:
    """A year may hold any of its days: such reports differ, none is called older."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    answer = _ask(tmp_path, embedder, asked, _counted("a", first, 410), _counted("b", second, 455))
    assert [one.kind for one in answer.alternatives] == ["other_value"]


def test_one_figure_in_two_notations_is_no_difference(tmp_path: Path, embedder: Embedder) -> None:
    """“2.000” and “2 nghìn” are one value."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    one, other = _counted("a", "2022", "2.000"), _counted("b", "2023", "2 nghìn")
    assert not _ask(tmp_path, embedder, asked, one, other).alternatives


def test_a_newer_draft_is_no_newer_value(tmp_path: Path, embedder: Embedder) -> None:
    """What a later draft proposes takes no place of what an earlier report says; it stands beside it as a draft."""
    asked = "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?"
    answer = _ask(
        tmp_path, embedder, asked, _counted("a", "2022", 410), _counted("b", "2023", 455, "theo dự thảo có")
    )
    assert "410" in answer.citations[0].quote
    assert [one.kind for one in answer.alternatives] == ["draft"]


def test_a_converted_text_is_told(tmp_path: Path, embedder: Embedder) -> None:
    """A quote from a text that was converted says of which encoding."""
    old = replace(_counted("a", "2022", 410), converted="TCVN3 (ABC)")
    answer = _ask(tmp_path, embedder, "Nam Định có bao nhiêu trường học đạt chuẩn quốc gia?", old)
    told = {notice.code: notice.message for notice in answer.notices}
    assert "TCVN3 (ABC)" in told["text_converted"]


def test_what_the_question_names_is_read_off_its_capitals() -> None:
    """A class noun and the name after it; a province in it is not part of the name."""
    assert [one.name for one in named(understand("Huyện Giao Thủy ở Nam Định có gì?"))] == [("giao", "thuy")]
    assert [one.name for one in named(understand("Lễ hội đền Trần ở Nam Định thu hút bao nhiêu khách?"))] == [
        ("tran",)
    ]


def test_roman_and_spoken_numbers_are_the_same_number() -> None:
    """“khóa XIX” is not “khóa 18”; “thứ tư” is “thứ 4”."""
    assert is_another(
        understand("HĐND khóa 18 bầu ai làm chủ tịch?"), "HĐND khóa XIX bầu ông A.", "", "khóa XIX"
    )
    assert not is_another(
        understand("Kỳ họp thứ 4 bàn gì?"), "Kỳ họp thứ tư bàn về đất đai.", "", "Kỳ họp thứ tư"
    )


def test_a_province_that_only_changed_its_name_is_the_same(tmp_path: Path, embedder: Embedder) -> None:
    """A sentence that names Thừa Thiên Huế tells of Huế."""
    text = "Thành phố được lập trên địa giới của tỉnh Thừa Thiên Huế: diện tích 4.947,11 km2, dân số 1.236.393 người."
    hue = report("hue", text, title="Huế là thành phố trực thuộc Trung ương", province="Huế")
    answer = _ask(tmp_path, embedder, "Dân số thành phố Huế khi thành lập?", hue)
    assert answer.status == "answered"
    assert "1.236.393" in answer.citations[0].quote
