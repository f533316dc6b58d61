"""The register's ladder, its faults, and what the other language tells, against cases by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
from registers import asked
from small_index import Text, build

from build import paragraph
from pipeline.collection import Collection
from pipeline.errors import Unreadable
from pipeline.lineage import entries
from pipeline.recommend import (
    Fault,
    built_in,
    by_ladder,
    ladder_of,
    read_ladder,
    session_faults,
    table_faults,
)
from pipeline.recommend.faults import contradictions
from pipeline.records import Heading, Recommendation

UNRESOLVED = {"is_resolved": False, "rules": ("strength=verbs:zh:应", "kind=rule:asks")}


def pair(english: str) -> tuple[tuple[Heading, Recommendation], tuple[Heading, Recommendation]]:
    """One paragraph in Chinese, whose 应 alone asks, and in English with the strength given."""
    zh = asked("20", "1. 各国应点灯；", "should", lang="zh")
    en = asked("20", "1. States act;", english)
    return (
        (zh.document, replace(zh.recommendation, **UNRESOLVED)),  # type: ignore[arg-type]
        (en.document, en.recommendation),
    )


@pytest.mark.parametrize("strength", ["shall", "should"])
def test_the_english_tells_what_the_chinese_leaves_open(strength: str) -> None:
    (entry,) = entries(pair(strength), "zh")
    found = entry.recommendation
    assert (found.strength, found.is_resolved) == (strength, True)
    assert found.rules == ("strength=aligned:en", "kind=rule:asks")


def test_without_such_english_it_stays_open() -> None:
    chinese, english = pair("urges")
    for rows in ((chinese, english), (chinese,)):
        (entry,) = entries(rows, "zh")
        assert (entry.recommendation.strength, entry.recommendation.is_resolved) == (
            "should",
            False,
        )


def test_the_counterpart_of_an_english_entry_is_told_too() -> None:
    (entry,) = entries(pair("shall"), "en")
    assert entry.recommendation.strength == "shall"
    assert entry.counterpart is not None
    assert (entry.counterpart.strength, entry.counterpart.is_resolved) == ("shall", True)


def two_verbs() -> Recommendation:
    made = paragraph("1. Urges States and encourages Peru;", "en", ("1",), "operative", "1.")
    verbs = ("lead_verb=verbs:en:urge", "lead_verb=verbs:en:encourage")
    return Recommendation(
        made, "recommendation", ("states",), "urges", "urge;encourage", (), (), (),
        ("strength=verbs:en:urge", *verbs),
    )  # fmt: skip


def ladder_file(folder: Path, *rows: str) -> Path:
    file = folder / "ladder.csv"
    file.write_text("code,rank\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def test_an_own_ladder_decides_which_verb_is_the_stronger(tmp_path: Path) -> None:
    codes = ["encourages", *(c for c in built_in().codes if c != "encourages")]
    own = read_ladder(ladder_file(tmp_path, *(f"{c},{n}" for n, c in enumerate(codes, 1))))
    assert own.faults == ()
    found = by_ladder(two_verbs(), own)
    assert found.strength == "encourages"
    assert found.rules[0] == "strength=verbs:en:encourage"
    assert by_ladder(two_verbs(), built_in()) == two_verbs()


def test_a_ladder_that_contradicts_itself_or_is_short_says_so_and_holds(tmp_path: Path) -> None:
    file = ladder_file(tmp_path, "may,1", "shall,2", "may,3")
    own = ladder_of(tmp_path)
    assert own == read_ladder(file)
    assert own.codes[:3] == ("may", "shall", "decides")
    first, second = own.faults
    assert first.line == f"contradiction {file}: may: rank 1 and 3"
    assert (second.kind, second.values.split(", ")[0]) == ("left-out", "decides")
    assert ladder_of(tmp_path / "elsewhere") is built_in()


@pytest.mark.parametrize(
    ("text", "said"),
    [("code,rank\nbegs,1\n", "begs"), ("code,rank\nmay,high\n", "high"), ("a,b\n1,2\n", "code")],
)
def test_what_is_no_ladder_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=said):
        read_ladder(file)
    with pytest.raises(Unreadable, match=r"none\.csv"):
        read_ladder(tmp_path / "none.csv")


def test_the_tables_do_not_contradict_themselves() -> None:
    assert table_faults() == ()


def test_rows_that_contradict_are_named_with_both_values() -> None:
    rows = [
        {"lang": "zh", "form": "促请", "body": "", "strength": "urges"},
        {"lang": "zh", "form": "促请", "body": "X", "strength": "calls-upon"},
        {"lang": "zh", "form": "促请", "body": "", "strength": "calls-upon"},
    ]
    found = list(contradictions("verbs.csv", rows, ("lang", "form", "body"), "strength"))
    assert [f.line for f in found] == [
        "contradiction verbs.csv: zh 促请: strength urges and calls-upon"
    ]


def heading(symbol: str, session: str, date: str) -> Heading:
    return Heading(symbol, "en", "Lamps", "X", session, date, "adopted", "p", "s", 3)


def test_sessions_without_a_date_or_with_a_label_for_two_are_named() -> None:
    held = [
        heading("X/1", "7", "2012-11-14"),
        heading("X/2", "7", "2013-06-01"),
        heading("X/3", "8", "2012-11-14"),
        heading("X/4", "8", "2019-05-01"),
        heading("X/5", "9", ""),
        heading("X/6", "9", ""),
        heading("X/7", "", ""),
    ]
    assert session_faults(held) == (
        Fault("one-label", "X 8", "2012-11-14, 2019-05-01"),
        Fault("no-date", "X 9", "2"),
    )


def test_an_ingest_names_them_and_goes_on(tmp_path: Path) -> None:
    silent = "A/RES/70/9\n\nGeneral Assembly\n\nResolution 70/9\n\nLamps\n\nThe General Assembly,\n\nRecalling the storms,\n"
    folder, report = build(tmp_path, (Text("A/RES/70/9", "en", silent, "", "70"),))
    assert report.added == 1
    assert report.faults == (
        Fault("no-date", "T 70", "1"), Fault("no-operative", "A/RES/70/9", "en"),
    )  # fmt: skip
    with Collection.open(folder) as held:
        assert held.ladder() is built_in()
        assert held.register("en") == ()


def test_the_ladder_in_the_folder_of_an_index_holds_for_its_register(tmp_path: Path) -> None:
    folder, _ = build(tmp_path)
    codes = list(reversed(built_in().codes))
    ladder_file(folder, *(f"{code},{n}" for n, code in enumerate(codes, 1)))
    with Collection.open(folder) as held:
        assert held.ladder().codes == tuple(codes)
        held.recommendations()
