"""What the sentences of a passage are to a matrix: an issue, a solution, an example, or nothing.

A sentence that urges or recommends is a solution; an issue that it names in order to meet it is a
cell of its own, the clause with the words that tell. A sentence that names a difficulty and asks
for nothing is an issue. Named networks, memoranda and models, and what stands after "for example",
are examples: their clause within a solution or an issue, else the sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.preparation.matrix.cues import Cue, cues_in
from pipeline.records import Lang, Paragraph
from pipeline.records.lineage import Passage
from pipeline.records.matrix import MatrixCell, MatrixColumn
from pipeline.text.normalise import fold
from pipeline.text.sentences import sentences

_NAMED_ANYWHERE = frozenset({"challenge", "difficulty", "obstacle", "gap", "lack", "conflict"})
"""Issues that count within a recommendation though no word says they are to be overcome."""
_CLAUSE = {"zh": re.compile("[，；：]"), "en": re.compile(r"[,;:](?=\s)")}
_SHORTEST = {"zh": 8, "en": 30}
"""Characters below which a clause is put with the next one."""
_NEAR = {"zh": 30, "en": 80}
"""Characters between the subject's words and a cue within which it is an issue of the subject."""
_FROM_CUE = frozenset({"instance", "such-as"})
_ASKS_FOR_PAPER = frozenset({"table", "report"})
"""What asks for a report, a place on an agenda or such a table solves nothing itself."""
_LEADING = 40
"""Characters at the head of a sentence within which a verb that asks governs all of it."""
_TEXT_ROLES = frozenset({"preambular", "operative", "paragraph", "item", "subitem", "text"})


def cells_of(
    passage: Passage, counterpart: tuple[Paragraph, ...], about: frozenset[str] = frozenset()
) -> tuple[MatrixCell, ...]:
    """The cells that a passage gives, in the order of its words; () for tables and footnotes.

    ``about`` are folded words of which one must stand in a sentence that counts, none where the
    passage is about the subject as a whole.
    """
    paragraph = passage.paragraph
    if paragraph.role not in _TEXT_ROLES:
        return ()
    text, made = paragraph.text, []
    asks = False
    for start, end in _sentences(paragraph):
        if about and not any(word in fold(text[start:end]) for word in about):
            continue
        found = cues_in(text[start:end], paragraph.lang)
        found = found if not about else _near(text[start:end], paragraph.lang, found, about)
        parts = list(_parts(paragraph, start, end, found, asks))
        asks = any(column == "solution" for column, *_ in parts)
        made += [
            MatrixCell(column, text[a:b], passage, a, b, counterpart, f"{column}:{reason}")
            for column, a, b, reason in parts
        ]
    return tuple(made)


