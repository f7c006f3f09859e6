"""Sentences put together of two halves that the reports have, each true, and true sentences like them."""

import pytest

from assistant.verify import Reported, faults
from assistant.writing.support import borne_by

TWO = (
    "Sở Xây dựng tỉnh An Hà cho biết, đồ án quy hoạch khu đô thị phía nam đã lập xong và đang lấy ý kiến người dân. "
    "Hội Nông dân xã Tân Lộc đã vận động hội viên góp công, hỗ trợ các hộ dân vùng sạt lở di dời nhà cửa."
)
ROADS = (
    "Đơn vị thi công đã hoàn thành tuyến đường liên xã huyện Yên Thượng. "
    "Chủ tịch UBND huyện Trà Giang đề nghị sớm bàn giao mặt bằng."
)
SCHOOL = (
    "Trường Trung học Hòa Lạc đón hai trăm học sinh vào lớp sáu.",
    "Gia đình bà Nhàn thuộc diện khó khăn, neo đơn và phải sửa lại nhà bếp bị sập.",
    "Ban quản lý chợ Cầu Mới đã lắp thêm bình chữa cháy và tập huấn cho tiểu thương.",
    "Ban quản lý chợ Cầu Mới lắp đủ bình chữa cháy và tập huấn cho tiểu thương về phòng cháy.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        # what one half is said of stands in the other's sentence
        "Đồ án quy hoạch khu đô thị phía nam đã lập xong, hỗ trợ các hộ dân vùng sạt lở di dời nhà cửa.",
        # what is put before it, or behind it, stands nowhere
        "Theo thông tin ban đầu, các hộ dân vùng sạt lở di dời nhà cửa.",
        "Trong buổi làm việc mới đây, hội viên góp công, hỗ trợ các hộ dân vùng sạt lở di dời nhà cửa.",
        "Đồ án quy hoạch khu đô thị phía nam đã lập xong, làm rõ các nội dung này.",
    ],
)
def test_halves_of_two_sentences_make_none(sentence: str) -> None:
    """A stretch of the quote is not borne on another's behalf, nor beside one that the quote has nothing of."""
    assert [fault.kind for fault in faults(sentence, TWO)] == ["unsupported"]


WATERWORKS = (
    "Hệ thống cấp nước phục vụ hơn 11.000 ha lúa và rau màu. Tuy nhiên, những năm gần đây hệ thống đang ô nhiễm nghiêm "
    "trọng do các nguồn xả thải đổ về. Ủy ban xã đã lắp thêm bốn trạm bơm ở ven kênh."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        (
            "Hệ thống cấp nước phục vụ hơn 11.000 ha lúa, tuy nhiên những năm gần đây đang ô nhiễm nghiêm trọng.",
            True,
        ),
        ("Hệ thống cấp nước phục vụ hơn 11.000 ha lúa, Ủy ban xã đã lắp thêm bốn trạm bơm ở ven kênh.", True),
        ("Hệ thống cấp nước phục vụ hơn 11.000 ha lúa, đã lắp thêm bốn trạm bơm ở ven kênh.", False),
    ],
)
def test_two_whole_sentences_joined(sentence: str, borne: bool) -> None:
    """Two sentences of the quote may be joined by a comma where the second begins as it does there."""
    assert (not faults(sentence, WATERWORKS)) is borne


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội Nông dân xã Tân Lộc, hỗ trợ các hộ dân vùng sạt lở di dời nhà cửa.",
        "Hội Nông dân xã Tân Lộc đã vận động hội viên, hỗ trợ các hộ dân vùng sạt lở di dời nhà cửa.",
    ],
)
def test_halves_with_their_own_subject_do(sentence: str) -> None:
    """A stretch that has its own subject before it is borne, with what stands between left out or not."""
    assert faults(sentence, TWO) == ()


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Đầu xuân 2023, hội nông dân xã Tân Lộc đã vận động hội viên góp công.", False),
        ("Trong năm 2023, hội nông dân xã Tân Lộc đã vận động hội viên góp công.", True),
    ],
)
def test_a_time_of_which_the_quote_says_nothing(sentence: str, borne: bool) -> None:
    """What is put before the quote's words as their time is borne only where it is the quote's."""
    quote = "Ngày 5/6/2023, Hội Nông dân xã Tân Lộc đã vận động hội viên góp công, hỗ trợ các hộ dân di dời nhà cửa."
    assert (not faults(sentence, quote)) is borne


def test_a_figure_in_words_is_no_stretch_from_elsewhere() -> None:
    """“100%” and “100 phần trăm” are one figure, whatever stands beside it between two commas."""
    quote = "Nhờ chính quyền quan tâm, hiện 100% thương binh, gia đình liệt sĩ có mức sống khá ở xã Tân Lộc."
    assert faults(quote.replace("100%", "100 phần trăm"), quote) == ()


def test_a_cause_may_come_before_what_it_caused() -> None:
    """What a sentence says last may be told first."""
    quote = "Sản lượng cá nuôi của tỉnh An Hà giảm 8% do dịch bệnh trên cá lồng. Sản lượng tôm tăng 2%."
    assert faults("Do dịch bệnh trên cá lồng, sản lượng cá nuôi của tỉnh An Hà giảm 8%.", quote) == ()


