"""Chat model: the one that a setting names, ready to be asked, through LangChain; nothing is sent to it here.

What it is asked is `writer.py`'s, how it fails `model_fault.py`'s.
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.writing.model_fault import fault, package_fault, provider_errors
from index.errors import ModelFault

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# A local model on a processor may need a minute to read the passages before its first word.
TIMEOUT_S = 120.0
# What of an answer's time a model may keep silent; in the rest it is quoted.
_SHARE = 0.75
# Tokens that a model reads where neither the setting nor LangChain's profile of it says: what the smaller ones read.
# Ollama's own default is shorter than our passages, and it cuts their beginning off without a word.
_WINDOW = 8192


def patience(time_limit: float | None) -> float:
    """The seconds that a model may keep silent where an answer may take so many; None is any number."""
    return min(TIMEOUT_S, _SHARE * time_limit) if time_limit else TIMEOUT_S


def load_model(
    name: str, base_url: str = "", timeout_s: float = TIMEOUT_S, window: int = 0
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
