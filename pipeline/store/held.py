"""Which documents are held, as far as an ingest must know to tell what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Document, Given, Lang
from pipeline.store.schema import Database
from pipeline.store.sources import given_key


@dataclass(frozen=True, slots=True)
class Held:
    """A document held; ``id`` is 0 while it is not stored yet. ``path`` is as it was given,
    ``place`` absolute; ``given`` is a ``given_key``."""

    id: int
    symbol: str
    lang: Lang
    path: str
    place: str
    sha256: str
    given: str


def as_held(key: int, document: Document, given: Given, place: str) -> Held:
    """What is to be known of ``document``, whose file lies at ``place``."""
    source = document.source
    return Held(
        key,
        document.symbol,
        document.lang,
        source.path,
        place,
        source.sha256,
        given_key(given),
    )


def held_documents(connection: Database) -> tuple[Held, ...]:
    """Every document of the database."""
    query = "SELECT id, symbol, lang, path, place, sha256, given FROM documents ORDER BY id"
    return tuple(Held(*row) for row in connection.execute(query))


def place_of(path: str) -> str:
    """Where a file or archive member lies, whatever folder ``path`` was given from."""
    return str(Path(path).absolute())


class HeldDocuments:
    """Documents found by symbol and language, by path, and by content."""

    def __init__(self, documents: Iterable[Held]) -> None:
        self._by_symbol: dict[tuple[str, Lang], Held] = {}
        self._by_path: dict[str, Held] = {}
        self._by_content: dict[tuple[str, str], Held] = {}
        for held in documents:
            self.put(held)

    def put(self, held: Held) -> None:
        """Take ``held`` in, in place of what it has symbol and language in common with."""
        self._by_symbol[held.symbol, held.lang] = held
        self._by_path[held.place] = held
        self._by_content[held.sha256, held.given] = held

    def drop(self, held: Held) -> None:
        """Forget ``held``."""
        del self._by_symbol[held.symbol, held.lang]
        del self._by_path[held.place]
        del self._by_content[held.sha256, held.given]

    def of(self, symbol: str, lang: Lang) -> Held | None:
        """The document of that symbol and language."""
        return self._by_symbol.get((symbol, lang))

    def replaced_by(self, new: Held) -> tuple[Held, ...]:
        """The documents whose symbol and language, or whose file, are those of ``new``."""
        found = (self.of(new.symbol, new.lang), self._by_path.get(new.place))
        return tuple(dict.fromkeys(held for held in found if held))

    def of_content(self, sha256: str, given: str) -> Held | None:
        """The document of a file of that content that was taken in with that metadata."""
        return self._by_content.get((sha256, given))
