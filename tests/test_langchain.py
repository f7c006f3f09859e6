"""Within a plain LangChain program: the assistant as a runnable, the index as a retriever."""

import asyncio
from typing import Any

import held
import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from made import RICE, ROAD, Over, five
from standin import StandIn

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.understanding.followup import Turn
from assistant.writing.chat_model import load_model
from index import Filters
from index.errors import BadInput

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
COAST = "Tuyến đường ven biển qua huyện Hải Đông dài bao nhiêu km?"
NOWHERE = "Giá vé máy bay đi Paris hôm nay?"
REPORTS = {one.report_id: one for one in five()}


@pytest.fixture(scope="module")
def assistant(assistant_over: Over) -> Assistant:
    """An assistant over five short reports, with quotes only."""
    return assistant_over(*five())


@pytest.fixture(scope="module")
def chain(assistant: Assistant) -> Runnable[Any, str]:
    """A prompt that words a question, the assistant, and a step of the program's own after it."""
    prompt = PromptTemplate.from_template("{province} thu hoạch bao nhiêu tấn lúa vụ đông xuân năm {year}?")
    shown: Runnable[Any, str] = RunnableLambda(
        lambda given: f"{given['answer'].status}: {given['answer'].text}"
    )
    return prompt | RunnableLambda(lambda value: value.to_string()) | assistant.as_runnable() | shown


def without_times(answer: Answer) -> dict[str, Any]:
    """An answer's published shape without its timings."""
    return {**answer.to_json(), "timings": None}


def test_it_stands_between_a_prompt_and_a_step(chain: Runnable[Any, str]) -> None:
    """Composed with `|`, it takes what the prompt words and gives its answer on."""
    given = chain.invoke({"province": "Tỉnh Bình Minh", "year": "2023"})
    assert given.startswith("answered: ") and "812.000 tấn" in given
    assert chain.invoke({"province": "Tỉnh Bình Minh", "year": "1999"}).startswith("refused: ")


def test_a_batch_is_answered_in_order(assistant: Assistant) -> None:
    """Each question gets what it gets alone, and what is promised of every answer."""
    asked: list[Any] = [ASK, NOWHERE, {"question": COAST}, ASK]
    given = assistant.as_runnable().batch(asked, config={"max_concurrency": 3})

    alone = [assistant.answer(one if isinstance(one, str) else one["question"]) for one in asked]
    assert [without_times(one["answer"]) for one in given] == [without_times(one) for one in alone]
    for one in given:
        held.check(one["answer"].to_json(), REPORTS)


def test_one_bad_question_of_a_batch_is_an_error_of_its_own(assistant: Assistant) -> None:
    """With `return_exceptions` the others are answered."""
    first, second, third = assistant.as_runnable().batch([ASK, "", COAST], return_exceptions=True)
    assert isinstance(second, BadInput)
    assert "812.000" in first["answer"].text and "42 km" in third["answer"].text


def test_it_streams_events_and_then_the_answer(assistant: Assistant) -> None:
    """Pieces come one at a time; added up they are what `invoke` gives."""
    pieces = list(assistant.as_runnable().stream(ASK))
    names = [event.name for piece in pieces for event in piece.get("events", ())]

    assert (names[0], names[-1]) == ("start", "done")
    assert {"citation", "sentence"} <= set(names)
    assert list(pieces[-1]) == ["answer"]
    whole = assistant.as_runnable().invoke(ASK)
    assert [event.name for event in whole["events"]] == names
    assert without_times(whole["answer"]) == without_times(pieces[-1]["answer"])


def test_a_chain_around_it_streams_too(chain: Runnable[Any, str]) -> None:
    """A step after it that needs the whole answer gets it once."""
    given = list(chain.stream({"province": "Tỉnh Bình Minh", "year": "2023"}))
    assert len(given) == 1 and "812.000 tấn" in given[0]


