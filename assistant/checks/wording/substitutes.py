"""Substitutes: words of a sentence that stand where its quote has others: "nhận bò" of "nhận gạo". Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from assistant.checks.pair import Pair
from assistant.checks.wording.words import spellings, tells
from assistant.stated.parsed import Parsed, Word, places
from index.glossary import says_the_same

# How many words in a row may stand for others, and what stands behind the last of a cell.
_SPANS, _EDGE = (1, 2), "|"
# How many places of a quote are looked at, so that no quote takes long.
_MOST = 60


def substituted(pair: Pair, missing: Sequence[Word]) -> bool:
    """Whether some of the words that the quote has not stand among the very words among which it has others that the
    sentence lacks, and that mean something else: "điện sản xuất bậc 2" of "điện sinh hoạt bậc 2".
    """
    ours, theirs = pair.sentence, pair.quote
    if pair.bare or theirs.bare:
        return False
    absent = {word.start for word in missing}
    for word in missing:
        at = bisect_left(ours.starts, word.start)
        if not at or ours.starts[at - 1] in absent:
            continue
        said = defaultdict[str, list[Sequence[Word]]](list)
        for run, behind in _runs(ours, at):
            if absent.issuperset(one.start for one in run):
                said[behind].append(run)
        for place in places(theirs, False).get(ours.spelt[at - 1], ())[:_MOST] if said else ():
            for run, behind in _runs(theirs, place + 1):
                if _is_left_out(pair, run) and any(not _alike(run, one) for one in said.get(behind, ())):
                    return True
    return False


def known(_: Parsed) -> None:
    """Have the glossary read, which takes a tenth of a second once."""
    says_the_same("", "")


def _runs(parsed: Parsed, at: int) -> list[tuple[Sequence[Word], str]]:
    """The one word, and the two, right behind another, each with the word behind them, an edge where the cell ends."""
    found: list[tuple[Sequence[Word], str]] = []
    for span in _SPANS:
        words = parsed.words[at - 1 : at + span]
        if len(words) > span and all(
            parsed.text[one.end : other.start] == " " for one, other in pairwise(words)
        ):
            end = parsed.cell(words[0].start)[1]
            behind = next((one.exact for one in parsed.after(words[-1].end, 1) if one.start < end), _EDGE)
            found.append((words[1:], behind))
    return found


def _is_left_out(pair: Pair, run: Sequence[Word]) -> bool:
    """Whether words of the quote name a thing or deed, and the sentence has none of them."""
    said = spellings(pair.sentence)
    return any(map(tells, run)) and not any(word.capital or word.exact in said for word in run)


def _alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two rows of words say the same."""
    return says_the_same(*(" ".join(word.raw.lower() for word in run) for run in (one, other)))
