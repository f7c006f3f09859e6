"""Wanted: what a question is searched with, and that it finds what was meant however it is typed."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import five, many, report

from index.embedder import Embedder
from index.index import Index
from index.vietnamese import fold
from index.wanted import borne_exactly, put_right, wanted

COMMITTEE = "Uỷ ban nhân dân tỉnh giao kinh phí làm đường cho các xã vùng cao."
BOARD = "Mặt trận giao cho các xã vận động làm đường vùng cao, không có kinh phí của tỉnh."
PLAN = "Quyết định số 1524/QĐ-UBND giao kế hoạch trồng rừng năm 2023 cho các huyện."
OTHER = "Quyết định số 1254/QĐ-UBND giao kế hoạch trồng rừng, kế hoạch trồng rừng năm 2023 cho các huyện."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """A store of reports on many matters, opened for all."""
    with Index.open(tmp_path_factory.mktemp("kho"), embedder) as opened:
        opened.add([*five(), report("uỷ ban", COMMITTEE), report("mặt trận", BOARD), *many(60)])
        opened.add([report("đúng số", PLAN), report("khác số", OTHER)])
        opened.add([report("có số", "Giao các huyện thực hiện.", number="77/KH-UBND", title="Kế hoạch")])
        yield opened


def known(*terms: str) -> Callable[[Iterable[str]], dict[str, int]]:
    """A store in which these terms stand once each, and those said twice twice."""
    return lambda asked: {term: terms.count(term) for term in asked}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("cảng cá Thận Hòa", "cang"),  # a letter lost
        ("cảng cá Thuậnn Hòa", "cang"),  # one too many
        ("cảng cá Thuận Hòz", "cang"),  # another
        ("sôts xuất huyết", "y-te"),
        ("sốt xuát huyet", "y-te"),  # accents wrong and missing
        ("sảnl ượng lúa đông xaun", "lua"),  # two in the other order
    ],
)
def test_a_mistyped_word_finds(index: Index, question: str, key: str) -> None:
    """A letter lost, added, changed or moved, an accent missing: the report meant comes first."""
    assert index.search(question, 1)[0].key == key


@pytest.mark.parametrize(
    "question", ["UBND giao kinh phí làm đường", "Ủy ban nhân dân giao kinh phí làm đường"]
)
def test_an_abbreviation_finds_its_full_form(index: Index, question: str) -> None:
    """The short and the full name find the same."""
    assert index.search(question, 1)[0].key == "uỷ ban"


def test_a_full_form_bears_all_of_its_abbreviation(index: Index) -> None:
    """Looked at closer, a passage with the full name is worth as much as one with the short name asked for."""
    asked = wanted("UBND giao kinh phí", lambda terms: dict.fromkeys(terms, 1))
    assert "UBND" not in asked.in_full and "nhân dân" in asked.in_full
    assert asked.spelt_out("UBND giao kinh phí") == asked.in_full


def test_a_full_form_finds_its_abbreviation(index: Index) -> None:
    """A text that only has the short form is found by the full one, before one with half of its words."""
    index.add([report("ngắn", "BHYT đạt 92% dân số."), report("dài", "Trạm y tế các xã đạt chuẩn.")])
    assert index.search("bảo hiểm y tế đạt bao nhiêu", 1)[0].key == "ngắn"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Kế hoạch trồng rừng năm 2023 theo Quyết định 1524/QĐ-UBND", "đúng số"),
        ("ke hoach trong rung 1524/qd-ubnd", "đúng số"),
        ("kế hoạch trồng rừng 1254/QĐ–UBND", "khác số"),
        ("trồng rừng năm 2023 theo 77/KH-UBND", "có số"),  # it stands in the facts alone
        ('xã vùng cao "không có kinh phí"', "mặt trận"),
        ("làm đường “giao kinh phí”", "uỷ ban"),
    ],
)
def test_numbers_and_quoted_phrases_stand_as_typed(index: Index, question: str, key: str) -> None:
    """A document with the very number, and a passage with the very phrase, come before better ones without."""
    assert index.search(question, 1)[0].key == key


WORDS = {report.key: report.text.split() for report in five()}
TYPED: tuple[Callable[[str], str], ...] = (
    fold,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("òa", "oà").replace("óa", "oá").replace("ủy", "uỷ"),
    lambda text: f"{text} ?!",
)


@settings(max_examples=60, deadline=None)
@given(
    key=st.sampled_from(sorted(WORDS)),
    part=st.tuples(st.floats(0, 1), st.integers(7, 12)),
    typed=st.sampled_from(TYPED),
    lost=st.integers(0, 10_000),
)
def test_however_a_stretch_is_typed_its_report_comes_first(
    index: Index, key: str, part: tuple[float, int], typed: Callable[[str], str], lost: int
) -> None:
    """Some words on end of a report, without accents, in capitals, decomposed, toned the old way, a letter lost."""
    own = WORDS[key]
    first = int(part[0] * max(len(own) - part[1], 0))
    words = own[first : first + part[1]]
    assert index.search(typed(" ".join(words)), 1)[0].key == key
    place = lost % len(words)
    if len(words[place]) > 3:
        words[place] = words[place][:1] + words[place][2:]
        assert index.search(typed(" ".join(words)), 1)[0].key == key


def test_accents_typed_outrank_others(index: Index) -> None:
    """What is spelt as asked stands above what only looks like it without accents."""
    index.add([report(word, f"Đề án nói về {word} của tỉnh.") for word in ("bạn", "bàn", "bán")])
    assert [index.search(f"đề án nói về {word}", 1)[0].key for word in ("bạn", "bàn", "bán")] == [
        "bạn",
        "bàn",
        "bán",
    ]


def test_a_word_is_put_right_by_its_neighbours() -> None:
    """Of two known words a letter away, the one that stands beside the neighbour; a known word stays."""
    store = known("luong", "san", "sang", "san_luong", "luong", "tuong", "tuong", "tuong")
    assert put_right("sản luonh", store) == "sản luong"
    assert put_right("sản tuong", store) == "sản tuong"


@pytest.mark.parametrize("question", ["nghỉ bao lâu", "nghi bao lau"])
def test_a_syllable_that_a_small_store_lacks_is_left_alone(question: str) -> None:
    """What Vietnamese spells so is taken for another word only where that stands between both neighbours."""
    store = known("nghi", "bao", "luu", "bao_luu", "ca", "thuan", "hoa", "ca_thuan", "thuan_hoa")
    assert put_right(question, store) == question
    assert put_right("cá Thận Hòa", store) == "cá thuan Hòa"


def test_short_unknown_words_are_left_alone() -> None:
    """Without a neighbour that speaks for it a short word is not taken for another; numbers and names never."""
    store = known("tinh", "lua", "2023")
    assert put_right("luz ở đâu", store) == "luz ở đâu"
    assert put_right("nam 2024 58-NQ/TX", store) == "nam 2024 58-NQ/TX"


def test_the_meanings_of_an_abbreviation_are_all_searched() -> None:
    """BTV has two; its full form is not taken for an abbreviation with other meanings."""
    assert [other.words for other in wanted("BTV họp", known()).others] == [
        ("ban", "thường", "vụ"),
        ("biên", "tập", "viên"),
    ]
    assert wanted("Ban Thường vụ họp", known()).others == ()


def test_an_abbreviation_is_written_out() -> None:
    """Where the question has the full form, a text's short form is read as it."""
    asked = wanted("bảo hiểm y tế", known())
    assert asked.spelt_out("Thẻ BHYT, BHYTX.") == "Thẻ bảo hiểm y tế, BHYTX."
    assert wanted("thẻ", known()).spelt_out("Thẻ BHYT") == "Thẻ BHYT"


def test_runs_stand_word_for_word() -> None:
    """Within words, in another order or with other accents they do not."""
    assert borne_exactly(["24-NQ/TU"], "Nghị quyết 24–NQ/TU ngày 1/1") == 1
    assert borne_exactly(["24-NQ/TU"], "Nghị quyết 124-NQ/TU, 24-NQ/TUYÊN") == 0
    assert borne_exactly(["làm đường", "vùng cao"], "làm đường vùng thấp") == 0.5
    assert borne_exactly(["lam duong"], "Làm đường") == 1 and borne_exactly(["làm duong"], "Làm đường") == 0


@given(st.text(max_size=80))
def test_any_question_is_wanted(question: str) -> None:
    """Whatever is typed gives words to search with; where the store knows nothing, the question is left as it is."""
    assert wanted(question, known()).text.startswith(put_right(question, known()))
