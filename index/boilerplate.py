"""Boilerplate: which spans of a saved page's text are the report's own words, and which the site put around them.

Only whole lines are dropped (and the start of a first line that holds date, section, title and lead at once),
and only what no report says of its subject: clocks, counters, menus, lists of other news, the paper's licence
and address, credits, captions that name nobody. Doubtful lines stay: a caption that names a person or a figure may be
the only line that tells a post. The title stays, once: it is often the sentence that states the decision. `furniture`
says what a line looks like; here its place counts. Pure.
"""

from dataclasses import dataclass

from index.furniture import (
    FlatLine,
    Line,
    closes,
    flat_line,
    has_words,
    is_caption,
    is_contact,
    is_control,
    is_credit,
    is_cut_off,
    is_date,
    is_gauge,
    is_labelled_date,
    is_licence,
    is_menu,
    is_news_item,
    is_official,
    is_other_news,
    is_picture_credit,
    is_prose,
    is_publisher,
    is_section,
    is_signature,
    lines_of,
    may_be_title,
    says_again,
)
from index.letterhead import KIND, is_body

Span = tuple[int, int]

# Date, counters, menu and title stand in the first lines of a page, if anywhere above its text.
_HEAD = 14


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a page's text stand.

    `clock` is a date line above the title, which may be the hour at which the page was saved; `posted` are
    the date lines beside the title, after the text, or with a label; `around` are all dropped lines: the
    names of paper and portal are among them.
    """

    body: tuple[Span, ...]
    title: Span | None
    clock: Line | None
    posted: tuple[Line, ...]
    around: tuple[Line, ...]


@dataclass(slots=True)
class _Page:
    """The lines of a page while they are judged; paragraphs run from `first` to `last`.

    Which lines are dates, controls and heads of other news is needed again and again, and worked out once.
    """

    lines: list[Line]
    dates: list[bool]
    controls: list[bool]
    others: list[bool]
    kept: list[bool]
    title: int | None
    first: int
    last: int
    site: bool

    def drop(self, index: int) -> None:
        """Take a line out of the body."""
        self.kept[index] = False


def body(text: str, start: int = 0, title: str | None = None) -> tuple[Span, ...]:
    """The half-open spans of `text`, from `start` on, that are the report's own words; none only without
    any.
    """
    return layout(text, start, title).body


def layout(text: str, start: int = 0, title: str | None = None) -> Layout:
    """The parts of the page in `text`, read from `start` on; `title` is the title where it is known
    already.
    """
    lines = lines_of(text, start)
    flat = flat_line(lines[0]) if lines else None
    prose = [index for index, line in enumerate(lines) if is_prose(line)]
    dates, controls, others = (list(map(judge, lines)) for judge in (is_date, is_control, is_other_news))
    end = _end_of_report(lines, prose, others)
    prose = [index for index in prose if index < end]
    page = _Page(
        lines,
        dates,
        controls,
        others,
        kept=[index < end for index in range(len(lines))],
        title=None,
        first=prose[0] if prose else min(len(lines), 6),
        last=prose[-1] if prose else len(lines) - 1,
        # what gives away that the text was saved from a web page
        site=any(dates) or any(controls) or any(others),
    )
    if title:
        page.title = next((i for i, line in enumerate(lines[:_HEAD]) if says_again(line, title)), None)
    elif not flat:
        page.title = _title(lines, dates, page.first)
    _drop_head(page)
    _drop_furniture(page)
    _drop_other_news(page)
    if prose:
        _drop_tail(page)
    _drop_repeated_title(page, title or (text[slice(*flat.title)] if flat and flat.title else None))
    _drop_edges(page)
    return _laid_out(page, flat, text, start)


def whole(text: str, start: int = 0) -> Layout:
    """The parts of a text that is the report from `start` to its end."""
    return Layout(_stripped(text, start), None, None, (), ())


def _stripped(text: str, start: int) -> tuple[Span, ...]:
    """The text from `start` on as one span without outer white space; none if there is nothing else."""
    own = text[start:]
    begin, end = start + len(own) - len(own.lstrip()), start + len(own.rstrip())
    return ((begin, end),) if begin < end else ()


def _end_of_report(lines: list[Line], prose: list[int], others: list[bool]) -> int:
    """The index from which nothing is the report's: a list of other news after the report's closing mark."""
    paragraphs = frozenset(prose)
    last: int | None = None
    for index in range(len(lines)) if any(others) else ():
        if others[index] and last is not None and any(map(closes, lines[last:index])):
            return index
        if index in paragraphs:
            last = index
    return len(lines)


def _title(lines: list[Line], dates: list[bool], first: int) -> int | None:
    """Which line is the title: the one above the date line, else the first of the head that could be one."""
    head = lines[:_HEAD]
    when = [index for index, _ in enumerate(head) if dates[index]]
    candidates = [index for index, line in enumerate(head) if may_be_title(line)]
    # whose report it is, in capitals above what report: "SỞ Y TẾ THANH HÓA", "Báo cáo kết quả tiêm chủng"
    if len(candidates) > 1 and is_body(head[candidates[0]].text) and KIND.match(head[candidates[1]].bare):
        del candidates[0]
    below = [index for index in when if candidates and candidates[0] < index]
    if below:
        # a long title may look like a paragraph, but only right above its date
        above = [i for i in candidates if i < below[0] and (i < first or i == first == below[0] - 1)]
        if above:
            # a title and a line under it; what is more is the site's
            return above[0] if len(above) <= 2 else above[-1]
    begin = when[-1] + 1 if when and when[-1] <= first else 0
    for index in candidates:
        if begin <= index <= max(first, begin) and index < len(lines) - 1 and not is_prose(lines[index]):
            return index
    return None


def _drop_head(page: _Page) -> None:
    """Drop dates, counters and menus from above the first paragraph."""
    until = min(page.first, _HEAD)
    if page.title is not None and page.title >= page.first:
        until = page.title + 3
    run = 0
    for index, line in enumerate(page.lines[:until]):
        if index == page.title:
            continue
        if page.dates[index] or is_gauge(line):
            page.drop(index)
        if page.title is None or index > page.title or not page.site:
            continue
        if is_menu(line) or is_publisher(line):
            page.drop(index)
        run = run + 1 if len(line.bare) <= 35 and not line.ends else 0
        if run >= 3:
            for each in range(index - run + 1, index + 1):
                page.drop(each)


def _drop_furniture(page: _Page) -> None:
    """Drop from anywhere what only a page has: buttons, counters, files, picture credits, bare captions."""
    for index, line in enumerate(page.lines):
        if index != page.title and (
            page.controls[index] or is_labelled_date(line) or is_picture_credit(line) or is_caption(line)
        ):
            page.drop(index)


def _drop_other_news(page: _Page) -> None:
    """Drop a list of other news inside the report: its heading and what follows up to the next paragraph."""
    inside = False
    for index, line in enumerate(page.lines[: page.last + 1] if any(page.others) else ()):
        if page.others[index]:
            inside = True
        elif inside and is_prose(line) and not is_cut_off(line):
            inside = False
        if inside:
            page.drop(index)


def _drop_tail(page: _Page) -> None:
    """Drop what stands after the last paragraph: who wrote it, other sections, the paper's licence and
    address.
    """
    tail = range(page.last + 1, len(page.lines))
    if any(is_official(page.lines[index]) for index in tail):
        # an official letter's end says who signed it and who received it
        return
    _drop_signature(page, tail)
    begins = _site_begins(page, tail)
    for index in tail:
        line = page.lines[index]
        if (
            index >= begins
            or page.dates[index]
            or is_credit(line)
            or is_licence(line)
            or is_news_item(line)
            or (is_publisher(line) and line.text.isupper())
        ):
            page.drop(index)


def _site_begins(page: _Page, tail: range) -> int:
    """The index in the tail from which on everything is the site's."""
    lines = page.lines
    found = [i for i in tail if page.others[i] or (page.site and is_section(lines[i]))]
    licence = [index for index in tail if is_licence(lines[index])]
    address = [index for index in tail if is_publisher(lines[index]) or is_contact(lines[index])]
    if licence and len(licence) + len(address) > 1:
        found += licence + address
    return min(found, default=len(lines))


