import dataclasses
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build import document, paragraph
from pipeline.errors import Busy, IndexMismatch, IndexTooNew, NoIndex
from pipeline.records import (
    Bead,
    Document,
    Given,
    Keyword,
    Link,
    Paragraph,
    Recommendation,
    Remark,
    RemarkKind,
)
from pipeline.records.articles import Provision, Reference
from pipeline.segment import segment
from pipeline.store.citations import citing_provisions
from pipeline.store.fulltext import FullText, Term
from pipeline.store.held import held_documents
from pipeline.store.manifest import FORMAT, OLDEST, Manifest, read_manifest, write_manifest
from pipeline.store.reading import Store, open_store
from pipeline.store.rows import collect_rows, day_number, rows_name, write_rows
from pipeline.store.schema import seal
from pipeline.store.staging import Staging, writer_lock
from pipeline.store.writing import (
    Prepared,
    add_beads,
    add_document,
    remove_document,
    twin_number,
    unaligned_symbols,
)
from pipeline.text.tokenise import grams, marks, words
from pipeline.vectors import vectors_name, write_vectors

SYMBOL = "T/RES/1/1"


def prepared(
    source: Document,
    paragraphs: tuple[Paragraph, ...],
    recommendations: tuple[Recommendation, ...] = (),
) -> Prepared:
    return Prepared(
        source,
        Given(),
        paragraphs,
        tuple(" ".join(words(p.text, p.lang)) for p in paragraphs),
        tuple(" ".join(grams(p.text)) for p in paragraphs),
        tuple(" ".join(marks(p.text)) for p in paragraphs),
        tuple(twin_number(p.text) for p in paragraphs),
        recommendations,
    )


def published(folder: Path, *held: Prepared, beads: tuple[Bead, ...] = ()) -> Store:
    """A store of those documents without vectors; ``beads`` link the first two, zh and en."""
    staging = Staging(folder, None, "fake@1")
    staging.begin()
    connection, journal = staging.database(), staging.journal()
    ids = [add_document(connection, one, 0, "")[1] for one in held]
    if beads:
        add_beads(connection, held[0].document.symbol, beads, ids[0], ids[1])
    zh, en = (collect_rows(connection, lang) for lang in ("zh", "en"))
    write_rows(staging.state / rows_name("zh"), zh)
    write_rows(staging.state / rows_name("en"), en)
    for lang, held_rows in (("zh", zh), ("en", en)):
        path = staging.state / vectors_name(lang)
        write_vectors(
            path, len(held_rows), 4, [np.eye(4, dtype=np.float32)[:1].repeat(len(held_rows), 0)]
        )
    seal(connection)
    journal.close()
    manifest = Manifest(FORMAT, 1, "", "fake@1", 4, None, len(held), len(zh), len(en), 0, ())
    staging.publish(manifest)
    return open_store(folder)


def texts(*bodies: str) -> Prepared:
    """One Chinese document whose paragraphs are ``bodies``."""
    source = document("1. 一。", symbol=SYMBOL, lang="zh")
    each = tuple(
        dataclasses.replace(paragraph(body, "zh", ordinal=n), symbol=SYMBOL)
        for n, body in enumerate(bodies)
    )
    return prepared(source, each)


def both_languages() -> tuple[Prepared, Prepared]:
    zh = document(
        "1. 缔约国应当合作。\n\n(a) 移管；\n\n2. 完。", symbol=SYMBOL, lang="zh", date="2020-02-03"
    )
    en = document("1. States shall cooperate.\n\n2. The end.", symbol=SYMBOL, lang="en")
    return prepared(zh, segment(zh)), prepared(en, segment(en))


