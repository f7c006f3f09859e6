"""RTF: the text of a rich-text file: paragraphs, lists with their numbers, tables, footnotes after their paragraph.

Deleted and hidden text, running heads, pictures and fields' commands are left out. Text under a font of a legacy
encoding (.VnTime, VNI-Times) is read in that encoding, other text in the code page of its font or file. Control
words are those of Microsoft's RTF specification 1.9.1.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.encodings import Encoding, by_font, convert
from index.errors import BadInput
from index.formats import apart, table
from index.formats.draft import Draft, worded
from index.formats.package import damaged
from index.vietnamese import nfc

_LARGEST = 64 * 1024 * 1024
# Two million take five seconds; a long document has some hundred thousand.
_MOST_TOKENS = 2_000_000
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_SILENT = frozenset(
    re.findall(
        r"\w+",
        """
        annotation atnauthor atndate atnid atnref author background bkmkend bkmkstart buptim
        category colorschememapping colortbl comment company creatim datafield datastore doccomm
        falt filetbl fldinst footer footerf footerl footerr formfield ftncn ftnsep ftnsepc generator
        header headerf headerl headerr info keywords latentstyles listoverridetable listtable
        manager nonesttables nonshppict objclass objdata objname operator pgptbl pict printim
        private revtbl revtim rsidtbl rxe shprslt sn sp stylesheet subject sv tc template themedata
        title txe userprops xe xmlnstbl
        """,
    )
)
# Marked as to be passed over by old readers, yet holding words.
_KNOWN = frozenset(("shpinst", "footnote", "nesttableprops"))
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell": " ",
    "nestrow": "\n",
}  # fmt: skip
_MARKS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
# The edges of a column in two rows lie closer than this, in twips, of which a centimetre has 567.
_HAIR = 60
_DEEPEST = 1000
_MOST_SKIPS = 100
_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
}
_PAGES |= {
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one group of the file; `skips` counts the signs for old readers after a letter."""

    font: str | None = None
    silent: bool = False
    deleted: bool = False
    hidden: bool = False
    in_table: bool = False
    skips: int = 1
    destination: str = ""


@dataclass(slots=True)
class _Font:
    """A font of the file's table."""

    name: str = ""
    page: str | None = None


@dataclass(slots=True)
class _Row:
    """A row of a table: its cells' words, where each ends, in twips, and how it is joined to others; its left edge."""

    cells: list[str]
    ends: list[tuple[int, str]]
    left: int = 0


