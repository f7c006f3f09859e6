"""The index on the command line: add · list · show · remove · search · repair · backup · restore.

A command is parsed here, then carried out where the store is open (see `owner.py`); it prints only to the
streams it is given.
"""

from index import interrupt

if __name__ == "__main__":
    interrupt.end_at_once()

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from index import commands
from index.catalog import FILE
from index.command_line import CommandLine, check_store, exit_code, folder, named, words
from index.embedder import load
from index.errors import TrichError
from index.index import Index, restore
from index.owner import Command, Output, carry_out, tell
from index.reranker import load_reranker
from index.settings import Settings

NAME = "index"
_MOST_HITS = 1000
# What these need stands in the catalog.
_READING = ("list", "show", "backup")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    return exit_code(partial(_main, arguments), "--json" in arguments)


def _main(arguments: Sequence[str]) -> int:
    """Run one command; raises whatever goes wrong."""
    options = _parser().parse_args(arguments)
    settings = Settings.from_environment()
    data = (options.data or settings.data).absolute()
    if options.command == "restore":
        return _restore(options, settings, data)
    if options.command != "add":
        check_store(data, FILE)
    return carry_out(data, NAME, arguments, partial(_opened, settings, data, options.command))


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
def _opened(settings: Settings, data: Path, command: str) -> Iterator[Mapping[str, Command]]:
    """Open the store of these settings as the command needs it, and yield this command line on it."""
    with Index.open(
        data,
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
    kinds = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = CommandLine(add_help=False)
    common.add_argument(
        "--data", type=folder, metavar="DIR", help="thư mục dữ liệu (mặc định: ASSISTANT_DATA, rồi ./data)"
    )
    common.add_argument("--json", action="store_true", help="in một giá trị JSON ra stdout")

    add = kinds.add_parser("add", parents=[common], help="thêm tệp, thư mục, .jsonl")
    add.add_argument("paths", nargs="+", type=named, metavar="PATH")
    add.set_defaults(carry_out=commands.add)
    listing = kinds.add_parser("list", parents=[common], help="liệt kê văn bản")
    listing.set_defaults(carry_out=commands.list_all)
    show = kinds.add_parser("show", parents=[common], help="xem một văn bản")
    show.add_argument("id", metavar="ID", help="report_id, hoặc key")
    show.set_defaults(carry_out=commands.show)
    remove = kinds.add_parser("remove", parents=[common], help="gỡ văn bản, không để lại gì")
    remove.add_argument("ids", nargs="+", metavar="ID", help="report_id, hoặc key")
    remove.set_defaults(carry_out=commands.remove)
    search = kinds.add_parser("search", parents=[common], help="tìm các đoạn hợp với câu hỏi nhất")
    search.add_argument("question", nargs="?", type=words, metavar="QUESTION")
    search.add_argument("-k", type=_count, default=10, help="số đoạn (mặc định 10)")
    search.add_argument(
        "--queries", metavar="FILE", help="tệp .jsonl có id và question; in một dòng JSON mỗi câu"
    )
    for name, shown in commands.FILTERS.items():
        search.add_argument(f"--{name}", metavar="X", dest=f"only_{name}", help=f"chỉ trong văn bản {shown}")
    search.set_defaults(carry_out=commands.search)
    repair = kinds.add_parser("repair", parents=[common], help="dựng lại chỉ mục từ các văn bản trong kho")
    repair.set_defaults(carry_out=commands.repair)
    backup = kinds.add_parser("backup", parents=[common], help="ghi cả kho vào một tệp")
    backup.add_argument("dest", type=named, metavar="DEST")
    backup.set_defaults(carry_out=commands.backup)
    restoring = kinds.add_parser(
        "restore", parents=[common], help="dựng kho từ bản sao lưu, vào thư mục trống"
    )
    restoring.add_argument("src", metavar="SRC")
    return parser


def _count(text: str) -> int:
    """The number of hits asked for."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_HITS:
        return int(text)
    raise argparse.ArgumentTypeError(f"phải là số từ 1 đến {_MOST_HITS}")


def _restore(options: argparse.Namespace, settings: Settings, data: Path) -> int:
    """The store from one file; nothing is forwarded, since the folder must have no owner."""
    with restore(
        Path.cwd() / options.src, data, load(settings.embedding, settings.backend), settings.chroma_url
    ) as index:
        shape = {"reports": index.count}
    sys.stdout.write(
        commands.json_line(shape)
        if options.json
        else f"Đã khôi phục {shape['reports']} văn bản vào {data}.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
