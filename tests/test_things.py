"""Things: what an English question asks about, found by any of their Vietnamese names."""

import numpy as np
import pytest

from index.things import other_names, told

# a teacher, a fee, somebody without a rendering
THINGS = (("giáo viên", "nhà giáo"), ("phí", "lệ phí"), ("Kepler",))


def test_a_text_tells_of_a_thing_by_any_name() -> None:
    """How much of the things' weight each text lacks; the other names become the first, also in capitals."""
    weight = {"giao": 1.0, "vien": 2.0, "phi": 4.0, "kepler": 3.0}.__getitem__
    made, lacking = told(
        THINGS, ["Nhà giáo nộp lệ phí.", "Ông kepler dạy học.", "Giáo viên trẻ.", "Chi phíc khác"], weight
    )
    assert made == ["giáo viên nộp phí.", "Ông kepler dạy học.", "Giáo viên trẻ.", "Chi phíc khác"]
    assert lacking.tolist() == pytest.approx([0.3, 0.7, 0.7, 1.0])


def test_a_name_of_two_things_tells_of_both() -> None:
    """Two words may have one rendering."""
    things = (("nhà", "trường"), ("trường học", "trường"))
    assert told(things, ["Trường mới xây."], lambda term: 1.0)[1].tolist() == [0.0]


def test_a_letter_that_is_no_letter_of_a_name_harms_nothing() -> None:
    """What is matched in any case need not be the name in small letters."""
    made, lacking = told((("nhà", "sân"),), ["sân", "\u017fân"], lambda term: 1.0)
    assert made == ["nhà", "\u017fân"] and lacking.tolist() == [0.0, 1.0]


def test_without_things_the_texts_stay() -> None:
    """A Vietnamese question has none; things of no weight count for nothing."""
    made, lacking = told((), ["Hòa bình", "x"], lambda term: 1.0)
    assert made == ["Hòa bình", "x"] and not np.any(lacking)
    assert told(THINGS, ["Nhà giáo"], lambda term: 0.0)[1].tolist() == [0.0]


def test_the_first_name_is_searched_with_the_question() -> None:
    """The others count beside it, less."""
    names = other_names(THINGS)
    assert [words for words, _ in names] == [["nhà", "giáo"], ["lệ", "phí"]]
    assert all(0 < times < 1 for _, times in names)
