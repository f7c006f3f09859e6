"""Engine fault: why Tantivy or Chroma cannot be used as it is, and the command that mends it; no report is lost."""

import errno
import os

from index.errors import StoreFault

# How the system and SQLite, which the engines repeat, say that a disk has no room left.
_NO_ROOM = (os.strerror(errno.ENOSPC), "disk is full")


def damaged(part: str, error: Exception | str = "") -> StoreFault:
    """The error for an engine whose folder cannot be used: it can be made again from the catalog, or it has no room."""
    why = f" ({str(error).splitlines()[0][:200]})" if str(error) else ""
    if any(told in str(error) for told in _NO_ROOM):
        return StoreFault(
            "disk_full",
            f"Đĩa chứa kho đã đầy nên không dùng được phần chỉ mục “{part}”{why}. Không mất văn bản nào: hãy dọn "
            "bớt đĩa rồi làm lại.",
            f"The store's disk is full, and its “{part}” index cannot be used{why}. No report is lost: free some "
            "space, then try again.",
        )
    return StoreFault(
        f"{part}_damaged",
        f"Phần chỉ mục “{part}” của kho bị thiếu hoặc hỏng{why}. Không mất văn bản nào: hãy chạy "
        "`python -m index repair`.",
        f"The store's “{part}” index is missing or damaged{why}. No report is lost: run `python -m index "
        "repair`.",
    )


def unfinished() -> StoreFault:
    """The error for a store whose repair was interrupted."""
    return StoreFault(
        "repair_unfinished",
        "Việc dựng lại chỉ mục của kho chưa xong: hãy chạy `python -m index repair`, lệnh sẽ làm tiếp từ chỗ dừng.",
        "The store's index was being made again and is not finished: run `python -m index repair`, which goes on where"
        " it stopped.",
    )


def repairing() -> StoreFault:
    """The error for a search while the engines are being built anew."""
    return StoreFault(
        "store_repairing",
        "Chỉ mục của kho đang được dựng lại: hãy thử lại sau ít phút.",
        "The store's index is being made again: try again in a few minutes.",
    )


def embedding_changed(made_by: str, now: str) -> StoreFault:
    """The error for engines built with another embedding than the one that is set."""
    return StoreFault(
        "embedding_changed",
        f"Kho được dựng bằng mô hình nhúng {made_by}, thiết lập hiện tại là {now}: hãy đặt lại ASSISTANT_EMBEDDING như"
        " cũ, hoặc chạy `python -m index repair` để dựng lại bằng mô hình mới.",
        f"The store was made with the embedding {made_by}, the setting is now {now}: set ASSISTANT_EMBEDDING back, or"
        " run `python -m index repair` to make it again with the new one.",
    )
