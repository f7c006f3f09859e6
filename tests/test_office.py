"""DOC, ODT, RTF: read directly or through the machine's programs, and one sentence where none is."""

import io
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]  # ships no types
import pytest
from readings import (
    LONG,
    SHORT,
    cleanly,
    damaged,
    has_ended,
    lines,
    refusal,
    report,
    survive_together,
    survives,
)
from together import Together

from index.formats import office, worker

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta", "manifest")
)
LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
    'style:num-suffix=")"/></text:list-style>'
)
SOFFICE, ANTIWORD, CATDOC = (shutil.which(name) for name in ("soffice", "antiword", "catdoc"))


def odt(body: str, kind: str = "text", **parts: str) -> bytes:
    """An OpenDocument of that kind with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{LISTS}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        for name, content in parts.items():
            package.writestr(name.replace("_", "/", 1) + ".xml", content)
    return out.getvalue()


def saved(tmp_path: Path, name: str, content: bytes) -> Path:
    """The file of that name."""
    path = tmp_path / name
    path.write_bytes(content)
    return path


def slides_of(*slides: str, notes: str = "") -> bytes:
    """A presentation of slides with these shapes, the last with these notes; "hidden:" before shapes hides a slide."""
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    link = (
        '<Relationships><Relationship Id="{}" Target="{}"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
    )
    listed = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
    # the first slide is the last part, as it is once somebody has moved slides
    names = [f"slide{len(slides) - at}.xml" for at in range(len(slides))]
    links = "".join(link.format(f"r{at}", f"slides/{name}", "slide") for at, name in enumerate(names))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": link.format("a", "ppt/presentation.xml", "officeDocument"),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": links.replace("</Relationships><Relationships>", ""),
        "ppt/notesSlides/n.xml": f"<p:notes {spaces}><p:cSld><p:spTree>{notes}</p:spTree></p:cSld></p:notes>",
        f"ppt/slides/_rels/{names[-1]}.rels": link.format("n", "../notesSlides/n.xml", "notesSlide"),
    }
    for name, shapes in zip(names, slides, strict=True):
        shown = shapes.removeprefix("hidden:")
        parts[f"ppt/slides/{name}"] = (
            f'<p:sld {spaces} show="{int(shown == shapes)}">'
            f"<p:cSld><p:spTree>{shown}</p:spTree></p:cSld></p:sld>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def shape(*runs: str, kind: str = "body") -> str:
    """A shape of a slide with a paragraph for each of these runs."""
    text = "".join(
        f"<a:p>{run if run.startswith('<') else f'<a:r><a:t>{run}</a:t></a:r>'}</a:p>" for run in runs
    )
    return (
        f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>'
    )


def row(*words: str) -> str:
    """A row of a slide's table; "<" is a cell that the one at its left reaches over, "^" one from above."""
    marks = {"<": ' hMerge="1"', "^": ' vMerge="1"'}
    return "<a:tr>{}</a:tr>".format(
        "".join(
            f"<a:tc{marks.get(word, '')}><a:txBody><a:p><a:r><a:t>{'' if word in marks else word}</a:t></a:r></a:p>"
            "</a:txBody></a:tc>"
            for word in words
        )
    )


def frame(*rows: str, kind: str = "table") -> str:
    """A table of a slide, or what else stands in such a frame."""
    inner = f"<a:tbl>{''.join(rows)}</a:tbl>" if rows else ""
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    return f'<p:graphicFrame><a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'


OLD = '<a:r><a:rPr><a:latin typeface=".VnTime"/></a:rPr><a:t>{}</a:t></a:r>'
SLIDES = slides_of(
    shape("Kết quả năm 2023", kind="ctrTitle")
    + shape("Sở Tài chính", "<a:r><a:t>Hà</a:t></a:r><a:br/><a:r><a:t>Nam</a:t></a:r>"),
    "hidden:" + shape("Trang ẩn"),
    "<p:grpSp>"
    + shape("Thu ngân sách đạt 3.215 tỷ đồng")
    + "</p:grpSp>"
    + shape("12", kind="sldNum")
    + frame(
        row("Xã", "Số hộ", "<"), row("Xã", "Nghèo", "Cận nghèo"), row("An", "7", "9"), row("^", "8", "10")
    )
    + frame(kind="chart")
    + shape(OLD.format("Céng hßa x· héi") + OLD.format(" chñ nghÜa ViÖt Nam")),
    notes=shape("Nói chậm") + shape("3", kind="sldNum"),
)


