"""What is held, counted by hand; gaps in series; what a page says of files that were refused."""

import csv
import io
from html import unescape
from pathlib import Path
from re import findall, search, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collection import Holding
from pipeline.ingest import IngestReport, Progress, TakenIn
from pipeline.records import Heading, Lang, Refusal
from pipeline.store.remarks import RemarkCount
from pipeline.strings import Strings
from pipeline.views.corpus import advice, holdings, outcomes, tables
from pipeline.views.corpus.holdings import Choice, Having
from pipeline.views.corpus.series import place_in_series, series_of, spans
from pipeline.views.files import csv_bytes

EN, ZH = Strings("en"), Strings("zh")


def heading(symbol: str, lang: Lang, body: str = "GA", session: str = "79") -> Heading:
    return Heading(
        symbol, lang, f"Title of {symbol}", body, session, "", "", f"{symbol}.txt", "", 3
    )


def holding(symbol: str, langs: str, body: str = "GA", session: str = "79") -> Holding:
    made: dict[str, Heading | None] = {
        lang: heading(symbol, lang, body, session) if lang in langs else None  # type: ignore[arg-type]
        for lang in ("zh", "en")
    }
    return Holding(symbol, made["zh"], made["en"])


HELD = (
    holding("A/RES/79/1", "zh en"),
    holding("A/RES/79/2", "en"),
    holding("A/RES/79/3", "zh"),
    holding("A/RES/79/10", "en"),
    holding("S/RES/2500 (2019)", "zh en", "SC", "2019"),
    holding("charter", "zh", "", ""),
)


def words(html: str) -> str:
    return unescape(sub(r"<[^>]*>", " ", html))


# series -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "key", "number"),
    [
        ("A/RES/79/243", "A/RES/79/", 243),
        ("A/RES/47/120 B", "A/RES/47/", 120),
        ("A/RES/ES-11/4", "A/RES/ES-11/", 4),
        ("A/RES/217 (III)", "A/RES/", 217),
        ("S/RES/2482 (2019)", "S/RES/", 2482),
        ("A/C.3/79/L.5", "A/C.3/79/L.", 5),
        ("CTOC/COP/WG.3/2012/CRP.1", "CTOC/COP/WG.3/2012/CRP.", 1),
        ("A/DEC/76/423", "A/DEC/76/401", 423),
        ("A/DEC/76/500", "A/DEC/76/401", 500),
        ("A/DEC/76/501", "A/DEC/76/501", 501),
        ("A/DEC/76/605", "A/DEC/76/501", 605),
    ],
)
def test_a_symbol_has_a_place_in_its_series(symbol: str, key: str, number: int) -> None:
    place = place_in_series(symbol)
    assert place is not None
    assert (place.key, place.number) == (key, number)
    assert f"{place.stem}{number}" == symbol.split(" ")[0]


@pytest.mark.parametrize(
    "symbol",
    ["A/79/5/Add.1", "A/C.3/79/L.5/Rev.1", "A/79/5/Corr.2", "MCC/CONF/2014", "charter", ""],
)
def test_editions_years_and_names_are_of_no_series(symbol: str) -> None:
    assert place_in_series(symbol) is None


def test_gaps_lie_between_the_lowest_and_the_highest_number_held() -> None:
    held = [
        ("A/RES/79/4", "zh"), ("A/RES/79/4", "en"), ("A/RES/79/6", "en"), ("A/RES/79/9", "zh"),
        ("A/RES/79/10", "zh"), ("A/RES/79/7/Add.1", "en"), ("A/RES/78/1", "en"),
    ]  # fmt: skip
    (found,) = series_of(held)  # of one number held nothing can be said
    assert (found.stem, found.held) == ("A/RES/79/", (4, 6, 9, 10))
    assert found.missing == (5, 7, 8)
    assert spans(found.missing) == ((5, 5), (7, 8))
    assert holdings.numbers_missing(found, "en") == (9, 10)
    assert holdings.numbers_missing(found, "zh") == (6,)
    assert holdings.symbols_missing(found) == ("A/RES/79/5", "A/RES/79/7", "A/RES/79/8")


def test_nothing_is_said_of_what_lies_between_two_blocks_of_decisions() -> None:
    held = [(f"A/DEC/76/{n}", "en") for n in (402, 404, 510, 512)]
    assert [(s.key, s.missing) for s in series_of(held)] == [
        ("A/DEC/76/401", (403,)),
        ("A/DEC/76/501", (511,)),
    ]


