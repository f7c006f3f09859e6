"""Faults of who says and who does: a source told as the doer, one person's deed or words told of another. Pure.

"Theo Hội Nông dân, tỉnh trồng 40 ha rừng" bears no "Hội Nông dân trồng 40 ha rừng".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import people_in
from assistant.checks.wording.words import paired, tells
from assistant.stated.parsed import Parsed, begins, places, standing
from assistant.stated.plain import listed
from assistant.stated.spotted import Spotted
from index.vietnamese import canonical

# What stands before a deed, and the first words of deeds by which somebody says something.
_DONE = frozenset(("đã", "vừa", "sẽ", "đang"))
_SAYS = listed(
    "cho noi thong bao khang nhan thong du danh uoc cong ghi xac ket neu chia tra kien de yeu ly canh phat"
)
# How somebody is told to say something, and how few pairs of its words in a row show nothing.
_SPOKEN = Spotted(
    "cho biết|cho hay|cho rằng|khẳng định|xác nhận|nhấn mạnh|nhận định|chia sẻ|thông tin|thừa nhận|nói|kể|phát biểu|"
    "bày tỏ|giải thích|tuyên bố|lưu ý|nhận xét|cảnh báo|thống kê|phản ánh|đánh giá|lý giải"
)
_FEW = 4
# The same of a clause; how many of a speaker's last capitals tell one.
_LITTLE, _KEY = 2, 2
# How a quote has somebody say what follows.
_TOLD = re.compile(
    r"(?<!\w)(?:cho (?:biết|hay|rằng)|khẳng định|xác nhận|nhấn mạnh|nhận (?:định|xét)|chia sẻ|thông tin|thừa nhận|nói|"
    r"kể|phát biểu|bày tỏ|giải thích|tuyên bố|lưu ý|báo cáo|dẫn|thống kê|cảnh báo|nêu|đánh giá|chỉ ra|phản ánh|bổ sung|"
    r"lý giải|công bố)(?!\w)"
)
# With what the sentence that names the speaker begins where it is about the one before: "Đó là thông tin mà ông A nêu".
_BACK = re.compile(r"(?:đó|đây|điều|thông tin|nội dung|ý kiến|nhận định|con số|những|các)(?!\w)", re.I)
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
    yield from _not_said(pair)


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
    ours = people_in(pair.sentence, False)
    if not ours:
        return
    theirs = {one.end: one for one in people_in(pair.quote, False)}
    for name in ours:
        deed = pair.sentence.after(name.end, 2)
        if len(deed) < 2 or pair.sentence.text[name.end : deed[0].start] != " " or not any(map(tells, deed)):
            continue
        run = (deed[0].exact, deed[1].exact)
        starts = begins(pair.quote, run)[:_PLACES]
        doers = [theirs.get(start - 1) for start in starts]
        if doers and all(one and one.syllables[-1] != name.syllables[-1] for one in doers):
            yield fault(
                "person", f"{name.text} {deed[0].raw} {deed[1].raw}", doers[0].text if doers[0] else None
            )
            return


def _not_said(pair: Pair) -> Iterator[Fault]:
    """What a person is told to say, where the quote has it only in sentences before the first that names him."""
    if not (spoken := next((one for one in _SPOKEN.finditer(pair.sentence) if one[0][0].islower()), None)):
        return
    said = set(paired(pair.sentence.within(spoken.end(), len(pair.sentence.text))))
    yield from _said_by_another(pair, spoken, said)
    if len(pair.quote.sentences) < 2:
        return
    speakers = [one for one in people_in(pair.sentence, False) if one.end <= spoken.start()]
    if not speakers or len(said) < _FEW:
        return
    theirs = [one for one in people_in(pair.quote, False) if one.syllables[-1] == speakers[-1].syllables[-1]]
    if not theirs:
        return
    first = pair.quote.sentence(theirs[0].start)[0]
    if '"' in pair.quote.text[:first] or _BACK.match(pair.quote.text[first:].lstrip()):
        return
    before, behind = (
        set(paired(pair.quote.within(*edge))) for edge in ((0, first), (first, len(pair.quote.text)))
    )
    own = len(said & behind)
    if len(said & before) > 2 * own and own < _FEW:
        yield fault(
            "person", pair.sentence.text[speakers[-1].start :], pair.quote.text[first : theirs[0].end]
        )


def _said_by_another(pair: Pair, spoken: re.Match[str], said: set[tuple[str, str]]) -> Iterator[Fault]:
    """What the quote has in clauses of other speakers alone: "A và B cho biết Y" of "A nói X; B nói Y"."""
    quote, at = pair.quote, spoken.start()
    edges = list(pairwise((0, *quote.clauses)))[:_PLACES]
    if len(edges) < 2:
        return
    stated = [one.start for mine in pair.sentence.numbers if mine.start > at for one in bearing(pair, mine)]
    shares = [
        len(said.intersection(paired(quote.within(*edge)))) + sum(edge[0] <= one < edge[1] for one in stated)
        for edge in edges
    ]
    most = max(shares)
    if most < _LITTLE or 2 * most < len(said):
        return
    homes = [edge for edge, share in zip(edges, shares, strict=True) if 2 * share >= most]
    text = pair.sentence.text
    lead = max(text.rfind(mark, 0, at) for mark in ',;:."(') + 1
    for speaker in text[lead:at].split(" và "):
        first = text.index(speaker, lead)
        key = [word.exact for word in pair.sentence.within(first, first + len(speaker)) if word.capital][
            -_KEY:
        ]
        if not key or not standing(quote.spelt, tuple(key)):
            continue
        others = [_speaker(pair, edge, said) for edge in homes]
        if all(
            other and not standing(tuple(word.exact for word in quote.within(*edge)), tuple(key))
            for other, edge in zip(others, homes, strict=True)
        ):
            yield fault("person", pair.sentence.text[first:], others[0])
            return


def _speaker(pair: Pair, edge: tuple[int, int], said: set[tuple[str, str]]) -> str:
    """Who says it in a clause of the quote, named before it; "" where nobody is, or somebody named before."""
    words = pair.quote.within(*edge)
    begins = next((one.start for one, other in pairwise(words) if (one.exact, other.exact) in said), edge[0])
    lead = pair.quote.text[edge[0] : begins]
    spoken = _TOLD.search(lead)
    return (
        lead
        if spoken and any(word.capital for word in pair.quote.within(edge[0], edge[0] + spoken.start()))
        else ""
    )
