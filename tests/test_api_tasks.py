"""Uploads over real HTTP: tasks and idempotency keys, what a stop and a kill leave, corrections, filters."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from launched import environment, launched, ready
from made import bearing, five, many
from serving import Served, served
from uploading import added, task_of
from waiting import PATIENCE_S, until

from assistant.api import uploads
from assistant.kept.intake import Intake, found
from assistant.kept.tasks import FOLDER, Task, Tasks
from assistant.records import Records
from index import Index, Report
from index.embedder import load
from index.reading import Refused
from index.settings import Settings

# The head of a Word file of before 2007, which another program has to read.
OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le") + bytes(500)
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A server of the test's own, over five reports."""
    with served(tmp_path / "store", five()) as running:
        yield running


@pytest.fixture
def own(server: Served) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        yield client


def lines(reports: list[Report]) -> bytes:
    """Reports as a .jsonl file."""
    said = [{"id": one.key, "title": one.title, "text": one.text} for one in reports]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said).encode()


class TestIdempotency:
    """The Idempotency-Key header."""

    def test_the_same_again_is_the_same_task(self, own: httpx.Client) -> None:
        """A repeated upload with its key is the first one's task, JSON or file, and nothing comes in twice."""
        for upload in (
            {"json": {"id": "a", "text": "Xã An có 7 hộ."}},
            {"files": [("files", ("b.txt", "Xã Bình có 8 hộ.".encode()))]},
        ):
            headers = {"Idempotency-Key": f"khóa-{next(iter(upload))}".encode()}
            sent = [own.post("/api/v1/reports", headers=headers, **upload) for _ in range(3)]  # type: ignore[arg-type]  # httpx's own
            assert {response.status_code for response in sent} == {202}
            assert len({response.json()["task_id"] for response in sent}) == 1
            assert task_of(own, sent[2])["result"]["added"]

    def test_the_same_key_for_another_body_is_refused(self, own: httpx.Client) -> None:
        """A key stands for one body."""
        headers = {"Idempotency-Key": "một"}
        own.post("/api/v1/reports", json={"text": "Xã An có 7 hộ."}, headers={"Idempotency-Key": "mot"})
        again = own.post(
            "/api/v1/reports", json={"text": "Xã An có 8 hộ."}, headers={"Idempotency-Key": "mot"}
        )
        assert again.status_code == 422
        assert again.json()["error"]["code"] == "idempotency_key_reused"
        assert headers  # a key that is no ASCII is the client's to encode

    def test_a_key_outlives_the_server(self, tmp_path: Path) -> None:
        """After a restart the same key still stands for the same task."""
        body, headers = {"id": "a", "text": "Xã An có 7 hộ."}, {"Idempotency-Key": "hom-nay"}
        with served(tmp_path, five()) as running, httpx.Client(base_url=running.url, timeout=60) as client:
            first = task_of(client, client.post("/api/v1/reports", json=body, headers=headers))
        with served(tmp_path, ()) as running, httpx.Client(base_url=running.url, timeout=60) as client:
            again = client.post("/api/v1/reports", json=body, headers=headers).json()
            assert again == first
            assert client.get(f"/api/v1/tasks/{first['task_id']}").json() == first


