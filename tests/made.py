"""Reports made for tests, in the project's own words."""

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.report import Report

if TYPE_CHECKING:
    from assistant.assistant import Assistant

# An assistant over a store of these reports: what the fixture `assistant_over` gives.
Over = Callable[..., "Assistant"]

RICE = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa, tăng 1,5% so với năm 2022."
ROAD = "Tuyến đường ven biển dài 42 km qua huyện Hải Đông được khởi công sáng 12/3/2023."
SCHOOL = "Sở Giáo dục và Đào tạo xây dựng thêm 18 trường học ở vùng núi trong năm học tới."
HEALTH = "Bệnh viện đa khoa tỉnh tiếp nhận 240 ca sốt xuất huyết trong tháng 8, giảm một nửa."
PORT = "Cảng cá Thuận Hòa được nạo vét, cho tàu 400 CV vào tránh bão từ tháng 10."


def report(key: str, text: str, **facts: str | None) -> Report:
    """A report whose whole text is its body."""
    return Report(key, text, ((0, len(text)),) if text else (), **facts)  # type: ignore[arg-type]  # any of its fields


def five() -> list[Report]:
    """Five short reports on different matters."""
    return [
        report("lua", RICE, title="Sản lượng lúa", published="2023-06-02", province="Bình Minh"),
        report("duong", ROAD, title="Đường ven biển", published="2023-03", province="Hải Đông"),
        report("truong", SCHOOL, title="Trường học vùng núi", published="2022-08-20", source="Báo Núi"),
        report("y-te", HEALTH, title="Sốt xuất huyết"),
        report("cang", PORT, title="Cảng cá", published="2021", province="Bình Minh", source="báo núi"),
    ]


def of_kinds(reports: list[Report]) -> list[Report]:
    """The reports with a kind and a status for those about rice and schools."""
    said = {"lua": ("Báo cáo", "issued"), "truong": ("BÁO CÁO", "draft")}
    return [
        replace(each, type=said[each.key][0], status=said[each.key][1]) if each.key in said else each
        for each in reports
    ]


_WORDS = [
    "tỉnh",
    "huyện",
    "xã",
    "phường",
    "thị",
    "trấn",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "hội",
    "đồng",
    "nghị",
    "quyết",
    "kế",
    "hoạch",
    "dự",
    "án",
    "kinh",
    "phí",
    "triệu",
    "tỷ",
    "đồng",
    "xây",
    "dựng",
    "cầu",
    "đường",
    "trường",
    "học",
    "bệnh",
    "viện",
    "nông",
    "thôn",
    "lúa",
    "ngô",
    "cà",
    "phê",
    "chăn",
    "nuôi",
    "thủy",
    "sản",
    "rừng",
    "biển",
    "đảo",
    "du",
    "lịch",
    "công",
    "nghiệp",
    "điện",
    "nước",
    "sạch",
    "môi",
    "trường",
    "rác",
    "thải",
    "dân",
    "số",
    "lao",
    "động",
    "việc",
    "làm",
    "giảm",
    "nghèo",
    "bảo",
    "hiểm",
    "y",
    "tế",
    "giáo",
    "dục",
    "văn",
    "hóa",
    "thể",
    "thao",
    "khoa",
    "học",
]


def many(count: int, first: int = 0) -> list[Report]:
    """Reports of a few passages each, every one with a word of its own (`own_word`)."""
    return [
        report(f"van-ban-{number}", _text(number), title=f"Văn bản số {number}", published="2023-01-02")
        for number in range(first, first + count)
    ]


def _text(number: int) -> str:
    """Three paragraphs of some words, always the same for a number."""
    some = random.Random(number)
    return "\n\n".join(
        f"Mục {part} của văn bản {own_word(number)}. "
        + " ".join(
            f"Câu nói về {' '.join(some.choices(_WORDS, k=14))} năm {2000 + number}." for _ in range(8)
        )
        for part in range(3)
    )


def own_word(number: int) -> str:
    """A word that only the report with this number has."""
    return "ma" + "".join("abcdefghik"[int(digit)] for digit in f"{number:04}")


def bearing(folder: Path, word: str) -> list[str]:
    """The files of a folder that hold a word; one that is taken away meanwhile holds none."""
    found = []
    # unlike a glob, this goes on where a folder is taken away under it
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            with suppress(FileNotFoundError):
                if word.encode() in path.read_bytes():
                    found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def erased(folder: Path, word: str) -> bool:
    """Whether no file of a folder holds a word any more, once what is erased beside other work has gone."""
    deadline = time.monotonic() + 60
    while bearing(folder, word):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
