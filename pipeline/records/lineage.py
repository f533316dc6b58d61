"""How recommendations go on from session to session, what endorses them, who answers them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.records.paragraphs import Heading, Paragraph
from pipeline.records.register import Recommendation

Verdict: TypeAlias = Literal[
    "new",
    "repeated",
    "strengthened",
    "softened",
    "widened",
    "narrowed",
    "split",
    "merged",
    "dropped",
]
"""What became of a recommendation. ``new`` takes up nothing earlier, ``dropped`` is not taken up
though its body met again on the subject; ``repeated`` asks the same of the same, whatever dates and
numbers were brought up to date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register: a recommendation, the document it stands in, and the same paragraph
    in the other language where that is held."""

    document: Heading
    recommendation: Recommendation
    counterpart: Recommendation | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Symbol and ordinal: tells entries of one language apart."""
        return self.document.symbol, self.recommendation.paragraph.ordinal


@dataclass(frozen=True, slots=True)
class LineageLink:
    """An earlier recommendation and the later one that takes it up, with the verdict.

    ``earlier`` is None for ``new``, ``later`` for ``dropped``; the parts of a ``split`` and of a
    ``merged`` recommendation are links of their own. ``similarity`` in [0, 1] is the share of the
    words that both have; ``rule`` names the rule that decided and ``evidence`` the words or codes
    that it went by, before and after, joined by " > ". ``same_series`` tells whether both stand in
    one series of texts.
    """

    earlier: Entry | None
    later: Entry | None
    verdict: Verdict
    similarity: float
    rule: str
    evidence: str = ""
    same_series: bool = True


@dataclass(frozen=True, slots=True)
class Kin:
    """A recommendation of the same content, by words and vectors, whatever its wording.

    ``cosine`` in [-1, 1]; ``similarity`` in [0, 1] that of the neighbouring words, rare ones more.
    """

    entry: Entry
    cosine: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Stub:
    """A document that is cited and not held; ``places`` as of ``Citation``, ``words`` those that
    cite it."""

    symbol: str
    words: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endorsed:
    """A recommendation as endorsed and the one of the source report that it comes from, None where
    the report is not held or has none like it; ``word_for_word`` is None there too."""

    entry: Entry
    source: Entry | None
    word_for_word: bool | None


@dataclass(frozen=True, slots=True)
class Endorsement:
    """An operative paragraph that endorses recommendations, and where these stand.

    ``annex`` is a number path (``annex.1``) of the same document, "" for none; ``recommendations``
    those of the annex or, without one, of the report; ``sources`` are symbols of reports held,
    ``stubs`` reports cited and not held.
    """

    entry: Entry
    annex: str
    recommendations: tuple[Endorsed, ...]
    sources: tuple[str, ...]
    stubs: tuple[Stub, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and the document it stands in, whether or not it recommends anything."""

    document: Heading
    paragraph: Paragraph


RequestState: TypeAlias = Literal["answered", "open", "unchecked", "not due", "undated"]
"""``open``: the session or date has come and nothing that is held answers; ``unchecked``: it has
come, and what is asked for is no report, so that no answer is looked for; ``not due``: nothing
held is as late as that; ``undated``: no time is set and nothing answers."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who was asked to do what by when, and the later paragraph that answers it.

    ``addressees`` are codes; ``verb`` the verb that asks, ``act`` what is asked for (``report``,
    ``inform``, ``convene`` …: codes of ``lexicon/duties.csv``); ``due`` a session
    (``80``), a date (``2026``, ``2023-06-30``) or "". ``answered_by`` is None or a passage of a
    later text; ``why`` names the rule that found it, or why there is none.
    """

    entry: Entry
    addressees: tuple[str, ...]
    verb: str
    act: str
    due: str
    state: RequestState
    answered_by: Passage | None
    why: str
