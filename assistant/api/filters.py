"""The filters of a request's body, as the index takes them."""

from pydantic import BaseModel, ConfigDict, Field

from index import Filters
from index.errors import BadInput
from index.report import STATUSES

IN_STATUS = f"one of {', '.join(STATUSES)}, or its Vietnamese name"
FROM = "published on this ISO date or later: 2023, 2023-01 or 2023-01-31"
OF_TYPE = "kind of document: Báo cáo, Quyết định …"
TO = "published on this ISO date or earlier; 2023 is its last day"


class FiltersBody(BaseModel):
    """Only reports of this province, source, type and status, published within these ISO dates (or months, or
    years).
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    province: str | None = Field(default=None, max_length=200, description="with or without accents")
    source: str | None = Field(default=None, max_length=200, description="whose report it is")
    from_: str | None = Field(default=None, alias="from", max_length=10, description=FROM)
    to: str | None = Field(default=None, max_length=10, description=TO)
    type: str | None = Field(default=None, max_length=200, description=OF_TYPE)
    status: str | None = Field(default=None, max_length=40, description=IN_STATUS)

    def filters(self, within: str = "filters.") -> Filters:
        """The same for the index; BadInput for what is not a date, naming the field as the request has it."""
        try:
            return Filters(
                province=self.province,
                source=self.source,
                from_=self.from_,
                to=self.to,
                type=self.type,
                status=self.status,
            )
        except BadInput as error:
            raise BadInput(error.code, error.vi, error.en, f"{within}{error.param}") from error
