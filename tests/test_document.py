"""What a document says of itself: number, kind, signer, status, each with where it stands; nothing made up."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import report

from index.document import signer
from index.errors import BadInput
from index.reading import Refused, from_json, read
from index.report import Report

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "Căn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Phê duyệt kế hoạch cấp nước."
SIGNED = "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Thị Hòa"


def decision(kind: str = "QUYẾT ĐỊNH", number: str = "832/QĐ-UBND", top: str = "") -> str:
    """A document of a made-up province."""
    return (
        f"{top}ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: {number}\n{MOTTO}\nBình Minh, ngày 15 tháng 3 năm 2025\n"
        f"{kind}\nVề việc cấp nước sạch\n{BODY}\n{SIGNED}\n"
    )


def of_itself(found: Report) -> tuple[str | None, ...]:
    """Number, kind, signer and status."""
    return found.number, found.type, found.signer, found.status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (decision(), ("832/QĐ-UBND", "Quyết định", "Lê Thị Hòa", "issued")),
        (decision(top="DỰ THẢO\n"), ("832/QĐ-UBND", "Quyết định", "Lê Thị Hòa", "draft")),
        (decision(top="(Dự thảo lần 2)\n"), ("832/QĐ-UBND", "Quyết định", "Lê Thị Hòa", "draft")),
        (decision(number="    /QĐ-UBND", top="DỰ THẢO\n"), (None, "Quyết định", "Lê Thị Hòa", "draft")),
        (decision(number="    /QĐ-UBND"), (None, "Quyết định", "Lê Thị Hòa", None)),
        (
            decision(number="    /NQ-HĐND", kind="DỰ THẢO NGHỊ QUYẾT"),
            (None, "Nghị quyết", "Lê Thị Hòa", "draft"),
        ),
        (
            decision(number="    /NQ-HĐND", top="Dự thảo lấy ý kiến Nhân dân\n"),
            (None, "Quyết định", "Lê Thị Hòa", "consultation"),
        ),
        (
            decision(number="    /NQ-HĐND", top="DỰ THẢO\n(Trình kỳ họp thứ 5 HĐND tỉnh)\n", kind="NGHỊ QUYẾT"),
            (None, "Nghị quyết", "Lê Thị Hòa", "submitted"),
        ),
        (
            decision(kind="TỜ TRÌNH", number="12/TTr-UBND"),
            ("12/TTr-UBND", "Tờ trình", "Lê Thị Hòa", "submitted"),
        ),
        (
            f"HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH MINH\n{MOTTO}\nNGHỊ QUYẾT\nVề cấp nước sạch\n{BODY}\nNghị quyết này đã được"
            " Hội đồng nhân dân tỉnh Bình Minh khóa X, kỳ họp thứ 5 thông qua ngày 9 tháng 7 năm 2024.\nCHỦ TỊCH\n"
            "Trần Văn An",
            (None, "Nghị quyết", "Trần Văn An", "passed"),
        ),
        (
            "BÁO CÁO\nTình hình kinh tế - xã hội tháng 5\nSản lượng lúa đạt 812.000 tấn.\nNGƯỜI BÁO CÁO | TRƯỞNG BAN\n"
            "\n\nĐỗ Thành Trung",
            (None, "Báo cáo", "Đỗ Thành Trung", None),
        ),
        (
            "Dự thảo Nghị quyết về cấp nước được lấy ý kiến\n\nĐăng ngày 22/12/2022\n\nSáng 21/12, UBND tỉnh Bình"
            " Minh họp, nghe dự thảo Nghị quyết về cấp nước. Ông Lê Văn An, Phó Chủ tịch UBND tỉnh, chủ trì. Hội nghị"
            " đã thông qua báo cáo.",
            (None, "Tin bài", None, None),
        ),
        ("Sản lượng lúa của huyện đạt 812.000 tấn. Quyết định số 832/QĐ-UBND được ban hành.", (None,) * 4),
        ("DỰ THẢO là việc thường làm. Các xã đã họp.", (None,) * 4),
    ],
    ids=[
        "decision", "draft", "second draft", "draft without a number", "no number", "draft of a kind", "asked",
        "submitted draft", "submission", "passed", "report", "news of a draft", "news of a decision", "a word",
    ],
)  # fmt: skip
def test_what_it_says_of_itself(text: str, expected: tuple[str | None, ...]) -> None:
    """A draft is never issued, news of a draft is no draft, and what the text does not say is null."""
    assert of_itself(from_json({"text": text})) == expected


def test_a_draft_without_a_number_has_its_title_and_issuer() -> None:
    """Its title is its own subject and says that it is a draft, not the first line of its head."""
    text = (
        "HỘI ĐỒNG NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÀ NAM\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số:       /2023/NQ-HĐND\tHà Nam, ngày     tháng     năm 2023\nDỰ THẢO\nNGHỊ QUYẾT\nQuy định mức hỗ trợ\n"
        "Căn cứ Luật;\nĐiều 1. Mức hỗ trợ 100.000 đồng."
    )
    found = from_json({"text": text})
    assert (found.title, found.status) == ("Dự thảo Nghị quyết: Quy định mức hỗ trợ", "draft")
    assert (found.source, found.province) == ("Hội đồng nhân dân tỉnh Hà Nam", "Hà Nam")
    assert (found.number, found.published) == (None, None)


@pytest.mark.parametrize("mark", ["\n", " | "], ids=["below", "beside"])
def test_all_who_signed_a_joint_document(mark: str) -> None:
    """A joint circular names each who signed it; the forms that its annexes bring are signed by nobody."""
    signed = mark.join(
        f"KT. {head}{mark}PHÓ {head}{mark}{name}"
        for head, name in (
            ("CHÁNH ÁN", "Nguyễn Trí An"),
            ("VIỆN TRƯỞNG", "Lê Huy Bình"),
            ("BỘ TRƯỞNG", "Võ Cúc"),
        )
    )
    text = (
        f"BỘ CÔNG AN - TÒA ÁN NHÂN DÂN TỐI CAO\nSố: 1/2022/TTLT-BCA\n{MOTTO}\nHà Nội, ngày 8 tháng 2 năm 2022\n"
        f"THÔNG TƯ LIÊN TỊCH\nQuy định phối hợp\nĐiều 1. Phạm vi.\n{signed}\n\n"
        + "Mẫu số 1 kèm theo thông tư này.\n" * 60
        + "GIÁM ĐỐC\nTrần Văn Mẫu\n"
    )
    found = from_json({"text": text})
    assert found.signer == "Nguyễn Trí An; Lê Huy Bình; Võ Cúc"
    assert found.text[slice(*found.found["signer"])] == "Nguyễn Trí An"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UY BAN NHAN DAN\nTINH CA MAU\nCONG HOA XA HOI CHU NGHIA VIET NAM\nDoc lap - Tu do - Hanh phuc\n"
            "So: 45/KH-UBND\nCa Mau, ngay 12 thang 3 nam 2021\nKE HOACH\nPhong chong han, man\nCan cu Luat;\n"
            "TM. UY BAN NHAN DAN\nCHU TICH\nHuynh Quoc An",
            ("45/KH-UBND", "Kế hoạch", "Huynh Quoc An", "2021-03-12", "Cà Mau", "Uy ban nhan dan tinh Ca Mau"),
        ),
        (
            f"UỶ BAN NHÂN DÂN TỈNH HÀ TÂY\n{MOTTO}\nSố 1205 QĐ/UB\nHà Đông, ngày 12 tháng 7 năm 1999\n"
            "QUYẾT ĐỊNH CỦA UBND TỈNH HÀ TÂY\nV/v quản lý đất đai\n- Căn cứ Luật\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"
            "Nguyễn Văn Hải",
            ("1205 QĐ/UB", "Quyết định", "Nguyễn Văn Hải", "1999-07-12", None, "Uỷ ban nhân dân tỉnh Hà Tây"),
        ),
        (
            f"SỞ TÀI CHÍNH - SỞ GIÁO DỤC VÀ ĐÀO TẠO\n{MOTTO}\nSố: 34/HDLN-STC-SGDĐT\nNam Định, ngày 5 tháng 8 năm"
            " 2015\nHƯỚNG DẪN\nThu chi học phí\nCăn cứ Luật;\nGIÁM ĐỐC SỞ TÀI CHÍNH | GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO"
            " TẠO\nĐỗ Văn An | BS.CKII. Trần Đoài",
            ("34/HDLN-STC-SGDĐT", "Hướng dẫn", "Đỗ Văn An; Trần Đoài", "2015-08-05", "Nam Định",
             "Sở Tài chính - Sở Giáo dục và Đào tạo"),
        ),
        (
            f"PHÒNG NỘI VỤ\n{MOTTO}\nBIÊN BẢN\nHọp xét thi đua\nHôm nay, vào hồi 14 giờ 00 phút ngày 30 tháng 6 năm"
            " 2023, tại phòng họp.\nTHƯ KÝ | CHỦ TRÌ\nTrần Thị Hoa | Nguyễn Văn Nam",
            (None, "Biên bản", "Trần Thị Hoa; Nguyễn Văn Nam", None, None, "Phòng Nội vụ"),
        ),
    ],
    ids=["without accents", "an old number", "two departments", "minutes"],
)  # fmt: skip
def test_heads_of_other_days_and_bodies(text: str, expected: tuple[str | None, ...]) -> None:
    """Without accents, with a number as it was written once, of two departments, and minutes: each says what it is."""
    found = from_json({"text": text})
    told = (found.number, found.type, found.signer, found.published, found.province, found.source)
    assert told == expected
    assert found.event_date == ("2023-06-30" if found.type == "Biên bản" else None)


def test_the_meeting_that_a_notice_tells_of() -> None:
    """A yearless day in an official notice is reckoned from the notice's own, over the turn of the year."""
    text = (
        f"VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\n{MOTTO}\nSố: 12/TB-VP\nLạng Sơn, ngày 10 tháng 01 năm 2024\n"
        "THÔNG BÁO\nKết luận tại cuộc họp\nNgày 29/12, Chủ tịch UBND tỉnh chủ trì cuộc họp về cấp nước."
    )
    found = from_json({"text": text})
    assert (found.published, found.event_date) == ("2024-01-10", "2023-12-29")
    assert found.text[slice(*found.found["event_date"])] == "29/12"


