"""Two peers' own checks of an answer against its sources, described anew from the rules they publish.

RAGFlow (`rag/advanced_rag/harness/sufficiency.py`, in its agentic mode): every run of digits, with a point and
digits after it or not, is a number, and every run of capitalised ASCII words a name; each must stand in the cited
passage, and a claim passes where fewer are missing than half of those found, or where it has none.
DocsGPT (`application/guardrails/checks/heuristics.py`, where switched on): three in ten runs of four words of the
answer must stand in the sources; a word is three or more ASCII letters or figures, English stop words apart; an
answer of fewer than 25 words passes.
"""

import re

_POINTED = re.compile(r"\d+\.?\d*")
_NAME = re.compile(r"\b[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*\b")
_ASCII_WORD = re.compile(r"[A-Za-z0-9']+")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be but by can for from has have in is it its of on or that the then there these
        this to was were will with you your""",
    )
)
_RUN, _SHARE, _LEAST = 4, 0.3, 25


def ragflow(claim: str, quote: str) -> bool:
    """Whether RAGFlow's check of numbers and names lets a claim pass."""
    wanted = [_floated(written) for written in _POINTED.findall(claim)]
    wanted += [{name.lower()} for name in set(_NAME.findall(claim))]
    within = quote.lower()
    missing = sum(
        not any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", within) for form in forms) for forms in wanted
    )
    return not wanted or missing < (len(wanted) - missing) * 0.5


def _floated(written: str) -> set[str]:
    """How a number is looked for: as Python writes its value, and without a fraction that is zero."""
    worth = float(written)
    return {str(worth), str(int(worth))} if worth.is_integer() else {str(worth)}


def docsgpt(claim: str, quote: str) -> bool:
    """Whether DocsGPT's check of overlap lets a claim pass."""
    if len(_ASCII_WORD.findall(claim)) < _LEAST:
        return True
    ours, theirs = _runs(claim), _runs(quote)
    return not ours or not theirs or len(ours & theirs) >= _SHARE * len(ours)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every four words in a row, or all words of a shorter text."""
    words = [
        word for each in _ASCII_WORD.findall(text) if len(word := each.lower()) > 2 and word not in _COMMON
    ]
    if len(words) < _RUN:
        return {tuple(words)} if words else set()
    return {tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)}
