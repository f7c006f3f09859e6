"""The product's own sentences in an answer: framing lines, refusals and notices, in Vietnamese and English. Pure."""

import re
from collections.abc import Sequence

from assistant.answer import Citation, Nearest, Notice, Refusal
from assistant.difference import difference
from assistant.question import Question
from assistant.reading.candidates import KeptOut
from assistant.reading.years import years_of
from assistant.stock import Stock
from assistant.understanding.parts import spots
from index import places
from index.months import MONTHS
from index.report import Report

_TITLE = 90

_REFUSALS = {
    "nothing_found": (
        "Các báo cáo trong kho không nói đến điều này.",
        "The reports in the store do not mention this.",
    ),
    "store_empty": (
        "Kho chưa có báo cáo nào. Hãy thêm báo cáo ở trang “Kho báo cáo” hoặc bằng lệnh `python -m index add`.",
        "The store holds no reports yet. Add some on the page or with `python -m index add`.",
    ),
    "filters_leave_nothing": (
        "Không có báo cáo nào trong kho hợp với bộ lọc đã đặt. Hãy sửa hoặc bỏ bộ lọc.",
        "No report in the store fits the filters that are set. Correct or remove them.",
    ),
    "other_place": (
        "Các báo cáo trong kho không nói điều này về {places}.",
        "The reports in the store do not say this about {places}.",
    ),
    "other_period": (
        "Các báo cáo trong kho không nói điều này cho {period}.",
        "The reports in the store do not say this for {period}.",
    ),
    "not_in_reports": (
        "Các báo cáo trong kho không nêu điều này.",
        "The reports in the store do not say this.",
    ),
    "unclear_question": (
        "Chưa rõ bạn hỏi về việc gì. Hãy nêu thêm nội dung, địa phương hoặc năm, ví dụ: “Thanh Hóa chọn chủ đề năm "
        "2023 là gì?”.",
        "It is not clear what you ask about. Name the subject, the place or the year, for example “What theme did "
        "Thanh Hóa choose for 2023?”.",
    ),
    "unclear_which": (
        "Câu hỏi có thể hiểu theo nhiều cách. Bạn hỏi về {which}? Hãy hỏi lại kèm {what}.",
        "The question may mean several things. Do you ask about {which}? Ask again with {what}.",
    ),
    "language_not_supported": (
        "Trích hiện chỉ đọc được câu hỏi bằng tiếng Việt hoặc tiếng Anh. Hãy hỏi lại bằng một trong hai thứ tiếng.",
        "Trích reads questions in Vietnamese or English only. Please ask again in one of them.",
    ),
}
# What to add to a question that may mean several reports, by what tells these apart.
_TO_ADD = {
    "place": ("địa phương", "the place"),
    "year": ("năm", "the year"),
    "title": ("nội dung, địa phương hoặc thời gian", "the subject, place or time"),
}
_NEAREST = ("Gần nhất là các báo cáo kèm theo.", "The nearest reports are listed.")


def refusal(
    code: str, question: Question, nearest: Sequence[Report] = (), kept_out: KeptOut | None = None
) -> Refusal:
    """Why nothing is answered, in the question's language, with the reports that come nearest.

    `kept_out`, where it bears enough of the question, says of which other place or period the store has it.
    """
    english = question.language == "en"
    spans = [f"{first}–{last}" for first, last in question.spans]
    period = (", " if english else " và ").join([*spans, *question.years])
    parts = _parts(question.text, english) if question.years and not spans else ""
    which, what = _choice(nearest, english) if code == "unclear_which" else ("", "")
    message = _REFUSALS[code][english].format(
        places=", ".join(question.provinces),
        period=parts + (period if english else f"{'giai đoạn' if spans else 'năm'} {period}")
        if period
        else ("the time asked about" if english else "thời gian được hỏi"),
        which=which,
        what=what,
    )
    if code == "unclear_which":
        code, nearest_told = "unclear_question", True
    else:
        nearest_told = False
    if (
        kept_out
        and kept_out.evidence.features.reach
        >= (_ENOUGH_OF_KIND if kept_out.evidence.fit_strength else _ENOUGH)
        and (has := _has_instead(code, question, kept_out, bool(parts)))
    ):
        message += f" {has}"
        nearest_told = True
    if nearest and not nearest_told:
        message += " " + _NEAREST[english]
    return Refusal(code, message, tuple(Nearest(r.report_id, r.title, r.published) for r in nearest))


