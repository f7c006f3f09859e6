"""EML: a mail's words and its attachments come out as reports of their own; hostile ones are refused."""

import base64
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from readings import LONG, SHORT, refusal, report, reports, survives_in_parts, word

from index.reading import Refused, read
from index.report import Report

TEXT = "Kính gửi các sở,\n\nUBND tỉnh giao các sở rà soát kế hoạch cấp nước sạch năm 2024.\n"


def mail(text: str = TEXT) -> EmailMessage:
    """A mail of plain text."""
    message = EmailMessage()
    message["Subject"] = "V/v rà soát kế hoạch cấp nước sạch"
    message["From"] = "Văn phòng UBND tỉnh Hà Nam <vp@example.org>"
    message["To"] = "a@example.org"
    message["Date"] = "Tue, 05 Mar 2024 23:30:00 +0700"
    message.set_content(text)
    return message


def saved(tmp_path: Path, message: EmailMessage | bytes) -> Path:
    """The mail as a file."""
    path = tmp_path / "thư.eml"
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes(policy=policy.SMTP))
    return path


def attach(message: EmailMessage, name: str, content: bytes) -> None:
    """Attach a file."""
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)


def test_words_and_headers(tmp_path: Path) -> None:
    """Subject, sender and the sender's day are title, source and publish date; the words follow."""
    path = saved(tmp_path, mail())
    found = report(path)
    assert found.text == f"V/v rà soát kế hoạch cấp nước sạch\n\n{TEXT.strip()}"
    assert (found.title, found.source, found.published) == (
        "V/v rà soát kế hoạch cấp nước sạch",
        "Văn phòng UBND tỉnh Hà Nam",
        "2024-03-05",
    )
    assert (found.file, found.key) == ("thư.eml", str(path.resolve()))


@pytest.mark.parametrize(("size", "alone"), [(900, True), (90_000, False)])
def test_a_small_picture_among_the_words_is_no_file(tmp_path: Path, size: int, alone: bool) -> None:
    """A logo that the page of a mail shows is left aside, though it is attached; a larger picture may be a scan."""
    message = mail()
    message.add_alternative('<p>Kính gửi các sở.</p><img src="cid:bieu-trung@so">', subtype="html")
    picture = b"\x89PNG\r\n\x1a\n".ljust(size, b"\0")
    message.add_attachment(picture, "image", "png", filename="image001.png", cid="<bieu-trung@so>")
    assert len(list(read(saved(tmp_path, message)))) == (1 if alone else 2)


def test_attachments(tmp_path: Path) -> None:
    """Each attachment is a report under the mail's name; the same name twice and other formats stay apart."""
    message = mail()
    attach(message, "Báo cáo tháng 3.docx", word("Nội dung Word."))
    attach(message, "Báo cáo tháng 3.docx", word("Nội dung khác."))
    attach(message, "bảng.csv", "Xã,Hộ\nA,5\n".encode())
    attach(message, "a.exe", b"MZ")
    path = saved(tmp_path, message)
    found = list(read(path))
    texts = {each.file: each.text for each in found if isinstance(each, Report)}
    assert list(texts) == [
        "thư.eml",
        "thư.eml/Báo cáo tháng 3.docx",
        "thư.eml/Báo cáo tháng 3 (2).docx",
        "thư.eml/bảng.csv",
    ]
    assert texts["thư.eml/bảng.csv"] == "Xã: A | Hộ: 5"
    assert [(each.file, each.code) for each in found if isinstance(each, Refused)] == [
        (f"{path}/a.exe", "format_not_supported")
    ]


