"""`python -m index`: its output and exit codes, the same while another process owns the folder."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from forked import forked_command
from legacy import write
from made import HEALTH, PORT, RICE, ROAD, SCHOOL
from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no types
from waiting import until

from index.__main__ import run
from index.catalog import FILE
from index.embedder import Embedder
from index.encodings import Encoding
from index.index import Index
from index.owner import serving

Done = subprocess.CompletedProcess[bytes]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of two files and a .jsonl of two reports."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "lua.txt").write_text(RICE, encoding="utf-8")
    (folder / "duong.md").write_text(f"# Đường ven biển\n\n{ROAD}\n", encoding="utf-8")
    lines = [
        {
            "id": "yt",
            "text": HEALTH,
            "title": "Sốt xuất huyết",
            "published": "2023-08",
            "province": "Lâm Sơn",
        },
        {"id": "cang", "text": PORT, "url": "https://vi.example/cang"},
    ]
    (folder / "thu.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


def call(data: Path, *arguments: str, cwd: Path | None = None, **variables: str) -> Done:
    """One command in a process of its own."""
    root = Path(__file__).parents[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
    environment |= {"PYTHONPATH": str(root), "ASSISTANT_DATA": str(data), **variables}
    return Done(arguments, *forked_command("index", arguments, cwd or root, environment))


def value(done: Done) -> Any:
    """The one JSON value on stdout."""
    assert done.stdout.endswith(b"\n")
    return json.loads(done.stdout)


@contextmanager
def owned(data: Path, embedder: Embedder) -> Iterator[Index]:
    """The store open in this process, which carries out the commands of others."""
    with Index.open(data, embedder) as index, serving(data, {"index": partial(run, index=index)}):
        yield index


def test_adding_says_what_came_of_each_file(data: Path, papers: Path) -> None:
    """A changed file is replaced, a copy is no second report, a bad one is refused by name."""
    done = call(data, "add", str(papers), "--json")
    assert done.returncode == 0
    added = value(done)
    assert [sorted(one) for one in added["added"]] == [["file", "key", "report_id"]] * 4
    assert {one["key"] for one in added["added"]} == {
        str(papers / "lua.txt"),
        str(papers / "duong.md"),
        "yt",
        "cang",
    }
    assert (added["unchanged"], added["replaced"], added["refused"]) == ([], [], [])

    (papers / "lua.txt").write_text(RICE + " Đó là vụ được mùa.", encoding="utf-8")
    (papers / "ban-sao.md").write_bytes((papers / "duong.md").read_bytes())
    (papers / "hong.jsonl").write_text('{"text": ', encoding="utf-8")
    done = call(data, "add", papers.name, "khong-co.txt", "--json", cwd=papers.parent)

    assert done.returncode == 3
    again = value(done)
    assert [one["file"] for one in again["replaced"]] == ["lua.txt"]
    assert len(again["unchanged"]) == 4
    assert sorted(Path(one["file"]).name for one in again["refused"]) == ["hong.jsonl", "khong-co.txt"]
    assert all(sorted(one) == ["code", "file", "message"] for one in again["refused"])
    assert all(one["message"] in done.stderr.decode() for one in again["refused"])
    assert len(value(call(data, "list", "--json"))) == 4


def test_what_was_converted_is_said(data: Path, tmp_path: Path) -> None:
    """Text out of a legacy encoding is named by `add`, in JSON and to a person, and by `show`."""
    (tmp_path / "cu.txt").write_bytes(write(RICE + " " + SCHOOL, Encoding.TCVN3).encode("latin-1"))
    (tmp_path / "moi.txt").write_text(ROAD, encoding="utf-8")
    (tmp_path / "hong.txt").write_bytes(b"\0\1")
    book = Workbook()
    book.active.append(["Cộng", "=1+1"])
    book.save(tmp_path / "so.xlsx")
    names = ("cu.txt", "moi.txt", "hong.txt", "so.xlsx")
    plain = call(data, "add", *(str(tmp_path / name) for name in names))
    assert plain.returncode == 3
    assert plain.stdout.decode().splitlines() == [
        "Văn bản: thêm 3, thay bằng bản mới 0, không đổi 0, từ chối 1.",
        f"  Từ chối {tmp_path / 'hong.txt'}: Tệp này là dữ liệu nhị phân, không phải văn bản; hãy lưu lại thành văn"
        " bản UTF-8.",
        "  Đã chuyển mã từ TCVN3 (ABC): cu.txt.",
        "  so.xlsx: 1 ô là công thức chưa có kết quả trong tệp nên không đọc được số; hãy mở bằng Excel hoặc"
        " LibreOffice, lưu lại rồi thêm lại.",
    ]
    added = value(call(data, "add", str(tmp_path / "cu.txt"), "--json"))
    key = str(tmp_path / "cu.txt")
    assert added["converted"] == [{"key": key, "file": "cu.txt", "converted": "TCVN3 (ABC)"}]
    assert (added["recognised"], added["stopped"], len(added["unchanged"])) == ([], False, 1)
    shown = value(call(data, "show", key, "--json"))
    assert (shown["converted"], shown["text"]) == ("TCVN3 (ABC)", RICE + " " + SCHOOL)
    assert "Chuyển mã từ: TCVN3 (ABC)" in call(data, "show", key).stdout.decode()


def test_stopping_keeps_what_is_in(data: Path, tmp_path: Path) -> None:
    """Ctrl-C ends after the document at hand, says so, and the next run brings the rest."""
    lines = [json.dumps({"id": f"k{number}", "text": f"Câu số {number}. {RICE}"}) for number in range(30_000)]
    (tmp_path / "nhieu.jsonl").write_text("\n".join(lines), encoding="utf-8")
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-m", "index", "add", str(tmp_path / "nhieu.jsonl"), "--data", str(data), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as process:
        until(lambda: has_reports(data))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Đang dừng" in err.decode() and "Traceback" not in err.decode()
    stopped = json.loads(out)
    assert stopped["stopped"] and 0 < len(stopped["added"]) < 30_000
    assert len(value(call(data, "list", "--json"))) == len(stopped["added"])


def has_reports(data: Path) -> bool:
    """Whether a report is in the store's catalog yet."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{data / FILE}?mode=ro", uri=True)) as catalog,
    ):
        return bool(catalog.execute("SELECT count(*) FROM reports WHERE state = 'ready'").fetchone()[0])
    return False


