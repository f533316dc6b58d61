"""Bodies and networks by name: what counts as a name, timelines, counts, names not listed."""

import json
from pathlib import Path

import pytest
from small_index import Text, build
from typer.testing import CliRunner

from evaluation.preparation.networks import answered
from pipeline import lexicon
from pipeline.cli.main import app
from pipeline.collection import Collection
from pipeline.errors import TongwenError, Unreadable
from pipeline.preparation import Preparation
from pipeline.preparation.networks import network_named
from pipeline.preparation.networks.names import (
    NETWORKS_FILE,
    around,
    built_in,
    every_name,
    names_in,
    networks_of,
)
from pipeline.records import Lang

TEXTS = (
    Text(
        "T/NET/1",
        "en",
        "1. INTERPOL and the Egmont Group took part.\n\n2. The StAR Initiative helped; a star did"
        " not.\n\n3. The Northern Judges Network met.",
        "2019-05-06",
    ),
    Text(
        "T/NET/1",
        "zh",
        "1. 国际刑警组织和埃格蒙特集团参加了会议。\n\n2. 追回被盗资产举措提供了帮助。\n\n"
        "3. 北方法官网络举行了会议。",
        "2019-05-06",
    ),
    Text("T/NET/2", "zh", "1. 刑警组织和欧洲司法网络参加了会议。", "2012-01-02", "2"),
    Text("T/NET/3", "en", "1. The Northern Judges Network met again.", "2021-01-02", "2"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("networks"), TEXTS)[0]


def _codes(text: str, lang: Lang) -> list[tuple[str, str]]:
    names = names_in(text, lang, tuple(every_name(built_in())))
    return [(n.code, text[n.start : n.end]) for n in names]


def test_the_table_has_names_in_both_languages_and_every_kind() -> None:
    rows = lexicon.rows("networks")
    codes = {row["code"] for row in rows}
    assert len(codes) >= 80
    both = [c for c in codes if {r["lang"] for r in rows if r["code"] == c} == {"zh", "en"}]
    assert len(both) >= 100
    assert {r["kind"] for r in rows} == {"body", "network", "tool", "database", "programme"}
    for code in codes:
        assert len({r["kind"] for r in rows if r["code"] == code}) == 1, code
    names = [(r["lang"], r["name"]) for r in rows if r["use"] != "never"]
    owners = {name: {r["code"] for r in rows if (r["lang"], r["name"]) == name} for name in names}
    assert [name for name, codes_ in owners.items() if len(codes_) > 1] == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("with INTERPOL and interpol", "en", [("INTERPOL", "INTERPOL")]),
        ("the SHERLOC portal, the StAR team", "en", [("SHERLOC", "SHERLOC"), ("STAR", "StAR")]),
        ("STARS and STAR and CARINA", "en", []),
        (
            "the African Union Mechanism for Police Cooperation (AFRIPOL)",
            "en",
            [
                ("AFRIPOL", "African Union Mechanism for Police Cooperation"),
                ("AFRIPOL", "AFRIPOL"),
            ],
        ),
        ("the FINANCIAL ACTION TASK\nFORCE", "en", [("FATF", "FINANCIAL ACTION TASK\nFORCE")]),
        (
            "国际刑警组织（刑警组织）",
            "zh",
            [("INTERPOL", "国际刑警组织"), ("INTERPOL", "刑警组织")],
        ),
        ("欧洲司法网络和欧洲司法网", "zh", [("EJN", "欧洲司法网络"), ("EJN", "欧洲司法网")]),
        (
            "拉丁美洲金融行动特别工作组",
            "zh",
            [("GAFILAT", "拉丁美洲金融行动特别工作组")],
        ),
        ("亚太经合组织会议", "zh", []),
        ("伊比里亚—美洲法律援助网", "zh", [("IBERRED", "伊比里亚—美洲法律援助网")]),
        ("伊比里亚-美洲法律援助网", "zh", [("IBERRED", "伊比里亚-美洲法律援助网")]),
    ],
)
def test_what_counts_as_a_name(text: str, lang: Lang, expected: list[tuple[str, str]]) -> None:
    assert _codes(text, lang) == expected


def test_a_network_is_found_by_code_name_or_part() -> None:
    networks = built_in()
    assert network_named("interpol", networks).code == "INTERPOL"
    assert network_named("刑警组织", networks).code == "INTERPOL"
    assert network_named("Egmont", networks).code == "EGMONT"
    for name in ("", "no such thing", "资产"):
        with pytest.raises(TongwenError):
            network_named(name, networks)


