"""Answers that a model writes: each sentence held against its quotes; a model that fails is told."""

import json
from pathlib import Path

import held
import pytest
from made import RICE, ROAD, five
from standin import Act, Failure, Reply, StandIn

from assistant.answer import Answer, Event
from assistant.assistant import Assistant
from assistant.writing.reply import NOT_ANSWERED
from index import Index, Report
from index.embedder import Embedder

pytestmark = pytest.mark.usefixtures("bare_environment")

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
ASK_EN = "How many tons of rice did Bình Minh harvest in 2023?"
MODEL = "openai:standin"
REPORTS: dict[str, Report] = {one.report_id: one for one in five()}
CITING = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa. [1]"
INVENTED = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 999.000 tấn lúa. [1]"


def asked(index: Index, provider: StandIn, *acts: Act | str, question: str = ASK) -> Answer:
    """The answer when the provider does `acts`; what is promised of every answer holds for it."""
    provider.enqueue(*acts)
    answer = Assistant.over(index, MODEL, provider.base_url).answer(question)
    held.check(answer.to_json(), REPORTS)
    return answer


def test_a_cited_sentence_is_verified(index: Index, provider: StandIn) -> None:
    """The model's words, the report's quote: the program copies it, and names the model."""
    answer = asked(index, provider, CITING)

    (sentence,) = answer.sentences
    assert (sentence.text, sentence.citations) == (CITING.removesuffix(" [1]"), (1,))
    assert (sentence.verified, sentence.faults) == (True, ())
    assert (answer.status, answer.model) == ("answered", MODEL)
    assert answer.citations[0].quote == RICE
    assert answer.as_of == "2023-06-02"


def test_a_figure_that_the_quote_does_not_bear_is_marked(index: Index, provider: StandIn) -> None:
    """The sentence comes with its fault, the answer is partial, and a notice says so."""
    answer = asked(index, provider, f"{CITING} {INVENTED}")

    good, bad = answer.sentences
    assert (good.verified, bad.verified) == (True, False)
    assert {fault.kind for fault in bad.faults} == {"number"}
    assert "999.000" in bad.faults[0].in_sentence
    assert answer.status == "partial"
    assert [notice.code for notice in answer.notices] == ["unverified"]
    assert 0 < answer.confidence < 1


def test_a_sentence_that_cites_nothing_is_not_verified(index: Index, provider: StandIn) -> None:
    """It is shown with the fault that nothing bears it."""
    answer = asked(index, provider, f"{CITING} Đây là mức cao nhất trong mười năm qua.")

    bare = answer.sentences[1]
    assert (bare.citations, bare.verified) == ((), False)
    assert [fault.kind for fault in bare.faults] == ["uncited"]
    assert answer.status == "partial"


def test_marks_are_numbered_by_quote(index: Index, provider: StandIn) -> None:
    """A passage cited twice is one citation, whatever numbers the model used; two passages are two."""
    numbers = [hit.text for hit in index.search(ASK, 12)]
    road = numbers.index(ROAD) + 1
    text = f"Tuyến đường ven biển dài 42 km. [{road}] {CITING} Sản lượng lúa tăng 1,5% so với năm 2022. [1]"
    answer = asked(index, provider, text)

    assert [sentence.citations for sentence in answer.sentences] == [(1,), (2,), (2,)]
    assert [citation.quote for citation in answer.citations] == [ROAD, RICE]
    assert answer.status == "answered"


@pytest.mark.parametrize(
    "act",
    [Failure(500), Failure(401), Reply(""), Reply("Lúa được mùa."), Reply(CITING, finish="length")],
    ids=["failed", "key", "empty", "uncited", "cut off"],
)
def test_a_model_that_fails_leaves_the_quotes(index: Index, provider: StandIn, act: Act) -> None:
    """The same answer as without a model, and a notice that says what went wrong with it."""
    answer = asked(index, provider, act)
    quoted = Assistant(index).answer(ASK)

    assert (answer.model, answer.status) == (None, quoted.status)
    assert (answer.text, answer.citations) == (quoted.text, quoted.citations)
    (notice,) = [notice for notice in answer.notices if notice not in quoted.notices]
    assert notice.code == "model_failed"


