"""Numerals: what digits, Roman figures and number words are worth, in Vietnamese and English. Pure."""

import re
from fractions import Fraction
from typing import TypeAlias

from assistant.stated.plain import Language

# What is whole is no fraction: two of these are compared in a tenth of the time.
Value: TypeAlias = int | Fraction
# More digits than any quantity has; longer runs are compared as written.
_LONGEST = 24
DIGITS = (
    r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
)
SPELT_VI = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_BELOW_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SPELT_EN = {word: count for count, word in enumerate(_BELOW_TWENTY.split())}
SPELT_EN |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), 2)}
SPELT = re.compile(
    r"(?<![^\W_])(?:(?:"
    + "|".join([*SPELT_VI, "mười", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"])
    + r")(?![^\W_]) ?)+|(?<![^\W_])(?:(?:"
    + "|".join([*SPELT_EN, "hundred"])
    + r")(?![^\W_])[ -]?)+"
)


def value(digits: str, language: Language) -> Value | None:
    """What digits and marks are worth in a language; None for more digits than a quantity has.

    `1.500` is 1500 and `43,285` is 43.285 in Vietnamese, the other way round in English; either way a last
    group of zeros (`20,000`, `1.500`) is never read as a decimal.
    """
    if len(digits) > _LONGEST:
        return None
    digits = digits.replace(" ", "")
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return int(digits)
    last = marks[-1]
    if len(marks) > 1:
        if marks.count(last) > 1:
            return int(digits.replace(last, ""))
        return Fraction(digits.replace("." if last == "," else ",", "").replace(last, "."))
    whole, _, part = digits.partition(last)
    grouped = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    native = last == ("." if language == "vi" else ",")
    if grouped and (native or part == "000" or (language == "en" and part.endswith("00"))):
        return int(whole + part)
    return Fraction(int(whole + part), 10 ** len(part))


def roman(written: str) -> int:
    """What a Roman numeral in capitals is worth."""
    digits = [dict(zip("IVXLC", (1, 5, 10, 50, 100), strict=True))[letter] for letter in written]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))


def spelt_value(words: list[str]) -> int | None:
    """What number words in a row are worth; None where they make no number."""
    total = part = 0
    digit: int | None = None
    for word in words:
        if word in ("linh", "lẻ"):
            continue
        if word == "mười":
            part, digit = part + 10, None
        elif word in ("mươi", "trăm", "hundred"):
            if digit is None:
                return None
            part, digit = part + digit * (10 if word == "mươi" else 100), None
        elif word in ("nghìn", "ngàn"):
            total, part, digit = (total + part + (digit or 0)) * 1000, 0, None
        else:
            if digit is not None and digit % 10:
                return None
            digit = (digit or 0) + (SPELT_VI.get(word) or SPELT_EN.get(word) or 0)
    return total + part + (digit or 0) or None
