"""The assistant on the command line: ask · cite · eval · verify · keys · ratings.

A command is parsed here, then carried out where the store is open (see `index/owner.py`); it prints only to the
streams it is given.
"""

from index import interrupt

if __name__ == "__main__":
    interrupt.end_at_once()

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from assistant import claims, evaluate
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.kept.keys import SCOPES, Keys
from assistant.kept.ratings import Ratings, gold_line
from assistant.records import FILE as RECORDS
from assistant.records import Records
from assistant.wording import citation_line
from index import Index
from index.__main__ import NAME as INDEX
from index.__main__ import run as run_index
from index.catalog import FILE as CATALOG
from index.command_line import CommandLine, check_store, exit_code, folder, words
from index.embedder import load
from index.errors import BadInput, TrichError
from index.owner import Command, Output, carry_out, tell
from index.reranker import load_reranker
from index.settings import Settings

NAME = "assistant"
# Letters of a line that fits a terminal.
_WATCHED = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    return exit_code(partial(_main, arguments), "--json" in arguments)


def _main(arguments: Sequence[str]) -> int:
    """Run one command; raises whatever goes wrong."""
    options = _parser().parse_args(arguments)
    if options.command == "verify":
        return _verify(options, sys.stdout, Path.cwd())
    settings = Settings.from_environment()
    data = (options.data or settings.data).absolute()
    # the records may be used by several processes at once: no server need carry these out
    if options.command == "keys":
        return _keys(options, data, sys.stdout)
    if options.command == "ratings":
        return _ratings(data, sys.stdout, sys.stderr)
    check_store(data, CATALOG)
    return carry_out(data, NAME, arguments, partial(_opened, settings, data))


def run(arguments: Sequence[str], out: Output, err: Output, cwd: Path, *, assistant: Assistant) -> int:
    """Carry out one command on an open store, for this process or another; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.carry_out(options, assistant, out, err, cwd)
    except TrichError as error:
        return tell(error, err, options.json)
    return code


def commands(assistant: Assistant, allowed_hosts: Collection[str] = ()) -> dict[str, Command]:
    """Both command lines on an assistant's open store, by name."""
    fetching = partial(run_index, index=assistant.index, allowed_hosts=allowed_hosts)
    return {INDEX: fetching, NAME: partial(run, assistant=assistant)}


