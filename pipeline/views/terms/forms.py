"""The forms of a concept in columns: Chinese of the United Nations, Chinese of the law, English."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias, get_args

from pipeline.records import Lang
from pipeline.records.terms import FormUse, Term, TermCount, TermForm, TermLens
from pipeline.strings import Strings
from pipeline.terms.consistency import LAW
from pipeline.views.markup import tag, text
from pipeline.views.names import name_of

Column: TypeAlias = Literal["un", "law", "en"]
COLUMNS: tuple[Column, ...] = get_args(Column)
ASKS_TERM, ASKS_FORM, ASKS_SENSE = "term", "form", "sense"
"""What the buttons ask for, before the value itself."""
UNTOLD = "none"
"""The sense, in an address, of what no rule tells."""


def columns_in(lens: TermLens, say: Strings) -> dict[Column, tuple[FormUse, ...]]:
    """The forms by column, those of the interface language first. A form of the law that texts of
    the United Nations have too stands in both Chinese columns."""
    zh = lens.named("zh")
    found: dict[Column, tuple[FormUse, ...]] = {
        "un": tuple(use for use in zh if use.form.bodies != (LAW,)),
        "law": tuple(use for use in zh if LAW in use.form.bodies),
        "en": lens.named("en"),
    }
    order = COLUMNS if say.lang == "zh" else (*COLUMNS[2:], *COLUMNS[:2])
    return {column: found[column] for column in order}


def code_of(form: TermForm) -> str:
    """A form as the address has it: ``zh 中央机关``."""
    return f"{form.lang} {form.form}"


def lens_columns(lens: TermLens, chosen: TermForm | None, say: Strings) -> str:
    """The columns as HTML; the button of a form asks for its passages, ``chosen`` is marked. Forms
    that stand nowhere open on demand."""
    return tag(
        "div",
        "".join(
            _column(column, uses, chosen, say) for column, uses in columns_in(lens, say).items()
        ),
        "term-columns",
    )


def _column(column: Column, uses: Sequence[FormUse], chosen: TermForm | None, say: Strings) -> str:
    title = tag("h2", say(f"terms.column.{column}"), "side-title", say.lang)
    used = [use for use in uses if use.occurrences]
    unused = [use for use in uses if not use.occurrences]
    if not uses:
        return tag("section", title + tag("p", say("terms.column.none"), "remark", say.lang))
    parts = title
    if used:
        keys = ("form", "occurrences", "passages", "years")
        head = "".join(
            tag("th", say(f"column.{key}"), "figure" if key != "form" else "", scope="col")
            for key in keys
        )
        rows = "".join(_row(use, use.form == chosen, say) for use in used)
        parts += tag("table", tag("thead", tag("tr", head)) + tag("tbody", rows), "held", say.lang)
    if unused:
        names = tag("ul", "".join(tag("li", _form(use, say)) for use in unused))
        summary = tag("summary", text(say("terms.unused", n=len(unused))))
        opened = {} if used else {"open": ""}
        parts += tag("details", summary + names, "unused", say.lang, **opened)
    return tag("section", parts)


def _row(use: FormUse, is_chosen: bool, say: Strings) -> str:
    form = use.form
    button = tag(
        "button",
        text(form.form),
        "copy opens",
        form.lang,
        type="button",
        data_ask=f"{ASKS_FORM} {code_of(form)}",
    )
    cells = tag("th", button + _bodies(form, say), scope="row")
    cells += tag("td", f"{use.occurrences:,}", "figure")
    cells += tag("td", f"{use.passages:,}", "figure")
    cells += tag("td", span_of(use.first, use.last), "figure")
    return tag("tr", cells, "chosen" if is_chosen else "")


def _form(use: FormUse, say: Strings) -> str:
    return tag("span", text(use.form.form), lang=use.form.lang) + _bodies(use.form, say)


def _bodies(form: TermForm, say: Strings) -> str:
    if not form.bodies:
        return ""
    names = "; ".join(name_of("body", body, say) for body in form.bodies)
    return tag("span", text(" · ".join(form.bodies)), "bodies", title=names)


def bodies_table(uses: Sequence[FormUse], say: Strings) -> str:
    """Occurrences of each form by the body whose texts have it, the bodies with the most first;
    texts of none are last."""
    counts = {use.form: _by_body(use) for use in uses}
    totals: Counter[str] = Counter()
    for by_body in counts.values():
        totals.update(by_body)
    bodies = sorted(totals, key=lambda body: (not body, -totals[body], body))
    head = tag("th", say("column.form"), scope="col")
    for body in bodies:
        name = name_of("body", body, say)
        head += tag("th", text(body or name), "figure", scope="col", title=name)
    rows = ""
    for form, by_body in counts.items():
        cells = tag("th", text(form.form), "", form.lang, scope="row")
        for body in bodies:
            number = by_body[body]
            cells += tag("td", f"{number:,}", "figure" if number else "figure zero")
        rows += tag("tr", cells)
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", rows), "counts", say.lang)
    return tag("div", table, "scrolls")


def _by_body(use: FormUse) -> Counter[str]:
    found: Counter[str] = Counter()
    for count in use.counts:
        found[count.body] += count.occurrences
    return found


def span_of(first: str, last: str) -> str:
    """``2012–2024``; one year where both are the same, "" where there is none."""
    return "–".join(dict.fromkeys(filter(None, (first, last))))


def term_title(term: Term, say: Strings) -> str:
    """The usual form of each language, that of the interface first; the words alone where no table
    has them."""
    langs: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    return " · ".join(forms[0].form for lang in langs if (forms := term.named(lang)))


def suggestions(terms: Iterable[Term], say: Strings) -> str:
    """Concepts of the table as buttons that ask for them."""
    buttons = "".join(
        tag(
            "button",
            text(term_title(term, say)),
            "copy opens",
            type="button",
            data_ask=f"{ASKS_TERM} {term.code}",
        )
        for term in terms
    )
    return tag("p", buttons, "suggested", say.lang)


def senses_of(counts: Iterable[TermCount]) -> dict[str, tuple[int, int]]:
    """Occurrences and passages by sense, the most frequent first, what no rule tells last; empty
    for a form that has but one sense."""
    found: dict[str, tuple[int, int]] = {}
    for count in counts:
        occurrences, passages = found.get(count.sense, (0, 0))
        found[count.sense] = occurrences + count.occurrences, passages + count.passages
    if not any(found):
        return {}
    return dict(sorted(found.items(), key=lambda one: (not one[0], -one[1][0])))


def sense_name(code: str, say: Strings) -> str:
    """The name of a sense."""
    return say(f"sense.{code}") if code else say("terms.sense.untold")


def senses_table(use: FormUse, chosen: str, say: Strings) -> str:
    """The senses of a form with their counts; a button asks for the passages of one. ``chosen`` is
    a code, ``UNTOLD``, or "" for none."""
    senses = senses_of(use.counts)
    most = max((occurrences for occurrences, _ in senses.values()), default=1)
    keys = ("term_sense", "occurrences", "passages")
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key != "term_sense" else "", scope="col")
        for key in keys
    )
    body = ""
    for code, (occurrences, passages) in senses.items():
        asked = code or UNTOLD
        button = tag(
            "button",
            text(sense_name(code, say)),
            "copy opens",
            type="button",
            data_ask=f"{ASKS_SENSE} {asked}",
        )
        bar = tag("span", "", "bar", style=f"width:{100 * occurrences / most:.0f}%")
        cells = tag("th", button + tag("span", bar, "bars"), scope="row")
        cells += tag("td", f"{occurrences:,}", "figure") + tag("td", f"{passages:,}", "figure")
        body += tag("tr", cells, "chosen" if asked == chosen else "")
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "held senses", say.lang)
