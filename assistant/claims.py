"""Claim: a sentence from elsewhere with the quote that is said to support it; lines in, results out. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from assistant.verify import Reported, faults
from index.errors import BadInput


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to check against a quote; `id` comes back as it was sent."""

    id: Any
    sentence: str
    quote: str
    report: Reported


def claim(value: object, where: str) -> Claim:
    """A claim from its JSON value; BadInput (`bad_claim`), with `where` as param, for any other shape.

    Keys that are not known are let through: whoever sends claims may keep notes in them.
    """
    if not isinstance(value, dict):
        raise _bad(where, "không phải một đối tượng JSON", "is not a JSON object")
    for key in ("sentence", "quote"):
        if not isinstance(value.get(key), str):
            raise _bad(where, f"thiếu “{key}” dạng chuỗi", f'lacks "{key}" as a string')
    report = value.get("report") or {}
    if not isinstance(report, dict):
        raise _bad(where, "có “report” không phải đối tượng JSON", 'has a "report" that is not a JSON object')
    lent = {key: report.get(key) for key in ("title", "published", "province")}
    for key, text in lent.items():
        if text is not None and not isinstance(text, str):
            raise _bad(
                where, f"có “report.{key}” không phải chuỗi", f'has a "report.{key}" that is not a string'
            )
    return Claim(value.get("id"), value["sentence"], value["quote"], Reported(**lent))


def claims(lines: Iterable[str]) -> Iterator[Claim]:
    """The claims of a `.jsonl` text in order, blank lines skipped; BadInput names a line that is not one."""
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        where = f"line {number}"
        try:
            value = json.loads(line.lstrip("\ufeff"))
        except (json.JSONDecodeError, RecursionError) as error:
            raise _bad(where, "không phải JSON", "is not JSON") from error
        yield claim(value, where)


def result(checked: Claim) -> dict[str, Any]:
    """What the quote does not bear of a claim, in the published shape: id, verified, faults."""
    found = faults(checked.sentence, checked.quote, checked.report)
    return {"id": checked.id, "verified": not found, "faults": [asdict(fault) for fault in found]}


def results(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One result per claim, in input order; raises BadInput at the first line that is no claim."""
    return map(result, claims(lines))


def _bad(where: str, vi: str, en: str) -> BadInput:
    """The error that names the faulty claim and shows what a claim looks like."""
    line = where.removeprefix("line ")
    shape = '{"id", "sentence", "quote"}'
    return BadInput(
        "bad_claim",
        f"Nhận định ở dòng {line} {vi}; mỗi dòng cần có dạng {shape}.",
        f"The claim at {where} {en}; each needs {shape}.",
        where,
    )
