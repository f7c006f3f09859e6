"""Faults of who says and does: a source told as the doer, one person's deed told of another. Pure.

"Theo Hội Nông dân, tỉnh trồng 40 ha rừng" bears no "Hội Nông dân trồng 40 ha rừng".
"""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.people import named_in
from assistant.checks.wording import tells
from assistant.stated.parsed import Parsed, places, standing
from assistant.stated.plain import listed
from index.vietnamese import canonical

# What stands before a deed, and the first words of deeds by which somebody says something.
_DONE = frozenset(("đã", "vừa", "sẽ", "đang"))
_SAYS = listed(
    "cho noi thong bao khang nhan thong du danh uoc cong ghi xac ket neu chia tra kien de yeu ly canh phat"
)
# How many words a source's name has, and how many may stand between "theo" and it.
_LEAST, _MOST, _BETWEEN = 1, 8, 4
# How many places of a quote are looked at, so that no quote takes long.
_PLACES = 60
_ACCORDING = canonical("theo")


def confused(pair: Pair) -> Iterator[Fault]:
    """Whom the quote has only as its source, told as the doer, and a person whose deed is another's there."""
    if pair.foreign or pair.bare or pair.quote.bare:
        return
    yield from _sourced(pair)
    yield from _another_did(pair)


def _sourced(pair: Pair) -> Iterator[Fault]:
    """The doer of a sentence whom the quote names behind "theo" alone, up to a comma."""
    words = pair.sentence.words
    if not words or _ACCORDING not in places(pair.quote, False) or _ACCORDING in pair.sentence.spelt:
        return
    length = 0
    while length < min(_MOST, len(words)) and standing(pair.quote.spelt, pair.sentence.spelt[: length + 1]):
        length += 1
    run = pair.sentence.spelt[:length]
    if (
        length < _LEAST
        or length == len(words)
        or not any(word.capital or word.raw.isupper() for word in words[:length])
    ):
        return
    deed = words[length : length + 2]
    if len(deed) < 2 or deed[0].exact not in _DONE or deed[1].folded in _SAYS:
        return
    if pair.sentence.text[words[length - 1].end : deed[0].start] != " ":
        return
    ends = [at + length for at in standing(pair.quote.spelt, run)[:_PLACES]]
    if all(_is_source(pair.quote, end - length, end) for end in ends):
        yield fault("unsupported", pair.sentence.text[words[0].start : deed[1].end])


def _is_source(quote: Parsed, first: int, end: int) -> bool:
    """Whether words of a quote stand between "theo" and a comma."""
    before = quote.spelt[max(0, first - _BETWEEN) : first]
    if _ACCORDING not in before:
        return False
    last = quote.words[end - 1].end
    return quote.text[last : last + 1] == ","


def _another_did(pair: Pair) -> Iterator[Fault]:
    """A person told to do what the quote has right behind others' names alone."""
    ours = [one for one in named_in(pair.sentence, False) if one.kind == "person"]
    if not ours:
        return
    theirs = {one.end: one for one in named_in(pair.quote, False) if one.kind == "person"}
    for name in ours:
        deed = pair.sentence.after(name.end, 2)
        if len(deed) < 2 or pair.sentence.text[name.end : deed[0].start] != " " or not any(map(tells, deed)):
            continue
        run = (deed[0].exact, deed[1].exact)
        starts = [pair.quote.words[at].start for at in standing(pair.quote.spelt, run)[:_PLACES]]
        doers = [theirs.get(start - 1) for start in starts]
        if doers and all(one and one.syllables[-1] != name.syllables[-1] for one in doers):
            yield fault(
                "person", f"{name.text} {deed[0].raw} {deed[1].raw}", doers[0].text if doers[0] else None
            )
            return
