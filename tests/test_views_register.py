"""The register, lineage and requests as HTML and as frames: word for word, nothing unescaped."""

import html
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import asked, found

from pipeline.records import LANGS, Lang
from pipeline.records.lineage import (
    Endorsed,
    Endorsement,
    Entry,
    LineageLink,
    Passage,
    Request,
    Stub,
)
from pipeline.strings import Strings
from pipeline.views import files, names
from pipeline.views.register import choices as register
from pipeline.views.register import frames as register_frames
from pipeline.views.register import lineages, requests
from pipeline.views.register import rows as register_rows
from pipeline.views.register.choices import NONE, Wanted

EN, ZH = Strings("en"), Strings("zh")
HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> =1+1'


def entry(
    text: str = "1. Urges States to light lamps;", session: str = "70", **more: object
) -> Entry:
    """A row of the register, fields of its recommendation as given."""
    made = asked(session, text)
    return replace(made, recommendation=replace(made.recommendation, **more))


def with_status(row: Entry, status: str) -> Entry:
    return replace(row, document=replace(row.document, status=status))


def both(row: Entry, zh: str) -> Entry:
    """The row with a Chinese counterpart."""
    other = asked(row.document.session, zh, lang="zh").recommendation
    return replace(row, counterpart=other)


def seen(markup: str) -> str:
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


# choosing --------------------------------------------------------------------------------------

ROWS = (
    entry(strength="urges", articles=("18(13)", "21"), addressees=("states",)),
    entry(
        "2. Requests the Secretariat to report;", strength="requests", addressees=("secretariat",)
    ),
    both(entry("3. Notes the lamps;", strength="", addressees=(), session="71"), "3. 注意到灯塔；"),
    with_status(entry("4. Invites States;", strength="invites", articles=("18",)), "draft"),
)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (Wanted(), [0, 1, 2, 3]),
        (Wanted(strength=("urges", "invites")), [0, 3]),
        (Wanted(strength=(NONE,)), [2]),
        (Wanted(addressee=("secretariat", NONE)), [1, 2]),
        (Wanted(article=("18",)), [0, 3]),
        (Wanted(article=("18(13)",)), [0]),
        (Wanted(status=("draft",)), [3]),
        (Wanted(session=("71",)), [2]),
        (Wanted(words="the lamps"), [2]),
        (Wanted(words="灯塔 lamps"), [2]),
        (Wanted(words="X/RES/70", strength=("requests",)), [1]),
        (Wanted(words="nowhere"), []),
    ],
)
def test_rows_are_chosen_by_every_field(wanted: Wanted, places: list[int]) -> None:
    assert register.matching(ROWS, wanted) == tuple(ROWS[i] for i in places)


@pytest.mark.parametrize("choice", register.CHOICES)
def test_the_number_beside_a_code_is_that_of_the_rows_it_finds(choice: register.Choice) -> None:
    offered = register.offered(ROWS, choice)
    assert offered
    for code, count in offered.items():
        assert len(register.matching(ROWS, Wanted(**{choice: (code,)}))) == count


def test_strengths_are_offered_by_the_ladder_given() -> None:
    found = tuple(register.offered(ROWS, "strength"))
    own = tuple(reversed([code for code in found if code != NONE]))
    assert tuple(c for c in register.offered(ROWS, "strength", own) if c != NONE) == own


def test_articles_are_offered_whole_and_by_paragraph() -> None:
    assert register.offered(ROWS, "article") == {"18": 2, "18(13)": 1, "21": 1, NONE: 2}


def test_texts_held_in_the_other_language_alone_are_among_the_rows() -> None:
    zh = (asked("70", "1. 促请各国；", lang="zh"), asked("72", "1. 请各国；", lang="zh"))
    rows = register.of_either(ROWS, zh)
    assert rows[: len(ROWS)] == ROWS
    assert rows[len(ROWS) :] == zh[1:]


def test_a_row_is_found_again_by_its_name() -> None:
    first, second = asked("70", "1. A;", number=1), asked("70", "2. B;", number=2)
    symbol = first.document.symbol
    assert register.item_at([first, second], symbol, register.item_key(second)) == second
    moved = replace(
        second,
        recommendation=replace(
            second.recommendation, paragraph=replace(second.recommendation.paragraph, ordinal=9)
        ),
    )
    assert register.item_at([first, moved], symbol, register.item_key(second)) == moved
    assert register.item_at([first], symbol, register.item_key(second)) is None
    assert register.item_at([first], "X/RES/1/1", register.item_key(first)) is None
    twice = replace(moved, document=first.document)
    assert register.item_at([second, twice], symbol, "2#77") is None


# rows ------------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=80), st.sampled_from(LANGS))
def test_both_texts_stand_word_for_word_and_escaped(words: str, lang: Lang) -> None:
    row = both(entry(f"1. {words}{HOSTILE}"), f"1. {HOSTILE}{words}")
    drawn = register_rows.register_table([row], {}, Strings(lang))
    assert f"1. {words}{HOSTILE}" in seen(drawn)
    assert f"1. {HOSTILE}{words}" in seen(drawn)
    assert "<script" not in drawn
    assert "<img" not in drawn