def _drop_signature(page: _Page, tail: range) -> None:
    """Drop one or two lines that are a writer's name, but not a list of names."""
    kept = [index for index in tail if page.kept[index]]
    signed = 0
    while signed < len(kept) and is_signature(page.lines[kept[signed]]):
        signed += 1
    if signed <= 2 and not page.lines[page.last].text.endswith(":"):
        for index in kept[:signed]:
            page.drop(index)
    # after a last short sentence or a table it stands alone
    kept = [index for index in tail if page.kept[index]]
    if (
        len(kept) > 1
        and is_signature(page.lines[kept[-1]])
        and page.lines[kept[-2]].text.endswith((".", "!"))
    ):
        page.drop(kept[-1])


def _drop_repeated_title(page: _Page, title: str | None) -> None:
    """Drop lines that say the title again, as pictures' captions do; where it stands nowhere else, one
    stays.
    """
    title = page.lines[page.title].text if page.title is not None else title
    if not title:
        return
    first = page.title
    for index, line in enumerate(page.lines):
        if index == first or not page.kept[index] or not says_again(line, title):
            continue
        if first is None:
            first = index
        else:
            page.drop(index)


def _drop_edges(page: _Page) -> None:
    """Drop lines without a word from both ends of the body."""
    for order in (range(len(page.lines)), reversed(range(len(page.lines)))):
        for index in order:
            if page.kept[index] and has_words(page.lines[index]):
                break
            page.drop(index)


def _laid_out(page: _Page, flat: FlatLine | None, text: str, start: int) -> Layout:
    """The judged page as a Layout."""
    lines = page.lines
    top = page.title if page.title is not None else next((i for i, kept in enumerate(page.kept) if kept), 0)
    when = [index for index, _ in enumerate(lines) if page.dates[index]]
    posted = [
        lines[index]
        for index in when
        if is_labelled_date(lines[index]) or top < index < page.first + 3 or page.last < index
    ]
    if flat and flat.date:
        posted.insert(0, flat.date)
    title = flat.title if flat else None
    if page.title is not None:
        title = (lines[page.title].start, lines[page.title].end)
    return Layout(
        body=_spans(page, flat, text, start),
        title=title,
        clock=next((lines[index] for index in reversed(when) if index < top), None),
        posted=tuple(posted),
        around=tuple(line for line, kept in zip(lines, page.kept, strict=True) if not kept),
    )


def _spans(page: _Page, flat: FlatLine | None, text: str, start: int) -> tuple[Span, ...]:
    """The kept lines as spans, those with nothing but white space between them as one."""
    spans: list[Span] = []
    joined = False
    for index, line in enumerate(page.lines):
        if index == 0 and flat:
            spans += [flat.title, flat.rest] if flat.title else [flat.rest]
        elif page.kept[index] and joined and text[spans[-1][1] : line.start].isspace():
            spans[-1] = (spans[-1][0], line.end)
        elif page.kept[index]:
            spans.append((line.start, line.end))
        joined = bool(spans) and (page.kept[index] or index == 0)
    # a page of furniture alone is still what somebody added
    return tuple(spans) or _stripped(text, start)
