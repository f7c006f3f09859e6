"""The API over real HTTP: the published shapes, the one error shape, what is refused, that nothing leaks."""

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from made import report
from serving import Served, listening, samples, served
from uploading import added, task_of

from assistant.api.rules import RULES
from assistant.assistant import Assistant
from index import Report
from index.reading import from_json
from index.settings import Settings

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "kịp thời giải quyết các khó khăn"
ERROR_FIELDS = {"code", "message", "param"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the sample reports; tests that change the store have their own."""
    with served(tmp_path_factory.mktemp("store"), samples()) as running:
        yield running


@pytest.fixture(scope="module")
def api(server: Served) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        yield client


@pytest.fixture
def own(tmp_path: Any) -> Iterator[httpx.Client]:
    """A client of a server of the test's own, over the sample reports."""
    with (
        served(tmp_path / "store", samples()) as running,
        httpx.Client(base_url=running.url, timeout=60) as client,
    ):
        yield client


def events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    """The server-sent events of a response, in order."""
    blocks = [block.split("\n") for block in response.text.split("\n\n") if block]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data, _ in blocks
    ]


def fault(response: httpx.Response, status: int) -> dict[str, Any]:
    """The error of a response, which must have the status and the one shape, and no trace of the code."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    error: dict[str, Any] = response.json()["error"]
    assert set(error) >= ERROR_FIELDS
    assert error["message"] and "Traceback" not in response.text and ".py" not in response.text
    return error


class TestAsk:
    """POST /api/v1/ask."""

    def test_answers_with_the_reports_own_words(self, api: httpx.Client) -> None:
        """The decided theme is answered; the report's text from start to end is the quote."""
        answer = api.post("/api/v1/ask", json={"question": THEME}).json()
        assert answer["status"] in ("answered", "partial")
        assert DECIDED in answer["answer"]
        (citation,) = answer["citations"]
        report = api.get(f"/api/v1/reports/{citation['report_id']}").json()
        assert report["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["origin"] == "sample"
        assert api.get(f"/api/v1/citations/{citation['id']}").json()["quote"] == citation["quote"]

    def test_no_answer_is_a_refusal_and_no_error(self, api: httpx.Client) -> None:
        """What the reports do not say is refused with status 200 and no citation."""
        response = api.post("/api/v1/ask", json={"question": "Giá vé máy bay đi Paris là bao nhiêu?"})
        assert response.status_code == 200
        answer = response.json()
        assert answer["status"] == "refused"
        assert answer["answer"] == answer["refusal"]["message"]
        assert answer["citations"] == answer["sentences"] == []

    @pytest.mark.parametrize("asked", ["stream", "accept"])
    def test_streams_its_events(self, api: httpx.Client, asked: str) -> None:
        """Asked either way it streams: start first, done last with the whole answer, its parts between."""
        body = {"question": THEME} | ({"stream": True} if asked == "stream" else {})
        headers = {"Accept": "text/event-stream"} if asked == "accept" else {}
        response = api.post("/api/v1/ask", json=body, headers=headers)
        assert response.headers["content-type"].startswith("text/event-stream")
        names = [name for name, _ in events(response)]
        assert names[0] == "start" and names[-1] == "done"
        assert {"sentence", "citation"} <= set(names)
        whole = api.post("/api/v1/ask", json={"question": THEME}).json()
        done = events(response)[-1][1]
        assert {**done, "timings": 0} == {**whole, "timings": 0}
        assert [event["text"] for name, event in events(response) if name == "sentence"] == [
            sentence["text"] for sentence in whole["sentences"]
        ]

    @pytest.mark.parametrize("stream", [False, True])
    def test_what_is_no_question_is_refused_with_its_status(self, api: httpx.Client, stream: bool) -> None:
        """An empty and an endless question are 422, streamed or not: no stream starts for them."""
        for question, code in [("  ", "question_empty"), ("a" * 10_000, "question_too_long")]:
            response = api.post("/api/v1/ask", json={"question": question, "stream": stream})
            assert fault(response, 422)["code"] == code

    def test_null_is_as_if_it_were_left_out(self, api: httpx.Client) -> None:
        """Clients that send every field, null where it is not set, are served."""
        nothing = dict.fromkeys(("history", "filters", "k", "language", "stream", "quotes_only"))
        assert DECIDED in api.post("/api/v1/ask", json={"question": THEME, **nothing}).json()["answer"]
        hits = api.post("/api/v1/search", json={"question": THEME, "k": None, "filters": None}).json()["hits"]
        assert len(hits) == 10
        asked = {"messages": [{"role": "user", "content": THEME}], "stream": None, "n": None}
        assert api.post("/v1/chat/completions", json=asked | {"stream_options": None}).status_code == 200

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            ("\ud800", ""),
            ([{"type": "text", "text": "\udfff"}], ".0.text"),
            ([{"type": "text", "text": THEME}, {"type": "image_url"}], ".1.type"),
            ([{"type": "text", "text": "a " * 25_000}] * 3, ""),
            (1, ""),
        ],
        ids=["no text", "no text in a part", "a picture", "long in parts", "a number"],
    )
    @pytest.mark.parametrize("after", [[], [{"role": "user", "content": THEME}]], ids=["asked", "before"])
    def test_a_message_that_cannot_be_read_is_named(
        self, api: httpx.Client, content: Any, place: str, after: list[dict[str, Any]]
    ) -> None:
        """Half a character, a picture, parts that together are too long: refused wherever they stand, by place."""
        sent = json.dumps({"messages": [{"role": "user", "content": content}, *after]})
        refused = api.post("/v1/chat/completions", content=sent, headers={"Content-Type": "application/json"})
        told = fault(refused, 422)
        assert (told["code"], told["param"]) == ("field_invalid", f"messages.0.content{place}")

    def test_nothing_searched_for_is_nothing_asked(self, api: httpx.Client) -> None:
        """A search and a question without a word are refused by one code."""
        for path in ("/api/v1/search", "/api/v1/ask"):
            assert fault(api.post(path, json={"question": "?!"}), 422)["code"] == "question_empty"

    @pytest.mark.parametrize(
        ("accept", "streams"),
        [
            ("Text/Event-Stream", True),
            ("application/json, text/event-stream; q=0.5", True),
            ("application/json, text/event-stream;q=0", False),
            ("text/event-streams", False),
            ("*/*", False),
        ],
    )
    def test_accept_is_read_as_a_header(self, api: httpx.Client, accept: str, streams: bool) -> None:
        """Case and weight count as HTTP has them."""
        response = api.post("/api/v1/ask", json={"question": THEME}, headers={"Accept": accept})
        assert response.headers["content-type"].startswith("text/event-stream") is streams

    def test_a_follow_up_uses_the_turns_before(self, api: httpx.Client) -> None:
        """A follow-up that names no subject is completed from the history."""
        body = {
            "question": "Còn Nghệ An thì sao?",
            "history": [{"question": "GRDP bình quân của Thanh Hóa là bao nhiêu?"}],
        }
        assert "Nghệ An" in api.post("/api/v1/ask", json=body).json()["standalone_question"]
        assert "GRDP" in api.post("/api/v1/ask", json=body).json()["standalone_question"]

    def test_filters_narrow_what_is_read(self, api: httpx.Client) -> None:
        """A filter for another province leaves the theme of Thanh Hóa unanswered."""
        body = {"question": THEME, "filters": {"province": "Huế"}}
        assert api.post("/api/v1/ask", json=body).json()["status"] == "refused"
        body = {"question": THEME, "filters": {"province": "thanh hoa", "from": "2022-12", "to": "2022"}}
        assert DECIDED in api.post("/api/v1/ask", json=body).json()["answer"]

    @pytest.mark.parametrize(
        ("field", "value", "param"),
        [
            ("filters", {"provinces": "Huế"}, "filters.provinces"),
            ("filters", {"from": "hôm qua"}, "filters.from"),
            ("filters", {"from": "2023-02-30"}, "filters.from"),
            ("filters", {"from": "2024", "to": "2023-12"}, "filters.from"),
            ("filters", {"status": "nháp"}, "filters.status"),
            ("filters", "Huế", "filters"),
            ("filter", {"province": "Huế"}, "filter"),
            ("k", 0, "k"),
            ("k", 10**9, "k"),
            ("k", "ba", "k"),
            ("language", "fr", "language"),
            ("history", ["câu trước"], "history.0"),
            ("stream", "yes", "stream"),
            ("question", None, "question"),
            ("question", "\ud800", "question"),
        ],
    )
    def test_a_field_that_cannot_be_used_is_named(
        self, api: httpx.Client, field: str, value: Any, param: str
    ) -> None:
        """A wrong or unknown field is 422 and named: a filter misspelt never means no filter."""
        body = json.dumps({"question": THEME, field: value})
        response = api.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
        error = fault(response, 422)
        assert error["param"] == param
        assert param in error["message"] or error["code"] in ("bad_date", "bad_period", "bad_status")


