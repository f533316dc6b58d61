"""What a page and its files show of where a passage was read from."""

import hashlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_index import build

from pipeline.collection import Collection
from pipeline.readers import read_bytes, walk
from pipeline.records import LANGS, Given, Heading, Refusal
from pipeline.records.lineage import Passage
from pipeline.records.terms import TermAlert, TermForm
from pipeline.records.trace import file_name
from pipeline.strings import Strings
from pipeline.tracing import passages_in, traces_of_index
from pipeline.views.cards import card
from pipeline.views.tables import hits_frame
from pipeline.views.terms.tables import alerts_frame
from pipeline.views.tracing import source, source_of_sides


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return Collection.open(build(tmp_path_factory.mktemp("views"))[0], None)


class _Values(HTMLParser):
    """The values of the lists in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside = self._inside or tag == "dd"
        if tag == "dd":
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "dd"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def values(html: str) -> list[str]:
    parser = _Values()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("lang", LANGS)
def test_a_source_leads_back_to_the_file(held: Collection, lang: str) -> None:
    say = Strings("en", trace=traces_of_index(held).of)
    heading = next(h for h in held.documents() if h.lang == lang)
    (file,) = walk([Path(heading.path)])
    assert not isinstance(file, Refusal)
    given = Given(symbol=heading.symbol, lang=heading.lang)
    text = read_bytes(file.name, file.content, given).text
    for paragraph in held.paragraphs(heading.symbol, heading.lang):
        name, sha256, chars, ordinal, encoder, _ = values(source([paragraph], say))
        assert name == Path(heading.path).name
        assert sha256 == hashlib.sha256(file.content).hexdigest()
        start, _, end = chars.partition("–")
        assert text[int(start) : int(end)] == paragraph.text
        assert (int(ordinal), encoder) == (paragraph.ordinal, held.manifest.encoder)


def test_a_card_has_its_own_source_and_that_of_its_counterpart(held: Collection) -> None:
    from fake_encoder import FakeEncoder

    collection = Collection.open(held.state.store.folder, FakeEncoder())
    match = next(iter(collection.search("secretariat").en))
    say = Strings("zh", trace=traces_of_index(collection).of)
    shown = card(match, say)
    hashes = {values(shown)[at] for at in range(1, len(values(shown)), 6)}
    assert hashes == {h.sha256 for h in held.documents() if h.symbol == match.document.symbol}
    assert "来源" in shown
    assert "<details" not in card(match, Strings("zh"))
    frame = hits_frame([match], say)
    assert list(frame["来源：文件的SHA-256值"]) == [match.document.sha256]
    assert set(hits_frame([match], Strings("zh")).columns) < set(frame.columns)


def test_a_file_at_hand_is_not_taken_for_the_text_held_under_its_symbol(held: Collection) -> None:
    say = Strings("en", trace=traces_of_index(held).of)
    heading = held.documents()[0]
    paragraph = held.paragraphs(heading.symbol, heading.lang)[0]
    own = Heading(heading.symbol, heading.lang, "", "", "", "", "", "draft.txt", "f" * 64, 3)
    name, sha256, _, _, encoder, rules = values(source([paragraph], say, own))
    assert (name, sha256) == ("draft.txt", "f" * 64)
    assert (encoder, rules) == ("not noted", "not noted")
    form = TermForm("x", "en", "x", "", (), "", "", "")
    alert = TermAlert("dated", form, Passage(own, paragraph), 0, 1, (), (), (paragraph,))
    (row,) = alerts_frame([alert], say).to_dict("records")
    assert row["Source: SHA-256 of the file"] == "f" * 64
    assert row["Source: other passages"] == ""


def test_passages_that_are_only_cited_are_no_sources(held: Collection) -> None:
    heading = held.documents()[0]
    one, two = held.paragraphs(heading.symbol, heading.lang)[:2]
    assert passages_in((one, (two, one), "words", None, 3)) == (one, two)
    assert passages_in(Passage(heading, two)) == (two,)
    assert replace(traces_of_index(held).of(one), path="a/b.zip!c/d.xml").file == "b.zip!c/d.xml"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("corpora/一.txt", "一.txt"),
        ("C:\\texts\\a.docx", "a.docx"),
        ("/srv/x.tar.xz!en/1.xml", "x.tar.xz!en/1.xml"),
        ("plain.txt", "plain.txt"),
    ],
)
def test_the_folders_of_one_machine_are_left_out(path: str, name: str) -> None:
    assert file_name(path) == name


def test_the_sides_of_a_page_name_where_they_begin_and_end(held: Collection) -> None:
    say = replace(Strings("en"), trace=traces_of_index(held).of)
    zh, en = (held.paragraphs("T/RES/1/1", lang) for lang in LANGS)
    found = _Values()
    found.feed(source_of_sides(zh, en[1:], say))
    places = [value for value in found.found if "–" in value]
    assert places == [f"0–{zh[-1].end}", f"{en[1].start}–{en[-1].end}"]
    assert source_of_sides(zh, en, Strings("en")) == ""
    assert source_of_sides((), (), say) == ""
