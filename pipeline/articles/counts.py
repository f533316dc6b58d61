"""How many passages cite which article, by session."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.articles.asked import article_of
from pipeline.articles.edges import CITING_ROLES, natural_provision
from pipeline.records import Heading
from pipeline.records.articles import ArticleCount
from pipeline.store.citations import Citing, HeldProvision


def article_counts(
    rows: Iterable[Citing],
    headings: Mapping[int, Heading],
    held: Sequence[HeldProvision] = (),
    instrument: str = "",
) -> tuple[ArticleCount, ...]:
    """Passages by article, body and session, of ``instrument`` alone where one is named, sorted by
    instrument, article, body and date.

    A text held in both languages counts once, in English; the text of an instrument (``held``)
    does not count as citing itself.
    """
    english = {h.symbol for h in headings.values() if h.lang == "en"}
    own = {h.paragraph: h.provision.instrument for h in held}
    passages: dict[tuple[int, str, str], bool] = {}
    for row in rows:
        heading, r = headings[row.document], row.reference
        if heading.lang == "zh" and heading.symbol in english:
            continue
        if (
            row.role not in CITING_ROLES
            or not r.is_provision
            or instrument not in {"", r.instrument}
        ):
            continue
        if own.get(row.paragraph) == r.instrument:
            continue
        key = row.paragraph, r.instrument, article_of(r.provision)
        passages[key] = passages.get(key, True) and r.is_heading
    documents = {row.paragraph: row.document for row in rows}
    return _counted(passages, documents, headings)


def _counted(
    passages: Mapping[tuple[int, str, str], bool],
    documents: Mapping[int, int],
    headings: Mapping[int, Heading],
) -> tuple[ArticleCount, ...]:
    cites: Counter[tuple[str, str, str, str]] = Counter()
    below: Counter[tuple[str, str, str, str]] = Counter()
    opened: dict[tuple[str, str], str] = {}
    for (paragraph, instrument, article), by_heading in passages.items():
        document = headings[documents[paragraph]]
        session = document.body, document.session
        (below if by_heading else cites)[(instrument, article, *session)] += 1
        dates = [d for d in (opened.get(session, ""), document.date) if d]
        opened[session] = min(dates, default="")
    found = [
        ArticleCount(*key, opened[key[2], key[3]], cites[key], below[key])
        for key in {**cites, **below}
    ]
    return tuple(
        sorted(
            found,
            key=lambda c: (
                c.instrument,
                natural_provision(c.provision),
                c.body,
                c.opened,
                c.session,
            ),
        )
    )
