"""PDF: text as it reads, pages as they start; whatever a file does to the parser, one refusal and no more."""

import csv
import re
from pathlib import Path

import pytest
import tasks
from hypothesis import given
from hypothesis import strategies as st
from legacy import write
from pdfs import of_contents, of_objects, packed, printed, written
from readings import LONG, SHORT, lines, refusal, report, reports, survives
from serving import needs_chromium

from index.encodings import Encoding
from index.errors import BadInput
from index.formats import pdf, worker
from index.formats.columns import tabled
from index.formats.grid import grids
from index.formats.legible import is_bare, legible
from index.formats.page import Line, Page, Rule, Table, Word, in_reading_order, lines_of
from index.formats.paragraph import joined, rows_of, text_of
from index.formats.pdf import LARGEST, MOST_PAGES
from index.formats.running import without_running
from index.plain import plain

LEAD = "The committee of the province met in the hall on the plan for the winter crop"


def page_of(*texts: tuple[float, float, str], size: float = 12.0) -> Page:
    """A page with these texts, each by its left and upper edge; letters are half as wide as high."""
    words = []
    for left, top, text in texts:
        at = left
        for word in text.split():
            width = 0.5 * size * len(word)
            words.append(Word(word, at, top, at + width, top + size))
            at += width + 0.3 * size
    return Page(tuple(tabled(in_reading_order(lines_of(words)))))


def text(*pages: Page) -> str:
    """The text of the pages."""
    return text_of(pages)[0]


def test_the_gazette(shared: Path) -> None:
    """Of 30 documents as the gazette printed them, at least 29 give the number, issuer and day that stand on them,
    and none keeps a running head.
    """
    with (Path(__file__).parent / "gazette.tsv").open(encoding="utf-8", newline="") as file:
        noted = {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}
    found = reports(shared / "corpora" / "gazette-pdf")
    assert {each.file for each in found} == set(noted)
    right = 0
    for each in found:
        row = noted[str(each.file)]
        number = re.match(r".*? số (\S+):", each.title or "")
        known = (number and number[1], each.source, each.published)
        right += known == (row["number"], row["issuer"], row["day"])
        assert not re.search(r"CÔNG BÁO/Số", each.text), each.file
        assert each.pages
        assert len(each.pages) == int(row["pages"])
    assert right >= 29


@needs_chromium
def test_a_printed_report(tmp_path: Path) -> None:
    """A report as a browser prints it: columns one after the other, paragraphs whole, the table's rows, over the page
    as well.
    """
    first = "Cột thứ nhất nói về lúa: diện tích gieo cấy đạt ba mươi tám nghìn héc ta, tăng nhờ thời tiết thuận lợi."
    second = "Cột thứ hai nói về rừng: tỷ lệ che phủ giữ ở mức năm mươi ba phần trăm, các chủ rừng tích cực canh gác."
    long = (
        "Ủy ban nhân dân tỉnh giao các sở, ngành rà soát kế hoạch và báo cáo kết quả trước ngày 15 hằng tháng, "
        * 9
    )
    path = printed(
        "<style>@page{size:A5;margin:15mm}p{text-align:justify}.c{columns:2}table{border-collapse:collapse}"
        "td,th{border:1px solid}</style>"
        f"<h1>Báo cáo quý I</h1><p>{long}rồi tổng hợp.</p><div class=c><p>{first}</p><p>{second}</p></div>"
        "<table><tr><th>Tên xã<th>Số hộ<tr><td>Hòa Bình<br>mới<td>1.234</table>"
        f"<p>{long}hết.</p><p>{long}xong.</p>",
        tmp_path,
    )
    found = report(path)
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0] == "Báo cáo quý I"
    assert {first, second, f"{long}hết.", f"{long}xong."} <= set(paragraphs)
    assert paragraphs.index(first) < paragraphs.index(second)
    assert "Tên xã | Số hộ\nHòa Bình mới | 1.234" in paragraphs
    assert found.pages
    assert len(found.pages) >= 2
    assert found.pages[0] == 0


