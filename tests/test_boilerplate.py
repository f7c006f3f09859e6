"""Body: a page's furniture stays out of what is searched, and a report's own words stay in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boilerplate import body, layout

FILES = Path(__file__).parent / "files"
PARAGRAPH = (
    "UBND tỉnh giao Sở Tài chính phối hợp với các huyện, thành phố rà soát toàn bộ kế hoạch vốn đầu tư công "
    "và báo cáo trước ngày 15 hằng tháng."
)


def kept(text: str, title: str | None = None) -> str:
    """The body's words, a line for each span."""
    return "\n".join(text[start:end] for start, end in body(text, title=title))


def test_saved_page() -> None:
    """Of a saved page the title, the paragraphs and a caption that names a person stay; all the rest goes."""
    text = (FILES / "saved_page.txt").read_text(encoding="utf-8")
    lines = [line for line in kept(text).splitlines() if line]
    assert lines[0] == "UBND tỉnh họp bàn giải pháp cấp nước sạch cho các xã ven biển năm 2024"
    assert lines[1].startswith("Chiều 30/12")
    assert lines[2].startswith("Theo báo cáo của Sở")
    assert lines[3] == "Đồng chí Phạm Thị Hoa – Giám đốc Sở Tài chính phát biểu tại hội nghị."
    assert lines[4].startswith("Kết luận hội nghị")
    assert len(lines) == 5


def test_official_letter_keeps_who_signed_it() -> None:
    """The end of an official letter is its own: who received it, who signed it and in which post."""
    text = (FILES / "letter.txt").read_text(encoding="utf-8")
    assert kept(text).endswith("CHỦ TỊCH\n\nNguyễn Văn Hải")


def test_a_writers_name_after_a_short_last_sentence() -> None:
    """Who wrote the report stays out of it below a short sentence, too; a list of names stays."""
    assert kept(f"{PARAGRAPH}\n\nTỉnh đặt mục tiêu 40 dự án.\n\nThu Hà").endswith("40 dự án.")
    assert kept(f"{PARAGRAPH}\n\nGồm các ông:\n\nLê Văn An").endswith("Lê Văn An")


def test_title_and_lead_on_one_line() -> None:
    """A first line with date, section, title and lead is taken apart; the date and section are dropped."""
    text = (FILES / "flat.txt").read_text(encoding="utf-8")
    first, second = body(text)[:2]
    assert text[slice(*first)] == "Lãnh đạo tỉnh làm việc với các hợp tác xã trồng cam"
    assert text[slice(*second)].startswith("Sáng 12/5, đồng chí")


@pytest.mark.parametrize(
    "line",
    [
        "Đăng ngày 22 - 12 - 2022",
        "Đăng ngày 12/03/2024 - 100% - Xem với cỡ chữ A- A A+",
        "Ngày đăng: 12/03/2024 | Lượt xem: 1.204 | In bài viết",
        "7,902 lượt xem",
        "Lượt xem: 1.204",
        "Video: 211222_-_HOP.mp4?_t=1671617808",
        "Ảnh: Thành Tâm",
        "Quang cảnh Hội nghị.",
        "Các đại biểu dự hội nghị.",
        "In bài viết",
        "Chia sẻ",
    ],
)
def test_furniture_between_paragraphs(line: str) -> None:
    """A page's furniture is dropped wherever it stands."""
    assert line not in kept(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}")


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí Trần Quốc Huy – Giám đốc Sở Nội vụ phát biểu tại Hội nghị.",
        "Quang cảnh hội nghị với 80 đại biểu.",
        "Kinh tế",
        "Thảo luận",
        "100%",
        "21/12/2022",
        "Địa chỉ: số 1 đường Lê Lợi",
        "Nguyễn Văn An",
        "Báo cáo kết quả năm 2022",
        "Ngày 21/12/2022, UBND tỉnh họp.",
    ],
)
def test_in_doubt_it_stays(line: str) -> None:
    """Between paragraphs, what may be the report's own stays: a heading, a figure, a date, a name."""
    assert line in kept(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}")


