"""Word files: what is printed, in the order of the page."""

import pytest

from docx_files import (
    OPENING,
    Parts,
    call,
    docx,
    field,
    in_style,
    lines,
    note,
    p,
    r,
    read,
    style,
    table,
    tc,
)
from pipeline.errors import Empty
from pipeline.readers import read_bytes
from pipeline.records import Given
from pipeline.segment import segment
from shared import shared

# words ---------------------------------------------------------------------------------------


def test_words_are_printed_once_and_in_order() -> None:
    one = f"<w:p>{r('One ')}<w:hyperlink>{r('linked')}</w:hyperlink>{r(' and ')}<w:smartTag>{r('tagged')}</w:smartTag>{r('.')}</w:p>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Controlled.')}</w:sdtContent></w:sdt>"
    assert lines(one + control) == ["One linked and tagged.", "Controlled."]


def test_signs_between_words() -> None:
    body = "<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>linear co</w:t><w:softHyphen/><w:t>operation</w:t></w:r></w:p>"
    assert lines(body) == ["non-linear cooperation"]


def test_symbols_are_read_by_their_font() -> None:
    body = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Unheard of" w:char="F0FF"/></w:r></w:p>'
    )
    assert lines(body) == ["α✓≥\ufffd"]


def test_a_break_shapes_a_line_or_begins_a_numbered_one() -> None:
    body = p("The title of\na report") + p("(a) One;\n(b) two.") + p("联合国\n大会")
    assert lines(body) == ["The title of a report", "(a) One;", "(b) two.", "联合国大会"]


def test_a_tab_sets_off_a_number_and_two_make_a_row() -> None:
    body = p("\t1.\tWords that follow.") + p("Name\tCountry\tYear") + p("Closing: \tof the meeting")
    assert lines(body) == [
        "1. Words that follow.",
        "Name\tCountry\tYear",
        "Closing: of the meeting",
    ]


def test_capitals_that_only_the_format_makes() -> None:
    off = r(" 1 of it", '<w:caps w:val="0"/>')
    body = f"<w:p>{r('Article', '<w:caps/>')}{off}</w:p>"
    assert lines(body) == ["ARTICLE 1 of it"]


def test_deleted_moved_and_hidden_words_are_left_out() -> None:
    body = (
        f"<w:p>{r('States ')}<w:del>{r('may').replace('w:t', 'w:delText')}</w:del><w:ins>{r('shall')}</w:ins>"
        f"<w:moveFrom>{r(' not')}</w:moveFrom>{r(' never', '<w:vanish/>')}<w:moveTo>{r(' act')}</w:moveTo>{r('.')}</w:p>"
    )
    assert lines(body) == ["States shall act."]


def test_a_hidden_style_hides_and_a_run_may_show_itself() -> None:
    styles = style("Hidden", "<w:rPr><w:vanish/></w:rPr>")
    run = r("Shown", '<w:vanish w:val="false"/>')
    shown = f'<w:p><w:pPr><w:pStyle w:val="Hidden"/></w:pPr>{run}</w:p>'
    assert lines(in_style("Hidden", "Not shown") + shown, Parts(styles)) == ["Shown"]


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    first = p("The first half", "<w:rPr><w:del/></w:rPr>")
    assert lines(first + p(" and the second.")) == ["The first half and the second."]


