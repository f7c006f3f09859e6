"""How fast files are read and what is left around the words, beside LangChain's own loaders on the same files.

    python benchmarks/loaders.py DATA

DATA/corpora/gazette-pdf holds PDFs; Word documents are made of their words, web pages of the articles of
DATA/corpora/news-2017.jsonl.gz under menus, other news and a footer written here. LangChain's loaders are those of
`langchain-community` with `pypdf`, `docx2txt` and `beautifulsoup4`, none of which the project needs; what is not
installed is skipped by name. Ours reads each file as `add` does, on all cores; LangChain's loaders have one. Of Word
documents and pages the text alone, which is what LangChain's loaders give, is measured on all cores too: title, dates,
province, number, signer and what belongs to the report take half as long again. The text alone of a page is its main
text, as trafilatura's own call gives it. The few Word documents are read ten times over in each run. What one core
does, imports apart, is measured beside it, in its own time, which other work on the machine disturbs less.
"""

import argparse
import gzip
import html as markup
import json
import os
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from inspect import unwrap
from pathlib import Path
from typing import Any

import docx as word
import trafilatura

from index.formats import docx, html, pdf, worker
from index.reading import read_all
from index.report import Report

HEAD = re.compile(r"CÔNG BÁO/Số")
MENU = [
    "Trang chủ",
    "Thời sự",
    "Chính trị",
    "Kinh tế",
    "Văn hóa",
    "Thể thao",
    "Pháp luật",
    "Đời sống",
    "Bạn đọc",
]
OTHERS = [
    "Khởi công cầu mới bắc qua sông vào quý sau",
    "Ra mắt sách về nghề dệt của vùng cao",
    "Thêm hai tuyến xe buýt nối các khu công nghiệp",
    "Giải bóng chuyền các xã vào vòng chung kết",
]
FOOT = [
    "Giấy phép số 01/GP-BTTTT do Bộ Thông tin và Truyền thông cấp",
    "Tổng biên tập: Nguyễn Văn A",
    "Tòa soạn: số 1 đường Chính, thành phố",
    "Điện thoại: 0123 456 789",
    "© Bản quyền thuộc về tòa soạn, ghi rõ nguồn khi phát lại",
]
PAGES = 200
# How often a run goes over the files of a kind.
OFTEN = {"DOCX": 10}
# A worker's task: what it says while it works, at last the text.
Task = Callable[[str], Iterator[Any]]


def say(line: str) -> None:
    """One line of figures."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def documents(texts: dict[str, str], folder: Path) -> list[Path]:
    """Word documents of the texts, their rows as tables."""
    made = []
    for name, text in texts.items():
        document = word.Document()
        rows: list[list[str]] = []
        for line in [*text.split("\n"), ""]:
            if " | " in line:
                rows.append(line.split(" | ")[:6])
                continue
            if rows:
                table = document.add_table(len(rows), max(map(len, rows)))
                for cells, row in zip(table.rows, rows, strict=True):
                    for cell, value in zip(cells.cells, row, strict=False):
                        cell.text = value
                rows = []
            if line.strip():
                document.add_paragraph(line)
        made.append(folder / f"{name}.docx")
        document.save(str(made[-1]))
    return made


def pages(news: Path, folder: Path) -> list[Path]:
    """Web pages of articles, with what a paper's site puts around them."""
    made: list[Path] = []
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            if len(report["text"]) < 1500 or len(made) == PAGES:
                continue
            links = "".join(f"<li><a href='/{number}'>{each}</a></li>" for number, each in enumerate(MENU))
            others = "".join(f"<li><a href='/tin/{each}'>{each}</a></li>" for each in OTHERS)
            body = "".join(
                f"<p>{markup.escape(each)}</p>" for each in report["text"].split("\n") if each.strip()
            )
            title = markup.escape(report.get("title") or "Tin")
            made.append(folder / f"{len(made)}.html")
            made[-1].write_text(
                f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>{title}</title>"
                "<meta property='og:site_name' content='Báo Thử'><script>var a = 1;</script></head><body>"
                f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article>"
                f"<aside><h3>Tin liên quan</h3><ul>{others}</ul></aside>"
                f"<footer>{''.join(f'<p>{each}</p>' for each in FOOT)}</footer></body></html>",
                encoding="utf-8",
            )
    return made


