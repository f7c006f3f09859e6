"""Prints how well a model's answers are cited when the model errs: ALCE's citation precision and recall; its times.

`python benchmarks/writing.py [DATA] [--most N] [--skip N]` asks questions of the sample reports, or of provincial ones
of DATA, twice as many of these as questions, behind the first that are skipped. The model is a scripted server on
loopback. It copies sentences of the passages it is sent, some in another notation; in three of five it changes one
thing (see `_pairs.py`), takes a figure, year or name of another passage, merges two sentences, adds a false half to a
true one, cites another passage, none, or one that is not there, or makes the sentence up; asked again, it writes anew.
What it wrote is known, so the verifier does not judge itself: a citation bears a sentence when its quote holds the very
sentence that was copied. With --drawn no model is asked: so many sentences a question are held against what they cite.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from _pairs import CHANGES, NOTATIONS
from standin import Asked, Reply, StandIn

from assistant import cycles
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.writing import cited as passages
from assistant.writing import support, written
from assistant.writing.reply import Draft
from index import Index, Report
from index.embedder import load
from index.reading import read_all
from index.vietnamese import sentences

# The fence before a passage, not the one behind the passage before it.
_PASSAGE = re.compile(r"<<<[0-9a-f]+ ĐOẠN TRÍCH (\d+)>>>\n.*?\nNội dung:\n(.*?)\n<<<", re.DOTALL)
_MADE_UP = (
    "Tỉnh đã khởi công sân bay vũ trụ với vốn 7.777 tỷ đồng.",
    "Ông Trương Văn Ảo được bổ nhiệm làm Giám đốc Sở Mặt trăng từ ngày 31/2/2023.",
    "Sản lượng cá voi nuôi trồng đạt 88.888 tấn, tăng 99%.",
)
# How many of its sentences are right, and how many of these in another notation at most.
_RIGHT = 0.4
_REWRITTEN = tuple(
    name for name in NOTATIONS if name not in ("decomposed", "no-break spaces", "without accents")
)
# From what share of its words on another passage may well bear a sentence, so that citing it is no known mistake.
_ALIKE = 0.45
_MISTAKES = (
    *CHANGES, "cites another", "cites another", "cites none", "cites what is not there", "made up",
    "figure of another passage", "figure of another passage", "year of another passage", "name of another passage",
    "merged", "merged", "half true", "half true",
)  # fmt: skip
_FIGURED = re.compile(
    r"(?<![\w/.,-])\d+(?:\.\d{3})*(?:,\d+)?(?= (?:tỷ đồng|triệu đồng|ha|người|hộ|km|dự án|xã)(?!\w)|%)"
)
_MARK = re.compile(r" ?\[(\d+)\]")
# How many passages a question finds where no model is asked.
_FOUND = 8
_YEARED = re.compile(r"(?<=năm )20\d\d(?!\d)")
_NAMED = re.compile(r"(?<=[a-zđ] )(?:[A-ZĐ][^\W\d_]+ ){1,3}[A-ZĐ][^\W\d_]+(?=[ ,.])")


@dataclass(frozen=True)
class _Timed(Reply):
    """A reply that notes when its first piece is sent."""

    def __iter__(self) -> Iterator[str]:
        _SENT.append(time.perf_counter())
        yield from super().__iter__()


_SENT: list[float] = []
_Result = TypeVar("_Result")


@dataclass
class _Clock:
    """What each run of something took: seconds of the processor, and seconds waited."""

    worked: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def clocked(self, work: Callable[..., _Result]) -> Callable[..., _Result]:
        """The same, its time noted."""

        def clocked(*given: object) -> _Result:
            """What it gives."""
            began, worked = time.perf_counter(), time.thread_time()
            result = work(*given)
            self.worked.append(time.thread_time() - worked)
            self.waited.append(time.perf_counter() - began)
            return result

        return clocked


# A sentence held against what it cites, or against the quote that may replace it, and the passages taken apart beside
# the model.
_CHECKING, _PREPARING = _Clock(), _Clock()


class Script:
    """The scripted model: what it wrote wrongly, and how; what it copied of what it wrote rightly."""

    def __init__(self, seed: int, reading_s: float, right: float) -> None:
        self._reading_s = reading_s
        self._right = right
        self.wrong: dict[str, str] = {}
        self.copied: dict[str, str] = {}
        self._chance = random.Random(seed)

    def __call__(self, asked: Asked) -> Reply:
        """An answer from the passages of a prompt, or a second try at faulty sentences of it."""
        passages = [(number, text) for number, text in _PASSAGE.findall(asked.user) if text.strip()]
        tries = (self.sentence(passages) for _ in range(80))
        written = list(islice(filter(None, tries), 6))
        return _Timed(" ".join(written) or "NOT-IN-REPORTS", wait_s=self._reading_s)

    def sentence(self, passages: Sequence[tuple[str, str]]) -> str:
        """One sentence with its mark: copied, in another notation, or with a mistake of some kind."""
        number, text = self._chance.choice(passages)
        if not (said := self._copied(text)):
            return ""
        if self._chance.random() < self._right:
            return f"{self._rightly(said)} [{number}]"
        mistake = self._chance.choice(_MISTAKES)
        other, elsewhere = self._chance.choice(passages)
        if mistake.startswith("cites"):
            self._note(said, said)
            if mistake == "cites another":
                return f"{said} [{other}]" if not self._told(said, elsewhere) else ""
            return said if mistake == "cites none" else f"{said} [99]"
        if mistake in CHANGES or mistake == "made up":
            changed = self._changed(said, mistake) if mistake in CHANGES else self._chance.choice(_MADE_UP)
            cited = f"[{number}]"
        elif other == number or not (second := self._copied(elsewhere)):
            return ""
        else:
            changed, cited = self._mixed(mistake, said, second), f"[{number}][{other}]"
        if not changed or any(plain(changed) in plain(each) for _, each in passages):
            return ""
        self.wrong[plain(changed)] = mistake
        return f"{changed} {cited}"

    def _mixed(self, mistake: str, said: str, second: str) -> str:
        """A false sentence of two true ones; "" where these two make none of that kind."""
        if mistake == "merged":
            return self._merged(said, second)
        if mistake == "half true":
            false = self._changed(second, self._chance.choice(("number", "year", "direction", "negation")))
            return f"{said[:-1]}, đồng thời {false[0].lower()}{false[1:]}" if false else ""
        patterns = {"figure": _FIGURED, "year": _YEARED, "name": _NAMED}
        return self._swapped(patterns[mistake.split()[0]], said, second)

    def _copied(self, text: str) -> str:
        """A sentence of a passage; "" where the one drawn is none of a fair length."""
        whole = [text[a:b] for a, b in sentences(text) if 30 < b - a < 300 and "\n" not in text[a:b]]
        said = self._chance.choice(whole) if whole else ""
        return said if said.endswith(".") else ""

    def _rightly(self, said: str) -> str:
        """A sentence as it stands, or in another notation."""
        rewritten = NOTATIONS[self._chance.choice(_REWRITTEN)](said)
        written = rewritten if self._chance.random() < 0.5 else said
        self._note(written, said)
        return written

    def _note(self, written: str, said: str) -> None:
        """Keep what a sentence was copied from."""
        self.copied[plain(written)] = plain(said)

    def _changed(self, said: str, kind: str) -> str:
        """A sentence with one thing of a kind changed; "" if it has none."""
        found = [(match, change) for pattern, change in CHANGES[kind] for match in re.finditer(pattern, said)]
        if not found:
            return ""
        match, change = self._chance.choice(found)
        start, end = match.span("changed" if "changed" in match.groupdict() else 0)
        changed = said[:start] + change(match, self._chance) + said[end:]
        return changed if changed != said else ""

    def _swapped(self, pattern: re.Pattern[str], said: str, second: str) -> str:
        """A sentence with what a pattern finds in it put in its place out of another; "" where either has none."""
        here, there = list(pattern.finditer(said)), [match.group() for match in pattern.finditer(second)]
        if not here or not there:
            return ""
        match, other = self._chance.choice(here), self._chance.choice(there)
        same = other in said or match.group() in other  # "Thành Nhà Hồ" is "Nhà Hồ"
        return "" if same else said[: match.start()] + other + said[match.end() :]

    @staticmethod
    def _told(said: str, elsewhere: str) -> bool:
        """Whether a passage has most of a sentence's words in one or two sentences in a row, so that it may bear it."""
        words = set(plain(said).split())
        there = [set(plain(elsewhere[a:b]).split()) for a, b in sentences(elsewhere)]
        pairs = [one | other for one, other in pairwise([*there, set()])]
        return any(len(words & each) > _ALIKE * len(words) for each in pairs)

    def _merged(self, said: str, second: str) -> str:
        """The words of one sentence up to its comma and of another from its comma on; "" where either has none."""
        first, _, _ = said.partition(", ")
        lead, comma, rest = second.rpartition(", ")
        # "Được biết" and "Ngoài ra" say nothing: what is put behind another such lead is still true
        whole = min(map(len, (first.split(), lead.split(), rest.split()))) > 4
        return f"{first}, {rest}" if comma and first != said and whole else ""


