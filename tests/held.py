"""What holds for every answer, checked on its published shape against the reports it cites."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from index.report import Report
from index.vietnamese import sentences

if TYPE_CHECKING:
    from assistant.answer import Answer, Event
    from assistant.assistant import Assistant

KEYS = {
    "question", "standalone_question", "status", "answer", "refusal", "sentences", "citations",
    "alternatives", "notices", "as_of", "confidence", "model", "table", "index_version", "timings",
}  # fmt: skip
CITATION_KEYS = {
    "number", "id", "report_id", "key", "file", "title", "source", "url", "published", "event_date",
    "province", "origin", "page", "quote", "start", "end", "before", "after", "score",
}  # fmt: skip
ALTERNATIVE_KEYS = {"kind", "report_id", "title", "published", "quote", "start", "end"}
LONGEST_QUOTE = 400
MARK = re.compile(r"\[\d+\]")
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def answered(assistant: "Assistant", question: str, **options: object) -> tuple["Answer", list["Event"]]:
    """The answer and its events; what is promised of every answer holds for it."""
    events: list[Event] = []
    for piece in assistant.as_runnable().stream({"question": question, **options}):
        events += piece.get("events", ())
        if "answer" in piece:
            answer: Answer = piece["answer"]
    check(answer.to_json(), {report.report_id: report for report in assistant.index.reports()[0]})
    return answer, events


def check(given: Mapping[str, Any], reports: Mapping[str, Report]) -> None:
    """Everything that is promised of an answer; `reports` are the store's by their id."""
    answer = json.loads(json.dumps(given, ensure_ascii=False, allow_nan=False).encode())
    assert set(answer) >= KEYS
    assert answer["question"] and answer["standalone_question"]
    assert answer["index_version"]
    assert set(answer["timings"]) >= {"search_ms", "answer_ms", "total_ms"}
    assert all(time >= 0 for time in answer["timings"].values())
    assert 0 <= answer["confidence"] <= 1
    assert answer["as_of"] is None or ISO.fullmatch(answer["as_of"])
    assert all(notice["code"] and notice["message"] for notice in answer["notices"])
    for alternative in answer["alternatives"]:
        _check_alternative(alternative, answer, reports)
    if answer["status"] == "refused":
        _check_refused(answer, reports)
    else:
        _check_given(answer, reports)


def _check_refused(answer: Mapping[str, Any], reports: Mapping[str, Report]) -> None:
    """A refusal says why, cites nothing and says nothing else."""
    refusal = answer["refusal"]
    assert refusal["code"]
    assert answer["answer"] == refusal["message"] != ""
    assert answer["sentences"] == answer["citations"] == []
    near = [one["report_id"] for one in refusal["nearest"]]
    assert len(near) == len(set(near)) <= 3
    for one in refusal["nearest"]:
        report = reports[one["report_id"]]
        assert one == {"report_id": report.report_id, "title": report.title, "published": report.published}


def _check_given(answer: Mapping[str, Any], reports: Mapping[str, Report]) -> None:
    """An answer is its sentences with their marks; each mark names a citation, each citation is used."""
    assert answer["status"] in ("answered", "partial")
    assert answer["refusal"] is None
    assert answer["answer"] == " ".join(
        " ".join(filter(None, (s["text"], "".join(f"[{number}]" for number in s["citations"]))))
        for s in answer["sentences"]
    )
    citations = answer["citations"]
    is_list = any(notice["code"] == "list_read" for notice in answer["notices"])
    assert len(citations) >= 1 and (is_list or answer["table"] or len(citations) <= 3)
    assert [one["number"] for one in citations] == list(range(1, len(citations) + 1))
    assert len({one["id"] for one in citations}) == len(citations)
    used = {number for sentence in answer["sentences"] for number in sentence["citations"]}
    assert used == {one["number"] for one in citations}
    for sentence in answer["sentences"]:
        _check_sentence(sentence)
        if sentence["span"] is not None:
            first, last = sentence["span"]
            cited = citations[sentence["citations"][0] - 1]
            assert cited["start"] <= first < last <= cited["end"]
            words = reports[cited["report_id"]].text[first:last]
            assert words.strip() == words
    if answer["status"] == "answered":
        assert all(sentence["verified"] is not False for sentence in answer["sentences"])
    for citation in citations:
        _check_citation(citation, reports)
    for row in answer["table"]["rows"] if answer["table"] else ():
        assert len(row["cells"]) == len(answer["table"]["columns"])
        for cell in row["cells"]:
            assert (cell["citation"] is None) == (cell["text"] is None)
            assert cell["text"] is None or cell["text"] in citations[cell["citation"] - 1]["quote"]
    if answer["model"] is None:
        _check_quoted(answer)


