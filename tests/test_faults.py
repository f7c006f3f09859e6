"""Forty and more ways in which a provider fails: each leaves an answer, a clear word and the conversation."""

import json
from collections.abc import Iterator

import held
import pytest
from made import RICE
from standin import Act, Break, Failure, Raw, Reply, Silence, StandIn

from assistant.answer import Answer, Event
from assistant.assistant import Assistant
from assistant.understanding.followup import Turn
from assistant.writing.chat_model import load_model
from index import Index

pytestmark = pytest.mark.usefixtures("bare_environment")

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
MODEL = "openai:standin"
GOOD = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa. [1]"
# Seconds to wait for a reply: a busy machine answers within them, and silence takes all of them.
_PATIENCE_S = 2.0
# What only an error, a prompt or a key would bring into an answer.
LEAKS = ("SECRET", "scripted", "Traceback", "<html", "<script", "http://", "https://", "evil", "<<<")


def said(text: str, finish: str = "stop") -> bytes:
    """One streamed piece and the end of the stream, in OpenAI's protocol."""
    delta = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    end = {"index": 0, "delta": {}, "finish_reason": finish}
    frames = [{"id": "x", "object": "chat.completion.chunk", "choices": [one]} for one in (delta, end)]
    return b"".join(f"data: {json.dumps(frame)}\n\n".encode() for frame in frames) + b"data: [DONE]\n\n"


