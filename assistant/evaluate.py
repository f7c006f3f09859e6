"""Gold questions in, figures out: how many answers are right, how many citations stand, how long it took.

A question is right when the status is `answered` or `partial`, an accepted string (for a list every string of
`all_of`) stands in the answer and in a cited quote of a right report, and nothing of `must_not` stands outside
that very quote; one without an answer is right when it is refused.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from assistant.assistant import Assistant
from assistant.understanding.followup import Turn
from index.errors import BadInput, TrichError
from index.report import Report
from index.vietnamese import nfc, sentences

LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold question with the answer given and the verdict on it."""

    gold: Mapping[str, Any]
    answer: Mapping[str, Any]
    right: bool
    citations_hold: bool


def ask_all(assistant: Assistant, questions: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The answer to each gold question, in order, with its id; one that fails has the status `failed`."""
    for gold in questions:
        try:
            asked = _worded(gold)
            answer = assistant.answer(asked, history=_asked_before(assistant, gold)).to_json()
        except TrichError as fault:
            answer = {
                "question": gold.get("question"),
                "status": "failed",
                "answer": "",
                "citations": [],
                "sentences": [],
                **fault.to_json(),
            }
        yield {"id": gold.get("id")} | answer


def _asked_before(assistant: Assistant, gold: Mapping[str, Any]) -> tuple[Turn, ...]:
    """The gold line's earlier turns; a question given without its answer is asked first."""
    turns: tuple[Turn, ...] = ()
    for turn in gold.get("history") or ():
        asked = _worded({"question": turn} if isinstance(turn, str) else turn)
        given = None if isinstance(turn, str) else turn.get("answer")
        turns += (Turn(asked, given or assistant.answer(asked, history=turns).text),)
    return turns


def _worded(line: object) -> str:
    """The question of a gold line or of a turn in it; BadInput if there is none."""
    question = line.get("question") if isinstance(line, Mapping) else None
    if isinstance(question, str):
        return question
    raise BadInput(
        "question_missing",
        "Dòng này, hoặc một lượt trong “history” của nó, thiếu “question” dạng chuỗi.",
        'This line, or a turn in its "history", lacks "question" as a string.',
        "question",
    )


def judge(gold: Mapping[str, Any], answer: Mapping[str, Any], store: "Store") -> Judged:
    """Whether an answer (its published shape) is right for a gold line, and whether its citations hold."""
    holds = all(store.holds(citation) for citation in answer["citations"])
    unanswerable = gold.get("kind") == "unanswerable" or not (gold.get("answers") or gold.get("all_of"))
    if unanswerable:
        return Judged(gold, answer, answer["status"] == "refused", holds)
    given = answer["status"] in ("answered", "partial") and not store.lacks(gold)
    return Judged(gold, answer, given and holds and _bears(gold, answer, store), holds)


def _bears(gold: Mapping[str, Any], answer: Mapping[str, Any], store: "Store") -> bool:
    """Whether the accepted strings stand in the answer and in the quotes of right reports, and no forbidden one."""
    names = [*_wanted(gold), *(gold.get("answer_string_also_in") or ())]
    right = set[str]().union(*map(store.named, names))
    quotes = [c["quote"] for c in answer["citations"] if c["report_id"] in right and store.is_short(c)]
    text = answer["answer"]
    if all_of := gold.get("all_of"):
        bearing = quotes
        borne = all(stands(item, text) and any(stands(item, quote) for quote in quotes) for item in all_of)
    else:
        accepted = [item for item in gold["answers"] if stands(item, text)]
        bearing = [quote for quote in quotes if any(stands(item, quote) for item in accepted)]
        borne = bool(bearing)
    return borne and not any(
        stands(wrong, text) and not any(stands(wrong, quote) for quote in bearing)
        for wrong in gold.get("must_not") or ()
    )


def _wanted(gold: Mapping[str, Any]) -> list[str]:
    """The names of the reports that answer a gold line, all of which the store must have."""
    given = [gold[name] for name in ("doc", "docs") if gold.get(name)]
    return [name for one in given for name in ([one] if isinstance(one, str) else one)]


def plain(text: str) -> str:
    """A string made ready to be compared: NFC, lower case, single spaces, en dash as hyphen."""
    return " ".join(nfc(text).lower().replace("–", "-").split())


def stands(wanted: str, text: str) -> bool:
    """Whether `wanted` stands in `text` as whole words and numbers: `8 lô` does not stand in `18 lô`."""
    return bool(re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(plain(wanted))}(?!\w)(?![.,]\d)", plain(text)))


class Store:
    """The reports that answers cite, each read once."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports

    @classmethod
    def of(cls, assistant: Assistant) -> "Store":
        """All reports of the assistant's index."""
        found: dict[str, Report] = {}
        page, after = assistant.index.reports(None, 500)
        while True:
            found |= {report.report_id: report for report in page}
            if after is None:
                return cls(found)
            page, after = assistant.index.reports(after, 500)

    def holds(self, citation: Mapping[str, Any]) -> bool:
        """Whether the report's text at [start:end] is the quote, character for character."""
        report = self._reports.get(citation["report_id"])
        return bool(report and report.text[citation["start"] : citation["end"]] == citation["quote"])

    def is_short(self, citation: Mapping[str, Any]) -> bool:
        """Whether a quote is at most two sentences of 400 characters, or one longer sentence."""
        spans = sentences(citation["quote"])
        return len(spans) <= 1 or len(citation["quote"]) <= LONGEST_QUOTE

    def named(self, name: str) -> set[str]:
        """The ids of the reports with this key, else this file or archive, else this before the `_` of a file."""
        for names in (
            lambda report: (report.key,),
            lambda report: (report.file, (report.file or "").partition("/")[0]),
            lambda report: ((report.file or "").partition("_")[0],),
        ):
            if found := {report_id for report_id, report in self._reports.items() if name in names(report)}:
                return found
        return set()

    def lacks(self, gold: Mapping[str, Any]) -> list[str]:
        """The names in a gold line that belong to no report here."""
        return [name for name in _wanted(gold) if not self.named(name)]


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Accuracy, citation figures, refusals and latency percentiles, in all and by kind."""
    by_kind: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_kind[one.gold.get("kind") or "other"].append(one)
    return _figures(judged) | {
        "by_kind": {
            kind: {"questions": len(some), "right": sum(j.right for j in some)}
            for kind, some in sorted(by_kind.items())
        }
    }


def _figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures of one group of questions; shares run from 0 to 1, times are in milliseconds."""
    statuses = Counter(one.answer["status"] for one in judged)
    sayings = [s for one in judged for s in one.answer["sentences"] if s["verified"] is not None]
    without = [one for one in judged if one.gold.get("kind") == "unanswerable"]
    within = [one for one in judged if one.gold.get("kind") != "unanswerable"]
    times = [one.answer["timings"]["total_ms"] for one in judged if one.answer.get("timings")]
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return {
        "questions": len(judged),
        "right": sum(one.right for one in judged),
        "accuracy": _share(sum(one.right for one in judged), len(judged)),
        "answered": statuses["answered"],
        "partial": statuses["partial"],
        "refused": statuses["refused"],
        "failed": statuses["failed"],
        "answered_wrongly": sum(
            not one.right and one.answer["status"] in ("answered", "partial") for one in judged
        ),
        "unanswerable_refused": _share(sum(one.right for one in without), len(without)),
        "answerable_refused": _share(sum(one.answer["status"] == "refused" for one in within), len(within)),
        "citations": sum(len(one.answer["citations"]) for one in judged),
        "citations_hold": _share(sum(one.citations_hold for one in judged), len(judged)),
        "sentences_verified": _share(sum(s["verified"] for s in sayings), len(sayings)),
        "p50_ms": round(cuts[49], 1) if cuts else None,
        "p95_ms": round(cuts[94], 1) if cuts else None,
        "p99_ms": round(cuts[98], 1) if cuts else None,
    }


def table(found: Mapping[str, Any]) -> str:
    """The figures as lines for a person."""
    lines = [
        f"{found['right']} / {found['questions']} câu đúng ({_percent(found['accuracy'])})",
        f"trả lời {found['answered']}, một phần {found['partial']}, từ chối {found['refused']}, lỗi {found['failed']};"
        f" trả lời sai {found['answered_wrongly']}",
        f"câu không có lời đáp được từ chối: {_percent(found['unanswerable_refused'])};"
        f" câu có lời đáp bị từ chối: {_percent(found['answerable_refused'])}",
        f"trích dẫn đúng nguyên văn: {_percent(found['citations_hold'])} của {found['citations']};"
        f" câu được chứng thực: {_percent(found['sentences_verified'])}",
    ]
    if found["p50_ms"] is not None:
        lines.append(
            f"thời gian p50 {found['p50_ms']} ms, p95 {found['p95_ms']} ms, p99 {found['p99_ms']} ms"
        )
    lines += [
        f"  {kind:<16} {some['right']:>4} / {some['questions']}" for kind, some in found["by_kind"].items()
    ]
    return "\n".join(lines) + "\n"


def _percent(share: float | None) -> str:
    """A share as a percentage; a dash for None."""
    return "–" if share is None else f"{share:.1%}"


def _share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None if the whole is nothing."""
    return round(part / whole, 4) if whole else None
