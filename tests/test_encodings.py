"""Legacy encodings: charts there and back, detection by sense, and Unicode that stays as it is."""

import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from legacy import LETTERS, pasted, write

from index.encodings import Encoding, by_font, convert, decode, odd, repair, tables, viqr
from index.encodings.syllables import FOREIGN, UNSEEN, is_syllable, likelihood
from index.errors import BadInput
from index.formats.text import read as read_text

BYTES = (Encoding.TCVN3, Encoding.VNI, Encoding.VISCII, Encoding.WINDOWS_1258, Encoding.VN1)
PASTED = (Encoding.TCVN3, Encoding.VNI, Encoding.VISCII, Encoding.WINDOWS_1258)

# Written for these tests.
REPORT = """BÁO CÁO TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 9
Ủy ban nhân dân tỉnh họp phiên thường kỳ, đánh giá kết quả chín tháng đầu năm.
Thu ngân sách ước đạt 7.250 tỷ đồng, bằng 82% dự toán; giải ngân vốn đầu tư công đạt 61,5%.
Ở các huyện miền núi, mưa lũ làm hư hỏng 12 cây cầu và gần 40 km đường giao thông nông thôn.
Giám đốc Sở Tài chính đề nghị các xã rà soát lại những khoản nợ đọng, xử lý dứt điểm trước ngày 15/10."""
UNICODE = """Sáng 12/9, Thường trực Tỉnh ủy nghe báo cáo về công tác cán bộ.
Hội nghị thống nhất nhiều nội dung quan trọng, trong đó có việc sắp xếp các đơn vị sự nghiệp."""

letters = st.sampled_from(LETTERS + "abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY 0123456789,;:-()/%\n")
vietnamese = st.text(letters, max_size=200)


# A capital, then the same letter small with a tone.
TCVN3_CAPITAL = re.compile(
    "|".join(
        unicodedata.normalize(
            "NFC", "".join(part for part in parts if part not in "\u0300\u0301\u0303\u0309\u0323")
        )
        + letter.lower()
        for letter in LETTERS
        if letter.isupper()
        for parts in (unicodedata.normalize("NFD", letter),)
    )
)


class TestCharts:
    """The charts, without any guessing."""

    @pytest.mark.parametrize("encoding", [*BYTES, Encoding.VIQR])
    def test_all_letters(self, encoding: Encoding) -> None:
        """All 134 letters are written in single bytes and read back."""
        assert len(set(LETTERS)) == 134
        for letter in LETTERS:
            legacy = write(letter, encoding)
            assert all(ord(char) < 256 for char in legacy), letter
            read = viqr.read(legacy) if encoding is Encoding.VIQR else tables.read(legacy, encoding)
            assert read == letter

    @pytest.mark.parametrize("encoding", BYTES)
    @given(text=vietnamese)
    def test_there_and_back(self, encoding: Encoding, text: str) -> None:
        """Any Vietnamese text comes back from any encoding as it was.

        TCVN3 writes Ứ as Ưứ, so those two letters in a row, which no word has, are left out.
        """
        assume(encoding is not Encoding.TCVN3 or not TCVN3_CAPITAL.search(text))
        assert tables.read(write(text, encoding), encoding) == text

    @given(text=st.text(letters | st.sampled_from(".'`?~^(+\\dD"), max_size=200))
    @example("dd đd dđ DĐ d\\d a( a\\( ta. tạ. ô+ ư+ o+")
    def test_viqr_there_and_back(self, text: str) -> None:
        """Any Vietnamese text comes back from VIQR, whatever signs stand after its letters."""
        assert viqr.read(write(text, Encoding.VIQR)) == text

    @pytest.mark.parametrize(
        ("encoding", "legacy"),
        [
            (Encoding.TCVN3, "Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, n\u00adíc, T¦, §¡K"),
            (Encoding.VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, nöôùc, TÖ, ÑAÊK"),
            (Encoding.VISCII, "Cµng hòa xã hµi chü nghîa Vi®t Nam, ðµc l§p, nß¾c, T¿, ÐÅK"),
            (Encoding.WINDOWS_1258, "Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam, ðôòc lâòp, nýõìc, TÝ, ÐÃK"),
        ],
    )
    def test_known_words(self, encoding: Encoding, legacy: str) -> None:
        """Words as people know them from documents of the time."""
        assert tables.read(legacy, encoding) == "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, nước, TƯ, ĐĂK"

    def test_viqr_by_the_standard(self) -> None:
        """Marks follow their letter, a backslash keeps a sign a sign."""
        assert (
            viqr.read(r"Tre^n ddu+o+`ng dda^'t DDa(k La(k, nha` o+? dda^u\?")
            == "Trên đường đất Đăk Lăk, nhà ở đâu?"
        )

    def test_capital_font(self) -> None:
        """Under .VnTimeH the small letters' codes are capitals."""
        assert convert("céng hßa x· héi chñ nghÜa viÖt nam", Encoding.TCVN3_CAPITALS) == (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        )


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".vnarial", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".VnBook-AntiquaH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("VNI Helve", Encoding.VNI),
        ("VI Times", Encoding.VISCII),
        ("Times New Roman", None),
        ("Arial Vietnamese", None),
        ("UTM Avo", None),
        ("Vinque", None),
        ("", None),
    ],
)
def test_fonts(name: str, encoding: Encoding | None) -> None:
    """A font's name says the encoding; a Unicode font says none."""
    assert by_font(name) is encoding


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([("¸", Encoding.TCVN3_CAPITALS), ("p dông", Encoding.TCVN3)], "Áp dụng"),
        ([("§", Encoding.TCVN3), ("iÒu 5", Encoding.TCVN3)], "Điều 5"),
        ([("ñ", Encoding.VNI), ("aû", Encoding.VNI)], "đả"),
    ],
)
def test_parts_of_a_word_under_fonts(parts: list[tuple[str, Encoding]], whole: str) -> None:
    """A word that two fonts share is converted part by part."""
    assert "".join(convert(part, encoding) for part, encoding in parts) == whole


