"""Keywords: what is found by its words, in what order, and that erased words are erased."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import PORT, RICE, ROAD, bearing, five, many, of_kinds, own_word, report

from index.errors import StoreFault
from index.filters import Filters
from index.keywords import FOLDER, Keywords
from index.passage import Passage, split
from index.report import Report
from index.segments import set_apart, with_deleted
from index.terms import fields, tokens
from index.vietnamese import terms


@pytest.fixture
def keywords(tmp_path: Path) -> Iterator[Keywords]:
    """A new index."""
    opened = Keywords.open(tmp_path, new=True)
    yield opened
    opened.close()


def cut(reports: Sequence[Report]) -> list[tuple[Report, tuple[Passage, ...]]]:
    """Reports with their passages."""
    return [(made, split(made)) for made in reports]


def found(keywords: Keywords, reports: Sequence[Report], question: str, **filters: str) -> list[str]:
    """The keys of the reports found, best first."""
    keys = {made.report_id: made.key for made in reports}
    return [keys[name.split("-")[0]] for name, _ in keywords.search(question, 10, Filters(**filters))]


def stray_files(folder: Path) -> list[str]:
    """Files of the engine that belong to no segment in use."""
    segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
    used = {segment["segment_id"].replace("-", "") for segment in segments}
    return [path.name for path in folder.iterdir() if len(path.stem) >= 32 and path.name[:32] not in used]


def passages_with(made: Report, word: str) -> int:
    """How many passages of a report have the word."""
    return sum(word in made.text[passage.start : passage.end] for passage in split(made))


def test_terms_are_words_numbers_their_parts_and_neighbouring_pairs() -> None:
    """A document number is one term and its parts; without accents each two neighbours are a term too."""
    exact, folded = tokens("Nghị quyết 58-NQ/TW")

    assert exact == ["nghị", "quyết", "58-nq/tw", "58", "nq", "tw"]
    assert folded == ["nghi", "quyet", "58-nq/tw", "nghi_quyet", "quyet_58-nq/tw", "58", "nq", "tw"]


@given(st.text(st.sampled_from("aáĐđưHò \n\u00a0\u20031/-–.,“”…(Ⅷİ_²\u0301\x1c58NQ&"), max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_term_is_lost_at_a_white_space(text: str) -> None:
    """What is cut at white space first has the terms of the whole text, in its order."""
    exact, folded = tokens(text)
    whole = terms(text)
    assert exact[: len(whole)] == [term.exact for term in whole]
    assert folded[: len(whole)] == [term.folded for term in whole]


@given(st.text(st.sampled_from("aáĐđưHò \n\u00a0\u20031/-–.,“”…(Ⅷİ_²\u0301\x1c58NQ&"), max_size=30))
@settings(max_examples=150, deadline=None)
@example("")
@example("một")
@example("một hai")
@example("Theo 58-NQ/TW, năm 2021-2025 một hai ba 58-NQ/TW,")
def test_what_is_written_are_the_terms_that_are_searched(text: str) -> None:
    """The fields of a passage hold each term as often as a question has it, in whatever order."""
    assert [sorted(field.split()) for field in fields(text)] == [sorted(terms) for terms in tokens(text)]


@pytest.mark.parametrize(
    "question", ["sản lượng lúa", "san luong lua", "SẢN LƯỢNG LÚA", "sản lươ\u0323ng lu\u0301a"]
)
def test_a_question_finds_with_accents_without_and_decomposed(keywords: Keywords, question: str) -> None:
    """How a question is typed does not hide the report."""
    keywords.add(cut(five()))

    assert found(keywords, five(), question)[0] == "lua"


def test_an_exact_accent_match_comes_first(keywords: Keywords) -> None:
    """Typed with accents, the word meant outranks those that only look like it without."""
    reports = [report(word, f"Đề án nói về {word} của tỉnh.") for word in ("bạn", "bàn", "bán", "ban")]
    keywords.add(cut(reports))

    assert all(found(keywords, reports, f"đề án {word} tỉnh")[0] == word for word in ("bạn", "bàn", "bán"))


def test_either_way_of_placing_a_tone_finds(keywords: Keywords) -> None:
    """`Thuận Hoà` and `Thuận Hòa` are one name."""
    keywords.add(cut(five()))

    assert found(keywords, five(), "Thuận Hoà")[0] == found(keywords, five(), "Thuận Hòa")[0] == "cang"


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"province": "bình minh"}, {"lua", "cang"}),
        ({"province": "Binh Minh "}, {"lua", "cang"}),
        ({"source": "BÁO NÚI"}, {"truong", "cang"}),
        ({"from_": "2023"}, {"lua", "duong"}),
        ({"to": "2022-08-20"}, {"truong", "cang"}),
        ({"from_": "2023-03-05", "to": "2023-05"}, {"duong"}),
        ({"from_": "2021-06-30", "to": "2021-07-01", "province": "Bình Minh"}, {"cang"}),
        ({"origin": "sample"}, set()),
        ({"type": "bao cao"}, {"lua", "truong"}),
        ({"type": "Báo cáo", "status": "draft"}, {"truong"}),
        ({"status": "ban hành"}, {"lua"}),
        ({"status": "passed"}, set()),
    ],
)
def test_filters_narrow(keywords: Keywords, filters: dict[str, str], keys: set[str]) -> None:
    """Names without case and accents; a date known to the month or year counts where it overlaps."""
    keywords.add(cut(of_kinds(five())))

    assert set(found(keywords, five(), "tỉnh lúa đường trường bệnh viện cảng", **filters)) == keys


def test_a_question_of_signs_finds_nothing(keywords: Keywords) -> None:
    """No words, no hits; query syntax of the engine is words like any other."""
    keywords.add(cut(five()))

    assert found(keywords, five(), "?!… ()") == []
    assert found(keywords, five(), 'title:"lúa" AND *:* OR (')[0] == "lua"


def test_a_word_that_many_have_is_left_out_of_a_large_store_s_search(
    keywords: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds no passage by itself but where there is nothing else, and one beside its neighbour still."""
    keywords.add(cut(five()))
    assert set(found(keywords, five(), "tỉnh, cảng")) == {"cang", "lua", "y-te"}

    monkeypatch.setattr("index.keywords._LARGE", 5)
    assert found(keywords, five(), "tỉnh, cảng") == ["cang"]
    assert found(keywords, five(), "cảng, tỉnh tiếp nhận")[0] == "y-te"
    assert set(found(keywords, five(), "tỉnh")) == set(found(keywords, five(), "tỉnh ấy")) == {"lua", "y-te"}


