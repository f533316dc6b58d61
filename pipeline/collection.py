"""The way in for the command line and the app: one index, opened and asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

from pipeline.align import align
from pipeline.encode import BUILT_IN, Encoder, load_encoder
from pipeline.errors import EncoderError, InputError, NoIndex
from pipeline.readers import read_bytes, walk
from pipeline.records import (
    LANGS,
    Bead,
    Body,
    Document,
    Heading,
    Lang,
    Paragraph,
    Recommendation,
    Refusal,
    TrendPoint,
)
from pipeline.search import Filters, Searcher, SearchResult, documents_passing
from pipeline.segment import segment
from pipeline.store.manifest import Manifest, check_encoder, read_manifest
from pipeline.store.reading import Store, open_store
from pipeline.text.passage import wording
from pipeline.trend import Measure, one_language, trend


@dataclass(frozen=True, slots=True)
class Holding:
    """A symbol and what is held of it; None for the language that is missing."""

    symbol: str
    zh: Heading | None
    en: Heading | None


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """Two language versions of one text and the beads that link their paragraphs."""

    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    beads: tuple[Bead, ...]


class Collection:
    """One index in the state that holds when it is opened; ``refresh`` moves on to a newer one.

    The threads of a process may share it.
    """

    def __init__(self, folder: Path, encoder: str | Encoder | None) -> None:
        self._folder = folder
        self._named = encoder
        self._loaded = None if encoder is None or isinstance(encoder, str) else encoder
        self._state = _State(open_store(folder), self)
        if encoder is not None:
            self.encoder()

    @classmethod
    def open(cls, index_dir: str | Path, encoder: str | Encoder | None = None) -> "Collection":
        """Open the index in ``index_dir``.

        The encoder it was built with is loaded when a query first needs it; one that is given, by
        name or as it is, is loaded and compared at once. Raises NoIndex, IndexTooNew, IndexMismatch
        for an index that is damaged or was built with another encoder, and EncoderError.
        """
        return cls(Path(index_dir), encoder)

    def __enter__(self) -> "Collection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the index go."""
        self._state.store.close()

    def refresh(self) -> bool:
        """Move on to a newer state where an ingest has made one; whether it did.

        Answers under way in other threads are finished on the state that they began with.
        """
        if read_manifest(self._folder).generation == self.manifest.generation:
            return False
        self._state = _State(open_store(self._folder), self)
        return True

    def encoder(self) -> Encoder:
        """The encoder of the index, loaded at the first call; IndexMismatch where it is another."""
        if self._loaded is None:
            self._loaded = self._load()
        check_encoder(self._folder, self.manifest, self._loaded.name, self._loaded.dimensions)
        return self._loaded

    def _load(self) -> Encoder:
        if isinstance(self._named, str):
            return load_encoder(self._named)
        try:
            return load_encoder(_plain_name(self.manifest.encoder))
        except EncoderError:
            raise EncoderError(
                f"{self._folder}: built with the encoder {self.manifest.encoder}, which is not"
                " here by that name; give its folder with --encoder"
            ) from None

    @property
    def manifest(self) -> Manifest:
        """What the index was built with, and its counts."""
        return self._state.store.manifest

    def search(
        self,
        query: str,
        *,
        langs: Sequence[Lang] = LANGS,
        k: int = 10,
        filters: Filters | None = None,
        fold: bool = False,
    ) -> SearchResult:
        """Passages for ``query`` in each of ``langs``; see ``Searcher.search``."""
        return self._state.searcher.search(query, langs=langs, k=k, filters=filters, fold=fold)

    def documents(self) -> tuple[Heading, ...]:
        """Every document held, in the order in which they were taken in."""
        return tuple(self._state.store.headings().values())

    def bodies(self) -> tuple[Body, ...]:
        """The bodies that the corpora taken in name themselves; others are in ``lexicon``."""
        return self._state.store.bodies()

    def refusals(self) -> tuple[Refusal, ...]:
        """Files that were met and not taken in, with the reason; () where all were."""
        return self._state.store.refusals()

    def document(self, symbol: str, lang: Lang) -> Document | None:
        """A document as its reader gave it; None where it is not held."""
        return self._state.store.document(symbol, lang)

    def paragraphs(self, symbol: str, lang: Lang) -> tuple[Paragraph, ...]:
        """The paragraphs of a document in order; empty where it is not held."""
        return self._state.store.paragraphs(symbol, lang)

    def beads(self, symbol: str) -> tuple[Bead, ...]:
        """How the two languages of a symbol correspond; empty where one of them is not held."""
        return self._state.store.beads(symbol)

    def held(self) -> tuple[Holding, ...]:
        """Every symbol in order, with the languages it is held in."""
        by_symbol: dict[str, dict[Lang, Heading]] = {}
        for heading in self.documents():
            by_symbol.setdefault(heading.symbol, {})[heading.lang] = heading
        return tuple(
            Holding(symbol, found.get("zh"), found.get("en"))
            for symbol, found in sorted(by_symbol.items())
        )

    def recommendations(
        self, filters: Filters | None = None
    ) -> tuple[tuple[Heading, Recommendation], ...]:
        """Recommendations and conclusions with their documents, in the order of the documents;
        those of the documents that pass ``filters``, whose ``role`` is not looked at."""
        passing = documents_passing(self._state.store, filters or Filters())
        if passing is None:
            return self._state.recommendations
        return self._state.store.recommendations(sorted(passing))

    def trends(self, measure: Measure, filters: Filters | None = None) -> tuple[TrendPoint, ...]:
        """Recommendations counted by session, each text in one language, English before Chinese,
        since Chinese 应 alone does not tell how strong a recommendation is."""
        return trend(one_language(self.recommendations(filters)), measure)


