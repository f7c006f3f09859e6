"""Filters: what a search may be narrowed by, and a report's facts as the engines have them. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from index.errors import BadInput
from index.report import Report, status_code
from index.vietnamese import fold

# The facts that must be the very name asked for.
NAMES = ("province", "source", "origin", "type", "status")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Only reports of this province, source, origin, type and status, published within [from_, to].

    Dates are ISO, whole or to the month or year; a report dated to the month counts when any of its days
    lies within. Names are compared without case and accents; a status is a code of STATUSES or its
    Vietnamese name. A report without that fact is left out.
    """

    province: str | None = None
    source: str | None = None
    origin: str | None = None
    from_: str | None = None
    to: str | None = None
    type: str | None = None
    status: str | None = None

    def __post_init__(self) -> None:
        for name, value in (("from", self.from_), ("to", self.to)):
            if value and not _is_date(value):
                raise BadInput(
                    "bad_date",
                    f"“{value}” không phải là ngày: hãy viết như 2023-01-31, 2023-01 hoặc 2023.",
                    f"“{value}” is not a date: write it as 2023-01-31, 2023-01 or 2023.",
                    name,
                )
        if self.from_ and self.to and _day(self.from_, "0101") > _day(self.to, "1231"):
            raise BadInput(
                "bad_period",
                f"Khoảng thời gian từ {self.from_} đến {self.to} không có ngày nào: hãy đổi chỗ hai ngày.",
                f"The period from {self.from_} to {self.to} holds no day: put the dates the other way round.",
                "from",
            )
        if self.status:
            status_code(self.status)

    @property
    def names(self) -> dict[str, str]:
        """The exact facts asked for, as `facts` has them."""
        asked = {name: getattr(self, name) for name in NAMES}
        if self.status:
            asked["status"] = status_code(self.status)
        return {name: fold(value.strip()) for name, value in asked.items() if value}

    @property
    def first_day(self) -> int | None:
        """The first day asked for as YYYYMMDD."""
        return _day(self.from_, "0101") if self.from_ else None

    @property
    def last_day(self) -> int | None:
        """The last day asked for as YYYYMMDD."""
        return _day(self.to, "1231") if self.to else None


def facts(report: Report) -> dict[str, str | int]:
    """A report's facts for filters: folded names; the `first_day` and `last_day` it may be of."""
    names = {name: getattr(report, name) for name in NAMES}
    found: dict[str, str | int] = {name: fold(value.strip()) for name, value in names.items() if value}
    return found | days(report.published)


def days(published: str | None) -> dict[str, int]:
    """The `first_day` and `last_day` that a publish date may be of; none if it is none."""
    if not published or not _DATE.fullmatch(published):
        return {}
    return {"first_day": _day(published, "0101"), "last_day": _day(published, "1231")}


def _is_date(value: str) -> bool:
    """Whether it is an ISO date, whole or to the month or year, that the calendar has."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _day(day: str, rest: str) -> int:
    """An ISO date as YYYYMMDD, what it does not say taken from `rest` (MMDD)."""
    digits = day.replace("-", "")
    return int(digits + rest[len(digits) - 4 :])