@given(st.sets(st.integers(1, 400), min_size=2))
def test_held_and_missing_make_the_whole_range_once(numbers: set[int]) -> None:
    (found,) = series_of((f"A/RES/80/{n}", "en") for n in numbers)
    whole = sorted((*found.held, *found.missing))
    assert whole == list(range(min(numbers), max(numbers) + 1))
    runs = [n for a, b in spans(found.missing) for n in range(a, b + 1)]
    assert tuple(runs) == found.missing


# counts -------------------------------------------------------------------------------------


def test_texts_are_counted_by_body_session_and_language() -> None:
    nowhere, assembly, council = holdings.counted(HELD)
    assert [assembly.of(having) for having in holdings.HAVINGS] == [4, 2, 3, 1, 2, 1]
    assert [council.of(having) for having in holdings.HAVINGS] == [1, 1, 1, 1, 0, 0]
    assert (nowhere.body, nowhere.of("no-en")) == ("", 1)
    whole = holdings.total((nowhere, assembly, council))
    assert [whole.of(having) for having in holdings.HAVINGS] == [6, 4, 4, 2, 2, 2]


def test_the_list_behind_a_number_is_as_long_as_the_number_says() -> None:
    for count in holdings.counted(HELD):
        place = Choice(bodies=(count.body or "none",), sessions=(count.session or "none",))
        for having in holdings.HAVINGS:
            choice = Choice("", place.bodies, place.sessions, having)
            assert len(holdings.chosen(HELD, choice)) == count.of(having)


@pytest.mark.parametrize(
    ("choice", "symbols"),
    [
        (Choice(find="79/1"), ["A/RES/79/1", "A/RES/79/10"]),
        (Choice(find="title OF charter"), ["charter"]),
        (Choice(having="no-zh"), ["A/RES/79/2", "A/RES/79/10"]),
        (Choice(having="no-zh", find="79/2"), ["A/RES/79/2"]),
        (Choice(series="S/RES/"), ["S/RES/2500 (2019)"]),
        (Choice(bodies=("GA", "SC"), having="both"), ["A/RES/79/1", "S/RES/2500 (2019)"]),
        (Choice(bodies=("none",)), ["charter"]),
        (Choice(find="nowhere"), []),
    ],
)
def test_texts_are_chosen_as_asked(choice: Choice, symbols: list[str]) -> None:
    assert [found.symbol for found in holdings.chosen(HELD, choice)] == symbols


def test_every_number_of_the_table_is_a_link_to_its_list() -> None:
    html = tables.counts_table(holdings.counted(HELD), EN)
    (line,) = findall(r"<tr><th[^>]*><bdi>General Assembly</bdi></th>.*?</tr>", html)
    links = findall(r'href="([^"]*)"', line)
    assert [search(r"held=([a-z-]*)", link) and search(r"held=([a-z-]*)", link)[1] for link in links] == [  # type: ignore[index]
        None, "zh", "en", "both", "no-zh", "no-en"
    ]  # fmt: skip
    assert all("body=GA" in link and "session=79" in link for link in links)
    assert "<tfoot>" in html


def test_a_text_leads_to_its_languages_and_says_which_is_missing() -> None:
    html = tables.texts_table(HELD[:2], ZH)
    assert "symbol=A%2FRES%2F79%2F1&amp;text=zh" in html
    assert "symbol=A%2FRES%2F79%2F2&amp;text=en" in html
    assert words(html).count(ZH("corpus.not_held")) == 1
    assert EN("column.confidence") not in words(tables.texts_table(HELD, EN))


def test_a_symbol_and_a_title_are_shown_as_text() -> None:
    bad = '<img src=x onerror="alert(1)">\u202e'
    made = Holding(bad, None, Heading(bad, "en", bad, bad, bad, bad, "", bad, "", 1))
    html = tables.texts_table([made], EN)
    assert "<img" not in html
    assert words(html).count("onerror") >= 4


def test_missing_numbers_are_listed_in_a_file() -> None:
    held = [("A/RES/79/1", "zh"), ("A/RES/79/1", "en"), ("A/RES/79/3", "en")]
    table = csv_bytes(tables.series_frame(series_of(held), EN)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table)))[1:] == [
        ["A/RES/79/2", EN("corpus.missing_both")],
        ["A/RES/79/3", EN("corpus.having.no-zh")],
    ]
    many = series_of((f"A/RES/79/{n}", "en") for n in range(1, 60, 2))
    assert "12" in EN("corpus.more_runs", n=12)
    shown = tables.series_table(many, EN)
    assert f"<summary>{EN('corpus.more_runs', n=17)}</summary>" in shown
    assert "58" in words(shown)


