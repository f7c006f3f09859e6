"""Vietnamese text: sentences and terms with their offsets, one spelling for each word, abbreviations."""

import tracemalloc
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plain import plain
from index.vietnamese import canonical, fold, nfc, pieces, sentences, terms, wordings

WORDS = [
    "Thanh Hóa",
    "hoà",
    "thuỷ",
    "Quý",
    "đồng chí",
    "TP.",
    "Th.S",
    "hội nghị",
    "Lãnh đạo",
    "58-NQ/TW",
    "12,51%",
    "20.000",
    "21/12/2022",
    "v.v.",
    "./.",
    "…",
    "“",
    "”",
    "- ",
    "1. ",
    "a) ",
    ". ",
    "? ",
    "\n",
    "\n\n",
    " ",
    "\u0301",
    "\u200b",
    "\u00a0",
    "GRDP",
    "🌾",
    "省",
]
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
VIETNAMESE = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
FORM = st.sampled_from(["NFC", "NFD", "as it is"])


def in_form(form: str, text: str) -> str:
    """The text in a normal form, or as it is."""
    return text if form == "as it is" else unicodedata.normalize(form, text)  # type: ignore[arg-type]  # a form by name


def mixed(texts: list[tuple[str, str]]) -> str:
    """Texts in forms of their own, put together."""
    return "".join(in_form(form, text) for form, text in texts)


TEXT = st.lists(st.tuples(FORM, ANYTHING | VIETNAMESE), max_size=4).map(mixed)


def cut(text: str) -> list[str]:
    """The sentences' own words."""
    return [text[start:end] for start, end in sentences(text)]


# -- sentences -----------------------------------------------------------------------------------------------


@given(TEXT)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    """Spans follow one another, bear no outer white space, and leave out white space alone."""
    spans = sentences(text)
    seen = [place for start, end in spans for place in range(start, end)]

    assert seen == sorted(set(seen))
    assert {place for place, char in enumerate(text) if not char.isspace()} <= set(seen)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(not text[one:two].strip() for (_, one), (two, _) in pairwise(spans))


@given(TEXT, st.integers(0, 300), st.integers(0, 300))
def test_sentences_of_a_part_stay_in_it(text: str, one: int, other: int) -> None:
    """A part is cut with the whole text's offsets, and everything visible in it is there."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    spans = sentences(text, start, end)

    assert all(start <= first < last <= end for first, last in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:end].split())


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "parts",
    [
        ["TP. Hà Nội có 30 quận, huyện.", "Dân số tăng."],
        ["Có hiệu lực từ ngày ký.", "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"],
        ["Tuyển 120 thợ trong quý I.", "Dự án nhóm B.", "Ông N. V. An nói."],
        ["Tp. Hồ Chí Minh và TX. Sơn Tây cùng dự."],
        ["Th.S Nguyễn Văn An và PGS.TS. Lê Bình chủ trì.", "Hội nghị kết thúc."],
        ["Th.S. Lê An, GS. TS. Bùi Ba và BS. Hà đến TP.HCM.", "Họ về ngay."],
        ["Ông Trần V. Hùng phát biểu."],
        ["Đ/c. Lê Hải dự họp."],
        ["Tỉnh chi 20.000 đồng một suất.", "Mức này giữ nguyên."],
        ["Kinh tế tăng 12,51%.", "Thu ngân sách đạt 1.234,5 tỷ đồng."],
        ["Gồm lúa, ngô, v.v. và rau màu."],
        ["Gồm lúa, ngô, v.v.", "Năm sau sẽ tăng."],
        ["Các sở căn cứ thi hành./.", "Nơi nhận: Văn thư."],
        ["Ông nói: “Phải làm ngay.”", "Mọi người nhất trí."],
        ["Ông hỏi “Làm được không?” rồi ngồi xuống."],
        ["Họp tại hội nghị.", "Lãnh đạo tỉnh dự."],
        ["Đoàn đi hôm qua…", "Hôm nay về."],
        ["Còn nhiều việc… phải làm."],
        ["Họp ngày 21.12.2022 tại trụ sở.", "Kết quả tốt."],
        ["Xem tại https://example.org/tin.html?id=1.2 để biết.", "Liên hệ qua a.b@example.org."],
        ["Thật không?", "Thật!"],
        ["Thật vậy sao?!", "Đúng."],
        ["Nghị quyết số 58-NQ/TW.", "Quyết định 153/QĐ-TTg."],
    ],
    ids=lambda parts: parts[0][:30],
)
def test_a_sentence_ends_where_a_reader_ends_it(form: str, parts: list[str]) -> None:
    """Full stops of titles, numbers, dates and addresses end nothing; those of sentences do."""
    parts = [in_form(form, part) for part in parts]

    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Họp tại hội nghị.Lãnh đạo tỉnh dự.", ["Họp tại hội nghị.", "Lãnh đạo tỉnh dự."]),
        ("Tỉnh đã tổ chức\nhội nghị tổng kết.", ["Tỉnh đã tổ chức\nhội nghị tổng kết."]),
        ("Tỉnh họp tổng kết\nNăm nay thu vượt.", ["Tỉnh họp tổng kết", "Năm nay thu vượt."]),
        ("Gồm:\n- lúa;\n- ngô;\n+ rau.", ["Gồm:", "- lúa;", "- ngô;", "+ rau."]),
        ("1. Nội dung chính\n2. Kết quả", ["1. Nội dung chính", "2. Kết quả"]),
        ("a) lúa\nb) ngô", ["a) lúa", "b) ngô"]),
        ("một đoạn\n\nđoạn khác", ["một đoạn", "đoạn khác"]),
        ("Dòng một\r\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("(Ông nói.) Rồi đi.", ["(Ông nói.)", "Rồi đi."]),
        ("", []),
        (" \n\t ", []),
        ("…", ["…"]),
    ],
)
def test_lines_lists_and_lost_spaces(text: str, parts: list[str]) -> None:
    """A wrapped line goes on, a list's item stands alone, a lost space after a full stop is seen."""
    assert cut(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "a." * 500_000,
        "." * 1_000_000,
        "\n" * 1_000_000,
        "1" * 1_000_000,
        "\u0301" * 1_000_000,
        " " * 1_000_000,
    ],
    ids=lambda text: repr(text[:4]),
)
def test_a_megabyte_of_anything_is_cut(text: str) -> None:
    """Hostile text takes time in proportion to its length: this would not end if it were its square."""
    assert "".join(cut(text)) == text.strip()
    assert all(text[start:end] for start, end, _, _ in terms(text))