def test_each_has_its_place() -> None:
    """What a field was read from stands at its span, character for character."""
    text = decision()
    found = from_json({"text": text})
    said = {name: text[slice(*at)] for name, at in found.found.items() if isinstance(at, tuple)}
    assert said == {
        "title": "Về việc cấp nước sạch",
        "source": "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH",
        "published": "15 tháng 3 năm 2025",
        "number": "832/QĐ-UBND",
        "type": "QUYẾT ĐỊNH",
        "signer": "Lê Thị Hòa",
        "status": "832/QĐ-UBND",
    }


def test_who_says_it(tmp_path: Path) -> None:
    """Front matter, a sidecar and the sender override the words, and each field says who gave it."""
    fields = {
        "number": "9/BC",
        "type": "Báo cáo",
        "signer": "Võ An",
        "status": "dự thảo",
        "source": "Sở Nước",
    }
    sent = from_json({"text": decision(), **fields})
    assert of_itself(sent) == ("9/BC", "Báo cáo", "Võ An", "draft")
    assert {sent.found[name] for name in fields} == {"upload"}
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (tmp_path / "a.md").write_text(f"---\n{front}---\n{decision()}", encoding="utf-8")
    noted = report(tmp_path / "a.md")
    assert (of_itself(noted), {noted.found[name] for name in fields}) == (of_itself(sent), {"front_matter"})
    assert noted.text[slice(*noted.found["published"])] == "15 tháng 3 năm 2025"
    (tmp_path / "a.md.meta.json").write_text('{"status": "issued", "signer": "Hồ Lan"}', encoding="utf-8")
    beside = report(tmp_path / "a.md")
    assert of_itself(beside) == ("9/BC", "Báo cáo", "Hồ Lan", "issued")
    assert (beside.found["status"], beside.found["number"]) == ("sidecar", "front_matter")


