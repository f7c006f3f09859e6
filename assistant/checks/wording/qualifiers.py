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
    (
        r"(?<!thống )(?<!thứ )(?<!hợp )(?<!đồng )nhất|dẫn đầu|đứng đầu|kỷ lục",
        r"nhất|đầu tiên|(?:dẫn|đứng|hàng) đầu|kỷ lục|chưa từng|thứ|số 1|tối (?:đa|thiểu)|riêng|chủ yếu",
    ),
    (r"duy nhất", r"duy nhất|chỉ|mỗi|độc nhất|riêng"),
    (r"lần đầu|lần đầu tiên", r"đầu tiên|lần đầu|chưa từng|lần thứ nhất|lần thứ i|lần i"),
    (rf"(?:nguyên|cựu)(?= {_POST})", r"nguyên|cựu|khi đó|lúc đó|trước đây|cũ"),
    (r"tất cả|mọi", r"tất cả|toàn bộ|mọi|100 ?%|hết|cả|toàn|đều|các"),
    (r"toàn bộ", r"tất cả|toàn|mọi|100 ?%|hết|cả|đều|trọn|\d+/\d+"),
    (
        r"nhất(?= (?:cả nước|toàn quốc))",
        r"nhất (?:cả|toàn|trong|nước|việt)|(?:dẫn|đứng|hàng) đầu|thứ nhất|1/63",
    ),
    (r"(?:cả|suốt|trọn) (?:ngày|tuần|tháng|đợt)(?! tết)", r"cả|toàn|suốt|trọn|tổng|hết"),
    (r"(?:năm|tháng|ngày|tuần) nào(?= [^,;.]* cũng)", r"nào|mỗi|hàng|hằng|từng"),
    (r"chỉ riêng", r"riêng|chỉ"),
    (r"trước khi|sau khi", r"trước|sau|khi|rồi|tiếp|xong|lúc|ngay"),
    (
        r"hoàn thành|hoàn tất",
        r"hoàn (?:thành|tất|thiện|chỉnh|công)|xong|hết|kết thúc|nghiệm thu|khánh thành|bàn giao|thông xe|"
        r"về đích|đạt (?:\d+/\d+|1\d\d|chuẩn|chỉ tiêu|kế hoạch|mục tiêu)|đủ|100 ?%|vượt|đóng điện|khép lại",
    ),
    (r"cuối cùng|đội sổ|chót", r"cuối|chót|sau cùng|còn lại|bét|đội sổ"),
    (r"đoạn (?:qua|từ)", r"đoạn"),
    (
        r"chỉ(?= (?:được|có|áp dụng|dành|bán|cấp|ở|tại))(?! (?:[^\W\d_]+ ){0,3}\d)",
        r"chỉ|mới|duy nhất|riêng|chưa|không|ngoài",
    ),
    (r"đủ(?! điều kiện)", r"đủ|đầy|hết|toàn bộ|xong|hoàn thành|100 ?%"),
    # bodies, whom no other word stands for
    (r"công an(?! nhân dân)", r"công an|ca|csgt|cảnh sát|cơ quan điều tra|cqđt|pc\d+|trinh sát|an ninh"),
    (r"thanh tra", r"thanh tra|tt"),
    (r"kiểm lâm", r"kiểm lâm"),
    (r"bộ đội biên phòng|biên phòng", r"biên phòng|bđbp"),
    (r"hải quan", r"hải quan"),
    (r"kiểm toán", r"kiểm toán|ktnn"),
    (r"tòa án|toà án", r"t[òo][aà] án|toà|tòa|tand|hội đồng xét xử|hđxx|tand\w*"),
    (r"viện kiểm sát", r"viện kiểm sát|vks\w*|viện ksnd|kiểm sát viên"),
    (r"quốc hội", r"quốc hội|qh\d*|đại biểu|đbqh"),
    (r"chính phủ", r"chính phủ|cp|thủ tướng|phó thủ tướng|nđ-cp|nq-cp"),
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
        r"vượt|cao hơn|(?:trên|hơn) \d[\d.,]*(?! ?%)|trên 100|1[0-9]{2}(?:,\d+)? ?%",
    ),
)
# The same of English words on a Vietnamese quote.
_ENGLISH = (
    (
        r"largest|biggest|highest|lowest|smallest|fewest|worst|heaviest|hardest(?! hit)|longest|"
        r"the most(?! recent| of)|the least",
        r"nhất|đầu tiên|(?:dẫn|đứng|hàng) đầu|kỷ lục|chưa từng|cuối cùng|tối (?:đa|thiểu)",
    ),
    (
        r"every(?=one| [a-z])|all(?= (?:of|the|\d))",
        r"tất cả|toàn|mọi|cả|hết|đều|các|những|từng|mỗi|100 ?%|đủ|hàng|hằng",
    ),
    (
        r"completed|finished",
        r"hoàn (?:thành|tất|thiện|chỉnh|công)|xong|hết|kết thúc|nghiệm thu|khánh thành|bàn giao|thông xe|đã|được",
    ),
    (r"first half", r"(?:6|sáu) tháng|nửa đầu|quý|hiệp"),
    (r"second half", r"(?:6|sáu) tháng cuối|nửa (?:cuối|sau)|quý|hiệp"),
)
_WEIGHTY = tuple((Spotted(said), re.compile(rf"(?<!\w)(?:{allowed})(?!\w)")) for said, allowed in _QUALIFIERS)
_ANY_WEIGHTY = Spotted("|".join(said for said, _ in _QUALIFIERS))

_RATING = tuple((Spotted(said), re.compile(rf"(?<!\w)(?:{allowed})(?!\w)")) for said, allowed in _ENGLISH)


def rated(pair: Pair) -> Iterator[Fault]:
    """English words that make more of what a Vietnamese quote says: largest, all, completed."""
    if not pair.foreign or pair.sentence.language != "en":
        return
    for said, allowed in _RATING:
        if (found := said.search(pair.sentence)) and not allowed.search(
            f"{pair.quote.lower} | {pair.title.lower}"
        ):
            yield fault("unsupported", found.group())


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