PUPIL = (
    "Bà ngoại em K. cũng đã đến, trao đổi, nhận lại sách vở và đưa em về nhà ngày 12/3. "
    "Hiện sức khỏe em K. cũng đã ổn định và ăn uống tốt."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Hiện sức khỏe em K. cũng đã ổn định, nhận lại sách vở và đưa em về nhà ngày 12/3.", False),
        ("Bà ngoại em K. nhận lại sách vở và đưa em về nhà ngày 12/3.", True),
        ("Bà ngoại em K. cũng đã đến, nhận lại sách vở và đưa em về nhà ngày 12/3.", True),
        ("Hiện sức khỏe em K. cũng đã ổn định.", True),
    ],
)
def test_halves_about_one_named_by_a_letter(sentence: str, borne: bool) -> None:
    """What two sentences share by naming the same person does not join their halves."""
    assert (not faults(sentence, PUPIL)) is borne


ARREST = "Công an xã bắt anh Đ.V.T. khi đang chở gỗ lậu. Chị N.T.L., vợ anh Đ.V.T., đã tự nguyện nộp 35 triệu đồng."


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Chị N.T.L. đã tự nguyện nộp 35 triệu đồng.", True),
        ("Anh T. bị bắt khi đang chở gỗ lậu.", True),
        ("Chị N.T.H. đã tự nguyện nộp 35 triệu đồng.", False),
        ("Chị L. bị bắt khi đang chở gỗ lậu.", False),
    ],
)
def test_people_named_by_letters(sentence: str, borne: bool) -> None:
    """The first letters of a name stand for one person, as a name does."""
    assert (not faults(sentence, ARREST)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Đơn vị thi công đã hoàn thành tuyến đường liên xã huyện Trà Giang.", False),
        ("Đơn vị thi công đã hoàn thành tuyến đường liên xã huyện Yên Thượng.", True),
    ],
)
def test_another_name_behind_the_same_words(sentence: str, borne: bool) -> None:
    """A name that the quote has elsewhere does not stand where it has another."""
    assert (not faults(sentence, ROADS)) is borne


def test_a_place_is_no_body() -> None:
    """A name that the quote has as a place's does not stand where it has a body's."""
    quote = (
        "Tại buổi họp, ông Lê Văn Hòa - Giám đốc Sở Giao thông Vận tải TP cho biết, vết nứt xảy ra ở đường liên thôn, "
        "thuộc ấp 3, xã Nhơn Đức, huyện Sơn Bồng vào sáng 30/5."
    )
    assert faults("Ông Lê Văn Hòa - Giám đốc Sơn Bồng thông Vận tải TP nêu hiện trạng vết nứt.", quote)
    assert faults("Giám đốc Sơn Bồng cho biết vết nứt xảy ra ở đường liên thôn.", quote)
    assert (
        faults("Giám đốc Sở Giao thông Vận tải TP cho biết vết nứt ở huyện Sơn Bồng xảy ra sáng 30/5.", quote)
        == ()
    )


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        (f"{SCHOOL[0][:-1]}, đồng thời ban{SCHOOL[2][3:]}", True),
        (f"{SCHOOL[0][:-1]}; ban{SCHOOL[2][3:]}", True),
        ("Trường Trung học Hòa Lạc đón hai trăm học sinh, neo đơn và phải sửa lại nhà bếp bị sập.", False),
        ("Trường Trung học Hòa Lạc đón hai trăm học sinh và phải sửa lại nhà bếp bị sập.", False),
        ("Trường Trung học Hòa Lạc đón hai trăm học sinh và tập huấn cho tiểu thương về phòng cháy.", False),
    ],
)
def test_parts_of_several_quotes(sentence: str, borne: bool) -> None:
    """Quotes bear a sentence together only where each part has in its quote what it is said of in the sentence."""
    assert borne_by(sentence, [(quote, Reported()) for quote in SCHOOL]).verified is borne


VISIT = (
    "Tại buổi đối thoại với các chủ vườn ươm sáng nay ở xã Tân Lộc, ông Hòa kể chuyện khuyến khích doanh nghiệp.",
    "Tỉnh An Hà miễn tiền thuê đất, khuyến khích doanh nghiệp và hợp tác xã trồng rừng.",
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        (f"{VISIT[0].partition(', ')[0]}, khuyến khích doanh nghiệp và hợp tác xã trồng rừng.", False),
        (f"{VISIT[0][:-1]}, đồng thời tỉnh{VISIT[1][4:]}", True),
    ],
)
def test_a_joint_within_a_quote_parts_nothing(sentence: str, borne: bool) -> None:
    """What one quote joins is not taken apart, so that its beginning would be borne with another quote's."""
    assert borne_by(sentence, [(quote, Reported()) for quote in VISIT]).verified is borne


