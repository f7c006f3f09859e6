"""Reading: files, folders and JSON in; reports with what their words say, or one clear refusal each, out."""

import gzip
import json
import os
import tempfile
import unicodedata
from pathlib import Path

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st
from readings import LONG, SHORT, damaged, refusal, reports, survives

from index.errors import BadInput
from index.formats import html
from index.formats.draft import LIMIT
from index.reading import Refused, from_json, read
from index.report import Report

FILES = Path(__file__).parent / "files"


def body(report: Report) -> str:
    """The body's words."""
    return "\n".join(report.text[start:end] for start, end in report.body)


def test_metadata_of_the_seeds(shared: Path) -> None:
    """Title, publish date, event date and province of five saved pages are what a reader would note."""
    noted = json.loads((shared / "gold/seed_metadata.json").read_text(encoding="utf-8"))
    found = {str(report.file)[:3]: report for report in reports(shared / "seeds")}
    assert sorted(found) == sorted(noted)
    for name, report in found.items():
        known = {field: getattr(report, field) for field in ("title", "published", "event_date", "province")}
        assert known == {field: noted[name][field] for field in known}, name


def test_saved_page() -> None:
    """A page saved in January of an event in December: the clock at its top is no date of the report."""
    (report,) = reports(FILES / "saved_page.txt")
    assert report.title == "UBND tỉnh họp bàn giải pháp cấp nước sạch cho các xã ven biển năm 2024"
    assert (report.published, report.event_date) == ("2024-12-30", "2024-12-30")
    assert (report.province, report.source) == ("Nam Định", "Báo Nam Định điện tử")
    assert report.key == str((FILES / "saved_page.txt").resolve())
    assert (report.file, report.url, report.pages, report.origin) == ("saved_page.txt", None, None, "user")
    assert report.text == (FILES / "saved_page.txt").read_bytes().decode()


def test_official_letter() -> None:
    """Place and day at the head of an official letter are its province and publish date."""
    (report,) = reports(FILES / "letter.txt")
    assert (report.published, report.province) == ("2022-06-22", "Hà Tĩnh")


def test_flat_page() -> None:
    """A page whose title, section and lead share a line gets its title, and the day from the month it
    names.
    """
    (report,) = reports(FILES / "flat.txt")
    assert report.title == "Lãnh đạo tỉnh làm việc với các hợp tác xã trồng cam"
    assert (report.published, report.event_date, report.province) == ("2023-05", "2023-05-12", None)


def test_front_matter() -> None:
    """Front matter says what the report is and stays out of the body; the marks of headings do too."""
    (report,) = reports(FILES / "front_matter.md")
    assert report.title == "UBND tỉnh: Giao ban tháng 3"
    assert (report.published, report.event_date, report.province) == ("2024-03-05", "2024-03-04", "Quảng Trị")
    assert (report.source, report.url) == ("Phòng Tổng hợp", "https://example.org/giao-ban")
    assert report.text.startswith("---\ntitle")
    assert "layout" not in body(report)
    assert "#" not in body(report)
    assert "Hội nghị giao ban thống nhất dành 12 tỷ đồng" in body(report)


def test_front_matter_with_a_bad_date(tmp_path: Path) -> None:
    """A front matter date that is not ISO is refused by its field's name."""
    path = tmp_path / "a.md"
    path.write_text("---\npublished: hôm qua\n---\nUBND tỉnh họp.", encoding="utf-8")
    assert refusal(path).code == "bad_date"


