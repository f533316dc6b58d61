import csv
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import SAMPLE, asked, encoded, found, sample

from build import paragraph
from pipeline.lineage import kin, lineage
from pipeline.lineage.words import containment, similarity, words_of
from pipeline.records import Lang
from pipeline.records.lineage import Entry, LineageLink

SESSIONS = (
    "MCC/COP/WG.1/2019/5",
    "MCC/COP/WG.1/2020/4",
    "MCC/COP/WG.1/2021/6",
    "MCC/COP/WG.1/2022/3",
)


def verdict_of(*entries: Entry) -> LineageLink:
    """The link of the last of ``entries``."""
    (link,) = found(*entries).of(entries[-1])
    return link


KEEP = "1. Encourages coastal States to keep their lighthouses lit from dusk until dawn;"


def test_the_same_words_are_repeated_whatever_joins_them_to_the_list() -> None:
    later = asked("21", KEEP.replace("Encourages", "Also encourages"))
    link = verdict_of(asked("20", KEEP), later)
    assert (link.verdict, link.rule, link.similarity) == ("repeated", "same-words", 1.0)


def test_a_date_brought_up_to_date_is_no_change() -> None:
    before = "1. Requests the Keeper to report on the lamps at its twentieth session, in May 2020;"
    after = (
        "1. Requests the Keeper to report on the lamps at its twenty-first session, in June 2021;"
    )
    link = verdict_of(asked("20", before, "requests"), asked("21", after, "requests"))
    assert (link.verdict, link.rule) == ("repeated", "updated")


@pytest.mark.parametrize(
    ("after", "strength", "verdict", "rule"),
    [
        (KEEP.replace("Encourages", "Urges"), "urges", "strengthened", "strength"),
        (KEEP.replace(" to keep", ", where appropriate, to keep"), "encourages",
         "softened", "hedge-added"),
        (KEEP.replace(" lit ", " and harbour beacons and bell buoys lit "), "encourages",
         "widened", "words-added"),
        (KEEP.replace(" from dusk until dawn", ""), "encourages", "narrowed", "words-dropped"),
    ],
)  # fmt: skip
def test_each_verdict_names_its_rule(after: str, strength: str, verdict: str, rule: str) -> None:
    link = verdict_of(asked("20", KEEP), asked("21", after, strength))
    assert (link.verdict, link.rule) == (verdict, rule)
    back = verdict_of(asked("20", after, strength), asked("21", KEEP))
    opposite = {"strengthened": "softened", "softened": "strengthened", "widened": "narrowed"}
    assert back.verdict == opposite.get(verdict, "widened")


def test_more_addressees_widen() -> None:
    after = KEEP.replace("coastal States", "coastal States and port authorities")
    link = verdict_of(asked("20", KEEP), asked("21", after, addressees=("states", "ports")))
    assert (link.verdict, link.rule, link.evidence) == (
        "widened", "addressee-added", "states > states;ports",
    )  # fmt: skip


def test_what_is_not_taken_up_is_dropped_only_where_the_series_goes_on() -> None:
    gone = asked(
        "20", "2. Invites museums to lend their old lenses to schools;", "invites", number=2
    )
    both = found(asked("20", KEEP), gone, asked("21", KEEP))
    assert [link.verdict for link in both.after(gone)] == ["dropped"]
    alone = found(asked("20", KEEP), gone)
    assert alone.after(gone) == ()
    elsewhere = found(gone, asked("21", "1. Welcomes the new whale atlas;", title="Whales"))
    assert elsewhere.after(gone) == ()


WIDE = (
    "1. Encourages coastal States to keep their lighthouses lit from dusk until dawn, and to publish"
    " the colours of their buoys in a yearly atlas that every ship's master can consult free of charge;"
)
HALF = (
    "2. Encourages coastal States to publish the colours of their buoys in a yearly atlas that every"
    " ship's master can consult free of charge;"
)


def test_one_in_parts_is_split_and_parts_in_one_are_merged() -> None:
    parts = (asked("21", KEEP), asked("21", HALF, number=2))
    split = found(asked("20", WIDE), *parts)
    assert [split.of(p)[0].verdict for p in parts] == ["split", "split"]
    earlier = (asked("20", KEEP), asked("20", HALF, number=2))
    whole = asked("21", WIDE)
    merged = found(*earlier, whole)
    assert [(m.verdict, m.earlier) for m in merged.of(whole)] == [
        ("merged", earlier[0]), ("merged", earlier[1]),
    ]  # fmt: skip


def test_a_chain_runs_through_all_sessions() -> None:
    texts = [KEEP, KEEP.replace("Encourages", "Urges"), KEEP.replace("Encourages", "Urges")]
    steps = [
        asked(f"{20 + i}", t, s)
        for i, (t, s) in enumerate(zip(texts, ("encourages", "urges", "urges"), strict=True))
    ]
    whole = found(*steps)
    for step in steps:
        assert [x.verdict for x in whole.chain_of(step)] == ["new", "strengthened", "repeated"]


def test_the_latest_of_several_sessions_is_taken_up() -> None:
    first, second, third = asked("20", KEEP), asked("21", KEEP), asked("22", KEEP)
    assert verdict_of(first, second, third).earlier == second


def test_a_formula_of_many_series_is_not_taken_over_from_another() -> None:
    formula = "1. Requests the Keeper to report on the implementation of the present resolution;"
    others = [asked("20", formula, "requests", title=t) for t in ("Whales", "Harbours", "Tides")]
    later = asked("21", formula, "requests", title="Comets")
    assert verdict_of(*others, later).verdict == "new"
    unusual = asked("20", KEEP, title="Whales")
    taken = verdict_of(unusual, asked("21", KEEP, title="Comets"))
    assert (taken.earlier, taken.same_series) == (unusual, False)