# -- terms ---------------------------------------------------------------------------------------------------


@given(TEXT)
def test_a_term_points_at_its_own_words(text: str) -> None:
    """Spans follow one another, are never empty, and each is what its forms are made from."""
    end = 0
    for term in terms(text):
        assert end <= term.start < term.end <= len(text)
        end = term.end
        written = text[term.start : term.end]
        assert term.exact == canonical(written.replace("–", "-"))
        assert term.folded == fold(term.exact)


@given(st.lists(ANYTHING | VIETNAMESE, max_size=4).map("".join))
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    """What a keyboard or a Mac makes of the same words changes no term."""
    one, other = (
        [(term.exact, term.folded) for term in terms(unicodedata.normalize(form, nfc(text)))]
        for form in ("NFC", "NFD")
    )
    assert one == other


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("tăng 7,37% so với 2022", ["tăng", "7,37", "so", "với", "2022"]),
        ("Nghị quyết số 58-NQ/TW", ["nghị", "quyết", "số", "58-nq/tw"]),
        ("Quyết định 832/QĐ-UBND ngày 21/12/2022", ["quyết", "định", "832/qđ-ubnd", "ngày", "21/12/2022"]),
        ("37/2021/QH15", ["37/2021/qh15"]),
        ("20.000 tấn, 327/411 xã", ["20.000", "tấn", "327/411", "xã"]),
        ("giai đoạn 2021–2025", ["giai", "đoạn", "2021-2025"]),
        ("kinh tế - xã hội", ["kinh", "tế", "xã", "hội"]),
        ("", []),
        ("?! … —", []),
    ],
)
def test_a_number_or_document_is_one_term(text: str, exact: list[str]) -> None:
    """Figures, dates and document numbers are not torn apart, in either normal form."""
    for form in ("NFC", "NFD"):
        assert [term.exact for term in terms(in_form(form, text))] == exact


def test_a_compound_number_has_its_parts() -> None:
    """A document number is found by each of its parts; a plain word has none."""
    number, word = terms("58-NQ/TW tỉnh")
    assert pieces(number.exact) == ["58", "nq", "tw"]
    assert pieces(word.exact) == []


# -- one spelling --------------------------------------------------------------------------------------------


@given(ANYTHING | VIETNAMESE)
def test_folding_and_spelling_twice_changes_nothing(text: str) -> None:
    """Both are settled after the first time, and composed and decomposed text come out the same."""
    assert fold(fold(text)) == fold(text)
    assert canonical(canonical(text)) == canonical(text)
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(nfc(text))
    assert canonical(decomposed) == canonical(nfc(text))


