"""What a report says in other words than its sentence, and what only looks like it."""

import pytest

from assistant.verify import Reported, faults

REVENUE = (
    "Năm 2022 lần đầu tiên tỉnh thu ngân sách đạt trên 18.000 tỷ đồng, trong đó doanh nghiệp nộp trên 60%. "
    "Toàn quốc xảy ra 350 vụ tai nạn giao thông (50 vụ/ngày), làm chết 196 người (28 người/ngày). Chỉ số năng lực "
    "cạnh tranh xếp 14/63 tỉnh (cao nhất từ trước tới nay)."
)
ROAD = (
    "Dự án khởi công năm 2014, dự kiến hoàn thành cuối năm 2016 nhưng đến nay mới đạt 65% khối lượng. Huyện sẽ làm 7 "
    "dự án với tổng vốn trên 960 tỷ đồng; trong đó khởi công 5 dự án còn lại. Tuyến buýt BRT 03 Cầu Sậy đã chở được "
    "380.000 lượt khách, trung bình 11.000 lượt khách/ngày. Trong 7 ngày Tết (từ 26/1 đến 1/2) có 8 vụ cháy. Diện "
    "tích gieo trồng giảm (giảm 3.560 ha), nhưng giá trị thu được tăng. "
    "Môn sử đội sổ với 44,5% số điểm trên trung bình. Theo bà Hoa, cha mẹ không, không thể ép các cháu học thêm ở lớp "
    "của thầy Nam."
)


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Năm 2022, thu ngân sách của tỉnh vượt 18.000 tỷ đồng.", REVENUE, True),
        ("In 2022 budget revenue exceeded 18,000 billion dong.", REVENUE, True),
        ("Năm nào tỉnh cũng thu ngân sách trên 18.000 tỷ đồng.", REVENUE, False),
        ("Toàn bộ số thu của tỉnh là do doanh nghiệp nộp.", REVENUE, False),
        ("Cả nước xảy ra 350 vụ tai nạn giao thông, làm chết 196 người.", REVENUE, True),
        ("Bình quân mỗi ngày tai nạn giao thông làm chết 28 người.", REVENUE, True),
        ("Tỉnh có chỉ số năng lực cạnh tranh cao nhất cả nước.", REVENUE, False),
        ("Dự án khởi công năm 2014, đến nay mới đạt 65% khối lượng.", ROAD, True),
        ("Huyện sẽ làm 7 dự án với tổng vốn trên 960 tỷ đồng.", ROAD, True),
        ("Huyện sẽ khởi công 5 dự án với tổng vốn trên 960 tỷ đồng.", ROAD, False),
        ("Trung bình mỗi ngày BRT 03 chở 11.000 lượt khách.", ROAD, True),
        ("Trung bình mỗi ngày BRT 03 chở được 380.000 lượt khách.", ROAD, False),
        ("Môn sử đội sổ, với 44.5% số điểm trên trung bình.", ROAD, True),
        ("Theo bà Hoa, cha mẹ không, có thể ép các cháu học thêm ở lớp của thầy Nam.", ROAD, False),
        ("Over the seven days of Tet there were eight fires.", ROAD, True),
        ("Diện tích gieo trồng giảm 3.560 ha nhưng giá trị thu được tăng.", ROAD, True),
    ],
)
def test_in_other_words(sentence: str, quote: str, borne: bool) -> None:
    """Another word for the same is borne, and none that says more, or of another, than the quote."""
    assert (not faults(sentence, quote, Reported(published="2023-02-07"))) is borne