@contextmanager
def _opened(settings: Settings, data: Path) -> Iterator[Mapping[str, Command]]:
    """Open the store and its assistant by these settings, and yield both command lines on them."""
    reranker = load_reranker(settings.reranker, settings.backend)
    with Index.open(
        data, load(settings.embedding, settings.backend), settings.chroma_url, reranker=reranker
    ) as index:
        yield commands(
            Assistant.over(
                index,
                settings.llm,
                settings.llm_base_url,
                settings.llm_window,
                threshold=settings.threshold,
            ),
            settings.allowed_hosts,
        )


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = CommandLine(
        "python -m assistant", description="Hỏi các báo cáo trong kho, xem trích dẫn, chấm điểm, đối chiếu."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = CommandLine(add_help=False)
    common.add_argument(
        "--data", type=folder, metavar="DIR", help="thư mục dữ liệu (mặc định: ASSISTANT_DATA, rồi ./data)"
    )
    common.add_argument("--json", action="store_true", help="in JSON ra stdout")

    ask = commands.add_parser("ask", parents=[common], help="hỏi một câu")
    ask.add_argument("question", type=words, metavar="QUESTION")
    ask.set_defaults(carry_out=_ask)
    cite = commands.add_parser("cite", parents=[common], help="xem một trích dẫn trong văn cảnh")
    cite.add_argument("id", metavar="ID", help="mã trích dẫn, như trong câu trả lời")
    cite.set_defaults(carry_out=_cite)
    evaluation = commands.add_parser("eval", parents=[common], help="chạy một tệp câu hỏi có đáp án")
    evaluation.add_argument("file", metavar="FILE.jsonl")
    evaluation.add_argument("--answers", metavar="OUT.jsonl", help="ghi mỗi câu trả lời một dòng")
    evaluation.set_defaults(carry_out=_eval)
    verify = commands.add_parser("verify", parents=[common], help="đối chiếu câu với đoạn trích")
    verify.add_argument("--claims", metavar="FILE.jsonl", required=True)
    commands.add_parser(
        "ratings",
        parents=[common],
        help="in góp ý trên trang thành câu hỏi có đáp án cho `eval`, mỗi câu một dòng",
    )
    keys = commands.add_parser("keys", help="tạo, liệt kê, thu hồi khóa của API và của trang")
    acts = keys.add_subparsers(dest="act", required=True, metavar="ACT")
    make = acts.add_parser("make", parents=[common], help="tạo một khóa; khóa chỉ hiện lần này")
    make.add_argument("name", metavar="NAME", help="tên để nhận ra khóa, ví dụ nơi dùng")
    make.add_argument(
        "--scope",
        choices=SCOPES,
        default="read",
        help="quyền: đọc, thêm bớt báo cáo, quản trị (mặc định: read)",
    )
    acts.add_parser("list", parents=[common], help="liệt kê các khóa")
    revoke = acts.add_parser("revoke", parents=[common], help="thu hồi một khóa")
    revoke.add_argument("id", metavar="ID", help="mã khóa, như `keys list` in ra")
    return parser


def _ask(options: argparse.Namespace, assistant: Assistant, out: Output, err: Output, cwd: Path) -> int:
    """One cited answer."""
    answer = _awaited(assistant, options.question, err)
    out.write(_json(answer.to_json()) if options.json else _shown(answer))
    return 0


def _awaited(assistant: Assistant, question: str, err: Output) -> Answer:
    """The answer; on a terminal, what a model writes meanwhile is shown dimmed on one line, then wiped out.

    That text is provisional: only the answer itself has been checked against the reports.
    """
    if not err.isatty():
        return assistant.answer(question)
    shown = ""
    for piece in assistant.as_runnable().stream({"question": question}):
        for event in piece.get("events", ()):
            if event.name == "delta":
                shown = (shown + event.data["text"])[-_WATCHED:]
                err.write(f"\r\x1b[K\x1b[2m… {shown}\x1b[0m")
                err.flush()
            elif event.name == "sentence":
                shown = ""
        answer: Answer | None = piece.get("answer")
        if answer:
            err.write("\r\x1b[K")
            err.flush()
            return answer
    raise AssertionError("a stream ends with its answer")


def _cite(options: argparse.Namespace, assistant: Assistant, out: Output, err: Output, cwd: Path) -> int:
    """One citation in its context."""
    citation = assistant.citation(options.id)
    if options.json:
        out.write(_json(asdict(citation)))
        return 0
    out.write(f"{citation.before}»»{citation.quote}««{citation.after}\n\n{citation_line(citation)}\n")
    return 0


def _eval(options: argparse.Namespace, assistant: Assistant, out: Output, err: Output, cwd: Path) -> int:
    """Print the figures of gold questions, and write their answers to a file if one is named."""
    questions = _lines(cwd / options.file)
    store = evaluate.Store.of(assistant)
    for gold in questions:
        for name in store.lacks(gold):
            err.write(f"Kho không có báo cáo “{name}” của câu {gold.get('id')}: câu này sẽ tính là sai.\n")
    answers = list(evaluate.ask_all(assistant, questions))
    if options.answers:
        text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
        _written(cwd / options.answers, text)
    judged = [evaluate.judge(gold, answer, store) for gold, answer in zip(questions, answers, strict=True)]
    figures = evaluate.figures(judged)
    out.write(_json(figures) if options.json else evaluate.table(figures))
    return 0


def _verify(options: argparse.Namespace, out: Output, cwd: Path) -> int:
    """Check claims against their quotes and print a line of JSON for each."""
    for result in claims.results(_text(cwd / options.claims).split("\n")):
        out.write(_json(result))
    return 0


def _keys(options: argparse.Namespace, data: Path, out: Output) -> int:
    """Make, list or revoke keys; a key's text is printed only once, when it is made."""
    if options.act != "make":
        check_store(data, CATALOG, RECORDS)
    with Records.open(data) as records:
        keys = Keys(records)
        if options.act == "make":
            key, text = keys.make(options.name, options.scope)
            out.write(_json(asdict(key) | {"key": text}) if options.json else f"{text}\n")
            return 0
        shown = keys.all() if options.act == "list" else [keys.revoke(options.id)]
    if options.json:
        out.write(_json([asdict(key) for key in shown] if options.act == "list" else asdict(shown[0])))
        return 0
    for key in shown:
        state = f"đã thu hồi {key.revoked[:10]}" if key.revoked else "đang dùng"
        out.write(f"{key.key_id}  {key.scope:5}  {key.created[:10]}  {state}  {key.name}\n")
    return 0


def _ratings(data: Path, out: Output, err: Output) -> int:
    """Print readers' ratings as gold questions, a line of JSON each, and how many of them cannot be used."""
    check_store(data, CATALOG, RECORDS)
    with Records.open(data) as records:
        lines = [gold_line(rated) for rated in Ratings(records).all()]
    for line in lines:
        if line:
            out.write(_json(line))
    if silent := lines.count(None):
        err.write(f"{silent} góp ý không cho biết câu trả lời đúng nên không in ra.\n")
    return 0


def _text(path: Path) -> str:
    """The text of a file; BadInput if it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "file_unreadable",
            f"Không đọc được tệp {path.name}: hãy kiểm tra đường dẫn và lưu tệp ở dạng UTF-8.",
            f"The file {path.name} cannot be read: check its path, and save it as UTF-8.",
            "file",
        ) from error


def _lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a .jsonl file; BadInput naming a line that is not one."""
    found = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise BadInput(
                "line_invalid",
                f"Dòng {number} của {path.name} không phải là một đối tượng JSON: hãy sửa dòng đó.",
                f"Line {number} of {path.name} is not a JSON object: mend that line.",
                "file",
            )
        found.append(value)
    return found


def _written(path: Path, text: str) -> None:
    """Write a file; BadInput if that cannot be done."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadInput(
            "file_unwritable",
            f"Không ghi được tệp {path} ({error.strerror}): hãy chọn chỗ khác.",
            f"The file {path} cannot be written ({error.strerror}): choose another place.",
            "answers",
        ) from error


def _shown(answer: Answer) -> str:
    """An answer as a person reads it on a terminal: its text, then each citation's line."""
    parts = [answer.text]
    parts += [f"[{c.number}] {citation_line(c)}\n    {c.id}" for c in answer.citations]
    parts += [f"Khác: “{a.quote}” ({a.title or a.report_id})" for a in answer.alternatives]
    parts += [
        f"• {near.title or near.report_id}" for near in (answer.refusal.nearest if answer.refusal else ())
    ]
    parts += [f"({notice.message})" for notice in answer.notices]
    return "\n".join(parts) + "\n"


def _json(value: object) -> str:
    """One JSON value on a line."""
    return json.dumps(value, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
