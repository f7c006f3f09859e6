"""Faults of a sentence put together of pieces: its words stand in the quote, but beside others. Pure.

Every Vietnamese text has the syllables of many words: "công ty" is not borne by "công tác" and "ty". A word counts as
held where it stands beside the same neighbour as in the sentence.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import covered, mentioned, named_in, people_in, posted
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import light, neighbours, says, spelling
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word, standing

# What share of the words must be held, and up to how many any one of them will do.
_HELD, _FEW = 0.5, 2
# Words after which a run of the quote may go on in one way only, and how long such a run is.
_JOINTS = frozenset(("về", "cho", "tại", "của", "với", "từ", "do"))
_RUN = 3
# How far behind the joint the quote may say it still: "về đất đai và chuyển đổi số".
_REACH = 12
# How many words before a name may tell what is done to whom it names.
_NEAR = 3
# How many places of a quote are looked at, so that no quote takes long.
_MOST = 60


def scattered(pair: Pair) -> Iterator[Fault]:
    """The sentence where too few of its words are held together by the quote; what it goes on with from elsewhere."""
    sentence = pair.sentence
    if not (sentence.numbers or sentence.moments or sentence.documents):
        yield from _loose(pair)
    yield from _diverted(pair)
    yield from _renamed(pair)


def _loose(pair: Pair) -> Iterator[Fault]:
    """The sentence without anything exact whose words stand in the quote one by one."""
    said = _said(pair.sentence, pair.bare)
    beside = _beside(pair)
    named = frozenset().union(*_around_names(pair))  # "được bầu" of "bầu đồng chí …"
    loose = [
        word
        for place, word in said
        if place not in beside and word.folded not in named and not expanded(pair, word)
    ]
    if loose and len(loose) >= (_HELD * len(said) if len(said) > _FEW else len(said)):
        yield fault("unsupported", " ".join(word.raw for word in loose))


@remembered
def _said(parsed: Parsed, bare: bool) -> list[tuple[int, Word]]:
    """The words of a text that name a thing or deed outside names and posts, each with its place."""
    of_names = covered(parsed, bare) | posted(parsed, bare)
    return [
        (place, word)
        for place, word in enumerate(parsed.words)
        if says(word, bare) and word.start not in of_names and not light(word, bare)
    ]


def _beside(pair: Pair) -> set[int]:
    """At which places of the sentence words stand beside one of their neighbours in the quote, or its title, too."""
    plain = pair.bare or pair.quote.bare
    quote, title = neighbours(pair.quote, plain), neighbours(pair.title, plain)
    near = pairwise(spelling(pair.sentence, plain))
    begins = [place for place, each in enumerate(near) if each in quote or each in title]
    return {*begins, *(place + 1 for place in begins)}


def _around_names(pair: Pair) -> list[set[str]]:
    """The folded words around each of the sentence's people in the quote."""
    people = {one.syllables for one in people_in(pair.sentence, pair.bare)}
    return [
        {word.folded for word in (*pair.quote.before(one.start, _NEAR), *pair.quote.after(one.end, 1))}
        for one in people_in(pair.quote, False)
        if pair.spelling(one.syllables) in people
    ]


def _diverted(pair: Pair) -> Iterator[Fault]:
    """Where the sentence goes on after a run of the quote with what the quote says somewhere else alone."""
    ours, spelt = pair.sentence.words, pair.quote.spelt
    for place in range(_RUN, len(ours) - 1):
        joint, following = ours[place], ours[place + 1]
        if joint.exact not in _JOINTS or following.exact not in spelt or not says(following, pair.bare):
            continue
        if following.capital or (place + 2 < len(ours) and ours[place + 2].capital):
            continue  # a name, held against the quote as one
        if not _plain(pair.sentence, ours[place - 1], following) or expanded(pair, following):
            continue
        begins = standing(spelt, pair.sentence.spelt[place - _RUN : place + 1])[:_MOST]
        after = [spelt[at + _RUN + 1 : at + _RUN + 1 + _REACH] for at in begins]
        if after and all(following.exact not in words for words in after):
            yield fault(
                "unsupported", f"{joint.raw} {following.raw}", f"{joint.raw} {' '.join(after[0][:2])}"
            )
            return


def _renamed(pair: Pair) -> Iterator[Fault]:
    """A name behind a run of the quote that always goes on with another one there: "huyện Yên Hạ", of "đường liên xã
    huyện Yên Thượng. Huyện Yên Hạ …".
    """
    if pair.bare or pair.quote.bare:
        return
    ours, theirs = pair.sentence.words, pair.quote.words
    for place in range(_RUN - 1, len(ours)):
        name, last = ours[place], ours[place - 1]
        if not name.capital or last.raw[0].isupper() or pair.sentence.text[last.end : name.start] != " ":
            continue
        run = _longest_run(pair, place)
        ends = [at + len(run) for at in standing(pair.quote.spelt, run)]
        begins = [at for at in ends if at < len(theirs)][:_MOST]
        if not begins or expanded(pair, name) or _own_province(pair, name, [theirs[at] for at in begins]):
            continue
        # another place of another level is a fault of places
        levelled = any(one.level and one.start == name.start for one in named_in(pair.sentence, pair.bare))
        if all(_other_name(pair.quote, at, name.exact, levelled, len(run) > _RUN) for at in begins):
            first = theirs[begins[0]]
            yield fault("unsupported", f"{last.raw} {name.raw}", f"{last.raw} {first.raw}")
            return


def _longest_run(pair: Pair, place: int) -> tuple[str, ...]:
    """The few words before a name of the sentence; those before them, too, as far as the quote has them in a row, where
    it has the few before this name elsewhere: "giải Nhì thuộc về đội …" of "giải Nhất thuộc về đội …, giải Nhì …".
    """
    spelt, theirs = pair.sentence.spelt, pair.quote.spelt
    first = max(0, place - _RUN)
    if not standing(theirs, spelt[first : place + 1]):
        return spelt[first:place]
    while first and standing(theirs, spelt[first - 1 : place]):
        first -= 1
    return spelt[first:place]


def _own_province(pair: Pair, name: Word, instead: Sequence[Word]) -> bool:
    """Whether a name is the province of the quote's report, where the quote leaves it out: "UBND tỉnh Phạm Lộc"."""
    places = mentioned(pair.sentence, False).provinces
    if not any(place.start == name.start and place.name == pair.province for place in places):
        return False
    located = {place.start for place in mentioned(pair.quote, False).provinces}
    located |= {one.start for one in named_in(pair.quote, False) if one.kind != "person"}
    return all(word.start not in located for word in instead)


def _other_name(quote: Parsed, at: int, name: str, levelled: bool, long: bool) -> bool:
    """Whether another name stands at a place of a text, and this one nowhere in its sentence (behind it, where the run
    is `long`) but, unless `levelled`, as a place: "Giám đốc Sở A" of "Giám đốc Sở B … ở huyện A".
    """
    first = quote.words[at]
    begin, end = quote.sentence(first.start)
    there = [word for word in quote.within(first.start if long else begin, end) if word.exact == name]
    places = {one.start for one in named_in(quote, False) if one.level and not levelled}
    return first.raw[0].isupper() and all(word.start in places for word in there)


def _plain(parsed: Parsed, one: Word, other: Word) -> bool:
    """Whether nothing but words stands between two words."""
    return parsed.text[one.end : other.start].replace(" ", "").isalpha()
