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
        (("pp.3",), "preambular para. 3", "序言部分第三段"),
        (("fn.2",), "footnote 2", "脚注2"),
        (("annex", "art.1", "title"), "annex, art. 1", "附件，第一条"),
        (("art.17", "text.1"), "art. 17", "第十七条"),
        (("art.2", "e", "i"), "art. 2(e)(i)", "第二条第㈤项第㈠目"),
        (("art.2", "1", "i"), "art. 2(1)(i)", "第二条第一款第㈨项"),
        (("annex.1", "a", "ii"), "annex I (a) (ii)", "附件一，(a)项(ii)目"),
        (("ch.3", "sec.A"), "chap. III, sect. A", "第三章，A节"),
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
