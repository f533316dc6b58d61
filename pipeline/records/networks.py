"""Bodies, networks, programmes, tools and databases of cooperation that the texts name."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.documents import Lang
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import Paragraph

NetworkKind: TypeAlias = Literal["body", "network", "tool", "database", "programme"]

NameUse: TypeAlias = Literal["full", "abbreviation", "alias", "never"]
"""``full`` is the official name; an ``alias`` another wording of it that texts have; an
``abbreviation`` counts only as it is written, capitals and all, and as a word of its own; ``never``
marks words that hold a name and mean something else."""


@dataclass(frozen=True, slots=True)
class NetworkName:
    """One name in one language; ``source`` says where it was seen."""

    lang: Lang
    name: str
    use: NameUse
    source: str


@dataclass(frozen=True, slots=True)
class Network:
    """What the names stand for: its code, its kind, its names, the official ones first."""

    code: str
    kind: NetworkKind
    names: tuple[NetworkName, ...]

    def named(self, lang: Lang) -> tuple[NetworkName, ...]:
        """Its names in ``lang``, the official ones first."""
        return tuple(name for name in self.names if name.lang == lang and name.use != "never")

    def title(self, lang: Lang) -> str:
        """The official name in ``lang``, else in the other language."""
        return (self.named(lang) or self.names)[0].name


@dataclass(frozen=True, slots=True)
class NetworkCount:
    """How many passages of one session name a network; a text held in both languages counts in
    English. ``opened`` is the earliest date of the session's documents, "" where none has one."""

    network: Network
    body: str
    session: str
    opened: str
    passages: int


@dataclass(frozen=True, slots=True)
class NetworkMention:
    """A passage that names a network. ``names`` are those that stand in it, as printed, at
    ``spans``; ``counterpart`` the aligned paragraphs of the other language,
    ``counterpart_names`` the names that stand there, () where it says something else, and
    ``counterpart_spans`` where, for each of ``counterpart``."""

    passage: Passage
    names: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    counterpart: tuple[Paragraph, ...]
    counterpart_names: tuple[str, ...]
    counterpart_spans: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NameCount:
    """How many passages have a name, in which language, and the first and last date of their
    documents, "" where none is dated."""

    name: NetworkName
    passages: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class NetworkTimeline:
    """Every passage that names a network, by date, one of both languages once; and how often each
    of its names is used, those never met included."""

    network: Network
    mentions: tuple[NetworkMention, ...]
    names: tuple[NameCount, ...]


@dataclass(frozen=True, slots=True)
class NetworkCandidate:
    """A name that looks like that of a network and that no table has: for a person to add.
    ``example`` is the first passage with it."""

    name: str
    lang: Lang
    passages: int
    example: Passage
