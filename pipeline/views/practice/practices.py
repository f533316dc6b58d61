"""Passages on good practices: which are chosen, their cards, the articles they concern, rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, get_args

from pipeline.cite import citation
from pipeline.records import Lang
from pipeline.records.practices import Practice, PracticeProvision, PracticeSense
from pipeline.strings import Strings
from pipeline.text.symbols import natural
from pipeline.views.addresses import address_of, link
from pipeline.views.cards import recurs_line
from pipeline.views.markup import Span, tag, text
from pipeline.views.names import name_of, short_name
from pipeline.views.passages import in_both, passage_card
from pipeline.views.practice.folding import FoldedPractice
from pipeline.views.tables import frame_of
from pipeline.views.tracing import with_sources

if TYPE_CHECKING:
    import pandas as pd

_CHAPTER = "ch."
SENSES: tuple[PracticeSense, ...] = get_args(PracticeSense)
CueSpans: TypeAlias = Mapping[tuple[str, Lang, int], tuple[Span, ...]]
"""The cues of passages, by symbol, language and ordinal."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen of the passages: () and "" for everything. ``articles`` are keys without
    paragraphs (``UNTOC:18``)."""

    sense: str = ""
    articles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    def holds(self, practice: Practice) -> bool:
        """Whether the passage is one of them."""
        return (
            self.sense in {"", practice.sense}
            and (not self.bodies or practice.passage.document.body in self.bodies)
            and (not self.articles or bool(articles_of(practice) & set(self.articles)))
        )


def articles_of(practice: Practice) -> set[str]:
    """The articles that a passage concerns, without their paragraphs."""
    return {one.key.partition("(")[0] for one in practice.provisions}


def article_counts(practices: Iterable[Practice]) -> dict[str, int]:
    """How many passages concern each article, the most first."""
    counts = Counter(key for practice in practices for key in articles_of(practice))
    return {key: counts[key] for key in sorted(counts, key=lambda k: (-counts[k], natural(k)))}


def body_counts(practices: Iterable[Practice]) -> dict[str, int]:
    """How many passages each body has, the most first."""
    counts = Counter(practice.passage.document.body for practice in practices)
    return {key: counts[key] for key in sorted(counts, key=lambda k: (-counts[k], k))}


def cue_spans(practices: Iterable[Practice]) -> CueSpans:
    """The cues of ``practices``, to mark them where a passage stands as a counterpart."""
    return {
        (p.symbol, p.lang, p.ordinal): one.cues
        for one in practices
        for p in [one.passage.paragraph]
    }


def provision_name(key: str, say: Strings) -> str:
    """``UNTOC:18(18)`` as an article of that instrument, ``UNCAC:ch.2`` as a chapter."""
    instrument, _, number = key.rpartition(":")
    if number.startswith(_CHAPTER):
        name = short_name(instrument, say)
        return say("practices.chapter", instrument=name, number=number.removeprefix(_CHAPTER))
    return name_of("article", key, say)


def practice_cards(shown: Iterable[FoldedPractice], cues: CueSpans, say: Strings) -> str:
    """Each passage as a card with its cues marked, in the counterpart those of ``cues``, and the
    other documents that have it."""
    cards = []
    for folded in shown:
        one = folded.practice
        marked = [cues.get((p.symbol, p.lang, p.ordinal), ()) for p in one.counterpart]
        below = _why(one, say) + recurs_line(folded.recurs, say)
        cards.append(passage_card(one.passage, one.cues, one.counterpart, marked, below, say))
    return "".join(cards)


def _why(practice: Practice, say: Strings) -> str:
    """What the passage does, the heading that tells so, and the provisions that it concerns."""
    said = tag("span", say(f"practice.{practice.sense}"), "state")
    if practice.under:
        said += tag("span", text(say("practices.under", heading=practice.under)))
    said += "".join(tag("span", _provision(one, say)) for one in practice.provisions)
    return tag("div", said, "why tied", say.lang)


def _provision(provision: PracticeProvision, say: Strings) -> str:
    """The provision as a link to the page of articles, and by what the passage is tied to it."""
    place = address_of("articles", say, key=provision.key)
    named = link(text(provision_name(provision.key, say)), place)
    return f"{named} {tag('span', text(say(f'practices.tie.{provision.tie}')), 'of')}"


def articles_table(practices: Sequence[Practice], most: int, say: Strings) -> str:
    """The ``most`` articles that most passages concern, with how many do what; a button asks the
    page for the passages of one."""
    counts = article_counts(practices)
    does = Counter((key, one.sense) for one in practices for key in articles_of(one))
    head = tag("th", say("column.article"), scope="col")
    head += "".join(tag("th", say(f"practice.{s}"), "figure", scope="col") for s in SENSES)
    head += tag("th", say("column.passages"), "figure", scope="col")
    body = ""
    for key in list(counts)[:most]:
        named = text(provision_name(key, say))
        cells = tag(
            "th", tag("button", named, "copy opens", type="button", data_ask=key), scope="row"
        )
        for sense in SENSES:
            count = does[key, sense]
            cells += tag("td", f"{count:,}" if count else "–", "figure" if count else "figure zero")
        body += tag("tr", cells + tag("td", f"{counts[key]:,}", "figure"))
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), "counts", say.lang)


def practices_frame(practices: Iterable[Practice], say: Strings) -> "pd.DataFrame":
    """One row a passage: what it does, what it concerns, its document, both texts, cues, rule."""
    found = list(practices)
    records = []
    for one in found:
        paragraph, document = one.passage.paragraph, one.passage.document
        ties = [
            f"{provision_name(p.key, say)} ({say(f'practices.tie.{p.tie}')})"
            for p in one.provisions
        ]
        records.append(
            (
                say(f"practice.{one.sense}"),
                "; ".join(ties),
                citation(paragraph, say.lang),
                document.title,
                document.body,
                document.session,
                document.date,
                document.status,
                *in_both(paragraph, one.counterpart),
                "; ".join(paragraph.text[start:end] for start, end in one.cues),
                one.under,
                one.rule,
            )
        )
    keys = (
        *("sense", "articles", "citation", "title", "body", "session", "date", "status"),
        *("zh", "en", "cues", "under", "rules"),
    )
    return with_sources(frame_of(records, keys, say), found, say)
