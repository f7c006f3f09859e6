"""Conversations: the page's own paths to what it keeps for its users. Not part of the published API."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.door import LOCAL
from assistant.api.opening import only_json
from assistant.api.preferred import language
from assistant.api.service import Caller, Serving
from assistant.kept.conversations import Conversations, owner_of
from assistant.kept.ratings import Rating, Ratings, Reason, Verdict
from assistant.kept.transcript import markdown

BROWSER = "trich-browser"
routes = APIRouter(prefix="/page", include_in_schema=False)
_TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


def owner(caller: str, cookies: Mapping[str, str]) -> str:
    """Whose conversations a request may see."""
    return owner_of(caller, caller != LOCAL, cookies.get(BROWSER, ""))


def _owner(request: Request, caller: Caller) -> str:
    """The same as a route's dependency."""
    return owner(caller, request.cookies)


def _kept(service: Serving) -> Conversations:
    """The conversations of the server."""
    return Conversations(service.records)


Owner = Annotated[str, Depends(_owner)]
Kept = Annotated[Conversations, Depends(_kept)]


@routes.get("/conversations")
def listed(kept: Kept, of: Owner, q: Annotated[str, Query(max_length=200)] = "") -> dict[str, Any]:
    """The caller's conversations, the latest first, narrowed by words."""
    return {"conversations": [asdict(one) for one in kept.listed(of, q)]}


class TitleBody(BaseModel):
    """A conversation's new title."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=500)


@routes.patch("/conversations/{conversation_id}", dependencies=[Depends(only_json)], status_code=204)
def renamed(conversation_id: str, body: TitleBody, kept: Kept, of: Owner) -> None:
    """Give a conversation another title."""
    kept.rename(of, conversation_id, body.title)


@routes.delete("/conversations/{conversation_id}", status_code=204)
def removed(conversation_id: str, kept: Kept, of: Owner) -> None:
    """Remove a conversation."""
    kept.remove(of, conversation_id)


@routes.get("/conversations/{conversation_id}/file")
def taken_along(
    conversation_id: str,
    request: Request,
    kept: Kept,
    of: Owner,
    form: Annotated[Literal["docx", "md"], Query(alias="as")] = "docx",
) -> Response:
    """A conversation with its citations as a Word or Markdown file."""
    title, exchanges = kept.of(of, conversation_id)
    spoken = request.cookies.get("trich-language") or language(request.headers.get("accept-language"))
    spoken = "en" if spoken == "en" else "vi"
    body: bytes
    if form == "md":
        body = markdown(title, exchanges, spoken).encode("utf-8", "replace")
    else:
        from assistant.kept.word_file import word_file

        body = word_file(title, exchanges, spoken)
    name = "".join(char if char.isalnum() or char in " -." else " " for char in title)
    disposition = f"attachment; filename*=UTF-8''{quote(' '.join(name.split())[:80] or 'trich')}.{form}"
    return Response(body, media_type=_TYPES[form], headers={"Content-Disposition": disposition})


@routes.post("/turns/{turn_id}/shared", dependencies=[Depends(only_json)], status_code=201)
def shared(turn_id: str, kept: Kept, of: Owner) -> dict[str, str]:
    """Share a turn as it stands; the id is part of its link."""
    return {"share_id": kept.share(of, turn_id)}


@routes.get("/shared")
def shares(kept: Kept, of: Owner) -> dict[str, Any]:
    """What the caller has shared, the latest first."""
    return {"shared": [asdict(one) for one in kept.shares(of)]}


@routes.delete("/shared/{share_id}", status_code=204)
def taken_back(share_id: str, kept: Kept, of: Owner) -> None:
    """Stop sharing an answer."""
    kept.take_back(of, share_id)


class RatingBody(BaseModel):
    """What a reader says of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    reason: Reason | None = None
    comment: str | None = Field(default=None, max_length=2000)


@routes.post("/turns/{turn_id}/rating", dependencies=[Depends(only_json)], status_code=204)
def rated(turn_id: str, body: RatingBody, service: Serving, of: Owner) -> None:
    """Keep what a reader thought of an answer, and why."""
    Ratings(service.records).keep(of, turn_id, Rating(body.verdict, body.reason, body.comment))
