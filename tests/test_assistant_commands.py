"""`ask`, `cite`, `eval` and `verify` as they are typed: what they print, with an owner and without."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import held
import pytest
from commands import Ran, owned, run
from made import RICE, ROAD, five

from assistant.assistant import Assistant
from index import Index
from index.command_line import words
from index.embedder import Embedder
from index.errors import BadInput, NotFound

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
NOWHERE = "Giá vé máy bay đi Paris hôm nay?"
GOLD: list[dict[str, Any]] = [
    {"id": "g1", "kind": "number", "question": ASK, "doc": "lua", "answers": ["812.000 tấn"]},
    {"id": "g2", "kind": "unanswerable", "question": NOWHERE, "answers": []},
    {"id": "g3", "kind": "number", "question": "", "doc": "lua", "answers": ["?"]},
    {"id": "g4", "kind": "number", "question": ASK, "doc": "khong-co", "answers": ["812.000 tấn"]},
    {"id": "g5", "kind": "follow-up", "question": "Dài bao nhiêu km?", "doc": "duong", "answers": ["42 km"],
     "history": ["Tuyến đường ven biển qua huyện Hải Đông khởi công ngày nào?"]},
]  # fmt: skip
CLAIMS: list[dict[str, Any]] = [
    {"id": "đúng", "sentence": RICE, "quote": RICE},
    {"id": 2, "sentence": RICE.replace("812.000", "813.000"), "quote": RICE},
    {"id": "dòng\u2028lạ", "sentence": "Tuyến đường dài 42 km.", "quote": ROAD, "report": {"title": "Đường"}},
]


@dataclass(frozen=True, slots=True)
class Desk:
    """A caller's folder with the files they name, beside a store of five reports."""

    folder: Path
    data: Path

    def run(self, module: str, *arguments: str | Path, **settings: str) -> Ran:
        """A command typed in the caller's folder."""
        return run(self.data, module, *arguments, cwd=self.folder, **settings)


def written(path: Path, lines: list[dict[str, Any]]) -> None:
    """A .jsonl file."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The caller's folder; nobody has the store open yet."""
    folder = tmp_path_factory.mktemp("desk")
    written(folder / "gold.jsonl", GOLD)
    written(folder / "one.jsonl", GOLD[:1])
    written(folder / "claims.jsonl", CLAIMS)
    (folder / "broken.jsonl").write_text('{"id": 1, "question": "x"}\n{"id": \n', "utf-8")
    (folder / "list.jsonl").write_text("[1]\n", "utf-8")
    (folder / "latin.jsonl").write_bytes('{"question": "năm"}\n'.encode("utf-16"))
    return Desk(folder, tmp_path_factory.mktemp("store"))


COMMANDS: list[tuple[str, ...]] = [
    ("ask", ASK, "--json"),
    ("eval", "gold.jsonl", "--json", "--answers", "answers.jsonl"),
    ("ask", "?", "--json"),
]


@pytest.fixture(scope="module")
def both(desk: Desk) -> Iterator[tuple[Mapping[tuple[str, ...], Ran], Index]]:
    """What the commands print where nobody has the store; then the store, open in this process."""
    with owned(desk.data, five()):
        pass
    assert not (desk.data / "owner.json").exists()
    printed = {}
    for command in COMMANDS:
        printed[command] = desk.run("assistant", *command)
        if "--answers" in command:
            (desk.folder / "answers.jsonl").rename(desk.folder / "alone.jsonl")
    with owned(desk.data) as index:
        yield printed, index


@pytest.fixture(scope="module")
def index(both: tuple[Any, Index]) -> Index:
    """The store, open in this process: commands reach it."""
    return both[1]


def timeless(text: str) -> str:
    """A command's output with its times put out."""
    return re.sub(r'("\w+_ms": )[\d.]+', r"\1_", text)


# -- ask -----------------------------------------------------------------------------------------------------


def test_output_is_the_same_with_and_without_an_owner(desk: Desk, both: tuple[Any, Index]) -> None:
    """Bytes, streams and exit codes, times aside; the file of answers too."""
    for command, printed in both[0].items():
        again = desk.run("assistant", *command)
        assert timeless(again.out) == timeless(printed.out), command
        assert timeless(again.err) == timeless(printed.err), command
        assert again.code == printed.code
    files = [(desk.folder / name).read_bytes().decode() for name in ("answers.jsonl", "alone.jsonl")]
    assert timeless(files[0]) == timeless(files[1])