def test_one_question_is_asked_of_several_subjects(api: httpx.Client) -> None:
    """A table has a row per subject; a cell cites its quote, or is empty and the answer partial."""
    body = {"question": "Chủ đề năm 2023 là gì?", "subjects": ["Thanh Hóa", "Huế"]}
    answer = api.post("/api/v1/compare", json=body).json()

    assert [row["label"] for row in answer["table"]["rows"]] == ["Thanh Hóa", "Huế"]
    ((first,), (second,)) = [row["cells"] for row in answer["table"]["rows"]]
    assert answer["citations"][first["citation"] - 1]["quote"].find(first["text"]) >= 0
    assert second == {"text": None, "citation": None}
    assert answer["status"] == "partial"
    assert fault(api.post("/api/v1/compare", json=body | {"subjects": []}), 422)["param"] == "subjects"


@pytest.mark.parametrize(
    ("path", "asked", "found"),
    [("search", {"question": THEME}, "hits"), ("lookup", {"statement": THEME}, "sentences")],
)
def test_filters_that_leave_no_report_are_told_by_search_and_lookup(
    api: httpx.Client, path: str, asked: dict[str, str], found: str
) -> None:
    """What else gives no result says nothing of filters: without them, or with such as leave reports."""
    emptied = api.post(f"/api/v1/{path}", json=asked | {"filters": {"from": "2999"}}).json()
    assert [one["code"] for one in emptied["notices"]] == ["filters_leave_nothing"]
    assert "bộ lọc" in emptied["notices"][0]["message"] and found in emptied
    for filters in (None, {"from": "2001"}):
        assert set(api.post(f"/api/v1/{path}", json=asked | {"filters": filters}).json()) == {found}


