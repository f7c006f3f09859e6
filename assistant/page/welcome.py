"""The first view: what Trích is, what the store holds, and questions to begin with. Pure."""

# Questions that the sample reports answer; shown only while those are in the store.
EXAMPLES = (
    "Thanh Hóa chọn chủ đề năm 2023 là gì?",
    "Cao tốc Quốc lộ 45 - Nghi Sơn dài bao nhiêu?",
    "Quảng Ninh đạt bao nhiêu điểm PCI 2023?",
    "Dân số thành phố Huế khi thành lập?",
)


def welcome(reports: int, samples: bool) -> str:
    """The greeting of an empty chat over a store of `reports` reports, all of them `samples` or none."""
    if not reports:
        holds = (
            "Kho chưa có báo cáo nào. Hãy mở trang <strong>Kho báo cáo</strong> để thêm tệp,"
            " rồi quay lại đây đặt câu hỏi."
        )
    elif samples:
        holds = (
            f"Kho đang có {reports} <strong>văn bản mẫu</strong> để dùng thử. Các văn bản này tự rời kho"
            " khi bạn thêm báo cáo đầu tiên ở trang <strong>Kho báo cáo</strong>."
        )
    else:
        holds = f"Kho đang có {f'{reports:,}'.replace(',', '.')} báo cáo."
    return (
        '<div class="welcome"><h2>Hỏi báo cáo, nhận đúng câu chữ</h2>'
        "<p>Mỗi câu trả lời dẫn nguyên văn, kèm tên và ngày của báo cáo."
        " Bấm vào số trong ngoặc vuông để mở báo cáo ngay tại chỗ được trích."
        " Kho không nói đến thì Trích không trả lời thay.</p>"
        f'<p class="holds">{holds}</p></div>'
    )
