"""Two versions of a text side by side: beads as rows, rows as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.cite import citation, label_of, place_of
from pipeline.records import LANGS, Bead, Finding, Lang, Paragraph
from pipeline.strings import Strings
from pipeline.views.marks import Span, quotation_spans
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import reason, rule_name

_SIGNPOSTS = frozenset({"title", "chapter", "section", "heading", "annex", "article"})
_APPARATUS = frozenset({"masthead", "formula", "footnote", "signature"})


@dataclass(frozen=True, slots=True)
class Row:
    """One bead with its paragraphs and findings; ``ordinal`` counts rows from 0."""

    ordinal: int
    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    why: str
    cosine: float | None
    findings: tuple[Finding, ...] = ()

    @property
    def number(self) -> str:
        """The number as printed, of the English side where there is one."""
        return label_of((self.en or self.zh)[0])

    @property
    def is_one_sided(self) -> bool:
        """Whether one language has nothing here."""
        return not (self.zh and self.en)

    @property
    def kind(self) -> str:
        """``heading``, ``apparatus`` or ``text``: how the row is set."""
        role = (self.en or self.zh)[0].role
        if role in _SIGNPOSTS:
            return "heading"
        return "apparatus" if role in _APPARATUS else "text"

    def side(self, lang: Lang) -> tuple[Paragraph, ...]:
        """The paragraphs of one language."""
        return self.zh if lang == "zh" else self.en


def rows_of(
    beads: Iterable[Bead],
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    findings: Iterable[tuple[Finding, ...]],
) -> tuple[Row, ...]:
    """One row a bead, in order; ``findings`` holds those of each bead in the same order.

    Raises ValueError where beads and findings do not match in number.
    """
    return tuple(
        Row(
            ordinal,
            tuple(zh[i] for i in bead.zh),
            tuple(en[i] for i in bead.en),
            bead.why,
            bead.cosine,
            found,
        )
        for ordinal, (bead, found) in enumerate(zip(beads, findings, strict=True))
    )


def table(
    rows: Sequence[Row], say: Strings, order: Sequence[Lang] = LANGS, with_places: bool = False
) -> str:
    """``rows`` as one HTML table, the languages in ``order``; ``with_places`` adds to each number
    where it stands, for rows without their headings around them."""
    head = tag("th", say("compare.number"), "number", scope="col")
    head += "".join(tag("th", say(f"language.{lang}"), "side", lang, scope="col") for lang in order)
    head += tag("th", say("compare.why"), "why", scope="col")
    body = "".join(_row(row, say, order, with_places) for row in rows)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), f"parallel {order[0]}-first"
    )


def _row(row: Row, say: Strings, order: Sequence[Lang], with_places: bool) -> str:
    classes = [row.kind]
    if row.is_one_sided:
        classes.append("one-sided")
    if row.findings:
        classes.append("differs")
    number = "" if row.kind == "heading" else text(row.number)
    if with_places:
        place = place_of((row.en or row.zh)[0], say.lang)
        number = tag("span", text(place or row.number), "place", say.lang)
    cells = tag("th", number, "number", scope="row")
    cells += "".join(_cell(row, lang, say) for lang in order)
    return tag("tr", cells + tag("td", _why(row, say), "why"), " ".join(classes))


def _cell(row: Row, lang: Lang, say: Strings) -> str:
    paragraphs = row.side(lang)
    if not paragraphs:
        return tag("td", say(f"compare.absent.{lang}"), f"side absent {lang}")
    quoted = [q for f in row.findings for q in (f.zh if lang == "zh" else f.en)]
    pieces = "".join(passage(p.text, lang, _quoted_spans(p, quoted), "finding") for p in paragraphs)
    copy = tag("button", say("copy.passage"), "copy", type="button", data_copy="passage")
    cited = ("；" if lang == "zh" else "; ").join(citation(p, lang) for p in paragraphs)
    return tag("td", pieces + copy, f"side {lang}", data_cite=cited, data_lang=lang)


def _quoted_spans(paragraph: Paragraph, quoted: Sequence[str]) -> tuple[Span, ...]:
    """Where the quotations stand, the number that opens the paragraph left out."""
    label = len(paragraph.label) if paragraph.text.startswith(paragraph.label) else 0
    spans = quotation_spans(paragraph.text[label:], quoted)
    return tuple((start + label, end + label) for start, end in spans)


def _why(row: Row, say: Strings) -> str:
    cosine = "" if row.cosine is None else tag("span", f"{row.cosine:.2f}", "figure")
    lines = [tag("div", text(reason(row.why, say)) + cosine, "linked")]
    lines += [tag("div", text(line), "finding-line") for line in finding_lines(row, say)]
    return "".join(lines)


def finding_lines(row: Row, say: Strings) -> tuple[str, ...]:
    """What differs in ``row``, one line for each rule: its name and both quotations."""
    none = say("compare.nothing")
    lines = []
    for finding in row.findings:
        zh, en = "、".join(finding.zh) or none, ", ".join(finding.en) or none
        lines.append(say("compare.finding", rule=rule_name(finding.rule, say), zh=zh, en=en))
    return tuple(lines)