def test_a_row_says_what_was_read_and_by_which_rules() -> None:
    row = both(
        entry(
            "1. Urges States to light lamps, as appropriate;",
            strength="urges",
            lead_verb="urges",
            hedges=("as-appropriate",),
            articles=("18(13)",),
            duty="report",
            due="80",
            rules=("strength=verbs:en:urges", "due=rule:next-session", "topics:en:lamp"),
        ),
        "1. 敦促各国酌情点亮灯塔；",
    )
    drawn = seen(register_rows.register_table([row], {}, EN))
    for words in ("urges", "as appropriate", "18(13)", "to report", "session 80", "adopted"):
        assert words in drawn
    for rule in ("verbs:en:urges", "rule:next-session", "topics:en:lamp"):
        assert rule in drawn
    assert "rules (3)" in drawn
    assert "敦促" in seen(register_rows.register_table([row], {}, ZH))


def test_a_strength_that_rests_on_one_word_alone_is_said_to_be_unresolved() -> None:
    row = entry(strength="should", is_resolved=False)
    for say in (EN, ZH):
        name = names.name_of("strength", "should", say)
        assert say("register.unresolved", strength=name) in seen(
            register_rows.register_table([row], {}, say)
        )
    settled = entry(strength="should")
    assert "unresolved" not in seen(register_rows.register_table([settled], {}, EN))


@pytest.mark.parametrize("status", ["draft", "final", "adopted", ""])
def test_the_status_stands_in_every_row_and_file(status: str) -> None:
    row = with_status(entry(), status)
    code = status or NONE
    name = EN(f"status.{code}")
    assert f'class="status {code}"' in register_rows.register_table([row], {}, EN)
    frame = register_frames.register_frame([row], {}, EN)
    assert list(frame[EN("column.status")]) == [name]
    link = LineageLink(row, None, "dropped", 0.0, "not-taken-up")
    assert f'class="status {code}"' in lineages.links_table([link], EN)
    assert name in register_frames.links_frame([link], EN).to_numpy()


def test_what_is_asked_for_is_marked() -> None:
    row = entry("1. Urges States to light lamps;", asked=(16, 30))
    drawn = register_rows.register_table([row], {}, EN)
    assert '<mark class="asked">to light lamps</mark>' in drawn
    frame = register_frames.register_frame([row], {}, EN)
    assert list(frame[EN("column.asked")]) == ["to light lamps"]


def test_aligned_words_stand_where_the_register_knows_no_counterpart() -> None:
    row = entry()
    drawn = seen(register_rows.register_table([row], {row.key: "敦促各国"}, EN))
    assert "敦促各国" in drawn
    assert EN("card.no_counterpart.zh") in seen(register_rows.register_table([row], {}, EN))


# lineage ---------------------------------------------------------------------------------------

CHAIN = found(
    asked("70", "1. Urges States to light lamps at night;", "urges"),
    asked("71", "4. Encourages States to light lamps at night;"),
)


def cells(drawn: str, which: str) -> list[str]:
    """The passages of one side of a table of links, as HTML."""
    pattern = rf'<td class="side {which}[^>]*>.*?<div class="passage"[^>]*>(.*?)</div>'
    return re.findall(pattern, drawn, re.S)


def test_a_link_quotes_both_texts_and_marks_the_words_that_changed() -> None:
    (link,) = [link for link in CHAIN.links if link.earlier and link.later]
    drawn = lineages.links_table([link], EN)
    (old,), (new,) = cells(drawn, "earlier"), cells(drawn, "later")
    assert seen(old) == "1. Urges States to light lamps at night;"
    assert seen(new) == "4. Encourages States to light lamps at night;"
    assert re.findall("<del>(.*?)</del>", old) == ["Urges "]
    assert re.findall("<ins>(.*?)</ins>", new) == ["Encourages "]
    assert "softened" in seen(drawn)
    assert "another strength: urges → encourages" in seen(drawn)


def test_every_verdict_has_a_name_and_every_rule_words() -> None:
    for say in (EN, ZH):
        for verdict in lineages.VERDICTS:
            assert names.word_for("verdict", verdict, say) != verdict or say is EN
            link = LineageLink(entry(), entry(), verdict, 1.0, "no-such-rule", "<b>")
            assert "no-such-rule: <b>" in seen(lineages.links_table([link], EN))


def test_the_whole_history_is_asked_for_by_a_button_but_for_the_chosen_one() -> None:
    link = CHAIN.links[-1]
    assert "data-ask=" in lineages.links_table([link], EN)
    shown = lineages.links_table([link], EN, link.later, can_open=False)
    assert "data-ask=" not in shown
    assert "chosen" in shown


def endorsement() -> Endorsement:
    report, taken = asked("69", "1. Urges States;"), asked("70", "1. Urges all States;")
    by = asked("70", f"2. Endorses {HOSTILE};", number=2)
    return Endorsement(
        by,
        "annex.1",
        (
            Endorsed(taken, report, False),
            Endorsed(report, report, True),
            Endorsed(asked("70", "3. Calls;", number=3), None, None),
        ),
        ("X/1",),
        (Stub("X/WG/2/3", f"the report {HOSTILE}"),),
    )


