"""DOCX: what stands in a Word document comes out in its order; hostile ones get one clear sentence."""

import io
import random
import zipfile
from collections.abc import Callable, Collection
from dataclasses import replace
from inspect import unwrap
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from readings import LONG, SHORT, lines, refusal, report, survives

from index.formats import flat, table
from index.formats.docx import parse
from index.formats.docx import read as read_draft
from index.formats.numbering import numeral
from index.known import facts

W = nsdecls("w")


def made(tmp_path: Path, fill: Callable[[Document], object]) -> Path:
    """A .docx file that `fill` has written into."""
    document = docx.Document()
    fill(document)
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


def filled(document: Document, rows: list[list[str]]) -> None:
    """Add a table of these cells."""
    added = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(added.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def with_part(path: Path, name: str, content: bytes) -> None:
    """Put a part into the package, in place of the one of that name."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, raw in (parts | {name: content}).items():
            new.writestr(part, raw)


def body_of(words: str) -> bytes:
    """The main part of a document with this markup in its body."""
    return f"<w:document {W}><w:body>{words}</w:body></w:document>".encode()


def test_signs_by_their_codes(tmp_path: Path) -> None:
    """A comparison, a degree or a ticked box from Word's table of symbols is read, an ornament is not."""
    signs = [
        ("Symbol", "F0B3"),
        ("Symbol", "f0b0"),
        ("Wingdings", "F0FE"),
        ("Wingdings 2", "F0A3"),
        ("Arial", "0041"),
    ]
    marks = "".join(f'<w:sym w:font="{font}" w:char="{code}"/><w:t>,</w:t>' for font, code in signs)
    path = made(tmp_path, lambda document: None)
    with_part(path, "word/document.xml", body_of(f"<w:p><w:r><w:t>x</w:t>{marks}</w:r></w:p>"))
    assert lines(path) == ["x≥,°,☑,,,"]


def test_a_soft_hyphen_under_an_old_font_is_a_letter(tmp_path: Path) -> None:
    """LibreOffice writes the ư of TCVN3 as a soft hyphen; in other text such a hyphen says nothing."""
    font = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    old = f"<w:r>{font}<w:t>S¶n l</w:t><w:softHyphen/><w:t>îng </w:t></w:r>"
    path = made(tmp_path, lambda document: None)
    plain = "<w:r><w:t>nông</w:t><w:softHyphen/><w:t>nghiệp</w:t></w:r>"
    with_part(path, "word/document.xml", body_of(f"<w:p>{old}{plain}</w:p>"))
    assert lines(path) == ["Sản lượng nôngnghiệp"]


def test_everything_in_its_order(tmp_path: Path) -> None:
    """Title, headings, paragraphs, bullets, numbers and a table come out in the document's order."""

    def fill(document: Document) -> None:
        document.add_heading("Báo cáo nông thôn mới năm 2023", 0)
        document.add_paragraph("UBND tỉnh Hà Nam báo cáo kết quả.")
        document.add_heading("I. Kết quả", 1)
        for words in ("Đường liên xã", "Trạm y tế"):
            document.add_paragraph(words, style="List Bullet")
        for words in ("Giao Sở Tài chính", "Giao Sở Xây dựng"):
            document.add_paragraph(words, style="List Number")
        filled(document, [["TT", "Tên xã", "Số hộ"], ["1", "Liêm Chung", "1.234"], ["2", "Liêm Tiết", ""]])
        document.add_paragraph("Trên đây là báo cáo.")

    path = made(tmp_path, fill)
    assert lines(path) == [
        "Báo cáo nông thôn mới năm 2023",
        "UBND tỉnh Hà Nam báo cáo kết quả.",
        "I. Kết quả",
        "- Đường liên xã",
        "- Trạm y tế",
        "1. Giao Sở Tài chính",
        "2. Giao Sở Xây dựng",
        "TT: 1 | Tên xã: Liêm Chung | Số hộ: 1.234",
        "TT: 2 | Tên xã: Liêm Tiết",
        "Trên đây là báo cáo.",
    ]
    found = report(path)
    assert (found.title, found.file, found.key) == (
        "Báo cáo nông thôn mới năm 2023",
        "a.docx",
        str(path.resolve()),
    )
    assert found.body == ((0, len(found.text)),)


def test_head_of_a_letter_is_no_table_of_figures(tmp_path: Path) -> None:
    """The head of an official letter reads column by column, and gives place and day."""

    def fill(document: Document) -> None:
        filled(
            document,
            [
                [
                    "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
                ],
                ["Số: 12/BC-UBND", "Hà Nam, ngày 5 tháng 3 năm 2024"],
            ],
        )
        document.add_paragraph("UBND tỉnh báo cáo tình hình quý I.")

    path = made(tmp_path, fill)
    assert lines(path) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH HÀ NAM",
        "Số: 12/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nam, ngày 5 tháng 3 năm 2024",
        "UBND tỉnh báo cáo tình hình quý I.",
    ]
    assert (report(path).published, report(path).province) == ("2024-03-05", "Hà Nam")


