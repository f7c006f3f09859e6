"""What goes wrong at a desk, end to end by the commands: one clear sentence each, and the rest goes on."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, owned, run
from made import HEALTH, PORT, RICE, ROAD

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
# Each file that cannot be taken, and the code it is refused with.
BAD = {
    "trong.txt": "empty_text",
    "trang.html": "no_text",
    "nhi-phan.txt": "not_text",
    "hong-ma.txt": "not_text",
    "dong-dai.txt": "too_large",
    "bang.xyz": "format_not_supported",
}


def fill(folder: Path) -> None:
    """A folder as people have them: good reports among what is broken."""
    (folder / "lua.txt").write_text(f"Sản lượng lúa\n\n{RICE}\n", "utf-8")
    (folder / "sau" / "nua").mkdir(parents=True)
    (folder / "sau" / "nua" / "duong.md").write_text(f"# Đường ven biển\n\n{ROAD}\n", "utf-8")
    (folder / "trong.txt").write_bytes(b"")
    (folder / "trang.html").write_bytes(b" \n ")
    (folder / "nhi-phan.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "hong-ma.txt").write_bytes(b"T\xe1\xbb\x89nh \xff\xfe\xc3( \x81\x00 h\xe1\xbb\x8dp" * 20)
    (folder / "dong-dai.txt").write_bytes(b"lua " * (50 * 1024 * 1024 // 4))
    (folder / "bang.xyz").write_bytes(b"PK")
    lines = [
        json.dumps({"id": "y-te", "text": HEALTH}, ensure_ascii=False),
        '{"id": "hong", "text": ',
        json.dumps({"id": "dai", "text": "lúa " * (10 * 1024 * 1024)}, ensure_ascii=False),
        json.dumps({"id": "ngay", "text": PORT, "published": "hôm qua"}, ensure_ascii=False),
        json.dumps({"id": "cang", "text": PORT}, ensure_ascii=False),
    ]
    (folder / "nhieu.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with everything in it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "bao-cao").mkdir()
    fill(folder / "bao-cao")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store, held by this process: the commands reach it."""
    folder = tmp_path_factory.mktemp("store")
    with owned(folder):
        yield folder


@pytest.fixture(scope="module")
def added(desk: Path, data: Path) -> Ran:
    """What comes of adding the folder and a path that is not there."""
    return run(data, "index", "add", "khong-co.txt", "bao-cao", "--json", cwd=desk)


def test_the_good_ones_go_in(added: Ran) -> None:
    """Those in folders below and between broken lines too; the exit code tells that some were refused."""
    assert added.code == 3
    shape = json.loads(added.out)
    keys = {Path(one["key"]).name for one in shape["added"]}
    assert keys == {"lua.txt", "duong.md", "y-te", "cang"}


def test_each_bad_one_is_named_with_its_reason(added: Ran) -> None:
    """A code a program can trust and one sentence, beside the file; the same sentence on standard error."""
    refused = json.loads(added.out)["refused"]
    codes = {Path(one["file"]).name: one["code"] for one in refused if not one["file"].endswith(".jsonl")}

    assert codes == BAD | {"khong-co.txt": "file_not_found"}
    assert sum(one["file"].endswith("nhieu.jsonl") for one in refused) == 3
    for one in refused:
        assert one["message"].endswith(".") and "\n" not in one["message"]
        assert f"{one['file']}: {one['message']}\n" in added.err
    assert added.err.count("\n") == len(refused)
    assert "Traceback" not in added.err


def test_a_broken_line_is_named_by_its_number(added: Ran) -> None:
    """Whoever mends the file knows where to look."""
    refused = json.loads(added.out)["refused"]
    told = [one["message"] for one in refused if one["file"].endswith("nhieu.jsonl")]
    assert [any(f"{number}" in message for message in told) for number in (2, 3, 4)] == [True] * 3


def test_what_went_in_is_answered(added: Ran, data: Path) -> None:
    """The broken ones are nowhere in the way."""
    answer = run(data, "assistant", "ask", ASK, "--json").value()
    assert answer["status"] == "answered"
    assert "812.000 tấn" in answer["citations"][0]["quote"]


