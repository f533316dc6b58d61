import dataclasses
import threading
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from printed_text import PRINTED, TAKEN_OUT
from small_index import REPORT_EN, TEXTS, Text, build, write_corpus

from evaluation.search.latency import sample_queries
from pipeline import opened
from pipeline.collection import Collection
from pipeline.errors import EncoderError, IndexMismatch, InputError, NoIndex, UnknownSymbol
from pipeline.ingest import ingest
from pipeline.lineage import lineage
from pipeline.opened import encoder_of
from pipeline.places import sample_corpus
from pipeline.readers import read_bytes
from pipeline.records import Body, Given
from pipeline.search import Filters
from pipeline.side_by_side import align_documents, align_files
from pipeline.text.passage import wording

RESOLUTION_ZH = """第1/2号决议

缔约方会议，

1. 鼓励缔约国加强合作；

2. 请秘书处提交报告。
"""
RESOLUTION_EN = """Resolution 1/2

The Conference of the Parties,

1. Encourages States parties to strengthen cooperation;

2. Requests the secretariat to submit a report.
"""
RESOLUTIONS = (
    Text("T/RES/1/2", "zh", RESOLUTION_ZH, "2019-05-06", "1"),
    Text("T/RES/1/2", "en", RESOLUTION_EN, "2019-05-06", "1"),
    Text("T/RES/2/1", "en", RESOLUTION_EN.replace("1/2", "2/1"), "2021-05-06", "2"),
)


def test_a_collection_gives_what_was_taken_in(tmp_path: Path) -> None:
    index, _ = build(tmp_path, TEXTS[:3])
    with Collection.open(index, FakeEncoder()) as held:
        assert [(h.symbol, h.lang, h.paragraphs) for h in held.documents()] == [
            *(("T/RES/1/1", "en", 3), ("T/RES/1/1", "zh", 3), ("T/WG/2021/2", "zh", 2))
        ]
        document = held.document("T/RES/1/1", "zh")
        assert document is not None
        paragraphs = held.paragraphs("T/RES/1/1", "zh")
        assert all(document.text[p.start : p.end] == p.text for p in paragraphs)
        assert len(held.beads("T/RES/1/1")) == 3
        assert held.beads("T/WG/2021/2") == ()
        first, second = held.held()
        assert (first.symbol, first.zh is None, first.en is None) == ("T/RES/1/1", False, False)
        assert (second.symbol, second.zh is None, second.en is None) == ("T/WG/2021/2", False, True)
        assert held.search("司法协助").zh[0].paragraph == paragraphs[0]
        assert held.manifest.paragraphs == 8


def test_recommendations_and_their_counts(tmp_path: Path) -> None:
    index, _ = build(tmp_path, RESOLUTIONS)
    with Collection.open(index) as held:
        rows = held.recommendations()
        assert len(rows) == 6
        assert {document.symbol for document, _ in rows} == {"T/RES/1/2", "T/RES/2/1"}
        english = held.recommendations(Filters(lang=("en",), session=("2",)))
        assert [(d.symbol, r.paragraph.label) for d, r in english] == [
            *(("T/RES/2/1", "1."), ("T/RES/2/1", "2."))
        ]
        points = held.trends("strength")
        assert {(p.session, p.total) for p in points} == {("1", 2), ("2", 2)}, "each text once"
        assert [p.session for p in held.trends("strength", Filters(date_from="2020"))] == ["2", "2"]
        with pytest.raises(UnknownSymbol):
            held.recommendations(Filters(symbol=("T/9",)))


