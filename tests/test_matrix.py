"""The issues matrix: which sentence is what, what stands beside what, what is kept."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from build import paragraph
from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.errors import TongwenError, UnknownProvision, Unreadable
from pipeline.preparation import Preparation
from pipeline.preparation.matrix.cells import cells_of
from pipeline.preparation.matrix.cues import kind_of
from pipeline.preparation.matrix.kept import MatrixLog
from pipeline.preparation.matrix.rows import rows_of
from pipeline.records import Heading, Lang
from pipeline.records.lineage import Passage
from pipeline.records.matrix import Matrix, MatrixCell


def passage(text: str, lang: Lang = "en", label: str = "", ordinal: int = 0) -> Passage:
    heading = Heading("T/1", lang, "Report", "T", "1", "2020-01-01", "", "f", "ab", 9)
    return Passage(heading, paragraph(text, lang, ("3",), "paragraph", label, ordinal))


def told(text: str, lang: Lang = "en", label: str = "") -> list[tuple[str, str]]:
    return [(cell.column, cell.words) for cell in cells_of(passage(text, lang, label), ())]


CASES: tuple[tuple[Lang, str, list[tuple[str, str]]], ...] = (
    ("en", "Some speakers described challenges in gathering evidence.", [("issue", "Some speakers described challenges in gathering evidence.")]),
    ("en", "States should train judges.", [("solution", "States should train judges.")]),
    ("en", "Encourages States to act without delay.", [("solution", "Encourages States to act without delay.")]),
    (
        "en",
        "States should act together, to overcome differences between their laws, and share costs.",
        [
            ("solution", "States should act together, to overcome differences between their laws, and share costs."),
            ("issue", "to overcome differences between their laws"),
        ],
    ),
    (
        "en",
        "States should use channels, such as the North Network, at an early stage.",
        [
            ("solution", "States should use channels, such as the North Network, at an early stage."),
            ("example", "such as the North Network, at an early stage"),
        ],
    ),
    ("en", "States shared experience under memoranda of understanding.", [("example", "States shared experience under memoranda of understanding.")]),
    ("en", "Recalling its earlier work on challenges,", []),
    ("en", "The meeting was opened on Monday.", []),
    ("en", "The secretariat should prepare a summary table of challenges.", []),
    ("zh", "发言者指出调取证据时遇到困难。", [("issue", "发言者指出调取证据时遇到困难。")]),
    ("zh", "鼓励各国培训法官。", [("solution", "鼓励各国培训法官。")]),
    (
        "zh",
        "鼓励各国加强协调，努力克服法律不同造成的困难。",
        [("solution", "鼓励各国加强协调，努力克服法律不同造成的困难。"), ("issue", "努力克服法律不同造成的困难。")],
    ),
    ("zh", "发言者们介绍了按谅解备忘录分担费用的经验。", [("example", "发言者们介绍了按谅解备忘录分担费用的经验。")]),
    ("zh", "秘书处应编制汇总表，列明困难。", []),
    ("zh", "在这方面应相互响应。", [("solution", "在这方面应相互响应。")]),
    ("zh", "会议相应调整。", []),
)  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), CASES)
def test_what_a_sentence_is(lang: Lang, text: str, wanted: list[tuple[str, str]]) -> None:
    stripped = [(column, words.rstrip("。.")) for column, words in told(text, lang)]
    assert stripped == [(column, words.rstrip("。.")) for column, words in wanted]


def test_every_cell_quotes_word_for_word_without_the_number() -> None:
    text = (
        "(e) States should meet early; judges lack training; for example the North Network helps."
    )
    cells = cells_of(passage(text, label="(e)"), ())
    assert [cell.column for cell in cells] == ["solution", "issue", "example"]
    assert cells[0].words == "States should meet early"
    for cell in cells:
        assert cell.is_quoted
        assert text[cell.start : cell.end] == cell.words
        assert cell.reason.startswith(f"{cell.column}:")


def test_what_carries_on_a_recommendation_is_part_of_it() -> None:
    assert [c for c, _ in told("States should meet. Meetings take place online.")] == [
        "solution"
    ] * 2


def test_of_a_list_only_what_stands_near_the_subject_is_its_issue() -> None:
    far = "Concerned at hunger, drought, floods, storms, fire, plague, locusts, landslides, wars, riots and fraud"
    assert cells_of(passage(far), (), frozenset({"fraud"})) == ()
    assert len(cells_of(passage("Concerned at the growth of fraud"), (), frozenset({"fraud"}))) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "…", "\x00", "=1+1", "字" * 5000, "a" * 5000, "((((", "🙂🙂"]
)
def test_text_that_says_nothing_gives_nothing(text: str) -> None:
    assert told(text) == []
    assert told(text, "zh") == []


@pytest.mark.parametrize(
    ("words", "lang", "kind"),
    [
        ("differences between the laws on jurisdiction", "en", "legal"),
        ("the costs of translation", "en", "practical"),
        ("the weather", "en", ""),
        ("证据在法庭上的可采性", "zh", "legal"),
        ("培训和翻译的费用", "zh", "practical"),
    ],
)
def test_the_kind_of_an_issue(words: str, lang: Lang, kind: str) -> None:
    assert kind_of(words, lang) == kind


def cell(column: str, words: str, ordinal: int) -> MatrixCell:
    found = passage(words, ordinal=ordinal)
    return MatrixCell(column, words, found, 0, len(words), reason="rule")  # type: ignore[arg-type]


def axes(texts: Sequence[str]) -> np.ndarray:
    """A vector by the first word: texts that begin alike are the same, all others unlike."""
    kinds = sorted({text.split()[0] for text in texts})
    vectors = np.zeros((len(texts), len(kinds) + len(texts)), np.float32)
    for n, text in enumerate(texts):
        vectors[n, kinds.index(text.split()[0])] = 0.9
        vectors[n, len(kinds) + n] = np.sqrt(1 - 0.81)
    return vectors


def test_solutions_stand_beside_the_issue_of_their_passage_or_the_nearest() -> None:
    cells = [
        cell("issue", "costs of travel", 1),
        cell("issue", "laws differ", 2),
        cell("solution", "courts should meet", 1),
        cell("solution", "laws should be brought near", 3),
        cell("solution", "judges should be trained", 4),
        cell("example", "judges of the North Network", 5),
    ]
    cells[2] = replace(cells[2], passage=cells[0].passage)
    rows = {tuple(c.words for c in row.all_cells): row.reason for row in rows_of(cells, axes)}
    assert rows == {
        ("laws differ", "laws should be brought near"): "vectors 0.81",
        ("costs of travel", "courts should meet"): "same passage",
        ("judges should be trained", "judges of the North Network"): "vectors 0.81",
    }


def test_the_same_words_of_another_year_are_one_cell() -> None:
    cells = [
        cell("solution", "states should report in 2020", 1),
        cell("solution", "states should report in 2019", 2),
    ]
    assert [row.all_cells for row in rows_of(cells, axes)] == [(cells[0],)]
    assert rows_of([], axes) == ()


ACT = (
    "The Conference,\n\nRecalling its first session,\n\n"
    "1. Encourages States to hold joint investigations under article 19 of the United Nations Convention against Transnational Organized Crime;\n\n"
    "2. Notes that joint investigations meet with difficulties of language.\n\n"
)
TEXTS = (Text("T/RES/1/1", "en", ACT),)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("matrix"), TEXTS)[0]


def test_a_matrix_of_an_article_and_of_words(index: Path) -> None:
    with Collection.open(index, FakeEncoder()) as held:
        by_article = Preparation(held).matrix("UNTOC:19")
        by_words = Preparation(held).matrix("joint investigations")
        assert Preparation(held).matrix_faults(by_article) == ()
    cells = [c for row in by_article.rows for c in row.all_cells]
    assert "solution" in {c.column for c in cells}
    assert {c.passage.paragraph.number for c in cells if c.passage} >= {("1",)}
    assert {
        c.passage.document.symbol for row in by_words.rows for c in row.all_cells if c.passage
    } == {"T/RES/1/1"}
    assert [row.id for row in by_words.rows] == [str(n) for n in range(1, len(by_words.rows) + 1)]


@pytest.mark.parametrize(
    ("subject", "error"),
    [
        ("UNTOC:999", UnknownProvision),
        ("nowhere", TongwenError),
        ("", TongwenError),
        ("🙂", TongwenError),
    ],
)
def test_what_is_nowhere_is_refused(index: Path, subject: str, error: type[Exception]) -> None:
    with Collection.open(index, FakeEncoder()) as held, pytest.raises(error):
        Preparation(held).matrix(subject)


def test_a_quotation_that_stands_no_more_is_told(index: Path) -> None:
    with Collection.open(index, FakeEncoder()) as held:
        made = Preparation(held).matrix("UNTOC:19")
        first = next(c for row in made.rows for c in row.all_cells)
        assert first.passage
        old = replace(first.passage.paragraph, text="X" + first.passage.paragraph.text)
        moved = replace(
            first, passage=Passage(first.passage.document, old), words="X", start=0, end=1
        )
        gone = replace(moved, passage=Passage(first.passage.document, replace(old, symbol="T/9")))
        own = MatrixCell("issue", "own", origin="person")
        row = replace(made.rows[0], issues=(moved, gone, own), solutions=(), examples=())
        found = Preparation(held).matrix_faults(replace(made, rows=(row,)))
    assert [fault.reason for fault in found] == ["changed", "missing"]


def test_matrices_are_kept_beside_the_states(tmp_path: Path) -> None:
    log = MatrixLog(tmp_path)
    assert log.latest("UNTOC:19") is None
    first = Matrix("UNTOC:19", "en", ())
    second = replace(first, index="later")
    kept = [log.keep(first), log.keep(first), log.keep(second, first)]
    assert [k.is_new for k in kept] == [True, False, True]
    assert log.latest("untoc:19 ") == second
    assert log.read() == (first, second)


def test_a_torn_last_line_is_left_out_and_a_broken_one_is_named(tmp_path: Path) -> None:
    log = MatrixLog(tmp_path)
    log.keep(Matrix("a", "en", ()))
    with log.path.open("ab") as file:
        file.write(b'{"subject": "b", "la')
    assert [m.subject for m in log.read()] == ["a"]
    assert log.is_torn()
    log.keep(Matrix("c", "en", ()))
    assert [m.subject for m in log.read()] == ["a", "c"]
    assert (log.is_torn(), log.aside()) == (False, 1)
    log.path.write_bytes(b'{"subject": 1}\n' + log.path.read_bytes())
    with pytest.raises(Unreadable, match="line 1 is no matrix"):
        log.read()


def test_the_cues_tell_known_columns() -> None:
    columns = {row["column"] for row in lexicon.rows("matrix_cues")}
    assert columns == {"issue", "solution", "example", "legal", "practical", "overcome", "nothing"}
