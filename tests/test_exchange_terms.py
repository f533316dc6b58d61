"""Tables of terms written to TBX, CSV and Excel and read back; those of other programs read."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline import lexicon
from pipeline.errors import Binary, Empty, InputError, TongwenError, Unreadable
from pipeline.exchange.tbx import to_tbx
from pipeline.exchange.tbx_reading import from_tbx
from pipeline.exchange.term_rows import COLUMNS, concepts
from pipeline.exchange.term_table import from_csv, from_xlsx, plain, to_csv, to_xlsx
from pipeline.records.terms import Term, TermForm

# The rules of ISO 30042:2019 and of its dialect TBX-Basic that bear on files of terms with status,
# source, subset and notes, in a schema of our own wording.
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:iso:std:iso:30042:ed-2"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="tbx"><attribute name="type"><value>TBX-Basic</value></attribute>
  <attribute name="style"><value>dca</value></attribute><attribute name="xml:lang"/>
  <element name="tbxHeader"><element name="fileDesc"><element name="sourceDesc">
   <element name="p"><text/></element></element></element></element>
  <element name="text"><element name="body"><oneOrMore><element name="conceptEntry">
   <attribute name="id"><data type="ID"/></attribute><ref name="notes"/>
   <oneOrMore><element name="langSec"><attribute name="xml:lang"><data type="language"/></attribute>
    <oneOrMore><element name="termSec"><element name="term"><text/></element>
     <zeroOrMore><element name="termNote">
      <attribute name="type"><value>administrativeStatus</value></attribute>
      <choice><value>preferredTerm-admn-sts</value><value>admittedTerm-admn-sts</value>
       <value>deprecatedTerm-admn-sts</value><value>supersededTerm-admn-sts</value></choice>
     </element></zeroOrMore>
     <zeroOrMore><element name="admin"><attribute name="type"><choice>
      <value>customerSubset</value><value>source</value></choice></attribute><text/></element>
     </zeroOrMore><ref name="notes"/></element></oneOrMore></element></oneOrMore>
  </element></oneOrMore></element></element></element></start>
 <define name="notes"><zeroOrMore><element name="note"><text/></element></zeroOrMore></define>
</grammar>"""
    )
)

LAMP = Term(
    "lamp",
    (
        TermForm("lamp", "en", "lamp", "asks", ("GA", "PRC"), "2012", "2020", "A & B, <p. 1>"),
        TermForm("lamp", "en", "lamp oil", "never", (), "", "", ""),
        TermForm("lamp", "zh", "灯", "answers", (), "", "", "某处"),
        TermForm("lamp", "zh", "明灯", "beside", (), "2015", "", ""),
    ),
)
BUOY = Term("buoy", (TermForm("buoy", "zh", "浮标", "variant", (), "", "", ""),))


def grouped(term: Term) -> Term:
    """``term`` with its forms by language."""
    langs = list(dict.fromkeys(form.lang for form in term.forms))
    return Term(term.code, tuple(sorted(term.forms, key=lambda f: langs.index(f.lang))))


def built_in() -> tuple[Term, ...]:
    forms: dict[str, dict[tuple[str, str], TermForm]] = {}
    for row in lexicon.rows("terms"):
        form = TermForm(
            row["code"],
            "zh" if row["lang"] == "zh" else "en",
            row["form"],
            row["use"],  # type: ignore[arg-type]
            tuple(filter(None, row["bodies"].split(";"))),
            row["first"],
            row["last"],
            row["source"],
        )
        forms.setdefault(form.code, {}).setdefault((form.lang, form.form), form)
    return tuple(grouped(Term(code, tuple(held.values()))) for code, held in forms.items())


