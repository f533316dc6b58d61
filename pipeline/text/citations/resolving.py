"""Instruments told from what stands around a citation, with the reason.

Nothing is guessed: where the surroundings name none, or several that would fit, the instrument
stays "". A State's own law is never replaced by a treaty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Citation, CitationReason, Lang, Resolved
from pipeline.records.paragraphs import is_domestic
from pipeline.text.citations.definitions import Definition, definitions
from pipeline.text.citations.folding import even
from pipeline.text.citations.names import GENERIC, Name, kinds, mentions
from pipeline.text.citations.organs import symbol_of
from pipeline.text.symbols import normalise_symbol

_ACTS = frozenset({"RES", "DEC", "SYMBOL"})
_GENERIC = {kind.upper(): kind for kind in GENERIC if kind != "charter"}
_SENTENCE_END = re.compile(
    r"[。！？!?;](?=\s|[^\s])|(?<!art)(?<!ara)(?<!rts)(?<!ras)(?<!No)\.\s+(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Told:
    """An instrument with the words of paragraph ``at`` that told it."""

    code: str
    reason: CitationReason
    words: str
    at: int = -1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around one paragraph, read before it.

    ``own`` is the instrument in whose text it stands; ``heading``, ``title`` and ``earlier`` what
    the nearest heading, the title, and the text before it name; ``organ`` the instrument whose
    parties the organ assembles; ``body`` and ``symbol`` are the document's, ``path`` the
    paragraph's number and ``at`` its ordinal.
    """

    lang: Lang
    symbol: str = ""
    body: str = ""
    path: tuple[str, ...] = ()
    at: int = 0
    own: Told | None = None
    organ: Told | None = None
    title: tuple[Told, ...] = ()
    heading: tuple[Told, ...] = ()
    earlier: tuple[Told, ...] = ()
    defined: tuple[Definition, ...] = ()


