"""Alerts on the terms of a text: what is said and what is left unsaid."""

from pipeline.records import Heading, Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.terms import FormUse, Term, TermAlert, TermCount, TermForm
from pipeline.terms.consistency import Counted, alerts
from pipeline.terms.table import TermTable


def form(code: str, lang: Lang, words: str, bodies: tuple[str, ...] = ()) -> TermForm:
    return TermForm(code, lang, words, "asks", bodies, "", "", "invented")


HUB = Term(
    "hub",
    (
        form("hub", "zh", "中枢机关", ("T",)),
        form("hub", "zh", "枢纽机关", ("T",)),
        form("hub", "zh", "对外机关", ("PRC",)),
        form("hub", "zh", "关于油灯的中枢机关"),
        form("hub", "en", "hub authority"),
    ),
)
CAPITAL = Term(
    "member",
    (
        form("member", "zh", "灯会国"),
        form("member", "zh", "灯员国"),
        form("member", "en", "Lamp State"),
    ),
)
TABLE = TermTable((HUB, CAPITAL))


def passages(
    *texts: str, lang: Lang = "zh", body: str = "T", date: str = "2012-01-01"
) -> list[Passage]:
    heading = Heading("T/1", lang, "", body, "1", date, "", "t", "0", len(texts))
    return [
        Passage(
            heading, Paragraph("T/1", lang, n, "paragraph", (str(n),), "", "", "", 0, len(t), t)
        )
        for n, t in enumerate(texts)
    ]


def said(found: tuple[TermAlert, ...]) -> list[tuple[str, str, int]]:
    return [(a.kind, a.form.form, a.passage.paragraph.ordinal) for a in found]


def test_the_rarer_of_two_forms_is_said_once_with_both_counts() -> None:
    text = passages("中枢机关和中枢机关", "枢纽机关", "枢纽机关", "中枢机关")
    (alert,) = alerts(text, TABLE)
    assert said((alert,)) == [("several", "枢纽机关", 1)]
    assert [f.form for f in alert.preferred] == ["中枢机关"]
    assert alert.evidence == ("中枢机关 3", "枢纽机关 2")
    assert (alert.start, alert.end) == (0, 4)


def test_a_part_of_a_longer_form_is_no_other_form() -> None:
    assert alerts(passages("关于油灯的中枢机关", "中枢机关"), TABLE) == ()
    assert alerts([], TABLE) == alerts(passages("", "油灯"), TABLE) == ()


def test_forms_of_different_documents_are_not_set_against_each_other() -> None:
    one, other = passages("中枢机关", "枢纽机关")
    heading = Heading("T/2", "zh", "", "T", "1", "", "", "t", "0", 1)
    moved = Passage(heading, Paragraph("T/2", "zh", 0, "text", (), "", "", "", 0, 4, "枢纽机关"))
    assert alerts([one, moved], TABLE) == ()
    assert said(alerts([one, other], TABLE)) == [("several", "枢纽机关", 1)]


def test_forms_side_by_side_and_trivial_changes_are_left_alone() -> None:
    assert alerts(passages("中枢机关", "中枢机关、枢纽机关"), TABLE) == ()
    forms = (
        form("a", "zh", "油灯的管理"),
        form("a", "zh", "油灯管理"),
        form("a", "zh", "管理油灯"),
    )
    table = TermTable((Term("a", forms),))
    assert alerts(passages("油灯的管理", "油灯管理", "管理油灯"), table) == ()


def test_english_varies_its_words_but_for_a_users_own_concepts() -> None:
    forms = (form("a", "en", "oil lamp"), form("a", "en", "wick lantern"))
    text = passages("An oil lamp.", "A wick lantern.", lang="en")
    assert alerts(text, TermTable((Term("a", forms),))) == ()
    own = TermTable((Term("a", forms),), frozenset({"a"}))
    assert said(alerts(text, own)) == [("several", "wick lantern", 1)]


def test_a_form_of_domestic_law_in_a_text_of_a_body_and_the_reverse() -> None:
    found = alerts(passages("对外机关"), TABLE)
    assert said(found) == [("law", "对外机关", 0)]
    assert [f.form for f in found[0].preferred][:2] == ["中枢机关", "枢纽机关"]
    assert alerts(passages("对外机关", body=""), TABLE) == ()
    reverse = alerts(passages("对外机关和对外机关", "中枢机关", body=""), TABLE)
    assert ("law", "中枢机关", 1) in said(reverse)
    assert alerts(passages("中枢机关", body=""), TABLE) == ()


def counted(years: dict[str, dict[str, int]], newest: str = "2022") -> Counted:
    def uses(term: Term, lang: Lang) -> list[FormUse]:
        return [
            FormUse(
                f, 0, 0, 0, "", "",
                tuple(TermCount("T", y, "", n, n) for y, n in years.get(f.form, {}).items()), (),
            )
            for f in term.named(lang)
        ]  # fmt: skip

    return Counted(uses, lambda body: newest)


def test_a_form_that_later_texts_have_given_up_is_dated() -> None:
    use = counted({"中枢机关": {"2012": 5}, "枢纽机关": {"2012": 1, "2017": 2, "2022": 3}})
    (alert,) = alerts(passages("中枢机关"), TABLE, use)
    assert (alert.kind, [f.form for f in alert.preferred]) == ("dated", ["枢纽机关"])
    assert alert.evidence == ("中枢机关 T 2012", "枢纽机关 T > 2012 5")
    still = counted({"中枢机关": {"2012": 5, "2022": 1}, "枢纽机关": {"2017": 2, "2022": 3}})
    assert alerts(passages("中枢机关"), TABLE, still) == ()
    few = counted({"中枢机关": {"2012": 5}, "枢纽机关": {"2022": 2}})
    assert alerts(passages("中枢机关"), TABLE, few) == ()
    assert alerts(passages("中枢机关", body=""), TABLE, use) == ()


def test_nothing_is_counted_for_a_text_of_the_newest_years() -> None:
    def uses(term: Term, lang: Lang) -> list[FormUse]:
        raise AssertionError(f"{term.code} counted for nothing")

    text = passages("中枢机关")
    newest = str(int(text[0].document.date[:4]) + 1)
    assert alerts(text, TABLE, Counted(uses, lambda body: newest)) == ()


def test_an_english_form_that_the_chinese_does_not_answer() -> None:
    en = passages("The hub authority.", "A hub authority.", lang="en")
    zh = passages("该机构。", "该中枢有关机关。")
    others = {("T/1", "en", n): (zh[n].paragraph,) for n in range(2)}
    (alert,) = alerts(en, TABLE, others=others)
    assert said((alert,)) == [("unlike", "hub authority", 0)]
    assert alert.evidence == ("hub authority 1/2",)
    assert [p.text for p in alert.counterpart] == ["该机构。"]


def test_with_the_other_language_at_hand_it_must_mean_the_concept_there_too() -> None:
    zh = passages("灯会国", "灯会国", "灯员国")
    en = passages("Lamp States", "Lamp States", "the lamp States of some club", lang="en")
    others = {("T/1", "zh", n): (en[n].paragraph,) for n in range(3)}
    assert said(alerts(zh, TABLE)) == [("several", "灯员国", 2)]
    assert alerts(zh, TABLE, others=others) == ()
    others["T/1", "zh", 2] = (en[0].paragraph,)
    assert said(alerts(zh, TABLE, others=others)) == [("several", "灯员国", 2)]
