"""Help: every sign that the pages draw is explained, and nothing that there is not."""

import re
from pathlib import Path
from typing import get_args

import pytest

from pipeline.records import LANGS, Lang
from pipeline.strings import Strings, rows
from pipeline.strings.help import help_rows, sections
from pipeline.views.comparing.marks import KINDS
from pipeline.views.help import DRAWN, family, help_page, place, sign
from pipeline.views.markup import MarkKind

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = (
    "why.", "finding.", "legend.", "verdict.", "status.", "standing.", "alert.", "direction.",
    "requests.state.", "articles.kind.", "relation.", "remark.", "terms.legend.", "agreed.legend.",
    "card.no_counterpart.",
)  # fmt: skip
"""Families of strings whose every member is a sign."""
RELATIONS = ("same", "wider", "narrower", "overlapping", "moved", "absent")


def explained() -> set[str]:
    """The keys of strings that the table explains, those of whole families one by one."""
    found: set[str] = set()
    for row in help_rows():
        found |= set(family(row.sign[:-1])) if row.sign.endswith(".*") else {row.sign}
    return found


def test_every_row_is_whole_and_every_section_begins_with_its_title() -> None:
    for row in help_rows():
        assert row.en.strip() and row.zh.strip() and row.source.strip(), row
        assert not re.search("[\u4e00-\u9fff]", row.en.replace("应", "")), row
        assert re.search("[\u4e00-\u9fff]", row.zh), row
    for name in sections():
        kinds = [row.sign for row in help_rows() if row.section == name]
        assert kinds[0] == "title" and kinds.count("title") == 1 and len(kinds) > 1
    order = [row.section for row in help_rows()]
    assert [a for a, b in zip(order, [*order[1:], ""], strict=True) if a != b] == list(sections())


@pytest.mark.parametrize("start", EXPLAINED)
def test_every_sign_of_a_family_is_explained(start: str) -> None:
    assert set(family(start)) - explained() == set()


def test_every_mark_and_every_relation_is_explained() -> None:
    assert {f"marks.{kind}" for kind in KINDS} <= explained()
    assert {f"clauses.{code}" for code in RELATIONS} <= explained()
    whole = help_page(Strings("en"))
    for kind in get_args(MarkKind):
        assert f'<mark class="{kind}">' in whole
    for kind in KINDS:
        assert f'<span class="seen {kind}">' in whole


def test_nothing_is_explained_that_there_is_not() -> None:
    keys = {row["key"] for row in rows()}
    drawn = {row.sign.removeprefix("drawn.") for row in help_rows() if row.sign.startswith("drawn")}
    assert drawn == set(DRAWN)
    strings = {s for s in explained() if not s.startswith("drawn.")} - {"title", "text"}
    assert strings - keys == set()
    signs = [r.sign for r in help_rows() if r.sign not in {"title", "text", "search.fold"}]
    assert len(signs) == len(set(signs))
    for row in help_rows():
        if row.sign not in {"title", "text"}:
            assert sign(row, Strings("zh"))


def test_signs_wear_the_classes_of_the_style_sheet() -> None:
    style = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "ui").rglob("*.css"))
    for rule in (
        "mark.hit", "mark.finding", "mark.asked", ".status", ".state", ".judged-line", ".aside-line",
        "ins.moved", ".seen.modal", ".textmap", ".entry.own", ".status.draft", ".figure.zero",
    ):  # fmt: skip
        assert rule in style, rule


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_every_word_of_its_table_and_leads_to_every_section(lang: Lang) -> None:
    whole = help_page(Strings(lang), "compare")
    assert f'data-at="{place("compare")}"' in whole
    for row in help_rows():
        first = row.words(lang).partition("“")[0].partition("’")[0]
        assert first in whole, row
    for name in sections():
        assert whole.count(f'id="{place(name)}"') == 1
        assert whole.count(f'href="#{place(name)}"') == 1


def test_every_page_of_the_app_has_a_section() -> None:
    pages = {path.stem for path in (ROOT / "ui" / "pages").glob("[a-z]*.py")} - {"help"}
    assert pages <= set(sections())
