"""Forms in which provisions, resolutions, decisions and symbols are cited, and their keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Lang
from pipeline.text.citations import citations

FORMS = [
    ("en", "the obligations in General Assembly resolution 3363 (XXX) remain", "RES:3363(XXX)"),
    ("en", "resolution 2482 (2019)", "RES:2482(2019)"),
    ("en", "resolutions 46/152, 55/25 and 55/255", "RES:46/152 RES:55/25 RES:55/255"),
    ("en", "paras. 4-6 of resolution 11/1", "RES:11/1@4,5,6"),
    ("zh", "第 11/1 号决议附件一第(f)项", "RES:11/1@annex.1/f"),
    ("en", "resolution 11/1, annex I, paragraph (f)", "RES:11/1@annex.1/f"),
    ("en", "Council decision 2019/225", "DEC:2019/225"),
    ("zh", "安全理事会第 2482(2019)号决议", "RES:2482(2019)"),
    ("zh", "经社理事会第 2021/1 号决议", "RES:2021/1"),
    ("en", "article 46, paragraph 13, of the Convention against Corruption", "UNCAC:46(13)"),
    ("en", "article 3 bis", "?:3bis"),
    ("zh", "第三条之二", "?:3bis"),
    ("en", "articles 15-17", "?:15 ?:16 ?:17"),
    ("en", "Article 2(a) of the Trafficking in Persons Protocol", "TIP-PROTOCOL:2(a)"),
    ("zh", "《人口贩运议定书》第三条(a)项", "TIP-PROTOCOL:3(a)"),
    ("zh", "宪章第五十一条", "CHARTER:51"),
    ("en", "Article 51 of the Charter", "CHARTER:51"),
    ("en", "Chapter VII of the Charter", "CHARTER:ch.7"),
    ("zh", "《宪章》第七章", "CHARTER:ch.7"),
    ("zh", "第四十六条第十三款第(一)项", "?:46(13)(i)"),
    ("en", "regulation 31 of the Regulations", "REGULATIONS:31"),
    ("en", "rule 5", "RULES:5"),
    ("en", "paragraph 4 of section II of resolution 73/1", "RES:73/1@ch.2/4"),
    ("zh", "该条第三款", "THAT-ARTICLE(3)"),
    ("en", "paragraph 3 of the said article", "THAT-ARTICLE(3)"),
    ("en", "preambular paragraph 8 of resolution 11/1", "RES:11/1@pp.8"),
    ("zh", "第11/1号决议序言部分第8段", "RES:11/1@pp.8"),
    ("en", "article 18¹ of the Organized Crime Convention²", "UNTOC:18"),
    ("en", "article 18,\nparagraph 13,\nof the Organized\nCrime Convention", "UNTOC:18(13)"),
    ("zh", "《联合国打击跨国\n有组织犯罪公约》¹ 第\n十八条", "UNTOC:18"),
    ("zh", "《公约》（第１８条，第１３款）", "CONVENTION:18(13)"),
    (
        "en",
        "article 9, paragraph 1, and article 10, paragraph 2, of the Convention",
        "CONVENTION:9(1) CONVENTION:10(2)",
    ),
    ("zh", "《公约》第九条第一款和第十条第二款", "CONVENTION:9(1) CONVENTION:10(2)"),
    (
        "en",
        "articles 6, paragraph 1, and 7, paragraph 2, of that Protocol",
        "PROTOCOL:6(1) PROTOCOL:7(2)",
    ),
    ("en", "subparagraph (a) of paragraph 3 of article 8 of this Agreement", "THIS:8(3)(a)"),
    (
        "en",
        "article 6, paragraph 1 (a) (i) and (ii) and (b)",
        "?:6(1)(a)(i) ?:6(1)(a)(ii) ?:6(1)(b)",
    ),
    ("en", "article 2, subparagraphs (a) to (c)", "?:2(a) ?:2(b) ?:2(c)"),
    ("en", "article 12 of its Criminal Code", "DOMESTIC:12"),
    ("en", "article 5 of the Extradition Act", "DOMESTIC:5"),
    ("en", "section 7 of the Extradition Act 2003", "DOMESTIC:sec.7"),
    ("en", "article 14 of the Constitution of the Republic", "DOMESTIC:14"),
    ("en", "article 5 of the Model Law on Extradition", "UNLISTED:5"),
    ("en", "article 5 of the Inter-American Convention on Mutual Assistance", "UNLISTED:5"),
    ("zh", "《刑事诉讼法》第十八条", "CN-CRIMINAL-PROCEDURE-LAW:18"),
    ("zh", "《国际刑事司法协助法》第十三条和第十四条", "CN-MLA-LAW:13 CN-MLA-LAW:14"),
    ("zh", "刑法第120条之一", "CN-CRIMINAL-LAW:120-1"),
    ("zh", "缅甸刑法第5条", "DOMESTIC:5"),
    ("zh", "该国《反洗钱条例》第七条", "DOMESTIC:7"),
    ("zh", "《美洲间司法协助公约》第5条", "UNLISTED:5"),
    ("en", "the Convention (art. 18, para. 13)", "CONVENTION:18(13)"),
    ("en", "UNCAC article 46", "UNCAC:46"),
    ("en", "the Charter's Article 51", "CHARTER:51"),
    ("zh", "第2、第3和第5条", "?:2 ?:3 ?:5"),
    ("zh", "第二、三、五条", "?:2 ?:3 ?:5"),
    ("zh", "第15-17条", "?:15 ?:16 ?:17"),
    ("zh", "《公约》第18条第1、2和4款", "CONVENTION:18(1) CONVENTION:18(2) CONVENTION:18(4)"),
    ("zh", "《公约》第6(1)(a)条", "CONVENTION:6(1)(a)"),
    ("zh", "《公约》第八条(a)、(b)和(d)项", "CONVENTION:8(a) CONVENTION:8(b) CONVENTION:8(d)"),
    ("zh", "《公约》第八条(a)项至(c)项", "CONVENTION:8(a) CONVENTION:8(b) CONVENTION:8(c)"),
    ("zh", "大会第1514(XV)和1541(XV)号决议", "RES:1514(XV) RES:1541(XV)"),
    ("zh", "大会第71/272 A和B号决议", "RES:71/272A RES:71/272B"),
    ("en", "resolutions 71/272 A and B of 23 December 2016", "RES:71/272A RES:71/272B"),
    ("en", "resolution 217 A (III)", "RES:217A(III)"),
    ("en", "decision 1/CP.21", "DEC:1/CP.21"),
    ("zh", "第1/CP.21号决定", "DEC:1/CP.21"),
    ("zh", "第S-26/2号决议和第ES-11/1号决议", "RES:S-26/2 RES:ES-11/1"),
    ("en", "resolutions S-26/2 and ES-11/1", "RES:S-26/2 RES:ES-11/1"),
    ("zh", "本决议附件二", "RES:THIS@annex.2"),
    ("en", "annex II to the present resolution", "RES:THIS@annex.2"),
    ("en", "that decision", "DEC:THAT"),
    ("zh", "该项决定", "DEC:THAT"),
    ("zh", "A/RES/55/25，附件一，第(f)段", "SYMBOL:A/RES/55/25@annex.1/f"),
    ("en", "A/79/10, paras. 4 and 5", "SYMBOL:A/79/10@4,5"),
    ("en", "Part XI of the Convention", "CONVENTION:part.11"),
    ("zh", "《公约》第十一部分第五节", "CONVENTION:part.11/sec.5"),
    ("en", "Part XI, section 5, of the Convention", "CONVENTION:part.11/sec.5"),
    ("zh", "《公约》第十一部分", "CONVENTION:part.11"),
    ("en", "article 5 of annex III to the Convention", "CONVENTION:annex.3/5"),
    ("zh", "《公约》附件三第五条", "CONVENTION:annex.3/5"),
    ("en", "principle 10 of the Rio Declaration", "RIO-DECLARATION:principle.10"),
    ("zh", "《里约宣言》原则10", "RIO-DECLARATION:principle.10"),
    ("zh", "《纳尔逊·曼德拉规则》规则5", "MANDELA-RULES:5"),
    ("en", "rule 5 of the Nelson Mandela Rules", "MANDELA-RULES:5"),
    ("en", "article 25 (Assistance) of the Convention", "CONVENTION:25"),
    (
        "en",
        "Articles 33 to 35 and 51 of the Charter of the United Nations",
        "CHARTER:33 CHARTER:34 CHARTER:35 CHARTER:51",
    ),
    ("en", "article 16 of the Convention on the Rights of the Child", "CRC:16"),
    ("en", "Article VI of the Treaty on the Non-Proliferation of Nuclear Weapons", "NPT:6"),
    ("zh", "《不扩散核武器条约》第六条", "NPT:6"),
    (
        "en",
        "Security Council resolutions 1325 (2000), 1820 (2008) and 2242 (2015)",
        "RES:1325(2000) RES:1820(2008) RES:2242(2015)",
    ),
    ("en", "in articles 12 and 13 July reports", "?:12"),
    ("zh", "第三条道路", ""),
    ("zh", "根据第12/2007号来文", ""),
    ("zh", "第 39574 号条约", ""),
    ("en", "part I of the book, section A, annex", ""),
    ("en", "on 3 June 2019 and in 12 paragraphs", ""),
    ("zh", "第71/1号至第71/4号决议", "RES:71/1 RES:71/2 RES:71/3 RES:71/4"),
    ("en", "resolutions 71/1 to 71/4", "RES:71/1 RES:71/2 RES:71/3 RES:71/4"),
    ("zh", "其第8/1号决议第4至6段和第9段", "RES:8/1@4,5,6,9"),
    ("en", "its resolution 8/1, paragraphs 4 to 6 and 9", "RES:8/1@4,5,6,9"),
    (
        "en",
        "paragraph 2 of article 4 of the Statute of the International Court of Justice",
        "ICJ-STATUTE:4(2)",
    ),
    ("zh", "《国际法院规约》第四条第二款", "ICJ-STATUTE:4(2)"),
    (
        "en",
        "paragraph 5 (a) of article 12 and articles 13 and 14 of the Organized Crime Convention",
        "UNTOC:12(5)(a) UNTOC:13 UNTOC:14",
    ),
    ("en", "article 20 bis, paragraph 2, of the Rome Statute", "ROME-STATUTE:20bis(2)"),
    ("zh", "《罗马规约》第二十条之二第二款", "ROME-STATUTE:20bis(2)"),
    ("en", "subparagraph (b) of this paragraph", "THIS-PARAGRAPH(b)"),
    ("zh", "本款第(b)项", "THIS-PARAGRAPH(b)"),
    ("en", "article 4 of which is set out below", "?:4"),
    ("en", "Article 1A of the Refugee Convention", "REFUGEES-1951:1A"),
    ("zh", "联合国宪章第二条第四款", "CHARTER:2(4)"),
    ("en", "Article 2 (4) of the United Nations Charter", "CHARTER:2(4)"),
    ("zh", "实施《公约》关于没收的第12条", "?:12"),
    ("en", "the provisions on confiscation in article 12", "?:12"),
    ("en", "resolution WHA74.7", "RES:WHA74.7"),
    ("en", "decision 2/COP.14", "DEC:2/COP.14"),
    ("zh", "《宪章》第七十三条(辰)款和(丑)款", "CHARTER:73(e) CHARTER:73(b)"),
    ("en", "Article 73 e of the Charter", "CHARTER:73(e)"),
    ("zh", "《宪章》第十三条第一项(子)款", "CHARTER:13(1)(a)"),
    ("en", "article 66.2 of the Convention", "CONVENTION:66(2)"),
    ("zh", "《公约》第66.2条", "CONVENTION:66(2)"),
    ("en", "article 76 of and annex II to the Convention", "CONVENTION:76"),
    ("en", "article 19 of the Paris Agreement and of the Kyoto Protocol", "PARIS:19 KYOTO:19"),
    ("zh", "第2199(2015)和第2347(2017)号决议", "RES:2199(2015) RES:2347(2017)"),
    ("zh", "2004年7月20日ES-10/15号决议", "RES:ES-10/15"),
    ("en", "resolutions 7/8 on sport and 8/4 on safeguarding it", "RES:7/8 RES:8/4"),
    (
        "en",
        "resolutions 53/77 AA of 4 December 1998 and 54/54 U of 1 December 1999",
        "RES:53/77AA RES:54/54U",
    ),
    ("en", "that decision-making body", ""),
    (
        "en",
        "the Agreement relating to the Implementation of Part XI of the United Nations Convention on the Law of the Sea of 10 December 1982",
        "",
    ),
    ("zh", "按照各自宪法程序履行第七条规定的义务", "?:7"),
    ("zh", "《宪章》第十五章第一百零一条第三项", "CHARTER:101(3)"),
    ("en", "Article 101, paragraph 3, of Chapter XV of the Charter", "CHARTER:101(3)"),
    ("en", "article IV, section 11, of the Headquarters Agreement", "UNLISTED:4(11)"),
    ("zh", "《总部协定》第四条第11节", "UNLISTED:4(11)"),
    ("en", "article 9 of the Code of Conduct", "UNLISTED:9"),
    ("en", "article 9 of the Penal Code", "DOMESTIC:9"),
]
"""Language, words, keys; paragraphs of a resolution or document behind an ``@``."""


@pytest.mark.parametrize(("lang", "text", "expected"), FORMS)
def test_the_key_of_every_form(lang: Lang, text: str, expected: str) -> None:
    found = citations(text, lang)
    keys = [c.key + (f"@{','.join(c.places)}" if c.places else "") for c in found]
    assert " ".join(keys) == expected
    assert all(0 <= c.start < c.end <= len(text) for c in found)


PIECES = st.sampled_from(
    [word for _, text, _ in FORMS for word in text.split()] + list("第条款项、和至()（）《》㈠12一")
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["zh", "en"]))
def test_no_text_is_too_odd(pieces: list[str], lang: Lang) -> None:
    text = " ".join(pieces)
    for joined in (text, text.replace(" ", "")):
        found = citations(joined, lang)
        assert all(0 <= c.start < c.end <= len(joined) for c in found)
        assert list(found) == sorted(found, key=lambda c: (c.start, c.end))


@given(st.text(max_size=80), st.sampled_from(["zh", "en"]))
def test_any_characters_are_read(text: str, lang: Lang) -> None:
    assert all(0 <= c.start < c.end <= len(text) for c in citations(text, lang))
