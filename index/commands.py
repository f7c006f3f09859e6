"""Commands: what each does with an open store, and what it prints."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import BadInput
from index.filters import Filters
from index.index import Index
from index.interrupt import INTERRUPTED
from index.owner import Output
from index.queries import answered, hit_shape, queries
from index.reading import is_address, read_all
from index.report import STATUSES
from index.tally import tally

# What a search may be narrowed to, and how that is said.
FILTERS = {
    "province": "của tỉnh, thành này",
    "source": "của nguồn này",
    "type": "loại này",
    "status": f"có tình trạng này ({', '.join(STATUSES)})",
    "from": "đăng từ ngày này",
    "to": "đăng đến ngày này",
}


def add(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Add files, folders and addresses; returns 3 if some were refused, 130 if Ctrl-C ended it early."""
    paths = [path if is_address(path) else cwd / path for path in options.paths]
    with tally(err, paths) as counted:
        added = index.add(counted.read(read_all(paths, allowed_hosts=options.allowed_hosts)))
    if added.samples_removed:
        err.write(f"{added.samples_removed} văn bản mẫu đã được gỡ, vì kho đã có văn bản của bạn.\n")
    out.write(json_line(counted.to_json(added)) if options.json else counted.summary(added))
    if counted.stopped:
        return INTERRUPTED
    return 3 if counted.refused else 0


def list_all(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """List every report without its text."""
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
        out.write(json_line(shapes))
    elif not index.count:
        err.write("Kho chưa có văn bản nào: thêm bằng `python -m index add`.\n")
    return 0


def show(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Print one report, with its text."""
    report = index.report(options.id)
    kept = index.original(report.report_id)
    if options.json:
        out.write(json_line(report.to_json() | {"original": kept.to_json() if kept else None}))
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


def remove(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Remove reports."""
    removed = index.remove(options.ids)
    out.write(
        json_line({"removed": removed}) if options.json else "".join(f"Đã gỡ {name}.\n" for name in removed)
    )
    return 0


def search(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Print the passages for one question, or for each in a file."""
    if (options.question is None) == (options.queries is None):
        raise BadInput(
            "bad_usage",
            "Hãy cho một câu hỏi, hoặc một tệp bằng --queries.",
            "Give one question, or a file with --queries.",
            "question",
        )
    only = {name: getattr(options, f"only_{name}") for name in FILTERS}
    filters = Filters(**{"from_" if name == "from" else name: value for name, value in only.items() if value})
    if options.queries is not None:
        for line in queries(cwd / options.queries):
            out.write(json_line(answered(line, index, options.k, filters)))
        return 0
    hits = index.search(options.question, options.k, filters)
    if options.json:
        out.write(json_line({"hits": [hit_shape(hit) for hit in hits]}))
        return 0
    for place, hit in enumerate(hits, 1):
        report = index.report(hit.report_id)
        name = ", ".join(part for part in (report.title or report.file or hit.key, report.published) if part)
        out.write(f"{place}. {name}  [{hit.passage_id}]\n{hit.text}\n\n")
    if not hits:
        narrowed = " trong các văn bản hợp với bộ lọc: hãy kiểm tra lại bộ lọc"
        err.write(f"Không tìm thấy đoạn nào{narrowed if filters != Filters() else ''}.\n")
    return 0


def repair(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Build the engines' data anew."""
    with _bar(err, "văn bản") as told:
        count = index.repair(told)
    out.write(
        json_line({"reports": count}) if options.json else f"Đã dựng lại chỉ mục của {count} văn bản.\n"
    )
    return 0


def backup(options: argparse.Namespace, index: Index, out: Output, err: Output, cwd: Path) -> int:
    """Write the store into one file."""
    path = index.backup(cwd / options.dest)
    out.write(json_line({"backup": str(path)}) if options.json else f"Đã sao lưu vào {path}.\n")
    return 0


@contextmanager
def _bar(err: Output, unit: str) -> Iterator[Any]:
    """Show a progress bar on a terminal; yields a function that is told how many are done."""
    from tqdm import tqdm

    with tqdm(file=err, unit=f" {unit}", disable=not err.isatty(), leave=False) as bar:
        yield lambda done: bar.update(done - bar.n)


def json_line(value: object) -> str:
    """One JSON value and a line end."""
    return json.dumps(value, ensure_ascii=False) + "\n"
