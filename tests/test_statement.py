"""A statement that is held against quote after quote is borne by just those in which nothing is at fault."""

from itertools import permutations

import pytest
from made import report

from assistant.verify import Reported, Statement, elsewhere, faults
from assistant.writing.reply import Draft
from assistant.writing.support import borne, supported
from index import Hit

ABOUT = Reported("Thủy lợi huyện Yên Khê", "2024-05-21", "Thanh Hóa")
QUOTES = (
    "Ngày 12/3/2024, UBND huyện Yên Khê phê duyệt 45,2 tỷ đồng để sửa 17 trạm bơm.",
    "Năm 2023, huyện sửa 9 trạm bơm, giảm 3 trạm so với năm trước.",
    "Ông Tạ Đình Long, Chủ tịch UBND huyện, cho biết 6 xã chưa có trạm bơm.",
    "Dự thảo Quyết định 58/QĐ-UBND đề xuất sửa thêm 20 trạm bơm.",
)
SENTENCES = (
    "Ngày 12 tháng 3 năm 2024, huyện Yên Khê phê duyệt 45,2 tỷ đồng để sửa 17 trạm bơm.",
    "Huyện Yên Khê phê duyệt 45,2 triệu đồng để sửa 17 trạm bơm.",
    "Năm 2023, huyện sửa 9 trạm bơm, tăng 3 trạm so với năm trước.",
    "Năm 2023, huyện sửa 9 trạm bơm, giảm 3 trạm.",
    "Chủ tịch UBND huyện Tạ Đình Long cho biết 6 xã đã có trạm bơm.",
    "Ông Tạ Đình Long cho biết 6 xã chưa có trạm bơm.",
    "Quyết định 58/QĐ-UBND đã phê duyệt sửa thêm 20 trạm bơm.",
    "Quyết định 59/QĐ-UBND sửa 99 trạm bơm ở Nghệ An.",
    "Nha may thep mo cua.",
    "",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_whatever_was_looked_at_before(sentence: str) -> None:
    """In any order of the quotes each is judged as it is alone."""
    alone = {quote: not faults(sentence, quote, ABOUT) for quote in QUOTES}

    for order in permutations(QUOTES):
        statement = Statement(sentence)
        assert {quote: statement.borne_by(quote, ABOUT) for quote in order} == alone


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("quote", QUOTES)
def test_main_faults_are_some_of_all(sentence: str, quote: str) -> None:
    """They are none where there are none, and never others."""
    every = faults(sentence, quote, ABOUT)
    statement = Statement(sentence)
    at_once = statement.main_faults(quote, ABOUT)
    statement.borne_by(quote, ABOUT)
    after = statement.main_faults(quote, ABOUT)

    assert bool(at_once) == bool(after) == bool(every)
    assert {*at_once, *after} <= set(every)


def test_what_no_quote_has() -> None:
    """A figure or document that all lack is nowhere; one that another has is somewhere."""
    both = [(QUOTES[0], ABOUT), (QUOTES[1], ABOUT)]

    assert elsewhere("Huyện sửa 17 trạm bơm và 99 hồ chứa.", both)
    assert elsewhere("Quyết định 59/QĐ-UBND sửa 17 trạm bơm.", both)
    assert not elsewhere("Huyện sửa 17 trạm bơm, năm 2023 sửa 9 trạm bơm.", both)


def test_the_nearest_quote_is_told_of_what_none_bears() -> None:
    """Of two cited passages the one with most of the sentence's words, and in it its likest sentence."""
    texts = {"one": f"{QUOTES[2]} {QUOTES[3]}", "other": f"{QUOTES[1]} {QUOTES[0]}"}
    reports = {key: report(key, text, title=ABOUT.title) for key, text in texts.items()}
    hits = [Hit(key, key, key, 1.0, 0, len(text), text) for key, text in texts.items()]
    draft = Draft(1, "Ngày 12/3/2024, huyện Yên Khê phê duyệt 45,2 tỷ đồng để sửa 18 trạm bơm.", (1, 2))

    found = supported(draft, hits, reports.__getitem__)

    assert [span.text for span in found.spans] == [QUOTES[0]]
    assert [fault.in_sentence for fault in found.faults] == ["18"]
    assert borne(draft, hits, reports.__getitem__) is None


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Theo đó, năm 2023, huyện sửa 9 trạm bơm.", QUOTES[1], True),
        ("Tuy nhiên, ngoài ra, 6 xã chưa có trạm bơm.", QUOTES[2], True),
        # what was cut off before the part turns it, whatever leads over to it
        ("Cụ thể, có trạm bơm.", QUOTES[2], False),
        ("Theo đó, sửa thêm 20 trạm bơm.", QUOTES[3], False),
        ("Theo đó,", QUOTES[0], False),
    ],
)
def test_what_only_leads_over_says_nothing(sentence: str, quote: str, borne: bool) -> None:
    """Behind "theo đó" a part of a quote is what it is without."""
    assert Statement(sentence).borne_by(quote, ABOUT) is borne
