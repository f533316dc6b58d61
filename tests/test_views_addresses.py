"""Links between the pages: their state in the query string, and places in a text that last."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Paragraph
from pipeline.strings import Strings
from pipeline.views.addresses import (
    address_of,
    at,
    compare_address,
    document_address,
    link,
    paragraph_at,
)

EN, ZH = Strings("en"), Strings("zh")
PARAGRAPH = Paragraph(
    symbol="A/RES/79/243", lang="zh", ordinal=7, role="paragraph",
    number=("annex", "art.40", "3"), label="三、", part="", heading="", start=0, end=2, text="三、",
)  # fmt: skip


def test_the_state_of_a_page_stands_in_its_address() -> None:
    assert address_of("search", ZH, q="返还 & =") == ("./?lang=zh&q=%E8%BF%94%E8%BF%98+%26+%3D")
    assert address_of("articles", EN, key="UNTOC:18", page="") == "articles?lang=en&key=UNTOC%3A18"
    assert compare_address("A/RES/79/243", EN) == "compare?lang=en&symbol=A%2FRES%2F79%2F243"


def test_a_text_opens_at_a_paragraph_in_its_language() -> None:
    found = parse_qs(urlsplit(document_address("A/RES/79/243", EN, paragraph=PARAGRAPH)).query)
    assert found == {
        "lang": ["en"], "symbol": ["A/RES/79/243"], "text": ["zh"], "at": ["7:annex/art.40/3"],
    }  # fmt: skip
    bare = parse_qs(urlsplit(document_address("A/RES/79/243", ZH, "en")).query)
    assert bare == {"lang": ["zh"], "symbol": ["A/RES/79/243"], "text": ["en"]}
    assert parse_qs(urlsplit(document_address("X/1", ZH)).query)["text"] == ["zh"]


def test_a_place_is_found_again_where_paragraphs_are_counted_differently() -> None:
    moved = [replace(PARAGRAPH, ordinal=n) for n in (2, 9, 30)]
    others = [replace(PARAGRAPH, ordinal=7, number=("annex", "art.41", "3"))]
    assert paragraph_at(at(PARAGRAPH), [*others, *moved]) == moved[1]
    assert paragraph_at(at(PARAGRAPH), others) is None
    for broken in ("", "7", "x:annex/art.40/3", ":annex/art.40/3", "７:annex/art.40/3"):
        assert paragraph_at(broken, moved) is None
    assert paragraph_at("9" * 5000 + ":annex/art.40/3", moved) == moved[2]


@given(st.integers(0, 10**6), st.lists(st.text("abz19.", min_size=1), max_size=4))
def test_every_paragraph_is_found_by_its_own_place(ordinal: int, number: list[str]) -> None:
    paragraph = replace(PARAGRAPH, ordinal=ordinal, number=tuple(number))
    assert paragraph_at(at(paragraph), [paragraph]) == paragraph


def test_a_link_is_escaped() -> None:
    assert link("x", '"><script>', "cite", 'a"b') == (
        '<a class="cite" href="&quot;&gt;&lt;script&gt;" target="_self" title="a&quot;b">x</a>'
    )
