"""Bodies: the offices, companies and other bodies that a sentence names, a company where one is asked for. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.reading.fit import CAPITAL, Fit, fresh
from assistant.reading.which import which
from index.vietnamese import fold

_BODY = re.compile(
    rf"\b(?:Sở|Ban|Bộ|Cục|Chi cục|Tổng cục|Phòng|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|[Cc]ông ty|[Tt]ập đoàn"
    rf"|Tổng công ty|[Tt]rường|Đại học|[Bb]ệnh viện|Hội|[Nn]gân hàng|Viện|Trung tâm|Liên đoàn|Quốc hội"
    rf"|Chính phủ|Đài|Báo|Đoàn|Quỹ|Tòa án|Thanh tra|Kho bạc|[Ll]iên minh|[Hh]ãng|[Nn]hà máy|Đảng|[Cc]ông an"
    rf"|Tỉnh ủy|Thành ủy|Huyện ủy)\b(?:[\s-]+(?:{CAPITAL}|và|tỉnh|thành phố|huyện|cổ phần|TNHH))*"
)
_ASKS_FIRM = re.compile(
    r"\b(?:cong ty|doanh nghiep|tap doan|nha thau|nha dau tu|chu dau tu|hang|ngan hang|company|firm|contractor)"
    r" (?:\w+ ){0,4}?(?:nao|gi)\b|\b(?:which|what) (?:company|firm|contractor)\b"
)
_FIRM = re.compile(r"(?:tong )?cong ty|tap doan|doanh nghiep|ngan hang|hang|lien doanh")


def bodies(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Bodies, and what a "which …" question asks for by name; a committee counts less where a company is asked for."""
    yield from which(question, sentence, given)
    firm = asks_firm(given)
    for fit in fresh(_BODY, sentence, given, 0.6):
        other = firm != bool(_FIRM.match(fold(sentence[fit.start : fit.end])))
        yield fit._replace(strength=0.3 if firm and other else 0.9 if firm else 0.6)


def asks_firm(given: str) -> bool:
    """Whether a folded question asks for a company."""
    return bool(_ASKS_FIRM.search(given))