def test_search_filters_by_what_reports_say(data: Path, papers: Path) -> None:
    """Search narrows by type and status; a status that is none is bad usage of the filter."""
    lines = [
        {"id": "du-thao", "text": PORT, "type": "Báo cáo", "status": "dự thảo"},
        {"id": "ban-hanh", "text": PORT + " Đã xong.", "type": "Báo cáo", "status": "issued"},
    ]
    (papers / "hai.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    call(data, "add", str(papers))
    for wanted, key in (("draft", "du-thao"), ("ban hành", "ban-hanh")):
        hits = value(call(data, "search", "cảng cá", "--type", "báo cáo", "--status", wanted, "--json"))[
            "hits"
        ]
        assert {hit["key"] for hit in hits} == {key}
    assert call(data, "search", "cảng cá", "--status", "xong").returncode == 2
    assert "bộ lọc" in call(data, "search", "cảng cá", "--province", "Lam Sonn").stderr.decode()


def test_list_and_show_give_the_published_shapes(data: Path, papers: Path) -> None:
    """One array without texts; one report with its text, by report_id or key."""
    call(data, "add", str(papers))
    listed = value(call(data, "list", "--json"))
    names = [
        "report_id",
        "key",
        "file",
        "title",
        "source",
        "url",
        "published",
        "event_date",
        "province",
        "pages",
        "origin",
        "number",
        "type",
        "signer",
        "status",
        "converted",
        "ocr_pages",
        "found",
    ]
    assert [sorted(one) for one in listed] == [sorted(names)] * 4

    shown = value(call(data, "show", "yt", "--json"))
    assert sorted(shown) == sorted([*names, "text", "original"])
    assert (shown["text"], shown["published"], shown["province"]) == (HEALTH, "2023-08", "Lâm Sơn")
    assert value(call(data, "show", shown["report_id"], "--json")) == shown
    assert HEALTH in call(data, "show", "yt").stdout.decode()
    assert "Sốt xuất huyết" in call(data, "list").stdout.decode()


def test_searching_gives_ranked_passages(data: Path, papers: Path, tmp_path: Path) -> None:
    """One object for one question; a line a query, in order, for a file of them."""
    call(data, "add", str(papers))
    hits = value(call(data, "search", "cảng cá tránh bão", "-k", "2", "--json"))["hits"]
    assert [sorted(hit) for hit in hits] == [
        ["end", "key", "passage_id", "report_id", "score", "start", "text"]
    ] * 2
    assert (hits[0]["key"], hits[0]["text"]) == ("cang", PORT)

    queries = [
        {"id": "b", "question": "sot xuat huyet", "doc": "yt"},
        {"id": 7, "question": "?"},
        {"question": "tấn\u2028lúa"},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in queries), encoding="utf-8")
    lines = call(data, "search", "--queries", str(file), "-k", "1").stdout.decode().split("\n")
    first, second, third = map(json.loads, lines[:3])
    assert lines[3:] == [""]
    assert (first["id"], first["hits"][0]["key"]) == ("b", "yt")
    assert (second["id"], second["hits"], second["error"]["code"]) == (7, [], "question_empty")
    assert "id" not in third and third["hits"][0]["text"].startswith("Vụ đông xuân")


