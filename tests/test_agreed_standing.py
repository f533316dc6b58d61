"""How far a passage is agreed, on the sample corpus and on texts with drafts in them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation.standing import asked_by, endorsing, standing
from pipeline.records import Heading, Lang, Paragraph

RESOLUTION = """General Assembly

T/RES/5/1

The General Assembly,

Recalling its earlier work on lamps,

1. Takes note of the draft convention annexed to the present resolution;

2. Adopts the statute in annex II.

Annex I
Draft convention on the upkeep of lamps

Article 1

1. Each State shall keep its lamps lit.

Annex II
Statute of the Lamp Office

Article 1

1. The Lamp Office shall have its seat in Aldermere.
"""
DRAFT = "1. Requests the Secretary-General to count the lamps;"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("standing") / "index"
    ingest([sample_corpus()], folder, FakeEncoder(), workers=0)
    with Collection.open(folder, FakeEncoder()) as held:
        yield held


def heading(held: Collection, symbol: str, lang: Lang) -> Heading:
    return next(h for h in held.documents() if (h.symbol, h.lang) == (symbol, lang))


def passage(held: Collection, symbol: str, lang: Lang, *number: str) -> Paragraph:
    return next(p for p in held.paragraphs(symbol, lang) if p.number == number)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("symbol", "number", "wanted"),
    [
        ("MCC/CONF/2014/8", ("art.11", "1"), "treaty"),
        ("MCC/COP/RES/4/1", ("1",), "adopted"),
        ("MCC/COP/RES/4/1", ("pp.1",), "adopted"),
        ("MCC/COP/RES/4/1", ("annex.1", "h"), "endorsed"),
        ("MCC/COP/RES/4/1", ("annex.2", "p"), "endorsed"),
        ("MCC/COP/WG.1/2021/6", ("3", "b"), "endorsed"),
        ("MCC/COP/WG.1/2021/6", ("3", "a"), "other"),
        ("MCC/COP/WG.1/2019/5", ("3", "c"), "recommended"),
        ("MCC/COP/WG.1/2019/5", ("1",), "other"),
    ],
)
def test_standing_of_the_sample(
    sample: Collection, lang: Lang, symbol: str, number: tuple[str, ...], wanted: str
) -> None:
    found = passage(sample, symbol, lang, *number)
    assert standing(sample, heading(sample, symbol, lang), found) == wanted


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_annex_is_endorsed_by_its_own_paragraph(sample: Collection, lang: Lang) -> None:
    symbol = "MCC/COP/RES/4/1"
    document = heading(sample, symbol, lang)
    by = {
        p.number[:1]: {e.paragraph.number for e in endorsing(sample, document, p)}
        for p in sample.paragraphs(symbol, lang)
        if endorsing(sample, document, p)
    }
    assert by == {("annex.1",): {("1",)}, ("annex.2",): {("2",)}}


def test_a_report_is_endorsed_by_the_resolution_that_names_it(sample: Collection) -> None:
    symbol = "MCC/COP/WG.1/2022/3"
    document = heading(sample, symbol, "en")
    (act,) = endorsing(sample, document, passage(sample, symbol, "en", "3", "a"))
    assert citation(act.paragraph, "en") == "MCC/COP/RES/4/1, para. 2"
    stands = Counter(standing(sample, document, p) for p in sample.paragraphs(symbol, "en"))
    assert stands["endorsed"] == 16
    assert stands["recommended"] == stands["adopted"] == 0


def test_strength_comes_from_the_register_and_the_english_of_it(sample: Collection) -> None:
    symbol = "MCC/COP/WG.1/2022/3"
    chinese = passage(sample, symbol, "zh", "3", "b")
    asked = asked_by(sample, heading(sample, symbol, "zh"), chinese)
    assert asked is not None
    assert (asked.strength, asked.is_resolved) == ("should", True)
    first = passage(sample, symbol, "zh", "1")
    assert asked_by(sample, heading(sample, symbol, "zh"), first) is None


def test_drafts_are_told_from_what_stands_beside_them(tmp_path: Path) -> None:
    texts = (Text("T/RES/5/1", "en", RESOLUTION), Text("T/L.7", "en", DRAFT))
    index, _ = build(tmp_path, texts)
    with Collection.open(index, FakeEncoder()) as held:
        document = heading(held, "T/RES/5/1", "en")
        stands = {p.text: standing(held, document, p) for p in held.paragraphs("T/RES/5/1", "en")}
        assert stands["1. Each State shall keep its lamps lit."] == "draft"
        assert stands["1. The Lamp Office shall have its seat in Aldermere."] == "treaty"
        assert stands["2. Adopts the statute in annex II."] == "adopted"
        limited = heading(held, "T/L.7", "en")
        assert {standing(held, limited, p) for p in held.paragraphs("T/L.7", "en")} == {"draft"}