@dataclass(slots=True)
class _Text:
    """What has been read: finished lines, the table and paragraph at hand, the notes waiting for its end."""

    lines: list[str] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    ends: list[tuple[int, str]] = field(default_factory=list)
    left: int = 0
    joined: str = ""
    stretches: list[tuple[Encoding | None, list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    noted: int = 0
    converted: set[Encoding] = field(default_factory=set)

    def say(self, words: str, encoding: Encoding | None = None) -> None:
        """Add words to the paragraph."""
        if not self.stretches or self.stretches[-1][0] is not encoding:
            self.stretches.append((encoding, []))
        self.stretches[-1][1].append(words)

    def taken(self) -> str:
        """The paragraph's words, which are then begun anew."""
        words = ""
        for encoding, parts in self.stretches:
            raw = "".join(parts)
            words += convert(raw, encoding) if encoding else raw
            if encoding and not words.endswith(raw):
                self.converted.add(encoding)
        self.stretches = []
        # a letter beyond the first plane is written as two halves
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def end_paragraph(self, in_table: bool) -> None:
        """A paragraph's end: a line of the text, or of the cell at hand."""
        if in_table:
            self.say("\n", self.stretches[-1][0] if self.stretches else None)
            return
        self.end_table()
        self.lines += [line for line in map(str.strip, self.taken().split("\n")) if line]
        self.lines += self.notes
        self.notes = []

    def end_cell(self) -> None:
        """A cell's end."""
        self.cells.append(self.taken().strip())

    def begin_row(self) -> None:
        """What follows says anew where a row's cells end."""
        self.ends, self.left, self.joined = [], 0, ""

    def end_row(self) -> None:
        """A row's end."""
        self.rows.append(_Row(self.cells, self.ends, self.left))
        self.cells = []

    def end_table(self) -> None:
        """The table's end, where one was at hand."""
        if self.cells:
            self.end_row()
        if self.rows:
            placed = _placed(self.rows)
            self.lines += (
                table.bare([row.cells for row in self.rows]) if placed is None else table.lines(placed)
            )
            self.rows = []


def _placed(rows: Sequence[_Row]) -> list[list[str | None]] | None:
    """The cells of a table's rows at its columns, which are where cells end in any row; None if the file does not
    say where each ends, and the rows differ.
    """
    if any(len(row.ends) != len(row.cells) for row in rows):
        return [list(row.cells) for row in rows] if len({len(row.cells) for row in rows}) < 2 else None
    edges = _edges(place for row in rows for place in (row.left, *(end for end, _ in row.ends)))
    column = {place: at for at, near in enumerate(edges) for place in near}
    if len(edges) > table.MOST_COLUMNS:
        return None
    placed: list[list[str | None]] = []
    for row in rows:
        line: list[str | None] = [""] * column[row.left]
        for words, (end, joined) in zip(row.cells, row.ends, strict=True):
            at = len(line)
            above = placed[-1][at] if placed and at < len(placed[-1]) else None
            if joined == "clmrg" and line:
                line.append(None)
            else:
                line.append(table.repeated(above) if joined == "clvmrg" else words)
            line += [None] * (column[end] - len(line))
        placed.append(line)
    return placed


def _edges(places: Iterable[int]) -> list[list[int]]:
    """The edges of columns, from the left, each with the places near it: rows may differ by a hair."""
    edges: list[list[int]] = []
    for place in sorted(set(places)):
        if edges and place - edges[-1][0] < _HAIR:
            edges[-1].append(place)
        else:
            edges.append([place])
    return edges


def read(path: Path) -> Iterator[Draft]:
    """The one report of an .rtf file; BadInput if it is none or holds more than a report can."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    size = path.stat().st_size
    if size > _LARGEST:
        raise BadInput(
            "too_large",
            f"Tệp lớn {size // 1024**2} MB, quá giới hạn {_LARGEST // 1024**2} MB; hãy lưu thành .docx.",
            f"The file has {size // 1024**2} MB, over {_LARGEST // 1024**2} MB; save it as .docx.",
        )
    raw = path.read_bytes()
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise damaged()
    if raw.count(b"\\") + raw.count(b"{") > _MOST_TOKENS:
        raise BadInput(
            "too_large",
            "Tệp RTF có quá nhiều mã định dạng để đọc; hãy lưu thành .docx rồi thêm lại.",
            "The RTF file has too many control words to be read; save it as .docx and add it again.",
        )
    reader = _Reader(raw.decode("latin-1"))
    text = reader.text()
    return worded(text, fonts=sorted(reader.converted))


class _Reader:
    """One pass over a file's tokens."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.converted: set[Encoding] = set()
        self._text = _Text(converted=self.converted)
        self._outer: list[_Text] = []
        self._groups: list[_State] = []
        self._state = _State()
        self._fonts: dict[str, _Font] = {}
        self._naming = ""
        self._font: str | None = None
        self._page = "cp1252"
        self._bytes = bytearray()
        self._skip = 0
        self._is_starred = False

    def text(self) -> str:
        """The file's text."""
        place, end = 0, len(self._source)
        while place < end:
            token = _TOKEN.match(self._source, place)
            if token is None:  # a lone backslash at the end
                break
            place = token.end()
            word, number, byte, mark, brace, words = token.groups()
            if byte is not None:
                self._say_bytes(bytes((int(byte, 16),)), 1)
                continue
            if words is not None:
                self._say_bytes(words.encode("latin-1"), len(words))
                continue
            self._flush()
            if brace:
                if not self._braced(brace):
                    break
            elif word:
                if word == "bin" and number:
                    place += max(int(number), 0)
                self._command(word, number)
            elif mark:
                self._marked(mark)
        self._flush()
        while self._outer:
            self._close_note()
        self._text.end_paragraph(in_table=False)
        return "\n".join(self._text.lines)

    def _is_silent(self) -> bool:
        """Whether words here are no part of the text."""
        return self._state.silent or self._state.deleted or self._state.hidden

    def _say_bytes(self, raw: bytes, count: int) -> None:
        """Words in the font's encoding; those for old readers after a letter by number are passed over."""
        if self._skip:
            passed = min(self._skip, count)
            self._skip -= passed
            raw = raw[passed:]
        if self._state.destination == "fonttbl":
            if not self._state.silent:
                self._name_font(raw.decode("latin-1"))
        elif raw and not self._is_silent():
            self._bytes += raw

    def _flush(self) -> None:
        """Add the bytes gathered to the text."""
        if not self._bytes:
            return
        raw = bytes(self._bytes)
        self._bytes.clear()
        font = self._fonts.get(self._state.font or "", _Font())
        encoding = by_font(font.name) if font.name else None
        if encoding:
            self._text.say(raw.decode("latin-1"), encoding)
            return
        try:
            # Windows-1258 writes some tones apart from their letters
            self._text.say(nfc(raw.decode(font.page or self._page)))
        except UnicodeDecodeError:
            # byte for byte, so that an encoding nobody declared can still be told
            self._text.say(raw.decode("latin-1"))

    def _name_font(self, words: str) -> None:
        """Part of a font's name in the file's table of fonts."""
        font = self._fonts.setdefault(self._naming, _Font())
        font.name = (font.name + words.partition(";")[0])[:80]

    def _braced(self, brace: str) -> bool:
        """A group begins or ends; False after the whole file's."""
        self._skip = 0
        self._is_starred = False
        if brace == "{":
            if len(self._groups) >= _DEEPEST:
                raise damaged()
            self._groups.append(self._state)
            return True
        if not self._groups:
            return False
        ended = self._state
        self._state = self._groups.pop()
        if ended.destination == "footnote" and self._state.destination != "footnote":
            self._close_note()
        elif ended.destination == "listtext" and self._state.destination != "listtext":
            self._close_mark()
        return bool(self._groups)

    def _close_note(self) -> None:
        """Put a footnote with the paragraph that it belongs to."""
        if self._outer:
            note, self._text = self._text, self._outer.pop()
            note.end_paragraph(in_table=False)
            if note.lines:
                self._text.noted += 1
                self._text.notes += [f"({self._text.noted}) {note.lines[0]}", *note.lines[1:]]

    def _close_mark(self) -> None:
        """Put the mark of a list's item before its words."""
        mark, self._text = self._text, self._outer.pop()
        shown = " ".join(mark.taken().split())
        if shown:
            self._text.say(shown + " " if any(map(str.isalnum, shown)) else "- ")

    def _marked(self, mark: str) -> None:
        """A sign after a backslash."""
        self._skip = 0
        if mark == "*":
            self._is_starred = True
        elif mark in "\r\n":
            self._command("par", None)
        elif mark == "-" and not self._is_silent():
            # a soft hyphen's code is a letter under an old font: ư of TCVN3
            font = self._fonts.get(self._state.font or "", _Font())
            if encoding := by_font(font.name):
                self._text.say("\xad", encoding)
        elif not self._is_silent():
            self._text.say(_MARKS.get(mark, ""))

    def _command(self, word: str, number: str | None) -> None:
        """A control word."""
        self._skip = 0
        starred, self._is_starred = self._is_starred, False
        if word in _SILENT or (starred and word not in _KNOWN):
            self._state = replace(self._state, silent=True)
        elif word in ("v", "deleted"):
            self._toggle(word, number != "0")
        elif word in ("pard", "intbl"):
            self._state = replace(self._state, in_table=word == "intbl")
        elif word == "plain":
            self._state = replace(self._state, deleted=False, hidden=False, font=self._font)
        elif word in ("trowd", "trleft", "cellx", "clmrg", "clvmrg", "nesttableprops"):
            self._table_command(word, int(number or 0))
        elif word in ("f", "deff", "fcharset", "fonttbl", "ansicpg", "mac", "pc", "pca"):
            self._font_command(word, number or "")
        elif word in ("uc", "u"):
            self._unicode(word, int(number or 0))
        elif not self._state.silent:
            self._layout(word)

    def _toggle(self, word: str, on: bool) -> None:
        """Hidden or deleted text begins or ends."""
        if word == "v":
            self._state = replace(self._state, hidden=on)
        else:
            self._state = replace(self._state, deleted=on)

    def _table_command(self, word: str, number: int) -> None:
        """A control word that says where a row's cells stand; those of a table inside a cell are read as its words."""
        if word == "nesttableprops" or self._state.destination == "nesttableprops":
            self._state = replace(self._state, destination="nesttableprops")
        elif word == "trowd":
            self._text.begin_row()
        elif word == "trleft":
            self._text.left = number
        elif word == "cellx":
            self._text.ends.append((number, self._text.joined))
            self._text.joined = ""
        else:
            self._text.joined = word

    def _font_command(self, word: str, number: str) -> None:
        """A control word that names a font or the code page of one."""
        if word == "f" and self._state.destination == "fonttbl":
            self._naming = number
        elif word == "f":
            self._state = replace(self._state, font=number)
        elif word == "deff":
            self._font = number
            self._state = replace(self._state, font=number)
        elif word == "fonttbl":
            self._state = replace(self._state, destination="fonttbl")
        elif word == "fcharset" and number.isdigit():
            self._fonts.setdefault(self._naming, _Font()).page = _PAGES.get(int(number))
        elif word != "fcharset":
            name = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word, f"cp{number}")
            try:
                self._page = codecs.lookup(name).name
            except LookupError:
                return

    def _unicode(self, word: str, number: int) -> None:
        """A letter by its number, and how many signs for old readers follow such a letter."""
        if word == "uc":
            self._state = replace(self._state, skips=min(max(number, 0), _MOST_SKIPS))
            return
        self._skip = self._state.skips
        if not self._is_silent() and self._state.destination != "fonttbl":
            font = self._fonts.get(self._state.font or "", _Font())
            self._text.say(chr(number & 0xFFFF) if number & 0xFFFF >= 32 else "", by_font(font.name))

    def _layout(self, word: str) -> None:
        """A control word that ends or begins a part of the text."""
        if word in ("footnote", "listtext", "pntext"):
            destination = "footnote" if word == "footnote" else "listtext"
            if self._state.destination != destination:
                self._state = replace(self._state, destination=destination, in_table=False)
                self._outer.append(self._text)
                self._text = _Text(converted=self.converted)
        elif word in ("par", "sect", "page"):
            self._text.end_paragraph(self._state.in_table)
        elif word == "cell":
            self._text.end_cell()
        elif word == "row":
            self._text.end_row()
        elif word in _SIGNS and not self._is_silent():
            self._text.say(_SIGNS[word])
