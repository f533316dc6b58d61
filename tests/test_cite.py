import pytest

from build import paragraph
from pipeline.cite import citation, label_of, place_of
from pipeline.records import Role


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (("annex", "art.40", "3"), "annex, art. 40(3)", "附件，第四十条第三款"),
        (("art.111", "1", "a", "ii"), "art. 111(1)(a)(ii)", "第一百一十一条第一款第㈠项第㈡目"),
        (("3", "a"), "para. 3 (a)", "第3段(a)项"),
        (("annex.1", "x"), "annex I (x)", "附件一，(x)项"),
        (("5",), "para. 5", "第5段"),
        (("4", "pp"), "para. 4 (pp)", "第4段(pp)项"),
        (("pp.3",), "preambular para. 3", "序言部分第三段"),
        (("fn.2",), "footnote 2", "脚注2"),
        (("annex", "art.1", "title"), "annex, art. 1", "附件，第一条"),
        (("art.17", "text.1"), "art. 17", "第十七条"),
        (("art.2", "e", "i"), "art. 2(e)(i)", "第二条第㈤项第㈠目"),
        (("art.2", "1", "i"), "art. 2(1)(i)", "第二条第一款第㈨项"),
        (("annex.1", "a", "ii"), "annex I (a) (ii)", "附件一，(a)项(ii)目"),
        (("ch.3", "sec.A"), "chap. III, sect. A", "第三章，A节"),
        (("annex.2", "part.1"), "annex II, part I", "附件二，第一部分"),
        (("ch.3", "sec.2"), "chap. III, sect. 2", "第三章，第二节"),
        (("annex", "appendix.2", "4"), "annex, appendix II, para. 4", "附件，附录二，第4段"),
        (
            ("res.55/25", "annex.1", "art.3", "1", "a"),
            "resolution 55/25, annex I, art. 3(1)(a)",
            "第55/25号决议，附件一，第三条第一款第㈠项",
        ),
        (("dec.3/1", "2"), "decision 3/1, para. 2", "第3/1号决定，第2段"),
        (("text-2", "art.1"), "text 2, art. 1", "第二件文书，第一条"),
        (("B", "3", "a"), "B, para. 3 (a)", "B，第3段(a)项"),
        (("pp.2", "a"), "preambular para. 2 (a)", "序言部分第二段，(a)项"),
        (("art.5bis", "3bis"), "art. 5 bis(3 bis)", "第五条之二第三款之二"),
        (("art.5", "2", "bbis"), "art. 5(2)(b bis)", "第五条第二款第㈡项之二"),
        (("3bis",), "para. 3 bis", "第3段之二"),
        (("annex.4", "2.1", "a"), "annex IV, para. 2.1 (a)", "附件四，第2.1段(a)项"),
        (("art.6", "text.2", "a"), "art. 6(a)", "第六条第㈠项"),
        ((), "", ""),
    ],
)
def test_places(number: tuple[str, ...], english: str, chinese: str) -> None:
    found = paragraph("words", number=number)
    assert place_of(found, "en") == english
    assert place_of(found, "zh") == chinese


def test_a_citation_begins_with_the_symbol() -> None:
    found = paragraph("words", number=("annex", "art.40", "3"), symbol="A/RES/79/243")
    assert citation(found, "en") == "A/RES/79/243, annex, art. 40(3)"
    assert citation(found, "zh") == "A/RES/79/243，附件，第四十条第三款"
    assert citation(paragraph("words", symbol="A/RES/79/243"), "en") == "A/RES/79/243"


@pytest.mark.parametrize(
    ("number", "role", "printed", "label"),
    [
        (("3", "a"), "item", "(a)", "3(a)"),
        (("annex.1", "a"), "item", "(a)", "(a)"),
        (("5",), "operative", "5.", "5"),
        (("art.1", "a"), "item", "㈠", "㈠"),
    ],
)
def test_labels(number: tuple[str, ...], role: Role, printed: str, label: str) -> None:
    assert label_of(paragraph("words", number=number, role=role, label=printed)) == label
