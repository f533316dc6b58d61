"""The adopted wordings nearest to a draft, on the sample corpus, and the command that prints them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fake_encoder import FakeEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_index import Text, build
from test_cli import rows, tongwen

from pipeline.cli.agreed import redlined
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.errors import TongwenError
from pipeline.ingest import ingest
from pipeline.lineage.words import words_of
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.preparation.agreed.recurring import wording_key
from pipeline.records import CONTENT_ROLES, Change, Lang, Paragraph
from pipeline.records.preparation import AgreedWording
from pipeline.search import Filters

FORMAL = "States parties should hold [formal] consultations between central authorities;"
FORMAL_ZH = "（c）[缔约国]应由中央机关进行“正式”磋商；"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("agreed") / "index"
    ingest([sample_corpus()], folder, load_encoder("built-in"), workers=0)
    return str(folder)


@pytest.fixture(scope="module")
def held(index: str) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def ask(
    held: Collection, draft: str, lang: Lang | None = None, **rest: object
) -> list[AgreedWording]:
    return list(Preparation(held).agreed(draft, lang, **rest))  # type: ignore[arg-type]


def joined(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n".join(p.text for p in paragraphs)


@pytest.mark.parametrize(("draft", "lang"), [(FORMAL, "en"), (FORMAL_ZH, "zh")])
def test_what_is_agreed_comes_first_with_its_other_language(
    held: Collection, draft: str, lang: Lang
) -> None:
    first, *others = ask(held, draft)
    passage = first.passage.paragraph
    assert (passage.symbol, passage.number, passage.lang) == (
        "MCC/COP/RES/4/1",
        ("annex.1", "h"),
        lang,
    )
    assert first.standing == "endorsed"
    assert [e.paragraph.number for e in first.endorsed_by] == [("1",)]
    assert first.recommendation is not None
    assert first.recommendation.strength == "should"
    assert [p.number for p in first.counterpart] == [("annex.1", "h")]
    assert {p.lang for p in first.counterpart} == {"en" if lang == "zh" else "zh"}
    assert [h.symbol for h in first.recurs] == ["MCC/COP/WG.1/2022/3", "MCC/COP/WG.1/2021/6"]
    assert [o.rank for o in others] == list(range(2, len(others) + 2))
    weaker = {o.passage.paragraph.symbol: o for o in others}
    assert weaker["MCC/COP/WG.1/2020/4"].standing == "recommended"


def test_the_redline_leads_from_the_draft_to_the_passage(held: Collection) -> None:
    first = ask(held, FORMAL)[0]
    shown = redlined(first.draft, joined(first.compared), first.changes)
    assert shown.startswith("(h) States parties should hold [-formal-] {+informal+} consultations")
    assert "[formal]" not in first.draft


def test_one_wording_stands_once_and_its_recurrences_newest_first(held: Collection) -> None:
    found = ask(held, "encourages States parties to hold joint training for investigators", k=30)
    keys = [wording_key(words_of(a.passage.paragraph)) for a in found]
    assert len(set(keys)) == len(keys)
    for one in found:
        dates = [h.date for h in one.recurs]
        assert dates == sorted(dates, reverse=True)
        assert one.passage.document.symbol not in {h.symbol for h in one.recurs}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(choice=st.randoms(use_true_random=False), lang=st.sampled_from(("zh", "en")))
def test_a_passage_asked_for_in_its_own_words_is_first_and_unchanged(
    held: Collection,
    choice: Random,
    lang: Lang,  # type: ignore[name-defined]
) -> None:
    documents = [h for h in held.documents() if h.lang == lang]
    symbol = choice.choice(documents).symbol
    long = [
        p
        for p in held.paragraphs(symbol, lang)
        if p.role in CONTENT_ROLES - {"table"} and len(p.text) > 40
    ]
    wanted = choice.choice(long)
    found = ask(held, wanted.text, lang, k=5)
    assert wording_key(words_of(found[0].passage.paragraph)) == wording_key(words_of(wanted))
    for one in found:
        text = joined(one.compared)
        old = sorted(one.changes, key=lambda c: (c.old_start, c.old_end))
        assert "".join(one.draft[c.old_start : c.old_end] for c in old) == one.draft
        assert "".join(text[c.new_start : c.new_end] for c in one.changes) == text


def test_a_draft_longer_than_a_passage_finds_what_its_parts_say(held: Collection) -> None:
    draft = (
        "States parties should transmit and accept requests for mutual legal assistance by "
        "electronic means.\n(b) The Secretariat should keep the directory of central authorities "
        "up to date and make it available online;"
    )
    found = ask(held, draft, k=6)
    texts = " ".join(a.passage.paragraph.text for a in found)
    assert "by electronic means" in texts
    assert "directory of central authorities" in texts
    assert {a.draft for a in found} > {
        "The Secretariat should keep the directory of central authorities up to date and make it"
        " available online"
    }


@pytest.mark.parametrize("phrase", ["joint investigative teams", "联合侦查组"])
def test_a_phrase_of_a_few_words_finds_passages_that_hold_it(held: Collection, phrase: str) -> None:
    found = ask(held, phrase, k=3)
    assert all(phrase in a.passage.paragraph.text for a in found)


def test_filters_choose_what_counts(held: Collection) -> None:
    only = ask(held, FORMAL, filters=Filters(body=("MCC-CONF",)))
    assert {a.passage.document.symbol for a in only} == {"MCC/CONF/2014/8"}
    assert {a.standing for a in only} == {"treaty"}
    across = ask(held, FORMAL, k=3, filters=Filters(lang=("zh",)))
    assert {a.passage.paragraph.lang for a in across} == {"zh"}
    assert across[0].passage.paragraph.number == ("annex.1", "h")
    assert {p.lang for a in across for p in a.compared} == {"en"}
    assert across[0].changes


def test_where_only_the_other_language_is_held_nothing_is_redlined(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    ingest([sample_corpus() / "convention.zh.txt"], folder, load_encoder("built-in"), workers=0)
    with Collection.open(folder) as held:
        found = ask(held, "Each State Party shall designate a central authority", k=3)
    assert {a.passage.paragraph.lang for a in found} == {"zh"}
    assert ("art.11", "1") in {a.passage.paragraph.number for a in found}
    assert {(a.similarity, a.compared, a.changes) for a in found} == {(None, (), ())}


@pytest.mark.parametrize("draft", ["", "[]；", "MCC/COP/RES/4/1", "Ἐν ἀρχῇ ἦν ὁ λόγος καὶ ὁ λόγος"])
def test_what_cannot_be_asked_is_refused(held: Collection, draft: str) -> None:
    with pytest.raises(TongwenError) as refused:
        ask(held, draft)
    assert len(str(refused.value).splitlines()) == 1


def test_words_that_nothing_has_still_give_the_nearest(held: Collection) -> None:
    found = ask(held, "zzyzx qwertz", k=3)
    assert all(a.similarity is None or a.similarity < 0.3 for a in found)


def test_a_redline_by_hand() -> None:
    changes = (
        Change("equal", 0, 4, 0, 4),
        Change("replace", 4, 10, 4, 8),
        Change("insert", 10, 10, 8, 12),
    )
    assert redlined("the old   ", "the new end", changes) == "the [-old-]   {+new+} {+end+}"


def test_the_command_prints_wordings_for_people_and_programs(index: str) -> None:
    found = rows(tongwen("agreed", FORMAL, "--index", index, "--json", "-k", "2"))
    assert [r["rank"] for r in found] == [1, 2]
    assert (found[0]["standing"], found[0]["strength"]) == ("endorsed", "should")
    assert found[0]["citation"] == "MCC/COP/RES/4/1, annex I (h)"
    assert found[0]["endorsed_by"] == ["MCC/COP/RES/4/1, para. 1"]
    table = tongwen("agreed", FORMAL, "--index", index, "--csv", "--k", "2").stdout
    read = list(csv.DictReader(io.StringIO(table)))
    assert [r["citation"] for r in read] == [r["citation"] for r in found]
    assert read[0]["recurs_years"] == "2022; 2021"
    lines = tongwen("agreed", FORMAL, "--index", index, "-k", "1").stdout.splitlines()
    assert lines[0].startswith("1. MCC/COP/RES/4/1, annex I (h)  MCC-COP  2022  [endorsed, should]")
    assert any("[-formal-] {+informal+}" in line for line in lines)
    assert any("缔约国应根据《公约》第十一条第五款" in line for line in lines)


def test_each_numbered_paragraph_of_a_file_is_a_clause(index: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "1. Urges States parties to hold joint training for investigators;\n\n"
        "2. Requests the Secretariat to prepare an overview of national procedures.\n",
        encoding="utf-8",
    )
    found = rows(tongwen("agreed", "--file", str(draft), "--index", index, "--json", "-k", "1"))
    assert [r["clause"] for r in found] == ["para. 1", "para. 2"]
    assert "joint training" in str(found[0]["text"])
    assert "overview of national procedures" in str(found[1]["text"])


def test_bad_input_is_one_line(index: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    none = str(tmp_path / "none")
    for arguments in (
        ("agreed", "[]", "--index", index),
        ("agreed", "--file", str(tmp_path / "absent.txt"), "--index", index),
        ("agreed", "--file", str(empty), "--index", index),
        ("agreed", FORMAL, "--index", none),
        ("agreed", FORMAL, "--index", index, "--date-from", "May"),
    ):
        run = tongwen(*arguments)
        assert (run.returncode, run.stdout) == (1, "")
        assert len(run.stderr.splitlines()) == 1, run.stderr
    for arguments in (("agreed",), ("agreed", FORMAL, "--file", str(empty))):
        assert tongwen(*arguments, "--index", index).returncode == 2


def test_the_words_of_an_organ_stand_for_the_same_words_of_a_draft(tmp_path: Path) -> None:
    words = "Requests the Secretariat to count the lamps of the coast and to report on them"
    texts = (
        Text("T/RES/1/1", "en", f"1. {words} by 2020;\n\n2. Thanks the keepers.", "2019-01-01"),
        Text("T/L.9", "en", f"1. {words} by 2031;\n\n2. Thanks the keepers.", "2030-01-01"),
    )
    folder, _ = build(tmp_path, texts)
    with Collection.open(folder, FakeEncoder()) as held:
        first = ask(held, f"{words} by 2031")[0]
    assert (first.passage.document.symbol, first.standing) == ("T/RES/1/1", "adopted")
    assert [h.symbol for h in first.recurs] == ["T/L.9"]


def test_a_recurrence_in_the_other_language_alone_is_none(tmp_path: Path) -> None:
    english = "1. Requests the Secretariat to count every lamp of the coast and to report on them."
    texts = (
        Text("T/RES/1/1", "en", english, "2019-01-01"),
        Text("T/RES/1/1", "zh", "1. 请秘书处清点海岸的每一盏灯，并就此提出报告。", "2019-01-01"),
        Text("T/RES/2/1", "en", english, "2020-01-01"),
        Text("T/RES/2/1", "zh", "1. 请秘书处对沿海所有灯塔的灯逐一计数，并予汇报。", "2020-01-01"),
    )
    folder, _ = build(tmp_path, texts)
    with Collection.open(folder, FakeEncoder()) as held:
        chinese = ask(held, "请秘书处清点海岸的每一盏灯", "zh")
        in_english = ask(held, english, "en")
    assert {(a.passage.document.symbol, a.recurs) for a in chinese} == {
        ("T/RES/1/1", ()),
        ("T/RES/2/1", ()),
    }
    assert [[h.symbol for h in a.recurs] for a in in_english] == [["T/RES/1/1"]]


def test_a_text_that_is_held_is_no_precedent_of_itself(held: Collection, index: str) -> None:
    own = next(p for p in held.paragraphs("MCC/COP/WG.1/2022/3", "en") if p.number == ("3", "b"))
    assert own.symbol in {h.symbol for h in ask(held, own.text)[0].recurs}
    found = list(Preparation(held).agreed(own.text, without=own.symbol))
    assert found[0].passage.document.symbol == "MCC/COP/RES/4/1"
    named = {s for a in found for s in (a.passage.document.symbol, *(h.symbol for h in a.recurs))}
    assert own.symbol not in named
    act = next(p for p in held.paragraphs("MCC/COP/RES/4/1", "en") if p.number == ("annex.1", "h"))
    beside = Preparation(held).agreed(act.text, without=act.symbol)[0]
    assert (beside.passage.document.symbol, beside.standing) == ("MCC/COP/WG.1/2022/3", "endorsed")
    draft = str(sample_corpus() / "wg-4-2022-report.en.txt")
    printed = rows(tongwen("agreed", "--file", draft, "--index", index, "--json", "-k", "1"))
    assert own.symbol not in {r["symbol"] for r in printed}
