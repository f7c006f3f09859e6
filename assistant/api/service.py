"""Service: what one server's routes share: the store being opened, its records, its threads, its counts."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from assistant.api.desk import AT_ONCE_QUOTING, AT_ONCE_WRITING, MOST_WAITING, Desk
from assistant.api.metrics import Metrics
from assistant.api.opening import Opening
from assistant.api.streams import Streams
from assistant.assistant import Assistant
from assistant.kept.keys import Keys
from assistant.kept.removals import Removals
from assistant.kept.tasks import Tasks
from assistant.kept.usage import Usage
from assistant.records import Records
from index.settings import Settings

# Seconds between two writings of the counts of use.
_WRITE_S = 5.0
# Seconds between two looks at the event loop.
_TURN_S = 0.02
# Seconds that a stop gives the answers that are being made.
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Service:
    """What one server has; made by `of`, used while `running`."""

    settings: Settings
    opening: Opening
    records: Records
    key_records: Records
    keys: Keys
    tasks: Tasks
    removals: Removals
    usage: Usage
    desk: Desk
    writing: Desk
    changes: Desk
    streams: Streams
    metrics: Metrics

    @classmethod
    def of(cls, opening: Opening, settings: Settings) -> "Service":
        """The service over an assistant that is being opened; StoreFault if its records cannot be opened."""
        records = Records.open(settings.data)
        # a connection of their own: a key is looked up on the loop, which must not wait for a task's fsync
        key_records = Records.open(settings.data)
        return cls(
            settings,
            opening,
            records,
            key_records,
            Keys(key_records),
            Tasks(records, settings.data, settings.allowed_hosts),
            Removals(),
            Usage(records),
            Desk(AT_ONCE_QUOTING, MOST_WAITING, settings.time_limit),
            # threads of their own: those that wait for a model keep nobody from passages and quotes
            Desk(AT_ONCE_WRITING, MOST_WAITING, settings.time_limit),
            # one at a time, as the store takes them: those that wait hold no thread of the others
            Desk(1, MOST_WAITING, settings.time_limit),
            Streams(),
            Metrics(),
        )

    def desk_of(self, assistant: Assistant, options: dict[str, Any]) -> tuple[Desk, dict[str, Any]]:
        """The desk that makes an answer, and its options, which tell why no model is asked if it has fallen silent."""
        if not assistant.has_model or options["quotes_only"]:
            return self.desk, options
        silence = assistant.silence()
        return (self.desk, options | {"fault": silence}) if silence else (self.writing, options)

    async def emptied(self) -> None:
        """Take nothing more, and wait until all that was taken is done, for as long as a stop may take."""
        await asyncio.gather(*(each.emptied(PATIENCE_S) for each in (self.desk, self.writing, self.changes)))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tasks are carried out and use is written down until the end of the block."""
        self.opening.add_done_callback(self._start_tasks)
        beside = [asyncio.create_task(each) for each in (self._write_usage(), self._time_turns())]
        try:
            yield
        finally:
            for each in beside:
                each.cancel()
                with suppress(asyncio.CancelledError):
                    await each
            await asyncio.to_thread(self._close)

    def _start_tasks(self, opened: "Future[Assistant]") -> None:
        """Start the tasks if the store could be opened."""
        if not opened.cancelled() and opened.exception() is None:
            self.tasks.start(opened.result().index)

    async def _write_usage(self) -> None:
        """Store the counts every few seconds."""
        while True:
            await asyncio.sleep(_WRITE_S)
            await asyncio.to_thread(self.usage.write)

    async def _time_turns(self) -> None:
        """Measure how late the event loop runs: what delays one request delays all."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _TURN_S
            await asyncio.sleep(_TURN_S)
            self.metrics.turns.observe(max(loop.time() - due, 0.0))

    def _close(self) -> None:
        """End what runs and store what is left."""
        for each in (self.desk, self.writing, self.changes):
            each.close()
        self.tasks.stop()
        self.removals.close()
        self.usage.write()
        self.records.close()
        self.key_records.close()


async def _service(request: Request) -> Service:
    """The service of the application that serves the request."""
    service: Service = request.app.state.service
    return service


async def _caller(request: Request) -> str:
    """Who asks: a key's id, or "local" where no key is asked for."""
    caller: str = request.scope.get("trich.caller", "local")
    return caller


Serving = Annotated[Service, Depends(_service)]
Caller = Annotated[str, Depends(_caller)]
