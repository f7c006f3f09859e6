"""When a model counts as silent, and when as speaking again."""

from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from assistant.writing import pulse
from assistant.writing.model_fault import fault
from assistant.writing.pulse import MOST_UNHEARD, SILENCE_S, Pulse
from index.errors import ModelFault


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The time, which the test moves on by `now`."""
    told = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(pulse, "time", SimpleNamespace(monotonic=lambda: told.now))
    return told


def timed_out(model: Pulse, clock: SimpleNamespace, seconds: float) -> None:
    """A call that was given up after so many seconds."""
    with pytest.raises(ModelFault), model.call():
        clock.now += seconds
        raise fault("model_timeout")


def test_some_that_wait_are_no_sign_many_are(clock: SimpleNamespace) -> None:
    """Eight calls that have waited long close it; fewer, or shorter ones, do not."""
    model = Pulse()
    with ExitStack() as waiting:
        for _ in range(MOST_UNHEARD - 1):
            waiting.enter_context(model.call())
        clock.now += 10 * SILENCE_S
        assert model.fault() is None
        waiting.enter_context(model.call())
        clock.now += SILENCE_S - 1
        assert model.fault() is None
        clock.now += 1
        silent = model.fault()
        assert silent and silent.code == "model_silent"
        with pytest.raises(ModelFault), model.call():
            pytest.fail("a silent model was called")


def test_a_word_to_anybody_opens_it(clock: SimpleNamespace) -> None:
    """Who waits in the queue of a model that answers one after the other does not close it."""
    model = Pulse()
    with ExitStack() as waiting:
        calls = [waiting.enter_context(model.call()) for _ in range(2 * MOST_UNHEARD)]
        for call in calls[:3]:
            clock.now += SILENCE_S
            assert model.fault()
            model.hear(call)
            assert model.fault() is None


def test_a_silent_model_is_tried_by_two_at_a_time(clock: SimpleNamespace) -> None:
    """After time-outs alone a call or two are still made; one that is heard lets everybody in again."""
    model = Pulse()
    for _ in range(MOST_UNHEARD):
        timed_out(model, clock, SILENCE_S)
    with model.call() as one, model.call():
        assert model.fault()
        model.hear(one)
        assert model.fault() is None


def test_what_is_left_soon_is_no_silence(clock: SimpleNamespace) -> None:
    """A client that goes after a moment says nothing of the model."""
    model = Pulse()
    for _ in range(2 * MOST_UNHEARD):
        with model.call():
            clock.now += 1
    with model.call(), model.call():
        assert model.fault() is None


def test_a_provider_that_says_no_has_spoken(clock: SimpleNamespace) -> None:
    """What is refused at once is told as what it is, and by everybody's own call."""
    model = Pulse()
    for _ in range(MOST_UNHEARD):
        timed_out(model, clock, SILENCE_S)
    with pytest.raises(ModelFault), model.call():
        raise fault("model_unreachable")
    with model.call(), model.call():
        assert model.fault() is None