def _check_sentence(sentence: Mapping[str, Any]) -> None:
    """No mark in its words; verified or with faults; a framing line is neither."""
    assert set(sentence) >= {"text", "citations", "verified", "faults", "span"}
    assert sentence["text"].strip() == sentence["text"] != ""
    assert not MARK.search(sentence["text"])
    assert len(set(sentence["citations"])) == len(sentence["citations"])
    if sentence["verified"] is None:
        assert sentence["citations"] == sentence["faults"] == []
    else:
        assert sentence["verified"] == (not sentence["faults"])
        assert sentence["citations"] or not sentence["verified"]


def _check_quoted(answer: Mapping[str, Any]) -> None:
    """Without a model only the framing line is written: each cited sentence is its quote, on one line."""
    quotes = {one["number"]: one["quote"] for one in answer["citations"]}
    for sentence in answer["sentences"]:
        for number in sentence["citations"]:
            shown = " ".join(quotes[number].split())
            assert sentence["text"] == re.sub(r"\[(\d+)\]", r"［\1］", shown)
    assert any(sentence["verified"] is None for sentence in answer["sentences"])


def _check_citation(citation: Mapping[str, Any], reports: Mapping[str, Report]) -> None:
    """The report's own words at the place named, with the report's own facts."""
    assert set(citation) >= CITATION_KEYS
    report = reports[citation["report_id"]]
    start, end, quote = citation["start"], citation["end"], citation["quote"]
    assert quote == report.text[start:end] != ""
    assert citation["id"] == f"{report.report_id}-{start}-{end}"
    for fact in ("key", "file", "title", "source", "url", "published", "event_date", "province", "origin"):
        assert citation[fact] == getattr(report, fact)
    assert (citation["page"] is None) == (not report.pages)
    assert report.text[:start].endswith(citation["before"])
    assert report.text[end:].startswith(citation["after"])
    assert 0 <= citation["score"] <= 1
    _check_quote(report, start, end)


def _check_quote(report: Report, start: int, end: int) -> None:
    """One or two neighbouring sentences of the report's own words, short unless one sentence is long."""
    (body,) = (span for span in report.body if span[0] <= start and end <= span[1])
    quote = report.text[start:end]
    assert quote == quote.strip()
    inner = sentences(report.text, start, end)
    assert len(inner) <= 2
    assert len(quote) <= LONGEST_QUOTE or len(inner) == 1
    # a quote begins and ends where sentences do: cut from the report, it is not cut within one
    spans = sentences(report.text, *body)
    assert start in {first for first, _ in spans}
    assert end in {last for _, last in spans}


def _check_alternative(
    alternative: Mapping[str, Any], answer: Mapping[str, Any], reports: Mapping[str, Report]
) -> None:
    """Another report's or place's own words, of a kind that is known, and none that is cited already."""
    assert set(alternative) >= ALTERNATIVE_KEYS
    assert alternative["kind"] in ("draft", "older", "other_value")
    report = reports[alternative["report_id"]]
    assert alternative["quote"] == report.text[alternative["start"] : alternative["end"]] != ""
    place = (alternative["report_id"], alternative["start"], alternative["end"])
    assert place not in {(one["report_id"], one["start"], one["end"]) for one in answer["citations"]}
