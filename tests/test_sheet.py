"""Sheets: rows read with their headings, cells as they are shown; hostile ones get one clear sentence."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no types
from readings import LONG, SHORT, lines, refusal, report, survives

from index.formats.sheet import moment, number


def made(tmp_path: Path, fill: Callable[[Any], object]) -> Path:
    """An .xlsx file whose one sheet `fill` has written into."""
    book = Workbook()
    fill(book.active)
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def appended(*rows: list[Any]) -> Callable[[Any], None]:
    """Fill a sheet with these rows."""

    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.append(row)

    return fill


def test_a_letterhead_above_a_table(tmp_path: Path) -> None:
    """A sheet that begins with an office's letterhead keeps its table, each figure under its heading."""
    rows = appended(
        ["UBND HUYỆN A", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["PHÒNG TÀI CHÍNH", None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 12/BC-TC", None, "Huyện A, ngày 5 tháng 4 năm 2024"],
        ["BÁO CÁO THU CHI"],
        ["TT", "Nội dung", "Dự toán", "Thực hiện"],
        [1, "Thu nội địa", 100, 125],
        [2, "Thu từ đất", 50, 60],
    )
    assert lines(made(tmp_path, rows)) == [
        *("UBND HUYỆN A", "PHÒNG TÀI CHÍNH", "Số: 12/BC-TC"),
        *(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Huyện A, ngày 5 tháng 4 năm 2024",
        ),
        "BÁO CÁO THU CHI",
        "TT: 1 | Nội dung: Thu nội địa | Dự toán: 100 | Thực hiện: 125",
        "TT: 2 | Nội dung: Thu từ đất | Dự toán: 50 | Thực hiện: 60",
    ]


def test_formulas_without_results_are_told(tmp_path: Path) -> None:
    """A workbook that nobody calculated says how many figures it lacks; an empty result is one."""
    rows = appended(["Xã", "Hộ"], ["An", 2], ["Bình", 3], ["Cộng", "=B2+B3"], ["Số dự", "=B2*2"])
    path = made(tmp_path, rows)
    found = report(path)
    assert found.text.endswith("Cộng\nSố dự")
    assert [(lack.code, lack.many) for lack in found.lacks] == [("formula_values", 2)]
    assert found.lacks[0].message().startswith("2 ô là công thức") and "2 cell(s)" in found.lacks[0].message(
        "en"
    )
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for begin, end, left in (
        (b"<v></v>", b"<v>5</v>", 0),
        (b"<v />", b"<v>5</v>", 0),
        (b"</f><v", b"</f>\n <v", 2),
        (b'<c r="B4"', b'<c r="B4" t="str"', 1),
        (b"<f>B2+B3</f>", b'<f t="shared" si="0"/>', 2),
    ):
        with zipfile.ZipFile(path, "w") as new:
            for part, raw in parts.items():
                new.writestr(part, raw.replace(begin, end) if part == name else raw)
        if begin in parts[name]:
            assert sum(lack.many for lack in report(path).lacks) == left, begin


def test_rows_with_their_headings(tmp_path: Path) -> None:
    """Title, unit and headings are found; numbers, dates and percentages are as they are shown."""

    def fill(sheet: Any) -> None:
        sheet.title = "Nước sạch"
        appended(
            ["Biểu 1. Cấp nước sạch năm 2023"],
            [],
            ["TT", "Tên xã", "Số hộ", "Tỷ lệ", "Ngày"],
            [1, "Liêm Chung", 1234, 0.125, date(2023, 12, 21)],
            [2, "Liêm Tiết", 987.5, 1, None],
            [None, "Cộng", "=C4+C5", None, None],
        )(sheet)
        sheet["C4"].number_format = "#,##0"
        sheet["D4"].number_format = "0.0%"
        sheet["D5"].number_format = "0%"
        sheet["E4"].number_format = "dd/mm/yyyy"

    assert lines(made(tmp_path, fill)) == [
        "Nước sạch",
        "Biểu 1. Cấp nước sạch năm 2023",
        "TT: 1 | Tên xã: Liêm Chung | Số hộ: 1.234 | Tỷ lệ: 12,5% | Ngày: 21/12/2023",
        "TT: 2 | Tên xã: Liêm Tiết | Số hộ: 987,5 | Tỷ lệ: 100%",
        "Tên xã: Cộng",
    ]


def test_merged_cells(tmp_path: Path) -> None:
    """A merged cell stands in each of its rows; one over several columns heads them all."""

    def fill(sheet: Any) -> None:
        appended(
            ["Huyện", "Số hộ", None, "Ghi chú"],
            [None, "Nghèo", "Cận nghèo", None],
            ["Bình Lục", 5, 6, "x"],
            [None, 7, 8, "y"],
        )(sheet)
        for area in ("A1:A2", "B1:C1", "D1:D2", "A3:A4"):
            sheet.merge_cells(area)

    assert lines(made(tmp_path, fill)) == [
        "Huyện: Bình Lục | Số hộ - Nghèo: 5 | Số hộ - Cận nghèo: 6 | Ghi chú: x",
        "Huyện: Bình Lục | Số hộ - Nghèo: 7 | Số hộ - Cận nghèo: 8 | Ghi chú: y",
    ]


def test_all_visible_sheets(tmp_path: Path) -> None:
    """Each visible sheet comes under its name, in order; a hidden one does not, nor an empty one's name."""
    book = Workbook()
    book.active.append(["Xã", "Hộ"])
    book.active.append(["A", 1])
    for name in ("Phụ lục", "Ẩn", "Trống"):
        book.create_sheet(name)
    book["Phụ lục"].append(["chữ"])
    book["Ẩn"].append(["bí mật"])
    book["Ẩn"].sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert lines(path) == ["Xã: A | Hộ: 1", "Phụ lục", "chữ"]


def test_body_is_every_row(tmp_path: Path) -> None:
    """No row is taken for what a web page puts around a text, whatever it looks like."""
    rows: list[list[Any]] = [
        ["Ngày", "Nguồn", "Lượt xem"],
        [date(2022, 12, 21), "Báo Hà Nam", 15],
        [date(2022, 12, 22), "VTV", 3],
    ]
    found = report(made(tmp_path, appended(*rows)))
    assert found.body == ((0, len(found.text)),)


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (1234, "General", "1234"),
        (1234567, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (7.37, "General", "7,37"),
        (0.1 + 0.2, "General", "0,3"),
        (0.1251, "0.0%", "12,5%"),
        (5, "00000", "00005"),
        (12, '#,##0 "tỷ đồng"', "12 tỷ đồng"),
        (-3.5, "0.0;(0.0)", "-3,5"),
        (1500000, "#,##0,", "1.500"),
        (1.5, "#,##0.##", "1,5"),
        (2.0, "0.##", "2"),
        (3, "_-* #,##0_-;-* #,##0_-", "3"),
        (42, "@", "42"),
        (0, "#,##0", "0"),
    ],
)
def test_numbers(value: float, pattern: str, expected: str) -> None:
    """A number under a format is shown with Vietnamese signs."""
    assert number(value, pattern) == expected


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (datetime(2022, 12, 21), "dd/mm/yyyy", "21/12/2022"),
        (datetime(2022, 2, 1), "d-m-yy", "1-2-22"),
        (datetime(2022, 12, 21), "mm-dd-yy", "21/12/2022"),
        (datetime(2022, 12, 21), "yyyy-mm-dd", "2022-12-21"),
        (datetime(2022, 12, 21), "mm/yyyy", "12/2022"),
        (datetime(2022, 12, 21), "[$-42A]dd mmmm yyyy;@", "21/12/2022"),
        (datetime(2022, 12, 21, 9, 30), "dd/mm/yyyy h:mm", "21/12/2022 09:30"),
        (time(14, 5), "h:mm", "14:05"),
        (date(2022, 12, 21), "General", "21/12/2022"),
    ],
)
def test_days(value: Any, pattern: str, expected: str) -> None:
    """A day is shown as its format has it, the system's own short form as in Vietnam."""
    assert moment(value, pattern) == expected


