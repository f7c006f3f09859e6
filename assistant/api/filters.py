"""The filters of a request's body, as the index takes them."""

from pydantic import BaseModel, ConfigDict, Field

from index import Filters


class FiltersBody(BaseModel):
    """Only reports of this province, source, type and status, published within these ISO dates (or months, or
    years).
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    province: str | None = Field(default=None, max_length=200)
    source: str | None = Field(default=None, max_length=200)
    from_: str | None = Field(default=None, alias="from", max_length=10)
    to: str | None = Field(default=None, max_length=10)
    type: str | None = Field(default=None, max_length=200)
    status: str | None = Field(default=None, max_length=40)

    def filters(self) -> Filters:
        """The same for the index; BadInput for what is no date."""
        return Filters(
            province=self.province,
            source=self.source,
            from_=self.from_,
            to=self.to,
            type=self.type,
            status=self.status,
        )
