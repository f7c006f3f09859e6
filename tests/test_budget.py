"""What an answer by a model costs: one call for a plain question, none for the same again, more only where needed."""

from dataclasses import replace

import held
import pytest
from made import HEALTH, RICE, ROAD, five, report
from standin import Reply, StandIn

from assistant.answer import Answer, Event
from assistant.assistant import Assistant
from assistant.question import understand
from assistant.understanding.followup import Turn
from assistant.wording import refusal
from assistant.writing.chat_model import load_model, window
from assistant.writing.packing import packed
from assistant.writing.remembered import Remembered
from index import Filters, Hit, Index, Report
from index.embedder import Embedder
from index.errors import NotFound

pytestmark = pytest.mark.usefixtures("bare_environment")

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
GOOD = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa. [1]"
MODEL = "openai:standin"
REPORTS: dict[str, Report] = {one.report_id: one for one in five()}


def asked(assistant: Assistant, question: str = ASK, **options: object) -> tuple[Answer, list[Event]]:
    """The answer and its events; what is promised of every answer holds for it."""
    return held.answered(assistant, question, **options)


def plain(answer: Answer) -> Answer:
    """An answer without what differs from one time to the next."""
    return replace(answer, timings={})


def test_the_same_question_is_not_paid_for_twice(index: Index, provider: StandIn) -> None:
    """Asked again, the answer and its final events are the same; nothing was sent, and the timings say so."""
    assistant = Assistant.over(index, MODEL, provider.base_url)
    provider.enqueue(Reply(GOOD, usage=(321, 45)))

    first, events = asked(assistant)
    again, replayed = asked(assistant, f"  {ASK} ")

    assert len(provider.requests) == 1
    assert plain(again) == plain(first)
    kept = [event for event in events if event.name not in ("delta", "done")]
    assert replayed[:-1] == kept and replayed[-1].name == "done"
    spent = ("model_calls", "prompt_tokens", "reply_tokens", "tokens_estimated")
    assert [first.timings[name] for name in spent] == [1, 321, 45, 0]
    assert (again.timings["model_calls"], again.timings["prompt_tokens"]) == (0, 0)


def test_tokens_are_estimated_where_nobody_counts_them(index: Index, provider: StandIn) -> None:
    """A provider that tells nothing leaves an estimate, marked as one."""
    provider.enqueue(GOOD)
    answer, _ = asked(Assistant.over(index, MODEL, provider.base_url))

    assert answer.timings["tokens_estimated"] == 1
    assert answer.timings["prompt_tokens"] > 500 > answer.timings["reply_tokens"] > 10