class _State:
    """A state of the index and what has been computed of it."""

    def __init__(self, store: Store, collection: Collection) -> None:
        self.store = store
        self.searcher = Searcher(store, collection.encoder)

    @cached_property
    def recommendations(self) -> tuple[tuple[Heading, Recommendation], ...]:
        """All of them."""
        return self.store.recommendations()


def encoder_of(index_dir: str | Path) -> str:
    """The encoder that the index was built with, as ``load_encoder`` takes it; ``""`` where there
    is no index."""
    try:
        return _plain_name(read_manifest(Path(index_dir)).encoder)
    except NoIndex:
        return ""


def align_files(
    first: Path, second: Path, encoder: str = BUILT_IN, hide_numbers: bool = False
) -> AlignedTexts:
    """Align the Chinese and the English version of a text, in files given in either order.

    Raises InputError for a file that cannot be read and for two files of one language.
    """
    one, other = _read_one(first), _read_one(second)
    if one.lang == other.lang:
        language = "Chinese" if one.lang == "zh" else "English"
        raise InputError(str(second), f"is {language}, as is {first}; one of each is wanted")
    zh, en = (one, other) if one.lang == "zh" else (other, one)
    return align_documents(zh, en, load_encoder(encoder), hide_numbers)


def align_documents(
    zh: Document, en: Document, encoder: Encoder, hide_numbers: bool = False
) -> AlignedTexts:
    """Segment, encode and align two documents."""
    left, right = segment(zh), segment(en)
    vectors = encoder.encode([wording(paragraph) for paragraph in (*left, *right)]).vectors
    beads = align(left, right, vectors[: len(left)], vectors[len(left) :], hide_numbers)
    return AlignedTexts(left, right, beads)


def _read_one(path: Path) -> Document:
    """The one text that ``path`` names."""
    files = list(walk([path]))
    if len(files) != 1:
        raise InputError(str(path), f"holds {len(files)} files; name one")
    if isinstance(files[0], Refusal):
        raise InputError(files[0].path, files[0].reason)
    return read_bytes(files[0].name, files[0].content, files[0].given)


def _plain_name(encoder: str) -> str:
    """An encoder's name without the hash that tells its versions apart."""
    return encoder.rpartition("@")[0] or encoder
