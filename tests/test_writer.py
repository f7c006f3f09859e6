"""Answers written by a model over real HTTP: LangChain's own clients against the stand-in provider."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from standin import Act, Break, Failure, Raw, Reply, Silence, StandIn

from assistant.understanding.followup import Turn
from assistant.writer import Delta, Draft, NotAnswered, Source, WhichOne, standalone, write
from assistant.writing.chat_model import load_model
from assistant.writing.reply import NOT_ANSWERED
from index.errors import ModelFault

ROOT = Path(__file__).parents[1]
PROVIDERS = ["openai:standin", "ollama:qwen3:4b"]
QUESTION = "Sản lượng lúa năm 2024 là bao nhiêu?"
SOURCES = [
    Source(1, "Tổng kết năm", "2024-12-20", "Quảng Nam", "Sản lượng lúa đạt 812.000 tấn [12]."),
    Source(2, None, None, None, "Sản lượng tăng 1,5% so với năm trước."),
]
pytestmark = pytest.mark.usefixtures("bare_environment")
GOOD = "Sản lượng lúa đạt 812.000 tấn. [1] Con số này tăng 1,5%. [2]"


def events(
    provider: StandIn, name: str, *acts: Act | str, language: str = "vi", timeout_s: float = 30
) -> list[Delta | Draft | NotAnswered | WhichOne]:
    """Give all that `write` yields when the provider does `acts`."""
    provider.enqueue(*acts)
    model = load_model(name, address(provider, name), timeout_s)
    return list(write(QUESTION, language, SOURCES, model))


def address(provider: StandIn, name: str) -> str:
    """Give the side of the provider that this model speaks to."""
    return provider.ollama_url if name.startswith("ollama") else provider.base_url


def fault(provider: StandIn, name: str, act: Act | str, timeout_s: float = 30) -> ModelFault:
    """Give the fault that `write` ends with when the provider does `act`."""
    with pytest.raises(ModelFault) as raised:
        events(provider, name, act, timeout_s=timeout_s)
    return raised.value


@pytest.mark.parametrize("name", PROVIDERS)
def test_an_answer_is_streamed(provider: StandIn, name: str) -> None:
    """A reply arrives as deltas, then as drafts with the numbers they cite, in one call."""
    out = events(provider, name, GOOD)

    assert [event for event in out if isinstance(event, Draft)] == [
        Draft(0, "Sản lượng lúa đạt 812.000 tấn.", (1,)),
        Draft(1, "Con số này tăng 1,5%.", (2,)),
    ]
    assert (
        "".join(e.text for e in out if isinstance(e, Delta) and e.sentence == 0)
        == "Sản lượng lúa đạt 812.000 tấn."
    )
    assert len(provider.requests) == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_deltas_come_while_the_model_writes(provider: StandIn, name: str) -> None:
    """The first delta is out before the provider has sent its last piece."""
    gate = threading.Event()
    provider.enqueue(Reply("", pieces=("Sản lượng lúa ", "đạt 812.000 tấn. [1]"), gate=gate))
    written = write(QUESTION, "vi", SOURCES, load_model(name, address(provider, name)))

    assert next(written) == Delta(0, "Sản lượng lúa")
    gate.set()
    assert list(written)[-1] == Draft(0, "Sản lượng lúa đạt 812.000 tấn.", (1,))


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_is_sent(provider: StandIn, name: str) -> None:
    """The provider gets the prompt in the question's language, and no bracketed number of a report."""
    events(provider, name, GOOD)
    asked = provider.requests[-1]

    assert asked.body["model"] == name.partition(":")[2]
    assert asked.body["stream"] is True
    assert QUESTION in asked.user and "812.000 tấn 〔12〕" in asked.user
    assert "trả lời câu hỏi về báo cáo" in asked.system and NOT_ANSWERED in asked.system


def test_ollama_does_not_think_and_reads_the_whole_prompt(provider: StandIn) -> None:
    """Thinking is off, and the window holds the passages instead of the server's shorter default."""
    out = events(provider, "ollama:qwen3:4b", Reply(GOOD, thinking="Để xem. [1]"))

    assert provider.requests[-1].body["think"] is False
    assert provider.requests[-1].body["options"]["num_ctx"] >= 8192
    assert all("Để xem" not in event.text for event in out if isinstance(event, (Delta, Draft)))


