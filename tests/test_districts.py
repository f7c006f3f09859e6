"""A district named without saying that it is one is told from another, as those are that a class noun stands before."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.districts import districts

_RURAL = report(
    "rural",
    "Ngày 3/6/2023, UBND tỉnh Nam Định họp về trạm y tế xã. Đến nay, Hải Hậu có 34 xã có bác sĩ làm việc. Toàn tỉnh "
    "có 146 xã có bác sĩ làm việc, năm 2024 muốn thêm 20 xã.",
    title="Nam Định họp về trạm y tế xã",
    published="2023-06-03",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Hải Hậu có bao nhiêu xã có bác sĩ làm việc?", "34 xã"),
        ("Giao Thủy có bao nhiêu xã có bác sĩ làm việc?", None),
        ("Giao Thuy co bao nhieu xa co bac si lam viec", None),
        ("huyen giao thuy co bao nhieu xa co bac si lam viec", None),
        ("huyen hai hau co bao nhieu xa co bac si lam viec", "34 xã"),
        ("How many communes in Giao Thuy have a working doctor?", None),
    ],
)
def test_another_district_is_refused(assistant_over: Over, question: str, bears: str | None) -> None:
    """The province's figure is not the district's, whether or not the question says that it is one."""
    answer = assistant_over(_RURAL).answer(question)
    if bears:
        assert bears in answer.citations[0].quote
    else:
        assert answer.status == "refused"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Chủ đề được thống nhất là gì?", []),
        ("Ông Lê Bình Minh nói gì?", []),
        ("Ong Tran Dinh Son Tra loi bao chi the nao?", []),
        ("KCN Tân Phú Trung rộng bao nhiêu?", []),
        ("UBND Quảng Ninh họp khi nào?", []),
        ("cong tac quan ly nhan su the nao", []),
        ("Cao tốc Mai Sơn - Quốc lộ 45 dài bao nhiêu?", [("mai", "son")]),
        ("Chủ tịch UBND huyện Kiến Xương là ai?", [("kien", "xuong")]),
    ],
)
def test_what_spells_like_a_district_is_none(question: str, names: list[tuple[str, ...]]) -> None:
    """An agreement, somebody's name or part of a longer one is no district, nor is a province."""
    assert list(districts(understand(question))) == names
