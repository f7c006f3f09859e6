"""Preferred: the language that a caller's Accept-Language asks for. Pure."""

import re

_WEIGHT = re.compile(r"[01](?:\.[0-9]{0,9})?")


def language(accepted: str | None) -> str:
    """The language of an answer to an Accept-Language header: "en" if it prefers that to "vi"."""
    best = {"vi": 0.0, "en": 0.0}
    for part in (accepted or "").lower().split(","):
        tag, *parameters = (each.strip() for each in part.split(";"))
        name = tag.partition("-")[0]
        weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
        if name in best and _WEIGHT.fullmatch(weight):
            best[name] = max(best[name], float(weight))
    return "en" if best["en"] > best["vi"] else "vi"
