"""Stock: what the store itself holds, for questions about that rather than about what its reports say. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question, is_foreign
from assistant.understanding.asked import Wording, says_nothing
from assistant.understanding.wordings import YEAR, without_places
from index.glossary import STOP as ENGLISH_STOP
from index.shelf import Card, ordered
from index.vietnamese import terms

# What a store holds, as people call it, and what is asked of that.
_HELD = Wording(
    r"\b(?:báo cáo|văn bản|tài liệu|tin bài|bài (?:báo|viết)|dữ liệu|kho|reports?|documents?|files?|store)\b"
)
_ASKED_OF_IT = Wording(
    r"\b(?:báo cáo|văn bản|tài liệu|tin bài|bài (?:báo|viết)|dữ liệu|kho|reports?|documents?|files?|store"
    r"|danh (?:sách|mục)|tổng (?:số|cộng|quan)|số lượng|tất cả|toàn bộ|liệt kê|kể|xem|lưu(?: trữ)?|chứa|(?:nói|viết) về"
    r"|(?:mới|cũ|gần(?: đây)?) nhất|gần đây|năm|list|show|number|total|latest|newest|oldest|most recent|recent|holds?"
    r"|contains?|available|stored)\b"
)
_OF_REPORTS_SAYING = frozenset(("person", "body", "place", "reason", "percent", "rank"))
# Whoever asks what this is, or what it can do, is told what it answers from.
_OF_TRICH = Wording(
    r"^(?:này )?(?:bạn|em|trích|ứng dụng|trang|phần mềm|công cụ)(?: này)? (?:là (?:ai|gì|cái gì)"
    r"|(?:có thể |có )?(?:giúp|làm|trả lời|biết)(?: được)?(?: (?:tôi|mình))?(?: (?:những|các|về))*"
    r" (?:gì|câu hỏi nào|câu nào|việc gì|điều gì)(?: cho (?:tôi|mình))?)\b[\s?.!]*$"
    r"|^(?:who|what) are you[\s?.!]*$|^what can (?:you|i) (?:do|answer|ask)(?: you)?[\s?.!]*$"
)


@dataclass(frozen=True, slots=True)
class Stock:
    """How many reports the store holds of the provinces and years asked about, if any, and the newest of them."""

    count: int
    first: str | None
    last: str | None
    newest: tuple[Card, ...]

    @classmethod
    def of(cls, cards: Sequence[Card], question: Question) -> "Stock":
        """What of the store a question asks about."""
        here = [card for card in cards if _is_of(card, question)]
        dated = ordered([card for card in here if card.published], "published", descending=True)
        return cls(
            len(here),
            dated[-1].published if dated else None,
            dated[0].published if dated else None,
            tuple(ordered(here, "published", descending=True)[:3]),
        )


def asks_for_stock(question: Question) -> bool:
    """Whether a question asks what the store holds, and nothing that a report could say."""
    if _OF_TRICH.stands_in(question.text):
        return True
    if question.asked in _OF_REPORTS_SAYING or not _HELD.stands_in(question.text):
        return False
    left = terms(YEAR.sub(" ", _ASKED_OF_IT.without(without_places(question.text))))
    english = is_foreign(question)
    return all(
        term.folded in ENGLISH_STOP if english else says_nothing(term.exact, accents_typed=question.accented)
        for term in left
    )


def _is_of(card: Card, question: Question) -> bool:
    """Whether a report is of a province and a year that a question names, if it names any."""
    year = (card.published or card.event_date or "")[:4]
    return (not question.provinces or card.province in question.provinces) and (
        not question.years or year in question.years
    )
