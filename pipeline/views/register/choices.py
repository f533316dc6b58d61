"""The rows of the register that are asked for, and the values they may be asked for by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from pipeline.records.lineage import Entry
from pipeline.text.symbols import natural
from pipeline.views.names import order_of

Choice: TypeAlias = Literal[
    "body", "session", "status", "addressee", "strength", "topic", "article"
]
CHOICES: tuple[Choice, ...] = get_args(Choice)
"""What rows are chosen by, apart from words."""
NONE = "none"
"""The value of a row that has none: no addressee, no strength read, no status known."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Codes that a row must have, one of those named for each choice; () asks for nothing.

    An article named without paragraph (``18``) stands for every provision below it (``18(13)``).
    ``words`` must all stand in the row, in either language, or in its symbol.
    """

    body: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    strength: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    words: str = ""

    def of(self, choice: Choice) -> tuple[str, ...]:
        """The codes named for ``choice``."""
        return tuple(getattr(self, choice))


def codes_of(entry: Entry, choice: Choice) -> tuple[str, ...]:
    """The codes of a row; ``none`` where it has none, never ()."""
    document, item = entry.document, entry.recommendation
    codes: tuple[str, ...] = {
        "body": (document.body,),
        "session": (document.session,),
        "status": (document.status,),
        "addressee": item.addressees,
        "strength": (item.strength,),
        "topic": item.topics,
        "article": item.articles,
    }[choice]
    return tuple(code or NONE for code in codes) or (NONE,)


def matching(entries: Iterable[Entry], wanted: Wanted) -> tuple[Entry, ...]:
    """The rows that have what is wanted, in their order."""
    asked = [(choice, frozenset(wanted.of(choice))) for choice in CHOICES if wanted.of(choice)]
    words = wanted.words.casefold().split()
    return tuple(
        entry
        for entry in entries
        if all(_has(codes_of(entry, choice), choice, codes) for choice, codes in asked)
        and has_words(entry, words)
    )


def has_words(entry: Entry, words: Sequence[str]) -> bool:
    """Whether all of ``words`` (case folded) stand in the row, in either language, or in its
    symbol."""
    if not words:
        return True
    other = entry.counterpart.paragraph.text if entry.counterpart else ""
    said = f"{entry.document.symbol}\n{entry.recommendation.paragraph.text}\n{other}".casefold()
    return all(word in said for word in words)


def _has(codes: Sequence[str], choice: Choice, wanted: frozenset[str]) -> bool:
    if choice == "article":
        return any(code in wanted or code.partition("(")[0] in wanted for code in codes)
    return any(code in wanted for code in codes)


def offered(entries: Iterable[Entry], choice: Choice, ladder: Sequence[str] = ()) -> dict[str, int]:
    """The codes that rows have for ``choice`` with their numbers of rows, in the order to show
    them, strengths by ``ladder``; of provisions the articles as a whole as well."""
    counts: Counter[str] = Counter()
    for entry in entries:
        codes = set(codes_of(entry, choice))
        if choice == "article":
            codes |= {code.partition("(")[0] for code in codes}
        counts.update(codes)
    if choice in {"strength", "addressee", "topic"}:
        order: Iterable[str] = order_of(choice, set(counts), counts, ladder)
    else:
        order = sorted(counts, key=lambda code: (code == NONE, natural(code)))
    return {code: counts[code] for code in order}


def item_key(entry: Entry) -> str:
    """A name for a row within its document: ``annex.1/b#12``, its number path and its ordinal."""
    paragraph = entry.recommendation.paragraph
    return f"{'/'.join(paragraph.number)}#{paragraph.ordinal}"


def item_at(entries: Iterable[Entry], symbol: str, key: str) -> Entry | None:
    """The row of that symbol and name; in a text read anew, where ordinals may have changed, the
    one of the same number path, as long as it is the only one. None where there is none."""
    own = [entry for entry in entries if entry.document.symbol == symbol]
    exact = next((entry for entry in own if item_key(entry) == key), None)
    path = key.partition("#")[0]
    alike = [entry for entry in own if path and item_key(entry).partition("#")[0] == path]
    return exact or (alike[0] if len(alike) == 1 else None)


def of_either(own: Sequence[Entry], other: Sequence[Entry]) -> tuple[Entry, ...]:
    """The rows of one language, and of the other those of texts held in it alone."""
    held = {entry.document.symbol for entry in own}
    return (*own, *(entry for entry in other if entry.document.symbol not in held))