def test_endorsements_say_word_for_word_or_not_and_name_reports_not_held() -> None:
    drawn = lineages.endorsements_table([endorsement()], EN)
    assert "<script" not in drawn
    for words in ("X/WG/2/3, cited and not held", "From: X/1", "3 recommendations endorsed"):
        assert words in seen(drawn)
    assert "1 of the 2 compared are word for word" in seen(drawn)
    assert "<ins>all </ins>" in drawn
    frame = register_frames.endorsements_frame([endorsement()], EN)
    assert list(frame[EN("column.word_for_word")]) == [
        "changed",
        "word for word",
        "no source to compare",
        EN("lineage.not_held"),
    ]


# requests --------------------------------------------------------------------------------------


def request(state: str = "answered", why: str = "report-received") -> Request:
    row, answer = (
        entry(f"1. Requests the Secretary-General to report {HOSTILE};"),
        entry(session="71"),
    )
    passage = Passage(answer.document, answer.recommendation.paragraph)
    return Request(
        row, ("secretary-general",), "requests", "report", "71",
        state, passage if state == "answered" else None, why,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("say", [EN, ZH])
@pytest.mark.parametrize("state", requests.STATES)
def test_a_request_says_who_what_by_when_and_what_answers(state: str, say: Strings) -> None:
    made = request(state, "report-received" if state == "answered" else "no-answer-held")
    drawn = requests.requests_table([made], {}, say)
    words = seen(drawn)
    assert "<script" not in drawn
    for expected in (
        say(f"requests.state.{requests.state_key(made.state)}"),
        say("duty.report"),
        say("card.session", session="71"),
        say(f"requests.why.{made.why}"),
        made.entry.recommendation.paragraph.text,
    ):
        assert expected in words
    assert ("light lamps" in words) == (state == "answered")


# files -----------------------------------------------------------------------------------------


def opened(content: bytes) -> list[list[object]]:
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_files_hold_every_row_and_open_again() -> None:
    frame = register_frames.register_frame(ROWS, {}, EN)
    assert len(frame) == len(ROWS)
    read = opened(files.xlsx_bytes(frame, "a/b: " + "x" * 40))
    assert read[0] == list(frame.columns)
    column = read[0].index(EN("column.en"))
    assert [row[column] for row in read[1:]] == [e.recommendation.paragraph.text for e in ROWS]
    assert len(register_frames.register_frame([], {}, EN)) == 0
    links = register_frames.links_frame(CHAIN.links, ZH)
    assert len(opened(files.xlsx_bytes(links, "链"))) == len(CHAIN.links) + 1
    asks = register_frames.requests_frame([request(), request("open", "no-answer-held")], {}, EN)
    assert list(asks[EN("column.state")]) == ["answered", "open"]
    assert files.csv_bytes(asks).decode("utf-8-sig").startswith("Symbol,")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula_or_lost(cells: list[str]) -> None:
    from pipeline.exchange.tables import table_bytes

    given = [f"={c}" for c in cells]
    read = opened(table_bytes("t", ["a"] * len(given), [given]))
    printable = ["".join(c for c in cell if files_printable(c)) for cell in given]
    assert [str(v).replace("\r", "") for v in read[1]] == [p.replace("\r", "") for p in printable]


def files_printable(character: str) -> bool:
    from pipeline.exchange.harmless import is_printable

    return is_printable(character)


def test_the_same_table_gives_the_same_bytes_and_a_long_cell_is_cut_with_a_mark() -> None:
    frame = register_frames.register_frame(ROWS, {}, EN)
    assert files.xlsx_bytes(frame, "r") == files.xlsx_bytes(frame, "r")
    from pipeline.exchange.tables import table_bytes

    (_, row) = opened(table_bytes("t", ["a", "b"], [["y" * 40_000, None]]))
    assert str(row[0]) == "y" * 32_766 + "…"


def test_a_conclusion_is_said_to_be_one_and_not_to_lack_a_strength() -> None:
    row = entry("1. Welcomes the lamps;", kind="conclusion", strength="", addressees=())
    for say in (EN, ZH):
        drawn = seen(register_rows.register_table([row], {}, say))
        assert say("register.conclusion") in drawn
        assert say("none.strength") not in drawn
        assert say("none.addressee") not in drawn
    asking = seen(register_rows.register_table([entry(strength="", addressees=())], {}, EN))
    assert EN("none.strength") in asking


def test_an_article_stands_with_the_instruments_it_is_told_to_be_of() -> None:
    row = entry("1. Urges States under Article 19 of the Charter;", articles=("19", "18(13)"))
    paragraph = row.recommendation.paragraph
    told = {(row.document.symbol, row.document.lang, paragraph.ordinal): ("CHARTER:19", "UNTOC:2")}
    drawn = seen(register_rows.register_table([row], {}, ZH, told))
    assert "19（宪章）、18(13)" in drawn
    frame = register_frames.register_frame([row], {}, ZH, told)
    assert list(frame[ZH("column.articles")]) == ["19（宪章）、18(13)"]
