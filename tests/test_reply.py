"""A model's reply as sentences and marks: the same however it is cut, and nothing active in it."""

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.markup import quotable
from assistant.writing.reply import NOT_ANSWERED, Delta, Draft, Reply, in_language

NUMBERS = range(1, 6)
# What replies are made of, whole and broken.
SHARDS = [
    *("Thanh Hóa chọn chủ đề năm 2023", " GRDP tăng 7,37%", "TP. Hà Nội", "số 58-NQ/TW", "ngày 21/12/2022"),
    *(".", ". ", "! ", "? ", "…", ":", ";", ", ", " ", "  ", "\n", "\n\n", "\r\n", "“Đoàn kết”", "(", ")"),
    *(
        "[1]",
        "[2][3]",
        " [1, 2]",
        "【4】",
        "［5］",
        "[9]",
        "[0]",
        "[1-3]",
        "[đoạn 2]",
        "[",
        "]",
        "[1",
        "2]",
        "[]",
    ),
    *(
        "[a](http://x.vn/b)",
        "[a](javascript:b(",
        "c))",
        "![a](http://x.vn/b.png)",
        "[1](#n1)",
        "http://x.vn/a?b=1",
        "www.x.vn",
        "h",
        "htt",
    ),
    *(
        "<b>",
        "</b>",
        "<br>",
        "<img src=x onerror=y>",
        "<script>z()</script>",
        "<think>nghĩ [1]</think>",
        "<",
        ">",
    ),
    *(
        "**",
        "*",
        "_",
        "__",
        "`",
        "# ",
        "- ",
        "* ",
        "1. ",
        "12) ",
        "> ",
        "\\",
        "!",
        "〔7〕",
        "\u202e",
        "\x00",
        "\ud800",
    ),
    *(NOT_ANSWERED, "NOT-IN", "REPORTS", "N", "no", "e\u0301", "đ", "7"),
]
TEXTS = st.one_of(st.lists(st.sampled_from(SHARDS), max_size=30).map("".join), st.text(max_size=120))
MARK = re.compile(r"[\[\]【】]|［\s*\d")


def read(pieces: Iterable[str]) -> tuple[Reply, list[Delta], list[Draft]]:
    """Give the reply read to its end, its deltas and its drafts."""
    reply = Reply(NUMBERS)
    out = [event for piece in pieces for event in reply.push(piece)] + list(reply.close())
    return reply, [e for e in out if isinstance(e, Delta)], [e for e in out if isinstance(e, Draft)]