@pytest.mark.parametrize("given", ["status: hoàn tất", "status: 5"])
def test_an_unknown_status_is_refused(tmp_path: Path, given: str) -> None:
    """A status that is none of the five is refused with the five."""
    with pytest.raises(BadInput, match="consultation") as caught:
        from_json({"text": "Một báo cáo.", "status": given})
    assert caught.value.param == "status"
    (tmp_path / "a.md").write_text(f"---\n{given}\n---\nMột báo cáo.", encoding="utf-8")
    (refused,) = read(tmp_path / "a.md")
    assert isinstance(refused, Refused)
    assert refused.code == "bad_status"


def test_a_page_says_who_gave_it(tmp_path: Path) -> None:
    """What a web page's own metadata say is marked as the page's, and survives as JSON."""
    markup = (
        "<html><head><meta property='og:site_name' content='Báo Bình Minh'><meta property='article:published_time'"
        " content='2024-05-06T08:00'></head><body><article><h1>Tỉnh họp bàn cấp nước sạch</h1><p>"
        + "UBND tỉnh họp bàn về nước sạch cho các xã ven biển trong mùa khô. " * 6
        + "</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    found = report(tmp_path / "a.html")
    assert (found.type, found.found["source"], found.found["published"]) == ("Tin bài", "page", "page")
    shape: dict[str, Any] = json.loads(json.dumps(found.to_json()))
    assert shape["found"]["type"] == "page"
    assert list(shape)[-7:] == ["number", "type", "signer", "status", "converted", "ocr_pages", "found"]


@pytest.mark.campaign
def test_gazette_signers(shared: Path) -> None:
    """The signer of at least 29 of 30 gazette prints stands as a name in its text; one print ends before it."""
    folder = shared / "corpora/gazette-pdf"
    found = [each for each in read(folder) if isinstance(each, Report)]
    assert sum(each.signer is not None for each in found) >= 29
    assert {each.status for each in found} == {"issued"}
    for each in found:
        at = each.found.get("signer")
        assert at is None or each.text[slice(*at)] == (each.signer or "").split("; ")[0]
    assert sum("; " in (each.signer or "") for each in found) == 1


@given(st.text(alphabet=st.sampled_from("TM. CHỦ TỊCH\n|(đã ký) Lê Văn An-"), max_size=300))
def test_any_text_ends(text: str) -> None:
    """Whatever the letters, a signer found stands where it is said to."""
    found = signer(text)
    assert found is None or text[slice(*found.span)] == found.value


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["CHỦ TỊCH\n", "TM. ", "KT. GIÁM ĐỐC (Đã ký) ", "- Lưu: VT;\nTM. A\n", "DỰ THẢO ("]
)
def test_hostile_text_ends(piece: str) -> None:
    """So many characters of posts are read without a pattern running away."""
    from_json({"text": "BÁO CÁO\n" + piece * (150_000 // len(piece))})
