"""Conversations kept for their owner alone; shared answers that stay as they were; ratings made gold questions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_turn import EXCHANGES, answer, citation

from assistant.answer import Answer, Refusal, Sentence
from assistant.evaluate import stands
from assistant.kept.conversations import FORGOTTEN_AFTER, Conversations, new_id, owner_of
from assistant.kept.exchange import Exchange
from assistant.kept.ratings import Rated, Rating, Ratings, gold_line
from assistant.page.talk import Talk
from assistant.records import Records
from index.errors import BadInput, NotFound

ASKED = EXCHANGES["quoted"]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """Records in a folder of their own."""
    with Records.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def kept(records: Records) -> Conversations:
    """Their conversations."""
    return Conversations(records)


@pytest.mark.parametrize("name", [name for name, one in EXCHANGES.items() if one.state != "asking"])
def test_an_exchange_comes_back_as_it_was(kept: Conversations, name: str) -> None:
    """Whatever has come of a question is kept whole, and shows as it did."""
    exchange = kept.keep("ai", "cuoc", EXCHANGES[name].kept_as(""), new_id())
    (found,) = kept.of("ai", "cuoc")[1]
    assert found.to_json() == exchange.to_json() and found.turn_id == exchange.turn_id
    assert (found.answer, found.state, found.failure) == (exchange.answer, exchange.state, exchange.failure)
    assert list((found.sentences or {}).values()) == list((exchange.sentences or {}).values())


@given(st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_an_answer_is_its_published_shape(words: str, quote: str, verified: bool) -> None:
    """`Answer.of` is the inverse of `to_json`."""
    sentence = Sentence(words, (1,), verified, span=(1, 2))
    given_answer = Answer(words, words, "answered", (sentence,), (citation(1, quote),), confidence=0.5)
    assert Answer.of(given_answer.to_json()) == given_answer


class TestOwners:
    """Whose is whose."""

    def test_nobody_else_sees_changes_or_shares_it(self, kept: Conversations) -> None:
        """To another owner a conversation is not there, whatever is tried."""
        turn = kept.keep("an", "cuoc", ASKED, new_id())
        assert kept.listed("binh") == []
        for act in (
            lambda: kept.of("binh", "cuoc"),
            lambda: kept.rename("binh", "cuoc", "x"),
            lambda: kept.remove("binh", "cuoc"),
            lambda: kept.share("binh", turn.turn_id),
            lambda: kept.keep("binh", "cuoc", ASKED, new_id()),
        ):
            with pytest.raises(NotFound) as refused:
                act()
            assert refused.value.code == "conversation_not_found"
        assert len(kept.of("an", "cuoc")[1]) == 1

    def test_a_key_goes_before_a_browser(self) -> None:
        """Who signed in has one history in every browser; a browser's secret is not written down."""
        assert owner_of("k1", True, "bi-mat") == owner_of("k1", True, "khac") == "key:k1"
        assert "bi-mat" not in owner_of("local", False, "bi-mat") != owner_of("local", False, "khac")
        assert owner_of("local", False, "") == ""
        assert len({new_id() for _ in range(100)}) == 100


