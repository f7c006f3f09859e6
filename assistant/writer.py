"""Writer: an answer written by a chat model from numbered passages, streamed as deltas and drafts.

Chat models are asked here, through LangChain, and made by `chat_model.py`. What a model says is read by `reply.py`;
whether it is true is decided by `verify.py`. Every way in which a model can fail is one ModelFault with a code:

    model_name · model_provider · model_package · model_address      the setting cannot be used
    model_key · model_unknown · model_unreachable · model_timeout · model_silent    no reply
    model_rate_limited · model_rejected · model_too_long · model_failed
    model_empty · model_cut_off · model_garbled · model_reasoning    a reply that is none
    model_uncited · model_language · model_unsupported · model_echoed
"""

import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.writing.chat_model import TIMEOUT_S
from assistant.writing.filled import (
    Source,
    answer_prompt,
    fence_for,
    parts_prompt,
    rewrite_prompt,
    standalone_prompt,
)
from assistant.writing.guarded import Guarded
from assistant.writing.model_fault import code_of, fault, provider_errors
from assistant.writing.prompts import Prompt
from assistant.writing.pulse import Pulse
from assistant.writing.reply import Delta, Draft, Reply, in_language
from assistant.writing.spent import Spent

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage, BaseMessageChunk

    from assistant.answer import Fault
    from assistant.understanding.followup import Turn

__all__ = [
    "Delta", "Draft", "NotAnswered", "Source", "WhichOne", "fault", "parts", "rewrite", "standalone", "write",
]  # fmt: skip

