"""Segmenter: Vietnamese text as models trained on words read it: the syllables of each word joined by `_`.

PhoBERT and what was trained from it read “Hà_Nội là thủ_đô”; on “Hà Nội là thủ đô” they do worse and say nothing of
it. Only this file knows pyvi, which such models' cards name and which nothing else needs.
"""

from collections.abc import Callable

from index.errors import ModelFault


def segmenter(name: str, tokenizer: object) -> Callable[[str], str] | None:
    """A function that joins a text's words for the model of this name; None if its tokenizer does not want that.

    ModelFault if it does and pyvi is missing. Not to be called by two threads at once.
    """
    if not type(tokenizer).__name__.startswith("Phobert"):
        return None
    try:
        from pyvi.ViTokenizer import tokenize
    except ImportError as fault:
        raise ModelFault(
            "segmenter_missing",
            f"Mô hình “{name}” đọc văn bản đã tách từ (“Hà_Nội”), việc đó cần gói pyvi: hãy chạy `pip install pyvi`, "
            "hoặc đặt mô hình khác.",
            f"The model “{name}” reads text with its words joined (“Hà_Nội”), which takes the package pyvi: run `pip "
            "install pyvi`, or set another model.",
        ) from fault
    return lambda text: str(tokenize(text))