def test_merged_cells(tmp_path: Path) -> None:
    """Headings over two columns are joined with those below; a cell that reaches down stands in each row."""

    def fill(document: Document) -> None:
        filled(
            document,
            [
                ["Huyện", "Số hộ nghèo", "", "Ghi chú"],
                ["", "Năm 2022", "Năm 2023", ""],
                ["Bình Lục", "100", "90", "x"],
                ["", "200", "80", "y"],
            ],
        )
        (added,) = document.tables
        added.cell(0, 1).merge(added.cell(0, 2))
        added.cell(0, 0).merge(added.cell(1, 0))
        added.cell(0, 3).merge(added.cell(1, 3))
        added.cell(2, 0).merge(added.cell(3, 0))

    assert lines(made(tmp_path, fill)) == [
        "Huyện: Bình Lục | Số hộ nghèo - Năm 2022: 100 | Số hộ nghèo - Năm 2023: 90 | Ghi chú: x",
        "Huyện: Bình Lục | Số hộ nghèo - Năm 2022: 200 | Số hộ nghèo - Năm 2023: 80 | Ghi chú: y",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Tên dự án", "Đường vành đai"], ["Chủ đầu tư", "Sở Giao thông"]],
            ["Tên dự án | Đường vành đai", "Chủ đầu tư | Sở Giao thông"],
        ),
        ([["Xã", "Số hộ"], ["Liêm Chung", "1.234"]], ["Xã: Liêm Chung | Số hộ: 1.234"]),
        ([["Dân số", "850.000"], ["Diện tích", "860"]], ["Dân số | 850.000", "Diện tích | 860"]),
        ([["Một ô"], ["Ô nữa"]], ["Một ô", "Ô nữa"]),
        ([["Nơi nhận:\n- Như trên", "CHỦ TỊCH\nLê A"]], ["Nơi nhận:", "- Như trên", "CHỦ TỊCH", "Lê A"]),
        (
            [["Biểu 1. Số hộ", None, None], ["TT", "Xã", "Hộ"], ["I. Miền núi", None, None], ["1", "A", "5"]],
            ["Biểu 1. Số hộ", "I. Miền núi", "TT: 1 | Xã: A | Hộ: 5"],
        ),
        ([["a", "b", "c"], ["1", "", "3"], ["", "", ""]], ["a: 1 | c: 3"]),
        (
            [["Chỉ tiêu", "2022", "2023"], ["GRDP", "9,52", "7,37"], ["Thu", "8.900", "9.500"]],
            ["Chỉ tiêu: GRDP | 2022: 9,52 | 2023: 7,37", "Chỉ tiêu: Thu | 2022: 8.900 | 2023: 9.500"],
        ),
        (
            [["Chỉ tiêu", "Năm", None], ["Chỉ tiêu", "2022", "2023"], ["GRDP", "9,52", "7,37"]],
            ["Chỉ tiêu: GRDP | Năm - 2022: 9,52 | Năm - 2023: 7,37"],
        ),
        ([["Năm", "2022"], ["Dân số", "1.234"]], ["Năm | 2022", "Dân số | 1.234"]),
        (
            [["TT", "Xã", "Hộ", "Tỷ lệ"], ["A", "B", "1", "2=1/9"], ["1", "Bạch Hạc", "25", "2,5"]],
            ["A | B | 1 | 2=1/9", "TT: 1 | Xã: Bạch Hạc | Hộ: 25 | Tỷ lệ: 2,5"],
        ),
        ([], []),
        ([["", ""]], []),
    ],
)
def test_rows(rows: list[list[str | None]], expected: list[str]) -> None:
    """A row has its headings where the table has them for certain, and never a cell of another row."""
    assert table.lines(rows) == expected


