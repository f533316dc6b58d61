"""Two instruments clause by clause: which correspond, and the paragraphs of a pair side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from pipeline.cite import citation, label_of, place_of
from pipeline.mapping import Clause, ClausePair
from pipeline.records import Judgement, Paragraph
from pipeline.side_by_side import MappedTexts
from pipeline.strings import Strings
from pipeline.views.markup import passage, tag, text

Kind: TypeAlias = Literal[
    "same", "wider", "narrower", "overlapping", "moved", "absent-second", "absent-first"
]
"""The relation of a pair, that it stands out of order, or on which side nothing corresponds."""
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Two clauses that correspond, or one alone; positions in the lists of the map. ``judged`` is
    what a person said of the pair; ``pair`` is None for one that a person alone made."""

    first: int | None
    second: int | None
    pair: ClausePair | None
    judged: Judgement | None = None

    @property
    def is_pair(self) -> bool:
        """Whether the row has a clause on both sides."""
        return self.first is not None and self.second is not None

    @property
    def kinds(self) -> frozenset[Kind]:
        """Under which kinds the row comes, by what is proposed; a pair that a person alone made
        comes under what that person said."""
        if self.pair is None and self.judged and self.is_pair:
            return frozenset(kind for kind in KINDS if kind == self.judged.target)
        if self.pair is None:
            return frozenset({"absent-second" if self.second is None else "absent-first"})
        return frozenset({self.pair.relation, *(("moved",) if self.pair.moved else ())})


Judged: TypeAlias = Mapping[tuple[int, int], Judgement]
"""What people said of pairs of clauses, by positions (``review.judged_pairs``)."""


def clause_rows(mapped: MappedTexts, judged: Judged | None = None) -> tuple[ClauseRow, ...]:
    """Every clause of both instruments in the order of the first; a clause of the second without
    counterpart follows the one before it in its own text. Pairs of ``judged`` that are not proposed
    follow the rows of their first clause."""
    rows = _proposed(mapped)
    if not judged:
        return rows
    out = [replace(row, judged=judged.get((row.first, row.second))) for row in rows]  # type: ignore[arg-type]
    held = {(row.first, row.second) for row in out}
    for (first, second), made in sorted(judged.items()):
        if (first, second) not in held:
            at = max(i for i, row in enumerate(out) if row.first == first)
            out.insert(at + 1, ClauseRow(first, second, None, made))
    return tuple(out)


def _proposed(mapped: MappedTexts) -> tuple[ClauseRow, ...]:
    found = mapped.map
    by_first: dict[int, list[ClausePair]] = {}
    for pair in found.pairs:
        by_first.setdefault(pair.first, []).append(pair)
    alone = list(found.absent()[1])
    rows: list[ClauseRow] = []
    for i in range(len(found.first)):
        pairs = by_first.get(i, [])
        rows += [ClauseRow(i, p.second, p) for p in pairs] or [ClauseRow(i, None, None)]
        reached = [p.second for p in pairs if not p.moved]
        while reached and alone and alone[0] < max(reached) + 1:
            rows.insert(len(rows) - len(pairs), ClauseRow(None, alone.pop(0), None))
    return (*rows, *(ClauseRow(None, j, None) for j in alone))


def path_of(clause: Clause) -> str:
    """A name for a clause that is the same in every language: ``annex.1/art.18``."""
    return "/".join(clause.number)


def clause_at(clauses: Sequence[Clause], path: str) -> int | None:
    """The position of the clause of that path; None where there is none."""
    return next((i for i, clause in enumerate(clauses) if path_of(clause) == path), None)


def clause_name(
    mapped: MappedTexts, which: Literal["first", "second"], at: int, say: Strings
) -> str:
    """A clause as a person calls it: its place and its heading."""
    clause = (mapped.map.first if which == "first" else mapped.map.second)[at]
    paragraph = _opening(mapped, which, clause)
    place = place_of(paragraph, say.lang) or clause.label or label_of(paragraph)
    heading = clause.heading.removeprefix(clause.label).strip(" .．、:：")
    return f"{place}  {heading}".strip()


def _opening(mapped: MappedTexts, which: Literal["first", "second"], clause: Clause) -> Paragraph:
    return (mapped.first if which == "first" else mapped.second)[clause.ordinals[0]]


def clause_table(
    mapped: MappedTexts, rows: Sequence[ClauseRow], say: Strings, chosen: tuple[int, int] | None
) -> str:
    """``rows`` as an HTML table; a button in each pair opens it."""
    keys = ("clauses.first", "clauses.relation", "clauses.second")
    head = "".join(tag("th", say(key), key.rpartition(".")[2], scope="col") for key in keys)
    body = "".join(_row(mapped, row, say, chosen) for row in rows)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "clauses", say.lang)


