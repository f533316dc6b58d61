import csv

import pytest

from pipeline.records import Citation, Lang
from pipeline.text.citations import citations
from shared import shared


def keys(text: str, lang: Lang) -> list[str]:
    return [f"{c.instrument}:{c.provision}" for c in citations(text, lang)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《公约》第十二条第三款", ["CONVENTION:12(3)"]),
        ("第 18 条，第 18 款", ["?:18(18)"]),
        ("第三条至第五条", ["?:3", "?:4", "?:5"]),
        ("第八条第一款(a)项和(b)项第㈠目", ["?:8(1)(a)", "?:8(1)(b)(i)"]),
        ("本条第一款或第二款", ["THIS-ARTICLE:(1)", "THIS-ARTICLE:(2)"]),
        ("本公约第三十七条第十一款", ["THIS:37(11)"]),
        ("我国刑法第10条", ["CN-CRIMINAL-LAW:10"]),
        ("相应条款由有关条约规定", []),
    ],
)
def test_chinese(text: str, found: list[str]) -> None:
    assert keys(text, "zh") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("article 12, paragraph 3, of the Convention", ["CONVENTION:12(3)"]),
        ("articles 20 to 22 of this Convention", ["THIS:20", "THIS:21", "THIS:22"]),
        ("article 32, paragraphs 3 (d) and 4", ["?:32(3)(d)", "?:32(4)"]),
        ("paragraph 5 of article 32 of the Convention", ["CONVENTION:32(5)"]),
        ("paragraphs 1 and 2 of this article", ["THIS-ARTICLE:(1)", "THIS-ARTICLE:(2)"]),
        ("Art. 18(13) UNTOC", ["UNTOC:18(13)"]),
        ("the article describes three paragraphs", []),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    assert keys(text, "en") == found


def test_offsets_hold_the_citation() -> None:
    text = "根据《公约》第十一条第一款指定"
    (found,) = citations(text, "zh")
    assert text[found.start : found.end] == "第十一条第一款"


def test_domestic_law_is_no_treaty() -> None:
    assert Citation("CN-CRIMINAL-LAW", "10", 0, 1).is_domestic
    assert not Citation("UNTOC", "18", 0, 1).is_domestic


@pytest.mark.shared
def test_every_article_of_the_reference_list() -> None:
    with shared("gold/citations.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    wrong = []
    for row in rows:
        expected = [
            key.replace("THIS-ARTICLE", "THIS-ARTICLE:").replace("UNTOC?", "?")
            for key in row["expected"].split("|")
            if key and not key.startswith(("RES", "DEC", "SYMBOL"))
        ]
        lang: Lang = "zh" if row["lang"] == "zh" else "en"
        if keys(row["text"], lang) != expected:
            wrong.append(row["text"])
    assert wrong == []
    assert len(rows) == 49