@st.composite
def tables(draw: st.DrawFn) -> tuple[Term, ...]:
    """Any table: words of any signs that XML can hold, in one line."""
    signs = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    words = st.text(signs, max_size=12).map(plain)
    lettered = words.filter(lambda text: any(sign.isalnum() for sign in text))
    bodies = st.lists(words.filter(lambda b: b and ";" not in b), max_size=3).map(tuple)
    years = st.sampled_from(["", "1946", "2012", "2024"])
    terms = []
    for code in draw(st.lists(lettered, min_size=1, max_size=4, unique=True)):
        forms: dict[tuple[str, str], TermForm] = {}
        for _ in range(draw(st.integers(1, 4))):
            form = TermForm(
                code,
                draw(st.sampled_from(["zh", "en"])),
                draw(lettered),
                draw(st.sampled_from(["asks", "answers", "beside", "never", "variant"])),
                draw(bodies),
                draw(years),
                draw(years),
                draw(words),
            )
            forms.setdefault((form.lang, form.form), form)
        terms.append(grouped(Term(code, tuple(forms.values()))))
    return tuple(terms)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_any_table_comes_back_from_every_format(terms: tuple[Term, ...]) -> None:
    content = to_tbx(terms)
    SCHEMA.assertValid(etree.fromstring(content))
    assert from_tbx("a.tbx", content) == terms
    assert from_csv("a.csv", to_csv(terms)) == terms


@settings(max_examples=15, deadline=None)
@given(tables())
def test_any_table_comes_back_from_a_workbook(terms: tuple[Term, ...]) -> None:
    assert from_xlsx("a.xlsx", to_xlsx(terms)) == terms


def test_the_built_in_table_comes_back_and_keeps_to_the_format() -> None:
    terms = built_in()
    content = to_tbx(terms)
    SCHEMA.assertValid(etree.fromstring(content))
    assert from_tbx("a.tbx", content) == terms
    assert from_csv("a.csv", to_csv(terms)) == terms
    assert from_xlsx("a.xlsx", to_xlsx(terms)) == terms
    assert (to_tbx(terms), to_csv(terms), to_xlsx(terms)) == (
        content,
        to_csv(terms),
        to_xlsx(terms),
    )


def test_a_concept_taken_out_is_a_row_with_its_code_alone() -> None:
    terms = (LAMP, Term("anchor", ()))
    content = to_csv(terms)
    assert content.decode("utf-8-sig").splitlines()[-1] == "anchor,,,,,,,"
    assert from_csv("a.csv", content) == terms
    with pytest.raises(TongwenError, match="anchor: a concept without forms"):
        to_tbx(terms)


