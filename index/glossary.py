"""Glossary: the Vietnamese renderings of English words and phrases, from glossary.tsv. Pure.

How much a rendering weighs in a search is left to the ranking. The file has base forms; plurals, tenses and the like
are reduced to them here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from index.memo import memo

# Words that ask or join: no Vietnamese wording of theirs finds anything.
_STOP = """
a about ain all also am an and another any anybody anyone anything are aren as at be been being both but by
can cannot could couldn d did didn do does doesn doing don done each either else every everybody for from
get gets getting going got gotten had hadn has hasn have haven having he her here hers herself him himself
his how i if in into is isn it its itself just let lets ll lot lots m many me might more much must mustn my
myself neither no none nor not nothing of off on or our ours ourselves out over own per please re shall she
should shouldn so some somebody someone something such t than that the their theirs them themselves then
there these they this those to too up upon us ve very was wasn we were weren what whatever when where
whether which while who whom whose why will with would wouldn yes you your yours yourself
"""
STOP = frozenset(_STOP.split())

# A base form, then the forms that no rule brings back to it; British spellings stand with the American.
_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; become became; begin began begun; bend
bent; bind bound; bite bit bitten; blow blew blown; break broke broken; breed bred; bring brought; build
built; burn burnt; buy bought; catch caught caught; choose chose chosen; cling clung; come came; creep
crept; deal dealt; die dying; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; fight fought; find found; flee fled; fly flew flown; forbid
forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given;
go goes went gone; grind ground; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep
kept; kneel knelt; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt; lend lent; lie
lying lain; light lit; lose lost; make made; mean meant; meet met; mistake mistook mistaken; misunderstand
misunderstood; overcome overcame; oversee oversaw overseen; overthrow overthrew overthrown; pay paid;
rebuild rebuilt; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek
sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk;
sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; smell smelt; sow sown; speak spoke spoken;
speed sped; spend spent; spin spun; spoil spoilt; stand stood; steal stole stolen; stick stuck; sting stung;
strike struck stricken; strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; tie tying;
undergo undergoes underwent undergone; understand understood; undertake undertook undertaken; uphold upheld;
wake woke woken; wear wore worn; weave wove woven; weep wept; win won; withdraw withdrew withdrawn;
withstand withstood; write wrote written;
analysis analyses; axis axes; bacteria bacterium bacterial; basis bases; brother brethren; businessman
businessmen businesswoman businesswomen; calf calves; chairman chairmen chairwoman; child children; crisis
crises; criterion criterions; diagnosis diagnoses; fisherman fishermen; foot feet; formula
formulae; fungus fungi; goose geese; half halves; hero heroes; hypothesis hypotheses; knife knives; leaf
leaves; life lives; man men; matrix matrices; medium mediums; mouse mice; nucleus nuclei; ox oxen; 
phenomenon phenomena; policeman policemen policewoman; potato potatoes; shelf shelves;
spokesman spokesmen spokeswoman; statesman statesmen; statistic stats; thief thieves; tomato tomatoes; tooth
teeth; volcano volcanoes; wife wives; wolf wolves; woman women;
bad badly; big bigger; deep deeper deepest; early earliest; far farther farthest further furthest; fast
faster; good well; happy happier; heavy heavier; long longest; near nearer; old elder eldest; poor poorer;
rich richer; short shorter; strong stronger; tall taller; true truly; whole wholly; wide wider; young
younger;
aluminum aluminium; analyze analyse analysed analysing; armor armour; catalog catalogue; center centre
centres; centimeter centimetre centimetres; defense defence; draft draught; enroll enrol; fiber fibre;
fulfill fulfil; gray grey; jewelry jewellery; kilometer kilometre kilometres; license licence licences;
liter litre litres; maneuver manoeuvre; meter metre metres; millimeter millimetre millimetres; mold mould;
offense offence; plow plough; practice practise practised practising; program programme programmes; skillful
skilful; sulfur sulphur; theater theatre theatres; tire tyre; ton tonne tonnes
"""
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")


class Translation(NamedTuple):
    """Vietnamese renderings, the commonest first, of words[first:last] of an English question."""

    first: int
    last: int
    renderings: tuple[str, ...]


def translations(words: Sequence[str]) -> list[Translation]:
    """The renderings of an English question's words (lower case, in order): spans in order, none overlapping.

    The longest phrase that the glossary knows wins; a stop word alone and an unknown word give nothing.
    """
    kept = [(index, bare) for index, word in enumerate(words) if (bare := _bare(word))]
    found: list[Translation] = []
    at = 0
    while at < len(kept):
        length, renderings = _longest([bare for _, bare in kept[at : at + _widest()]])
        if renderings:
            found.append(Translation(kept[at][0], kept[at + length - 1][0] + 1, renderings))
        at += max(length, 1)
    return found