class TestKeeping:
    """What is written down."""

    def test_the_latest_comes_first_and_the_first_question_names_it(self, kept: Conversations) -> None:
        """A list is in the order of use; a long question is cut for a title."""
        kept.keep("an", "cũ", replace(ASKED, question="Câu\nmột?"), new_id())
        kept.keep("an", "mới", replace(ASKED, question="dài " * 100), new_id())
        kept.keep("an", "cũ", replace(ASKED, question="Câu hai?"), new_id())
        first, second = kept.listed("an")
        assert (first.conversation_id, first.title, first.turns) == ("cũ", "Câu một?", 2)
        assert len(second.title) == 120 and second.title.endswith("…")

    def test_asking_anew_takes_the_place_of_the_turn_it_replaces(self, kept: Conversations) -> None:
        """Only that turn leaves; the same turn written twice stays one."""
        for turn_id in ("không", "một", "hai"):
            kept.keep("an", "cuoc", replace(ASKED, question=f"Câu {turn_id}?"), turn_id)
        anew = kept.keep("an", "cuoc", replace(ASKED, question="Câu khác?"), "khác", "một")
        again = kept.keep("an", "cuoc", anew.followed_by(["Còn năm 2022?"]), "khác", "một")
        kept.keep("an", "cuoc", replace(ASKED, question="Câu khác?"), "khác", "một")
        turns = kept.of("an", "cuoc")[1]
        assert [one.question for one in turns] == ["Câu không?", "Câu khác?", "Câu hai?"]
        assert turns[1].turn_id == anew.turn_id == again.turn_id == "khác"

    def test_a_turn_of_another_conversation_is_not_replaced(self, kept: Conversations) -> None:
        """A turn stays where another conversation, or somebody else's, names it."""
        for owner, conversation_id in (("an", "cuoc"), ("an", "khac"), ("binh", "la")):
            kept.keep(owner, conversation_id, ASKED, f"{conversation_id}-1", "cuoc-1")
        assert [one.turn_id for one in kept.of("an", "cuoc")[1]] == ["cuoc-1"]

    def test_two_tabs_keep_what_each_of_them_asks(self, kept: Conversations) -> None:
        """Both go on with one conversation, neither knowing of the other's question: all are kept, as they came."""
        first = Talk().until(False)
        first = first.ending(kept.keep("an", first.conversation_id, ASKED, first.asked_as))
        for tab, question in ((first, "Câu của thẻ một?"), (first, "Câu của thẻ hai?")):
            before = tab.until(False)
            asked = replace(ASKED, question=question)
            kept.keep("an", before.conversation_id, asked, before.asked_as, before.replaced, before.is_kept)
        turns = kept.of("an", first.conversation_id)[1]
        assert [one.question for one in turns] == [ASKED.question, "Câu của thẻ một?", "Câu của thẻ hai?"]

    def test_what_comes_late_takes_nothing_away(self, kept: Conversations) -> None:
        """Suggestions for a turn after which another was asked are written beside it; the other stays."""
        first = kept.keep("an", "cuoc", ASKED, "một")
        kept.keep("an", "cuoc", replace(ASKED, question="Câu hai?"), "hai")
        kept.keep("an", "cuoc", first.followed_by(["Còn năm 2022?"]), "một")
        turns = kept.of("an", "cuoc")[1]
        assert [one.suggestions for one in turns] == [("Còn năm 2022?",), ()]
        kept.keep("an", "cuoc", replace(ASKED, question="Câu khác?"), "khác", "một")
        with pytest.raises(NotFound):
            kept.keep("an", "cuoc", first, "một")
        assert [one.turn_id for one in kept.of("an", "cuoc")[1]] == ["khác", "hai"]

    def test_search_needs_no_accents_and_reads_answers(self, kept: Conversations) -> None:
        """All words must be there, in the title, a question or an answer."""
        kept.keep("an", "mot", replace(ASKED, question="Chủ đề năm 2023?"), new_id())
        kept.keep("an", "hai", replace(ASKED, question="Số hộ nghèo?"), new_id())
        assert [one.conversation_id for one in kept.listed("an", "chu DE")] == ["mot"]
        assert len(kept.listed("an", "đơn vị")) == 2
        assert kept.listed("an", "chủ đề hộ nghèo") == []

    def test_renamed_and_removed(self, kept: Conversations) -> None:
        """A new title is found again; a removed one is gone with its turns; an empty title is refused."""
        turn = kept.keep("an", "cuoc", ASKED, new_id())
        kept.rename("an", "cuoc", "  Bản  ghi nhớ ")
        assert kept.listed("an", "ghi nho")[0].title == "Bản ghi nhớ"
        with pytest.raises(BadInput):
            kept.rename("an", "cuoc", " ")
        kept.remove("an", "cuoc")
        assert kept.listed("an") == []
        with pytest.raises(NotFound):
            kept.share("an", turn.turn_id)

    def test_what_was_removed_stays_removed(self, kept: Conversations) -> None:
        """An answer or its suggestions that come after the removal bring nothing back, asked anew or not."""
        turn = kept.keep("an", "cuoc", ASKED, new_id())
        kept.remove("an", "cuoc")
        for late, replaced, goes_on in (
            (turn.followed_by(["Còn năm 2022?"]), "", False),
            (ASKED, "", True),
            (ASKED, turn.turn_id, True),
        ):
            with pytest.raises(NotFound):
                kept.keep("an", "cuoc", late, new_id(), replaced, goes_on)
        assert kept.listed("an") == []


