"""Filled: the prompts of `prompts/` with passages, turns and sentences filled in. Pure.

What a report says stands on lines of its own, fenced by a code that nobody could know beforehand.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.writing.markup import quotable
from assistant.writing.prompts import Prompt, fragment, listed, prompt
from assistant.writing.reply import NOT_ANSWERED, WHICH_ONE

if TYPE_CHECKING:
    from assistant.answer import Fault
    from assistant.understanding.followup import Turn

_LONGEST_ANSWER = 600


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage that an answer may cite, with what is known of its report."""

    number: int
    title: str | None
    published: str | None
    province: str | None
    text: str
    status: str | None = None


def answer_prompt(question: str, language: str, sources: Sequence[Source], fence: str) -> Prompt:
    """The prompt that asks `question` of `sources`; `fence` is the code that encloses each passage."""
    return prompt(
        "answer",
        language,
        passages=_passages(language, sources, fence),
        question=_line(question),
        fence=fence,
        not_answered=NOT_ANSWERED,
        which_one=WHICH_ONE,
    )


def rewrite_prompt(
    question: str,
    language: str,
    sources: Sequence[Source],
    faulty: "Sequence[tuple[str, Sequence[Fault]]]",
    fence: str,
) -> Prompt:
    """The prompt that asks for faulty sentences again, each with what is wrong with it."""
    kinds = listed("kinds", language)
    told = "\n".join(
        fragment(
            "faulty",
            language,
            number=str(number),
            sentence=_line(text),
            faults="\n".join(
                fragment(
                    "fault",
                    language,
                    kind=kinds[one.kind],
                    in_sentence=_line(one.in_sentence),
                    in_quote=_line(one.in_quote),
                )
                for one in faults
            ),
        )
        for number, (text, faults) in enumerate(faulty, 1)
    )
    return prompt(
        "rewrite",
        language,
        passages=_passages(language, sources, fence),
        sentences=told,
        question=_line(question),
        fence=fence,
    )


def _passages(language: str, sources: Sequence[Source], fence: str) -> str:
    """The passages as a prompt has them, each between its fences."""
    return "\n\n".join(
        fragment(
            "passage",
            language,
            fence=fence,
            number=str(source.number),
            title=_line(source.title),
            published=_line(source.published),
            province=_line(source.province),
            status=_line(source.status),
            text=quotable(source.text.strip()),
        )
        for source in sources
    )


def standalone_prompt(question: str, turns: "Sequence[Turn]", language: str, fence: str) -> Prompt:
    """The prompt that asks for a stand-alone wording of `question` after `turns`."""
    told = "\n".join(
        fragment(
            "turn",
            language,
            question=_line(turn.question),
            answer=_line((turn.answer or "")[:_LONGEST_ANSWER]),
        )
        for turn in turns
    )
    return prompt("standalone", language, turns=told, question=_line(question), fence=fence)


def parts_prompt(question: str, language: str, fence: str) -> Prompt:
    """The prompt that asks which questions a comparison is made of."""
    return prompt("parts", language, question=_line(question), fence=fence)


def _line(text: str | None) -> str:
    """One line of a prompt: brackets changed, white space made single spaces, a dash for nothing."""
    return quotable(" ".join((text or "").split())) or "—"


def fence_for(sources: Sequence[Source]) -> str:
    """A code that nobody could know beforehand, and that no passage contains."""
    while True:
        fence = secrets.token_hex(8)
        if not any(fence in f"{source.title} {source.text}" for source in sources):
            return fence
