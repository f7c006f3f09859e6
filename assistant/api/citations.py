"""Citations: one by its id, in its context."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path

from assistant.answer import Citation
from assistant.api.documented import documented
from assistant.api.opening import Ready

routes = APIRouter(tags=["answers"])


@routes.get("/citations/{citation_id}", responses={200: {"model": Citation}, **documented(404, 410)})
def citation(
    citation_id: Annotated[str, Path(description="`id` of an answer's citation")], assistant: Ready
) -> dict[str, Any]:
    """The citation: its quote, what stands around it, its report; 410 once that has been replaced or removed."""
    return asdict(assistant.citation(citation_id))
