"""Two people at once in the real app: what each did stands or is told, never lost in silence."""

from dataclasses import replace
from pathlib import Path
from re import sub

import pytest
from test_app import CONVENTION, drawn, open_app, seen
from test_app_comparing import EN, THIRD, asked_of, built, held, index, judge
from test_app_preparation import opened, plain, said

from pipeline.collection import Collection
from pipeline.compare import findings, usage
from pipeline.exchange.matrix import to_xlsx
from pipeline.preparation import Preparation
from pipeline.records import Action, Bead, Conflict, Judgement
from pipeline.review import judgement, key_links
from pipeline.strings import Strings
from pipeline.views.comparing.judged import concerned_line, conflict_line, openings
from pipeline.views.comparing.rows import rows_of_reviewed, target_of
from pipeline.views.preparation.matrix import edit_frame, edited

__all__ = ["built", "held", "index"]


def judged(held: Collection, action: Action, who: str, beads: list[Bead]) -> Judgement:
    """What ``who`` decides now about ``beads`` of the third report, added to the log."""
    zh, en = held.paragraphs(THIRD, "zh"), held.paragraphs(THIRD, "en")
    links = key_links([(b.zh, b.en) for b in beads], zh, en)
    made = judgement(THIRD, action, who, links=links, made=held.reviews().moment())
    held.reviews().add([made])
    return made


def apart(bead: Bead) -> list[Bead]:
    return [replace(bead, en=()), replace(bead, zh=())]


def whole(words: str) -> str:
    return " ".join(sub(r"<[^>]*>", " ", words).split())


