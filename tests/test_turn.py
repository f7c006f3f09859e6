"""A turn as HTML: golden files for whole turns, and that no word of a report is ever anything but text."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import (
    Alternative,
    Answer,
    Cell,
    Citation,
    Event,
    Fault,
    Nearest,
    Notice,
    Refusal,
    Row,
    Sentence,
    Table,
)
from assistant.kept.exchange import Exchange
from assistant.page.turn import turn
from assistant.page.welcome import welcome

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)">'
    "[x](javascript:alert(3)) **đậm** $x^2$ ${7*7} {{7*7}} `"
)


def citation(number: int, quote: str, **facts: str | int | None) -> Citation:
    """A citation of the quote."""
    known: dict[str, str | int | None] = {
        "file": "thong-bao.txt", "title": "Họp tổng kết", "source": "Báo Tỉnh", "url": None,
        "published": "2024-01-05", "event_date": None, "province": "Nghệ An", "origin": "user", "page": None,
    }  # fmt: skip
    place = {
        "id": f"00000000000000aa-{number}-9",
        "report_id": "00000000000000aa",
        "key": "k",
        "start": number,
        "end": 9,
    }
    rest = {"before": "", "after": "", "score": 1.0}
    return Citation(number=number, quote=quote, **{**place, **rest, **known, **facts})  # type: ignore[arg-type] # as above


def answer(**parts: object) -> Exchange:
    """A finished exchange whose answer has these parts."""
    asked = Answer("Câu hỏi?", "Câu hỏi?", "answered")
    return Exchange("Câu hỏi?").answered(replace(asked, **parts))  # type: ignore[arg-type] # a test's own parts


QUOTE = "Toàn tỉnh có 21\n đơn vị [3]."
EXCHANGES = {
    "quoted": answer(
        sentences=(
            Sentence("Theo “Họp tổng kết” (05/01/2024):"),
            Sentence("Toàn tỉnh có 21 đơn vị ［3］.", (1,), True),
        ),
        citations=(citation(1, QUOTE, origin="sample", page=4),),
        alternatives=(
            Alternative("draft", "00000000000000bb", "Dự thảo", "2023-12", "Có 20 đơn vị.", 3, 16),
        ),
        notices=(Notice("draft_differs", "Bản dự thảo nêu khác."),),
    ),
    "compared": answer(
        status="partial",
        sentences=(
            Sentence("Huế: theo “Họp tổng kết” (05/01/2024):"),
            Sentence("Toàn tỉnh có 21 đơn vị ［3］.", (1,), True, span=(14, 24)),
            Sentence("Đà Lạt: không có trong kho báo cáo."),
        ),
        citations=(replace(citation(1, QUOTE), end=1 + len(QUOTE)),),
        table=Table(
            ("2023",),
            (Row("Huế", (Cell("21\n đơn vị", 1),)), Row("Đà Lạt", (Cell(None, None),))),
        ),
    ),
    "kept": replace(
        answer(
            status="refused",
            refusal=Refusal("other_period", "Các báo cáo không nói điều này cho năm 2019."),
        ),
        suggestions=("Năm 2022 thế nào?",),
        turn_id="tam",
    ),
    "written": answer(
        status="partial",
        sentences=(
            Sentence("Tỉnh có 21 đơn vị.", (1, 2), True),
            Sentence("Tăng 5%.", (2,), False, (Fault("number", "5%", None),)),
        ),
        citations=(citation(1, QUOTE), citation(2, "Đơn vị mới là xã A.", title=None, source=None)),
        model="openai:x",
    ),
    "refused": answer(
        status="refused",
        refusal=Refusal(
            "not_stated", "Các báo cáo không nêu.", (Nearest("00000000000000aa", "Họp tổng kết", "2024"),)
        ),
    ),
    "failed": Exchange("Câu hỏi?").failed("Kho đang bận: hãy thử lại."),
    "asking": Exchange("Câu hỏi?"),
    "streaming": Exchange("Câu hỏi?")
    .after(Event("delta", {"sentence": 1, "text": "Tỉnh có "}))
    .after(Event("delta", {"sentence": 1, "text": "21 đơn"}))
    .after(
        Event(
            "sentence",
            {"sentence": 1, "text": "Tỉnh có 21.", "citations": [], "verified": False, "faults": []},
        )
    )
    .after(Event("delta", {"sentence": 2, "text": "Năm nay"})),
    "stopped": Exchange("Câu hỏi?").after(Event("delta", {"sentence": 1, "text": "Tỉnh có"})).stopped(),
}


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_kind_of_turn_is_its_golden_file(name: str) -> None:
    """A turn's HTML is exactly the reviewed file."""
    path = GOLDEN / f"turn-{name}.html"
    assert turn(EXCHANGES[name]).replace("><", ">\n<") + "\n" == path.read_text(encoding="utf-8")


