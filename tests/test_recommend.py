"""Recommendations, against cases worked by hand, the sample's table and the reference rows."""

import csv

import pytest

from build import document, paragraphs
from pipeline.cite import label_of
from pipeline.places import sample_corpus
from pipeline.readers import read_bytes
from pipeline.recommend import articles_of, built_in, recommendations
from pipeline.recommend.directives import directives
from pipeline.recommend.opening import lead_verb
from pipeline.records import Given, Lang, Recommendation
from pipeline.segment import segment
from pipeline.text.citations import Context, citations, resolve
from shared import shared


def asked(text: str, lang: Lang, body: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [(d.strength, d.addressees) for d in directives(text, lang, body)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鼓励缔约国交流经验", [("encourages", ("states",))]),
        ("大力鼓励缔约国交流经验", [("strongly-encourages", ("states",))]),
        ("又请秘书长提交报告", [("requests", ("secretary-general",))]),
        ("工作组请尚未指定联系点的成员国指定联系点", [("requests", ("states",))]),
        ("请求各成员国并邀请相关国际组织提供数据", [("requests", ("states",)), ("invites", ("organizations",))]),
        ("缔约国应利用现有网络", [("should", ("states",))]),
        ("在向另一缔约国移交诉讼时，应考虑适用《公约》", [("should", ("states",))]),
        ("秘书处应收集资料，还应协助缔约国", [("should", ("secretariat",)), ("should", ("secretariat",))]),
        ("邀请缔约国和国际组织提供捐款", [("invites", ("states", "organizations"))]),
        ("鼓励受审议缔约方通报进展", [("encourages", ("state-under-review",))]),
        ("促请会员国加强合作", [("calls-upon", ("states",))]),
    ],
)  # fmt: skip
def test_chinese_directives(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert asked(text, "zh") == found


@pytest.mark.parametrize(
    "text",
    [
        "各国的反应不尽相同",
        "相应条款适用于缔约国",
        "缔约国根据请求提供协助",
        "被请求国收到司法协助请求",
        "在这方面，应以成功案例为重点",
        "缔约国在评估是否应当提出请求时",
        "缔约国应请求提供协助",
        "提出建议供审议",
    ],
)
def test_what_asks_nothing(text: str) -> None:
    assert asked(text, "zh") == []


def test_a_verb_belongs_to_its_body() -> None:
    assert asked("促请各成员国缔结协定", "zh", "CTOC-WG.3") == [("urges", ("states",))]
    assert asked("促请各成员国缔结协定", "zh", "GA") == [("calls-upon", ("states",))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Encourages States parties to cooperate", [("encourages", ("states",))]),
        ("States parties are strongly encouraged to cooperate", [("strongly-encourages", ("states",))]),
        ("States parties should keep records", [("should", ("states",))]),
        ("Also requests the Secretary-General to report", [("requests", ("secretary-general",))]),
        ("The Working Group recommended that the Conference consider the matter", [("recommends", ("conference",))]),
        ("Invites international organizations and Member States to contribute", [("invites", ("organizations", "states"))]),
        ("The Secretariat should collect, and should publish, good practices", [("should", ("secretariat",)), ("should", ("secretariat",))]),
        ("States that have not yet become parties to the Convention are invited to ratify it", [("invites", ("states",))]),
        ("Welcomes the efforts of Member States", []),
        ("speakers noted that cooperation had improved", []),
    ],
)  # fmt: skip
def test_english_directives(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert asked(text, "en") == found


def test_the_ladder() -> None:
    ladder = built_in()
    order = ["decides", "shall", "should", "urges", "calls-upon", "recommends", "requests"]
    assert list(ladder.codes[:7]) == order
    assert ladder.rank("strongly-encourages") < ladder.rank("encourages") < ladder.rank("may")
    both = directives("请求各成员国并邀请国际组织提供数据", "zh")
    assert ladder.strongest(d.strength for d in both) == "requests"


@pytest.mark.parametrize(
    ("text", "lang", "form"),
    [
        ("核可工作组的建议", "zh", "核可"),
        ("还核可工作组的建议", "zh", "核可"),
        ("在讨论网络时，强调了渠道的重要性", "zh", "强调"),
        ("Endorses the recommendations", "en", "endorse"),
        ("Also takes note of the report", "en", "take note"),
    ],
)
def test_lead_verbs(text: str, lang: Lang, form: str) -> None:
    found = lead_verb(text, lang)
    assert found is not None
    assert found.form == form


def test_only_announced_items_are_taken() -> None:
    source = (
        "一. 结论\n\n1. 工作组提出了下列建议：\n\n(a) 鼓励缔约国合作；\n\n(b) 会议富有成效。\n\n"
        "二. 概要\n\n2. 提出了下列问题：\n\n(a) 缔约国应如何合作？\n\n3. 缔约国应合作。\n"
    )
    read = document(source)
    found = recommendations(read, segment(read))
    assert [(label_of(r.paragraph), r.kind, r.strength) for r in found] == [
        ("1(a)", "recommendation", "encourages"),
        ("1(b)", "conclusion", ""),
    ]


def test_operative_paragraphs_are_taken_and_items_take_after_their_chapeau() -> None:
    source = (
        "Resolution 4/1\n\nMeteorites\n\nThe Conference of the Parties,\n\nRecalling its decision,\n\n"
        "1. Endorses the report;\n\n2. Requests the Secretariat:\n\n(a) To report;\n\n(b) To publish.\n"
    )
    read = document(source)
    found = recommendations(read, segment(read))
    assert [(label_of(r.paragraph), r.kind, r.strength, r.addressees) for r in found] == [
        ("1", "conclusion", "", ()),
        ("2", "recommendation", "requests", ("secretariat",)),
        ("2(a)", "recommendation", "requests", ("secretariat",)),
        ("2(b)", "recommendation", "requests", ("secretariat",)),
    ]


def labels(source: str) -> list[str]:
    read = document(source)
    return [label_of(r.paragraph) for r in recommendations(read, segment(read))]


def test_a_chapeau_may_end_in_a_full_stop() -> None:
    source = "二. 建议\n\n2. 工作组通过了以下建议，供缔约方会议核可。\n\nA. 引渡\n\n(a) 鼓励缔约国合作；\n\n(b) 缔约国应合作。\n"
    assert labels(source) == ["2(a)", "2(b)"]


def test_items_of_a_chapter_of_recommendations_need_no_chapeau() -> None:
    source = "I. Summary\n\n(a) Speakers spoke.\n\nII. Recommendations\n\n(a) States parties should cooperate;\n"
    assert labels(source) == ["(a)"]


def test_a_decision_has_items_in_place_of_operative_paragraphs() -> None:
    source = (
        "Decision 3/2\n\nInternational cooperation\n\nThe Conference of the Parties, pursuant to "
        "article 32 of the Convention:\n\n(a) Welcomes the report;\n\n(b) Requests the Secretariat "
        "to report to it.\n"
    )
    assert labels(source) == ["(a)", "(b)"]


def test_treaty_articles_recommend_nothing() -> None:
    source = "第一条\n\n一、本条提出下列建议：\n\n㈠ 缔约国应合作；\n"
    read = document(source)
    assert recommendations(read, paragraphs(source)) == ()


def test_cited_articles_leave_domestic_law_out() -> None:
    text = "根据《公约》第十一条第一款和我国刑法第10条"
    cited = resolve(text, citations(text, "zh"), Context("zh"))
    assert articles_of(cited) == ("11(1)",)


def test_rules_of_procedure_are_no_articles() -> None:
    made = document(
        "Resolution 3/1\n\nThe Conference,\n\n1. Reaffirms Article 19 of the Charter of the United Nations"
        " and rule 160 of the rules of procedure of the General Assembly;\n",
        symbol="MCC/COP/RES/3/1",
    )
    (found,) = recommendations(made, segment(made))
    assert found.articles == ("19",)


def read_file(folder: object, name: str) -> tuple[Recommendation, ...]:
    from pathlib import Path

    file = Path(str(folder)) / name
    read = read_bytes(file.name, file.read_bytes(), Given())
    return recommendations(read, segment(read))


SAMPLE = {
    "wg-1-2019-report.{}.txt": "a- b-encourages c-may d-should e-should f-encourages g- h-encourages "
    "i-may j-should k-encourages l-invites m-requests n-invites o-invites p-recommends",
    "wg-2-2020-report.{}.md": "a- b-encourages c-encourages d-invites e-encourages f-encourages "
    "g-strongly-encourages h-requests i-encourages j-encourages k-should l-should m-encourages "
    "n-requests o-invites p-urges",
    "wg-3-2021-report.{}.html": "a- b-encourages c-encourages d-encourages e-calls-upon f-may "
    "g-encourages h-urges i-should j-strongly-encourages k-should l-strongly-encourages m-should "
    "n-encourages o-invites p-requests q-urges",
    "wg-4-2022-report.{}.txt": "a-urges b-should c-should d-should e-strongly-encourages f-should "
    "g-may h-encourages i-calls-upon j-urges k-encourages l-should m- n-should o-requests "
    "p-requests q-invites",
}
"""Letter and strength of every item as the table of the sample's README has them."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SAMPLE)
def test_the_strengths_of_the_sample(name: str, lang: str) -> None:
    found = read_file(sample_corpus(), name.format(lang))
    read = [f"{r.paragraph.number[1]}-{r.strength}" for r in found]
    assert read == SAMPLE[name].split()


@pytest.mark.parametrize("name", [*SAMPLE, "cop-4-resolution-1.{}.txt"])
def test_both_languages_of_the_sample_say_the_same(name: str) -> None:
    english, chinese = (read_file(sample_corpus(), name.format(lang)) for lang in ("en", "zh"))
    assert [r.paragraph.number for r in english] == [r.paragraph.number for r in chinese]
    for e, z in zip(english, chinese, strict=True):
        assert (e.kind, e.addressees, e.articles) == (z.kind, z.addressees, z.articles)


@pytest.mark.shared
def test_the_reference_rows() -> None:
    seeds = {
        "wg-2012": "wg-international-cooperation-2012-report.zh.txt",
        "wg-2017-draft": "wg-international-cooperation-2017-draft-report.zh.txt",
        "cop-11-1": "cop-resolution-11-1.zh.txt",
    }
    with shared("gold/recommendations.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    right = 0
    for name, file in seeds.items():
        found = {
            (r.paragraph.part, label_of(r.paragraph)): r
            for r in read_file(shared("texts/seeds"), file)
        }
        for row in (r for r in rows if r["document"] == name):
            r = found[row["part"], row["label"]]
            assert r.paragraph.heading == row["heading"]
            wanted = (row["kind"], set(filter(None, row["addressees"].split(";"))), row["strength"])
            right += (r.kind, set(r.addressees), r.strength) == wanted
    assert right >= 0.95 * len(rows)
    assert len(rows) == 61
