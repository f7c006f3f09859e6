"""Answers as streams over real HTTP: resumption, heartbeats, clients that leave; the official clients of others."""

import asyncio
import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from made import five
from serving import Served, samples, served
from standin import Act, Asked, Reply, Silence, StandIn
from waiting import until

from assistant.api import streams
from assistant.api.desk import AT_ONCE_WRITING
from assistant.api.paced import A_TURN, Paced
from assistant.writing import pulse
from index.settings import Settings

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "kịp thời giải quyết các khó khăn"
NOT_STATED = "Giá vé máy bay đi Paris là bao nhiêu?"
RICE = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa"
QUESTION = "Vụ đông xuân năm 2023 tỉnh Bình Minh thu hoạch bao nhiêu lúa?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the sample reports that answers by quotes."""
    with served(tmp_path_factory.mktemp("store"), samples()) as running:
        yield running


def events(lines: Iterator[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Server-sent events as they come: id, name, data; a comment is an event named ":"."""
    fields: dict[str, str] = {}
    for line in lines:
        if line.startswith(":"):
            yield "", ":", {}
        elif line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield fields["id"], fields["event"], json.loads(fields["data"])
            fields = {}


def test_who_comes_at_once_begins_over_several_turns_of_the_loop() -> None:
    """Many requests in one moment are begun some a turn, in their order, so that what is done is sent between."""
    turn, begun = 0, []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        """Note who begins when."""
        begun.append((turn, scope["number"]))

    async def all_at_once(many: int) -> None:
        """Requests of one moment, the loop's turns counted beside them."""
        paced, loop = Paced(app), asyncio.get_running_loop()

        def turned() -> None:
            nonlocal turn
            turn += 1
            if len(begun) < many:
                loop.call_soon(turned)

        loop.call_soon(turned)
        scopes: list[dict[str, Any]] = [{"type": "http", "number": number} for number in range(many)]
        await asyncio.gather(*(paced(scope, None, None) for scope in scopes))  # type: ignore[arg-type]  # not used

    asyncio.run(all_at_once(8 * A_TURN))
    assert [number for _, number in begun] == list(range(8 * A_TURN))
    assert max(Counter(each for each, _ in begun).values()) <= A_TURN


def asked(client: httpx.Client, question: str, last: str = "") -> list[tuple[str, str, dict[str, Any]]]:
    """Every event of a streamed answer."""
    headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last} if last else {})
    with client.stream("POST", "/api/v1/ask", json={"question": question}, headers=headers) as response:
        assert response.status_code == 200
        return list(events(response.iter_lines()))


