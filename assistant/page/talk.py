"""Talk: the conversation that one page shows, from its first question to the next."""

from dataclasses import dataclass, replace

from assistant.kept.conversations import Conversations, new_id
from assistant.kept.exchange import Exchange
from assistant.page.turn import turn
from assistant.page.wish import Wish

# Turns a page keeps: more than a person reads back, few enough for a tab left open for weeks.
_KEPT = 50


class Latest:
    """Which question of a page was asked last, and in which of its conversations, so that other answers are abandoned.

    A page may leave a conversation before or after the server has heard of a question asked in the next.
    """

    def __init__(self) -> None:
        self._number = self._talk = 0
        self._asked_in: int | None = None

    def next(self, talk: int) -> int:
        """Count one more question, asked in conversation number `talk`, and return its number."""
        self._number += 1
        self._asked_in = talk
        return self._number

    def is_asked_in(self, talk: int) -> bool:
        """Whether the last question was asked in conversation number `talk`."""
        return self._asked_in == talk

    def turn_to(self, talk: int) -> None:
        """Note that the page shows conversation number `talk` now, or a later one."""
        self._talk = max(self._talk, talk)

    def is_past(self, number: int, talk: int) -> bool:
        """Whether nobody waits any more for the answer to this question, asked in conversation number `talk`."""
        return number != self._number or talk < self._talk


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation on one page; `is_copy` if it shows an answer that was shared, which cannot be continued.

    `number` is the page's own number for each conversation that it has shown, from 0; `is_kept` tells that some turn
    of it was stored, so that it is not stored anew once it has been removed. The question asked last is kept under the
    id `asked_as`, in place of the turn that it `replaced`, if any.
    """

    conversation_id: str = ""
    turns: tuple[Exchange, ...] = ()
    is_copy: bool = False
    number: int = 0
    is_kept: bool = False
    asked_as: str = ""
    replaced: str = ""

    @classmethod
    def opened(cls, wanted: Wish, conversations: Conversations, owner: str) -> "Talk":
        """The conversation or shared answer that the page has open, else a new one; NotFound if it is unknown."""
        if wanted.shared:
            return cls("", (conversations.shared(wanted.shared),), True, wanted.talk)
        if wanted.conversation:
            turns = conversations.of(owner, wanted.conversation)[1]
            return cls(wanted.conversation, turns, False, wanted.talk, True)
        return cls(number=wanted.talk)

    def is_meant(self, wanted: Wish) -> bool:
        """Whether a question belongs to this conversation, and not to one that its page has begun or opened since.

        A page that slept may remember its conversation longer than the server does.
        """
        return self.number == wanted.talk and bool(self.conversation_id or self.is_copy or not wanted.opens)

    @property
    def is_asking(self) -> bool:
        """Whether the last turn still waits for its answer, or for the rest of it."""
        return bool(self.turns) and self.turns[-1].state == "asking"

    def until(self, replacing: bool) -> "Talk":
        """The conversation before a new question, which may be `replacing` the last one."""
        if self.is_copy:
            return Talk(new_id(), number=self.number, asked_as=new_id())
        kept, gone = (self.turns[:-1], self.turns[-1:]) if replacing else (self.turns, ())
        return replace(
            self,
            conversation_id=self.conversation_id or new_id(),
            turns=kept,
            asked_as=new_id(),
            replaced=gone[0].turn_id if gone else "",
        )

    def ending(self, exchange: Exchange) -> "Talk":
        """The conversation with one more turn."""
        return replace(self, turns=(*self.turns, exchange), is_kept=self.is_kept or bool(exchange.turn_id))

    def apart(self) -> "Talk":
        """The same turns as a new conversation that is not kept yet, since theirs was removed."""
        turns = tuple(exchange.kept_as("") for exchange in self.turns)
        return replace(self, conversation_id="", turns=turns, is_kept=False)

    def earlier(self) -> str:
        """The turns before the last as HTML."""
        return "".join(turn(one, self.conversation_id, talk=self.number) for one in self.turns[-_KEPT:-1])

    def latest(self) -> str:
        """The last turn as HTML."""
        if not self.turns:
            return ""
        return turn(self.turns[-1], self.conversation_id, self.is_copy, self.number)