def test_no_cell_of_a_csv_is_a_formula() -> None:
    forms = ["=1+1", "-2a", "@x", "+a", "'=a", "''-b", "'plain"]
    term = Term("a", tuple(TermForm("a", "en", f, "asks", (), "", "", f) for f in forms))
    content = to_csv((term,))
    cells = [line.split(",")[2] for line in content.decode("utf-8-sig").splitlines()[1:]]
    assert cells == ["'=1+1", "'-2a", "'@x", "'+a", "''=a", "'''-b", "'plain"]
    assert from_csv("a.csv", content) == (term,)
    with zipfile.ZipFile(BytesIO(to_xlsx((term,)))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_saved_by_a_spreadsheet_is_read(encoding: str, separator: str) -> None:
    lines = ["Lang;Form;Code;bodies", "zh-CN;灯塔 ;lamp;", "", "EN;light-house;lamp;GA"]
    text = "\r\n".join(lines).replace(";", separator)
    (term,) = from_csv("a.csv", text.encode(encoding))
    assert [(f.lang, f.form, f.use, f.bodies) for f in term.forms] == [
        ("zh", "灯塔", "variant", ()),
        ("en", "light-house", "variant", ("GA",)),
    ]


@pytest.mark.parametrize("head", ["Chinese,English,source", "中文,英文,source", "zh,EN,Source"])
def test_a_glossary_is_read_a_concept_a_row(head: str) -> None:
    text = f"{head}\n灯塔,Light house,Guide\n浮标,,\n灯塔船,light-house,\n"
    terms = from_csv("a.csv", text.encode())
    assert [(f.code, f.lang, f.form, f.source) for t in terms for f in t.forms] == [
        ("light-house", "zh", "灯塔", "Guide"),
        ("light-house", "en", "Light house", "Guide"),
        ("浮标", "zh", "浮标", ""),
        ("light-house-2", "zh", "灯塔船", ""),
        ("light-house-2", "en", "light-house", ""),
    ]
    with pytest.raises(InputError, match="line 1: the column note is none of zh, en, source"):
        from_csv("a.csv", b"zh,en,note\n")


DCT = """<?xml version="1.0"?><?xml-model href="http://x.example/a.rng"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<text><body><conceptEntry id="c1"><min:subjectField>sea</min:subjectField>
<langSec xml:lang="en-GB"><termSec><term>light<!-- x -->
 house</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>beacon</term><min:administrativeStatus>preferredTerm-admn-sts
</min:administrativeStatus><min:customerSubset>IMO</min:customerSubset>
<descripGrp><basic:context>a beacon</basic:context><basic:source>Guide</basic:source></descripGrp>
</termSec></langSec><langSec xml:lang="fr"><termSec><term>phare</term></termSec></langSec>
<langSec xml:lang="zh-Hans"><termSec><term>灯塔</term></termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="fr"><termSec><term>quai</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
MARTIF = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en"><ntig><termGrp><term>beacon</term></termGrp>
<admin type="source">Guide</admin></ntig><tig><term>lighthouse</term></tig></langSet>
<langSet xml:lang="ZH"><tig><term>灯<hi>塔</hi></term></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>Beacon</term></tig></langSet></termEntry>
</body></text></martif>"""
MULTITERM = """<?xml version="1.0" encoding="UTF-16"?><mtf><conceptGrp><concept>1</concept>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>灯塔</term></termGrp></languageGrp>
<languageGrp><language type="English"/><termGrp><term>beacon</term></termGrp></languageGrp>
</conceptGrp></mtf>"""


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (
            DCT.encode(),
            [
                ("beacon", "en", "beacon", ("IMO",), "Guide"),
                ("beacon", "en", "light house", (), "a.tbx"),
                ("beacon", "zh", "灯塔", (), "a.tbx"),
            ],
        ),
        (
            MARTIF.encode(),
            [
                ("beacon", "en", "beacon", (), "Guide"),
                ("beacon", "en", "lighthouse", (), "a.tbx"),
                ("beacon", "zh", "灯塔", (), "a.tbx"),
                ("beacon-2", "en", "Beacon", (), "a.tbx"),
            ],
        ),
        (
            MULTITERM.encode("utf-16"),
            [("beacon", "zh", "灯塔", (), "a.tbx"), ("beacon", "en", "beacon", (), "a.tbx")],
        ),
    ],
)
def test_files_of_other_programs_are_read(
    content: bytes, read: list[tuple[str, str, str, tuple[str, ...], str]]
) -> None:
    terms = from_tbx("x/a.tbx", content)
    found = [(f.code, f.lang, f.form, f.bodies, f.source) for t in terms for f in t.forms]
    assert found == read
    assert {f.use for t in terms for f in t.forms} == {"variant"}
    assert all(term.code == form.code for term in terms for form in term.forms)


def test_a_file_of_ours_that_another_program_kept_without_its_notes_is_still_read() -> None:
    root = etree.fromstring(to_tbx((LAMP,)))
    for note in list(root.iter("{*}note")):
        parent = note.getparent()
        assert parent is not None
        parent.remove(note)
    (term,) = from_tbx("a.tbx", etree.tostring(root))
    assert [(f.code, f.form) for f in term.forms[:1]] == [("lamp", "lamp")]


BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>'
OUTSIDE = '<!DOCTYPE tbx [<!ENTITY % x SYSTEM "http://x.example/x.dtd"> %x;]><tbx/>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "broken XML"),
        (b"<tbx>\n<text>\n</tbx>", "line 3: broken XML"),
        (b"<html/>", "root <html>; <tbx>, <martif>, <mtf> are read"),
        (BOMB.encode(), "holds a declaration"),
        (BOMB.encode("utf-16"), "holds a declaration"),
        (OUTSIDE.encode(), "holds a declaration"),
        (b'<!DOCTYPE tbx SYSTEM "x.dtd">\n<tbx>\n<text>&b;</text></tbx>', "line 3: &b; stands for"),
        (b"<tbx/>", "wanted; it holds no entries"),
        (MARTIF.replace('"en"', '"fr"').replace("ZH", "de").encode(), "it holds de, fr"),
    ],
)
def test_what_is_no_table_of_terms_is_refused(content: bytes, said: str) -> None:
    with pytest.raises((Unreadable, InputError), match=said) as refused:
        from_tbx("a.tbx", content)
    assert str(refused.value).startswith("a.tbx: ")
    assert "\n" not in str(refused.value)


