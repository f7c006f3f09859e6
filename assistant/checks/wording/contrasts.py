"""Contrasts: words of a sentence whose contrary its quote has in their stead: "xuất khẩu" of "nhập khẩu". Pure."""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from index.memo import memo
from index.vietnamese import canonical

# Words of which one side's says something else than the other's in the same place; "/" stands between those of one.
_LISTED = tuple(
    tuple(
        tuple(" ".join(map(canonical, word.split())) for word in side.split("/")) for side in line.split("|")
    )
    for line in """sáng|trưa|chiều|tối
xuất khẩu|nhập khẩu
toàn tỉnh|toàn huyện|toàn xã|toàn thành phố|toàn quốc|toàn ngành
tử vong/chết/thiệt mạng/tử nạn|bị thương
hộ nghèo|cận nghèo|thoát nghèo
trên báo động|dưới báo động
đông xuân|hè thu|thu đông
doanh thu|lợi nhuận/lãi
khẳng định|phủ nhận
thu ngân sách|chi ngân sách
nông thôn|đô thị|thành thị
nông nghiệp|công nghiệp|dịch vụ|xây dựng
khu công nghiệp|cụm công nghiệp
nam|nữ
đầu năm|cuối năm|giữa năm
trong nước|ngoài nước/nước ngoài|ngoài tỉnh
khách quốc tế|khách nội địa|khách trong nước
ngân sách trung ương|ngân sách địa phương|ngân sách tỉnh|ngân sách huyện
tuyến tỉnh|tuyến huyện|tuyến xã|tuyến trung ương
cấp tỉnh|cấp huyện|cấp xã|cấp trung ương
cao nhất|thấp nhất
lớn nhất|nhỏ nhất
đầu tiên|cuối cùng
trước|sau
bắt đầu|kết thúc
khai mạc|bế mạc
khai giảng|bế giảng
bổ nhiệm|miễn nhiệm
cho phép|cấm
hoàn thành|khởi công
đồng ý|phản đối
chấp thuận|bác bỏ
có hiệu lực|hết hiệu lực
mỗi ngày|mỗi tuần|mỗi tháng|mỗi quý|mỗi năm
hằng ngày|hằng tuần|hằng tháng|hằng quý|hằng năm
trước khi|sau khi
mùa khô|mùa mưa
thu hồi|chi trả
trực tuyến|trực tiếp
đúng hạn|quá hạn|trễ hạn
trên địa bàn tỉnh|trên cả nước""".splitlines()
)
# What says the same as one of these.
_ALIKE = {"toàn quốc": "cả nước"}
_SAID = tuple(tuple(said for side in group for said in side) for group in _LISTED)
# On which side each stands.
_SIDE = tuple({said: at for at, side in enumerate(group) for said in side} for group in _LISTED)
# All of them, as a text.
CONTRASTED = "; ".join(said for group in _SAID for said in group)
# The groups and wordings that a word opens, so that only these are looked for.
_OPENING = {
    first: [(place, said) for place, group in enumerate(_SAID) for said in group if said.split()[0] == first]
    for first in {said.split()[0] for group in _SAID for said in group}
}


def contrasted(pair: Pair) -> Iterator[Fault]:
    """Words of the sentence whose contrary the quote has instead."""
    claimed = grouped(pair.sentence)
    if not claimed:
        return
    theirs, spoken = grouped(pair.quote), _spoken(pair.quote)
    for group, ours in claimed.items():
        present = theirs.get(group, ())
        said_of = {_SIDE[group][said] for said in ours}
        others = [other for other in present if _SIDE[group][other] not in said_of]
        if any(said in _ALIKE and f" {_ALIKE[said]} " in spoken for said in ours):
            continue
        if others and len(others) == len(present):
            for said in ours:
                yield fault("unsupported", said, others[0])


@remembered
def grouped(parsed: Parsed) -> dict[int, tuple[str, ...]]:
    """Which words of each contrasting group a text has."""
    spoken = _spoken(parsed)
    found: dict[int, tuple[str, ...]] = {}
    for word in parsed.spelt:
        for place, said in _OPENING.get(word, ()):
            if f" {said} " in spoken:
                found[place] = (*found.get(place, ()), said)
    return {place: tuple(said for said in _SAID[place] if said in words) for place, words in found.items()}


def opposed(one: Parsed, ours: tuple[int, int], other: Parsed, theirs: tuple[int, int]) -> str | None:
    """A word of a stretch of one text whose contrary a stretch of another has in its stead; None for none."""
    said, there = one.text[slice(*ours)].lower(), other.text[slice(*theirs)].lower()
    for place, words in grouped(one).items():
        here = [word for word in words if _within(word, said)]
        if not here or place not in grouped(other):
            continue
        found = [word for word in grouped(other)[place] if _within(word, there)]
        if found and {_SIDE[place][word] for word in here}.isdisjoint(_SIDE[place][word] for word in found):
            return here[0]
    return None


@memo(4096)
def _within(word: str, text: str) -> bool:
    """Whether a canonical wording stands in a text in small letters."""
    return f" {word} " in " " + " ".join(canonical(each) for each in re.findall(r"[^\W\d_]+", text)) + " "


@remembered
def _spoken(parsed: Parsed) -> str:
    """A text's canonical words between single spaces."""
    return " " + " ".join(word.exact for word in parsed.words) + " "
