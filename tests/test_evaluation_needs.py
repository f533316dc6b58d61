import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from needs_texts import NEED, TEXTS, YEAR, Fixed, at
from small_index import build, write_corpus
from typer.testing import CliRunner

from evaluation.__main__ import app
from evaluation.search.needs import (
    Judged,
    digest,
    merged,
    read_judgements,
    read_needs,
    write_judgements,
)
from evaluation.search.needs_agreement import agreement
from evaluation.search.needs_index import Listed, read_documents
from evaluation.search.needs_index import build as build_index
from evaluation.search.needs_items import Passages
from evaluation.search.needs_measures import OfNeed, Way, contrasts, figures, way
from evaluation.search.needs_pool import POOL, graded, named, pool, write_pool
from pipeline.encode import BUILT_IN, load_encoder
from pipeline.errors import Empty, InputError, Unreadable
from pipeline.ingest import ingest


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, report = build(tmp_path_factory.mktemp("needs"), TEXTS)
    assert report.added == 5
    return folder


@pytest.fixture(scope="module")
def passages(index: Path) -> Passages:
    return Passages(index)


def test_a_recurring_paragraph_is_one_item_in_both_languages(passages: Passages) -> None:
    keys = [at(passages, s, lang, "1.") for s in ("L/1", "L/2") for lang in ("zh", "en")]
    assert len({passages.items[key] for key in keys}) == 1
    item = passages.items[keys[0]]
    first = passages.paragraphs[passages.members[item][0]]
    assert (first.symbol, first.lang) == ("L/2", "en")
    sailors, pilots = at(passages, "L/1", "en", "2."), at(passages, "L/2", "en", "2.")
    assert passages.items[sailors] != passages.items[pilots]
    alone = passages.items[at(passages, "L/3", "en", "1.")]
    assert passages.has(alone, "en")
    assert not passages.has(alone, "zh")
    assert passages.first_items([*keys, sailors, pilots], 2) == [item, passages.items[sailors]]


def test_judgements_are_found_again_by_words(passages: Passages) -> None:
    key = at(passages, "L/3", "en", "1.")
    row = passages.judged("x001", passages.items[key], 2)
    assert row.words == digest(passages.paragraphs[key])
    moved = replace(row, ordinal=row.ordinal + 7)
    lost = replace(row, need="x002", words="0000000000")
    found = passages.found([moved, lost])
    assert found.grades == {"x001": {passages.items[key]: 2}}
    assert (found.moved, found.lost) == (1, (lost,))
    with pytest.raises(InputError, match="none is about a passage"):
        passages.found([lost])


def test_figures_worked_by_hand() -> None:
    grades = {"a001": {1: 2, 2: 1, 3: 0}, "a002": {4: 1}, "a003": {5: 2}}
    found = figures({"a001": [9, 1, 2], "a002": [4], "a003": []}, grades)
    # gains at ranks 2 and 3: 2/log2(3) + 1/log2(4); ideal: 2/log2(2) + 1/log2(3)
    assert found[0].ndcg == pytest.approx((2 / 1.584963 + 0.5) / (2 + 1 / 1.584963), abs=1e-5)
    assert found[0].recall == 1.0
    assert found[0].judged == pytest.approx(2 / 3)
    assert (found[1].ndcg, found[1].recall, found[1].judged) == (1.0, 1.0, 1.0)
    assert (found[2].ndcg, found[2].recall, found[2].judged) == (0.0, 0.0, None)
    assert figures({}, {}) == ()


def test_only_the_first_ten_items_count() -> None:
    [found] = figures({"a001": [*range(10), 50]}, {"a001": {50: 2, 3: 0}})
    assert (found.ndcg, found.recall, found.judged) == (0.0, 0.0, pytest.approx(1 / 10))


def test_a_need_counts_where_an_answer_can_be_shown(passages: Passages) -> None:
    key = at(passages, "L/3", "en", "1.")
    grades = {"x001": {passages.items[key]: 2}}
    english = way(Fixed(key), "zh", "en", [NEED], passages, grades)
    assert [n.ndcg for n in english.needs] == [1.0]
    assert english.direction == "zh>en"
    chinese = way(Fixed(key), "zh", "zh", [NEED], passages, grades)
    assert chinese.needs == ()
    assert chinese.ndcg == 0.0