def test_slides(tmp_path: Path) -> None:
    """Slides come in their order with tables and notes, a page each; what is hidden or on every slide does not, and a
    chart is told.
    """
    found = report(saved(tmp_path, "a.pptx", SLIDES))
    assert found.text == (
        "Kết quả năm 2023\nSở Tài chính\nHà\nNam\n\n\n\nThu ngân sách đạt 3.215 tỷ đồng\n"
        "Xã: An | Số hộ - Nghèo: 7 | Số hộ - Cận nghèo: 9\nXã: An | Số hộ - Nghèo: 8 | Số hộ - Cận nghèo: 10\n"
        "Cộng hòa xã hội chủ nghĩa Việt Nam\nNói chậm"
    )
    assert (found.title, found.converted) == ("Kết quả năm 2023", "TCVN3 (ABC)")
    assert found.pages is not None
    assert found.text[found.pages[2] :].startswith("Thu ngân sách")
    assert [(lack.code, lack.many) for lack in found.lacks] == [("drawings", 1)]


def test_a_presentation_of_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old presentation is told by what it is, and that a program is wanted where none is."""
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "PowerPoint Document\0".encode("utf-16-le")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(saved(tmp_path, "a.doc", raw)).code == "converter_missing"


def cells(*words: str) -> str:
    """A row of an OpenDocument table."""
    each = "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in words)
    return f"<table:table-row>{each}</table:table-row>"


def test_sheets_and_slides_of_opendocument(tmp_path: Path) -> None:
    """A sheet's rows read with their headings under its name, and a presentation's boxes in order."""
    far = '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    rows = [cells("Xã", "Số hộ", "Năm"), cells("An", "1.234", "2023"), cells("Bình", "56", "2023")]
    sheet = "".join(each.replace("</table:table-row>", far) for each in rows)
    body = f'<table:table table:name="Nước sạch">{sheet}</table:table><table:table table:name="Sheet2"/>'
    assert lines(saved(tmp_path, "a.ods", odt(body, "spreadsheet"))) == [
        "Nước sạch",
        "Xã: An | Số hộ: 1.234 | Năm: 2023",
        "Xã: Bình | Số hộ: 56 | Năm: 2023",
    ]
    head = (
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>TT</text:p></table:table-cell>'
        '<table:table-cell table:number-rows-spanned="2"><text:p>Xã</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-spanned="2"><text:p>Số hộ</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
        '<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/>'
        "<table:table-cell><text:p>2022</text:p></table:table-cell><table:table-cell><text:p>2023</text:p>"
        "</table:table-cell></table:table-row>"
    )
    secret = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        f'<table:table table:style-name="ta2">{cells("ẩn")}</table:table>'
    )
    merged = f"<table:table>{head}{cells('1', 'An', '12', '34')}</table:table>{secret}"
    assert lines(saved(tmp_path, "b.ods", odt(merged, "spreadsheet"))) == [
        "TT: 1 | Xã: An | Số hộ - 2022: 12 | Số hộ - 2023: 34"
    ]
    boxes = "".join(f"<text:box><text:p>{words}</text:p></text:box>" for words in ("Kết quả", "Đạt 12%"))
    assert lines(saved(tmp_path, "a.odp", odt(boxes, "presentation"))) == ["Kết quả", "Đạt 12%"]


ODT = odt(
    "<text:tracked-changes><text:changed-region><text:p>đã xóa</text:p></text:changed-region>"
    "</text:tracked-changes>"
    '<text:h text:outline-level="1">Báo cáo</text:h>'
    "<text:p>UBND<text:s text:c='2'/>tỉnh<text:tab/>họp<text:line-break/>bàn<text:note><text:note-citation>1"
    "</text:note-citation><text:note-body><text:p>Theo Cục.</text:p></text:note-body></text:note>.</text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>một</text:p><text:list><text:list-item>'
    "<text:p>con</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>hai</text:p>"
    "</text:list-item></text:list><text:list><text:list-item><text:p>chấm</text:p></text:list-item></text:list>"
    f"<table:table>{cells('TT', 'Xã', 'Hộ')}{cells('1', 'A', '1.234')}</table:table>"
    "<text:p><office:annotation><text:p>lời bàn</text:p></office:annotation></text:p>"
)


def test_odt(tmp_path: Path) -> None:
    """Headings, spaces, notes, lists and tables come out in order; deletions and remarks do not."""
    assert lines(saved(tmp_path, "a.odt", ODT)) == [
        "Báo cáo",
        "UBND  tỉnh\thọp",
        "bàn.",
        "(1) Theo Cục.",
        "1. một",
        "a) con",
        "2. hai",
        "- chấm",
        "TT: 1 | Xã: A | Hộ: 1.234",
    ]


def test_odt_with_a_password(tmp_path: Path) -> None:
    """An encrypted document says so."""
    manifest = (
        f"<manifest:manifest {NAMES}><manifest:file-entry><manifest:encryption-data/>"
        "</manifest:file-entry></manifest:manifest>"
    )
    path = saved(tmp_path, "a.odt", odt("<text:p>x</text:p>", **{"META-INF_manifest": manifest}))
    assert refusal(path).code == "password_protected"


def test_a_title_among_the_properties(tmp_path: Path) -> None:
    """What LibreOffice notes of every document it saves: a title that stands in the text is its title."""
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Báo cáo tuần</dc:title><dc:date>2024</dc:date></m>'
    body = "<text:p>Sở Y tế</text:p><text:p>Báo cáo tuần</text:p><text:p>Có 5 ca mới.</text:p>"
    assert report(saved(tmp_path, "a.odt", odt(body, meta=meta))).title == "Báo cáo tuần"


@pytest.mark.parametrize("content", [b"garbage", ODT[: len(ODT) // 2]])
def test_no_odt(tmp_path: Path, content: bytes) -> None:
    """What is no OpenDocument text is refused."""
    assert refusal(saved(tmp_path, "a.odt", content)).code == "corrupt_file"


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}
{\f1\fnil .VnTime{\*\falt X};}
{\f2\fcharset163 Arial;}{\f3\fcharset2 Symbol;}}{\stylesheet{\s1 heading 1;}}{\info{\title kh\'f4ng ph\'e1t}}
{\header CONG BAO\par}{\pard\plain\qc\b\f0 B\u193?O C\u193?O\par}
{\f1 Uû ban nh\'a9n d\'a9n }\f0 t\u7881?nh {\deleted x\'f3a}{\v \'e1n}h\u7885?p
{\footnote\pard ghi ch\'fa \u273?}.\par
{\listtext\pard\plain\f3 \'b7\tab}m\u7909?c\par {\pntext\f0 2.\tab}hai\par
{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt li\'ean k\u7871?t}}
{\pict\wmetafile8 0102abcd}{\*\unknown bo qua}\par
\trowd\cellx1\pard\intbl TT\cell S\u7889?\par h\u7897?\cell X\'e3\cell\row
\pard\intbl 1\cell 1.234\cell A\cell\row
\pard\f2 cu\'f4\'ec \u-10179?\u-8704?\bin4 {}{} h\uc2\u7871ab t\uc1\line x\par}}}"""


