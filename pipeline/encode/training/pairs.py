"""Paragraph pairs of documents that exist in both languages, from files, folders and archives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.encode.training.counterparts import as_pair, counterparts, fits
from pipeline.encode.training.dictionary import Pair
from pipeline.encode.training.recipe import Step
from pipeline.errors import EncoderError, InputError
from pipeline.records import CONTENT_ROLES, Document, Paragraph, Refusal, Role

FILES_BETWEEN_STEPS = 50


@dataclass(frozen=True, slots=True)
class PairsRead:
    """Distinct pairs, sorted, of ``documents`` texts that exist in both languages.

    ``unpaired`` counts English paragraphs of those without a sure counterpart, ``unfit``
    counterparts that length or figures belie, ``single`` documents found in one language alone;
    ``refused`` lists the files that could not be read.
    """

    pairs: tuple[Pair, ...]
    documents: int
    unpaired: int
    unfit: int
    single: int
    refused: tuple[Refusal, ...]


@dataclass(slots=True)
class _Tally:
    """What has been found so far; ``waiting`` holds the first version met of each symbol."""

    pairs: set[Pair]
    waiting: dict[str, tuple[Paragraph, ...]]
    refused: list[Refusal]
    documents: int = 0
    unpaired: int = 0
    unfit: int = 0


def read_pairs(
    paths: Sequence[Path],
    exclude: Sequence[str] = (),
    progress: Callable[[Step], None] = lambda step: None,
    *,
    only: Sequence[str] = ("*",),
    roles: Iterable[Role] | None = None,
) -> PairsRead:
    """Pairs of all documents whose path, symbol or session fits one of ``only`` and none of
    ``exclude`` (shell wildcards), of paragraphs of the given roles, by default all that hold
    content.

    A file that cannot be read is listed and passed over. Raises InputError for a path that does
    not exist and EncoderError where not a single pair is found.
    """
    wanted = frozenset(roles) if roles is not None else CONTENT_ROLES
    tally = _Tally(set(), {}, [])
    for document in _documents(paths, tally.refused, exclude, progress):
        if _fits_any(document, only) and not _fits_any(document, exclude):
            _take(document, wanted, tally)
    if not tally.pairs:
        raise EncoderError(
            f"{', '.join(map(str, paths))}: no paragraph pairs, {len(tally.waiting)} documents in "
            f"one language alone, {len(tally.refused)} files unread"
        )
    return PairsRead(
        tuple(sorted(tally.pairs, key=lambda pair: (pair.en, pair.zh))),
        tally.documents,
        tally.unpaired,
        tally.unfit,
        len(tally.waiting),
        tuple(tally.refused),
    )


def _documents(
    paths: Sequence[Path],
    refused: list[Refusal],
    exclude: Sequence[str],
    progress: Callable[[Step], None],
) -> Iterator[Document]:
    """Documents in the order of the files; excluded files are not even parsed."""
    from pipeline.readers import RawFile, read_bytes, walk

    for number, item in enumerate(walk(paths), start=1):
        if number % FILES_BETWEEN_STEPS == 0:
            progress(Step("files", number))
        if not isinstance(item, RawFile):
            refused.append(item)
        elif not any(fnmatchcase(item.name, pattern) for pattern in exclude):
            try:
                yield read_bytes(item.name, item.content, item.given)
            except InputError as error:
                refused.append(Refusal(error.path, error.reason))


def _take(document: Document, roles: frozenset[Role], tally: _Tally) -> None:
    """Pair a document with the version in the other language, or let it wait for that."""
    from pipeline.segment import segment

    first = tally.waiting.get(document.symbol)
    paragraphs = segment(document)
    if not paragraphs or not document.symbol:
        reason = "no symbol to pair it by" if paragraphs else "no paragraph in it"
        tally.refused.append(Refusal(document.source.path, reason))
        return
    if first is None:
        tally.waiting[document.symbol] = paragraphs
        return
    if first[0].lang == document.lang:
        return
    del tally.waiting[document.symbol]
    en, zh = (first, paragraphs) if document.lang == "zh" else (paragraphs, first)
    found = [as_pair(*two) for two in counterparts(en, zh, roles)]
    good = [pair for pair in found if fits(pair)]
    tally.pairs.update(good)
    tally.documents += 1
    tally.unfit += len(found) - len(good)
    tally.unpaired += sum(p.role in roles for p in en) - len(found)


def _fits_any(document: Document, patterns: Sequence[str]) -> bool:
    names = (document.source.path, document.symbol, document.session)
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)