@pytest.mark.parametrize("text", ["có", "Kế hoạch số 12", "và", "Điều 3", "2024", ""])
@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_unicode_under_an_old_font(text: str, encoding: Encoding) -> None:
    """Unicode pasted into a paragraph that has an old font stays."""
    assert convert(text, encoding) == text


class TestBytes:
    """Files without a Unicode mark."""

    @pytest.mark.parametrize("encoding", BYTES)
    def test_a_report(self, encoding: Encoding) -> None:
        """A report in a legacy encoding is told and converted exactly."""
        assert decode(write(REPORT, encoding).encode("latin-1")) == (REPORT, encoding.value)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_unicode(self, encoding: str) -> None:
        """Unicode is read as it says it is, and converted from nothing."""
        assert decode(REPORT.encode(encoding)) == (REPORT, None)

    def test_viqr(self) -> None:
        """VIQR is ASCII, and still no text to store as it stands."""
        assert decode(write(REPORT, Encoding.VIQR).encode()) == (REPORT, "VIQR")

    def test_line_ends_and_quotes(self) -> None:
        """Windows line ends and Windows-1252's quotes and dashes stay."""
        text = "Chủ tịch tỉnh nói: “Phải làm ngay” – và kết luận…\r\nHọp xong lúc 17 giờ.\r\n"
        raw = b"".join(
            write(char, Encoding.TCVN3).encode("latin-1") if char in LETTERS else char.encode("cp1252")
            for char in text
        )
        assert decode(raw) == (text, "TCVN3 (ABC)")

    def test_a_capital_where_another_encoding_has_nothing(self) -> None:
        """An encoding in which a letter is a control character is not the file's."""
        text = "1. Ý thức của Ủy ban và Ý nghĩa của việc cấp nước sạch cho các xã ven biển."
        assert decode(write(text, Encoding.VN1).encode("latin-1")) == (text, "TCVN 5712 (VN1)")

    def test_capitals_without_codes(self) -> None:
        """Where TCVN3 has a small letter for a capital, the words around it say which it was."""
        raw = write(
            "ủY BAN NHÂN DÂN TỉNH Hà NAM\nSố: 12/QĐ-UBND\nủy ban tỉnh Hà Nam họp. ở xã, mưa to.",
            Encoding.TCVN3,
        )
        text = "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 12/QĐ-UBND\nủy ban tỉnh Hà Nam họp. Ở xã, mưa to."
        assert decode(raw.encode("latin-1")) == (text, "TCVN3 (ABC)")

    @pytest.mark.parametrize(
        ("text", "codec"),
        [
            ("Le café, où l'été à Besançon, garçon, près de l'hôtel; né à Genève, thé, février", "cp1252"),
            ("Größe, Straße, Mädchen, schön, für Müller und Söhne, über, Köln, Männer", "cp1252"),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy, město Brno, děkuji", "cp1250"),
            ("В четверг состоялось заседание областной комиссии", "cp1251"),
            ("人民法院依照法律规定独立行使审判权", "gb18030"),
            ("國立臺灣大學圖書館", "big5"),
        ],
    )
    def test_other_languages(self, text: str, codec: str) -> None:
        """Bytes of another language are refused, not read as Vietnamese."""
        assert decode(text.encode(codec)) is None

    @given(data=st.binary(max_size=300))
    def test_any_bytes(self, data: bytes) -> None:
        """Whatever the bytes, there is an answer: a text, or None."""
        decoded = decode(data)
        assert decoded is None or isinstance(decoded.text, str)

    def test_broken_utf8(self) -> None:
        """One bad byte in UTF-8 makes no legacy text of it."""
        raw = bytearray(REPORT.encode())
        raw[300:300] = b"\xff"
        assert decode(bytes(raw)) is None

    @pytest.mark.parametrize("encoding", [*BYTES, Encoding.VIQR])
    def test_read_as_a_file(self, tmp_path: Path, encoding: Encoding) -> None:
        """A .txt file in a legacy encoding becomes a draft in Unicode that names the encoding."""
        path = tmp_path / "bao-cao.txt"
        path.write_bytes(write(REPORT, encoding).encode("latin-1"))
        (draft,) = read_text(path)
        assert (draft.text, draft.converted) == (REPORT, encoding.value)

    def test_refused_as_a_file(self, tmp_path: Path) -> None:
        """A .txt file in an encoding that is none of these is refused by the byte that does not fit."""
        path = tmp_path / "a.txt"
        path.write_bytes("Größe, Straße, Mädchen".encode("cp1252"))
        with pytest.raises(BadInput) as refused:
            list(read_text(path))
        assert refused.value.code == "bad_encoding"