def holding(question: Question, stock: Stock) -> Refusal:
    """What the store holds, told where the question asks for that and for nothing that a report says."""
    english = question.language == "en"
    years = (", " if english else " và ").join(question.years)
    of = (f" {'of' if english else 'của'} {', '.join(question.provinces)}" if question.provinces else "") + (
        f" {'of' if english else 'năm'} {years}" if years else ""
    )
    told = [_SAYS[english]]
    if not stock.count:
        told.append(f"The store holds no report{of}." if english else f"Kho không có báo cáo nào{of}.")
    else:
        told.append(_held(stock, of, english))
    told.append(_LIST[english])
    nearest = tuple(Nearest(card.report_id, card.title, card.published) for card in stock.newest)
    return Refusal("about_store", " ".join(told), nearest)


def _held(stock: Stock, of: str, english: bool) -> str:
    """How many reports there are, from when to when, and the newest by its title."""
    first, last = shown_date(stock.first), shown_date(stock.last)
    dated = ""
    if first and last:
        dated = f", published from {first} to {last}" if english else f", đăng từ {first} đến {last}"
        if first == last:
            dated = f", published {first}" if english else f", đăng {first}"
    newest = _cut(stock.newest[0].shown)
    if english:
        return f"The store holds {stock.count:,} report{'s' * (stock.count > 1)}{of}{dated}; the newest is “{newest}”."
    return f"Kho có {f'{stock.count:,}'.replace(',', '.')} báo cáo{of}{dated}; mới nhất là “{newest}”."


_SAYS = (
    "Trích trả lời bằng đúng câu chữ của các báo cáo trong kho.",
    "Trích answers with the exact words of the reports in the store.",
)
_LIST = (
    "Xem cả danh sách ở trang “Kho báo cáo” hoặc bằng lệnh python -m index list.",
    "The whole list is on the page under “Reports”, or printed by python -m index list.",
)


def _choice(meant: Sequence[Report], english: bool) -> tuple[str, str]:
    """What tells apart the reports that may be meant, as a choice, and what to add to the question."""
    apart = difference(meant)
    several = len({report.province for report in meant}) > 1
    names = [*apart.names] or [_titled(report, several) for report in meant]
    if apart.kind == "year":
        names = [name if english else f"năm {name}" for name in names]
    return (" or " if english else " hay ").join(names), _TO_ADD[apart.kind][english]


def _titled(report: Report, with_province: bool) -> str:
    """A report by its title in quotation marks, its province where that is wanted, and its date."""
    date = shown_date(report.published or report.event_date)
    name = short_title(report) or report.source or report.file or report.key
    told = ", ".join(filter(None, (report.province if with_province else None, date)))
    return f"“{name}”" + (f" ({told})" if told else "")


# A sentence of another place or period that bears this share of the question is about the same thing; less is enough
# where it has what is asked for, since the place or period itself is what it lacks.
_ENOUGH, _ENOUGH_OF_KIND = 0.6, 0.35


# A month by its English name is written with a capital: "may" is a machine, too.
_MONTH = re.compile(rf"\b[Tt]h[áa]ng (1[0-2]|0?[1-9])(?!\d|[.,]\d)|\b({'|'.join(MONTHS)})\b")


def _parts(text: str, english: bool) -> str:
    """The part of a year that a text names, as it stands in it, or its month, before the year."""
    named = dict.fromkeys(
        re.sub(r"\s+(?:năm|nam|of)$", "", said, flags=re.IGNORECASE).lower() for _, _, said in spots(text)
    )
    named = dict.fromkeys(re.sub(r"\b[ivx]+$", lambda figure: figure.group().upper(), said) for said in named)
    if not named and (month := _MONTH.search(text)):
        number = int(month[1]) if month[1] else 1 + MONTHS.index(month[2])
        return f"{MONTHS[number - 1]} " if english else f"tháng {number} "
    return "".join(f"{said}{' of ' if english else ' '}" for said in list(named)[:1])


