"""The other documents that have a passage: their sessions and years."""

from collections.abc import Sequence

from pipeline.records import Heading


def session_and_year(document: Heading) -> str:
    """``78 · 2023``; one of them where they are the same, or the other is not known."""
    year = document.date[:4]
    return " · ".join(dict.fromkeys(filter(None, (document.session, year))))


def years(documents: Sequence[Heading]) -> str:
    """The years of ``documents`` from first to last, ``2019–2023``; "" where none has a date."""
    found = sorted({document.date[:4] for document in documents} - {""})
    return "–".join(dict.fromkeys((found[0], found[-1]))) if found else ""
