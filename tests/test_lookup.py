"""Lookup: a sentence or figure is borne, contradicted, both, or not found, each with the quotes that say so."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from made import Over, report
from serving import Served, served

from assistant.lookup import Checked, lookup
from index import Filters, Index
from index.errors import BadInput

SHRIMP = "Đến ngày 31/3/2024, xã Phú Lộc có 417 hộ nuôi tôm, tăng 25 hộ so với cùng kỳ năm trước."
OTHER = "Tính đến hết quý I năm 2024, toàn xã Phú Lộc có 409 hộ nuôi tôm."
BEFORE = "Năm 2022, xã Phú Lộc có 380 hộ nuôi tôm."
ROAD = "Sáng 12/3/2023, tỉnh khởi công tuyến đường ven biển dài 42 km."


@pytest.fixture(scope="module")
def store(assistant_over: Over) -> Index:
    """Four reports, of which three count the same thing."""
    return assistant_over(
        report("moi", SHRIMP, title="Báo cáo quý I", published="2024-04-02", province="Thanh Hóa"),
        report("khac", OTHER, title="Tin tháng 4", published="2024-04-10"),
        report("cu", BEFORE, title="Báo cáo năm 2022", published="2023-01-10"),
        report("duong", ROAD, title="Đường ven biển", published="2023-03-12"),
    ).index


def one(store: Index, statement: str, filters: Filters | None = None) -> Checked:
    """What comes of a statement of one sentence."""
    (checked,) = lookup(store, statement, filters)
    return checked


def keys(checked: Checked, kind: str) -> list[str]:
    """The keys of the reports found of a kind."""
    return [found.citation.key for found in getattr(checked, kind)]


def test_a_true_sentence_is_borne_by_its_quote(store: Index) -> None:
    """With accents and without; another report's figure for the same time is told, an older one set apart."""
    for statement in ("Xã Phú Lộc có 417 hộ nuôi tôm.", "xa phu loc co 417 ho nuoi tom"):
        checked = one(store, statement)
        assert (checked.verdict, keys(checked, "bears")) == ("disputed", ["moi"])
        assert keys(checked, "contradicts") == ["khac"] and keys(checked, "near") == ["cu"]
        (found,) = checked.bears
        text = store.report(found.citation.report_id).text
        assert found.faults == () and text[found.citation.start : found.citation.end] == found.citation.quote


def test_a_wrong_figure_is_contradicted_with_what_the_report_says(store: Index) -> None:
    """Another number, another direction: the quote and both values stand beside it."""
    checked = one(store, "Xã Phú Lộc có 4.170 hộ nuôi tôm năm 2024.")
    assert checked.verdict == "contradicted" and "moi" in keys(checked, "contradicts")
    values = {(fault.in_sentence, fault.in_quote) for found in checked.contradicts for fault in found.faults}
    assert ("4.170 hộ", "417 hộ") in values
    assert one(store, "Tuyến đường ven biển dài 45 km được tỉnh khởi công.").verdict == "contradicted"
    assert one(store, "Tuyến đường ven biển dài 42 km được tỉnh khởi công.").verdict == "borne"


def test_a_figure_is_contradicted_by_one_of_the_same_thing_alone(assistant_over: Over) -> None:
    """What the title and province say counts; neither a session's number nor a percentage is a count of delegates."""
    index = assistant_over(
        report(
            "lua",
            "Đồng Tháp nhận mục tiêu 161.000 ha vào năm 2030; riêng năm 2024 làm trước 20.000 ha.",
            title="Đồng Tháp đăng ký diện tích lúa",
            province="Đồng Tháp",
        ),
        report("hop", "Dự họp có 80 đại biểu.", title="Họp HĐND", province="Nam Định"),
        report("dang", "Đại hội XIX họp, các đại biểu dự đủ, đạt 98%.", title="Đại hội", province="Nam Định"),
    ).index
    assert one(index, "Đồng Tháp đăng ký 25.000 ha năm 2024.").verdict == "contradicted"
    assert one(index, "80 đại biểu dự họp ở Nam Định.").verdict == "borne"
    assert keys(one(index, "Dự họp có 95 đại biểu."), "contradicts") == ["hop"]