def _has_instead(code: str, question: Question, kept_out: KeptOut, parts_asked: bool) -> str | None:
    """What the store has of another place or period, named with its report."""
    english = question.language == "en"
    report, text = kept_out.evidence.report, kept_out.evidence.text
    name = short_title(report) or report.source or report.file or report.key
    if code == "other_period":
        which = (
            ", ".join(sorted(years_of(text) or years_of(report.title or ""))) or (report.published or "")[:4]
        )
        parts = _parts(text, english) or _parts(report.title or "", english) if parts_asked else ""
        said = parts + (which if english else f"năm {which}")
    else:
        which = said = ", ".join(sorted({place.name for place in places.find(text)})) or report.province or ""
    if which and code == "other_place" and which in question.provinces:
        return (
            f"The nearest, “{name}”, says it of several provinces together."
            if english
            else f"Gần nhất là “{name}”, văn bản nói chung cho nhiều tỉnh."
        )
    if not which and code == "other_place":
        return (
            f"The nearest, “{name}”, does not say of which province it is."
            if english
            else f"Gần nhất là “{name}”, văn bản không nói của tỉnh nào."
        )
    if not which:
        return None
    return (
        f"The nearest it has is for {said}: “{name}”."
        if english
        else f"Gần nhất, kho có của {said}: “{name}”."
    )


def framing(question: Question, report: Report, drafted: bool) -> str:
    """The short line before a quote: which report says it, and when."""
    english = question.language == "en"
    name = short_title(report) or report.source or report.file or report.key
    date = shown_date(report.published or report.event_date)
    when = f" ({date})" if date else ""
    sample = (" — sample text" if english else " — văn bản mẫu") if report.origin == "sample" else ""
    if english:
        return f"{'Only a draft, according to' if drafted else 'According to'} “{name}”{when}{sample}:"
    return f"{'Mới là dự thảo, theo' if drafted else 'Theo'} “{name}”{when}{sample}:"


def labelled(label: str, framing: str) -> str:
    """A framing line of a table's cell, with the cell's label before it."""
    return f"{label} — {framing[:1].lower()}{framing[1:]}"


def unfilled(question: Question, label: str) -> str:
    """The line that stands for a table's empty cell."""
    if question.language == "en":
        return f"{label}: the reports in the store do not say."
    return f"{label}: các báo cáo trong kho không nêu."


def short_title(report: Report) -> str | None:
    """The title, cut at a word when it is long."""
    return _cut(report.title or "") or None


def _cut(title: str) -> str:
    """A title on one line, cut at a word when it is long."""
    title = " ".join(title.split())
    if len(title) <= _TITLE:
        return title
    return title[:_TITLE].rpartition(" ")[0].rstrip(" ,;:–-“") + "…"


def citation_line(citation: Citation) -> str:
    """A citation as one writes it out: Theo Báo …, ngày 21/12/2022, “Title”, trang 2 (address): “…”."""
    title = f"“{citation.title}”" if citation.title else ""
    date = shown_date(citation.published or citation.event_date)
    told = [
        citation.source or title or citation.file or citation.key,
        f"{'ngày ' if date.count('/') == 2 else ''}{date}" if date else "",
        title if citation.source else "",
        f"trang {citation.page}" if citation.page else "",
    ]
    beside = "; ".join(filter(None, (citation.url, "văn bản mẫu" if citation.origin == "sample" else "")))
    where = ", ".join(filter(None, told)) + (f" ({beside})" if beside else "")
    return f"Theo {where}: “{' '.join(citation.quote.split())}”"


def shown_date(iso: str | None) -> str | None:
    """An ISO date, whole or to the month or year, as people here write it: 21/12/2022, 11/2024, 2017."""
    return "/".join(reversed(iso.split("-"))) if iso else None


def notice(code: str, question: Question, **facts: str) -> Notice:
    """A notice in the question's language; `facts` fill its sentence."""
    vi, en = _NOTICES[code]
    return Notice(code, (en if question.language == "en" else vi).format(**facts))


