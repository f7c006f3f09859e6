"""Faults of status: a draft or proposal of the quote told as decided, a decision as a draft. Pure."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.governed import FAR, best_fit, from_on, left_free, of_axis, shown
from assistant.checks.wording.words import STOPS
from assistant.stated.cues import Cue
from assistant.stated.numbers import Number
from assistant.stated.parsed import begins, standing
from assistant.stated.spotted import Spotted

_NOUNS = ("dự thảo", "bản thảo")
_ASKED_FOR = ("đề nghị", "đề xuất", "kiến nghị")
# How many words tell what is asked for.
_DEED = 4
_NEEDED = Spotted("cần|phải|yêu cầu|nên|xin|mong|muốn")


def put_forward(pair: Pair) -> Iterator[Fault]:
    """Figures that are only asked for or put forward in the quote, told as if they stood."""
    if (
        pair.foreign
        or any(cue.value in ("draft", "pending", "target", "expected") for cue in pair.our_cues)
        or _NEEDED.search(pair.sentence)
    ):
        return
    for number in pair.sentence.numbers:
        if number.kind != "plain":
            continue
        found = bearing(pair, number)
        before = [_puts_forward(pair, one) for one in found]
        if found and all(before) and (cue := before[0]):
            yield fault("status", number.text, shown(pair.quote, cue))
            return
    yield from _deeds_put_forward(pair)


def _deeds_put_forward(pair: Pair) -> Iterator[Fault]:
    """Deeds that are only asked for or put forward in the quote, told as if they were done, word for word."""
    for cue in of_axis(pair.their_cues, "status")[:FAR]:
        if cue.text.lower() not in _ASKED_FOR:
            continue
        last = pair.quote.cell(cue.start)[1]
        deed = tuple(word.exact for word in pair.quote.after(cue.end, _DEED) if word.start < last)
        if len(deed) < _DEED or len(standing(pair.quote.spelt, deed)) != 1:
            continue
        if ours := begins(pair.sentence, deed):
            yield fault("status", from_on(pair.sentence, ours[0]), shown(pair.quote, cue))
            return


def _puts_forward(pair: Pair, number: Number) -> Cue | None:
    """What puts a figure of the quote forward: a few words before it, in its clause, nothing decided between."""
    first = pair.quote.clause(number.start)[0]
    cues = [one for one in of_axis(pair.their_cues, "status") if first <= one.start < number.start]
    last = cues[-1] if cues else None
    if (
        last is None
        or last.text.lower() not in _ASKED_FOR
        or len(pair.quote.within(last.end, number.start)) > FAR
    ):
        return None
    return None if re.match(r" (?:của|này|đó|trên)(?!\w)", pair.quote.text[last.end :]) else last


def misdecided(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Decisions that the quote has as drafts or as still to come, and drafts that it has as decided."""
    drafts = [one for one in stated if one.value == "draft"]
    pending = [one for one in stated if one.value == "pending"]
    decided = [one for one in stated if one.value == "decided"]
    for cue in claimed:
        if cue.value == "decided":
            best = best_fit(pair, cue, decided)
            proposed = [one for one in drafts if one.text.lower() not in _NOUNS]
            other = max(best_fit(pair, cue, pending), best_fit(pair, cue, proposed) - 1)
            if _numbered(pair, cue):
                continue
            if not decided or (not pair.foreign and other > best):
                yield fault(
                    "status",
                    shown(pair.sentence, cue),
                    shown(pair.quote, (drafts + pending)[0]) if drafts + pending else None,
                )
        elif cue.value == "draft" and not drafts and not pending:
            yield fault(
                "status", shown(pair.sentence, cue), shown(pair.quote, decided[0]) if decided else None
            )
    nouns = [one for one in drafts if one.text.lower() in _NOUNS]
    # "đề nghị" stands for a draft unless the quote says it, too, beside the draft
    said = {one.text.lower() for one in drafts}.difference(_NOUNS)
    ours = [one for one in claimed if one.value == "draft" and one.text.lower() not in said]
    if not pair.foreign:
        yield from left_free(pair, [], nouns, "status", reach=8) if not ours else ()
        yield from _subject(pair, nouns, claimed)


def _numbered(pair: Pair, cue: Cue) -> bool:
    """Whether "ban hành" is said of a document that the quote names by number, and of no draft of it: it is issued."""
    if cue.text.lower() not in ("ban hành", "issued") or any(
        one.value != "decided" for one in of_axis(pair.their_cues, "status")
    ):
        return False
    last = pair.sentence.clause(cue.start)[1]
    numbers = {one.number for one in pair.sentence.documents if cue.end <= one.start < last}
    return bool(numbers) and numbers <= {one.number for one in pair.quote.documents}


def _subject(pair: Pair, nouns: Sequence[Cue], claimed: Sequence[Cue]) -> Iterator[Fault]:
    """What a draft says ("Dự thảo … đưa ra …"), told as if it stood."""
    if any(cue.value in ("draft", "pending") for cue in claimed):
        return
    for cue in nouns:
        first, last = pair.quote.sentence(cue.start)
        if pair.quote.text[first : cue.start].strip(' "-') or cue.text[0].islower():
            continue
        told = {word.folded for word in pair.quote.within(cue.end, last)} - STOPS
        ours = {word.folded for word in pair.sentence.words} - STOPS
        rest = {word.folded for word in pair.quote.words if not first <= word.start < last}
        if len(ours & told) * 2 > len(ours) and len(ours & rest) < len(ours & told):
            yield fault("status", pair.sentence.text, shown(pair.quote, cue))
