"""Faults of who does what, what lies where and what came of what: the quote's own names, exchanged. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise, starmap

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import named_in
from assistant.checks.wording.words import STOPS, spelling
from assistant.stated.names import Name
from assistant.stated.parsed import Parsed, standing
from assistant.stated.spotted import Spotted
from index.vietnamese import fold

# How many more words of another's deeds than of its own make a deed another's.
_MARGIN = 2
# How many words before a name may tell what is done to it; a name after more words opens no sentence.
_OPENS = 3
# A title without a name: the clause goes on about somebody named before.
_PRONOUN = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|đồng chí|vị|người)(?: này| ấy)? (?P<next>[^\W\d_])", re.I)
_CAUSE = Spotted(
    "do|vì|bởi vì|bởi|nhờ", r"(?<!\w)(?:do|vì|bởi vì|bởi|nhờ)(?! (?:vậy|thế|đó|đâu|sao)(?!\w))(?!\w)"
)
_ASKS = Spotted(
    r"(?<!bàn )(?<!chuyển )giao(?! (?:thông|dịch|lưu|ban|tiếp|nhận|thương|thừa|cấu|đất))|trao|tặng|bán|xử phạt|"
    "yêu cầu|đề nghị|kiến nghị|đề xuất|chỉ đạo|kêu gọi|ủng hộ|hỗ trợ|phê bình|"
    "khen thưởng|thay thế|tố cáo|kiện|bổ nhiệm|giám sát|thanh tra|chuyển giao cho|nhường cho|thắng|vượt qua"
)
_PASSED_OVER = frozenset(("da", "vua", "se", "cung", "dang", "duoc", "co"))
# How many clauses of a quote are looked at, so that no quote takes long.
_MOST = 60


def exchanged(pair: Pair) -> Iterator[Fault]:
    """Deeds of one person given to another, places put in another, askers and causes turned round."""
    yield from _doers(pair)
    yield from _within(pair)
    yield from _agents(pair)
    yield from _causes(pair)


def _said(parsed: Parsed, start: int, end: int, apart: frozenset[str] = frozenset()) -> frozenset[str]:
    """The folded words of a stretch that say something."""
    return frozenset(word.folded for word in parsed.within(start, end)) - STOPS - apart


def _clauses(parsed: Parsed) -> list[tuple[int, int]]:
    """A text's clauses as spans."""
    edges = [0, *parsed.clauses, len(parsed.text)]
    return [(first, last) for first, last in pairwise(edges) if first < last][:_MOST]