def test_rtf(tmp_path: Path) -> None:
    """Letters by number and byte, lists, notes, tables and legacy fonts are read; what is hidden is not."""
    assert lines(saved(tmp_path, "a.rtf", RTF.encode("latin-1"))) == [
        "BÁO CÁO",
        "Uỷ ban nhân dân tỉnh họp.",
        "(1) ghi chú đ",
        "- mục",
        "2. hai",
        "liên kết",
        "TT: 1 | Số hộ: 1.234 | Xã: A",
        "cuố 😀 hế t",
        "x",
    ]


@pytest.mark.parametrize("content", [b"", b"{\\rtf1", b"{\\rtf1}", b"{\\rtf1" + b"{" * 100_000])
def test_no_rtf(tmp_path: Path, content: bytes) -> None:
    """An empty, cut or endlessly nested file is refused."""
    assert refusal(saved(tmp_path, "a.rtf", content)).code in ("corrupt_file", "empty_text")


def test_rtf_table_with_joined_cells(tmp_path: Path) -> None:
    """A figure stands under its own heading, whether joined cells are marked as such or written as one wide cell."""

    def row(*cells: str) -> str:
        """A row whose cells are `where it ends:words`, after what joins it to others."""
        parts = [each.partition(":") for each in cells]
        ends = "".join(f"\\{where}" if where.startswith("cl") else f"\\cellx{where}" for where, _, _ in parts)
        return f"\\trowd{ends}" + "".join(f"\\pard\\intbl {words}\\cell" for _, _, words in parts) + "\\row\n"

    marked = (
        row(r"clvmgf\cellx1000:TT", r"clmgf\cellx2000:So ho", r"clmrg\cellx3000:", r"clvmgf\cellx4000:Ty le")
        + row(r"clvmrg\cellx1000:", "2000:Nam 2022", "3000:Nam 2023", r"clvmrg\cellx4000:")
        + row("1000:1", "2000:12", "3010:34", "4000:5,6")
    )
    wide = (
        row(r"clvmgf\cellx1000:TT", "3000:So ho", r"clvmgf\cellx4000:Ty le")
        + row(r"clvmrg\cellx1000:", "2000:Nam 2022", "3000:Nam 2023", r"clvmrg\cellx4000:")
        + row("1000:1", "2000:12", "3000:34", "4000:5,6")
    )
    for raw in (marked, wide):
        path = saved(tmp_path, "a.rtf", b"{\\rtf1\\ansi " + raw.encode() + b"\\pard Het.\\par}")
        assert lines(path) == ["TT: 1 | So ho - Nam 2022: 12 | So ho - Nam 2023: 34 | Ty le: 5,6", "Het."]