def test_around_holds_the_longer_names_of_others() -> None:
    networks = built_in()
    codes = {code for code, _ in around(network_named("AFRICAN-UNION", networks), networks)}
    assert {"AFRICAN-UNION", "AFRIPOL"} <= codes


def test_a_timeline_has_both_languages_once(index: Path) -> None:
    with Collection.open(index) as held:
        found = Preparation(held).network("INTERPOL")
    assert [(m.passage.document.symbol, m.names) for m in found.mentions] == [
        ("T/NET/2", ("刑警组织",)),
        ("T/NET/1", ("INTERPOL",)),
    ]
    assert found.mentions[1].counterpart_names == ("国际刑警组织",)
    used = {count.name.name: count for count in found.names}
    assert used["国际刑警组织"].passages == 1 and used["刑警组织"].first == "2012-01-02"
    assert used["International Criminal Police Organization"].passages == 0


def test_one_language_can_be_asked_for(index: Path) -> None:
    with Collection.open(index) as held:
        found = Preparation(held).network("INTERPOL", "zh")
    assert {m.passage.paragraph.lang for m in found.mentions} == {"zh"} and len(found.mentions) == 2


def test_counts_take_each_text_in_one_language(index: Path) -> None:
    with Collection.open(index) as held:
        counts = Preparation(held).networks()
    rows = {(c.network.code, c.session): c.passages for c in counts}
    assert rows["INTERPOL", "1"] == 1 and rows["INTERPOL", "2"] == 1
    assert rows["STAR", "1"] == 1 and rows["EJN", "2"] == 1
    assert counts[0].network.code == "INTERPOL"


def test_names_answer_each_other_across_the_languages(index: Path) -> None:
    with Collection.open(index) as held:
        rows = {row.code: (row.passages, row.paired, row.answered) for row in answered(held.state)}
    assert rows["INTERPOL"] == (2, 1, 1) and rows["STAR"] == (1, 1, 1)


def test_names_that_no_table_has_are_offered(index: Path) -> None:
    with Collection.open(index) as held:
        (found,) = Preparation(held).network_candidates()
    assert (found.name, found.passages) == ("Northern Judges Network", 2)


def test_a_table_of_the_user_is_added(tmp_path: Path) -> None:
    (tmp_path / NETWORKS_FILE).write_text(
        "code,lang,name,kind,use\nNJN,en,Northern Judges Network,network,full\n"
        "INTERPOL,en,the police body in Lyon,body,alias\n",
        encoding="utf-8",
    )
    networks = networks_of(tmp_path)
    assert network_named("Northern Judges Network", networks).code == "NJN"
    assert network_named("the police body in Lyon", networks).code == "INTERPOL"
    assert network_named("INTERPOL", networks).title("en") != "the police body in Lyon"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("code,lang,name\nX,en,Y\n", "row 2: no kind"),
        ("code,lang,name,kind,use\nX,fr,Y,network,full\n", "lang is fr"),
        ("code,lang,name,kind,use\nX,en,Y,club,full\n", "kind is club"),
    ],
)
def test_a_table_that_is_wrong_is_refused(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / NETWORKS_FILE).write_text(table, encoding="utf-8")
    with pytest.raises(Unreadable, match=said):
        networks_of(tmp_path)


def test_the_command_lists_counts_passages_and_candidates(index: Path) -> None:
    def lines(*words: str) -> list[str]:
        run = CliRunner().invoke(app, ["networks", *words, "--index", str(index)])
        assert run.exit_code == 0, run.output
        return run.stdout.splitlines()

    assert "INTERPOL" in lines()[0]
    assert json.loads(lines("刑警组织", "--json")[0])["symbol"] == "T/NET/2"
    assert lines("--candidates", "--csv")[1].startswith("Northern Judges Network,en,2,")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_an_own_table_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"stones-{n},zh,石头保护与修复合作网络第{n}组,network,full\n" for n in range(9))
    table = f"code,lang,name,kind,use\n{rows}"
    (tmp_path / NETWORKS_FILE).write_bytes(table.encode(encoding))
    named = {name.name for network in networks_of(tmp_path) for name in network.names}
    assert "石头保护与修复合作网络第8组" in named


def test_an_own_name_of_signs_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / NETWORKS_FILE).write_text(
        "code,lang,name,kind,use\nstop,en,.,body,full\n", encoding="utf-8"
    )
    with pytest.raises(Unreadable, match=r"row 2: the name \. has no letters"):
        networks_of(tmp_path)


@pytest.mark.parametrize("name", ["—", " ", "()", "\u200b"])
def test_signs_name_no_network(name: str) -> None:
    with pytest.raises(TongwenError, match="no body, network or tool of that name"):
        network_named(name, built_in())
