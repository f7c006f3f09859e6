"""Faults of an English sentence by what its Vietnamese quote says where: a figure or date of something else. Pure.

Word for word the two cannot be compared; but what the glossary finds of the sentence beside another figure of the
quote, and not beside the one that it has, tells that other one.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.figures.around import MOST
from assistant.checks.language.glossed import Term, terms
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.demands import ASSIGNS
from assistant.stated.kept import remembered
from assistant.stated.moments import Moment, bears
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from assistant.stated.units import TIMES
from index.glossary import STOP, forms

# How many words may stand before whom a sentence is about, and how many of its words tell that it is of another.
_OPENING, _SURE = 6, 2
# What stands between two that are listed.
_LISTED = re.compile(r"(?:,? and|, namely|,|:) ?(?:the )?")
# What says in other words than "not" that something was not done.
_DENIES = re.compile(
    r"n't\b|\b(?:(?:lack|fail|refus|disagree|object|oppos|reject|remain|await|wait|ban|forbid|prohibit|stop|avoid|"
    r"prevent)\w*|den(?:y|ied|ies)|yet to|none|nobody|neither|nor|unable|absence|missing|still to|un\w{4,}|only|"
    r"behind|short of|pending|instead|free of|less|fewer|below|under|despite|before|until|if|unless|barely|hardly|"
    r"whether|(?:im|in|ir|dis)\w+(?:able|ible|cal))\b",
    re.IGNORECASE,
)
# How many words may stand before what a figure counts.
_CLOSE = 2
# How far behind a rise or fall its figure stands.
_BESIDE = 30
# Words for how many times something is another, and what of a quote says so.
_TIMES = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), re.compile(there, re.IGNORECASE))
    for said, there in (
        ("doubl(?:e[ds]?|ing)|twice|twofold", r"gấp (?:đôi|hai|2)|(?<!\d)2(?:,0)? lần|hai lần|100 ?%"),
        ("tripl(?:e[ds]?|ing)|threefold", r"gấp (?:ba|3)|(?<!\d)3(?:,0)? lần|ba lần|200 ?%"),
        ("halv(?:e[ds]?|ing)", r"nửa|50 ?%|một phần hai|2 lần|hai lần"),
    )
)
# How many words behind a negation the first thing that it denies stands, and the last.
_NEXT, _REACH = 3, 8
# What says that something is only asked for, planned or possible, and that it was done.
_SOFT = re.compile(
    r"\b(?:(?:ask|request|requir|propos|recommend|suggest|aim|target|expect|order|instruct|direct|urg|call|want|"
    r"seek|assign|task|intend|prepar|submit|draft|consider|commit|pledg|promis|estimat|need|hop|agree|schedul)\w*|"
    r"plans? to|planned|must|should|shall|will|would|sought|told|to be|due|if|unless|may|might|can|could|"
    r"by (?:the end|20\d\d)|goals?)\b",
    re.IGNORECASE,
)
# In the quote: what asks for a deed that stands behind it, or foretells it, and what says that it was done.
_ASKS = re.compile(
    r"(?<!\w)(?:sẽ|cần|phải|yêu cầu|đề nghị|đề xuất|kiến nghị|chỉ đạo|phấn đấu|dự kiến|cam kết|xin|"
    rf"{ASSIGNS})(?!\w)",
    re.IGNORECASE,
)
_HAS = re.compile(r"(?<!\w)(?:đã|vừa|nhưng|song|hiện|đến nay)(?!\w)", re.IGNORECASE)
# What was set before "giao", which asks for nothing then: "kế hoạch Thủ tướng giao".
_SET = re.compile(r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|vốn)(?: [^\W\d_]+){0,4} $", re.IGNORECASE)
_FORETOLD, _SOON = ("sẽ", "cần", "phải"), 1
# These are decisions only as verbs.
_NOUNS = ("issue", "issues")
_DID = re.compile(r"ed\b|\b(?:has|have|had|was|were)\b", re.IGNORECASE)
_EDGES_ENGLISH = re.compile(
    r"\b(?:(?P<until>before|by|until|no later than)|(?P<since>after|since|from))(?: the)? $", re.IGNORECASE
)
_EDGES = re.compile(
    r"(?<!\w)(?:(?P<until>trước|đến|tới|hết|chậm nhất|muộn nhất)|(?P<since>sau|từ))(?: (?:là|vào|ngày|tháng|hết))* ?$",
    re.IGNORECASE,
)

Mention = Number | Moment
Span = tuple[int, int]


def misheld(pair: Pair) -> Iterator[Fault]:
    """Figures and dates of an English sentence that the quote has beside what it says of another one."""
    if not pair.foreign or pair.sentence.language != "en" or "lần lượt" in pair.quote.lower:
        return
    said = terms(pair)
    for number in _figures(pair.sentence):
        own = bearing(pair, number)[:MOST]
        rivals = [one for one in _figures(pair.quote) if any(_alike(one, mine) for mine in own)]
        if rival := _rival(pair, said, number, own, rivals):
            yield fault("number", number.text, rival.text)
    for moment in _dates(pair.sentence):
        dated = [one for one in _dates(pair.quote) if bears(one, moment)]
        if rival := _rival(pair, said, moment, dated, _dates(pair.quote)):
            yield fault("date", moment.text, rival.text)


def _alike(one: Number, other: Number) -> bool:
    """Whether two figures of a quote could be taken for each other."""
    return one.kind == other.kind and (comparable(one, other) or not (one.measures or other.measures))


def misdone(pair: Pair) -> Iterator[Fault]:
    """Deeds of an English sentence that the quote tells of others alone, or says were not done."""
    if not pair.foreign or pair.sentence.language != "en":
        return
    said = terms(pair)
    yield from _of_others(pair, said)
    yield from _undone(pair, said)
    yield from _wanted(pair, said)
    yield from _undecided(pair, said)
    yield from _turned(pair)
    yield from _contrary(pair, said)
    yield from _multiplied(pair)


def _multiplied(pair: Pair) -> Iterator[Fault]:
    """A figure that an English sentence has doubled or halved, and the quote not in its clause."""
    for found, there in _TIMES:
        for match in found.finditer(pair.sentence.text):
            number = next(
                (one for one in pair.sentence.numbers if 0 <= one.start - match.end() < _BESIDE), None
            )
            own = bearing(pair, number) if number else []
            if own and not any(there.search(pair.quote.text, *pair.quote.clause(one.start)) for one in own):
                yield fault("number", match.group(), own[0].text)


def _of_others(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """The one whom the sentence names first, where all else that it says stands in clauses of others."""
    begins = len(pair.sentence.words[:_OPENING])
    subject = next((one for one in said if one.name), None)
    if subject is None or len(pair.sentence.within(0, subject.start)) >= begins:
        return
    zone = [span for spot in subject.spots for span in _told(pair.quote, spot[0])]
    group = [subject]
    for one in (*said[: said.index(subject)][::-1], *said[said.index(subject) + 1 :]):
        if any(_adjoin(pair.sentence, one, other) for other in group):
            group.append(one)
    others = [one for one in said if one not in group]
    if any(_lies(spot, zone) for one in others for spot in one.spots):
        return
    if len(others) >= _SURE and not all(one.exact for one in others):
        where = pair.quote.clause(others[0].spots[0][0])
        yield fault(
            "unsupported", pair.sentence.text[subject.start : subject.end], pair.quote.text[slice(*where)]
        )


def _told(quote: Parsed, at: int) -> Iterator[Span]:
    """The clause of a place of the quote and those behind it that name nobody."""
    first, last = quote.clause(at)
    yield first, last
    while last < len(quote.text):
        first, last = quote.clause(last)
        if _names(quote, first, last):
            return
        yield first, last


def _adjoin(sentence: Parsed, one: Term, other: Term) -> bool:
    """Whether nothing but words that say what something is stands between two terms, or they are listed side by side:
    "the Phuoc Hoa waste plant", "two communes, Ba To and Son Ha".
    """
    first, last = sorted((one, other))
    between = sentence.text[first.end : last.start]
    if _LISTED.fullmatch(between):
        return True
    said = sentence.text[last.start : last.end]
    return (
        not between.strip(" abcdefghijklmnopqrstuvwxyz")
        and not any(word.folded in STOP for word in sentence.within(first.end, last.start))
        and not _is_deed(said)
    )


def _is_deed(said: str) -> bool:
    """Whether a word tells what was done: "rescued", "sold"."""
    return said.endswith("ed") or (
        not said.endswith("s") and any(said[:2] == one[:2] != one for one in forms(said)[1:])
    )


def _undone(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """What the quote says was not done, and the sentence says without a word that denies anything."""
    denied = [cue for cue in pair.their_cues if cue.axis == "negation"][:MOST]
    if (
        not denied
        or any(cue.axis == "negation" for cue in pair.our_cues)
        or _DENIES.search(pair.sentence.text)
    ):
        return
    quote = pair.quote
    for cue in denied:
        first = quote.clause(cue.start)[0]
        reach = quote.after(cue.end, _REACH)
        under = [(cue.end, min(quote.cell(cue.start)[1], reach[-1].end if reach else cue.end))]
        deeds = [one for one in said if not one.exact and all(_lies(spot, under) for spot in one.spots)]
        if not any(spot[0] < reach[:_NEXT][-1].end for one in deeds for spot in one.spots):
            continue
        whose = [
            one for one in said if one.name and all(_lies(spot, [(first, cue.start)]) for spot in one.spots)
        ]
        if len(deeds) >= _SURE or (deeds and whose):
            yield fault("negation", pair.sentence.text, quote.text[cue.start : under[0][1]])
            return


def _wanted(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """What the quote only asks for, plans or expects, told as done."""
    if _SOFT.search(pair.sentence.text):
        return
    for one in said:
        deed = pair.sentence.text[one.start : one.end]
        if one.name or not (one.exact or _DID.search(pair.sentence.text[max(0, one.start - 5) : one.end])):
            continue
        asked = [_asked(pair.quote, spot[0], one.exact) for spot in one.spots[:MOST]]
        if asked and all(asked):
            yield fault("modality", deed, asked[0])
            return


def _asked(quote: Parsed, at: int, figure: bool) -> str:
    """What asks for or foretells a deed of the quote a few words behind it, or a `figure` in its cell; "" for what is
    told as done.
    """
    first = (quote.cell if figure else quote.clause)(at)[0]
    asks = [
        one
        for one in _ASKS.finditer(quote.text, first, at)
        if not _SET.search(quote.text[first : one.start()])
    ]
    if not asks or _HAS.search(quote.text, asks[-1].end(), at):
        return ""
    said = asks[-1].group()
    return (
        said
        if len(quote.within(asks[-1].end(), at)) <= (_SOON if said.lower() in _FORETOLD else _REACH)
        else ""
    )


def _undecided(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """What the quote has as a draft, put off or not agreed to, told as decided because something else is."""
    ours = [cue for cue in pair.our_cues if cue.axis == "status" and cue.text.lower() not in _NOUNS]
    if not ours or any(cue.value != "decided" for cue in ours) or _DENIES.search(pair.sentence.text):
        return
    theirs = [cue for cue in pair.their_cues if cue.axis in ("status", "negation")]
    soft = [span for cue in theirs if cue.value != "decided" for span in [pair.quote.clause(cue.start)]]
    firm = [pair.quote.clause(cue.start) for cue in theirs if cue.value == "decided"]
    soft = [span for span in soft if span not in firm]
    for one in said:
        if not one.name and not one.exact and all(_lies(spot, soft) for spot in one.spots):
            yield fault("status", ours[0].text, pair.quote.text[slice(*pair.quote.clause(one.spots[0][0]))])
            return


def _turned(pair: Pair) -> Iterator[Fault]:
    """The day before which something is to be told as the one after which it is, and the other way round."""
    for moment in pair.sentence.moments:
        ours = _edge(_EDGES_ENGLISH, pair.sentence, moment)
        stated = [one for one in pair.quote.moments if bears(one, moment)][:MOST]
        theirs = [_edge(_EDGES, pair.quote, one) for one in stated] if ours else []
        if theirs and all(edge and edge != ours for edge in theirs):
            yield fault("date", moment.text, stated[0].text)


def _contrary(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """What the sentence says goes one way, and the quote, wherever it has it, the other."""
    ours = [cue for cue in pair.our_cues if cue.axis == "direction" and not _by(pair.sentence, cue.end)]
    theirs = [cue for cue in pair.their_cues if cue.axis == "direction"]
    if len({cue.value for cue in ours}) != 1 or len({cue.value for cue in theirs}) != 2:
        return
    for one in said:
        cells = [pair.quote.cell(spot[0]) for spot in one.spots[:MOST]]
        turns = [{cue.value for cue in theirs if first <= cue.start < last} for first, last in cells]
        if not one.exact and all(turn and ours[0].value not in turn for turn in turns):
            yield fault("direction", ours[0].text, pair.quote.text[slice(*cells[0])])
            return


def _by(sentence: Parsed, at: int) -> bool:
    """Whether a figure by which something rose or fell stands right behind a place."""
    return any(0 <= one.start - at < _BESIDE for one in _figures(sentence))


def _edge(edges: re.Pattern[str], parsed: Parsed, moment: Moment) -> str:
    """Whether a day ends what holds or opens it; "" where it is said of neither."""
    found = edges.search(parsed.text[max(0, moment.start - 24) : moment.start])
    return found.lastgroup or "" if found else ""


@remembered
def _figures(parsed: Parsed) -> tuple[Number, ...]:
    """The figures of a text that are of something."""
    return tuple(
        one for one in parsed.numbers if one.kind not in ("code", "label") and one.unit not in TIMES
    )[:MOST]


@remembered
def _dates(parsed: Parsed) -> tuple[Moment, ...]:
    """The days and months of a text."""
    return tuple(one for one in parsed.moments if one.month and one.end > one.start)[:MOST]


def told_apart(pair: Pair, claimed: Number, own: Sequence[Number], rival: Number) -> bool:
    """Whether the quote says something of an English sentence beside a claimed figure, and not beside the other."""
    if not pair.foreign or pair.sentence.language != "en":
        return False
    ours = _reach(pair.sentence, claimed, Number)
    there = _reach(pair.quote, rival, Number)
    spans = [span for one in own for span in _reach(pair.quote, one, Number)]
    return any(
        not any(_lies(spot, there) for spot in one.spots) and any(_lies(spot, spans) for spot in one.spots)
        for one in terms(pair)
        if _lies((one.start, one.end), ours) and not claimed.start <= one.start < claimed.end
    )


def _rival(
    pair: Pair, said: Sequence[Term], claimed: Mention, own: Sequence[Mention], others: Sequence[Mention]
) -> Mention | None:
    """The mention beside which the quote says what the sentence says of a claimed one, and beside its own nothing of
    it that it does not say beside the other; None where there is none.
    """
    theirs = {one.start for one in own}
    rivals = [one for one in others if one.start not in theirs]
    if not own or not rivals:
        return None
    kind = type(claimed)
    ours = _reach(pair.sentence, claimed, kind)
    about = [one for one in said if not claimed.start <= one.start < claimed.end]
    cell = [pair.sentence.cell(claimed.start)]
    mates = [one.start for one in (_figures if kind is Number else _dates)(pair.sentence)]
    near = [
        one
        for one in about
        if _lies((one.start, one.end), cell if one.exact else ours)
        # behind another figure, it is of that one
        and not any(
            claimed.start < at < one.start or cell[0][0] <= at < one.start < claimed.start for at in mates
        )
    ]
    reaches = [_reach(pair.quote, one, kind) for one in own]
    reached = [span for each in reaches for span in each]
    # a clause with a time of its own is not of the time before
    timely = [
        span
        for one, each in zip(own, reaches, strict=True)
        for span in each[: 2 if _timed(pair.quote, one) else None]
    ]
    held = [one for one in about if any(_lies(spot, timely if one.exact else reached) for spot in one.spots)]
    for rival in rivals:
        there = _reach(pair.quote, rival, kind)
        if any(not any(_lies(spot, there) for spot in one.spots) for one in held):
            continue
        only = [
            one
            for one in near
            if one not in held and any(_lies(spot, there) and spot[0] != rival.start for spot in one.spots)
        ]
        if isinstance(rival, Number) and not any(
            isinstance(one, Number) and comparable(one, rival) for one in own
        ):
            # of another thing counted, only what is counted tells: "12 doctors" of "4 bác sĩ và 12 điều dưỡng"
            only = [
                one
                for one in only
                if one.start >= claimed.end
                and len(pair.sentence.within(claimed.end, one.start)) < _CLOSE
                and any(0 <= spot[0] - rival.end <= 1 for spot in one.spots)
            ]
        # another sentence has a like word by chance
        sure = any(one.name or one.exact for one in only) or len(only) > 1
        beside = any(pair.quote.sentence(one.start) == pair.quote.sentence(rival.start) for one in own)
        if only and (sure or beside) and not _joined(pair.quote, own, rival):
            return rival
    return None


def _timed(quote: Parsed, one: Mention) -> bool:
    """Whether the clause of a mention says when before it."""
    first = quote.clause(one.start)[0]
    return bool(quote.dated(first, one.start)) or any(
        first <= number.start < one.start and number.unit in TIMES for number in quote.numbers
    )


def _joined(quote: Parsed, own: Sequence[Mention], rival: Mention) -> bool:
    """Whether no word parts a mention from one of its own: "5-0", "13-21-3"."""
    return any(not quote.within(min(one.end, rival.end), max(one.start, rival.start)) for one in own)


def _lies(spot: Span, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of some stretches."""
    return any(first <= spot[0] and spot[1] <= last for first, last in spans)