class Seen(HTMLParser):
    """The text and the tags that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the tag and its attributes' names."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def seen(html: str) -> Seen:
    """The HTML as parsed."""
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


@given(st.text(max_size=80) | st.just(HOSTILE))
def test_words_are_text_wherever_they_stand(words: str) -> None:
    """Whatever a report, a model or a reader says, tags and attributes are ours and the words are text."""
    hostile = [
        Exchange(words).answered(
            Answer(
                words, words, "partial",
                sentences=(Sentence(words), Sentence(words, (1,), False, (Fault("number", words, words),))),
                citations=(citation(1, words, title=words, source=words, province=words, published=words),),
                alternatives=(Alternative("draft", words, words, words, words, 0, 1),),
                notices=(Notice(words, words),),
            )
        ),
        answer(status="refused", refusal=Refusal("x", words, (Nearest(words, words, words),))),
        Exchange(words).failed(words),
        Exchange(words, suggestions=(words,), turn_id=words).answered(Answer(words, words, "answered")),
        Exchange(words).answered(Answer(words, f"{words} {words} a", "answered")),
        replace(Exchange(words).failed(words), suggestions=(words,), turn_id=words),
        Exchange(words).after(Event("delta", {"sentence": 1, "text": words})),
    ]  # fmt: skip
    for exchange in hostile:
        parsed = seen(turn(exchange, words))
        assert parsed.tags <= {
            "article", "h2", "span", "div", "p", "blockquote", "button", "ol", "ul", "li", "cite", "aside", "h3",
        }  # fmt: skip
        assert not {
            name for name in parsed.attributes if name.startswith("on") or name in ("href", "src", "style")
        }
    assert (
        words.split()
        == seen(turn(Exchange(words))).text.removeprefix("Câu hỏi: ").rpartition("Đang tìm trong")[0].split()
    )


def test_a_failure_shows_nothing_that_came_before_it() -> None:
    """What had streamed before a failure is gone: it must not be read as an answer."""
    half = Exchange("Câu hỏi?").after(Event("delta", {"sentence": 1, "text": "Nửa câu"}))
    shown = turn(half.failed("Mất kết nối."))
    assert "Nửa câu" not in shown and "Không trả lời được" in shown and 'role="alert"' in shown


@pytest.mark.parametrize(
    ("reports", "samples", "said"),
    [(0, False, "chưa có báo cáo"), (12, True, "văn bản mẫu"), (30500, False, "30.500")],
)
def test_the_greeting_says_what_the_store_holds(reports: int, samples: bool, said: str) -> None:
    """An empty store, samples and reports of the user are told apart."""
    assert said in welcome(reports, samples)


def test_what_the_store_holds_is_not_headed_as_a_failing() -> None:
    """It answers what was asked: neither "no answer" above it nor a warning's colour beside it."""
    told = answer(status="refused", refusal=Refusal("about_store", "Kho có 3 báo cáo.", ()))
    assert 'class="reply told"' in turn(told)
    assert "Không có câu trả lời" not in turn(told) and "Về kho báo cáo" in turn(told)