def plain(text: str) -> str:
    """A sentence as it is compared: its letters and figures."""
    return " ".join(re.findall(r"\w+", text.lower()))


class Judged:
    """Citation precision and recall as ALCE has them, over some sentences."""

    def __init__(self) -> None:
        self.sentences = self.borne = self.citations = self.good = 0

    def add(self, said: str, quotes: Sequence[str], right: bool) -> bool:
        """One sentence by what it was copied from, with the quotes it cites, `right` unless changed; whether borne."""

        def bears(some: Sequence[str]) -> bool:
            """Whether quotes hold the sentence that was copied."""
            return right and bool(said) and said in " ".join(map(plain, some))

        self.sentences += 1
        self.borne += bears(quotes)
        for place, quote in enumerate(quotes):
            others = [*quotes[:place], *quotes[place + 1 :]]
            self.citations += 1
            self.good += bears(quotes) and (bears([quote]) or not bears(others))
        return bears(quotes)

    def __str__(self) -> str:
        precision = f"{self.good / self.citations:.4f}" if self.citations else "-"
        recall = f"{self.borne / self.sentences:.4f}" if self.sentences else "-"
        return f"{self.sentences:6} sentences  precision {precision}  recall {recall}"


def main() -> None:
    """Read the arguments, ask, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="a folder with gold/provincial/reports.jsonl")
    parser.add_argument("--most", type=int, default=100, help="how many questions at most")
    parser.add_argument("--drawn", type=int, default=0, help="how many sentences a question, without a model")
    parser.add_argument("--skip", type=int, default=0, help="how many of DATA's reports are left out first")
    parser.add_argument(
        "--seed", type=int, default=7, help="another number, another model; two runs of one agree"
    )
    # the quickest models take half a second; the verifier takes the passages apart meanwhile
    parser.add_argument(
        "--reading", type=float, default=0.5, help="how many seconds the model reads before its first word"
    )
    parser.add_argument("--right", type=float, default=_RIGHT, help="what share of its sentences is right")
    parser.add_argument(
        "--wrong", action="store_true", help="print false sentences that are told as verified"
    )
    asked = parser.parse_args()
    os.environ.setdefault("OPENAI_API_KEY", "none")
    for check in ("supported", "borne", "in_quotes_stead"):
        vars(written)[check] = _CHECKING.clocked(vars(written)[check])
    vars(passages)["_prepared"] = _PREPARING.clocked(vars(passages)["_prepared"])
    reports = list(_reports(asked.data, asked.skip, asked.most))
    script = Script(asked.seed, asked.reading, asked.right)
    with (
        tempfile.TemporaryDirectory() as folder,
        StandIn(script) as provider,
        Index.open(Path(folder), load()) as index,
    ):
        index.add(reports)
        titles = [one.title for one in reports if one.title]
        if asked.drawn:
            _draw(index, titles, script, asked.drawn, asked.wrong)
            return
        assistant = Assistant.over(index, "openai:standin", provider.base_url)
        # as the server has it
        cycles.collect_seldom()
        cycles.pass_over()
        _report(assistant, titles[: asked.most], script, asked.wrong)


def _reports(data: Path | None, skip: int, most: int) -> Iterator[Report]:
    """The sample reports, or a folder's provincial ones for so many questions, behind those skipped."""
    if data is None:
        yield from (one for one in read_all([ROOT / "samples"]) if isinstance(one, Report))
        return
    lines = (data / "gold/provincial/reports.jsonl").read_text("utf-8").split("\n")[:-1]
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "reports.jsonl"
        chosen.write_text("\n".join(lines[skip : skip + 2 * most]) + "\n", "utf-8")
        yield from (one for one in read_all([chosen]) if isinstance(one, Report))


