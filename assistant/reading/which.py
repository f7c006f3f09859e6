"""Which: the name behind the very thing that a question asks “which” of: “xã nào” by “xã Ngọc Phái”. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question, is_foreign
from assistant.reading.fit import CAPITAL, Fit
from assistant.reading.overlap import words
from index.vietnamese import fold

_NAME = re.compile(rf"{CAPITAL}(?:\s+{CAPITAL})*")
_FIGURE = re.compile(r"\d+\w*")


def which(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Where the thing a "which …" question asks for is followed by a name: "xã nào" by "xã Ngọc Phái"."""
    if is_foreign(question) or not question.head:
        return
    wanted = {question.head[-1].folded, *(term.folded for term in question.head[:1])}
    said = words(sentence)
    for place, word in enumerate(said.row[:-1]):
        following = said.starts[place + 1]
        if (
            word in wanted
            and (sentence[following].isupper() or sentence[following].isdigit())
            and not sentence[said.ends[place] : following].strip()
        ):
            name = _NAME.match(sentence, following) or _FIGURE.match(sentence, following)
            if name and not re.search(rf"(?<!\w){re.escape(fold(name.group()))}(?!\w)", given):
                yield Fit(said.starts[place], name.end(), 1.0)