class TestText:
    """Unicode strings that hold legacy letters."""

    @pytest.mark.parametrize("encoding", PASTED)
    def test_whole(self, encoding: Encoding) -> None:
        """A report pasted whole from an old file is converted exactly."""
        repaired = repair(pasted(REPORT, encoding))
        assert (repaired.text, repaired.encoding) == (REPORT, encoding.value)

    @pytest.mark.parametrize(
        ("sentence", "encoding"),
        [
            ("- Khó khăn trong chăm sóc bé.", Encoding.VISCII),
            ("Tôi sẽ cho cô toại nguyện.", Encoding.WINDOWS_1258),
        ],
    )
    def test_two_words_that_are_none(self, sentence: str, encoding: Encoding) -> None:
        """Two common words that are no words as they stand make a short sentence legacy text."""
        assert repair(pasted(sentence, encoding)).text == sentence
        assert repair("Nhiệt độ 20°C | > 20°C | - 30°C").encoding is None

    @pytest.mark.parametrize("encoding", PASTED)
    def test_lines_between_unicode(self, encoding: Encoding) -> None:
        """Old lines between Unicode lines are converted, and the spans hold them."""
        repaired = repair(f"{UNICODE}\n{pasted(REPORT, encoding)}\n{UNICODE}")
        assert repaired.text == f"{UNICODE}\n{REPORT}\n{UNICODE}"
        assert repaired.encoding == encoding.value
        ((start, end),) = repaired.spans
        assert repaired.text[start:end] in REPORT
        assert end - start > 0.9 * len(REPORT)

    @pytest.mark.parametrize("encoding", PASTED)
    def test_each_sentence_inside_a_line(self, encoding: Encoding) -> None:
        """An old sentence inside a line of Unicode is converted alone."""
        for sentence in REPORT.split("\n")[1:]:
            text = f"Hội nghị kết thúc lúc 17 giờ. {pasted(sentence, encoding)} Dự họp có đại diện các sở."
            wanted = f"Hội nghị kết thúc lúc 17 giờ. {sentence} Dự họp có đại diện các sở."
            assert repair(text).text == wanted

    def test_lines_far_apart(self) -> None:
        """Legacy lines among a thousand of Unicode are converted where they stand, and no other is touched."""
        clean = "UBND tỉnh họp bàn về cấp nước sạch cho các xã ven biển, diện tích 10 m² (¹).\n" * 300
        legacy = pasted("Chủ tịch tỉnh yêu cầu các sở báo cáo kết quả trước tháng mười hai.", Encoding.TCVN3)
        other = pasted("Đường liên xã được khởi công vào mùa khô năm nay.", Encoding.VNI)
        found = repair(f"{clean}{legacy}\n{clean}{other}\n{clean}")
        assert found.text == (
            f"{clean}Chủ tịch tỉnh yêu cầu các sở báo cáo kết quả trước tháng mười hai.\n"
            f"{clean}Đường liên xã được khởi công vào mùa khô năm nay.\n{clean}"
        )
        assert found.encoding == f"{Encoding.TCVN3.value}, {Encoding.VNI.value}"
        assert [found.text[start:end].split()[0] for start, end in found.spans] == ["Chủ", "Đường"]

    def test_two_encodings(self) -> None:
        """A text put together from two old files names both."""
        first, second = REPORT.split("\n")[1], REPORT.split("\n")[2]
        repaired = repair(f"{pasted(first, Encoding.TCVN3)}\n{UNICODE}\n{pasted(second, Encoding.VNI)}")
        assert repaired.text == f"{first}\n{UNICODE}\n{second}"
        assert repaired.encoding == "TCVN3 (ABC), VNI"
        assert len(repaired.spans) == 2

    @pytest.mark.parametrize(
        ("legacy", "text"),
        [
            ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("céng hßa x· héi chñ nghÜa viÖt nam", "cộng hòa xã hội chủ nghĩa việt nam"),
            ("UÛy ban nhaân daân", "Ủy ban nhân dân"),
            ("Ñaø Naüng", "Đà Nẵng"),
            ("tØnh Hµ Nam", "tỉnh Hà Nam"),
            ("nhµ n-íc ®-îc t- ph¸p hç trî", "nhà nước được tư pháp hỗ trợ"),
            ("Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ],
    )
    def test_short(self, legacy: str, text: str) -> None:
        """A title or a few words are enough."""
        assert repair(legacy).text == text

    def test_viqr_in_unicode(self) -> None:
        """Lines of VIQR in a Unicode text are converted, and no other line's full stops."""
        mixed = f"{UNICODE}\n{write(REPORT, Encoding.VIQR)}\nBáo cáo này của ta. Thi đua là tiếp tục."
        repaired = repair(mixed)
        assert repaired.text == f"{UNICODE}\n{REPORT}\nBáo cáo này của ta. Thi đua là tiếp tục."
        assert repaired.encoding == "VIQR"

    def test_viqr_without_backslashes(self) -> None:
        """Where nobody wrote backslashes, the end of a sentence is told by its last word."""
        assert repair("Ho^.i nghi. dda~ tho^ng qua.\nCa'c xa~ pha?i la`m ngay nhie^.m vu.").text == (
            "Hội nghị đã thông qua.\nCác xã phải làm ngay nhiệm vụ"
        )

    @pytest.mark.parametrize(
        ("legacy", "text"),
        [
            # a tone that is a full stop, after a first word which makes no sentence alone
            ("Chi. Hoa co' hai con dde^`u kho?e ma.nh", "Chị Hoa có hai con đều khỏe mạnh"),
            ("a. Chi. Hoa co' hai con dde^`u kho?e ma.nh", "a. Chị Hoa có hai con đều khỏe mạnh"),
            ("ii. Ca'c xa~ dde^`u la`m to^'t vie^.c na`y", "ii. Các xã đều làm tốt việc này"),
            # no mark but those that punctuation has, too
            ("- Cha(m so'c ca'c be' kho' kha(n", "- Chăm sóc các bé khó khăn"),
            # a word that reads alike follows the last tone
            ("Vu+o+`n nha` o^ng tro^`ng che? tre", "Vườn nhà ông trồng chẻ tre"),
        ],
    )
    def test_viqr_of_one_line(self, legacy: str, text: str) -> None:
        """A pasted line is read to its ends."""
        assert repair(legacy).text == text

    def test_words_that_make_another_sense(self) -> None:
        """A legacy word that Unicode has, too, speaks for its encoding beside others; a capital inside one does not."""
        text = "Nạn này do Trần Xuân K. (em trai Dương)."
        assert repair(pasted(text, Encoding.VISCII)).text == text

    @pytest.mark.parametrize("encoding", [*PASTED, Encoding.VIQR])
    @pytest.mark.parametrize(
        ("before", "sentence", "after"),
        [
            # no mark says where the line before ends; a capital does
            (
                "Bảng kê tiền thuế tạm nộp",
                "Ơ hay tiền nong đâu mà mẹ đi chợ trên huyện.",
                "Số còn lại nộp sau.",
            ),
            # a foreign name after words that are the same in every encoding
            ("Sở báo tin.", "Danh sách dự kiến: Costa, Juan Fernández, Miguel Silva.", "Họ đến tối mai."),
            # a word that is none is the last one
            (
                "Cả hai chỉ số đều tăng.",
                "Năm nay người dân gọi đó là chỉ số Iô",
                "Sau đó mọi việc đã ổn thỏa.",
            ),
        ],
        ids=["first word", "name", "last word"],
    )
    def test_ends_of_a_sentence(self, encoding: Encoding, before: str, sentence: str, after: str) -> None:
        """A sentence inside a line of Unicode is converted from its first word to its last."""
        legacy = pasted(sentence, encoding)
        assert repair(f"{before} {legacy} {after}").text == f"{before} {sentence} {after}"
        assert repair(legacy).text == sentence

    @pytest.mark.parametrize(
        ("legacy", "text"),
        [
            # LÝ is a word, but no word among small ones
            ("LÝ do anh nªn häc tiÕng Ph¸p", "Lí do anh nên học tiếng Pháp"),
            # a small ý is the same in Unicode
            ("4. ý kiÕn cña c¬ quan thuÕ", "4. Ý kiến của cơ quan thuế"),
            # one word that is none as it stands, among such as VISCII and Unicode write alike
            ("Lan bên các con cüa mình.", "Lan bên các con của mình."),
            # one letter after an accent that English has not there
            (
                "O^ng dde^'n Volca'n de Colima, ngo.n nu'i lu+?a lo+'n",
                "Ông đến Volcán de Colima, ngọn núi lửa lớn",
            ),
            ("To^i kho^ng bie^'t o^ng dde^'n Maria's ho^m na`o", "Tôi không biết ông đến Maria's hôm nào"),
            # a sentence's end without a space
            ("Ba` dde^'n Ha` No^.i.cho con ta^.p ho.c vie^.n", "Bà đến Hà Nội.cho con tập học viện"),
            # VIQR's question mark ends no sentence
            (
                "Ba'o Tua^`n tin. The^? Thao Vie^.t Nam | 05:03 12/07 Hội đồng tỉnh tiêu hủy biên lai có đủ đại diện",
                "Báo Tuần tin. Thể Thao Việt Nam | 05:03 12/07 Hội đồng tỉnh tiêu hủy biên lai có đủ đại diện",
            ),
        ],
    )
    def test_words_told_by_those_around(self, legacy: str, text: str) -> None:
        """What one word leaves open the words around it tell."""
        assert repair(legacy).text == text

    @pytest.mark.parametrize(
        "text",
        [
            "Ông bà và các con cüng đi chợ Đầm",
            "Anh Hà và cô dì, bé Bình ở Zü",
            "Cô dì bên bà con Müa và Köln",
        ],
    )
    def test_one_word_that_proves_nothing(self, text: str) -> None:
        """One odd word makes no sentence VISCII where a letter of Unicode stands in it, or the word is rare."""
        assert repair(text).text is text


CLEAN = (
    "Nhiệt độ 38°C, diện tích 120 m², 45 km², 3 m³, góc 90°, sai số ±0,5%, 2×3, ½ ha, 1ª",
    "Giá 25 € hoặc £20, ¥300, 5¢; bản quyền © 2023, Windows® và Intel™, điều § 5, mục ¶ 2",
    "Ông François Hollande, bà Angela Merkel, ông Müller (Köln), cầu thủ Đặng Văn Lâm, Özil, Mbappé",
    "Café Straße, Besançon, São Paulo, Škoda, Dvořák, Curaçao, Malmö, Reykjavík, Zürich, El Niño",
    "« Le Courrier du Vietnam » viết: « Hanoï, l'été où il est né »",
    "Liên hệ: nguyen.van.a@hanoi.gov.vn, https://www.quangninh.gov.vn/~tin?id=a+u^2, C:\\add\\u+o",
    "if (a^b) { u+=v; o+=1; } // ~x ` y ` e^x a(i) o(n) a~b",
    "HOÀ BÌNH, HOÁ HỌC, THUỶ LỢI, ĐỊA CHỈ, HỒ CHÍ MINH, TÒA ÁN, HOÀN CẢNH, ÁO, Ý KIẾN",
    "They don't add a^2 + b^2; he'd said it's o.k. at 5 a.m., e.g. in the U.S. (see p. 3).",
    "Đoàn công tác thăm Đắk Lắk, Krông Pắc, Êđê, Pleiku, H'Mông, Lào Cai, Sa Pa, Ê-a Hleo",
    "· Mục một · Mục hai · Mục ba · Mục bốn · Mục năm · Mục sáu",
)


class TestClean:
    """Text that is Unicode already."""

    @pytest.mark.parametrize(
        "text", [*CLEAN, "\n".join(CLEAN), REPORT, UNICODE, REPORT.upper(), "", "a", "\n"]
    )
    def test_untouched(self, text: str) -> None:
        """Signs, foreign names, code, addresses and capitals stay; the very object comes back."""
        repaired = repair(text)
        assert repaired.text is text
        assert (repaired.encoding, repaired.spans) == (None, ())

    @given(seed=st.integers(0, 2**32), capitals=st.booleans())
    def test_any_syllables(self, seed: int, capitals: bool) -> None:
        """No Vietnamese in Unicode is changed, whatever its syllables, composed or not, by foreign words."""
        draw = random.Random(seed)
        words = [draw.choice([*SYLLABLES, "Müller", "café", "m²", "Windows®", "12,5"]) for _ in range(40)]
        text = " ".join(words) + draw.choice([".", "?", "\n", ";"])
        text = text.upper() if capitals else text
        assert repair(text).text == text
        decomposed = unicodedata.normalize("NFD", text)
        assert repair(decomposed).text == decomposed

    @given(text=st.text(st.sampled_from("aeoyàâêôãõýùìÂÕÌÒÐđ¹×\x85\u2265 Kfáạ"), max_size=30))
    def test_odd_letters_however_looked_for(self, text: str) -> None:
        """The letters that Unicode Vietnamese lacks are the same where a mark has patterns look for them."""
        assert odd.odd_places(text) == odd.odd_places(f"{text} e\u0301")
        assert odd.is_odd(text) == bool(odd.odd_places(text))

    @given(text=st.text(st.characters(max_codepoint=127), max_size=200))
    def test_any_ascii(self, text: str) -> None:
        """ASCII stays, but for VIQR."""
        repaired = repair(text)
        assert repaired.text == text or repaired.encoding == "VIQR"

    @given(text=st.text(max_size=200))
    def test_any_text(self, text: str) -> None:
        """The spans are in order and hold the text, whatever it is."""
        repaired = repair(text)
        places = [place for span in repaired.spans for place in span]
        assert places == sorted(places)
        assert all(0 <= place <= len(repaired.text) for place in places)
        assert (repaired.encoding is None) == (not repaired.spans)


SYLLABLES = [
    word
    for onset in ("b", "c", "đ", "gi", "h", "kh", "ng", "ph", "qu", "th", "tr", "x", "")
    for rime in (
        "à",
        "ã",
        "á",
        "è",
        "ê",
        "ì",
        "í",
        "òa",
        "oà",
        "oá",
        "ô",
        "ù",
        "ươi",
        "ưỡng",
        "ợp",
        "uyễn",
        "úc",
        "âu",
    )
    if is_syllable(word := onset + rime)
]


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "giếng",
        "gì",
        "quyển",
        "khuỷu",
        "hoà",
        "hòa",
        "thuở",
        "yếu",
        "đắk",
        "kạn",
        "ưa",
        "quỳnh",
        "quýt",
        "huýt",
    ],
)
def test_syllables(word: str) -> None:
    """Vietnamese words are syllables."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["cafe", "ngèo", "cệ", "hòat", "für", "bac\u0300h", "đ", "", "strasse", "ghà", "màt", "lýnh", "kýt"],
)
def test_no_syllables(word: str) -> None:
    """What Vietnamese cannot spell is none."""
    assert not is_syllable(word)


def test_likelihood() -> None:
    """Common words are likelier than rare ones, those than unheard ones, those than foreign ones."""
    assert (
        0
        > likelihood("của")
        > likelihood("huyện")
        > likelihood("quạch")
        >= UNSEEN
        > likelihood("für")
        == FOREIGN
    )
