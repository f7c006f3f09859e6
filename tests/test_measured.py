"""How wide, long, high, deep, heavy or populous something is, asked by an adjective."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.fitting import fits
from assistant.reading.whole_places import is_of_place, place_measured

_PROVINCE = report(
    "tinh",
    "Tỉnh Hà Giang có diện tích tự nhiên 7.927 km2, dân số 892.700 người. Huyện Yên Sơn rộng 1.132 km2, có 160.400 "
    "người. Vườn hồng ở thành phố Hà Giang rộng 3 ha.",
    title="Giới thiệu tỉnh Hà Giang",
    published="2023-05-04",
    province="Hà Giang",
)
_LAKE = report(
    "ho",
    "Đập phụ của hồ Vàng Mương bị nứt, với chiều dài 120 m. Mặt hồ rộng 14 km2, sâu 22 m.",
    title="Hồ Vàng Mương được gia cố",
    published="2023-04-11",
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Tỉnh Hà Giang rộng bao nhiêu?", "7.927 km2"),
        ("ha giang rong may km2", "7.927 km2"),
        ("Hà Giang rộng lớn cỡ nào?", "7.927 km2"),
        ("Hà Giang có bao nhiêu người?", "892.700 người"),
        ("Hà Giang đông dân cỡ nào?", "892.700 người"),
        ("Huyện Yên Sơn rộng bao nhiêu?", "1.132 km2"),
        ("Hồ Vàng Mương rộng bao nhiêu?", "14 km2"),
        ("ho vang muong sau bao nhieu", "22 m"),
    ],
)
def test_an_adjective_asks_for_the_quantity_it_names(
    assistant_over: Over, question: str, figure: str
) -> None:
    """A province's area is no district's or garden's, and a lake's width no length of its dam."""
    answer = assistant_over(_PROVINCE, _LAKE).answer(question)
    assert figure in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Tỉnh Hà Giang rộng bao nhiêu?", "Hà Giang đông dân cỡ nào?"])
def test_the_size_of_something_in_a_province_is_not_the_provinces(
    assistant_over: Over, question: str
) -> None:
    """Where only a district's and a garden's are told, nothing is answered."""
    text = _PROVINCE.text.partition(". ")[2]
    told = report("huyen", text, title="Huyện Yên Sơn", published="2023-05-04", province="Hà Giang")
    assert assistant_over(told).answer(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Thành phố Huế rộng bao nhiêu?", "Huế"),
        ("dan so hue bao nhieu", "Huế"),
        ("Cả tỉnh Nghệ An có bao nhiêu dân?", "Nghệ An"),
        ("Rừng Nghệ An rộng bao nhiêu?", ""),
        ("Nghệ An có bao nhiêu người nghèo?", ""),
        ("Nghệ An rộng hơn Hà Tĩnh bao nhiêu?", ""),
    ],
)
def test_a_whole_province_is_told_from_what_is_in_it(question: str, place: str) -> None:
    """Only a question without any other subject asks for the province's own size."""
    assert place_measured(understand(question)) == place


@pytest.mark.parametrize(
    ("sentence", "is_own"),
    [
        ("Hiện tỉnh Nghệ An có diện tích 16.486 km2.", True),
        ("Diện tích tự nhiên của Nghệ An khoảng 16.486 km2.", True),
        ("Toàn tỉnh rộng hơn 16.486 km2.", True),
        ("Xã | Diện tích: 16.486 km2", True),
        ("Khu đô thị mới Nghệ An rộng 16.486 km2.", False),
        ("Sân bóng ở Nghệ An rộng 16.486 km2.", False),
        ("Diện tích rừng của Nghệ An là 16.486 km2.", False),
    ],
)
def test_a_figure_is_a_provinces_own_by_what_leads_to_it(sentence: str, is_own: bool) -> None:
    """Between the province and the figure stands nothing but the quantity's name."""
    assert is_of_place("Nghệ An", sentence, sentence.index("16.486")) is is_own


def test_a_population_is_a_count_of_people() -> None:
    """The 2.400 of "dân số 2.400 người" is no number of something, as "quyết định số 2.400" is."""
    question = understand("Xã Tân An có bao nhiêu người?")
    assert [fit.strength for fit in fits(question, "Xã Tân An có dân số 2.400 người.")] == [1.0]
    assert not fits(question, "Xã Tân An ra quyết định số 2.400.")
