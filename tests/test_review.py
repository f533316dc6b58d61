"""Judgements of people: kept, merged, laid over the computed beads, counted."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import TongwenError, Unreadable
from pipeline.mapping import Clause
from pipeline.records import Action, Bead, Judgement, Lang, Paragraph
from pipeline.review import (
    ReviewLog,
    disputes,
    is_pair,
    judge_pair,
    judged_pairs,
    judgement,
    key_links,
    pair_conflicts,
    pair_name,
    quality,
    reviewed,
)
from pipeline.review.keys import keys_of
from pipeline.review.log import LOG, read_log


def paragraph(ordinal: int, text: str, lang: Lang, number: tuple[str, ...] = ()) -> Paragraph:
    where = number or (str(ordinal + 1),)
    return Paragraph("M/1", lang, ordinal, "paragraph", where, "", "", "", 0, len(text), text)


ZH = [paragraph(i, t, "zh") for i, t in enumerate(("甲。", "乙。", "丙。", "丁。"))]
EN = [paragraph(i, t, "en") for i, t in enumerate(("A.", "B.", "C.", "D."))]
BEADS = (
    Bead((0,), (0,), "same number", 0.9, 0.995),
    Bead((1, 2), (1,), "vectors", 0.6, 0.7),
    Bead((), (2,), "no counterpart", None),
    Bead((3,), (3,), "same number", 0.9, 0.995),
)
Links = list[tuple[tuple[int, ...], tuple[int, ...]]]


def judged(
    action: Action, links: Links, who: str = "Li", made: str = "2026-01-01T00:00:00Z"
) -> Judgement:
    return judgement("M/1", action, who, links=key_links(links, ZH, EN), made=made)


def shapes(beads: tuple[Bead, ...]) -> Links:
    return [(b.zh, b.en) for b in beads]


def test_nothing_judged_leaves_every_bead_as_computed() -> None:
    after = reviewed(BEADS, ZH, EN, ())
    assert after.beads == BEADS
    assert after.standings == ("", "", "", "")


def test_a_bead_confirmed_keeps_what_was_computed_of_it() -> None:
    made = judged("accept", [((0,), (0,))])
    after = reviewed(BEADS, ZH, EN, (made,))
    assert after.beads == BEADS
    assert after.standings == ("accepted", "", "", "")
    assert after.judgements[0] == made


def test_a_bead_split_by_hand_stands_in_its_place() -> None:
    after = reviewed(BEADS, ZH, EN, (judged("split", [((1,), (1,)), ((2,), (2,))]),))
    assert shapes(after.beads) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,))]
    assert after.standings == ("", "by hand", "by hand", "")
    assert after.beads[1].why == "by hand"


def test_a_bead_rejected_comes_apart() -> None:
    after = reviewed(BEADS, ZH, EN, (judged("reject", [((3,), ()), ((), (3,))]),))
    assert shapes(after.beads)[3:] == [((3,), ()), ((), (3,))]
    assert after.standings[3:] == ("rejected", "rejected")


def test_a_link_takes_its_paragraphs_out_of_computed_beads_and_leaves_the_rest() -> None:
    after = reviewed(BEADS, ZH, EN, (judged("relink", [((2,), (3,))]),))
    assert shapes(after.beads) == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (3,)),
        ((), (2,)),
        ((3,), ()),
    ]


def test_the_later_judgement_holds_and_another_persons_contradiction_is_shown() -> None:
    first = judged("accept", [((0,), (0,))], "Li", "2026-01-01T00:00:00Z")
    second = judged("relink", [((0,), (2,))], "Ahn", "2026-01-02T00:00:00Z")
    after = reviewed(BEADS, ZH, EN, (second, first))
    assert ((0,), (2,)) in shapes(after.beads)
    assert ((), (0,)) in shapes(after.beads)
    assert [(c.earlier, c.later) for c in after.conflicts] == [(first, second)]
    own = judged("relink", [((0,), (2,))], "Li", "2026-01-02T00:00:00Z")
    assert reviewed(BEADS, ZH, EN, (first, own)).conflicts == ()
    agreeing = judged("accept", [((0,), (0,))], "Ahn", "2026-01-02T00:00:00Z")
    assert reviewed(BEADS, ZH, EN, (first, agreeing)).conflicts == ()


def test_a_judgement_withdrawn_leaves_no_trace() -> None:
    made = judged("relink", [((2,), (3,))])
    back = judgement("M/1", "withdraw", "Li", target=made.id, made="2026-01-03T00:00:00Z")
    assert reviewed(BEADS, ZH, EN, (made, back)).beads == BEADS


def test_a_finding_set_aside_can_be_brought_back() -> None:
    aside = judgement("M/1", "dismiss", "Li", target="numbers:ab", reason="same sum", made="1")
    assert dict(reviewed(BEADS, ZH, EN, (aside,)).dismissed) == {"numbers:ab": aside}
    back = judgement("M/1", "restore", "Li", target="numbers:ab", made="2")
    assert dict(reviewed(BEADS, ZH, EN, (aside, back)).dismissed) == {}


def test_two_people_at_odds_about_a_finding_conflict_until_either_is_withdrawn() -> None:
    aside = judgement("M/1", "dismiss", "Li", target="numbers:ab", reason="same sum", made="1")
    back = judgement("M/1", "restore", "Ahn", target="numbers:ab", made="2")
    again = judgement("M/1", "dismiss", "Chen", target="numbers:ab", reason="sure", made="3")
    found = reviewed(BEADS, ZH, EN, (again, back, aside))
    assert [(c.earlier, c.later) for c in found.conflicts] == [(aside, back), (back, again)]
    assert dict(found.dismissed) == {"numbers:ab": again}
    settled = judgement("M/1", "withdraw", "Diop", target=back.id, made="4")
    after = reviewed(BEADS, ZH, EN, (again, back, aside, settled))
    assert (after.conflicts, dict(after.dismissed)) == ((), {"numbers:ab": again})
    own = judgement("M/1", "restore", "Li", target="numbers:ab", made="2")
    assert reviewed(BEADS, ZH, EN, (aside, own)).conflicts == ()


def test_disputes_are_gathered_over_texts_and_pairs() -> None:
    first = judged("accept", [((0,), (0,))], "Li", "2026-01-01T00:00:00Z")
    second = judged("reject", [((0,), ()), ((), (0,))], "Ahn", "2026-01-02T00:00:00Z")
    clauses = clauses_of(ZH)[0], clauses_of(EN)[2]
    same, wider = (
        judge_pair((ZH, EN), clauses, verdict, who, made=f"2026-01-0{day}T00:00:00Z")
        for verdict, who, day in (("same", "Li", 3), ("wider", "Ahn", 4))
    )  # type: ignore[arg-type]
    made = (wider, second, same, first)
    found = disputes(made, lambda _: reviewed(BEADS, ZH, EN, made[1::2]))
    assert [(c.earlier, c.later) for c in found.conflicts] == [(first, second), (same, wider)]
    back = judgement(same.symbol, "withdraw", "Chen", target=same.id, made="2026-01-05T00:00:00Z")
    assert pair_conflicts([*made, back]) == ()
    agreed = judge_pair((ZH, EN), clauses, "same", "Ahn", made="2026-01-04T00:00:00Z")
    assert pair_conflicts([same, agreed]) == ()


def test_a_judgement_outlives_new_numbers_and_is_stale_once_the_words_are_gone() -> None:
    made = judged("relink", [((2,), (3,))])
    renumbered = [paragraph(i, p.text, "zh", ("annex", str(i + 7))) for i, p in enumerate(ZH)]
    assert ((2,), (3,)) in shapes(reviewed(BEADS, renumbered, EN, (made,)).beads)
    other = [*ZH[:2], paragraph(2, "改。", "zh"), ZH[3]]
    after = reviewed(BEADS, other, EN, (made,))
    assert after.stale == (made,)
    assert after.beads == BEADS


def test_words_that_recur_have_keys_of_their_own() -> None:
    same = [paragraph(0, "同。", "zh", ("1",)), paragraph(1, "同。", "zh", ("1",))]
    assert len(set(keys_of(same))) == 2


@pytest.mark.parametrize(
    ("action", "given", "said"),
    [
        ("dismiss", {"target": "x"}, "no reason given"),
        ("withdraw", {}, "says not what"),
        ("accept", {}, "names no paragraphs"),
    ],
)
def test_a_judgement_that_lacks_something_is_refused(
    action: Action, given: dict[str, str], said: str
) -> None:
    with pytest.raises(TongwenError, match=said):
        judgement("M/1", action, "Li", **given)  # type: ignore[arg-type]


def test_a_judgement_is_somebodys_and_about_paragraphs_that_are_there() -> None:
    with pytest.raises(TongwenError, match="no reviewer named"):
        judgement("M/1", "accept", "  ", links=key_links([((0,), (0,))], ZH, EN))
    with pytest.raises(TongwenError, match="Chinese paragraph 9 is not there"):
        key_links([((9,), (0,))], ZH, EN)
    with pytest.raises(TongwenError, match="English paragraph 1 is in two links"):
        key_links([((0,), (1,)), ((1,), (1,))], ZH, EN)


# the log ------------------------------------------------------------------------------------------


def test_what_is_added_is_read_back_once_in_the_order_of_time(tmp_path: Path) -> None:
    log = ReviewLog(tmp_path / "index")
    later = judged("accept", [((0,), (0,))], made="2026-02-01T00:00:00Z")
    earlier = judged("accept", [((3,), (3,))], "安", "2026-01-01T00:00:00Z")
    assert log.read().judgements == ()
    assert log.add([later, earlier, later]) == 2
    assert log.add([earlier]) == 0
    assert log.read().judgements == (earlier, later)
    assert log.read().of("M/2") == ()


def test_a_judgement_made_now_comes_after_all_others(tmp_path: Path) -> None:
    log = ReviewLog(tmp_path)
    first = log.moment()
    log.add([judged("accept", [((0,), (0,))], made=first)])
    second = log.moment()
    assert second > first
    log.add([judged("accept", [((3,), (3,))], made="2999-01-01T00:00:00Z")])
    assert log.moment() == "2999-01-01T00:00:01Z"
    log.add([judged("accept", [((2,), (2,))], made="some day")])
    assert log.moment() == "2999-01-01T00:00:01Z"
    log.add([judged("accept", [((1,), (1,))], made="9999-12-31T23:59:59Z")])
    assert log.moment() == "2999-01-01T00:00:01Z"


def test_two_logs_merge_to_the_same_whichever_comes_first(tmp_path: Path) -> None:
    one, two = ReviewLog(tmp_path / "1"), ReviewLog(tmp_path / "2")
    both = judged("accept", [((0,), (0,))])
    one.add([both, judged("accept", [((3,), (3,))])])
    two.add([both, judged("relink", [((2,), (2,))], "Ahn")])
    one.add(two.read().judgements)
    two.add(one.read().judgements)
    assert one.read() == two.read()
    assert len(one.read().judgements) == 3


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_last_line_cut_by_a_power_loss_costs_that_line_alone(tmp_path: Path, cut: int) -> None:
    log = ReviewLog(tmp_path)
    first, second = judged("accept", [((0,), (0,))]), judged("accept", [((3,), (3,))], "Ahn")
    log.add([first])
    log.add([second])
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-cut])
    found = log.read()
    assert found.judgements == ((first, second) if cut == 1 else (first,))
    assert found.torn == (cut > 1)
    third = judged("relink", [((2,), (2,))], made="2027-01-01T00:00:00Z")
    assert log.add([third]) == 1
    assert third in log.read().judgements
    assert first in log.read().judgements


@pytest.mark.parametrize(
    "line", ['{"id": 1}', "[]", "no json", '{"id": "a", "symbol": "", "action": "eat"}']
)
def test_a_line_that_is_no_judgement_is_named(tmp_path: Path, line: str) -> None:
    log = ReviewLog(tmp_path)
    log.add([judged("accept", [((0,), (0,))])])
    log.path.write_text(f"{line}\n" + log.path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Unreadable, match=f"{LOG}: line 1 is no judgement"):
        log.read()


def test_a_log_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"none\.jsonl"):
        read_log(tmp_path / "none.jsonl")


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    log = ReviewLog(tmp_path)
    reason = '=cmd|x\n<script>\u202e"}\u2028'
    made = judgement("M/1", "dismiss", "<b>Li</b>", target="numbers:ab", reason=reason)
    log.add([made])
    assert log.read().judgements == (made,)
    assert len([json.loads(r) for r in log.path.read_bytes().split(b"\n") if r]) == 1
    half = judgement("M/1", "dismiss", "Li", target="numbers:ab", reason="half \ud83d of one")
    log.add([half])
    assert half in log.read().judgements


# properties ---------------------------------------------------------------------------------------


@st.composite
def any_judgements(draw: st.DrawFn) -> list[Judgement]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        links = draw(
            st.lists(
                st.tuples(
                    st.sets(st.integers(0, 3), max_size=2), st.sets(st.integers(0, 3), max_size=2)
                ).map(lambda link: (tuple(sorted(link[0])), tuple(sorted(link[1])))),
                min_size=1,
                max_size=2,
            )
        )
        try:
            made.append(
                judged(
                    "relink", links, draw(st.sampled_from(["Li", "Ahn"])), f"2026-01-0{number + 1}"
                )
            )
        except TongwenError:
            continue
    return made


@settings(max_examples=200, deadline=None)
@given(any_judgements())
def test_every_paragraph_is_in_exactly_one_bead_and_the_last_word_holds(
    made: list[Judgement],
) -> None:
    after = reviewed(BEADS, ZH, EN, made)
    assert sorted(i for b in after.beads for i in b.zh) == [0, 1, 2, 3]
    assert sorted(j for b in after.beads for j in b.en) == [0, 1, 2, 3]
    assert reviewed(BEADS, ZH, EN, made[::-1]) == after
    if made:
        zh_keys, en_keys = keys_of(ZH), keys_of(EN)
        held = {
            (tuple(zh_keys[i] for i in b.zh), tuple(en_keys[j] for j in b.en)) for b in after.beads
        }
        assert {(link.zh, link.en) for link in made[-1].links} <= held


def test_quality_counts_what_was_looked_at() -> None:
    made = (
        judged("accept", [((0,), (0,))], made="1"),
        judged("split", [((1,), (1,)), ((2,), (2,))], "Ahn", "2"),
        judgement("M/1", "dismiss", "Ahn", target="numbers:ab", reason="same sum", made="3"),
    )
    found = quality([(BEADS, reviewed(BEADS, ZH, EN, made))])
    same = found.by_why["same number"]
    assert (same.beads, same.confirmed, same.changed) == (2, 1, 0)
    assert (found.by_why["vectors"].changed, found.by_why["no counterpart"].changed) == (1, 1)
    assert (found.by_confidence["0.99"].beads, found.by_confidence["0.50"].changed) == (2, 1)
    assert found.by_confidence[""].beads == 1
    assert found.by_reviewer == {"Li": 1, "Ahn": 2}
    assert found.dismissed == {"numbers": 1}


# clauses of two instruments -----------------------------------------------------------------------


def clauses_of(paragraphs: list[Paragraph]) -> tuple[Clause, ...]:
    return tuple(Clause(p.number, "", "", (p.ordinal,)) for p in paragraphs)


def test_the_latest_judgement_on_a_pair_of_clauses_holds_and_outlives_new_ordinals() -> None:
    first, second = clauses_of(ZH), clauses_of(EN)
    both = (ZH, EN)
    made = judge_pair(both, (first[0], second[2]), "wider", "Li", made="2026-01-01T00:00:00Z")
    later = judge_pair(both, (first[0], second[2]), "absent", "Ahn", made="2026-01-02T00:00:00Z")
    assert (made.symbol, made.action, later.action) == ("M/1 (zh) ↔ M/1 (en)", "accept", "reject")
    assert judged_pairs([later, made], both, (first, second)) == {(0, 2): later}
    back = judgement(made.symbol, "withdraw", "Ahn", target=later.id, made="2026-01-03T00:00:00Z")
    assert judged_pairs([later, made, back], both, (first, second)) == {(0, 2): made}
    moved = [paragraph(3 - i, p.text, "en", p.number) for i, p in enumerate(EN)][::-1]
    assert judged_pairs([made], (ZH, moved), (first, clauses_of(moved))) == {(0, 1): made}
    other = [paragraph(i, f"{p.text} More.", "en") for i, p in enumerate(EN)]
    assert judged_pairs([made], (ZH, other), (first, clauses_of(other))) == {}


def test_judgements_on_clauses_are_none_on_beads() -> None:
    made = judge_pair((ZH, EN), (clauses_of(ZH)[0], clauses_of(EN)[2]), "same", "Li")
    assert is_pair(made.symbol)
    assert not is_pair("A/RES/79/243")
    with pytest.raises(TongwenError, match="two texts with paragraphs"):
        pair_name(ZH, [])
    with pytest.raises(TongwenError, match="no reviewer"):
        judge_pair((ZH, EN), (clauses_of(ZH)[0], clauses_of(EN)[2]), "same", " ")
