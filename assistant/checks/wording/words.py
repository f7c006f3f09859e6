"""Words: which words of a text say something by themselves, and which name a thing or deed of their own. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checks.pair import Pair
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import listed
from index.vietnamese import canonical, fold

# Words that tell no subject from another: little words, units, and the verbs that figures hang on.
STOPS = listed(
    """la va voi so cua trong da duoc co cho tai o theo tu den len xuong de do boi thi ma khi con
    hay hoac tang giam dat bang vuot chiem tren duoi gom ca nay ay nhung cac mot moi nam ngay
    thang cung ky hon gap vao nhu ra ve qua sau truoc ty trieu nghin ngan dong lan xep thu dung
    bac diem usd vnd tiep tuc hien gan khoang phan dau muc uoc du kien se dang rat chi bi phai
    nen neu vi tuy nhien song ngoai dong thoi cung viec nhu vua vay do ngoai ra cu the truoc day
    ben canh biet bao the"""
)
_ENGLISH_STOPS = listed(
    """of in and to from by with compared was were is are at on for than over
    a an its it that this has have had be been as or which rose fell increased decreased reached
    year per cent percent billion million trillion thousand up down vnd dong will expected
    estimated about more nearly over under"""
)
STOPS |= _ENGLISH_STOPS
# The Vietnamese ones as they are spelt: "đóng" is no "đồng", "vôi" no "với".
SPELT = tuple(
    re.findall(
        r"\w+",
        """là và với so của trong đã được có cho tại ở theo từ đến lên xuống để do bởi thì mà khi còn hay hoặc tăng giảm
        đạt bằng vượt chiếm trên dưới gồm cả này ấy những các một mỗi mới năm ngày tháng cùng kỳ hơn gấp vào như ra về
        qua sau trước tỷ triệu nghìn ngàn đồng lần xếp thứ đứng bậc điểm tiếp tục hiện gần khoảng phấn đấu mức ước dự
        kiến sẽ đang rất chỉ bị phải nên nếu vì tuy nhiên song ngoài thời cũng việc vừa vậy đó cụ thể bên cạnh biết bao
        thế phần đầu nay ngoái""",
    )
)
_SPELT_STOPS = frozenset(map(canonical, SPELT))
# Words that name no thing and no deed of their own.
_LIGHT_LISTED = tuple(
    map(
        canonical,
        re.findall(
            r"\w+",
            """ông bà anh chị cô chú đồng chí vị người này những diễn ra tổ chức gây khiến làm góp buổi toàn tỷ lệ lượng
            tính hết mục tiêu nhằm xấp xỉ chừng tổng số mức kết quả tỉnh địa phương bàn hoạt nội dung thông tin biết
            nói nêu rõ khẳng báo cáo ghi nhận thấy hiện tình trạng đã từng còn vẫn lại lần thứ việc sự cuộc cách phần
            phía giai đoạn thời gian lúc hôm mới thêm tăng trưởng giá trị đơn vị đề đặt thực xuất sản gồm bao có thể
            của cho tại bên trong ngoài chung riêng khu vực nơi đây đó ấy kia nào loại hạng chủ yếu chính hơn kém
            đứng vị trí xếp hai ba bốn năm sáu bảy tám chín mười rưỡi nửa đôi dự dài rộng cao bắt đầu kéo yêu cầu
            tiến hành triển khai cụ công bố xảy tổng cộng nhiều
            ít cấp ban phó được bị phải ký vì do bởi nhờ nên để mà thì là đến từ vào
            lên xuống đạt không chưa tối đa thiểu quá vượt trường hợp tiền cơ quan giành xuất hiện thuộc tất cả đều mực
            drew drawn numbered totalled totaled recorded reported stood came amounted saw earned got received had
            valued worth earlier previous result results target same period total number altogether there""",
        ),
    )
)
_LIGHT = frozenset(_LIGHT_LISTED)
# Those that are one word stand side by side in the list: "cơ quan", "tỷ lệ".
_LIGHT_PAIRS = frozenset(pairwise(_LIGHT_LISTED))
_LIGHT_BARE = frozenset(map(fold, _LIGHT))


def says(word: Word, bare: bool) -> bool:
    """Whether a word says something by itself; a `bare` text's words are told without accents."""
    if bare or word.folded in _ENGLISH_STOPS:
        return word.folded not in STOPS
    return word.exact not in _SPELT_STOPS


@remembered
def spellings(parsed: Parsed) -> frozenset[str]:
    """A text's canonical words."""
    return frozenset(word.exact for word in parsed.words)


@remembered
def saying(parsed: Parsed, bare: bool) -> tuple[Word, ...]:
    """The words of a text that say something, those of its figures apart."""
    counted = {word.start for one in parsed.numbers for word in parsed.within(one.start, one.end)}
    return tuple(word for word in parsed.words if word.start not in counted and says(word, bare))


@remembered
def naming(parsed: Parsed, bare: bool) -> frozenset[int]:
    """Where those stand that name a thing or deed of their own."""
    return frozenset(word.start for word in saying(parsed, bare) if not light(word, bare))


def is_light(pair: Pair, word: Word) -> bool:
    """Whether a word names no thing and no deed of its own."""
    return light(word, pair.bare)


def light(word: Word, bare: bool) -> bool:
    """Whether a word names no thing and no deed of its own; `bare` tells it without accents."""
    return word.folded in _LIGHT_BARE if bare else word.exact in _LIGHT


def tells(word: Word) -> bool:
    """Whether a word, as it is spelt, names a thing or deed of its own."""
    return word.exact not in _LIGHT and says(word, False)


def are_light(one: Word, other: Word) -> bool:
    """Whether two words in a row are one that names no thing and no deed of its own."""
    return (one.exact, other.exact) in _LIGHT_PAIRS


@remembered
def foldings(parsed: Parsed) -> frozenset[str]:
    """A text's folded words."""
    return frozenset(word.folded for word in parsed.words)


@remembered
def spelling(parsed: Parsed, bare: bool) -> tuple[str, ...]:
    """A text's words, canonical; `bare` has them without accents."""
    return tuple(word.folded for word in parsed.words) if bare else parsed.spelt


@remembered
def neighbours(parsed: Parsed, bare: bool) -> frozenset[tuple[str, str]]:
    """Each two words of a text that stand side by side; `bare` has them without accents."""
    return frozenset(pairwise(spelling(parsed, bare)))


def paired(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Each two canonical words in a row."""
    return ((one.exact, other.exact) for one, other in pairwise(words))


def alike_from_start(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words in a row are the same from the beginning of both."""
    both = enumerate(zip(ours, theirs, strict=False))
    return next((at for at, (one, other) in both if one != other), min(len(ours), len(theirs)))