def _sentences(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The sentences without the number before the first and the stop that ends an item."""
    text = paragraph.text
    label = len(paragraph.label) if text.startswith(paragraph.label) else 0
    for start, end in sentences(text, paragraph.lang):
        first = max(start, label) if start < label else start
        words = text[first:end]
        first += len(words) - len(words.lstrip(" .．、\n\t"))
        last = first + len(text[first:end].rstrip(" ;；,，\n"))
        if last > first:
            yield first, last


def _near(
    sentence: str, lang: Lang, found: Mapping[str, Sequence[Cue]], about: frozenset[str]
) -> Mapping[str, Sequence[Cue]]:
    """``found`` with the cues of issues that stand near one of the words alone: a text that lists
    the subject among others names the difficulties of the others too."""
    low = sentence.casefold()
    places = [m.span() for word in about for m in re.finditer(re.escape(word), low)]
    issues = [
        cue
        for cue in found.get("issue", ())
        if any(
            cue.start - end < _NEAR[lang] and start - cue.end < _NEAR[lang] for start, end in places
        )
    ]
    return {**found, "issue": issues}


_Part = tuple[MatrixColumn, int, int, str]


def _parts(
    paragraph: Paragraph, start: int, end: int, found: Mapping[str, Sequence[Cue]], asks: bool
) -> Iterator[_Part]:
    """Columns, places and reasons of what a sentence gives; ``asks``: the one before recommends."""
    issues, examples = found.get("issue", ()), found.get("example", ())
    strong = [c for c in found.get("solution", ()) if c.is_strong]
    weak = [c for c in found.get("solution", ()) if not c.is_strong]
    nothing = {c.code for c in found.get("nothing", ())}
    idle = bool(nothing & _ASKS_FOR_PAPER) or bool(
        nothing and not any(c.start < _LEADING for c in strong)
    )
    named = [c for c in examples if c.code != "experience"]
    main: MatrixColumn | None = None
    if strong and not idle and (not issues or strong[0].start < max(_LEADING, issues[0].start)):
        main = "solution"
        yield "solution", start, end, _reason(strong)
        for a, b in _met(paragraph, start, end, issues, found.get("overcome", ())):
            yield "issue", a, b, _reason([c for c in issues if a <= start + c.start < b])
    elif issues and not idle and _is_met(found.get("overcome", ()), issues[0]):
        main = "solution"
        yield "solution", start, end, _reason([c for c in found["overcome"] if c.is_strong])
        a, b = _clause(paragraph, start, end, issues[0])
        if (a, b) != (start, end):
            yield "issue", a, b, _reason([c for c in issues if a <= start + c.start < b])
    elif issues and not idle:
        main = "issue"
        yield "issue", start, end, _reason(issues)
    elif not nothing and (asks or (weak and (named or not examples))):
        main = "solution"
        yield "solution", start, end, _reason(weak) or "continues"
    if main is None and examples and not nothing & _ASKS_FOR_PAPER:
        yield "example", start, end, _reason(examples)
    elif named and not nothing & _ASKS_FOR_PAPER:
        yield ("example", *_example(paragraph, start, end, named[0]), _reason(named))


def _is_met(overcome: Sequence[Cue], issue: Cue) -> bool:
    """Whether a sentence that asks for nothing tells how an issue is met, and not that it is."""
    return any(c.is_strong and 0 <= issue.start - c.end < _LEADING for c in overcome)


def _reason(cues: Sequence[Cue]) -> str:
    """``challenge 挑战; lack 缺乏``: each row of the table once, with the words it was told by."""
    said = {cue.code: cue.words for cue in reversed(cues)}
    return "; ".join(f"{code} {words}" for code, words in reversed(said.items()))


def _met(
    paragraph: Paragraph, start: int, end: int, issues: Sequence[Cue], overcome: Sequence[Cue]
) -> Iterator[tuple[int, int]]:
    """The clauses in which a recommendation names issues, each once."""
    taken: set[tuple[int, int]] = {(start, end)}
    for cue in issues:
        clause = _clause(paragraph, start, end, cue)
        meets = any(clause[0] <= start + c.start < clause[1] for c in overcome)
        if clause not in taken and (meets or cue.code in _NAMED_ANYWHERE):
            taken.add(clause)
            yield clause


def _clause(paragraph: Paragraph, start: int, end: int, cue: Cue) -> tuple[int, int]:
    """The clause of the sentence in which the cue stands, without white space around it."""
    text, lang = paragraph.text, paragraph.lang
    cuts = [start, *(start + m.end() for m in _CLAUSE[lang].finditer(text[start:end])), end]
    at = start + cue.start
    first = max(c for c in cuts if c <= at)
    last = min(c for c in cuts if c > at)
    while last - first < _SHORTEST[lang] and last < end:
        last = min(c for c in cuts if c > last)
    words = text[first:last]
    first += len(words) - len(words.lstrip())
    return first, first + len(text[first:last].rstrip(" ,，;；:："))


def _example(paragraph: Paragraph, start: int, end: int, cue: Cue) -> tuple[int, int]:
    """The clause with the example, from the words that announce it where they do."""
    first, last = _clause(paragraph, start, end, cue)
    if cue.code in _FROM_CUE:
        first = start + cue.start
        last = max(last, _clause(paragraph, start, end, cue)[1])
    return first, last