def test_contrasts_by_signs_and_holm() -> None:
    def of(system: str, *values: float) -> Way:
        needs = tuple(OfNeed(f"a{n:03d}", v, 0.0, None) for n, v in enumerate(values))
        return Way(system, "zh", "en", needs)

    ours = of("fused", 0.5, 0.6, 0.7, 0.8)
    ways = [ours, of("one", 0.4, 0.5, 0.6, 0.7), of("two", 0.6, 0.5, 0.8, 0.7), of("three")]
    found = contrasts(ways, "fused", {"one", "two"})
    assert [(c.other, c.needs, round(c.difference, 3)) for c in found] == [
        ("one", 4, 0.1),
        ("two", 4, 0.0),
    ]
    # of the 16 ways to sign four differences of .1, the two of one sign are as far from 0
    assert found[0].p == pytest.approx(2 / 16)
    assert found[0].holm == pytest.approx(4 / 16)
    assert found[1].p == found[1].holm == 1.0
    again = contrasts([ours, replace(ours, system="same")], "fused", {"same"})
    assert [(c.difference, c.p) for c in again] == [(0.0, 1.0)]


def test_a_pool_goes_to_a_reader_and_comes_back(passages: Passages, tmp_path: Path) -> None:
    lamp, jokes = at(passages, "L/1", "zh", "1."), at(passages, "L/3", "en", "1.")
    twin = at(passages, "L/2", "en", "1.")
    pooled = pool([NEED], [Fixed(lamp, jokes, twin)], passages, {})
    assert set(pooled[0].items) == {passages.items[lamp], passages.items[jokes]}
    assert write_pool(tmp_path, pooled, passages) == 2
    text = (tmp_path / "x001.txt").read_text(encoding="utf-8")
    assert NEED.zh in text
    assert "(also L/1)" in text
    assert YEAR.format(2020) in text
    assert "2019" not in text
    number = pooled[0].items.index(passages.items[lamp]) + 1
    (tmp_path / "grades.txt").write_text(f"# first\n\nx001 {number} 2 # yes\n", encoding="utf-8")
    rows, wanting = graded(tmp_path, [tmp_path / "grades.txt"])
    assert [(r.need, r.symbol, r.lang, r.grade) for r in rows] == [("x001", "L/2", "en", 2)]
    assert wanting == (f"x001 {3 - number}",)
    known = passages.found(rows).grades
    assert pool([NEED], [Fixed(lamp)], passages, known) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x001 1", "no `need item grade`"),
        ("x001 1 3", "no `need item grade`"),
        ("x001 99 1", "no item x001 99"),
        ("x001 1 1\nx001 1 2", "graded twice"),
    ],
)
def test_a_wrong_grade_is_refused(passages: Passages, tmp_path: Path, line: str, said: str) -> None:
    write_pool(tmp_path, pool([NEED], [Fixed(min(passages.items))], passages, {}), passages)
    assert (tmp_path / POOL).is_file()
    answers = tmp_path / "grades.txt"
    answers.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        graded(tmp_path, [answers])


def test_a_passage_may_be_graded_by_its_place(passages: Passages, tmp_path: Path) -> None:
    lamp = passages.paragraphs[at(passages, "L/1", "zh", "1.")]
    file = tmp_path / "missed.txt"
    file.write_text(f"x001 L/1 zh {lamp.ordinal} 1 # also\n", encoding="utf-8")
    [row] = named([file], passages)
    assert (row.symbol, row.lang, row.grade) == ("L/2", "en", 1)
    file.write_text("x001 L/9 zh 0 1\n", encoding="utf-8")
    with pytest.raises(InputError, match="no passage is named"):
        named([file], passages)