def test_it_is_awaited_as_well(assistant: Assistant) -> None:
    """LangChain's asynchronous calls give the same."""

    async def asked() -> tuple[dict[str, Any], list[dict[str, Any]]]:
        runnable = assistant.as_runnable()
        return await runnable.ainvoke(ASK), [piece async for piece in runnable.astream(ASK)]

    whole, pieces = asyncio.run(asked())
    assert without_times(whole["answer"]) == without_times(pieces[-1]["answer"])
    assert without_times(whole["answer"]) == without_times(assistant.answer(ASK))


def test_options_go_in_with_the_question(assistant: Assistant) -> None:
    """History as questions or turns, filters, language: as `answer` takes them."""
    runnable = assistant.as_runnable()
    follow_up = {"question": "Thế năm 1999 thì sao?", "history": [ASK]}

    assert "năm 1999" in runnable.invoke(follow_up)["answer"].standalone_question
    assert runnable.invoke(follow_up)["answer"].standalone_question == (
        runnable.invoke(follow_up | {"history": [Turn(ASK, "812.000 tấn")]})["answer"].standalone_question
    )
    narrowed = runnable.invoke({"question": ASK, "filters": Filters(province="Hải Đông"), "language": "en"})
    assert narrowed["answer"].status == "refused"
    assert "reports" in narrowed["answer"].text


def test_callbacks_of_the_program_see_it(assistant: Assistant) -> None:
    """A name and callbacks given to the call reach it, as with any runnable."""
    from langchain_core.callbacks import BaseCallbackHandler

    seen: list[str] = []

    class Watch(BaseCallbackHandler):
        """Notes what starts."""

        def on_chain_start(self, serialized: Any, inputs: Any, **facts: Any) -> None:
            seen.append(facts["name"])

    assistant.as_runnable().invoke(ASK, config={"callbacks": [Watch()], "run_name": "hỏi"})
    assert seen[0] == "hỏi"


def together(documents: list[Document]) -> str:
    """Documents as a prompt holds them."""
    return "\n".join(f"[{number}] {document.page_content}" for number, document in enumerate(documents, 1))


def test_the_retriever_feeds_a_chain_with_a_fake_model(assistant: Assistant) -> None:
    """Retriever, prompt, model, parser: the plain recipe of every LangChain tutorial."""
    seen: list[str] = []

    def noted(value: Any) -> Any:
        seen.append(value.to_string())
        return value

    prompt = ChatPromptTemplate.from_template("{passages}\n\nHỏi: {question}")
    model = FakeListChatModel(responses=["812.000 tấn [1]"])
    recipe = (
        {"passages": assistant.index.as_retriever(2) | together, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(noted)
        | model
        | StrOutputParser()
    )

    assert recipe.invoke(ASK) == "812.000 tấn [1]"
    assert f"[1] {RICE}" in seen[0] and seen[0].endswith(f"Hỏi: {ASK}")


def test_the_retriever_feeds_a_real_client(assistant: Assistant) -> None:
    """The same over HTTP with LangChain's own client."""
    with StandIn() as provider:
        provider.enqueue("42 km.")
        recipe = (
            {"passages": assistant.index.as_retriever(1) | together, "question": RunnablePassthrough()}
            | ChatPromptTemplate.from_template("{passages}\n{question}")
            | load_model("openai:standin", provider.base_url)
            | StrOutputParser()
        )
        assert recipe.invoke(COAST) == "42 km."
        assert ROAD in provider.requests[-1].user


def test_the_retriever_takes_filters_batches_and_waits(assistant: Assistant) -> None:
    """A Document is a hit: its words are the report's at the offsets it bears, in every way of calling."""
    retriever = assistant.index.as_retriever(5, Filters(province="Bình Minh"))
    one, other = retriever.batch([ASK, COAST])
    assert asyncio.run(retriever.ainvoke(ASK)) == one

    assert one and other
    for document in (*one, *other):
        facts = document.metadata
        report = REPORTS[facts["report_id"]]
        assert report.province == facts["province"] == "Bình Minh"
        assert report.text[facts["start"] : facts["end"]] == document.page_content
        assert (document.id, report.key) == (facts["passage_id"], facts["key"])
