"""Files that people hand over, by the names that these came under and from nowhere on this disk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.encode import Encoder
from pipeline.errors import InputError
from pipeline.ingest.outcome import IngestReport, Progress
from pipeline.ingest.work import take_files
from pipeline.readers import RawFile, members_of
from pipeline.readers.archives import is_archive
from pipeline.readers.soundness import name_fault, printable
from pipeline.records import Document, Given, Refusal

_ENDINGS = (".tar.xz", ".tar.gz", ".tar.bz2")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file or an archive as it was handed over. ``name`` is its sender's: it is kept and shown,
    and no path is made of it."""

    name: str
    content: bytes
    given: Given = field(default_factory=Given)


def take_uploads(
    uploads: Iterable[Upload],
    index_dir: str | Path,
    encoder: Encoder,
    progress: Callable[[Progress], None] | None = None,
    workers: int | None = None,
    wait: float = 0.0,
    stopping: Callable[[], bool] = bool,
) -> IngestReport:
    """Take what was handed over into the index in ``index_dir``; each file is taken in or refused.

    Texts of one file name are told apart by symbol and language: two people may have handed over
    a ``draft.docx`` each. A text that is held from a file of another name is refused, one from a
    file of the same name is replaced. Errors as of ``ingest``, save that a single file that cannot
    be read is refused like any other. Once ``stopping`` is true, what was read is kept and no other
    file is begun, in an archive either. An archive lies meanwhile in a folder of its own, which is
    gone when it has been read, whatever happens.
    """
    opened = (file for upload in uploads for file in _opened(upload))
    files = takewhile(lambda _: not stopping(), opened)
    return take_files(
        files, index_dir, encoder, Given(), progress, workers, wait, placing=_place_of_upload
    )


def _place_of_upload(document: Document, _: Given) -> str:
    return f"upload:{document.lang}:{document.symbol}:{document.source.path}"


def _opened(upload: Upload) -> Iterator[RawFile | Refusal]:
    """The file, or those of the archive, under its sender's name."""
    if reason := name_fault(upload.name):
        yield Refusal(printable(upload.name), reason)
    elif not is_archive(upload.name):
        yield RawFile(upload.name, upload.content, upload.given)
    else:
        with TemporaryDirectory(prefix="tongwen-") as folder:
            lower = upload.name.lower()
            ending = next((e for e in _ENDINGS if lower.endswith(e)), Path(lower).suffix)
            path = Path(folder) / f"given{ending}"
            path.write_bytes(upload.content)
            yield from _renamed(path, upload)


def _renamed(path: Path, upload: Upload) -> Iterator[RawFile | Refusal]:
    """The members of the archive at ``path``, named after ``upload``."""
    here = path.as_posix()

    def named(name: str) -> str:
        return upload.name + name.removeprefix(here)

    try:
        for item in members_of(path, upload.given):
            if isinstance(item, Refusal):
                yield Refusal(named(item.path), item.reason)
            else:
                yield RawFile(named(item.name), item.content, item.given)
    except InputError as error:
        yield Refusal(named(error.path), error.reason)
