"""An index that is held open: its folder, its encoder, and the state that answers."""

from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.encode import HUB_NAME, Encoder, load_encoder
from pipeline.errors import EncoderError, NoIndex
from pipeline.state import State
from pipeline.store.encoder_folder import findable_encoder, note_encoder_folder
from pipeline.store.manifest import Manifest, check_encoder, read_manifest
from pipeline.store.reading import open_store


class OpenIndex:
    """One index in the state that holds when it is opened; ``refresh`` moves on to a newer one.

    The threads of a process may share it. What may be asked of it is in ``Collection``.
    """

    def __init__(self, folder: Path, encoder: str | Encoder | None) -> None:
        self._folder = folder
        self._named = encoder
        self._loaded = None if encoder is None or isinstance(encoder, str) else encoder
        self._state = State(open_store(folder), self.encoder)
        if encoder is not None:
            self.encoder()

    @classmethod
    def open(cls, index_dir: str | Path, encoder: str | Encoder | None = None) -> Self:
        """Open the index in ``index_dir``.

        The encoder it was built with is loaded when a query first needs it; one that is given, by
        name or as it is, is loaded and compared at once. Raises NoIndex, IndexTooNew, IndexMismatch
        for an index that is damaged or was built with another encoder, and EncoderError.
        """
        return cls(Path(index_dir), encoder)

    def __enter__(self) -> Self:
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
        # a backup restored in its place may have the same number
        if read_manifest(self._folder) == self.manifest:
            return False
        self._state = State(open_store(self._folder), self.encoder)
        return True

    def encoder(self) -> Encoder:
        """The encoder of the index, loaded at the first call; IndexMismatch where it is another."""
        if self._loaded is None:
            self._loaded = self._load()
        check_encoder(self._folder, self.manifest, self._loaded.name, self._loaded.dimensions)
        if isinstance(self._named, str):
            note_encoder_folder(self._folder, self._named)
        return self._loaded

    def _load(self) -> Encoder:
        if isinstance(self._named, str):
            return load_encoder(self._named)
        name = _here(self._folder, self.manifest)
        try:
            return load_encoder(name)
        except EncoderError:
            # of a folder that is there and of a name on the hub, the reason says enough
            if "/" in name or Path(name).is_dir():
                raise
            raise EncoderError(
                f"{self._folder}: built with the encoder {self.manifest.encoder}, which is not"
                " here by that name; give its folder with --encoder"
            ) from None

    @property
    def state(self) -> State:
        """The state that answers now; what was computed of it is kept there."""
        return self._state

    @property
    def manifest(self) -> Manifest:
        """What the index was built with, and its counts."""
        return self._state.store.manifest


def encoder_of(index_dir: str | Path) -> str:
    """The encoder that the index was built with, as ``load_encoder`` takes it; ``""`` where there
    is no index. Raises EncoderError for one of the hub that is not on this machine."""
    try:
        return _here(Path(index_dir), read_manifest(Path(index_dir)))
    except NoIndex:
        return ""


def _here(folder: Path, manifest: Manifest) -> str:
    """The name of the encoder in ``manifest``; one of the hub that is not on this machine is
    refused: whoever opens an index names no model, and nothing is fetched that nobody named."""
    name = findable_encoder(folder, manifest.encoder)
    if HUB_NAME.fullmatch(name) and not Path(name).is_dir():
        from pipeline.encode.models.hub import fetched

        if fetched(name) is None:
            raise EncoderError(
                f"{folder}: built with the encoder {manifest.encoder}, which is not on this"
                f" machine; fetch it with --encoder {name}"
            )
    return name