def _holding(pair: Pair, name: Name, clauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the quote's clauses in which a name of the sentence stands."""
    wanted, words = pair.spelling(name.syllables), pair.quote.words
    begins = standing(spelling(pair.quote, pair.bare), wanted)
    places = [(words[at].start, words[at + len(wanted) - 1].start) for at in begins]
    return [span for span in clauses if any(span[0] <= start and end < span[1] for start, end in places)]


def _doers(pair: Pair) -> Iterator[Fault]:
    """People to whom the sentence gives what the quote's clause about somebody else says."""
    ours = [name for name in named_in(pair.sentence, pair.bare) if _does(pair.sentence, name)]
    theirs = [name for name in named_in(pair.quote, False) if name.whole]
    if len(theirs) < 2:
        return
    clauses = _clauses(pair.quote)
    for name in ours:
        first, last = pair.sentence.clause(name.start)
        if sum(first <= one.start < last for one in ours) > 1:
            continue
        own = _holding(pair, name, clauses)
        if not own:
            continue
        lead = len(name.level.split()) or 1
        own_name = (*pair.sentence.before(name.start, lead), *pair.sentence.within(name.start, name.end))
        apart = frozenset(word.folded for word in own_name)
        runs = frozenset(
            each for each in _runs(pair.sentence, first, last) if not apart & set(map(fold, each))
        )
        said: tuple[frozenset[object], ...] = _said(pair.sentence, first, last, apart), runs
        done: tuple[frozenset[object], ...] = (
            frozenset[str]().union(*(_said(pair.quote, *span) for span in own)),
            frozenset[tuple[str, str]]().union(*(_runs(pair.quote, *span) for span in own)),
        )
        for start, end in clauses:
            others = [one for one in theirs if start <= one.start < end and _like(one, name)]
            if not others or (start, end) in own or _goes_on(pair.quote.text, start, end):
                continue
            begin = _taken(pair.quote, others[0], start)
            there: tuple[frozenset[object], ...] = (
                _said(pair.quote, begin, end),
                _runs(pair.quote, begin, end),
            )
            if any(starmap(_more, zip(said, done, there, strict=True))):
                yield fault("person" if name.kind == "person" else "place", name.text, others[0].text)
                return


def _more(said: frozenset[object], done: frozenset[object], there: frozenset[object]) -> bool:
    """Whether clearly more of what a sentence says is told of another (`there`) than of its own (`done`)."""
    other, needed = there & said, min(_MARGIN, len(said))
    return bool(needed) and len(other - done) >= needed and len(other) >= len(said & done) + needed


def _does(parsed: Parsed, name: Name) -> bool:
    """Whether a sentence may tell a deed of a name: a person, or another name that opens one without figures."""
    if name.kind == "person":
        return name.whole
    return len(parsed.before(name.start, _OPENS)) < _OPENS and not parsed.numbers


def _like(one: Name, other: Name) -> bool:
    """Whether two names are both people's, or neither is."""
    return (one.kind == "person") == (other.kind == "person")


def _taken(parsed: Parsed, name: Name, first: int) -> int:
    """Where it begins what a clause tells of a name: the verb right before it ("bầu đồng chí …"), else the name."""
    before = [
        word.start
        for word in parsed.before(name.start, _OPENS)
        if word.start >= max(first, parsed.cell(name.start)[0])
    ]
    return before[0] if before else name.start


def _runs(parsed: Parsed, start: int, end: int) -> frozenset[tuple[str, str]]:
    """Each two words of a stretch that stand side by side and both say something."""
    words = parsed.within(start, end)
    return frozenset(
        (one.exact, other.exact)
        for one, other in pairwise(words)
        if one.folded not in STOPS and other.folded not in STOPS
    )


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a clause goes on about somebody named before: "ông nhấn mạnh"."""
    return any(match["next"].islower() for match in _PRONOUN.finditer(text, start, end))


def _within(pair: Pair) -> Iterator[Fault]:
    """Places that the sentence puts in another of the same level than the quote does."""
    ours = named_in(pair.sentence, pair.bare)
    theirs = named_in(pair.quote, False)
    clauses = _clauses(pair.quote)
    for place in (one for one in ours if one.kind == "place" and one.level):
        first, last = pair.sentence.clause(place.start)
        near = [one for one in ours if first <= one.start < last]
        if sum(one.level == place.level for one in near) > 1:
            continue
        for name in near:
            if name is place or name.kind == "person":
                continue
            own, there = _holding(pair, name, clauses), _holding(pair, place, clauses)
            if not own or not there or not set(own).isdisjoint(there):
                continue
            instead = [
                one for one in theirs if one.level == place.level and any(a <= one.start < b for a, b in own)
            ]
            if instead:
                yield fault("place", f"{place.level} {place.text}", f"{place.level} {instead[0].text}")
                return


def _agents(pair: Pair) -> Iterator[Fault]:
    """Two that the sentence has ask, or approve, each other the other way round."""
    for match in list(_ASKS.finditer(pair.sentence))[:_MOST]:
        asker, asked = _around(pair.sentence, match)
        stated = [
            _around(pair.quote, one)
            for one in _ASKS.finditer(pair.quote)
            if one.group().lower() == match.group().lower()
        ][:_MOST]
        # "huyện" of "huyện A thắng huyện B" tells neither from the other
        apart = [(by - to, to - by) for by, to in stated]
        crossed = [asker & to and not asker & by and len(asked & by) > len(asked & to) for by, to in apart]
        if stated and all(crossed):
            words = pair.sentence.before(match.start(), 3)
            yield fault("unsupported", pair.sentence.text[words[0].start : match.end()], match.group())
            return


def _around(parsed: Parsed, at: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The few words that say something right before a verb, and those right after it, in its clause."""
    first, last = parsed.clause(at.start())
    before = [word.folded for word in parsed.before(at.start(), 10) if word.start >= first]
    after = [word.folded for word in parsed.after(at.end(), 4) if word.start < last]
    told = [[word for word in words if word not in _PASSED_OVER] for words in (before, after)]
    return frozenset(told[0][-8:]), frozenset(told[1][:3])


def _causes(pair: Pair) -> Iterator[Fault]:
    """What the quote has as the cause told as what came of it."""
    ours = _turned(pair.sentence, 0)
    if ours is None:
        return
    for match in list(_CAUSE.finditer(pair.quote))[:_MOST]:
        theirs = _turned(pair.quote, match.start())
        if theirs is None:
            continue
        straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
        crossed = len(ours[0] & theirs[1]) + len(ours[1] & theirs[0])
        if crossed >= straight + 1 + _MARGIN:
            yield fault("unsupported", pair.sentence.text, match.group())
        return


def _turned(parsed: Parsed, at: int) -> tuple[frozenset[str], frozenset[str]] | None:
    """What is said to have caused what in the clause from the first cause after `at` on; None where there is none."""
    match = next((one for one in _CAUSE.finditer(parsed) if one.start() >= at), None)
    if match is None:
        return None
    first, last = parsed.clause(match.start())
    if before := _said(parsed, first, match.start()):
        return _said(parsed, match.end(), last), before
    comma = parsed.text.find(",", match.end(), last)
    if comma < 0:
        return None
    return _said(parsed, match.end(), comma), _said(parsed, comma, last)
