import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import paragraph
from pipeline.compare.redline import compare_versions, redline
from pipeline.records import Bead, Lang
from pipeline.text.normalise import fold


def shown(old: str, new: str, lang: Lang) -> list[tuple[str, str, str]]:
    return [
        (c.kind, old[c.old_start : c.old_end].strip(), new[c.new_start : c.new_end].strip())
        for c in redline(old, new, lang)
        if c.kind != "equal"
    ]


@pytest.mark.parametrize(
    ("old", "new", "lang"),
    [
        ("3. States shall report", "4. States shall report", "en"),
        ("（一）缔约国应报告", "㈡ 缔约国应报告", "zh"),
        ("States, however, shall report.", "States however shall report;", "en"),
        ("２０ＡＢ条，“公约”", "20AB条, 「公约」", "zh"),
        ("the Convention¹ applies", "The Convention applies", "en"),
        ("States’ duties", "States' duties", "en"),
        ("1.", "2.", "en"),
        ("", "", "zh"),
    ],
)
def test_numbers_punctuation_and_width_are_no_change(old: str, new: str, lang: Lang) -> None:
    assert shown(old, new, lang) == []


def test_english_words() -> None:
    assert shown("each State shall report", "each State Party may report", "en") == [
        ("replace", "shall", "Party may")
    ]


def test_chinese_words_whole() -> None:
    assert shown("缔约国应当加强合作", "缔约国应当促进合作", "zh") == [("replace", "加强", "促进")]


def test_a_stretch_at_another_place_is_moved() -> None:
    changes = shown(
        "In accordance with its domestic law, each State shall adopt measures",
        "Each State shall adopt measures in accordance with its domestic law",
        "en",
    )
    assert changes == [
        ("move", "each State shall adopt measures", "Each State shall adopt measures")
    ]


WORDS = ["State", "shall", "report", "promptly", "(a)", "law,", "12", "合作", "应", "、", "不"]
SIDES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@given(SIDES, SIDES, st.sampled_from(["zh", "en"]))
def test_the_changes_make_the_new_text_of_the_old(old: str, new: str, lang: Lang) -> None:
    changes = redline(old, new, lang)
    by_old = sorted(changes, key=lambda c: (c.old_start, c.old_end))
    by_new = sorted(changes, key=lambda c: (c.new_start, c.new_end))
    assert "".join(old[c.old_start : c.old_end] for c in by_old) == old
    assert "".join(new[c.new_start : c.new_end] for c in by_new) == new
    for c in changes:
        left, right = old[c.old_start : c.old_end], new[c.new_start : c.new_end]
        assert (c.kind == "insert") == (left == "" != right)
        assert (c.kind == "delete") == (right == "" != left)
        if c.kind in {"equal", "move"}:
            assert _letters(left, c.old_start) == _letters(right, c.new_start)


def _letters(text: str, start: int) -> str:
    """The letters of a stretch as folded, without a number that opens the whole text."""
    from pipeline.text.numbering import marker

    number = marker(text) if start == 0 else None
    return "".join(c for c in fold(text[number.end :] if number else text) if c.isalnum())


@given(SIDES)
def test_a_text_is_no_change_of_itself(text: str) -> None:
    assert all(c.kind == "equal" for c in redline(text, text, "en"))


def test_versions_of_a_text() -> None:
    old = [
        paragraph(t, ordinal=i)
        for i, t in enumerate(["1. States shall report", "2. Nothing else", "3. This moves", "4. Gone now"])
    ]  # fmt: skip
    new = [
        paragraph(t, ordinal=i)
        for i, t in enumerate(["1. This moves", "2. States may report", "3. Nothing else", "4. Fresh text"])
    ]  # fmt: skip
    beads = [
        Bead((), (0,), "", None),
        Bead((0,), (1,), "", None),
        Bead((1,), (2,), "", None),
        Bead((2,), (), "", None),
        Bead((3,), (), "", None),
        Bead((), (3,), "", None),
    ]
    revisions = compare_versions(old, new, beads)
    assert [(r.kind, r.old, r.new) for r in revisions] == [
        ("moved", (2,), (0,)),
        ("changed", (0,), (1,)),
        ("same", (1,), (2,)),
        ("deleted", (3,), ()),
        ("added", (), (3,)),
    ]
    assert [c.kind for c in revisions[1].changes] == ["equal", "replace", "equal"]
