"""Every promise that the parts of an index make to each other, looked at in order."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor.check import Check, checked
from pipeline.doctor.encoders import encoder_checks, windowed_told
from pipeline.doctor.files import link_faults, overtaken_by, state_file_faults
from pipeline.doctor.folder import folder_checks
from pipeline.doctor.rows import state_checks, vectors_told
from pipeline.errors import IndexMismatch, IndexTooNew, TongwenError
from pipeline.records import LANGS
from pipeline.rules import rules_version
from pipeline.store.manifest import FORMAT, MEND, Manifest, read_manifest
from pipeline.store.reading import Store, open_store


def doctor(index_dir: str | Path) -> tuple[Check, ...]:
    """Look at everything in the index, every byte of it afresh; the checks in order.

    Nothing is changed, and a writer at work is not disturbed. Raises NoIndex where there is no
    index.
    """
    folder = Path(index_dir)
    while True:
        before = _held(folder)
        checks = tuple(_checks(folder))
        # of a state that was replaced meanwhile, files may be gone
        if all(check.ok for check in checks) or _held(folder) == before:
            return checks


def _held(folder: Path) -> Manifest | None:
    """The manifest, None where it cannot be read. Raises NoIndex where there is no index."""
    try:
        return read_manifest(folder)
    except (IndexMismatch, IndexTooNew):
        return None


def _checks(folder: Path) -> Iterator[Check]:
    try:
        manifest = read_manifest(folder)
    except (IndexMismatch, IndexTooNew) as error:
        yield Check("manifest", False, str(error))
        yield from folder_checks(folder, None)
        return
    newer = overtaken_by(folder, manifest)
    yield Check("manifest", newer is None, _manifest_told(manifest, newer))
    yield checked("links", link_faults(folder), "no file or folder is one")
    yield checked("files", state_file_faults(folder, manifest), "every byte is as it was written")
    yield from _opened(folder, manifest)
    yield from folder_checks(folder, manifest)


def _opened(folder: Path, manifest: Manifest) -> Iterator[Check]:
    windowed = f"{manifest.windowed} paragraphs windowed"
    try:
        store = open_store(folder)
    except TongwenError as error:
        yield Check("opening", False, str(error))
        return
    try:
        yield Check("rules", True, _rules_told(store))
        for check in state_checks(store):
            is_whole = check.ok and check.name.startswith("vectors ")
            yield Check(check.name, True, _vectors(store, check)) if is_whole else check
        windowed = windowed_told(store)
    except IndexMismatch as error:
        yield Check("opening", False, str(error))
    finally:
        store.close()
    yield from encoder_checks(folder, manifest, windowed)


def _vectors(store: Store, check: Check) -> str:
    lang = next(lang for lang in LANGS if check.name.endswith(lang))
    return vectors_told(store, lang)


def _manifest_told(manifest: Manifest, newer: Manifest | None) -> str:
    if newer:
        return f"names {manifest.state}, but {newer.state} was made after it and is whole; {MEND}"
    former = "" if manifest.format == FORMAT else f" (the next ingest makes it format {FORMAT})"
    return (
        f"format {manifest.format}{former}, generation {manifest.generation},"
        f" {manifest.documents} documents,"
        f" {manifest.paragraphs_zh} zh + {manifest.paragraphs_en} en paragraphs"
    )


def _rules_told(store: Store) -> str:
    """Which rules read the texts; older ones are no fault."""
    current = rules_version()
    made = Counter(heading.rules for heading in store.headings().values())
    if set(made) <= {current}:
        return f"every text was read by those of this version, {current}"
    others = made.total() - made[current]
    named = ", ".join(sorted(made.keys() - {current, ""})) or "that were not noted"
    return (
        f"{others} of {made.total()} texts were read by others ({named}); `tongwen reindex` brings"
        f" them up to this version's, {current}"
    )
