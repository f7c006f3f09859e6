"""Dates: forms, years that are not said, and what looks like a date and is none."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dates
from index.errors import BadInput

Form = Literal["NFC", "NFD"]


def values(text: str, reference: int | date | None = None) -> list[str]:
    """The values of the dates in `text`."""
    return [found.value for found in dates.find(text, reference)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ 4, 21/12/2022 | 14:40:41", ["2022-12-21"]),
        ("Đăng ngày 22 - 12 - 2022", ["2022-12-22"]),
        ("ngày 1.3.2020, 2020-03-01", ["2020-03-01", "2020-03-01"]),
        ("Sáng ngày 21/12, chiều 14/11, ngày 7.2", ["--12-21", "--11-14", "--02-07"]),
        ("sáng nay (5/3), thứ tư, 6/3", ["--03-05", "--03-06"]),
        ("date 2024-11 Thời sự", ["2024-11"]),
        ("ngày 15 tháng 3 năm 2025, ngày 2 tháng 9", ["2025-03-15", "--09-02"]),
        ("ngay 21 thang 12 nam 2022", ["2022-12-21"]),
        ("ngày 20-21/12/2022", ["2022-12-20", "2022-12-21"]),
        ("on 5 May, 6 may 2023; 7 máy cày, 8 mây tre, 9 may do", ["--05-05", "2023-05-06"]),
        ("từ ngày 5 đến ngày 7 tháng 12 năm 2022", ["2022-12-05", "2022-12-07"]),
        ("24/12/2022-31/12/2022", ["2022-12-24", "2022-12-31"]),
        ("tháng 11/2024, tháng 12 năm 2022, 5/2021, tháng 7", ["2024-11", "2022-12", "2021-05", "--07"]),
        ("quý IV/2022, Quý I năm 2023, quý 3", ["2022-Q4", "2023-Q1", "--Q3"]),
        ("năm 2022, giai đoạn 2021-2025", ["2022", "2021", "2025"]),
        ("21 December 2022, December 21, 2022, December 2022", ["2022-12-21", "2022-12-21", "2022-12"]),
    ],
)
def test_forms(text: str, expected: list[str], form: Form) -> None:
    """Each way of writing a date is read, composed or decomposed."""
    assert values(unicodedata.normalize(form, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "xếp thứ 7/11 tỉnh, 327/411 xã, 60/63",
        "Nghị quyết số 37/2021/QH15, 35/2015/NĐ-CP, 332/2016/TT-BTC, 17-NQ/TU",
        "2017 người, 2.022 tỷ, 2022%, 12022",
        "thắng 4-0, quy 5, chiều dài 3,5",
        "ngày 30/2/2022, ngày 31/4, 32/1/2020",
        "mùng 3 tháng 4 âm lịch",
        "7,37% và 43,285 điểm, tỷ lệ 1/2000",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Ranks, document numbers, counts, days that no calendar has and lunar dates are left alone."""
    assert values(text) == []


def test_year_of_a_date_without_one() -> None:
    """A year fills what was not said; a day brings the closest year, across the turn of the year too."""
    assert values("ngày 21/12", 2022) == ["2022-12-21"]
    assert values("Chiều 30/12", date(2023, 1, 2)) == ["2022-12-30"]
    assert values("Sáng 3/1", date(2022, 12, 28)) == ["2023-01-03"]
    assert values("tháng 12", date(2023, 1, 2)) == ["2022-12"]
    assert values("hôm qua, năm ngoái", date(2023, 1, 1)) == ["2022-12-31", "2022"]
    assert values("hôm qua, năm ngoái") == []


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("21/12/2022", "2022-12-21", "2022-12-21", "day"),
        ("tháng 2/2024", "2024-02-01", "2024-02-29", "month"),
        ("quý II/2022", "2022-04-01", "2022-06-30", "quarter"),
        ("năm 2022", "2022-01-01", "2022-12-31", "year"),
    ],
)
def test_edges(text: str, first: str, last: str, precision: str) -> None:
    """A date tells the first and last day that it covers."""
    (found,) = dates.find(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)


def test_without_a_year_there_are_no_edges() -> None:
    """A date whose year is not known covers no known day."""
    (found,) = dates.find("Chiều 22/6, ban họp")
    assert (found.year, found.first, found.last) == (None, None, None)


@pytest.mark.parametrize("value", ["2022", "2022-12", "2022-12-21", "2024-02-29"])
def test_iso_is_taken(value: str) -> None:
    """ISO dates, whole or partial, are taken as they are."""
    assert dates.parse(value) == value


@pytest.mark.parametrize(
    "value",
    ["", "21/12/2022", "2022-13", "2022-02-30", "2023-02-29", "2022-1", "2022-12-21T10:00", "２０２２", "22"],
)
def test_anything_else_is_refused(value: str) -> None:
    """What is not an ISO date is refused by the name of its field."""
    with pytest.raises(BadInput) as caught:
        dates.parse(value, "published")
    assert caught.value.code == "bad_date"
    assert caught.value.param == "published"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789/-. ngàythángnămquý"))))
def test_any_text_is_searched_without_error(text: str) -> None:
    """No text makes the search fail, and what it finds stands in the text, in order and apart."""
    end = 0
    for found in dates.find(text, date(2024, 2, 29)):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        ["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d} tháng {m} năm {y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}"]
    ),
    st.text(alphabet="xăđ ,;\n", max_size=12),
    st.sampled_from(["NFC", "NFD"]),
)
def test_spans_are_the_date(day: date, shape: str, around: str, form: Form) -> None:
    """Whatever stands around it, a date is found with its value, and its span is the date as written."""
    written = unicodedata.normalize(form, shape.format(d=day.day, m=day.month, y=day.year))
    text = unicodedata.normalize(form, around) + " " + written + " " + unicodedata.normalize(form, around)
    (found,) = dates.find(text)
    assert text[found.start : found.end] == written
    assert found.value == day.isoformat()


def test_a_date_of_odd_signs_is_told_in_plain_ones() -> None:
    """A refusal goes to a terminal, too: what it repeats moves no cursor and ends no line."""
    with pytest.raises(BadInput) as caught:
        dates.parse("2024-\x1b[2J\n\x7f3")
    assert "“2024-�[2J �3”" in caught.value.vi
    assert caught.value.vi.isprintable() and caught.value.en.isprintable()