def test_pages_start_where_their_words_do(tmp_path: Path) -> None:
    """Each page starts in the text at its first word, also in the middle of a paragraph."""
    path = tmp_path / "a.pdf"
    tail = "of this year, as every office was told in spring."
    path.write_bytes(written([[(60, 780, LEAD)], [(60, 780, tail)], [], [(60, 780, "Second matter.")]]))
    found = report(path)
    assert found.text == f"{LEAD} {tail}\n\nSecond matter."
    assert found.pages
    assert [found.text[start:][:6] for start in found.pages] == ["The co", "of thi", "Second", "Second"]


def test_running_heads_go(tmp_path: Path) -> None:
    """Heads, feet and page numbers go, at either side and with other numbers; what stands there once stays."""
    pages = [
        [
            (60 if number % 2 else 500, 800, str(number + 7)),
            (200, 800, f"GAZETTE/No {12 + 13}/2024"),
            (60, 700, f"Matter {'abcdefgh'[number]} was decided."),
            (60, 60, f"Closing words {'abcdefgh'[number]}."),
            (280, 30, f"- {number + 1} -"),
        ]
        for number in range(5)
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(written(pages))
    found = report(path).text
    assert "GAZETTE" not in found
    assert not re.search(r"\d", found)
    assert found.count("was decided") == found.count("Closing words") == 5


def test_the_gazettes_head_goes_from_one_page() -> None:
    """The gazette's own head goes even where there is but one page to see it on."""
    page = page_of(
        (60, 30, "CÔNG BÁO/Số 12 + 13/Ngày 01-02-2024"),
        (500, 30, "7"),
        (60, 60, "Quyết định này có hiệu lực."),
    )
    assert text(*without_running([page])) == "Quyết định này có hiệu lực."


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("letters", [(1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0)])
def test_turned_pages(tmp_path: Path, turned: int, letters: tuple[int, int, int, int]) -> None:
    """However a page is turned, and its letters on it, its lines are read one after the other, words whole."""
    along, up = letters[:2], letters[2:]
    places = [(300 - 20 * number * up[0], 420 - 20 * number * up[1]) for number in range(4)]
    shown = b" ".join(
        b"%d %d %d %d %d %d Tm (Dong %d cua van ban nay.) Tj"
        % (*letters, x - 60 * along[0], y - 60 * along[1], number)
        for number, (x, y) in enumerate(places)
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(
        of_contents([b"BT /F1 12 Tf %s ET" % shown]).replace(
            b"/Type /Page ", b"/Type /Page /Rotate %d " % turned
        )
    )
    assert (
        report(path).text.split()
        == " ".join(f"Dong {number} cua van ban nay." for number in range(4)).split()
    )


def test_a_repeated_row_of_figures_stays() -> None:
    """A number at the top of pages that does not count them is the report's."""
    pages = [
        page_of((60, 100 + 40 * number, str(5 * number * number + 90)), (60, 700, "Xong" + "abcd"[number]))
        for number in range(4)
    ]
    assert [len(page.lines) for page in without_running(pages)] == [2, 2, 2, 2]


def test_paragraphs() -> None:
    """Wrapped lines are one paragraph; an indent, room for the next word and a list's mark begin another."""
    page = page_of(
        (80, 0, "Mở đầu một đoạn thật dài cho đủ dòng này"),
        (60, 16, "và dòng thứ hai của đoạn ấy đi hết chiều ngang"),
        (60, 32, "rồi hết."),
        (80, 48, "Đoạn sau cũng dài như đoạn trước, đi đến cuối"),
        (60, 64, "dòng mới thôi, gồm:"),
        (80, 80, "1. Mục thứ nhất."),
        (80, 96, "2. Mục thứ hai."),
    )
    assert [part.split()[0] for part in text(page).split("\n\n")] == ["Mở", "Đoạn", "1.", "2."]


def test_titles_are_whole() -> None:
    """A centred title over two lines is one; the kind above it stays alone."""
    page = page_of(
        (222, 0, "QUYẾT ĐỊNH"),
        (130, 16, "Quy định về việc thực hiện chính sách hỗ trợ"),
        (162, 32, "tiền thuê nhà cho người lao động"),
        (60, 80, "Căn cứ luật ban hành văn bản quy phạm pháp luật của quốc hội;"),
    )
    assert text(page).split("\n\n")[:2] == [
        "QUYẾT ĐỊNH",
        "Quy định về việc thực hiện chính sách hỗ trợ tiền thuê nhà cho người lao động",
    ]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("số 01/TTLT-VKSNDTC-", "TANDTC-BCA", "số 01/TTLT-VKSNDTC-TANDTC-BCA"),
        ("phòng, chống COVID-", "19 trên", "phòng, chống COVID-19 trên"),
        ("nước Ma-lai-", "xi-a và", "nước Ma-lai-xi-a và"),
        ("the develop-", "ment of", "the development of"),
        ("Bộ Lao động -", "Thương binh", "Bộ Lao động - Thương binh"),
        ("the deve\u00ad", "lopment", "the development"),
    ],
)
def test_hyphens_at_line_ends(above: str, below: str, whole: str) -> None:
    """A word that a line end parted is whole again; a hyphen of the word's own stays."""
    assert joined(above, below) == whole


