"""Spent: what one answer has cost so far, at the model's provider and in verifying."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.writing.pulse import Pulse

# Letters a token, few enough that no tokenizer in use makes more tokens of Vietnamese.
_LETTERS = 2


@dataclass(slots=True)
class Spent:
    """Calls, tokens as the provider counts them (estimated where it does not) and seconds of verifying.

    The calls are noted in the model's `pulse`.
    """

    pulse: Pulse = field(default_factory=Pulse)
    calls: int = 0
    prompt_tokens: int = 0
    reply_tokens: int = 0
    estimated: bool = False
    verify_s: float = 0.0

    def add(self, asked: str, replied: str, counted: Mapping[str, int]) -> None:
        """One more call: its prompt, its reply, and what the provider says of both."""
        self.calls += 1
        told = counted.get("input_tokens", 0) > 0
        self.estimated |= not told
        self.prompt_tokens += counted["input_tokens"] if told else tokens(asked)
        self.reply_tokens += counted.get("output_tokens", 0) if told else tokens(replied)

    def timings(self) -> dict[str, float]:
        """The figures for an answer's `timings`; `tokens_estimated` is 1 where the provider counted none."""
        return {
            "verify_ms": round(self.verify_s * 1000, 1),
            "model_calls": self.calls,
            "prompt_tokens": self.prompt_tokens,
            "reply_tokens": self.reply_tokens,
            "tokens_estimated": int(self.estimated),
        }


def tokens(text: str) -> int:
    """An estimate of a text's tokens, rather too high than too low."""
    return len(text) // _LETTERS + 1