def _asked(assistant: Assistant, question: str) -> tuple[Answer, list[float]]:
    """An answer, and the milliseconds from the model's first token to the reader's where there was one."""
    before, first = len(_SENT), 0.0
    for piece in assistant.as_runnable().stream({"question": question}):
        if not first and any(event.name == "delta" for event in piece.get("events", ())):
            first = time.perf_counter()
        if "answer" in piece:
            answer: Answer = piece["answer"]
    return answer, [(first - _SENT[before]) * 1000] if first and len(_SENT) > before else []


def _tell(mistakes: Counter[str], passed: Counter[str]) -> None:
    """Print how many false sentences of each kind were written, and told as verified."""
    for mistake in sorted(mistakes):
        print(f"  {mistake:24} {mistakes[mistake]:5} written, {passed[mistake]} told as verified")
    print(f"  {'all false sentences':24} {mistakes.total():5} written, {passed.total()} told as verified\n")


def _draw(index: Index, titles: Sequence[str], script: Script, drawn: int, wrong: bool) -> None:
    """Hold so many sentences a title against the passages they cite, and print which false ones are borne."""
    mistakes: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    seen: set[str] = set()
    for title in titles:
        hits = index.search(title, k=_FOUND)
        passages = [(str(number), hit.text) for number, hit in enumerate(hits, 1)]
        for said in (script.sentence(passages) for _ in range(drawn if passages else 0)):
            text, cited = _MARK.sub("", said), tuple(dict.fromkeys(map(int, _MARK.findall(said))))
            mistake = script.wrong.get(plain(text))
            if not mistake or text in seen:
                continue
            seen.add(text)
            mistakes[mistake] += 1
            if found := support.borne(Draft(0, text, cited), hits, index.report):
                passed[mistake] += 1
                if wrong:
                    print(f"--- {mistake}: {text}\n    {[span.text for span in found.spans]}")
    _tell(mistakes, passed)


