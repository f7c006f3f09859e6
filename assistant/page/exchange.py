"""Exchange: one question on the page with what has come of its answer so far. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.answer import Answer, Citation, Event, Fault, Notice, Sentence

State = Literal["asking", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer: whole once `state` is "done", what has come so far before that.

    `drafts` are the provisional words of sentences that are not final yet, by their number from 1;
    `failure` is the sentence to show when there is no answer because something went wrong.
    """

    question: str
    state: State = "asking"
    answer: Answer | None = None
    sentences: Mapping[int, Sentence] | None = None
    drafts: Mapping[int, str] | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    failure: str = ""

    def after(self, event: Event) -> "Exchange":
        """The exchange once `event` has come; `start` and `done` change nothing that is shown."""
        data = event.data
        match event.name:
            case "delta":
                drafts = dict(self.drafts or {})
                drafts[data["sentence"]] = drafts.get(data["sentence"], "") + data["text"]
                return replace(self, drafts=drafts)
            case "sentence":
                drafts = {
                    number: text for number, text in (self.drafts or {}).items() if number != data["sentence"]
                }
                return replace(
                    self,
                    sentences={**(self.sentences or {}), data["sentence"]: _sentence(data)},
                    drafts=drafts,
                )
            case "citation":
                return replace(self, citations=(*self.citations, Citation(**data)))
            case "notice":
                return replace(self, notices=(*self.notices, Notice(**data)))
        return self

    def answered(self, answer: Answer) -> "Exchange":
        """The exchange with its whole answer."""
        return Exchange(self.question, "done", answer)

    def stopped(self) -> "Exchange":
        """The exchange as it stood when the reader stopped it."""
        return replace(self, state="stopped") if self.state == "asking" else self

    def failed(self, message: str) -> "Exchange":
        """The exchange without an answer, and why; what had come of one is not shown as if it were one."""
        return Exchange(self.question, "failed", failure=message)


def _sentence(data: Mapping[str, Any]) -> Sentence:
    """A sentence from its event."""
    faults = tuple(Fault(**fault) for fault in data["faults"])
    return Sentence(data["text"], tuple(data["citations"]), data["verified"], faults)