def said(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Give the sentences of a reply with their numbers."""
    return [(draft.text, draft.numbers) for draft in read([text])[2]]


def cut(text: str, places: list[int]) -> list[str]:
    """Give the text in pieces, cut at these places."""
    ends = sorted({place % (len(text) + 1) for place in places})
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


@settings(deadline=None)
@given(TEXTS, st.lists(st.integers(0, 10_000), max_size=40))
def test_pieces_do_not_matter(text: str, places: list[int]) -> None:
    """A reply gives the same sentences, numbers and verdicts in whatever pieces it comes."""
    whole, _, expected = read([text])

    parts, _, drafts = read(cut(text, places))

    assert drafts == expected == parts.drafts
    assert (parts.cited, parts.declined, parts.whole, parts.reasoned) == (
        whole.cited,
        whole.declined,
        whole.whole,
        whole.reasoned,
    )


@settings(deadline=None)
@given(TEXTS)
def test_no_mark_is_ever_shown(text: str) -> None:
    """Fed a character at a time, no delta and no draft holds a mark, half a mark or a tag."""
    _, deltas, drafts = read(text)

    events: list[Delta | Draft] = [*deltas, *drafts]
    for event in events:
        assert not re.search(r"[\[\]【】]", event.text)
        assert not re.search(r"<[a-zA-Z/!?|]", event.text)
        assert not re.search(r"(?i)https?://|www\.|think>", event.text)
    assert NOT_ANSWERED not in "".join(event.text for event in events)


@settings(deadline=None)
@given(TEXTS)
def test_numbers_name_sources(text: str) -> None:
    """No number comes out that names no passage, and none twice for one sentence."""
    for draft in read([text])[2]:
        assert set(draft.numbers) <= set(NUMBERS)
        assert len(set(draft.numbers)) == len(draft.numbers)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_are_numbered_in_order(text: str) -> None:
    """Drafts are numbered 0, 1, 2 …; a delta belongs to the sentence that is still open."""
    reply, done = Reply(NUMBERS), 0
    for char in text:
        for event in reply.push(char):
            assert event.sentence == done
            done += isinstance(event, Draft)
    for draft in reply.close():
        assert draft.sentence == done
        done += 1


WORDS = st.lists(
    st.sampled_from(["tỉnh", "đạt", "mục tiêu", "năm nay", "kết quả", "cao hơn"]),
    min_size=2,
    max_size=8,
)
CITED = st.lists(
    st.tuples(
        WORDS.map(lambda words: " ".join(words).capitalize()),
        st.lists(st.sampled_from(NUMBERS), unique=True, max_size=3),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(CITED, st.sampled_from(["after", "before", "lenticular", "full width", "together", "list", "lines"]))
def test_every_way_of_marking_is_read(sentences: list[tuple[str, list[int]]], way: str) -> None:
    """The marks of a sentence are found after its full stop, before it, in other brackets, in a list."""
    ways: dict[str, Callable[[str, list[int]], str]] = {
        "after": lambda text, numbers: f"{text}. " + "".join(f"[{n}]" for n in numbers) + " ",
        "before": lambda text, numbers: text + "".join(f" [{n}]" for n in numbers) + ". ",
        "lenticular": lambda text, numbers: f"{text}." + "".join(f"【{n}】" for n in numbers) + " ",
        "full width": lambda text, numbers: f"{text}." + "".join(f" ［{n}］" for n in numbers) + " ",
        "together": lambda text, numbers: (
            f"{text}. " + (f"[{', '.join(map(str, numbers))}] " if numbers else "")
        ),
        "list": lambda text, numbers: f"- **{text}.** " + "".join(f"[{n}]" for n in numbers) + "\n",
        "lines": lambda text, numbers: f"{text}.\n" + "".join(f"[{n}]" for n in numbers) + "\n\n",
    }

    reply = "".join(ways[way](text, numbers) for text, numbers in sentences)

    assert said(reply) == [(f"{text}.", tuple(numbers)) for text, numbers in sentences]


@settings(deadline=None)
@given(CITED)
def test_deltas_are_the_sentence(sentences: list[tuple[str, list[int]]]) -> None:
    """What streams of a sentence is the beginning of what is final."""
    reply = " ".join(f"{text}. " + "".join(f"[{n}]" for n in numbers) for text, numbers in sentences)
    _, deltas, drafts = read(reply)

    for draft in drafts:
        shown = "".join(delta.text for delta in deltas if delta.sentence == draft.sentence)
        assert draft.text.startswith(shown)
        assert len(shown) >= len(draft.text) - 1


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("TP. Thanh Hóa tăng 7,37%. [1] Hết. [2]", [("TP. Thanh Hóa tăng 7,37%.", (1,)), ("Hết.", (2,))]),
        ("[1] Câu một. [2] Câu hai.", [("Câu một.", (1,)), ("Câu hai.", (2,))]),
        ("A đạt 7% [1], B tăng. [2] C giảm. [3]", [("A đạt 7%, B tăng.", (1, 2)), ("C giảm.", (3,))]),
        ("Đạt 7%. [1] [Nguồn](http://evil.vn) Xong. [2]", [("Đạt 7%.", (1,)), ("Xong.", (2,))]),
        ("Tuyệt vời![1] Xong. [2]", [("Tuyệt vời!", (1,)), ("Xong.", (2,))]),
        ("Tăng.[1]Giảm.[2]", [("Tăng.", (1,)), ("Giảm.", (2,))]),
        ("Gồm:\n- một [1]\n- hai [2]", [("Gồm:", ()), ("một", (1,)), ("hai", (2,))]),
        ("Một dòng dài\nxuống hàng. [1]", [("Một dòng dài xuống hàng.", (1,))]),
        ("Câu một.\n[1]\nCâu hai.\n[2]", [("Câu một.", (1,)), ("Câu hai.", (2,))]),
        ("Câu một. [9] Câu hai. [1][9][1]", [("Câu một.", ()), ("Câu hai.", (1,))]),
        ("Theo mục 〔12〕 và 〔a〕. [1]", [("Theo mục ［12］ và ［a］.", (1,))]),
        ("Theo [Nghị quyết]. [1]", [("Theo ［Nghị quyết］.", (1,))]),
        ("Đạt [7%](http://evil.vn/?q=1) ![x](http://evil.vn/x.png)rồi. [1]", [("Đạt 7% rồi.", (1,))]),
        ("Xem https://evil.vn/a_b?c=d. Hết [1](#n1).", [("Xem.", ()), ("Hết.", (1,))]),
        ("[Chi tiết đây](javascript:alert(1)) rồi. [1]", [("Chi tiết đây rồi.", (1,))]),
        ("[A](javascript:x('a b')) và [B](https://evil.vn/c_(d)) rồi. [1]", [("A và B rồi.", (1,))]),
        ("Tăng [1](7,37% (cao)) rồi. [2]", [("Tăng (7,37% (cao)) rồi.", (1, 2))]),
        ("Tăng [1](7,37%) rồi. [2]", [("Tăng (7,37%) rồi.", (1, 2))]),
        ("a <5% và 5 * 3, 2*3, x_y. [1]", [("a <5% và 5 * 3, 2*3, x_y.", (1,))]),
        ("<script>x()</script><p>Đạt <b>7%</b>. [1]</p>", [("Đạt 7%.", (1,))]),
        ("\\[1\\] Đạt 7%.", [("Đạt 7%.", (1,))]),
        ("## Trả lời\n\nĐạt 7%. [1]", [("Trả lời", ()), ("Đạt 7%.", (1,))]),
        ("[[1]] Đạt. [ ] [nguồn 2; đoạn 3]", [("Đạt.", (1, 2, 3))]),
    ],
)  # fmt: skip
def test_replies_as_models_write_them(reply: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    """Each habit of models in marking, listing and decorating gives plain sentences and their numbers."""
    assert said(reply) == expected


def test_reasoning_stays_behind() -> None:
    """Reasoning within its tags is neither streamed nor kept, however it is cut."""
    text = "<think>Có lẽ là 5%. [1]\nHay 6%?</think>\n\nĐạt 7%. [2]"
    reply, deltas, drafts = read(text)

    assert [(draft.text, draft.numbers) for draft in drafts] == [("Đạt 7%.", (2,))]
    assert "".join(delta.text for delta in deltas) == "Đạt 7%."
    assert not reply.reasoned


def test_reasoning_without_its_beginning_is_noticed() -> None:
    """An end of reasoning that had no beginning says that what came before was no answer."""
    assert read("Có lẽ là 5%. [1]\n</think>\nĐạt 7%. [2]")[0].reasoned


@pytest.mark.parametrize(
    "written", [NOT_ANSWERED, f"**{NOT_ANSWERED}**", "Not_in_reports.", f" {NOT_ANSWERED}\nVì …"]
)
def test_not_answered(written: str) -> None:
    """The words for “not answered” are known in the shapes models give them, and never shown."""
    reply, deltas, drafts = read(written)

    assert reply.declined and not reply.cited
    assert not deltas and not drafts


def test_what_was_answered_before_giving_up_stays() -> None:
    """A whole cited sentence before “not answered” is kept; what was begun is dropped."""
    reply, _, drafts = read(f"Đạt 7%. [1] Còn phần kia thì {NOT_ANSWERED}. Xin lỗi. [2]")

    assert [(draft.text, draft.numbers) for draft in drafts] == [("Đạt 7%.", (1,))]
    assert reply.declined and reply.cited


@pytest.mark.parametrize(
    ("text", "whole"), [("Đạt 7%. [1]", True), ("Đạt 7% [1]", True), ("“Đạt.”", True), ("Đạt", False)]
)
def test_whole_or_not(text: str, whole: bool) -> None:
    """A reply that ends in the middle of a sentence is known as such."""
    assert read([text])[0].whole is whole


@pytest.mark.parametrize(
    "text", ["[" * 5000, "[a](" * 1000, "<a" * 3000, "![" * 2000, "[[1]" * 2000, "www." * 2000, "*_" * 3000]
)
def test_hostile_replies_are_read(text: str) -> None:
    """Openings without an end give plain text, in time that grows no faster than the reply allows."""
    _, _, drafts = read([text])

    assert not any(re.search(r"[\[\]<]", draft.text) for draft in drafts)


@settings(deadline=None)
@given(
    st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("[]【】［］"), max_size=60)
)
def test_quotable_text_holds_no_mark(text: str) -> None:
    """A report's brackets go to the model, and come back, as brackets that are no mark."""
    assert not re.search(r"[\[\]【】［］]", quotable(text))
    assert len(quotable(text).encode("utf-8").decode("utf-8")) == len(text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Tỉnh đã chọn chủ đề công tác cho năm tới.", "vi", True),
        ("Tinh da chon chu de cong tac cho nam toi.", "vi", False),
        ("The province chose its theme for next year.", "vi", False),
        ("The province chose its theme for next year.", "en", True),
        ("Thanh Hóa chose “Đoàn kết, kỷ cương, đổi mới, sáng tạo” as its theme.", "en", True),
        ("Tỉnh đã chọn chủ đề công tác cho năm tới.", "en", False),
        ("该省选择了明年的主题。", "vi", False),
        ("7,37%", "vi", True),
        ("Hà Nội", "en", True),
    ],
)
def test_language_is_told(text: str, language: str, expected: bool) -> None:
    """A reply in the wrong language or script is told from one in the right language."""
    assert in_language(text, language) is expected


@pytest.mark.parametrize(
    "mark",
    [
        "[1]",
        "[^1]",
        "【1】",
        "［1］",
        "[1†source]",
        "【1†nguon】",
        "[Nguồn: 1]",
        "[Đoạn trích 1]",
        "[#1]",
        "[doc 1]",
    ],
)
def test_marks_as_other_models_write_them(mark: str) -> None:
    """A mark in another model's style names its passage, and nothing of it is left in the sentence."""
    assert said(f"Thu ngân sách đạt 20 tỷ đồng {mark}.") == [("Thu ngân sách đạt 20 tỷ đồng.", (1,))]
