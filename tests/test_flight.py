"""Two identical questions at the same moment: one call, and each reader gets the whole answer, whoever leaves."""

import threading
from collections.abc import Callable, Generator, Iterator

import pytest
from standin import Failure, Reply, StandIn

from assistant.answer import Event
from assistant.assistant import Assistant
from assistant.writing import flight
from assistant.writing.flight import Flights
from index import Index

pytestmark = pytest.mark.usefixtures("bare_environment")

ASK = "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa vụ đông xuân năm 2023?"
GOOD = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa. [1]"
WAIT_S = 60


class Reader:
    """One who asks in a thread of its own; leaves after the first event that `leaves` names."""

    def __init__(self, assistant: Assistant, leaves: Callable[[Event], bool] | None = None) -> None:
        self.events: list[Event] = []
        self.begun = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(assistant.stream(ASK), leaves), daemon=True)
        self._thread.start()

    def _read(self, events: Iterator[Event], leaves: Callable[[Event], bool] | None) -> None:
        """Read the events until the end, or until it leaves."""
        for event in events:
            self.events.append(event)
            self.begun.set()
            if leaves and leaves(event):
                events.close()  # type: ignore[attr-defined]  # a generator, as `stream` gives
                return

    def names(self) -> list[str]:
        """The names of its events, once it has read all."""
        self._thread.join(WAIT_S)
        assert not self._thread.is_alive()
        return [event.name for event in self.events]


@pytest.fixture
def assistant(index: Index, provider: StandIn, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """An assistant whose model is the stand-in, and may be silent while a busy machine lets the second come."""
    monkeypatch.setattr(flight, "SILENCE_S", WAIT_S)
    return Assistant.over(index, "openai:standin", provider.base_url)


def test_the_second_reads_the_answer_that_the_first_asked_for(
    assistant: Assistant, provider: StandIn
) -> None:
    """One call is made; both get the same events, and only the first is told what they cost."""
    gate = threading.Event()
    provider.enqueue(Reply(GOOD, gate=gate, usage=(300, 40)))

    first = Reader(assistant)
    assert first.begun.wait(WAIT_S)
    second = Reader(assistant)
    assert second.begun.wait(WAIT_S)
    gate.set()

    assert first.names() == second.names()
    assert len(provider.requests) == 1
    one, other = (reader.events[-1].data for reader in (first, second))
    assert one["answer"] == other["answer"] and one["citations"] == other["citations"]
    assert (one["timings"]["model_calls"], other["timings"]["model_calls"]) == (1, 0)


def test_who_leaves_takes_nothing_from_who_stays(assistant: Assistant, provider: StandIn) -> None:
    """The first is stopped by its client while the model writes; the second has its answer, of the same call."""
    gate, joined = threading.Event(), threading.Event()
    provider.enqueue(Reply(GOOD, gate=gate))

    first = Reader(assistant, leaves=lambda event: event.name == "delta" and joined.wait(WAIT_S))
    assert first.begun.wait(WAIT_S)
    second = Reader(assistant)
    assert second.begun.wait(WAIT_S)
    joined.set()
    assert first.names()[-1] == "delta"
    gate.set()

    assert second.names()[-1] == "done"
    assert second.events[-1].data["status"] == "answered"
    assert len(provider.requests) == 1


def test_a_failure_is_shared_and_not_kept(assistant: Assistant, provider: StandIn) -> None:
    """A provider that fails leaves both with quotes; asked once more, it is asked once more."""
    provider.enqueue(Failure(500), Reply(GOOD))

    failed = Reader(assistant)
    assert "notice" in failed.names()
    again = Reader(assistant)

    assert again.names()[-1] == "done" and again.events[-1].data["model"]
    assert len(provider.requests) == 2


def test_a_fault_reaches_every_reader_and_the_last_to_leave_stops_the_work() -> None:
    """What the source raises is raised to each; one that nobody reads any more is closed, and begun anew when asked."""
    flights: Flights[str] = Flights()
    closed: list[str] = []

    def source(name: str, fault: Exception | None) -> Generator[Event, None, str]:
        """One event, then a fault or the end."""
        try:
            yield Event("start", {"name": name})
            if fault:
                raise fault
        finally:
            closed.append(name)
        return name

    (one, begun), (other, joined) = (
        flights.join("key", lambda: source("a", ValueError("x"))) for _ in range(2)
    )
    assert one is other and begun and not joined
    for each in (one, other):
        with pytest.raises(ValueError, match="x"):
            list(each.read())

    left, _ = flights.join("key", lambda: source("b", None))
    reading = left.read()
    assert next(reading).data == {"name": "b"}
    reading.close()
    assert closed == ["a", "b"]
    anew, begun = flights.join("key", lambda: source("c", None))
    assert begun and [event.data["name"] for event in anew.read()] == ["c"]


def test_a_silent_one_is_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks again when nothing has come for long has another try; the first goes on for who waits for it."""
    flights: Flights[str] = Flights()

    def source(name: str) -> Generator[Event, None, str]:
        """One event, then the end."""
        yield Event("start", {"name": name})
        return name

    first, _ = flights.join("key", lambda: source("a"))
    monkeypatch.setattr(flight, "SILENCE_S", 0.0)
    second, begun = flights.join("key", lambda: source("b"))
    assert begun
    for each, name in ((second, "b"), (first, "a")):
        assert [event.data["name"] for event in each.read()] == [name]