def test_a_model_that_cannot_be_reached_leaves_the_quotes(index: Index) -> None:
    """Nobody listens there: one sentence about it, in the question's language, beside the quoted answer."""
    with StandIn() as gone:
        address = gone.base_url
    assistant = Assistant.over(index, MODEL, address)
    for question, words in ((ASK, "Không kết nối được"), (ASK_EN, "cannot be reached")):
        answer = assistant.answer(question)
        held.check(answer.to_json(), REPORTS)
        assert answer.model is None
        assert [words in notice.message for notice in answer.notices if notice.code == "model_failed"] == [
            True
        ]


def test_a_model_that_declines_is_a_refusal(index: Index, provider: StandIn) -> None:
    """Nothing is quoted against its word; the nearest reports are named."""
    answer = asked(index, provider, NOT_ANSWERED)

    assert (answer.status, answer.model) == ("refused", MODEL)
    assert answer.refusal is not None and answer.refusal.nearest


def test_an_injected_mark_or_link_does_not_come_out(index: Index, provider: StandIn) -> None:
    """A mark for a passage that was not given is dropped, and so is what could lead a reader away."""
    answer = asked(index, provider, f"{CITING} [99] ![x](http://evil.example/?q=1)")

    assert "evil" not in answer.text and "[99]" not in answer.text
    assert answer.citations


def test_nobody_is_asked_where_nothing_was_found(data: Path, provider: StandIn, embedder: Embedder) -> None:
    """An empty store and a question in another script are refused without a call."""
    with Index.open(data, embedder) as empty:
        assistant = Assistant.over(empty, MODEL, provider.base_url)
        for question in (ASK, "越南的省份有哪些？"):
            assert assistant.answer(question).status == "refused"
    assert not provider.requests


def test_the_stream_replaces_deltas_by_sentences(index: Index, provider: StandIn) -> None:
    """Provisional words first; the final sentence of the same number, after its citations."""
    provider.enqueue(f"{CITING} {INVENTED}")
    events = list(Assistant.over(index, MODEL, provider.base_url).stream(ASK))
    names = [event.name for event in events]

    def of(name: str) -> list[Event]:
        return [event for event in events if event.name == name]

    assert (names[0], names[-1]) == ("start", "done")
    assert names.index("delta") < names.index("sentence")
    assert [event.data["verified"] for event in of("sentence")] == [True, False]
    numbers = [event.data["sentence"] for event in of("sentence")]
    assert {event.data["sentence"] for event in of("delta")} <= set(numbers)
    known: set[int] = set()
    for event in events:
        if event.name == "citation":
            known.add(event.data["number"])
        elif event.name == "sentence":
            assert set(event.data["citations"]) <= known
    done = events[-1].data
    held.check(done, REPORTS)
    final = [
        {name: value for name, value in event.data.items() if name != "sentence"} for event in of("sentence")
    ]
    assert json.loads(json.dumps(final)) == json.loads(json.dumps(done["sentences"]))


def test_a_model_that_fails_midway_gives_no_half_answer(index: Index, provider: StandIn) -> None:
    """Whatever was sent before, the whole answer at the end is the quoted one, with the notice."""
    provider.enqueue(Reply(f"{CITING} {CITING} {CITING}", finish="length"))
    events = list(Assistant.over(index, MODEL, provider.base_url).stream(ASK))
    done = events[-1].data

    held.check(done, REPORTS)
    assert "sentence" in [event.name for event in events]
    assert done["model"] is None
    assert done["answer"] == Assistant(index).answer(ASK).text
    assert "model_failed" in [notice["code"] for notice in done["notices"]]
