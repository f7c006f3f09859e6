"""Posts: the posts of public life as they are asked about, and whether a question asks who holds one. Pure."""

import re

from assistant.question import Question
from assistant.reading.overlap import rows
from index.vietnamese import fold

POST = re.compile(
    r"\b(?:pho |nguyen |cuu |quyen )?(?:tong bi thu|bi thu|chu tich|tong giam doc|giam doc|truong (?:ban|phong"
    r"|doan|khoa|cong an)|chanh van phong|chanh thanh tra|thu tuong|bo truong|thu truong|cuc truong|vien truong"
    r"|hieu truong|chu nhiem|chi huy truong|tu lenh|chinh uy|dai bieu|uy vien|thu ky|tong bien tap|hoi truong"
    r"|doi truong|dai su)\b"
)
# "Bí thư Tỉnh ủy … là ai", "Ai là Giám đốc …": nothing but who holds a post.
_ASKS_HOLDER = re.compile(
    r"^(?:hien nay )?ai (?:dang |hien )?(?:la|giu chuc|lam) (?:\w+ )?(?:tong bi thu|bi thu|chu tich|(?:tong )?giam doc"
    r"|truong|chanh|thu tuong|bo truong|thu truong|cuc truong|vien truong|hieu truong|chu nhiem)\b"
    r"|^(?:pho |tong )?(?:bi thu|chu tich|giam doc|truong (?:ban|phong|cong an)|chanh van phong|thu tuong|bo truong"
    r"|thu truong|cuc truong|vien truong|hieu truong|chu nhiem)\b(?:(?:,? |\.)\w+){0,16}"
    r" (?:la ai|la ong nao|la ba nao|ten (?:la )?gi)\W*$"
    r"|^who is the\b"
)


def names_post(question: Question) -> bool:
    """Whether a question names a post, by its abbreviation, too."""
    return bool(POST.search(rows(question.text).folded))


def asks_holder(question: Question) -> bool:
    """Whether nothing is asked but who holds a post."""
    return bool(_ASKS_HOLDER.search(fold(question.text)))
