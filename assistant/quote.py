"""Quote: a citation made from a span: the quote copied from the stored text, with what stands around it. Pure."""

import re

from assistant.answer import Citation, citation_id
from index.errors import SHOWN, BadInput
from index.report import Report
from index.vietnamese import sentences

# A quote is at most this long unless its one sentence is longer (the published contract).
LONGEST_QUOTE = 400
# Enough of both sides to see who speaks and what goes on; more would be the report itself.
_AROUND = 400
_ID = re.compile(r"([0-9a-f]{16})-([0-9]{1,9})-([0-9]{1,9})")


def cite(report: Report, start: int, end: int, number: int = 1, score: float = 0.0) -> Citation:
    """The citation of report.text[start:end], numbered as in its answer."""
    return Citation(
        number=number,
        id=citation_id(report.report_id, start, end),
        report_id=report.report_id,
        key=report.key,
        file=report.file,
        title=report.title,
        source=report.source,
        url=report.url,
        published=report.published,
        event_date=report.event_date,
        province=report.province,
        origin=report.origin,
        page=_page(report, start),
        quote=report.text[start:end],
        start=start,
        end=end,
        before=_before(report, start),
        after=_after(report, end),
        score=round(score, 4),
    )


def parse_citation_id(text: str) -> tuple[str, int, int]:
    """Report id, start and end of a citation's id; BadInput `citation_id_invalid` for anything else."""
    match = _ID.fullmatch(text.strip())
    if not match or int(match.group(2)) >= int(match.group(3)):
        raise BadInput(
            "citation_id_invalid",
            f"“{text[:SHOWN]}” không phải mã trích dẫn. Mã có dạng 16 chữ số thập lục phân-đầu-cuối, như trong "
            f"câu trả lời.",
            f"“{text[:SHOWN]}” is not a citation id. Copy it from an answer: 16 hexadecimal digits-start-end.",
            "id",
        )
    return match.group(1), int(match.group(2)), int(match.group(3))


def displayed(quote: str) -> str:
    """A quote as an answer's sentence shows it: on one line, its own bracketed numbers changed so as to be no marks."""
    return re.sub(r"\[\s*(\d+)\s*\]", r"［\1］", " ".join(quote.split()))


def _page(report: Report, start: int) -> int | None:
    """The page, from 1, on which the quote begins; None for a report without pages."""
    if not report.pages:
        return None
    return sum(1 for page in report.pages if page <= start)


def _before(report: Report, start: int) -> str:
    """The neighbouring sentences before the quote, as they stand."""
    floor = max(0, start - _AROUND)
    spans = sentences(report.text, floor, start)
    if not spans:
        return ""
    begin = spans[0][0] if floor == 0 or len(spans) < 2 else spans[1][0]
    return report.text[begin:start]


def _after(report: Report, end: int) -> str:
    """The neighbouring sentences after the quote, as they stand."""
    ceiling = min(len(report.text), end + _AROUND)
    spans = sentences(report.text, end, ceiling)
    if not spans:
        return ""
    stop = spans[-1][1] if ceiling == len(report.text) or len(spans) < 2 else spans[-2][1]
    return report.text[end:stop]
