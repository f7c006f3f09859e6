"""A conversation taken along: as Markdown in which nothing of a report is markup, and as a Word file Word can read."""

import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_turn import EXCHANGES, HOSTILE, answer, citation

from assistant.answer import Notice, Sentence
from assistant.kept.exchange import Exchange
from assistant.kept.transcript import as_text, blocks, markdown
from assistant.kept.word_file import word_file
from assistant.wording import citation_line

ALL = [one for one in EXCHANGES.values() if one.state != "asking"]


def test_every_citation_stands_written_out() -> None:
    """Each citation has its line, and marks stay in the sentences; what is not verified says so."""
    text = markdown("Cuộc hỏi đáp", ALL)
    assert text.startswith("# Cuộc hỏi đáp\n")
    assert "> Toàn tỉnh có 21 đơn vị ［3］. \\[1\\]" in text
    line = "Theo Báo Tỉnh, ngày 05/01/2024, “Họp tổng kết”, trang 4 (văn bản mẫu): “Toàn tỉnh có 21 đơn vị \\[3\\].”"
    assert f"\\[1\\] {line}" in text
    assert "chưa được trích dẫn chứng thực" in text and "Kho đang bận" in text and "dừng giữa chừng" in text
    assert "not borne out" in markdown("x", ALL, "en")


def test_a_copied_answer_brings_its_citations() -> None:
    """The answer's text, then a line a citation."""
    shown = EXCHANGES["quoted"].answer
    assert shown
    first, second = as_text(shown).split("\n")
    assert first == shown.text and second.startswith("[1] Theo Báo Tỉnh, ngày 05/01/2024")


def test_a_citation_line_says_all_that_leads_back_to_the_quote() -> None:
    """Publisher, date, title, page and address, as far as each is known; never the title twice."""
    cited = citation(1, "Xã A.", page=4, url="https://example.vn/12")
    assert citation_line(cited) == (
        "Theo Báo Tỉnh, ngày 05/01/2024, “Họp tổng kết”, trang 4 (https://example.vn/12): “Xã A.”"
    )
    assert citation_line(citation(1, "Xã A.", source=None)) == "Theo “Họp tổng kết”, ngày 05/01/2024: “Xã A.”"
    bare = citation(1, "Xã A.", source=None, title=None, published="2024-01")
    assert citation_line(bare) == "Theo thong-bao.txt, 01/2024: “Xã A.”"


def test_a_comparison_is_a_table_and_a_list_is_items() -> None:
    """In Markdown, in Word and for the clipboard: a row a thing, each cell with its mark; each item with its own."""
    compared = EXCHANGES["compared"]
    text = markdown("So sánh", [compared])
    assert (
        "|  | 2023 |\n|---|---|\n| Huế | 21 đơn vị \\[1\\] |\n| Đà Lạt | không có trong kho báo cáo |\n"
    ) in text
    (table,) = docx.Document(io.BytesIO(word_file("So sánh", [compared]))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "2023"], ["Huế", "21 đơn vị [1]"], ["Đà Lạt", "không có trong kho báo cáo"],
    ]  # fmt: skip
    assert compared.answer and as_text(compared.answer).split("\n")[1] == "Huế\t21 đơn vị [1]"
    listed = answer(
        sentences=(Sentence("Hai xã:"), Sentence("Xã A.", (1,), True), Sentence("Xã B.", (2,), True)),
        citations=(citation(1, "Xã A."), citation(2, "Xã B.")),
        notices=(Notice("list_read", "Đã đọc 2 báo cáo."),),
    )
    assert "Hai xã:\n\n- Xã A. \\[1\\]\n\n- Xã B. \\[2\\]\n" in markdown("x", [listed])
    styles = [
        one.style.name for one in docx.Document(io.BytesIO(word_file("x", [listed]))).paragraphs if one.style
    ]
    assert styles.count("List Bullet") == 2


@given(st.text(max_size=60) | st.just(HOSTILE) | st.sampled_from(["1. a", "- a", "# a", "=== a", "    a"]))
def test_no_word_is_markup(words: str) -> None:
    """Whatever a question or quote holds, Markdown sees no tag, link, heading, list or emphasis in it."""
    exchange = Exchange(words).answered(
        answer(sentences=(Sentence(words, (1,), True),), citations=(citation(1, words),)).answer  # type: ignore[arg-type] # it is there
    )
    for paragraph in markdown(words, [exchange]).split("\n\n"):
        body = re.sub(r"\\.", "x", re.sub(r"^(##? ?|> ?)", "", paragraph.strip()))
        assert not re.search(r"[<>`*_#\[\]|$]", body)
        assert not re.match(r"\d+[.)]|[-=+]", body)


@pytest.mark.parametrize("title", ["Ghi nhớ", HOSTILE + "\x00\ud800\x0b"])
def test_a_word_file_opens_with_the_same_paragraphs(title: str) -> None:
    """Word's reader finds each paragraph as it is, whatever characters it holds, and no picture or link."""
    document = docx.Document(io.BytesIO(word_file(title, ALL)))
    found = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs if paragraph.text]
    clean = re.sub(r"[\x00-\x08\x0b\ud800]", "\ufffd", title)
    assert found[0] == " ".join(clean.split())
    assert found[1:] == [" ".join(block.text.split()) for block in blocks(title, ALL) if not block.rows][1:]
    assert not document.inline_shapes