def test_web_tables_read_the_same() -> None:
    """Tables between bars, as the main text of a page has them, get the same rows; other lines stay."""
    page = "Trước\n| Xã | Số hộ | \n|---|---|\n| Liêm Chung | 1.234 | \nSau | là câu"
    assert table.renamed(page) == "Trước\nXã: Liêm Chung | Số hộ: 1.234\nSau | là câu"
    assert table.renamed("| không phải bảng |") == "| không phải bảng |"


def test_a_raised_mark_is_no_figure(tmp_path: Path) -> None:
    """A footnote's mark set by hand after a figure, and the exponent of a unit, are superscripts."""
    path = made(tmp_path, lambda document: None)
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    words = (
        f"<w:r><w:t>Thu 1.234</w:t></w:r>{raised}<w:r><w:t xml:space='preserve'> tỷ, 10 m</w:t></w:r>{raised}"
    )
    with_part(path, "word/document.xml", body_of(f"<w:p>{words}</w:p>"))
    assert lines(path) == ["Thu 1.234² tỷ, 10 m²"]


def test_tracked_changes_and_hidden_text(tmp_path: Path) -> None:
    """Insertions are in; deletions, moved-away and hidden text and fields' commands are not."""
    path = made(tmp_path, lambda document: None)
    with_part(
        path,
        "word/document.xml",
        body_of(
            "<w:p><w:r><w:t xml:space='preserve'>Dành </w:t></w:r>"
            "<w:ins w:id='1'><w:r><w:t>12</w:t></w:r></w:ins>"
            "<w:del w:id='2'><w:r><w:delText>21</w:delText></w:r></w:del>"
            "<w:moveFrom w:id='3'><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>bí mật</w:t></w:r>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><w:t xml:space='preserve"
            "'> tỷ</w:t><w:tab/><w:t>đồng</w:t><w:br/><w:t>dòng hai</w:t></w:r></w:p>"
        ),
    )
    assert lines(path) == ["Dành 12 tỷ\tđồng", "dòng hai"]