def _row(mapped: MappedTexts, row: ClauseRow, say: Strings, chosen: tuple[int, int] | None) -> str:
    pair = row.pair
    if row.first is None or row.second is None:
        absent = tag("td", say("clauses.absent"), "absent")
        middle = tag("td", "", "relation")
        if row.first is not None:
            cells = _name(mapped, "first", row.first, say) + middle + absent
        else:
            cells = absent + middle + _name(mapped, "second", row.second or 0, say)
        return tag("tr", cells, "one-sided")
    likeness = tag("span", f"{pair.similarity:.2f}", "figure") if pair else ""
    proposed = relation_name(pair, say) if pair else say("clauses.not_proposed")
    key = pair_key(mapped, row.first, row.second)
    opener = tag("button", text(proposed), "copy opens", type="button", data_ask=key)
    said = tag("div", text(judged_relation(row, say)), "judged-line") if row.judged else ""
    cells = _name(mapped, "first", row.first, say)
    cells += tag("td", opener + likeness + said, "relation")
    cells += _name(mapped, "second", row.second, say)
    classes = [pair.relation, *(["moved"] if pair.moved else [])] if pair else []
    classes += ["judged"] if row.judged else []
    classes += ["chosen"] if (row.first, row.second) == chosen else []
    return tag("tr", cells, " ".join(classes))


def judged_relation(row: ClauseRow, say: Strings) -> str:
    """What a person said of the pair, and who; "" where nobody did."""
    if row.judged is None:
        return ""
    relation = say(f"clauses.{row.judged.target}")
    return say("clauses.judged_by", relation=relation, who=row.judged.reviewer)


def _name(mapped: MappedTexts, which: Literal["first", "second"], at: int, say: Strings) -> str:
    return tag("td", text(clause_name(mapped, which, at, say)), which)


def relation_name(pair: ClausePair, say: Strings) -> str:
    """The relation in words, and that the pair has moved where it has."""
    relation = say(f"clauses.{pair.relation}")
    return say("list.comma").join([relation, say("clauses.moved")]) if pair.moved else relation


def pair_key(mapped: MappedTexts, first: int, second: int) -> str:
    """A pair by the paths of its clauses: ``art.18~art.40``."""
    return f"{path_of(mapped.map.first[first])}~{path_of(mapped.map.second[second])}"


def pair_table(mapped: MappedTexts, first: int, second: int, say: Strings) -> str:
    """The paragraphs of two clauses side by side: each of the first beside those nearest to it,
    those of the second that are nearest to none where they stand."""
    pair = next((p for p in mapped.map.pairs if (p.first, p.second) == (first, second)), None)
    near = {(r, c): cosine for r, c, cosine in pair.paragraphs} if pair else {}
    left_side = _below_heading(mapped.first, mapped.map.first[first])
    right_side = _below_heading(mapped.second, mapped.map.second[second])
    rows = _beside(left_side, right_side, sorted(near))
    names = clause_name(mapped, "first", first, say), clause_name(mapped, "second", second, say)
    head = "".join(tag("th", text(name), "side", scope="col") for name in names)
    head += tag("th", say("column.cosine"), "why figure", scope="col")
    body = ""
    for left, right in rows:
        linked = None if left is None or right is None else near.get((left, right))
        cosine = "" if linked is None else f"{linked:.2f}"
        cells = _paragraph(mapped.first, left, say) + _paragraph(mapped.second, right, say)
        alone = "one-sided" if left is None or right is None else ""
        body += tag("tr", cells + tag("td", cosine, "why figure"), f"text {alone}".strip())
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "parallel pair")


def _below_heading(paragraphs: Sequence[Paragraph], clause: Clause) -> tuple[int, ...]:
    """The paragraphs of a clause without those that its name already shows."""
    return tuple(i for i in clause.ordinals if paragraphs[i].role not in {"article", "heading"})


def _beside(
    first: Sequence[int], second: Sequence[int], near: Sequence[tuple[int, int]]
) -> list[tuple[int | None, int | None]]:
    rows: list[tuple[int | None, int | None]] = []
    partners = dict(near)
    left = [j for j in second if j not in {c for _, c in near}]
    for i in first:
        reached = partners.get(i)
        while left and reached is not None and left[0] < reached:
            rows.append((None, left.pop(0)))
        rows.append((i, reached))
    return rows + [(None, j) for j in left]


def _paragraph(paragraphs: Sequence[Paragraph], at: int | None, say: Strings) -> str:
    if at is None:
        return tag("td", "", "side absent")
    found = paragraphs[at]
    copy = tag("button", say("copy.passage"), "copy", type="button", data_copy="passage")
    return tag(
        "td",
        passage(found.text, found.lang) + copy,
        f"side {found.lang}",
        data_cite=citation(found, found.lang),
        data_lang=found.lang,
    )
