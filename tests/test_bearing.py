"""Bearing: what of a question a passage is seen to bear, and that any text is borne with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bearing import COLUMNS, Looked, bearing, terms_weighed

ASKED = "Năm 2022 tỉnh Bình Minh trồng bao nhiêu héc-ta lúa?"


def row(text: str, question: str = ASKED, heading: str = "") -> dict[str, float]:
    """The columns of one passage, every word weighed alike."""
    found = bearing(question, [Looked(text, heading)], lambda _: 1.0)
    return dict(zip(COLUMNS, found[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("column", "more", "less"),
    [
        ("words spelt so", "Tỉnh trồng lúa.", "Tinh trong lua."),
        ("in one sentence", "Tỉnh trồng lúa. Đường mới.", "Tỉnh họp. Có trồng cây. Lúa tốt."),
        ("pairs in one sentence", "Bình Minh có lúa.", "Bình và Minh có lúa."),
        ("in two sentences", "Tỉnh trồng. Lúa tốt. Hết.", "Tỉnh trồng. Hết. Lúa tốt."),
        ("names", "Ở tỉnh Bình Minh.", "Lúc bình minh."),
        ("numbers", "Năm 2022.", "Năm 2021."),
    ],
)
def test_a_passage_that_bears_more(column: str, more: str, less: str) -> None:
    """Each column is higher for the passage that bears more of what it names."""
    assert row(more)[column] > row(less)[column]


def test_the_heading_counts() -> None:
    """A heading with the question's words, and one that is nothing but those."""
    assert row("x", heading="Diện tích lúa")["of the title"] > row("x", heading="Đường")["of the title"]
    assert (
        row("x", heading="Trồng lúa")["of the title"] > row("x", heading="Trồng lúa ở xã bên")["of the title"]
    )


def test_any_spelling_does_where_no_accents_were_typed() -> None:
    """Typed without accents, a word is spelt as asked whatever its accents."""
    assert row("Trồng lúa.", "trong lua")["words spelt so"] == 1
    assert row("Trồng lúa.", "trong lúa")["words spelt so"] == 0.5


def test_decomposed_text_bears_the_same() -> None:
    """NFD and NFC are one text."""
    composed = "Tỉnh Bình Minh trồng lúa."
    decomposed = "Ti\u0309nh Bi\u0300nh Minh tr\u00f4\u0300ng lu\u0301a."
    assert row(decomposed) == row(composed)


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=80), st.text(max_size=30)), max_size=5))
def test_any_texts_have_their_rows(question: str, given_texts: list[tuple[str, str]]) -> None:
    """A row a passage; all but the length are shares."""
    weights = {term: float(len(term)) for term in terms_weighed(question)}
    found = bearing(question, [Looked(*one) for one in given_texts], weights.__getitem__)

    assert found.shape == (len(given_texts), len(COLUMNS))
    assert np.isfinite(found).all()
    assert ((found[:, :-1] >= 0) & (found[:, :-1] <= 1.0000001)).all()