def test_a_value_changed_by_hand_is_named_with_its_line() -> None:
    changed = to_tbx((LAMP,)).replace(b"use: asks", b"use: perhaps")
    with pytest.raises(InputError, match=r"a.tbx: line \d+: lamp: lamp: its use is perhaps, not"):
        from_tbx("a.tbx", changed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,lang\nlamp,en\n", "line 1: the column form is missing; it holds code, lang"),
        ("code,lang,form,rank\n", "line 1: the column rank is none of code"),
        ("code,lang,form,form\n", "line 1: the column form stands twice"),
        ("code,lang,form\n,en,lamp\n", "line 2: lamp has no code"),
        ("code,lang,form\na,fr,lampe\n", "line 2: a: lampe: its language is fr, not zh or en"),
        ("code,lang,form\na,en,...\n", "line 2: a: ... has no letters"),
        ("code,lang,form,use\na,en,b,often\n", "line 2: a: b: its use is often, not one of"),
        ("code,lang,form,first\na,en,b,12\n", "line 2: a: b: first is 12, not a year"),
        ("code,lang,form\na,en,b,c\n", "line 2: c stands beyond the last column"),
        ("code,lang,form\na,en,b\na,,\n", "line 3: a has forms and is taken out"),
        ("code,lang,form,use\na,en,b,asks\na,en,b,never\n", "line 3: a: b is asks and never"),
        ('code,lang,form\na,en,"b\n', "broken CSV"),
        ('code,lang,form\na,en,"two\nlines"\nb,xx,c\n', "line 4: b: c: its language is xx"),
    ],
)
def test_a_bad_table_is_refused_with_line_and_values(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        from_csv("a.csv", text.encode())
    assert str(refused.value).startswith("a.csv: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_text_and_no_workbook_is_refused() -> None:
    with pytest.raises(Empty):
        from_csv("a.csv", b"\n\n")
    with pytest.raises(Binary):
        from_csv("a.csv", b"PK\x03\x04 and more")
    with pytest.raises(Unreadable, match="no Excel workbook"):
        from_xlsx("a.xlsx", b"code,lang,form")


def test_what_a_format_cannot_hold_is_refused_and_not_dropped() -> None:
    bell = Term("a", (TermForm("a", "en", "b\x07", "asks", (), "", "", ""),))
    with pytest.raises(TongwenError, match=r"'b\\x07' holds U\+0007, which XML cannot hold"):
        to_tbx((bell,))
    with pytest.raises(TongwenError, match="no terms to write"):
        to_tbx(())
    body = Term("a", (TermForm("a", "en", "b", "asks", ("X;Y",), "", "", ""),))
    with pytest.raises(TongwenError, match="X;Y is no code of a body"):
        to_csv((body,))
    long = Term("a", (TermForm("a", "en", "b" * 40_000, "asks", (), "", "", ""),))
    with pytest.raises(TongwenError, match="longer than a cell"):
        to_xlsx((long,))


def test_no_rows_make_no_concepts() -> None:
    assert concepts("a", ()) == ()
    assert from_csv("a.csv", ",".join(COLUMNS).encode()) == ()


@pytest.mark.parametrize("cells", ["en,,,,,,", ",,asks,,,,", ",,,,,,us"])
def test_a_row_without_a_form_takes_nothing_out_unless_its_code_stands_alone(cells: str) -> None:
    head = "code,lang,form,use,bodies,first,last,source\n"
    with pytest.raises(InputError, match="line 2: stone has no form; a row with the code alone"):
        from_csv("own.csv", f"{head}stone,{cells}\n".encode())
    assert from_csv("own.csv", f"{head}stone,,,,,,,\n".encode()) == (Term("stone", ()),)
