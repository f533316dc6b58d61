"""The yardstick for segmentation: what the mark-up itself says."""

from pathlib import Path

from evaluation.markup import printed
from evaluation.structure import against_markup, between_languages, noticed

HEAD = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#u"><FRBRExpression><FRBRlanguage language="{lang}"/></FRBRExpression></identification></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/99/1</docNumber></p></coverPage>
"""
ENGLISH = """<preface><p><docNumber>99/1.</docNumber><docTitle>Meteorites</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula>
<container eId="c1"><p>Recalling its work,<authorialNote marker="1"><p>A note.</p></authorialNote></p></container></preamble>
<mainBody><paragraph eId="p1"><num>1.</num><list><intro><p>Requests:</p></intro>
<point eId="p1a"><num>(a)</num><content><p>A list;</p></content></point>
<point eId="p1b"><num>(b)</num><content><p>A map;</p></content></point></list></paragraph>
<paragraph eId="p2"><content><p>(i) Maps of comets;</p></content></paragraph>
<paragraph eId="p3" class="H23"><content><p>Comets</p></content></paragraph>
<paragraph eId="p4"><num>{last}.</num><content><p>Decides to wait.</p></content></paragraph></mainBody>
<conclusions><p>5th meeting<eol/>3 May 2031</p></conclusions></statement></akomaNtoso>"""
CHINESE = """<preface><p><docNumber>99/1.</docNumber><docTitle>陨石</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p>大会，</p></formula>
<container eId="c1"><p>回顾其工作，<authorialNote marker="1"><p>注。</p></authorialNote></p></container></preamble>
<mainBody><paragraph eId="p1"><num>1.</num><list><intro><p>请：</p></intro>
<point eId="p1a"><num>(a)</num><content><p>编制名单；</p></content></point>
<point eId="p1b"><num>(b)</num><content><p>绘制地图；</p></content></point></list></paragraph>
<paragraph eId="p2"><content><p>(i) 彗星地图；</p></content></paragraph>
<paragraph eId="p3" class="H23"><content><p>彗星</p></content></paragraph>
<paragraph eId="p4"><num>2.</num><content><p>决定等待。</p></content></paragraph></mainBody>
<conclusions><p>第5次会议<eol/>2031年5月3日</p></conclusions></statement></akomaNtoso>"""


def held(folder: Path, last: int = 2) -> Path:
    for lang, body in (("eng", ENGLISH.replace("{last}", str(last))), ("zho", CHINESE)):
        (folder / f"{lang}.xml").write_text(HEAD.format(lang=lang) + body, encoding="utf-8")
    return folder


def test_the_mark_up_is_read_for_itself(tmp_path: Path) -> None:
    found = printed(held(tmp_path) / "eng.xml")
    assert [(p.kind, "/".join(p.number)) for p in found] == [
        ("masthead", ""), ("title", ""), ("formula", ""), ("preambular", "pp.1"),
        ("numbered", "1"), ("numbered", "1/a"), ("numbered", "1/b"), ("numbered", "1/b/i"),
        ("heading", ""), ("numbered", "2"), ("signature", ""), ("signature", ""),
        ("footnote", "fn.1"),
    ]  # fmt: skip
    assert [p.in_words for p in found].count(True) == 1


def test_a_file_agrees_with_its_own_mark_up(tmp_path: Path) -> None:
    found = against_markup([held(tmp_path)])
    assert (found.documents, found.agree, found.paragraphs) == (2, 26, 26)
    assert found.disagreements == ()


def test_the_two_languages_have_the_same_paths(tmp_path: Path) -> None:
    found = between_languages([held(tmp_path)])
    assert (found.pairs, found.same, found.same_plain) == (1, 1, 1)


def test_a_gap_is_found_and_the_languages_differ(tmp_path: Path) -> None:
    folder = held(tmp_path, last=3)
    assert between_languages([folder]).differing == ("A/RES/99/1",)
    (remark,) = noticed([folder]).remarks
    assert remark == ("eng.xml", "gap 2: 3. Decides to wait.")
