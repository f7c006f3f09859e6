"""What becomes of a model's sentence that its quote does not bear: asked again once, else quoted, else marked."""

import threading

import held
import pytest
from made import HEALTH, RICE, ROAD, SCHOOL
from standin import Act, Break, Failure, Reply, Silence, StandIn

from assistant.answer import Answer, Event
from assistant.assistant import Assistant
from assistant.verify import Reported, prepare
from assistant.writing import cited
from assistant.writing.chat_model import load_model
from index import Index

pytestmark = pytest.mark.usefixtures("bare_environment")

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
MODEL = "openai:standin"
GOOD = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa."
WRONG = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 999.000 tấn lúa."


@pytest.fixture(scope="module")
def marks(index: Index) -> dict[str, str]:
    """The mark that the model must write for each report's text, for the question asked here."""
    hits = index.search(ASK, 8)
    return {hit.text: f"[{number}]" for number, hit in enumerate(hits, 1)}


def asked(index: Index, provider: StandIn, *acts: Act | str) -> tuple[Answer, list[Event]]:
    """The answer and its events when the provider does `acts`; what is promised of every answer holds for it."""
    provider.enqueue(*acts)
    answer, events = held.answered(Assistant.over(index, MODEL, provider.base_url), ASK)
    numbers = [event.data["sentence"] for event in events if event.name == "sentence"]
    assert numbers == sorted(numbers)
    return answer, events


def test_what_is_borne_costs_one_call(index: Index, provider: StandIn) -> None:
    """An answer without a fault is asked for once."""
    answer, _ = asked(index, provider, f"{GOOD} [1]")

    assert (answer.status, len(provider.requests)) == ("answered", 1)


def test_a_wrong_figure_is_asked_for_again(index: Index, provider: StandIn) -> None:
    """The model is told what was wrong with its sentence; the one it writes then is verified like any other."""
    answer, events = asked(index, provider, f"{WRONG} [1]", f"{GOOD} [1]")

    (sentence,) = answer.sentences
    assert (sentence.text, sentence.verified, answer.status) == (GOOD, True, "answered")
    again = provider.requests[-1]
    assert len(provider.requests) == 2
    assert (
        WRONG in again.user
        and "Lỗi (con số): câu viết “999.000 tấn" in again.user
        and "812.000" in again.user
    )
    finals = [event.data["text"] for event in events if event.name == "sentence"]
    assert finals == [GOOD]


def test_all_faulty_sentences_are_asked_for_in_one_call(
    index: Index, provider: StandIn, marks: dict[str, str]
) -> None:
    """Two wrong sentences are one further call; each gets its own rewritten one, the right one between stays."""
    road = "Tuyến đường ven biển dài {} km qua huyện Hải Đông."
    first = f"{WRONG} {marks[RICE]} Bệnh viện tiếp nhận 240 ca sốt xuất huyết. {marks[HEALTH]} "
    answer, _ = asked(
        index,
        provider,
        first + road.format(52) + marks[ROAD],
        f"{GOOD} {marks[RICE]}\n{road.format(42)} {marks[ROAD]}",
    )

    assert [one.text for one in answer.sentences] == [
        GOOD,
        "Bệnh viện tiếp nhận 240 ca sốt xuất huyết.",
        road.format(42),
    ]
    assert (answer.status, len(provider.requests)) == ("answered", 2)


def test_a_sentence_left_out_of_the_second_try_is_told_by_its_words(
    index: Index, provider: StandIn, marks: dict[str, str]
) -> None:
    """Where the model rewrites one of two sentences, it stands in its place; the other gives way to its quote."""
    road = "Tuyến đường ven biển dài 52 km qua huyện Hải Đông."
    answer, _ = asked(
        index,
        provider,
        f"{road} {marks[ROAD]} {WRONG} {marks[RICE]}",
        f"{GOOD} {marks[RICE]}",
    )

    assert [one.text for one in answer.sentences] == [ROAD, GOOD]
    assert answer.status == "partial"
    assert [notice.code for notice in answer.notices] == ["quoted_instead"]