def test_both_names_decisions_and_times_stand_on_compare_and_review_until_a_third_settles_it(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    bead = next(b for b in held.beads(THIRD) if b.zh and b.en)
    first = judged(held, "accept", "Li", [bead])
    second = judged(held, "reject", "Ahn", apart(bead))
    assert held.reviewed(THIRD).conflicts == (Conflict(first, second),)
    for lang in ("en", "zh"):
        say = Strings(lang)  # type: ignore[arg-type]
        line = conflict_line(Conflict(first, second), say)
        for words in ("Li", "Ahn", first.made[:10], say("judged.accept"), say("judged.reject")):
            assert words in line
        app = open_app(index, monkeypatch, "compare", symbol=THIRD, lang=lang, show="judged")
        assert line in whole(seen(app))
    app = open_app(index, monkeypatch, "review", lang="en")
    assert EN("review.settle") in seen(app)
    words = openings(held.paragraphs(THIRD, "zh"), held.paragraphs(THIRD, "en"))
    assert "¶" in concerned_line(first, EN)  # it has no number: its first words tell which it is
    assert held.paragraphs(THIRD, "en")[bead.en[0]].text[:20] in concerned_line(first, EN, words)
    assert concerned_line(first, EN, words) in seen(app)
    app.text_input(key="review.reviewer").set_value("Chen").run()
    app.button(key=f"withdraw.{second.id}.{second.id}").click().run()
    assert not app.exception
    assert EN("review.settle") not in seen(app)
    after = held.reviewed(THIRD)
    assert (after.conflicts, after.standings[after.beads.index(bead)]) == ((), "accepted")


def test_what_contradicts_several_is_listed_once(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = [b for b in held.beads(THIRD) if b.zh and b.en][:2]
    judged(held, "accept", "Li", [one])
    judged(held, "accept", "Ahn", [two])
    joined = Bead((*one.zh, *two.zh), (*one.en, *two.en), "by hand", None)
    last = judged(held, "merge", "Chen", [joined])
    app = open_app(index, monkeypatch, "review", lang="en")
    assert not app.exception
    keys = [b.key for b in app.button if b.key and b.key.startswith(f"withdraw.{last.id}")]
    assert len(keys) == len(set(keys)) == 3


def test_a_row_that_somebody_judged_while_it_was_open_is_not_judged_unseen(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    shown = next(r for r in rows_of(held) if r.zh and r.en and f"{r.key} {THIRD}" in asked_of(app))
    app.session_state["judge.open"] = f"{shown.key} {THIRD}"
    app.run()
    other = judged(held, "accept", "Ahn", [held.beads(THIRD)[shown.ordinal]])
    app.text_input(key="judge.reviewer").set_value("Li")
    app.button(key="judge.reject").click().run()
    assert held.reviews().read().judgements == (other,)
    assert "Somebody else has judged this row meanwhile: accepted by Ahn" in whole(seen(app))
    app.button(key="judge.reject").click().run()
    (conflict,) = held.reviewed(THIRD).conflicts
    assert (conflict.earlier, conflict.later.reviewer) == (other, "Li")


def rows_of(held: Collection):  # type: ignore[no-untyped-def]
    zh, en = held.paragraphs(THIRD, "zh"), held.paragraphs(THIRD, "en")
    after = held.reviewed(THIRD)
    return rows_of_reviewed(after, zh, en, [()] * len(after.beads))


def test_a_row_that_somebody_took_apart_while_it_was_open_is_said_to_be_gone(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    shown = next(r for r in rows_of(held) if r.zh and r.en and f"{r.key} {THIRD}" in asked_of(app))
    app.session_state["judge.open"] = f"{shown.key} {THIRD}"
    app.run()
    other = judged(held, "reject", "Ahn", apart(held.beads(THIRD)[shown.ordinal]))
    app.text_input(key="judge.reviewer").set_value("Li")
    app.button(key="judge.accept").click().run()
    assert not app.exception
    assert held.reviews().read().judgements == (other,)
    assert "no longer as it was" in seen(app)
    assert "rejected by Ahn" in seen(app)


def test_a_finding_set_aside_by_one_and_brought_back_by_another_is_shown_as_disputed(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, en = held.paragraphs(CONVENTION, "zh"), held.paragraphs(CONVENTION, "en")
    found = [
        f
        for b in held.beads(CONVENTION)
        for f in findings([zh[i] for i in b.zh], [en[j] for j in b.en], usage(en))
    ]
    target = target_of(found[0])
    for action, who in (("dismiss", "Li"), ("restore", "Ahn")):
        when = held.reviews().moment()
        held.reviews().add(
            [judgement(CONVENTION, action, who, target=target, reason="looked", made=when)]  # type: ignore[arg-type]
        )
    (conflict,) = held.reviewed(CONVENTION).conflicts
    assert (conflict.earlier.reviewer, conflict.later.reviewer) == ("Li", "Ahn")
    app = open_app(index, monkeypatch, "compare", symbol=CONVENTION, lang="en", show="differs")
    assert conflict_line(conflict, EN) in whole(seen(app))


def test_a_judgement_made_in_another_session_is_seen_at_the_next_click(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    two = open_app(index, monkeypatch, "compare", symbol=THIRD, lang="en", show="all")
    judge(one, asked_of(one)[4], "judge.accept", who="Li")
    two.run()
    assert "accepted by Li" in whole(drawn(two))


# matrices -----------------------------------------------------------------------------------------

SUBJECT = {"lang": "en", "view": "matrix", "subject": "extradition"}


def test_two_people_who_edit_one_matrix_both_find_their_words_in_it(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = Preparation(held)
    begun = preparation.matrix("extradition", "en")
    preparation.matrices().keep(begun)
    app = opened(index, monkeypatch, **SUBJECT, mode="edit")
    frame = edit_frame(begun, EN)
    frame.loc[0, "note"] = "Ahn's note"
    theirs = edited(frame, begun, EN)
    preparation.matrices().keep(theirs, begun)
    monkeypatch.setattr(
        "ui.preparation.matrix.edited", lambda lines, made, say: edited(mine(lines), made, say)
    )
    app.button(key="preparation.keep").click().run()
    assert not app.exception
    assert said("matrix.merged", "en") in plain(app)
    kept = preparation.matrices().latest("extradition")
    assert kept is not None
    assert (kept.rows[0].note, kept.rows[1].note) == ("Ahn's note", "Li's note")
    assert len(preparation.matrices().read()) == 3


def mine(lines):  # type: ignore[no-untyped-def]
    """The lines of the editor, after a note was typed into the second row."""
    typed = lines.copy()
    at = next(n for n, row in enumerate(typed["row"]) if str(row) == "2")
    typed.loc[at, "note"] = "Li's note"
    return typed


def test_a_row_that_both_changed_stands_twice_and_is_named(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = Preparation(held)
    begun = preparation.matrix("extradition", "en")
    preparation.matrices().keep(begun)
    app = opened(index, monkeypatch, **SUBJECT, mode="edit")
    rows = (begun.rows[0], replace(begun.rows[1], note="Ahn's note"), *begun.rows[2:])
    preparation.matrices().keep(replace(begun, rows=rows), begun)
    app.run()
    assert said("matrix.meanwhile", "en") in plain(app)
    monkeypatch.setattr(
        "ui.preparation.matrix.edited", lambda lines, made, say: edited(mine(lines), made, say)
    )
    app.button(key="preparation.keep").click().run()
    assert said("matrix.doubled", "en", rows="2") in plain(app)
    kept = preparation.matrices().latest("extradition")
    assert kept is not None
    assert [row.note for row in kept.rows[1:3]] == ["Ahn's note", "Li's note"]


@pytest.mark.parametrize(("button", "notes"), [("take", ["Ahn", ""]), ("replace", ["", ""])])
def test_a_workbook_older_than_what_is_kept_is_merged_or_kept_as_it_stands(
    index: Path,
    held: Collection,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    notes: list[str],
) -> None:
    preparation = Preparation(held)
    begun = preparation.matrix("extradition", "en")
    first = (replace(begun.rows[0], note="Ahn"), *begun.rows[1:])
    preparation.matrices().keep(replace(begun, rows=first))
    app = opened(index, monkeypatch, lang="en", view="matrix")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    app.get("file_uploader")[0].upload("m.xlsx", to_xlsx(begun, EN), kind).run()
    assert said("matrix.meanwhile", "en") in plain(app)
    app.button(key=f"preparation.{button}").click().run()
    assert not app.exception
    kept = preparation.matrices().latest("extradition")
    assert kept is not None
    assert [row.note for row in kept.rows[:2]] == notes


def test_lines_lost_to_a_power_loss_are_said_on_both_pages(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("matrices.jsonl", "reviews.jsonl"):
        (index / name).write_bytes(b'{"v": 1, "subj')
    app = opened(index, monkeypatch, **SUBJECT)
    assert said("matrix.torn", "en") in plain(app)
    review = open_app(index, monkeypatch, "review", lang="en")
    assert EN("review.torn") in seen(review)
    judged(held, "accept", "Li", [next(b for b in held.beads(THIRD) if b.zh and b.en)])
    review.run()
    assert EN("review.torn") not in seen(review)
    assert EN("log.aside", n=1, file="reviews.jsonl.damaged") in seen(review)