@given(
    st.floats(allow_nan=True) | st.integers(),
    st.text(max_size=12) | st.text('#0,.%_*;\\"?@/E+-[] ', max_size=12),
)
def test_any_format(value: float, pattern: str) -> None:
    """No number and no format, however odd, stops the reading."""
    assert isinstance(number(value, pattern), str)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Xã,Số hộ\nLiêm Chung,1234\n", ["Xã: Liêm Chung | Số hộ: 1234"]),
        (
            "Xã;Tỷ lệ\nLiêm Chung;7,37\nLiêm Tiết;8,5\n",
            ["Xã: Liêm Chung | Tỷ lệ: 7,37", "Xã: Liêm Tiết | Tỷ lệ: 8,5"],
        ),
        ("Xã\tSố hộ\r\nLiêm Chung, Phủ Lý\t1.234\r\n", ["Xã: Liêm Chung, Phủ Lý | Số hộ: 1.234"]),
        ('a,b,c\n"x, y","z ""t""","1\n2"\n', ['a: x, y | b: z "t" | c: 1 2']),
        ("chỉ một cột\nhai\n", ["chỉ một cột", "hai"]),
        ("sep=;\r\nXã;Tỷ lệ\r\nLiêm Chung;7,37\r\n", ["Xã: Liêm Chung | Tỷ lệ: 7,37"]),
        ("a,b\n1,2,3,4\n\n,,\n", ["a: 1 | b: 2 | 3 | 4"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(tmp_path: Path, content: str, expected: list[str], encoding: str) -> None:
    """Commas, semicolons and tabs are told apart, decimal commas and quoted cells stay whole."""
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode(encoding))
    assert lines(path) == expected


def test_a_row_is_no_title(tmp_path: Path) -> None:
    """A table that has no title gets none, nor a day from a cell: its rows say what it holds, not what it is about."""
    path = tmp_path / "a.csv"
    path.write_text("Xã;Diện tích (ha);Hộ\nLiêm Chung;1.234,5;780\nLiêm Tiết;98;61\n", encoding="utf-8")
    assert report(path).title is None
    path.write_text("Huyện;Số;Ngày báo cáo\nDuy Tiên;5;03/06/2024\nPhủ Lý;7;04/06/2024\n", encoding="utf-8")
    assert report(path).event_date is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_text"),
        (b"a,b\n\xff", "bad_encoding"),
        (b"a\0b", "not_text"),
        (b'a,"b\n' * 30_000, "bad_csv"),
    ],
)
def test_bad_csv(tmp_path: Path, content: bytes, code: str) -> None:
    """An empty, binary or unclosed file is refused."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_csv_without_end(tmp_path: Path) -> None:
    """More cells than a report can have are refused."""
    path = tmp_path / "a.csv"
    path.write_text("1,2,3,4,5,6,7,8,9,0\n" * 60_000, encoding="utf-8")
    assert refusal(path).code == "too_large"


def with_sheet(path: Path, markup: bytes) -> None:
    """Put this markup in place of the workbook's first sheet."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in (parts | {"xl/worksheets/sheet1.xml": markup}).items():
            new.writestr(name, raw)


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/>'
    b"<sheetData>%s</sheetData></worksheet>"
)


