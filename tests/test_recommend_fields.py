"""What is asked, of which of them, with which reserve, by when: fields against cases by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import document
from pipeline.cite import label_of
from pipeline.recommend import recommendations
from pipeline.recommend.directives import directives
from pipeline.recommend.duties import duty_of
from pipeline.recommend.hedges import hedges_of
from pipeline.records import Lang, Recommendation
from pipeline.segment import segment

HEAD = {
    "en": "Resolution 4/1\n\nMeteorites\n\nThe Conference of the Parties,\n\nRecalling its decision,\n\n",
    "zh": "第4/1号决议\n\n陨石\n\n缔约方会议，\n\n回顾其决定，\n\n",
}


def register(operative: str, lang: Lang = "en", **given: str) -> tuple[Recommendation, ...]:
    """The recommendations of a resolution with the paragraphs ``operative``."""
    read = document(HEAD[lang] + operative, lang=lang, **given)
    return recommendations(read, segment(read))


def one(operative: str, lang: Lang = "en", **given: str) -> Recommendation:
    return register(f"1. {operative}\n", lang, **given)[0]


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("Requests Peru and Chad to agree", "en", ("named-state",)),
        ("Calls upon the Government of Peru to agree", "en", ("named-state",)),
        ("Urges Peru, the occupying Power, to withdraw", "en", ("named-state",)),
        ("促请秘鲁政府遵守规则", "zh", ("named-state",)),
        ("Invites the organizations of the United Nations system to help", "en", ("un-system",)),
        ("邀请联合国系统各组织提供帮助", "zh", ("un-system",)),
        ("Calls upon parties to the Convention to help", "en", ("states",)),
        ("Calls upon all parties to the conflict to stop", "en", ("parties",)),
        ("促请也门冲突各方停火", "zh", ("parties",)),
        ("Requests the Secretary-General, in consultation with Member States, to report", "en", ("secretary-general",)),
        ("请秘书长与会员国协商", "zh", ("secretary-general",)),
        ("Encourages Member States, other relevant stakeholders, including civil society, and academia to help", "en", ("states", "stakeholders", "civil-society", "academia")),
        ("鼓励会员国、联合国有关实体和所有其他利益攸关方参与", "zh", ("states", "un-system", "stakeholders")),
        ("Commends the Special Rapporteur for the work, and requests her to go on", "en", ("special-procedures",)),
        ("请人权理事会酷刑问题特别报告员提交报告", "zh", ("special-procedures",)),
        ("Encourages closer cooperation between States and the Secretariat", "en", ("states", "secretariat")),
        ("敦促尚未加入《联合国反腐败公约》的会员国加入", "zh", ("states",)),
        ("Recommends that parties to the United Nations Convention against Noise meet", "en", ("states",)),
        ("Invites the Office of Legal Affairs to advise", "en", ("secretariat",)),
    ],
)  # fmt: skip
def test_who_is_asked(text: str, lang: Lang, codes: tuple[str, ...]) -> None:
    found = directives(text, lang, of_organ=True)
    assert tuple(dict.fromkeys(c for d in found for c in d.addressees)) == codes


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Refugees and the United Nations High Commissioner for Refugees", "unhcr"),
        ("Drugs and the United Nations Office on Drugs and Crime", "unodc"),
        ("Rights and the United Nations High Commissioner for Human Rights", "ohchr"),
    ],
)
def test_a_short_name_stands_for_what_the_document_names(title: str, code: str) -> None:
    text = HEAD["en"].replace("Meteorites", title) + "1. Requests the Office to report.\n"
    read = document(text)
    assert recommendations(read, segment(read))[0].addressees == (code,)


def test_a_name_may_belong_to_a_body() -> None:
    text = "Requests the Council to meet"
    named = {body: directives(text, "en", body)[0].addressees for body in ("HRC", "SC", "ECOSOC")}
    assert named == {
        "HRC": ("human-rights-council",), "SC": ("security-council",), "ECOSOC": ("ecosoc",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang", "subset"),
    [
        ("Urges States that have not yet done so to ratify the Convention", "en", "not-yet"),
        ("敦促尚未这样做的国家批准《公约》", "zh", "not-yet"),
        ("Invites States in a position to do so to contribute", "en", "in-a-position"),
        ("邀请有能力的会员国提供捐款", "zh", "in-a-position"),
        ("Encourages States that export lamps to keep lists", "en", "which"),
        ("鼓励出口灯具的国家编制清单", "zh", "which"),
        ("Encourages interested States to keep lists", "en", ""),
        ("鼓励有关国家编制清单", "zh", ""),
    ],
)
def test_which_of_them(text: str, lang: Lang, subset: str) -> None:
    assert one(text, lang).subset == subset


@pytest.mark.parametrize(
    ("text", "lang", "verb_class", "modifiers"),
    [
        ("Also welcomes the report", "en", "welcomes", ("also",)),
        ("又欢迎该报告", "zh", "welcomes", ("also",)),
        ("Further requests the Secretariat to report", "en", "requests", ("further",)),
        ("还请秘书处提交报告", "zh", "requests", ("further",)),
        ("Reiterates its call upon States to help", "en", "calls-upon", ("again",)),
        ("再次促请各国提供帮助", "zh", "calls-upon", ("again",)),
        ("Reiterates its commitment to the lamps", "en", "reaffirms", ()),
        ("Strongly encourages States to help", "en", "strongly-encourages", ("strongly",)),
        ("大力鼓励各国提供帮助", "zh", "strongly-encourages", ("strongly",)),
        ("Notes with appreciation the report", "en", "notes", ()),
        ("赞赏地注意到该报告", "zh", "notes", ()),
        ("In this regard, recognizes the efforts of States", "en", "recognizes", ()),
        ("在这方面，确认各国的努力", "zh", "recognizes", ()),
        ("强调需要有效地利用灯塔", "zh", "stresses", ()),
        ("Takes note of the report, and requests the Secretariat to publish it", "en", "notes", ()),
    ],
)
def test_how_a_paragraph_opens(
    text: str, lang: Lang, verb_class: str, modifiers: tuple[str, ...]
) -> None:
    found = one(text, lang)
    assert (found.verb_class, found.modifiers) == (verb_class, modifiers)


@pytest.mark.parametrize(
    ("text", "lang", "strength"),
    [
        ("Welcomes the lamps, and urges the further strengthening of their light", "en", "urges"),
        ("欢迎灯具，敦促进一步加强其光亮", "zh", "urges"),
        ("Reaffirms that States should keep their lamps lit", "en", ""),
        ("重申各国应保持灯火", "zh", ""),
        ("Recalls its resolution, in which it requested the Secretariat to report", "en", ""),
        ("Decides that the Committee shall meet", "en", "decides"),
        ("States shall keep their lamps lit and are urged to report", "en", "shall"),
    ],
)
def test_the_strongest_act_decides(text: str, lang: Lang, strength: str) -> None:
    found = one(text, lang)
    assert (found.strength, found.kind == "recommendation") == (strength, bool(strength))


@pytest.mark.parametrize(
    "word", ["反应", "相应", "适应", "供应", "应对", "应请求", "应邀", "应会员国请求"]
)
def test_words_with_the_character_of_should_ask_nothing(word: str) -> None:
    assert directives(f"缔约国{word}提供协助", "zh") == ()


def test_the_verb_of_shall_and_should_alone_is_not_resolved() -> None:
    alone = one("缔约国应保持灯火", "zh")
    assert (alone.strength, alone.is_resolved) == ("should", False)
    beside = one("敦促缔约国保持灯火", "zh")
    assert (beside.strength, beside.is_resolved) == ("urges", True)
    assert one("States should keep their lamps lit").is_resolved


def test_items_do_what_their_chapeau_last_asks() -> None:
    found = register(
        "1. Welcomes the report, and urges States that have not yet done so:\n\n(a) To light lamps;\n\n"
        "(b) To report on them;\n\n2. In respect of oil:\n\n(a) Requests the Secretariat to buy it;\n\n"
        "3. Recalls that:\n\n(a) States should be bright;\n\n4. Encourages the following:\n\n"
        "(a) All States to keep lists;\n"
    )
    read = {label_of(r.paragraph): (r.strength, r.addressees, r.subset) for r in found}
    assert read["1(a)"] == read["1(b)"] == ("urges", ("states",), "not-yet")
    assert read["2(a)"] == ("requests", ("secretariat",), "")
    assert read["3(a)"] == ("", (), "")
    assert read["4(a)"] == ("encourages", ("states",), "")


def test_a_chinese_item_that_begins_with_a_verb_still_hangs_on_its_chapeau() -> None:
    found = register("1. 请秘书长：\n\n(a) 支持灯塔；\n\n(b) 确认灯火。\n", "zh")
    assert [(r.strength, r.addressees) for r in found[1:]] == [
        ("requests", ("secretary-general",))
    ] * 2


@pytest.mark.parametrize(
    ("text", "lang", "asked"),
    [
        ("Requests the Secretary-General, within existing resources, to publish a list.", "en", "to publish a list"),
        ("请秘书长公布清单。", "zh", "公布清单"),
        ("States parties to the Convention should light lamps;", "en", "light lamps"),
        ("缔约国应点灯；", "zh", "点灯"),
        ("Welcomes the lamps.", "en", ""),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_quoted_word_for_word(text: str, lang: Lang, asked: str) -> None:
    found = one(text, lang)
    assert found.paragraph.text[slice(*found.asked)] == asked


def test_an_item_is_asked_for_whole() -> None:
    found = register("1. Requests the Secretariat:\n\n(a) To buy oil;¹\n\n(b) To light.\n")
    assert [r.paragraph.text[slice(*r.asked)] for r in found[1:]] == ["To buy oil", "To light"]


@given(st.text(alphabet="ab ,;.¹ 国应请", max_size=30))
def test_asked_never_leaves_the_paragraph(words: str) -> None:
    for lang, text in (
        ("en", f"Urges States to act {words}."),
        ("zh", f"敦促各国采取行动{words}。"),
    ):
        for found in register(f"1. {text}\n", lang):  # type: ignore[arg-type]
            start, end = found.asked
            assert 0 <= start <= end <= len(found.paragraph.text)


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("as appropriate and within their respective mandates", "en", ("as-appropriate", "within-mandate")),
        ("where appropriate and feasible", "en", ("as-appropriate", "where-possible")),
        ("in accordance with international law", "en", ()),
        ("consistent with their national legislation and national priorities", "en", ("domestic-law", "national-circumstances")),
        ("upon request and within existing resources", "en", ("available-resources", "upon-request")),
        ("at the request for information", "en", ()),
        ("根据国内法并酌情", "zh", ("as-appropriate", "domestic-law")),
        ("根据国际法", "zh", ()),
        ("应会员国的请求在现有资源范围内", "zh", ("available-resources", "upon-request")),
        ("尽可能广泛地参加", "zh", ()),
        ("自愿捐款", "zh", ()),
        ("在自愿基础上", "zh", ("voluntary",)),
    ],
)  # fmt: skip
def test_hedges(text: str, lang: Lang, codes: tuple[str, ...]) -> None:
    assert hedges_of(text, lang)[0] == codes


@pytest.mark.parametrize(
    ("text", "lang", "duty"),
    [
        ("to submit to it at its next session a written report on lamps", "en", "report"),
        ("to include the results in his next report", "en", "report"),
        ("to keep the Council informed of the lamps", "en", "inform"),
        ("to convene a meeting", "en", "convene"),
        ("to light lamps", "en", ""),
        ("向大会提交一份关于灯塔的书面报告", "zh", "report"),
        ("报告灯塔情况", "zh", "report"),
        ("支持特别报告员的工作", "zh", ""),
        ("召集会议", "zh", "convene"),
    ],
)
def test_duties(text: str, lang: Lang, duty: str) -> None:
    assert duty_of([text], lang)[0] == duty


def test_a_duty_is_one_of_what_is_asked_not_of_what_is_noted() -> None:
    noted = "Takes note of the report submitted to it, and requests the Secretariat to light lamps"
    assert one(noted).duty == ""
    asked = one("Requests the Secretariat to report at its seventy-ninth session", session="78")
    assert (asked.duty, asked.due) == ("report", "79")
    assert one("Recalls its seventy-ninth session", session="78").due == ""


def test_every_field_that_is_set_names_the_rule_that_set_it() -> None:
    found = one(
        "Also urges States that have not yet done so to report to it, as appropriate, at its"
        " seventy-ninth session under article 5 of the Convention", session="78",
    )  # fmt: skip
    fields = {rule.split("=", 1)[0] for rule in found.rules}
    assert fields >= {
        "kind", "strength", "lead_verb", "addressees", "subset", "verb_class", "modifiers",
        "hedges", "asked", "duty", "due",
    }  # fmt: skip
    rules = set(found.rules)
    assert {
        "strength=verbs:en:urge",
        "addressees=addressees:en:States",
        "due=rule:session",
    } <= rules


def test_a_decision_on_what_somebody_shall_do_is_led_by_the_decision() -> None:
    found = one("Decides that the Committee shall meet twice;")
    assert (found.strength, found.lead_verb.split(";")[0]) == ("decides", "decide")
    found = one("决定委员会应举行两次会议；", "zh")
    assert (found.strength, found.lead_verb.split(";")[0]) == ("decides", "决定")


def test_information_that_others_provide_is_no_duty_to_inform() -> None:
    assert one("请秘书处利用缔约国提供的资料，编写一份概览；", "zh").duty == ""
    assert one("请秘书处向缔约方会议提供有关资料；", "zh").duty == "inform"