def resolve(
    text: str, cited: Sequence[Citation], context: Context, named: tuple[Name, ...] | None = None
) -> tuple[Resolved, ...]:
    """``cited``, as ``citations`` found it in ``text``, each with the instrument it belongs to.

    ``named`` are the ``mentions`` of the text where the caller has them already.
    """
    evened = even(text)
    if named is None:
        named = mentions(evened, context.lang)
    here = definitions(evened, context.lang, named, context.at)
    place = _Paragraph(evened, named, replace(context, defined=(*context.defined, *here)))
    out: list[Resolved] = []
    for citation in cited:
        out.append(place.resolved(citation, out))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph's text, the instruments it names, and what is known around it."""

    text: str
    named: tuple[Name, ...]
    context: Context

    def resolved(self, c: Citation, before: Sequence[Resolved]) -> Resolved:
        if c.instrument in _ACTS:
            return self._act(c, before)
        if c.instrument in {"THIS-ARTICLE", "THIS-PARAGRAPH"}:
            return self._by_path(c)
        if c.instrument == "THAT-ARTICLE":
            return self._said_article(c, before)
        told = self._told(c, before)
        if told is None:
            return Resolved(c, "", c.provision, "")
        return Resolved(c, told.code, c.provision, told.reason, told.words, told.at)

    def _act(self, c: Citation, before: Sequence[Resolved]) -> Resolved:
        at, symbol = self.context.at, self.context.symbol
        if c.instrument == "SYMBOL":
            symbol = normalise_symbol(c.provision)
            return Resolved(c, "SYMBOL", c.provision, "named", c.provision, at, symbol)
        if c.provision == "THIS":
            fits = f"/{c.instrument}/" in symbol
            known = symbol if fits else ""
            return Resolved(c, c.instrument, "THIS", "own" if fits else "", known, -1, known)
        if c.provision == "THAT":
            for last in reversed(before):
                if last.instrument == c.instrument and last.provision != "THIS":
                    words = last.evidence
                    return replace(last, citation=c, reason="paragraph", evidence=words)
            return Resolved(c, c.instrument, "THAT", "")
        words = self.text[c.start : c.end]
        known = symbol_of(c, self.context.body)
        return Resolved(c, c.instrument, c.provision, "named", words, at, known)

    def _by_path(self, c: Citation) -> Resolved:
        path = self.context.path
        article = next((i for i, part in enumerate(path) if part.startswith("art.")), None)
        if article is None:
            return Resolved(c, "", c.provision, "")
        provision = path[article].removeprefix("art.")
        if c.instrument == "THIS-PARAGRAPH":
            number = path[article + 1 : article + 2]
            if not number or not number[0].isdigit():
                return Resolved(c, "", c.provision, "")
            provision += f"({number[0]})"
        own = self.context.own
        words = "/".join(path[: article + 1])
        return Resolved(c, own.code if own else "", provision + c.provision, "path", words)

    def _said_article(self, c: Citation, before: Sequence[Resolved]) -> Resolved:
        for last in reversed(before):
            article = re.match(r"\d+\w*", last.provision)
            if article and last.instrument not in _ACTS:
                words, said = self.text[last.citation.start : last.citation.end], article.group()
                provision = said + c.provision
                return Resolved(c, last.instrument, provision, "paragraph", words, self.context.at)
        return Resolved(c, "", c.provision, "")

    def _told(self, c: Citation, before: Sequence[Resolved]) -> Told | None:
        if c.instrument == "?":
            return self._bare(c, before)
        if c.instrument == "THIS":
            return self._this(c)
        if c.instrument in {"RULES", "REGULATIONS"} and not c.name:
            own = self.context.own
            return own if own and self._is_of(own.code, c.instrument.lower()) else None
        if c.instrument in _GENERIC:
            return self._generic(_GENERIC[c.instrument], c.start, c.name)
        if c.instrument == "UNLISTED":
            for known in reversed(self.context.defined):
                if known.alias == c.name.strip("《》 ") and known.code != "UNLISTED":
                    return Told(known.code, "definition", known.words, known.at)
        return Told(c.instrument, "named", c.name, self.context.at)

    def _this(self, c: Citation) -> Told | None:
        own = self.context.own
        if own is None:
            return None
        said = _kind_said(c.name)
        return own if not said or self._is_of(own.code, said, said) else None

    def _generic(self, kind: str, start: int, words: str) -> Told | None:
        """ "the Convention": the instrument of that kind which is meant here."""
        context = self.context
        near = [n for n in self.named if n.end <= start and n.kind and self._kind(n) == kind]
        if near and words.startswith(("that ", "该", "上述", "前述", "所述")):
            last = near[-1]
            return Told(last.code, self._nearness(last.end, start), last.words, context.at)
        for known in reversed(context.defined):
            if known.kind == kind and (known.code == "UNLISTED" or self._is_of(known.code, kind)):
                return Told(known.code, "definition", known.words, known.at)
        for told in (context.organ, context.own):
            if told and self._is_of(told.code, kind):
                return told
        if near:
            last = near[-1]
            return Told(last.code, self._nearness(last.end, start), last.words, context.at)
        for listed in (context.heading, context.title, context.earlier):
            fitting = {_name(t): t for t in reversed(listed) if self._is_of(t.code, kind, t.kind)}
            if len(fitting) == 1:
                return next(iter(fitting.values()))
            if fitting:
                return None
        return None

    def _bare(self, c: Citation, before: Sequence[Resolved]) -> Told | None:
        """An article with no instrument beside it."""
        context = self.context
        last = self._last_named(c.start, before)
        if last and is_domestic(last.code):
            return last
        if context.own and self._has_articles(context.own):
            return context.own
        if last and last.reason == "sentence":
            return last
        others = {n.code for n in self.named if n.end <= c.start}
        others |= {
            r.instrument
            for r in before
            if r.instrument and r.instrument not in _ACTS and r.citation.instrument != "?"
        }
        if last and len(others) == 1:
            return last
        if others:
            return None
        if len({t.code for t in context.heading}) == 1:
            return context.heading[0]
        if context.organ and not self._is_of(context.organ.code, "rules"):
            return context.organ
        return context.title[0] if len({t.code for t in context.title}) == 1 else None

    def _has_articles(self, own: Told) -> bool:
        """Whether "article 5" can be one of the text it stands in; the provisions of regulations
        are no articles in English."""
        ruled = kinds().get(own.code) in {"rules", "regulations"} and self.context.lang == "en"
        return not ruled and any(part.startswith("art.") for part in self.context.path)

    def _last_named(self, start: int, before: Sequence[Resolved]) -> Told | None:
        """The instrument named or cited last before ``start`` in this paragraph."""
        spots = [(n.end, n.code, n.words) for n in self.named if n.end <= start]
        spots += [
            (r.citation.end, r.instrument, r.citation.name or r.evidence)
            for r in before
            if r.instrument not in _ACTS
            and r.citation.start < start
            and r.citation.instrument not in {"?", "THAT-ARTICLE"}
        ]
        if not spots:
            return None
        end, code, words = max(spots)
        if not code:
            return None
        return Told(code, self._nearness(end, start), words, self.context.at)

    def _kind(self, name: Name) -> str:
        """The kind of an instrument named; in Chinese a covenant is a 公约 too."""
        return "convention" if (self.context.lang, name.kind) == ("zh", "covenant") else name.kind

    def _is_of(self, code: str, kind: str, otherwise: str = "") -> bool:
        """Whether an instrument is called by ``kind``; in Chinese a covenant is a 公约 too."""
        own = kinds().get(code, otherwise)
        return own == kind or (self.context.lang, own, kind) == ("zh", "covenant", "convention")

    def _nearness(self, end: int, start: int) -> CitationReason:
        return "paragraph" if _SENTENCE_END.search(self.text, end, start + 1) else "sentence"


def _name(told: Told) -> str:
    """What tells instruments apart: the code, for one that is not listed its words."""
    return told.words if told.code == "UNLISTED" else told.code


def _kind_said(words: str) -> str:
    """The kind that "this Protocol" or 本议定书 speaks of; "" for words that name none."""
    low = words.lower()
    for kind, forms in GENERIC.items():
        if kind.rstrip("s") in low or any(words.endswith(form) for form in forms):
            return kind
    return ""