def test_a_soft_hyphen_under_an_old_font_is_a_letter(tmp_path: Path) -> None:
    """LibreOffice writes the ư of TCVN3 as a soft hyphen's command."""
    raw = rb"{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}}{\f1 S\'b6n l\-\'eeng} \f0 nh\-a\par}"
    assert lines(saved(tmp_path, "a.rtf", raw)) == ["Sản lượng nha"]


def test_letters_by_number_under_an_old_font(tmp_path: Path) -> None:
    """LibreOffice writes letters of an old font by their numbers in Unicode."""
    raw = rb"{\rtf1\ansi{\fonttbl{\f1 .VnTime;}}{\f1 S\u182\'b6n l\-\u238\'eeng}\par}"
    assert lines(saved(tmp_path, "a.rtf", raw)) == ["Sản lượng"]


def test_hidden_words_of_opendocument(tmp_path: Path) -> None:
    """Words that the writer hid are left out."""
    hidden = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    body = f'{hidden}<text:p>Xã <text:span text:style-name="T1">BÍ MẬT </text:span>An họp.</text:p>'
    assert lines(saved(tmp_path, "a.odt", odt(body))) == ["Xã An họp."]


def test_a_printed_table_whose_rows_differ_has_no_headings(tmp_path: Path, tools: Path) -> None:
    """Antiword does not say which cells are joined, and a figure must stand under no other column's heading."""
    printed = "|TT|Số hộ|Tỷ lệ|\n| |2022|2023| |\n|1|12|34|5,6|"
    fake(tools / "antiword", f"printf '{printed}'")
    assert lines(saved(tmp_path, "a.doc", old("WordDocument"))) == [
        "TT | Số hộ | Tỷ lệ",
        "2022 | 2023",
        "1 | 12 | 34 | 5,6",
    ]


def test_another_program_where_one_fails(tmp_path: Path, tools: Path) -> None:
    """What LibreOffice and antiword cannot read, antiword not a short text, catdoc may."""
    fake(tools / "soffice", "exit 1")
    fake(tools / "antiword", "exit 1")
    fake(tools / "catdoc", "printf 'Xã An họp.'")
    assert lines(saved(tmp_path, "a.doc", old("WordDocument"))) == ["Xã An họp."]


def test_rtf_without_end(tmp_path: Path) -> None:
    """Ten megabytes of pictures and of groups side by side are read in passing."""
    raw = b"{\\rtf1 a{\\pict " + b"0123456789abcdef" * 300_000 + b"}" + b"{\\b x}" * 100_000 + b"\\par}"
    assert len(report(saved(tmp_path, "a.rtf", raw)).text) == 100_001


def by_libreoffice(folder: Path, name: str, content: bytes, suffix: str) -> Path:
    """The file as LibreOffice turns it into another kind; skips by name where that is absent."""
    if not SOFFICE:
        pytest.skip("LibreOffice, which makes the file, is absent")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", suffix[1:], "--outdir", str(folder / "out")]
    subprocess.run([*command, str(saved(folder, name, content))], check=True, capture_output=True)
    return (folder / "out" / name).with_suffix(suffix)


