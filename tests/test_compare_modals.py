"""What stands at the place of a modal or a negation, on invented beads."""

import math
from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import paragraph
from evaluation.findings import TwoSided
from evaluation.modal_tables import Example, count_anchors, fit, write_models
from evaluation.planting import PLANTS, planted
from pipeline.compare import findings
from pipeline.compare.course import course
from pipeline.compare.likely import Model, key, model
from pipeline.compare.modals import modals
from pipeline.compare.polarity import polarity
from pipeline.compare.usage import ratios, usage
from pipeline.records import Lang


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "States shall act and may report", [("shall", "shall"), ("may", "may")]),
        ("en", "It met in May 2020 and on 5 May", []),
        ("en", "May each of them decide", [("May", "may")]),
        ("en", "they cannot and might not", [("cannot", "can"), ("might", "may")]),
        ("zh", "委员会适应社会", []),
        ("zh", "应请求国的请求可以派员", [("可以", "可")]),
        ("zh", "不得披露，应当通知", [("不得", "不得"), ("应当", "应")]),
    ],
)
def test_modals_are_found_with_their_kind(
    lang: Lang, text: str, found: list[tuple[str, str]]
) -> None:
    assert [(m.form, m.kind) for m in modals(text, lang)] == found
    assert all(text[m.start : m.end] == m.form for m in modals(text, lang))


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        ("en", "shall not act", [("shall not", "shall", True)]),
        ("en", "shall not only act", [("shall", "shall", False)]),
        ("en", "leaving no one", [("leaving no", "leaving", True)]),
        ("en", "duty not to tell", [("not to", "to", True)]),
        ("en", "without consent", [("without", "with", True)]),
        ("en", "without delay", []),
        ("en", "unless agreed", [("unless", "if", True)]),
        ("zh", "不得披露", [("不得", "得", True)]),
        ("zh", "应通知", [("应", "应", False)]),
        ("zh", "除非商定", [("除非", "如", True)]),
        ("zh", "尚未答复", [("尚未", "已", True)]),
        ("zh", "除非洲外", []),
    ],
)
def test_places_that_are_or_could_be_negated(
    lang: Lang, text: str, places: list[tuple[str, str, bool]]
) -> None:
    found = polarity(text, lang).places
    assert [(text[p.start : p.end], p.head, p.is_negated) for p in found] == places


def test_akin_words_negate_only_in_part() -> None:
    found = polarity("unable to act without consent", "en")
    assert [m.group() for m in found.akin] == ["unable"]
    assert [m.group() for m in found.plain] == ["without"]


def test_a_figure_on_both_sides_is_an_anchor() -> None:
    run = course("甲" * 10 + "2031" + "甲" * 30, "x" * 60 + " 2031 " + "x" * 20)
    assert run.in_zh(62.0) == pytest.approx(11.0)
    assert run.in_en(11.0) == pytest.approx(62.0)


@given(
    st.text(alphabet="甲乙提交报告合作12 ，。", max_size=60),
    st.text(alphabet="submit report 12,.", max_size=120),
)
def test_a_course_runs_forward_from_end_to_end(zh: str, en: str) -> None:
    run = course(zh, en)
    assert run.zh[0] == run.en[0] == 0
    assert (run.zh[-1], run.en[-1]) == (max(1, len(zh)), max(1, len(en)))
    assert list(run.zh[1:-1]) == sorted(set(run.zh[1:-1]))
    assert list(run.en[1:-1]) == sorted(set(run.en[1:-1]))
    assert run.in_zh(0) == 0 and run.in_en(0) == 0


def test_usage_leaves_the_bead_itself_out() -> None:
    text = [
        paragraph("States shall act", ordinal=0),
        paragraph("States should report", ordinal=1),
        paragraph("They shall meet and shall vote", ordinal=2),
    ]
    # three of shall to one of should: ln(3.5 / 0.5) = 1.9 without the second paragraph
    assert "text shall:2" in set(usage(text).clues([text[1]]))
    # one to one without the third: ln(1) = 0
    assert "text shall:0" in set(usage(text).clues([text[2]]))


def test_ratios_of_nothing_say_nothing() -> None:
    assert list(ratios("text", Counter(["may", "can"]))) == []
    assert list(ratios("text", Counter(["must"]))) == [f"text must:{round(math.log(3))}"]


def _model(weights: list[list[int]]) -> Model:
    keys = np.array(sorted(key(c) for c in ("one", "two")), dtype=np.uint32)
    rows = {key("one"): weights[0], key("two"): weights[1]}
    table = np.array([rows[int(k)] for k in keys], dtype=np.int8)
    return Model(("shall", "may"), keys, table, 0.5, np.zeros(2, dtype=np.float32))


def test_chances_are_the_weights_made_to_add_up() -> None:
    # shall: 0.5 * (2 + 4), may: 0.5 * (0 + 2); the odds are e to the power of 2
    found = _model([[2, 0], [4, 2]]).chances({"one", "two", "unknown"})
    assert found["shall"] - found["may"] == pytest.approx(2)
    assert sum(math.exp(v) for v in found.values()) == pytest.approx(1)
    assert _model([[2, 0], [4, 2]]).chances(set())["may"] == pytest.approx(math.log(0.5))


