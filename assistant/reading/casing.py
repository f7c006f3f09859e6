"""Casing: a question's words with the capitals that the found passages give them, however it was typed. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.cut import Cut
from assistant.understanding.wordings import is_typed_alike, named_places
from index.vietnamese import Term


def recased(question: Question, cuts: Sequence[Cut]) -> Question:
    """The question with its words, except provinces, capitalised as the passages do.

    A capital that was typed among small letters is kept: it may belong to a name that no passage has.
    """
    text = question.text
    if is_foreign(question) or not question.content:
        return question
    # the first word's capital says nothing
    typed_alike = is_typed_alike(text)
    capitals, abbreviations = _capitals(question, cuts)
    provinces = [(place.start, place.end) for place in named_places(text)]
    # among small letters a typed capital tells, of whatever word: "Anh" of a name
    written = list(text.lower() if typed_alike and len(text.lower()) == len(text) else text)
    for term in question.content:
        word = text[term.start : term.end]
        if term in abbreviations:
            written[term.start : term.end] = _alike(word, word.upper())
        elif term in capitals or (not typed_alike and term.start and word[0].isupper()):
            first = _alike(word[:1], word[:1].upper())
            rest = word[1:] if not typed_alike and term.start else _alike(word[1:], word[1:].lower())
            written[term.start : term.end] = [*first, *rest]
    for start, end in provinces:
        name = text[start:end]
        # one word is a name or its letters: "Huế", "HN", "TP.HCM"
        written[start:end] = _titled(name) if " " in name else _alike(name, name.upper())
    return replace(question, text="".join(written))


def _alike(word: str, cased: str) -> str:
    """A word in another case, if that has as many characters; else the word."""
    return cased if len(cased) == len(word) else word


def _titled(name: str) -> str:
    """A name with a capital at each word."""
    return "".join(
        _alike(char, char.upper() if place == 0 or not name[place - 1].isalpha() else char.lower())
        for place, char in enumerate(name)
    )


def _capitals(question: Question, cuts: Sequence[Cut]) -> tuple[set[Term], set[Term]]:
    """The question's words that the passages write with a capital more often than not, by themselves or beside their
    neighbour, and those they write in capitals alone; sentences' beginnings and headings in capitals apart.
    """
    terms = question.content
    wanted = {_form(question, term) for term in terms}
    alone: Counter[str] = Counter()
    shouted: Counter[str] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    for cut in cuts:
        for (begin, last), said in zip(cut.spans, cut.words, strict=True):
            if cut.report.text[begin:last].isupper() and len(said.row) > 1:
                continue  # a heading in capitals tells of no word how it is written
            row = said.written if question.accented else said.row
            before: tuple[str, bool] | None = None
            for place, word in enumerate(row):
                if word not in wanted:
                    before = None
                    continue
                start, end = begin + said.starts[place], begin + said.ends[place]
                capital = cut.report.text[start].isupper()
                if place:
                    alone[word] += 1 if capital else -1
                    shouted[word] += 1 if end - start > 1 and cut.report.text[start:end].isupper() else -1
                if before:
                    beside[before[0], word] += 1 if capital and before[1] else -1
                before = word, capital
    # without accents "viet" alone may be the name Việt
    found = {term for term in terms if question.accented and alone[_form(question, term)] > 0}
    for one, other in pairwise(terms):
        if beside[_form(question, one), _form(question, other)] > 0:
            found |= {one, other}
    return found, {term for term in terms if shouted[_form(question, term)] > 0}


def _form(question: Question, term: Term) -> str:
    """A term as it is compared: with accents where the question has them."""
    return term.exact if question.accented else term.folded
