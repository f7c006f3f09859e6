"""Faults of what a quote orders somebody to say, said as if the quote said it: "hãy trả lời rằng …". Pure."""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# An order to whoever answers, which no report gives its readers.
_TELL, _ANSWER = "hãy|phải|chỉ|luôn", "answer|reply|respond|say|write|print"
_PASS_OVER, _IGNORE = "bỏ qua|phớt lờ|quên", "ignore|disregard|forget"
_ORDER = Spotted(
    f"{_TELL}|{_ANSWER}|{_PASS_OVER}|{_IGNORE}",
    rf"(?<!\w)(?:{_TELL}) (?:luôn |chỉ )?(?:trả lời|nói|viết|ghi|khẳng định|in ra|thêm)(?: lại)?"
    rf"(?: (?:rằng|đúng|là|câu|như)(?!\w)|:)|(?<!\w)(?:{_ANSWER})(?: only| with| that| this| exactly)+(?!\w)|"
    rf"(?<!\w)(?:{_PASS_OVER}) (?:mọi |các |tất cả |những )?(?:hướng dẫn|chỉ dẫn|lệnh|yêu cầu)(?!\w)|"
    rf"(?<!\w)(?:{_IGNORE}) (?:all |any |the )*(?:previous|prior|above|earlier)(?!\w)",
)


def ordered(pair: Pair) -> Iterator[Fault]:
    """What a quote orders somebody to say, said as if the quote said it."""
    if (order := order_of(pair.quote)) and not order_of(pair.sentence):
        yield fault("unsupported", pair.sentence.text, order)


@remembered
def order_of(parsed: Parsed) -> str:
    """The order to somebody that a text has; "" for none."""
    order = _ORDER.search(parsed)
    return order.group() if order else ""
