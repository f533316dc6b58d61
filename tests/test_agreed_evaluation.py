"""Paragraphs said in other words by rule."""

from random import Random

import pytest

from build import paragraph
from evaluation.inputs import table_rows
from evaluation.preparation.paraphrasing import _TABLE, half, paraphrase
from pipeline.records import Lang
from pipeline.search.query import numbers_of

TEXTS: dict[Lang, str] = {
    "en": "4. Requests the Secretary-General to report on the 12 lamps of the coast, the 7 lamps of"
    " the harbour and the bells, in accordance with resolution 8/1, and to submit the report in"
    " 2031, with a view to strengthening cooperation between keepers;",
    "zh": "4. 请秘书长报告海岸的12座灯塔、港口的7座灯塔和各处钟声的情况，依照第8/1号决议，"
    "在2031年提交报告，以期加强守塔人之间的合作；",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("level", [0.25, 0.4])
def test_enough_is_changed_and_every_figure_stays(lang: Lang, level: float) -> None:
    one = paragraph(TEXTS[lang], lang, label="4.")
    made = paraphrase(one, level, Random(1))
    assert level <= made.changed < 1
    figures = {n for n in numbers_of(TEXTS[lang]) if n.isdigit()} - {"4"}
    assert figures <= numbers_of(made.text)
    assert made == paraphrase(one, level, Random(1))
    part = half(made, Random(1))
    assert part.text in made.text
    assert len(made.text) / 5 < len(part.text) < len(made.text)


def test_openings_change_their_tense() -> None:
    assert paraphrase(paragraph("Urges the keepers"), 0.1, Random(1)).text == "pressed the keepers"


def test_names_stay_whole() -> None:
    made = paraphrase(paragraph("请联合国各机构支持安全理事会的安全工作", "zh"), 0.9, Random(1))
    assert "联合国" in made.text
    assert "安全理事会" in made.text


def test_no_form_of_the_table_stands_twice_or_for_itself() -> None:
    rows = table_rows(_TABLE, {"lang", "form", "becomes", "kind", "source"})
    keys = [(row["lang"], row["kind"], row["form"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {r["kind"] == "name" for r in rows if r["form"] == r["becomes"]} == {True}
    assert all(row["source"] for row in rows)
    assert not [row for row in rows if any(map(str.isdigit, row["becomes"]))]