_NOTICES = {
    "filters_leave_nothing": _REFUSALS["filters_leave_nothing"],
    "draft_differs": (
        "Bản dự thảo nêu khác; nội dung đã thống nhất được trả lời, bản dự thảo để kèm bên dưới.",
        "The draft said otherwise; what was decided is answered, the draft stands beside it.",
    ),
    "reports_differ": (
        "Các báo cáo nêu những giá trị khác nhau; giá trị khác được để kèm bên dưới, có ngày của từng báo cáo.",
        "Reports give different values; the others stand beside the answer, each with its report's date.",
    ),
    "newest_answers": (
        "Trả lời theo báo cáo mới hơn ({date}); báo cáo cũ hơn nêu giá trị khác, được để kèm bên dưới.",
        "The newer report answers ({date}); older ones give another value, which stands beside the answer.",
    ),
    "held_then": (
        "Đúng tới ngày của báo cáo ({date}); chức vụ có thể đã đổi từ đó.",
        "As of the report's date ({date}); the post may have changed hands since.",
    ),
    "held_undated": (
        "Báo cáo không ghi ngày; chức vụ có thể đã đổi.",
        "The report bears no date; the post may have changed hands since.",
    ),
    "two_readings": (
        "Hai đoạn trả lời sát câu hỏi gần như nhau; hãy đọc cả hai trước khi dùng.",
        "Two passages answer about equally well; read both before you use either.",
    ),
    "list_read": (
        "Danh sách lấy từ {cited} báo cáo; đã đọc {read} báo cáo gần câu hỏi nhất, kho có thể còn báo cáo khác.",
        "The list comes from {cited} report(s); the {read} nearest were read, and the store may hold others.",
    ),
    "text_converted": (
        "Văn bản gốc dùng bảng mã {encoding}, đã được chuyển sang Unicode; hãy đối chiếu bản gốc khi trích dẫn.",
        "The original was encoded in {encoding} and converted to Unicode; check it against the original.",
    ),
    "text_recognised": (
        "Đoạn trích được máy nhận dạng từ ảnh quét, có thể sai chữ hoặc số; hãy đối chiếu trang gốc trước khi dùng.",
        "The quote was read from a scan by machine, and letters or figures may be wrong; check it against the page.",
    ),
    "figures_missing": (
        "Bảng tính được trích có ô công thức chưa có kết quả trong tệp nên bảng thiếu số; hãy mở tệp bằng Excel hoặc"
        " LibreOffice, lưu lại rồi thêm lại.",
        "The sheet quoted has formulas whose results its file does not hold, so figures are missing; open it in Excel"
        " or LibreOffice, save it and add it again.",
    ),
    "draft_only": (
        "Trong kho chỉ thấy bản dự thảo, chưa thấy văn bản quyết định.",
        "Only a draft is in the store; no decision was found.",
    ),
    "filtered": (
        "Chỉ tìm trong những báo cáo mà bộ lọc giữ lại. Muốn tìm trong cả kho, hãy bỏ bộ lọc rồi hỏi lại.",
        "Only the reports that the filters leave were searched. To search all of them, drop the filters and ask again.",
    ),
    "sample_text": (
        "Câu trả lời dựa trên văn bản mẫu đi kèm Trích; hãy thêm báo cáo của bạn.",
        "This answer rests on the sample texts that come with Trích; add your own reports.",
    ),
    "model_failed": (
        "Mô hình ngôn ngữ không trả lời được ({fault}) Câu trả lời dưới đây là trích nguyên văn.",
        "The language model could not answer ({fault}) The answer is quoted instead.",
    ),
    "model_refused": (
        "Mô hình cho rằng các đoạn tìm được không trả lời câu hỏi.",
        "The model found that the passages do not answer the question.",
    ),
    "quoted_instead": (
        "Một số câu mô hình viết không khớp với báo cáo nên được thay bằng nguyên văn báo cáo.",
        "Some sentences the model wrote do not match the reports; the reports' own words stand in their place.",
    ),
    "unverified": (
        "Một số câu chưa được trích dẫn chứng thực và được đánh dấu.",
        "Some sentences are not borne by their quotes and are marked.",
    ),
}
