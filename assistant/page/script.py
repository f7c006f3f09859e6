"""Script: the page's scripts as one, since fetching each by itself takes longer than running them all. Pure.

Each module becomes a function that is run once, after those it imports; what it exports stays its own.
"""

import re
from pathlib import Path

_SCRIPTS = Path(__file__).parent / "scripts"
_IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const) (\w+))", re.MULTILINE)


def script(first: str = "main") -> str:
    """The module of this name with all that it imports, in an order in which each follows what it needs."""
    taken: dict[str, str] = {}
    _take(first, taken)
    return "".join(taken.values())


def _take(name: str, taken: dict[str, str]) -> None:
    """Add a module after those it imports."""
    text = (_SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in _IMPORT.findall(text):
        if needed not in taken:
            _take(needed, taken)
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(_bound, text))
    taken[name] = f"const {name}$ = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _bound(found: re.Match[str]) -> str:
    """An import statement as an assignment from the module that stands before."""
    names, module = found.groups()
    return f"const {names} = {module}$;\n" if names else ""
