"""The AKN4UN reader against small files worked by hand, and against the reference texts."""

import re
import tarfile
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import Binary, Empty, InputError, Unreadable
from pipeline.readers import read_bytes
from pipeline.readers.akn_text import Run, flat, link_target, symbol_with_letters
from pipeline.records import Block, Document, Given, Keyword

SHARED = Path(__file__).resolve().parents[2] / "shared" / "texts" / "un-resolutions"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

META = """<meta>
  <identification source="#X">
    <FRBRWork>
      <FRBRuri value="{uri}"/><FRBRdate date="2030-12-18" name="adoption"/>
    </FRBRWork>
    <FRBRExpression>
      <FRBRdate date="2031-01-09" name="publication"/><FRBRlanguage language="{lang}"/>
    </FRBRExpression>
  </identification>
  <classification source="http://metadata.un.org/sdg">
    <keyword href="http://metadata.un.org/thesaurus/1001" showAs="outer_space" dictionary="UNBIS"/>
    <keyword href="http://eurovoc.europa.eu/12" showAs="outer_space" dictionary="EuroVoc"/>
    <keyword href="http://metadata.un.org/thesaurus/1001" showAs="outer_space" dictionary="UNBIS"/>
    <keyword refersTo="agenda" showAs="Meteorites" dictionary="A/85/251"/>
  </classification>
</meta>"""


def akn(inner: str, uri: str = "/akn/un/statement/deliberation/unga/2030-12-18/85-7/",
        lang: str = "eng") -> bytes:  # fmt: skip
    meta = META.format(uri=uri, lang=lang)
    return (
        f'<akomaNtoso xmlns="{AKN}"><statement name="resolution">{meta}{inner}'
        "</statement></akomaNtoso>"
    ).encode()


def read(inner: str, name: str = "a.xml", **keys: str) -> Document:
    return read_bytes(name, akn(inner, **keys))


def shown(document: Document) -> list[tuple[str, str, str]]:
    return [(b.kind, b.label, text_of(document, b)) for b in document.blocks]