def test_another_year_is_no_contradiction(store: Index) -> None:
    """A figure of 2022 under the year 2024 is not borne by the report of 2022, which is shown as near."""
    checked = one(store, "Năm 2024, xã Phú Lộc có 380 hộ nuôi tôm.")
    assert "cu" in keys(checked, "near") and not checked.bears


def test_a_bare_figure_is_found_where_it_stands(store: Index) -> None:
    """A figure says nothing that could be contradicted."""
    checked = one(store, "417 hộ")
    assert (checked.verdict, keys(checked, "bears"), checked.contradicts) == ("borne", ["moi"], ())


@pytest.mark.parametrize(
    "statement",
    [
        "Giá vé máy bay đi Paris là 20 triệu đồng.",
        "Xã Phú Lộc có 12 trường học đạt chuẩn quốc gia.",
        "Hội nghị đã bàn về chuyển đổi số.",
    ],
)
def test_what_no_report_speaks_of_is_not_found(store: Index, statement: str) -> None:
    """Neither borne nor contradicted by reports of something else, though words are shared."""
    checked = one(store, statement)
    assert (checked.verdict, checked.bears, checked.contradicts) == ("not_found", (), ())


def test_sentences_are_checked_one_by_one_and_within_filters(store: Index) -> None:
    """Each has its own verdict; a filter leaves other reports out."""
    first, second = lookup(store, "Xã Phú Lộc có 417 hộ nuôi tôm. Đường ven biển dài 50 km.")
    assert (first.sentence, second.sentence) == (
        "Xã Phú Lộc có 417 hộ nuôi tôm.",
        "Đường ven biển dài 50 km.",
    )
    assert keys(first, "bears") == ["moi"] and keys(second, "contradicts") == ["duong"]
    assert one(store, "Xã Phú Lộc có 409 hộ nuôi tôm.", Filters(province="Thanh Hóa")).bears == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [(" ", "empty_statement"), ("?!", "empty_statement"), ("x " * 1500, "statement_too_long"),
     ("Xã A có 3 hộ. " * 9, "too_many_sentences")],
)  # fmt: skip
def test_what_cannot_be_looked_up_says_so(store: Index, statement: str, code: str) -> None:
    """No words, too many, too many sentences."""
    with pytest.raises(BadInput) as refused:
        lookup(store, statement)
    assert refused.value.code == code


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over one report."""
    reports = [report("moi", SHRIMP, title="Báo cáo quý I", published="2024-04-02")]
    with served(tmp_path_factory.mktemp("served"), reports) as running:
        yield running


def test_over_http(server: Served) -> None:
    """The same in its published shape; a citation found there opens by its id."""
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as client:
        found = client.post("/lookup", json={"statement": "Xã Phú Lộc có 419 hộ nuôi tôm."}).json()[
            "sentences"
        ]
        assert [one["verdict"] for one in found] == ["contradicted"]
        citation = found[0]["contradicts"][0]["citation"]
        assert client.get(f"/citations/{citation['id']}").json()["quote"] == citation["quote"] == SHRIMP
        refused = client.post("/lookup", json={"statement": ""})
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "empty_statement")


def test_what_is_active_is_told(server: Served) -> None:
    """Version, embedding, model, counts and sizes, as they are."""
    about = httpx.get(f"{server.url}/api/v1/about", timeout=60).json()
    assert (about["reports"], about["passages"], about["model"]) == (1, server.index.count_passages, None)
    assert about["embedding"] == server.index.embedding and about["is_bundled_embedding"]
    assert about["store_bytes"] > 1000 and about["original_bytes"] == 0
    assert Path(about["folder"]) == server.index.folder.absolute() and not about["has_samples_only"]