@remembered
def _reach(parsed: Parsed, one: Mention, kind: type[Mention]) -> tuple[Span, ...]:
    """What a mention is told by: the stretch that is its own, then what opens its clause, and those before it where
    its clause names nobody of its own.
    """
    mates = _figures(parsed) if kind is Number else _dates(parsed)
    first, last = parsed.clause(one.start)
    found = [_stretch(parsed, one, mates)]
    while True:
        found.append((first, min((mate.start for mate in mates if first <= mate.start < last), default=last)))
        if not first or any(_names(parsed, *span) for span in found[-2:]):
            return tuple(found)
        first, last = parsed.clause(first - 1)


def _names(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a stretch names anybody, or a document: has a capital that does not open it."""
    return any(word.capital for word in parsed.within(first, last)[1:]) or any(
        first <= one.start < last for one in parsed.documents
    )


def _stretch(parsed: Parsed, one: Mention, mates: Sequence[Mention]) -> Span:
    """The text about a mention: between the ends of cells by which those before and behind it are parted from it."""
    first, last = parsed.clause(one.start)
    for before in (mate for mate in reversed(mates) if first <= mate.start < one.start):
        if edges := [edge for edge in parsed.cells if before.end <= edge <= one.start]:
            first = edges[0]
            break
    for behind in (mate for mate in mates if one.end <= mate.start < last):
        if edges := [edge for edge in parsed.cells if one.end <= edge <= behind.start]:
            last = edges[-1]
            break
    return first, last
