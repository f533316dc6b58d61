"""Dictionary entries as training pairs: CC-CEDICT, a thesaurus table, or plain lines of two."""

import csv
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Empty, InputError, Unreadable, WrongEncoding


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same."""

    en: str
    zh: str


CEDICT_LINE = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.+)/")
"""Traditional, simplified, reading, glosses between slashes: the form the CC-CEDICT wiki gives."""

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
REFERENCES = re.compile(r"(?:CL:|see |(?:old |archaic |erhua )?variant of|used in )")
"""Glosses that point to another entry or give a measure word, and translate nothing."""

SUFFIXES = (".csv", ".tsv", ".txt", ".u8", ".gz")


def read_entries(paths: Iterable[Path]) -> tuple[Pair, ...]:
    """Unique entries of all files, sorted, so that the order of files changes nothing.

    Raises an InputError for a file that is missing, not UTF-8 or of none of the three forms.
    """
    return tuple(sorted({e for path in paths for e in read_dictionary(path)}, key=_order))


def read_dictionary(path: Path) -> tuple[Pair, ...]:
    """Entries of one file: ``.csv`` with columns ``en`` and ``zh``, ``.tsv`` with English TAB
    Chinese, or CC-CEDICT (``.txt``, ``.u8``); each may be gzipped."""
    lines = _text(path).splitlines()
    kind = path.with_suffix("") if path.suffix == ".gz" else path
    if kind.suffix == ".csv":
        entries = tuple(_table(path, lines))
    elif kind.suffix == ".tsv":
        entries = tuple(_tabbed(path, lines))
    elif kind.suffix in SUFFIXES:
        entries = tuple(_cedict(lines))
    else:
        raise InputError(str(path), f"a dictionary ends in one of {', '.join(SUFFIXES)}")
    if not entries:
        raise Empty(str(path), "no dictionary entry in it")
    return entries


def _cedict(lines: Sequence[str]) -> Iterator[Pair]:
    """One pair for every gloss, without what stands in brackets, under the simplified form."""
    for line in lines:
        entry = CEDICT_LINE.match(line)
        if entry is None:
            continue
        for gloss in entry[3].split("/"):
            if HAN.search(gloss) or REFERENCES.match(gloss):
                continue
            for sense in BRACKETS.sub("", gloss).split(";"):
                words = " ".join(sense.split())
                if words:
                    yield Pair(words, entry[2])


def _table(path: Path, lines: Sequence[str]) -> Iterator[Pair]:
    rows = csv.DictReader(lines)
    missing = {"en", "zh"} - set(rows.fieldnames or ())
    if missing:
        raise InputError(
            str(path), f"no column {sorted(missing)} among {list(rows.fieldnames or ())}"
        )
    for row in rows:
        if row["en"] and row["zh"]:
            yield Pair(row["en"].strip(), row["zh"].strip())


def _tabbed(path: Path, lines: Sequence[str]) -> Iterator[Pair]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 2 or not cells[0].strip() or not cells[1].strip():
            raise InputError(str(path), f"line {number} is not English TAB Chinese: {line[:60]!r}")
        yield Pair(cells[0].strip(), cells[1].strip())


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding(str(path), f"not UTF-8 (byte {error.start})") from error
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(str(path), str(error)) from error


def _order(entry: Pair) -> tuple[str, str]:
    return entry.en, entry.zh
