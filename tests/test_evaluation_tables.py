"""The counted tables made again from small invented beads, and redlines measured."""

import csv
import io
from pathlib import Path

import pytest

from build import paragraph
from evaluation.equivalents import learn_equivalents
from evaluation.findings import TwoSided
from evaluation.redline import measure_redline, recurring_pairs
from evaluation.tables import Sides, count_uses, counted_table, distinct, lengths_table
from pipeline import lexicon
from pipeline.errors import Unreadable


def sides(*pairs: tuple[str, str]) -> tuple[Sides, ...]:
    return distinct(TwoSided((paragraph(zh, "zh"),), (paragraph(en, "en"),)) for zh, en in pairs)


def uses(table: str) -> dict[tuple[str, str, str], str]:
    rows = csv.DictReader(io.StringIO(table))
    return {(r["code"], r["lang"], r["form"]): r["use"] for r in rows}


def test_what_recurs_counts_once() -> None:
    assert len(sides(("大会", "the Assembly"), ("大会", "the Assembly"), ("", "x"))) == 1


def test_a_form_counts_with_and_without_answer() -> None:
    found = count_uses(
        "hedges",
        sides(
            ("各国酌情合作", "States cooperate as appropriate"),
            ("各国合作", "States cooperate as appropriate and as appropriate"),
            ("各国酌情报告", "States report"),
        ),
    )
    one = found["as-appropriate", "en", "as appropriate"]
    assert (one.seen, one.lacking) == (2, 1)
    other = found["as-appropriate", "zh", "酌情"]
    assert (other.seen, other.lacking) == (2, 1)


def test_a_form_asks_where_it_hardly_lacks_an_answer() -> None:
    held = [(f"各国酌情做{n}", f"States do {n} as appropriate") for n in range(60)]
    table = uses(counted_table("hedges", sides(*held, ("各国做事", "States do as appropriate"))))
    assert table["as-appropriate", "en", "as appropriate"] == "asks"
    more = [(f"各国再做{n}", f"States do {n} again as appropriate") for n in range(2)]
    table = uses(counted_table("hedges", sides(*held, *more)))
    assert table["as-appropriate", "en", "as appropriate"] == "states"
    assert table["as-appropriate", "zh", "酌情"] == "asks"
    assert table["provisionally", "en", "provisionally"] == "states"


@pytest.mark.parametrize("name", ["names", "terms", "hedges"])
def test_only_counted_columns_change(name: str) -> None:
    made = list(csv.DictReader(io.StringIO(counted_table(name, sides(("大会", "the Assembly"))))))
    kept = lexicon.rows(name)
    assert [{**r, "use": ""} for r in made] == [{**r, "use": ""} for r in kept]
    by_hand = {"never", "vague", "beside"}
    assert [r["use"] for r in made if r["use"] in by_hand] == [
        r["use"] for r in kept if r["use"] in by_hand
    ]


def test_lengths_are_quantiles_made_wider() -> None:
    found = sides(*((f"{'字' * 8}{n}", f"one two three {n}") for n in range(50)))
    (row,) = csv.DictReader(io.StringIO(lengths_table(found)))
    # nine Chinese units for four English words, 15 in 100 wider either way
    assert (row["words"], row["least"], row["most"], row["seen"]) == ("4", "1.96", "2.59", "50")


def test_words_find_what_stands_for_them() -> None:
    pairs = []
    for n in range(60):
        zh, en = ("海洋", "oceans") if n % 2 else ("森林", "forests")
        pairs.append((f"保护{zh}第{n}", f"protect {en} {n}"))
    pairs += [(f"各国开会{n}", f"States meet {n}") for n in range(340)]
    pairs = [pairs[(7 * i) % len(pairs)] for i in range(len(pairs))]
    found = {(e.lang, e.form): e for e in learn_equivalents(pairs)}
    assert found["en", "ocean"].answers == ("海洋",)
    assert found["zh", "森林"].answers == ("forest",)
    assert found["en", "forest"].lacking == 0


def write(folder: Path, last: str) -> Path:
    folder.mkdir()
    text = f"1. The Conference requests the secretariat to report on its work in {last}."
    (folder / "one.txt").write_text(text, encoding="utf-8")
    return folder


def test_redlines_of_recurring_paragraphs(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", "spring"), write(tmp_path / "new", "autumn")
    pairs = recurring_pairs(old, new, "en", 10, 1)
    assert [(a.split()[-1], b.split()[-1]) for a, b in pairs] == [("spring.", "autumn.")]
    by_name = {row.name: row for row in measure_redline(pairs, "en")}
    # one word of twelve is another, on either side; one replacement
    assert by_name["redline"].changes == 1
    assert by_name["redline"].marked == pytest.approx(1 / 12)
    assert by_name["rapidfuzz"].marked == pytest.approx(1 / 12)
    with pytest.raises(Unreadable, match="no en paragraph recurs"):
        recurring_pairs(old, old, "en", 10, 1)
