"""Cursor: where a page of reports ended, from which the next one goes on."""

from index.errors import SHOWN, BadInput


def is_cursor(after: str) -> bool:
    """Whether a cursor can be the place at which a page ended."""
    return after.isascii() and after.isdigit() and len(after) < 19


def bad_cursor(after: str) -> BadInput:
    """The error for a cursor that no page gave."""
    shown = after[:SHOWN].encode("utf-8", "replace").decode()
    return BadInput(
        "bad_cursor",
        f"“{shown}” không phải là giá trị `next` của một trang trước; hãy chép nguyên giá trị đó, hoặc bỏ trống.",
        f"“{shown}” is not the `next` value of a page before; copy that value whole, or leave it out.",
        "after",
    )
