"""What happened on a day, however the day and the question are written."""

import pytest

from assistant.question import understand
from assistant.reading.overlap import borne, units, words


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
