"""Two versions of a text side by side: rows as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import quote

from pipeline.cite import citation, place_of
from pipeline.records import LANGS, Lang, Paragraph
from pipeline.search.spans import merged
from pipeline.strings import Strings
from pipeline.views.comparing.judged import conflict_line, judged_line
from pipeline.views.comparing.marks import MarkKind, marked_passage, marks_of
from pipeline.views.comparing.rows import UNSURE, Row, finding_line, finding_lines
from pipeline.views.comparing.sentences import Opened, is_long, open_button, sentence_rows
from pipeline.views.markup import Span, tag, text
from pipeline.views.names import reason

Places: TypeAlias = Literal["", "place", "citation"]
_OF_THE_WHOLE = frozenset({"length"})
_NO_NUMBER = "¶"
"""What the link of a row says that has no printed number."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How rows are set: what is marked in them; ``address``, that of their whole text, to which
    the number of each row is a link, "" for none; ``here``, the key of the row that a link leads
    to."""

    marks: tuple[MarkKind, ...] = ()
    address: str = ""
    here: str = ""


PLAIN = Setting()


def table(
    rows: Sequence[Row],
    say: Strings,
    order: Sequence[Lang] = LANGS,
    *,
    places: Places = "",
    can_judge: bool = False,
    opened: Opened | None = None,
    setting: Setting = PLAIN,
) -> str:
    """``rows`` as one HTML table, the languages in ``order``. For rows without their headings
    around them ``places`` puts in place of each number where it stands (``place``), or that with
    the symbol (``citation``); ``can_judge`` adds a button to each row by which a person judges
    it. With ``opened`` a button of each long row asks for its sentences, and those of the rows in
    ``opened`` stand below them."""
    head = tag("th", say("compare.number"), "number", scope="col")
    head += "".join(tag("th", say(f"language.{lang}"), "side", lang, scope="col") for lang in order)
    head += tag("th", say("compare.why"), "why", scope="col")
    body = "".join(_row(row, say, order, places, can_judge, opened, setting) for row in rows)
    classes = f"parallel {order[0]}-first {places}".strip()
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), classes)


def _row(
    row: Row,
    say: Strings,
    order: Sequence[Lang],
    places: Places,
    can_judge: bool,
    opened: Opened | None,
    setting: Setting,
) -> str:
    key = row.key
    classes = [row.kind]
    classes += ["one-sided"] if row.is_one_sided else []
    classes += ["moved"] if row.is_moved else []
    classes += ["differs"] if row.findings else []
    classes += ["judged"] if row.judgement or row.dismissed else []
    classes += ["here"] if key == setting.here else []
    cells = tag("th", _number(row, say, places, setting.address), "number", scope="row")
    marks = setting.marks if row.kind == "text" else ()
    cells += "".join(_cell(row, lang, say, marks) for lang in order)
    why = _why(row, say)
    if opened is not None and is_long(row):
        why += open_button(row, say, key in opened)
    why += _judge_button(row, say) if can_judge else ""
    drawn = tag("tr", cells + tag("td", why, "why"), " ".join(classes), data_words=key)
    return drawn + sentence_rows(row, (opened or {}).get(key, ()), say, order)


def _number(row: Row, say: Strings, places: Places, address: str) -> str:
    """The printed number or the place of a row, as a link to the row in its whole text where that
    has an address."""
    printed = "" if row.kind == "heading" else row.number
    number = "" if row.kind == "heading" else text(printed)
    if places:
        first = (row.en or row.zh)[0]
        cited = citation(first, say.lang) if places == "citation" else place_of(first, say.lang)
        printed = cited or row.number
        number = tag("span", text(printed), "place", say.lang)
    if not address:
        return number
    title = say("compare.in_context" if places else "compare.row_link")
    return tag(
        "a",
        number if printed else tag("span", _NO_NUMBER, "bare"),
        "row-at",
        href=f"{address}&at={quote(row.name, safe='')}",
        target="_self",
        title=title,
        aria_label=f"{printed} {title}".strip(),
        data_row=row.key,
    )


def _cell(row: Row, lang: Lang, say: Strings, kinds: Sequence[MarkKind]) -> str:
    paragraphs = row.side(lang)
    if not paragraphs:
        return tag("td", say(f"compare.absent.{lang}"), f"side absent {lang}")
    marks = marks_of(paragraphs, lang, kinds)
    pieces = "".join(marked_passage(p, lang, _found_spans(p, row, lang), marks) for p in paragraphs)
    copy = tag("button", say("copy.passage"), "copy", type="button", data_copy="passage")
    cited = ("；" if lang == "zh" else "; ").join(citation(p, lang) for p in paragraphs)
    return tag("td", pieces + copy, f"side {lang}", data_cite=cited, data_lang=lang)


def _found_spans(paragraph: Paragraph, row: Row, lang: Lang) -> tuple[Span, ...]:
    """Where the findings of a row stand in one of its paragraphs; what is found of whole
    paragraphs marks nothing."""
    spans = {
        (span.start, span.end)
        for finding in row.findings
        if finding.rule not in _OF_THE_WHOLE
        for span in (finding.zh_spans if lang == "zh" else finding.en_spans)
        if span.paragraph == paragraph.ordinal
    }
    return merged(spans)


def _why(row: Row, say: Strings) -> str:
    lines = [_linked(row, say)]
    if row.is_moved:
        lines += [tag("div", text(line), "moved-line") for line in _places(row, say)]
    lines += [tag("div", text(line), "finding-line") for line in finding_lines(row, say)]
    for aside in row.dismissed:
        lines.append(tag("div", text(finding_line(aside.finding, say)), "aside-line"))
        lines.append(tag("div", text(judged_line(aside.judgement, say)), "judged-line"))
    if row.judgement:
        lines.append(tag("div", text(judged_line(row.judgement, say)), "judged-line"))
    lines += [
        tag("div", text(conflict_line(c, say)), "judged-line disputed") for c in row.conflicts
    ]
    return "".join(lines)


def _places(row: Row, say: Strings) -> tuple[str, ...]:
    """Where either side of a row stands in its own text."""
    return tuple(
        say(
            "compare.stands",
            language=say(f"language.{lang}"),
            place=place_of(row.side(lang)[0], say.lang) or row.side(lang)[0].ordinal + 1,
        )
        for lang in LANGS
    )


def _linked(row: Row, say: Strings) -> str:
    """Why the sides are linked and how near they are; behind it, to be opened, the confidence and
    what else the paragraphs might belong to. A row that is not sure says so at once."""
    cosine = "" if row.cosine is None else tag("span", f"{row.cosine:.2f}", "figure")
    head = text(reason(row.why, say)) + cosine
    if row.confidence is None:
        return tag("div", head, "linked")
    sure = tag("div", say("compare.confidence", percent=percent(row.confidence)))
    other = say("compare.no_runner_up")
    if row.runner_up is not None:
        sides = [" + ".join(paragraph_name(p, say) for p in side) for side in row.runner_up]
        zh, en = (side or say("compare.nothing") for side in sides)
        other = say("compare.runner_up", zh=zh, en=en)
    unsure = row.confidence < UNSURE
    summary = tag("summary", tag("span", head, "linked"))
    behind = tag("div", ("" if unsure else sure) + tag("div", text(other)), "runner-up")
    opened = tag("details", summary + behind, "sure")
    return opened + (sure if unsure else "")


def paragraph_name(paragraph: Paragraph, say: Strings) -> str:
    """A paragraph by its place and its first words."""
    words = " ".join(paragraph.text.split())
    clipped = f"{words[:60]}…" if len(words) > 60 else words
    place = place_of(paragraph, say.lang)
    return say("compare.quoted", place=place, words=clipped) if place else clipped


def percent(share: float) -> str:
    """A share of 1 in percent: whole but for what lies near 100, which is never rounded up to it
    (99.97)."""
    if share < 0.99:
        return f"{100 * share:.0f}"
    return "100" if share == 1 else f"{int(share * 10_000) / 100:.2f}".rstrip("0").rstrip(".")


def _judge_button(row: Row, say: Strings) -> str:
    return tag(
        "button", say("judge.open"), "copy", type="button", data_ask=f"{row.key} {row.symbol}"
    )
