"""The index on the command line: add · list · show · remove · search · repair · backup · restore.

A command is parsed here, then carried out where the store is open (see `owner.py`); it prints only to the
streams it is given.
"""

import argparse
import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from index.command_line import CommandLine
from index.embedder import load
from index.errors import BadInput, TrichError
from index.filters import Filters
from index.formats import worker
from index.index import Index, restore
from index.owner import Command, Output, carry_out, tell
from index.reading import is_address, read_all
from index.report import STATUSES
from index.reranker import load_reranker
from index.settings import Settings
from index.shortlist import Hit
from index.tally import tally

NAME = "index"
_MOST_HITS = 1000
_FILTERS = {
    "province": "của tỉnh, thành này",
    "source": "của nguồn này",
    "type": "loại này",
    "status": f"có tình trạng này ({', '.join(STATUSES)})",
    "from": "đăng từ ngày này",
    "to": "đăng đến ngày này",
}
# What these need stands in the catalog.
_READING = ("list", "show", "backup")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # JSON lines end in \n alone, and are UTF-8, on every system
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    as_json = "--json" in arguments
    try:
        options = _parser().parse_args(arguments)
        settings = Settings.from_environment()
        folder = (options.data or settings.data).absolute()
        if options.command == "restore":
            return _restore(options, settings, folder)
        opened = partial(_opened, settings, folder, options.command)
        return carry_out(folder, NAME, arguments, opened)
    except TrichError as error:
        return tell(error, sys.stderr, as_json)
    except KeyboardInterrupt:
        worker.stop_all()
        sys.stderr.write("\n")
        return 130
    except BrokenPipeError:
        # the reader has gone, as in `list | head`: nothing more may be flushed to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(
    arguments: Sequence[str],
    out: Output,
    err: Output,
    cwd: Path,
    *,
    index: Index,
    allowed_hosts: Collection[str] = (),
) -> int:
    """Carry out one command on an open store, for this process or another; returns the exit code."""
    options = _parser().parse_args(arguments)
    options.allowed_hosts = allowed_hosts
    try:
        code: int = options.carry_out(options, index, out, err, cwd)
    except TrichError as error:
        return tell(error, err, options.json)
    return code


