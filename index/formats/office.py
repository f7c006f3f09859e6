"""Office: Word, Excel and PowerPoint files of before 2007 through a program that reads them, where the machine has one.

LibreOffice turns a file into its successor, which is then read here; antiword or catdoc give the words of a
.doc, catppt those of a .ppt. The program works in a folder of its own, in a `worker` whose limits of memory, time and
output hold for it too, without the network and without macros.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import BadInput
from index.formats import docx, sheet, slides, table, worker
from index.formats.draft import Draft, contents, worded
from index.formats.foreign import OLE

# LibreOffice starts in some 5 s on a slow machine; a file that takes a minute will not end. The others print at once.
_SECONDS, _PRINT_SECONDS = 60.0, 5.0
_LARGEST = 64 * 1024 * 1024
# The file of what a program prints.
_SAID = "said"
# No links followed (the proxy leads nowhere), no macros run.
_SETTINGS = (
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)
# What reads a .doc, the best first, and how it is asked for its words; LibreOffice makes a file of it.
_FOR_WORDS = {
    "soffice": (),
    "antiword": ("-m", "UTF-8.txt", "-w", "0"),
    "catdoc": ("-d", "utf-8", "-w"),
}
# What LibreOffice takes the file for: left to itself it reads what is damaged, or is no such file, as plain text.
_READ_AS = {"docx": "MS Word 97", "xlsx": "MS Excel 97", "pptx": "MS PowerPoint 97"}
# The sector of a .doc that its words' description begins with, in Word 6 and 95.
_BEFORE_97, _READ_BEFORE_97 = b"\xdc\xa5", "MS WinWord 6.0"
_SECTOR = 512
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    + "</oor:items>\n"
)


def read_doc(path: Path) -> Iterator[Draft]:
    """The one report of a .doc file; BadInput if it cannot be read or no program here reads it."""
    programs = [found for name in _FOR_WORDS if (found := shutil.which(name))]
    if not programs:
        raise _missing("libreoffice-writer", "antiword")
    for last, program in enumerate(programs, 1 - len(programs)):
        try:
            yield _by(program, path)
            return
        except BadInput as error:
            # antiword reads no short text, LibreOffice falls over some files
            if error.code != "corrupt_file" or not last:
                raise


def _by(program: str, path: Path) -> Draft:
    """The report of a .doc file by one of the programs; BadInput if it cannot read it."""
    arguments = _FOR_WORDS[Path(program).name]
    if arguments:
        return worded(_told([program, *arguments], path))
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        return next(docx.read(_converted(program, path, "docx", Path(folder))))


def read_xls(path: Path) -> Iterator[Draft]:
    """The one report of an .xls file; BadInput if it cannot be read or LibreOffice is not here."""
    office = shutil.which("soffice")
    if not office:
        raise _missing("libreoffice-calc")
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        yield from sheet.read_xlsx(_converted(office, path, "xlsx", Path(folder)))


def read_ppt(path: Path) -> Iterator[Draft]:
    """The one report of a .ppt file; BadInput if it cannot be read or no program here reads it."""
    if office := shutil.which("soffice"):
        with tempfile.TemporaryDirectory(prefix="trich-") as folder:
            yield from slides.read(_converted(office, path, "pptx", Path(folder)))
    elif catppt := shutil.which("catppt"):
        yield worded(_told([catppt, "-d", "utf-8"], path))
    else:
        raise _missing("libreoffice-impress", "catdoc")


def _missing(*packages: str) -> BadInput:
    """The error if no program reads the file."""
    vi, en = " hoặc ".join(packages), " or ".join(packages)
    return BadInput(
        "converter_missing",
        f"Máy chưa có chương trình đọc tệp Office đời cũ; hãy cài gói {vi}, hoặc lưu tệp thành .docx, .xlsx.",
        f"No program here reads old Office files; install the package {en}, or save it as .docx or .xlsx.",
    )


def _converted(office: str, path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice turns it into another kind."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    # under a name of ours: one that begins with a dash would be an option
    source = folder / f"source{path.suffix.lower()}"
    _check(path)
    shutil.copyfile(path, source)
    command = [office, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
    command.append(f"--infilter={_read_as(source, kind)}")
    # LibreOffice's starter leaves its own child behind where it falls
    _ran(
        [*command, "--convert-to", kind, "--outdir", str(folder / "out"), str(source)],
        folder,
        _SECONDS,
        alone=True,
    )
    made = folder / "out" / f"source.{kind}"
    if not made.is_file():
        raise _unreadable()
    return made


def _read_as(path: Path, kind: str) -> str:
    """The name of LibreOffice's reader for a file that is to become one of that kind."""
    raw = path.read_bytes() if kind == "docx" else b""
    if any(raw.startswith(_BEFORE_97, at) for at in range(_SECTOR, len(raw), _SECTOR)):
        return _READ_BEFORE_97
    return _READ_AS[kind]


