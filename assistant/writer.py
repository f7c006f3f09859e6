"""Writer: an answer written by a chat model from numbered passages, streamed as deltas and drafts.

Chat models enter the project here, through LangChain. What a model says is read by `reply.py`; whether it is
true is decided by `verify.py`. Every way in which a model can fail is one ModelFault with a code:

    model_name · model_provider · model_package · model_address      the setting cannot be used
    model_key · model_unknown · model_unreachable · model_timeout    no reply
    model_rate_limited · model_rejected · model_too_long · model_failed
    model_empty · model_cut_off · model_garbled · model_reasoning    a reply that is none
    model_uncited · model_language
"""

import re
import secrets
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.model_fault import code_of, fault, package_fault, provider_errors
from assistant.prompts import Prompt, fragment, prompt
from assistant.reply import NOT_ANSWERED, Delta, Draft, Reply, in_language, quotable
from index.errors import ModelFault

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage, BaseMessageChunk

    from assistant.followup import Turn

__all__ = ["Delta", "Draft", "NotAnswered", "Source", "load_model", "standalone", "write"]

# A local model on a processor may need a minute to read the passages before its first word.
_TIMEOUT_S = 120.0
_LONGEST_REPLY = 40_000
_LONGEST_QUESTION = 400
_TURNS, _LONGEST_ANSWER = 4, 600
# Ollama's own default window is shorter than our passages, and it cuts their beginning off without a word.
_OLLAMA_WINDOW = 8192
_CUT_OFF = {"length", "max_tokens", "max_output_tokens", "incomplete"}


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered passage that an answer may cite, with what is known of its report."""

    number: int
    title: str | None
    published: str | None
    province: str | None
    text: str
    status: str | None = None


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The model said that the passages do not answer the question."""


def load_model(name: str, base_url: str = "", timeout_s: float = _TIMEOUT_S) -> "BaseChatModel":
    """The chat model that `name` ("provider:model") means, nothing sent to it yet.

    `base_url` is the address of an OpenAI-compatible or Ollama server; empty means the provider's own.
    `timeout_s` bounds the wait for each part of a reply. Keys are read by the provider's own package.
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
    options = _options(provider, base_url, timeout_s)
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


def write(
    question: str,
    language: str,
    sources: Sequence[Source],
    model: "BaseChatModel",
    deadline_s: float = 2 * _TIMEOUT_S,
) -> Iterator[Delta | Draft | NotAnswered]:
    """The model's answer to `question` from `sources`: deltas as they come, then a draft for each sentence.

    A draft cites numbers of `sources` alone. NotAnswered comes last, when no sentence cites anything and the
    model said that the passages do not answer. Raises ModelFault, also after drafts: those given so far are
    whole sentences, but the answer is not whole. `deadline_s` bounds the whole reply.
    """
    asked = answer_prompt(question, language, sources, _fence(sources))
    reply, ended = Reply([source.number for source in sources]), ""
    for piece, reason in _stream(model, asked, deadline_s):
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
        yield NotAnswered()
        return
    if not reply.drafts:
        raise fault("model_empty")
    if not in_language(" ".join(draft.text for draft in reply.drafts), language):
        raise fault("model_language")
    if not reply.cited:
        raise fault("model_uncited")


def standalone(question: str, history: "Sequence[Turn]", model: "BaseChatModel", language: str = "vi") -> str:
    """The question in words that need no turn before it; unchanged where the model gives no such wording.

    Only the last turns are sent. A wording that is empty, long or more than one sentence, or that brings a
    number which stands nowhere in the conversation, is not taken. Raises ModelFault as `write` does.
    """
    if not history:
        return question
    turns = history[-_TURNS:]
    asked = standalone_prompt(question, turns, language, _fence(()))
    reply, ended = Reply(()), ""
    for piece, reason in _stream(model, asked, _TIMEOUT_S):
        ended = reason
        deque(reply.push(piece), maxlen=0)
        if len(reply.drafts) > 1:
            return question
    deque(reply.close(), maxlen=0)
    if len(reply.drafts) != 1 or reply.declined or reply.reasoned or ended in _CUT_OFF:
        return question
    wording = re.sub(r"^[^:?]{1,40}:\s+", "", reply.drafts[0].text).strip(' "“”')
    said = " ".join([question, *(f"{turn.question} {turn.answer or ''}" for turn in turns)])
    invented = set(re.findall(r"\d+", wording)) - set(re.findall(r"\d+", said))
    return wording if 0 < len(wording) <= _LONGEST_QUESTION and not invented else question


def answer_prompt(question: str, language: str, sources: Sequence[Source], fence: str) -> Prompt:
    """The prompt that asks `question` of `sources`; `fence` is the code that encloses each passage."""
    passages = "\n\n".join(
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
    return prompt(
        "answer",
        language,
        passages=passages,
        question=_line(question),
        fence=fence,
        not_answered=NOT_ANSWERED,
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


def _line(text: str | None) -> str:
    """One line of a prompt: brackets changed, white space made single spaces, a dash for nothing."""
    return quotable(" ".join((text or "").split())) or "—"


def _fence(sources: Sequence[Source]) -> str:
    """A code that nobody could know before, and that no passage holds."""
    while True:
        fence = secrets.token_hex(8)
        if not any(fence in f"{source.title} {source.text}" for source in sources):
            return fence


def _stream(model: "BaseChatModel", asked: Prompt, deadline_s: float) -> Iterator[tuple[str, str]]:
    """Each piece of the model's reply with the reason given for its end ("" until one is given)."""
    from langchain_core.messages import HumanMessage, SystemMessage

    end = time.monotonic() + deadline_s
    length, ended = 0, ""
    for chunk in _received(model, [SystemMessage(asked.system), HumanMessage(asked.user)]):
        text = str(chunk.text)
        ended = _reason(chunk.response_metadata) or ended
        length += len(text)
        yield text, ended
        if length > _LONGEST_REPLY:
            raise fault("model_cut_off")
        if time.monotonic() > end:
            raise fault("model_timeout")


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


def _options(provider: str, base_url: str, timeout_s: float) -> dict[str, Any]:
    """What a provider's class is made with.

    No retries: quotes are at hand at once, and a client told to wait by a busy provider would wait up to a
    minute without a word. The same question gives the same answer as far as a provider lets it.
    """
    if provider == "ollama":
        options: dict[str, Any] = {"reasoning": False, "temperature": 0, "num_ctx": _OLLAMA_WINDOW}
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
