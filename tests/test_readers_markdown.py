"""Markdown: numbers as written, the format's own marks left out."""

import pytest

from pipeline.readers import read_bytes

LONG = "A sentence that is long enough for somebody to have wrapped it here"


def shown(text: str) -> list[tuple[str, int, str]]:
    document = read_bytes("a.md", text.encode())
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def lines(text: str) -> list[str]:
    return [words for _, _, words in shown(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- (a) first;\n- (b) second;\n", ["(a) first;", "(b) second;"]),
        ("* plain\n", ["plain"]),
        ("3. drei\n5. fünf\n", ["3. drei", "5. fünf"]),
        ("1. one\n1. two\n1. three\n", ["1. one", "2. two", "3. three"]),
        ("2) two\n3) three\n", ["2) two", "3) three"]),
        ("1. one\n\n   more\n\n   - (a) x\n\n2. two\n", ["1. one", "more", "(a) x", "2. two"]),
        ("1. (a) x\n", ["(a) x"]),
        ("**Decides** to *act* on [it](http://x.org) `now`\n", ["Decides to act on it now"]),
        ("    (i) indented far\n", ["(i) indented far"]),
        ("one  \ntwo\\\nthree<br>four\n", ["one", "two", "three", "four"]),
        ("```\n(a) fenced\n```\n", ["(a) fenced"]),
        ("<p>a</p><p>b</p>\n", ["a", "b"]),
        ("<!-- gone -->\n\nkept\n", ["kept"]),
        ("| A | B |\n|---|---|\n| 1 | *x* |\n| | |\n", ["A\tB", "1\tx"]),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\nand goes on.\n", [f"{LONG} and goes on."]),
        ("鼓励缔约国" * 5 + "\n交流。", ["鼓励缔约国" * 5 + "交流。"]),
        ("X/1\nDistr.: General\n20 July 2020\n", ["X/1", "Distr.: General", "20 July 2020"]),
        (f"{LONG};\n(b) Another item\n", [f"{LONG};", "(b) Another item"]),
        (f"{LONG}\nDistr.: General\n\n{LONG * 3}\n", [LONG, "Distr.: General", LONG * 3]),
    ],
)  # fmt: skip
def test_breaks_of_the_typing_and_of_the_text(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_headings_tables_and_notes() -> None:
    found = shown(
        "# Report\n\n## I. Scope\n\n1. It met.<sup>1</sup>\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        "<sup>1</sup> A note.\n"
    )
    assert found[1:] == [
        ("heading", 2, "I. Scope"),
        ("text", 0, "1. It met.¹"),
        ("table", 0, "A\tB"),
        ("table", 0, "1\t2"),
        ("footnote", 0, "¹ A note."),
    ]