def test_a_shared_answer_is_frozen(kept: Conversations) -> None:
    """One id a turn; it shows what was shared though the turn is asked anew and its conversation removed."""
    turn = kept.keep("an", "cuoc", ASKED, new_id())
    share = kept.share("an", turn.turn_id)
    assert kept.share("an", turn.turn_id) == share
    kept.keep("an", "cuoc", EXCHANGES["refused"], new_id(), turn.turn_id)
    kept.remove("an", "cuoc")
    assert kept.shared(share).answer == ASKED.answer
    with pytest.raises(NotFound) as refused:
        kept.shared("khong-co")
    assert refused.value.code == "shared_not_found"


def test_what_is_shared_is_taken_back(kept: Conversations) -> None:
    """Its owner alone sees his links and ends them; a link that ended shows nothing, sharing anew is another."""
    turn = kept.keep("an", "cuoc", ASKED, new_id())
    share = kept.share("an", turn.turn_id)
    assert [(one.share_id, one.question) for one in kept.shares("an")] == [(share, ASKED.question)]
    assert kept.shares("binh") == []
    with pytest.raises(NotFound):
        kept.take_back("binh", share)
    kept.take_back("an", share)
    assert kept.shares("an") == []
    with pytest.raises(NotFound):
        kept.shared(share)
    assert kept.share("an", turn.turn_id) != share


def test_a_browser_that_does_not_come_back_is_forgotten(records: Records, kept: Conversations) -> None:
    """After 400 days without a question, turns and all; not one that still asks, nor a key's owner."""
    for owner in ("browser:away", "browser:here", "key:away"):
        kept.keep(owner, f"{owner} old", ASKED, new_id())
    old = (datetime.now(UTC) - FORGOTTEN_AFTER - timedelta(days=1)).isoformat()
    records.write("UPDATE conversations SET updated = ?", old)
    kept.keep("browser:here", "new", ASKED, new_id())
    left = {str(one) for (one,) in records.rows("SELECT conversation_id FROM turns")}
    assert left == {"browser:here old", "new", "key:away old"}
    assert kept.listed("browser:away") == [] and len(kept.listed("browser:here")) == 2


class TestRatings:
    """What readers said, and what can be learned of it."""

    def test_a_rating_outlives_its_conversation_and_is_said_anew(
        self, records: Records, kept: Conversations
    ) -> None:
        """The answer is kept with the rating; a later word takes its place; a stranger's is refused."""
        turn = kept.keep("an", "cuoc", ASKED, new_id())
        ratings = Ratings(records)
        with pytest.raises(NotFound):
            ratings.keep("binh", turn.turn_id, Rating("good"))
        ratings.keep("an", turn.turn_id, Rating("bad", "wrong", "số cũ"))
        ratings.keep("an", turn.turn_id, Rating("good"))
        kept.remove("an", "cuoc")
        (rated,) = ratings.all()
        assert rated.rating == Rating("good") and rated.exchange.answer == ASKED.answer

    def test_a_right_answer_is_a_gold_question(self) -> None:
        """Its report and the words that answer are what is wanted; `eval`'s own rule finds them in the answer."""
        line = gold_line(Rated(Rating("good"), "t", "2024", ASKED))
        assert line and line["doc"] == "k" and line["kind"] == "rated" and ASKED.answer
        assert all(stands(words, ASKED.answer.citations[0].quote) for words in line["answers"])
        both = gold_line(Rated(Rating("good"), "t", "2024", EXCHANGES["written"]))
        assert both and len(both["all_of"]) == 2 and both["docs"] == ["k"]

    def test_what_should_be_refused_is_one_too(self) -> None:
        """A refusal called right, and an answer that should have been one; nothing of other complaints."""
        refused = answer(status="refused", refusal=Refusal("x", "Không nêu."))
        for exchange, rating in (
            (refused, Rating("good")),
            (ASKED, Rating("bad", "unanswerable")),
        ):
            line = gold_line(Rated(rating, "t", "2024", exchange))
            assert line and line["kind"] == "unanswerable" and line["answers"] == []
        for exchange, rating in (
            (ASKED, Rating("bad", "wrong")),
            (refused, Rating("bad", "missed")),
            (Exchange("?").failed("x"), Rating("bad")),
        ):
            assert gold_line(Rated(rating, "t", "2024", exchange)) is None
