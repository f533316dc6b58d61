"""What stands above the line, in superscript characters."""

import pytest

from pipeline.text.raised import calls, note_mark, raised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "¹²"),
        ("1, 2", "¹, ²"),
        ("a", "ᵃ"),
        ("a,b", "ᵃ,ᵇ"),
        ("q", "\U000107a5"),
        ("st", "st"),
        ("*", "*"),
        ("", ""),
    ],
)
def test_figures_and_single_letters_are_raised(text: str, expected: str) -> None:
    assert raised(text) == expected


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("¹² See below.", "¹²"),
        ("ᵃ Estimate.", "ᵃ"),
        ("** A/81/50.", "**"),
        ("*A/81/50.", "*"),
        ("† Absent.", "†"),
        ("* * *", ""),
        ("a Estimate.", ""),
        ("*", ""),
    ],
)
def test_the_mark_that_opens_a_note(text: str, mark: str) -> None:
    assert note_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("The preliminary list**", "**", True),
        ("The preliminary list**", "*", False),
        ("A/81/6* and more", "*", True),
        ("** A/81/50.", "**", False),
        ("3 * 4", "*", False),
    ],
)
def test_a_call_is_the_sign_by_itself_behind_words(text: str, mark: str, expected: bool) -> None:
    assert calls(text, mark) is expected
