"""Interrupt: Ctrl-C while a program is still being loaded, which there is nothing to do about but to end.

A program's first import is this file, so it imports next to nothing itself.
"""

import os
import signal

# As shells report a command that Ctrl-C ended.
INTERRUPTED = 130


def end_at_once() -> None:
    """Have Ctrl-C end this process without a word, until `raise_again`; not where it is to be ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))


def raise_again() -> None:
    """Have Ctrl-C raise KeyboardInterrupt as usual: the program is loaded and ends by itself."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