# The two ways of placing a tone, and of writing a lone i after these initials.
SPELLINGS = """
    hoà hòa | hoá hóa | hoả hỏa | hoã hõa | hoạ họa | toà tòa | toá tóa | toả tỏa | toạ tọa | khoá khóa
    khoả khỏa | loá lóa | loã lõa | xoá xóa | xoã xõa | doạ dọa | đoạ đọa | hoè hòe | khoẻ khỏe | loè lòe
    toé tóe | xoè xòe | choé chóe | hoé hóe | nhoè nhòe | thuý thúy | thuỷ thủy | thuỵ thụy | tuỳ tùy
    tuý túy | tuỷ tủy | tuỵ tụy | huý húy | huỷ hủy | huỵ hụy | luỹ lũy | luỵ lụy | luý lúy | suý súy
    truỵ trụy | uỷ ủy | uý úy | uỵ ụy | nguỵ ngụy | duỳ dùy | ngoã ngõa | goá góa | boả bỏa | doá dóa
    kỹ kĩ | tỷ tỉ | lý lí | mỹ mĩ | sỹ sĩ | hy hi | ty ti | quý quí | quỳ quì | quỷ quỉ | vỹ vĩ
"""
PAIRS = [tuple(pair.split()) for line in SPELLINGS.strip().splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda word: str(word))
def test_two_spellings_of_a_syllable_are_one_word(one: str, other: str) -> None:
    """Old and new tone placement, y and i: the same word in any case and normal form."""
    assert one != other
    forms = {
        canonical(in_form(form, written))
        for word in (one, other)
        for written in (word, word.title(), word.upper())
        for form in ("NFC", "NFD")
    }
    assert len(forms) == 1


@pytest.mark.parametrize(
    "word",
    [
        "giữa",
        "thuở",
        "hoàn",
        "hoàng",
        "ngoài",
        "quà",
        "quả",
        "quốc",
        "thuế",
        "thuyền",
        "tuyết",
        "khuya",
        "khuỷu",
        "giếng",
        "gìn",
        "già",
        "giỏi",
        "của",
        "mùa",
        "chúa",
        "múa",
        "lúa",
        "hứa",
        "cửa",
        "người",
        "được",
        "rượu",
        "muối",
        "suối",
        "buổi",
        "tiếng",
        "yếu",
        "loại",
        "oản",
        "ỷ",
        "ý",
        "y",
        "huyện",
        "quyền",
        "toàn",
        "hòn",
        "hóa",
        "thúy",
        "khỏe",
        "tòa",
        "lũy",
    ],
)
def test_a_syllable_with_one_spelling_stays(word: str) -> None:
    """Where the tone has one place, or stands where it is written now, nothing moves."""
    assert canonical(word) == word


def test_different_words_stay_apart() -> None:
    """One spelling for a word never makes two words one."""
    words = [
        "hóa",
        "hòa",
        "hỏa",
        "họa",
        "hoa",
        "tùy",
        "túy",
        "tủy",
        "tụy",
        "tuy",
        "của",
        "cua",
        "cùa",
        "thủy",
        "thùy",
        "thúy",
        "quý",
        "quỳ",
        "quy",
        "giả",
        "già",
        "giá",
        "gia",
    ]
    assert len({canonical(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đặng Thị Ngọc Thịnh", "dang thi ngoc thinh"),
        ("ƯỚC", "uoc"),
        ("đ/c", "d/c"),
        ("7,37%", "7,37%"),
        ("", ""),
    ],
)
def test_folding_is_what_one_types_without_accents(text: str, bare: str) -> None:
    """Accents, horns, the bar of đ and case go; everything else stays."""
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == bare


# -- abbreviations -------------------------------------------------------------------------------------------


def other_wordings(text: str) -> list[str]:
    """Every other wording known for a run of the text's terms."""
    return [" ".join(found.words) for found in wordings([term.exact for term in terms(text)])]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("KT-XH", "kinh tế - xã hội"),
        ("HĐND tỉnh", "Hội đồng nhân dân tỉnh"),
        ("hdnd", "hoi dong nhan dan"),
        ("GPMB", "giải phóng mặt bằng"),
        ("KCN", "khu công nghiệp"),
        ("BHYT", "bảo hiểm y tế"),
        ("UBND", "Ủy ban nhân dân"),
        ("UBND", "Uỷ ban nhân dân"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_abbreviations_are_known_both_ways(short: str, full: str, form: str) -> None:
    """The short form gives the full one and the full one the short one, accents or none."""
    bare, spelled = [
        " ".join(term.exact for term in terms(text)).removesuffix(" tỉnh") for text in (short, full)
    ]
    assert spelled in other_wordings(in_form(form, short))
    assert bare in other_wordings(in_form(form, full))


def test_an_abbreviation_with_two_meanings_gives_both() -> None:
    """BTV is a standing committee or an editor: whoever searches finds either."""
    assert {"ban thường vụ", "biên tập viên"} <= set(other_wordings("BTV"))


@given(VIETNAMESE)
def test_a_wording_names_a_run_of_the_terms(text: str) -> None:
    """It says which terms it stands for, and is never what they already say."""
    found = terms(text)
    for wording in wordings([term.exact for term in found]):
        assert 0 <= wording.first < wording.last <= len(found)
        assert wording.words


def test_a_text_of_marks_takes_little_memory() -> None:
    """A text of combining marks is looked at without noting each of them first."""
    text = "a\u0301" * 60_000
    tracemalloc.start()
    try:
        assert plain(text).span(1, 2) == (2, 4)
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()
