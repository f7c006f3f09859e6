"""Faults of whose hand did a deed: a verb behind one name where the quote has it behind another alone. Pure.

"Do Công ty Thành Phát thi công, Công ty Đại Lộc giám sát" bears no "Công ty Đại Lộc thi công".
"""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.words import tells
from assistant.stated.parsed import Parsed, places

# How many places of a quote are looked at, so that no quote takes long.
_MOST = 40


def swapped(pair: Pair) -> Iterator[Fault]:
    """Deeds right behind one's name that the quote has right behind others' alone, this one having another there."""
    ours, theirs = pair.sentence, pair.quote
    if pair.bare or theirs.bare:
        return
    there = places(theirs, False)
    for at in range(1, len(ours.words)):
        name, deed = ours.words[at - 1], ours.words[at]
        if not (name.capital and name.start) or deed.capital or not _deed(ours, at):
            continue
        doers = [place - 1 for place in there.get(deed.exact, ())[:_MOST]]
        if not doers or not all(
            place >= 0
            and theirs.words[place].capital
            and theirs.spelt[place] != name.exact
            and _deed(theirs, place + 1)
            for place in doers
        ):
            continue
        own = [place + 1 for place in there.get(name.exact, ())[:_MOST]]
        if own and all(place < len(theirs.words) and _deed(theirs, place) for place in own):
            yield fault("person", f"{name.raw} {deed.raw}", f"{theirs.words[doers[0]].raw} {deed.raw}")
            return


def _deed(parsed: Parsed, at: int) -> bool:
    """Whether a word of a text goes on in small letters right behind another, and tells a deed or thing."""
    word = parsed.words[at]
    return (
        not word.raw[0].isupper()
        and parsed.text[parsed.words[at - 1].end : word.start] == " "
        and tells(word)
    )