def test_what_is_saved_is_what_is_opened(tmp_path: Path) -> None:
    zh, en = both_languages()
    source = dataclasses.replace(
        zh.document, keywords=(Keyword("条约", "1234"),), links=(Link("A/RES/1/1", 0, 2),)
    )
    recommended = Recommendation(
        zh.paragraphs[0], "recommendation", ("states",), "should", "合作", ("酌情",), ("18(13)",), (),
        ("verbs:3",),
    )  # fmt: skip
    zh = dataclasses.replace(zh, document=source, recommendations=(recommended,))
    beads = (Bead((0, 1), (0,), "same number", 0.5), Bead((2,), (), "no counterpart", None))
    store = published(tmp_path, zh, en, beads=(*beads, Bead((), (1,), "no counterpart", None)))
    assert store.document(SYMBOL, "zh") == source
    assert store.document(SYMBOL, "en") == en.document
    assert store.document("T/RES/9/9", "en") is None
    assert store.paragraphs(SYMBOL, "zh") == zh.paragraphs
    assert store.paragraphs("T/RES/9/9", "zh") == ()
    assert store.beads(SYMBOL)[:2] == beads
    assert store.counterparts([1, 2, 3]) == {1: en.paragraphs[:1], 2: en.paragraphs[:1]}
    assert [r for _, r in store.recommendations()] == [recommended]
    assert store.recommendations([2]) == ()
    heading = store.headings()[1]
    assert (heading.symbol, heading.lang, heading.date) == (SYMBOL, "zh", "2020-02-03")
    assert heading.paragraphs == 3
    store.close()


WORDS = st.text(max_size=8)
REMARKS = st.tuples(
    *(st.sampled_from(get_args(RemarkKind)), WORDS, st.integers(0, 9), st.integers(-1, 9), WORDS)
).map(lambda fields: Remark(*fields))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.tuples(*[WORDS] * 5),
    st.none() | st.floats(0, 1),
    st.lists(REMARKS, max_size=5).map(tuple),
    st.lists(REMARKS, max_size=5).map(tuple),
)
def test_particulars_and_remarks_come_back_as_they_were(
    tmp_path: Path,
    printed: tuple[str, ...],
    confidence: float | None,
    read: tuple[Remark, ...],
    noticed: tuple[Remark, ...],
) -> None:
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    plain = texts("缔约国")
    edition, kind, distribution, original, place = printed
    source = dataclasses.replace(
        plain.document, edition=edition, kind=kind, distribution=distribution, original=original,
        place=place, confidence=confidence, remarks=read,
    )  # fmt: skip
    store = published(
        tmp_path / "index", dataclasses.replace(plain, document=source, noticed=noticed)
    )
    assert store.document(SYMBOL, "zh") == source
    heading = store.headings()[1]
    assert (heading.edition, heading.kind, heading.original) == (edition, kind, original)
    assert heading.confidence == confidence
    held = store.remarks(SYMBOL, "zh")
    assert held[: len(read)] == read, "those of the reader first, in their order"
    assert set(held) == {*read, *noticed}
    assert len(held[len(read) :]) == len(set(noticed) - set(read)), "nothing twice"
    counted = {one.kind: one.count for one in store.remark_counts()}
    assert counted == Counter(remark.kind for remark in held)
    assert store.remarks(SYMBOL, "en") == ()
    store.close()


def test_removing_a_document_leaves_nothing_of_it(tmp_path: Path) -> None:
    zh, en = both_languages()
    staging = Staging(tmp_path, None, "fake@1")
    staging.begin()
    connection = staging.database()
    cites = Reference(0, "UNTOC", "18", "named", False, "", "", "", (), 0, 2)
    zh = dataclasses.replace(zh, references=(cites,), provisions=(Provision(0, "UNTOC", "3"),))
    ids = [add_document(connection, one, 0, "")[1] for one in (zh, en)]
    assert [row.reference for row in citing_provisions(connection)] == [cites]
    assert unaligned_symbols(connection) == (SYMBOL,)
    add_beads(connection, SYMBOL, (Bead((0,), (0,), "vectors", 0.5),), *ids)
    assert unaligned_symbols(connection) == ()
    remove_document(connection, held_documents(connection)[0])
    left = {"beads": 0, "counterparts": 0, "passages_zh": 0, "paragraphs": 2}
    left |= {"citations": 0, "provisions": 0}
    for table, rows in left.items():
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
    again = add_document(connection, zh, 0, "")[1]
    assert set(again).isdisjoint(ids[0]), "ids are never used again"
    connection.close()


