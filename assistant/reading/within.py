"""Within: whether a figure that is asked of a province is told of what lies in it, or of all around it, alone. Pure.

“Nam Định có bao nhiêu xã ươm giống?” is answered neither by “Huyện Giao Thủy có 22 xã” nor by what the country has.
"""

import re
from functools import lru_cache

from assistant.question import Question, is_foreign
from assistant.reading.class_nouns import class_nouns
from assistant.understanding.asked import FIGURES
from index.memo import memo
from index.vietnamese import UPPER, fold

# What a question may begin with before it names whom it is about.
_WHEN = (
    r"(?:(?:trong |den )?(?:nam \d{4}|(?:hien|den) nay|hien|quy \S+|\d+ thang[^,]*|thang \d+(?:/\d{4})?),? )*"
)
_PLACE = r"(?:(?:toan |ca )?(?:tinh|thanh pho|tp\.?) )"
# A province that is not named.
_BARE = re.compile(rf"{_WHEN}{_PLACE}(?:ta |nha )?")
# What is as wide as the question's province, of the nouns that a name follows; and more that do something of their own.
_AS_WIDE = frozenset(("thành phố", "TP"))
_OWN_DOERS = ("trường", "hợp tác xã", "HTX", "doanh nghiệp")
_NAME = rf"(?: [^\W\d_]+){{0,3}}? (?P<name>[{UPPER}]\w*(?: [{UPPER}]\w*)*)"
_ALL_OF_IT = re.compile(r"\b(?:toan|ca) (?:huyen|thi xa|xa|phuong|thi tran|thon|nganh)\b")
_WIDER = re.compile(
    r"(?<!so với )(?<!nhất )(?<!của )(?<!\w)(?:[Cc]ả nước|[Tt]oàn quốc|[Cc]ả vùng|[Tt]oàn vùng)(?!\w)"
)
_ABROAD = re.compile(r"\b(?:ca nuoc|toan quoc|vung|country|nationwide|national|viet ?nam|region)\b")
_FIGURE = re.compile(r"\d")
_DATED = re.compile(r"(?:[Nn]ăm|[Tt]háng|[Nn]gày|[Qq]uý) [\dIVX][\dIVX/.-]*")
# The province itself, told of without its name.
_ITSELF = re.compile(r"\b(?:tinh|thanh pho|dia phuong)\b(?! (?:lo|ban|khac))")


def is_of_another_scope(question: Question, sentence: str) -> bool:
    """Whether a sentence gives a figure to something in the province of which the question asks it, or to the country,
    and to nothing else.
    """
    if not _asks_of_whole(question) or " | " in sentence:
        return False
    figure = _FIGURE.search(_DATED.sub(lambda dated: " " * len(dated[0]), sentence))
    end = figure.start() if figure else len(sentence)
    asked, bare = fold(question.text), fold(sentence[:end])
    part = _smaller().search(sentence, 0, end)
    smaller = bool(_ALL_OF_IT.search(bare)) or (part is not None and fold(part["name"]) not in asked)
    wider = bool(_WIDER.search(sentence, 0, end)) and not _ABROAD.search(asked)
    own = _ITSELF.search(bare) or any(fold(name) in bare for name in question.provinces)
    return (smaller or wider) and not own


@lru_cache(maxsize=1)
def _smaller() -> re.Pattern[str]:
    """What finds something that lies in a province, or does something of its own there, with its name."""
    nouns = "|".join(map(re.escape, (*(noun for noun in class_nouns() if noun not in _AS_WIDE), *_OWN_DOERS)))
    return re.compile(rf"(?<!\w)(?i:{nouns}){_NAME}")


@memo(512)
def _asks_of_whole(question: Question) -> bool:
    """Whether a figure is asked of a province itself, by its name or as "tỉnh", and not of something there."""
    if question.asked not in FIGURES or len(question.provinces) > 1:
        return False
    bare = fold(question.text)
    if not question.provinces:
        unnamed = _BARE.match(bare)
        # "thành phố Vinh" is one that has a name
        return bool(unnamed and not question.text[unnamed.end() :][:1].isupper()) and not is_foreign(question)
    name = re.escape(fold(question.provinces[0]))
    if is_foreign(question):
        return bool(re.search(rf"(?<!\bin )(?<!\bat )\b{name}\b", bare))
    return bool(re.match(rf"{_WHEN}{_PLACE}?{name}\b", bare) or re.search(rf"\bcua {_PLACE}?{name}\b", bare))