# outcomes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("the PDF asks for a password; save a copy without one", "password"),
        ("an encrypted archive; a password is needed", "password"),
        ("T/1 (en) is already held from draft.docx", "held"),
        ("in another language (fra); Chinese and English texts are read", "language"),
        ("a control character (U+202E) in its name; rename it", "name"),
        ("68,000,000 bytes; the limit is 67,108,864", "large"),
        ("a damaged archive (File is not a zip file)", "damaged"),
        ("the PDF is cut off: its end is missing; fetch or save it again", "damaged"),
        ("no byte in it", "empty"),
        ("XYZ files are not read; convert to text first", "format"),
        ("a text without the form of a Word file; rename it to .txt", "format"),
        (
            "neither UTF-8 (byte 0xFF at offset 3) nor Chinese in GB18030; save it as UTF-8",
            "encoding",
        ),
        ("DOC needs LibreOffice, and it is not here; install it", "program"),
        ("could not be read (ValueError)", "unknown"),
    ],
)
def test_a_reason_has_its_advice(reason: str, kind: str) -> None:
    assert advice.kind_of(reason) == kind
    for say in (EN, ZH):
        assert advice.advice(reason, say) == say(f"advice.{kind}")


def test_every_advice_of_the_table_has_words_and_a_source() -> None:
    path = Path(advice.__file__).parents[2] / "strings" / "refusals.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == len({row["advice"] for row in rows})
    for row in rows:
        assert EN.has(f"advice.{row['advice']}")
        assert row["source"]


def report(**values: object) -> IngestReport:
    made: dict[str, object] = {
        "added": 1, "replaced": 0, "unchanged": 2, "refused": (), "paragraphs": 1200,
        "windowed": 0, "remarks": (), "recognised": (), "seconds": 3.25,
    }  # fmt: skip
    return IngestReport(**(made | values))  # type: ignore[arg-type]


def test_the_report_names_counts_texts_and_refusals() -> None:
    taken = TakenIn("added", "T/1", "zh", "<b>.docx", 1200, 0, 0.934)
    line = words(outcomes.report_summary(report(), EN))
    assert "1 added, 0 replaced, 2 unchanged, 0 refused" in line
    assert "1,200 paragraphs in 3.2 s" in line
    one = outcomes.taken_table([taken], (), EN)
    assert "&lt;b&gt;.docx" in one
    assert "93 %" in words(one)
    assert "compare?" not in one
    both = outcomes.taken_table([taken], {"T/1"}, EN)
    assert "compare?lang=en&amp;symbol=T%2F1" in both
    assert "review?lang=en&amp;symbol=T%2F1" in both
    refused = outcomes.refused_table([Refusal("=1+1<i>.zip", "no byte in it")], ZH)
    assert "=1+1&lt;i&gt;.zip" in refused
    assert ZH("advice.empty") in refused


def test_remarks_lead_to_the_text_that_has_them() -> None:
    one = (RemarkCount("T/1", "zh", "gap", 2),)
    assert "of=T%2F1+zh" in outcomes.remarks_line(report(remarks=one), EN)
    two = (*one, RemarkCount("T/2", "zh", "gap", 1))
    assert "of=" not in outcomes.remarks_line(report(remarks=two), EN)
    assert outcomes.remarks_line(report(), EN) == ""


@pytest.mark.parametrize("say", [EN, ZH])
def test_progress_says_what_is_done_of_how_much(say: Strings) -> None:
    step = Progress("reading", 3, 40, "<b>.docx")
    html = outcomes.progress_line(step, 7, 2.4, say)
    assert 'role="status"' in html
    assert "&lt;b&gt;.docx" in html
    assert say("taking.stage.reading", n=3) in words(html)
    assert "7" in words(html)
    assert "7" not in words(outcomes.progress_line(step, 0, 2.4, say))  # of an archive nobody knows
    for stage in ("stored", "linking", "finishing", "removing"):
        assert outcomes.progress_line(Progress(stage, 1, 2), 1, 0.0, say)  # type: ignore[arg-type]
    assert say("taking.stage.waiting") in outcomes.progress_line(None, 1, 0.0, say)


def test_every_way_of_holding_is_named() -> None:
    having: Having
    for having in holdings.HAVINGS:
        for say in (EN, ZH):
            assert say(f"corpus.having.{having or 'any'}")