def test_rule_in_markdown_is_no_front_matter(tmp_path: Path) -> None:
    """A rule without a second one, and fields without rules, are the report's words."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Không phải\nUBND tỉnh họp.", encoding="utf-8")
    (report,) = reports(path)
    assert "title: Không phải" in body(report)


def test_html() -> None:
    """A web page gives its main text with the table, and its own metadata; menus and footers stay out."""
    (report,) = reports(FILES / "saved_page.html")
    assert report.title == "Cao Bằng cấp nước sạch cho vùng cao"
    assert (report.published, report.event_date) == ("2023-09-14", "2023-09-13")
    assert (report.province, report.source) == ("Cao Bằng", "Báo Cao Bằng điện tử")
    assert report.url == "https://example.org/tin/cap-nuoc-sach"
    for words in (
        "Cao Bằng cấp nước sạch",
        "41 bể chứa và 120 km",
        "Bảo Lạc",
        "24",
        "trước mùa khô năm 2024",
    ):
        assert words in body(report)
    for words in ("Trang chủ", "Tập huấn", "Giấy phép"):
        assert words not in body(report)


def test_html_date_in_its_words_only(tmp_path: Path) -> None:
    """Where the markup is silent, the page's words say when it was published and in which province."""
    paragraph = "UBND tỉnh giao các sở, ngành rà soát kế hoạch và báo cáo kết quả trước ngày 15 hằng tháng. "
    path = tmp_path / "a.htm"
    path.write_text(
        "<html><body><h1>UBND tỉnh triển khai kế hoạch phòng cháy rừng</h1>"
        + "<div>Thứ 3, 07/05/2024 | 09:12</div>"
        + f"<p>Sáng 6/5, {paragraph * 3}</p><p>{paragraph * 3}</p><div>BÁO NGHỆ AN ĐIỆN TỬ</div>"
        + "<div>Giấy phép số 5/GP-BTTTT</div><div>Tổng Biên tập: Lê Văn An</div></body></html>",
        encoding="utf-8",
    )
    (report,) = reports(path)
    assert (report.published, report.event_date) == ("2024-05-07", "2024-05-06")
    assert (report.source, report.province) == ("Báo Nghệ An điện tử", "Nghệ An")


