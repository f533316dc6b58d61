"""What a register is counted by beyond its own rows: concepts, lineage, instruments cited."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.lineage import Lineage
from pipeline.records import Heading
from pipeline.records.paragraphs import is_domestic
from pipeline.store.citations import Citing
from pipeline.topics import LIKELY
from pipeline.topics.held import HeldConcepts
from pipeline.trend.measures import EARLIEST, Background, Place, article_of
from pipeline.trend.points import Row


def of_concepts(held: HeldConcepts) -> Background:
    """Each document under every concept that it carries; where it carries none, under those of
    the nearest that are likely."""
    concepts = {
        symbol: tuple(c.concept for c in found if (c.probability or 1.0) >= LIKELY)
        for symbol, found in held.by_symbol.items()
    }
    return Background(concepts=concepts, nearest=held.nearest)


def of_lineage(rows: Sequence[Row], lineages: Iterable[Lineage]) -> Background:
    """Each recommendation under what it is to earlier ones, by ``lineages`` (one a language).

    In the first session held of a body nothing can be told to be new: its recommendations of
    ``rows`` count under ``earliest``.
    """
    found: dict[Place, tuple[str, ...]] = {}
    for link in (link for lineage in lineages for link in lineage.links):
        if link.later is not None:
            paragraph = link.later.recommendation.paragraph
            place = paragraph.symbol, paragraph.lang, paragraph.ordinal
            found[place] = tuple(dict.fromkeys((*found.get(place, ()), link.verdict)))
    first = _first_sessions(rows)
    for document, recommendation in rows:
        if document.session == first[document.body]:
            place = document.symbol, document.lang, recommendation.paragraph.ordinal
            found[place] = (EARLIEST,)
    return Background(verdicts=found)


def of_citations(headings: Mapping[int, Heading], cited: Iterable[Citing]) -> Background:
    """Each paragraph with the articles of treaties that it cites; ``headings`` by document id."""
    found: dict[Place, tuple[str, ...]] = {}
    for citing in cited:
        document, reference = headings[citing.document], citing.reference
        instrument = reference.instrument
        if reference.is_heading or is_domestic(instrument) or instrument == "UNLISTED":
            continue
        place = document.symbol, document.lang, reference.ordinal
        key = f"{instrument}:{article_of(reference.provision)}"
        found[place] = tuple(dict.fromkeys((*found.get(place, ()), key)))
    return Background(articles=found)


def _first_sessions(rows: Sequence[Row]) -> Mapping[str, str]:
    """The session of each body that opened first; one without a date can be of any time."""
    opened: dict[str, tuple[str, str]] = {}
    for document, _ in rows:
        place = document.date or "9999", document.session
        opened[document.body] = min(opened.get(document.body, place), place)
    return {body: session for body, (_, session) in opened.items()}