def test_superscripts_are_no_figures() -> None:
    """A footnote's mark and the 3 of a cubic metre stand raised, and never make another number of the one before."""
    words = [
        Word("500", 0, 10, 18, 22),
        Word("m", 22, 10, 28, 22),
        Word("3", 28, 8, 31, 15),
        Word("nước", 34, 10, 60, 22),
        Word("2", 60, 8, 63, 15),
    ]
    (line,) = lines_of(words)
    assert line.text == "500 m³ nước²"


def test_what_begins_far_left_of_a_line_is_no_part_of_it() -> None:
    """A document's kind follows the line of place and day, which reaches to the right edge."""
    page = page_of(
        (60, 0, "Số: 5/BC-UBND"), (330, 16, "Hà Nam, ngày 5 tháng 7 năm 2024"), (60, 32, "BÁO CÁO")
    )
    assert text(page).split("\n\n") == ["Số: 5/BC-UBND", "Hà Nam, ngày 5 tháng 7 năm 2024", "BÁO CÁO"]


def test_rows_without_rules_are_not_joined() -> None:
    """The last figure of a row is no part of the next row, whose name would seem to bear it."""
    rows = [("Chỉ tiêu", "Năm 2022", "Năm 2023"), ("Thu", "6.500", "7.820"), ("Chi", "5.400", "6.100")]
    page = page_of(
        *((60 + 200 * at, 16 * down, cell) for down, row in enumerate(rows) for at, cell in enumerate(row))
    )
    assert text(page).split("\n\n") == [cell for row in rows for cell in row]


def test_columns_written_across() -> None:
    """Two columns that were written line by line across the page are read one after the other."""
    rows = [
        (60.0 + 260 * side, 16.0 * row, f"cột {side} dòng số {row} của trang")
        for row in range(12)
        for side in (0, 1)
    ]
    page = page_of(*rows)
    assert [line.text[:5] for line in page.lines] == ["cột 0"] * 12 + ["cột 1"] * 12


def test_a_table_is_its_rows() -> None:
    """Words between lines are cells; one without a line between is one cell over two columns."""
    level = [Rule(0, y, 300, y) for y in (0, 20, 60)]
    upright = [Rule(0, 0, 0, 60), Rule(300, 0, 300, 60), Rule(100, 0, 100, 60), Rule(200, 20, 200, 60)]
    (grid,) = grids([*level, *upright])
    words = [
        Word("Xã", 10, 4, 30, 16),
        Word("Số", 150, 4, 160, 16),
        Word("hộ", 190, 4, 210, 16),
        Word("Hòa", 10, 24, 30, 36),
        Word("Bình", 10, 40, 30, 52),
        Word("5", 110, 24, 118, 36),
        Word("7", 210, 24, 218, 36),
    ]
    placed = [(cell, word) for word in words if (cell := grid.cell(word))]
    assert grid.filled(placed) == (("Xã", "Số hộ", None), ("Hòa Bình", "5", "7"))


