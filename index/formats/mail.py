"""EML: a mail's words as one report, and each attachment as a report of its own.

The subject is the title, the day it was sent the publish date, the sender the source. Words are read in the
encoding that the mail names, and where that does not fit in the one that their bytes show. A web page saved
as one file (.mht) has the same form and is read here too.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from index.encodings import Decoded, Encoding
from index.errors import BadInput
from index.formats import html
from index.formats.draft import Draft, said
from index.formats.member import BadMember, Room, drafts, laid_down, shown, unsafe
from index.formats.package import damaged
from index.formats.text import decoded, recognised
from index.vietnamese import nfc

Part: TypeAlias = "Message[str, str]"

_LARGEST = 48 * 1024 * 1024
# Parts inside parts take time that grows with both; no mail program makes so many.
_MOST_BOUNDARIES = 200
_MOST_PARTS = 1000
# Lines that could part them; each costs the parser time.
_MOST_LINES = 20_000
_LONGEST_HEADER = 10_000
_SHOWN_WITHIN = re.compile(r"""\bcid:([^\s"'<>)]{1,200})""", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
# A scan of a page, which may be pasted among the words as well, takes more.
_LARGEST_DECORATION = 64 * 1024
# What a mail's header can raise in Python's own parser.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, HeaderParseError)


class _Policy(policy.Compat32):
    """Python's own policy for mails, but header words in raw UTF-8 are read as letters and not as broken bytes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header's name and value."""
        name, value = super().header_source_parse(sourcelines)
        # the parsers of addresses and dates take their time with each letter
        value = value[:_LONGEST_HEADER]
        if value.isascii():
            return name, value
        try:
            return name, decoded(value.encode("utf-8", "surrogateescape"))
        except BadInput:
            return name, value.encode("ascii", "replace").decode()


def read(path: Path, room: Room | None = None) -> Iterator[Draft | BadInput]:
    """The report of a mail's words, then those of its attachments; BadInput if it is no mail."""
    mail = _parsed(path)
    room = room or Room()
    parts = [each for each in _leaves(mail) if not each.is_multipart() or _is_mail(each)]
    shown_within = _pictures_within(parts)
    attached = [each for each in parts if _is_attached(each, mail) and not _is_decoration(each, shown_within)]
    title, source, published = _header(mail, "subject"), _sender(mail), _day(mail)
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        words = _words([each for each in parts if each not in attached], Path(folder))
        if words is None and not attached:
            raise BadInput(
                "no_text",
                "Thư không có chữ nào, cũng không có tệp đính kèm; hãy lưu lại thư rồi thêm lại.",
                "The mail holds no words and no attachment; save it again and add it again.",
            )
        if words is not None:
            text = words.text
            if _is_saved_page(mail):
                title = words.value("title") or title
            if title and "".join(title.split()) not in "".join(text.split()):
                text = f"{title}\n\n{text}"
            url = _header(mail, "snapshot-content-location") or _header(mail, "content-location")
            url = url if url and url.startswith(("http://", "https://")) else None
            if _is_saved_page(mail):
                # the sender is a browser, and the day that of saving
                of_page = {**said("mail", title=title, url=url), **words.said}
                yield replace(words, text=text, said=of_page, facts=None)
            else:
                head = said("mail", title=title, source=source, published=published, url=url)
                yield replace(words, text=text, page=None, said={**words.said, **head}, facts=None)
        taken: set[str] = set()
        for number, each in enumerate(attached):
            yield from _attachment(each, number, taken, Path(folder), room)


def _parsed(path: Path) -> Part:
    """The mail; BadInput if the file is none or too large."""
    size = path.stat().st_size
    if size > _LARGEST:
        most = _LARGEST // 1024**2
        raise BadInput(
            "too_large",
            f"Thư lớn {size // 1024**2} MB, quá giới hạn {most} MB; hãy lưu riêng các tệp kèm.",
            f"The mail has {size // 1024**2} MB, over the limit of {most} MB; save its files apart.",
        )
    raw = path.read_bytes()
    if raw.lower().count(b"boundary=") > _MOST_BOUNDARIES or raw.count(b"\n--") > _MOST_LINES:
        raise damaged()
    try:
        mail = BytesParser(policy=_Policy()).parsebytes(raw)
    except (*_FAULTS, RecursionError) as error:
        raise damaged() from error
    if not any(mail.get(name) for name in ("from", "subject", "date", "mime-version", "received")):
        raise BadInput(
            "corrupt_file",
            "Tệp không phải thư điện tử; hãy lưu lại thư ở dạng .eml.",
            "The file is no mail; save the mail as .eml again.",
        )
    return mail


def _leaves(part: Part) -> Iterator[Part]:
    """The parts without parts of their own, and the mails inside the mail; not what is inside those."""
    waiting, count = [part], 0
    while waiting and count < _MOST_PARTS:
        each = waiting.pop()
        count += 1
        payload = each.get_payload()
        if isinstance(payload, list) and (each is part or not _is_mail(each)):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield each


def _is_mail(part: Part) -> bool:
    """Whether the part is a mail that was forwarded as it is."""
    return part.get_content_type() == "message/rfc822"


def _is_saved_page(mail: Part) -> bool:
    """Whether the mail is a web page that a browser saved as one file."""
    return bool(_header(mail, "snapshot-content-location")) or str(mail.get("from", "")).lower().startswith(
        "<saved by"
    )


def _is_attached(part: Part, mail: Part) -> bool:
    """Whether the part is a file of its own: attached, or named and neither words nor a picture in them."""
    if part is mail:
        return False
    kind, disposition = part.get_content_maintype(), str(part.get("content-disposition", "")).lower()
    if disposition.startswith("attachment") or _is_mail(part):
        return True
    if kind in ("image", "audio", "video", "text") and not (kind == "text" and _filename(part)):
        return False
    return bool(_filename(part)) and mail.get_content_subtype() != "related"


def _pictures_within(parts: list[Part]) -> frozenset[str]:
    """The ids of what a mail's pages show among their words."""
    found: set[str] = set()
    for page in (each for each in parts if each.get_content_type() == "text/html"):
        # one that does not unpack shows nothing; whether the mail needs it is seen when its words are read
        with suppress(BadInput):
            found.update(map(unquote, _SHOWN_WITHIN.findall(_text(page).text)))
    return frozenset(found)


def _is_decoration(part: Part, shown_within: frozenset[str]) -> bool:
    """Whether the part is a small picture among the mail's words, as a signature's logo is: no file of its own."""
    name = str(part.get("content-id", "")).strip("<> ")
    if name not in shown_within or part.is_multipart():
        return False
    is_picture = part.get_content_maintype() == "image" or (_filename(part) or "").lower().endswith(_PICTURES)
    return is_picture and len(_bytes(part)) <= _LARGEST_DECORATION


def _words(parts: list[Part], folder: Path) -> Draft | None:
    """The words of the mail itself: its plain text, else its page."""
    plain = [each for each in parts if each.get_content_type() == "text/plain"]
    read = [_text(each) for each in plain]
    words = "\n".join(each.text for each in read if each.text.strip())
    if words.strip():
        whole = "\n".join(line.rstrip() for line in words.split("\n")).strip()
        names = dict.fromkeys(each.encoding for each in read if each.encoding)
        return Draft(whole, converted=", ".join(names) or None)
    for each in parts:
        if each.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        markup, converted = _text(each)
        if markup.strip():
            page = folder / "page.html"
            # a mark, so that the page's own word on its encoding no longer counts
            page.write_text("\ufeff" + markup, encoding="utf-8")
            found = next(html.read(page), None)
            return replace(found, converted=found.converted or converted) if found else None
    return None


def _text(part: Part) -> Decoded:
    """The part's words, in the encoding it names or else the one that its bytes show."""
    raw = _bytes(part)
    try:
        charset = part.get_content_charset() or "utf-8"
        if charset.replace("_", "-").lower() not in ("us-ascii", "iso-8859-1", "windows-1252", "utf-8"):
            if "1258" in charset:
                return Decoded(nfc(raw.decode(charset)), Encoding.WINDOWS_1258)
            return Decoded(raw.decode(charset), None)
    except (*_FAULTS, UnicodeDecodeError):
        pass
    return recognised(raw)


def _bytes(part: Part) -> bytes:
    """The part's bytes; BadInput if it does not unpack."""
    try:
        if _is_mail(part):
            inner = part.get_payload()
            return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
        raw = part.get_payload(decode=True)
    except (*_FAULTS, RecursionError) as error:
        raise damaged() from error
    return raw if isinstance(raw, bytes) else b""


def _attachment(
    part: Part, number: int, taken: set[str], folder: Path, room: Room
) -> Iterator[Draft | BadInput]:
    """The reports of one attachment, or why it cannot be read."""
    name = _filename(part) or ("thư.eml" if _is_mail(part) else f"tệp {number + 1}")
    name = name.replace("\\", "/").rpartition("/")[2] or f"tệp {number + 1}"
    if name in taken:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem or suffix} ({number + 1}){dot}{suffix if stem else ''}"
    taken.add(name)
    try:
        if refused := unsafe(name):
            raise refused
        raw = _bytes(part)
        room.take(len(raw))
        path = laid_down(name, folder / str(number))
        path.write_bytes(raw)
        yield from drafts(name, path, room)
    except BadInput as error:
        yield error if isinstance(error, BadMember) else BadMember(shown(name), error)


def _filename(part: Part) -> str | None:
    """The file's name that the part gives, if any."""
    try:
        return _unfolded(part.get_filename() or "") or None
    except _FAULTS:
        return None


def _header(mail: Part, name: str) -> str | None:
    """A header's words in Unicode."""
    try:
        return _unfolded(str(mail.get(name, ""))) or None
    except _FAULTS:
        return None


def _unfolded(value: str) -> str:
    """A header's value, its encoded words decoded, on one line."""
    words = []
    for part, charset in decode_header(value):
        if isinstance(part, str):
            words.append(part)
            continue
        try:
            # programs name an encoding that the words are not in; what is valid UTF-8 by chance is no word
            words.append(part.decode(charset or "utf-8") if part.isascii() else _as_utf8(part, charset))
        except (LookupError, UnicodeDecodeError):
            words.append(decoded(part))
    return " ".join("".join(words).encode("utf-8", "replace").decode().split())


def _as_utf8(part: bytes, charset: str | None) -> str:
    """Words in UTF-8 where they are, else in the encoding that is named."""
    try:
        return part.decode()
    except UnicodeDecodeError:
        return part.decode(charset or "utf-8")


def _sender(mail: Part) -> str | None:
    """The sender's name, else address."""
    name, address = parseaddr(_header(mail, "from") or "")
    return name or address or None


def _day(mail: Part) -> str | None:
    """The day on which the mail was sent, where it was."""
    try:
        return parsedate_to_datetime(str(mail.get("date", ""))).date().isoformat()
    except (*_FAULTS, OverflowError, IndexError):
        return None
