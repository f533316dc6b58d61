"""Good practices: what a passage says of them, and the provisions that it concerns."""

import json
from pathlib import Path

import pytest
from small_index import Text, build
from typer.testing import CliRunner

from evaluation.preparation.practices import Judged, against_gold
from pipeline.cli.main import app
from pipeline.collection import Collection
from pipeline.errors import TongwenError, UnknownProvision
from pipeline.preparation import Preparation
from pipeline.records.practices import Practice

REPORT = (
    "A. 视频会议方面的最佳做法（《联合国打击跨国有组织犯罪公约》第18条第18款）\n\n"
    "1. 一些发言者概要介绍了法庭安排远程听证的办法。\n\n"
    "B. 会议安排\n\n"
    "2. 会议于上午开始。\n\n"
    "3. 设立专门翻译小组是一种良好做法，可以缩短时间。\n"
)
ASKING_EN = (
    "The General Assembly,\n\n"
    "1. Encourages States to share good practices in video hearings;\n\n"
    "2. Notes the lessons learned in the region;\n\n"
    "3. Notes the work done.\n"
)
ASKING_ZH = (
    "大会，\n\n1. 鼓励各国交流视频听证方面的良好做法；\n\n2. 注意到该区域的经验教训；\n\n"
    "3. 注意到已完成的工作。\n"
)
TEXTS = (
    Text("T/WG/1", "zh", REPORT, "2019-01-01"),
    Text("T/RES/9/1", "en", ASKING_EN, "2020-01-01"),
    Text("T/RES/9/1", "zh", ASKING_ZH, "2020-01-01"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("practices"), TEXTS)[0]


@pytest.fixture(scope="module")
def found(index: Path) -> dict[tuple[str, str], Practice]:
    with Collection.open(index) as held:
        every = Preparation(held).practices()
    return {(p.passage.document.symbol, p.passage.paragraph.label): p for p in every}


def test_what_each_passage_says(found: dict[tuple[str, str], Practice]) -> None:
    assert {place: (p.sense, p.rule) for place, p in found.items()} == {
        ("T/WG/1", "1."): ("discusses", "heading"),
        ("T/WG/1", "3."): ("describes", "words"),
        ("T/RES/9/1", "1."): ("asks", "register"),
        ("T/RES/9/1", "2."): ("names", ""),
    }


def test_cues_are_quoted(found: dict[tuple[str, str], Practice]) -> None:
    practice = found["T/RES/9/1", "1."]
    text = practice.passage.paragraph.text
    assert [text[start:end] for start, end in practice.cues] == ["good practices"]
    assert practice.counterpart[0].text.endswith("良好做法；")
    assert "最佳做法" in found["T/WG/1", "1."].under and found["T/WG/1", "1."].cues == ()


def test_provisions_come_from_the_heading(found: dict[tuple[str, str], Practice]) -> None:
    ties = [(p.key, p.tie) for p in found["T/WG/1", "1."].provisions]
    assert ("UNTOC:18(18)", "heading") in ties


def test_asking_by_provision_and_by_subject(index: Path) -> None:
    with Collection.open(index) as held:
        ask = Preparation(held).practices
        assert [p.passage.document.symbol for p in ask("18(18)")] == ["T/WG/1"]
        assert [p.passage.document.symbol for p in ask("UNTOC:18")] == ["T/WG/1"]
        assert [p.passage.document.lang for p in ask("video hearings")] == ["en"]
        assert [p.passage.document.lang for p in ask("视频听证", "zh")] == ["zh"]
        assert len(ask("", "zh")) == 4


def test_nothing_to_answer_is_said_in_one_line(index: Path) -> None:
    with Collection.open(index) as held:
        with pytest.raises(TongwenError, match="zebra"):
            Preparation(held).practices("zebra")
        with pytest.raises(UnknownProvision):
            Preparation(held).practices("刑法第10条")


def test_figures_against_gold_by_hand(found: dict[tuple[str, str], Practice]) -> None:
    def judged(label: str, sense: str) -> Judged:
        paragraph = found["T/WG/1", label].passage.paragraph
        return Judged((paragraph.symbol, paragraph.lang, paragraph.ordinal), sense)

    rows = [judged("1.", "discusses"), judged("3.", "names"), Judged(("T/WG/1", "zh", 99), "asks")]
    figures = {f.sense: (f.right, f.found) for f in against_gold(found.values(), rows)}
    assert figures == {"describes": (0, 1), "discusses": (1, 1), "missing": (0, 1)}


def test_the_command(index: Path) -> None:
    run = CliRunner().invoke(app, ["practices", "18(18)", "--index", str(index), "--json"])
    row = json.loads(run.stdout)
    assert row["sense"] == "discusses" and row["provisions"][0] == "UNTOC:18(18) (heading)"
    run = CliRunner().invoke(app, ["practices", "--index", str(index), "--csv"])
    assert len(run.stdout.splitlines()) == 5
