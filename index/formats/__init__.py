"""Formats: which reader takes which file. To add a format, write its reader and name its suffix here."""

from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import BadInput
from index.formats import (
    archive,
    docx,
    html,
    jsonl,
    mail,
    markdown,
    odt,
    office,
    pdf,
    rtf,
    scan,
    sheet,
    slides,
    text,
)
from index.formats.draft import Draft

# A reader yields the file's reports, a BadInput in place of one that cannot be read, and raises BadInput
# where the file as a whole cannot be.
READERS: dict[str, Callable[[Path], Iterator[Draft | BadInput]]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".jsonl.gz": jsonl.read_gz,
    ".docx": docx.read,
    ".docm": docx.read,
    ".doc": office.read_doc,
    ".odt": odt.read,
    ".ods": odt.read,
    ".odp": odt.read,
    ".rtf": rtf.read,
    ".pptx": slides.read,
    ".pptm": slides.read,
    ".ppsx": slides.read,
    ".ppt": office.read_ppt,
    ".xlsx": sheet.read_xlsx,
    ".xlsm": sheet.read_xlsx,
    ".xls": office.read_xls,
    ".csv": sheet.read_csv,
    ".eml": mail.read,
    ".mht": mail.read,
    ".mhtml": mail.read,
    ".zip": archive.read,
    ".pdf": pdf.read,
    ".png": scan.read,
    ".jpg": scan.read,
    ".jpeg": scan.read,
    ".tif": scan.read,
    ".tiff": scan.read,
}


# The parsers of these work in processes of their own.
_APART = (
    *(".docx", ".docm", ".doc", ".odt", ".ods", ".odp", ".rtf", ".xlsx", ".xlsm", ".xls"),
    *(".pptx", ".pptm", ".ppsx", ".ppt"),
    *(".pdf", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff"),
)


def is_read_apart(path: Path) -> bool:
    """Whether, by its name, the file is parsed in another process, so that others may be read meanwhile."""
    return path.name.lower().endswith(_APART)


def is_lines(name: str) -> bool:
    """Whether the file's name says that each line of it is a report."""
    return name.lower().endswith((".jsonl", ".jsonl.gz"))


def reader(path: Path, found: str) -> Callable[[Path], Iterator[Draft | BadInput]] | None:
    """The reader for the file, by the `kind` that it was found to be and else by its name; None if there is none
    yet.
    """
    lower = path.name.lower()
    if found != path.suffix.lower():
        return READERS.get(found)
    return next(
        (read for suffix, read in READERS.items() if lower.endswith(suffix) and lower != suffix), None
    )


def unknown(name: str) -> BadInput:
    """The error for a file that there is no reader for."""
    kinds = ", ".join(READERS)
    return BadInput(
        "format_not_supported",
        f"Chưa đọc được tệp “{name}”; các định dạng đọc được: {kinds}.",
        f'Files like "{name}" cannot be read yet; these can: {kinds}.',
    )