def test_search_gives_passages_of_the_reports(api: httpx.Client) -> None:
    """A hit's text is its report's from start to end, best first, as many as asked."""
    hits = api.post("/api/v1/search", json={"question": "chủ đề năm 2023", "k": 3}).json()["hits"]
    assert len(hits) == 3
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert set(hit) == {"report_id", "key", "passage_id", "score", "start", "end", "text"}
        text = api.get(f"/api/v1/reports/{hit['report_id']}").json()["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
    assert fault(api.post("/api/v1/search", json={"question": "?"}), 422)["param"] == "question"


def test_verify_tells_what_a_quote_does_not_bear(api: httpx.Client) -> None:
    """A borne sentence is verified, a changed figure is a fault; ids come back in order."""
    quote = "Tỉnh cần huy động khoảng 1,65 triệu tỷ đồng vốn đầu tư toàn xã hội."
    claims = [
        {"id": "a", "sentence": quote, "quote": quote},
        {"id": 7, "sentence": quote.replace("1,65", "1,75"), "quote": quote},
    ]
    right, wrong = api.post("/api/v1/verify", json={"claims": claims}).json()["results"]
    assert right == {"id": "a", "verified": True, "faults": []}
    assert wrong["id"] == 7 and not wrong["verified"]
    assert {"kind", "in_sentence", "in_quote"} == set(wrong["faults"][0])


@pytest.mark.parametrize("given", ["1e999", "-1e999", '"\\ud800"', '{"a": 1}', "[]"])
def test_a_claims_id_must_be_one_that_can_go_back(api: httpx.Client, given: str) -> None:
    """What no JSON can say, and what is no name at all, is 422 and named."""
    body = f'{{"claims": [{{"id": {given}, "sentence": "An có 7 hộ.", "quote": "An có 7 hộ."}}]}}'
    refused = api.post("/api/v1/verify", content=body, headers={"Content-Type": "application/json"})
    error = fault(refused, 422)
    assert error["param"] == "claims.0.id" and "null" in error["message"]


class TestReports:
    """/api/v1/reports."""

    def test_pages_hold_every_report_once(self, api: httpx.Client) -> None:
        """Following `next` to null gives every report once, without its text."""
        seen: list[str] = []
        after: str | None = None
        while True:
            page = api.get(
                "/api/v1/reports", params={"limit": 5} | ({"after": after} if after else {})
            ).json()
            assert all("text" not in report for report in page["reports"])
            seen += [report["report_id"] for report in page["reports"]]
            after = page["next"]
            if after is None:
                break
        assert len(seen) == len(set(seen)) == len(samples()) == page["total"]

    def test_limits_and_cursors_are_checked(self, api: httpx.Client) -> None:
        """A limit out of bounds and a cursor of no page are 422."""
        assert fault(api.get("/api/v1/reports?limit=0"), 422)["param"] == "limit"
        assert fault(api.get("/api/v1/reports?after=x"), 422)["param"] == "after"

    def test_a_filter_that_is_misspelt_is_refused(self, api: httpx.Client) -> None:
        """A parameter that there is not never means all reports."""
        assert fault(api.get("/api/v1/reports?provnce=Hu%E1%BA%BF"), 422)["param"] == "provnce"

    def test_a_report_comes_and_goes(self, own: httpx.Client) -> None:
        """A new report is added, the same again unchanged, a new text replaced; old citations are then 410."""
        body = {
            "id": "bc-1",
            "title": "Lúa đông xuân",
            "text": "Năm 2024, huyện Lấp Vò gieo sạ 11.200 ha lúa đông xuân.",
        }
        first = added(own, json=body)
        (new,) = first["added"]
        assert new["key"] == "bc-1" and new["file"] is None
        assert first["notices"][0]["code"] == "samples_removed"
        assert own.get("/api/v1/reports").json()["total"] == 1
        assert added(own, json=body)["unchanged"] == [new]

        answer = own.post(
            "/api/v1/ask", json={"question": "Huyện Lấp Vò gieo sạ bao nhiêu ha lúa đông xuân?"}
        ).json()
        citation = answer["citations"][0]["id"]
        replaced = added(own, json=body | {"text": body["text"].replace("11.200", "11.300")})
        (successor,) = replaced["replaced"]
        error = fault(own.get(f"/api/v1/citations/{citation}"), 410)
        assert error["code"] == "report_replaced" and error["report_id"] == successor["report_id"]

        gone = own.delete(f"/api/v1/reports/{successor['report_id']}")
        assert gone.json() == {"removed": [successor["report_id"]], "undo_until": None}
        assert fault(own.get(f"/api/v1/reports/{successor['report_id']}"), 410)["code"] == "report_removed"
        unknown = fault(own.delete(f"/api/v1/reports/{'khong-co' * 200}"), 404)
        assert unknown["code"] == "report_not_found"
        assert "GET /api/v1/reports" in unknown["message"] and len(unknown["message"]) < 250

    def test_uploaded_files_keep_their_names(self, own: httpx.Client) -> None:
        """An upload's key is the file's own name and no passing path; the same file again changes nothing."""
        line = json.dumps({"id": "dong-1", "text": "Xã Tân Khánh có 312 hộ nuôi cá tra."})
        files = [
            ("files", ("thang-3/bao-cao.txt", "Huyện Cao Lãnh trồng 5.100 ha xoài.".encode())),
            ("files", ("nhieu.jsonl", f"{line}\n{{".encode())),
            ("files", ("anh.xyz", b"\x89PNG")),
            ("files", ("../../rong.txt", b"")),
        ]
        result = added(own, files=files)
        assert {(one["key"], one["file"]) for one in result["added"]} == {
            ("upload:thang-3/bao-cao.txt", "bao-cao.txt"),
            ("dong-1", "nhieu.jsonl"),
        }
        assert {one["file"] for one in result["refused"]} == {"nhieu.jsonl", "anh.xyz", "rong.txt"}
        assert "trich-" not in json.dumps(result) and "/tmp" not in json.dumps(result)
        assert len(added(own, files=files[:1])["unchanged"]) == 1
        answer = own.post("/api/v1/ask", json={"question": "Huyện Cao Lãnh trồng bao nhiêu ha xoài?"}).json()
        assert "5.100" in answer["answer"] and answer["citations"][0]["key"] == "upload:thang-3/bao-cao.txt"

    @pytest.mark.parametrize("root", ["", "/trich"])
    def test_a_key_with_slashes_is_reached_by_its_encoded_path(self, tmp_path: Path, root: str) -> None:
        """A key stands percent-encoded in a path, its slashes too; one that came bare parts the path as ever."""
        keys = ("2024/Quý I/báo cáo.txt", "a/text", "a%2Ftext", "/a", "a/", "%")
        reports = [
            report(key, f"Xã số {number} có {number + 70} hộ.") for number, key in enumerate((*keys, "a"))
        ]
        settings = Settings(root_path=root)
        with (
            served(tmp_path, reports, settings=settings) as running,
            httpx.Client(base_url=f"{running.url}{root}", timeout=60) as client,
        ):
            for number, key in enumerate(keys):
                path = f"/api/v1/reports/{quote(key, safe='')}"
                assert client.get(path).json()["key"] == key
                assert client.get(f"{path}/text").text == f"Xã số {number} có {number + 70} hộ."
                assert fault(client.get(f"{path}/original"), 404)["code"] == "original_not_kept"
                assert client.patch(path, json={"title": "Hộ"}).json()["title"] == "Hộ"
                assert client.delete(path, params={"undo_s": 60}).json()["undo_until"]
                assert client.post(f"{path}/restore").json()["key"] == key
                assert client.delete(path).json()["removed"]
                assert fault(client.get(path), 404)["code"] == "report_not_found"
            assert client.get("/api/v1/reports/a/text").text == reports[-1].text
            assert (
                fault(client.get("/api/v1/reports/%2F..%2f..%2Fetc/text"), 404)["code"] == "report_not_found"
            )
            assert fault(client.get("/api/v1/reports/a/pages/1%2F2"), 422)["param"] == "page"
            fault(client.get("/api/v1/citations/a%2Fb"), 404)
            odd = fault(client.get("/api/v1/citations/0123456789abcdef-٣-٥"), 422)
            assert odd["code"] == "citation_id_invalid"

    def test_files_of_which_none_can_be_used_are_an_error(self, own: httpx.Client) -> None:
        """Nothing in fails the task with the reason of each, in the caller's language; the store is as it was."""
        files = [("files", ("a.xyz", b"x")), ("files", ("b.txt", b""))]
        response = own.post("/api/v1/reports", files=files, headers={"Accept-Language": "en"})
        task = task_of(own, response)
        assert task["status"] == "failed"
        assert task["error"]["code"] == task["result"]["refused"][0]["code"]
        assert "cannot be read" in task["error"]["message"]
        assert own.get("/api/v1/reports").json()["total"] == len(samples())

    @pytest.mark.parametrize(
        "body",
        [[], "x", 1, {}, {"text": ""}, {"text": 1}, {"text": "a", "published": "mai"}, {"text": "\ud800"}],
    )
    def test_a_body_that_is_no_report_is_refused(self, api: httpx.Client, body: Any) -> None:
        """What is no report is 422, never stored."""
        before = api.get("/api/v1/reports").json()["total"]
        headers = {"Content-Type": "application/json"}
        fault(api.post("/api/v1/reports", content=json.dumps(body), headers=headers), 422)
        assert api.get("/api/v1/reports").json()["total"] == before

    def test_hostile_text_comes_back_as_it_was_sent(self, own: httpx.Client) -> None:
        """Text is stored and returned to the character, whatever it holds."""
        text = "Xã An <script>alert(1)</script> có 7 hộ\u2028 𝒳 ${x} {{y}} \r\n e\u0301"
        added(own, json={"id": "x", "text": text})
        assert own.get("/api/v1/reports/x").json()["text"] == text
        assert own.get("/api/v1/reports/x/text").text == text


class TestOneErrorShape:
    """Framework errors have the shape too."""

    def test_what_the_framework_refuses(self, api: httpx.Client) -> None:
        """No path, another method, no JSON, another type: each has its status and the shape."""
        assert fault(api.get("/api/v1/nothing"), 404)["code"] == "path_not_found"
        assert fault(api.get("/nothing"), 404)["code"] == "path_not_found"
        response = api.get("/api/v1/ask")
        assert fault(response, 405)["code"] == "method_not_allowed"
        assert response.headers["allow"] == "POST"
        as_json = {"Content-Type": "application/json"}
        for path in ("ask", "search", "verify", "reports"):
            assert fault(api.post(f"/api/v1/{path}", content="{", headers=as_json), 400)["code"] == "bad_json"
            fault(api.post(f"/api/v1/{path}", content="[" * 100_000, headers=as_json), 400)
            assert fault(
                api.post(f"/api/v1/{path}", content="{}", headers={"Content-Type": "text/plain"}), 415
            )
        for files in (
            [("files", (f"{number}.txt", b"x")) for number in range(101)],
            [("files", ("a" * 5000, b""))],
        ):
            assert fault(api.post("/api/v1/reports", files=files), 400)["code"] == "form_invalid"
        fault(api.post("/api/v1/reports", content="--", headers={"Content-Type": "multipart/form-data"}), 400)
        fault(api.post("/api/v1/reports", data={"files": "x"}, files={"other": b""}), 422)

    def test_a_form_that_is_cut_off_or_odd_adds_nothing(self, api: httpx.Client) -> None:
        """Of a form without its end, or with another field beside its files, not even the whole files are added."""
        before = api.get("/api/v1/reports").json()["total"]
        head = '--x\r\nContent-Disposition: form-data; name="files"; filename="{}.txt"\r\n\r\n{}'
        cut = f"{head.format('ao', 'Xã Tân An có 9 ao cá.')}\r\n{head.format('lua', 'Xã Tân')}".encode()
        as_form = {"Content-Type": "multipart/form-data; boundary=x"}
        for body in (cut, cut + b"\r\n", cut + b"\r\n--x"):
            refused = api.post("/api/v1/reports", content=body, headers=as_form)
            assert fault(refused, 400)["code"] == "form_invalid", body
        for name in ("file", "files[]"):
            files = [
                ("files", ("a.txt", "Xã có 3 đập.".encode())),
                (name, ("b.txt", "Xã có 4 đập.".encode())),
            ]
            assert fault(api.post("/api/v1/reports", files=files), 422)["param"] == name
        assert api.get("/api/v1/reports").json()["total"] == before

    @pytest.mark.parametrize(
        ("method", "path", "code", "param"),
        [
            ("DELETE", "reports/chua-co?undo=60", "field_unknown", "undo"),
            ("DELETE", "reports/chua-co?undo_s=60&undo_s=0", "field_twice", "undo_s"),
            ("GET", "reports/chua-co?with=body", "field_unknown", "with"),
            ("GET", "usage?day=3", "field_unknown", "day"),
            ("GET", "about?x=1", "field_unknown", "x"),
            ("GET", "reports/chua-co/pages/1/marks?start=1&end=9&end=3", "field_twice", "end"),
            ("GET", "reports/chua-co/pages/1/marks?start=9&end=3", "bad_span", "end"),
            ("GET", "reports/chua-co/pages/1/marks?start=9&end=9", "bad_span", "end"),
        ],
    )
    def test_a_query_that_is_misspelt_or_empty_is_refused(
        self, api: httpx.Client, method: str, path: str, code: str, param: str
    ) -> None:
        """A parameter that is unknown or given twice does not mean none, and a span must hold something."""
        told = fault(api.request(method, f"/api/v1/{path}"), 422)
        assert (told["code"], told["param"]) == (code, param)

    def test_a_method_that_is_not_taken_is_told_those_that_are(self, api: httpx.Client) -> None:
        """405 names every method of the path, whichever route has it."""
        for path in {one.path for one in RULES}:
            refused = api.options(path.replace("{", "").replace("}", ""))
            taken = {one.method for one in RULES if one.path == path}
            assert set(refused.headers["allow"].split(", ")) - {"HEAD"} == taken, path
            assert fault(refused, 405)["code"] == "method_not_allowed"

    def test_mcps_own_errors(self, api: httpx.Client) -> None:
        """What is no MCP at all is told in the one shape; what MCP itself refuses, as its protocol has it."""
        assert fault(api.post("/mcp", content="x", headers={"Content-Type": "text/plain"}), 400)
        as_json = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        refused = api.post("/mcp", content="{", headers=as_json)
        assert refused.status_code == 400 and refused.json()["error"]["code"] == -32700

    @pytest.mark.parametrize(
        ("body", "code", "why"),
        [
            ('[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600, "call_invalid: "),
            ('{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": 5}', -32600, "call_invalid: "),
            ('{"jsonrpc": "2.0", "id": 1, "method": "ping", "id": 2}', -32600, "field_twice: "),
            ('{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', -32700, "bad_json: "),
        ],
    )
    def test_what_is_no_call_to_mcp_is_told(self, api: httpx.Client, body: str, code: int, why: str) -> None:
        """In our words, in both languages, and as the protocol has it."""
        as_json = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        refused = api.post("/mcp", content=body, headers=as_json)
        error = refused.json()["error"]
        assert (refused.status_code, error["code"], refused.json()["id"]) == (400, code, None)
        assert error["message"].startswith(why) and " · " in error["message"]
        assert "pydantic" not in error["message"]

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("POST", "/api/v1/ask", '{"question": "a", "question": "b"}'),
            ("POST", "/api/v1/search", '{"question": "a", "filters": {"from": "2023", "from": "2024"}}'),
            ("POST", "/api/v1/reports", '{"text": "Một", "text": "Hai"}'),
            ("PATCH", "/api/v1/reports/khong-co", '{"title": "Một", "title": "Hai"}'),
            (
                "POST",
                "/v1/chat/completions",
                '{"messages": [{"role": "user", "content": "a", "content": "b"}]}',
            ),
        ],
    )
    def test_a_key_given_twice_is_named(self, api: httpx.Client, method: str, path: str, body: str) -> None:
        """Which of the two is meant is not guessed."""
        told = fault(
            api.request(method, path, content=body, headers={"Content-Type": "application/json"}), 422
        )
        twice = body.split('"')[-4]
        assert (told["code"], told["param"]) == ("field_twice", twice) and f"“{twice}”" in told["message"]

    def test_the_pages_frame_has_it_too(self, tmp_path: Path) -> None:
        """A file, a method and a body that the page's frame does not take are told as everything else is."""
        with (
            served(tmp_path, samples()[:1], with_page=True) as running,
            httpx.Client(base_url=running.url, timeout=60) as client,
        ):
            assert fault(client.get("/assets/none.js"), 404)["code"] == "path_not_found"
            assert fault(client.post("/config"), 405)["code"] == "method_not_allowed"
            assert fault(client.post("/gradio_api/queue/join"), 422)["code"] == "bad_request"
            for odd in ({}, {"fn_index": "9999"}, {"fn_index": -1}, {"fn_index": 0, "data": [1] * 99}):
                body = {"data": [], "session_hash": "a"} | odd
                assert fault(client.post("/gradio_api/queue/join", json=body), 422)["code"] == "page_outdated"
            # of a page that was open before a restart
            stream = client.get("/gradio_api/queue/data", params={"session_hash": "before"})
            assert fault(stream, 404)["code"] == "page_unknown"

    def test_a_message_says_what_was_expected(self, api: httpx.Client) -> None:
        """A body that is no object, and a value that is none of a few, are told in clear words."""
        said = [
            fault(
                api.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"} | more),
                422,
            )
            for body in ("[]", '{"question": "a", "language": "fr"}')
            for more in ({}, {"Accept-Language": "en"})
        ]
        assert [one["code"] for one in said] == ["body_no_object"] * 2 + ["field_invalid"] * 2
        assert said[0]["message"] == "Thân yêu cầu phải là một đối tượng JSON, dạng {…}."
        assert said[1]["message"] == "The body must be a JSON object, like {…}."
        assert "'vi' hoặc 'en'" in said[2]["message"] and "'vi' or 'en'" in said[3]["message"]

    def test_readiness_names_the_part(self) -> None:
        """503 says which part is not ready; 200 that all are."""
        with listening(Future()) as url:
            waiting = httpx.get(f"{url}/readyz", timeout=60)
            assert fault(waiting, 503)["code"] == "store_opening"
            assert waiting.json()["parts"] == {"store": "opening", "index": "opening", "records": "ready"}

    def test_english_where_it_is_preferred(self, api: httpx.Client) -> None:
        """Accept-Language decides between Vietnamese, the default, and English."""
        said = [
            fault(api.get("/nothing", headers={"Accept-Language": accepted}), 404)["message"]
            for accepted in (
                "en-US,en;q=0.9", "en; q=0.9", "vi;q=0.5,EN ; Q=0.6", "en;q=1;level=2",
                "en;q=0.5, vi;q=0.8", "", "fr", "en;q=x", "en; q=0", "en;q=nan",
            )
        ]  # fmt: skip
        assert all(message.startswith("There is no such path") for message in said[:4])
        assert all(message.startswith("Không có địa chỉ này") for message in said[4:])

    def test_a_body_too_large_is_refused_announced_or_not(self, server: Served) -> None:
        """413 by its Content-Length at once, and by counting when it comes in chunks."""
        with httpx.Client(base_url=server.url, timeout=60) as client:
            as_json = {"Content-Type": "application/json"}
            assert fault(client.post("/api/v1/ask", content=b" " * (3 * 1024**2), headers=as_json), 413)
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port), timeout=60) as raw:
            head = (
                f"POST /api/v1/ask HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
            )
            raw.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
            with suppress(ConnectionError):  # the answer may be there before all is sent
                for _ in range(33):
                    raw.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            assert raw.makefile("rb").readline().split()[1] == b"413"

    def test_an_unforeseen_error_tells_nothing_of_the_code(self) -> None:
        """What is our own mistake is 500 in the shape, without a traceback or the error's words."""
        broken: Future[Assistant] = Future()
        broken.set_exception(RuntimeError("secret of the house"))
        with listening(broken) as url:
            response = httpx.post(f"{url}/api/v1/search", json={"question": "a"}, timeout=60)
            assert fault(response, 500)["code"] == "internal_error"
            assert "secret" not in response.text
            # the server ends it: who sent the next request on it would hear nothing
            assert response.headers["connection"] == "close"

    def test_before_the_store_is_open(self) -> None:
        """While the store opens the server is alive, not ready, and says so to whoever asks."""
        with listening(Future()) as url:
            assert httpx.get(f"{url}/healthz", timeout=60).status_code == 200
            assert fault(httpx.get(f"{url}/readyz", timeout=60), 503)["code"] == "store_opening"
            assert (
                fault(httpx.post(f"{url}/api/v1/ask", json={"question": "a"}, timeout=60), 503)["code"]
                == "store_opening"
            )