def test_fields_print_their_result() -> None:
    nested = field("IF " + field("PAGE", r("3")) + " = 1 a b", r("b"))
    simple = f'<w:fldSimple w:instr="DOCPROPERTY x">{r(" simple")}</w:fldSimple>'
    assert lines(f"<w:p>{r('A ')}{nested}{simple}</w:p>") == ["A b simple"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    pict = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p><w:r>{both}</w:r>{r('Around it.')}</w:p><w:p><w:r>{pict}</w:r></w:p>"
    assert lines(body) == ["Around it.", "In the box.", "In the box."]


def test_formulas_and_furigana_keep_their_words() -> None:
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    ruby = f"<w:r><w:ruby><w:rt>{r('tóng')}</w:rt><w:rubyBase>{r('同')}</w:rubyBase></w:ruby></w:r>"
    assert lines(f"<w:p>{formula}</w:p><w:p>{ruby}{r('文')}</w:p>") == ["a+b", "同文"]


def test_headings_have_the_depth_of_their_style() -> None:
    styles = (
        style("Heading2") .replace('w:name w:val="Heading2"', 'w:name w:val="heading 2"')
        + style("HCh") + style("Mine", based_on="HCh")
        + style("_ H_2/3_GC") + style("Out", '<w:pPr><w:outlineLvl w:val="4"/></w:pPr>')
        + style("Session", based_on="HCh")
    )  # fmt: skip
    names = ("Heading2", "HCh", "Mine", "_ H_2/3_GC", "Out", "Session")
    direct = p("Direct", '<w:outlineLvl w:val="0"/>')
    document = read(OPENING + "".join(in_style(n, n) for n in names) + direct, Parts(styles))
    assert [b.level for b in document.blocks] == [0, 2, 1, 1, 3, 5, 0, 1]
    assert [b.kind for b in document.blocks[1:3]] == ["heading", "heading"]


# notes ---------------------------------------------------------------------------------------


def test_footnotes_are_called_in_place_and_stand_apart() -> None:
    notes = note(5, "See paragraph 2.") + note(7, "Ibid.")
    body = f"<w:p>{r('States')}{call(7)}{r(' shall act.')}{call(5)}</w:p>" + p("More words.")
    document = read(OPENING + body, Parts(footnotes=notes))
    assert document.text.split("\n")[1:] == [
        "States¹ shall act.²", "More words.", "¹ Ibid.", "² See paragraph 2.",
    ]  # fmt: skip
    assert [(f.marker, document.text[f.anchor]) for f in document.footnotes] == [
        ("1", "¹"),
        ("2", "²"),
    ]


def test_a_footnote_called_in_a_table_comes_after_its_row() -> None:
    cell = tc(f"<w:p>{r('Two')}{call(1)}</w:p>")
    document = read(
        OPENING + table(("One", cell), ("Three", "Four")), Parts(footnotes=note(1, "A note."))
    )
    assert document.text.split("\n")[1:] == ["One\tTwo¹", "Three\tFour", "¹ A note."]


def test_notes_under_a_mark_of_their_own() -> None:
    notes = note(1, "Reissued.").replace("<w:r><w:footnoteRef/></w:r>", r("*"))
    marked = call(1, 'w:customMarkFollows="1"')
    body = f"<w:p>{r('Title')}{marked}{r('*')}</w:p>"
    document = read(OPENING + body, Parts(footnotes=notes))
    assert document.text.split("\n")[1:] == ["Title*", "* Reissued."]
    assert document.blocks[-1].kind == "footnote"


def test_notes_may_be_numbered_afresh_in_each_section() -> None:
    settings = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    notes = note(1, "One.") + note(2, "Two.")
    ends = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    body = f"<w:p>{r('a')}{call(1)}</w:p>{ends}<w:p>{r('b')}{call(2)}</w:p><w:sectPr/>"
    assert lines(body, Parts(footnotes=notes, settings=settings))[:2] == ["a¹", "b¹"]


def test_endnotes_have_roman_numbers() -> None:
    notes = note(1, "At the end.").replace("footnote", "endnote")
    body = f'<w:p>{r("Words")}<w:r><w:endnoteReference w:id="1"/></w:r>{r(".")}</w:p>'
    assert lines(body, Parts(endnotes=notes)) == ["Wordsⁱ.", "ⁱ At the end."]


def test_a_call_without_its_note_is_left_out() -> None:
    assert lines(f"<w:p>{r('Words')}{call(3)}{r('.')}</w:p>", Parts(footnotes=note(1, "x"))) == [
        "Words."
    ]


def test_raised_figures_and_letters_become_characters_and_endings_stay() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    body = f"<w:p>{r('km')}{r('2', up)}{r(', approved')}{r('a', up)}{r(',', up)}{r('b', up)}{r(' on the 1')}{r('st', up)}</w:p>"
    typed = f"<w:p>{r('a', up)}\t{r(' Estimate.')}</w:p>"
    document = read(OPENING + body + typed)
    assert document.text.split("\n")[1:] == ["km², approvedᵃ,ᵇ on the 1st", "ᵃ Estimate."]
    assert document.blocks[-1].kind == "footnote"


def test_a_note_typed_under_asterisks_stands_behind_the_line_that_calls_it() -> None:
    body = (
        p("First item of the agenda*")
        + p("A title")
        + p("Words that follow.")
        + p("*\tA/1/L.2.")
        + p("* * *")
    )
    assert lines(body) == [
        "First item of the agenda*",
        "* A/1/L.2.",
        "A title",
        "Words that follow.",
        "* * *",
    ]


# whole documents -----------------------------------------------------------------------------


def test_what_is_given_wins_and_the_source_is_the_file() -> None:
    content = docx(p("Report of the working group") + p("1. The group met."))
    document = read_bytes("a.docx", content, Given(symbol="X/1", lang="zh"))
    assert (document.symbol, document.lang) == ("X/1", "zh")
    assert document.source.path == "a.docx" and len(document.source.sha256) == 64


def test_a_document_without_words_is_empty() -> None:
    with pytest.raises(Empty, match="no text in it"):
        read(p("") + p("   "))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "symbol", "paragraphs", "notes"),
    [
        ("A_80_590", "A/80/590", 79, 1),
        ("A_80_604_Add.6", "A/80/604/Add.6", 40, 2),
        ("A_80_604_Add.8", "A/80/604/Add.8", 69, 3),
    ],
)
def test_reports_of_the_united_nations(name: str, symbol: str, paragraphs: int, notes: int) -> None:
    """Their numbered paragraphs run from 1 to the last one without a gap, as printed."""
    path = shared(f"texts/documents/{name}.docx")
    document = read_bytes(path.as_posix(), path.read_bytes())
    assert (document.symbol, len(document.footnotes)) == (symbol, notes)
    numbers = [q.label for q in segment(document) if q.role == "paragraph"]
    whole = [int(n.rstrip(".")) for n in numbers if n.rstrip(".").isdigit()]
    assert sorted(set(whole)) == list(range(1, paragraphs + 1))