def test_adding_again_says_the_same(added: Ran, desk: Path, data: Path) -> None:
    """Nothing is doubled, and what was refused is refused again."""
    again = json.loads(run(data, "index", "add", "bao-cao", "--json", cwd=desk).out)
    assert (len(again["added"]), len(again["unchanged"]), len(again["replaced"])) == (0, 4, 0)
    assert len(again["refused"]) == len(json.loads(added.out)["refused"]) - 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser reads every folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, data: Path) -> None:
    """The others are read."""
    closed = tmp_path / "dong"
    closed.mkdir(mode=0o000)
    told = run(data, "index", "add", closed, "--json")
    closed.chmod(0o700)
    assert told.code == 3
    assert json.loads(told.out)["refused"][0]["code"] == "no_permission"


@pytest.mark.parametrize(
    ("question", "code"),
    [("", "question_empty"), ("?!…", "question_empty"), ("a" * 10_000, "question_too_long")],
)
def test_what_is_no_question_is_one_error(data: Path, question: str, code: str) -> None:
    """On standard error, with exit 2; nothing that could be taken for an answer."""
    fault = run(data, "assistant", "ask", question, "--json").fault(2)
    assert (fault["code"], fault["param"]) == (code, "question")
    assert fault["message"].endswith(".")


def test_a_question_in_chinese_is_refused_in_one_sentence(added: Ran, data: Path) -> None:
    """An answer that says which languages are read, with exit 0."""
    answer = run(data, "assistant", "ask", "越南的省份有哪些？", "--json").value()
    assert answer["status"] == "refused"
    assert answer["refusal"]["code"] == "language_not_supported"


def test_a_query_that_is_none_does_not_stop_the_others(added: Ran, data: Path, tmp_path: Path) -> None:
    """Of many queries each has its line, in order, the impossible ones with their error."""
    queries: list[dict[str, Any]] = [
        {"id": 1, "question": ASK},
        {"id": 2, "question": "  "},
        {"id": 3, "question": "cảng"},
    ]
    path = tmp_path / "queries.jsonl"
    path.write_text("".join(json.dumps(query) + "\n" for query in queries), "utf-8")
    found = run(data, "index", "search", "--queries", path).lines()

    assert [one["id"] for one in found] == [1, 2, 3]
    assert found[0]["hits"] and found[2]["hits"]
    assert found[1]["hits"] == [] and "error" in found[1]


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Not a trace of code, and what to do about it."""
    path = tmp_path / "tep"
    path.write_text("x")
    assert "--data" in run(path, "assistant", "ask", ASK, "--json").fault(1)["message"]


@pytest.mark.parametrize(
    "words",
    [
        "assistant ask rừng",
        "assistant cite 0123456789abcdef-0-5",
        "assistant eval hoi.jsonl",
        "assistant ratings",
        "assistant keys list",
        "assistant keys revoke k1",
        "index list",
        "index show a",
        "index remove a",
        "index search rừng",
        "index repair",
        "index backup luu.zip",
    ],
)
def test_a_folder_without_a_store_is_told_and_left_alone(words: str, tmp_path: Path) -> None:
    """A mistyped folder is not taken for a store in which nothing is found, and none is made there."""
    missing, empty = tmp_path / "nham", tmp_path / "trong"
    empty.mkdir()
    for folder in (missing, empty):
        fault = run(folder, *words.split(), "--json", cwd=tmp_path).fault(2)
        assert (fault["code"], fault["param"]) == ("store_not_found", "data")
        assert str(folder) in fault["message"] and "--data" in fault["message"]
    assert sorted(tmp_path.rglob("*")) == [empty]


@pytest.mark.parametrize(
    "words",
    [
        ("index", "add", "a.txt", "--data", ""),
        ("index", "add", ""),
        ("index", "backup", ""),
        ("assistant", "keys", "list", "--data", ""),
    ],
)
def test_a_folder_named_by_nothing_is_no_folder(words: tuple[str, ...], tmp_path: Path) -> None:
    """A script's unset variable would otherwise add the folder it runs in, or make a store of it."""
    fault = run(tmp_path / "kho", *words, "--json", cwd=tmp_path).fault(2)
    assert fault["code"] == "bad_usage" and "empty" in fault["message"]
    assert not list(tmp_path.iterdir())