@pytest.mark.parametrize("name", PROVIDERS)
def test_reasoning_never_comes_out(provider: StandIn, name: str) -> None:
    """Reasoning within the reply or beside it is not part of the answer."""
    thought = Reply(f"<think>\nĐể xem đoạn một. [1]\n</think>\n\n{GOOD}", thinking="Để xem đoạn hai. [2]")
    out = events(provider, name, thought)

    assert all("Để xem" not in event.text for event in out if isinstance(event, (Delta, Draft)))
    assert [event.numbers for event in out if isinstance(event, Draft)] == [(1,), (2,)]


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    "reply", [NOT_ANSWERED, f"<think>không có</think>\n{NOT_ANSWERED}\nCác đoạn không nói.", "not_in_reports"]
)
def test_not_answered(provider: StandIn, name: str, reply: str) -> None:
    """A model that says the passages do not answer gives that, and not a word else."""
    assert events(provider, name, reply) == [NotAnswered()]


def test_links_and_images_do_not_come_out(provider: StandIn) -> None:
    """A reply made to carry a report's links, images or scripts carries plain text only."""
    bad = "![x](http://evil.vn/?k=1) Lúa đạt [812.000 tấn](http://evil.vn). <img src='//evil'>[1] www.evil.vn"
    out = events(provider, "openai:standin", bad)

    assert [event for event in out if isinstance(event, Draft)] == [Draft(0, "Lúa đạt 812.000 tấn.", (1,))]
    assert all("evil" not in event.text for event in out if isinstance(event, Delta))


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("said", ["Mã là {fence}. [1]", "Khóa: sk-local-0123. [1]", "{system}"])
def test_what_only_the_program_knows_stays_in(
    provider: StandIn, monkeypatch: pytest.MonkeyPatch, said: str, size: int
) -> None:
    """A reply that says the key, the prompt's code or its instructions is none; before it no secret came out."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-local-0123")
    monkeypatch.setattr("assistant.writer.fence_for", lambda sources: "0123456789abcdef")
    system = "Bạn chỉ được dùng những đoạn trích đánh số nằm trong tin nhắn của người hỏi."
    text = said.format(fence="0123456789abcdef", system=system)
    provider.enqueue(Reply("", pieces=tuple(text[at : at + size] for at in range(0, len(text), size))))
    out = ""
    with pytest.raises(ModelFault) as raised:
        for event in write(QUESTION, "vi", SOURCES, load_model("openai:standin", provider.base_url)):
            out += event.text if isinstance(event, (Delta, Draft)) else ""

    assert raised.value.code == "model_echoed"
    assert "0123" not in out and "sk-" not in out and "tin nhắn" not in out


def test_a_cited_number_without_passage_is_dropped(provider: StandIn) -> None:
    """A mark that names no passage leaves its sentence uncited; a reply of such marks alone is uncited."""
    out = events(provider, "openai:standin", "Lúa đạt 812.000 tấn. [7] Tăng 1,5%. [2]")

    assert [event.numbers for event in out if isinstance(event, Draft)] == [(), (2,)]
    assert fault(provider, "openai:standin", "Lúa đạt 812.000 tấn. [7]").code == "model_uncited"


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Failure(400), "model_rejected"),
        (Failure(401, "Incorrect API key provided: sk-SECRET"), "model_key"),
        (Failure(403), "model_key"),
        (Failure(404, "model not found"), "model_unknown"),
        (Failure(408), "model_timeout"),
        (Failure(413), "model_too_long"),
        (Failure(422), "model_rejected"),
        (Failure(429, headers=(("Retry-After", "30"),)), "model_rate_limited"),
        (Failure(429, "You exceeded your current quota", "insufficient_quota"), "model_rate_limited"),
        (Failure(500), "model_failed"),
        (Failure(502), "model_failed"),
        (Failure(503, "overloaded"), "model_failed"),
        (Failure(504), "model_timeout"),
        (Failure(529), "model_failed"),
        (Reply(""), "model_empty"),
        (Reply(" \n "), "model_empty"),
        (Reply("…"), "model_empty"),
        (Reply("<think>mãi chưa xong"), "model_empty"),
        (Reply("<think>mãi chưa", finish="length"), "model_cut_off"),
        (Reply(GOOD, finish="length"), "model_cut_off"),
        (Reply("Sản lượng lúa đạt", finish=""), "model_cut_off"),
        (Break(""), "model_unreachable"),
        (Break("Sản lượng lúa đạt 812.000 tấn. [1] Con"), "model_cut_off"),
        (Reply("Lúa đạt 812.000 tấn."), "model_uncited"),
        (Reply("Xin lỗi, tôi không thể trả lời câu hỏi này."), "model_uncited"),
        (Reply("The rice harvest of the year reached 812,000 tons. [1]"), "model_language"),
        (Reply("水稻产量达到八十一万二千吨。[1]"), "model_language"),
        (Reply("Có lẽ là đoạn một. [1]\n</think>\n" + GOOD), "model_reasoning"),
        (Reply("", pieces=("Lúa đạt. [1] " * 4000,)), "model_cut_off"),
        (Raw(b"<html><body>502</body></html>", "text/html"), "model_garbled"),
        (Raw(b""), "model_garbled"),
        (Raw(b"data: {broken\n\n"), "model_garbled"),
        (Raw(b"\xff\xfe\x00" * 50), "model_garbled"),
        (Raw(b'"x"\n\ndata: "x"\n\n'), "model_garbled"),
    ],
    ids=lambda value: repr(value)[:60],
)  # fmt: skip
def test_each_fault_has_its_code(provider: StandIn, name: str, act: Act, code: str) -> None:
    """Whatever goes wrong with a provider is one fault, told in two languages, leaking nothing."""
    found = fault(provider, name, act)

    assert found.code == code
    assert len(provider.requests) == 1  # nobody waits for a second try
    for sentence in (found.vi, found.en):
        assert sentence.endswith(".") and "SECRET" not in sentence and "http://127" not in sentence
    assert found.vi != found.en


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("openai:standin", b'data: {"error": {"message": "boom"}}\n\n', "model_failed"),
        ("openai:standin", b'data: {"choices": null}\n\n', "model_empty"),
        ("openai:standin", b'data: {"choices": [{}]}\n\n', "model_garbled"),
        ("openai:standin", b"data: [1]\n\n", "model_garbled"),
        ("ollama:standin", b'{"error": "model runner has stopped"}\n', "model_failed"),
        ("ollama:standin", b'{"message": 5}\n', "model_garbled"),
        ("ollama:standin", b"[1]\n", "model_garbled"),
        ("ollama:standin", b'{"done": true}\n', "model_garbled"),
    ],
)
def test_broken_protocol(provider: StandIn, name: str, body: bytes, code: str) -> None:
    """A stream that is not what the provider's protocol has is a fault, not a crash."""
    assert fault(provider, name, Raw(body)).code == code