def _report(assistant: Assistant, questions: Sequence[str], script: Script, wrong: bool) -> None:
    """Ask the questions and print the tables."""
    verified, marked = Judged(), Judged()
    mistakes: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    waits: list[float] = []
    checks: list[float] = []
    each: list[float] = []
    longest: list[float] = []
    for question in questions:
        _CHECKING.worked.clear()
        _CHECKING.waited.clear()
        answer, waited = _asked(assistant, question)
        waits += waited
        if not answer.model:
            continue
        checks.append(sum(_CHECKING.worked) * 1000)
        each += [seconds * 1000 for seconds in _CHECKING.worked]
        longest.append(max(_CHECKING.waited, default=0.0) * 1000)
        quotes = {one.number: one.quote for one in answer.citations}
        for sentence in answer.sentences:
            cited = [quotes[number] for number in sentence.citations]
            mistake = script.wrong.get(plain(sentence.text), "")
            said = script.copied.get(plain(sentence.text), plain(sentence.text))
            borne = (verified if sentence.verified else marked).add(said, cited, not mistake)
            if wrong and sentence.verified and not borne:
                print(f"--- not in its quotes: {sentence.text}\n    {cited}")
            if mistake and sentence.verified:
                passed[mistake] += 1
                if wrong:
                    print(f"--- {mistake}: {sentence.text}\n    {cited}")
    mistakes.update(script.wrong.values())
    print(f"verified {verified}\nmarked   {marked}\n")
    _tell(mistakes, passed)
    for name, times in (
        ("first token to the reader", waits),
        ("verifying an answer, of the processor", checks),
        ("checking one of its sentences, of the processor", each),
        ("from a sentence's end to its verdict, the longest of an answer", longest),
        ("taking an answer's passages apart beside, of the processor", [s * 1000 for s in _PREPARING.worked]),
    ):
        if len(times) > 1:
            cuts = quantiles(times, n=100)
            print(f"{name}: {cuts[49]:.1f} ms (p50), {cuts[94]:.1f} ms (p95), of {len(times)}")


if __name__ == "__main__":
    main()