def test_what_the_answer_depends_on_is_asked_anew(
    index: Index, provider: StandIn, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    """Other turns, filters, language or content of the store, or a failure before, are another question."""
    with Index.open(tmp_path_factory.mktemp("store"), embedder) as own:
        own.add(five())
        assistant = Assistant.over(own, MODEL, provider.base_url)
        english = "In 2023 Bình Minh harvested 812.000 tấn of rice. [1]"
        provider.enqueue(Reply(""), GOOD)
        assert asked(assistant)[0].model is None
        assert asked(assistant)[0].model == MODEL
        counts = [len(provider.requests)]
        for options in (
            {"filters": Filters(province="Bình Minh")},
            {"k": 2},
            {"language": "en"},
            {"history": (Turn("Chào bạn, hôm nay kho có gì mới không?"),)},
        ):
            provider.enqueue(english if "language" in options else GOOD)
            asked(assistant, **options)
            counts.append(len(provider.requests))
        assert counts == [2, 3, 4, 5, 6]
        provider.enqueue(GOOD)
        own.add([report("moi", "Chợ Tân An mở cửa sáng 3/2/2024.", title="Chợ")])
        asked(assistant)
        assert len(provider.requests) == 7


def test_remembered_is_bounded(index: Index) -> None:
    """The one not asked for longest is forgotten where there are too many."""
    remembered = Remembered(most=2)
    answer = Assistant(index).answer(ASK)
    remembered.put("a", answer, [])
    remembered.put("b", answer, [])
    assert remembered.get("a")
    remembered.put("c", answer, [])

    assert remembered.get("b") is None
    assert remembered.get("a") and remembered.get("c")


def test_a_follow_up_is_reworded_by_the_model(index: Index, provider: StandIn) -> None:
    """A question that leans on the turn before costs one call more; what is searched is the model's wording."""
    assistant = Assistant.over(index, MODEL, provider.base_url)
    provider.enqueue("Tuyến đường ven biển dài bao nhiêu km?", "Tuyến đường ven biển dài 42 km. [1]")

    answer, events = asked(
        assistant, "Nó dài bao nhiêu?", history=(Turn("Tuyến đường ven biển khởi công khi nào?"),)
    )

    assert (
        answer.standalone_question
        == "Tuyến đường ven biển dài bao nhiêu km?"
        == events[0].data["standalone_question"]
    )
    assert answer.question == "Nó dài bao nhiêu?"
    assert answer.citations[0].quote == ROAD
    assert answer.timings["model_calls"] == 2


def test_a_question_that_stands_alone_is_not_reworded(index: Index, provider: StandIn) -> None:
    """With turns before it, too, a whole question costs one call."""
    provider.enqueue(GOOD)
    answer, _ = asked(
        Assistant.over(index, MODEL, provider.base_url), history=(Turn("Cảng cá Thuận Hòa ở đâu?"),)
    )

    assert (answer.timings["model_calls"], answer.standalone_question) == (1, ASK)


def test_a_comparison_is_searched_in_parts(index: Index, provider: StandIn) -> None:
    """Parts that the question names cost no call; each is searched, and more quotes than three may be cited."""
    provider.enqueue(GOOD)
    assistant = Assistant.over(index, MODEL, provider.base_url)
    answer, _ = asked(assistant, "So sánh sản lượng lúa của tỉnh Bình Minh năm 2023 và năm 2022.")

    assert (answer.timings["model_calls"], answer.model) == (1, MODEL)


def test_a_comparison_without_names_is_taken_apart_by_the_model(index: Index, provider: StandIn) -> None:
    """What only the model can take apart costs one call more; each part's passages are before it when it writes."""
    provider.enqueue(
        "Tuyến đường ven biển dài bao nhiêu?\nBệnh viện tiếp nhận bao nhiêu ca sốt xuất huyết?",
        "Tuyến đường ven biển dài 42 km. [1]",
    )
    assistant = Assistant.over(index, MODEL, provider.base_url)
    answer, _ = asked(assistant, "So sánh quy mô con đường và số ca bệnh.", k=1)

    assert answer.timings["model_calls"] == 2
    asking = provider.requests[-1].user
    assert ROAD in asking and HEALTH in asking and RICE not in asking


def test_the_question_back_is_made_of_titles(index: Index, provider: StandIn) -> None:
    """A model that cannot tell which is meant names passages; the reader is asked by their titles alone."""
    provider.enqueue("Tôi chưa rõ. WHICH-ONE [1][2] Ông Nguyễn Văn A nhận 5 tỷ.")
    answer, events = asked(Assistant.over(index, MODEL, provider.base_url))

    assert answer.refusal is not None and answer.status == "refused"
    assert answer.refusal.code == "unclear_question"
    titles = [REPORTS[near.report_id].title or "" for near in answer.refusal.nearest]
    assert len(titles) == 2 and all(title in answer.text for title in titles)
    assert "Nguyễn" not in answer.text and "5 tỷ" not in answer.text
    assert all("WHICH" not in event.data["text"] for event in events if event.name == "delta")


@pytest.mark.parametrize(
    ("titles", "published", "asks"),
    [
        (
            ("Thu ngân sách tỉnh Thanh Hóa năm 2023", "Thu ngân sách tỉnh Nghệ An năm 2023"),
            ("2023-12-20", "2023-12-22"),
            "Bạn hỏi về Thanh Hóa hay Nghệ An? Hãy hỏi lại kèm địa phương.",
        ),
        (
            ("Thu ngân sách tỉnh Thanh Hóa năm 2023", "Thu ngân sách tỉnh Thanh Hóa năm 2022"),
            ("2023-12-20", "2023-12-22"),
            "Bạn hỏi về năm 2022 hay năm 2023? Hãy hỏi lại kèm năm.",
        ),
        (
            ("Họp báo thường kỳ của tỉnh", "Họp báo thường kỳ tỉnh"),
            ("2021-12-20", "2022-12-22"),
            "Bạn hỏi về năm 2021 hay năm 2022? Hãy hỏi lại kèm năm.",
        ),
        (
            ("Thu ngân sách tỉnh Thanh Hóa", "Khởi công cầu mới ở Nghệ An"),
            ("2023-12-20", "2022-12-22"),
            "hay “Khởi công cầu mới ở Nghệ An” (22/12/2022)? Hãy hỏi lại kèm nội dung, địa phương hoặc thời gian.",
        ),
    ],
)
def test_the_question_back_names_what_differs(
    titles: tuple[str, str], published: tuple[str, str], asks: str
) -> None:
    """Reports on one matter are told apart by place or year; those on several by their titles."""
    meant = [
        report(title, ROAD, title=title, published=day) for title, day in zip(titles, published, strict=True)
    ]

    assert refusal("unclear_which", understand("Thu được bao nhiêu?"), meant).message.endswith(asks)


def test_one_passage_is_no_choice(index: Index, provider: StandIn) -> None:
    """A question back between fewer than two reports is none: the quotes answer."""
    provider.enqueue("WHICH-ONE [1]")
    answer, _ = asked(Assistant.over(index, MODEL, provider.base_url))

    assert (answer.model, answer.status) == (None, "answered")


def hit(name: str, length: int) -> Hit:
    """A passage of a length in letters."""
    return Hit("r", "k", name, 0.5, 0, length, "a" * length)


def test_passages_are_packed_by_worth() -> None:
    """The best fit first; a long one that no longer fits gives way to a shorter one; the best is always there."""
    hits = [hit("best", 2000), hit("long", 9000), hit("short", 400), hit("last", 2000)]

    assert [one.passage_id for one in packed(hits, 100_000, "")] == ["best", "long", "short", "last"]
    assert [one.passage_id for one in packed(hits, 2600, "")] == ["best", "short"]
    assert [one.passage_id for one in packed(hits, 10, "")] == ["best"]
    assert packed([], 10, "") == []


def test_the_window_is_kept(index: Index, provider: StandIn) -> None:
    """With a small window fewer passages are sent; the marks count those that were."""
    provider.enqueue(GOOD, GOOD)
    asked(Assistant.over(index, MODEL, provider.base_url, 2600))
    few = provider.requests[-1].user.count("ĐOẠN TRÍCH")
    asked(Assistant.over(index, MODEL, provider.base_url))
    many = provider.requests[-1].user.count("ĐOẠN TRÍCH")

    assert 0 < few < many


def test_the_window_is_known_of_known_models(provider: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting goes first, to Ollama too; then what LangChain knows of the model; then a small one."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")

    assert window(load_model("openai:gpt-4o-mini")) == 128_000
    assert window(load_model(MODEL, provider.base_url)) == 8192
    assert window(load_model("ollama:qwen3:4b", provider.ollama_url, window=32_768)) == 32_768


def test_others_sentences_are_verified_by_citation(index: Index) -> None:
    """A sentence is held against citations by their ids; an id that is none is refused."""
    assistant = Assistant(index)
    rice = assistant.answer(ASK).citations[0].id
    road = assistant.answer("Tuyến đường ven biển dài bao nhiêu km?").citations[0].id

    right = assistant.verify("Tỉnh Bình Minh thu hoạch 812.000 tấn lúa.", [road, rice])
    wrong = assistant.verify("Tỉnh Bình Minh thu hoạch 912.000 tấn lúa.", [road, rice])
    both = assistant.verify(
        "Tỉnh Bình Minh thu hoạch 812.000 tấn lúa và tuyến đường ven biển dài 42 km.", [road, rice]
    )

    assert (right.verified, right.citations, right.faults) == (True, (2,), ())
    assert (wrong.verified, wrong.citations) == (False, ()) and wrong.faults[0].kind == "number"
    assert (both.verified, both.citations) == (True, (2, 1))
    assert not assistant.verify("Tỉnh Bình Minh thu hoạch 812.000 tấn lúa.", []).verified
    with pytest.raises(NotFound):
        assistant.verify("Lúa.", ["0123456789abcdef-0-1"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỉnh Bình Minh thu hoạch 812.000 tấn lúa tại huyện Hải Đông.",
        "Năm 2022, tỉnh Bình Minh thu hoạch 812.000 tấn lúa.",
        "Tuyến đường ven biển dài 812 km.",
        "Tuyến đường ven biển qua tỉnh Bình Minh tăng 1,5%.",
        "Sáng 12/3/2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa.",
    ],
)
def test_two_quotes_make_no_third_fact(index: Index, sentence: str) -> None:
    """A place or day of one quote and a figure of another bear nothing that neither says."""
    assistant = Assistant(index)
    rice = assistant.answer(ASK).citations[0].id
    road = assistant.answer("Tuyến đường ven biển dài bao nhiêu km?").citations[0].id

    assert not assistant.verify(sentence, [rice, road]).verified
