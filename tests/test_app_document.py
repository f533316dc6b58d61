"""The page of one text shows what the library holds: the real app, on a real index."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall, sub

import pytest
from test_app import CONVENTION, drawn, open_app, seen

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.reading import read_text
from pipeline.records import LANGS, Lang
from pipeline.strings import Strings
from pipeline.views.addresses import at, paragraph_at

REPORT = "MCC/COP/WG.1/2022/3"
NOTED = (
    "Report of the keepers\n\n"
    "1. The keepers<script>alert(1)</script> recalled resolution 4/1 of the Conference.¹\n\n"
    "2. They thanked & parted.\n\n"
    "¹ MCC/COP/RES/4/1.\n"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus and a text with a note, built for this module."""
    folder = tmp_path_factory.mktemp("document")
    (folder / "keepers.en.txt").write_text(NOTED, encoding="utf-8")
    ingest(
        [sample_corpus(), folder / "keepers.en.txt"], folder / "index", load_encoder(), workers=0
    )
    return folder / "index"


@pytest.fixture
def held(index: Path) -> Iterator[Collection]:
    with Collection.open(index) as collection:
        yield collection


def passages(html: str, prefix: str = "p") -> list[str]:
    """The words of every paragraph with an id of that beginning, in order."""
    shown = findall(
        rf'<div class="para [^"]*" id="{prefix}\d+"[^>]*><div class="passage"[^>]*>(.*?)</div>',
        html,
    )
    return [unescape(sub(r"<[^>]*>", "", words)) for words in shown]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("symbol", [CONVENTION, REPORT])
def test_every_paragraph_is_shown_in_order_word_for_word(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch, symbol: str, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "document", lang=lang, symbol=symbol)
    paragraphs = held.paragraphs(symbol, lang)
    assert passages(drawn(app)) == [p.text for p in paragraphs]
    cites = findall(r'id="p\d+" data-cite="([^"]*)"', drawn(app))
    assert [unescape(c) for c in cites] == [citation(p, lang) for p in paragraphs]


def test_both_languages_stand_beside_each_other_as_the_index_aligns_them(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "document", lang="en", symbol=REPORT, other="1")
    html = drawn(app)
    en, zh = held.paragraphs(REPORT, "en"), held.paragraphs(REPORT, "zh")
    rows = [
        ([f"p{i}" for i in bead.en], [f"o{i}" for i in bead.zh])
        for bead in held.reviewed(REPORT).beads
    ]
    shown = [
        (findall(r'id="(p\d+)"', row), findall(r'id="(o\d+)"', row))
        for row in html.split('<div class="pair')[2:]
    ]
    assert shown == rows
    assert sorted(passages(html)) == sorted(p.text for p in en)
    assert sorted(passages(html, "o")) == sorted(p.text for p in zh)
    assert app.query_params["other"] == "1"


def test_a_link_opens_at_its_place_and_the_address_stays(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraph = held.paragraphs(CONVENTION, "zh")[40]
    name = at(paragraph)
    app = open_app(index, monkeypatch, "document", lang="en", symbol=CONVENTION, text="zh", at=name)
    assert findall(r'class="para [^"]* here" id="(p\d+)"', drawn(app)) == ["p40"]
    assert app.query_params["at"] == name
    assert app.query_params["text"] == "zh"
    bead = next(b for b in held.reviewed(CONVENTION).beads if 40 in b.zh and b.en)
    across = at(held.paragraphs(CONVENTION, "en")[bead.en[0]])
    assert f"text=en&at={across.replace(':', '%3A').replace('/', '%2F')}" in unescape(drawn(app))
    assert paragraph_at(name, held.paragraphs(CONVENTION, "zh")) == paragraph


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_there_is_said_and_what_is_near_is_offered(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    say = Strings(lang)
    gone = open_app(index, monkeypatch, "document", lang=lang, symbol=CONVENTION, at="1:art.999")
    assert say("document.no_place", place="art.999") in seen(gone)
    assert passages(drawn(gone))
    symbol = "MCC/COP/WG.1/2022/99"
    missing = open_app(index, monkeypatch, "document", lang=lang, symbol=symbol)
    assert say("document.not_found", symbol=symbol) in seen(missing)
    assert REPORT in seen(missing)
    other = open_app(index, monkeypatch, "document", lang=lang, symbol="keepers", text="zh")
    assert say("document.not_in.zh") in seen(other)
    assert passages(drawn(other))[-1].startswith("¹")


def test_hostile_words_are_words_and_a_note_is_linked_both_ways(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "document", lang="en", symbol="keepers")
    html = drawn(app)
    assert passages(html) == [p.text for p in held.paragraphs("keepers", "en")]
    assert "<script>alert" not in html
    note = next(p for p in held.paragraphs("keepers", "en") if p.role == "footnote")
    assert f'<a id="pc{note.ordinal}" class="call" href="#p{note.ordinal}"' in html
    assert f'href="#pc{note.ordinal}"' in html


def test_words_lead_to_the_texts_that_are_held(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "document", lang="en", symbol=REPORT)
    own = read_text(held, REPORT, "en")
    led = findall(r'<a class="(to|stub)" href="([^"]*)"', drawn(app))
    assert len(led) == len(own.pointers) > 0
    for pointer, (kind, address) in zip(own.pointers, led, strict=True):
        assert (kind == "to") == bool(pointer.symbol)
        words = own.paragraphs[pointer.ordinal].text[pointer.start : pointer.end]
        assert words.strip()
        assert address.startswith("#p" if pointer.symbol == REPORT else ("document", "articles"))


def test_a_text_named_by_others_lists_them(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Strings("en")
    for symbol in dict.fromkeys(h.symbol for h in held.documents()):
        naming = {edge.symbol for edge in held.recalling(symbol)}
        if naming:
            app = open_app(index, monkeypatch, "document", lang="en", symbol=symbol)
            assert say("document.named_by", n=len(naming)) in seen(app)
            return
    pytest.fail("no text of the sample names another")


def test_words_are_found_within_the_text_and_texts_by_symbol_and_title(
    index: Path, held: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(index, monkeypatch, "document", lang="en", symbol=CONVENTION)
    app.text_input(key="document.find").set_value("REQUESTING state").run()
    texts = [p.text.lower().count("requesting state") for p in held.paragraphs(CONVENTION, "en")]
    assert len(findall(r'<mark class="hit" id="hit\d+">', drawn(app))) == sum(texts)
    assert Strings("en")("document.find.in", n=sum(map(bool, texts))) in seen(app)
    assert app.query_params["find"] == "REQUESTING state"
    app.text_input(key="document.q").set_value(" mcc/cop/res/4/1 ").run()
    assert app.query_params["symbol"] == "MCC/COP/RES/4/1"
    assert "find" not in app.query_params
    app.text_input(key="document.q").set_value("WG.1").run()
    assert REPORT in seen(app)
    app.text_input(key="document.q").set_value("=<b>none").run()
    assert Strings("en")("document.found.none", words="=<b>none") in seen(app)


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_text_it_begins_with_lists(
    index: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    app = open_app(index, monkeypatch, "document", lang=lang)
    say = Strings(lang)
    assert say("document.choose") in seen(app)
    assert say("document.begin.newest") in seen(app)
    assert CONVENTION in seen(app)
