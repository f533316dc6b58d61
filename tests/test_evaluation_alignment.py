"""The alignment benchmark: its gold, its sums, and the bars on the reference texts."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from build import paragraph
from evaluation.alignment import (
    UNEQUAL,
    measure_alignment,
    prepare,
    read_articles,
    read_unequal,
    without_number,
)
from evaluation.alignment_documents import numbered_pairs
from evaluation.alignment_floors import f1, nearest_pairs
from pipeline.encode import load_encoder
from pipeline.errors import Unreadable
from shared import shared


def articles_file(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_gold_read_by_hand_holds_every_ordinal_once() -> None:
    seen: dict[tuple[str, str, str], Counter[int]] = {}
    for row in csv.DictReader(UNEQUAL.read_text(encoding="utf-8").splitlines()):
        assert row["zh"] or row["en"]
        for lang in ("zh", "en"):
            ordinals = seen.setdefault((row["treaty"], row["article"], lang), Counter())
            ordinals.update(int(n) for n in row[lang].split())
    assert len({key[:2] for key in seen}) >= 30
    for key, ordinals in seen.items():
        assert ordinals == Counter(range(len(ordinals))), key


def test_numbers_are_taken_out_of_the_lines() -> None:
    assert without_number("2. Fish.") == "Fish."
    assert without_number("（三）鱼。") == "鱼。"
    assert without_number("PART II") == "PART II"
    assert without_number("Fish.") == "Fish."


def test_pairs_of_an_article_are_counted(tmp_path: Path) -> None:
    rows = [
        {
            "article": 1,
            "zh": "港口检查\n一、检查员可登临渔船。",
            "en": "Port inspection\n1. Inspectors may board vessels.",
            "zh_paras": 2,
            "en_paras": 2,
        },
        {"article": 2, "zh": "预算", "en": "Budget\nA\nB", "zh_paras": 1, "en_paras": 3},
    ]
    held = read_articles(articles_file(tmp_path, *rows))
    assert [a.is_gold for a in held] == [True, False]
    found = measure_alignment(held, load_encoder())
    assert (found.articles, found.gold_articles, found.unequal, found.gold) == (2, 1, 0, 2)
    texts = prepare(held, load_encoder(), True)
    assert texts.gold == {(0, 0), (1, 1)}
    assert 0.0 <= f1(nearest_pairs(texts), texts) <= 1.0
    assert f1(texts.gold, texts) == 1.0


def test_a_line_that_is_no_article_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="line 1"):
        read_articles(articles_file(tmp_path, {"article": 1}))


def test_numbered_pairs_are_printed_once_on_each_side() -> None:
    zh = [
        paragraph("x", "zh", ("1",), "operative", "1."),
        paragraph("x", "zh", ("2",), "operative", "2."),
        paragraph("x", "zh", ("2",), "operative", "2."),
    ]
    en = [
        paragraph("x", "en", ("2",), "operative", "2."),
        paragraph("x", "en", ("1",), "operative", "1."),
    ]
    printed, gold = numbered_pairs(zh, en)
    assert printed == gold == {(0, 1)}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("treaty", "least"),
    [("cybercrime_convention", 0.999), ("un_charter", 0.995), ("bbnj_agreement", 0.99)],
)
def test_treaties_with_their_numbers_hidden(treaty: str, least: float) -> None:
    path = shared(f"texts/treaties/aligned-articles/{treaty}.jsonl")
    found = measure_alignment(read_articles(path), load_encoder(), True, treaty)
    assert found.unequal == len(read_unequal(treaty))
    assert found.f1 >= least, found.wrong
