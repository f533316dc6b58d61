"""The table of terms: every row well formed, every concept in both languages, the forms on whose
difference the texts of the field turn in their place; and the count that fills its columns."""

import csv
import io
import re
from collections import Counter, defaultdict
from typing import get_args

import pytest
from small_index import Text, build

from evaluation.terms.usage import Usage, body_of, filled, table_forms, usage
from pipeline import lexicon
from pipeline.collection import Collection
from pipeline.records import Heading
from pipeline.records.terms import TermUse
from pipeline.terms.forms import form_key
from pipeline.text.normalise import HAN

ROWS = lexicon.rows("terms")
STANDING = [row for row in ROWS if row["use"] != "never"]
HAN_WORDS = re.compile(f"[{HAN}]")


def forms(code: str, lang: str) -> list[str]:
    return [row["form"] for row in STANDING if (row["code"], row["lang"]) == (code, lang)]


def test_there_are_concepts_enough_and_each_has_both_languages() -> None:
    langs: dict[str, set[str]] = defaultdict(set)
    for row in STANDING:
        langs[row["code"]].add(row["lang"])
    assert len(langs) >= 1_000
    assert {code for code, held in langs.items() if held != {"en", "zh"}} == set()


def test_a_form_stands_once_under_a_concept() -> None:
    seen = Counter((row["code"], row["lang"], row["form"]) for row in ROWS)
    assert [form for form, number in seen.items() if number > 1] == []


def test_the_rows_of_a_concept_stand_together() -> None:
    order = [row["code"] for row in ROWS]
    blocks = [code for at, code in enumerate(order) if at == 0 or order[at - 1] != code]
    assert len(blocks) == len(set(blocks))


def test_every_value_is_one_that_the_columns_know() -> None:
    bodies = {row["code"] for row in lexicon.rows("bodies")}
    instruments = {row["code"] for row in lexicon.rows("instruments")}
    for line, row in enumerate(ROWS, 2):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["code"]), line
        assert row["lang"] in ("en", "zh"), line
        assert row["use"] in get_args(TermUse), line
        named = row["bodies"].split(";") if row["bodies"] else []
        assert set(named) <= bodies | instruments | {"PRC"}, line
        assert len(named) == len(set(named)), line
        assert re.fullmatch(r"(\d{4})?", row["first"]), line
        assert re.fullmatch(r"(\d{4})?", row["last"]), line
        assert not row["last"] or row["first"] <= row["last"], line
        assert row["source"], line


def test_forms_are_spelt_in_their_language_without_white_space_at_the_ends() -> None:
    for line, row in enumerate(ROWS, 2):
        assert all(value == value.strip() for value in row.values()), line
        assert "  " not in row["form"], line
        assert form_key(row["form"]), line
        assert bool(HAN_WORDS.search(row["form"])) == (row["lang"] == "zh"), line


@pytest.mark.parametrize(
    ("lang", "several"),
    [
        ("en", set()),
        ("zh", {"全权证书", "电子数据"}),  # full powers or credentials; data or evidence of the law
    ],
)
def test_a_variant_is_of_one_concept_but_for_words_of_two(lang: str, several: set[str]) -> None:
    codes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in STANDING:
        if row["lang"] == lang:
            codes[form_key(row["form"])].add(row["code"])
    variants = [r["form"] for r in STANDING if (r["lang"], r["use"]) == (lang, "variant")]
    assert {form for form in variants if len(codes[form_key(form)]) > 1} == several


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        (
            "transfer-of-sentenced",
            ["transfer of sentenced persons"],
            ["被判刑人员的移交", "被判刑人移管", "移交被判刑人员", "移管被判刑人"],
        ),
        ("central-authority", ["central authority"], ["中央机关", "中心当局", "对外联系机关"]),
        ("competent-authorities", ["competent authorities"], ["主管机关", "办案机关"]),
        ("joint-investigations", ["joint investigations"], ["联合侦查", "联合调查"]),
        (
            "mutual-legal-assistance",
            ["mutual legal assistance"],
            ["司法协助", "法律互助", "司法互助"],
        ),
        (
            "transfer-of-proceedings",
            ["transfer of criminal proceedings"],
            ["刑事诉讼的移交", "刑事事项诉讼转移"],
        ),
        ("liaison-magistrate", ["liaison magistrate"], ["联络司法官", "司法联络官"]),
        ("untoc", [], ["打击跨国有组织犯罪公约", "打击跨国组织犯罪公约"]),
        ("videoconference", ["videoconference"], ["视频会议"]),
    ],
)
def test_the_forms_between_which_texts_of_the_field_differ_are_of_one_concept(
    code: str, english: list[str], chinese: list[str]
) -> None:
    assert set(english) <= set(forms(code, "en"))
    assert set(chinese) <= set(forms(code, "zh"))