WORD_PAGE = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>UBND TỈNH</title></head><body>
<table><tr><td><p>ỦY BAN NHÂN DÂN<br>TỈNH THÁI BÌNH</p><p>Số: 15/BC-UBND</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p><p>Thái Bình, ngày 5 tháng 1 năm 2024</p></td></tr></table>
<p><b>BÁO CÁO</b></p><p><b>Tình hình kinh tế năm 2023</b></p><p><o:p>&nbsp;</o:p></p>
<p>Năm 2023, tổng sản phẩm của tỉnh tăng
7,37%.</p>
<table border=1><tr><td rowspan=2><p>Chỉ tiêu</p></td><td colspan=2><p>Năm</p></td></tr>
<tr><td>2022</td><td>2023</td></tr>
<tr><td>GRDP</td><td>9,52</td><td>7,37</td></tr></table><p>CHỦ TỊCH<br>Nguyễn Khắc An</p></body></html>"""


def test_a_page_that_word_saved(tmp_path: Path) -> None:
    """A document saved as a page is read whole, its tables with their headings, and by its own head."""
    (tmp_path / "a.htm").write_text(WORD_PAGE.replace("7,37%.", "7,37%<sup>[1]</sup>."), encoding="utf-8")
    (found,) = reports(tmp_path / "a.htm")
    assert found.text == (
        "ỦY BAN NHÂN DÂN\nTỈNH THÁI BÌNH\nSố: 15/BC-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nThái Bình, ngày 5 tháng 1 năm 2024\nBÁO CÁO\nTình hình kinh tế năm 2023\n"
        "Năm 2023, tổng sản phẩm của tỉnh tăng 7,37%[¹].\nChỉ tiêu: GRDP | Năm - 2022: 9,52 | Năm - 2023: 7,37\n"
        "CHỦ TỊCH\nNguyễn Khắc An"
    )
    assert found.title == "Báo cáo số 15/BC-UBND: Tình hình kinh tế năm 2023"
    assert (found.source, found.published) == ("Ủy ban nhân dân tỉnh Thái Bình", "2024-01-05")


def test_tables_of_a_page(tmp_path: Path) -> None:
    """A cell that reaches down or over stands where it belongs; a table that lays out the page is none."""
    paragraph = (
        "<p>UBND tỉnh Hà Nam rà soát kế hoạch cấp nước sạch cho các xã ven sông trong mùa khô.</p>" * 3
    )
    table = (
        "<table><caption>Bảng 1. Số\nhộ</caption><tr><th>Huyện</th><th>Xã</th><th>Hộ</th></tr>"
        "<tr><td rowspan=2>Duy Tiên</td><td>A</td><td>5</td></tr>"
        "<tr><td>B</td><td>7</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(
        f"<html><body><table><tr><td><a href=/>Trang chủ</a></td><td><h1>Hà Nam cấp nước sạch</h1>{paragraph}{table}"
        f"{paragraph}</td></tr></table></body></html>",
        encoding="utf-8",
    )
    (found,) = reports(tmp_path / "a.html")
    assert "Bảng 1. Số hộ\nHuyện: Duy Tiên | Xã: A | Hộ: 5\nHuyện: Duy Tiên | Xã: B | Hộ: 7" in body(found)
    assert found.text.count("cấp nước sạch cho các xã") == 6


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-12-31T23:30:00+07:00", "2024-12-31"),
        ("2024-12-31T18:00:00Z", "2025-01-01"),
        ("2024-12-31T18:00:00", "2024-12-31"),
        ("2024-12-31 18:00", "2024-12-31"),
        ("2024-12-31, 6pm", "2024-12-31"),
    ],
)
def test_the_day_in_vietnam(tmp_path: Path, moment: str, day: str) -> None:
    """A page that names a moment of another zone was published on the day that it was in Vietnam."""
    (tmp_path / "a.html").write_text(
        f"<meta property=article:published_time content='{moment}'><p>UBND tỉnh họp bàn.</p>",
        encoding="utf-8",
    )
    assert reports(tmp_path / "a.html")[0].published == day


OWN = "".join(
    f"<p>Thôn {i}: xã làm xong hai cây số đường trong quý, nhanh hơn kế hoạch của huyện.</p>"
    for i in range(9)
)
OTHER = "".join(
    f"<p>Bản {i}: huyện bên mở một bến thuyền, sửa ba cây cầu, trồng lại hai quả đồi.</p>" for i in range(19)
)


@pytest.mark.parametrize(
    "words",
    [
        f"<article><h1>Làm đường</h1>{OWN}</article><footer>Địa chỉ: số 1</footer>",
        f"<article><h1>Làm đường</h1>{OWN}</article><div>{OTHER}</div>",
        f"<article>{OWN}</article><div><h2>Huyện bên</h2>{OTHER[:900]}</div>",
        "<article><p>Chỉ có một câu.</p></article>",
        f"<article>{OWN}{OTHER}{OTHER}</article>",
    ],
    ids=["alone", "beside more", "beside what has a heading", "short", "long"],
)
def test_main_text_is_the_librarys(tmp_path: Path, words: str) -> None:
    """The main text is what trafilatura finds, its second opinion asked only where it may win."""
    path = tmp_path / "a.html"
    path.write_text(f"<html><head><title>Tin</title></head><body>{words}</body></html>", encoding="utf-8")
    asked = trafilatura.extract(path.read_text("utf-8"), include_comments=False, favor_recall=True)
    assert html.main_text(html.opened(path).tree) == asked


@pytest.mark.parametrize(
    "markup", ["", "<html></html>", "<html><body><script>x()</script></body></html>", " \n "]
)
def test_html_without_words(tmp_path: Path, markup: str) -> None:
    """A page without words is refused."""
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    assert refusal(path).code in ("no_text", "empty_text")


def test_html_without_measure(tmp_path: Path) -> None:
    """A page of a million tags is refused before it is parsed; the next page is read."""
    path = tmp_path / "a.html"
    path.write_text("<p>x</p>" * 500_000, encoding="utf-8")
    assert refusal(path).code == "too_large"
    path.write_text("<p>UBND tỉnh họp.</p>", encoding="utf-8")
    assert [each.text for each in reports(path)] == ["UBND tỉnh họp."]


def test_html_nested_without_end(tmp_path: Path) -> None:
    """Fifty thousand open tags are read or refused, never a crash."""
    path = tmp_path / "a.html"
    path.write_text("<div>" * 50_000 + "UBND tỉnh họp bàn.", encoding="utf-8")
    assert len(list(read(path))) == 1


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("utf-8", "")],
)
def test_text_comes_unchanged_but_for_the_mark(tmp_path: Path, encoding: str, bom: str) -> None:
    """UTF-8 and marked UTF-16 give the same text: line ends, spaces and normal form as they were, no mark."""
    text = "  Tiêu đề\r\n\r\n" + unicodedata.normalize("NFD", "Thanh Hóa họp.") + "\u00a0\t\n"
    path = tmp_path / "a.txt"
    path.write_bytes((bom + text).encode(encoding))
    assert reports(path)[0].text == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_text"),
        (b" \r\n\t\xc2\xa0 ", "empty_text"),
        (b"\xef\xbb\xbf", "empty_text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (b"H\0o\0p\0", "not_text"),
        (bytes(range(1, 32)) * 9, "not_text"),
        ("UBND tỉnh họp".encode() + b"\xff", "bad_encoding"),
        ("Ủy ban".encode("cp1258", "replace") + b"\xd2\xec", "bad_encoding"),
        (b"\xff\xfe\x00\xd8", "bad_encoding"),
    ],
)
def test_unusable_text_files(tmp_path: Path, content: bytes, code: str) -> None:
    """What is empty, binary or in another encoding is refused, never read as other letters."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_bad_encoding_names_the_byte(tmp_path: Path) -> None:
    """The first byte that does not fit is named."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"UBND \xff")
    assert "5" in refusal(path).message_vi
    assert "byte 5" in refusal(path).message_en


def test_too_large(tmp_path: Path) -> None:
    """A file over the limit for one report is refused by its size, without being read."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    assert refusal(path).code == "too_large"