TOOLS = (
    b'data: {"id":"x","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,'
    b'"id":"c","type":"function","function":{"name":"search","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}\n\n'
    b"data: [DONE]\n\n"
)
HTML = b"<html><body><h1>502 Bad Gateway</h1> SECRET</body></html>"
# The fault, what the provider does, and the notice that the reader gets; "" where the answer itself is sound.
FAULTS: dict[str, tuple[Act | str, str]] = {
    "bad request": (Failure(400), "model_failed"),
    "wrong key": (Failure(401, "Incorrect API key provided: sk-SECRET"), "model_failed"),
    "no money": (Failure(402, "SECRET balance"), "model_failed"),
    "forbidden": (Failure(403), "model_failed"),
    "unknown model": (Failure(404, "model SECRET not found"), "model_failed"),
    "request timed out": (Failure(408), "model_failed"),
    "conflict": (Failure(409), "model_failed"),
    "too long": (Failure(413), "model_failed"),
    "window too small": (Failure(400, "maximum context length", "context_length_exceeded"), "model_failed"),
    "unprocessable": (Failure(422), "model_failed"),
    "rate limited": (Failure(429, headers=(("Retry-After", "60"),)), "model_failed"),
    "quota spent": (Failure(429, "quota", "insufficient_quota"), "model_failed"),
    "server failed": (Failure(500), "model_failed"),
    "bad gateway, in HTML": (Raw(HTML, "text/html", 502), "model_failed"),
    "overloaded": (Failure(503, headers=(("Retry-After", "5"),)), "model_failed"),
    "gateway timed out": (Failure(504), "model_failed"),
    "error page with status 200": (Raw(HTML, "text/html"), "model_failed"),
    "JSON for a stream": (Raw(b'{"choices": []}', "application/json"), "model_failed"),
    "nothing at all": (Raw(b""), "model_failed"),
    "broken JSON": (Raw(b'data: {"choices": [{"index": 0, "del\n\n'), "model_failed"),
    "broken JSON after words": (Raw(said("Lúa đạt ")[:-60] + b"data: {{{\n\n"), "model_failed"),
    "error within the stream": (Raw(b'data: {"error": {"message": "SECRET"}}\n\n'), "model_failed"),
    "a choice that is none": (Raw(b'data: {"choices": [{}]}\n\ndata: [DONE]\n\n'), "model_failed"),
    "bytes that are no text": (Raw(b"\xff\xfe\x00\x01" * 40), "model_failed"),
    "silence": (Silence(), "model_failed"),
    "silence after words": (Break("Vụ đông xuân năm", silent=True), "model_failed"),
    "cut at once": (Break(), "model_failed"),
    "cut after words": (Break("Vụ đông xuân năm 2023, tỉnh"), "model_failed"),
    "an empty reply": (Reply(""), "model_failed"),
    "white space": (Reply(" \n\n \t"), "model_failed"),
    "too short a limit": (Reply("Vụ đông xuân năm 2023, tỉnh", finish="length"), "model_failed"),
    "filtered": (Reply("Vụ đông", finish="content_filter"), "model_failed"),
    "no end told": (Reply("Vụ đông xuân năm 2023, tỉnh", finish=""), "model_failed"),
    "endless": (Reply("", pieces=("Lúa. " * 200,) * 60), "model_failed"),
    "English for Vietnamese": (Reply("The province harvested a great deal of rice in that year. [1]"), "model_failed"),
    "Chinese": (Reply("二零二三年水稻收获八十一万二千吨。[1]"), "model_failed"),
    "marks alone": (Reply("[1] [2] [1]"), "model_failed"),
    "unknown marks": (Reply(GOOD.replace("[1]", "[77]")), "model_failed"),
    "half a mark": (Reply(GOOD.replace("[1]", "[1")), "model_failed"),
    "no marks": (Reply(GOOD.replace(" [1]", "")), "model_failed"),
    "a refusal": (Reply("Xin lỗi, tôi không thể giúp yêu cầu này."), "model_failed"),
    "tool calls": (Raw(TOOLS), "model_failed"),
    "thought alone": (Reply("<think>Để xem đoạn 1 nói gì. [1]</think>"), "model_failed"),
    "thought without its beginning": (Reply(f"Để xem.\n</think>\n{GOOD}"), "model_failed"),
    "thought without its end": (Reply(f"<think>Để xem. {GOOD}"), "model_failed"),
    "thought in other signs": (Reply(f"◁think▷Để xem 99 tỷ.◁/think▷ {GOOD}"), "model_failed"),
    "thought in a channel": (Reply(f"<|channel|>analysis<|message|>99 tỷ<|end|> {GOOD}"), "model_failed"),
    "the prompt said back": (Reply("Bạn là Trích, người trả lời. [1] <<<01 ĐOẠN TRÍCH 1>>> [1]"), "model_failed"),
    "JSON for prose": (Reply('{"answer": "812.000 tấn", "citations": [1]}'), "model_failed"),
    "HTML and scripts": (Reply(f"<script>evil()</script><b>{GOOD}</b><iframe src='http://evil'></iframe>"), ""),
    "links and images": (Reply(f"![x](https://evil/?k=1) {GOOD} <https://evil> [nguồn](http://evil.vn)"), ""),
    "a thought before": (Reply(f"<think>Để xem. [2]</think>{GOOD}"), ""),
    "the same again and again": (Reply(" ".join([GOOD] * 30)), ""),
    "a figure made up": (Reply(GOOD.replace("812", "999")), "quoted_instead"),
    "a plain NOT-IN-REPORTS": (Reply("NOT-IN-REPORTS"), ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def provider() -> Iterator[StandIn]:
    """A stand-in provider."""
    with StandIn() as stand_in:
        yield stand_in


def asked(assistant: Assistant, history: tuple[Turn, ...] = ()) -> tuple[Answer, list[Event]]:
    """The answer to the one question and its events; what is promised of every answer holds for it."""
    return held.answered(assistant, ASK, history=history)


def test_there_are_forty() -> None:
    """The list below is as long as is promised."""
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_answered(index: Index, provider: StandIn, name: str) -> None:
    """The reader gets quotes or a sound answer, one clear sentence, and no word of the error; the next turn works."""
    act, code = FAULTS[name]
    model = load_model(MODEL, provider.base_url, timeout_s=_PATIENCE_S)
    assistant = Assistant(index, model, MODEL)
    provider.enqueue(act, Reply("", finish="length"), Reply("", finish="length"))

    answer, events = asked(assistant)
    provider._acts.clear()

    codes = [notice.code for notice in answer.notices]
    assert codes == ([code] if code else [])
    if code == "model_failed":
        assert answer.model is None
        assert (answer.text, answer.status) == (Assistant(index).answer(ASK).text, "answered")
        (told,) = [notice.message for notice in answer.notices]
        assert (
            told.startswith("Mô hình ngôn ngữ không trả lời được (") and "\n" not in told and len(told) < 320
        )
    shown = " ".join([answer.text, *(notice.message for notice in answer.notices)])
    shown += " ".join(event.data["text"] for event in events if event.name in ("sentence", "delta"))
    assert not [leak for leak in LEAKS if leak in shown]

    # the conversation goes on as if nothing had been
    provider.enqueue(GOOD)
    following, _ = asked(Assistant(index, model, MODEL), (Turn(ASK, answer.text),))
    assert (following.status, following.model, following.sentences[0].verified) == ("answered", MODEL, True)


@pytest.mark.parametrize("base", ["http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1"])
def test_nobody_there(index: Index, base: str) -> None:
    """A refused connection, or a name that nobody has, is told and answered by quotes."""
    answer, _ = asked(Assistant.over(index, MODEL, base))

    assert [notice.code for notice in answer.notices] == ["model_failed"]
    assert answer.text == Assistant(index).answer(ASK).text


def test_a_fault_while_rewording_is_paid_once(index: Index, provider: StandIn) -> None:
    """A provider that fails at the stand-alone question is not asked for the answer too; quotes are given at once."""
    provider.enqueue(Failure(500), GOOD)
    before = len(provider.requests)
    assistant = Assistant.over(index, MODEL, provider.base_url)

    answer = assistant.answer("Còn năm 2023 thì sao?", history=(Turn(ASK, "812.000 tấn. [1]"),))
    provider._acts.clear()

    assert len(provider.requests) == before + 1
    assert "model_failed" in [notice.code for notice in answer.notices]
    assert RICE in answer.text