CHARACTERS = st.text(alphabet="缔约国移管被判刑，。 1a", min_size=1, max_size=14)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CHARACTERS, min_size=1, max_size=6), st.data())
def test_every_exact_occurrence_is_found(
    tmp_path: Path, bodies: list[str], data: st.DataObject
) -> None:
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    store = published(tmp_path / "index", texts(*bodies))
    phrase = data.draw(st.text(alphabet="缔约国移管被判刑", min_size=1, max_size=4))
    expected = {n for n, body in enumerate(bodies, 1) if phrase in body.replace(" ", "")}
    assert FullText(store, "zh").exact(phrase).tolist() == sorted(expected)
    store.close()


def test_exact_words_in_both_languages(tmp_path: Path) -> None:
    zh = texts("《公约》第 18 条，第13款", "第118条", "COVID-19疫情", "回顾第79/243号决议")
    source = document("1. One.", symbol=SYMBOL, lang="en")
    bodies = ("The States’ parties report", "State party", "Parties, and States", "RES/79/24")
    en = tuple(paragraph(body, ordinal=n) for n, body in enumerate(bodies))
    store = published(tmp_path, zh, prepared(source, en))
    chinese, english = FullText(store, "zh"), FullText(store, "en")
    assert chinese.exact("第18条").tolist() == [1]
    assert chinese.exact("18条，第13").tolist() == [1]
    assert chinese.exact("covid-19").tolist() == [3]
    assert chinese.exact("疫").tolist() == [3]
    assert not len(chinese.exact("疫!")) and not len(chinese.exact("——"))
    assert chinese.naming("79/243").tolist() == [4]
    assert english.exact("states' parties").tolist() == [5]
    assert english.exact("party").tolist() == [6], "an ending makes another word"
    assert english.exact("79/24").tolist() == [8]
    assert english.naming("79/243").tolist() == []
    store.close()


def test_terms_and_lengths(tmp_path: Path) -> None:
    store = published(tmp_path, texts("缔约国移管", "缔约国报告", "缔约国会议"))
    text = FullText(store, "zh")
    assert text.ids(Term("words", "缔约国")).tolist() == [1, 2, 3]
    assert text.ids(Term("words", "缔约国"), 2).tolist() == [1, 2]
    assert text.ids(Term("grams", "移管")).tolist() == [1]
    assert text.ids(Term("words", "月球")).tolist() == []
    assert text.verbatim("缔约国报告", 10).tolist() == [2]
    counts = store.fetch("SELECT words FROM passages_zh ORDER BY rowid")
    lengths = text.lengths(text.ids(Term("words", "缔约国")))
    assert lengths.tolist() == [len(words.split()) for (words,) in counts]
    store.close()


def test_paragraphs_that_differ_in_figures_alone_are_twins() -> None:
    yearly = (
        "3. Decides to include in the provisional agenda of its session the item “Oceans” (2024)."
    )
    later = "14. Decides to include in the provisional agenda of its session the item ‘oceans’ 2025"
    assert twin_number(yearly) == twin_number(later)
    assert twin_number(yearly) != twin_number(yearly.replace("Oceans", "Deserts"))
    assert twin_number("Item 7") != twin_number("Item 8")
    assert twin_number("第18条第13款") != twin_number("第18条第14款")
    zh = "请秘书长向大会第80届会议提交报告。"
    assert twin_number(zh) == twin_number(zh.replace("80", "81").replace("。", "；"))


def test_dates_as_numbers() -> None:
    assert day_number("2012-11-14") == 20121114
    assert day_number("2012") == 20120000
    assert day_number("2012-11", missing="9") == 20121199
    assert day_number("") == day_number("unknown") == 0