def test_footnotes_text_boxes_and_fallbacks(tmp_path: Path) -> None:
    """A footnote follows its paragraph under its number, once; a text box is read once of its two forms."""
    path = made(tmp_path, lambda document: document.add_paragraph("x"))
    note = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    with_part(
        path,
        "word/document.xml",
        body_of(
            f"<w:p><w:r><w:t>Đạt 7,37%</w:t></w:r>{note.format(2)}<w:r><w:t>.</w:t></w:r></w:p>"
            f"<w:p><w:r><w:t>Câu sau.</w:t></w:r>{note.format(2)}{note.format(3)}</w:p>"
            f"<w:p {mc}><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'/>"
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>Theo Cục Thống kê.</w:t></w:r></w:p>"
        "</w:footnote>"
        f"<w:footnote w:id='3'><w:p><w:r><w:t>Gọi lại.</w:t></w:r>{note.format(3)}</w:p></w:footnote>"
        "</w:footnotes>"
    )
    with_part(path, "word/footnotes.xml", notes.encode())
    assert lines(path) == [
        "Đạt 7,37%.",
        "(1) Theo Cục Thống kê.",
        "Câu sau.",
        "(2) Gọi lại.",
        "Trong khung",
    ]


def test_lists_count_as_word_does(tmp_path: Path) -> None:
    """Levels count by their own signs, a deeper one starts anew, and a list with a restart does too."""
    path = made(tmp_path, lambda document: document.add_paragraph("x", style="List Number"))
    level = "<w:lvl w:ilvl='{}'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/></w:lvl>"
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>"
        + level.format(0, "upperRoman", "%1.")
        + level.format(1, "decimal", "%1.%2.")
        + level.format(2, "lowerLetter", "%3)")
        + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/>"
        "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"
    )
    with_part(path, "word/numbering.xml", numbering.encode())
    item = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='{}'/></w:numPr></w:pPr>"
        "<w:r><w:t>m</w:t></w:r></w:p>"
    )
    order = [(0, 1), (1, 1), (2, 1), (2, 1), (1, 1), (2, 1), (0, 1), (1, 1), (0, 2), (0, 2), (0, 9)]
    with_part(path, "word/document.xml", body_of("".join(item.format(*each) for each in order)))
    marks = [line.removesuffix("m").strip() for line in lines(path)]
    assert marks == ["I.", "I.1.", "a)", "b)", "I.2.", "a)", "II.", "II.1.", "V.", "VI.", ""]


@pytest.mark.parametrize(
    ("count", "name", "expected"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (0, "upperRoman", "0"),
        (12, "chicago", "12"),
    ],
)
def test_numerals(count: int, name: str, expected: str) -> None:
    """A number in each of Word's common formats, in digits where there is none."""
    assert numeral(count, name) == expected


def test_legacy_fonts_by_run(tmp_path: Path) -> None:
    """A run under .VnTime is read as TCVN3, one beside it under a Unicode font stays as it is."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph()
        for words, font in (("Uû ban nh©n d©n tØnh ", ".VnTime"), ("Hà Nam", "Times New Roman")):
            run = paragraph.add_run(words)
            run.font.name = font

    assert lines(made(tmp_path, fill)) == ["Uỷ ban nhân dân tỉnh Hà Nam"]


def test_legacy_font_of_a_style(tmp_path: Path) -> None:
    """A font that only the paragraph's style names counts as the run's own."""

    def fill(document: Document) -> None:
        document.styles["Normal"].font.name = ".VnTime"
        document.add_paragraph("b¸o c¸o t×nh h×nh")

    assert lines(made(tmp_path, fill)) == ["báo cáo tình hình"]


def test_title_property_is_a_hint(tmp_path: Path) -> None:
    """The title that Word notes counts where the text says it, and not where it is another document's."""

    def fill(document: Document, title: str) -> None:
        document.core_properties.title = title
        document.add_paragraph("Số: 5/BC")
        document.add_paragraph("Kết quả cấp nước sạch nông thôn")
        document.add_paragraph("UBND tỉnh báo cáo như sau, với các số liệu được cập nhật đến hết quý.")

    said = "Kết quả cấp nước sạch nông thôn"
    assert report(made(tmp_path, lambda document: fill(document, said))).title == said
    assert report(made(tmp_path, lambda document: fill(document, "Microsoft Word - mau.doc"))).title != (
        "Microsoft Word - mau.doc"
    )


