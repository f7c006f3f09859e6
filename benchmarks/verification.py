"""Prints how many false claims the verifier lets pass and how many true ones it turns down, by kind.

`python benchmarks/verification.py` judges the claims of tests/claims, those that were tuned on and those kept
aside; `--reports FILE.jsonl` judges every fitting sentence of reports against itself, with one thing changed
and with nothing changed but the notation.
"""

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from judged import CLAIMS, examples  # noqa: E402  found once the two lines above have run

from assistant.verify import Reported, faults  # noqa: E402
from index import places  # noqa: E402
from index.vietnamese import sentences  # noqa: E402

# A figure that stands by itself: no date, no document number, no part of a name.
_PLAIN = r"(?<![\w/.,-])(?<!ngày )(?<!tháng )(?<!năm )(?<!sáng )(?<!chiều )(?<!tối )"
_UNITS = "tỷ đồng|triệu đồng|nghìn đồng|ha|km|người|xã|hộ|tấn|dự án|USD|huyện|doanh nghiệp"
_LETTER = "A-ZĐÂÊÔƯÀÁẢÃẠĂẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ"
_TURNS = {"tăng": "giảm", "giảm": "tăng", "cao hơn": "thấp hơn", "thấp hơn": "cao hơn"}

Change = Callable[[re.Match[str], random.Random], str]


def _digit(match: re.Match[str], chance: random.Random) -> str:
    """One digit made another."""
    text = match.group()
    place = chance.choice([index for index, letter in enumerate(text) if letter.isdigit()])
    return (
        text[:place] + chance.choice([one for one in "123456789" if one != text[place]]) + text[place + 1 :]
    )


def _other(names: str, mark: str | None = None) -> Change:
    """Another of these names in a match's place."""

    def change(match: re.Match[str], chance: random.Random) -> str:
        return chance.choice([name for name in names.split(mark) if name != match.group()])

    return change


# Each kind: what to look for, and what to put there.
CHANGES: dict[str, tuple[str, Change]] = {
    "number": (_PLAIN + r"(?!(?:19|20)\d\d(?!\d))\d+(?:\.\d{3})*(?:,\d+)?(?![\w/.,-])", _digit),
    "decimal comma": (_PLAIN + r"\d+,\d{1,2}(?![\w/.,-])", lambda match, _: match.group().replace(",", "")),
    "unit": (rf"(?<=\d )(?:{_UNITS})(?!\w)", _other(_UNITS, "|")),
    "day": (
        r"(?<=ngày )\d{1,2}(?=/\d{1,2}(?!\d))",
        lambda match, chance: str(chance.choice([day for day in range(1, 28) if day != int(match.group())])),
    ),
    "year": (
        r"(?<=năm )20\d\d",
        lambda match, chance: str(int(match.group()) + chance.choice([-2, -1, 1, 2])),
    ),
    "document number": (
        r"(?<![\w/.-])\d+(?=(?:/\d{4})?[-/][A-ZĐ]{2,})",
        lambda match, chance: str(int(match.group()) + chance.randint(1, 9)),
    ),
    "person": (
        rf"(?:(?<=[Ôô]ng )|(?<=[Bb]à ))[{_LETTER}]\w+(?= [{_LETTER}]\w+ [{_LETTER}]\w+)",
        _other(_FAMILY),
    ),
    "direction": (
        r"(?<!\w)(?:tăng|giảm|cao hơn|thấp hơn)(?! (?:cường|tốc|nghèo|nhẹ|nặng)|,|\w)",
        lambda match, _: _TURNS[match.group()],
    ),
    "negation": (
        r"(?<!\w)(?:không|chưa) (?!chỉ|những|quá|gian|khí|quân|ngừng|ít|kể|đầy)(?=\w)",
        lambda *_: "",
    ),
    "draft to decided": (r"(?<!\w)(?:đề xuất|đề nghị|kiến nghị)(?= [a-zđ])", lambda *_: "đã quyết định"),
    "draft dropped": (r"(?<=[a-zđ] )dự thảo (?=\w)", lambda *_: ""),
    "target to fact": (r"(?<=, )(?:phấn đấu|dự kiến|ước tính) (?!sẽ)|(?<!\w)ước (?=đạt)", lambda *_: "đã "),
}
NOTATIONS: dict[str, Callable[[str], str]] = {
    "after a lead": lambda text: "Theo đó, " + text[0].lower() + text[1:],
    "decomposed": lambda text: unicodedata.normalize("NFD", "Theo đó, " + text),
    "tỷ in thousands": lambda text: re.sub(_PLAIN + r"(\d{1,3})\.000 tỷ", r"\1 nghìn tỷ", text),
    "per cent in words": lambda text: re.sub(r"(?<=\d)%(?!-)", " phần trăm", text),
    "dates in words": lambda text: re.sub(
        r"(?<=ngày )(\d{1,2})/(\d{1,2})/(20\d\d)(?![\d-])", r"\1 tháng \2 năm \3", text
    ),
    "leading zero": lambda text: re.sub(_PLAIN + r"([1-9])(?= (?:xã|hộ|dự án|người|huyện))", r"0\1", text),
    "decimal point": lambda text: re.sub(_PLAIN + r"(\d+),(\d{1,2})(?=%)", r"\1.\2", text),
}


