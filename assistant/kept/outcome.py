"""Outcome: what has come of an upload, in the shape of `add --json`, each message in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index import Added, Report
from index.catalog import Staged
from index.reading import Refused


@dataclass(slots=True)
class Outcome:
    """What was added, what was refused, and what should be known about how the reports were read."""

    added: Added = field(default_factory=Added)
    refused: list[Refused] = field(default_factory=list)
    # what had to be done to read a report, by its id
    read: dict[str, dict[str, Any]] = field(default_factory=dict)
    # what files hold that their texts do not, a notice each
    lacking: list[dict[str, Any]] = field(default_factory=list)

    @property
    def has_reports(self) -> bool:
        """Whether it brought the store any report, even one that was there before."""
        return bool(self.added.added or self.added.unchanged or self.added.replaced)

    def note(self, report: Report) -> None:
        """Note how a report was read, and what its file holds that its text does not."""
        self.lacking += _lacking(report)
        if report.converted or report.ocr:
            self.read[report.report_id] = {"converted": report.converted, "ocr_pages": list(report.ocr)}

    def put_in(self, batch: Added) -> None:
        """Count what came of a further batch."""
        self.added = Added(
            added=self.added.added + batch.added,
            unchanged=self.added.unchanged + batch.unchanged,
            replaced=self.added.replaced + batch.replaced,
            samples_removed=self.added.samples_removed + batch.samples_removed,
        )

    def to_json(self) -> dict[str, Any]:
        """The shape of `add --json`, each report with what had to be done to read it."""
        return {
            "added": [self._named(one) for one in self.added.added],
            "unchanged": [self._named(one) for one in self.added.unchanged],
            "replaced": [self._named(one) for one in self.added.replaced],
            "refused": [
                {
                    "file": one.file,
                    "code": one.code,
                    "message": {"vi": one.message("vi"), "en": one.message("en")},
                }
                for one in self.refused
            ],
            "notices": [*self.lacking, *_notices(self.added.samples_removed)],
        }

    def _named(self, one: Staged) -> dict[str, Any]:
        """A report as `add --json` names it, and how it was read."""
        named = {"report_id": one.report_id, "key": one.key, "file": one.file}
        return named | {"converted": None, "ocr_pages": []} | self.read.get(one.report_id, {})


def _lacking(report: Report) -> Iterator[dict[str, Any]]:
    """What the report's file holds and its text does not."""
    for lack in report.lacks:
        name = report.file or report.key
        said = {language: f"{name}: {lack.message(language)}" for language in ("vi", "en")}
        yield {"code": lack.code, "message": said}


def _notices(samples_removed: int) -> list[dict[str, Any]]:
    """The notice that the sample reports have left, if they have."""
    if not samples_removed:
        return []
    said = {
        "vi": f"{samples_removed} văn bản mẫu đã rời kho.",
        "en": f"The {samples_removed} sample texts have left the store.",
    }
    return [{"code": "samples_removed", "message": said}]


def in_language(value: Any, language: str) -> Any:  # noqa: ANN401 - any JSON
    """A JSON value with each message in one language."""
    if isinstance(value, list):
        return [in_language(each, language) for each in value]
    if isinstance(value, dict):
        if set(value) == {"vi", "en"}:
            return value[language]
        return {name: in_language(each, language) for name, each in value.items()}
    return value
