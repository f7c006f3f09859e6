"""Faults of direction, negation, draft or decided, and target or estimate. Pure.

Each such word is compared with the one of the quote that stands among the same words, or by the same figure.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.answer import Fault
from assistant.checks.alike import bearing
from assistant.checks.binding import STOPS
from assistant.checks.pair import Pair, fault
from assistant.stated import parsed
from assistant.stated.cues import Cue
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import listed
from assistant.stated.spotted import Spotted

# Words between a cue and what it governs that say nothing of it.
_LIGHT = listed(
    """duoc co phai bi da the he con dang se la cac nhung mot va cua cho viec ban to cuoc su nao de
    tinh nam do nhieu the a an any been be have has to of dat ca vu truong hop nguoi xay so"""
)
# Verbs that only say that something is or was met: "chưa ghi nhận thiệt hại" denies the damage.
_CARRIERS = frozenset(
    tuple(verb.split())
    for verb in (
        "ghi nhan",
        "phat hien",
        "xay ra",
        "phat sinh",
        "xuat hien",
        "nhan thay",
        "tim thay",
        "xac dinh",
    )
)
# Modalities that are said of one thing in the same breath.
_LIKE = frozenset({frozenset({"target", "expected"}), frozenset({"expected", "estimate"})})
# How many words on either side tell which cue of the quote answers to one of the sentence.
_NEAR = 6
# How many cues or places of a quote are looked at, so that no quote takes long.
_MOST = 200
_NOUNS = ("dự thảo", "bản thảo")
_HAS = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)", re.I)
_DONE = Spotted(r"(?:đã|vừa)(?: (?:được|hoàn tất|xong))?")
_DEMANDS = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|chỉ đạo|kêu gọi|cam kết|theo kế hoạch|kế hoạch là|phải|cần|"
    r"phấn đấu|dự kiến|mong muốn|có ý định|sẽ|(?:đang|để|đã|sẽ) trình|(?:đến|trước|cho đến|tới) khi|nếu|có thể|"
    r"nguy cơ|chờ|nhu cầu|"
    r"(?<!bàn )(?<!chuyển )(?<!được )giao(?! (?:thông|dịch|lưu|ban|tiếp|nhận|thương|thừa|cấu|đất)))(?!\w)",
    re.I,
)
# What opens a cell of what is not yet so: "khi dự án đi vào hoạt động".
_ONCE = re.compile(r"(?:^|[.,;:] ?)(?:sau )?khi (?=[^,;]*$)", re.I)
# Words that say something of what stands before them.
_HOLDS = frozenset(("co", "duoc", "da", "dat", "la", "cho"))
_PASSIVE = ("duoc", "bi")
_ASKED_FOR = ("đề nghị", "đề xuất", "kiến nghị")
_AGREES = Spotted(
    r"(?:đồng ý|chấp thuận|phê duyệt|thông qua|cho phép|nhất trí|thống nhất|công nhận|chấp nhận)"
    r"(?: (?:với|cho|về))?"
)
_NEEDED = Spotted("cần|phải|yêu cầu|nên|xin|mong")
_FORBIDS = Spotted("nghiêm cấm|bị cấm|cấm|không được phép")
_UNDONE = Spotted("không|chưa|ngừng|dừng|hạn chế|vi phạm|phạt|ngăn|tránh|phòng")
# What leaves open which of two holds.
_OR = re.compile(r"(?<!\w)(?:hay|hoặc)(?: là)? $", re.I)
_OPEN = re.compile(r"(?<!\w)(?:(?:hay|hoặc)(?: là)? (?:không|chưa)|liệu)(?!\w)", re.I)
# How many words may stand between what puts a figure forward and the figure.
_FAR = 8
_PLAN = re.compile(r"^(?:theo )?(?:kế hoạch|chỉ tiêu|dự toán)(?!\w)", re.I)
# What makes a figure before it a target: "the 1,000 targeted".
_AIMED_AT = re.compile(r" (?:\w+ )?(?:targeted|planned|aimed at)(?!\w)", re.I)
# What turns from what was meant to what is: "dự kiến xong quý II nhưng mới đạt 65%".
_COUNTERED = re.compile(
    r"(?<!\w)(?:nhưng|song|tuy nhiên|thực tế|hiện (?:nay|tại|có|đã)|mới (?:chỉ )?(?:đạt|được|có)|but|however)(?!\w)",
    re.I,
)


def turned(pair: Pair) -> Iterator[Fault]:
    """What the sentence turns otherwise than the quote does."""
    claimed, stated = pair.our_cues, pair.their_cues
    yield from _directions(pair, _of(claimed, "direction"), _of(stated, "direction"))
    ours, theirs = _of(claimed, "negation"), _of(stated, "negation")
    yield from _added(pair, ours, theirs, "negation")
    yield from _chosen(pair, ours, theirs)
    yield from _denied(pair, ours, theirs)
    yield from _denied_another(pair, ours, theirs)
    yield from _dropped(pair, ours, theirs, "negation")
    yield from _decided(pair, _of(claimed, "status"), _of(stated, "status"))
    yield from _proposed(pair)
    yield from _done(pair)
    yield from _refused(pair, theirs)
    yield from _forbidden(pair)
    yield from _modal(pair, _of(claimed, "modality"), _of(stated, "modality"))


def _of(found: Sequence[Cue], axis: str) -> list[Cue]:
    """The cues of one axis."""
    return [cue for cue in found if cue.axis == axis]


def _context(parsed: Parsed, cue: Cue) -> frozenset[str]:
    """The words and figures about a cue in its clause."""
    first, last = parsed.clause(cue.start)
    near = (*parsed.before(cue.start, _NEAR), *parsed.after(cue.end, _NEAR))
    words = {word.folded for word in near if first <= word.start < last and word.folded not in STOPS}
    figures = {f"n{one.low}" for one in parsed.numbers if 0 <= one.start - cue.end < 16}
    return frozenset(words | figures)


def _alike(context: frozenset[str], other: frozenset[str]) -> int:
    """How much two contexts share; a figure tells more than a word."""
    return sum(2 if word[1:2].isdigit() else 1 for word in context & other)


def _best(pair: Pair, cue: Cue, stated: Sequence[Cue]) -> int:
    """How well the best of the quote's cues answers to one of the sentence; -1 where there is none."""
    context = _context(pair.sentence, cue)
    return max((_alike(context, _context(pair.quote, one)) for one in stated[:_MOST]), default=-1)