class TestUploads:
    """What may be sent."""

    def test_a_task_tells_how_far_it_is(self, own: httpx.Client) -> None:
        """Files are counted as they are read; a bad one is named and the rest go in."""
        files = [("files", (f"{one.key}.txt", one.text.encode())) for one in many(3, first=50)]
        task = task_of(own, own.post("/api/v1/reports", files=[*files, ("files", ("x.xyz", b"\x89PNG"))]))
        assert task["status"] == "done" and task["error"] is None
        assert task["progress"] == {"done": 4, "total": 4, "reports": 3}
        assert len(task["result"]["added"]) == 3
        assert [one["file"] for one in task["result"]["refused"]] == ["x.xyz"]

    def test_an_address_that_may_not_be_fetched_fails_its_task(self, own: httpx.Client) -> None:
        """An address of a private network is refused by the task, with the reason."""
        task = task_of(own, own.post("/api/v1/reports", json={"address": "http://127.0.0.1:9/a.html"}))
        assert task["status"] == "failed" and task["error"]["message"]
        assert task["result"]["refused"][0]["file"] == "http://127.0.0.1:9/a.html"

    @pytest.mark.parametrize(
        ("body", "param"),
        [
            ({"address": 1}, "address"),
            ({"address": "ftp://a.vn/x"}, "address"),
            ({"address": "file:///etc/passwd"}, "address"),
            ({"address": "http://a.vn", "text": "a"}, "text"),
            ({"address": "http://\ud800.vn"}, "address"),
        ],
    )
    def test_what_is_no_address_is_refused_at_once(
        self, own: httpx.Client, body: dict[str, Any], param: str
    ) -> None:
        """No task is made for it."""
        refused = own.post(
            "/api/v1/reports", content=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        assert refused.status_code == 422 and refused.json()["error"]["param"] == param

    def test_a_slow_address_keeps_no_other_change_waiting(self, tmp_path: Path) -> None:
        """While a task waits for an address that says nothing, a report can be removed and corrected."""
        with socket.create_server(("127.0.0.1", 0)) as silent:
            settings = Settings(allowed_hosts=("127.0.0.1",))
            with (
                served(tmp_path / "other", five(), settings=settings) as running,
                httpx.Client(base_url=running.url, timeout=60) as client,
            ):
                address = f"http://127.0.0.1:{silent.getsockname()[1]}/a.html"
                task = client.post("/api/v1/reports", json={"address": address}).json()
                path = f"/api/v1/tasks/{task['task_id']}"
                with silent.accept()[0]:
                    assert client.delete("/api/v1/reports/y-te").status_code == 200
                    assert client.patch("/api/v1/reports/lua", json={"title": "Lúa"}).status_code == 200
                    assert client.get(path).json()["status"] == "running"
                    client.delete(path)

    def test_nothing_of_an_upload_stays_beside_the_store(self, own: httpx.Client, tmp_path: Path) -> None:
        """An ended task's bytes are gone, those of a refused upload too."""
        added(own, files=[("files", ("a.txt", "Xã An có 7 hộ.".encode()))])
        own.post("/api/v1/reports", json={"text": ""})
        own.post("/api/v1/reports", files={"other": b""})
        assert list((tmp_path / "store" / FOLDER).iterdir()) == []

    def test_files_that_cannot_be_kept_are_told(self, own: httpx.Client, tmp_path: Path) -> None:
        """A disk that takes no more is no unforeseen error."""
        (tmp_path / "store" / FOLDER).touch()
        for sent in (
            {"files": {"files": ("cho.txt", b"Xa Tan An co 3 cho.")}},
            {"json": {"text": "Hai ao cá."}},
        ):
            refused = own.post("/api/v1/reports", **sent)
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "upload_not_kept")

    def test_unknown_tasks_are_404(self, own: httpx.Client) -> None:
        """A task that never was cannot be asked for or stopped."""
        for method in ("GET", "DELETE"):
            gone = own.request(method, "/api/v1/tasks/khong-co")
            assert gone.status_code == 404 and gone.json()["error"]["code"] == "task_not_found"