def text_of(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


COVER = """<coverPage>
  <p class="upperRight"><docNumber refersTo="#symbol">A/RES/85/7</docNumber></p>
  <p><session refersTo="#generalAssembly" value="85">Eighty-fifth session</session></p>
  <p><inline name="agenda item">Agenda item 19 (b)</inline></p>
</coverPage>
<preface><p><docNumber>85/7.</docNumber>
  <docTitle>Return of meteorites<authorialNote marker="*"><p>Reissued.</p></authorialNote>
  </docTitle>
</p></preface>"""

BODY = """<preamble>
  <formula name="enactingFormula"><p>
     <span class="italic">The General Assembly</span>,</p></formula>
  <container name="Recalling" eId="container_2"><p xml:space="preserve">
     <span class="italic">Recalling</span> its
     resolution <a href="https://undocs.org/en/A/RES/84/3">84/3</a>,<authorialNote marker="1"
     eId="note_1"><p>See <a href="https://undocs.org/A/84/12">A/84/12</a>.</p></authorialNote> and
     noting&#160;it,</p></container>
</preamble>
<mainBody>
  <paragraph eId="para_3" class="H23"><num>I</num><subheading>Return</subheading></paragraph>
  <paragraph eId="para_4"><num>1.</num><list>
    <intro><p><span class="italic">Invites</span> States:</p></intro>
    <point eId="para_4_a"><num>(a)</num><content><p>To return meteorites;</p></content></point>
    <point eId="para_4_b"><num>(b)</num><content><p>To report;</p></content></point>
    <wrapUp><p>and to do so soon.</p></wrapUp>
  </list></paragraph>
  <paragraph eId="para_5"><num>2.</num><content><p>Decides to stop.</p></content></paragraph>
</mainBody>
<conclusions><p><inline>52nd meeting<eol/><docDate>18 December 2030</docDate></inline></p>
</conclusions>
<attachments><attachment><doc name="annex"><mainBody>
  <paragraph class="H1"><content><p>Annex</p></content></paragraph>
  <paragraph class="H1"><content><p>Terms of reference</p></content></paragraph>
  <paragraph eId="para_8"><num>1.</num><content><p>The group meets.</p></content></paragraph>
  <container name="table"><table>
    <tr><th><p>Item</p></th><th/><th><p>Sum</p></th></tr><tr><td/><td/><td/></tr>
    <tr><td><p>Travel <a href="https://undocs.org/A/1/2">A/1/2</a></p></td><td><p>3</p>
        <p>4</p></td></tr>
  </table></container>
</mainBody></doc></attachment></attachments>"""


def test_every_printed_paragraph_is_a_block_of_its_kind() -> None:
    assert shown(read(COVER + BODY)) == [
        ("masthead", "", "A/RES/85/7"),
        ("masthead", "", "Eighty-fifth session"),
        ("masthead", "", "Agenda item 19 (b)"),
        ("title", "", "85/7. Return of meteorites"),
        ("formula", "", "The General Assembly,"),
        ("preambular", "", "Recalling its resolution 84/3, and noting it,"),
        ("heading", "I", "I Return"),
        ("operative", "1.", "1. Invites States:"),
        ("text", "(a)", "(a) To return meteorites;"),
        ("text", "(b)", "(b) To report;"),
        ("text", "", "and to do so soon."),
        ("operative", "2.", "2. Decides to stop."),
        ("signature", "", "52nd meeting"),
        ("signature", "", "18 December 2030"),
        ("annex", "", "Annex"),
        ("heading", "", "Terms of reference"),
        ("text", "1.", "1. The group meets."),
        ("table", "", "Item\t\tSum"),
        ("table", "", "Travel A/1/2\t3 4"),
        ("footnote", "*", "Reissued."),
        ("footnote", "1", "See A/84/12."),
    ]


def test_notes_and_links_point_at_what_is_printed() -> None:
    document = read(COVER + BODY)
    assert [(k.target, document.text[k.start : k.end]) for k in document.links] == [
        ("A/RES/84/3", "84/3"),
        ("A/1/2", "A/1/2"),
        ("A/84/12", "A/84/12"),
    ]
    notes = [(n.marker, document.text[: n.anchor].rsplit("\n")[-1]) for n in document.footnotes]
    assert notes == [("*", "85/7. Return of meteorites"), ("1", "Recalling its resolution 84/3,")]
    assert [b.eid for b in document.blocks if b.label in {"(a)", "2."}] == ["para_4_a", "para_5"]


def test_metadata_comes_from_the_markup() -> None:
    document = read(COVER + BODY)
    assert (document.symbol, document.lang, document.title) == (
        "A/RES/85/7", "en", "Return of meteorites")  # fmt: skip
    assert (document.session, document.date, document.status, document.agenda) == (
        "85", "2030-12-18", "adopted", "Agenda item 19 (b)")  # fmt: skip
    assert document.keywords == (Keyword("outer space", "1001"), Keyword("outer space", ""))
    given = read_bytes("a.xml", akn(COVER + BODY), Given(symbol="X/1", date="2030-01-01"))
    assert (given.symbol, given.date, given.session) == ("X/1", "2030-01-01", "85")


@pytest.mark.parametrize(
    ("cover", "preface", "uri", "name", "symbol"),
    [
        ("S/RES/2521(2020)", "", "/unsc/2020-05-29/2521-2020/", "a.xml", "S/RES/2521 (2020)"),
        ("", "", "/akn/un/x/unsc/2020-02-25/2511-2020/", "a.xml", "S/RES/2511 (2020)"),
        ("A/RES/85/268", "85/269.", "/unga/2031-03-25/85-269/", "a.xml", "A/RES/85/269"),
        ("A/RES/85/268", "85/269.", "/unga/2031-03-25/85-268/", "a.xml", "A/RES/85/268"),
        ("A/DEC/86/5 A and B", "86/5 A and B.", "/unga/2032-01-21/86-5/", "a", "A/DEC/86/5 A-B"),
        ("A/DEC/86/5", "86/5 A和B.", "/unga/2032-01-21/86-5/", "a.xml", "A/DEC/86/5 A-B"),
        ("A/DEC/87/12", "87/12.", "/unga/2033-08-25/87-12B/", "a.xml", "A/DEC/87/12 B"),
        ("A/DEC/88/4", "88/4.", "/unga/2034-03-21/88-4B/", "88_4 A and B_C.xml", "A/DEC/88/4 A-B"),
        ("A/RES/ES-11/1", "ES-11/1.", "/unga/2022-03-02/ES-11-1/", "a.xml", "A/RES/ES-11/1"),
        ("A/HRC/RES/55/15", "55/15.", "/unga-hrc/2024-04-04/55-15/", "x_55_15C.xml",
         "A/HRC/RES/55/15"),
    ],
)  # fmt: skip
def test_symbol_is_the_same_however_it_is_written(
    cover: str, preface: str, uri: str, name: str, symbol: str
) -> None:
    inner = (
        f'<coverPage><p><docNumber refersTo="#symbol">{cover}</docNumber></p><p>United</p>'
        f"</coverPage><preface><p><docNumber>{preface}</docNumber>T</p></preface>"
    )
    assert read(inner, name=f"{name.removesuffix('.xml')}.xml", uri=uri).symbol == symbol


def test_special_sessions_keep_their_letters() -> None:
    inner = '<coverPage><p><docNumber refersTo="#symbol">A/RES/ES-11/1</docNumber></p></coverPage>'
    document = read(inner, uri="/unga/2022-03-02/ES-11-1/")
    assert (document.session, document.body) == ("ES-11", read(COVER).body)


def test_several_texts_under_one_symbol_are_parts_of_one_document() -> None:
    part = (
        "<component><statement name='resolution'><preface><p><docNumber>{0}</docNumber>{1}</p>"
        "</preface><mainBody><paragraph><num>1.</num><content><p>Decides {0}.</p></content>"
        "</paragraph></mainBody>{2}</statement></component>"
    )
    annex = "<attachments><attachment><doc><mainBody><p>Annex</p></mainBody></doc></attachment></attachments>"
    content = (
        f'<akomaNtoso xmlns="{AKN}"><documentCollection name="publication">'
        '<coverPage><p><docNumber refersTo="#symbol">A/RES/85/9</docNumber></p></coverPage>'
        "<preface><p><docTitle>Two texts</docTitle></p></preface></documentCollection><components>"
        + part.format("A", "<docTitle>First</docTitle>", annex)
        + part.format("B", "<authorialNote marker='1'><p>Note.</p></authorialNote>", "")
        + "</components></akomaNtoso>"
    )
    document = read_bytes("a.xml", content.encode())
    assert document.symbol == "A/RES/85/9 A-B"
    assert document.title == "Two texts"
    assert shown(document)[2:] == [
        ("part", "A", "A"),
        ("title", "", "First"),
        ("operative", "1.", "1. Decides A."),
        ("annex", "", "Annex"),
        ("part", "B", "B"),
        ("operative", "1.", "1. Decides B."),
        ("footnote", "1", "Note."),
    ]


@pytest.mark.parametrize(
    ("number", "content", "text"),
    [
        ("1.", "请秘书长", "1. 请秘书长"),
        ("一、", "\n 请 秘书长", "一、请秘书长"),
        ("一", "导言", "一 导言"),
        ("㈠", "目标", "㈠ 目标"),
        ("X.", "X. Meetings", "X. Meetings"),
        ("I.", ". Scope", "I. Scope"),
        ("1.", "10. Ten", "1. 10. Ten"),
        ("", "一\t导言", "一 导言"),
        ("", "\u200e㈠\t目标  1", "㈠ 目标 1"),
        ("–", "a dash", "– a dash"),
    ],
)
def test_numbers_stand_in_the_text_as_printed(number: str, content: str, text: str) -> None:
    num = f"<num>{number}</num>" if number else ""
    document = read(
        f"<mainBody><paragraph>{num}<content><p>{content}</p></content></paragraph></mainBody>"
    )
    assert document.text == text
    assert document.blocks[0].label == ("" if number == "–" else number)


def test_what_is_printed_inside_a_paragraph_on_lines_of_its_own() -> None:
    document = read(
        "<mainBody><paragraph><num>4.</num><content><p>Replaces it:<mod><quotedStructure>"
        "<p>“Decides:</p><point><num>a.</num><content><p>this.”</p></content></point>"
        "</quotedStructure></mod>at once</p></content></paragraph>"
        "<paragraph><content><p>Recommends:<embeddedStructure><container name='formula'>"
        "<p>The Assembly,</p></container><container name='Noting'><p>Noting it,</p></container>"
        "<paragraph><num>1.</num><content><p>Acts.</p></content></paragraph>"
        "</embeddedStructure></p></content></paragraph></mainBody>"
    )
    assert shown(document) == [
        ("operative", "4.", "4. Replaces it:"),
        ("text", "", "“Decides:"),
        ("text", "a.", "a. this.”"),
        ("text", "", "at once"),
        ("text", "", "Recommends:"),
        ("formula", "", "The Assembly,"),
        ("preambular", "", "Noting it,"),
        ("operative", "1.", "1. Acts."),
    ]


def test_numbered_paragraphs_left_in_the_preamble_are_operative() -> None:
    lines = ("回顾其决议，", "决定，对于2031年：", "1. 核准下列批款：", "(a) 一千美元；", "* * *")
    containers = "".join(f"<container><p>{line}</p></container>" for line in lines)
    document = read(
        f"<preamble><formula><p>大会，</p></formula>{containers}</preamble>", lang="zho"
    )
    assert [b.kind for b in document.blocks] == [
        "formula",
        "preambular",
        "preambular",
        "operative",
        "text",
        "text",
    ]


def test_superscript_calls_do_not_become_figures() -> None:
    assert (
        read("<mainBody><p>Rights,<sup>12</sup> m<sup>2</sup></p></mainBody>").text
        == "Rights,¹² m²"
    )


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://undocs.org/ch/A/RES/73/346", "A/RES/73/346"),
        ("https://undocs.org/en/S/RES/2653%20(2022)", "S/RES/2653 (2022)"),
        ("http://undocs.org/a/res/67/234b", "A/RES/67/234 B"),
        ("https://docs.un.org/zh/A/79/680", "A/79/680"),
        ("https://undocs.org//en/E/2022/30", "E/2022/30"),
        ("https://www.undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F78%2F223&Language=E",
         "A/RES/78/223"),
        ("https://newyorkconvention1958.org/", "https://newyorkconvention1958.org/"),
        ("file:///C:/docs/50_221B.doc", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_links_to_document_servers_become_symbols(href: str, target: str) -> None:
    assert link_target(href) == target


def test_one_reference_cut_into_several_links_is_one() -> None:
    href = 'href="https://undocs.org/ch/S/RES/2582(2021)"'
    run = Run()
    run.pour(etree.fromstring(f"<p>第<a {href}>2582</a> <a {href}>(</a><a {href}>2021)</a>号</p>"))
    line = run.line()
    assert [(k.target, line.text[k.start : k.end]) for k in line.links] == [
        ("S/RES/2582 (2021)", "2582 (2021)")
    ]


def test_offsets_survive_the_folding_of_white_space() -> None:
    line = flat(etree.fromstring(
        "<p>\n  报告，\n <authorialNote marker='1'/>\n 关于 "
        "<a href='http://x.org/'>\n 事项 </a>\n 的</p>"
    ))  # fmt: skip
    assert line.text == "报告，关于事项的"
    assert [line.text[: call.at] for call in line.calls] == ["报告，"]
    assert [line.text[k.start : k.end] for k in line.links] == ["事项"]


def test_symbol_with_letters() -> None:
    assert symbol_with_letters("A/RES/79/259 A-C") == "A/RES/79/259 A-C"
    assert symbol_with_letters("Resolution 5") == ""


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"<html><p>x</p></html>", Binary, "root <html>"),
        (b"<a><b></a>", Unreadable, "broken XML"),
        (b" \n", Empty, "no text"),
        (akn("<mainBody/>"), Empty, "no text"),
        (akn("<p>Bonjour</p>", lang="fra"), InputError, "(fra)"),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso xmlns="' + AKN.encode() + b'"/>',
            Unreadable,
            "document type",
        ),
        (akn("<section>" * 400), Unreadable, "broken XML"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    content: bytes, kind: type[InputError], reason: str
) -> None:
    with pytest.raises(kind, match=re.escape(reason)) as caught:
        read_bytes("folder/a.xml", content)
    assert str(caught.value).startswith("folder/a.xml: ")
    assert "\n" not in str(caught.value)


def _visible(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str) or element.tag == f"{{{AKN}}}meta":
        return []
    pieces = [element.text or ""]
    for child in element:
        pieces += [*_visible(child), child.tail or ""]
    return pieces


_UNPRINTED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\\s]+")


def _characters(text: str) -> Counter[str]:
    return Counter(_UNPRINTED.sub("", unicodedata.normalize("NFKC", text)))


@pytest.mark.shared
@pytest.mark.parametrize("archive", ["unhrc-54-57.tar.xz", "unsc-2020-2024.tar.xz"])
def test_no_visible_character_is_lost(archive: str) -> None:
    path = SHARED / archive
    if not path.exists():
        pytest.skip("the reference texts are not beside the checkout")
    read_files = 0
    with tarfile.open(path, "r|*") as members:
        for ordinal, member in enumerate(members):
            stream = members.extractfile(member) if ordinal % 16 == 3 else None
            if stream is None:
                continue
            content = stream.read()
            document = read_bytes(member.name, content)
            read_files += 1
            visible = _characters("".join(_visible(etree.fromstring(content))))
            assert visible == _characters(document.text), member.name
            assert "\n".join(text_of(document, b) for b in document.blocks) == document.text
    assert read_files > 10