def test_page_in_a_mail(tmp_path: Path) -> None:
    """A page alone gives its words; with plain words beside it those; its pictures are no attachments."""
    message = mail()
    message.add_alternative("<p>Trang <b>khác</b></p>", subtype="html")
    assert "khác" not in report(saved(tmp_path, message)).text
    message = mail()
    message.set_content(
        "<html><body><p>UBND tỉnh giao các sở rà soát kế hoạch cấp nước sạch cho các xã ven biển.</p>"
        "<table><tr><th>Xã</th><th>Số hộ</th></tr><tr><td>A</td><td>12</td></tr></table></body></html>",
        subtype="html",
    )
    message.add_related(b"\x89PNG", "image", "png", cid="<a>", filename="logo.png", disposition="inline")
    (found,) = reports(saved(tmp_path, message))
    assert "UBND tỉnh giao các sở" in found.text
    assert "Xã: A | Số hộ: 12" in found.text


def test_mail_in_a_mail(tmp_path: Path) -> None:
    """A forwarded mail is a report of its own, its attachments below it; too deep a pile is refused."""
    inner = mail("Nội dung thư chuyển tiếp của tỉnh.")
    attach(inner, "a.txt", "Tệp trong thư chuyển tiếp.".encode())
    outer = mail()
    outer.add_attachment(inner, filename="chuyển tiếp.eml")
    files = [each.file for each in reports(saved(tmp_path, outer))]
    assert files == ["thư.eml", "thư.eml/chuyển tiếp.eml", "thư.eml/chuyển tiếp.eml/a.txt"]
    pile = mail("đáy")
    for _ in range(30):
        above = mail()
        above.add_attachment(pile, filename="m.eml")
        pile = above
    codes = [each.code for each in read(saved(tmp_path, pile)) if isinstance(each, Refused)]
    assert codes == ["nested_too_deep"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1258"])
def test_encodings(tmp_path: Path, charset: str) -> None:
    """Words are read in the encoding that the mail names."""
    words = "UBND tinh hop ban" if charset == "windows-1258" else "UBND tỉnh họp bàn"
    raw = words.encode("cp1258" if charset == "windows-1258" else charset)
    part = MIMEText("", "plain", charset)
    part.set_payload(raw)
    del part["Content-Transfer-Encoding"]
    part["Subject"] = Header("Thông báo họp", "utf-8").encode()
    path = saved(tmp_path, part.as_bytes() if charset != "utf-16" else b"Subject: a\n\n" + words.encode())
    assert words in report(path).text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Subject: =?utf-8?Q?B=C3=A1o_c=C3=A1o?=", "Báo cáo"),
        ("Subject: =?utf-8?B?QsOhbyBjw6Fv?=\n =?utf-8?Q?_qu=C3=BD?=", "Báo cáo quý"),
        ("Subject: =?khong-co?Q?abc?=", "abc"),
        ("Subject: =?utf-8?B?@@@?=", None),
        ("Subject: Báo cáo thô", "Báo cáo thô"),
    ],
)
def test_subjects(tmp_path: Path, head: str, title: str | None) -> None:
    """Encoded, folded, unknown and raw subjects are read, or left out where they cannot be."""
    path = saved(tmp_path, f"{head}\nFrom: a@example.org\n\nUBND tỉnh họp bàn về nước sạch.\n".encode())
    found = report(path)
    if title:
        assert found.title == title
    assert "UBND tỉnh họp bàn" in found.text


@pytest.mark.parametrize(
    "date", ["hôm qua", "Tue, 99 Mar 2024 10:00:00 +0700", "", "Tue, 05 Mar 99999 1:1:1 +9999"]
)
def test_bad_dates(tmp_path: Path, date: str) -> None:
    """A date that is none is left out."""
    path = saved(tmp_path, f"Subject: Họp\nDate: {date}\n\nUBND tỉnh họp bàn.\n".encode())
    assert report(path).published is None