def test_paths_that_are_none(tmp_path: Path) -> None:
    """A missing path, an address, another format, a pipe and an empty folder get a sentence each."""
    assert refusal(tmp_path / "không có.txt").code == "file_not_found"
    assert refusal("http://127.0.0.1/a.html").code == "address_private"
    (tmp_path / "a.xyz").touch()
    assert refusal(tmp_path / "a.xyz").code == "format_not_supported"
    assert "a.xyz" in refusal(tmp_path / "a.xyz").message_vi
    os.mkfifo(tmp_path / "b.txt")
    assert refusal(tmp_path / "b.txt").code == "not_a_file"
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty").code == "empty_folder"
    assert refusal("a\0b.txt").code == "bad_name"


def test_folder_in_order(tmp_path: Path) -> None:
    """A folder is read below and in order, without hidden files, past bad ones, and once through a loop of
    links.
    """
    for name in ("b.txt", "a/c.txt", "a/d.txt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Báo cáo {name}", encoding="utf-8")
    (tmp_path / "a" / "bad.txt").write_bytes(b"\xff\xff")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "z.txt").symlink_to(tmp_path / "missing.txt")
    (tmp_path / "zz.txt").symlink_to(tmp_path.parent / "missing.txt")
    found = [(each.file, isinstance(each, Refused) and each.code) for each in read(tmp_path)]
    assert found == [
        (str(tmp_path / "a" / "bad.txt"), "bad_encoding"),
        ("c.txt", False),
        ("d.txt", False),
        ("b.txt", False),
        (str(tmp_path / "z.txt"), "file_not_found"),
        (str(tmp_path / "zz.txt"), "link_out"),
    ]


