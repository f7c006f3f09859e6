"""What happened on a day, however the day and the question are written."""

import pytest
from made import report

from assistant.question import understand
from assistant.reading.named_days import is_of_day, named_days
from assistant.reading.overlap import borne, units, words
from index import Hit


@pytest.mark.parametrize("written", ["17-8", "17.8", "17.08", "17/08/2023", "17 tháng 8"])
def test_a_day_is_the_same_however_it_is_written(written: str) -> None:
    """A question's “17/8” stands in a sentence that writes that day with another sign."""
    asked = units(understand("Ngày 17/8 xã làm gì?"), lambda word: float(word == "17/8"))
    day = next(place for place, unit in enumerate(asked) if unit.weight == 1.0)
    assert borne(asked, words(f"Chiều {written}, xã họp."))[day] == 1.0
    assert borne(asked, words("Chiều 17, xã họp 8 thôn."))[day] < 1.0


@pytest.mark.parametrize(
    "question",
    [
        "Ngày 17/8 ở Lai Châu diễn ra sự kiện gì?",
        "chieu 17/8 o Lai Chau xay ra chuyen gi",
        "Sáng 17/8 Lai Châu có gì?",
    ],
)
def test_what_happened_on_a_day_is_asked_by_no_words_of_the_text(question: str) -> None:
    """“Xảy ra chuyện gì” says nothing of the subject, and such a question is clear by its day."""
    asked = understand(question)
    assert asked.is_clear
    assert not {"sự", "kiện", "chuyen", "xay", "diễn"} & {term.exact for term in asked.content}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("các ngày 3, 4 và 5/9", {(3, 9), (4, 9), (5, 9)}),
        ("từ ngày 27 đến ngày 30/6", {(27, 6), (28, 6), (29, 6), (30, 6)}),
        ("11 - 13 tháng 4", {(11, 4), (12, 4), (13, 4)}),
        ("trồng 12 cây, ngày 9/3", {(9, 3)}),
        ("tháng 12-2023", set()),
    ],
)
def test_days_in_a_row_share_their_month(text: str, days: set[tuple[int, int]]) -> None:
    """“3, 4 và 5/9” names three days, and “27 đến 30/6” those between as well."""
    assert named_days(text) == days


def test_what_was_done_on_a_day_is_told_where_that_day_is_named() -> None:
    """What stands elsewhere in a passage that names the day was not done then; what was said then may stand there."""
    text = "Ngày 3/9 sở kiểm kê thuốc. Kho mở cửa. Học sinh xem tranh."
    told = report("kho", text)
    hit = Hit(told.report_id, told.key, "one", 1.0, 0, len(text), text)
    done, said = understand("Ngày 3/9 sở làm gì?"), understand("Ngày 3/9 sở yêu cầu gì?")
    assert is_of_day(done, told, hit, "Kho mở cửa.", "Ngày 3/9 sở kiểm kê thuốc.")
    assert not is_of_day(done, told, hit, "Học sinh xem tranh.", "Kho mở cửa.")
    assert is_of_day(said, told, hit, "Học sinh xem tranh.", "Kho mở cửa.")
