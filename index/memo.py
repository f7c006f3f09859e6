"""Memo: what functions remember of the texts they were given, and the one call that makes all of them forget.

Whatever holds words of reports in memory beyond the call that needed it is known here: a function by `memo`, a value
with a `cache_clear` of its own by `held`. When a report leaves the store, its words leave all of them (`forget`). Plain
`functools.lru_cache` is for the program's own files.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper


class Holder(Protocol):
    """Anything that holds words and can let go of them."""

    def cache_clear(self) -> None:
        """Hold nothing."""


_T = TypeVar("_T")
_H = TypeVar("_H", bound=Holder)

_holders: "WeakSet[Any]" = WeakSet()


def memo(most: int) -> Callable[[Callable[..., _T]], "_lru_cache_wrapper[_T]"]:
    """A function's last `most` results, kept until `forget`."""
    return lambda work: held(lru_cache(most)(work))


def held(holder: _H) -> _H:
    """The holder, which forgets with the others for as long as it lives."""
    _holders.add(holder)
    return holder


def forget() -> None:
    """Have every holder let go of what it holds; what is at work goes on and works it out again."""
    for holder in tuple(_holders):
        holder.cache_clear()
    re.purge()  # patterns are made of words, too