def test_page_saved_as_one_file(tmp_path: Path) -> None:
    """A page that a browser saved as .mhtml is read with its address; so is one that Word named .doc."""
    raw = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/tin\r\n"
        b"Subject: =?utf-8?Q?T=C3=AAn?=\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><p>UBND t=E1=BB=89nh h=E1=BB=8Dp b=C3=A0n gi=E1=BA=A3i ph=C3=A1p.</p></body></html>"
        b"\r\n--b--\r\n"
    )
    for name in ("a.mhtml", "a.doc"):
        (tmp_path / name).write_bytes(raw)
        found = report(tmp_path / name)
        assert "UBND tỉnh họp bàn giải pháp." in found.text
        assert (found.title, found.url) == ("Tên", "https://example.org/tin")


def test_a_saved_page_is_no_mail(tmp_path: Path) -> None:
    """The browser that saved a page is not its source, nor the day of saving when it was published."""
    words = "Chiều 30/12/2023, UBND tỉnh Hà Nam họp bàn cấp nước sạch cho các xã ven sông. " * 4
    markup = f"<html><body><h1>Hà Nam cấp nước sạch</h1><p>{words}</p></body></html>"
    message = MIMEText(markup, "html", "utf-8")
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "Hà Nam cấp nước sạch - Cổng"
    message["Date"] = "Tue, 05 Mar 2024 23:30:00 -0000"
    message["Snapshot-Content-Location"] = "https://example.org/tin"
    (tmp_path / "a.mhtml").write_bytes(message.as_bytes())
    found = report(tmp_path / "a.mhtml")
    assert (found.title, found.source, found.published) == ("Hà Nam cấp nước sạch", None, None)
    assert (found.event_date, found.url) == ("2023-12-30", "https://example.org/tin")


def test_words_under_another_encodings_name(tmp_path: Path) -> None:
    """UTF-8 that a mail calls Latin-1 or Windows-1258 is read as what it is, in its head and its words."""
    name = base64.b64encode("Sở Tài chính".encode()).decode()
    raw = (
        f"From: =?windows-1258?B?{name}?= <a@example.org>\nSubject: Họp\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n"
        "Thu ngân sách đạt 1.234 tỷ đồng.\n"
    )
    found = report(saved(tmp_path, raw.encode()))
    assert (found.source, found.text.split("\n")[-1]) == ("Sở Tài chính", "Thu ngân sách đạt 1.234 tỷ đồng.")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0\xff garbage", "corrupt_file"),
        (b"Subject: a\n\n", "no_text"),
        (b"Subject: a\nContent-Type: text/plain\n\n\xff\xfe\x00", "not_text"),
        (b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"boundary=" * 300, "corrupt_file"),
        (
            b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 25_000,
            "corrupt_file",
        ),
    ],
)
def test_no_mail(tmp_path: Path, content: bytes, code: str) -> None:
    """What is no mail, or holds no words, is refused."""
    assert refusal(saved(tmp_path, content)).code in (code, "bad_encoding")


def test_names_that_lead_out(tmp_path: Path) -> None:
    """An attachment's folders are dropped from its name, and nothing is written beside the mail."""
    message = mail()
    attach(message, "../../ngoài.txt", TEXT.encode())
    attach(message, "C:\\tạm\\trong.txt", TEXT.encode())
    files = [each.file for each in reports(saved(tmp_path, message))]
    assert files == ["thư.eml", "thư.eml/ngoài.txt", "thư.eml/trong.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["thư.eml"]


def sample() -> bytes:
    """A mail with something of everything."""
    message = mail()
    message.add_alternative("<p>Trang</p>", subtype="html")
    attach(message, "a.csv", b"a,b\n1,2\n")
    inner = mail("Thư trong.")
    message.add_attachment(inner, filename="b.eml")
    return message.as_bytes()


def test_damaged(tmp_path: Path) -> None:
    """Damaged mails are read or refused, never a crash."""
    survives_in_parts(sample(), tmp_path / "a.eml", SHORT)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_damaged_at_length(tmp_path: Path) -> None:
    """Thousands of damaged mails are read or refused, never a crash."""
    survives_in_parts(sample(), tmp_path / "a.eml", LONG)