@pytest.mark.parametrize(
    ("arguments", "code", "name"),
    [
        (["show", "khong-co"], 2, "report_not_found"),
        (["remove", "khong-co"], 2, "report_not_found"),
        (["search", ""], 2, "question_empty"),
        (["search"], 2, "bad_usage"),
        (["search", "ao c\udce1"], 2, "not_utf8"),
        (["add", "README.md", "--data", "kho\udce1"], 1, "folder_unusable"),
        (["search", "--queries", "khong-co.jsonl"], 2, "bad_queries"),
        (["restore", "khong-co.zip", "--data", "{new}"], 2, "bad_backup"),
        (["restore", "README.md", "--data", "README.md/kho"], 1, "restore_failed"),
        (["backup", "{data}/../nowhere/b.zip"], 1, "backup_failed"),
    ],
)
def test_errors_are_one_sentence_and_an_exit_code(
    data: Path, arguments: list[str], code: int, name: str
) -> None:
    """With --json the error shape on stderr, else its sentence; stdout is empty, no traceback."""
    call(data, "add", "khong-co.txt")
    arguments = [part.format(data=data, new=data.parent / "new") for part in arguments]
    done, plain = call(data, *arguments, "--json"), call(data, *arguments)

    error = json.loads(done.stderr)["error"]
    assert sorted(error) == ["code", "message", "param"]
    assert (done.returncode, error["code"], done.stdout) == (code, name, b"")
    assert (plain.returncode, plain.stdout) == (code, b"")
    assert plain.stderr.decode() == error["message"] + "\n"


@pytest.mark.parametrize(
    "arguments", [[], ["add"], ["search", "x", "-k", "0"], ["nonsense"], ["list", "--nonsense"]]
)
def test_bad_usage_is_exit_2(data: Path, arguments: list[str]) -> None:
    """Nothing is opened or made; it is told in a sentence, or in the one shape."""
    told = call(data, *arguments)
    assert told.returncode == 2 and told.stdout == b""
    assert told.stderr.decode().startswith("Lệnh chưa đúng") and told.stderr.count(b"\n") == 1
    if arguments:
        shaped = json.loads(call(data, *arguments, "--json").stderr)["error"]
        assert shaped["code"] == "bad_usage" and shaped["message"]
    assert not data.exists()


def test_a_bad_line_of_queries_is_named(data: Path, tmp_path: Path) -> None:
    """Nothing is printed before the whole file is known to be good."""
    file = tmp_path / "queries.jsonl"
    file.write_text('{"question": "lúa"}\n{"question": 3}\n', encoding="utf-8")
    call(data, "add", "khong-co.txt")
    done = call(data, "search", "--queries", str(file))

    assert (done.returncode, done.stdout) == (2, b"")
    assert "2" in done.stderr.decode()


def test_removed_reports_are_gone_and_replaced_ones_lead_on(data: Path, tmp_path: Path) -> None:
    """`show` tells which, and exits 2."""
    file = tmp_path / "r.jsonl"
    ids = []
    for text in (RICE, ROAD):
        file.write_text(json.dumps({"id": "k", "text": text}), encoding="utf-8")
        call(data, "add", str(file))
        ids.append(value(call(data, "show", "k", "--json"))["report_id"])
    replaced = call(data, "show", ids[0], "--json")
    assert (replaced.returncode, json.loads(replaced.stderr)["error"]["code"]) == (2, "report_replaced")
    assert json.loads(replaced.stderr)["error"]["report_id"] == ids[1]

    assert value(call(data, "remove", "k", "--json")) == {"removed": [ids[1]]}
    removed = call(data, "show", ids[1], "--json")
    assert (removed.returncode, json.loads(removed.stderr)["error"]["code"]) == (2, "report_removed")