@pytest.mark.parametrize("name", ["modal-zh", "modal-en", "negated-zh", "negated-en"])
def test_every_model_is_shipped_in_order(name: str) -> None:
    held = model(name)
    assert (np.diff(held.keys.astype(np.int64)) > 0).all()
    assert held.weights.shape == (len(held.keys), len(held.kinds))


def test_a_fitted_model_tells_its_examples_apart(tmp_path) -> None:  # type: ignore[no-untyped-def]
    shall = [Example(frozenset({"decides", f"noise {i % 3}"}), "shall") for i in range(20)]
    should = [Example(frozenset({"urges", f"noise {i % 3}"}), "should") for i in range(20)]
    made = fit(shall + should, most=2)
    assert len(made.keys) == 2, "noise is left out"
    write_models(tmp_path / "w.npz", {"modal-en": made})
    with np.load(tmp_path / "w.npz") as held:
        again = Model(
            made.kinds, held["modal-en.keys"], held["modal-en.weights"],
            float(held["modal-en.unit"]), held["modal-en.prior"],
        )  # fmt: skip
    assert again.chances({"decides"})["shall"] > math.log(0.8)
    assert again.chances({"urges"})["should"] > math.log(0.8)


def test_words_that_go_together_are_counted_as_anchors() -> None:
    beads = [
        TwoSided((paragraph(f"请提交第{i}份", "zh"),), (paragraph(f"to submit copy {i}"),))
        for i in range(15)
    ]
    beads += [
        TwoSided((paragraph(f"会议{i}", "zh"),), (paragraph(f"a meeting {i}"),)) for i in range(15)
    ]
    found = {(en, zh): share for en, zh, share in count_anchors(beads)}
    assert found["submit", "提交"] == 1.0
    assert ("submit", "会议") not in found


@pytest.mark.parametrize(
    ("kind", "lang", "text"),
    [
        ("negation", "en", "not only here, no later than May, without any delay, no matter"),
        ("negation", "zh", "除非洲联盟外，并非洲各国不得不行动"),
        ("duty and permission", "en", "on 5 may 2020, as may be necessary, and may not"),
        ("duty and permission", "zh", "缔约国应另一国的请求，会员国应对挑战"),
        ("shall and should", "en", "they agreed, should the need arise, to meet"),
    ],
)
def test_nothing_is_planted_that_is_no_error(kind: str, lang: Lang, text: str) -> None:
    plants = [p for p in PLANTS if (p.kind, p.lang) == (kind, lang)]
    assert plants
    assert all(planted(p, (paragraph(text, lang),), Random(1)) is None for p in plants)


def _rules(zh: str, en: str) -> set[str]:
    found = findings([paragraph(zh, "zh")], [paragraph(en, "en")])
    return {f.rule for f in found}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("任何国家均不得披露此种信息", "No State may disclose such information"),
        ("满足各国的需要", "to meet the needs of States"),
        ("作出不可估量的贡献", "to make an invaluable contribution"),
        ("应东道国倡议召开会议", "to meet at the initiative of the host country"),
        ("活动的影响未知", "the effects of the activity are unknown"),
        ("来访者须经馆长同意方可入库", "Visitors may enter only with the consent of the keeper"),
        ("保管令须由法官签发", "a custody order by a judge is required"),
        ("各馆对开放时间意见不一", "views on the opening hours were divided"),
        ("被询问者可主张拒绝作答的权利", "The person asked may claim the right not to answer"),
    ],
)
def test_what_obliges_or_denies_alike_is_no_finding(zh: str, en: str) -> None:
    assert not _rules(zh, en) & {"obligation", "negation"}


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("obligation", "各国可拒绝提供协助", "States shall refuse to render assistance"),
        ("obligation", "主管机关必须迅速行动", "Competent authorities may act promptly"),
        (
            "obligation",
            "秘书处应继续提供援助",
            "The Secretariat may continue to provide assistance",
        ),
        ("negation", "除非大会另有决定", "if the General Assembly decides otherwise"),
        ("negation", "不歧视任何人", "with discrimination against anyone"),
        ("negation", "各国能批准该文书", "States have not been able to ratify the instrument"),
    ],
)
def test_what_has_changed_places_is_found(rule: str, zh: str, en: str) -> None:
    assert rule in _rules(zh, en)


@pytest.mark.parametrize(("others", "is_found"), [(["should"] * 4, False), (["shall"] * 4, True)])
def test_should_is_no_finding_where_it_is_the_norm(others: list[str], is_found: bool) -> None:
    rest = [paragraph(f"Museums {modal} keep a list", ordinal=i) for i, modal in enumerate(others)]
    zh = paragraph("缔约国应采取必要措施，保护藏品", "zh", ordinal=9)
    en = paragraph(
        "States parties should take the measures necessary to protect collections", ordinal=9
    )
    found = findings([zh], [en], usage([*rest, en]))
    assert any(f.rule == "obligation" for f in found) == is_found