def test_a_frame_is_no_table() -> None:
    """A box around a text leaves it text."""
    assert not grids([Rule(0, 0, 100, 0), Rule(0, 50, 100, 50), Rule(0, 0, 0, 50), Rule(100, 0, 100, 50)])


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.integers(0, 500), st.integers(0, 800), st.from_regex(r"[a-zđ0-9.,-]{1,9}", fullmatch=True)
            ),
            max_size=12,
        ),
        max_size=4,
    )
)
def test_no_word_is_lost(pages: list[list[tuple[int, int, str]]]) -> None:
    """However words lie on the pages, each is in the text, and the pages start in order within it."""
    laid = [page_of(*[(float(x), float(y), word) for x, y, word in page]) for page in pages]
    made, starts = text_of(laid)
    letters = sorted(re.sub(r"[\s|-]", "", "".join(word for page in pages for _, _, word in page)))
    kept = "".join(line.text for page in laid for line in page.lines)
    assert sorted(re.sub(r"[\s|-]", "", kept.translate(DIGITS))) == letters
    assert sorted(re.sub(r"[\s|-]", "", made.translate(DIGITS))) == letters
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(made) for start in starts)


DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

GOOD = written([[(60, 780, LEAD)], [(60, 780, "of this year.")]])
LOOP = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"]
LOCKED = (
    f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >> "
    f"/ID [<{'43' * 16}> <{'43' * 16}>]"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_text"),
        (b"%PDF-1.7\n%%EOF", "bad_pdf"),
        (b"no PDF at all" * 99, "bad_pdf"),
        (GOOD[: len(GOOD) // 2], "cut_off"),
        (of_objects(LOOP), "too_many_pages"),
        (
            of_objects([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
            "bad_pdf",
        ),
        (
            of_objects(
                [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"], LOCKED
            ),
            "password_protected",
        ),
        (written([[]]), "no_text"),
        (written([[] for _ in range(MOST_PAGES + 1)]), "too_many_pages"),
    ],
    ids=["empty", "bare", "other", "half", "loop", "no pages", "locked", "no words", "many pages"],
)
def test_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """What cannot be read is refused by one clear sentence."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert refusal(path).code == code


def test_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused by its size, without being read."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert refusal(path).code == "too_large"


def test_a_broken_table_of_objects(tmp_path: Path) -> None:
    """A file whose table of objects points nowhere is read all the same."""
    path = tmp_path / "a.pdf"
    path.write_bytes(re.sub(rb"startxref\n\d+", b"startxref\n7", GOOD))
    assert report(path).text == f"{LEAD} of this year."


def test_a_legacy_font(tmp_path: Path) -> None:
    """Text set in a font of the TCVN3 years comes as Unicode, the report says so, and pages start where they did."""
    path = tmp_path / "a.pdf"
    old = "ñy ban nh©n d©n tØnh häp vÒ kÕ ho¹ch s¶n xuÊt vô ®«ng xu©n"
    path.write_bytes(written([[(60, 700, f"{old}.")], [(60, 700, f"Më réng: {old}.")]]))
    (draft,) = pdf.read(path)
    new = "ủy ban nhân dân tỉnh họp về kế hoạch sản xuất vụ đông xuân"
    assert draft.text == f"Ủ{new[1:]}.\n\nMở rộng: {new}."
    assert draft.converted
    assert draft.pages == (0, draft.text.index("Mở"))


def test_scripts_and_attachments_are_not_looked_at(tmp_path: Path) -> None:
    """A script that runs on opening, and an attachment, leave the text as it is; that one is attached is told."""
    more = "/OpenAction << /S /JavaScript /JS (app.alert\\('x'\\)) >>"
    more += " /Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >>"
    path = tmp_path / "a.pdf"
    path.write_bytes(of_contents([b"BT /F1 12 Tf 60 700 Td (Plain words.) Tj ET"], more=more))
    found = report(path)
    assert found.text == "Plain words."
    (lack,) = found.lacks
    assert lack.message().startswith("1 tệp đính kèm bên trong PDF chưa được đọc")


SENTENCE = (
    "Sáng 21/12/2022, Ủy ban nhân dân tỉnh họp phiên thường kỳ, xem xét kết quả sản xuất lúa, ngô và rau màu ở các xã"
    " ven sông; sản lượng lương thực đạt 812.000 tấn, tăng 1,5% so với năm trước."
)


def shifted(text: str, by: int) -> list[str]:
    """The words as a font's table makes them whose entries all stand so many places off."""
    return "".join(chr((ord(char) + by) % 0x2000) for char in text).split()


@pytest.mark.parametrize("by", [-29, -28, 1, 3, 29, 64])
def test_letters_of_a_wrong_table_are_none(by: int) -> None:
    """What a font with a wrong table of letters leaves behind is told from text."""
    assert not legible(shifted(SENTENCE, by))
    assert not legible(re.sub("[^\x00-\x7f]", "?", SENTENCE).split())


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper(),
        write(SENTENCE, Encoding.TCVN3),
        write(SENTENCE, Encoding.VNI),
        "The committee of the province met in the hall on the plan for the winter crop. Contact: a.b@c-d.gov.vn",
        "Abamectin Acimetin 1.8EC 3.6EC Azadirachtin Emamectin benzoate Chlorpyrifos ethyl Cypermethrin Fipronil",
        "STT 1.1 2.3 QCVN 01-1:2018/BYT TCVN 6663-1:2011 ISO/IEC 17025 pH 6,5-8,5 NH₄⁺ 0,3 mg/L Coliform <3 CFU/100mL",
        "Luang Prabang Savannakhet Champasak Phongsaly Xiengkhouang Houaphanh Bolikhamxay Khammouane Salavan Attapeu",
        "",
    ],
)
def test_text_is_text(text: str) -> None:
    """Vietnamese in any encoding, English, names of things and figures are text, and nothing to guess from pictures."""
    assert legible(text.split())
    assert not is_bare(text.split())


def test_words_without_accents() -> None:
    """Vietnamese that a scanner read without accents is told; a few words are not enough to tell."""
    bare = plain(SENTENCE).text.split()
    assert is_bare(bare)
    assert not is_bare(bare[:10])


def test_ligatures(tmp_path: Path) -> None:
    """Letters that a font joined are single letters again."""
    path = tmp_path / "a.pdf"
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <01> <FB03> endbfchar endcmap"
    path.write_bytes(
        of_contents([b"BT /F1 12 Tf 60 700 Td (o\\001ce) Tj ET"])
        .replace(b"/Encoding /WinAnsiEncoding", b"/ToUnicode 4 0 R /Encoding /WinAnsiEncoding")
        .replace(b"4 0 obj\n<< /Type /Page", b"9 0 obj\n<< /Type /Page")
        .replace(b"/Kids [4 0 R]", b"/Kids [9 0 R]")
        .replace(
            b"xref\n",
            b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\nxxxx\n" % (len(table), table),
            1,
        )
    )
    assert report(path).text == "office"


def test_a_page_of_any_size(tmp_path: Path) -> None:
    """A page a mile wide is read, and never drawn at that size."""
    path = tmp_path / "a.pdf"
    path.write_bytes(of_contents([b"BT /F1 12 Tf 60 700 Td (Plain words.) Tj ET"], size=(9e8, 9e8)))
    assert report(path).text == "Plain words."


@pytest.mark.timeout(100)
def test_a_bomb(tmp_path: Path) -> None:
    """Half a megabyte that unpacks to half a gigabyte ends in a refusal, and the next file is read."""
    path = tmp_path / "a.pdf"
    path.write_bytes(of_contents([packed(1 << 29)], stream="/Filter /FlateDecode"))
    assert refusal(path).code in ("parser_crashed", "too_slow", "no_text", "bad_page", "unparsable")
    path.write_bytes(GOOD)
    assert report(path).text == f"{LEAD} of this year."


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("crash", "parser_crashed"),
        ("hang", "too_slow"),
        ("crawl", "too_slow"),
        ("hoard", "parser_crashed"),
        ("flood", "parser_crashed"),
        ("absent", "unparsable"),
    ],
)
def test_what_a_worker_survives(tmp_path: Path, task: str, code: str) -> None:
    """A parser that crashes, hangs, crawls, hoards or floods is one refusal, and the next file is read."""
    with pytest.raises(BadInput) as refused:
        worker.run(f"tests.tasks:{task}", "", 1.0 if "slow" in code else 60.0, 0.1)
    assert refused.value.code == code
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    assert report(path).text == f"{LEAD} of this year."


