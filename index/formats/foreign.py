"""Foreign: files that offices keep and no reader opens: archives other than zip, and what Outlook saves or sends.

They are recognised by their first bytes, whatever their name, and refused with what to do about them.
"""

from pathlib import Path

from index.errors import BadInput

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
# How each archive begins, its suffix, and what people call it.
_ARCHIVES = ((b"Rar!\x1a\x07", ".rar", "RAR"), (b"7z\xbc\xaf\x27\x1c", ".7z", "7-Zip"))
# An OLE file says in its head how long its sectors are, in powers of two, and which one its folder begins with; the
# folder's first entry says which program the file is of.
_LENGTH, _FIRST, _PROGRAM = 30, slice(48, 52), slice(80, 96)
_OUTLOOK = b"\x0b\x0d\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46"
_MOST_LENGTH = 12


def refusal(path: Path, head: bytes) -> BadInput | None:
    """Why a file that begins so is not read, where it is one of these."""
    suffix = path.suffix.lower()
    for mark, of_name, called in _ARCHIVES:
        if head.startswith(mark) or suffix == of_name:
            return BadInput(
                "other_archive",
                f"Đây là tệp nén {called}, chưa mở được; hãy giải nén rồi thêm thư mục, hoặc nén lại thành .zip.",
                f"This is a {called} archive, which cannot be opened; unpack it and add the folder, or pack it as"
                " .zip.",
            )
    if suffix == ".msg" or (head.startswith(OLE) and _is_of_outlook(path, head)):
        return BadInput(
            "outlook_mail",
            "Đây là thư do Outlook lưu (.msg), chưa mở được; hãy lưu thư thành .eml, hoặc mở bằng Outlook rồi lưu"
            " riêng phần chữ và từng tệp kèm.",
            "This is a mail that Outlook saved (.msg), which cannot be opened; save the mail as .eml, or open it in"
            " Outlook and save its words and each attached file.",
        )
    if head.startswith(_TNEF):
        return BadInput(
            "outlook_package",
            "Đây là gói winmail.dat do Outlook đóng (TNEF), chưa mở được; hãy nhờ người gửi gửi lại thư ở dạng HTML"
            " hay văn bản thường, hoặc mở bằng Outlook rồi lưu riêng từng tệp kèm.",
            "This is a winmail.dat, packed by Outlook (TNEF), which cannot be opened; ask the sender to send it as"
            " HTML or plain text, or open it in Outlook and save each attached file.",
        )
    return None


def _is_of_outlook(path: Path, head: bytes) -> bool:
    """Whether an OLE file is a mail: what is attached to one may be a Word file, and the other way round."""
    length = int.from_bytes(head[_LENGTH : _LENGTH + 2], "little")
    if length > _MOST_LENGTH:
        return False
    with path.open("rb") as file:
        file.seek((int.from_bytes(head[_FIRST], "little") + 1) << length)
        return file.read(_PROGRAM.stop)[_PROGRAM] == _OUTLOOK
