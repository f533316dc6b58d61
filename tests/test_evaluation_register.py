from pathlib import Path

import pytest
from registers import asked

from evaluation.register import FIELDS, GOLD, Row, against_gold, gold_rows, read_register, values
from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.records import Recommendation

OF_TABLE = {
    "addressees": "addressee_names",
    "subset": "subsets",
    "modifiers": "modifiers",
    "strength": "strengths",
    "hedges": "hedges",
    "duty": "duties",
}
RESOLUTION = """A/RES/20/7
General Assembly
Twentieth session

20/7. Lighthouses

The General Assembly,

Recalling the storms of last winter,

1. Encourages coastal States to keep their lighthouses lit;

2. Requests the Secretary-General to report on the lamps.
"""


def row(place: tuple[str, str], **fields: str) -> Row:
    """A row with the values of ``fields``, several joined by semicolons; the rest is empty."""
    said = {f: frozenset(filter(None, fields.get(f, "").split(";"))) for f in FIELDS}
    return Row("development", place, said)


def lamps(number: int = 1) -> Recommendation:
    text = f"{number}. Encourages States to keep their lighthouses lit;"
    return asked("20", text, number=number).recommendation


def test_the_gold_is_sound() -> None:
    rows = gold_rows("en")
    assert len({r.place for r in rows}) == len(rows) == 300
    assert sum(r.split == "held-out" for r in rows) == 200
    for r in rows:
        session = r.place[0].split("/")[2]
        assert (session in {"78", "79"}) == (r.split == "held-out")
        is_asked = r.fields["kind"] == {"recommendation"}
        assert is_asked == bool(r.fields["strength"])
        assert is_asked or not r.fields["addressees"] | r.fields["due"] | r.fields["duty"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_label_is_a_code_of_its_table(lang: str) -> None:
    for field, table in OF_TABLE.items():
        codes = {r["code"] for r in lexicon.rows(table)}
        said = set().union(*(r.fields[field] for r in gold_rows("zh" if lang == "zh" else "en")))
        assert said <= codes, field


def test_chinese_says_what_its_own_words_say() -> None:
    both = zip(gold_rows("en"), gold_rows("zh"), strict=True)
    differ = [(en.place, f) for en, zh in both for f in FIELDS if en.fields[f] != zh.fields[f]]
    assert (("A/RES/74/177", "23"), "strength") in differ
    assert len(differ) == 3


def test_values_are_counted_field_by_field() -> None:
    wanted = row(
        ("X", "1"),
        kind="recommendation",
        addressees="states;organizations",
        strength="urges",
        verb_class="none",
    )
    found = against_gold({("X", "1"): lamps()}, [wanted])
    assert (found.rows, found.missing) == (1, 0)
    addressees = found.fields["addressees"]
    assert (addressees.right, addressees.found, addressees.wanted) == (1, 1, 2)
    assert (addressees.precision, addressees.recall) == (1.0, 0.5)
    assert addressees.f1 == pytest.approx(2 / 3)
    strength = found.fields["strength"]
    assert (strength.right, strength.found, strength.wanted, strength.rows_right) == (0, 1, 1, 0)
    assert found.fields["kind"].f1 == found.fields["due"].f1 == 1.0
    assert found.wrong == (
        "X 1: addressees wanted organizations;states, found states",
        "X 1: strength wanted urges, found encourages",
    )


def test_a_paragraph_that_the_register_lacks_has_no_value() -> None:
    found = against_gold({}, [row(("X", "1"), strength="urges")])
    assert (found.missing, found.fields["strength"].recall) == (1, 0.0)
    assert found.fields["strength"].precision == 1.0
    assert found.wrong == ("X 1: not in the register",)


def test_an_article_is_compared_without_its_instrument() -> None:
    cited = Recommendation(
        lamps().paragraph, "conclusion", (), "", "recalls", (), ("18(13)",), (), ()
    )
    found = against_gold({("X", "1"): cited}, [row(("X", "1"), articles="UNTOC:18(13)")])
    assert found.fields["articles"].right == 1


def test_a_verb_that_asks_nothing_is_of_no_class() -> None:
    paragraph = lamps().paragraph
    said = {
        given: values(
            Recommendation(paragraph, "conclusion", (), "", "", (), (), (), (), verb_class=given),
            "verb_class",
        )
        for given in ("", "welcomes", "urges")
    }
    assert said == {"": {"none"}, "welcomes": {"none"}, "urges": {"urges"}}


def test_only_documents_of_the_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(RESOLUTION, encoding="utf-8")
    (tmp_path / "two.txt").write_text(RESOLUTION.replace("20/7", "20/8"), encoding="utf-8")
    held = read_register([tmp_path], "en", [row(("A/RES/20/7", "1"))])
    assert set(held) == {("A/RES/20/7", "1"), ("A/RES/20/7", "2")}
    assert held["A/RES/20/7", "1"].addressees == ("states",)
    assert read_register([tmp_path], "zh", [row(("A/RES/20/7", "1"))]) == {}


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("symbol\nX/1\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no rows with the columns"):
        gold_rows("en", path)


def test_a_field_that_there_is_not_is_refused_in_the_column_zh(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    head, first = GOLD.read_text(encoding="utf-8").splitlines()[:2]
    path.write_text(f"{head}\n{first}colour=red\n", encoding="utf-8")
    assert len(gold_rows("en", path)) == 1
    with pytest.raises(Unreadable, match="zh is colour=red"):
        gold_rows("zh", path)