def test_backup_and_restore(data: Path, papers: Path, tmp_path: Path) -> None:
    """The restored store answers the same; a missing engine is told, and repair mends it."""
    call(data, "add", str(papers))
    before = call(data, "search", "bệnh viện", "--json").stdout
    assert value(call(data, "backup", "b.zip", "--json", cwd=tmp_path)) == {"backup": str(tmp_path / "b.zip")}
    other = tmp_path / "other"
    assert value(call(other, "restore", str(tmp_path / "b.zip"), "--json")) == {"reports": 4}
    assert call(other, "search", "bệnh viện", "--json").stdout == before

    (other / "keywords" / "meta.json").unlink()
    broken = call(other, "search", "bệnh viện", "--json")
    assert (broken.returncode, broken.stdout) == (1, b"")
    assert "python -m index repair" in json.loads(broken.stderr)["error"]["message"]
    assert value(call(other, "repair", "--json")) == {"reports": 4}
    assert call(other, "search", "bệnh viện", "--json").stdout == before


def test_output_is_the_same_while_another_process_owns_the_folder(
    data: Path, papers: Path, tmp_path: Path, embedder: Embedder
) -> None:
    """Byte for byte, on both streams, with relative paths, for good and bad commands."""
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": 1, "question": "đường ven biển"}\n', encoding="utf-8")
    commands = [
        ["add", papers.name, "khong-co.txt", "--json"],
        ["list", "--json"],
        ["list"],
        ["show", "yt", "--json"],
        ["show", "yt"],
        ["show", "khong-co"],
        ["search", "tấn lúa", "--json"],
        ["search", "?", "--json"],
        ["search", "--queries", file.name],
        ["repair"],
        ["remove", "yt", "cang", "--json"],
        ["list"],
    ]

    alone = [call(data, *command, cwd=tmp_path) for command in commands]
    with owned(tmp_path / "owned", embedder) as index:
        forwarded = [call(tmp_path / "owned", *command, cwd=tmp_path) for command in commands]
        assert index.count == 2

    for command, one, other in zip(commands, alone, forwarded, strict=True):
        assert (command, one.stdout, one.stderr, one.returncode) == (
            command,
            other.stdout,
            other.stderr,
            other.returncode,
        )


def test_two_commands_at_once_both_do_their_work(data: Path, tmp_path: Path) -> None:
    """Whichever comes second is carried out by the first, or after it."""
    running = []
    for number in range(4):
        file = tmp_path / f"{number}.jsonl"
        lines = [
            {"id": f"{number}-{line}", "text": f"{RICE} Xã {number}, thôn {line}."} for line in range(50)
        ]
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, "-m", "index", "add", str(file), "--data", str(data)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
    for process in running:
        _, faults = process.communicate(timeout=120)
        assert (process.returncode, faults) == (0, b"")

    assert len(value(call(data, "list", "--json"))) == 200


def test_a_reader_that_goes_away_is_no_fault(data: Path, papers: Path) -> None:
    """`list | head -1` ends without a traceback."""
    call(data, "add", str(papers))
    command = f"{sys.executable} -m index show yt --data {data} | head -c 1"
    done = subprocess.run(
        command, shell=True, capture_output=True, timeout=120, cwd=Path(__file__).parents[1]
    )

    assert done.stderr == b""


@pytest.mark.parametrize(("target", "code"), [(">/dev/full", 1), (">&-", 0)])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_output_that_finds_no_room_is_told(target: str, code: int) -> None:
    """A full disk where output goes is one sentence and exit code 1; output that nobody wants is no fault."""
    program = "import sys\nfrom index.command_line import exit_code\n"
    program += "sys.exit(exit_code(lambda: sys.stdout.write('ao cá') and 0, False))"
    command = f'{sys.executable} -c "{program}" {target}'
    done = subprocess.run(
        command, shell=True, capture_output=True, timeout=120, cwd=Path(__file__).parents[1], check=False
    )

    told = done.stderr.decode()
    assert done.returncode == code
    assert (
        told == "" if code == 0 else told.startswith("Không ghi được kết quả ra (") and told.count("\n") == 1
    )


def test_help_starts_without_the_heavy_libraries() -> None:
    """Neither Chroma nor a model is imported to print help."""
    code = (
        "import sys; sys.argv = ['index', '--help']\n"
        "import runpy\n"
        "try: runpy.run_module('index', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "heavy = {'chromadb', 'torch', 'sentence_transformers', 'langchain_core'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=120, cwd=Path(__file__).parents[1]
    )
    assert done.returncode == 0, done.stderr
