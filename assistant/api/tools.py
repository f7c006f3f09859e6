"""Tools: the service for programs that speak MCP, over streamable HTTP; five tools and nothing else."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, ValidationError, create_model
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from assistant.api.answers import AskBody
from assistant.api.body import parsed, taken
from assistant.api.desk import Desk, late
from assistant.api.hits import SearchBody, found
from assistant.api.misfit import misfit
from assistant.api.opening import content_type, opened
from assistant.api.service import Service
from assistant.assistant import Assistant
from assistant.claims import Claim, result
from assistant.facets import matching
from assistant.verify import Reported
from index import Filters
from index.errors import SHOWN, BadInput, NotFound, TrichError

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from mcp.server.mcpserver.tools import Tool

Made = TypeVar("Made")
Passages = Annotated[int, Field(ge=1, le=100)]
ReportsAPage = Annotated[int, Field(ge=1, le=200)]
Checked = Annotated[str, Field(max_length=20_000)]
_INSTRUCTIONS = (
    "Trích answers questions about Vietnamese provincial-government reports with exact quotes. Ask in"
    " Vietnamese where you can. Each quote is the report's own text; cite it with its title and date. A"
    " status of “refused” means that the reports do not say: tell so, and do not answer yourself."
)
_NO_CALL = BadInput(
    "call_invalid",
    "Thân yêu cầu phải là một lời gọi JSON-RPC 2.0, dạng {…} có “method”. Hãy gửi từng lời gọi một.",
    "The body must be one JSON-RPC 2.0 call, like {…} with a “method”. Send calls one by one.",
)


class Tools:
    """The MCP side of a server, as an ASGI application for one path."""

    def __init__(self, service: Service) -> None:
        # brings JSON Schema and OAuth code that the rest does without
        from mcp.server.transport_security import TransportSecuritySettings

        self._service = service
        server = _server([self.ask, self.search, self.get_citation, self.list_reports, self.verify_claim])
        server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            # foreign pages and names are refused before, for every path alike
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        self._sessions = server.session_manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, if its body is a call."""
        if content_type(Request(scope)) == "application/json":
            body, receive = await taken(scope, receive)
            if fault := _no_call(body):
                await JSONResponse(fault, 400)(scope, receive, send)
                return
        await self._sessions.handle_request(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Requests are served until the end of the block."""
        async with self._sessions.run():
            yield

    async def ask(
        self,
        question: str,
        province: str | None = None,
        published_from: str | None = None,
        published_to: str | None = None,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the reports, with quotes, their reports and dates.

        `status` is answered, partial or refused; `language` is vi or en; dates are ISO, whole or to the month
        or year. Each citation's `quote` is its report's text from `start` to `end`.
        """
        filters = {"province": province, "from": published_from, "to": published_to}
        body = _checked(AskBody, question=question, language=language, filters=filters)

        def placed() -> tuple[Desk, Callable[[], dict[str, Any]]]:
            """Where the answer is made, and what makes it in its published shape."""
            assistant = opened(self._service.opening)
            desk, options = self._service.desk_of(assistant, body.options())
            return desk, lambda: assistant.answer(body.question, **options).to_json()

        answer = await self._at_desk(placed)
        self._service.metrics.answered(answer)
        return answer

    async def search(self, question: str, k: Passages = 10, province: str | None = None) -> dict[str, Any]:
        """Find the passages nearest to a question, best first, without answering it."""
        body = _checked(SearchBody, question=question, k=k, filters={"province": province})
        return await self._carried_out(partial(found, body))

    async def get_citation(self, citation_id: str) -> dict[str, Any]:
        """Show a citation by its id: the quote, what stands around it, its report."""
        return await self._carried_out(lambda assistant: asdict(assistant.citation(citation_id)))

    async def list_reports(
        self, limit: ReportsAPage = 50, after: str | None = None, province: str | None = None
    ) -> dict[str, Any]:
        """List the reports without their texts; `next` is the `after` of the next page, null at the end."""

        def listed(assistant: Assistant) -> dict[str, Any]:
            """One page."""
            filters = Filters(province=province)
            reports, following = matching(assistant.index, filters, after, limit)
            return {"reports": [report.to_json(with_text=False) for report in reports], "next": following}

        return await self._carried_out(listed)

    async def verify_claim(self, sentence: Checked, quote: Checked) -> dict[str, Any]:
        """Check whether a quote bears a sentence: numbers, units, dates, document numbers, names, places."""
        claim = Claim(None, sentence, quote, Reported())
        return await self._at_desk(lambda: (self._service.desk, lambda: result(claim)))

    async def _carried_out(self, work: Callable[[Assistant], Made]) -> Made:
        """The result of work on the store, at the desk for quick requests."""
        return await self._at_desk(lambda: (self._service.desk, partial(work, opened(self._service.opening))))

    async def _at_desk(self, placed: Callable[[], tuple[Desk, Callable[[], Made]]]) -> Made:
        """The result of work at its desk; a failure becomes the tool's own, in both languages."""
        left = threading.Event()
        limit_s = self._service.settings.time_limit
        try:
            desk, work = placed()
            try:
                return await asyncio.wait_for(
                    asyncio.wrap_future(desk.begin(lambda _: work(), left)), limit_s
                )
            except TimeoutError:
                raise late(limit_s) from None
            finally:
                left.set()
        except TrichError as fault:
            raise _failed(fault) from fault


def _server(tools: Sequence[Callable[..., Any]]) -> "MCPServer[Any]":
    """A server of the tools, which takes the arguments they name and no others, and tells of faults as we do."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver import Context
    from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
    from mcp.types import CallToolResult, InputRequiredResult

    class Server(MCPServer[Any]):
        """The library's server with our sentences in place of its own."""

        async def call_tool(
            self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
        ) -> CallToolResult | InputRequiredResult:
            """What a tool gives; a failure begins with its code."""
            if name not in names:
                raise _failed(_no_tool(name, names))
            try:
                return await super().call_tool(name, arguments, context)
            except UnexpectedToolError:
                raise  # a bug, of which the client is told no more than that
            except ToolError as error:
                if isinstance(error.__cause__, ValidationError):
                    raise _failed(_misfit(error.__cause__)) from error
                if isinstance(error.__cause__, ToolError):
                    raise error.__cause__ from None
                raise

    names = [tool.__name__ for tool in tools]
    return Server(
        "trich",
        instructions=_INSTRUCTIONS,
        log_level="WARNING",
        subscriptions=False,
        tools=[_strict(tool) for tool in tools],
    )


def _strict(tool: Callable[..., Any]) -> "Tool":
    """The library's tool, whose schema and check refuse an argument that it does not name."""
    from mcp.server.mcpserver.tools import Tool

    made = Tool.from_function(tool)
    known = made.fn_metadata.arg_model
    strict = create_model(known.__name__, __base__=known, __cls_kwargs__={"extra": "forbid"})
    metadata = made.fn_metadata.model_copy(update={"arg_model": strict})
    return made.model_copy(update={"fn_metadata": metadata, "parameters": strict.model_json_schema()})


def _no_call(body: bytes) -> dict[str, Any] | None:
    """What a body that is no call is answered, as the protocol tells of errors; None for one that is."""
    from mcp.types import INVALID_REQUEST, PARSE_ERROR, jsonrpc_message_adapter

    code, fault = INVALID_REQUEST, _NO_CALL
    try:
        # as the library reads it, which takes less for text than Python does
        jsonrpc_message_adapter.validate_python(from_json(body), by_name=False)
        parsed(body)
    except ValidationError:
        pass
    except BadInput as twice:
        fault = twice
    except (ValueError, RecursionError):
        code, fault = PARSE_ERROR, misfit([{"type": "json_invalid", "loc": ("body",)}])
    else:
        return None
    return {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": _told(fault)}}


def _no_tool(name: str, names: Sequence[str]) -> NotFound:
    """The fault of a tool that there is not."""
    return NotFound(
        "tool_not_found",
        f"Không có công cụ “{name[:SHOWN]}”. Hãy dùng: {', '.join(names)}.",
        f"There is no tool “{name[:SHOWN]}”. Use: {', '.join(names)}.",
        "name",
    )


def _checked(kind: type[Made], **fields: Any) -> Made:  # noqa: ANN401 - as the tools take them
    """A body of the HTTP API, so that the same is refused; what does not fit becomes the tool's failure."""
    try:
        return kind(**{name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        raise _failed(_misfit(error)) from error


def _misfit(error: ValidationError) -> TrichError:
    """What is wrong with a tool's arguments, told as of a body's fields."""
    return misfit([one | {"loc": ("body", *one["loc"])} for one in error.errors()])


def _failed(fault: TrichError) -> Exception:
    """A fault as a tool's own, in both languages."""
    from mcp.server.mcpserver.exceptions import ToolError

    return ToolError(_told(fault))


def _told(fault: TrichError) -> str:
    """A fault in one sentence a language, behind its code."""
    return f"{fault.code}: {fault.en} · {fault.vi}"
