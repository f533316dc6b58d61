"""Where the model of a given name lies on this machine and what would run it, without loading."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.encode import BUILT_IN, HUB_NAME, load_encoder
from pipeline.encode.models.backend import runners
from pipeline.encode.models.folder import digest_of
from pipeline.encode.models.hub import fetched
from pipeline.encode.models.model2vec import is_model2vec
from pipeline.encode.static import is_static
from pipeline.places import folder_named


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``name`` as an index remembers it, with the hash of what lies there; ``runner`` is ``light``
    for a static model, else the library that would run it: ``onnx``, ``openvino``, ``torch``."""

    folder: Path
    name: str
    runner: str


def whereabouts(name: str) -> Whereabouts | None:
    """The model of that name (``built-in``, a folder, ``owner/name``) as ``load_encoder`` would
    find it without the network; None where it would not. Raises EncoderError for a broken static
    model."""
    if name == BUILT_IN:
        from pipeline.encode import MODEL

        return Whereabouts(MODEL, load_encoder(BUILT_IN).name, "light")
    given = folder = folder_named(name)
    if folder is None and HUB_NAME.fullmatch(name):
        folder = fetched(name)
    if folder is None:
        return None
    shown = given.resolve().name if given else name
    if is_model2vec(folder) or is_static(folder):
        hashed = load_encoder(str(folder)).name.rpartition("@")[2]
        return Whereabouts(folder, f"{shown}@{hashed}", "light")
    return Whereabouts(folder, f"{shown}@{digest_of(folder)}", runners(folder)[0])