def test_far_cells(tmp_path: Path) -> None:
    """A sheet that claims every cell there is costs what it holds; a last row without end is refused."""
    path = made(tmp_path, appended(["x"]))
    cell = b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>ch</t></is></c></row>'
    with_sheet(path, SHEET % (cell % (1, b"A", 1)))
    assert lines(path) == ["ch"]
    with_sheet(path, SHEET % (cell % (1, b"A", 1) + cell % (2, b"XFD", 2)))
    assert lines(path) == ["ch"]
    with_sheet(path, SHEET % (cell % (1, b"A", 1) + cell % (1048576, b"A", 1048576)))
    assert refusal(path).code == "too_large"


def test_bombs(tmp_path: Path) -> None:
    """A sheet that grows without measure and one with entities are refused."""
    path = made(tmp_path, appended(["x"]))
    with_sheet(path, SHEET % (b"<row/>" * 2_000_000))
    assert refusal(path).code == "zip_bomb"
    with_sheet(path, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + SHEET % b"")
    assert refusal(path).code == "unsafe_markup"


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\0garbage", b"PK\x05\x06" + b"\0" * 18])
def test_no_workbook(tmp_path: Path, content: bytes) -> None:
    """What is no workbook is refused."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path).code in ("corrupt_file", "unparsable", "empty_archive")


def test_page_under_a_sheets_name(tmp_path: Path) -> None:
    """An .xls that is a web page with a table, as portals export it, is read as the page that it is."""
    path = tmp_path / "a.xls"
    path.write_text(
        "<html><body><p>Kết quả cấp nước sạch nông thôn của tỉnh Hà Nam năm 2023 theo từng xã, phường.</p>"
        "<table><tr><th>Xã</th><th>Số hộ</th></tr><tr><td>Liêm Chung</td><td>1.234</td></tr></table>"
        "</body></html>",
        encoding="utf-8",
    )
    assert "Xã: Liêm Chung | Số hộ: 1.234" in lines(path)


def sample() -> bytes:
    """A workbook with something of everything."""
    book = Workbook()
    appended(["TT", "Xã", "Ngày"], [1, "Liêm Chung", date(2022, 12, 21)], [2, "Liêm Tiết", 0.5])(book.active)
    book.active.merge_cells("A5:B5")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


CSV = 'TT;Xã;Tỷ lệ\n1;Liêm Chung;7,37\n2;"Liêm; Tiết";8\n'.encode()


@pytest.mark.parametrize(("name", "raw"), [("a.xlsx", sample()), ("a.csv", CSV)])
def test_damaged(tmp_path: Path, name: str, raw: bytes) -> None:
    """Damaged sheets are read or refused, never a crash."""
    survives(raw, tmp_path / name, SHORT)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("name", "raw"), [("a.xlsx", sample()), ("a.csv", CSV)])
def test_damaged_at_length(tmp_path: Path, name: str, raw: bytes) -> None:
    """Thousands of damaged sheets are read or refused, never a crash."""
    survives(raw, tmp_path / name, LONG)
