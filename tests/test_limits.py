"""Limits: what holds from a figure up does not answer for what lies below it, nor the other way round."""

import pytest
from made import Over, report

from assistant.reading.limits import is_beyond_limit

_PRICES = report(
    "gia",
    "Khu đất trị giá dưới 25 tỷ đồng do Sở Tài chính định giá. Khu đất trị giá từ 25 tỷ đồng trở lên do Hội đồng thẩm "
    "định của tỉnh định giá.",
    title="Cách định giá đất",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Khu đất trị giá dưới 25 tỷ đồng do cơ quan nào định giá?", "Hội đồng"),
        ("Khu đất trị giá từ 25 tỷ đồng trở lên do cơ quan nào định giá?", "Sở Tài chính"),
        ("khu dat tri gia tu 25 ty dong tro len do co quan nao dinh gia", "Sở Tài chính"),
    ],
)
def test_a_limit_is_read_with_its_direction(assistant_over: Over, question: str, other: str) -> None:
    """What holds on the side asked about is quoted, and not what holds on the other."""
    quote = assistant_over(_PRICES).answer(question).citations[0].quote
    assert "định giá" in quote
    assert other not in quote


@pytest.mark.parametrize(
    ("question", "sentence", "beyond"),
    [
        ("xe trên 9 chỗ nộp bao nhiêu", "Xe dưới 9 chỗ nộp 30.000 đồng.", True),
        ("xe trên 9 chỗ nộp bao nhiêu", "Xe dưới 9 chỗ nộp 30.000 đồng, trên 9 chỗ nộp 50.000 đồng.", False),
        ("xe không quá 9 chỗ nộp bao nhiêu", "Xe quá 9 chỗ nộp 50.000 đồng.", True),
        ("xe 9 chỗ nộp bao nhiêu", "Xe dưới 9 chỗ nộp 30.000 đồng.", False),
        ("xe tối đa 9 chỗ nộp bao nhiêu", "Xe không vượt quá 9 chỗ nộp 30.000 đồng.", False),
        ("xe từ 9 chỗ trở lên nộp bao nhiêu", "Xe không dưới 9 chỗ nộp 50.000 đồng.", False),
        ("xe trên 9 chỗ nộp bao nhiêu", "Xe ít hơn 9 chỗ nộp 30.000 đồng.", True),
        ("fee for cars with no more than 9 seats", "Xe trên 9 chỗ nộp 50.000 đồng.", True),
        ("xe trên 9 chỗ nộp bao nhiêu", "Xe dưới 7 chỗ nộp 20.000 đồng.", False),
    ],
)
def test_only_the_other_side_is_left_out(question: str, sentence: str, beyond: bool) -> None:
    """A sentence that tells of both sides, or of another figure, may still answer."""
    assert is_beyond_limit(question, sentence) is beyond
