"""Comparisons as HTML, charts and files: what was judged, moved, changed, mapped; nothing unescaped."""

import html
import io
import json
import re
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.redline import compare_versions
from pipeline.mapping import Clause, ClauseMap, ClausePair
from pipeline.records import Bead, Finding, Judgement, Lang, Paragraph, Role, Span
from pipeline.review import Reviewed, judgement
from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views import drawing
from pipeline.views.comparing import clauses, comparisons, outgoing, parallel, sentences, similarity
from pipeline.views.comparing import redline as redlines
from pipeline.views.comparing.hover import word_marks
from pipeline.views.comparing.rows import (
    SHOWN,
    Row,
    is_shown,
    rows_of_reviewed,
    rules_of,
    target_of,
    with_rules,
)

EN, ZH = Strings("en"), Strings("zh")
HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> & \u202e=cmd|x'


def paragraph(
    ordinal: int,
    text: str,
    lang: Lang = "en",
    number: tuple[str, ...] = ("3",),
    role: Role = "paragraph",
) -> Paragraph:
    label = number[-1] if number else ""
    return Paragraph("M/1", lang, ordinal, role, number, label, "", "", 0, len(text), text)


def seen(markup: str) -> str:
    """What a reader sees of HTML: tags away, entities read."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


ZH_TEXT = (paragraph(0, "应在60日内", "zh"), paragraph(1, "报告", "zh", ("4",)))
EN_TEXT = (paragraph(0, "within 90 days"), paragraph(1, "report", number=("4",)))
DAYS = Finding("numbers", ("60",), ("90",), (Span(0, 2, 4),), (Span(0, 7, 9),), "ab12")
BEADS = (
    Bead((0,), (0,), "same number", 0.7, 0.9, ((0,), (1,))),
    Bead((1,), (1,), "moved", 0.8, 0.9997),
)


def made(action: str = "accept", **more: str) -> Judgement:
    return Judgement("id", "M/1", action, (), "", "Li <b>", "2026-11-22T09:30:00Z", "", **more)  # type: ignore[arg-type]


def judged_rows(*, dismissed: bool = False, accepted: bool = False) -> tuple[Row, ...]:
    aside = judgement("M/1", "dismiss", "Li", target=target_of(DAYS), reason="same sum")
    after = Reviewed(
        BEADS,
        ("accepted" if accepted else "", ""),
        (made() if accepted else None, None),
        {target_of(DAYS): aside} if dismissed else {},
        (),
        (),
    )
    return rows_of_reviewed(after, ZH_TEXT, EN_TEXT, ((DAYS,), ()))


# rows ------------------------------------------------------------------------------------------


def test_a_finding_set_aside_is_none_of_its_row_and_stays_in_sight() -> None:
    first = judged_rows(dismissed=True)[0]
    assert first.findings == ()
    assert [d.finding for d in first.dismissed] == [DAYS]
    shown = parallel.table([first], EN)
    assert "<mark" not in shown
    assert "figures: 60 ‖ 90" in seen(shown)
    assert "set aside by Li" in seen(shown)
    assert "same sum" in seen(shown)


def test_rows_are_chosen_by_what_they_hold() -> None:
    rows = judged_rows(accepted=True)
    chosen = {show: [row.ordinal for row in rows if is_shown(row, show)] for show in SHOWN}
    assert chosen == {
        "content": [0, 1],
        "all": [0, 1],
        "differs": [0],
        "one-sided": [],
        "moved": [1],
        "judged": [0],
    }
    assert rules_of(rows) == {"numbers": 1}
    assert rules_of(with_rules(rows, ["dates"])) == {}
    assert with_rules(rows, []) == rows


def test_the_table_says_who_judged_what_moved_and_what_else_was_near() -> None:
    shown = parallel.table(judged_rows(accepted=True), EN, can_judge=True)
    words = seen(shown)
    assert "accepted by Li <b>, 2026-11-22 09:30:00 UTC" in words
    assert "<b>" not in shown
    assert "confidence 90 %" in words
    assert "confidence 99.97 %" in words
    assert "Next best: para. 3 “应在60日内” ‖ para. 4 “report”" in words
    assert "Nothing else comes near." in words
    assert 'class="text moved"' in shown
    assert shown.count("data-ask=") == 2
    assert "data-ask=" not in parallel.table(judged_rows(), EN)


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0.5, "50"), (0.99, "99"), (0.9999, "99.99"), (0.99999, "99.99"), (1.0, "100")],
)
def test_no_share_is_rounded_up_to_certainty(share: float, printed: str) -> None:
    assert parallel.percent(share) == printed


def test_a_row_is_named_by_its_words() -> None:
    first, second = judged_rows()
    assert first.key != second.key
    assert first.key == judged_rows(accepted=True)[0].key


# words -----------------------------------------------------------------------------------------


class OneToOne:
    """An encoder that gives each word of two small texts its own direction."""

    def __init__(self, meaning: dict[str, int]) -> None:
        self.meaning = meaning

    def token_vectors(self, text: str):  # type: ignore[no-untyped-def]
        from pipeline.encode.static import TokenVectors

        found = [
            (match.span(), number)
            for word, number in self.meaning.items()
            for match in re.finditer(re.escape(word), text)
        ]
        vectors = np.zeros((len(found), 4), dtype=np.float32)
        for row, (_, number) in enumerate(found):
            vectors[row, number] = 1
        return TokenVectors(tuple(span for span, _ in found), vectors)


def test_words_are_counted_as_a_browser_counts_them() -> None:
    encoder = OneToOne({"报告": 0, "report": 0, "国家": 1, "State": 1})
    row = Row(0, (paragraph(0, "𠮷国家报告", "zh"),), (paragraph(0, "State report"),), "", None)
    marks = word_marks(row, encoder)
    links = {tuple(marks[i : i + 4]) for i in range(0, len(marks), 4)}
    assert (4, 6, 6, 12) in links, "the rare character before it takes two units"
    alone = Row(0, (), (paragraph(0, "State"),), "", None)
    assert word_marks(alone, encoder) == []


# two wordings ----------------------------------------------------------------------------------


def revised(old: str, new: str, why: str = "same number") -> redlines.Revised:
    olds, news = (paragraph(0, old),), (paragraph(0, new),)
    beads = (Bead((0,), (0,), why, 0.9),)
    return redlines.revised_rows(compare_versions(olds, news, beads), beads, olds, news)[0]


def test_changes_are_marked_in_their_own_column_and_in_one_text() -> None:
    row = revised("States shall report annually.", "States should report annually.")
    assert row.fate == "changed"
    beside = redlines.redline_table([row], EN, "beside")
    assert re.findall(r"<del>(.*?)</del>", beside) == ["shall "]
    assert re.findall(r"<ins>(.*?)</ins>", beside) == ["should "]
    inline = redlines.redline_table([row], EN, "inline")
    assert "States <del>shall </del><ins>should </ins>report annually." in inline


def test_a_new_number_is_no_change() -> None:
    row = revised("1. Shall report.", "2. Should report.")
    inline = redlines.redline_table([row], EN, "inline")
    assert ">2. <del>Shall </del><ins>Should </ins>report.<" in inline
    assert revised("1. Shall report.", "2. Shall report.").fate == "same"
    longer = redlines.redline_table(
        [revised("1. It reports.", "2. Then it reports.")], EN, "inline"
    )
    assert ">2. <ins>Then </ins>it reports.<" in longer
    shorter = redlines.redline_table(
        [revised("1. Then it reports.", "(b) It reports.")], EN, "inline"
    )
    assert ">(b) <del>Then </del>It reports.<" in shorter


def test_moved_words_and_paragraphs_are_shown_as_moved() -> None:
    row = revised(
        "The first of the five parts comes here, and then come the rest of them.",
        "And then come the rest of them; the first of the five parts comes here.",
    )
    inline = redlines.redline_table([row], EN, "inline")
    assert inline.count('<del class="moved">') == inline.count('<ins class="moved">') == 1
    assert revised("As it was.", "As it was.", "moved").fate == "moved"


TEXTS = st.text(alphabet="应 可国家the a.1，、一;<&", max_size=40)


@given(TEXTS, TEXTS)
def test_every_word_of_both_wordings_stands_in_the_redline(old: str, new: str) -> None:
    olds, news = (paragraph(0, old, "zh"),), (paragraph(0, new, "zh"),)
    beads = (Bead((0,), (0,), "same number", 0.9),)
    row = redlines.revised_rows(compare_versions(olds, news, beads), beads, olds, news)[0]
    if not row.changes:
        return
    shown = redlines.redline_table([row], EN, "inline")
    cell = re.findall(r'<div class="passage"[^>]*>(.*?)</div>', shown, re.S)[0]
    assert html.unescape(re.sub(r"<del[^>]*>.*?</del>|</?ins[^>]*>", "", cell, flags=re.S)) == new
    columns = re.findall(
        r'<div class="passage"[^>]*>(.*?)</div>', redlines.redline_table([row], EN, "beside"), re.S
    )
    assert [html.unescape(re.sub(r"</?(?:del|ins)[^>]*>", "", c)) for c in columns] == [old, new]


# two instruments -------------------------------------------------------------------------------


def mapped(words: str = "States shall extradite.") -> MappedTexts:
    first = (
        paragraph(0, "Article 1. Extradition", number=("art.1",), role="article"),
        paragraph(1, words, number=("art.1", "1")),
        paragraph(2, "Network", number=("art.2", "1")),
    )
    second = (
        paragraph(0, "引渡", "zh", ("art.9",), "article"),
        paragraph(1, "各国应引渡。", "zh", ("art.9", "1")),
        paragraph(2, "其他", "zh", ("art.9", "2")),
        paragraph(3, "费用", "zh", ("art.10", "1")),
    )
    one = (Clause(("art.1",), "", "Extradition", (0, 1)), Clause(("art.2",), "", "", (2,)))
    other = (Clause(("art.9",), "", "引渡", (0, 1, 2)), Clause(("art.10",), "", "", (3,)))
    pair = ClausePair(0, 0, 0.75, "wider", True, (0.9, 0.5), ((1, 1, 0.82),))
    table = np.array([[0.75, 0.1], [0.2, 0.3]], dtype=np.float32)
    return MappedTexts(first, second, ClauseMap(one, other, (pair,), table))


def test_every_clause_of_both_instruments_stands_in_the_list_once() -> None:
    rows = clauses.clause_rows(mapped())
    assert [(r.first, r.second) for r in rows] == [(0, 0), (1, None), (None, 1)]
    assert [set(r.kinds) for r in rows] == [{"wider", "moved"}, {"absent-second"}, {"absent-first"}]
    shown = clauses.clause_table(mapped(), rows, EN, (0, 0))
    assert "wider, moved" in seen(shown)
    assert seen(shown).count("absent") == 2
    assert 'data-ask="art.1~art.9"' in shown
    assert "chosen" in shown


def said(target: str, who: str = "Li") -> Judgement:
    """What a person said of a pair; which pair, its place in a mapping tells."""
    return Judgement("a", "x ↔ y", "accept", (), target, who, "2026-01-01T00:00:00Z", "")


def test_what_a_person_said_stands_beside_what_is_proposed() -> None:
    judged = {(0, 0): said("same", HOSTILE), (1, 1): said("wider"), (1, 0): said("absent")}
    rows = clauses.clause_rows(mapped(), judged)
    assert [(r.first, r.second) for r in rows] == [(0, 0), (1, None), (1, 0), (1, 1), (None, 1)]
    assert [set(r.kinds) for r in rows[2:4]] == [set(), {"wider"}]
    shown = clauses.clause_table(mapped(), rows, EN, None)
    assert "<script" not in shown
    assert "wider, moved" in seen(shown), "the proposal"
    # an isolate around it, so that its sign turns nothing of the line
    assert f"same, by \u2068{HOSTILE}\u2069" in seen(shown)
    assert "not proposed" in seen(shown)
    assert 'data-ask="art.2~art.10"' in shown
    frame = comparisons.clauses_frame(mapped(), rows, EN)
    assert list(frame[EN("column.relation")])[:2] == ["wider, moved", "absent"]
    assert list(frame[EN("column.relation_judged")])[3] == "wider, by Li"
    lines = [json.loads(line) for line in outgoing.clause_lines(mapped(), rows).splitlines()]
    assert (lines[0]["relation"], lines[0]["judged"], lines[0]["reviewer"]) == (
        "wider",
        "same",
        HOSTILE,
    )
    assert (lines[3]["relation"], lines[3]["judged"]) == ("", "wider")


def test_the_paragraphs_of_a_pair_stand_beside_those_nearest_to_them() -> None:
    shown = clauses.pair_table(mapped(), 0, 0, EN)
    rows = [seen(row) for row in shown.split("<tr")[2:]]
    assert len(rows) == 2, "headings stand at the head alone"
    assert "States shall extradite." in rows[0]
    assert "各国应引渡。" in rows[0]
    assert "0.82" in rows[0]
    assert "其他" in rows[1]
    assert "art. 1  Extradition" in seen(shown).replace("&nbsp;", " ")


def test_the_map_holds_every_cell_and_says_which_correspond() -> None:
    frame = similarity.similarity_frame(mapped(), ZH)
    assert list(frame["key"]) == ["art.1~art.9", "art.1~art.10", "art.2~art.9", "art.2~art.10"]
    assert list(frame["relation"]) == ["较宽、位置移动", "", "", ""]
    assert list(frame["similarity"].round(2)) == [0.75, 0.1, 0.2, 0.3]
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    drawn = drawing.svg_bytes(similarity.similarity_chart(mapped(HOSTILE), ZH)).decode()
    assert "第一项文书" in drawn
    assert re.findall(r"""(?:href|src|url\()\s*=?\s*["']?https?:""", drawn) == []


# files -----------------------------------------------------------------------------------------


def test_json_lines_hold_findings_and_judgements() -> None:
    lines = outgoing.row_lines(judged_rows(accepted=True)).decode().splitlines()
    first = json.loads(lines[0])
    assert first["findings"] == [{"id": "ab12", "rule": "numbers", "zh": ["60"], "en": ["90"]}]
    assert (first["reviewer"], first["standing"]) == ("Li <b>", "accepted")
    aside = json.loads(outgoing.row_lines(judged_rows(dismissed=True)).decode().splitlines()[0])
    assert aside["findings"] == []
    assert aside["set_aside"][0]["reason"] == "same sum"
    changed = json.loads(outgoing.revised_lines([revised("shall", "should")]).decode())
    assert changed["changes"] == [{"kind": "replace", "old": "shall", "new": "should"}]
    rows = clauses.clause_rows(mapped())
    found = [json.loads(line) for line in outgoing.clause_lines(mapped(), rows).splitlines()]
    assert [row["relation"] for row in found] == ["wider", "absent", "absent"]


@pytest.mark.parametrize("kind", ["tmx", "xlsx", "docx"])
def test_files_for_other_programs_hold_words_and_notes(kind: str) -> None:
    content = outgoing.unit_bytes(kind, judged_rows(), "M/1", EN)  # type: ignore[arg-type]
    if kind == "tmx":
        whole = content.decode()
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            whole = "".join(
                parts.read(name).decode("utf-8", "replace")
                for name in parts.namelist()
                if name.endswith(".xml")
            )
    for words in ("应在60日内", "within 90 days", "figures: 60 ‖ 90"):
        assert words in whole


def test_frames_hold_what_is_on_the_screen() -> None:
    rows = comparisons.rows_frame(judged_rows(accepted=True), EN)
    assert list(rows["Confidence"]) == [0.9, 0.9997]
    assert rows["Judged"][0].startswith("accepted by Li")
    changed = comparisons.revised_frame([revised("shall go", "should go")], EN)
    assert list(changed["Taken out"]) == ["shall "]
    pairs = comparisons.clauses_frame(mapped(), clauses.clause_rows(mapped()), EN)
    assert list(pairs["Second to first"]) == ["wider, moved", "absent", "absent"]


@pytest.mark.parametrize("say", [EN, ZH])
def test_hostile_texts_stay_texts(say: Strings) -> None:
    bad = Row(
        0,
        (paragraph(0, HOSTILE, "zh", (HOSTILE,)),),
        (paragraph(0, HOSTILE, number=(HOSTILE,)),),
        HOSTILE,
        0.5,
        (Finding(HOSTILE, (HOSTILE,), (HOSTILE,), (), (), "x"),),
        0.4,
        ((paragraph(0, HOSTILE, "zh"),), ()),
        judgement=Judgement("i", "M", "accept", (), "", HOSTILE, HOSTILE, HOSTILE),
    )
    text = mapped(HOSTILE)
    shown = [
        parallel.table([bad], say, places="citation", can_judge=True),
        redlines.redline_table([revised(HOSTILE, f"{HOSTILE} more")], say, "inline"),
        redlines.redline_table([revised(HOSTILE, f"{HOSTILE} more")], say, "beside"),
        clauses.clause_table(text, clauses.clause_rows(text), say, None),
        clauses.pair_table(text, 0, 0, say),
    ]
    for markup in shown:
        assert "<script" not in markup
        assert "<img" not in markup


# sentences -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lang", "several"),
    [
        ("(i) Acquires lamps for resale; or", "en", False),
        ("States shall report. They shall do so yearly.", "en", True),
        ("1. 为转售而取得灯具；或", "zh", False),
        ("各国应每年提交报告。报告应以书面形式提交。", "zh", True),
        ("", "zh", False),
    ],
)
def test_what_joins_an_item_to_the_next_is_no_sentence(
    words: str, lang: Lang, several: bool
) -> None:
    assert sentences.has_several(words, lang) is several