def test_a_new_state_is_taken_up_without_a_restart(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    with Collection.open(index, FakeEncoder()) as held:
        assert not held.refresh()
        changed = dataclasses.replace(
            TEXTS[3], body=f"{REPORT_EN}\n\n3. Extradition was discussed."
        )
        ingest([write_corpus(tmp_path / "corpus", (*TEXTS[:3], changed))], index, FakeEncoder())
        assert held.search('"extradition"').en == ()
        assert held.refresh()
        assert held.manifest.generation == 2
        assert [m.paragraph.label for m in held.search('"extradition"').en] == ["3."]


def test_threads_share_a_collection(tmp_path: Path) -> None:
    index, _ = build(tmp_path)
    with Collection.open(index, FakeEncoder()) as held:
        expected = held.search("秘书处报告")
        found: list[bool] = []

        def ask() -> None:
            found.extend(held.search("秘书处报告") == expected for _ in range(10))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [True] * 40


def test_the_encoder_must_be_that_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, _ = build(tmp_path)
    with pytest.raises(IndexMismatch, match=r"fake@1 .*other@2"):
        Collection.open(index, FakeEncoder("other@2"))
    with Collection.open(index) as held, pytest.raises(EncoderError, match=r"fake@1.*--encoder"):
        held.search("司法协助")
    with Collection.open(index) as held:
        assert held.search("T/RES/1/1").zh, "a symbol needs no encoder"
    monkeypatch.setattr(opened, "load_encoder", lambda name: FakeEncoder(f"{name}@2"))
    with Collection.open(index) as held, pytest.raises(IndexMismatch, match=r"fake@1 .*fake@2"):
        held.search("司法协助")
    assert encoder_of(index) == "fake"
    assert encoder_of(tmp_path / "nowhere") == ""
    with pytest.raises(NoIndex):
        Collection.open(tmp_path / "nowhere")


def test_two_files_are_aligned_in_either_order(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, RESOLUTIONS)
    zh, en = corpus / RESOLUTIONS[0].file, corpus / RESOLUTIONS[1].file
    aligned = align_files(zh, en)
    assert aligned == align_files(en, zh)
    assert {p.lang for p in aligned.zh} == {"zh"}
    linked = {
        (aligned.zh[z].number, aligned.en[e].number)
        for b in aligned.beads
        for z in b.zh
        for e in b.en
    }
    assert (("2",), ("2",)) in linked
    with pytest.raises(InputError, match="is English, as is"):
        align_files(en, corpus / RESOLUTIONS[2].file)
    with pytest.raises(InputError, match="holds 3 files; name one"):
        align_files(en, corpus)
    (corpus / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"empty\.txt"):
        align_files(en, corpus / "empty.txt")


def test_every_paragraph_of_aligned_texts_is_in_one_bead() -> None:
    zh = read_bytes("a.txt", RESOLUTION_ZH.encode(), Given(symbol="T/RES/1/2"))
    en = read_bytes("b.txt", RESOLUTION_EN.encode(), Given(symbol="T/RES/1/2"))
    aligned = align_documents(zh, en, FakeEncoder(), hide_numbers=True)
    assert sorted(z for b in aligned.beads for z in b.zh) == list(range(len(aligned.zh)))
    assert sorted(e for b in aligned.beads for e in b.en) == list(range(len(aligned.en)))


def test_queries_for_the_latency_are_the_same_each_time(tmp_path: Path) -> None:
    index, _ = build(tmp_path, TEXTS)
    with Collection.open(index, FakeEncoder()) as held:
        asked = sample_queries(held, 2, seed=1)
        assert asked == sample_queries(held, 2, seed=1)
        assert list(asked) == ["words en", "phrase en", "symbol"], "no Chinese one is long enough"
        for query in asked["phrase en"]:
            assert "exact" in held.search(query).en[0].why


def test_bodies_that_a_corpus_names_are_told_by_the_symbol(tmp_path: Path) -> None:
    ingest([sample_corpus()], tmp_path / "index", FakeEncoder())
    with Collection.open(tmp_path / "index", FakeEncoder()) as held:
        codes = {d.symbol: d.body for d in held.documents()}
        assert codes["MCC/COP/WG.1/2019/5"] == "MCC-WG"
        assert codes["MCC/COP/RES/4/1"] == "MCC-COP"
        named = Body("MCC-WG", "Working Group on International Cooperation", "国际合作工作组")
        assert named in held.bodies()


def test_remarks_are_told_by_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PRINTED, encoding="utf-8")
    ingest([tmp_path / "a.txt"], tmp_path / "index", FakeEncoder(), workers=0)
    with Collection.open(tmp_path / "index", FakeEncoder()) as held:
        found = held.remarks("MCC/CONF/2020/1", "en")
        assert {remark.kind: [remark.text] for remark in found} == TAKEN_OUT
        assert held.remarks("MCC/CONF/2020/1", "zh") == ()
        assert {count.kind: count.count for count in held.remark_counts()} == dict.fromkeys(
            TAKEN_OUT, 1
        )


def test_the_lineage_of_an_index_rests_on_the_vectors_it_holds(tmp_path: Path) -> None:
    index, _ = build(tmp_path, RESOLUTIONS)
    encoder = FakeEncoder()
    with Collection.open(index, encoder) as held:
        register = held.register("en")
        assert [e.key[0] for e in register] == ["T/RES/1/2"] * 2 + ["T/RES/2/1"] * 2
        assert [e.counterpart is None for e in register] == [False, False, True, True]
        anew = lineage(
            register,
            encoder.encode([wording(e.recommendation.paragraph) for e in register]).vectors,
        )
        assert held.lineage("en").links == anew.links
        assert held.lineage("en") is held.lineage("en")
        assert held.register("en", Filters(session=("2",))) == register[2:]


def test_the_register_goes_by_symbol_with_figures_as_figures(tmp_path: Path) -> None:
    texts = [Text(f"T/RES/1/{n}", "en", RESOLUTION_EN, "2019-05-06", "1") for n in (10, 9)]
    index, _ = build(tmp_path, texts)
    with Collection.open(index, FakeEncoder()) as held:
        assert [symbol for symbol, _ in (e.key for e in held.register("en"))] == [
            *(["T/RES/1/9"] * 2),
            *(["T/RES/1/10"] * 2),
        ]