def _bare(word: str) -> str:
    """The word without its possessive ending; empty for a lone `s`, which such an ending leaves behind."""
    plain = word.translate(_APOSTROPHES).removesuffix("'s").strip("'")
    return "" if plain == "s" else plain


def _longest(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many of the first words make the longest known phrase, and its renderings; (0, ()) if none does."""
    entries, openings = _glossary()
    best, key = 0, ""
    heads = [""]
    for count, word in enumerate(words, 1):
        heads = [
            phrase
            for head in heads
            for form in forms(word)
            if (phrase := f"{head} {form}".lstrip()) in openings or phrase in entries
        ]
        whole = next((phrase for phrase in heads if phrase in entries), "")
        if whole and (count > 1 or word not in STOP):
            best, key = count, whole
        if not heads:
            break
    return best, tuple(entries[key].split("; ")) if key else ()


@memo(20_000)
def forms(word: str) -> tuple[str, ...]:
    """The word and the base forms it may be a form of, likeliest first, none twice; most are no words."""
    base = [word, *_irregular().get(word, ()), *_stripped(word)]
    return tuple(dict.fromkeys(form for one in base for form in (one, *_american(one))))


def _stripped(word: str) -> Iterator[str]:
    """What stands before a regular ending: plural, third person, past, -ing, -est, -ly."""
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        yield word[:-1]
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes", "uses")):
        yield word[:-2]
    if word.endswith("ily") and len(word) > 5:
        yield word[:-3] + "y"
    if word.endswith("ly") and len(word) > 4:
        yield word[:-2]  # quickly
        yield word[:-1] + "e"  # notably
        yield word[:-4] if word.endswith("ally") else word  # historically
    for ending in ("ed", "ing", "est"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield from _opened(word.removesuffix(ending))


def _opened(stem: str) -> Iterator[str]:
    """The base forms of a stem that -ed, -ing or -est leaves: help; plann → plan; studi → study; us → use."""
    yield stem
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    yield stem + "e"


def _american(word: str) -> Iterator[str]:
    """The American spelling of a British one, where a rule gives it."""
    if "is" in word:
        yield re.sub(r"is(ation|e)", r"iz\1", word)
    if "our" in word:
        yield word.replace("our", "or")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    """Each irregular form to its base forms."""
    table: dict[str, tuple[str, ...]] = {}
    for line in _IRREGULAR.split(";"):
        base, *others = line.split()
        for other in others:
            table[other] = (*table.get(other, ()), base)
    return table


@lru_cache(maxsize=1)
def _glossary() -> tuple[dict[str, str], set[str]]:
    """The glossary's phrases (one space between words) to their renderings, and how longer ones open."""
    entries: dict[str, str] = {}
    openings: set[str] = set()
    for line in (Path(__file__).parent / "glossary.tsv").read_text("utf-8").splitlines():
        english, _, renderings = line.partition("\t")
        phrase = english.lower()
        if not phrase.isalpha():
            words = [word for word in _TOKEN.findall(phrase) if word != "s"]
            openings.update(" ".join(words[:count]) for count in range(1, len(words)))
            phrase = " ".join(words)
        entries[phrase] = renderings
    return entries, openings


def renderings() -> Iterator[str]:
    """Every Vietnamese rendering that the glossary has."""
    return chain.from_iterable(entry.split("; ") for entry in _glossary()[0].values())


def says_the_same(one: str, other: str) -> bool:
    """Whether two Vietnamese wordings, in small letters, are renderings of one English word or phrase."""
    return not _rendered().get(one, frozenset()).isdisjoint(_rendered().get(other, ()))


@lru_cache(maxsize=1)
def _rendered() -> dict[str, frozenset[str]]:
    """Each Vietnamese rendering with what it renders."""
    found: dict[str, set[str]] = {}
    for phrase, entry in _glossary()[0].items():
        for rendering in entry.split("; "):
            found.setdefault(rendering, set()).add(phrase)
    return {rendering: frozenset(phrases) for rendering, phrases in found.items()}


@lru_cache(maxsize=1)
def _widest() -> int:
    """How many words the longest phrase has."""
    return max(phrase.count(" ") for phrase in _glossary()[0]) + 1
