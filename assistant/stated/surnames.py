"""Surnames: the first word of nearly all Vietnamese people's names. Pure."""

from assistant.stated.plain import listed

SURNAMES = listed(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý trương đinh đoàn lâm trịnh mai
    đào cao lương hà tạ tô quách thái châu tống kiều cầm lò quàng vi hứa nông bế ma giàng sùng thào triệu phùng
    chu khúc la lưu tăng nghiêm mạc doãn đàm cù lã lục mã thạch thân tiêu tôn văn vương điểu ksor siu"""
)
# As often another word: taken for one where people are looked for in a report's sentences, not where one is checked.
DOUBTFUL = listed(
    """đầu kim sơn danh quản ông từ bạch diệp giang khổng lại phí sầm thi trang ưng viên vừ hầu cung nay niê hạng"""
)
# Rare, and often another word: taken for one where a sentence is checked, by what stands around it.
RARE = listed("vàng lù ninh đồng giáp hàn ngụy nhâm thiều trà ung uông rah kpă tòng cà lường đèo")