def test_a_folder_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="holds no index"):
        open_store(tmp_path / "nowhere")


def test_a_later_format_names_both_versions(tmp_path: Path) -> None:
    published(tmp_path, texts("一二")).close()
    path = tmp_path / "manifest.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**fields, "format": FORMAT + 1}), encoding="utf-8")
    with pytest.raises(IndexTooNew, match=f"format {FORMAT + 1}.*format {FORMAT};"):
        open_store(tmp_path)


def test_a_former_format_says_what_to_do(tmp_path: Path) -> None:
    published(tmp_path, texts("一二")).close()
    path = tmp_path / "manifest.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**fields, "format": OLDEST - 1}), encoding="utf-8")
    with pytest.raises(
        IndexMismatch, match=r"former format .*move the folder away.*ingest"
    ) as told:
        open_store(tmp_path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "content", ["{", "[]", f'{{"format": {FORMAT}}}', f'{{"format": {FORMAT}, "files": 3}}']
)
def test_a_damaged_manifest(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexMismatch, match=r"manifest\.json.*doctor"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("state", 5), ("state", ""), ("encoder", ""), ("format", "x"), ("documents", None)],
)
def test_a_manifest_with_a_value_of_another_kind(tmp_path: Path, field: str, value: object) -> None:
    published(tmp_path, texts("一二")).close()
    path = tmp_path / "manifest.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**fields, field: value}), encoding="utf-8")
    with pytest.raises(IndexMismatch, match=rf"manifest\.json: is damaged \({field} is .*doctor"):
        read_manifest(tmp_path)


def test_files_that_are_missing_or_cut_are_named(tmp_path: Path) -> None:
    store = published(tmp_path, texts("一二"))
    store.close()
    (store.path / "zh.rows.npy").write_bytes(b"short")
    with pytest.raises(IndexMismatch, match=r"zh\.rows\.npy: has 5 bytes, the manifest says"):
        open_store(tmp_path)
    (store.path / "zh.rows.npy").unlink()
    with pytest.raises(IndexMismatch, match=r"zh\.rows\.npy: is missing"):
        open_store(tmp_path)


def test_a_manifest_is_read_as_written(tmp_path: Path) -> None:
    published(tmp_path, texts("一二")).close()
    manifest = read_manifest(tmp_path)
    assert manifest.state == "states/000001"
    assert [file.name for file in manifest.files] == [
        *("en.faiss", "en.rows.npy", "texts.sqlite", "zh.faiss", "zh.rows.npy")
    ]
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    with writer_lock(tmp_path), pytest.raises(Busy, match="another process"):  # noqa: SIM117
        with writer_lock(tmp_path):
            pass
    with writer_lock(tmp_path):
        pass


def test_the_lock_holds_between_processes_and_ends_with_one(tmp_path: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\n"
        "from pipeline.store.staging import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy), writer_lock(tmp_path):
            pass
        other.kill()
    with writer_lock(tmp_path):
        pass


def test_staging_that_does_not_fit_is_thrown_away(tmp_path: Path) -> None:
    staging = Staging(tmp_path, None, "fake@1")
    staging.begin()
    assert staging.resumes()
    assert not Staging(tmp_path, None, "other@1").resumes()
    assert not (tmp_path / "staging").exists()


def test_the_journal_keeps_the_last_vector_of_an_id(tmp_path: Path) -> None:
    staging = Staging(tmp_path, None, "fake@1")
    staging.begin()
    journal = staging.journal()
    journal.put_vectors([1, 4], np.array([[1, 2], [3, 4]], dtype=np.float32))
    journal.put_vectors([4], np.array([[5, 6]], dtype=np.float32))
    found = journal.vectors(np.array([1, 2, 4]), 2)
    assert found[[0, 2]].tolist() == [[1, 2], [5, 6]]
    assert np.isnan(found[1]).all()
    journal.close()