def test_the_law_of_a_state_is_told_from_the_wording_of_the_united_nations() -> None:
    of_law = {row["form"] for row in STANDING if row["bodies"] == "PRC"}
    assert {"移管被判刑人", "精神药品", "易制毒化学品"} <= of_law
    assert not of_law & {"被判刑人员的移交", "中央机关", "精神药物", "前体"}
    assert all(row["first"] for row in STANDING if row["bodies"] == "PRC")


TEXTS = (
    Text(
        "A/RES/70/1",
        "en",
        "1. Requests for mutual legal assistance go to the central authority.\n\n"
        "2. Central authorities keep a record of mutual legal assistance.",
        "2015-10-01",
        "70",
    ),
    Text(
        "A/HRC/RES/40/1",
        "en",
        "1. Each central authority answers.",
        "2019-03-01",
        "40",
    ),
    Text("A/RES/70/1", "zh", "1. 请求送交中央主管机关。", "2015-10-01", "70"),
)


def use_of(found: tuple[Usage, ...], code: str, form: str) -> Usage:
    (use,) = [use for use in found if (use.form.code, use.form.form) == (code, form)]
    return use


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Usage, ...]:
    with Collection.open(build(tmp_path_factory.mktemp("usage"), TEXTS)[0]) as held:
        return usage(held)


def test_forms_are_counted_by_body_and_year_in_the_order_of_the_table(
    counted: tuple[Usage, ...],
) -> None:
    assert tuple(use.form for use in counted) == table_forms()
    english = use_of(counted, "central-authority", "central authority")
    assert (english.occurrences, english.bodies) == (3, ("GA", "HRC"))
    assert (english.first, english.last) == ("2015", "2019")
    plural = use_of(counted, "central-authority", "central authorities")
    assert plural.occurrences == english.occurrences, "number makes no difference"
    assert use_of(counted, "piracy", "piracy").bodies == ()


def test_a_form_in_a_longer_one_is_counted_as_well(counted: tuple[Usage, ...]) -> None:
    whole = use_of(counted, "central-authority", "中央主管机关")
    part = use_of(counted, "competent-authorities", "主管机关")
    assert (whole.occurrences, part.occurrences) == (1, 1)


def test_only_the_counted_columns_are_filled_and_the_law_stays(
    counted: tuple[Usage, ...],
) -> None:
    made = list(csv.DictReader(io.StringIO(filled(counted))))
    kept = ("code", "lang", "form", "use", "source")
    assert [[row[c] for c in kept] for row in made] == [[row[c] for c in kept] for row in ROWS]
    by_form = {(row["code"], row["form"]): row for row in made}
    central = by_form["central-authority", "central authority"]
    assert (central["bodies"], central["first"], central["last"]) == ("GA;HRC", "2015", "2019")
    law = by_form["competent-authorities", "主管机关"]
    assert (law["bodies"], law["first"], law["last"]) == ("PRC;GA", "2018", "")
    nowhere = next(row for row in ROWS if row["form"] == "piracy")
    assert by_form["piracy", "piracy"] == nowhere, "what stands nowhere stays as it is"


def test_the_body_of_a_document_is_that_of_its_symbol() -> None:
    def heading(symbol: str, body: str) -> Heading:
        return Heading(symbol, "en", "", body, "", "", "", "", "", 0)

    assert body_of(heading("CTOC/COP/WG.3/2017/L.1", "WG.3")) == "CTOC-WG.3"
    assert body_of(heading("A/HRC/RES/57/1", "")) == "HRC"
    assert body_of(heading("notes", "GA")) == "GA"
    assert body_of(heading("notes", "")) == ""
