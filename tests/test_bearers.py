"""“Nguyễn Văn A là ai?” is answered by the post that a sentence gives by that very name."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.bearers import borne_by, posts_beside

_MEETING = report(
    "meeting",
    "Ngày 3/6/2023, tỉnh Nam Định họp về chuyển đổi số. Đồng chí Lê Hồng Hải – Tỉnh ủy viên, Giám đốc Sở Nội vụ trình "
    "bày báo cáo. Ông Trần Quang Tú đề nghị Chủ tịch UBND tỉnh Phạm Đình Lộc bố trí thêm vốn.",
    title="Nam Định họp về chuyển đổi số",
    published="2023-06-03",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Lê Hồng Hải là ai?", "Giám đốc Sở Nội vụ"),
        ("Le Hong Hai la ai", "Giám đốc Sở Nội vụ"),
        ("Đồng chí Lê Hồng Hải giữ chức vụ gì?", "Giám đốc Sở Nội vụ"),
        ("Who is Pham Dinh Loc?", "Chủ tịch UBND tỉnh Phạm Đình Lộc"),
        ("Trần Quang Tú là ai?", None),
        ("lê hồng hải giữ chức vụ gì", "Giám đốc Sở Nội vụ"),
        ("chuc vu cua pham dinh loc la gi", "Chủ tịch UBND tỉnh Phạm Đình Lộc"),
        ("le hong ha la ai", None),
        ("lê hồng hà nói gì", None),
        ("le hong ha de nghi gi", None),
    ],
)
def test_who_somebody_is_is_told_by_the_post(assistant_over: Over, question: str, bears: str | None) -> None:
    """Whoever only asks a post's holder for something does not hold it."""
    answer = assistant_over(_MEETING).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Chức vụ của ông Phạm Đình Lộc là gì?", "pham dinh loc"),
        ("Lê Hồng Hải đang giữ chức gì?", "le hong hai"),
        ("Lê Hồng Hải từng giữ chức gì?", "le hong hai"),
        ("Chủ tịch UBND tỉnh là ai?", ""),
        ("Chủ đầu tư dự án là ai?", ""),
        ("chủ đầu tư dự án là ai", ""),
        ("chu dau tu du an la ai", ""),
        ("hà giang là ai", ""),
        ("nguoi nay la ai", ""),
        ("Vũ Thu Hiền là ai?", "vu thu hien"),
        ("Vũ Thu hiện là ai?", "vu thu"),
        ("LÊ HỒNG HẢI GIỮ CHỨC GÌ", "le hong hai"),
        ("Who is the chairman?", ""),
    ],
)
def test_a_name_asked_about_is_told_from_a_post(question: str, name: str) -> None:
    """A post's holder is asked for by the post, and a surname opens a name."""
    assert borne_by(understand(question)) == name


def test_a_post_is_of_the_name_beside_it() -> None:
    """Of several people in a row each post is of the one whom it follows."""
    said = "Lê Hồng Hải - Bí thư Tỉnh ủy; Phạm Đình Lộc, Chủ tịch UBND tỉnh; Trần Quang Tú."
    found = {
        name: [said[fit.start : fit.end] for fit in posts_beside(name, said)]
        for name in ("le hong hai", "tran quang tu")
    }
    assert found == {"le hong hai": ["Bí thư"], "tran quang tu": []}


_HEADS = report(
    "heads",
    "Ngày 3/6/2023, tỉnh Nam Định họp về chuyển đổi số. Đồng chí Lê Hồng Hải – Giám đốc Sở Thông tin và Truyền thông "
    "báo cáo kết quả. Đồng chí Vũ Quang Tú – Giám đốc Sở Nội vụ góp ý. Bộ "
    "Chính trị ban hành Nghị quyết số 30-NQ/TW về phát triển vùng.",
    title="Nam Định họp về chuyển đổi số",
    published="2023-06-03",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("GĐ Sở TTTT Nam Định là ai?", "Lê Hồng Hải"),
        ("Ai ký Nghị quyết số 30-NQ/TW?", None),
    ],
)
def test_who_heads_a_department_and_who_signs(assistant_over: Over, question: str, bears: str | None) -> None:
    """A department is known by its abbreviation; a body that issued something is nobody who signed it."""
    answer = assistant_over(_HEADS).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


def test_a_post_stands_behind_what_is_said_in_brackets() -> None:
    """When somebody was born stands between the name and the post."""
    told = "Tòa tuyên ông Lê Hồng Hải (sinh năm 1970), nguyên Trưởng phòng Tài chính huyện, có lỗi."
    assert [told[fit.start : fit.end] for fit in posts_beside("le hong hai", told)] == ["nguyên Trưởng phòng"]


def test_a_post_is_told_by_the_appointment() -> None:
    """Whom somebody is appointed as stands behind, with no mark between."""
    told = "Năm 2019 ông Lê Hồng Hải được bổ nhiệm giữ chức Trưởng phòng Tài chính."
    assert [told[fit.start : fit.end] for fit in posts_beside("le hong hai", told)] == ["Trưởng phòng"]


@pytest.mark.parametrize("body", ["Sở Xây dựng", "Sở Y tế", "Ban Dân tộc", "Hội Nông dân tỉnh"])
def test_a_body_between_a_post_and_a_name_is_nobody(body: str) -> None:
    """The capitals of “Sở Y tế” behind “Giám đốc” are no name."""
    sentence = f"Đại biểu Lê Minh Tâm chất vấn; Giám đốc {body} Đỗ Quang Vinh trả lời."
    assert [sentence[fit.start : fit.end] for fit in posts_beside("do quang vinh", sentence)] == ["Giám đốc"]