WORDS = [
    "UBND tỉnh Hà Nam họp bàn về nước sạch ngày 21/12/2022.",
    "TT: 1 | Xã: Liêm Chung | Hộ: 1.234",
    "Hết.",
]


def word_document() -> bytes:
    """A Word document of these words, the second line a table."""
    document = docx.Document()
    document.add_paragraph(WORDS[0])
    added = document.add_table(2, 3)
    for row, values in zip(added.rows, (("TT", "Xã", "Hộ"), ("1", "Liêm Chung", "1.234")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph(WORDS[2])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .doc file made by LibreOffice; skips by name where that is absent."""
    return by_libreoffice(tmp_path_factory.mktemp("word"), "nguồn.docx", word_document(), ".doc")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is all there is of programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    # a machine that is busy with other things takes its time
    monkeypatch.setattr(office, "_PRINT_SECONDS", office._SECONDS)
    yield folder
    # a worker that knows no other programs is no help to the next test
    worker.stop_idle()


def test_doc_by_libreoffice(word: Path) -> None:
    """LibreOffice gives words and tables of a .doc."""
    assert lines(word) == WORDS


@pytest.mark.parametrize(("name", "program"), [("antiword", ANTIWORD), ("catdoc", CATDOC)])
def test_doc_by_another(word: Path, tools: Path, name: str, program: str | None) -> None:
    """Antiword and catdoc give the words of a .doc where LibreOffice is absent."""
    if not program:
        pytest.skip(f"{name} is absent")
    (tools / name).symlink_to(program)
    found = report(word).text
    assert WORDS[0] in found
    assert "Liêm Chung" in found
    if name == "antiword":
        assert WORDS[1] in found.split("\n")


def old(*streams: str) -> bytes:
    """An OLE file with the names of these streams."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
        + bytes(500)
    )


@pytest.mark.parametrize(
    ("name", "stream"), [("a.doc", "WordDocument"), ("a.xls", "Workbook"), ("b.docx", "WordDocument")]
)
def test_no_program(tmp_path: Path, tools: Path, name: str, stream: str) -> None:
    """Without a program that reads it the file is refused with the package to install."""
    found = refusal(saved(tmp_path, name, old(stream)))
    assert found.code == "converter_missing"
    assert "libreoffice" in found.message_vi and "libreoffice" in found.message_en


@pytest.mark.parametrize("program", ["soffice", "antiword", "catdoc"])
@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_program_that_fails(tmp_path: Path, tools: Path, program: str, script: str) -> None:
    """A program that fails, or gives nothing, refuses the file."""
    fake(tools / program, script)
    assert refusal(saved(tmp_path, "a.doc", old("WordDocument"))).code in ("corrupt_file", "empty_text")


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.ppt"])
def test_bytes_that_are_no_document(tmp_path: Path, tools: Path, name: str) -> None:
    """What only its name makes an Office file is never read as plain text, as catdoc and LibreOffice would."""
    for program in ("soffice", "catdoc", "catppt"):
        fake(tools / program, "printf 'garbage'")
    assert refusal(saved(tmp_path, name, bytes(range(256)) * 9)).code == "corrupt_file"


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is absent")
def test_a_workbook_that_leads_nowhere(tmp_path: Path) -> None:
    """LibreOffice does not take a workbook whose folder is damaged for plain text."""
    assert refusal(saved(tmp_path, "a.xls", old("Workbook"))).code == "corrupt_file"


def fake(path: Path, script: str) -> None:
    """A program that runs this shell script."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("then", "seconds", "code"), [("wait", 3.0, "converter_timeout"), ("exit 1", 60.0, "corrupt_file")]
)
def test_program_that_leaves_something(
    tmp_path: Path, tools: Path, monkeypatch: pytest.MonkeyPatch, then: str, seconds: float, code: str
) -> None:
    """What a program started and wrote is gone with it, whether it is stopped since it does not end or fails."""
    monkeypatch.setattr(office, "_SECONDS", seconds)
    left = tmp_path / "tmp"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    noted = tmp_path / "pid"
    fake(tools / "soffice", f'/bin/sleep 600 &\necho $! > {noted}\necho $! > "$TMPDIR/lu.tmp"\n{then}')
    assert refusal(saved(tmp_path, "a.doc", old("WordDocument"))).code == code
    assert has_ended(noted)
    assert not list(left.iterdir())


def test_program_that_prints_without_end(
    tmp_path: Path, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that gives words is given less time than LibreOffice, since some files lead antiword in circles."""
    monkeypatch.setattr(office, "_PRINT_SECONDS", 0.3)
    fake(tools / "antiword", "while :; do :; done")
    assert refusal(saved(tmp_path, "a.doc", old("WordDocument"))).code == "converter_timeout"


@pytest.mark.parametrize("asked", ["bytearray(1 << 30)", "[print('x' * (1 << 20)) for _ in range(1 << 10)]"])
def test_program_without_measure(tmp_path: Path, tools: Path, asked: str) -> None:
    """A program that asks for a gigabyte of memory, or prints one, is stopped and the file refused."""
    fake(tools / "antiword", f"exec {sys.executable} -S -c \"{asked}; print('Xã An họp.')\"")
    assert refusal(saved(tmp_path, "a.doc", old("WordDocument"))).code == "corrupt_file"


@pytest.mark.skipif(not ANTIWORD, reason="antiword is absent")
def test_damaged_doc(tmp_path: Path, tools: Path) -> None:
    """A .doc that only looks like one is refused."""
    assert ANTIWORD
    (tools / "antiword").symlink_to(ANTIWORD)
    path = saved(tmp_path, "a.doc", old("WordDocument") + bytes(range(256)) * 8)
    assert refusal(path).code == "corrupt_file"


@pytest.mark.skipif(not ANTIWORD, reason="antiword is absent")
@pytest.mark.parametrize("count", [20, pytest.param(LONG, marks=pytest.mark.campaign)])
@pytest.mark.timeout(3600)
def test_damaged_words(word: Path, tmp_path: Path, tools: Path, count: int) -> None:
    """A .doc that LibreOffice made, damaged, is read by antiword or refused, never a crash or garbage as a report."""
    assert ANTIWORD
    (tools / "antiword").symlink_to(ANTIWORD)
    survives(word.read_bytes(), tmp_path / "a.doc", count)


FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document {NAMES} xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation>'
    '<draw:page><draw:frame svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>Kết quả</text:p>'
    "<text:p>Thu 3.215 tỷ đồng</text:p></draw:text-box></draw:frame></draw:page>"
    "</office:presentation></office:body></office:document>"
)