def test_a_worker_is_kept_until_it_has_grown() -> None:
    """Whatever memory this process holds, the next file has the same worker; one that took much itself is replaced."""
    worker.stop_idle()
    much = 300 * 1024**2
    held = b"x" * much
    first, second, grown, other = (
        worker.run("tests.tasks:number", str(size), 60.0, 0.1)["number"] for size in (1, 1, much, 1)
    )
    del held
    assert first == second == grown != other


def test_what_a_worker_tells_comes_as_it_was() -> None:
    """Long texts and short, of any characters, come from the worker as they were, one after the other."""
    for _ in range(2):
        assert worker.run("tests.tasks:tell", "", 60.0, 0.1) == tasks.TOLD


def test_damaged(tmp_path: Path) -> None:
    """Damaged PDFs are read or refused, never a crash."""
    survives(GOOD, tmp_path / "a.pdf", SHORT)


def test_dirt_is_no_report() -> None:
    """Signs that OCR sees in the dirt of a page, without a word among them, are refused; a text layer is as it is."""
    with pytest.raises(BadInput) as refused:
        pdf.drafted({"text": "s |\n, 1", "pages": [0], "ocr": [1]})
    assert refused.value.code == "no_text"
    for kept in ({"text": "s", "pages": [0, 1], "ocr": [2]}, {"text": "Số 12", "pages": [0], "ocr": [1]}):
        assert pdf.drafted(kept).text == kept["text"]


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_damaged_at_length(tmp_path: Path) -> None:
    """Thousands of damaged PDFs are read or refused, never a crash."""
    survives(GOOD, tmp_path / "a.pdf", LONG)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@needs_chromium
