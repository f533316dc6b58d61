"""HTML pages line by line, as a browser prints them."""

from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.readers import read_bytes
from pipeline.readers.html import lines_of_fragment

SHARED = Path(__file__).resolve().parents[2] / "shared" / "texts" / "treaties"


def printed(fragment: str) -> list[str]:
    return [line.text for line in lines_of_fragment(fragment)]


@pytest.mark.parametrize(
    ("fragment", "lines"),
    [
        ("<p>one\n  <b>two</b>three</p>four", ["one twothree", "four"]),
        ("<font>a<p>b<i> c</i>", ["a", "b c"]),
        ("<p>a<br>b<br/><br/>c", ["a", "b", "c"]),
        ("<h2>I.<br>Scope</h2>", ["I. Scope"]),
        ("<p>缔约国\n   应当</p>", ["缔约国应当"]),
        ("a<script>x</script><style>y</style><nav>z</nav><p hidden>h</p>b", ["ab"]),
        ("<p style='display: none'>x</p><div role='navigation'>y</div><p>z</p>", ["z"]),
        ("<header><p>kept</p><nav>dropped</nav></header>", ["kept"]),
        ("<!-- x --><p>a<!-- y -->b</p>", ["ab"]),
        ("", []),
        ("<p>&nbsp;</p>", []),
    ],
)
def test_blocks_end_lines_and_inline_elements_do_not(fragment: str, lines: list[str]) -> None:
    assert printed(fragment) == lines


@pytest.mark.parametrize(
    ("fragment", "lines"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", ["3. a", "7. b", "8. c"]),
        ("<ol type=a start=26><li>x<li>y</ol>", ["(z) x", "(aa) y"]),
        ("<ol type=i start=4><li>x</ol>", ["(iv) x"]),
        ("<ol type=I><li>x</ol><ol type=A><li>y</ol>", ["I. x", "A. y"]),
        ("<ol style='list-style-type: lower-alpha'><li>x</ol>", ["(a) x"]),
        ("<ol style='list-style: none'><li>x</ol>", ["x"]),
        ("<ol><li>1. a<li>(b) b</ol>", ["1. a", "(b) b"]),
        ("<ol><li><p>a</p><p>more</p><li>b</ol>", ["1. a", "more", "2. b"]),
        ("<ol><li>a<ol type=a><li>x<li>y</ol><li>b</ol>", ["1. a", "(a) x", "(b) y", "2. b"]),
        ("<ul><li>a<li>(b) c</ul>", ["a", "(b) c"]),
    ],
)
def test_ordered_lists_have_their_printed_numbers(fragment: str, lines: list[str]) -> None:
    assert printed(fragment) == lines


@pytest.mark.parametrize(
    ("fragment", "lines"),
    [
        (
            "<table><caption>T</caption><tr><th>State<th>Sum<tr><td>A<td><p>1</p><p>2</p></table>",
            ["T", "State\tSum", "A\t1 2"],
        ),
        ("<table><tr><td><p>a</p><p>b</p></table>", ["a", "b"]),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", ["a", "b", "c", "d"]),
        ("<table><tr><td>1.<td>One.<tr><td><td>Two.</table>", ["1. One.", "Two."]),
        (
            "<table><tr><td>x<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>",
            ["x", "a", "b", "c", "d"],
        ),
        (f"<table><tr><td>{'a' * 601}<td>b<tr><td>c<td>d</table>", ["a" * 601, "b", "c", "d"]),
        ("<table><tr><td><p>Article 3</p><p>Words.</p></table>", ["Article 3", "Words."]),
    ],
)
def test_tables_hold_rows_and_layout_flows(fragment: str, lines: list[str]) -> None:
    assert printed(fragment) == lines


def test_headings_notes_and_titles_are_told_apart() -> None:
    document = read_bytes(
        "a.html",
        (
            b"<html lang=en><title>Site</title><body><h1>Return of meteorites</h1><h2>I. Scope</h2>"
            b"<p>1. Decides<sup>1</sup> so.</p><p><sup>1</sup> A note.</p></body></html>"
        ),
    )
    blocks = [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]
    assert blocks[1:] == [
        ("heading", 2, "I. Scope"),
        ("text", 0, "1. Decides¹ so."),
        ("footnote", 0, "¹ A note."),
    ]
    assert document.title == "Return of meteorites"
    (note,) = document.footnotes
    assert document.text[: note.anchor].endswith("Decides")


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        ("<html lang=zh-CN><p>ABC Corporation of Delaware, 美国</p>", "zh"),
        ("<html lang=en><p>缔约国应当采取措施。</p>", "zh"),
        ("<html lang=zh><p>English alone.</p>", "en"),
        ("<p>English alone.</p>", "en"),
    ],
)
def test_language(page: str, lang: str) -> None:
    assert read_bytes("a.html", page.encode()).lang == lang


def test_elements_left_open_lose_nothing() -> None:
    document = read_bytes("a.html", ("<html><body>" + "<font>a<p>b" * 900).encode())
    assert document.text.count("b") == 900
    with pytest.raises(Unreadable, match="too deep"):
        read_bytes("a.html", ("<html><body>" + "<font>a<p>b" * 5000).encode())


def test_xhtml_with_an_xml_declaration() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html><body><p>正文</p></body></html>'
    assert read_bytes("a.html", page.encode()).text == "正文"


@pytest.mark.shared
def test_a_convention_laid_out_in_a_table() -> None:
    path = SHARED / "terrorist-financing-convention.en.html"
    if not path.exists():
        pytest.skip("the reference texts are not beside the checkout")
    document = read_bytes(path.name, path.read_bytes())
    lines = document.text.split("\n")
    assert [f"Article {n}" for n in range(1, 29)] == [x for x in lines if x.startswith("Article ")]
    assert not any(block.kind == "table" for block in document.blocks)


@pytest.mark.shared
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_universal_declaration(lang: str) -> None:
    path = SHARED / f"udhr.{lang}.html"
    if not path.exists():
        pytest.skip("the reference texts are not beside the checkout")
    document = read_bytes(path.name, path.read_bytes())
    assert document.lang == lang
    assert sum(b.kind == "heading" for b in document.blocks) == 31
    numbered = [line for line in document.text.split("\n") if line[0].isdigit()]
    assert len(numbered) == 32
