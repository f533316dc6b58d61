"""The table of terms: what words name, where forms stand, and a user's table over it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.records import Lang
from pipeline.records.terms import Term, TermForm, TermUse
from pipeline.terms.forms import Matcher
from pipeline.terms.table import TERMS_FILE, TermTable, built_in, standing, table_of


def form(code: str, lang: Lang, words: str, use: TermUse = "variant") -> TermForm:
    return TermForm(code, lang, words, use, (), "", "", "invented")


LAMPS = TermTable(
    (
        Term(
            "lamp",
            (
                form("lamp", "zh", "油灯"),
                form("lamp", "zh", "灯"),
                form("lamp", "zh", "灯会", "never"),
                form("lamp", "en", "oil lamp"),
                form("lamp", "en", "OLP"),
                form("lamp", "en", "lamps", "never"),
            ),
        ),
        Term("keeper", (form("keeper", "zh", "守灯人"), form("keeper", "en", "keeper of lamps"))),
        Term("wick", (form("wick", "zh", "灯芯", "answers"), form("wick", "en", "wick"))),
    )
)


def found(text: str, lang: Lang) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.form.code) for m in LAMPS.mentions(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("油灯与灯", [("油灯", "lamp"), ("灯", "lamp")]),
        ("守灯人持灯", [("守灯人", "keeper"), ("灯", "lamp")]),
        ("灯会上没有灯", [("灯", "lamp")]),
        ("油 灯", [("油 灯", "lamp")]),
        ("油¹灯", [("油¹灯", "lamp")]),
        ("油，灯", [("灯", "lamp")]),
        ("", []),
    ],
)
def test_the_longest_chinese_form_is_found_at_each_place(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oil Lamps, an oil-lamp", [("Oil Lamps", "lamp"), ("oil-lamp", "lamp")]),
        (
            "The keeper of lamps has an oil\nlamp",
            [("keeper of lamps", "keeper"), ("oil\nlamp", "lamp")],
        ),
        ("oil lampshade, boil lamp, oil, lamp", []),
        ("OLPs and olp", [("OLPs", "lamp")]),
        ("ＯＬＰ", [("ＯＬＰ", "lamp")]),
    ],
)
def test_english_forms_are_whole_words_whatever_case_and_number(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, "en") == expected


def test_a_form_of_two_concepts_is_given_for_each() -> None:
    forms = [form("a", "zh", "灯"), form("b", "zh", "灯")]
    assert [m.form.code for m in Matcher(forms, "zh").mentions("一灯")] == ["a", "b"]


def test_two_characters_that_belong_to_the_words_beside_them_are_no_form() -> None:
    matcher = Matcher([form("x", "zh", "法人")], "zh")
    text = "司法人员与法人，国内法人"
    assert [m.start for m in matcher.mentions(text)] == [5, 10]


def test_words_name_concepts_in_either_language_and_by_code() -> None:
    assert [t.code for t in LAMPS.named("OIL LAMPS")] == ["lamp"]
    assert [t.code for t in LAMPS.named("油灯")] == ["lamp"]
    assert [t.code for t in LAMPS.named("keeper")] == ["keeper"]
    assert LAMPS.named("lantern") == LAMPS.named("") == LAMPS.named("灯会") == ()
    assert [t.code for t in LAMPS.containing("灯")] == ["lamp", "keeper", "wick"]
    assert LAMPS.containing("") == LAMPS.terms
    assert LAMPS.containing("?!") == ()


def test_short_answers_of_the_comparison_are_no_terms_but_the_usual_form() -> None:
    term = Term(
        "authority",
        (
            form("authority", "zh", "中枢机关", "answers"),
            form("authority", "zh", "中枢", "answers"),
            form("authority", "zh", "枢机", "variant"),
            form("authority", "en", "Hub Authority", "answers"),
            form("authority", "en", "hub authorities", "answers"),
        ),
    )
    assert [f.form for f in standing(term, "zh")] == ["中枢机关", "枢机"]
    assert [f.form for f in standing(term, "en")] == ["Hub Authority"]
    assert [f.form for f in standing(LAMPS.terms[2], "zh")] == ["灯芯"]


TEXT = st.text(alphabet="油灯守人会芯 ，o", max_size=30)


@given(TEXT)
def test_few_forms_and_many_are_found_in_the_same_places(text: str) -> None:
    forms = [f for term in LAMPS.terms for f in term.forms if f.use != "never"]
    filler = [form(f"x{n}", "zh", chr(0x7000 + n) * 2) for n in range(60)]
    few, many = Matcher(forms, "zh"), Matcher([*forms, *filler], "zh")
    assert list(few.mentions(text)) == list(many.mentions(text))


@given(TEXT)
def test_mentions_are_in_order_and_apart_and_spell_their_form(text: str) -> None:
    end = 0
    for mention in LAMPS.mentions(text, "zh"):
        assert mention.start >= end
        end = mention.end
        assert text[mention.start : end].replace(" ", "") == mention.form.form


def test_a_users_table_replaces_adds_and_takes_out(tmp_path: Path) -> None:
    code, other = built_in().terms[0].code, built_in().terms[1].code
    (tmp_path / TERMS_FILE).write_text(
        f"code,lang,form\n{code},zh,灯国\nnew-lamp,en,new lamp\n{other},,\n", encoding="utf-8"
    )
    table = table_of(tmp_path)
    own = table.term(code)
    assert own is not None
    assert [(f.lang, f.form, f.use) for f in own.forms] == [("zh", "灯国", "variant")]
    assert table.term(other) is None
    assert [t.code for t in table.named("New Lamps")] == ["new-lamp"]
    assert len(table.terms) == len(built_in().terms)
    assert table_of(tmp_path / "nowhere") is table_of(None) is built_in()


def test_a_table_that_has_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / TERMS_FILE
    file.write_text("code,lang,form\nx-one,en,one lamp\n", encoding="utf-8")
    assert table_of(tmp_path).named("one lamp")
    file.write_text("code,lang,form\nx-two,en,two whole lamps\n", encoding="utf-8")
    assert not table_of(tmp_path).named("one lamp")
    assert table_of(tmp_path).named("two whole lamps")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("code,form\nx,灯\n", "lang"),
        ("code,lang,form\nx,fr,lampe\n", "fr"),
        ("code,lang,form\n,zh,灯\n", "灯"),
        ("code,lang,form,use\nx,zh,灯,often\n", "often"),
        ("code,lang,form,first\nx,zh,灯,MMXII\n", "MMXII"),
        ('code,lang,form\nx,zh,"灯\n', "line"),
        ("", ""),
    ],
)
def test_a_bad_table_is_refused_with_its_file_and_values(
    tmp_path: Path, content: str, named: str
) -> None:
    file = tmp_path / TERMS_FILE
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        table_of(tmp_path)
    assert str(file) in str(refused.value)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)