def test_a_word_that_many_have_without_accents_is_searched_as_it_is_spelt(
    keywords: Keywords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large store it finds no other word of the same letters, unless hardly any passage has it spelt so."""
    texts = {
        "giao": "Xã bàn giao đất.",
        "hang": "Xã bán hàng.",
        "lu": "Lũ về.",
        "cau": "Cầu mới.",
        "cho": "Chợ.",
    }
    reports = [report(key, text) for key, text in texts.items()]
    keywords.add(cut(reports))
    assert found(keywords, reports, "bàn") == ["giao", "hang"]

    for name, value in {"_LARGE": 5, "_COMMON": 0.5}.items():
        monkeypatch.setattr(f"index.keywords.{name}", value)
    assert found(keywords, reports, "bàn") == ["giao"]
    assert set(found(keywords, reports, "ban")) == {"giao", "hang"}
    assert set(found(keywords, reports, "bẩn")) == {"giao", "hang"}
    assert found(keywords, reports, "lụ, chợ")[0] == "cho"
    assert set(found(keywords, reports, "lụ, chợ")) == {"cho", "lu"}


def test_a_word_of_a_megabyte_does_no_harm(keywords: Keywords) -> None:
    """What no term can hold is left out, the rest is found."""
    reports = [report("dai", "x" * 1_000_000 + " sầu riêng")]
    keywords.add(cut(reports))

    assert set(found(keywords, reports, "sầu riêng " + "y" * 200_000)) == {"dai"}


def test_writing_a_report_again_replaces_it(keywords: Keywords) -> None:
    """The same report twice stands there once."""
    keywords.add(cut(five()))
    keywords.add(cut(five()))

    assert keywords.count() == 5
    assert keywords.frequency(["lua", "tinh", "san_luong", "khong"]) == {
        "lua": 1, "tinh": 2, "san_luong": 0, "khong": 0,
    }  # fmt: skip


def test_a_hidden_report_is_not_found_and_purging_erases_its_words(
    keywords: Keywords, tmp_path: Path
) -> None:
    """No term of a removed report stays in any file, and the others are found as before."""
    secret = report("kin", "Xã Lũngvắng chưa có điện, theo báo cáo nội bộ ngày 9/9/2023.", title="Lũngvắng")
    others = [*many(30), *five()]
    keywords.add(cut(many(30)))
    keywords.add(cut([*five(), secret]))

    keywords.hide([secret.report_id])
    assert found(keywords, [*others, secret], "Lũngvắng") == []
    assert keywords.frequency(["lungvang"]) == {"lungvang": 1}  # the engine's dictionary still has it
    before = found(keywords, others, "lúa 2023"), keywords.count()
    kept = {made.report_id: made for made in others}
    list(keywords.purging(lambda ids: cut([kept[report_id] for report_id in ids])))

    assert keywords.frequency(["lungvang"]) == {"lungvang": 0}
    assert stray_files(tmp_path / FOLDER) == []
    assert not bearing(tmp_path / FOLDER, secret.report_id)
    assert (found(keywords, others, "lúa 2023"), keywords.count()) == before


def test_purging_erases_whatever_the_segments_became(keywords: Keywords, tmp_path: Path) -> None:
    """Many small batches, merged in the background, and reports of several of them removed."""
    batches = [many(6, first) for first in range(0, 120, 6)]
    for batch in batches:
        keywords.add(cut(batch))
    everything = {made.report_id: made for batch in batches for made in batch}
    gone = {made.report_id: made for batch in batches[::3] for made in batch[:2]}
    keywords.hide(gone)
    list(keywords.purging(lambda ids: cut([everything[report_id] for report_id in ids])))

    words = {made.key: own_word(int(made.key.split("-")[-1])) for made in everything.values()}
    counts = keywords.frequency(words.values())
    kept = [made for report_id, made in everything.items() if report_id not in gone]
    assert keywords.count() == sum(len(split(made)) for made in kept)
    assert all(counts[words[made.key]] == 0 for made in gone.values())
    assert all(counts[words[made.key]] == passages_with(made, words[made.key]) > 0 for made in kept)
    assert stray_files(tmp_path / FOLDER) == []


def in_large_segments(keywords: Keywords, monkeypatch: pytest.MonkeyPatch) -> dict[str, Report]:
    """Sixty reports in segments that count as large, one of them of two reports; the reports by their ids."""
    monkeypatch.setattr("index.keywords._FEW", 10)
    keywords.add(cut(many(2)))
    keywords.add(cut(many(38, 2)))
    keywords.add(cut(many(20, 40)))
    return {made.report_id: made for made in many(60)}


def without(keywords: Keywords, kept: Sequence[Report], gone: Sequence[int], folder: Path) -> bool:
    """Whether all of the kept reports are found, each once, and no word of those gone is in the files."""
    words = {made.key: own_word(int(made.key.split("-")[-1])) for made in kept}
    counts = keywords.frequency(words.values())
    return (
        all(counts[words[made.key]] == passages_with(made, words[made.key]) > 0 for made in kept)
        and keywords.count() == sum(len(split(made)) for made in kept)
        and not any(keywords.frequency(map(own_word, gone)).values())
        and not stray_files(folder)
        and not [path for path in folder.iterdir() if path.is_dir()]
    )


def test_purging_a_large_segment_reads_few_of_its_reports(
    keywords: Keywords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it takes does not grow with the reports beside the one that goes."""
    everything = in_large_segments(keywords, monkeypatch)
    gone = [many(60)[number].report_id for number in (0, 7, 45)]
    read: list[str] = []

    def load(ids: Sequence[str]) -> list[tuple[Report, tuple[Passage, ...]]]:
        """The reports, noted."""
        read.extend(ids)
        return cut([everything[report_id] for report_id in ids])

    keywords.hide(gone)
    list(keywords.purging(load))
    kept = [made for report_id, made in everything.items() if report_id not in gone]
    assert without(keywords, kept, [0, 7, 45], tmp_path / FOLDER)
    assert len(read) <= 8

    keywords.close()
    again = Keywords.open(tmp_path, new=False)
    assert without(again, kept, [0, 7, 45], tmp_path / FOLDER)
    again.close()


def test_a_large_segment_that_is_merged_may_change_meanwhile(
    keywords: Keywords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is hidden and added in the pauses of a purge is so after it, and wiped as well."""
    everything = in_large_segments(keywords, monkeypatch)
    keywords.hide([many(60)[7].report_id])
    pauses = keywords.purging(lambda ids: cut([everything[name] for name in ids if name in everything]), 50)
    next(pauses)
    del everything[many(60)[9].report_id], everything[many(60)[7].report_id]
    keywords.hide([many(60)[9].report_id])
    keywords.add(cut(many(1, 60)))
    everything |= {made.report_id: made for made in many(1, 60)}
    for _ in pauses:
        pass

    assert without(keywords, [*everything.values()], [7, 9], tmp_path / FOLDER)


def test_what_a_killed_purge_set_apart_goes_when_the_store_opens(
    keywords: Keywords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of a merge that never ended hold words that are to go."""
    everything = in_large_segments(keywords, monkeypatch)
    keywords.hide([many(60)[7].report_id])
    apart = set_apart(tmp_path / FOLDER, [*with_deleted(tmp_path / FOLDER).values()])
    assert keywords.frequency([own_word(7)]) != {
        own_word(7): 0
    }  # as its files have it, which are the index's too
    keywords.close()

    again = Keywords.open(tmp_path, new=False)
    assert not apart.exists()
    list(again.purging(lambda ids: cut([everything[report_id] for report_id in ids])))
    kept = [made for made in everything.values() if made.key != "van-ban-7"]
    assert without(again, kept, [7], tmp_path / FOLDER)
    again.close()


def test_the_index_opens_again(keywords: Keywords, tmp_path: Path) -> None:
    """What was written is found by the next process."""
    keywords.add(cut([report("lua", RICE), report("duong", ROAD)]))
    keywords.close()
    again = Keywords.open(tmp_path, new=False)

    assert again.count() == 2
    assert len(again.search("lúa", 5, Filters())) == 1
    again.close()


def test_files_of_a_commit_that_was_killed_are_no_hindrance(keywords: Keywords, tmp_path: Path) -> None:
    """A process killed inside a commit leaves files that the next commit would make."""
    keywords.add(cut(five()))
    keywords.close()
    folder = tmp_path / FOLDER
    segment = json.loads((folder / "meta.json").read_text("utf-8"))["segments"][0]["segment_id"].replace(
        "-", ""
    )
    left = [f"{segment}.{stamp}.del" for stamp in range(100)]
    for name in left:
        (folder / name).write_bytes(b"half")
    managed = json.loads((folder / ".managed.json").read_text("utf-8"))
    (folder / ".managed.json").write_text(json.dumps([*managed, *left]), encoding="utf-8")

    again = Keywords.open(tmp_path, new=False)
    again.hide([five()[0].report_id])

    assert again.count() == 4
    again.close()


@pytest.mark.parametrize("harm", ["missing", "empty", "scrambled"])
def test_a_damaged_folder_is_a_fault_with_a_way_out(tmp_path: Path, harm: str) -> None:
    """The message names repair."""
    made = Keywords.open(tmp_path, new=True)
    made.add(cut([report("cang", PORT)]))
    made.close()
    folder = tmp_path / FOLDER
    if harm == "scrambled":
        (folder / "meta.json").write_text("{")
    else:
        for path in folder.iterdir():
            path.unlink()
        if harm == "missing":
            folder.rmdir()

    with pytest.raises(StoreFault, match="repair"):
        Keywords.open(tmp_path, new=False)
