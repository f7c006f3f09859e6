"""Faults of a cause that the quote does not give: "do bão" of what rain has done. Pure."""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import covered
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import is_light, says
from assistant.stated.parsed import places
from assistant.stated.plain import listed
from assistant.stated.spotted import Spotted

_BECAUSE = Spotted("do|vì|bởi|nhờ", r"(?<!\w)(?<!tự )(?<!lý )(?<!lí )(?<!bởi )(?:bởi vì|do|vì|bởi|nhờ)(?!\w)")
# These words point back at what was said.
_THAT = listed("đó vậy thế sao này ấy đâu")
# Behind how many words at most the first stands that says what the cause is.
_NEAR = 3


def invented(pair: Pair) -> Iterator[Fault]:
    """The first word of a cause that neither the quote nor its title has."""
    if pair.foreign or pair.bare or pair.quote.bare:
        return
    for match in _BECAUSE.finditer(pair.sentence):
        last = pair.sentence.cell(match.end())[1]
        following = [word for word in pair.sentence.after(match.end(), _NEAR) if word.start < last]
        if not following or following[0].exact in _THAT:
            continue
        said = next((word for word in following if says(word, False) and not is_light(pair, word)), None)
        if (
            said
            and said.exact not in places(pair.quote, False)
            and said.exact not in places(pair.title, False)
            and said.start not in covered(pair.sentence, False)
            and not expanded(pair, said)
        ):
            yield fault("unsupported", f"{match.group()} {said.raw}")
