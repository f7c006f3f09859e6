"""Qualifiers: words that make more of what a quote says, or are of weight by themselves: most, only, former. Pure."""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

_POST = r"(?:phó |tổng )*(?:chủ tịch|bí thư|giám đốc|trưởng|chánh|cục trưởng|bộ trưởng|thủ tướng|đại biểu)"
# Words that say more than the sentence would without them, and what of the quote allows them.
_QUALIFIERS = (
    (r"mỗi", r"mỗi|từng|bình quân|trung bình|hàng|hằng|một|/"),
    (
        r"(?<!thống )(?<!thứ )(?<!hợp )(?<!đồng )nhất|dẫn đầu|đứng đầu|kỷ lục",
        r"nhất|đầu tiên|(?:dẫn|đứng|hàng) đầu|kỷ lục|chưa từng|thứ|số 1",
    ),
    (r"duy nhất", r"duy nhất|chỉ|mỗi|độc nhất"),
    (r"lần đầu|lần đầu tiên", r"đầu tiên|lần đầu|chưa từng|lần thứ nhất|lần thứ i|lần i"),
    (rf"(?:nguyên|cựu)(?= {_POST})", r"nguyên|cựu|khi đó|lúc đó|trước đây|cũ"),
    (r"tất cả|toàn bộ|mọi", r"tất cả|toàn bộ|mọi|100 ?%|hết|cả|toàn|đều|các"),
    (r"chỉ riêng", r"riêng|chỉ"),
    (r"đủ(?! điều kiện)", r"đủ|đầy|hết|toàn bộ|xong|hoàn thành|100 ?%"),
    # deeds that are of weight by themselves: no other word stands for them
    (
        r"đồng ý|tán thành|nhất trí|ủng hộ",
        r"đồng ý|tán thành|nhất trí|ủng hộ|thống nhất|chấp thuận|đồng tình|đồng thuận",
    ),
    (r"phản đối|bác bỏ|bác đơn", r"phản đối|bác|không đồng ý|không nhất trí|không chấp thuận"),
    (r"bãi bỏ|hủy bỏ|huỷ bỏ|xóa bỏ|xoá bỏ", r"bãi bỏ|hủy|huỷ|xóa|xoá|hết hiệu lực|chấm dứt"),
    (r"tạm dừng|dừng(?! lại ở)|đình chỉ|chấm dứt", r"dừng|đình chỉ|chấm dứt|ngừng|ngưng|kết thúc|thôi"),
    (r"khởi tố|truy tố|kết án|bắt tạm giam|tạm giam", r"khởi tố|truy tố|kết án|tạm giam|tuyên phạt|án"),
    (
        r"kỷ luật|kỉ luật|cách chức|khai trừ|cảnh cáo|khiển trách",
        r"k[ỷỉ] luật|cách chức|khai trừ|cảnh cáo|khiển trách",
    ),
    (r"miễn nhiệm|bãi nhiệm|bãi miễn", r"miễn nhiệm|bãi nhiệm|bãi miễn|thôi"),
    (
        r"(?<!làm )chết|tử vong|thiệt mạng|tử nạn",
        r"chết|tử vong|thiệt mạng|tử nạn|tử thương|người mất|hy sinh",
    ),
    (
        r"(?<!không )vượt (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)|(?<!không )vượt(?= \d)",
        r"vượt|cao hơn|trên 100|1[0-9]{2}(?:,\d+)? ?%",
    ),
)
_WEIGHTY = tuple((Spotted(said), re.compile(rf"(?<!\w)(?:{allowed})(?!\w)")) for said, allowed in _QUALIFIERS)
_ANY_WEIGHTY = Spotted("|".join(said for said, _ in _QUALIFIERS))


def qualified(pair: Pair) -> Iterator[Fault]:
    """Words that make more of what the quote says, or that are of weight by themselves: each, most, only, former."""
    for said, allowed in _weighty(pair.sentence):
        if not allowed.search(f"{pair.quote.lower} | {pair.title.lower}"):
            yield fault("unsupported", said)


@remembered
def _weighty(parsed: Parsed) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Such words of a text, each with what of a quote allows it."""
    if not _ANY_WEIGHTY.search(parsed):
        return ()
    return tuple(
        (found.group().lower(), allowed) for said, allowed in _WEIGHTY if (found := said.search(parsed))
    )