def test_the_parts_of_a_saved_page_are_no_reports(tmp_path: Path) -> None:
    """A browser puts a page's frames and scripts into a folder beside it; another folder of such a name is read."""
    for name in (
        "tin.html",
        "tin_files/q.html",
        "tin_files/a.js",
        "bài.htm",
        "bài.files/q.html",
        "my_files/b.html",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<p>Xã {name} họp.</p>", "utf-8")
    assert sorted(str(each.file) for each in reports(tmp_path)) == ["b.html", "bài.htm", "tin.html"]


def test_a_readme_tells_of_its_folder(tmp_path: Path) -> None:
    """A README in a folder is no report; named itself it is read."""
    for name in ("README.md", "readme.txt", "a.md"):
        (tmp_path / name).write_text("UBND tỉnh họp.", encoding="utf-8")
    assert [each.file for each in reports(tmp_path)] == ["a.md"]
    assert [each.file for each in reports(tmp_path / "README.md")] == ["README.md"]


def test_a_line_without_a_title_has_its_first_words(tmp_path: Path) -> None:
    """Lines of one file are told apart by their own words, not by the file's name; a text file keeps its name."""
    texts = ["Xã Hòa Bình có 417 hộ.\nXã bên có 5.", "  Tỉnh họp " + "bàn về nước sạch " * 20]
    path = tmp_path / "hai.jsonl"
    path.write_text("".join(json.dumps({"text": each}) + "\n" for each in texts), encoding="utf-8")
    first, second = reports(path)
    assert first.title == "Xã Hòa Bình có 417 hộ."
    assert second.title and second.title.startswith("Tỉnh họp bàn") and 80 < len(second.title) <= 120
    for each in (first, second):
        at = each.found["title"]
        assert isinstance(at, tuple) and each.text[slice(*at)] == each.title


def test_links_that_lead_out(tmp_path: Path) -> None:
    """A link out of the folder, to a file or a folder, is refused by name; one inside is followed."""
    secret = tmp_path / "riêng"
    secret.mkdir()
    (secret / "a.txt").write_text("Không ai được đọc.", encoding="utf-8")
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "b.txt").write_text("UBND tỉnh họp.", encoding="utf-8")
    (folder / "c.txt").symlink_to(folder / "b.txt")
    (folder / "d.txt").symlink_to(secret / "a.txt")
    (folder / "e").symlink_to(secret, target_is_directory=True)
    (folder / "f.txt").symlink_to("../riêng/a.txt")
    found = [(Path(str(each.file)).name, isinstance(each, Refused) and each.code) for each in read(folder)]
    assert found == [
        ("b.txt", False), ("c.txt", False), ("d.txt", "link_out"), ("e", "link_out"), ("f.txt", "link_out"),
    ]  # fmt: skip
    (tmp_path / "vào").symlink_to(secret, target_is_directory=True)
    assert [each.file for each in reports(tmp_path / "vào")] == ["a.txt"]


@pytest.mark.parametrize("name", ["xuống\ndòng.txt", "\x1b[31mđỏ.txt", "a\u2028b.txt"])
def test_name_that_cannot_be_printed(tmp_path: Path, name: str) -> None:
    """A name with a line end or an escape is refused, and what is said of it is one line."""
    (tmp_path / name).write_text("UBND tỉnh họp.", encoding="utf-8")
    found = refusal(tmp_path)
    assert found.code == "bad_name"
    assert found.file.isprintable()