class TestGuard:
    """Pages of other sites cannot use a server on loopback."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Origin": "http://["},
            {"Origin": "http://127.0.0.1:1"},
            {"Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_another_sites_page_cannot_change_anything(
        self, api: httpx.Client, headers: dict[str, str]
    ) -> None:
        """A request that changes or asks, sent by a page of another origin, is 403."""
        one = api.get("/api/v1/reports?limit=1").json()["reports"][0]["report_id"]
        assert fault(api.delete(f"/api/v1/reports/{one}", headers=headers), 403)["code"] == "foreign_origin"
        fault(api.post("/api/v1/reports", json={"text": "a"}, headers=headers), 403)
        fault(api.post("/api/v1/ask", json={"question": "a"}, headers=headers), 403)

    def test_another_name_for_this_machine_is_refused(self, api: httpx.Client) -> None:
        """A name made to resolve to loopback (DNS rebinding) is 421, even for reading."""
        for host in ("evil.example", "evil.example:7860", "[", ""):
            assert (
                fault(api.get("/api/v1/reports", headers={"Host": host}), 421)["code"] == "host_not_allowed"
            )
        for host in ("localhost:7860", "127.0.0.1", "[::1]:80"):
            assert api.get("/healthz", headers={"Host": host}).status_code == 200

    def test_its_own_page_may(self, server: Served, api: httpx.Client) -> None:
        """The same origin asks as it likes."""
        headers = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
        assert api.post("/api/v1/search", json={"question": "chủ đề"}, headers=headers).status_code == 200

    def test_no_other_page_may_show_or_read_it(self, api: httpx.Client) -> None:
        """Nothing may frame it, no other origin is let read it, and its type is not guessed."""
        headers = api.get("/api/v1/reports", headers={"Origin": "http://evil.example"}).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_questions_are_answered_while_reports_come_in(own: httpx.Client) -> None:
    """Asking and adding at once: every request succeeds and every added report is there."""
    stop = threading.Event()

    def ask() -> int:
        """How many questions were answered until the adding ended."""
        asked = 0
        # once at least, however late a thread begins
        while not asked or not stop.is_set():
            response = own.post("/api/v1/ask", json={"question": "Xã số 3 có bao nhiêu hộ nghèo?"})
            assert response.status_code == 200, response.text
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        try:
            for number in range(12):
                body = {
                    "id": f"xa-{number}",
                    "text": f"Xã số {number} có {number + 100} hộ nghèo theo rà soát năm 2024.",
                }
                assert added(own, json=body)["added"]
        finally:
            stop.set()
        assert all(future.result() > 0 for future in asking)
    assert own.get("/api/v1/reports").json()["total"] == 12


def test_the_openapi_file_describes_every_route_and_the_error_shape(api: httpx.Client) -> None:
    """Each published path is there, and each of its errors has the one shape."""
    described = api.get("/openapi.json").json()
    paths = {f"{method.upper()} {path}" for path, methods in described["paths"].items() for method in methods}
    assert paths == {
        "GET /healthz", "GET /readyz", "POST /api/v1/ask", "POST /api/v1/search", "POST /api/v1/verify",
        "POST /api/v1/compare",
        "GET /api/v1/citations/{citation_id}", "GET /api/v1/reports", "POST /api/v1/reports",
        "GET /api/v1/reports/{report_id}", "DELETE /api/v1/reports/{report_id}",
        "PATCH /api/v1/reports/{report_id}", "GET /api/v1/reports/{report_id}/text", "GET /api/v1/facets",
        "GET /api/v1/tasks/{task_id}", "DELETE /api/v1/tasks/{task_id}", "POST /api/v1/feedback",
        "GET /api/v1/usage", "GET /metrics", "POST /v1/chat/completions", "GET /v1/models",
        "GET /v1/models/{model}", "GET /api/v1/reports/{report_id}/original",
        "GET /api/v1/reports/{report_id}/pages/{page}", "GET /api/v1/reports/{report_id}/pages/{page}/marks",
        "POST /api/v1/reports/{report_id}/restore", "POST /api/v1/lookup", "GET /api/v1/about",
    }  # fmt: skip
    for methods in described["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert response["content"]["application/json"]["schema"]["$ref"].endswith("/FaultBody")


def test_pages_that_load_from_elsewhere_are_not_served(api: httpx.Client) -> None:
    """The framework's own documentation pages, which load scripts from another machine, are off."""
    assert fault(api.get("/docs"), 404) and fault(api.get("/redoc"), 404)


def test_keys_of_json_reports_are_the_senders(api: httpx.Client) -> None:
    """What `from_json` makes of a body is what the API stores: same key, same id."""
    body = {"id": "cùng-khóa", "text": "Một câu."}
    report: Report = from_json(body)
    assert report.key == "cùng-khóa"