def test_running_heads_and_content_controls(tmp_path: Path) -> None:
    """Headers and footers are left out; text inside content controls is in."""

    def fill(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "CÔNG BÁO"
        sdt = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Trong ô</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.insert(0, parse_xml(sdt))
        assert document.element.body[0].tag == qn("w:sdt")

    assert lines(made(tmp_path, fill)) == ["Trong ô"]


def test_a_sidecar_speaks_over_what_the_parsers_process_found(tmp_path: Path) -> None:
    """What the rules make of a document in its parser's process is what they make of it here, and a sidecar has its
    say over it, what follows from it too.
    """
    path = made(
        tmp_path, lambda document: document.add_paragraph("Sáng 2/1, UBND tỉnh Hà Nam họp bàn cấp nước.")
    )
    (draft,) = read_draft(path)
    assert draft.facts == facts(replace(draft, facts=None))
    alone = report(path)
    assert (alone.title, alone.province, alone.event_date) == (None, "Hà Nam", None)
    (tmp_path / "a.meta.json").write_text(
        '{"title": "Cấp nước", "published": "2024-01-05"}', encoding="utf-8"
    )
    beside = report(path)
    assert (beside.title, beside.province, beside.event_date) == ("Cấp nước", "Hà Nam", "2024-01-02")


RUNS = [
    "<w:r><w:t>Quý I</w:t></w:r>",
    '<w:r w:rsidR="00A1"><w:rPr><w:b/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> thu &amp; chi </w:t></w:r>',
    "<w:r><w:tab/><w:t>&lt;5 tỷ</w:t><w:br/><w:t>12,5%</w:t></w:r>",
    '<w:hyperlink w:history="1"><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>liên kết</w:t></w:r></w:hyperlink>',
    '<w:ins w:id="1"><w:r><w:t>thêm</w:t><w:noBreakHyphen/><w:t>vào</w:t></w:r></w:ins>',
    '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t/><w:softHyphen/></w:r>',
]
PROPERTIES = [
    "",
    "<w:pPr><w:keepNext/><w:tabs><w:tab w:val='left' w:pos='7'/></w:tabs><w:rPr><w:i/></w:rPr></w:pPr>",
    '<w:pPr><w:pStyle w:val="Normal"/><w:jc w:val="both"/></w:pPr>',
    '<w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>',
    '<w:pPr><w:pStyle w:val="Title"/></w:pPr>',
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
]
CELLS = [
    "",
    '<w:tcPr><w:tcW w:w="9" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>',
    '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>',
    '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>',
    "<w:tcPr><w:vMerge/></w:tcPr>",
]
ROWS = ["", "<w:trPr><w:tblHeader/></w:trPr>", '<w:trPr><w:cantSplit/><w:tblHeader w:val="true"/></w:trPr>']


def paragraph(draw: random.Random) -> str:
    """A paragraph of some runs."""
    runs = "".join(draw.choice(RUNS) for _ in range(draw.randint(0, 3)))
    return f"<w:p>{draw.choice(PROPERTIES)}{runs}</w:p>" if draw.random() < 0.9 else "<w:p/>"


def rows(draw: random.Random) -> str:
    """A table."""
    lines = (
        f'<w:tr w:rsidR="1">{draw.choice(ROWS)}'
        + "".join(f"<w:tc>{draw.choice(CELLS)}{paragraph(draw)}</w:tc>" for _ in range(draw.randint(1, 4)))
        + "</w:tr>"
        for _ in range(draw.randint(1, 4))
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(lines)}</w:tbl>"


def test_without_a_tree_all_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of plain runs, lists, titles and merged cells is read without a tree just as with one."""
    path = made(tmp_path, lambda document: None)
    draw = random.Random(7)
    without, with_tree, blocks = [], [], flat.blocks
    told: list[list[flat.Block] | None] = []

    def noted(markup: bytes, plain: Collection[str]) -> list[flat.Block] | None:
        """What is read without a tree, noted."""
        told.append(blocks(markup, plain))
        return told[-1]

    for _ in range(15):
        words = "".join(draw.choice([paragraph, paragraph, rows])(draw) for _ in range(8))
        with_part(path, "word/document.xml", body_of(f"{words}<w:sectPr><w:pgSz w:w='1'/></w:sectPr>"))
        monkeypatch.setattr(flat, "blocks", noted)
        without.append(unwrap(parse)(path))
        monkeypatch.setattr(flat, "blocks", lambda *_given: None)
        with_tree.append(unwrap(parse)(path))
    assert None not in told
    assert without == with_tree
    assert {"1. Quý I", "Quý I | 12,5%"} & {line for each in without for line in each.text.split("\n")}
    assert any(each.said for each in without)


@pytest.mark.parametrize(
    "words",
    [
        "<w:p><w:del w:id='1'><w:r><w:delText>xóa</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>",
        "<w:p>\n  <w:r>\n    <w:t>thụt vào</w:t>\n  </w:r>\n</w:p>",
        "<w:p><w:r><w:t><![CDATA[<w:p>]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>xuống&#10;dòng</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>tên lạ &nbsp;</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>chưa đóng</w:r></w:p>",
        "<w:p xmlns:w='urn:khac'><w:r><w:t>nghĩa khác</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    ],
)
def test_what_is_for_the_tree(words: str) -> None:
    """What holds more than plain runs, or is no clean markup, is left to the tree."""
    assert flat.blocks(body_of("<w:p><w:r><w:t>chữ</w:t></w:r></w:p>"), ()) is not None
    assert flat.blocks(body_of(words), ()) is None


def test_strict_namespace(tmp_path: Path) -> None:
    """A document saved as Strict Open XML reads the same."""
    path = made(tmp_path, lambda document: document.add_paragraph("Báo cáo."))
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path) as package:
        main = package.read("word/document.xml")
    with_part(
        path,
        "word/document.xml",
        main.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    assert lines(path) == ["Báo cáo."]


def test_wrong_suffix(tmp_path: Path) -> None:
    """A page, an RTF and plain text under .doc or .docx go to the reader of what they are."""
    page = "<html><head><title>T</title></head><body><p>UBND tỉnh họp bàn về nước sạch.</p></body></html>"
    rtf = r"{\rtf1\ansi B\'e1o c\u225?o}"
    for name in ("a.doc", "a.docx"):
        (tmp_path / name).write_text(page, encoding="utf-8")
        assert "UBND tỉnh họp bàn về nước sạch." in report(tmp_path / name).text
        (tmp_path / name).write_bytes(b"\xff\xfe" + page.encode("utf-16-le"))
        assert "UBND tỉnh họp bàn về nước sạch." in report(tmp_path / name).text
        (tmp_path / name).write_text(rtf, encoding="ascii")
        assert report(tmp_path / name).text == "Báo cáo"
    (tmp_path / "b.doc").write_text("Chỉ là chữ.", encoding="utf-8")
    assert report(tmp_path / "b.doc").text == "Chỉ là chữ."
    word = made(tmp_path, lambda document: document.add_paragraph("Thật ra là docx."))
    (tmp_path / "c.doc").write_bytes(word.read_bytes())
    assert report(tmp_path / "c.doc").text == "Thật ra là docx."


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"garbage \xff\xfe\x00", b"PK\x05\x06" + b"\0" * 18])
def test_no_document(tmp_path: Path, content: bytes) -> None:
    """What is no package, or an empty one, is refused."""
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert refusal(path).code in ("corrupt_file", "empty_archive")


def test_truncated(tmp_path: Path) -> None:
    """A document cut short is refused, wherever it was cut."""
    path = made(tmp_path, lambda document: document.add_paragraph("UBND tỉnh họp."))
    whole = path.read_bytes()
    for part in (0.2, 0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * part)])
        assert refusal(path).code == "corrupt_file"


def test_without_words(tmp_path: Path) -> None:
    """A document without words is refused as such."""
    assert refusal(made(tmp_path, lambda document: None)).code == "empty_text"


def test_password(tmp_path: Path) -> None:
    """A document with a password, which is an OLE file, gets the sentence that says so."""
    path = tmp_path / "a.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1016)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(100)
    )
    assert refusal(path).code == "password_protected"


def test_bombs(tmp_path: Path) -> None:
    """Markup that grows without measure, and markup of too many nodes, are refused before they are parsed."""
    path = made(tmp_path, lambda document: None)
    with_part(path, "word/document.xml", body_of("<w:p/>" * 2_000_000))
    assert path.stat().st_size < 200_000
    assert refusal(path).code == "zip_bomb"
    # stored, so that nothing grows
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", body_of("<w:p/>" * 1_600_000))
    assert refusal(path).code == "zip_bomb"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", b"a" * (33 * 1024 * 1024))
    assert refusal(path).code == "too_large"


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY b "bb"><!ENTITY a "&b;&b;&b;">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(tmp_path: Path, entity: str, encoding: str) -> None:
    """A document type, and with it every entity, is refused in any encoding."""
    path = made(tmp_path, lambda document: None)
    markup = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [{entity}]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    )
    with_part(path, "word/document.xml", markup.encode(encoding))
    assert refusal(path).code == "unsafe_markup"


def test_cells_repeated_without_end(tmp_path: Path) -> None:
    """A long cell that reaches down, or heads a column, is not said again in each of its rows."""
    long = "dài " * 50_000
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    first = cell.format("<w:vMerge w:val='restart'/>", long) + cell.format("", long)
    below = cell.format("<w:vMerge/>", "") + cell.format("<w:gridSpan w:val='60'/>", "5")
    rows = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{first}</w:tr>" + f"<w:tr>{below}</w:tr>" * 2_000
    path = made(tmp_path, lambda document: None)
    with_part(path, "word/document.xml", body_of(f"<w:tbl>{rows}</w:tbl>"))
    assert len(report(path).text) < 3 * len(long)


def test_a_document_is_whole(tmp_path: Path) -> None:
    """Under a letterhead everything is the document's own; without one, what looks like a site's is left out."""
    head = ["ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "Số: 12/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO"]
    said = [
        "Kết quả quý I",
        f"{'Sản xuất lúa được mùa ở nhiều xã trong tỉnh. ' * 4}",
        "Ngày cập nhật: 12/3/2024",
    ]
    for lines_, kept in ((head + said, True), (said, False)):

        def fill(document: Document, lines_: list[str] = lines_) -> None:
            """Write the lines."""
            for line in lines_:
                document.add_paragraph(line)

        found = report(made(tmp_path, fill))
        body = "".join(found.text[start:end] for start, end in found.body)
        assert ("Ngày cập nhật" in body) is kept
        assert (found.number == "12/BC-UBND") is kept


def test_comments_without_end(tmp_path: Path) -> None:
    """What looks like the comments before a page, over and over, costs no time to tell apart."""
    path = tmp_path / "a.doc"
    path.write_bytes(b"<!---->" * 500)
    assert report(path).text.startswith("<!--")


def test_deep_nesting(tmp_path: Path) -> None:
    """Tables in tables and runs in runs as deep as a parser takes them are read or refused, never a crash."""
    path = made(tmp_path, lambda document: None)
    for begin, end, times in (
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 82),
        ("<w:ins>", "</w:ins>", 240),
        ("<w:ins>", "</w:ins>", 5000),
    ):
        inner = "<w:p><w:r><w:t>sâu</w:t></w:r></w:p>"
        with_part(path, "word/document.xml", body_of(begin * times + inner + end * times))
        if times < 1000:
            assert lines(path) == ["sâu"]
        else:
            assert refusal(path).code == "corrupt_file"


def sample() -> bytes:
    """A document with something of everything."""
    document = docx.Document()
    document.add_heading("Báo cáo", 0)
    document.add_paragraph("UBND tỉnh họp ngày 21/12/2022.", style="List Number")
    filled(document, [["TT", "Xã", "Hộ"], ["1", "A", "5"]])
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_damaged(tmp_path: Path) -> None:
    """Damaged documents are read or refused, never a crash."""
    survives(sample(), tmp_path / "a.docx", SHORT)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_damaged_at_length(tmp_path: Path) -> None:
    """Thousands of damaged documents are read or refused, never a crash."""
    survives(sample(), tmp_path / "a.docx", LONG)
