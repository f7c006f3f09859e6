"""Patterns of whole words are found where holding them against every place of a text finds them."""

import re

import pytest

from assistant.stated.parsed import parse
from assistant.stated.spotted import Spotted

WORDS = [
    "đã|vừa|sắp",
    "(?:chưa|không) bằng|thấp hơn",
    r"(?<!quy )(?<!(?:hiệp|tiên) )ước(?! (?:mơ|vọng))|up(?= \d)|no",
    r"(?:cả|trọn) năm(?: (?P<year>20\d\d))?",
]
TEXTS = [
    "",
    "ĐÃ xong; vừa xong, sắp xong.",
    "Sản lượng không bằng năm trước, chưa bằng kế hoạch và Thấp hơn dự toán.",
    "Quy ước nêu ước đạt 5 tấn, hiệp ước thì không; up 5, upset, no, note, 5no.",
    "İt nhất cả năm 2022 và trọn năm; cả nămm thì không.",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_spotted_is_what_stands_there(words: str, text: str) -> None:
    """Each of them, from left to right."""
    parsed = parse(text)
    anywhere = re.finditer(rf"(?<!\w)(?:{words})(?!\w)", parsed.text, re.IGNORECASE)

    assert [one.span() for one in Spotted(words).finditer(parsed)] == [one.span() for one in anywhere]


@pytest.mark.parametrize("words", [r"tăng|\d+ ha", "tăng|(?:giảm )?hụt", "tăn?g"])
def test_words_without_letters_to_tell_them_by_are_no_pattern(words: str) -> None:
    """They would never be found."""
    with pytest.raises(AssertionError, match="letters of its own"):
        Spotted(words)
