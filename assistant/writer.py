"""Writer: an answer written by a chat model from numbered passages, streamed as deltas and drafts.

Chat models enter the project here, through LangChain. What a model says is read by `reply.py`; whether it is
true is decided by `verify.py`. Every way in which a model can fail is one ModelFault with a code:

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
from urllib.parse import urlsplit

from assistant.writing.filled import (
    Source,
    answer_prompt,
    fence_for,
    parts_prompt,
    rewrite_prompt,
    standalone_prompt,
)
from assistant.writing.guarded import Guarded
from assistant.writing.model_fault import code_of, fault, package_fault, provider_errors
from assistant.writing.prompts import Prompt
from assistant.writing.pulse import Pulse
from assistant.writing.reply import Delta, Draft, Reply, in_language
from assistant.writing.spent import Spent
from index.errors import ModelFault

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage, BaseMessageChunk

    from assistant.answer import Fault
    from assistant.understanding.followup import Turn

__all__ = [
    "Delta", "Draft", "NotAnswered", "Source", "WhichOne", "fault", "load_model", "parts", "patience", "rewrite",
    "standalone", "window", "write",
]  # fmt: skip

# A local model on a processor may need a minute to read the passages before its first word.
_TIMEOUT_S = 120.0
# What of an answer's time a model may keep silent; in the rest it is quoted.
_SHARE = 0.75
_LONGEST_REPLY = 40_000
_LONGEST_QUESTION = 400
_TURNS, _MOST_PARTS = 4, 4
# Tokens that a model reads where neither the setting nor LangChain's profile of it says: what the smaller ones read.
# Ollama's own default is shorter than our passages, and it cuts their beginning off without a word.
_WINDOW = 8192
_CUT_OFF = {"length", "max_tokens", "max_output_tokens", "incomplete"}


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The model said that the passages do not answer the question."""


@dataclass(frozen=True, slots=True)
class WhichOne:
    """The model said that the passages of these numbers answer different questions, and this may be any of them."""

    numbers: tuple[int, ...]


def patience(time_limit: float | None) -> float:
    """The seconds that a model may keep silent where an answer may take so many; None is any number."""
    return min(_TIMEOUT_S, _SHARE * time_limit) if time_limit else _TIMEOUT_S


def load_model(
    name: str, base_url: str = "", timeout_s: float = _TIMEOUT_S, window: int = 0
) -> "BaseChatModel":
    """The chat model that `name` ("provider:model") means, nothing sent to it yet.

    `base_url` is the address of an OpenAI-compatible or Ollama server; empty means the provider's own.
    `timeout_s` bounds the wait for each part of a reply. `window` is how many tokens it reads, 0 for as many as is
    known of it. Keys are read by the provider's own package.
    Raises ModelFault: model_name, model_provider, model_package, model_address, model_key.
    """
    provider, _, model_name = name.partition(":")
    if not provider.strip() or not model_name.strip():
        raise ModelFault(
            "model_name",
            f"ASSISTANT_LLM = “{name}” chưa đúng. Hãy viết “nhà_cung_cấp:mô_hình”, ví dụ ollama:qwen3:4b.",
            f"ASSISTANT_LLM = “{name}” is not right. Write “provider:model”, for example ollama:qwen3:4b.",
        )
    if base_url:
        _check_address(base_url)
    options = _options(provider, base_url, timeout_s, window or _WINDOW)
    try:
        return _made(name, options)
    except ImportError as error:
        raise package_fault(provider, error) from error
    except ValueError as error:
        raise ModelFault(
            "model_provider",
            f"ASSISTANT_LLM = “{name}”: không có nhà cung cấp “{provider}”. Hãy viết “nhà_cung_cấp:mô_hình”,"
            " ví dụ openai:gpt-4o-mini hoặc ollama:qwen3:4b.",
            f"ASSISTANT_LLM = “{name}”: there is no provider “{provider}”. Write “provider:model”,"
            " for example openai:gpt-4o-mini or ollama:qwen3:4b.",
        ) from error
    except provider_errors() as error:
        if provider != "openai" or not base_url:
            raise fault("model_key") from error
    # a local server takes any key, but the client does not start without one
    return _made(name, options | {"api_key": "none"})


def _made(name: str, options: dict[str, Any]) -> "BaseChatModel":
    """The model of LangChain's class for the provider; a setting that its class lacks is a missing key."""
    from langchain.chat_models import init_chat_model
    from pydantic import ValidationError

    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ValidationError as error:
        raise fault("model_key") from error
    return model


def window(model: "BaseChatModel") -> int:
    """How many tokens a model reads, as LangChain's profile of it says, else as few as the smaller ones read."""
    if told := getattr(model, "num_ctx", None):
        return int(told)
    profile: dict[str, Any] = getattr(model, "profile", None) or {}
    return int(profile.get("max_input_tokens") or _WINDOW)


def write(
    question: str,
    language: str,
    sources: Sequence[Source],
    model: "BaseChatModel",
    deadline_s: float = 2 * _TIMEOUT_S,
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
    deadline_s: float = _TIMEOUT_S,
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
    for piece, reason in _stream(model, asked, fence, _TIMEOUT_S, spent):
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
    for piece, _ in _stream(model, parts_prompt(question, language, fence), fence, _TIMEOUT_S, spent):
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


def _options(provider: str, base_url: str, timeout_s: float, window: int) -> dict[str, Any]:
    """What a provider's class is made with.

    No retries: quotes are at hand at once, and a client told to wait by a busy provider would wait up to a
    minute without a word. The same question gives the same answer as far as a provider lets it.
    """
    if provider == "ollama":
        options: dict[str, Any] = {"reasoning": False, "temperature": 0, "num_ctx": window}
        options["client_kwargs"] = {"timeout": timeout_s}
        base_url = base_url.rstrip("/").removesuffix("/v1")
    else:
        options = {"timeout": timeout_s, "max_retries": 0}
        if provider == "openai":
            options["temperature"] = 0
    return options | {"base_url": base_url} if base_url else options


def _check_address(base_url: str) -> None:
    """Raise ModelFault unless `base_url` is an http(s) address with a host."""
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ModelFault(
            "model_address",
            "ASSISTANT_LLM_BASE_URL không phải là địa chỉ http(s). Hãy viết như http://127.0.0.1:11434/v1.",
            "ASSISTANT_LLM_BASE_URL is no http(s) address. Write it like http://127.0.0.1:11434/v1.",
        )
