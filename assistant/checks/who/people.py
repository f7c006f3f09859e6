"""Faults of places, people and the posts they are given. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import BODIES, entitled, may_be_one, mentioned, named_in
from assistant.checks.who.ownership import OWN
from assistant.checks.wording.words import spelling
from assistant.stated.names import Name, Post
from assistant.stated.parsed import Parsed, standing
from index import places
from index.vietnamese import canonical, fold


def named(pair: Pair) -> Iterator[Fault]:
    """Places and people that neither the quote nor its report's title names, places of another level, posts
    of others.
    """
    ours, theirs = mentioned(pair.sentence, pair.bare), mentioned(pair.quote, False)
    yield from _provinces(pair, ours.provinces, theirs.provinces)
    for name in ours.names:
        if found := _name(pair, name, theirs.names):
            yield found
    yield from _posts(pair, ours.posts, theirs.posts)


def appointed(pair: Pair) -> Iterator[Fault]:
    """Posts of others alone."""
    yield from _posts(pair, mentioned(pair.sentence, pair.bare).posts, mentioned(pair.quote, False).posts)


_SOMEBODY = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|đồng chí|(?<!đơn )(?<!chức )vị|lãnh đạo|người đứng đầu)(?!\w)", re.I
)
# What a man is called before his name, and a woman.
_SEXES = {canonical(word): "m" for word in ("ông", "anh", "mr")} | {
    canonical(word): "f" for word in ("bà", "chị", "mrs", "ms")
}
_DEPUTY = "phó "
_FORMER = re.compile(r"(?<!\w)(?:nguyên|cựu) $", re.I)
_FORMERLY = re.compile(
    r"(?<!\w)(?:nguyên|cựu|từng|trước đó|trước đây|trước khi|khi đó|lúc đó|thôi|rời|former|formerly|then|ex)(?!\w)|"
    r"(?<!\w)was (?:the )?$",
    re.I,
)
# Before one of several, who are named only where the quote names them; how far before it that is looked for.
_LISTED = re.compile(
    r"(?<!\w)(?:trong (?:đó|số đó)(?: có)?|(?:bao )?gồm(?: có)?|kể cả|như|cùng(?: với)?|lẫn)"
    r"(?: tỉnh| TP\.?| thành phố)? $",
    re.I,
)
_LEAD = 32
_GIVEN = re.compile(r"(?<!\w)(?:cho|với|của)(?: [^\W\d_]+){0,2} $")


def _provinces(
    pair: Pair, claimed: Iterable[places.Place], stated: Sequence[places.Place]
) -> Iterator[Fault]:
    """Provinces that neither the quote has nor its title and data, which lend none as one of several, and none where
    the quote tells of others alone.
    """
    said = {place.name for place in stated}
    of_others = said and not any(place.name in said for place in claimed) and not OWN.search(pair.quote)
    allowed = said if of_others else said | entitled(pair.title) | {pair.province}
    for place in claimed:
        written = pair.sentence.text[place.start : place.end]
        listed = _LISTED.search(pair.sentence.text, max(0, place.start - _LEAD), place.start)
        if place.name not in (said if listed else allowed) and not _occurrences(
            pair, pair.quote, _words(written)
        ):
            yield fault("place", written, stated[0].name if stated else pair.province or None)


def _words(text: str) -> tuple[str, ...]:
    """A name's words, canonical."""
    return tuple(map(canonical, text.replace("-", " ").split()))


def _name(pair: Pair, name: Name, stated: Sequence[Name]) -> Fault | None:
    """What is wrong with a name, if anything."""
    body = name.syllables[0] in BODIES and not pair.bare
    found = _standing(pair, pair.quote, name.syllables, body)
    if not found and not _standing(pair, pair.title, name.syllables, body):
        if name.leading and _occurrences(pair, pair.quote, name.syllables[1:]):
            bodiless = body and not any(
                _standing(pair, where, name.syllables[1:], body) for where in (pair.quote, pair.title)
            )
            return _missing(pair, name, stated) if name.kind == "person" or bodiless else None
        return _missing(pair, name, stated)
    if name.kind == "place" and name.level and found:
        levels = {
            one.level for one in stated if pair.spelling(one.syllables) == pair.spelling(name.syllables)
        }
        if levels and "" not in levels and name.level not in levels:
            return fault("place", f"{name.level} {name.text}", f"{min(levels)} {name.text}")
    if name.kind == "person" and found and not _whole(pair, name, stated):
        return _missing(pair, name, stated)
    if name.kind == "person" and found and (other := _of_another_sex(pair, name, found)):
        return fault("person", f"{pair.sentence.before(name.start, 1)[0].raw} {name.text}", other)
    return None


def _of_another_sex(pair: Pair, name: Name, found: Sequence[int]) -> str:
    """A title of a man by which the quote calls one whom the sentence calls a woman, or the reverse; "" for none."""
    title = pair.sentence.before(name.start, 1)
    ours = _SEXES.get(title[0].exact) if title else None
    if ours is None:
        return ""
    before = [pair.quote.words[at - 1] for at in found if at]
    theirs = {_SEXES[word.exact] for word in before if word.exact in _SEXES}
    return before[0].raw if theirs and ours not in theirs else ""


