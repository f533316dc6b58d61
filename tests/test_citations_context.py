"""Instruments told from what stands around a citation, each with its reason."""

import pytest

from build import document, paragraphs
from pipeline.records import Document, Lang, Resolved
from pipeline.text.citations import (
    Context,
    citations,
    document_citations,
    headings_cited,
    resolve,
)


def told(text: str, lang: Lang, context: Context | None = None) -> list[tuple[str, str]]:
    found = resolve(text, citations(text, lang), context or Context(lang))
    return [(r.key, r.reason) for r in found]


def read(source: str, **known: str) -> tuple[tuple[Resolved, ...], ...]:
    from dataclasses import replace

    made: Document = replace(document(source), **known)  # type: ignore[arg-type]
    return document_citations(made, paragraphs(source))


def keys(cited: tuple[tuple[Resolved, ...], ...]) -> list[tuple[str, str]]:
    return [(r.key, r.reason) for paragraph in cited for r in paragraph]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Parties to the Paris Agreement met. Under article 5 they shall report.", [("PARIS:5", "paragraph")]),
        ("en", "the Charter of the United Nations and, in particular, Article 33", [("CHARTER:33", "sentence")]),
        ("en", "the Paris Agreement was signed. The Kyoto Protocol was not. Article 5 applies.", [("?:5", "")]),
        ("en", "Article 5 applies.", [("?:5", "")]),
        ("en", "article 5 of the Convention", [("?:5", "")]),
        ("en", "article 5 of the Extradition Act and article 6", [("DOMESTIC:5", "named"), ("DOMESTIC:6", "sentence")]),
        ("en", "the Trade in Owls Convention (hereinafter “the Convention”); article 5 of the Convention", [("UNLISTED:5", "definition")]),
        ("en", "the Convention against Corruption (“the Convention”) is in force. Article 5 of the Convention applies.", [("UNCAC:5", "definition")]),
        ("en", "the Kyoto Protocol (hereinafter referred to as the 1997 Protocol); article 2 of the 1997 Protocol", [("KYOTO:2", "definition")]),
        ("en", "the Arms Trade Treaty, under article 7 of that Treaty", [("ATT:7", "sentence")]),
        ("en", "article 3 of the Paris Agreement; paragraph 2 of the said article", [("PARIS:3", "named"), ("PARIS:3(2)", "paragraph")]),
        ("zh", "《联合国反腐败公约》（以下简称《公约》）已经生效。《公约》第五条适用。", [("UNCAC:5", "definition")]),
        ("zh", "《巴黎协定》缔约方依照第五条提交报告", [("PARIS:5", "sentence")]),
        ("zh", "我国刑法第10条作了规定，第12条另有规定", [("CN-CRIMINAL-LAW:10", "named"), ("CN-CRIMINAL-LAW:12", "sentence")]),
        ("zh", "依照《联合国反腐败公约》。我国《引渡法》第七条规定了理由，第八条亦同", [("CN-EXTRADITION-LAW:7", "named"), ("CN-EXTRADITION-LAW:8", "sentence")]),
        ("zh", "《公约》第五条", [("?:5", "")]),
        ("zh", "《武器贸易条约》缔约国应执行该条约第七条", [("ATT:7", "sentence")]),
        ("zh", "《巴黎协定》第三条适用，但该条第二款除外", [("PARIS:3", "named"), ("PARIS:3(2)", "paragraph")]),
        ("zh", "回顾第 2/2 号决定，并依照该项决定", [("DEC:2/2", "named"), ("DEC:2/2", "paragraph")]),
        ("en", "Recalling resolution 46/152 and in view of that resolution", [("RES:46/152", "named"), ("RES:46/152", "paragraph")]),
        ("en", "in view of that resolution", [("RES:THAT", "")]),
    ],
)  # fmt: skip
def test_one_text(lang: Lang, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, lang) == expected


def test_a_conference_document_speaks_of_its_convention() -> None:
    source = "1. 缔约国应适用第十八条和《公约》第十九条。\n"
    found = keys(read(source, body="CTOC-COP"))
    assert found == [("UNTOC:18", "body"), ("UNTOC:19", "body")]


def test_an_article_of_domestic_law_is_none_of_the_convention_there_either() -> None:
    source = "1. 其《刑事诉讼法》第五条有规定，第六条也有规定。\n"
    assert {key.split(":")[0] for key, _ in keys(read(source, body="CTOC-COP"))} <= {
        "DOMESTIC",
        "CN-CRIMINAL-PROCEDURE-LAW",
    }


def test_the_title_tells() -> None:
    source = "1. Urges parties to apply article 7 of the Convention;\n"
    title = "Implementation of the Convention on the Rights of the Child"
    assert keys(read(source, title=title)) == [("CRC:7", "title")]


