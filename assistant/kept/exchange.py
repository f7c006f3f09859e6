"""Exchange: one question of a conversation with as much of its answer as has come. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from assistant.answer import Answer, Citation, Event, Notice, Sentence

State = Literal["asking", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, which is whole once `state` is "done".

    `drafts` are the provisional words of sentences that are not final yet, by their number from 1;
    `failure` is the sentence to show when there is no answer because something went wrong; `suggestions` are
    questions to go on with; `turn_id` is its id among the conversations kept, "" while it is not kept.
    """

    question: str
    state: State = "asking"
    answer: Answer | None = None
    sentences: Mapping[int, Sentence] | None = None
    drafts: Mapping[int, str] | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    failure: str = ""
    suggestions: tuple[str, ...] = ()
    turn_id: str = ""

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
                    sentences={**(self.sentences or {}), data["sentence"]: Sentence.of(data)},
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

    def followed_by(self, suggestions: Sequence[str]) -> "Exchange":
        """The exchange with questions to go on with."""
        return replace(self, suggestions=tuple(suggestions))

    def kept_as(self, turn_id: str) -> "Exchange":
        """The exchange with its id among the conversations kept."""
        return replace(self, turn_id=turn_id)

    def stopped(self) -> "Exchange":
        """The exchange as it stood when the reader stopped it."""
        return replace(self, state="stopped") if self.state == "asking" else self

    def failed(self, message: str) -> "Exchange":
        """The exchange without an answer, and why; what had come of one is not shown as an answer."""
        return Exchange(self.question, "failed", failure=message)

    def to_json(self) -> dict[str, Any]:
        """The shape in which an exchange that has ended is kept."""
        return {
            "question": self.question,
            "state": self.state,
            "answer": self.answer.to_json() if self.answer else None,
            "sentences": [asdict(sentence) for _, sentence in sorted((self.sentences or {}).items())],
            "drafts": [text for _, text in sorted((self.drafts or {}).items())],
            "citations": [asdict(citation) for citation in self.citations],
            "notices": [asdict(notice) for notice in self.notices],
            "failure": self.failure,
            "suggestions": list(self.suggestions),
        }

    @classmethod
    def of(cls, shape: Mapping[str, Any], turn_id: str = "") -> "Exchange":
        """The exchange with this kept shape."""
        sentences = dict(enumerate(map(Sentence.of, shape["sentences"])))
        return cls(
            shape["question"],
            shape["state"],
            Answer.of(shape["answer"]) if shape["answer"] else None,
            sentences or None,
            dict(enumerate(shape["drafts"], len(sentences))) or None,
            tuple(Citation(**citation) for citation in shape["citations"]),
            tuple(Notice(**notice) for notice in shape["notices"]),
            shape["failure"],
            tuple(shape["suggestions"]),
            turn_id,
        )