def test_one_bad_file_of_a_thousand(tmp_path: Path) -> None:
    """A folder of a thousand files with a bad and an empty one brings all the others."""
    for number in range(1000):
        (tmp_path / f"{number:03}.txt").write_text(f"Xã số {number} có {number} hộ.", encoding="utf-8")
    (tmp_path / "500.txt").write_bytes(b"\xff\xfe\xfd" * 99)
    (tmp_path / "700.txt").write_bytes(b"")
    found = list(read(tmp_path))
    refused = {Path(each.file).name: each.code for each in found if isinstance(each, Refused)}
    assert refused == {"500.txt": "bad_encoding", "700.txt": "empty_text"}
    assert len(found) == 1000


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.campaign)])
@pytest.mark.parametrize(
    "name", sorted(path.name for path in FILES.iterdir() if path.suffix in (".txt", ".md", ".html"))
)
@pytest.mark.timeout(3600)
def test_damaged(tmp_path: Path, name: str, count: int) -> None:
    """Damaged texts and pages are read or refused, never a crash."""
    survives((FILES / name).read_bytes(), tmp_path / name, count)


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".csv"])
@pytest.mark.timeout(3600)
def test_damaged_lines(tmp_path: Path, suffix: str, count: int) -> None:
    """Damaged lines are read or refused each by itself, never a crash."""
    lines = [
        {"id": f"k{number}", "text": f"Xã số {number} có 1.234 hộ.", "published": "2024-05"}
        for number in range(9)
    ]
    raw = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    if suffix == ".csv":
        raw = 'TT;Xã;Hộ\n1;Hòa Bình;1.234\n2;"Liêm\nChung";567\n'.encode()
    path = tmp_path / f"a{suffix}"
    for data in damaged(raw, count):
        path.write_bytes(gzip.compress(data) if suffix == ".jsonl.gz" else data)
        for each in read(path):
            assert isinstance(each, Refused) or each.text.encode().strip()
    for data in damaged(gzip.compress(raw), count) if suffix == ".jsonl.gz" else ():
        path.write_bytes(data)
        for each in read(path):
            assert isinstance(each, Refused) or each.text.encode().strip()


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is refused; its name can be printed."""
    path = tmp_path / os.fsdecode(b"b\xe1o c\xe1o.txt")
    path.write_text("UBND tỉnh họp.", encoding="utf-8")
    assert refusal(tmp_path).code == "bad_name"
    assert refusal(path).file.encode()


def test_folder_without_permission() -> None:
    """A folder and a file that may not be read are refused by name, and the rest goes on."""
    # not tmp_path: its parents are closed to the other user that root, who may read everything, turns into
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a").mkdir(mode=0o000)
        for file in ("b.txt", "c.txt"):
            (folder / file).write_text("UBND tỉnh họp.", encoding="utf-8")
        (folder / "c.txt").chmod(0o000)
        asked = os.geteuid()
        os.seteuid(asked or 65534)
        try:
            found = list(read(folder))
        finally:
            os.seteuid(asked)
        (folder / "a").chmod(0o755)
    assert [getattr(each, "code", "report") for each in found] == ["no_permission", "report", "no_permission"]


GOOD = {"id": "k1", "text": "UBND tỉnh Thanh Hóa họp ngày 21/12/2022."}


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_jsonl(tmp_path: Path, suffix: str) -> None:
    """Good lines go in, each bad one is named by its number, blank ones are passed over."""
    lines = [
        json.dumps(GOOD).encode(),
        b"",
        b"{broken",
        b'["text"]',
        b'{"id": "k2"}',
        b'{"id": "k3", "text": 5}',
        b'{"id": "", "text": "a"}',
        b'{"id": 7, "text": "a"}',
        b'{"text": "a", "published": "21/12/2022"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a\\u0000"}',
        b'{"text": "\xff"}',
        b'{"text": "  "}',
        b"[" * 100_000,
        b'{"text": "a", "title": {}}',
        "{\"text\": \"Không có id\"}".encode(),
    ]  # fmt: skip
    path = tmp_path / f"a{suffix}"
    packed = b"\n".join(lines)
    path.write_bytes(gzip.compress(packed) if suffix.endswith("gz") else packed)
    found = list(read(path))
    assert isinstance(found[0], Report)
    assert found[0].key == "k1"
    assert len([each for each in found if isinstance(each, Report)]) == 2
    bad = [(each.message_vi.split(":")[0], each.code) for each in found if isinstance(each, Refused)]
    assert bad == [
        ("Dòng 3", "bad_json"),
        ("Dòng 4", "bad_report"),
        ("Dòng 5", "no_text"),
        ("Dòng 6", "bad_field"),
        ("Dòng 7", "bad_field"),
        ("Dòng 8", "bad_field"),
        ("Dòng 9", "bad_date"),
        ("Dòng 10", "bad_field"),
        ("Dòng 11", "bad_field"),
        ("Dòng 12", "bad_encoding"),
        ("Dòng 13", "empty_text"),
        ("Dòng 14", "bad_json"),
        ("Dòng 15", "bad_field"),
    ]


def test_line_without_id_keeps_its_key(tmp_path: Path) -> None:
    """A line without an id is known by file and text: lines put before it do not change that."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Một"}\n', encoding="utf-8")
    (before,) = reports(path)
    path.write_text('{"text": "Hai"}\n{"text": "Một"}\n', encoding="utf-8")
    assert before.key in [report.key for report in reports(path)]
    assert before.key.startswith(str(path.resolve()))
    assert before.file == "a.jsonl"