def timed(
    run: Callable[[], list[str]], count: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[float, list[str]]:
    """Documents a second in the best of three runs, and the texts."""
    best, texts = 0.0, list[str]()
    for _ in range(3):
        begun = clock()
        texts = run()
        best = max(best, count / (clock() - begun))
    return best, texts


def ours(files: list[Path]) -> list[str]:
    """The files as `add` reads them, the report's own words alone."""
    found = [each for each in read_all(files) if isinstance(each, Report)]
    return ["\n".join(each.text[start:end] for start, end in each.body) for each in found]


def words(path: str) -> Iterator[dict[str, str]]:
    """For a worker: a file's text, of a page the main text, before the rules look at what it says of itself."""
    if path.endswith(".docx"):
        yield {"text": unwrap(docx.parse)(Path(path)).text}
    else:
        yield {"text": html.main_text(html.opened(Path(path)).tree) or ""}


def texts_alone(files: list[Path]) -> list[str]:
    """The files' texts alone, on all cores."""
    with ThreadPoolExecutor(worker.cores()) as pool:
        found = pool.map(lambda path: worker.run("benchmarks.loaders:words", str(path), 60.0, 0.0), files)
        return [each["text"] for each in found]


def words_here(files: list[Path]) -> list[str]:
    """The files' texts alone, one after the other in this process."""
    return [next(words(str(path)))["text"] for path in files]


def one_core(task: Task, files: list[Path]) -> list[str]:
    """The files parsed here, one after the other."""
    texts = []
    for path in files:
        *_, found = task(str(path))
        texts.append(found["text"])
    return texts


def theirs(name: str, files: list[Path], **more: str) -> list[str]:
    """The files through a loader of LangChain."""
    loader = getattr(import_module("langchain_community.document_loaders"), name)
    return ["\n".join(part.page_content for part in loader(str(path), **more).load()) for path in files]


def left(texts: list[str]) -> str:
    """How many of the menu, the other news and the lines of the footer stand in a text, on average."""
    around = [*OTHERS, *FOOT, "".join(MENU)]
    bare = ["".join(text.split()) for text in texts]
    found = sum("".join(each.split()) in text for text in bare for each in around)
    return f"{found / len(texts):.1f} of {len(around)}"


def compare(kind: str, files: list[Path], task: Task, loader: str, needs: str, **more: str) -> None:
    """Print one format's figures."""
    ours(files[:4])  # the workers start
    # thirty documents are read before the cores are warm; all are read over and over, ours and theirs alike
    often = files * OFTEN.get(kind, 1)
    rate, texts = timed(lambda: ours(often), len(often))
    texts = texts[: len(files)]
    say(f"{kind}: {len(files)} files; ours on {len(os.sched_getaffinity(0))} cores {rate:.1f} a second")
    one, _ = timed(lambda: one_core(task, files), len(files), time.process_time)
    say(f"  ours, with what a report says of itself: {one:.1f} a second of one core")
    spread = bare = 0.0
    if kind != "PDF":
        texts_alone(files[:4])
        spread, _ = timed(lambda: texts_alone(often), len(often))
        bare, _ = timed(lambda: words_here(files), len(files), time.process_time)
        say(f"  ours, the text alone: {spread:.1f} a second on all cores, {bare:.1f} of one core")
    if not (find_spec("langchain_community") and find_spec(needs)):
        say(f"  {loader}: skipped, langchain-community or {needs} is not installed")
        return
    other, found = timed(lambda: theirs(loader, often, **more), len(often))
    found = found[: len(files)]
    alone, _ = timed(lambda: theirs(loader, files, **more), len(files), time.process_time)
    say(f"  {loader}: {other:.1f} a second, {alone:.1f} of one core; ours is {rate / other:.2f} times that")
    if bare:
        say(
            f"  the text alone is {spread / other:.2f} times that on all cores, {bare / alone:.2f} of one core"
        )
    if kind == "HTML":
        say(f"  left around the words: ours {left(texts)}, {loader} {left(found)}")
    else:
        heads = [sum(len(HEAD.findall(text)) for text in each) for each in (texts, found)]
        say(
            f"  letters: ours {sum(map(len, texts))}, {loader} {sum(map(len, found))}; running heads: {heads}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=("PDF", "DOCX", "HTML"), help="one kind of file")
    asked = parser.parse_args()
    data, only = asked.data, asked.only
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gazette = sorted((data / "corpora" / "gazette-pdf").glob("*.pdf"))
        if only in (None, "PDF"):
            compare("PDF", gazette, pdf.parse, "PyPDFLoader", "pypdf")
        if only in (None, "DOCX"):
            texts = {path.stem: next(pdf.read(path)).text for path in gazette}
            compare("DOCX", documents(texts, folder), docx.parse, "Docx2txtLoader", "docx2txt")
        if only not in (None, "HTML"):
            return
        sites = pages(data / "corpora" / "news-2017.jsonl.gz", folder)
        compare("HTML", sites, html.parse, "BSHTMLLoader", "bs4", open_encoding="utf-8")
        written = [path.read_text("utf-8") for path in sites]
        for what, metadata in (("the words alone", False), ("with title and date", True)):
            run = partial(main_texts, written, metadata)
            rate, found = timed(run, len(sites), time.process_time)
            say(f"  trafilatura.extract, {what}: {rate:.1f} a second of one core; left: {left(found)}")


def main_texts(written: list[str], metadata: bool) -> list[str]:
    """The pages through trafilatura's own call, with the options that ours has."""
    return [
        str(trafilatura.extract(each, include_comments=False, favor_recall=True, with_metadata=metadata))
        for each in written
    ]


if __name__ == "__main__":
    main()
