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
    vectors,
    without_number,
)
from evaluation.alignment_documents import Version, count_pairs, numbered_pairs
from evaluation.alignment_floors import f1, nearest_pairs
from evaluation.alignment_reliability import Judged, bands
from evaluation.alignment_sentences import measure_sentences
from evaluation.reading_ahead import read_texts
from pipeline.align import align
from pipeline.encode import load_encoder
from pipeline.errors import Unreadable
from pipeline.readers import RawFile
from pipeline.records import Bead, Given, Lang, Paragraph
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


def test_equal_numbers_of_footnotes_are_counted_apart() -> None:
    def side(lang: Lang, notes: list[str]) -> tuple[Paragraph, ...]:
        words = "港口检查员应登临渔船。" if lang == "zh" else "Port inspectors shall board vessels."
        first = paragraph(words, lang, ("1",), "operative", "1.")
        rest = [
            paragraph(text, lang, (f"fn.{k}",), "footnote", str(k), k)
            for k, text in enumerate(notes, 1)
        ]
        return (first, *rest)

    zh = side("zh", ["第71/3号决议。", "见A/72/5。"])
    en = side("en", ["Resolution 71/3.", "See A/72/5."])
    rows = vectors((*zh, *en), load_encoder())
    beads = align(zh, en, rows[:3], rows[3:])
    wrong: list[str] = []
    counts = count_pairs(Version("T/1", zh, en, rows[:3], rows[3:]), beads, wrong)
    assert (counts["paths"], counts["linked"]) == (1, 1)
    assert (counts["notes"], counts["notes_linked"]) == (2, 2)
    assert wrong == []
    other = (Bead((0,), (0,), "", 1.0), Bead((1,), (2,), "", 1.0), Bead((2,), (1,), "", 1.0))
    counts = count_pairs(Version("T/1", zh, en, rows[:3], rows[3:]), other, wrong)
    assert (counts["notes"], counts["notes_linked"], len(wrong)) == (2, 0, 2)


def test_files_read_by_other_processes_come_in_the_same_order() -> None:
    files = [
        RawFile(f"{n}.{lang}.txt", text.encode("utf-8"), Given(symbol=f"T/{n}"))
        for n in range(20)
        for lang, text in (("zh", f"第{n}条 渔船应携带航海日志。"), ("en", f"{n}. Keep a log."))
    ]
    here, there = (list(read_texts(files, workers)) for workers in (0, 2))
    assert here == there
    assert [(text.symbol, text.lang) for text in here[:3]] == [
        ("T/0", "zh"), ("T/0", "en"), ("T/1", "zh"),
    ]  # fmt: skip


def test_bands_of_confidence() -> None:
    rows = [Judged(0.6, True), Judged(0.6, False), Judged(0.96, True), Judged(1.0, True)]
    found, error = bands(rows)
    assert [(b.low, b.beads, b.right) for b in found] == [(0.5, 2, 1), (0.95, 1, 1), (0.999, 1, 1)]
    assert error == pytest.approx((2 * 0.1 + 0.04 + 0.0) / 4)


def test_sentences_are_judged_by_the_lines_they_come_from(tmp_path: Path) -> None:
    row = {
        "article": 1,
        "zh": "港口检查\n船长应保存航海日志；\n检查员可登临渔船；\n秘书处应公布捕捞配额。",
        "en": "Port inspection\nThe master shall keep the logbook;\nInspectors may board vessels;\n"
        "The secretariat shall publish the fishing quotas.",
        "zh_paras": 4,
        "en_paras": 4,
    }
    found = measure_sentences(read_articles(articles_file(tmp_path, row)), load_encoder())
    assert (found.articles, found.beads, found.right) == (1, 3, 3)
    assert len(found.judged) == 6
    assert [bead.is_two_sided for bead in found.judged[3:]].count(False) == 1
    assert all(bead.is_right for bead in found.judged)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("treaty", "least"),
    [
        ("cybercrime_convention", 0.999),
        ("un_charter", 0.995),
        ("bbnj_agreement", 0.99),
        ("isa_nodules-2013", 0.99),
    ],
)
def test_treaties_with_their_numbers_hidden(treaty: str, least: float) -> None:
    path = shared(f"texts/treaties/aligned-articles/{treaty}.jsonl")
    found = measure_alignment(read_articles(path), load_encoder(), True, treaty)
    assert found.unequal == len(read_unequal(treaty))
    assert found.f1 >= least, found.wrong
