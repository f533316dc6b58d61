"""Terms as tables and pictures: what the records hold, nothing else."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pytest
from fake_encoder import FakeEncoder
from small_index import Text, build

from pipeline.collection import Collection
from pipeline.errors import InputError
from pipeline.exchange.term_files import READ, WRITTEN, terms_as, terms_from
from pipeline.preparation import Preparation
from pipeline.records import LANGS, Lang
from pipeline.records.terms import TermLens
from pipeline.strings import Strings
from pipeline.terms.table import TERMS_FILE
from pipeline.views.drawing import can_draw_files, png_bytes, svg_bytes
from pipeline.views.terms.charts import by_year, is_dated, is_wide, lens_chart, year_chart
from pipeline.views.terms.forms import bodies_table, columns_in, senses_of
from pipeline.views.terms.tables import (
    alerts_frame,
    counts_frame,
    passages_frame,
    variances_frame,
)

TABLE = """code,lang,form,bodies
gate,zh,闸门机关,T
gate,zh,水闸机关,PRC;T
gate,zh,船闸机关,PRC
gate,en,gate office,T
"""
TEXTS = (
    Text(
        "T/RES/1/1",
        "zh",
        "1. 闸门机关开会。\n\n2. 水闸机关散会。\n\n3. 闸门机关复会。",
        "2003-05-06",
        "1",
    ),
    Text(
        "T/RES/1/1",
        "en",
        "1. The gate office met in the old harbour.\n\n2. Gate offices rose.\n\n3. It resumed.",
        "2003-05-06",
        "1",
    ),
    Text("T/RES/2/1", "zh", "1. 闸门机关在二月开会。", "2014-05-06", "2"),
    Text("T/RES/2/1", "en", "1. The gate office met in the old harbour!", "2014-05-06", "2"),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preparation]:
    index, _ = build(tmp_path_factory.mktemp("terms"), TEXTS)
    (index / TERMS_FILE).write_text(TABLE, encoding="utf-8")
    with Collection.open(index, FakeEncoder()) as opened:
        yield Preparation(opened)


@pytest.fixture
def lens(prepared: Preparation) -> TermLens:
    return prepared.lens("gate office")


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_of_the_law_and_of_others_stands_in_both_chinese_columns(
    lens: TermLens, lang: Lang
) -> None:
    found = columns_in(lens, Strings(lang))
    forms = {column: {use.form.form for use in uses} for column, uses in found.items()}
    assert forms == {
        "un": {"闸门机关", "水闸机关"},
        "law": {"水闸机关", "船闸机关"},
        "en": {"gate office"},
    }
    assert next(iter(found)) == ("un" if lang == "zh" else "en")


@pytest.mark.parametrize("lang", LANGS)
def test_the_rows_of_counts_add_up_to_the_lens(lens: TermLens, lang: Lang) -> None:
    say = Strings(lang)
    frame = counts_frame(lens, say)
    totals = frame.groupby(say("column.form"))[say("column.occurrences")].sum().to_dict()
    assert totals == {use.form.form: use.occurrences for use in lens.forms}
    assert totals == {"闸门机关": 3, "水闸机关": 1, "船闸机关": 0, "gate office": 3}


def test_bars_are_the_occurrences_by_form_and_year_of_dated_texts(lens: TermLens) -> None:
    uses = lens.named("zh")
    assert is_dated(uses)
    assert is_wide(uses)  # 2003 to 2014
    spec = year_chart(uses, Strings("zh"), selectable=True).to_dict()
    drawn = Counter({(v["form"], v["year"]): v["count"] for v in spec["data"]["values"]})
    assert drawn == {("闸门机关", "2003"): 2, ("闸门机关", "2014"): 1, ("水闸机关", "2003"): 1}
    assert spec["encoding"]["x"]["scale"]["domain"] == [str(y) for y in range(2003, 2015)]
    assert by_year(uses[0]) == {"2003": 2, "2014": 1}


@pytest.mark.skipif(not can_draw_files(), reason="vl-convert is not installed")
def test_both_charts_are_one_picture(lens: TermLens) -> None:
    assert svg_bytes(lens_chart(lens, Strings("en"))).startswith(b"<svg")
    assert png_bytes(lens_chart(lens, Strings("zh"))).startswith(b"\x89PNG")


def test_counts_by_body_have_a_cell_for_each_form(lens: TermLens) -> None:
    table = bodies_table([use for use in lens.forms if use.occurrences], Strings("en"))
    assert table.count("<tr") == 4
    assert senses_of(lens.forms[0].counts) == {}


def test_passages_renderings_and_alerts_are_rows_with_both_languages(
    prepared: Preparation, lens: TermLens
) -> None:
    say = Strings("en")
    use = lens.named("en")[0]
    found = prepared.term_passages(lens.term, use.form).shown
    frame = passages_frame(use.form, found, say)
    met = frame[frame[say("column.recurs")] != ""]
    assert list(met[say("column.zh")]) == ["1. 闸门机关在二月开会。"]
    assert list(met[say("column.recurs")]) == ["T/RES/1/1"]
    varied = variances_frame(prepared.variance().variances, say)
    assert sorted(varied[say("column.rendering_text")]) == [
        "1. 闸门机关在二月开会。",
        "1. 闸门机关开会。",
    ]
    alerts = alerts_frame(prepared.check("T/RES/1/1"), say)
    assert list(alerts[say("column.alert")]) == [say("alert.several")]
    assert list(alerts[say("column.form")]) == ["水闸机关"]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_file_of_terms_is_read_by_its_ending(prepared: Preparation, suffix: str) -> None:
    terms = prepared.terms("闸门机关")
    content = terms_as(suffix, terms)
    assert terms_from(f"own{suffix.upper()}", content) == terms
    assert BytesIO(content).read(4)


@pytest.mark.parametrize("name", ["own.txt", "own", "csv"])
def test_another_ending_is_refused_with_those_that_are_read(name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: .*{', '.join(READ)}"):
        terms_from(name, b"")