def test_damaged_prints_at_length(tmp_path: Path) -> None:
    """Thousands of damaged prints of a browser, with fonts and packed parts, are read or refused, never a crash."""
    path = printed(
        "<h1>Báo cáo</h1><p>UBND tỉnh họp ngày 21/12/2022.</p><table border=1><tr><td>Xã<td>5</table>",
        tmp_path,
    )
    survives(path.read_bytes(), tmp_path / "a.pdf", LONG)


def test_lines_keep_their_order() -> None:
    """What is written in the order of reading stays so, letterheads of two halves with it."""
    page = page_of(
        (60, 0, "CHÍNH PHỦ"),
        (60, 40, "Số: 5/QĐ"),
        (300, 0, "CỘNG HÒA XÃ HỘI"),
        (300, 16, "Độc lập"),
        (300, 40, "Hà Nội, ngày"),
    )
    assert [line.text for line in page.lines if isinstance(line, Line)][:3] == [
        "CHÍNH PHỦ",
        "Số: 5/QĐ",
        "CỘNG HÒA XÃ HỘI",
    ]


def cells(top: float, *row: str, step: float = 130) -> list[tuple[float, float, str]]:
    """Texts on one level, in columns so far from each other."""
    return [(60 + step * at, top, cell) for at, cell in enumerate(row) if cell]


HOUSES = [("An", "1.205", "12,5"), ("Bình Trung", "980", "-"), ("Tổng cộng", "2.185", "7,1")]
READ = ["An | 1.205 | 12,5", "Bình Trung | 980 | -", "Tổng cộng | 2.185 | 7,1"]


def set_in_columns(*rows: tuple[str, ...], step: float = 20) -> list[tuple[float, float, str]]:
    """The rows below each other, no lines around them."""
    return [text for at, row in enumerate(rows) for text in cells(100 + step * at, *row)]


