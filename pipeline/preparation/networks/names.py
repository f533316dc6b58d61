"""The table of bodies, networks and tools, and where their names stand in a passage."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pipeline import lexicon
from pipeline.errors import Unreadable
from pipeline.records import Lang
from pipeline.records.networks import NameUse, Network, NetworkKind, NetworkName

NETWORKS_FILE = "networks.csv"
"""In the folder of an index: names that its owner adds to those of ``lexicon/networks.csv``."""

_COLUMNS = ("code", "lang", "name", "kind", "use")
_KINDS = ("body", "network", "tool", "database", "programme")
_USES = ("full", "abbreviation", "alias", "never")
_SPACE = re.compile(r"\s+")
_HYPHENS = "-‐‑–—"


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the network ``code`` at ``text[start:end]``."""

    code: str
    name: NetworkName
    start: int
    end: int


@cache
def built_in() -> tuple[Network, ...]:
    """The networks of ``lexicon/networks.csv`` in its order."""
    return _networks(lexicon.rows("networks"))


def networks_of(index: Path) -> tuple[Network, ...]:
    """The built-in networks with the names of ``networks.csv`` in the folder ``index``, where there
    is one: names of a code that is known are added to it, others are networks of their own.

    The file is in UTF-8, UTF-16 or GB18030. Raises Unreadable for one without the columns or with a
    value that none of them has, and what ``decode`` raises for what is no text.
    """
    file = index / NETWORKS_FILE
    if not file.is_file():
        return built_in()
    return _networks((*lexicon.rows("networks"), *_own_rows(file)))


def names_in(text: str, lang: Lang, wanted: Iterable[tuple[str, NetworkName]]) -> list[Named]:
    """Where names of ``wanted`` (code and name) stand in ``text``, in order. A name inside a longer
    one is not counted, whosever the longer one is, and no two overlap."""
    found = [
        Named(code, name, *m.span())
        for code, name in wanted
        if name.lang == lang
        for m in pattern(name).finditer(text)
    ]
    kept: list[Named] = []
    for one in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted((one for one in kept if one.name.use != "never"), key=lambda n: n.start)


@cache
def pattern(name: NetworkName) -> re.Pattern[str]:
    """How a name is looked for: Latin words whole, an abbreviation in its own capitals, other names
    in any; a space may be a line break, a hyphen any hyphen."""
    body = "".join(
        f"[{_HYPHENS}]" if sign in _HYPHENS else r"\s+" if sign.isspace() else re.escape(sign)
        for sign in _SPACE.sub(" ", name.name)
    )
    first, last = name.name[0], name.name[-1]
    before = r"(?<![A-Za-z0-9])" if first.isascii() else ""
    after = r"(?![A-Za-z0-9])" if last.isascii() else ""
    flags = re.RegexFlag(0) if name.use == "abbreviation" else re.IGNORECASE
    return re.compile(before + body + after, flags)


def around(network: Network, networks: Iterable[Network]) -> tuple[tuple[str, NetworkName], ...]:
    """The names of ``network``, and those of ``networks`` that hold one of them."""
    own = [(name.lang, name.name.casefold()) for name in network.names]
    return tuple(
        (code, name)
        for code, name in every_name(networks)
        if code == network.code
        or any(lang == name.lang and words in name.name.casefold() for lang, words in own)
    )


def _own_rows(file: Path) -> list[dict[str, str]]:
    from pipeline.readers.decode import decode

    try:
        text = decode(str(file), file.read_bytes())
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (OSError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(str(file), f"no networks can be read: {reason}") from None
    for line, row in enumerate(rows, 2):
        wrong = _wrong(row)
        if wrong:
            raise Unreadable(str(file), f"row {line}: {wrong}")
    return rows


def _wrong(row: Mapping[str, str | None]) -> str:
    """What is wrong with a row that a user wrote, "" for nothing."""
    for column in _COLUMNS:
        if not (row.get(column) or "").strip():
            return f"no {column}; a table of networks has the columns {', '.join(_COLUMNS)}"
    checks: Sequence[tuple[str, tuple[str, ...]]] = (
        ("lang", ("zh", "en")),
        ("kind", _KINDS),
        ("use", _USES),
    )
    for column, allowed in checks:
        if row[column] not in allowed:
            return f"{column} is {row[column]}, not one of {', '.join(allowed)}"
    if not any(sign.isalnum() for sign in row["name"] or ""):
        return f"the name {row['name']} has no letters"  # it would stand in every passage
    return ""


def _networks(rows: Iterable[Mapping[str, str]]) -> tuple[Network, ...]:
    kinds: dict[str, NetworkKind] = {}
    names: dict[str, dict[tuple[str, str], NetworkName]] = {}
    for row in rows:
        code = row["code"].strip()
        kinds.setdefault(code, cast(NetworkKind, row["kind"]))
        name = NetworkName(
            cast(Lang, row["lang"]),
            row["name"].strip(),
            cast(NameUse, row["use"]),
            row.get("source") or "",
        )
        names.setdefault(code, {}).setdefault((name.lang, name.name), name)
    return tuple(_network(code, kinds[code], names[code].values()) for code in names)


def _network(code: str, kind: NetworkKind, names: Iterable[NetworkName]) -> Network:
    return Network(code, kind, tuple(sorted(names, key=lambda n: _USES.index(n.use))))


def every_name(networks: Iterable[Network]) -> Iterator[tuple[str, NetworkName]]:
    """Code and name of each name of ``networks``."""
    return ((network.code, name) for network in networks for name in network.names)
