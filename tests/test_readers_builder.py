"""The builder's promise: blocks ascend, do not overlap, and together are the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Empty
from pipeline.readers.builder import DocumentBuilder, digest
from pipeline.records import Given, Link

pieces = st.lists(st.text("ab 一。", max_size=8).map(str.strip), min_size=1, max_size=12)


@given(pieces, pieces)
def test_blocks_are_the_text(texts: list[str], notes: list[str]) -> None:
    builder = DocumentBuilder()
    for text in texts:
        start = builder.add(text)
        builder.note("1", "note" + text, start + len(text))
        if text:
            builder.link("X/1", start, start + len(text))
    for note in notes:
        builder.note("2", note, links=(Link("X/2", 0, len(note)),))
    document = builder.document("a.txt", "", lang="en")
    cut = [document.text[b.start : b.end] for b in document.blocks]
    assert "\n".join(cut) == document.text
    assert cut == [
        *filter(None, texts),
        *("note" + text for text in texts),
        *filter(None, notes),
    ]
    assert [document.text[n.start : n.end] for n in document.footnotes] == [
        *("note" + text for text in texts),
        *filter(None, notes),
    ]
    linked = [(k.target, document.text[k.start : k.end]) for k in document.links]
    assert linked == [
        *(("X/1", text) for text in texts if text),
        *(("X/2", note) for note in notes if note),
    ]


def test_what_is_given_wins() -> None:
    builder = DocumentBuilder()
    builder.add("Text.")
    given_words = Given(symbol="X/1", lang="zh", licence="CC0")
    document = builder.document(
        "a.txt", digest(b""), given_words, lang="en", symbol="Y/2", title="Found"
    )
    assert (document.symbol, document.lang, document.title) == ("X/1", "zh", "Found")
    assert (document.source.path, document.source.licence) == ("a.txt", "CC0")
    assert document.source.sha256.startswith("e3b0c44298fc1c14")


def test_no_text_at_all() -> None:
    builder = DocumentBuilder()
    assert builder.add("") == 0
    with pytest.raises(Empty):
        builder.document("a.txt", "", lang="en")
