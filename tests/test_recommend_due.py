import pytest

from pipeline.recommend.due import due_of


@pytest.mark.parametrize(
    ("text", "lang", "session", "due", "rule"),
    [
        ("at its seventy-sixth and seventy-seventh sessions", "en", "75", "76", "session"),
        ("大会第七十六届和第七十七届会议", "zh", "75", "76", "session"),
        ("at the first part of its resumed eightieth session", "en", "80", "80", "resumed-session"),
        ("大会第八十届会议续会第一期会议", "zh", "80", "80", "resumed-session"),
        ("at its eightieth session", "en", "80", "", ""),
        ("at its seventy-ninth and resumed eightieth sessions", "en", "80", "", ""),
    ],
)
def test_sessions_in_a_list_and_resumed_ones(
    text: str, lang: str, session: str, due: str, rule: str
) -> None:
    found = due_of(text, lang, session)  # type: ignore[arg-type]
    assert (found.when, found.rule) == (due, rule)