def _standing(pair: Pair, where: Parsed, syllables: Sequence[str], body: bool) -> list[int]:
    """Where a name stands; a body's only where some of it has a capital: "cơ sở y tế" is no "Sở Y tế"."""
    found = _occurrences(pair, where, syllables)
    if not body:
        return found
    size = len(syllables)
    return [at for at in found if any(word.raw[0].isupper() for word in where.words[at : at + size])]


def _missing(pair: Pair, name: Name, stated: Sequence[Name]) -> Fault | None:
    """The fault of a name that the quote lacks, beside the quote's most similar one."""
    if name.kind == "other" and pair.foreign and not any(one.kind != "other" for one in stated):
        return None
    syllables = set(pair.spelling(name.syllables))
    alike = max(
        stated,
        key=lambda one: (len(syllables & set(pair.spelling(one.syllables))), one.kind == name.kind),
        default=None,
    )
    near = (
        alike.text
        if alike and (alike.kind == name.kind or syllables & set(pair.spelling(alike.syllables)))
        else None
    )
    return fault("unsupported" if name.kind == "other" else name.kind, name.text, near)


def _whole(pair: Pair, name: Name, stated: Sequence[Name]) -> bool:
    """Whether some name of the quote ends as this one does, so that it is not the beginning of a longer
    one.
    """
    ours = pair.spelling(name.syllables)
    return any(
        theirs[-len(ours) :] == ours or (one.kind != "person" and theirs[: len(ours)] == ours)
        for one in stated
        if (theirs := pair.spelling(one.syllables))
    ) or not any(pair.spelling(one.syllables)[: len(ours)] == ours for one in stated)


def _occurrences(pair: Pair, where: Parsed, syllables: Sequence[str]) -> list[int]:
    """Where these syllables stand in a row."""
    wanted = pair.spelling(tuple(syllables))
    if pair.sentence.language == "en" and len(wanted) == 1:
        joined = spelling(where, pair.bare)
        return [
            place
            for place in range(len(joined))
            if wanted[0] in (joined[place], "".join(joined[place : place + 2]))
        ]
    return standing(spelling(where, pair.bare), wanted)


def _posts(pair: Pair, claimed: Sequence[Post], stated: Sequence[Post]) -> Iterator[Fault]:
    """Posts that the quote gives to somebody else, or to nobody."""
    for post in claimed:
        if post.holder is None:
            if other := _of_another_rank(pair, post, stated):
                yield fault("person", post.text, other.text)
            elif _lent(pair, post, stated):
                yield fault("person", post.text, stated[0].text if stated else None)
            continue
        alike = [one for one in stated if _same_post(post, one)]
        given = any(one.holder and may_be_one(pair, post.holder, one.holder) for one in alike)
        if given or (any(one.holder is None for one in alike) and not _receives(pair, post)):
            if (
                alike
                and all(_former(pair.quote, one) for one in alike)
                and not any(
                    _FORMERLY.search(text) for text in (pair.sentence.text, pair.sentence.text[: post.start])
                )
            ):
                yield fault(
                    "person", post.text, pair.quote.text[alike[0].start - len("nguyên ") : alike[0].end]
                )
            continue
        others = [
            one for one in stated if one.holder is not None and may_be_one(pair, post.holder, one.holder)
        ]
        if alike or others or not pair.foreign:
            shown = others[0].text if others else alike[0].text if alike else None
            yield fault("person", post.text, shown)


def _of_another_rank(pair: Pair, post: Post, stated: Sequence[Post]) -> Post | None:
    """The quote's post where it has not this one of nobody named but its deputy's, or the one it is deputy of."""
    other = post.head.removeprefix(_DEPUTY) if post.head.startswith(_DEPUTY) else f"{_DEPUTY}{post.head}"
    heads = {one.head for one in stated}
    if post.head in heads or _occurrences(pair, pair.title, tuple(map(canonical, post.head.split()))):
        return None
    return next((one for one in stated if one.head == other), None)


def _lent(pair: Pair, post: Post, stated: Sequence[Post]) -> bool:
    """Whether the quote lacks a post of nobody named, and has another or tells of nobody whose it could be."""
    head = tuple(map(canonical, post.head.split()))
    return (
        not pair.foreign
        and not pair.bare
        and not _occurrences(pair, pair.quote, head)
        and (bool(stated) or not _SOMEBODY.search(pair.quote.text))
    )


def _receives(pair: Pair, post: Post) -> bool:
    """Whether the quote has a post's holder only as whom something is given or done to ("tặng … cho Đại úy Võ Đức
    Thịnh"), and the sentence has the post right before the name.
    """
    holder = post.holder
    if not any(
        one.syllables == holder and one.start >= post.end for one in named_in(pair.sentence, pair.bare)
    ):
        return False
    places = [one.start for one in named_in(pair.quote, False) if one.syllables == holder]
    return bool(places) and all(_GIVEN.search(pair.quote.text[max(0, at - 24) : at]) for at in places)


def _former(parsed: Parsed, post: Post) -> bool:
    """Whether a text calls a post a former one."""
    return bool(_FORMER.search(parsed.text[max(0, post.start - 8) : post.start]))


def _same_post(one: Post, other: Post) -> bool:
    """Whether two posts may be the same: head alike, and no office, level or body that differs."""
    return (
        one.head == other.head
        and not (one.offices and other.offices and one.offices != other.offices)
        and not (one.ranks and other.ranks and not one.ranks & other.ranks)
        and not (one.body and other.body and fold(one.body) != fold(other.body))
    )
