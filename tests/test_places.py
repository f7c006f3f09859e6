"""Provinces: the table, and where a text names them."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import places

Form = Literal["NFC", "NFD"]


def names(text: str, folded: bool = False) -> list[str]:
    """The provinces that `text` names."""
    return [place.name for place in places.find(text, folded)]


def test_table_holds_63_before_and_34_after() -> None:
    """63 provinces and cities stood before 1 July 2025 and 34 after, each of the past in one of today."""
    rows = places.provinces().values()
    assert sum(bool(row.before) for row in rows) == 63
    assert sum(bool(row.after) for row in rows) == 34
    assert all(places.provinces()[row.successor].after for row in rows)
    merged = [name for row in rows if row.after for name in places.predecessors(row.name)]
    assert sorted(merged) == sorted(row.name for row in rows if row.before)


def test_successor_and_predecessors() -> None:
    """What merged is found both ways; what stayed is its own successor; a name of the past has no
    predecessors.
    """
    assert places.successor("Thái Bình") == "Hưng Yên"
    assert places.predecessors("Lâm Đồng") == ("Bình Thuận", "Đắk Nông", "Lâm Đồng")
    assert places.predecessors("Huế") == ("Thừa Thiên Huế",)
    assert places.successor("Thanh Hóa") == "Thanh Hóa"
    assert places.predecessors("Thái Bình") == ()
    assert places.successor("Paris") is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh Thanh Hoá và TP.HCM", ["Thanh Hóa", "Thành phố Hồ Chí Minh"]),
        ("thành phố Hồ Chí Minh, TP. Hồ Chí Minh, TPHCM", ["Thành phố Hồ Chí Minh"] * 3),
        ("Bà Rịa – Vũng Tàu, BR-VT, TT-Huế", ["Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế"]),
        ("Đắc Lắc, Đăk Lăk, Daklak và Bắc Cạn", ["Đắk Lắk", "Đắk Lắk", "Đắk Lắk", "Bắc Kạn"]),
        ("thành phố Thanh Hóa; BÁO HÀ NAM ĐIỆN TỬ", ["Thanh Hóa", "Hà Nam"]),
        ("đô thị Thanh Hóa; Thủ tướng yêu cầu Nghệ An", ["Thanh Hóa", "Nghệ An"]),
        ("tỉnh Thanh Hóa Đỗ Minh Tuấn", ["Thanh Hóa"]),
    ],
)
def test_found_in_any_spelling(text: str, expected: list[str], form: Form) -> None:
    """A province is found with its tone placed either way, abbreviated, in capitals, composed or not."""
    assert names(unicodedata.normalize(form, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thái Bình Dương",
        "ông Nguyễn Hà Nam và bà Lê Thái Bình",
        "Chủ tịch Hồ Chí Minh",
        "vì hòa bình; Hòa bình thế giới",
        "sông Thái Bình",
        "chiến dịch Điện Biên Phủ",
        "Việt Nam Định hướng",
        "Ha Nam Ninh",
        "hà nam",
        "ha nam",
    ],
)
def test_other_names_are_no_provinces(text: str) -> None:
    """An ocean, a person, a river, peace or a battle is not the province of that name; nor are small
    letters.
    """
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chu de nam 2023 cua thanh hoa la gi", ["Thanh Hóa"]),
        ("ha nam va tphcm", ["Hà Nam", "Thành phố Hồ Chí Minh"]),
        ("hòa bình, hoà bình, hoa binh", ["Hòa Bình"] * 3),
        ("Thanh Hoa's theme", ["Thanh Hóa"]),
        ("hóa thanh, thánh hoa, thai binh duong", []),
    ],
)
def test_questions_may_leave_accents_and_capitals_out(text: str, expected: list[str]) -> None:
    """Folded, a name is found without accents and capitals, but accents that were typed must be its own."""
    assert names(text, folded=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Thanh Hoá", "Thanh Hóa"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Hà Nam, Việt Nam", None),
        ("", None),
    ],
)
def test_resolve_wants_the_whole(text: str, expected: str | None) -> None:
    """A whole string is resolved to its province, or to none where it says more."""
    assert places.resolve(text) == expected


@given(st.text(), st.booleans())
def test_any_text_is_searched_without_error(text: str, folded: bool) -> None:
    """No text makes the search fail, and what is found stands in it, one after the other."""
    found = places.find(text, folded)
    ends = [end for place in found for end in (place.start, place.end)]
    assert ends == sorted(ends)
    assert all(place.start < place.end <= len(text) for place in found)


@given(
    st.sampled_from(sorted(places.provinces())),
    st.text(alphabet="abc ,.(\n", max_size=20),
    st.sampled_from(["NFC", "NFD"]),
)
def test_spans_are_the_name(name: str, around: str, form: Form) -> None:
    """Between marks, each province is found, and its span holds the name and nothing else."""
    text = unicodedata.normalize(form, f"{around}: {name}; {around}")
    found = places.find(text)
    assert [unicodedata.normalize("NFC", text[p.start : p.end]) for p in found] == [name]
    assert found[0].name == name
