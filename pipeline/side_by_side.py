"""Two texts side by side without an index: aligned, mapped clause by clause, or as corrected."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.align import align
from pipeline.compare.redline import compare_versions
from pipeline.encode import BUILT_IN, Encoder, load_encoder
from pipeline.errors import InputError
from pipeline.exchange import beads_of_units, read_alignment
from pipeline.mapping import ClauseMap, map_clauses
from pipeline.readers import read_bytes, walk
from pipeline.records import Bead, Document, Paragraph, Refusal, Revision
from pipeline.segment import segment
from pipeline.text.passage import wording


@dataclass(frozen=True, slots=True)
class AlignedTexts:
    """Two language versions of one text and the beads that link their paragraphs. ``documents``
    are the Chinese and the English one, ``encoder`` the name of that which compared them, "" for
    an alignment that a person made."""

    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    beads: tuple[Bead, ...]
    documents: tuple[Document, Document]
    encoder: str = ""


@dataclass(frozen=True, slots=True)
class RevisedTexts:
    """Two wordings of one language, the beads that link them (the older wording as ``zh``) and what
    became of each."""

    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    beads: tuple[Bead, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class MappedTexts:
    """Two instruments as paragraphs, and which of their clauses correspond; the files they were
    read from, () for texts held, and the name of the encoder that compared them."""

    first: tuple[Paragraph, ...]
    second: tuple[Paragraph, ...]
    map: ClauseMap
    documents: tuple[Document, ...] = ()
    encoder: str = ""


def align_files(
    first: Path, second: Path, encoder: str = BUILT_IN, hide_numbers: bool = False
) -> AlignedTexts:
    """Align the Chinese and the English version of a text, in files given in either order.

    Raises InputError for a file that cannot be read and for two files of one language.
    """
    zh, en = _both_languages(first, second)
    return align_documents(zh, en, load_encoder(encoder), hide_numbers)


def corrected_files(first: Path, second: Path, alignment: Path) -> AlignedTexts:
    """The two versions linked as ``alignment``, a TMX or Excel file, has them.

    Raises InputError as ``align_files`` does, and for an alignment whose words are not those of
    the two files.
    """
    documents = _both_languages(first, second)
    zh, en = (segment(document) for document in documents)
    beads = beads_of_units(str(alignment), read_alignment(alignment), zh, en)
    return AlignedTexts(zh, en, beads, documents)


def align_documents(
    zh: Document, en: Document, encoder: Encoder, hide_numbers: bool = False
) -> AlignedTexts:
    """Segment, encode and align two documents."""
    left, right = segment(zh), segment(en)
    vectors = encoder.encode([wording(paragraph) for paragraph in (*left, *right)]).vectors
    beads = align(left, right, vectors[: len(left)], vectors[len(left) :], hide_numbers)
    return AlignedTexts(left, right, beads, (zh, en), encoder.name)


def map_files(first: Path, second: Path, encoder: str = BUILT_IN, within: str = "") -> MappedTexts:
    """Map the clauses of two instruments, in either language on either side.

    ``within`` is a component of the number path (``annex.1``) that clauses of the first must have,
    for a file that holds several instruments. Raises InputError for a file that cannot be read and
    for one without such a clause.
    """
    documents = _read_one(first), _read_one(second)
    one = tuple(p for p in segment(documents[0]) if not within or within in p.number)
    if not one:
        raise InputError(str(first), f"no paragraph below {within}")
    made = map_paragraphs(one, segment(documents[1]), load_encoder(encoder))
    return replace(made, documents=documents)


def map_paragraphs(
    first: tuple[Paragraph, ...], second: tuple[Paragraph, ...], encoder: Encoder
) -> MappedTexts:
    """Encode and map two instruments given as paragraphs."""
    vectors = encoder.encode([wording(paragraph) for paragraph in (*first, *second)]).vectors
    found = map_clauses(first, second, vectors[: len(first)], vectors[len(first) :])
    return MappedTexts(first, second, found, encoder=encoder.name)


def revise_paragraphs(
    old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], encoder: Encoder
) -> RevisedTexts:
    """Encode, align and redline two wordings of one text in one language.

    Raises InputError for wordings in two languages.
    """
    if old and new and old[0].lang != new[0].lang:
        raise InputError(
            new[0].symbol, f"is in another language ({new[0].lang}) than {old[0].symbol}"
        )
    vectors = encoder.encode([wording(paragraph) for paragraph in (*old, *new)]).vectors
    beads = align(old, new, vectors[: len(old)], vectors[len(old) :])
    return RevisedTexts(old, new, beads, compare_versions(old, new, beads))


def _both_languages(first: Path, second: Path) -> tuple[Document, Document]:
    """The Chinese and the English one of two files."""
    one, other = _read_one(first), _read_one(second)
    if one.lang == other.lang:
        language = "Chinese" if one.lang == "zh" else "English"
        raise InputError(str(second), f"is {language}, as is {first}; one of each is wanted")
    return (one, other) if one.lang == "zh" else (other, one)


def _read_one(path: Path) -> Document:
    """The one text that ``path`` names."""
    files = list(walk([path]))
    if len(files) != 1:
        raise InputError(str(path), f"holds {len(files)} files; name one")
    if isinstance(files[0], Refusal):
        raise InputError(files[0].path, files[0].reason)
    return read_bytes(files[0].name, files[0].content, files[0].given)