class TestStreams:
    """Server-sent events."""

    def test_a_broken_stream_goes_on_where_it_broke(self, server: Served) -> None:
        """With Last-Event-ID the rest comes, the same events under the same ids, however often it is asked for."""
        with httpx.Client(base_url=server.url, timeout=60) as client:
            whole = asked(client, THEME)
            ids = [event_id for event_id, _, _ in whole]
            assert len(set(ids)) == len(ids) >= 4
            for number in range(len(whole)):
                assert asked(client, THEME, ids[number]) == whole[number + 1 :]

    def test_another_question_or_an_unknown_id_begins_anew(self, server: Served) -> None:
        """A stream is continued for its own question alone; what is not known, or never was, begins anew."""
        with httpx.Client(base_url=server.url, timeout=60) as client:
            first = asked(client, THEME)
            for question, last in [
                (NOT_STATED, first[0][0]),
                (THEME, "x.1"),
                (THEME, "é"),
                (THEME, "." * 500),
                (THEME, f"{first[0][0].partition('.')[0]}.{len(first) + 1}"),
            ]:
                again = asked(client, question, last if last.isascii() else "e")
                assert again[0][1] == "start" and again[0][0] != first[0][0]
                assert again[-1][2]["question"] == question

    def test_a_silent_stream_beats(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """While a model says nothing a comment keeps the line open."""
        monkeypatch.setattr(streams, "HEARTBEAT_S", 0.1)
        speaks = threading.Event()
        names: list[str] = []
        with StandIn() as model:
            model.enqueue(Reply("Không rõ.", gate=speaks))
            with (
                served(tmp_path, five(), model_url=model.base_url) as running,
                httpx.Client(base_url=running.url, timeout=60) as client,
                client.stream("POST", "/api/v1/ask", json={"question": QUESTION, "stream": True}) as response,
            ):
                for _, name, _ in events(response.iter_lines()):
                    names.append(name)
                    if names.count(":") == 3:
                        speaks.set()
        assert names.count(":") >= 3 and names[0] == "start" and names[-1] == "done"

    def test_who_leaves_has_the_work_stopped(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A model is not read to its end for nobody: streamed or not, the thread is free again."""
        monkeypatch.setattr(streams, "RETURN_S", 0.1)
        with (
            StandIn() as model,
            served(tmp_path, five(), model_url=model.base_url, settings=Settings(time_limit=120)) as running,
        ):
            for stream in (True, False):
                model.requests.clear()
                model.enqueue(Reply(f"{RICE} [1]. " * 400, delay_s=0.02))
                with _sent(running, {"question": QUESTION, "stream": stream}):
                    until(lambda: bool(model.requests), "the model was not asked")
                until(lambda: not _working(running), "the work went on")

    def test_an_answer_has_its_time(self, tmp_path: Path) -> None:
        """Over the limit it is 503 with what to do; a stream that began says so as its last event."""

        def act(asked: Asked) -> Act:
            """Many words, slowly, or nothing."""
            return Reply(f"{RICE} [1]. " * 400, delay_s=0.02) if "Nói rõ" in asked.user else Silence()

        with (
            StandIn(act) as model,
            served(tmp_path, five(), model_url=model.base_url, settings=Settings(time_limit=3)) as running,
            httpx.Client(base_url=running.url, timeout=60) as client,
            ThreadPoolExecutor(3) as pool,
        ):
            # what is loaded for the first answer takes none of the others' time: a stream has to begin in it
            running.assistant.answer(QUESTION, quotes_only=True)
            whole = pool.submit(client.post, "/api/v1/ask", json={"question": QUESTION})
            streamed = [pool.submit(asked, client, f"{QUESTION} {more}") for more in ("Nói rõ.", "Nói gọn.")]
            late = whole.result()
            assert late.status_code == 503 and late.json()["error"]["code"] == "time_limit"
            assert late.headers["retry-after"]
            for each in streamed:
                *_, (_, name, told) = each.result()
                assert name == "error" and told["error"]["code"] == "time_limit"
            model.stop()


def test_a_silent_model_holds_nobody_else_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While 64 questions wait for a model that says nothing, passages, comparisons and quotes are given; once it has
    been silent for long, whoever asks is answered by quotes at once, and told why.
    """
    monkeypatch.setattr(pulse, "SILENCE_S", 1000.0)
    with (
        StandIn(otherwise=lambda _: Silence()) as model,
        ExitStack() as waiting,
        served(tmp_path, five(), model_url=model.base_url) as running,
        httpx.Client(base_url=running.url, timeout=60) as client,
    ):
        for number in range(64):
            body = {"question": f"{QUESTION} ({number})", "stream": number % 2 == 0}
            waiting.enter_context(_sent(running, body))
        until(lambda: len(model.requests) == AT_ONCE_WRITING, "the model was not asked")
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        assert client.post("/api/v1/search", json={"question": QUESTION}).json()["hits"]
        compared = client.post("/api/v1/compare", json={"question": QUESTION, "subjects": ["Bình Minh"]})
        assert compared.json()["table"]
        quoted = client.post("/api/v1/ask", json={"question": QUESTION, "quotes_only": True}).json()
        assert "812.000" in quoted["answer"] and quoted["model"] is None and not quoted["notices"]
        monkeypatch.setattr(pulse, "SILENCE_S", 0.0)
        whole = client.post("/api/v1/ask", json={"question": QUESTION}).json()
        streamed = asked(client, QUESTION)[-1][2]
        for answer in (whole, streamed):
            assert "812.000" in answer["answer"] and answer["model"] is None
            (notice,) = answer["notices"]
            assert notice["code"] == "model_failed" and "không trả lời câu hỏi nào" in notice["message"]
        assert len(model.requests) == AT_ONCE_WRITING
        model.stop()


def _sent(running: Served, body: dict[str, Any]) -> socket.socket:
    """A connection on which a question was sent."""
    place = urlsplit(running.url)
    content = json.dumps(body).encode()
    head = (
        f"POST /api/v1/ask HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    peer = socket.create_connection((place.hostname, place.port), timeout=60)
    peer.sendall(head.encode() + content)
    return peer


def _working(running: Served) -> float:
    """How many requests the server works on."""
    text = httpx.get(f"{running.url}/metrics", timeout=60).text
    return float(next(line.split()[1] for line in text.splitlines() if line.startswith("trich_working ")))


class TestOpenAI:
    """/v1 with the official client and with LangChain's."""

    def test_a_completion_bears_its_sources_twice(self, server: Served) -> None:
        """The text holds marks and sources; each mark is annotated where it stands, with title and address."""
        import openai

        with openai.OpenAI(base_url=f"{server.url}/v1", api_key="any", max_retries=0) as client:
            assert [model.id for model in client.models.list()] == ["trich"]
            assert client.models.retrieve("trich").id == "trich"
            with pytest.raises(openai.NotFoundError):
                client.models.retrieve("gpt")
            made = client.chat.completions.create(
                model="trich", messages=[{"role": "user", "content": THEME}]
            )
        message = made.choices[0].message
        assert made.choices[0].finish_reason == "stop" and message.content
        assert DECIDED in message.content and "Nguồn:" in message.content
        assert message.annotations
        for one in message.annotations:
            where = one.url_citation
            assert message.content[where.start_index : where.end_index].startswith("[")
            assert where.title and where.url
        assert made.model_extra and made.model_extra["trich"]["citations"][0]["quote"] in message.content

    def test_a_stream_is_the_same_text(self, server: Served) -> None:
        """The pieces of a stream together are the whole completion's text, annotations last."""
        import openai

        with openai.OpenAI(base_url=f"{server.url}/v1", api_key="any", max_retries=0) as client:
            for question in (THEME, NOT_STATED):
                asking: Any = {"model": "trich", "messages": [{"role": "user", "content": question}]}
                whole = client.chat.completions.create(**asking)
                pieces = list(
                    client.chat.completions.create(
                        **asking, stream=True, stream_options={"include_usage": True}
                    )
                )
                text = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
                assert text == whole.choices[0].message.content
                assert pieces[-1].usage is not None
                assert pieces[-2].choices[0].finish_reason == "stop"

    def test_a_refusal_is_told_in_words(self, server: Served) -> None:
        """What the reports do not say is a message that says so, without a source."""
        import openai

        with openai.OpenAI(base_url=f"{server.url}/v1", api_key="any", max_retries=0) as client:
            made = client.chat.completions.create(
                model="trich", messages=[{"role": "user", "content": NOT_STATED}]
            )
            assert made.model_extra and made.model_extra["trich"]["status"] == "refused"
            assert made.model_extra["trich"]["answer"] in (made.choices[0].message.content or "")
            assert not made.choices[0].message.annotations
            with pytest.raises(openai.UnprocessableEntityError) as refused:
                client.chat.completions.create(model="trich", messages=[{"role": "user", "content": " "}])
            assert refused.value.code == "question_empty"
            with pytest.raises(openai.UnprocessableEntityError):
                client.chat.completions.create(model="trich", messages=[{"role": "system", "content": "x"}])

    def test_the_turns_before_are_used(self, server: Served) -> None:
        """A follow-up is completed from the conversation."""
        messages = [
            {"role": "system", "content": "Trả lời ngắn."},
            {"role": "user", "content": "GRDP bình quân của Thanh Hóa là bao nhiêu?"},
            {"role": "assistant", "content": "…"},
            {"role": "user", "content": [{"type": "text", "text": "Còn Nghệ An thì sao?"}]},
        ]
        made = httpx.post(f"{server.url}/v1/chat/completions", json={"messages": messages}, timeout=60).json()
        standalone = made["trich"]["standalone_question"]
        assert "GRDP" in standalone and "Nghệ An" in standalone

    def test_a_sentence_is_sent_only_once_it_is_verified(self, tmp_path: Path) -> None:
        """What a model says beside its quote never reaches the client, whole or streamed."""
        import openai

        wrong = RICE.replace("812.000", "999.000")
        with (
            StandIn() as model,
            served(tmp_path, five(), model_url=model.base_url) as running,
            openai.OpenAI(base_url=f"{running.url}/v1", api_key="any", max_retries=0) as client,
        ):
            asking: Any = {"model": "trich", "messages": [{"role": "user", "content": QUESTION}]}
            model.enqueue(*[f"{RICE} [1]. {wrong} [1].", ""] * 2)
            whole = client.chat.completions.create(**asking).choices[0].message.content or ""
            pieces = [
                piece.choices[0].delta.content or ""
                for piece in client.chat.completions.create(**asking, stream=True)
                if piece.choices
            ]
        assert "812.000" in whole and "999.000" not in whole and "Đã bỏ 1 câu" in whole
        assert "".join(pieces) == whole
        assert any(piece.startswith(RICE) and piece.rstrip().endswith("[1]") for piece in pieces)

    def test_langchains_chat_model_works_unchanged(self, server: Served) -> None:
        """ChatOpenAI asks and streams; the sources are in what it gives."""
        from langchain_openai import ChatOpenAI

        chat = ChatOpenAI(model="trich", base_url=f"{server.url}/v1", api_key="any", max_retries=0)  # type: ignore[arg-type]  # it takes a str
        whole = chat.invoke(THEME).text
        assert DECIDED in whole and "Nguồn:" in whole
        assert "".join(piece.text for piece in chat.stream(THEME)) == whole


class TestMCP:
    """/mcp with the official client."""

    def test_five_tools_and_nothing_else(self, server: Served) -> None:
        """Each tool works and gives what the HTTP side gives; there are no prompts and no resources."""
        from mcp import Client

        async def use() -> dict[str, Any]:
            """What each tool gives."""
            async with Client(f"{server.url}/mcp") as client:
                names = {tool.name for tool in (await client.list_tools()).tools}
                assert names == {"ask", "search", "get_citation", "list_reports", "verify_claim"}
                assert not (await client.list_prompts()).prompts
                assert not (await client.list_resources()).resources
                given: dict[str, Any] = {}
                for name, arguments in (
                    ("ask", {"question": THEME}),
                    ("search", {"question": "chủ đề năm 2023", "k": 3}),
                    ("list_reports", {"limit": 2}),
                    ("verify_claim", {"sentence": "An trồng 45 ha.", "quote": "An trồng 40 ha."}),
                ):
                    result = await client.call_tool(name, arguments)
                    assert not result.is_error, result
                    given[name] = result.structured_content
                cited = given["ask"]["citations"][0]
                shown = await client.call_tool("get_citation", {"citation_id": cited["id"]})
                assert shown.structured_content and shown.structured_content["quote"] == cited["quote"]
                refused: tuple[tuple[str, dict[str, Any], str], ...] = (
                    ("get_citation", {"citation_id": "khong-co"}, "citation_id_invalid"),
                    ("ask", {"question": " "}, "question_empty"),
                    ("ask", {"question": "a", "published_from": "mai"}, "bad_date"),
                    ("ask", {"question": "a", "language": "fr"}, "“language”"),
                    ("ask", {"question": "a", "province": "a" * 300}, "“filters.province”"),
                    ("search", {"question": "lúa", "k": 100_000}, "it must be at most 100"),
                    (
                        "search",
                        {"question": "lúa", "filters": {}},
                        "field_unknown: There is no field “filters”",
                    ),
                    ("ask", {}, "field_missing: The field “question” is missing"),
                    ("list_reports", {"limit": 0}, "field_invalid: The value of “limit”"),
                    ("verify_claim", {"sentence": "a" * 20_001, "quote": "a"}, "longer than 20000"),
                    ("remove_report", {}, "tool_not_found: There is no tool “remove_report”"),
                )
                for name, wrong, why in refused:
                    failed = await client.call_tool(name, wrong)
                    (told,) = failed.content
                    assert failed.is_error and why in str(told), (name, failed)
                    assert " · " in str(told) and "Error executing" not in str(told)
                return given

        given = asyncio.run(use())
        assert DECIDED in given["ask"]["answer"]
        assert len(given["search"]["hits"]) == 3 and len(given["list_reports"]["reports"]) == 2
        assert given["verify_claim"]["verified"] is False

    def test_listening_is_refused_in_the_one_shape(self, server: Served) -> None:
        """The server has nothing to push: GET is 405."""
        response = httpx.get(f"{server.url}/mcp", headers={"Accept": "text/event-stream"}, timeout=60)
        assert response.status_code == 405 and response.json()["error"]["code"] == "method_not_allowed"


def test_many_streams_at_once_are_all_whole(server: Served) -> None:
    """Forty streams together each bring their own question's answer, or say that there is too much to do."""
    failures: list[str] = []

    def ask(number: int) -> None:
        """One stream."""
        question = f"{THEME} ({number})"
        with httpx.Client(base_url=server.url, timeout=60) as client:
            last = asked(client, question)[-1]
            if last[1] != "done" or last[2]["question"] != question:
                failures.append(str(last))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