def test_a_table_without_lines() -> None:
    """Rows of figures that keep to columns are read as rows with the headings above them, each of one line or two;
    what stands around them is no part of it.
    """
    around = (
        (60, 60, "Kết quả như sau, theo báo cáo của các xã gửi về:"),
        (60, 260, "Số liệu trên là căn cứ."),
    )
    one = page_of(around[0], *set_in_columns(("Xã", "Số hộ", "Hộ nghèo (%)"), *HOUSES), around[1])
    assert text(one).split("\n\n") == [
        around[0][2],
        "\n".join(["Xã | Số hộ | Hộ nghèo (%)", *READ]),
        around[1][2],
    ]
    two = page_of(
        *cells(66, "Tên", "Số", "Hộ nghèo"), *cells(80, "xã", "hộ", "(%)"), *set_in_columns(*HOUSES)
    )
    assert text(two).split("\n") == ["Tên xã | Số hộ | Hộ nghèo (%)", *READ]


def test_a_table_without_lines_in_a_file(tmp_path: Path) -> None:
    """Its rows stand in the report's text."""
    path = tmp_path / "a.pdf"
    rows = [("An", "1.205", "12,5"), ("Binh", "980", "-"), ("Hai", "2.185", "7,1")]
    path.write_bytes(
        written([[(int(left), 800 - int(top), said) for left, top, said in set_in_columns(*rows)]])
    )
    assert lines(path) == [" | ".join(row) for row in rows]


def test_the_order_in_which_cells_were_written_does_not_matter() -> None:
    """A table that was written column after column is read by its rows."""
    written_down = sorted(set_in_columns(*HOUSES), key=lambda text: text[0])
    assert text(page_of(*written_down)).split("\n") == READ


def test_a_label_of_two_lines() -> None:
    """The rest of a label stands with its row where it is nearer to that than to the next one, above it or below."""
    rows = set_in_columns(*HOUSES, step=40)
    assert text(page_of(*rows, (60, 116, "Ninh"))).split("\n") == ["An Ninh | 1.205 | 12,5", *READ[1:]]
    assert text(page_of(*rows, (60, 124, "Xã"))).split("\n") == [READ[0], "Xã Bình Trung | 980 | -", READ[2]]
    assert text(page_of(*rows, (60, 120, "Xã"))).split("\n") == [READ[0], "Xã", *READ[1:]]


def test_a_heading_that_is_over_no_column_is_none() -> None:
    """Headings that do not keep to the columns of the figures stay lines: no figure comes under a wrong one."""
    heads = (60, 80, "Xã"), (190, 80, "Số hộ và tỷ lệ hộ nghèo (%)")
    (table,) = [part for part in page_of(*heads, *set_in_columns(*HOUSES)).parts if isinstance(part, Table)]
    assert rows_of(table) == READ


PROSE = "Ủy ban nhân dân tỉnh giao các sở, ngành rà soát kế hoạch và báo cáo kết"


@pytest.mark.parametrize(
    "texts",
    [
        set_in_columns(*HOUSES[:2]),
        [text for at in range(4) for text in ((60, 100 + 14 * at, PROSE), (550, 100 + 14 * at, str(5 * at)))],
        [
            text
            for at, row in enumerate(HOUSES)
            for text in (*cells(100 + 20 * at, *row), (450, 100 + 20 * at, PROSE[at : at + 36]))
        ],
        set_in_columns(("1.", "Lập kế hoạch"), ("2.", "Thực hiện"), ("3.", "Báo cáo")),
        set_in_columns(("Họ tên", "........"), ("Năm sinh", "........"), ("Nơi ở", "........")),
        set_in_columns(("Nơi nhận", "CHỦ TỊCH"), ("Như trên", "Nguyễn Văn An"), ("Lưu VT", "(đã ký)")),
        [*set_in_columns(HOUSES[0]), *set_in_columns((PROSE[:60],), step=0), *set_in_columns(HOUSES[1])],
    ],
    ids=["two rows", "numbered lines", "prose beside", "list", "form", "signature", "prose between"],
)
def test_what_is_no_table_without_lines(texts: list[tuple[float, float, str]]) -> None:
    """Lines that only stand beside each other are none."""
    assert len(page_of(*texts).lines) == len(page_of(*texts).parts)
