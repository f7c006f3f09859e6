"""An act, a role or an office that a sentence does not tell of is not answered by it."""

import pytest
from made import Over, report

from assistant.question import understand
from assistant.reading.acts import tells_of

_TREES = report(
    "trees",
    "Ngày 12/5/2023, UBND tỉnh Nam Định họp về cây xanh. Năm 2022 tỉnh trồng mới 4.500 cây xanh trên các tuyến phố. "
    "Sở Xây dựng có 3 phó giám đốc sau khi sắp xếp. Sở NNPTNT có 4 trưởng phòng. "
    "Trường THPT Lê Hồng Phong có 744 thí sinh dự thi. "
    "Theo ông Nguyễn Văn Bình, chiếc xe tải đâm gãy 5 cây trên đường Trần Phú rồi bỏ chạy.",
    title="Nam Định họp về cây xanh",
    published="2023-05-12",
    province="Nam Định",
)


@pytest.mark.parametrize(
    ("question", "bears"),
    [
        ("Năm 2022 Nam Định trồng mới bao nhiêu cây xanh?", "4.500"),
        ("Năm 2022 Nam Định chặt hạ bao nhiêu cây xanh?", None),
        ("Sở Xây dựng Nam Định có mấy phó giám đốc?", "3 phó giám đốc"),
        ("Sở Y tế Nam Định có mấy phó giám đốc?", None),
        ("Sở Y tế Nam Định có mấy trưởng phòng?", None),
        ("Trụ sở của Sở NNPTNT Nam Định có mấy trưởng phòng?", "4 trưởng phòng"),
        ("Sở Nông nghiệp và Phát triển nông thôn Nam Định có mấy trưởng phòng?", "4 trưởng phòng"),
        ("Trường THPT Lê Hồng Phong ở Nam Định có bao nhiêu thí sinh dự thi?", "744"),
        ("Trường THPT Trần Hưng Đạo ở Nam Định có bao nhiêu thí sinh dự thi?", None),
        ("Tài xế xe tải đâm gãy cây trên đường Trần Phú ở Nam Định tên gì?", None),
        ("Luật Cây xanh có hiệu lực từ ngày nào?", None),
    ],
)
def test_another_act_role_or_office_answers_nothing(
    assistant_over: Over, question: str, bears: str | None
) -> None:
    """What the report tells of is answered; the same of another act, office, school or person is refused."""
    answer = assistant_over(_TREES).answer(question)
    assert answer.status == ("answered" if bears else "refused")
    assert not bears or bears in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Ai bị xử phạt?", "Ông A bị phạt 5 triệu đồng.", True),
        ("Ai bị xử phạt?", "Ông A được thưởng 5 triệu đồng.", False),
        ("ai bi xu phat?", "Ông A được thưởng 5 triệu đồng.", True),
        ("Ông A bị phạt mấy năm tù?", "Tòa tuyên án ông A 4 năm tù.", True),
        ("Ông A bị bắt ngày nào?", "Ngày 4/9, ông A lái xe đi Lào.", False),
        ("Xã đấu giá mấy lô đất?", "Xã đo lại 9 lô đất.", False),
        ("Bức tranh đấu giá được bao nhiêu?", "Bức tranh được bán với giá 90 triệu đồng.", True),
        ("Ông A bị bắt ngày nào?", "Ngày 6/9, công an tạm giữ ông A.", True),
        ("Vì sao ghe bị bắt buộc dừng?", "Ghe phải dừng vì sóng to.", True),
        ("Có mấy người chết?", "Vụ việc khiến 3 người tử vong.", True),
        ("Tỉnh xuất khẩu bao nhiêu tấn quế?", "Tỉnh nhập khẩu 400 tấn quế.", False),
        ("Tỉnh xuất khẩu bao nhiêu tấn quế?", "Xuất sang nước bạn 400 tấn quế.", True),
        ("Hội trái cây bế mạc ở đâu?", "Hội trái cây khai mạc tại bến Tân An.", False),
        ("Xã hỗ trợ mỗi hộ bao nhiêu tiền?", "Mỗi hộ thiệt hại 40 triệu đồng.", False),
        ("Xã hỗ trợ mỗi hộ bao nhiêu tiền?", "Xã trao mỗi hộ 4 triệu đồng.", True),
        ("Ai được bổ nhiệm thay ông Lục Văn Páo?", "Ông Lục Văn Páo là Trưởng phòng Kế hoạch.", False),
        ("Giá quế tăng bao nhiêu?", "Giá quế giảm 2.000 đồng một ký.", False),
        ("How many tonnes of cinnamon did the province export?", "Tỉnh nhập khẩu 400 tấn quế.", False),
        ("How many tonnes of cinnamon did the province export?", "Tỉnh xuất khẩu 400 tấn quế.", True),
        ("How much was the driver fined?", "Xe chở 12 tấn quế.", False),
        ("What is the capacity of the plant?", "Nhà máy mở cửa ngày 3/4.", False),
    ],
)
def test_an_act_is_told_in_any_of_its_wordings(question: str, sentence: str, told: bool) -> None:
    """Another wording of an act tells of it, another act does not, in English neither; a question typed without accents
    is held to none.
    """
    assert tells_of(understand(question), (sentence,)) is told