def test_tables_come_back_as_they_were_written(tmp_path: Path) -> None:
    rows = (Judged("a001", "L/1", "en", 3, "0123456789", 2), Judged("a001", "L/1", "zh", 3, "a", 0))
    write_judgements(tmp_path / "j.csv", reversed(rows))
    assert read_judgements(tmp_path / "j.csv") == rows
    assert merged(tmp_path, rows, rows[:1]) == rows
    with pytest.raises(InputError, match="graded differently"):
        merged(tmp_path, rows, [replace(rows[0], grade=0)])
    with pytest.raises(Unreadable):
        read_judgements(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x1,area,甲,one,", "is no id"),
        ("x001,area,甲,,", "not worded in both"),
        ("x001,area,甲,one,\nx001,area,乙,two,", "id comes twice"),
        ("x001,area,甲,one,\nx002,area,甲,two,", "zh comes twice"),
    ],
)
def test_unsound_needs_are_refused(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "needs.csv"
    file.write_text(f"need,area,zh,en,note\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_needs(file)


def test_halves_are_told_by_the_number(tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    file.write_text("need,area,zh,en,note\nx001,a,甲,one,\nx003,a,乙,two,\n", encoding="utf-8")
    assert [need.id for need in read_needs(file, "test")] == ["x001", "x003"]
    with pytest.raises(Empty, match="half development"):
        read_needs(file, "development")


def test_agreement_worked_by_hand() -> None:
    def judged(*grades: int) -> list[Judged]:
        return [Judged("a001", "L/1", "en", n, "", grade) for n, grade in enumerate(grades)]

    found = agreement(judged(0, 0, 1, 2, 2), judged(0, 0, 0, 2, 2))
    assert (found.items, found.same) == (5, 4)
    assert found.table == ((2, 0, 0), (1, 0, 0), (0, 0, 2))
    # linear weights: observed disagreement 1/5; expected (2*2*2 + 1*3*1 + 1*2*1 + 2*3*2) / 25
    assert found.kappa == pytest.approx(1 - 5 * 1 / (2 * 2 * 2 + 1 * 3 * 1 + 1 * 2 * 1 + 2 * 3 * 2))
    assert found.useful == pytest.approx(1 - (1 / 5) / ((3 * 3 + 2 * 2) / 25))
    with pytest.raises(InputError, match="judged by both"):
        agreement(judged(1), [Judged("a002", "L/1", "en", 0, "", 1)])


def test_the_collection_is_made_again_from_listed_files(tmp_path: Path) -> None:
    write_corpus(tmp_path / "texts" / "lamps", TEXTS)
    files = sorted((tmp_path / "texts" / "lamps").glob("*.txt"))
    listed = [
        Listed(
            file.name,
            file.suffixes[-2][1:],
            f"lamps/{file.name}",
            hashlib.sha256(file.read_bytes()).hexdigest(),
        )
        for file in files
    ]
    report = build_index(tmp_path / "texts", tmp_path / "made", FakeEncoder(), listed[:3])
    assert report.added == 3
    wrong = replace(listed[0], sha256="0" * 64)
    with pytest.raises(Unreadable, match=r"does not hold L_1\.en\.txt"):
        build_index(tmp_path / "texts", tmp_path / "other", FakeEncoder(), [wrong])
    assert not (tmp_path / "other").exists()


def test_from_the_pool_to_the_table_on_the_command_line(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", TEXTS)
    index, needs, out = tmp_path / "index", tmp_path / "needs.csv", tmp_path / "judged.csv"
    ingest([corpus], index, load_encoder(BUILT_IN))
    needs.write_text(f"need,area,zh,en,note\nx001,a,{NEED.zh},{NEED.en},\n", encoding="utf-8")

    def run(*words: str | Path) -> str:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        return result.output

    said = run("needs-pool", needs, "--index", index, "--out", tmp_path / "pool")
    count = int(said.split()[0])
    texts = (tmp_path / "pool" / "x001.txt").read_text(encoding="utf-8").split("\n[")[1:]
    grades = [2 if YEAR.format(2020) in text else 0 for text in texts]
    assert (len(grades), sum(grades)) == (count, 2)
    lines = [f"x001 {number} {grade}" for number, grade in enumerate(grades, start=1)]
    (tmp_path / "grades.txt").write_text("\n".join(lines), encoding="utf-8")
    said = run("needs-judged", tmp_path / "pool", tmp_path / "grades.txt", "--out", out)
    assert "1 of grade 2" in said
    assert "needs without a passage of grade 2 here: none" in said
    given = ("--needs", needs, "--judgements", out, "--half", "test", "--index", index)
    said = run("needs", *given, "--json", "--out", tmp_path / "ways.csv")
    rows = [json.loads(line) for line in said.splitlines()]
    fused = [row for row in rows if row.get("system") == "fused"]
    assert {row["direction"] for row in fused} == {"zh>zh", "zh>en", "en>zh", "en>en"}
    assert all((row["needs"], row["ndcg"], row["judged"]) == (1, 1.0, 1.0) for row in fused)
    assert {row["needs"] for row in rows if "fused_less" in row} == {1}
    assert "fused - bm25 " in run("needs", *given)
    assert "graded the same; kappa" in run("needs-agreement", out, out)


def test_the_gold_is_sound() -> None:
    needs = {need.id: need for need in read_needs()}
    rows = read_judgements()
    assert len(needs) >= 150
    assert {row.need for row in rows} == set(needs)
    assert all(len(row.words) == 10 for row in rows)
    answered = {row.need for row in rows if row.grade == 2}
    assert set(needs) - answered == set()
    halves = [need.half for need in needs.values()]
    assert abs(halves.count("test") - halves.count("development")) <= 2
    listed = {(one.symbol, one.lang) for one in read_documents()}
    assert {(row.symbol, row.lang) for row in rows} <= listed
    assert len(listed) == len(read_documents())