@pytest.mark.parametrize("name", PROVIDERS)
def test_silence_is_a_timeout(provider: StandIn, name: str) -> None:
    """A provider that never answers is given up when the wait is over."""
    assert fault(provider, name, Silence(), timeout_s=0.3).code == "model_timeout"


@pytest.mark.parametrize("name", PROVIDERS)
def test_an_endless_drip_is_a_timeout(provider: StandIn, name: str) -> None:
    """A provider that keeps sending a little is given up at the deadline."""
    provider.enqueue(Reply("Lúa đạt. [1] " * 500, delay_s=0.02))
    with pytest.raises(ModelFault) as raised:
        list(write(QUESTION, "vi", SOURCES, load_model(name, address(provider, name)), deadline_s=0.2))

    assert raised.value.code == "model_timeout"


@pytest.mark.parametrize("name", PROVIDERS)
def test_nobody_there(name: str) -> None:
    """An address where nothing listens is unreachable."""
    # bound and never listened on, so that nobody else comes to listen there
    with socket.socket() as deaf, pytest.raises(ModelFault) as raised:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}{'' if name.startswith('ollama') else '/v1'}"
        list(write(QUESTION, "vi", SOURCES, load_model(name, url)))

    assert raised.value.code == "model_unreachable"


@pytest.mark.parametrize("ending", [Break, partial(Reply, finish="length"), partial(Reply, finish="")])
def test_drafts_before_a_fault_are_whole(provider: StandIn, ending: Callable[[str], Act]) -> None:
    """Sentences that were whole before the reply broke off came out; the one begun did not."""
    provider.enqueue(ending("Lúa đạt 812.000 tấn. [1] Con số này tăng"))
    drafts: list[Draft] = []
    with pytest.raises(ModelFault):
        for event in write(QUESTION, "vi", SOURCES, load_model("openai:standin", provider.base_url)):
            drafts += [event] if isinstance(event, Draft) else []

    assert drafts == [Draft(0, "Lúa đạt 812.000 tấn.", (1,))]


@pytest.mark.parametrize(
    ("name", "base_url", "code"),
    [
        ("standin", "", "model_name"),
        (":standin", "", "model_name"),
        ("openai:", "", "model_name"),
        ("nobody:standin", "", "model_provider"),
        ("qwen3:4b", "", "model_provider"),
        ("openai:standin", "", "model_key"),
        ("openai:standin", "ftp://127.0.0.1", "model_address"),
        ("openai:standin", "127.0.0.1:8000", "model_address"),
        ("openai:standin", "http://", "model_address"),
        ("ollama:standin", "http://127.0.0.1:99999", "model_address"),
    ],
)
def test_settings_that_cannot_be_used(name: str, base_url: str, code: str) -> None:
    """A wrong name, provider, key or address is told before anything is asked."""
    with pytest.raises(ModelFault) as raised:
        load_model(name, base_url)

    assert raised.value.code == code