CLINIC = (
    "Bệnh viện Đa khoa An Hà, nơi xảy ra vụ ngộ độc của bảy công nhân, đã thay toàn bộ nhân viên bếp ăn. "
    "Sau buổi họp với các xã ven sông, Sở Y tế sẽ kiểm tra bếp ăn của mọi trường học trong huyện."
)


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        # what stands before the quote's words is made of these very words
        ("Ngay sau khi xảy ra vụ ngộ độc, nơi xảy ra vụ ngộ độc của bảy công nhân.", False),
        # an opening of one sentence before what another says in nearly the same words
        ("Sau buổi họp với các xã ven sông, bệnh viện đã thay toàn bộ các nhân viên bếp ăn.", False),
        # two words of five, beside what is repeated nearly word for word
        ("Trước khi họp với Công an, Sở Y tế sẽ kiểm tra bếp ăn của mọi trường học trong huyện.", False),
        (
            "Sau buổi họp với các xã ven sông, Sở Y tế sẽ kiểm tra các bếp ăn của mọi trường học trong huyện.",
            True,
        ),
        (
            "Bệnh viện Đa khoa An Hà, nơi xảy ra vụ ngộ độc của bảy công nhân, đã thay các nhân viên bếp ăn.",
            True,
        ),
    ],
)
def test_a_beginning_belongs_to_the_rest_of_its_sentence(sentence: str, borne: bool) -> None:
    """Each stretch has words of its own in the quote, and all have them in one sentence of it."""
    assert (not faults(sentence, CLINIC)) is borne


def test_neighbours_are_told_by_their_accents() -> None:
    """“Bán đất” does not stand where the quote has “ban đạt”, though it has both words elsewhere."""
    quote = "Thôn có đất trồng lúa, dân bán thóc cho công ty. Trưởng ban đạt giải nhất hội thi."
    assert faults("Trưởng bán đất.", quote)
    assert faults("Trưởng ban đạt giải.", quote) == ()


STAGE = (
    "Hội đồng đề nghị Sở Văn hóa tham mưu cho UBND TP và UBND huyện Trà Giang mở hội đền Mẫu ở cửa ngõ Tân Sơn Hạ. "
    "Theo báo An Hà, HĐND TP An Hà sẽ giám sát lễ hội."
)


@pytest.mark.parametrize(
    ("one", "other", "borne"),
    [
        ("UBND TP và", "TP An Hà và", False),
        ("Tân Sơn Hạ.", "Tân HĐND TP.", False),
        ("UBND TP và", "UBND TP An Hà và", True),
    ],
)
def test_a_name_in_anothers_place(one: str, other: str, borne: bool) -> None:
    """A place does not stand where one sentence of the quote has a body, nor a body where it has a place; the same body
    named in full does.
    """
    sentence = f"{STAGE.partition('. ')[0]}.".replace(one, other)
    assert (not faults(sentence, STAGE)) is borne


def test_one_quote_bears_nothing_by_parts_that_it_does_not_bear() -> None:
    """What a quote turns down as a whole it does not bear because a joint parts it there."""
    quote = STAGE.partition(". ")[0] + "."
    sentence = quote.replace("UBND TP và", "TP An Hà và")
    other = "Đoàn thanh tra của tỉnh kiểm tra ba cửa hàng xăng dầu ở xã Tân Lộc."
    about = Reported("Hội đền Mẫu ở TP An Hà")
    assert not borne_by(sentence, [(quote, about), (other, about)]).verified


FLOOD = (
    "Bùn đất tràn vào nhà dân thuộc tổ 12 của thị trấn Hòa Lạc, có hộ ngập một mét. "
    "Bùn tràn vào nhà dân, nhưng chưa làm ngập diện tích lúa và hoa màu của thị trấn Hòa Lạc."
)
LAND = (
    "Từ năm 1988, nông trường giao bãi bồi cho bà con thuê. "
    "Đến năm 2012 bà con trả lại bãi, nhưng từ năm 2015 lại có hộ ra cắm cọc."
)


@pytest.mark.parametrize(
    ("sentence", "quote", "borne"),
    [
        (
            "Bùn đất tràn vào nhà dân thuộc tổ 12 của thị trấn Hòa Lạc, nhưng chưa làm ngập diện tích lúa và hoa màu "
            "của thị trấn Hòa Lạc.",
            FLOOD,
            False,
        ),
        ("Từ năm 1988, nhưng từ năm 2015 lại có hộ ra cắm cọc.", LAND, False),
        ("Bà con trả lại bãi, nhưng từ năm 2015 lại có hộ ra cắm cọc.", LAND, True),
        # the quote's own "tuy nhiên" turns from its sentence before
        (
            "Nông trường giao bãi, tuy nhiên từ năm 2015 lại có hộ ra cắm cọc.",
            "Nông trường giao bãi từ tháng 3. Tuy nhiên, từ năm 2015 lại có hộ ra cắm cọc.",
            True,
        ),
    ],
)
def test_what_turns_from_another_sentence(sentence: str, quote: str, borne: bool) -> None:
    """“Nhưng …” goes on with what stands before it in the quote, and with nothing of another sentence."""
    assert (not faults(sentence, quote)) is borne
