"""What is held, counted and chosen: by body and session, and by language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pipeline.records import Heading, Lang
from pipeline.text.symbols import natural
from pipeline.views.corpus.series import Series, place_in_series

if TYPE_CHECKING:
    from pipeline.collection import Holding

Having: TypeAlias = Literal["", "zh", "en", "both", "no-zh", "no-en"]
"""What is asked of a text: anything, that it is held in a language, in both, that one is
missing."""
HAVINGS: tuple[Having, ...] = get_args(Having)
NONE = "none"
"""In an address and a list of choices, the body or session of a text that has none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which texts to list: those whose symbol, titles, body, session or files hold ``find``, of
    those bodies and sessions (() for all, ``NONE`` for those without), held as ``having`` asks, of
    the series with that key ("" for all)."""

    find: str = ""
    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    having: Having = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Texts of a body and session: how many symbols, and how many of them in each language."""

    body: str
    session: str
    texts: int
    zh: int
    en: int
    both: int

    def of(self, having: Having) -> int:
        """How many there are of ``having``."""
        counts = (self.texts, self.zh, self.en, self.both, self.texts - self.zh)
        return (*counts, self.texts - self.en)[HAVINGS.index(having)]


def known(holding: "Holding") -> Heading:
    """The heading that says where a text belongs: the English one, else the Chinese."""
    found = holding.en or holding.zh
    if found is None:
        raise ValueError(f"{holding.symbol}: held in no language")
    return found


def has(holding: "Holding", having: Having) -> bool:
    """Whether a text is held as ``having`` asks."""
    zh, en = holding.zh is not None, holding.en is not None
    return (True, zh, en, zh and en, not zh, not en)[HAVINGS.index(having)]


def counted(held: Iterable["Holding"]) -> tuple[Count, ...]:
    """How many texts of each body and session are held, bodies and sessions in order."""
    groups: dict[tuple[str, str], list[Holding]] = {}
    for holding in held:
        heading = known(holding)
        groups.setdefault((heading.body, heading.session), []).append(holding)
    return tuple(
        Count(
            *place,
            len(found),
            *(sum(has(holding, having) for holding in found) for having in ("zh", "en", "both")),
        )
        for place, found in sorted(groups.items(), key=lambda group: natural(*group[0]))
    )


def total(counts: Sequence[Count]) -> Count:
    """All ``counts`` together, of no body and session."""
    sums = (sum(c.texts for c in counts), sum(c.zh for c in counts), sum(c.en for c in counts))
    return Count("", "", *sums, sum(c.both for c in counts))


def chosen(held: Iterable["Holding"], choice: Choice) -> tuple["Holding", ...]:
    """The texts of ``held`` that ``choice`` asks for, in their order."""
    return tuple(holding for holding in held if _fits(holding, choice))


def _fits(holding: "Holding", choice: Choice) -> bool:
    heading = known(holding)
    for named, asked in ((heading.body, choice.bodies), (heading.session, choice.sessions)):
        if asked and (named or NONE) not in asked:
            return False
    if not has(holding, choice.having):
        return False
    if choice.series:
        place = place_in_series(holding.symbol)
        if place is None or place.key != choice.series:
            return False
    if not choice.find:
        return True
    words = (f"{h.symbol} {h.title} {h.body} {h.session} {h.path}" for h in headings_of(holding))
    return choice.find.casefold() in " ".join(words).casefold()


def headings_of(holding: "Holding") -> tuple[Heading, ...]:
    """The headings of a text, Chinese before English."""
    return tuple(heading for heading in (holding.zh, holding.en) if heading)


def symbols_missing(series: Series) -> tuple[str, ...]:
    """The symbols of the numbers that are held in no language, without year or letter."""
    return tuple(f"{series.stem}{number}" for number in series.missing)


def numbers_missing(series: Series, lang: Lang) -> tuple[int, ...]:
    """The numbers of ``series`` that are held in the other language alone."""
    held = set(series.zh if lang == "zh" else series.en)
    return tuple(number for number in series.held if number not in held)
