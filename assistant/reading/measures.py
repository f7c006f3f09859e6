"""Measures: what quantity a "how much" question asks for, and where a sentence states one of that kind. Pure."""

import re

from assistant.reading.dimensions import CROWDED, NOT_COUNTED
from assistant.understanding.asked import Wording
from index.memo import memo

_PLAIN = r"(?:\d+(?:[.,]\d+)*|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|chục|trăm|nửa)(?!\w))"
_NUMBER = rf"(?<![\w/.,-])-?{_PLAIN}"
# What makes the number before it larger, or goes on with it: "ba mươi lăm".
_SCALE = (
    r"(?:\s*(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|million|billion)"
    r"|\s+(?:mươi|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)(?!\w))*"
)
_TO = rf"(?:\s*(?:[-–]|đến|tới)\s*{_PLAIN})?"


def _said(units: str) -> re.Pattern[str]:
    """A number or range with one of the units behind it or, in a table's row, before it: in brackets in its heading, or
    in the cell to its left.
    """
    return re.compile(
        rf"{_NUMBER}{_TO}{_SCALE}\s*(?:{units})(?!\w)|(?:{units})\):\s*\d+(?:[.,]\d+)*"
        rf"|(?<=\|)\s*(?:\w+ )?(?:{units})\s*\|\s*\d+(?:[.,]\d+)*",
        re.IGNORECASE,
    )


_SHARE = "%|phần trăm"
# By how much something grew, or how much of it is done, is told as a share, too.
_OF_A_WHOLE = Wording(
    r"\b(?:tăng|giảm|vượt|hụt|giải ngân|hoàn thành|chiếm|bằng|hỗ trợ)"
    r"(?: (?:được|đạt|thêm|lên|khoảng|tới))* bao nhiêu\W*$"
)
_LENGTH = "km|m|mét|ki-?lô-?mét|cm|mm|dặm|hải lý"
_NO_LENGTH = "(?<!sâu )(?<!cao )(?<!dài )(?<!dày )"
_AREA = "ha|héc[ -]?ta|m2|m²|mét vuông|km2|km²|ki-lô-mét vuông|sào|mẫu"

