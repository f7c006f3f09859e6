"""The OpenAPI file: kept as served, complete with examples, true of what the server does (schemathesis)."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import jsonschema  # type: ignore[import-untyped]  # it comes without types
import pytest
import schemathesis
from fastapi.openapi.utils import get_openapi
from made import five
from serving import Served, listening, served
from uploading import added

from assistant.api import description
from assistant.kept.keys import Keys
from assistant.records import Records

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "openapi.json"
# Cases an operation: some for every run, thousands for the campaign.
SHORT, LONG = 15, 150
SEED = 20230131
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.response_headers_conformance,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that asks for no key."""
    with served(tmp_path_factory.mktemp("open"), five()) as running:
        yield running


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """A server that asks for keys, and one of its admin's."""
    folder = tmp_path_factory.mktemp("keyed")
    with Records.open(folder) as records:
        key = Keys(records).make("thử", "admin")[1]
    with served(folder, five()) as running:
        yield running, key


def test_the_kept_file_is_what_is_served() -> None:
    """docs/openapi.json is up to date; `python -m assistant.api > docs/openapi.json` makes it so."""
    made = subprocess.run(
        [sys.executable, "-m", "assistant.api"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert made.stdout == KEPT.read_text(encoding="utf-8"), "run: python -m assistant.api > docs/openapi.json"


def test_the_served_file_is_the_kept_one(server: Served) -> None:
    """What a client fetches is the file in docs/."""
    assert httpx.get(f"{server.url}/openapi.json", timeout=60).json() == json.loads(
        KEPT.read_text(encoding="utf-8")
    )


def test_whoever_asks_first_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the description is being made others are answered, and it is made once."""
    begun, may_go = threading.Event(), threading.Event()
    made: list[dict[str, Any]] = []

    def slow(**given: Any) -> dict[str, Any]:
        """The framework's part, once the test lets it go."""
        begun.set()
        assert may_go.wait(60)
        made.append(get_openapi(**given))
        return made[-1]

    monkeypatch.setattr(description, "get_openapi", slow)
    with listening(Future()) as url, ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(httpx.get, f"{url}/openapi.json", timeout=60) for _ in range(2)]
        try:
            assert begun.wait(60)
            assert httpx.get(f"{url}/healthz", timeout=60).status_code == 200
        finally:
            may_go.set()
        assert {each.result().content for each in asking} == {asking[0].result().content}
    assert len(made) == 1


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each operation of the kept file, by method and path."""
    for path, methods in json.loads(KEPT.read_text(encoding="utf-8"))["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_has_its_examples() -> None:
    """Each body and each error has an example; each operation says in a sentence what it gives."""
    assert json.loads(KEPT.read_text(encoding="utf-8"))["openapi"].startswith("3.1")
    for name, operation in operations():
        assert operation["description"].strip(), name
        for parameter in operation.get("parameters", []):
            assert parameter["description"].strip(), (name, parameter["name"])
        for status, response in operation["responses"].items():
            if status >= "400":
                content = response["content"]["application/json"]
                assert content["examples"], (name, status)
                for one in content["examples"].values():
                    assert set(one["value"]["error"]) == {"code", "message", "param"}
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            if kind == "application/json":
                schema = content["schema"]
                assert "examples" in content or schema.get("$ref"), name


def test_every_example_is_of_its_shape() -> None:
    """Each operation shows a body that it takes and what it answers, bytes apart; each is valid by its schema."""
    described = json.loads(KEPT.read_text(encoding="utf-8"))

    def held(name: str, content: dict[str, Any], kind: str) -> None:
        """It has examples, and the schema allows them."""
        whole = {**content.get("schema", {}), "components": described["components"]}
        own = described["components"]["schemas"].get(whole.get("$ref", "").rpartition("/")[2], {})
        shown = [one["value"] for one in content.get("examples", {}).values()]
        shown += [one["example"] for one in (content, own) if "example" in one]
        assert shown, f"{name} shows no example of {kind}"
        for one in shown if kind != "text/event-stream" else ():
            jsonschema.Draft202012Validator(whole).validate(one)

    for name, operation in operations():
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            held(name, content, kind)
        for response in operation["responses"].values():
            for kind, content in response.get("content", {}).items():
                if content.get("schema", {}).get("format") != "binary":
                    held(name, content, kind)
        assert any(status < "300" for status in operation["responses"]), name


def _true_of(running: Served, cases: int, key: str = "", seed: int = SEED) -> int:
    """Every operation answers generated requests, good and bad, with a documented status and shape; how many."""
    schema = schemathesis.openapi.from_url(f"{running.url}/openapi.json", timeout=60)
    schema.config.generation.update(database="none")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    asked = 0
    for one in schema.get_all_operations():
        operation = one.ok()  # type: ignore[union-attr]  # what cannot be read raises here

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=cases,
            deadline=None,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(
            case=hypothesis.strategies.one_of(*map(operation.as_strategy, schemathesis.GenerationMode))
        )
        def conforms(case: Any) -> None:
            """One request."""
            nonlocal asked
            asked += 1
            response = case.call(headers=headers, timeout=60)
            case.validate_response(response, checks=CHECKS)

        conforms()
    assert asked >= cases
    return asked


def test_what_is_described_is_true(server: Served) -> None:
    """Generated requests to every operation of a server without keys: no 5xx, nothing undocumented."""
    _true_of(server, SHORT)


def test_what_is_described_is_true_with_keys(keyed: tuple[Served, str]) -> None:
    """The same with a key, and without one, where keys are asked for."""
    _true_of(keyed[0], SHORT // 2, keyed[1])
    _true_of(keyed[0], SHORT // 4)


def test_an_originals_own_type_is_described(server: Served) -> None:
    """Whatever a file is, its bytes come under its type, as the description has it, and of no encoding of ours."""
    schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json", timeout=60)
    sent = "Năm 2024, xã Tân An có 7 hộ nghèo.".encode("utf-16")
    with httpx.Client(base_url=server.url, timeout=60) as client:
        (one,) = added(client, files=[("files", ("ho.txt", sent))])["added"]
        case = schema["/api/v1/reports/{report_id}/original"]["GET"].Case(
            path_parameters={"report_id": one["report_id"]}
        )
        case.validate_response(case.call(timeout=60), checks=CHECKS)
        got = client.get(f"/api/v1/reports/{one['report_id']}/original")
        assert (got.headers["content-type"], got.content) == ("text/plain", sent)
        client.delete(f"/api/v1/reports/{one['report_id']}")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_described_is_true_at_length(server: Served, keyed: tuple[Served, str], seed: int) -> None:
    """Thousands of cases."""
    asked = _true_of(server, LONG, seed=seed)
    asked += _true_of(keyed[0], LONG, keyed[1], seed)
    asked += _true_of(keyed[0], LONG // 4, seed=seed)
    assert asked > 5000, "fewer than thousands"


def test_a_generator_makes_a_typed_client_of_it(server: Served, tmp_path: Path) -> None:
    """openapi-python-client makes a package of the file; asked through it, an answer comes back typed."""
    made = tmp_path / "client"
    subprocess.run(
        [
            Path(sys.executable).parent / "openapi-python-client",
            "generate",
            "--path",
            KEPT,
            "--output-path",
            made,
            "--meta",
            "none",
        ],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    program = (
        "import sys\n"
        "from client import Client\n"
        "from client.api.answers import ask\n"
        "from client.api.reports import list_reports\n"
        "from client.models import AnswerShape, AskBody, ReportsShape\n"
        "api = Client(base_url=sys.argv[1], timeout=60)\n"
        "listed = list_reports.sync(client=api, limit=2)\n"
        "assert isinstance(listed, ReportsShape) and len(listed.reports) == 2\n"
        "answer = ask.sync(client=api, body=AskBody(question='Đường ven biển dài bao nhiêu km?'))\n"
        "assert isinstance(answer, AnswerShape), answer\n"
        "print(answer.status, answer.citations[0].quote)\n"
    )
    used = subprocess.run(
        [sys.executable, "-c", program, server.url], capture_output=True, text=True, cwd=tmp_path
    )
    assert used.returncode == 0, used.stderr
    assert "42 km" in used.stdout
