"""What changed between two wordings of one language, word by word.

Words are compared as folded (width, case, kinds of quotation marks), and nothing else is:
punctuation, white space, calls of footnotes and the number that opens a paragraph are no change.
Words taken out at one place and put in at another are shown as moved.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.records import Bead, Change, Lang, Paragraph, Revision
from pipeline.text.numbering import marker
from pipeline.text.tokenise import word_spans

_LEAST_MOVED = {"zh": 4, "en": 4}
"""Words from which on the same stretch at two places is taken as moved, not as chance."""
_LEAST_KEPT = {"zh": 2, "en": 4}
"""Letters of a single kept word between two changes below which they are read as one change."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Atoms of a text: a word's key, and the borders between which it stands with whatever follows
    it up to the next word; atom ``i`` is ``text[borders[i]:borders[i + 1]]``. A text without words
    is one atom without a key."""

    keys: tuple[str, ...]
    borders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """Atoms ``old[a:b]`` and ``new[c:d]``."""

    kind: str
    a: int
    b: int
    c: int
    d: int


def redline(old: str, new: str, lang: Lang) -> tuple[Change, ...]:
    """The changes that make ``new`` of ``old``, in the order of the new text, what was taken out
    standing where it stood; () where both are empty."""
    left, right = _read(old), _read(new)
    steps = _merged(list(_opcodes(left.keys, right.keys)), left.keys, _LEAST_KEPT[lang])
    steps = _with_moves(steps, left, right, _LEAST_MOVED[lang])
    return tuple(_change(step, left, right) for step in steps)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are compared; an empty word for a text without any."""
    return _read(text).keys


def compare_versions(
    old: Sequence[Paragraph], new: Sequence[Paragraph], beads: Sequence[Bead]
) -> tuple[Revision, ...]:
    """A revision for each bead of two texts of one language, in order.

    The beads name the old text's ordinals as ``zh`` and the new one's as ``en``, whatever the
    language. Paragraphs that stand alone on both sides with the same words are ``moved``.
    """
    revisions = [_revision(old, new, bead) for bead in beads]
    return tuple(_with_moved_paragraphs(revisions, old, new))


def _revision(old: Sequence[Paragraph], new: Sequence[Paragraph], bead: Bead) -> Revision:
    if not bead.zh:
        return Revision("added", (), bead.en)
    if not bead.en:
        return Revision("deleted", bead.zh, ())
    left = "\n".join(old[i].text for i in bead.zh)
    right = "\n".join(new[j].text for j in bead.en)
    changes = redline(left, right, new[bead.en[0]].lang)
    is_same = all(c.kind == "equal" for c in changes)
    return Revision("same" if is_same else "changed", bead.zh, bead.en, changes)


def _with_moved_paragraphs(
    revisions: Sequence[Revision], old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> Iterator[Revision]:
    gone = {_words(old, r.old): r for r in revisions if r.kind == "deleted"}
    back = {_words(new, r.new): r for r in revisions if r.kind == "added"}
    both = {words for words in gone if words and words in back}
    for r in revisions:
        if r.kind == "deleted" and _words(old, r.old) in both:
            continue
        if r.kind == "added" and (words := _words(new, r.new)) in both:
            yield replace(r, kind="moved", old=gone[words].old)
        else:
            yield r


def _words(paragraphs: Sequence[Paragraph], ordinals: Sequence[int]) -> tuple[str, ...]:
    return tuple(key for i in ordinals for key in _read(paragraphs[i].text).keys)


def _read(text: str) -> _Text:
    number = marker(text)
    start = number.end if number else 0
    spans = [(a, b) for a, b in word_spans(text) if a >= start]
    words = [(a, key) for a, b in spans if (key := _key(text[a:b]))]
    if not words:
        return _Text(("",), (0, len(text))) if text else _Text((), (0,))
    return _Text(tuple(key for _, key in words), (0, *(a for a, _ in words[1:]), len(text)))


def _key(word: str) -> str:
    """A word as compared: half width, small letters, without superscript figures, which call
    notes; "" for a sign."""
    kept = "".join(c for c in word if unicodedata.category(c) != "No")
    key = unicodedata.normalize("NFKC", kept).casefold().replace("’", "'")
    return key if any(c.isalnum() for c in key) else ""


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    from rapidfuzz.distance import Indel

    for op in Indel.opcodes(old, new):
        yield _Step(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)


def _merged(steps: list[_Step], old: Sequence[str], least: int) -> list[_Step]:
    """Neighbouring changes as one, and a short word kept between two taken into them."""
    out: list[_Step] = []
    for place, step in enumerate(steps):
        is_between = 0 < place < len(steps) - 1
        is_single = is_between and step.b - step.a == 1 and len(old[step.a]) < least
        if step.kind == "equal" and not is_single:
            out.append(step)
        elif out and out[-1].kind != "equal":
            last = out[-1]
            out[-1] = _Step("replace", last.a, step.b, last.c, step.d)
        else:
            out.append(replace(step, kind="replace"))
    return out


def _with_moves(steps: list[_Step], old: _Text, new: _Text, least: int) -> list[_Step]:
    """The longest stretch that was taken out at one place and put in at another becomes a move,
    as long as there is one of at least ``least`` words."""
    while True:
        best = _longest_move(steps, old, new, least)
        if best is None:
            return steps
        i, j, a, c, size = best
        move = _Step("move", a, a + size, c, c + size)
        steps = [part for k, step in enumerate(steps) for part in _split(step, k, i, j, move)]


def _longest_move(
    steps: Sequence[_Step], old: _Text, new: _Text, least: int
) -> tuple[int, int, int, int, int] | None:
    best: tuple[int, int, int, int, int] | None = None
    changed = [(k, s) for k, s in enumerate(steps) if s.kind == "replace"]
    for i, one in changed:
        if one.b - one.a < least:
            continue
        for j, other in changed:
            if i == j or other.d - other.c < least:
                continue
            found = SequenceMatcher(
                None, old.keys[one.a : one.b], new.keys[other.c : other.d], autojunk=False
            ).find_longest_match()
            if found.size >= least and (best is None or found.size > best[4]):
                best = (i, j, one.a + found.a, other.c + found.b, found.size)
    return best


def _split(step: _Step, k: int, i: int, j: int, move: _Step) -> Iterator[_Step]:
    """``step`` without what moved; the move itself stands where the words came to be."""
    if k == i:
        yield from _parts(_Step("replace", step.a, move.a, step.c, step.d))
        yield from _parts(_Step("replace", move.b, step.b, step.d, step.d))
    elif k == j:
        yield from _parts(_Step("replace", step.a, step.b, step.c, move.c))
        yield move
        yield from _parts(_Step("replace", step.b, step.b, move.d, step.d))
    else:
        yield step


def _parts(step: _Step) -> Iterator[_Step]:
    if step.a < step.b or step.c < step.d:
        yield step


def _change(step: _Step, old: _Text, new: _Text) -> Change:
    spans = (old.borders[step.a], old.borders[step.b], new.borders[step.c], new.borders[step.d])
    if step.kind in {"equal", "move"}:
        return Change("equal" if step.kind == "equal" else "move", *spans)
    if step.a == step.b:
        return Change("insert", *spans)
    return Change("delete" if step.c == step.d else "replace", *spans)
