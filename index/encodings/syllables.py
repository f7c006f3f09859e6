"""How Vietnamese a word reads: the grammar of the syllable, and how often official texts use each. Pure.

A legacy encoding is told from Unicode, and from another, by which reading gives the likelier words.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from index.memo import memo
from index.vietnamese import word_forms

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
# Rimes without their tone; those that end in c, ch, p or t bear only the acute or the dot below.
_OPEN = """
a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êng êu i ia im in inh iu
iêm iên iêng iêu yêm yên yêng yêu o oi om on ong oong oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo
ô ôi ôm ôn ông ơ ơi ơm ơn u ua ui um un ung uân uâng uây uê uênh uôi uôm uôn uông ư ưa ưi ưm ưng ưu ươi
ươm ươn ương ươu uơ uy uya uyên uyn uynh uyu y ynh
"""
_CLOSED = """
ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt yêt oc op ot ooc oac oach oap oat oăc
oăt oet ăk ôk ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôt ưc ưt ươc ươp ươt uych uyêt uyp uyt ych yt
"""


def _either(rimes: str) -> str:
    """The rimes as alternatives of a pattern, the longest first."""
    return "|".join(sorted(rimes.split(), key=len, reverse=True))


_SYLLABLE = re.compile(
    rf"(?:{_ONSETS})(?:(?P<open>{_either(_OPEN)})"
    rf"|(?:{_either(_CLOSED)}))"
)
# gh and ngh stand before e, ê, i and y; c, g and ng before all else (gì, giếng: g before i); ynh, ych and yt after u
# alone, which may be that of qu.
_SOFT = re.compile(r"(?:c(?!h)|ng(?!h))[eêiy]|(?:gh|ngh)[aăâoôơuư]|^g[eêy]|(?<!u)y(?:nh|ch|t)$")

# Natural logarithms: a syllable that the grammar allows but official texts lack; a word that is none.
UNSEEN = -15.0
FOREIGN = -17.0
# nghiêng, its accents apart, and some
_LONGEST = 12


def is_syllable(word: str) -> bool:
    """Whether a lower-case word in NFC is spelled as a Vietnamese syllable can be."""
    bare, tone = _split(word)
    match = _SYLLABLE.fullmatch(bare)
    if not match or _SOFT.search(bare):
        return False
    return match["open"] is not None or tone in ("\u0301", "\u0323")


def _split(word: str) -> tuple[str, str]:
    """The word without its tone, and the tone; a second tone stays, so that no rime fits."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((part for part in parts if part in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "", 1)), tone


def likelihood(word: str) -> float:
    """The natural logarithm of how often the word stands among words, at most 0; case does not count."""
    return _likelihood(word) if len(word) <= _LONGEST else FOREIGN


@memo(100_000)
def _likelihood(word: str) -> float:
    """What `likelihood` gives, worked out."""
    lower = unicodedata.normalize("NFC", word.lower())
    known = _known().get(lower)
    if known is not None:
        return known
    return UNSEEN if is_syllable(lower) else FOREIGN


def is_used(word: str) -> bool:
    """Whether official texts use a word given in its exact form; one without accents stands for those with."""
    return word in _used()


@lru_cache(maxsize=1)
def _used() -> frozenset[str]:
    """The exact and folded forms of the syllables in syllables.txt."""
    return frozenset(form for word in _known() for form in word_forms(word))


@lru_cache(maxsize=1)
def _known() -> dict[str, float]:
    """The syllables of syllables.txt to the logarithm that heads their line."""
    lines = (Path(__file__).parent / "syllables.txt").read_text("utf-8").splitlines()
    return {
        word: float(head)
        for head, _, words in (line.partition("\t") for line in lines if not line.startswith("#"))
        for word in words.split()
    }