@pytest.mark.parametrize(
    "tail",
    [
        "Minh Hương",
        "Nguyễn Hương - Văn Duẩn",
        "PV (tổng hợp)",
        "Nguồn: Báo Nhân Dân",
        "Khởi công cầu qua sông Đáy (28/12/2024)",
        "BÁO HÀ NAM ĐIỆN TỬ\nGiấy phép số 68/GP-BTTTT\nĐịa chỉ: thành phố Phủ Lý",
        "Tin mới nhất\nMột tin khác\nHai tin khác",
    ],
)
def test_after_the_last_paragraph(tail: str) -> None:
    """Who wrote it, its source, other news and the paper's licence are dropped from the end."""
    assert kept(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{tail}") == f"{PARAGRAPH}\n\n{PARAGRAPH}"


def test_list_of_names_stays() -> None:
    """Three names or more in a row are a list, not a signature."""
    text = f"{PARAGRAPH}\n\nNguyễn Văn An\nTrần Thị Bình\nLê Văn Cường"
    assert kept(text) == text


def test_other_news_inside_the_report() -> None:
    """A box of other news between two paragraphs goes; the report goes on after it."""
    text = f"{PARAGRAPH}\n\nTin liên quan\n\nMột tin khác\n\n{PARAGRAPH}"
    assert kept(text) == f"{PARAGRAPH}\n{PARAGRAPH}"


def test_title_said_again_is_dropped_once_known() -> None:
    """The title stays where it stands; a caption that says it again goes, one with other figures stays."""
    title = "Ban Thường vụ Tỉnh ủy cho ý kiến, chủ trương một số nội dung năm 2022"
    again = title.replace(",", "")
    other = title.replace("2022", "2021")
    text = f"{title}\n\n{PARAGRAPH}\n\n{again}\n\n{PARAGRAPH}\n\n{other}\n\n{PARAGRAPH}"
    assert kept(text).splitlines().count(title) == 1
    assert again not in kept(text)
    assert other in kept(text)


def test_a_tables_row_is_no_title() -> None:
    """What stands between bars names columns."""
    text = "TT | Tên xã | Số hộ năm 2023\n1 | Liêm Chung | 1.234\nNguồn: Cục Thống kê tỉnh công bố."
    assert layout(text).title is None


def test_furniture_alone_is_kept_whole() -> None:
    """A text of nothing but furniture is kept whole: somebody added it."""
    text = "  Tin mới nhất\nChia sẻ\n"
    assert body(text) == ((2, len(text) - 1),)


def test_page_clock_is_no_publish_date() -> None:
    """The date above the title is told apart from the one beside it."""
    parts = layout((FILES / "saved_page.txt").read_text(encoding="utf-8"))
    assert parts.clock is not None
    assert parts.clock.text.startswith("Thứ 6, 10/01/2025")
    assert [line.text for line in parts.posted] == ["Thứ 2, 30/12/2024 | 16:20:05"]


_LINES = st.sampled_from(
    [
        PARAGRAPH,
        "Tin mới nhất",
        "Chia sẻ",
        "21/12/2022",
        "",
        "  ",
        "Minh Hương",
        "date 2024-11 x",
        "# Mục",
        "<",
        "Ảnh: An",
    ]
)


@given(st.one_of(st.text(), st.lists(_LINES).map("\n".join)), st.integers(0, 5))
def test_spans_hold_words_in_order(text: str, start: int) -> None:
    """Spans are ordered, apart, within the text and trimmed of white space; with any letter there is one."""
    end = start
    spans = body(text, start)
    for begin, stop in spans:
        assert end <= begin < stop <= len(text)
        assert text[begin:stop] == text[begin:stop].strip() != ""
        end = stop
    assert bool(spans) == bool(text[start:].strip())


@pytest.mark.parametrize(
    "piece", ["Tin khác (", "1 ", "a", "Đ" + "ại biểu ", "- ", "ngày ", "1/1/", "|", "(", "A. "]
)
@pytest.mark.timeout(60)
def test_hostile_lines_end(piece: str) -> None:
    """A line of a million characters, or a hundred thousand lines, is read without a pattern running away."""
    layout(piece * (1_000_000 // len(piece)))
    layout((piece * (290 // len(piece)) + "\n") * 3_000)
    layout((piece + "\n") * 50_000)


@pytest.mark.timeout(60)
def test_many_sections_end() -> None:
    """Paragraphs and headings of other news by the ten thousand are read in one pass."""
    layout(f"{PARAGRAPH}\nTin khác\n" * 20_000)


def test_plain_articles_lose_nothing(shared: Path) -> None:
    """Of 2,048 plain articles less than one character in ten thousand is dropped."""
    import json

    whole = lost = 0
    with (shared / "gold/provincial/reports.jsonl").open(encoding="utf-8") as file:
        for line in file:
            report = json.loads(line)
            inside = sum(
                len(report["text"][a:b].split()) for a, b in body(report["text"], title=report["title"])
            )
            whole += len(report["text"].split())
            lost += len(report["text"].split()) - inside
    assert whole > 1_000_000
    assert lost < whole / 10_000
