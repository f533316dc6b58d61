"""Two instruments clause by clause: which correspond, and the paragraphs of a pair side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from pipeline.cite import citation, label_of, place_of
from pipeline.mapping import Clause, ClausePair
from pipeline.records import Paragraph
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
    """Two clauses that correspond, or one alone; positions in the lists of the map."""

    first: int | None
    second: int | None
    pair: ClausePair | None

    @property
    def kinds(self) -> frozenset[Kind]:
        """Under which kinds the row comes."""
        if self.pair is None:
            return frozenset({"absent-second" if self.second is None else "absent-first"})
        return frozenset({self.pair.relation, *(("moved",) if self.pair.moved else ())})


def clause_rows(mapped: MappedTexts) -> tuple[ClauseRow, ...]:
    """Every clause of both instruments in the order of the first; a clause of the second without
    counterpart follows the one before it in its own text."""
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
    if pair is None:
        absent = tag("td", say("clauses.absent"), "absent")
        middle = tag("td", "", "relation")
        if row.first is not None:
            cells = _name(mapped, "first", row.first, say) + middle + absent
        else:
            cells = absent + middle + _name(mapped, "second", row.second or 0, say)
        return tag("tr", cells, "one-sided")
    likeness = tag("span", f"{pair.similarity:.2f}", "figure")
    relation = text(relation_name(pair, say))
    opener = tag("button", relation, "copy opens", type="button", data_ask=pair_key(mapped, pair))
    cells = _name(mapped, "first", pair.first, say)
    cells += tag("td", opener + likeness, "relation")
    cells += _name(mapped, "second", pair.second, say)
    classes = [pair.relation, *(["moved"] if pair.moved else [])]
    classes += ["chosen"] if (pair.first, pair.second) == chosen else []
    return tag("tr", cells, " ".join(classes))


def _name(mapped: MappedTexts, which: Literal["first", "second"], at: int, say: Strings) -> str:
    return tag("td", text(clause_name(mapped, which, at, say)), which)


def relation_name(pair: ClausePair, say: Strings) -> str:
    """The relation in words, and that the pair has moved where it has."""
    relation = say(f"clauses.{pair.relation}")
    return say("list.comma").join([relation, say("clauses.moved")]) if pair.moved else relation


def pair_key(mapped: MappedTexts, pair: ClausePair) -> str:
    """A pair by the paths of its clauses: ``art.18~art.40``."""
    found = mapped.map
    return f"{path_of(found.first[pair.first])}~{path_of(found.second[pair.second])}"


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