def _province(text: str, chance: random.Random) -> str:
    """The text with one of its provinces made another."""
    found = chance.choice(places.find(text))
    others = [name for name in places.provinces() if name != found.name]
    return text[: found.start] + chance.choice(others) + text[found.end :]


def _changed(text: str, kind: str, chance: random.Random) -> str | None:
    """The text with one thing of a kind changed; None where it has none."""
    if kind == "province":
        return _province(text, chance) if places.find(text) else None
    pattern, change = CHANGES[kind]
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + change(match, chance) + text[match.end() :]


def _lines(path: Path) -> Iterator[tuple[str, Reported]]:
    """The sentences of a file of reports, with what their report adds."""
    for line in path.open(encoding="utf-8"):
        report = json.loads(line)
        about = Reported(published=report.get("published"), province=report.get("province"))
        for start, end in sentences(report["text"]):
            if 60 <= end - start <= 400:
                yield report["text"][start:end], about


def _share(judged: list[tuple[str, str]], seen: int) -> str:
    """How many of those seen were judged wrongly, in words."""
    return f"{seen:6} {len(judged):5} wrong {len(judged) / max(seen, 1):7.2%}"


def reports(path: Path, most: int, wrong: bool) -> None:
    """Judge the sentences of reports against themselves, changed."""
    chance = random.Random(20)  # any fixed number, so that two runs agree
    every = list(_lines(path))
    chance.shuffle(every)
    began, checked = time.perf_counter(), 0
    for kind in (*CHANGES, "province"):
        made = ((_changed(text, kind, chance), text, about) for text, about in every)
        false = [one for one in made if one[0] and one[0] != one[1]][:most]
        passed = [(str(claim), text) for claim, text, about in false if not faults(str(claim), text, about)]
        checked += len(false)
        print(f"false, {kind:18} {_share(passed, len(false))}")
        _show(passed, wrong)
    for name, rewrite in NOTATIONS.items():
        true = [one for one in ((rewrite(text), text, about) for text, about in every) if one[0] != one[1]][
            :most
        ]
        refused = [(claim, text) for claim, text, about in true if faults(claim, text, about)]
        checked += len(true)
        print(f"true,  {name:18} {_share(refused, len(true))}")
        _show(refused, wrong)
    print(f"{(time.perf_counter() - began) / max(checked, 1) * 1000:.2f} ms a claim, its making included")


def _show(judged: list[tuple[str, str]], wrong: bool) -> None:
    """Print claims judged wrongly, if asked for."""
    for claim, text in judged if wrong else ():
        print(f"    {claim}\n    {text}\n    {faults(claim, text)}")


def written(wrong: bool) -> None:
    """Judge the claims of tests/claims."""
    for name in ("tuned", "aside"):
        seen: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for example in examples(CLAIMS / f"{name}.txt"):
            found = faults(example.sentence, example.quote, example.report)
            bad = bool(found) != bool(example.kind)
            seen[example.kind] += 1
            missed[example.kind] += bad
            named[example.kind] += any(fault.kind == example.kind for fault in found)
            if wrong and bad:
                print(f"{example.kind or 'true'}: {example.sentence}\n    {example.quote}\n    {found}")
        print(f"{name}: {seen['']} true claims, {missed['']} turned down")
        for kind in sorted(filter(None, seen)):
            print(f"  {kind:16} {seen[kind]:4} false, {missed[kind]} let pass, {named[kind]} under that name")


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, help="a .jsonl of reports to make claims from")
    parser.add_argument("--most", type=int, default=5000, help="how many claims of a kind at most")
    parser.add_argument("--wrong", action="store_true", help="print the claims that are judged wrongly")
    asked = parser.parse_args()
    if asked.reports:
        reports(asked.reports, asked.most, asked.wrong)
    else:
        written(asked.wrong)


if __name__ == "__main__":
    main()