@pytest.mark.parametrize(
    "act",
    [
        f"{WRONG} [1]",
        Failure(500),
        Failure(429, headers=(("Retry-After", "1"),)),
        Reply(f"{GOOD} [1]", finish="length"),
        Reply(""),
        Break("Vụ đông"),
        f"{GOOD} [9]",
        "Xin lỗi, tôi không thể giúp việc này.",
    ],
    ids=["wrong again", "failed", "busy", "cut off", "empty", "broken", "no such passage", "refused"],
)
def test_what_stays_wrong_gives_way_to_the_quote(index: Index, provider: StandIn, act: Act | str) -> None:
    """The report's own words stand where the model's did, verified, and the answer says that it is partial."""
    answer, _ = asked(index, provider, f"{WRONG} [1]", act, f"{GOOD} [1]")

    (sentence,) = answer.sentences
    assert (sentence.text, sentence.verified, sentence.faults) == (RICE, True, ())
    assert answer.status == "partial"
    assert [notice.code for notice in answer.notices] == ["quoted_instead"]
    assert len(provider.requests) == 2  # once more, and no third time


def test_a_quote_is_not_said_twice(index: Index, provider: StandIn) -> None:
    """Where the quote is cited already, the wrong sentence is marked with its fault instead."""
    answer, _ = asked(index, provider, f"{GOOD} [1] {WRONG} [1]", f"{WRONG} [1]")

    assert [one.verified for one in answer.sentences] == [True, False]
    assert [fault.kind for fault in answer.sentences[1].faults] == ["number"]
    assert [notice.code for notice in answer.notices] == ["unverified"]


def test_an_answer_of_which_nothing_is_borne_is_none(index: Index, provider: StandIn) -> None:
    """A model that makes everything up leaves the quotes, with a notice; none of its words becomes final."""
    made_up = "Tỉnh sẽ xây sân bay vũ trụ trong năm tới. [1] Dân số tăng gấp ba. [2]"
    answer, events = asked(index, provider, made_up, made_up)

    assert answer.model is None
    assert (answer.text, answer.citations) == (
        (quoted := Assistant(index).answer(ASK)).text,
        quoted.citations,
    )
    assert "model_failed" in [notice.code for notice in answer.notices]
    assert all("vũ trụ" not in event.data["text"] for event in events if event.name == "sentence")


def test_sentences_wait_for_a_faulty_one_before_them(
    index: Index, provider: StandIn, marks: dict[str, str]
) -> None:
    """A borne sentence is final at once, one after a faulty one only with it; deltas come all the while."""
    school = "Sở Giáo dục và Đào tạo xây dựng thêm 18 trường học ở vùng núi."
    reply = f"{GOOD} {marks[RICE]} Cảng cá cho tàu 900 CV vào tránh bão. [9] {school} {marks[SCHOOL]}"
    _, events = asked(index, provider, reply, "")
    shown = [(event.name, event.data["sentence"]) for event in events if event.name in ("delta", "sentence")]

    assert shown.index(("sentence", 0)) < shown.index(("delta", 1))
    assert shown.index(("sentence", 2)) > shown.index(("sentence", 1)) > len(shown) - 3


def test_only_quotes_that_bear_a_sentence_are_cited(
    index: Index, provider: StandIn, marks: dict[str, str]
) -> None:
    """Marks of passages that say something else are left out where one bears the sentence alone."""
    answer, _ = asked(index, provider, f"{GOOD} {marks[SCHOOL]}{marks[RICE]}{marks[HEALTH]}")

    assert [one.quote for one in answer.citations] == [RICE]
    assert answer.sentences[0].citations == (1,)


def test_an_answer_cites_three_quotes_at_most(index: Index, provider: StandIn, marks: dict[str, str]) -> None:
    """A fourth is left out with its sentence where neither a list nor a comparison is asked for."""
    told = [f"{text} {marks[text]}" for text in (RICE, ROAD, SCHOOL, HEALTH)]
    answer, _ = asked(index, provider, " ".join(told))

    assert [one.quote for one in answer.citations] == [RICE, ROAD, SCHOOL]
    assert answer.status == "answered"


def test_a_silent_second_try_is_given_up(index: Index, provider: StandIn) -> None:
    """A provider that says nothing when asked again does not hold the answer for ever."""
    provider.enqueue(f"{WRONG} [1]", Silence())
    assistant = Assistant(index, load_model(MODEL, provider.base_url, timeout_s=2.0), MODEL)
    answer = assistant.answer(ASK)

    assert [one.text for one in answer.sentences] == [RICE]


def test_passages_are_taken_apart_while_the_model_reads_them(
    index: Index, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that says no more until a passage is taken apart gives its whole answer."""
    known = threading.Event()

    def noted(quote: str, report: Reported) -> None:
        """The quote read, and said so where it is the one that bears the answer."""
        prepare(quote, report)
        if "812.000" in quote:
            known.set()

    monkeypatch.setattr(cited, "prepare", noted)
    answer, _ = asked(index, provider, Reply(f"{GOOD} [1]", gate=known))

    assert (answer.model, answer.status) == (MODEL, "answered")
