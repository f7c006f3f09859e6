"""Keys over real HTTP: every route's scope, what a revoked key can do, sign-in on the page, limits."""

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from commands import run
from fastapi.routing import iter_route_contexts
from serving import Served, samples, served
from uploading import added

from assistant.api import create_api, door
from assistant.api.rules import RULES, rule
from assistant.kept.keys import SCOPES, Keys, Scope
from assistant.records import FILE, Records
from index.settings import Settings

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
# What fills the places of a path, and a body for what takes one.
PLACES = {"{report_id}": "khong-co", "{citation_id}": "khong-co-0-1", "{task_id}": "khong-co"}
BODIES = {
    "ask": {"question": THEME},
    "search": {"question": "chủ đề"},
    "verify": {"claims": []},
    "chat": {"messages": [{"role": "user", "content": THEME}]},
    "feedback": {"rating": "good"},
    "correct": {"title": "Tên"},
    "mcp": {"jsonrpc": "2.0", "id": 1, "method": "ping"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server with keys."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def keys(folder: Path) -> dict[str, str]:
    """A key of each scope."""
    with Records.open(folder) as records:
        return {scope: Keys(records).make(f"khóa {scope}", scope)[1] for scope in SCOPES}


@pytest.fixture(scope="module")
def server(folder: Path, keys: dict[str, str]) -> Iterator[Served]:
    """A server with the page over the sample reports, which asks for keys."""
    with served(folder, samples(), with_page=True) as running:
        yield running


@pytest.fixture(scope="module")
def api(server: Served) -> Iterator[httpx.Client]:
    """A client without a key."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        yield client


def bearer(key: str) -> dict[str, str]:
    """The header that bears a key."""
    return {"Authorization": f"Bearer {key}"}


def asked(client: httpx.Client, method: str, path: str, name: str, key: str) -> httpx.Response:
    """A request to a route as its rule names it, with a key or without."""
    for place, value in PLACES.items():
        path = path.replace(place, value)
    headers = {"Accept": "application/json, text/event-stream"} | (bearer(key) if key else {})
    body = BODIES.get(name) if method != "GET" else None
    return client.request(method, path, json=body, headers=headers)


def test_every_route_has_a_rule_and_every_rule_a_route(tmp_path: Path) -> None:
    """A route that is added without a scope fails here; and it would not be served."""
    api = create_api(Future(), Settings(data=tmp_path))
    routes = {
        (method, route.path)
        for route in iter_route_contexts(api.routes)
        for method in (route.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == {(one.method, one.path) for one in RULES}
    assert rule("GET", "/a-route-without-a-rule") is None


@pytest.mark.parametrize("scope", ["", *SCOPES])
@pytest.mark.parametrize("one", RULES, ids=lambda one: f"{one.method} {one.path}")
def test_each_scope_on_each_route(api: httpx.Client, keys: dict[str, str], one: "object", scope: str) -> None:
    """Without a key 401, with too small a scope 403, with the scope or a larger one neither."""
    assert isinstance(one, type(RULES[0]))
    response = asked(api, one.method, one.path, one.name, keys.get(scope, ""))
    if one.need == "open":
        assert response.status_code not in (401, 403) or one.name == "sign_in"
    elif not scope:
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.json()["error"]["code"] == "key_missing"
    elif SCOPES.index(scope) < SCOPES.index(_scope(one.need)):
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "scope_too_small"
    else:
        assert response.status_code not in (401, 403), response.text


def _scope(need: str) -> Scope:
    """A rule's need as a scope."""
    return next(scope for scope in SCOPES if scope == need)


def test_a_key_that_is_not_one_is_refused_before_its_body_is_read(api: httpx.Client) -> None:
    """Wrong, cut, foreign and odd keys are 401, in the caller's language."""
    for wrong in ("x", "trich_00000000_x", "trich__", "sk-abc", "é", "a b c", "trich_" + "a" * 5000):
        headers = {"Authorization": f"Bearer {wrong}".encode(), "Accept-Language": "en"}
        response = api.post("/api/v1/ask", content="{", headers=headers)  # type: ignore[arg-type]  # bytes are taken
        assert response.status_code == 401
        assert response.json()["error"] == {
            "code": "key_unknown",
            "message": "The key is wrong or was revoked. Ask whoever runs the server for another.",
            "param": None,
        }


def test_keys_are_made_listed_and_revoked_while_the_server_runs(
    api: httpx.Client, server: Served, folder: Path
) -> None:
    """A key works from when it is made until it is revoked; its text stands nowhere in the folder."""
    made = run(folder, "assistant", "keys", "make", "phòng báo", "--scope", "write", "--json").value()
    text, key_id = made["key"], made["key_id"]
    assert api.get("/api/v1/reports", headers={"X-API-Key": text}).status_code == 200
    listed = run(folder, "assistant", "keys", "list", "--json").value()
    assert {"key_id": key_id, "name": "phòng báo", "scope": "write"}.items() <= listed[-1].items()
    assert text.rpartition("_")[2] not in json.dumps(listed)
    # by another process: one that has the file open would lose its locks by closing it here
    held = subprocess.run(["cat", *folder.glob(f"{FILE}*")], capture_output=True, check=True).stdout
    assert b"ph\xc3\xb2ng b\xc3\xa1o" in held and text.split("_", 2)[2].encode() not in held

    assert run(folder, "assistant", "keys", "revoke", key_id).code == 0
    assert api.get("/api/v1/reports", headers={"X-API-Key": text}).status_code == 401
    assert run(folder, "assistant", "keys", "revoke", "khong-co", "--json").code == 2
    assert run(folder, "assistant", "keys", "make", "\n").code == 2


def test_when_all_keys_are_revoked_nobody_is_let_in(tmp_path: Path) -> None:
    """The last key's end opens nothing."""
    with Records.open(tmp_path) as records:
        keys = Keys(records)
        key, text = keys.make("một mình", "admin")
        keys.revoke(key.key_id)
        assert keys.wanted() and keys.of(text) is None
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_page_signs_in_with_a_key(server: Served, keys: dict[str, str]) -> None:
    """The page sends a stranger to the form; a key lets the browser in until it signs out."""
    with httpx.Client(base_url=server.url, timeout=60) as browser:
        sent = browser.get("/")
        assert sent.status_code == 303 and sent.headers["location"] == "sign-in"
        assert browser.get("/config").status_code == 401
        assert "<form" in browser.get("/sign-in").text
        wrong = browser.post("/sign-in", data={"key": "trich_x_y"})
        assert wrong.status_code == 401 and "không đúng" in wrong.text
        signed = browser.post("/sign-in", data={"key": keys["read"]})
        assert signed.status_code == 303
        cookie = signed.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie
        assert "Trích" in browser.get("/").text
        assert browser.get("/api/v1/reports").status_code == 200
        assert browser.post("/api/v1/reports", json={"text": "a"}).status_code == 403
        token = browser.cookies["trich"]
        assert browser.post("/sign-out").status_code == 303
        assert browser.get("/api/v1/reports", cookies={"trich": token}).status_code == 401


def test_a_sign_in_ends_with_its_key(folder: Path, server: Served) -> None:
    """Revoking a key ends the browsers' sign-ins made with it."""
    with Records.open(folder) as records:
        keys = Keys(records)
        key, _ = keys.make("tạm", "read")
        token = keys.sign_in(key)
        assert keys.signed_in(token) == key
        keys.revoke(key.key_id)
        assert keys.signed_in(token) is None


def test_a_trusted_proxy_names_who_signed_in(tmp_path: Path) -> None:
    """The header counts from a trusted proxy alone; from anybody else it is nothing."""
    told = {"X-Forwarded-User": "chi.lan"}
    settings = Settings(sign_in_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",))
    with served(tmp_path / "a", samples(), settings=settings) as running:
        assert httpx.get(f"{running.url}/api/v1/reports", timeout=60).status_code == 401
        assert httpx.get(f"{running.url}/api/v1/reports", headers=told, timeout=60).status_code == 200
        assert httpx.get(f"{running.url}/metrics", headers=told, timeout=60).status_code == 403
    settings = Settings(sign_in_header="X-Forwarded-User", trusted_proxies=("10.0.0.1",))
    with served(tmp_path / "b", samples(), settings=settings) as running:
        assert httpx.get(f"{running.url}/api/v1/reports", headers=told, timeout=60).status_code == 401


def test_each_key_and_address_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit it is 429 with Retry-After, and once that is over 200; what is not counted still answers."""
    now = 1000.0
    monkeypatch.setattr(door, "time", SimpleNamespace(monotonic=lambda: now))
    with Records.open(tmp_path) as records:
        one, other = (Keys(records).make(name, "read")[1] for name in ("một", "hai"))
    settings = Settings(rate_limit=3, trusted_proxies=("127.0.0.1",))
    with served(tmp_path, samples(), settings=settings) as running:

        def status(key: str, address: str) -> int:
            """The status of one request of a key from an address."""
            headers = (bearer(key) if key else {}) | {"X-Forwarded-For": address}
            return httpx.get(f"{running.url}/api/v1/reports", headers=headers, timeout=60).status_code

        assert [status(one, f"10.0.0.{number}") for number in range(4)] == [200, 200, 200, 429]
        assert status(other, "10.0.0.9") == 200
        assert [status("", "10.0.1.1") for _ in range(4)] == [401, 401, 401, 429]
        headers = bearer(one)
        limited = httpx.get(f"{running.url}/api/v1/reports", headers=headers, timeout=60)
        assert limited.json()["error"]["code"] == "too_many_requests"
        assert limited.headers["retry-after"] == "20"
        assert httpx.get(f"{running.url}/healthz", timeout=60).status_code == 200
        now += 20
        assert [status(one, "10.0.2.1") for _ in range(2)] == [200, 429]


def test_a_caller_sees_its_own_tasks_and_use_alone(tmp_path: Path) -> None:
    """Another key's task is 404 in the words of one that never was; an admin sees all."""
    with Records.open(tmp_path) as records:
        keys = Keys(records)
        one, other = (keys.make(name, "write")[1] for name in ("một", "hai"))
        chief = keys.make("ba", "admin")[1]
    with served(tmp_path, samples()) as running, httpx.Client(base_url=running.url, timeout=60) as client:
        sent = client.post("/api/v1/reports", json={"text": "Xã An có 7 hộ."}, headers=bearer(one))
        path = f"/api/v1/tasks/{sent.json()['task_id']}"
        assert client.get(path, headers=bearer(one)).status_code == 200
        assert client.get(path, headers=bearer(chief)).status_code == 200
        hidden = client.get(path, headers=bearer(other))
        assert hidden.status_code == 404 and hidden.json()["error"]["code"] == "task_not_found"
        unknown = client.get("/api/v1/tasks/none", headers=bearer(other))
        own_id = sent.json()["task_id"]
        assert hidden.text.replace(own_id, "none") == unknown.text
        client.delete(path, headers=bearer(other))
        assert client.get(path, headers=bearer(one)).json()["status"] != "stopped"

        def callers(key: str) -> set[str]:
            """Whose use the key is shown."""
            use = client.get("/api/v1/usage", headers=bearer(key)).json()["usage"]
            return {row["caller"] for row in use}

        assert callers(one) == {one.split("_")[1]}
        assert len(callers(chief)) >= 2


def test_a_loopback_server_without_keys_takes_any_key(tmp_path: Path) -> None:
    """Clients that always send a key are served where none is asked for."""
    with served(tmp_path, samples()) as running:
        response = httpx.get(f"{running.url}/v1/models", headers=bearer("sk-none"), timeout=60)
        assert response.status_code == 200
        with httpx.Client(base_url=running.url, timeout=60) as client:
            assert added(client, json={"text": "Xã An có 7 hộ."})["added"]


def test_records_that_cannot_be_used_are_one_sentence(tmp_path: Path) -> None:
    """A file that is no database is told, with what to do."""
    (tmp_path / FILE).write_bytes(b"not a database, not at all, by no means" * 100)
    told = run(tmp_path, "assistant", "keys", "list")
    assert told.fault(1, shaped=False)["message"].startswith("Không đọc hoặc ghi được")


def test_the_form_to_sign_in_has_its_icon(api: httpx.Client) -> None:
    """A browser fetches it before anybody has a key."""
    assert 'href="favicon.ico"' in api.get("/sign-in").text
    icon = api.get("/favicon.ico")
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/svg+xml")
