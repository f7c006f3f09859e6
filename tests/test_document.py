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
        "type": "832/QĐ-UBND",
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


def test_gazette_signers(shared: Path) -> None:
    """The signer of at least 29 of 30 gazette prints stands as a name in its text; one print ends before it."""
    folder = shared / "corpora/gazette-pdf"
    found = [each for each in read(folder) if isinstance(each, Report)]
    assert sum(each.signer is not None for each in found) >= 29
    assert {each.status for each in found} == {"issued"}
    for each in found:
        at = each.found.get("signer")
        assert at is None or each.text[slice(*at)] == each.signer


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
    """Half a million characters of posts are read without a pattern running away."""
    from_json({"text": "BÁO CÁO\n" + piece * (500_000 // len(piece))})
