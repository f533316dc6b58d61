"""Citations by their words alone: the reference rows, offsets, the tables of names."""

import csv

import pytest

from evaluation.citations import against_gold
from pipeline import lexicon
from pipeline.records import Citation
from pipeline.records.paragraphs import is_domestic
from pipeline.text.citations import citations
from shared import shared


def test_offsets_hold_the_citation() -> None:
    text = "根据《公约》第十一条第一款指定"
    (found,) = citations(text, "zh")
    assert text[found.start : found.end] == "第十一条第一款"
    assert found.name == "《公约》"


def test_offsets_stay_true_behind_footnote_calls_and_wide_characters() -> None:
    text = "见《公约》¹（第１８条）²和第 55/25 号³决议"
    article, resolution = citations(text, "zh")
    assert text[article.start : article.end] == "第１８条"
    assert (article.key, resolution.key) == ("CONVENTION:18", "RES:55/25")


def test_the_organ_is_kept() -> None:
    (found,) = citations("Economic and Social Council resolution 2021/1", "en")
    assert (found.organ, found.name) == ("ECOSOC", "Economic and Social Council")
    first, second = citations("大会第54/205号和2000年12月4日第55/61号决议", "zh")
    assert (first.organ, second.organ) == ("GA", "GA")


def test_domestic_law_is_no_treaty() -> None:
    assert Citation("CN-CRIMINAL-LAW", "10", 0, 1).is_domestic
    assert Citation("DOMESTIC", "10", 0, 1).is_domestic
    assert not Citation("UNTOC", "18", 0, 1).is_domestic


def test_the_tables_of_names() -> None:
    instruments, laws = lexicon.rows("instruments"), lexicon.rows("laws")
    assert len({r["code"] for r in instruments}) >= 60
    for lang in ("zh", "en"):
        names = [r["name"] for r in (*instruments, *laws) if r["lang"] == lang]
        assert len(names) == len(set(names))
    assert not [
        r for r in instruments if is_domestic(r["code"]) or not r["source"] or not r["kind"]
    ]
    assert not [r for r in laws if not is_domestic(r["code"]) or not r["source"]]
    both = {lang: {r["code"] for r in instruments if r["lang"] == lang} for lang in ("zh", "en")}
    assert both["zh"] == both["en"]
    bodies = {r["code"] for r in lexicon.rows("treaty_bodies")}
    assert bodies <= both["en"]


@pytest.mark.parametrize("row", lexicon.rows("instruments"), ids=lambda r: str(r["name"])[:40])
def test_every_name_is_known(row: dict[str, str]) -> None:
    chinese = row["lang"] == "zh"
    text = f"《{row['name']}》第五条" if chinese else f"article 5 of the {row['name']}"
    (found,) = citations(text, "zh" if chinese else "en")
    assert found.key == f"{row['code']}:5"


@pytest.mark.shared
def test_every_row_of_the_reference_list() -> None:
    gold = shared("gold/citations.csv")
    found = against_gold(gold)
    assert found.wrong == ()
    with gold.open(encoding="utf-8", newline="") as table:
        assert found.right == found.rows == len(list(csv.DictReader(table)))
