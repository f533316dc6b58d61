"""Several instruments in one file, annexes and appendices, contents pages, signatures."""

import tarfile
from collections import defaultdict

import pytest

from build import paragraphs
from pipeline.readers import read_bytes
from pipeline.records import Given, Paragraph
from pipeline.segment import remarks, segment
from shared import shared


def paths(found: tuple[Paragraph, ...], *roles: str) -> list[str]:
    return ["/".join(p.number) for p in found if p.role in roles]


BOOKLET = """\
Foreword

These texts were adopted in two years, and both concern what falls from the sky.

Assembly resolution 5/1

Convention on Meteorites

The Assembly of Observers,

Recalling its earlier work,

1. Adopts the Convention on Meteorites, annexed hereto;

Annex I

Convention on Meteorites

Article 1. Scope

1. This Convention applies.

In witness whereof the undersigned have signed this Convention.

Annex II

Protocol on Comets

Article 1. Scope

1. This Protocol applies.

Assembly resolution 6/2

Protocol on Dust

The Assembly of Observers,

Noting the Convention,

1. Adopts the Protocol on Dust, annexed hereto;

2. Invites States to sign it.

Annex

Article 1. Scope

1. This Protocol applies to dust.
"""


def test_each_instrument_is_a_scope_of_its_own() -> None:
    found = paragraphs(BOOKLET)
    assert paths(found, "operative") == ["res.5/1/1", "res.6/2/1", "res.6/2/2"]
    assert paths(found, "preambular") == ["res.5/1/pp.1", "res.6/2/pp.1"]
    assert paths(found, "article") == [
        "res.5/1/annex.1/art.1",
        "res.5/1/annex.2/art.1",
        "res.6/2/annex/art.1",
    ]
    assert len(paths(found, "formula")) == 2
    (signed,) = [p for p in found if p.role == "signature"]
    assert signed.number == ()
    assert {p.part for p in found if p.number[:1] == ("res.6/2",)} == {"6/2", "Annex"}


def test_articles_that_start_afresh_belong_to_another_text() -> None:
    one = "Article 1\n\nScope\n\n1. First.\n\nArticle 2\n\nTerms\n\n1. First.\n\n"
    found = paragraphs(f"Convention on Comets\n\n{one}Rules of the Court of Comets\n\n{one}")
    assert paths(found, "article") == ["art.1", "art.2", "text-2/art.1", "text-2/art.2"]


def test_an_appendix_lies_below_its_annex() -> None:
    found = paragraphs(
        "Report\n\n1. One.\n\nAnnex I\n\nFirst annex\n\n1. One.\n\nAppendix\n\nA form\n\n1. One.\n\n"
        "Annex II\n\nSecond annex\n\n1. One.\n"
    )
    assert paths(found, "paragraph") == ["1", "annex.1/1", "annex.1/appendix/1", "annex.2/1"]


def test_a_contents_page_is_no_structure() -> None:
    found = paragraphs(
        "Manual on Comets\n\nContents\n\nPage\n\nI. Introduction\n\nII. Findings\n\n"
        "Annex. List of comets . . . . . . . 9\n\n"
        "I. Introduction\n\n1. Words.\n\nII. Findings\n\n2. Words.\n"
    )
    assert paths(found, "chapter") == ["ch.1", "ch.2"]
    assert not paths(found, "annex")


def test_both_languages_of_an_unnumbered_operative_paragraph() -> None:
    english = paragraphs(
        "Resolution 7/3\n\nCredentials\n\nThe Assembly of Observers,\n\nHaving considered the report,\n\n"
        "Approves the report on credentials.\n\n12th plenary meeting\n\n3 May 2031\n"
    )
    chinese = paragraphs(
        "第7/3号决议\n\n全权证书\n\n观察员大会，\n\n审议了报告，\n\n核可关于全权证书的报告。\n\n"
        "第12次全体会议\n\n2031年5月3日\n"
    )
    for found in (english, chinese):
        roles = [p.role for p in found if p.role not in {"masthead", "title"}]
        assert roles == ["formula", "preambular", "operative", "signature", "signature"]


UNTOC = {
    "res.55/25/annex.1": 41,
    "res.55/25/annex.2": 20,
    "res.55/25/annex.3": 25,
    "res.55/255/annex": 21,
}
"""Articles of the Convention and of its three Protocols."""
PARAGRAPHS = {
    "1": 0, "3": 2, "5": 3, "6": 2, "8": 4, "11": 6, "12": 9, "13": 9, "16": 17, "18": 30,
    "20": 4, "23": 0, "24": 4, "29": 4, "31": 7, "32": 5, "35": 4, "39": 5, "41": 2,
}  # fmt: skip
"""Numbered paragraphs of articles of the Convention, counted in the printed text."""
BELOW = {
    ("2",): "abcdefghij",
    ("18", "3"): "abcdefghi",
    ("29", "1"): "abcdefghi",
    ("31", "2", "d"): ["i", "ii", "iii", "iv"],
    ("27", "1", "b"): ["i", "ii", "iii"],
}


@pytest.mark.shared
def test_the_organized_crime_convention_and_its_protocols() -> None:
    file = shared("texts/treaties/untoc-and-protocols.en.pdf")
    document = read_bytes(file.name, file.read_bytes(), Given())
    found = segment(document)
    articles: dict[str, list[str]] = defaultdict(list)
    for p in found:
        if p.role == "article":
            articles["/".join(p.number[:-1])].append(p.number[-1])
    assert articles == {k: [f"art.{v + 1}" for v in range(n)] for k, n in UNTOC.items()}
    convention = [p.number[2:] for p in found if p.number[:2] == ("res.55/25", "annex.1")]
    for article, count in PARAGRAPHS.items():
        numbered = [n[1] for n in convention if n[:1] == (f"art.{article}",) and len(n) == 2]
        assert [n for n in numbered if n.isdigit()] == [str(v + 1) for v in range(count)]
    for (article, *rest), items in BELOW.items():
        above = (f"art.{article}", *rest)
        own = [n[-1] for n in convention if n[:-1] == above and "." not in n[-1]]
        assert own[: len(items)] == list(items)
    operative = [p.number[0] for p in found if p.role == "operative"]
    assert set(operative) == {"res.55/25", "res.55/255"}
    assert operative.count("res.55/25") == 12
    assert remarks(document, found) == ()


@pytest.mark.shared
def test_the_convention_against_cybercrime_in_both_languages() -> None:
    archive = shared("texts/un-resolutions/unga-79.tar.xz")
    both = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            if "A_RES_79_243-" in member.name:
                held = tar.extractfile(member)
                assert held is not None
                document = read_bytes("r.xml", held.read(), Given())
                both[document.lang] = segment(document)
    for found in both.values():
        articles = [p.number[-1] for p in found if p.role == "article" and p.number[0] == "annex"]
        assert articles == [f"art.{n}" for n in range(1, 69)]
    english, chinese = ([p.number for p in both[lang] if p.number] for lang in ("en", "zh"))
    # English alone closes article 28, paragraph 1, with words below its items.
    english.remove(("annex", "art.28", "text.1"))
    assert english == chinese
