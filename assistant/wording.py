"""The product's own sentences in an answer: framing lines, refusals and notices, in Vietnamese and English. Pure."""

from collections.abc import Sequence

from assistant.answer import Citation, Nearest, Notice, Refusal
from assistant.question import Question
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
    "place_not_found": (
        "Không tìm thấy báo cáo nào nói điều này về {places}.",
        "No report was found that says this about {places}.",
    ),
    "period_not_found": (
        "Các báo cáo tìm được không nói điều này cho đúng thời gian được hỏi.",
        "The reports found do not say this for the period asked about.",
    ),
    "document_not_found": (
        "Các báo cáo tìm được không nói điều này về văn bản được hỏi.",
        "The reports found do not say this about the document asked about.",
    ),
    "not_stated": (
        "Các báo cáo trong kho không nêu điều này.",
        "The reports in the store do not say this.",
    ),
    "language_not_supported": (
        "Trích hiện chỉ đọc được câu hỏi bằng tiếng Việt hoặc tiếng Anh. Hãy hỏi lại bằng một trong hai thứ tiếng.",
        "Trích reads questions in Vietnamese or English only. Please ask again in one of them.",
    ),
}
_NEAREST = ("Gần nhất là các báo cáo kèm theo.", "The nearest reports are listed.")


def refusal(code: str, question: Question, nearest: Sequence[Report] = ()) -> Refusal:
    """Why nothing is answered, in the question's language, with the reports that come nearest."""
    vi, en = _REFUSALS[code]
    message = (en if question.language == "en" else vi).format(
        places=", ".join(question.provinces), years=", ".join(question.years)
    )
    if nearest:
        message += " " + _NEAREST[question.language == "en"]
    return Refusal(code, message, tuple(Nearest(r.report_id, r.title, r.published) for r in nearest))


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


def short_title(report: Report) -> str | None:
    """The title, cut at a word when it is long."""
    title = " ".join((report.title or "").split())
    if len(title) <= _TITLE:
        return title or None
    return title[:_TITLE].rpartition(" ")[0].rstrip(" ,;:–-“") + "…"


def citation_line(citation: Citation) -> str:
    """A citation as one writes it out: Theo Báo …, ngày 21/12/2022: “…”."""
    name = citation.source or citation.title or citation.file or citation.key
    date = shown_date(citation.published or citation.event_date)
    when = f", {'ngày ' if date and date.count('/') == 2 else ''}{date}" if date else ""
    sample = " (văn bản mẫu)" if citation.origin == "sample" else ""
    return f"Theo {name}{when}{sample}: “{' '.join(citation.quote.split())}”"


def shown_date(iso: str | None) -> str | None:
    """An ISO date, whole or to the month or year, as people here write it: 21/12/2022, 11/2024, 2017."""
    return "/".join(reversed(iso.split("-"))) if iso else None


def notice(code: str, question: Question, **facts: str) -> Notice:
    """A notice in the question's language; `facts` fill its sentence."""
    vi, en = _NOTICES[code]
    return Notice(code, (en if question.language == "en" else vi).format(**facts))


_NOTICES = {
    "draft_differs": (
        "Bản dự thảo nêu khác; nội dung đã thống nhất được trả lời, bản dự thảo để kèm bên dưới.",
        "The draft said otherwise; what was decided is answered, the draft stands beside it.",
    ),
    "draft_only": (
        "Trong kho chỉ thấy bản dự thảo, chưa thấy văn bản quyết định.",
        "Only a draft is in the store; no decision was found.",
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
    "unverified": (
        "Một số câu chưa được trích dẫn chứng thực và được đánh dấu.",
        "Some sentences are not borne by their quotes and are marked.",
    ),
}