# In characters: a reply without an end is cut here, and a wording that is longer is no question.
_LONGEST_REPLY, _LONGEST_QUESTION = 40_000, 400
# The last turns are enough to read a follow-up, and more questions than that no comparison needs.
_TURNS, _MOST_PARTS = 4, 4
# How providers say that a reply ended before its end.
_CUT_OFF = {"length", "max_tokens", "max_output_tokens", "incomplete"}


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The model said that the passages do not answer the question."""


@dataclass(frozen=True, slots=True)
class WhichOne:
    """The model said that the passages of these numbers answer different questions, and this may be any of them."""

    numbers: tuple[int, ...]


def write(
    question: str,
    language: str,
    sources: Sequence[Source],
    model: "BaseChatModel",
    deadline_s: float = 2 * TIMEOUT_S,
    spent: Spent | None = None,
) -> Iterator[Delta | Draft | NotAnswered | WhichOne]:
    """The model's answer to `question` from `sources`: deltas as they come, then a draft for each sentence.

    A draft cites numbers of `sources` alone. NotAnswered comes last, when no sentence cites anything and the
    model said that the passages do not answer; WhichOne, when it said that the question may mean several things
    that they tell of. Raises ModelFault, even after drafts: those given so far are whole sentences, but the answer is
    incomplete. `deadline_s` bounds the whole reply.
    """
    fence = fence_for(sources)
    asked = answer_prompt(question, language, sources, fence)
    reply, ended = Reply([source.number for source in sources]), ""
    for piece, reason in _stream(model, asked, fence, deadline_s, spent):
        ended = reason
        yield from reply.push(piece)
        if reply.reasoned:
            raise fault("model_reasoning")
    last = list(reply.close())
    if ended in _CUT_OFF or (reply.drafts and not reply.whole and not ended):
        raise fault("model_cut_off")
    yield from last
    if ended == "content_filter":
        raise fault("model_rejected")
    if reply.declined and not reply.cited:
        yield WhichOne(tuple(dict.fromkeys(reply.between))) if reply.asked_back else NotAnswered()
        return
    if not reply.drafts:
        raise fault("model_empty")
    if not in_language(" ".join(draft.text for draft in reply.drafts), language):
        raise fault("model_language")
    if not reply.cited:
        raise fault("model_uncited")


def rewrite(
    question: str,
    language: str,
    sources: Sequence[Source],
    faulty: "Sequence[tuple[str, Sequence[Fault]]]",
    model: "BaseChatModel",
    deadline_s: float = TIMEOUT_S,
    spent: Spent | None = None,
) -> list[Draft]:
    """The model's second try at sentences that their passages do not bear, told what was wrong with each.

    Sentences that it leaves out are missing. Raises ModelFault as `write` does, also for a reply cut off.
    """
    fence = fence_for(sources)
    asked = rewrite_prompt(question, language, sources, faulty, fence)
    reply, ended = Reply([source.number for source in sources]), ""
    for piece, reason in _stream(model, asked, fence, deadline_s, spent):
        ended = reason
        deque(reply.push(piece), maxlen=0)
    deque(reply.close(), maxlen=0)
    if ended in _CUT_OFF or reply.reasoned:
        raise fault("model_cut_off" if ended in _CUT_OFF else "model_reasoning")
    return reply.drafts


def standalone(
    question: str,
    history: "Sequence[Turn]",
    model: "BaseChatModel",
    language: str = "vi",
    spent: Spent | None = None,
) -> str:
    """The question in words that need no turn before it; unchanged where the model gives no such wording.

    Only the last turns are sent. A wording that is empty, long or more than one sentence, or that brings a
    number which stands nowhere in the conversation, is not taken. Raises ModelFault as `write` does.
    """
    if not history:
        return question
    turns = history[-_TURNS:]
    fence = fence_for(())
    asked = standalone_prompt(question, turns, language, fence)
    reply, ended = Reply(()), ""
    for piece, reason in _stream(model, asked, fence, TIMEOUT_S, spent):
        ended = reason
        deque(reply.push(piece), maxlen=0)
        if len(reply.drafts) > 1:
            return question
    deque(reply.close(), maxlen=0)
    if len(reply.drafts) != 1 or reply.declined or reply.reasoned or ended in _CUT_OFF:
        return question
    wording = _worded(reply.drafts[0])
    said = " ".join([question, *(f"{turn.question} {turn.answer or ''}" for turn in turns)])
    invented = set(re.findall(r"\d+", wording)) - set(re.findall(r"\d+", said))
    return wording if 0 < len(wording) <= _LONGEST_QUESTION and not invented else question


def parts(
    question: str, model: "BaseChatModel", language: str = "vi", spent: Spent | None = None
) -> tuple[str, ...]:
    """The questions that a comparison is made of, at most four, each to be searched by itself; none if the model
    gives fewer than two.

    One that is long, or that brings a number which the question lacks, is not taken. Raises ModelFault as `write`.
    """
    fence = fence_for(())
    reply = Reply(())
    for piece, _ in _stream(model, parts_prompt(question, language, fence), fence, TIMEOUT_S, spent):
        deque(reply.push(piece), maxlen=0)
        if len(reply.drafts) > _MOST_PARTS:
            break
    deque(reply.close(), maxlen=0)
    said = set(re.findall(r"\d+", question))
    found = [_worded(draft) for draft in reply.drafts[:_MOST_PARTS]]
    kept = [
        one for one in found if 0 < len(one) <= _LONGEST_QUESTION and set(re.findall(r"\d+", one)) <= said
    ]
    return tuple(kept) if len(kept) > 1 and not reply.declined and not reply.reasoned else ()


def _worded(draft: Draft) -> str:
    """A question that a model wrote, without what it put before and around it."""
    return re.sub(r"^[^:?]{1,40}:\s+", "", draft.text).strip(' "“”')


def _stream(
    model: "BaseChatModel", asked: Prompt, fence: str, deadline_s: float, spent: Spent | None = None
) -> Iterator[tuple[str, str]]:
    """Each piece of the model's reply with the reason given for its end ("" until one is given).

    Nothing comes of a reply that says a key, the prompt's code or its instructions: that is `model_echoed`.
    What it costs is added to `spent`, also where the reply breaks off or nobody reads it to its end.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    end = time.monotonic() + deadline_s
    replied, length, ended = "", 0, ""
    guard = Guarded((fence, *_keys(model)), asked.system)
    counted: dict[str, int] = {}
    pulse = spent.pulse if spent is not None else Pulse()
    with pulse.call() as call:
        try:
            for chunk in _received(model, [SystemMessage(asked.system), HumanMessage(asked.user)]):
                pulse.hear(call)
                text = str(chunk.text)
                ended = _reason(chunk.response_metadata) or ended
                for name, count in (getattr(chunk, "usage_metadata", None) or {}).items():
                    counted[name] = counted.get(name, 0) + count if isinstance(count, int) else 0
                replied += text
                length += len(text)
                free = guard.push(text)
                if guard.broken:
                    raise fault("model_echoed")
                yield free, ended
                if length > _LONGEST_REPLY:
                    raise fault("model_cut_off")
                if time.monotonic() > end:
                    raise fault("model_timeout")
            yield guard.rest(), ended
        finally:
            if spent is not None:
                spent.add(asked.system + asked.user, replied, counted)


def _keys(model: "BaseChatModel") -> list[str]:
    """The keys that a model's client holds."""
    held = (getattr(value, "get_secret_value", None) for value in vars(model).values())
    return [str(tell()) for tell in held if callable(tell)]


def _reason(metadata: dict[str, Any]) -> str:
    """Why the reply ended, in the word of whichever provider it is; "" before its end."""
    for key in ("finish_reason", "done_reason", "stop_reason"):
        if value := metadata.get(key):
            return str(value).lower()
    return "incomplete" if metadata.get("status") == "incomplete" else ""


def _received(model: "BaseChatModel", messages: "list[BaseMessage]") -> Iterator["BaseMessageChunk"]:
    """The chunks of a reply; what the provider's package raises becomes a ModelFault."""
    from langchain_core.exceptions import LangChainException

    failures: tuple[type[Exception], ...] = (LangChainException, OSError, *provider_errors())
    chunks, begun = model.stream(messages), False
    while True:
        try:
            chunk = next(chunks)
        except StopIteration:
            return
        except failures as error:
            code = code_of(error)
            raise fault("model_cut_off" if begun and code == "model_unreachable" else code) from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            # LangChain's adapters raise these for a reply that does not keep to the provider's protocol
            raise fault("model_garbled") from error
        begun = True
        yield chunk