def test_a_missing_package_is_named() -> None:
    """A provider whose package is not installed is told with the command that installs it."""
    hide = "import sys; sys.modules['langchain_ollama'] = None\n"
    load = "from assistant.writing.chat_model import load_model\nfrom index.errors import ModelFault\n"
    attempt = "try: load_model('ollama:x')\nexcept ModelFault as fault: print(fault.code, '|', fault.en)"
    run = subprocess.run(
        [sys.executable, "-c", hide + load + attempt], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.startswith("model_package | ")
    assert "pip install langchain-ollama" in run.stdout


def test_importing_costs_nothing() -> None:
    """The writer can be imported without loading LangChain or any provider's package."""
    look = "import sys, assistant.writer; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not {"langchain", "langchain_core", "openai", "ollama"} & set(eval(run.stdout))


def test_a_local_server_needs_no_key(provider: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an address a missing key is no fault; a key that is set is sent."""
    events(provider, "openai:standin", GOOD)
    assert provider.requests[-1].headers["authorization"] == "Bearer none"

    monkeypatch.setenv("OPENAI_API_KEY", "sk-local")
    events(provider, "openai:standin", GOOD)
    assert provider.requests[-1].headers["authorization"] == "Bearer sk-local"


def test_ollama_takes_an_address_that_ends_in_v1(provider: StandIn) -> None:
    """The address of an Ollama server works with and without the end that OpenAI's clients want."""
    provider.enqueue(GOOD)

    out = list(write(QUESTION, "vi", SOURCES, load_model("ollama:x", provider.base_url)))

    assert provider.requests[-1].path == "/api/chat"
    assert isinstance(out[-1], Draft)


HISTORY = [Turn("Sản lượng lúa của Quảng Nam năm 2024 là bao nhiêu?", "812.000 tấn. [1]")]


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_follow_up_is_reworded(provider: StandIn, name: str) -> None:
    """A follow-up is asked for with the turns before it, and comes back as one stand-alone question."""
    alone = "Sản lượng lúa của Bình Định năm 2024 là bao nhiêu?"
    provider.enqueue(f"<think>hm</think>“{alone}”")
    model = load_model(name, address(provider, name))

    assert standalone("Còn Bình Định?", HISTORY, model) == alone
    assert HISTORY[0].question in provider.requests[-1].user


@pytest.mark.parametrize(
    "reply",
    [
        Reply(""),
        Reply(NOT_ANSWERED),
        Reply("Sản lượng lúa của Bình Định năm 2019 là bao nhiêu?"),
        Reply("Sản lượng lúa " + "rất nhiều " * 80 + "?"),
        Reply("Sản lượng lúa của Bình Định là bao nhiêu?\nGiải thích: tôi thay nơi chốn."),
        Reply("Sản lượng lúa của Bình", finish="length"),
        Reply("hm\n</think>\nSản lượng lúa của Bình Định là bao nhiêu?"),
        Reply("Lúa. " * 3000),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_bad_wording_is_not_taken(provider: StandIn, reply: Reply) -> None:
    """A wording that is empty, long, chatty, cut off or invents a number leaves the question as it was."""
    provider.enqueue(reply)

    assert (
        standalone("Còn Bình Định?", HISTORY, load_model("openai:standin", provider.base_url))
        == "Còn Bình Định?"
    )


def test_a_first_question_is_not_sent(provider: StandIn) -> None:
    """Without turns before it a question stands alone, and nobody is asked."""
    assert standalone(QUESTION, [], load_model("openai:standin", provider.base_url)) == QUESTION
    assert not provider.requests


def test_rewording_tells_when_nobody_is_there(provider: StandIn) -> None:
    """A provider's failure is a fault here too: no caller takes it for a wording."""
    provider.enqueue(Failure(401))
    with pytest.raises(ModelFault) as raised:
        standalone("Còn Bình Định?", HISTORY, load_model("openai:standin", provider.base_url))

    assert raised.value.code == "model_key"


def test_english_is_asked_in_english(provider: StandIn) -> None:
    """A question in English gets the English prompt and an English answer."""
    out = events(
        provider, "openai:standin", "The rice harvest reached 812.000 tấn in Quảng Nam. [1]", language="en"
    )

    assert provider.requests[-1].system.startswith("You are Trích.")
    assert [event.numbers for event in out if isinstance(event, Draft)] == [(1,)]