def _directions(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Rises that the quote has as falls, and the other way round; rises by a figure that the quote does not
    have rise.
    """
    denied = (
        _of(pair.their_cues, "negation") if not _of(pair.our_cues, "negation") and not pair.foreign else []
    )
    under = _under(pair.quote, denied, reach=6)
    for cue in claimed:
        # "không thông qua việc tăng học phí" has nothing rise
        same = [one for one in stated if one.value == cue.value and one.start not in under]
        if not same and any(one.value == cue.value for one in stated):
            yield fault("direction", _shown(pair.sentence, cue), _shown(pair.quote, denied[0]))
            continue
        opposite = [one for one in stated if one.value != cue.value]
        numbered = next((one for one in pair.sentence.numbers if 0 <= one.start - cue.end < 30), None)
        if numbered and _by_figure(pair, cue, numbered, stated):
            continue
        if opposite and (not same or _best(pair, cue, opposite) > _best(pair, cue, same)):
            yield fault("direction", _shown(pair.sentence, cue), _shown(pair.quote, opposite[0]))
        elif not stated and numbered and bearing(pair, numbered):
            yield fault("direction", _shown(pair.sentence, cue), bearing(pair, numbered)[0].text)


def _by_figure(pair: Pair, cue: Cue, number: Number, stated: Sequence[Cue]) -> bool:
    """Whether a figure that the quote bears rises or falls there as the sentence says."""
    for one in bearing(pair, number):
        before = [other for other in stated if 0 <= one.start - other.end < 30]
        if before and before[-1].value == cue.value:
            return True
    return False


def _targets(parsed: Parsed, cue: Cue) -> tuple[Word, ...]:
    """The one or two words that a cue governs: the next that say something, in its cell."""
    last = parsed.clause(cue.start)[1]
    following = [word for word in parsed.after(cue.end, 8) if word.start < last and word.folded not in _LIGHT]
    if cue.axis == "negation" and tuple(word.folded for word in following[:2]) in _CARRIERS:
        following = following[2:]
    return tuple(following[:2])


def _under(parsed: Parsed, governing: Sequence[Cue], reach: int = 5) -> set[int]:
    """Where words stand that one of these cues governs."""
    found = set[int]()
    for cue in governing:
        last = _end(parsed, cue)
        found |= {word.start for word in parsed.after(cue.end, reach) if word.start < last}
    return found


def _end(parsed: Parsed, cue: Cue) -> int:
    """How far what a cue governs may reach: to its clause's end, that of "A hay không A" no further than it says A."""
    said = _left_open(parsed, cue)
    return said[-1].end if said else parsed.clause(cue.start)[1]


def _left_open(parsed: Parsed, cue: Cue) -> tuple[Word, ...]:
    """The words behind a negation that repeat those before it: "gọi" of "gọi hay không gọi"; none for another."""
    if cue.axis != "negation" or not _OR.search(parsed.text, max(0, cue.start - 8), cue.start):
        return ()
    said = {word.exact for word in parsed.before(cue.start, _NEAR)}
    last = parsed.clause(cue.start)[1]
    return tuple(
        takewhile(lambda word: word.exact in said and word.start < last, parsed.after(cue.end, _NEAR))
    )


def _found(parsed: Parsed, targets: Sequence[Word]) -> list[int]:
    """Where these words stand near each other, in order."""
    if not targets:
        return []
    found = []
    for word in parsed.words:
        if word.folded == targets[0].folded:
            following = [other.folded for other in parsed.after(word.end, 3)]
            if len(targets) == 1 or targets[1].folded in following:
                found.append(word.start)
    return found


def _added(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str) -> Iterator[Fault]:
    """Words that the sentence puts under such a cue and the quote leaves free."""
    under_theirs = _under(pair.quote, stated)
    for cue in claimed:
        targets = _targets(pair.sentence, cue)
        places = _found(pair.quote, targets) or _found(pair.quote, targets[:1])
        free = [place for place in places if place not in under_theirs]
        if kind == "modality" and free and all(_wanted(pair.quote, place) for place in free[:_MOST]):
            continue  # "sẽ dừng" of "sẽ không cấp mới và dừng"
        if not stated or (free and len(free) == len(places)):
            yield fault(kind, _shown(pair.sentence, cue), _at(pair.quote, free[0]) if free else None)


def _chosen(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """What the sentence denies and the quote leaves open, "không gọi" of "gọi hay không gọi", or the other way."""
    opened = {cue: said for cue in stated if (said := _left_open(pair.quote, cue))}
    for cue in claimed:
        if _left_open(pair.sentence, cue) and not _OPEN.search(pair.quote.text):
            yield fault("negation", _shown(pair.sentence, cue), None)
    if not opened:
        return
    under = _under(pair.quote, [cue for cue in stated if cue not in opened])
    denied = {word.exact for word in pair.quote.words if word.start in under}
    for cue in claimed:
        target = next((word.exact for word in _targets(pair.sentence, cue)), None)
        left = next((one for one, said in opened.items() if any(word.exact == target for word in said)), None)
        if left and target not in denied and not _left_open(pair.sentence, cue):
            yield fault("negation", _shown(pair.sentence, cue), _shown(pair.quote, left))


def _denied(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Figures that the sentence denies something of, and the quote nothing: "9 xã chưa đạt" of "9 xã đã đạt"."""
    for cue in claimed:
        first, last = pair.sentence.cell(cue.start)
        for number in (
            one for one in pair.sentence.numbers if first <= one.start < last and one.kind == "plain"
        ):
            found = bearing(pair, number)
            spans = [pair.quote.clause(one.start) for one in found]
            if found and not any(a <= one.start < b for a, b in spans for one in stated):
                yield fault("negation", _shown(pair.sentence, cue), found[0].text)
                return


def _denied_another(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Names that the sentence denies something of, and the quote of others alone: "không có huyện Lộc Hà" of "có huyện
    Lộc Hà, không có huyện Phú Sa".
    """
    if not stated or pair.foreign or pair.bare:
        return
    known = parsed.places(pair.quote, False)
    for cue in claimed:
        for word in pair.sentence.within(cue.end, pair.sentence.cell(cue.start)[1]):
            there = [pair.quote.words[at].start for at in known.get(word.exact, ())] if word.capital else ()
            if there and not any(_is_denied(pair.quote, at, stated) for at in there[:_MOST]):
                yield fault("negation", _shown(pair.sentence, cue), _at(pair.quote, there[0]))
                return


def _is_denied(quote: Parsed, at: int, denied: Sequence[Cue]) -> bool:
    """Whether a place of a quote stands behind a negation of its sentence, beside one in its cell, or in a list before
    one.
    """
    first, last = quote.sentence(at)
    start, end = quote.cell(at)
    listed_before = not any(word.folded in _HOLDS for word in quote.within(start, at))
    return any(
        first <= one.start < at or start <= one.start < (last if listed_before else end) for one in denied
    )


def _proposed(pair: Pair) -> Iterator[Fault]:
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
        before = [_put_forward(pair, one) for one in found]
        if found and all(before) and (cue := before[0]):
            yield fault("status", number.text, _shown(pair.quote, cue))
            return


def _done(pair: Pair) -> Iterator[Fault]:
    """What was only asked for or planned, told as done: "đã hoàn thành" of "yêu cầu hoàn thành"."""
    if pair.foreign:
        return
    for match in _DONE.finditer(pair.sentence):
        targets = _targets(
            pair.sentence, Cue(match.start(), match.end(), match.group(), "modality", "actual")
        )
        if len(targets) < 2 or targets[0].start - match.end() > 1 or targets[1].start - targets[0].end > 1:
            # "đã bị thay thế": the second says little by itself; nor does the first of "đã bàn giao", "đã dừng các bãi"
            targets = tuple(
                word for word in pair.sentence.after(match.end(), 3) if word.folded not in _PASSIVE
            )[:2]
        if len(targets) < 2 or targets[1].start - targets[0].end > 1:
            continue
        places = _figured(pair, match, _found(pair.quote, targets))
        wanted = [_wanted(pair.quote, place) for place in places[:_MOST]]
        if places and all(wanted) and (demand := wanted[0]):
            yield fault("modality", _at(pair.sentence, match.start()), demand.group())
            return


def _figured(pair: Pair, done: re.Match[str], places: Sequence[int]) -> Sequence[int]:
    """Those of some places of a deed in the quote behind which the figure stands that the sentence has behind it, the
    last before it each; all of them where the sentence has none.
    """
    last = pair.sentence.cell(done.end())[1]
    number = next((one for one in pair.sentence.numbers if done.end() <= one.start < last), None)
    if len(places) < 2 or number is None or number.kind != "plain":
        return places
    spans = [(pair.quote.clause(one.start)[0], one.start) for one in bearing(pair, number)[:_MOST]]
    nearest = (max((at for at in places if first <= at < end), default=None) for first, end in spans)
    return [at for at in nearest if at is not None] or places


def _refused(pair: Pair, denied: Sequence[Cue]) -> Iterator[Fault]:
    """What the quote has not even looked at, told as decided: "đồng ý X" of "chưa xem xét đề nghị X"."""
    if pair.foreign or _of(pair.our_cues, "negation"):
        return
    for match in list(_AGREES.finditer(pair.sentence))[:_MOST]:
        deed = Cue(match.start(), match.end(), match.group(), "status", "decided")
        places = _found(pair.quote, _targets(pair.sentence, deed))[:_MOST]
        not_yet = [_denying(pair.quote, denied, place) for place in places]
        if places and all(not_yet) and (one := not_yet[0]):
            yield fault("negation", _shown(pair.sentence, deed), _shown(pair.quote, one))
            return


def _denying(quote: Parsed, denied: Sequence[Cue], place: int) -> Cue | None:
    """The negation in whose cell a place of the quote stands, few words behind it."""
    first = quote.cell(place)[0]
    return next(
        (one for one in denied if first <= one.start < place and len(quote.within(one.end, place)) < _FAR),
        None,
    )


def _forbidden(pair: Pair) -> Iterator[Fault]:
    """What the quote forbids, told as if it might be done."""
    if pair.foreign or _FORBIDS.search(pair.sentence) or _UNDONE.search(pair.sentence):
        return
    for match in list(_FORBIDS.finditer(pair.quote))[:_MOST]:
        last = pair.quote.clause(match.start())[1]
        deed = [word.exact for word in pair.quote.after(match.end(), 3) if word.start < last]
        words = pair.sentence.words
        for place in range(len(words) - 2) if len(deed) == 3 else ():
            if [word.exact for word in words[place : place + 3]] == deed:
                yield fault(
                    "negation", _at(pair.sentence, words[place].start), _at(pair.quote, match.start())
                )
                return


def _wanted(quote: Parsed, place: int) -> re.Match[str] | None:
    """What asks for or plans a deed at a place of the quote, nothing having been done of it."""
    first = quote.clause(place)[0]
    if quote.text[first - 1 : first] == ":":
        first = quote.clause(first - 1)[0]
    before = quote.text[first:place]
    if _HAS.search(before[-16:]):
        return None
    if (once := _ONCE.search(before)) and not _HAS.search(quote.text, *quote.sentence(place)):
        return once
    return next(iter(_DEMANDS.finditer(before)), None)


def _put_forward(pair: Pair, number: Number) -> Cue | None:
    """What puts a figure of the quote forward: a few words before it, in its clause, nothing decided between."""
    first = pair.quote.clause(number.start)[0]
    cues = [one for one in _of(pair.their_cues, "status") if first <= one.start < number.start]
    last = cues[-1] if cues else None
    if (
        last is None
        or last.text.lower() not in _ASKED_FOR
        or len(pair.quote.within(last.end, number.start)) > _FAR
    ):
        return None
    return None if re.match(r" (?:của|này|đó|trên)(?!\w)", pair.quote.text[last.end :]) else last


def _dropped(
    pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str, reach: int = 5
) -> Iterator[Fault]:
    """Words that the quote puts under such a cue and the sentence leaves free."""
    under_ours, under_theirs = _under(pair.sentence, claimed, _FAR), _under(pair.quote, stated, reach)
    for cue in stated[:_MOST]:
        targets = _targets(pair.quote, cue)
        ours = _found(pair.sentence, targets)
        free = [place for place in ours if place not in under_ours]
        there = _found(pair.quote, targets)
        if (
            free
            and len(free) == len(ours)
            and all(place in under_theirs for place in _likest(pair, free[0], there))
        ):
            yield fault(kind, _at(pair.sentence, free[0]), _shown(pair.quote, cue))


def _likest(pair: Pair, place: int, there: Sequence[int]) -> list[int]:
    """Of several places of the quote, those after which it goes on longest as the sentence does after
    `place`.
    """
    ours = [word.folded for word in pair.sentence.after(place, 6)]
    runs = {}
    for other in there[:_MOST]:
        theirs = [word.folded for word in pair.quote.after(other, 6)]
        runs[other] = next(
            (step for step, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
    return [other for other, run in runs.items() if run == max(runs.values())]


def _decided(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Decisions that the quote has as drafts or as still to come, and drafts that it has as decided."""
    drafts = [one for one in stated if one.value == "draft"]
    pending = [one for one in stated if one.value == "pending"]
    decided = [one for one in stated if one.value == "decided"]
    for cue in claimed:
        if cue.value == "decided":
            best = _best(pair, cue, decided)
            proposed = [one for one in drafts if one.text.lower() not in _NOUNS]
            other = max(_best(pair, cue, pending), _best(pair, cue, proposed) - 1)
            if _numbered(pair, cue):
                continue
            if not decided or (not pair.foreign and other > best):
                yield fault(
                    "status",
                    _shown(pair.sentence, cue),
                    _shown(pair.quote, (drafts + pending)[0]) if drafts + pending else None,
                )
        elif cue.value == "draft" and not drafts and not pending:
            yield fault(
                "status", _shown(pair.sentence, cue), _shown(pair.quote, decided[0]) if decided else None
            )
    nouns = [one for one in drafts if one.text.lower() in _NOUNS]
    # "đề nghị" stands for a draft unless the quote says it, too, beside the draft
    said = {one.text.lower() for one in drafts}.difference(_NOUNS)
    ours = [one for one in claimed if one.value == "draft" and one.text.lower() not in said]
    if not pair.foreign:
        yield from _dropped(pair, [], nouns, "status", reach=8) if not ours else ()
        yield from _subject(pair, nouns, claimed)


def _numbered(pair: Pair, cue: Cue) -> bool:
    """Whether "ban hành" is said of a document that the quote names by number, and of no draft of it: it is issued."""
    if cue.text.lower() not in ("ban hành", "issued") or any(
        one.value != "decided" for one in _of(pair.their_cues, "status")
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
            yield fault("status", pair.sentence.text, _shown(pair.quote, cue))


def _modal(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Targets and estimates told as facts, facts told as targets."""
    seen = False
    for number in pair.sentence.numbers:
        timed = number.unit in ("tháng", "năm", "ngày", "tuần", "giờ")
        found = bearing(pair, number) if number.kind not in ("code", "label") and not timed else []
        if not found:
            continue
        ours, our_cue = _mood(pair.sentence, claimed, number.start)
        theirs = [_mood(pair.quote, stated, one.start) for one in found]
        theirs = [
            ((_AIMED_AT.match(pair.quote.text[one.end :]) and "target") or mood, cue)
            for (mood, cue), one in zip(theirs, found, strict=True)
        ]
        seen = True
        last = pair.sentence.clause(number.start)[1]
        later = {cue.value for cue in claimed if number.start < cue.start < last and cue.value != "actual"}
        if (
            all(
                mood not in later and mood != ours and frozenset((mood, ours)) not in _LIKE
                for mood, _ in theirs
            )
            and not (
                (ours == "estimate" and any(_estimated(pair.quote, stated, one.start) for one in found))
                # what is asked for is aimed at: "mục tiêu là xóa 4.812 nhà" of "yêu cầu … xóa 4.812 nhà"
                or (ours in ("target", "expected") and any(_wanted(pair.quote, one.start) for one in found))
                # a plan's figure is aimed at, said so or not
                or (ours == "fact" and _PLAN.search(pair.sentence.text[: number.start]))
            )
        ):
            _, their_cue = theirs[0]
            yield fault(
                "modality",
                _shown(pair.sentence, our_cue) if our_cue else number.text,
                _shown(pair.quote, their_cue) if their_cue else found[0].text,
            )
            return
    if not seen and not pair.foreign:
        waiting = any(cue.axis == "status" and cue.value != "decided" for cue in pair.their_cues)
        soft = [cue for cue in claimed if cue.value != "actual"]
        theirs_soft = [cue for cue in stated if cue.value != "actual"]
        # what is put forward is still to come: "để trình" bears "sẽ trình"
        added = [cue for cue in soft if not (waiting and cue.value == "expected")]
        yield from _added(pair, added, theirs_soft, "modality")
        yield from _dropped(pair, soft, theirs_soft, "modality")


def _mood(parsed: Parsed, found: Sequence[Cue], at: int) -> tuple[str, Cue | None]:
    """The modality that a place of a text stands under: that of the last such word before it in its
    sentence.
    """
    first = parsed.sentence(at)[0]
    before = [cue for cue in found if first <= cue.start < at]
    last = before[-1] if before else None
    if last is None or last.value == "actual" or _COUNTERED.search(parsed.text[last.end : at]):
        return "fact", None
    # an estimate reaches no further than the comma after its figure: "ước đạt 61,8 triệu đồng, tăng 5,3 triệu đồng"
    cell = parsed.cell(at)[0]
    if last.value == "estimate" and any(last.start < one.start < cell for one in parsed.numbers):
        return "fact", None
    return last.value, last


def _estimated(parsed: Parsed, found: Sequence[Cue], at: int) -> bool:
    """Whether a place stands in a list that began with an estimate: "ước đạt 16.870 tỷ đồng, trong đó … 12.405"."""
    first = parsed.sentence(at)[0]
    before = [cue for cue in found if first <= cue.start < at]
    return bool(before) and before[-1].value == "estimate"


def _shown(parsed: Parsed, cue: Cue) -> str:
    """A cue with the words right after it."""
    after = parsed.after(cue.end, 3)
    end = after[-1].end if after else cue.end
    return parsed.text[cue.start : end] if end - cue.start < 60 else cue.text


def _at(parsed: Parsed, place: int) -> str:
    """A few words from a place on."""
    after = parsed.after(place, 3)
    return parsed.text[place : after[-1].end] if after else ""