def _check(path: Path) -> None:
    """BadInput if the file is none of those programs', or more than a converter should be given."""
    with path.open("rb") as file:
        if file.read(len(OLE)) != OLE:
            raise _unreadable()
    size = path.stat().st_size
    if size > _LARGEST:
        raise BadInput(
            "too_large",
            f"Tệp lớn {size // 1024**2} MB, quá giới hạn {_LARGEST // 1024**2} MB; hãy lưu thành .docx, .xlsx.",
            f"The file has {size // 1024**2} MB, over {_LARGEST // 1024**2} MB; save it as .docx or .xlsx.",
        )


def _told(command: Sequence[str], path: Path) -> str:
    """The file's words, as a program prints them."""
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        source = Path(folder) / "source.doc"
        _check(path)
        shutil.copyfile(path, source)
        if _ran([*command, str(source)], Path(folder), _PRINT_SECONDS, alone=False) != 0:
            raise _unreadable()
        text = contents(Path(folder) / _SAID).decode("utf-8", "replace")
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    """The printed lines without blank ones; a table between bars with its rows as they read."""
    rows: list[list[str]] = []
    for line in [*map(str.strip, text.split("\n")), ""]:
        if len(line) > 2 and line[0] == line[-1] == "|":
            rows.append([cell.strip() for cell in line[1:-1].split("|")])
            continue
        # antiword does not say which cells are joined: a row of other cells than the first has no headings
        yield from table.lines(rows) if len(set(map(len, rows))) < 2 else table.bare(rows)
        rows = []
        if line:
            yield line


def _ran(command: Sequence[str], folder: Path, seconds: float, *, alone: bool) -> int:
    """The exit code of a program that prints into a file of the folder; BadInput if it does not end in time. `alone`
    ends what it left running.
    """
    asked = json.dumps({"command": command, "folder": str(folder)})
    try:
        found = worker.run(f"{__name__}:run", asked, seconds, 0.0, alone)
    except BadInput as error:
        if error.code != "too_slow":
            raise
        raise BadInput(
            "converter_timeout",
            f"Chuyển đổi quá {seconds:.0f} giây mà chưa xong; hãy lưu tệp thành .docx rồi thêm lại.",
            f"Converting took over {seconds:.0f} seconds; save the file as .docx and add it again.",
        ) from error
    return int(found["code"])


def run(asked: str) -> Iterator[dict[str, int]]:
    """For the worker: the exit code of a program whose output goes into the folder."""
    what = json.loads(asked)
    with (Path(what["folder"]) / _SAID).open("wb") as out:
        quiet, command = subprocess.DEVNULL, what["command"]
        ended = subprocess.run(command, stdin=quiet, stdout=out, stderr=quiet, check=False)
    yield {"code": ended.returncode}


def _unreadable() -> BadInput:
    """The error if the program could not read the file."""
    return BadInput(
        "corrupt_file",
        "Chương trình chuyển đổi không đọc được tệp này; hãy mở bằng Word, lưu thành .docx rồi thêm lại.",
        "The converter cannot read this file; open it in Word, save it as .docx and add it again.",
    )