@contextmanager
def _opened(settings: Settings, folder: Path, command: str) -> Iterator[Mapping[str, Command]]:
    """The store of these settings, open as the command needs it, and this command line on it."""
    with Index.open(
        folder,
        load(settings.embedding, settings.backend),
        settings.chroma_url,
        for_repair=command == "repair",
        for_reading=command in _READING,
        reranker=load_reranker(settings.reranker if command == "search" else "", settings.backend),
    ) as index:
        yield {NAME: partial(run, index=index, allowed_hosts=settings.allowed_hosts)}


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = CommandLine("python -m index", description="Kho văn bản: thêm, xem, gỡ, tìm, sửa, sao lưu.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = CommandLine(add_help=False)
    common.add_argument(
        "--data", type=Path, metavar="DIR", help="thư mục dữ liệu (mặc định: ASSISTANT_DATA, rồi ./data)"
    )
    common.add_argument("--json", action="store_true", help="in một giá trị JSON ra stdout")

    add = commands.add_parser("add", parents=[common], help="thêm tệp, thư mục, .jsonl")
    add.add_argument("paths", nargs="+", metavar="PATH")
    add.set_defaults(carry_out=_add)
    listing = commands.add_parser("list", parents=[common], help="liệt kê văn bản")
    listing.set_defaults(carry_out=_list)
    show = commands.add_parser("show", parents=[common], help="xem một văn bản")
    show.add_argument("id", metavar="ID", help="report_id, hoặc key")
    show.set_defaults(carry_out=_show)
    remove = commands.add_parser("remove", parents=[common], help="gỡ văn bản, không để lại gì")
    remove.add_argument("ids", nargs="+", metavar="ID", help="report_id, hoặc key")
    remove.set_defaults(carry_out=_remove)
    search = commands.add_parser("search", parents=[common], help="tìm các đoạn hợp với câu hỏi nhất")
    search.add_argument("question", nargs="?", metavar="QUESTION")
    search.add_argument("-k", type=_count, default=10, help="số đoạn (mặc định 10)")
    search.add_argument(
        "--queries", metavar="FILE", help="tệp .jsonl có id và question; in một dòng JSON mỗi câu"
    )
    for name, shown in _FILTERS.items():
        search.add_argument(f"--{name}", metavar="X", dest=f"only_{name}", help=f"chỉ trong văn bản {shown}")
    search.set_defaults(carry_out=_search)
    repair = commands.add_parser("repair", parents=[common], help="dựng lại chỉ mục từ các văn bản trong kho")
    repair.set_defaults(carry_out=_repair)
    backup = commands.add_parser("backup", parents=[common], help="ghi cả kho vào một tệp")
    backup.add_argument("dest", metavar="DEST")
    backup.set_defaults(carry_out=_backup)
    restoring = commands.add_parser(
        "restore", parents=[common], help="dựng kho từ bản sao lưu, vào thư mục trống"
    )
    restoring.add_argument("src", metavar="SRC")
    return parser


def _count(text: str) -> int:
    """How many hits are asked for."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_HITS:
        return int(text)
    raise argparse.ArgumentTypeError(f"phải là số từ 1 đến {_MOST_HITS}")


def _add(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Put files, folders and addresses in; 3 where some were refused, 130 where Ctrl-C ended it early."""
    paths = [path if is_address(path) else cwd / path for path in options.paths]
    with tally(err, paths) as counted:
        added = index.add(counted.read(read_all(paths, allowed_hosts=options.allowed_hosts)))
    if added.samples_removed:
        err.write(f"{added.samples_removed} văn bản mẫu đã được gỡ, vì kho đã có văn bản của bạn.\n")
    out.write(_json(counted.to_json(added)) if options.json else counted.summary(added))
    if counted.stopped:
        return 130
    return 3 if counted.refused else 0


def _list(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Every report, without its text."""
    shapes: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page, after = index.reports(after, 200)
        for report in page:
            if options.json:
                shapes.append(report.to_json(with_text=False))
            else:
                name = report.title or report.file or report.key
                sample = " (văn bản mẫu)" if report.origin == "sample" else ""
                out.write(
                    f"{report.report_id}  {report.published or '-':10}  {report.province or '-':16}  "
                    f"{name}{sample}\n"
                )
        if after is None:
            break
    if options.json:
        out.write(_json(shapes))
    elif not index.count:
        err.write("Kho chưa có văn bản nào: thêm bằng `python -m index add`.\n")
    return 0


def _show(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """One report, whole."""
    report = index.report(options.id)
    kept = index.original(report.report_id)
    if options.json:
        out.write(_json(report.to_json() | {"original": kept.to_json() if kept else None}))
        return 0
    known = (
        ("Mã", report.report_id),
        ("Khóa", report.key),
        ("Tiêu đề", report.title),
        ("Ngày đăng", report.published),
        ("Ngày diễn ra", report.event_date),
        ("Tỉnh, thành", report.province),
        ("Nguồn", report.source),
        ("Địa chỉ", report.url),
        ("Số, ký hiệu", report.number),
        ("Loại văn bản", report.type),
        ("Người ký", report.signer),
        ("Tình trạng", STATUSES.get(report.status or "")),
        ("Chuyển mã từ", report.converted),
        ("Nhận dạng từ ảnh", f"{len(report.ocr)} trang" if report.ocr else None),
        ("Tệp gốc", f"{kept.media_type}, {kept.size} byte" if kept else None),
        ("Nguồn gốc", "văn bản mẫu" if report.origin == "sample" else None),
    )
    out.write("".join(f"{name}: {value}\n" for name, value in known if value))
    out.write(f"\n{report.text.rstrip()}\n")
    return 0


def _remove(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Take reports out."""
    removed = index.remove(options.ids)
    out.write(
        _json({"removed": removed}) if options.json else "".join(f"Đã gỡ {name}.\n" for name in removed)
    )
    return 0


def _search(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Passages for one question, or for each of a file."""
    if (options.question is None) == (options.queries is None):
        raise BadInput(
            "bad_usage",
            "Hãy cho một câu hỏi, hoặc một tệp bằng --queries.",
            "Give one question, or a file with --queries.",
            "question",
        )
    only = {name: getattr(options, f"only_{name}") for name in _FILTERS}
    filters = Filters(**{"from_" if name == "from" else name: value for name, value in only.items() if value})
    if options.queries is not None:
        for line in _queries(cwd / options.queries):
            out.write(_json(_answered(line, index, options.k, filters)))
        return 0
    hits = index.search(options.question, options.k, filters)
    if options.json:
        out.write(_json({"hits": [_hit(hit) for hit in hits]}))
        return 0
    for place, hit in enumerate(hits, 1):
        report = index.report(hit.report_id)
        name = ", ".join(part for part in (report.title or report.file or hit.key, report.published) if part)
        out.write(f"{place}. {name}  [{hit.passage_id}]\n{hit.text}\n\n")
    if not hits:
        err.write("Không tìm thấy đoạn nào.\n")
    return 0


def _queries(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of questions; BadInput naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad_queries(path, str(error)) from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                value = json.loads(line)
            except ValueError as error:
                raise _bad_queries(path, f"dòng/line {number}: {error}") from error
            if not isinstance(value, dict) or not isinstance(value.get("question"), str):
                raise _bad_queries(path, f"dòng/line {number}: question?")
            found.append(value)
    return found


def _bad_queries(path: Path, why: str) -> BadInput:
    """What to tell of a file of questions that cannot be read."""
    return BadInput(
        "bad_queries",
        f"Không đọc được {path.name} ({why}): mỗi dòng phải là một đối tượng JSON có “question”.",
        f"{path.name} cannot be read ({why}): each line must be a JSON object with a “question”.",
        "queries",
    )


def _answered(line: dict[str, Any], index: Index, k: int, filters: Filters) -> dict[str, Any]:
    """One line of `search --queries`: a question that cannot be asked says why, beside no hits."""
    shape: dict[str, Any] = {"id": line["id"]} if "id" in line else {}
    try:
        return shape | {"hits": [_hit(hit) for hit in index.search(line["question"], k, filters)]}
    except BadInput as error:
        return shape | {"hits": []} | error.to_json()


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit as `search --json` and the API give it."""
    return {
        name: getattr(hit, name)
        for name in ("report_id", "key", "passage_id", "score", "start", "end", "text")
    }


def _repair(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Make the engines again."""
    with _bar(err, "văn bản") as told:
        count = index.repair(told)
    out.write(_json({"reports": count}) if options.json else f"Đã dựng lại chỉ mục của {count} văn bản.\n")
    return 0


def _backup(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """The store as one file."""
    path = index.backup(cwd / options.dest)
    out.write(_json({"backup": str(path)}) if options.json else f"Đã sao lưu vào {path}.\n")
    return 0


def _restore(options: argparse.Namespace, settings: Settings, folder: Path) -> int:
    """The store from one file; nothing is forwarded, since the folder must have no owner."""
    with restore(
        Path.cwd() / options.src, folder, load(settings.embedding, settings.backend), settings.chroma_url
    ) as index:
        shape = {"reports": index.count}
    sys.stdout.write(
        _json(shape) if options.json else f"Đã khôi phục {shape['reports']} văn bản vào {folder}.\n"
    )
    return 0


@contextmanager
def _bar(err: Output, unit: str) -> Iterator[Any]:
    """A progress bar where a person watches; gives the function that is told how many are done."""
    from tqdm import tqdm

    with tqdm(file=err, unit=f" {unit}", disable=not err.isatty(), leave=False) as bar:
        yield lambda done: bar.update(done - bar.n)


def _json(value: object) -> str:
    """One JSON value and a line end."""
    return json.dumps(value, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
