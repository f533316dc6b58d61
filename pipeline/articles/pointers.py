"""Where the words of a text lead: to the provisions and the documents that they name, where these
are held."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.articles.asked import article_of
from pipeline.articles.recalled import target_of
from pipeline.records import Heading, Lang
from pipeline.records.articles import HeldArticle, Pointer, Reference
from pipeline.records.paragraphs import key_of
from pipeline.store.citations import Citing, HeldProvision

Path = tuple[str, ...]
"""A number path."""


def pointers_of(
    rows: Iterable[Citing],
    document: int,
    headings: Mapping[int, Heading],
    held: Sequence[HeldProvision],
    named: Mapping[str, str],
    places: Callable[[str, Lang], Mapping[int, Path]],
) -> tuple[Pointer, ...]:
    """The pointers of the citations ``rows`` that ``document`` makes, in order. ``held`` are the
    provisions of which texts are held, ``named`` the symbols held of every target, ``places`` gives
    the number paths of a text by ordinal. What the heading alone cites, a text's own number and
    words within other citing words give none."""
    own = headings[document]
    texts = _provisions(held, document, headings)
    both = {(heading.symbol, heading.lang) for heading in headings.values()}
    found: list[Pointer] = []
    for row in rows:
        r = row.reference
        if r.is_heading or r.start < 0 or not r.start < r.end:
            continue
        if found and found[-1].ordinal == r.ordinal and r.start < found[-1].end:
            continue
        if r.is_provision:
            found.append(_to_provision(r, own.lang, texts, places))
        elif r.is_act and (target := target_of(r, own.body)):
            symbol = named.get(target, "")
            if own.symbol in {symbol, target}:
                continue
            lang = own.lang if (symbol, own.lang) in both else _other(own.lang)
            at = _place(r, symbol, lang, places) if symbol else ""
            found.append(Pointer(r.ordinal, r.start, r.end, target, symbol, lang, at, False))
    return tuple(found)


def articles_held(
    document: int, held: Iterable[HeldProvision], cited: Mapping[str, int]
) -> tuple[HeldArticle, ...]:
    """The articles of which ``document`` holds the text, each by its first paragraph; ``cited``
    counts the passages that cite a key."""
    found: dict[str, int] = {}
    for row in held:
        if row.document == document:
            provision = row.provision
            key = key_of(provision.instrument, article_of(provision.provision))
            found.setdefault(key, provision.ordinal)
    return tuple(HeldArticle(ordinal, key, cited.get(key, 0)) for key, ordinal in found.items())


_Held = dict[tuple[str, str], tuple[str, Lang, int]]


def _provisions(
    held: Sequence[HeldProvision], document: int, headings: Mapping[int, Heading]
) -> _Held:
    """For each provision the text to open and the ordinal in it: of the document itself, else of
    one in its language, else of any."""
    own = headings[document].lang
    found: _Held = {}
    rank: dict[tuple[str, str], int] = {}
    for row in held:
        heading = headings[row.document]
        key = row.provision.instrument, row.provision.provision
        near = 2 * (row.document == document) + (heading.lang == own)
        if near > rank.get(key, -1):
            rank[key] = near
            found[key] = heading.symbol, heading.lang, row.provision.ordinal
    return found


def _to_provision(
    r: Reference, lang: Lang, texts: _Held, places: Callable[[str, Lang], Mapping[int, Path]]
) -> Pointer:
    """To the provision itself where its text is told apart, else to its article."""
    for provision in (r.provision, article_of(r.provision)):
        if found := texts.get((r.instrument, provision)):
            symbol, held, ordinal = found
            at = _name(ordinal, places(symbol, held)[ordinal])
            return Pointer(r.ordinal, r.start, r.end, r.key, symbol, held, at, True)
    return Pointer(r.ordinal, r.start, r.end, r.key, "", lang, "", True)


def _place(
    r: Reference, symbol: str, lang: Lang, places: Callable[[str, Lang], Mapping[int, Path]]
) -> str:
    """The place that the words cite, where they cite one and the text has it."""
    if len(r.places) != 1:
        return ""
    path = tuple(r.places[0].split("/"))
    held = places(symbol, lang).items()
    return next((_name(ordinal, own) for ordinal, own in held if own == path), "")


def _name(ordinal: int, path: Path) -> str:
    return f"{ordinal}:{'/'.join(path)}"


def _other(lang: Lang) -> Lang:
    return "en" if lang == "zh" else "zh"
