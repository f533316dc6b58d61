"""Lists as HTML tables: recommendations, what is held."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pipeline.cite import citation, place_of
from pipeline.records import Heading, Lang, Recommendation
from pipeline.strings import Strings
from pipeline.views.addresses import document_address, link
from pipeline.views.cards import copy_buttons
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of

if TYPE_CHECKING:
    import pandas as pd


def recommendations_table(
    rows: Iterable[tuple[Heading, Recommendation]],
    other: Mapping[tuple[str, int], str],
    say: Strings,
) -> str:
    """Each recommendation in both languages with what was read from it; ``other`` maps symbol and
    ordinal to the text in the other language."""
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    columns = ("citation", *order, "strength", "addressee", "articles")
    head = "".join(tag("th", say(f"column.{key}"), key, scope="col") for key in columns)
    body = "".join(_recommendation(item, other, say, order) for _, item in rows)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "recommendations", say.lang
    )


def _recommendation(
    item: Recommendation,
    other: Mapping[tuple[str, int], str],
    say: Strings,
    order: tuple[Lang, Lang],
) -> str:
    paragraph = item.paragraph
    place = tag("div", text(place_of(paragraph, say.lang)), "place", say.lang)
    leads = document_address(paragraph.symbol, say, paragraph=paragraph)
    cited = tag("div", link(text(paragraph.symbol), leads, "cite"))
    cells = tag("th", cited + place, "citation", scope="row")
    for lang in order:
        words = (
            paragraph.text
            if lang == paragraph.lang
            else other.get((paragraph.symbol, paragraph.ordinal), "")
        )
        held = passage(words, lang) + copy_buttons(say) if words else say(f"compare.absent.{lang}")
        cells += tag(
            "td",
            held,
            f"side {lang}" if words else f"side absent {lang}",
            data_cite=citation(paragraph, lang),
            data_lang=lang,
        )
    named = [name_of("addressee", code, say) for code in item.addressees or ("",)]
    for words in (
        name_of("strength", item.strength, say),
        say("list.comma").join(named),
        ", ".join(item.articles),
    ):
        cells += tag("td", text(words))
    return tag("tr", cells)


def frame_table(frame: "pd.DataFrame", say: Strings, classes: str = "held") -> str:
    """A data frame as a table: numbers to the right, everything escaped."""
    head = "".join(
        tag("th", text(str(column)), "figure" if _is_number(frame, column) else "", scope="col")
        for column in frame.columns
    )
    numeric = [_is_number(frame, column) for column in frame.columns]
    body = []
    for values in frame.itertuples(index=False):
        cells = "".join(
            tag("td", f"{value:,}" if is_figure else text(str(value)), "figure" * is_figure)
            for value, is_figure in zip(values, numeric, strict=True)
        )
        body.append(tag("tr", cells))
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", "".join(body)), classes, say.lang
    )


def _is_number(frame: "pd.DataFrame", column: str) -> bool:
    return bool(frame[column].dtype.kind in "if")
