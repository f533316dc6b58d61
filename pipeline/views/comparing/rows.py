"""Rows of a comparison: a bead with its paragraphs, what differs in it, and what people decided."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from pipeline.align import MOVED
from pipeline.cite import label_of
from pipeline.records import Bead, Conflict, Finding, Judgement, Lang, Paragraph, Standing
from pipeline.review import Reviewed
from pipeline.strings import Strings
from pipeline.views.addresses import paragraph_at, row_name
from pipeline.views.names import rule_name

_SIGNPOSTS = frozenset({"title", "chapter", "section", "heading", "annex", "article"})
_LONGEST_QUOTATION = 80
_APPARATUS = frozenset({"masthead", "formula", "footnote", "signature"})

Show: TypeAlias = Literal["content", "all", "differs", "one-sided", "moved", "judged"]
SHOWN: tuple[Show, ...] = get_args(Show)
"""Choices of rows: what was adopted, everything, rows with findings, rows of one language, rows
whose sides stand at different places, rows that somebody judged."""

UNSURE = 0.95
"""Confidence below which a row is unsure: one in twenty such rows may be wrong."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding that somebody set aside, and the judgement that did."""

    finding: Finding
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Row:
    """One bead with its paragraphs and findings; ``ordinal`` counts rows from 0. ``runner_up``
    holds the paragraphs of the next best bead, (Chinese, English); ``conflicts`` are between the
    judgements of two people about it."""

    ordinal: int
    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    why: str
    cosine: float | None
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None
    runner_up: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]] | None = None
    standing: Standing = ""
    judgement: Judgement | None = None
    dismissed: tuple[Dismissed, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def number(self) -> str:
        """The number as printed, of the English side where there is one."""
        return label_of((self.en or self.zh)[0])

    @property
    def is_one_sided(self) -> bool:
        """Whether one language has nothing here."""
        return not (self.zh and self.en)

    @property
    def is_moved(self) -> bool:
        """Whether the two sides stand at different places of their texts."""
        return self.why == MOVED

    @property
    def kind(self) -> str:
        """``heading``, ``apparatus`` or ``text``: how the row is set."""
        role = (self.en or self.zh)[0].role
        if role in _SIGNPOSTS:
            return "heading"
        return "apparatus" if role in _APPARATUS else "text"

    @property
    def symbol(self) -> str:
        """The symbol of the text, of the English side where there is one."""
        return (self.en or self.zh)[0].symbol

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that name the row by its paragraphs and their words."""
        parts = [f"{p.lang}\x1f{p.symbol}\x1f{p.ordinal}\x1f{p.text}" for p in (*self.zh, *self.en)]
        return hashlib.sha256("\x1e".join(parts).encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The row for its address: the language and the place of the first paragraph, of the
        English side where there is one (``en:12:art.18/1``)."""
        return row_name((self.en or self.zh)[0])

    @property
    def stands_out(self) -> bool:
        """Whether a reader who looks for differences stops here."""
        return bool(self.findings) or self.is_one_sided or self.is_moved

    def side(self, lang: Lang) -> tuple[Paragraph, ...]:
        """The paragraphs of one language."""
        return self.zh if lang == "zh" else self.en

    def words(self, lang: Lang) -> str:
        """The words of one language, a paragraph a line."""
        return "\n".join(p.text for p in self.side(lang))


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
            bead.confidence,
            _runner_up(bead, zh, en),
        )
        for ordinal, (bead, found) in enumerate(zip(beads, findings, strict=True))
    )


def row_at(name: str, rows: Sequence[Row]) -> Row | None:
    """The row of ``rows`` that ``name`` names (``Row.name``), or that holds the paragraph so named
    of either language; None where there is none."""
    lang, _, place = name.partition(":")
    if lang not in ("zh", "en"):
        return None
    of_lang: Lang = "zh" if lang == "zh" else "en"
    holding = {p.ordinal: row for row in rows for p in row.side(of_lang)}
    found = paragraph_at(place, [p for row in rows for p in row.side(of_lang)])
    return holding[found.ordinal] if found else None


def rows_of_reviewed(
    after: Reviewed,
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    findings: Iterable[tuple[Finding, ...]],
) -> tuple[Row, ...]:
    """As ``rows_of``, with what people decided and where they disagreed; a finding set aside is no
    finding of its row."""
    rows = rows_of(after.beads, zh, en, findings)
    return tuple(
        replace(
            row,
            standing=standing,
            judgement=made,
            findings=tuple(f for f in row.findings if target_of(f) not in after.dismissed),
            dismissed=tuple(
                Dismissed(f, after.dismissed[target_of(f)])
                for f in row.findings
                if target_of(f) in after.dismissed
            ),
            conflicts=_conflicts_of(row, made, after),
        )
        for row, standing, made in zip(rows, after.standings, after.judgements, strict=True)
    )


def _conflicts_of(row: Row, made: Judgement | None, after: Reviewed) -> tuple[Conflict, ...]:
    """Those in which the judgement that holds for the row takes part, and those about its
    findings."""
    targets = {target_of(finding) for finding in row.findings}
    return tuple(
        c
        for c in after.conflicts
        if made in (c.earlier, c.later) or (not c.later.links and c.later.target in targets)
    )


def target_of(finding: Finding) -> str:
    """How a judgement names a finding: its rule, by which it is counted, and its id."""
    return f"{finding.rule}:{finding.id}"


def _runner_up(
    bead: Bead, zh: Sequence[Paragraph], en: Sequence[Paragraph]
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]] | None:
    if bead.runner_up is None:
        return None
    left, right = bead.runner_up
    return tuple(zh[i] for i in left), tuple(en[j] for j in right)


def is_shown(row: Row, show: Show) -> bool:
    """Whether the choice ``show`` holds the row."""
    return {
        "content": row.kind != "apparatus",
        "all": True,
        "differs": bool(row.findings),
        "one-sided": row.is_one_sided,
        "moved": row.is_moved,
        "judged": bool(row.judgement or row.dismissed),
    }[show]


def with_rules(rows: Sequence[Row], rules: Sequence[str]) -> tuple[Row, ...]:
    """``rows`` with the findings of ``rules`` alone; as they are where none is named."""
    if not rules:
        return tuple(rows)
    return tuple(
        replace(row, findings=tuple(f for f in row.findings if f.rule in rules)) for row in rows
    )


def rules_of(rows: Iterable[Row]) -> dict[str, int]:
    """How many findings of each rule ``rows`` have, in the order of the rules' names."""
    counts: dict[str, int] = {}
    for row in rows:
        for finding in row.findings:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return dict(sorted(counts.items()))


def finding_lines(row: Row, say: Strings) -> tuple[str, ...]:
    """What differs in ``row``, one line for each rule: its name and both quotations."""
    return tuple(finding_line(finding, say) for finding in row.findings)


def finding_line(finding: Finding, say: Strings) -> str:
    """The name of the rule and both quotations."""
    none = say("compare.nothing")
    zh = "、".join(map(_clipped, finding.zh)) or none
    en = ", ".join(map(_clipped, finding.en)) or none
    return say("compare.finding", rule=rule_name(finding.rule, say), zh=zh, en=en)


def _clipped(quotation: str) -> str:
    """A quotation short enough for a line; the whole of it stands in the passage beside it."""
    if len(quotation) <= _LONGEST_QUOTATION:
        return quotation
    return f"{quotation[:_LONGEST_QUOTATION]}…"
