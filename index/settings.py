"""Settings: what the environment says, read once and by nobody else; inner code receives plain values.

Every name here stands in the README's table of settings.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadInput

PREFIX = "ASSISTANT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings; the defaults work offline, without a language model.

    `data` is the one folder that holds everything. An empty `embedding` is the bundled model, an empty
    `chroma_url` the embedded Chroma, an empty `llm` (`provider:model` otherwise) answers by quotes only.
    `allowed_hosts` are names and networks that reports may be fetched from although they are not public.
    """

    data: Path = Path("data")
    embedding: str = ""
    chroma_url: str = ""
    llm: str = ""
    llm_base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 7860
    allowed_hosts: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of the variables beginning `ASSISTANT_`; unset and empty ones keep the default."""

        def value(name: str, default: str = "") -> str:
            return environment.get(PREFIX + name, "").strip() or default

        return cls(
            data=Path(value("DATA", "data")),
            embedding=value("EMBEDDING"),
            chroma_url=value("CHROMA_URL"),
            llm=value("LLM"),
            llm_base_url=value("LLM_BASE_URL"),
            host=value("HOST", "127.0.0.1"),
            port=_port(value("PORT", "7860")),
            allowed_hosts=tuple(host for each in value("ALLOWED_HOSTS").split(",") if (host := each.strip())),
        )


def _port(text: str) -> int:
    """A TCP port from its digits; BadInput for anything else."""
    if text.isdigit() and 0 <= int(text) <= 65535:
        return int(text)
    raise BadInput(
        "bad_setting",
        f"{PREFIX}PORT phải là số từ 0 đến 65535, không phải “{text}”.",
        f"{PREFIX}PORT must be a number from 0 to 65535, not “{text}”.",
        PREFIX + "PORT",
    )
