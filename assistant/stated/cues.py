"""Cue: a word that turns what a text says: direction, negation, draft or decided, target or estimate.
Pure.
"""

import re
from typing import Literal, NamedTuple

from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import alternatives, openings

Axis = Literal["direction", "negation", "status", "modality"]

_UP = r"""
tăng(?! (?:cường|tốc|gia|ca|thiết)(?!\w))|gia tăng|vượt(?! khó| qua| bậc| trội)|cao hơn|nhiều hơn|
lớn hơn|trên(?= (?:mức )?báo động)|
lên(?= (?:còn |đến |tới |mức )?\d)|gấp(?! rút)|increase[sd]?|increasing|rise[sn]?|rose|
rising|grow[sn]?(?! up)|grew(?! up)|growing(?! up)|growth|higher|exceed(?:s|ed|ing)?|up(?= (?:by )?\d)|climb(?:s|ed)|
surpass(?:es|ed)|
(?:above|ahead of)(?= (?:the|its|their|last|that|plan|target|average|schedule)(?![^\W_]))|earlier than|
more(?= (?:[a-z]+ )?than (?:the|in|last|a|that|its)(?![^\W_]| [$\d]))|sớm hơn|tang"""
_DOWN = r"""
giảm(?! nghèo)|sụt|tụt|hụt|(?:chưa|không) bằng|chưa đạt (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán)|
thấp hơn|dưới(?= (?:mức )?báo động)|ít hơn|nhỏ hơn|kém(?= (?:hơn|\d))|xuống(?= (?:còn |đến |tới |
mức )?\d)|hạ(?= (?:từ|xuống|\d))|short of|decrease[sd]?|decreasing|falls?(?! short)|
fell(?! short)|fallen(?! short)|declin(?:e|es|ed|ing)|
drop(?:s|ped)?|lower|reduc(?:e|es|ed|tion)|down(?= (?:by )?\d)|shrank|
(?:below|behind)(?= (?:the|its|their|last|that|plan|target|average|schedule)(?![^\W_]))|later than|
fewer(?! than \d)|muộn hơn|giam"""
# "Hàng không" is aviation, "trên không" up in the air, but for "giao hàng không …" and "nói trên không …".
_NO = r"không(?! (?:chỉ|những|quá|dưới|ít hơn|ngừng|gian|khí|quân|ít|kể|đến \d|tới \d))"
_NOT = rf"""
(?<!trên )(?<!hàng ){_NO}|(?<=(?:bán|mua|đơn|mặt|nhà|cửa|xếp|chở|đặt|trả|gửi) hàng ){_NO}|
(?<=(?:giao|nhận|nhập|xuất|ngân) hàng ){_NO}|(?<=khách hàng ){_NO}|(?<=(?:nói|nêu) trên ){_NO}|
(?<=trên )không(?= (?:được|bị|phải|có|còn|cần|đủ|đạt|biết)(?![^\W_]))|
chưa(?! (?:(?:đến|tới) (?:\d|nửa|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)|đầy|kể))|chẳng(?! hạn)|not(?! only| just)|
no(?! later| less| fewer|\. ?\d)|never|none|without|cannot|can't|don't|didn't|
doesn't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|won't|wouldn't|couldn't|shouldn't|failed to|
khong(?! (?:chi|qua|ngung|gian|khi))"""
_DRAFT = r"""
dự thảo|bản thảo|đề xuất|đề nghị|kiến nghị|
(?<!chương )(?<!(?:công|giáo|hành|lịch|giải|tiến) )(?<!tường )(?<!(?:quy|quá|địa) )(?<!lộ )trình(?! (?:bày|
độ|tự|diễn|chiếu|báo))|lấy ý kiến|xin ý kiến|góp ý|cho ý kiến|tham mưu|(?<!đã )(?<!được )xem xét|draft(?:s|ed)?|
propos(?:al|als|e|es|ed|ing)|submit(?:s|ted)?|consult(?:s|ed|ation)?|comments? on|du thao|de xuat"""
_DECIDED = r"""
ban hành|thông qua|phê duyệt|chấp thuận|quyết nghị|chuẩn y|nhất trí|thống nhất|quyết định|công bố|
approv(?:al|e|es|ed)|adopt(?:s|ed)?|issued|
issues?(?= (?:a|an|the|its|new)(?![^\W_]))|promulgat(?:e|es|ed)|pass(?:es|ed)|decid(?:e|es|
ed)|agree[sd]?|enact(?:s|ed)"""
_TARGET = r"""
phấn đấu|(?<!chương trình )(?<!vượt )(?<!hoàn thành )(?<!so với )mục tiêu(?! quốc gia| của)|
đặt chỉ tiêu|quyết tâm|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|goals?|striv(?:e|es|ing)|phan dau|
muc tieu(?! quoc gia)"""
_EXPECTED = r"""
có (?:nguy cơ|khả năng)|
có thể(?= (?:tăng|giảm|sụt|vượt|đạt|lên|xuống|kéo dài|xảy ra|xuất hiện|gây|lan|bị|mất|thiếu|phải|sẽ|ngừng|dừng|
chậm|lùi|được (?:tăng|giảm|nâng|lùi))(?!\w))|
dự kiến|dự định|(?<!thời gian )(?<!khi )(?<!công tác )(?<!bản tin )(?<!theo )dự báo|
kỳ vọng|cam kết|sẽ|will|expect(?:s|ed)|forecast|project(?:ed)|plan(?:s|ned) to|du kien"""

