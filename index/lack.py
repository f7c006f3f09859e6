"""Lack: what a file holds that its text does not, reported to whoever adds it. Pure."""

from typing import NamedTuple

_SENTENCES = {
    "attachments": (
        "{count} tệp đính kèm bên trong PDF chưa được đọc; hãy mở PDF, lưu từng tệp đó ra rồi thêm riêng.",
        "{count} file(s) attached inside the PDF were not read; open it, save each of them and add it by itself.",
    ),
    "drawings": (
        "{count} biểu đồ, sơ đồ trong tệp chưa được đọc; muốn tìm được số liệu trong đó, hãy thêm bảng số liệu.",
        "{count} chart(s) or diagram(s) in the file were not read; to have their figures found, add them as tables.",
    ),
    "formula_values": (
        "{count} ô là công thức chưa có kết quả trong tệp nên không đọc được số; hãy mở bằng Excel hoặc LibreOffice,"
        " lưu lại rồi thêm lại.",
        "{count} cell(s) hold formulas whose results the file does not hold, so they have no figures; open it in Excel"
        " or LibreOffice, save it and add it again.",
    ),
}


class Lack(NamedTuple):
    """What is missing, by a stable code, and how many of it."""

    code: str
    many: int

    def message(self, language: str = "vi") -> str:
        """What it means and what to do, in `language` ("vi" or "en")."""
        return _SENTENCES[self.code][language == "en"].format(count=self.many)