def test_two_that_cite_other_articles_are_not_the_same() -> None:
    one = "1. Encourages States to inspect their lamps in accordance with article 4 of the Convention;"
    two = (
        "1. Encourages States to repair their docks in accordance with article 9 of the Convention;"
    )
    before, after = asked("20", one), asked("21", two)
    assert verdict_of(before, after).earlier == before
    cites = [
        replace(e, recommendation=replace(e.recommendation, articles=(a,)))
        for e, a in ((before, "4"), (after, "9"))
    ]
    assert verdict_of(*cites).verdict == "new"


def test_the_order_of_entries_changes_nothing() -> None:
    entries = [asked("20", KEEP), asked("20", HALF, number=2), asked("21", WIDE), asked("22", KEEP)]
    vectors = encoded(entries)
    forward = lineage(entries, vectors).links
    assert lineage(entries[::-1], vectors[::-1]).links == forward


def test_every_entry_has_a_link_and_quotes_itself() -> None:
    entries = [asked("20", KEEP), asked("21", WIDE), asked("21", HALF, number=2)]
    whole = found(*entries)
    assert all(whole.of(e) for e in entries)
    assert all(link.later in entries for link in whole.links if link.later)


def test_vectors_must_fit() -> None:
    with pytest.raises(ValueError, match="1 entries, 2 vectors"):
        lineage([asked("20", KEEP)], np.zeros((2, 4), dtype=np.float32))


def test_nothing_gives_nothing() -> None:
    assert lineage([], np.zeros((0, 4), dtype=np.float32)).links == ()


_TEXT = st.lists(st.sampled_from(["lamp", "buoy", "dusk", "dawn", "灯", "塔"]), max_size=12)


@given(_TEXT, _TEXT)
def test_similarity_is_symmetric_and_bounded(one: list[str], two: list[str]) -> None:
    a, b = (words_of(paragraph(" ".join(w))) for w in (one, two))
    assert similarity(a, b) == similarity(b, a)
    assert 0.0 <= similarity(a, b) <= 1.0
    assert (similarity(a, b) == 1.0) == (a.tokens == b.tokens)
    assert containment(a, a) in {0.0, 1.0}


# the sample, whose answers were worked out by hand -----------------------------------------------


def _table() -> list[list[str]]:
    lines = (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    rows = list(
        csv.reader((x.strip().strip("|") for x in lines if re.match(r"\| T\d\d", x)), delimiter="|")
    )
    return [[cell.strip() for cell in row] + [""] * 2 for row in rows]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sample_moves_as_its_table_says(lang: Lang) -> None:
    entries = sample(lang)
    whole = found(*entries)
    at = {(e.document.symbol, e.recommendation.paragraph.number): e for e in entries}
    for row in _table():
        before = None
        for symbol, cell in zip(SESSIONS, row[3:7], strict=True):
            if cell == "dropped":
                assert before is not None
                assert [x.verdict for x in whole.after(before) if x.same_series] == ["dropped"]
            elif told := re.match(r"\((\w)\) [\w-]+: (\w+)", cell):
                entry = at[symbol, ("3", told[1])]
                (link,) = whole.of(entry)
                assert (row[0], link.verdict, link.earlier) == (row[0], told[2], before)
                before = entry
        for annex, cell in zip(("annex.1", "annex.2"), row[7:9], strict=True):
            if told := re.match(r"\((\w)\)( changed)?", cell):
                (link,) = whole.of(at["MCC/COP/RES/4/1", (annex, told[1])])
                expected = ("softened", "hedge-added") if told[2] else ("repeated", "same-words")
                assert (row[0], link.verdict, link.rule) == (row[0], *expected)


def test_kin_are_found_in_other_words() -> None:
    entries = [
        asked("20", "1. Stresses that networks of lighthouse keepers need secure radio links;"),
        asked("20", "2. Invites museums to lend their old lenses to schools;", number=2),
        asked("20", "3. Welcomes the atlas of tides and currents of the northern sea;", number=3),
        asked(
            "21", "1. Urges States to join the keepers' networks and to make use of their radio;"
        ),
    ]
    near = kin(entries[3], entries, encoded(entries), k=2)
    assert near[0].entry == entries[0]
    assert len(near) == 2


def test_the_english_counterpart_tells_the_strength_of_chinese() -> None:
    said = "1. 缔约国应当保持灯塔明亮，直到黎明；"
    before, after = (asked(s, said, "should", lang="zh") for s in ("20", "21"))
    more = asked("21", said.replace("黎明", "天亮"), "should", lang="zh")
    english = asked("21", KEEP, "shall").recommendation
    weak = replace(before, counterpart=asked("20", KEEP, "should").recommendation)
    strong = replace(more, counterpart=english)
    assert verdict_of(before, after).rule == "same-words"
    assert verdict_of(before, more).verdict == "repeated"
    assert (verdict_of(weak, strong).verdict, verdict_of(weak, strong).evidence) == (
        "strengthened",
        "should > shall",
    )


def test_a_text_without_a_date_stands_after_the_last_day_it_names() -> None:
    early, late = asked("20", KEEP), asked("21", f"{KEEP} as agreed on 3 May 2021")
    undated = replace(late, document=replace(late.document, body="Y", session="7", date=""))
    link = verdict_of(early, undated)
    assert (link.earlier, link.later) == (early, undated)