def workbook() -> bytes:
    """A workbook of two rows below their headings."""
    book = openpyxl.Workbook()
    for values in (["TT", "Xã", "Ngày"], [1, "Liêm Chung", date(2022, 12, 21)], [2, "Liêm Tiết", 0.5]):
        book.active.append(values)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.campaign
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    ("name", "content", "suffix"),
    [
        ("a.docx", word_document(), ".doc"),
        ("a.xlsx", workbook(), ".xls"),
        ("a.fodp", FLAT.encode(), ".ppt"),
    ],
)
def test_damaged_by_libreoffice_at_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, suffix: str
) -> None:
    """Thousands of damaged files of before 2007 are read by LibreOffice alone or refused, never a crash."""
    raw = by_libreoffice(tmp_path, name, content, suffix).read_bytes()
    together = Together(tmp_path / "together")
    monkeypatch.setattr(office, "_FOR_WORDS", {"soffice": ()})
    monkeypatch.setattr(office, "_ran", together.ran)
    with cleanly(tmp_path):
        survive_together(damaged(raw, LONG), tmp_path, suffix, together.prepare)
    assert together.given > LONG / 2 > together.alone


@pytest.mark.parametrize(
    ("name", "raw"), [("a.odt", ODT), ("a.pptx", SLIDES), ("a.rtf", RTF.encode("latin-1"))]
)
def test_damaged(tmp_path: Path, name: str, raw: bytes) -> None:
    """Damaged files are read or refused, never a crash."""
    survives(raw, tmp_path / name, SHORT)


SHEET = odt(
    f"<table:table>{cells('Xã', 'Số hộ', 'Năm')}{cells('An', '12', '2023') * 3}</table:table>", "spreadsheet"
)
BOXES = odt("<text:box><text:p>Kết quả</text:p></text:box><text:p>Đạt 12%</text:p>", "presentation")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.odt", ODT),
        ("a.ods", SHEET),
        ("a.odp", BOXES),
        ("a.pptx", SLIDES),
        ("a.rtf", RTF.encode("latin-1")),
    ],
)
def test_damaged_at_length(tmp_path: Path, name: str, raw: bytes) -> None:
    """Thousands of damaged files are read or refused, never a crash."""
    survives(raw, tmp_path / name, LONG)
