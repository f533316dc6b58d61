"""The encoder that built an index: whether the same lies on this machine."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor.check import Check
from pipeline.encode import BUILT_IN
from pipeline.encode.models.families import PLAIN, family_of
from pipeline.encode.whereabouts import whereabouts
from pipeline.errors import EncoderError
from pipeline.store.encoder_folder import findable_encoder
from pipeline.store.manifest import Manifest
from pipeline.store.reading import Store


def encoder_checks(folder: Path, manifest: Manifest, windowed: str) -> Iterator[Check]:
    """The encoder that the index was built with, what is known of its family, and whether the
    same lies on this machine; where it lies elsewhere the index is none the worse."""
    limit = "no limit" if manifest.limit is None else f"limit {manifest.limit} tokens"
    name = manifest.encoder
    detail = f"{name}, {manifest.dimensions} dimensions, {limit}, {windowed}"
    plain = findable_encoder(folder, name)
    try:
        found = whereabouts(plain)
    except EncoderError as error:
        yield Check("encoder", False, f"{detail}; {error}")
        return
    if plain == BUILT_IN:
        if found and found.name != name:
            detail = f"{detail}; this version ships {found.name}: run `tongwen reindex`"
        yield Check("encoder", bool(found and found.name == name), detail)
        return
    yield Check("encoder", True, detail)
    if family := _family_line(name.rpartition("@")[0]):
        yield Check("encoder family", True, family)
    if found is None:
        here = "not found on this machine; give its folder with --encoder"
        yield Check("encoder here", True, here)
    else:
        differs = f", which is {found.name}: not the one that built the index"
        is_same = found.name == name
        here = f"{found.folder}{f', run by {found.runner}' if is_same else differs}"
        yield Check("encoder here", is_same, here)


def _family_line(plain: str) -> str:
    """What the table of families says of a model by its name; "" where it lists none."""
    family = family_of(plain)
    if family is PLAIN:
        return ""
    limit = f"limit {family.limit} tokens" if family.limit else "no limit"
    prefixes = f"query prefix {family.query!r}" if family.query else "no query prefix"
    return f"{family.name}: {family.pooling} pooling, {limit}, {prefixes}, licence {family.licence}"


def windowed_told(store: Store) -> str:
    """How many paragraphs were longer than the encoder takes in one piece, by language."""
    query = "SELECT lang, sum(windowed), sum(paragraphs) FROM documents GROUP BY lang ORDER BY lang"
    rows = store.fetch(query)
    counts = " and ".join(f"{windowed} of {held} {lang}" for lang, windowed, held in rows)
    return f"{counts or 0} paragraphs windowed"
