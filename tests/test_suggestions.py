"""Suggestions: only questions that the store answers by other quotes; none rather than a bad one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Over
from serving import samples

from assistant.assistant import Assistant
from assistant.suggestions import Told, suggestions, variants, wider
from assistant.understanding.followup import Turn
from assistant.understanding.wordings import YEAR
from index import Report


@pytest.fixture(scope="module")
def assistant(assistant_over: Over) -> Assistant:
    """An assistant over the samples and the counts of three years."""
    said = [
        Report(
            f"k{year}",
            text,
            ((0, len(text)),),
            title=f"Báo cáo năm {year}",
            published=f"{year}-12-20",
            origin="sample",
        )
        for year, count in ((2020, 318), (2021, 402), (2023, 455))
        for text in [f"Năm {year}, xã Tân An có {count} hộ nuôi tôm theo kê khai của Ủy ban nhân dân xã."]
    ]
    return assistant_over(*samples(), *said)


@pytest.mark.parametrize(
    "question",
    [
        "Xã Tân An có bao nhiêu hộ nuôi tôm năm 2022?",
        "Xã Tân An có bao nhiêu hộ nuôi tôm năm 2021?",
        "Nghệ An chọn chủ đề năm 2023 là gì?",
        "Quảng Ninh đạt bao nhiêu điểm PCI 2019?",
    ],
)
def test_each_is_answered_by_what_was_not_shown(assistant: Assistant, question: str) -> None:
    """Near a refusal and near an answer: each suggestion is answered, by a quote that is not the answer's."""
    answer = assistant.answer(question)
    found = suggestions(assistant, answer)
    assert found and question not in found
    shown = {citation.id for citation in answer.citations}
    for suggestion in found:
        other = assistant.answer(suggestion)
        assert other.status == "answered" and not shown & {citation.id for citation in other.citations}
        for year in YEAR.findall(suggestion):
            assert any(year in f"{one.title} {one.quote}" for one in other.citations)


@pytest.mark.parametrize(
    "question", ["Giá vé máy bay đi Paris là bao nhiêu?", "Chủ tịch nước Pháp là ai năm 2022?"]
)
def test_there_is_none_where_none_is_answered(assistant: Assistant, question: str) -> None:
    """Nothing is suggested beside what the store does not speak of."""
    assert suggestions(assistant, assistant.answer(question)) == ()


def test_a_variant_changes_one_thing() -> None:
    """The year, or the province, of a question that names one; the nearest passage's first."""
    told = [Told(("2022",), ("Nghệ An",)), Told(("2021", "2022"), ("Thanh Hóa",))]
    assert variants("Thanh Hóa có bao nhiêu xã năm 2023?", told) == [
        "Thanh Hóa có bao nhiêu xã năm 2022?",
        "Nghệ An có bao nhiêu xã năm 2023?",
        "Thanh Hóa có bao nhiêu xã năm 2021?",
    ]
    assert variants("Từ 2021 so với năm 2023, năm 2022 ra sao?", told) == []
    assert wider("Thanh Hóa có bao nhiêu xã trong năm 2023?") == ["Thanh Hóa có bao nhiêu xã?"]
    assert wider("PCI 2023 của Quảng Ninh?") == ["PCI của Quảng Ninh?"]


@given(st.text(max_size=60), st.lists(st.sampled_from(["2019", "2024"])))
def test_a_variant_keeps_every_other_word(question: str, years: list[str]) -> None:
    """Apart from the year put in, a question's words stay as they are."""
    for variant in variants(question, [Told(tuple(years), ())]):
        assert YEAR.sub("", variant, 1) == YEAR.sub("", question, 1) and variant != question


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("Có bao nhiêu hộ nuôi tôm theo kê khai?", ("Có bao nhiêu hộ nuôi tôm theo kê khai?",)),
        ("Nơi đó có bao nhiêu hộ nuôi tôm theo kê khai?", ()),
    ],
)
def test_a_question_refused_for_what_it_took_over_is_suggested_as_typed(
    assistant: Assistant, question: str, suggested: tuple[str, ...]
) -> None:
    """After one on another province it finds nothing, alone it does; one that points back says nothing alone."""
    answer = assistant.answer(question, history=[Turn("Nghệ An chọn chủ đề năm 1994 là gì?")])
    assert answer.refusal and "Nghệ An" in answer.standalone_question
    assert suggestions(assistant, answer) == suggested
