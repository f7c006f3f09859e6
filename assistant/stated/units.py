"""Units: the measures and counted things that follow a number, under one name each, Vietnamese and English.
Pure.
"""

import re
from collections.abc import Sequence

from index.vietnamese import canonical, fold

# Measures: a figure in one of them says something else without it. The name, then its other wordings.
_MEASURES = """
%|phần trăm|percent|per cent|pct
điểm %|điểm phần trăm|percentage points|percentage point
đồng|VNĐ|VND|đ|Vietnamese dong|dong|VN đồng|đồng Việt Nam
USD|đô la Mỹ|đô la|đô|US dollars|US dollar|dollars|dollar
EUR|euro|euros
yên|JPY|yen
nhân dân tệ|CNY|yuan
ha|hecta|héc ta|hectares|hectare
km|kilômét|ki lô mét|cây số|kilometers|kilometer|kilometres|kilometre
m2|mét vuông|square meters|square metres|square meter|square metre
m3|mét khối|cubic meters|cubic metres
km2|ki lô mét vuông|square kilometers|square kilometres|square kilometer|square kilometre|sq km
m|mét|meters|metres|meter|metre
cm|xăng ti mét|centimetres|centimeters
mm|mi li mét|milimét|millimetres|millimeters
tấn|tonnes|tons|tonne|ton
tạ|quintals
kg|ki lô gam|cân|kilograms|kilogram
lít|litres|liters
MW|megawatts
kWh
kV
lần|times|fold
bậc|places|place|ranks
điểm|points|point
tuổi|years old|year old|year olds
năm|years|year
tháng|months|month
tuần|weeks|week
ngày|days|day
giờ|hours|hour|h
phút|minutes|minute
"""
_COUNTED = """
người|people|persons|person
xã|communes|commune
phường|wards|ward
thị trấn|townships|township
huyện|districts|district
thị xã|towns|town
tỉnh|provinces|province
thành phố|cities|city
thôn|villages|village|hamlets|hamlet
dự án|projects|project
doanh nghiệp|enterprises|enterprise|businesses|firms|companies|company
hộ|hộ gia đình|hộ dân|households|household
trường|schools|school
đại biểu|delegates|delegate|participants
nhiệm vụ|tasks|task
nhóm|groups|group
nhóm nhiệm vụ|groups of tasks|task groups
chỉ tiêu|targets|target
chỉ số|indices|index|indicators
tiêu chí|criteria
hồ sơ|dossiers|files|applications
vụ|cases|case
trường hợp
lao động|workers|worker|labourers
học sinh|pupils|students
sản phẩm|products|product
cơ sở|establishments
hợp tác xã|HTX|cooperatives|cooperative
công trình|works
nghị quyết|resolutions|resolution
cuộc họp|meetings
cán bộ|officials|officers|cadres
lượt khách|visitors|visitor arrivals
"""
# Units of time: a figure in one of them says when, or how long.
TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút"))
TIMES_OR_AGE = TIMES | {"tuổi"}
# Nouns for people: "80 người" is borne by "80 đại biểu"; "80 đại biểu" is not borne by "80 người".
_PEOPLE = frozenset(
    fold(noun.strip())
    for noun in [
        "người",
        " đại biểu",
        " lao động",
        " học sinh",
        " cán bộ",
        " đồng chí",
        " công nhân",
        " nhân khẩu",
        " khẩu",
        " công chức",
        " viên chức",
        "\n    hội viên",
        " đảng viên",
        " sinh viên",
        " giáo viên",
        " đối tượng",
        " thanh niên",
        " bệnh nhân",
        " khách",
        " chiến sĩ",
        " du khách",
        " cử tri",
        "\n    ứng viên",
        " bị cáo",
        " nạn nhân",
        " phụ nữ",
        " trẻ em",
        " nông dân",
        " dân",
    ]
)
_LIKE = frozenset({frozenset({"tỉnh", "thành phố"}), frozenset({"vụ", "trường hợp"})})

_WORDINGS: dict[tuple[str, ...], str] = {}
for _line in (_MEASURES + _COUNTED).split("\n"):
    for _wording in filter(None, _line.split("|")):
        _WORDINGS.setdefault(tuple(map(canonical, re.findall(r"%|\w+", _wording))), _line.split("|")[0])
# What somebody writes who types no accents; short words ("dong", "can", "ta") are too many other things.
_BARE = {
    tuple(map(fold, words)): unit for words, unit in _WORDINGS.items() if len(words) > 1 or len(words[0]) > 2
}
_MEASURING = frozenset(line.split("|")[0] for line in _MEASURES.split("\n") if line)
_LONGEST = max(map(len, _WORDINGS))
SCALES: dict[str, int] = {
    "trăm": 10**2, "hundred": 10**2,
    "nghìn": 10**3, "ngàn": 10**3, "nghin": 10**3, "ngan": 10**3, "thousand": 10**3,
    "vạn": 10**4,
    "triệu": 10**6, "trieu": 10**6, "tr": 10**6, "million": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "ty": 10**9, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12,
}  # fmt: skip
SCALES |= {canonical(word): scale for word, scale in SCALES.items()}


def unit(words: Sequence[str], bare: bool) -> tuple[str, int]:
    """The unit that these canonical words begin with and how many words name it; ("", 0) for none."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        key = tuple(words[:length])
        if found := _WORDINGS.get(key) or (_BARE.get(tuple(map(fold, key))) if bare else None):
            return found, length
    return "", 0


def measures(name: str) -> bool:
    """Whether a unit measures, so that its figure means nothing without it."""
    return name in _MEASURING


def people(noun: Sequence[str]) -> bool:
    """Whether these folded words begin with a noun for people."""
    return bool(noun) and (noun[0] in _PEOPLE or " ".join(noun[:2]) in _PEOPLE)


def same(one: str, other: str) -> bool:
    """Whether two units may stand for each other: equal, the shorter name of one thing, or province and
    city.
    """
    return one == other or one.startswith(other + " ") or other.startswith(one + " ") or {one, other} in _LIKE