def test_more_than_may_wait_are_refused(
    server: Served, own: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the store is busy so many uploads wait, one more is 503 with Retry-After; all that waited come in."""
    monkeypatch.setattr(uploads, "MOST_WAITING", 2)
    monkeypatch.setattr(uploads, "_SOON_S", 0.0)
    with server.index._changing:
        first = own.post("/api/v1/reports", json={"text": "Xã An có 7 hộ."}).json()
        _when(own, f"/api/v1/tasks/{first['task_id']}", lambda task: task["status"] == "running")
        sent = [own.post("/api/v1/reports", json={"text": f"Xã Bình có {n} hộ."}) for n in range(3)]
    assert [response.status_code for response in sent] == [202, 202, 503]
    assert sent[2].json()["error"]["code"] == "server_busy" and int(sent[2].headers["retry-after"])
    assert [task_of(own, response)["status"] for response in sent[:2]] == ["done", "done"]
    assert own.post("/api/v1/reports", json={"text": "Xã Chi có 9 hộ."}).status_code == 202


def test_nothing_that_was_sent_stays_once_its_report_is_removed(
    server: Served, own: httpx.Client, tmp_path: Path
) -> None:
    """A report sent as JSON, as a file, or in a task that was stopped: no word of it is left in any file."""
    report = {
        "id": "mat",
        "text": "Xã Zuvanh có 9 hộ.",
        "title": "Zuvanh",
    }  # no letter that JSON would escape
    assert task_of(own, own.post("/api/v1/reports", json=report))["status"] == "done"
    file = {"files": ("b.txt", "Thôn Zuvanh có 8 hộ.")}
    assert task_of(own, own.post("/api/v1/reports", files=file))["status"] == "done"
    assert bearing(tmp_path, "Zuvanh")
    with server.index._changing:
        sent = [own.post("/api/v1/reports", json=report | {"id": str(number)}).json() for number in range(3)]
        own.delete(f"/api/v1/tasks/{sent[-1]['task_id']}")
    assert _when(own, f"/api/v1/tasks/{sent[1]['task_id']}", lambda task: task["status"] == "done")

    for key in ("mat", "upload:b.txt", "0", "1"):
        assert own.delete("/api/v1/reports/" + quote(key, safe="")).status_code == 200
    assert server.index.erased(60)

    assert bearing(tmp_path, "Zuvanh") == []


def test_what_waits_keeps_its_files_however_many_wait(tmp_path: Path) -> None:
    """A server that takes up more than a thousand tasks throws away the files of none."""
    with Records.open(tmp_path) as records:
        last = Intake(tmp_path / FOLDER / "cuoi", files=(("a.txt", "a.txt"),))
        last.folder.mkdir(parents=True)
        (last.folder / "a.txt").write_text("Xã An có 7 hộ.", encoding="utf-8")
        lost = tmp_path / FOLDER / "khong-ai"
        lost.mkdir()
        for folder in (last.folder, lost):
            os.utime(folder, (0, 0))
        others = [Intake(tmp_path / FOLDER / f"n{number}", report={"text": "a"}) for number in range(1100)]
        records.write_many(
            "INSERT INTO tasks (task_id, caller, intake, status, done, total, reports, created, updated)"
            " VALUES (?, 'local', ?, 'queued', 0, 1, 0, '2024', '2024')",
            [(one.folder.name, one.to_json()) for one in (*others, last)],
        )
        Tasks(records, tmp_path)._take_up()
    assert (last.folder / "a.txt").exists() and not lost.exists()


def test_a_sidecar_sent_with_its_file_says_what_it_is(tmp_path: Path) -> None:
    """It stands beside that file, as in a folder; one sent without its file is named."""
    sent = {
        "thang-2/a.txt": "Xã Khe Sim có 9 vườn ươm.",
        "thang-2/a.meta.json": '{"title": "Vườn ươm Khe Sim", "published": "2022-02"}',
        "b.txt.meta.json": "{}",
    }
    laid = []
    for number, (name, text) in enumerate(sent.items()):
        place = tmp_path / str(number) / name.rpartition("/")[2]
        place.parent.mkdir()
        place.write_text(text, encoding="utf-8")
        laid.append((name, f"{number}/{place.name}"))
    report, done, passed, alone, _ = found(Intake(tmp_path, files=tuple(laid)), ())
    assert isinstance(report, Report) and (report.title, report.published) == ("Vườn ươm Khe Sim", "2022-02")
    assert report.key == "upload:thang-2/a.txt" and done is None and passed is None
    assert isinstance(alone, Refused) and alone.code == "sidecar_alone"


def test_a_task_that_runs_waits_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At no moment is a task told as running and counted among those that wait: one more would be refused for it."""
    seen = []
    note = Tasks._note

    def noted(tasks: Tasks, task: Task) -> None:
        """Look at the task before it is written down and after."""
        seen.append((tasks.task(task.task_id).status, tasks.waiting))
        note(tasks, task)
        seen.append((tasks.task(task.task_id).status, tasks.waiting))

    monkeypatch.setattr(Tasks, "_note", noted)
    monkeypatch.setattr(Tasks, "_carried_out", lambda _, run, index: replace(run.task, status="done"))
    with Records.open(tmp_path) as records:
        tasks = Tasks(records, tmp_path)
        tasks.submit(Intake(tmp_path / FOLDER / "a", report={"text": "a"}), "local", None, b"")
        tasks._take_one(None)  # type: ignore[arg-type]  # nothing is put in
    assert seen == [("queued", 1), ("running", 0), ("running", 0), ("running", 0)]


class TestStopping:
    """DELETE /api/v1/tasks/{id}."""

    def test_a_task_that_waits_never_runs_one_that_runs_ends_early(
        self, server: Served, own: httpx.Client
    ) -> None:
        """Stopped tasks say so; what was in hand comes in and stays, and what waited comes not."""
        files = [("files", (f"{number}.jsonl", lines(many(40, first=100 * number)))) for number in range(6)]
        # while another change has the store, the first task holds what it has read and can put none of it in
        with server.index._changing:
            sent = own.post("/api/v1/reports", files=files)
            path = f"/api/v1/tasks/{sent.json()['task_id']}"
            _when(own, path, lambda task: task["progress"]["reports"] >= 100)
            waiting = own.post("/api/v1/reports", json={"id": "cho", "text": "Xã Chờ có 9 hộ."}).json()
            assert waiting["status"] == "queued"
            assert own.delete(f"/api/v1/tasks/{waiting['task_id']}").json()["status"] == "stopped"
            assert own.delete(path).json()["status"] == "running"
        task = task_of(own, sent)
        assert task["status"] == "stopped"
        assert task["progress"]["done"] == 2 and len(task["result"]["added"]) == 100
        assert own.get("/api/v1/reports?limit=1").json()["total"] == 105
        assert own.get("/api/v1/reports/cho").status_code == 404


def _when(client: httpx.Client, path: str, so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """A task that goes on, once it stands so."""

    def standing() -> dict[str, Any] | None:
        """The task, if it does."""
        task: dict[str, Any] = client.get(path).json()
        if so(task):
            return task
        assert task["status"] in ("queued", "running"), task
        return None

    found = until(standing, "the task never stood so")
    assert found
    return found


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_a_task_goes_on_after_its_server_ended(tmp_path: Path, how: signal.Signals) -> None:
    """Killed or stopped amid an upload, the next server finishes it; the store is whole, nothing twice."""
    folder, tools, gate = tmp_path / "data", tmp_path / "tools", tmp_path / "gate"
    tools.mkdir()
    # a converter that takes until the test lets it go, and then cannot read the file
    (tools / "soffice").write_text(f"#!/bin/sh\nuntil [ -e {gate} ]; do sleep 0.05; done\nexit 1\n", "ascii")
    (tools / "soffice").chmod(0o700)
    parts = [(f"{first}.jsonl", lines(many(30, first))) for first in range(0, 180, 30)]
    parts.insert(4, ("cham.doc", OLD_WORD))
    files = [("files", part) for part in parts]
    headers = {"Idempotency-Key": "lan-1"}
    # the tools before the machine's own
    variables = environment(PATH=f"{tools}{os.pathsep}{os.environ['PATH']}")
    with launched("--data", str(folder), variables=variables) as (server, client):
        ready((server, client))
        task = client.post("/api/v1/reports", files=files, headers=headers).json()
        task = _when(client, f"/api/v1/tasks/{task['task_id']}", lambda task: task["progress"]["done"] == 4)
        assert task["status"] == "running" and task["progress"]["reports"] == 120
        assert client.get("/api/v1/reports?limit=1").json()["total"] == 100
        server.send_signal(how)
        with suppress(httpx.TransportError):
            while client.get("/healthz").status_code == 200:
                time.sleep(0.02)
        gate.touch()
        server.wait(PATIENCE_S)
    with launched("--data", str(folder), variables=variables) as (server, client):
        ready((server, client))
        again = client.post("/api/v1/reports", files=files, headers=headers)
        assert again.json()["task_id"] == task["task_id"]
        ended = task_of(client, again)
        assert ended["status"] == "done" and ended["progress"]["done"] == len(parts)
        assert [one["file"] for one in ended["result"]["refused"]] == ["cham.doc"]
        assert client.get("/api/v1/reports?limit=1").json()["total"] == 180
        found = client.post("/api/v1/search", json={"question": "văn bản maaaaa mabcd", "k": 5})
        assert found.status_code == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0
    assert list((folder / FOLDER).iterdir()) == []
    with Index.open(folder, load()) as index:
        assert index.count == 180


class TestFacts:
    """Filters, facets and corrections."""

    def test_filters_leave_what_they_name(self, own: httpx.Client) -> None:
        """Each filter alone and together; pages of any size give the same, each report once."""

        def keys(**asked: str | int) -> list[str]:
            """The keys of every page."""
            found: list[str] = []
            after: dict[str, str | int] = {}
            while True:
                page = own.get("/api/v1/reports", params=asked | after).json()
                found += [report["key"] for report in page["reports"]]
                if page["next"] is None:
                    return found
                assert len(page["reports"]) == asked.get("limit", 50)
                after = {"after": page["next"]}

        assert keys(province="binh minh") == ["lua", "cang"] == keys(province="Bình Minh", limit=1)
        assert keys(source="Báo núi", limit=1) == ["truong", "cang"]
        assert keys(**{"from": "2023"}) == ["lua", "duong"]
        assert keys(**{"to": "2022"}, limit=1) == ["truong", "cang"]
        assert keys(province="Bình Minh", **{"from": "2022"}) == ["lua"]
        assert keys(province="Ở đâu") == []
        assert keys(key="y-te") == ["y-te"] and keys(key="khong-co") == []
        assert len(keys(limit=2)) == 5
        twice = own.get("/api/v1/reports?province=Bình Minh&province=Hải Đông")
        assert twice.status_code == 422 and twice.json()["error"]["code"] == "field_twice"
        refused = own.get("/api/v1/reports?from=hom-qua")
        assert refused.status_code == 422 and refused.json()["error"]["param"] == "from"

    def test_facets_count_what_filters_find(self, own: httpx.Client) -> None:
        """A facet's count is the number of reports that its filter leaves."""
        facets = own.get("/api/v1/facets").json()
        assert facets["total"] == 5
        assert {"value": "Bình Minh", "count": 2} in facets["province"]
        assert {one["value"] for one in facets["year"]} == {"2023", "2022", "2021"}
        for one in facets["province"]:
            page = own.get("/api/v1/reports", params={"province": one["value"]}).json()
            assert len(page["reports"]) == one["count"]

    def test_a_correction_keeps_ids_and_what_it_does_not_name(self, own: httpx.Client) -> None:
        """Corrected facts are found by; the id and the other facts stay; null takes one away."""
        before = own.get("/api/v1/reports/y-te").json()
        path = f"/api/v1/reports/{before['report_id']}"
        after = own.patch(path, json={"published": "2022-09", "province": "Thanh Hoá"})
        assert after.status_code == 200, after.text
        assert after.json() == {
            name: value for name, value in before.items() if name not in ("text", "original")
        } | {
            "published": "2022-09",
            "province": "Thanh Hóa",
            "found": after.json()["found"],
        }
        found = own.post(
            "/api/v1/search", json={"question": "sốt xuất huyết", "filters": {"from": "2022-09"}}
        )
        assert found.json()["hits"][0]["key"] == "y-te" or found.json()["hits"][0]["report_id"]
        hits = own.post(
            "/api/v1/search", json={"question": "sốt xuất huyết", "filters": {"province": "thanh hoa"}}
        ).json()["hits"]
        assert {hit["key"] for hit in hits} == {"y-te"}
        assert own.patch(path, json={"province": None}).json()["province"] is None

    def test_a_correction_outlives_another_upload(self, own: httpx.Client) -> None:
        """The same report sent again has its facts read anew, but for those that a person put right."""
        sent = {"id": "y-te", "text": own.get("/api/v1/reports/y-te").json()["text"], "source": "Báo Mới"}
        own.patch("/api/v1/reports/y-te", json={"published": "2020-05", "province": None})
        again = own.post("/api/v1/reports", json=sent | {"published": "2023-08-01", "province": "Hà Nam"})
        task_of(own, again)
        now = own.get("/api/v1/reports/y-te").json()
        assert (now["published"], now["province"], now["source"]) == ("2020-05", None, "Báo Mới")
        assert now["found"]["published"] == "correction"

    @pytest.mark.parametrize(
        ("body", "param"),
        [
            ({}, None),
            ({"text": "a"}, "text"),
            ({"published": "mai"}, "published"),
            ({"title": 1}, "title"),
            ({"province": "\ud800"}, "province"),
        ],
    )
    def test_a_correction_that_cannot_be_made_changes_nothing(
        self, own: httpx.Client, body: dict[str, Any], param: str | None
    ) -> None:
        """Nothing, an unknown field and what is no date are 422 and named."""
        before = own.get("/api/v1/reports/lua").json()
        refused = own.patch(
            "/api/v1/reports/lua", content=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        assert refused.status_code == 422, refused.text
        assert refused.json()["error"]["param"] == param
        assert own.get("/api/v1/reports/lua").json() == before


def test_changes_that_wait_keep_nobody_waiting(tmp_path: Path) -> None:
    """While a long change has the store, any number of removals wait, and whoever reads or asks is answered."""
    with served(tmp_path, many(60)) as running, ThreadPoolExecutor(60) as pool:
        with running.index._changing:
            going = [
                pool.submit(httpx.delete, f"{running.url}/api/v1/reports/van-ban-{number}", timeout=60)
                for number in range(60)
            ]
            with httpx.Client(base_url=running.url, timeout=60) as client:
                until(lambda: "trich_changes_waiting 59.0" in client.get("/metrics").text)
                assert client.get("/readyz").status_code == 200
                assert client.get("/api/v1/reports/van-ban-3").status_code == 200
                asked = client.post("/api/v1/ask", json={"question": "Văn bản maaaab nói gì?"})
                assert asked.status_code == 200
            assert not any(each.done() for each in going)
        assert {each.result().status_code for each in going} == {200}
        assert running.index.count == 0


def test_feedback_is_kept_and_use_is_counted(own: httpx.Client) -> None:
    """Feedback gets an id; each use is counted under its name."""
    kept = own.post("/api/v1/feedback", json={"rating": "bad", "comment": "Sai năm."})
    assert kept.status_code == 201 and kept.json()["feedback_id"]
    refused = own.post("/api/v1/feedback", json={"rating": "meh"})
    assert refused.status_code == 422 and refused.json()["error"]["param"] == "rating"
    own.post("/api/v1/search", json={"question": "lúa"})
    counts = {row["what"]: row["count"] for row in own.get("/api/v1/usage").json()["usage"]}
    assert counts["search"] == 1 and counts["feedback"] == 2
