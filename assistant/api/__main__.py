"""Print the OpenAPI file on standard output: `python -m assistant.api > docs/openapi.json`."""

import json
import sys
import tempfile
from concurrent.futures import Future
from pathlib import Path

from assistant.api import create_api
from index.settings import Settings


def text() -> str:
    """The file's text."""
    with tempfile.TemporaryDirectory() as folder:
        api = create_api(Future(), Settings(data=Path(folder)))
        return json.dumps(api.openapi(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