# Each kind: how a question asks for it, and the units by which a sentence states it, alone and with shares. The first
# that asks wins.
_STATED = tuple(
    (Wording(asked), _said(units), _said(f"{units}|{_SHARE}"))
    for asked, units in (
        (r"(?:bao nhiêu|mấy) (?:phần trăm|%)|tỷ lệ .{0,60}bao nhiêu|per ?cent", _SHARE),
        (
            r"bao nhiêu độ\b(?! (?:tuổi|thị))|\bnhiệt độ .{0,40}bao nhiêu|how (?:hot|cold)|what temperature",
            r"độ(?: [CF])?|[°º]\s*[CF]?",
        ),
        (r"\b(?:mấy|bao nhiêu) giờ\b|what time", r"giờ(?: \d+)?|h\d*|phút"),
        (
            r"bao (?:nhiêu )?lâu|\b(?:mấy|bao nhiêu) (?:năm|tháng|ngày|tuần|quý|phút|giây|buổi)\b"
            r"|\b(?:mức án|án phạt|lĩnh án|án tù) (?:là )?bao nhiêu\W*$"
            r"|how (?:long (?:did|does|will|has|have|was)|many (?:years|months|days|weeks|hours))",
            "năm|tháng|ngày|tuần|giờ|phút|giây|quý|đêm|buổi|thập kỷ",
        ),
        (
            r"bao nhiêu (?:héc[ -]?ta|ha|mét vuông|m2|km2|sào|mẫu)\b|bao nhiêu diện tích"
            # "diện tích bị lún sâu bao nhiêu mét"
            rf"|diện tích .{{0,60}}{_NO_LENGTH}bao nhiêu(?! (?:mét(?! vuông)|km|người|hộ|tiền|tỷ|đồng)(?!\w))"
            r"|\brộng (?:lớn )?(?:cỡ|chừng|đến|thế) nào|what (?:is|was) the area",
            _AREA,
        ),
        (
            rf"\b{CROWDED} (?:dân )?(?:bao nhiêu|mấy|(?:cỡ|chừng|đến|thế) nào)",
            "người|(?:người )?dân|nhân khẩu",
        ),
        (r"\brộng (?:bao nhiêu|mấy) (?:mét(?! vuông)|m|km)\b", _LENGTH),
        # a road is so many metres wide, a park so many hectares
        (r"\brộng (?:lớn )?(?:bao nhiêu|mấy)\b", rf"{_AREA}|m|mét|km"),
        (r"bao nhiêu (?:mét khối|m3|khối|lít)\b", "m3|m³|mét khối|khối|lít"),
        (
            r"bao nhiêu (?:km|mét|m|cây số|ki-?lô-?mét)\b|\bbao xa\b"
            rf"|\b(?:dài|cao|sâu|xa) (?:bao nhiêu|mấy){NOT_COUNTED}"
            r"|how (?:tall|deep|wide|far|high)|how long is",
            _LENGTH,
        ),
        (
            r"bao nhiêu (?:tấn|kg|tạ|ki-?lô)\b|nặng (?:bao nhiêu|(?:cỡ|chừng) nào)(?! (?!tấn|kg|tạ|ki)\w)|how heavy",
            "tấn|kg|tạ|ki-?lô-?gam|g|cân",
        ),
        (
            r"bao nhiêu (?:tiền|vốn|kinh phí|chi phí|tỷ|tỉ|triệu|nghìn|đồng|usd|đô la|ngân sách)\b"
            r"|\b(?:giá|tốn|tổn phí|kinh phí|chi phí|lương|thu nhập|mức đầu tư|trị giá|doanh thu|thu ngân sách|vốn"
            r"|tổng mức|số tiền|(?:học|viện|lệ|thu|mức|tiền|cước) phí|(?:mức|tiền|bị|xử) phạt(?! tù)|kim ngạch"
            r"|thưởng)\b"
            r"(?: [^\s,?]+){0,10} bao nhiêu(?! (?!một\b|mỗi\b|trên\b)\w)"
            r"|(?<!hệ số )\b(?:nộp|nợ|bồi thường|đền bù|chiếm đoạt|tham ô|thất thoát|truy thu|hối lộ|vay|đóng góp"
            r"|thiệt hại|hỗ trợ|đầu tư|tài trợ|quyên góp)"
            r"(?: [^\s,?]+){0,4} bao nhiêu\W*$"
            r"|\b(?:thu|đóng|trả|bán|mua|thuê)(?: [^\s,?]+){0,6} bao nhiêu (?:một|mỗi|trên một)\b"
            r"|^(?:tổng (?:số )?(?:vốn|kinh phí|chi phí|mức đầu tư|thu|chi)|vốn đầu tư|kinh phí|chi phí|doanh thu"
            r"|(?:học|viện|lệ|(?:mức )?(?:thu|tiền|cước)) phí|(?:thu|chi) ngân sách|kim ngạch|(?:mức|tiền) phạt)\b"
            r"(?!.*\b(?:nào|gì|ai|không|chưa|khi|đâu|sao)\b)"
            r"|how much (?:money|did .*cost|does .*cost)|\bcosts?\b|budget of",
            r"đồng|VND|VNĐ|USD|đô la|euro|EUR|\$|tỷ|tỉ|triệu|bảng|yên|nhân dân tệ",
        ),
    )
)
_PHONE = re.compile(r"(?<![\w.,-])\(?0\d{1,3}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?!\w)")
_MEASURES = (*_STATED, (Wording(r"số điện thoại|đường dây nóng|phone number"), _PHONE, _PHONE))


@memo(512)
def measure(question: str) -> re.Pattern[str] | None:
    """The pattern of the quantity that a question asks for; None if it asks for none of these kinds."""
    for asked, said, or_share in _MEASURES:
        if asked.stands_in(question):
            return or_share if _OF_A_WHOLE.stands_in(question) else said
    return None