def test_ask_prints_one_answer(desk: Desk, both: tuple[Any, Index]) -> None:
    """As JSON the published shape alone; for a person the words, each citation's line and its id."""
    printed, index = both
    answer = printed["ask", ASK, "--json"].value()
    held.check(answer, {one.report_id: one for one in five()})
    assert answer["status"] == "answered"
    assert printed["ask", ASK, "--json"].err == ""

    shown = desk.run("assistant", "ask", ASK)
    assert (shown.code, shown.err) == (0, "")
    assert answer["answer"] in shown.out
    assert answer["citations"][0]["id"] in shown.out
    assert index.report("lua").text in shown.out


def test_a_refusal_is_an_answer(desk: Desk, index: Index) -> None:
    """It is printed as one, and the exit code is 0."""
    answer = desk.run("assistant", "ask", NOWHERE, "--json").value()
    held.check(answer, {one.report_id: one for one in five()})
    assert answer["status"] == "refused"

    shown = desk.run("assistant", "ask", NOWHERE)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(answer["refusal"]["message"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["cite", "khong-phai-ma"], "citation_id_invalid"),
        (["cite", "0123456789abcdef-0-5"], "citation_not_found"),
        (["eval", "khong-co.jsonl"], "file_unreadable"),
        (["eval", "."], "file_unreadable"),
        (["eval", "latin.jsonl"], "file_unreadable"),
        (["eval", "broken.jsonl"], "line_invalid"),
        (["eval", "list.jsonl"], "line_invalid"),
        (["eval", "one.jsonl", "--answers", "khong-co/a.jsonl"], "file_unwritable"),
        (["verify", "--claims", "khong-co.jsonl"], "file_unreadable"),
        (["verify", "--claims", "gold.jsonl"], "bad_claim"),
        (["verify", "--claims", "broken.jsonl"], "bad_claim"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else value,
)
def test_what_cannot_be_used_is_one_error(desk: Desk, index: Index, arguments: list[str], code: str) -> None:
    """Exit 2, nothing on standard output, the error's shape on standard error."""
    assert desk.run("assistant", *arguments, "--json").fault(2)["code"] == code


def test_without_json_an_error_is_its_sentence(desk: Desk, index: Index) -> None:
    """The same sentence as in the shape, and no more."""
    shaped = desk.run("assistant", "ask", " ", "--json").fault(2)
    assert desk.run("assistant", "ask", " ").fault(2, shaped=False) == {"message": shaped["message"]}


@pytest.mark.parametrize("arguments", [[], ["nhay"], ["ask", "a", "b"]])
def test_bad_usage_is_told(desk: Desk, arguments: list[str]) -> None:
    """A sentence that says where to see how the command is used, or the one shape; no store is opened for it."""
    told = desk.run("assistant", *arguments).fault(2, shaped=False)
    assert told["message"].startswith("Lệnh chưa đúng") and "--help" in told["message"]
    assert desk.run("assistant", *arguments, "--json").fault(2)["code"] == "bad_usage"


def test_a_model_that_cannot_be_used_is_told(tmp_path: Path, embedder: Embedder) -> None:
    """A setting that names no provider ends the command with 1 and a sentence that names the setting."""
    Index.open(tmp_path / "store", embedder).close()
    told = run(tmp_path / "store", "assistant", "ask", ASK, "--json", ASSISTANT_LLM="khong-co")
    assert "ASSISTANT_LLM" in told.fault(1)["message"]


# -- cite ----------------------------------------------------------------------------------------------------


def test_cite_shows_a_quote_in_its_context(desk: Desk, both: tuple[Any, Index]) -> None:
    """The citation of the answer, by its id alone; for a person with the words around it."""
    given = both[0]["ask", ASK, "--json"].value()["citations"][0]
    citation = desk.run("assistant", "cite", given["id"], "--json").value()
    assert {**citation, "score": 0} == {**given, "score": 0}

    shown = desk.run("assistant", "cite", f" {given['id']}\n")
    assert (shown.code, shown.err) == (0, "")
    assert f"{given['before']}»»{given['quote']}««{given['after']}" in shown.out
    assert given["title"] in shown.out


def test_a_citation_lasts_as_long_as_its_report(desk: Desk, index: Index) -> None:
    """Through other reports' comings and goings; then it says what became of the report."""
    lines = [
        {"id": "cam", "text": "Huyện Cao Lộc trồng 310 héc-ta cam sành."},
        {"id": "che", "text": "Huyện Cao Lộc trồng 95 héc-ta chè."},
    ]
    written(desk.folder / "two.jsonl", lines)
    assert desk.run("index", "add", "two.jsonl").code == 0
    asked = desk.run("assistant", "ask", "Có bao nhiêu héc-ta cam sành ở huyện Cao Lộc?", "--json").value()
    (citation,) = asked["citations"]
    assert citation["key"] == "cam"

    desk.run("index", "remove", "che")
    written(desk.folder / "two.jsonl", lines[1:])
    desk.run("index", "add", "two.jsonl")
    again = desk.run("assistant", "cite", citation["id"], "--json").value()
    assert (again["quote"], again["id"]) == (citation["quote"], citation["id"])

    written(desk.folder / "two.jsonl", [lines[0] | {"text": "Huyện Cao Lộc trồng 315 héc-ta cam sành."}])
    (replaced,) = desk.run("index", "add", "two.jsonl", "--json").value()["replaced"]
    gone = desk.run("assistant", "cite", citation["id"], "--json").fault(2)
    assert (gone["code"], gone["report_id"]) == ("report_replaced", replaced["report_id"])

    desk.run("index", "remove", "cam", "che")
    new = f"{replaced['report_id']}-0-5"
    assert desk.run("assistant", "cite", new, "--json").fault(2)["code"] == "report_removed"


@pytest.mark.parametrize("span", ["0-99999", "5-5", "9-3", "0-0", "-1-5", "0-5-9"])
def test_a_place_that_no_report_has_is_no_citation(index: Index, span: str) -> None:
    """An id that was never given is told as such, never answered with other words."""
    with pytest.raises((NotFound, BadInput)):
        Assistant(index).citation(f"{index.report('lua').report_id}-{span}")


# -- eval ----------------------------------------------------------------------------------------------------


def test_eval_prints_figures_and_writes_answers(desk: Desk, both: tuple[Any, Index]) -> None:
    """One JSON value; an answer a line in input order, a failed one too; files are the caller's."""
    done = both[0]["eval", "gold.jsonl", "--json", "--answers", "answers.jsonl"]
    assert done.code == 0
    figures = json.loads(done.out)
    assert {name: figures[name] for name in ("questions", "failed", "refused")} == {
        "questions": 5,
        "failed": 1,
        "refused": 1,
    }
    assert figures["by_kind"]["number"] == {"questions": 3, "right": 1}
    assert figures["by_kind"]["unanswerable"]["right"] == 1
    assert done.err.count("\n") == 1 and "khong-co" in done.err and "g4" in done.err

    text = (desk.folder / "alone.jsonl").read_bytes().decode()
    assert text.endswith("\n") and "\r" not in text
    answers = [json.loads(line) for line in text[:-1].split("\n")]
    assert [one["id"] for one in answers] == ["g1", "g2", "g3", "g4", "g5"]
    assert answers[2]["status"] == "failed"
    reports = {one.report_id: one for one in five()}
    for answer in answers:
        if answer["status"] != "failed":
            held.check(answer, reports)


def test_eval_shows_a_table_to_a_person(desk: Desk, index: Index) -> None:
    """Accuracy and each kind; whatever it finds, the exit code is 0."""
    shown = desk.run("assistant", "eval", "gold.jsonl")
    assert shown.code == 0
    assert "/ 5 câu đúng" in shown.out and "unanswerable" in shown.out


def test_a_question_is_read_as_utf_8_whatever_the_locale() -> None:
    """Bytes that the system could not decode are the question's UTF-8, or no question."""
    assert words("h\udcc3\udca1t xoan") == "hát xoan"
    with pytest.raises(BadInput, match="UTF-8"):
        words("h\udce1t xoan")


# -- verify --------------------------------------------------------------------------------------------------


def test_verify_prints_a_line_a_claim(desk: Desk, tmp_path: Path) -> None:
    """In input order with the ids as they came; a fault found is no failure, and no store is needed."""
    done = run(
        tmp_path / "store", "assistant", "verify", "--claims", "claims.jsonl", "--json", cwd=desk.folder
    )
    results = done.lines()

    assert done.err == ""
    assert [one["id"] for one in results] == ["đúng", 2, "dòng\u2028lạ"]
    assert [one["verified"] for one in results] == [True, False, True]
    (fault,) = results[1]["faults"]
    assert fault["kind"] == "number"
    assert "813.000" in fault["in_sentence"] and "812.000" in fault["in_quote"]
    assert not (tmp_path / "store").exists()