def test_a_definition_holds_for_the_paragraphs_below() -> None:
    source = (
        "1. The Convention on Cluster Munitions (hereinafter “the Convention”) is open.\n\n"
        "2. The Arms Trade Treaty is open too.\n\n"
        "3. Parties apply article 7 of the Convention.\n"
    )
    *_, last = [r for cited in read(source) for r in cited]
    assert (last.key, last.reason, last.at) == ("CCM:7", "definition", 0)
    assert "hereinafter" in last.evidence


def test_the_only_convention_named_before_and_none_of_two() -> None:
    one = "1. The Convention on Cluster Munitions is open.\n\n2. See article 7 of the Convention.\n"
    assert keys(read(one)) == [("CCM:7", "document")]
    two = "1. The Convention on Cluster Munitions and the Slavery Convention are open.\n\n"
    assert keys(read(two + "2. See article 7 of the Convention.\n")) == [("?:7", "")]


TREATY = (
    "Annex\n\nArms Trade Treaty\n\nArticle 1\nUse of terms\n\n"
    "1. Parties apply article 2 and Article 33 of the Charter.\n\n"
    "2. Paragraph 1 of this article binds the parties to this Treaty.\n\n"
    "Article 2\nScope\n\n1. Articles 1 and 3 of this Treaty apply.\n"
)


def test_the_text_of_a_treaty_speaks_of_itself() -> None:
    found = keys(read(TREATY))
    assert found == [
        ("ATT:2", "own"),
        ("CHARTER:33", "named"),
        ("ATT:1(1)", "path"),
        ("ATT:1", "own"),
        ("ATT:3", "own"),
    ]


def test_offsets_count_in_the_paragraph() -> None:
    read_paragraphs = paragraphs(TREATY)
    for paragraph, cited in zip(read_paragraphs, read(TREATY), strict=True):
        for one in cited:
            words = paragraph.text[one.citation.start : one.citation.end]
            assert words.lower().startswith(("article", "paragraph"))


def test_symbols_of_resolutions() -> None:
    def symbols(text: str, lang: Lang, body: str) -> list[str]:
        found = resolve(text, citations(text, lang), Context(lang, body=body))
        return [r.symbol for r in found]

    assert symbols("its resolution 46/152", "en", "GA") == ["A/RES/46/152"]
    assert symbols("its resolution 46/152", "en", "CTOC-COP") == [""]
    assert symbols("大会第46/152号决议", "zh", "CTOC-COP") == ["A/RES/46/152"]
    assert symbols("resolution 2482 (2019)", "en", "GA") == ["S/RES/2482 (2019)"]
    assert symbols("Economic and Social Council decision 2019/225", "en", "GA") == [
        "E/DEC/2019/225"
    ]
    assert symbols("人权理事会第 50/16 号决议", "zh", "GA") == ["A/HRC/RES/50/16"]
    assert symbols("Commission resolution 22/1", "en", "GA") == [""]
    assert symbols("A/79/10 and A/80/11", "en", "GA") == ["A/79/10", "A/80/11"]


def test_a_heading_is_a_weaker_tie() -> None:
    source = "附件二\n\n移交（《有组织犯罪公约》第十七条）\n\n(a) 鼓励缔约国缔结协定；\n"
    cited = read(source)
    above = headings_cited(paragraphs(source), cited)
    assert [r.key for r in cited[-1]] == []
    assert [r.key for r in above[-1]] == ["UNTOC:17"]


def test_nothing_cited_nothing_told() -> None:
    assert set(read("1. The parties met.\n\n2. They parted.\n")) == {()}


@pytest.mark.parametrize(
    "title",
    [
        "United Nations Convention against\n\nTransnational Organized Crime",
        "UNITED NATIONS CONVENTION AGAINST TRANSNATIONAL ORGANIZED CRIME",
    ],
)
def test_a_title_over_two_lines_or_in_capitals(title: str) -> None:
    source = (
        f"Annex I\n\n{title}\n\nArticle 1\nPurpose\n\n1. Paragraph 2 of this article applies.\n"
    )
    assert keys(read(source)) == [("UNTOC:1(2)", "path")]


def test_an_instrument_that_no_table_lists_is_not_taken_for_another() -> None:
    source = (
        "Annex I\n\nArms Trade Treaty\n\nArticle 1\nScope\n\n1. See article 2.\n\n"
        "Annex II\n\nConvention on Garden Owls\n\nArticle 1\nScope\n\n1. See article 2.\n"
    )
    first, second = keys(read(source))
    assert first == ("ATT:2", "own")
    assert second[0] == "?:2"
