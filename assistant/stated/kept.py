"""Kept: what is worked out of a text when first asked for, stays with it, and goes when it goes. Pure."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Generic, Protocol, TypeVar, TypeVarTuple

_A = TypeVarTuple("_A")
_T = TypeVar("_T")


class Keeping(Protocol):
    """Anything with room for what is found in it."""

    facts: dict[Hashable, object]


_K = TypeVar("_K", bound=Keeping)


class Once(Generic[_T]):
    """An attribute worked out when first asked for: `functools.cached_property` has one lock for all objects in Python
    3.11, at which a sentence would wait for the passages that are read beside it.
    """

    def __init__(self, work: Callable[[Any], _T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __get__(self, whole: object, owner: object) -> _T:
        """The value, from then on an attribute of the object itself."""
        value = self._work(whole)
        vars(whole)[self._work.__name__] = value
        return value


def remembered(work: Callable[[_K, *_A], _T]) -> Callable[[_K, *_A], _T]:
    """What a function finds in a text, kept with the text; its other arguments can be hashed."""

    @wraps(work)
    def found(whole: _K, *others: *_A) -> _T:
        """The value, worked out once."""
        key = (work, others) if others else work
        try:
            return whole.facts[key]  # type: ignore[return-value]  # as `work` gave it
        except KeyError:
            pass
        value = whole.facts[key] = work(whole, *others)
        return value

    return found
