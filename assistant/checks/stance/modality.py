"""Faults of modality: what is aimed at, estimated or asked for told as done, and a fact told as an aim. Pure."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.demands import wanted_by
from assistant.checks.stance.governed import MOST, from_on, left_free, places_of, put_under, shown, targets_of
from assistant.stated.cues import Cue
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# Modalities that are said of one thing in the same breath.
_LIKE = frozenset({frozenset({"target", "expected"}), frozenset({"expected", "estimate"})})
_DONE = Spotted(r"(?:đã|vừa)(?: (?:được|hoàn tất|xong))?")
_PASSIVE = ("duoc", "bi")
_MAY = "có "
# What may stand between the two words that tell a deed: "trồng 1 triệu cây".
_COUNT = re.compile(r" (?:[\d.,]+ )?")
_PLAN = re.compile(r"^(?:theo )?(?:kế hoạch|chỉ tiêu|dự toán)(?!\w)", re.I)
# What makes a figure before it a target: "the 1,000 targeted".
_AIMED_AT = re.compile(r" (?:\w+ )?(?:targeted|planned|aimed at)(?!\w)", re.I)
# What turns from what was meant to what is: "dự kiến xong quý II nhưng mới đạt 65%".
_COUNTERED = re.compile(
    r"(?<!\w)(?:nhưng|song|tuy nhiên|thực tế|hiện (?:nay|tại|có|đã)|mới (?:chỉ )?(?:đạt|được|có|khởi công|hoàn thành)|"
    r"but|however)(?!\w)",
    re.I,
)


def said_done(pair: Pair) -> Iterator[Fault]:
    """What was only asked for or planned, told as done: "đã hoàn thành" of "yêu cầu hoàn thành"."""
    if pair.foreign:
        return
    for match in _DONE.finditer(pair.sentence):
        targets = targets_of(
            pair.sentence, Cue(match.start(), match.end(), match.group(), "modality", "actual")
        )
        if len(targets) < 2 or targets[0].start - match.end() > 1 or targets[1].start - targets[0].end > 1:
            # "đã bị thay thế": the second says little by itself; nor does the first of "đã bàn giao", "đã dừng các bãi"
            targets = tuple(
                word for word in pair.sentence.after(match.end(), 3) if word.folded not in _PASSIVE
            )[:2]
        if len(targets) < 2 or not _COUNT.fullmatch(pair.sentence.text[targets[0].end : targets[1].start]):
            continue
        places = _figured(pair, match, places_of(pair.quote, targets))
        wanted = [wanted_by(pair.quote, place) for place in places[:MOST]]
        if places and all(wanted) and (demand := wanted[0]):
            yield fault("modality", from_on(pair.sentence, match.start()), demand.group())
            return


def _figured(pair: Pair, done: re.Match[str], places: Sequence[int]) -> Sequence[int]:
    """Those of some places of a deed in the quote behind which the figure stands that the sentence has behind it, the
    last before it each; all of them where the sentence has none.
    """
    last = pair.sentence.cell(done.end())[1]
    number = next((one for one in pair.sentence.numbers if done.end() <= one.start < last), None)
    if len(places) < 2 or number is None or number.kind != "plain":
        return places
    spans = [(pair.quote.clause(one.start)[0], one.start) for one in bearing(pair, number)[:MOST]]
    nearest = (max((at for at in places if first <= at < end), default=None) for first, end in spans)
    return [at for at in nearest if at is not None] or places


def modal(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
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
                or (ours in ("target", "expected") and any(wanted_by(pair.quote, one.start) for one in found))
                # a plan's figure is aimed at, said so or not
                or (ours == "fact" and _PLAN.search(pair.sentence.text[: number.start]))
            )
        ):
            _, their_cue = theirs[0]
            yield fault(
                "modality",
                shown(pair.sentence, our_cue) if our_cue else number.text,
                shown(pair.quote, their_cue) if their_cue else found[0].text,
            )
            return
    if not seen and not pair.foreign:
        waiting = any(cue.axis == "status" and cue.value != "decided" for cue in pair.their_cues)
        soft = [cue for cue in claimed if cue.value != "actual"]
        theirs_soft = [cue for cue in stated if cue.value != "actual"]
        # what is put forward is still to come: "để trình" bears "sẽ trình"
        added = [cue for cue in soft if not (waiting and cue.value == "expected")]
        yield from put_under(pair, added, theirs_soft, "modality")
        yield from left_free(pair, soft, theirs_soft, "modality")


def _mood(parsed: Parsed, found: Sequence[Cue], at: int) -> tuple[str, Cue | None]:
    """The modality that a place of a text stands under: that of the last such word before it in its
    sentence.
    """
    first = parsed.sentence(at)[0]
    before = [cue for cue in found if first <= cue.start < at]
    last = before[-1] if before else None
    if last and last.text.lower().startswith(_MAY) and parsed.clause(last.end) != parsed.clause(at):
        return "fact", None  # what may be is said of one thing
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
