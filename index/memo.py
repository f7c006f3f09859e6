"""Memo: what functions remember of the texts they were given, and the one call that makes all of them forget.

Whatever keeps words of reports in memory beyond the call that needed them is registered here: a function by `memo`, a
value with its own `cache_clear` by `held`. When a report leaves the store, all of them `forget`. Plain
`functools.lru_cache` is only for the program's own files.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper


class Holder(Protocol):
    """Anything that keeps words and can forget them."""

    def cache_clear(self) -> None:
        """Forget everything."""


_T = TypeVar("_T")
_H = TypeVar("_H", bound=Holder)

_holders: "WeakSet[Any]" = WeakSet()


def memo(most: int) -> Callable[[Callable[..., _T]], "_lru_cache_wrapper[_T]"]:
    """A function's last `most` results, kept until `forget`."""
    return lambda work: held(lru_cache(most)(work))


def held(holder: _H) -> _H:
    """Register a holder, which forgets along with the others for as long as it lives; returns it."""
    _holders.add(holder)
    return holder


def forget() -> None:
    """Make every holder forget; what is running goes on and works things out again."""
    for holder in tuple(_holders):
        holder.cache_clear()
    re.purge()  # patterns are made of words, too
