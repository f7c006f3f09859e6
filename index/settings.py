"""Settings: what the environment says, read only here and only once; inner code receives plain values.

Every name here stands in the README's table of settings.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.backend import BACKENDS
from index.errors import BadInput

PREFIX = "ASSISTANT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings; the defaults work offline, without a language model.

    `data` is the one folder that holds everything. An empty `embedding` is the bundled model, an empty
    `reranker` none; `backend` is what runs another than these. An empty `chroma_url` is the embedded Chroma, an
    empty `llm` (`provider:model` otherwise) answers by quotes only.
    `llm_window` is how many tokens the model reads (0: as many as is known of it).
    `threshold` is how sure an answer by quotes must be, from 0 to 1 (None: as fitted).
    `allowed_hosts` are names and networks that reports may be fetched from although they are not public.

    `server_names` are further names the server answers to, `root_path` the path that a proxy puts it under,
    `trusted_proxies` the addresses whose forwarding headers are believed, and `sign_in_header` the one in which
    they name who has signed in. `rate_limit` counts requests a minute of a key and of an address (0: none;
    None: 600 beyond this machine, none on it), `time_limit` seconds an answer may take. `log` is "" for
    warnings alone, "requests" for a line a request, "questions" for that with the question's text.
    """

    data: Path = Path("data")
    embedding: str = ""
    reranker: str = ""
    backend: str = "torch"
    chroma_url: str = ""
    llm: str = ""
    llm_base_url: str = ""
    llm_window: int = 0
    host: str = "127.0.0.1"
    port: int = 7860
    allowed_hosts: tuple[str, ...] = ()
    threshold: float | None = None
    server_names: tuple[str, ...] = ()
    root_path: str = ""
    trusted_proxies: tuple[str, ...] = ()
    sign_in_header: str = ""
    rate_limit: int | None = None
    time_limit: int = 120
    log: str = ""
    otlp_endpoint: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of the variables beginning `ASSISTANT_`; unset and empty ones keep the default."""

        def value(name: str, default: str = "") -> str:
            """What a variable says, else its default."""
            return environment.get(PREFIX + name, "").strip() or default

        return cls(
            data=Path(value("DATA", "data")),
            embedding=value("EMBEDDING"),
            reranker=value("RERANKER"),
            backend=_one_of("BACKEND", value("BACKEND", "torch"), BACKENDS),
            chroma_url=value("CHROMA_URL"),
            llm=value("LLM"),
            llm_base_url=value("LLM_BASE_URL"),
            llm_window=_whole("LLM_WINDOW", value("LLM_WINDOW", "0"), 0, 10_000_000),
            host=value("HOST", "127.0.0.1"),
            port=_whole("PORT", value("PORT", "7860"), 0, 65535),
            allowed_hosts=_list(value("ALLOWED_HOSTS")),
            threshold=_share("THRESHOLD", value("THRESHOLD")) if value("THRESHOLD") else None,
            server_names=_list(value("SERVER_NAMES")),
            root_path=_root_path(value("ROOT_PATH")),
            trusted_proxies=_list(value("TRUSTED_PROXIES")),
            sign_in_header=value("SIGN_IN_HEADER"),
            rate_limit=_whole("RATE_LIMIT", value("RATE_LIMIT"), 0, 10**9) if value("RATE_LIMIT") else None,
            time_limit=_whole("TIME_LIMIT", value("TIME_LIMIT", "120"), 1, 86_400),
            log=_one_of("LOG", value("LOG"), ("", "requests", "questions")),
            otlp_endpoint=value("OTLP_ENDPOINT"),
        )


def _list(text: str) -> tuple[str, ...]:
    """The parts between commas."""
    return tuple(part for each in text.split(",") if (part := each.strip()))


def _whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number from its digits; BadInput for anything else."""
    if text.isascii() and text.isdigit() and least <= int(text[:20]) <= most:
        return int(text)
    raise _bad(name, text, f"phải là số từ {least} đến {most}", f"must be a number from {least} to {most}")


def _share(name: str, text: str) -> float:
    """A number from 0 to 1, with a point or a comma; BadInput for anything else."""
    if re.fullmatch(r"0(?:[.,][0-9]{1,6})?|1(?:[.,]0{1,6})?", text):
        return float(text.replace(",", "."))
    raise _bad(name, text, "phải là số từ 0 đến 1, như 0.5", "must be a number from 0 to 1, like 0.5")


def _root_path(text: str) -> str:
    """A path without the slash at its end; BadInput for what does not begin with one."""
    if not text or text.startswith("/"):
        return text.rstrip("/")
    raise _bad("ROOT_PATH", text, "phải bắt đầu bằng “/”", "must begin with “/”")


def _one_of(name: str, text: str, words: Sequence[str]) -> str:
    """One of these words; BadInput for another."""
    if text in words:
        return text
    known = ", ".join(filter(None, words))
    raise _bad(name, text, f"chỉ nhận: {known}", f"takes one of: {known}")


def _bad(name: str, text: str, vi: str, en: str) -> BadInput:
    """The error for a setting that cannot be used."""
    name = PREFIX + name
    return BadInput("bad_setting", f"{name} {vi}, không phải “{text}”.", f"{name} {en}, not “{text}”.", name)