_ESTIMATE = r"""
(?<!mơ )(?<!nguyện )(?<!quy )(?<!công )(?<!hiệp )(?<!khế )(?<!điều )ước(?! (?:mơ|vọng|nguyện|muốn|
lệ))|ước tính|ước đạt|(?<!its )(?<!their )(?<!the )(?<!budget )(?<!annual )estimates?|estimated|uoc dat|uoc tinh"""
_ACTUAL = r"""
đã|thực hiện(?= (?:năm|đạt|được|cả năm|\d\d? tháng|tháng|quý))|thực tế|đạt được|actual(?:ly)?|achieved|reached|has|
(?<!to )have|had|da"""


_CUES: tuple[tuple[Axis, str, str], ...] = (
    ("direction", "up", _UP),
    ("direction", "down", _DOWN),
    ("negation", "not", _NOT),
    ("status", "draft", _DRAFT),
    ("status", "decided", _DECIDED),
    ("modality", "target", _TARGET),
    ("modality", "expected", _EXPECTED),
    ("modality", "estimate", _ESTIMATE),
    ("modality", "actual", _ACTUAL),
)


def _opened() -> dict[str, list[tuple[Axis, str, re.Pattern[str]]]]:
    """The patterns by the letters that they begin with: most words of a text begin none, and are passed over."""
    found: dict[str, list[tuple[Axis, str, re.Pattern[str]]]] = {}
    for axis, value, text in _CUES:
        grouped: dict[str, list[str]] = {}
        for one in alternatives(text.replace("\n", "")):
            for letters in openings(one):
                grouped.setdefault(letters, []).append(one)
        for letters, some in grouped.items():
            pattern = re.compile(rf"(?:{'|'.join(some)})(?![^\W_])", re.IGNORECASE)
            found.setdefault(letters, []).append((axis, value, pattern))
    return found


_OPENED = _opened()
_LETTERS = frozenset(_OPENED)
# A decision that is still to come: "trình … ban hành", "sớm thông qua".
_PENDING = re.compile(
    r"(?<![^\W_])(?:sớm|sẽ|để|nếu|cần|phải|trước khi|chuẩn bị|tiến tới|dự kiến|chờ|đề nghị|đề xuất|"
    r"kiến nghị|xin|(?<!chương )(?<!quy )(?<!lộ )(?<!tiến )(?<!công )(?<!quá )trình(?! bày)|chưa|"
    r"không|tham mưu|xem xét|lấy ý kiến|dự thảo|will|to be|before|not|yet|propos\w+|submit\w*|"
    r"for)(?![^\W_])[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:đã|has|have|was|were)(?: được| been| thống nhất)? $|"
    r"(?<![^\W_])đã (?:được )?(?:xem xét|thảo luận|thẩm tra|biểu quyết|nghiên cứu|rà soát)[^.;:\n]{0,30}$",
    re.IGNORECASE,
)
# Who decides, or that it was done, stands before the verb; "quyết định" by itself is a document.
_DECIDES = re.compile(
    r"(?:đã|vừa|cũng|thống nhất|tỉnh|huyện|thành phố|UBND|HĐND|ủy|Chính phủ|Bộ|Sở|Quốc hội|nhân dân|chí) $"
)


class Cue(NamedTuple):
    """text[start:end] as written, the axis it turns and the value it gives; a decision still to come is
    "pending".
    """

    start: int
    end: int
    text: str
    axis: Axis
    value: str


@remembered
def cues(parsed: Parsed) -> tuple[Cue, ...]:
    """The cues of a text in order."""
    text = parsed.text
    found: list[Cue] = []
    reached: dict[str, int] = {}
    for start, letters in parsed.opening(_LETTERS):
        for axis, value, pattern in _OPENED[letters]:
            if start < reached.get(value, 0) or not (match := pattern.match(text, start)):
                continue
            reached[value] = match.end()
            if value != "decided":
                found.append(Cue(start, match.end(), match.group(), axis, value))
            elif said := _decision(parsed, match):
                found.append(Cue(start, match.end(), match.group(), axis, said))
    return tuple(found)


def _decision(parsed: Parsed, match: re.Match[str]) -> str:
    """Whether a word for a decision tells of one taken or still to come; "" where it names a document."""
    text, at = parsed.text, match.start()
    if match.group().lower() == "quyết định" and not _DECIDES.search(text[max(0, at - 16) : at]):
        return ""
    before = text[max(parsed.clause(at)[0], at - 80) : at]
    return "pending" if _PENDING.search(before) and not _DONE.search(before) else "decided"
