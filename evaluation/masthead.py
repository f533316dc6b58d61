"""Mastheads read from plain lines against what the mark-up of the same file says.

The text of an AKN4UN resolution is rendered as lines, one block a line, and read as a plain text
would be; every field that the mark-up knows is then compared.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.inputs import documents_in
from pipeline.readers.masthead import find_metadata
from pipeline.records import LANGS, Lang
from pipeline.text.lines import Line
from pipeline.text.normalise import fold

FIELDS = ("symbol", "body", "session", "date", "agenda", "title", "status")


@dataclass(frozen=True, slots=True)
class Agreement:
    """For one language: ``known[field]`` files whose mark-up has the field, ``same[field]`` of
    them whose lines say the same, and a line for each that differ."""

    lang: Lang
    files: int
    known: Counter[str]
    same: Counter[str]
    differing: tuple[str, ...]

    def share(self, field: str) -> float:
        """The share of files that agree in ``field``, 1.0 where none has it."""
        return self.same[field] / self.known[field] if self.known[field] else 1.0


def measure_mastheads(paths: Sequence[Path]) -> tuple[Agreement, ...]:
    """Agreement for Chinese and for English over every AKN4UN file in ``paths``."""
    files: Counter[Lang] = Counter()
    known: dict[Lang, Counter[str]] = {lang: Counter() for lang in LANGS}
    same: dict[Lang, Counter[str]] = {lang: Counter() for lang in LANGS}
    differing: dict[Lang, list[str]] = {lang: [] for lang in LANGS}
    for document in documents_in(paths, ".xml"):
        lang = document.lang
        files[lang] += 1
        lines = [Line(text) for text in document.text.split("\n")]
        found = find_metadata(lines, lang)
        for field in FIELDS:
            said, read = _bare(getattr(document, field)), _bare(getattr(found, field))
            if not said:
                continue
            known[lang][field] += 1
            same[lang][field] += said == read
            if said != read:
                differing[lang].append(f"{document.source.path}: {field}: {said!r} / {read!r}")
    return tuple(
        Agreement(lang, files[lang], known[lang], same[lang], tuple(differing[lang]))
        for lang in LANGS
    )


def _bare(text: str) -> str:
    """Folded and without white space, which mark-up and print put differently."""
    return "".join(fold(text).split())
