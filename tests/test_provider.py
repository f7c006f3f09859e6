"""What holds with any model: the same tests with a scripted one and, where the environment has its key, a real one."""

import os
import re
from collections.abc import Iterator

import held
import pytest
from made import RICE, five
from standin import Act, Asked, Reply, StandIn

from assistant.answer import Answer, Event
from assistant.assistant import Assistant
from assistant.understanding.followup import Turn
from assistant.writing.reply import NOT_ANSWERED
from index import Index, Report

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
REPORTS: dict[str, Report] = {one.report_id: one for one in five()}


def scripted(asked: Asked) -> Act:
    """What a good model makes of a prompt about these reports."""
    if "<<<" in asked.user and "CUỘC TRÒ CHUYỆN" in asked.user:
        return Reply(ASK)
    number = next(
        (
            number
            for number, text in re.findall(r"TRÍCH (\d+)>>>(.*?)HẾT", asked.user, re.DOTALL)
            if RICE in text
        ),
        "1",
    )
    if "lúa" not in asked.user.rpartition("Câu hỏi:")[2]:
        return Reply(NOT_ANSWERED)
    return Reply(f"Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa. [{number}]")


@pytest.fixture(params=["scripted", "real"])
def assistant(request: pytest.FixtureRequest, index: Index) -> Iterator[Assistant]:
    """An assistant with the scripted model, then with the real one that the environment names."""
    if request.param == "real":
        name = os.environ.get("ASSISTANT_TEST_LLM") or (
            "openai:gpt-4o-mini" if os.environ.get("OPENAI_API_KEY") else ""
        )
        if not name:
            pytest.skip(
                "no real provider: set OPENAI_API_KEY, or ASSISTANT_TEST_LLM and ASSISTANT_TEST_LLM_BASE_URL"
            )
        yield Assistant.over(index, name, os.environ.get("ASSISTANT_TEST_LLM_BASE_URL", ""))
        return
    request.getfixturevalue("bare_environment")
    with StandIn(scripted) as provider:
        yield Assistant.over(index, "openai:standin", provider.base_url)


def asked(assistant: Assistant, question: str, history: tuple[Turn, ...] = ()) -> tuple[Answer, list[Event]]:
    """The answer and its events; what is promised of every answer holds for it."""
    events: list[Event] = []
    for piece in assistant.as_runnable().stream({"question": question, "history": history}):
        events += piece.get("events", ())
        if "answer" in piece:
            answer: Answer = piece["answer"]
    held.check(answer.to_json(), REPORTS)
    return answer, events


def test_an_answer_is_written_and_borne(assistant: Assistant) -> None:
    """The model answers, its figure is verified against the report's own words, and it came as it was written."""
    answer, events = asked(assistant, ASK)

    assert answer.model == assistant.model_name, answer.notices
    assert any(one.verified and "812" in one.text for one in answer.sentences)
    assert any(one.quote == RICE for one in answer.citations)
    assert [event.name for event in events].index("delta") < [event.name for event in events].index(
        "sentence"
    )
    assert answer.timings["model_calls"] >= 1 and answer.timings["prompt_tokens"] > 100


def test_what_the_reports_do_not_say_is_not_said(assistant: Assistant) -> None:
    """A question that no report answers gets no verified sentence."""
    answer, _ = asked(assistant, "Nhiệt độ trung bình trên Sao Hỏa là bao nhiêu độ?")

    assert answer.status == "refused" or not any(one.verified for one in answer.sentences)


def test_a_follow_up_is_answered(assistant: Assistant) -> None:
    """A question that cannot be read alone is reworded and answered."""
    turns = (Turn("Tỉnh Bình Minh trồng lúa vụ đông xuân năm 2023 ra sao?", "Lúa được mùa."),)
    answer, _ = asked(assistant, "Nó thu hoạch được bao nhiêu tấn?", turns)

    assert answer.model == assistant.model_name, answer.notices
    assert any(one.quote == RICE for one in answer.citations)
