"""What a quote says of some, of all together, of one place, time or possibility told of more; and what is true."""

import pytest

from assistant.verify import faults

MINES = (
    "Nhiều đơn vị mượn giấy phép để khai thác trái phép. Tỉnh đề nghị cho phép những dự án nạo vét không gây "
    "lở bờ được tận thu cát. Các hộ dân đều được nhận 5 triệu đồng. Ba Vinh là xã có nhiều hộ nghèo."
)
HOUSING = (
    "Người cần thì đông mà nhà chỉ xây được một phần nhỏ, từ nay đến năm 2025, huyện chỉ có thể đáp ứng được "
    "3.600 chỗ ở. Có 5.940 công nhân có nhu cầu thuê nhà ở; giá thuê 0,9 triệu đồng/người, thu nhập 84 triệu "
    "đồng/ha/năm."
)
SLIDES = (
    "Sạt lở bờ sông nặng nhất là Cà Mau với 9 km, Trà Vinh 7 km. Huyện Phú Sa đã chi trả 35,9 tỷ đồng cho 1.726 hộ; "
    "huyện Phú Hà đã chi trả 33 tỷ đồng. Từ khi lở bờ tới nay, nhiều nơi trong tỉnh đã yên."
)
WATER = (
    "Theo Chi cục Thủy lợi, tính đến trưa nay, tổng diện tích ruộng trên địa bàn đã có nước đạt trên 6.800 ha (bằng "
    "69% kế hoạch gieo cấy). Một số nơi có diện tích có nước đạt cao gồm: Phú Sa, Lộc Hà. Trận mưa rét trước Tết làm "
    "hơn 160 ha lúa bị ngập úng, trong đó 80 ha chết. Thanh tra giao thông đã phạt hơn 3.500 xe chở quá "
    "tải. Năm 2022 xảy ra 132 vụ mất xe (tăng 15 vụ), thiệt hại về tài sản khoảng 5,2 tỷ đồng. Về giao thông, trên địa "
    "bàn năm qua tai nạn giao thông (TNGT) là 310 vụ và nhiều hơn cả về vụ lẫn người chết."
)


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Nhiều đơn vị khai thác trái phép.", MINES, True),
        ("Tất cả các đơn vị đều mượn giấy phép để khai thác trái phép.", MINES, False),
        ("Tỉnh đề nghị cho phép tất cả các dự án nạo vét được tận thu cát.", MINES, False),
        ("Mỗi hộ dân được nhận 5 triệu đồng.", MINES, True),
        ("Mỗi quý huyện có thể đáp ứng được 3.600 chỗ ở.", HOUSING, False),
        ("Giá thuê mỗi người 0,9 triệu đồng.", HOUSING, True),
        ("Thu nhập mỗi ha là 84 triệu đồng mỗi năm.", HOUSING, True),
        ("Cà Mau sạt lở bờ sông nặng nhất.", SLIDES, True),
        ("Trà Vinh là nơi sạt lở bờ sông nặng nhất.", SLIDES, False),
        ("Huyện Phú Sa đã chi trả 35,9 tỷ đồng.", SLIDES, True),
        ("Toàn tỉnh đã chi trả 35,9 tỷ đồng cho 1.726 hộ.", SLIDES, False),
        ("Huyện Phú Hà chi trả nhiều hơn huyện Phú Sa.", SLIDES, False),
    ],
)
def test_some_told_of_all(sentence: str, quote: str, borne: bool) -> None:
    """What is said of some, of all together, of a district or the first of several is borne of these alone."""
    assert (not faults(sentence, quote)) is borne


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        ("Diện tích ruộng đã có nước đạt trên 6.800 ha.", WATER, True),
        ("Huyện Phú Sa có trên 6.800 ha ruộng đã có nước.", WATER, False),
        ("Các vụ mất xe gây thiệt hại về tài sản khoảng 5,2 tỷ đồng.", WATER, True),
        ("Tai nạn giao thông gây thiệt hại chừng 5,2 tỷ đồng.", WATER, False),
        ("Hơn 160 ha lúa bị ngập úng do mưa rét.", WATER, True),
        ("Hơn 160 ha lúa bị ngập úng do bão.", WATER, False),
        ("Công an tỉnh đã phạt hơn 3.500 xe chở quá tải.", WATER, False),
    ],
)
def test_of_what_the_quote_comes_to_later(sentence: str, quote: str, borne: bool) -> None:
    """A figure is of nothing that its quote names only in a later sentence, and has no cause that the quote lacks."""
    assert (not faults(sentence, quote)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Phu Sa district paid 35.9 billion dong to 1,726 households.", True),
        ("Phu Ha district paid the least, 33 billion dong.", False),
        ("Every year Phu Ha district pays 33 billion dong.", False),
    ],
)
def test_english_words_that_make_more_of_it(sentence: str, borne: bool) -> None:
    """An English superlative, or a sum of each year, needs one in the quote."""
    assert (not faults(sentence, SLIDES.partition(". ")[2])) is borne
