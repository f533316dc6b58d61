"""One bead outside the program: the words of both sides, and the way back to the paragraphs.

A file that comes back from another program holds words and their order, nothing else that can be
trusted. So its units are found again by their words: each side of a unit must be whole paragraphs
of the text, one after the other. Where words recur, the place nearest after the last one counts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.cite import citation
from pipeline.errors import InputError
from pipeline.exchange.harmless import clean
from pipeline.records import Bead, Lang, Paragraph
from pipeline.records.reasons import ALONE, BY_HAND
from pipeline.records.trace import Trace


@dataclass(frozen=True, slots=True)
class Unit:
    """The words of one bead: a paragraph for each entry, ``()`` for a side that is empty, and how
    each side is cited. ``why`` and ``confidence`` are the bead's, ``notes`` what differs,
    ``zh_traces`` and ``en_traces`` where each paragraph was read from."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_place: str = ""
    en_place: str = ""
    why: str = ""
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    zh_traces: tuple[Trace, ...] = ()
    en_traces: tuple[Trace, ...] = ()


def units_of(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    beads: Iterable[Bead],
    notes: Iterable[tuple[str, ...]] | None = None,
    trace: Callable[[Paragraph], Trace] | None = None,
) -> tuple[Unit, ...]:
    """One unit a bead, in order; ``notes`` holds those of each bead in the same order,
    ``trace`` gives the trace of a paragraph.

    Raises ValueError where beads and notes do not match in number.
    """
    held = list(beads)
    beside = list(notes) if notes is not None else [()] * len(held)
    return tuple(
        Unit(
            tuple(zh[i].text for i in bead.zh),
            tuple(en[i].text for i in bead.en),
            _place(zh, bead.zh, "zh"),
            _place(en, bead.en, "en"),
            bead.why,
            bead.confidence,
            said,
            tuple(trace(zh[i]) for i in bead.zh) if trace else (),
            tuple(trace(en[i]) for i in bead.en) if trace else (),
        )
        for bead, said in zip(held, beside, strict=True)
    )


def traces_of_units(units: Iterable[Unit]) -> tuple[Trace, ...]:
    """The traces of all paragraphs, in order."""
    return tuple(t for unit in units for t in (*unit.zh_traces, *unit.en_traces))


def beads_of_units(
    name: str, units: Sequence[Unit], zh: Sequence[Paragraph], en: Sequence[Paragraph]
) -> tuple[Bead, ...]:
    """The beads that ``units``, read from the file ``name``, make of the paragraphs.

    Paragraphs that no unit holds come back one-sided, so that every paragraph is in exactly one
    bead; beads stand in the order of their first paragraphs. Raises InputError that names the unit
    whose words are not whole paragraphs of the text, or were used before.
    """
    sides = _Side(name, "zh", zh), _Side(name, "en", en)
    beads = []
    for row, unit in enumerate(units, 1):
        chinese = sides[0].take(unit.zh, row)
        english = sides[1].take(unit.en, row)
        if chinese or english:
            why = BY_HAND if chinese and english else ALONE
            beads.append(Bead(chinese, english, why, None))
    beads += [Bead((i,), (), ALONE, None) for i in sides[0].left()]
    beads += [Bead((), (j,), ALONE, None) for j in sides[1].left()]
    return _in_order(beads)


class _Side:
    """The paragraphs of one language, without white space, and which are taken."""

    def __init__(self, name: str, lang: Lang, paragraphs: Sequence[Paragraph]) -> None:
        self._name, self._lang = name, lang
        self._words = [_bare(p.text) for p in paragraphs]
        self._free = [bool(w) for w in self._words]
        self._after = 0
        self._starting: dict[str, list[int]] = {}
        for ordinal, words in enumerate(self._words):
            self._starting.setdefault(words[:12], []).append(ordinal)

    def take(self, texts: Sequence[str], row: int) -> tuple[int, ...]:
        """The ordinals of the free paragraphs in a row that hold ``texts`` and nothing else."""
        wanted = _bare("".join(texts))
        if not wanted:
            return ()
        places = [found for start in self._begin(wanted) if (found := self._run(start, wanted))]
        if not places:
            raise InputError(
                self._name,
                f"row {row}: {_shown(texts)} is not made of whole paragraphs of the"
                f" {'Chinese' if self._lang == 'zh' else 'English'} text, or was used before",
            )
        # Recurring words: the first place after the last one, else the first of all.
        chosen = next((p for p in places if p[0] >= self._after), places[0])
        for ordinal in chosen:
            self._free[ordinal] = False
        self._after = chosen[-1] + 1
        return chosen

    def left(self) -> tuple[int, ...]:
        """Paragraphs that no unit took, among them those without words."""
        taken = {i for i, free in enumerate(self._free) if not free and self._words[i]}
        return tuple(i for i in range(len(self._words)) if i not in taken)

    def _begin(self, wanted: str) -> Iterable[int]:
        for length in range(1, 13):
            ordinals = self._starting.get(wanted[:length], ())
            yield from (i for i in ordinals if length == 12 or len(self._words[i]) == length)

    def _run(self, start: int, wanted: str) -> tuple[int, ...]:
        at, ordinal = 0, start
        while at < len(wanted):
            if ordinal >= len(self._words) or not self._free[ordinal]:
                return ()
            if not wanted.startswith(self._words[ordinal], at):
                return ()
            at += len(self._words[ordinal])
            ordinal += 1
        return tuple(range(start, ordinal))


def _in_order(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """By the Chinese side; what has none follows the English paragraph that stands before it."""
    two_sided = sorted((b for b in beads if b.zh), key=lambda b: b.zh)
    alone = sorted((b for b in beads if not b.zh), key=lambda b: b.en)
    out: list[Bead] = []
    for bead in two_sided:
        first = min(bead.en, default=None)
        while first is not None and alone and alone[0].en[0] < first:
            out.append(alone.pop(0))
        out.append(bead)
    return (*out, *alone)


def _place(paragraphs: Sequence[Paragraph], ordinals: Sequence[int], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(citation(paragraphs[i], lang) for i in ordinals)


def _bare(text: str) -> str:
    """Without white space, which programs fold, and signs that are left out of files."""
    return "".join(clean(text).split())


def _shown(texts: Sequence[str]) -> str:
    words = " ".join(" ".join(texts).split())
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"
