"""The text of a provision in both languages, as a request quotes it: title, opening, provision."""

from collections.abc import Iterator, Sequence

from pipeline.collection import Collection
from pipeline.records import LANGS, Heading, Lang, Paragraph
from pipeline.records.paragraphs import key_of
from pipeline.records.preparation import BriefedProvision
from pipeline.store.citations import HeldProvision, held_provisions
from pipeline.text.normalise import is_complete


def provision_of(
    collection: Collection, instrument: str, provision: str
) -> BriefedProvision | None:
    """The provision ``18(3)(b)`` of an instrument as held; None where no text of it is.

    Before a paragraph or an item stand the title of its article and the words that open the list it
    belongs to. Where a text does not keep an item apart, what holds it is given: the key is then
    that of the paragraph, and ``why`` the provision listed.
    """
    held = _by_instrument(collection).get(instrument, ())
    for place in _outwards(provision):
        sides = {lang: _side(collection, held, place, lang) for lang in LANGS}
        if any(texts for _, texts in sides.values()):
            zh, en = sides["zh"], sides["en"]
            listed = key_of(instrument, provision)
            return BriefedProvision(key_of(instrument, place), *zh, *en, why=listed)
    return None


def _outwards(provision: str) -> list[str]:
    """``18(3)(b)``, ``18(3)``: a provision and what it is part of, the article itself only where
    the article is asked for."""
    places = [provision]
    while places[-1].count("(") > 1:
        places.append(places[-1].rpartition("(")[0])
    return places


def _side(
    collection: Collection, held: Sequence[HeldProvision], place: str, lang: Lang
) -> tuple[Heading | None, tuple[Paragraph, ...]]:
    """The document that has the provision in ``lang`` and its paragraphs in order."""
    store = collection.state.store
    own = [h for h in held if h.lang == lang and _covers(place, h.provision.provision)]
    if not own:
        return None, ()
    counts: dict[int, int] = {}
    for h in own:
        counts[h.document] = counts.get(h.document, 0) + 1
    document = max(counts, key=lambda key: (counts[key], -key))
    above = set(_outwards(place)[1:])
    article = place.partition("(")[0]
    near = [h for h in held if h.document == document]
    opening = [h for h in near if h.provision.provision in above]
    title = [h for h in near if h.provision.provision == article]
    inside = {h.paragraph for h in own if h.document == document}
    texts = store.paragraphs_by_id({h.paragraph for h in (*title, *opening)} | inside)
    titles = {h.paragraph for h in title if texts[h.paragraph].role in {"article", "heading"}}
    wanted = titles | {h.paragraph for h in opening} | inside
    chosen = sorted((texts[key] for key in wanted), key=lambda p: p.ordinal)
    heading = store.headings()[document]
    return heading, tuple(_finished(chosen, collection.paragraphs(heading.symbol, lang)))


def _finished(chosen: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """``chosen`` with the lines that carry on the last of them, which a text as printed may have
    torn off."""
    yield from chosen
    last = chosen[-1]
    for following in paragraphs[last.ordinal + 1 :]:
        if is_complete(last.text) or following.role != "text":
            return
        yield following
        last = following


def _covers(place: str, other: str) -> bool:
    return other == place or other.startswith(f"{place}(")


def _by_instrument(collection: Collection) -> dict[str, tuple[HeldProvision, ...]]:
    def make() -> dict[str, tuple[HeldProvision, ...]]:
        found: dict[str, list[HeldProvision]] = {}
        for held in collection.state.store.connected(held_provisions):
            found.setdefault(held.provision.instrument, []).append(held)
        return {code: tuple(rows) for code, rows in found.items()}

    return collection.state.once("provisions held", "", make)