def test_fifty_megabyte_line(tmp_path: Path) -> None:
    """A line of 50 MB is refused by its number and held nowhere; the lines around it go in."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(GOOD).encode() + b'\n{"text": "')
        for _ in range(50):
            file.write(b"a" * 1024 * 1024)
        file.write(b'"}\n' + json.dumps(GOOD | {"id": "k2"}).encode())
    first, second, third = read(path)
    assert isinstance(first, Report)
    assert isinstance(second, Refused)
    assert isinstance(third, Report)
    assert (second.code, second.message_vi.split(":")[0]) == ("too_large", "Dòng 2")


def test_corrupt_gzip(tmp_path: Path) -> None:
    """What is no gzip, or cut short, is refused after the lines that could be read."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"not gzip at all")
    assert refusal(path).code == "corrupt_gzip"
    many = "".join(json.dumps({"id": str(i), "text": f"Báo cáo {i * i}"}) + "\n" for i in range(5_000))
    path.write_bytes(gzip.compress(many.encode())[:-1000])
    found = list(read(path))
    assert isinstance(found[0], Report)
    assert isinstance(found[-1], Refused)
    assert found[-1].code == "corrupt_gzip"


def test_gzip_bomb(tmp_path: Path) -> None:
    """A .gz that grows without measure is stopped."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(json.dumps(GOOD).encode() + b"\n")
        for _ in range(300):
            file.write(b" " * 1024 * 1024)
    first, second = read(path)
    assert isinstance(first, Report)
    assert isinstance(second, Refused)
    assert second.code == "gzip_bomb"


def test_fields_of_the_sender_win() -> None:
    """What the sender says overrides the rules; what he leaves out is found in the text."""
    text = "UBND tỉnh Hà Nam họp\n\nĐăng ngày 22/12/2022\n\nSáng 21/12, UBND tỉnh Hà Nam họp bàn kế hoạch."
    found = from_json({"text": text})
    assert (found.title, found.published) == ("UBND tỉnh Hà Nam họp", "2022-12-22")
    assert (found.event_date, found.province) == ("2022-12-21", "Hà Nam")
    said = {
        "title": "T",
        "published": "2021",
        "event_date": "2020-01",
        "province": "Thanh Hoá",
        "source": "S",
        "url": "u",
    }
    sent = from_json({"text": text, **said})
    assert (sent.title, sent.published, sent.event_date, sent.source, sent.url) == (
        "T",
        "2021",
        "2020-01",
        "S",
        "u",
    )
    assert sent.province == "Thanh Hóa"
    assert sent.text == text
    assert (sent.key, sent.file) == (found.key, None)


def test_json_may_say_null() -> None:
    """Null and the empty string say nothing: the rules find what they can."""
    assert from_json({"text": "UBND họp", "title": None, "published": "", "province": None}).published is None


@pytest.mark.parametrize(
    ("line", "param"),
    [
        ([], None),
        ("text", None),
        (None, None),
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "a", "id": []}, "id"),
    ],
)
def test_json_that_is_no_report(line: object, param: str | None) -> None:
    """What is no report is refused by the field that is wrong."""
    with pytest.raises(BadInput) as caught:
        from_json(line)
    assert caught.value.param == param


@pytest.mark.parametrize(
    ("text", "published", "event"),
    [
        ("Sáng 3/1, UBND tỉnh họp.", "2023-01-04", "2023-01-03"),
        ("Chiều 30/12, UBND tỉnh họp.", "2023-01-02", "2022-12-30"),
        ("UBND tỉnh vừa tổ chức hội nghị ngày 21/12 tại thành phố.", "2022-12-23", "2022-12-21"),
        ("Sáng nay, UBND tỉnh họp.", "2022-12-23", "2022-12-23"),
        ("Thực hiện Quyết định số 15/QĐ-UBND ngày 21/12/2022, các xã đã họp.", "2023-01-02", None),
        ("Chiều 22/6, tỉnh họp đánh giá kết quả năm 2022 và kế hoạch đến năm 2025.", None, "2022-06-22"),
        ("Chiều 20/12, tỉnh tổng kết năm 2022, triển khai nhiệm vụ năm 2023.", None, "2022-12-20"),
        ("Sáng 5/1, tỉnh tổng kết năm 2022, triển khai nhiệm vụ năm 2023.", None, "2023-01-05"),
        ("Đoàn thanh tra giai đoạn 1/1/2014 – 31/12/2016 đã kết luận.", "2017-03-01", None),
        ("NGHỆ AN - Sáng 7/2, UBND tỉnh họp.", "2017-02-08", "2017-02-07"),
        ("Ngày 22/12/2015, công ty bán cổ phần.", "2019-02-08", None),
        ("Chiều 22/6, tỉnh họp về tầm nhìn đến năm 2050.", None, None),
    ],
)
def test_event_date(text: str, published: str | None, event: str | None) -> None:
    """The dateline gives the event's day; its year comes from the publish date, else from the text's own
    years.
    """
    line = {"text": text} | ({"published": published} if published else {})
    assert from_json(line).event_date == event


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("UBND tỉnh Nghệ An tổ chức hội nghị với đoàn công tác tỉnh Hà Tĩnh.", "Nghệ An"),
        ("UBND tỉnh tổ chức hội nghị. Đoàn đã đi học tập kinh nghiệm tại tỉnh Quảng Ninh.", None),
        ("Mưa lớn tại các tỉnh Nghệ An, Hà Tĩnh, Quảng Bình và Quảng Trị.", None),
        ("UBND tỉnh họp. Ông Lê Thái Bình chủ trì.", None),
        ("Người dân xã Lâm Hóa (huyện Tuyên Hóa, Quảng Bình) đã được sơ tán.", "Quảng Bình"),
    ],
)
def test_province(text: str, province: str | None) -> None:
    """The province is the one whose body acts or where it happens; a partner, a list or a name alone is
    none.
    """
    assert from_json({"text": text}).province == province


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_json_text_is_kept_exactly(text: str) -> None:
    """Whatever its characters, a text comes through as sent, and its body stands within it."""
    if not text.strip():
        with pytest.raises(BadInput):
            from_json({"text": text})
        return
    report = from_json({"text": text})
    assert report.text == text
    assert report.body
    assert all(text[start:end].strip() for start, end in report.body)


@pytest.mark.parametrize(
    "piece",
    ["ngày 1/1/2020 ", "TP.HCM, ", "1", "tháng ", "Hà Nội ", "số ", "\n", "Sáng 1/1, ", "đến năm 2020-"],
)
@pytest.mark.timeout(60)
def test_hostile_text_ends(piece: str) -> None:
    """So many characters of dates, places or digits are read without a pattern running away."""
    text = piece * (150_000 // len(piece))
    assert from_json({"text": "UBND tỉnh họp " + text}).body
    assert from_json({"text": "Chiều 2/3, UBND tỉnh họp\n" * 2 + text}).body
