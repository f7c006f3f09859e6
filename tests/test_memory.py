"""Nothing of a removed report stays in memory (that every cache is known to `memo` is in test_house.py)."""

import gc
import re
import sys
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from made import five, report
from standin import StandIn

from assistant.assistant import Assistant
from assistant.claims import results
from assistant.facets import Facets, Sifted, sifted
from assistant.lookup import lookup
from assistant.suggestions import suggestions
from index import Filters, Index
from index.embedder import Embedder, load
from index.formats import worker
from index.reading import read
from index.report import Report

OURS = ("assistant", "index")
TEXT = "Năm 2023, xã Lũngvắng thuộc tỉnh Lào Cai trồng 437 ha rừng do ông Đặng Lũngvắng chủ trì."
FORMS = ("Lũngvắng", "lũngvắng", "lungvang", "LŨNGVẮNG")
ASK = "Năm 2023 xã Lũngvắng ở Lào Cai trồng bao nhiêu ha rừng?"


def held_by(*roots: object) -> list[object]:
    """The objects that hold a word of the report, of all that our modules and the roots lead to."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in OURS]
    left: list[Any] = [*modules, *roots]
    found: list[object] = []
    # by their ids, and kept alive so that no other object gets one of them
    seen = {
        id(one): one for module in sys.modules.values() if module not in modules for one in (vars(module),)
    }
    while left:
        one = left.pop()
        # a dict does not tell the collector of its keys where all are strings
        for inner in [*gc.get_referents(one), *(list(one) if isinstance(one, dict) else ())]:
            if id(inner) in seen or is_foreign(inner):
                continue
            seen[id(inner)] = inner
            if isinstance(inner, str | bytes):
                text = inner if isinstance(inner, str) else inner.decode(errors="ignore")
                if any(form in text for form in FORMS):
                    found.append(one)
            else:
                left.append(inner)
    return found


def is_foreign(one: object) -> bool:
    """Whether a module, class or function is not ours, so that what it leads to is not ours either."""
    module = one.__name__ if isinstance(one, ModuleType) else getattr(one, "__module__", None)
    return isinstance(one, ModuleType | type | FunctionType) and str(module).partition(".")[0] not in OURS


@pytest.mark.usefixtures("bare_environment")
def test_nothing_removed_stays_in_memory(data: Path, provider: StandIn) -> None:
    """Found, quoted, written, checked, listed, then removed: no word of a report is held, and what stays is found."""
    embedder = load()
    with Index.open(data, embedder, erase_beside=True) as index:
        index.add([*five(), report("mat", TEXT, title="Rừng Lũngvắng", published="2023-11-02")])
        assistant = Assistant.over(index, "openai:standin", provider.base_url)
        provider.enqueue("Năm 2023, xã Lũngvắng trồng 437 ha rừng. [1]")
        written = assistant.answer(ASK)
        quoted = assistant.answer(ASK, quotes_only=True)
        assert all("437 ha" in answer.text for answer in (written, quoted))
        suggestions(assistant, quoted)
        lookup(index, "Xã Lũngvắng trồng 450 ha rừng.")
        list(results([f'{{"id": 1, "sentence": "Lũngvắng trồng 437 ha.", "quote": "{TEXT}"}}']))
        Facets.of(index)
        sifted(index, Sifted(Filters(), "lũngvắng", "title"), None, 10)
        re.search(rf"\b{FORMS[2]}\b", "")  # as rules look for a word that they found
        del written, quoted
        before = held_by(index, assistant, vars(re))
        provider.requests.clear()

        index.remove(["mat"])
        assert index.erased(60)

        gc.collect()
        assert len(before) > 50 and held_by(index, assistant, vars(re)) == []
        assert index.search("sản lượng lúa vụ đông xuân", 1)[0].key == "lua"


def test_a_worker_that_read_a_removed_report_is_not_kept(
    data: Path, embedder: Embedder, tmp_path: Path
) -> None:
    """The process that parsed a file, whose memory may hold its words, ends when a report is removed."""
    path = tmp_path / "a.html"
    path.write_text("<p>Xã Tân An trồng 437 ha rừng phòng hộ.</p>", "utf-8")
    with Index.open(data, embedder) as index:
        index.add(found for found in read(path) if isinstance(found, Report))
        reader = worker._idle.queue[-1]
        index.remove([str(path)])
        assert not reader.alive and reader not in worker._idle.queue
