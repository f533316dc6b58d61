"""Passages on good practices and lessons learned, with the provisions that they concern.

A passage is one where words of ``lexicon/practices.csv`` stand in it, or in the heading of the part
of a report that it belongs to. Whether it describes a practice, asks that some be shared, or only
names them is read from the words around the cue and from whether the passage asks anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline import lexicon
from pipeline.articles.asked import Asked, read_key
from pipeline.articles.content import by_title
from pipeline.articles.edges import natural_provision
from pipeline.errors import TongwenError, UnknownProvision
from pipeline.records import LANGS, Lang, Paragraph, Role
from pipeline.records.lineage import Passage
from pipeline.records.paragraphs import CONTENT_ROLES, key_of
from pipeline.records.practices import Practice, PracticeProvision, PracticeSense, ProvisionTie
from pipeline.state import State
from pipeline.store.citations import citing_provisions
from pipeline.store.columns import chunks, marks
from pipeline.store.fulltext import FullText
from pipeline.store.reading import Store
from pipeline.text.normalise import fold

_DEPTH: Mapping[Role, int] = {"annex": 0, "chapter": 1, "section": 2, "heading": 3}
_BELOW: frozenset[Role] = frozenset({"paragraph", "item", "subitem", "text"})
"""Roles that stand under a heading of a report; preambles and operative paragraphs speak for
themselves."""
_QUOTED = re.compile(r"“[^“”]*”")
_TIES: tuple[ProvisionTie, ...] = ("cites", "heading", "title")


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage by id, the heading with a cue that it stands under, "" where its own words tell."""

    paragraph: Paragraph
    under: str


def practices(
    state: State,
    key_or_subject: str = "",
    lang: Lang | None = None,
    first: Lang | None = None,
) -> tuple[Practice, ...]:
    """The passages on good practices by date and place: all of them, those that concern a provision
    (``18(13)``, ``UNTOC:18``, 第十八条), or those that hold the words of a subject in either
    language; without ``lang`` one held in both languages is read in English. With ``first`` that
    language is in front wherever it is held, whichever was read.

    Raises UnknownProvision for a provision of a State's own law, TongwenError where no passage on
    practices has to do with what is asked.
    """
    every = state.once("practices", "", lambda: _every(state.store))
    asked = key_or_subject.strip()
    chosen = {key for key, p in every.items() if lang in {None, p.passage.paragraph.lang}}
    if asked:
        chosen &= _asked_for(state.store, every, asked)
        if not chosen:
            raise TongwenError(f"{asked}: no passage on good practices held concerns it")
    if lang is None:
        english = [key for key in chosen if every[key].passage.paragraph.lang == "en"]
        pairs = state.store.counterpart_ids(english)
        chosen -= {other for ids in pairs.values() for other in ids}
    found = {key: every[key] for key in chosen}
    if first is not None:
        others = [key for key, p in found.items() if p.passage.paragraph.lang != first]
        found |= _turned(state.store, every, others)
    return tuple(sorted(found.values(), key=_by_date))


def _turned(store: Store, every: Mapping[int, Practice], ids: Sequence[int]) -> dict[int, Practice]:
    """Those of ``ids`` with one counterpart that has no other, each with that in front: what is
    read from the one holds for both."""
    others = store.counterpart_ids(ids)
    single = {key: found[0] for key, found in others.items() if len(found) == 1}
    back = store.counterpart_ids(single.values())
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    turned = {}
    for key, other in single.items():
        practice = every[key]
        if len(back.get(other, ())) != 1 or len(practice.counterpart) != 1:
            continue
        paragraph, own = practice.counterpart[0], every.get(other)
        turned[key] = replace(
            practice,
            passage=Passage(headings[paragraph.symbol, paragraph.lang], paragraph),
            cues=own.cues if own else (),
            under=own.under if own else practice.under,
            counterpart=(practice.passage.paragraph,),
        )
    return turned


def _by_date(practice: Practice) -> tuple[str, str, int]:
    document = practice.passage.document
    return document.date, document.symbol, practice.passage.paragraph.ordinal


def _asked_for(store: Store, every: Mapping[int, Practice], asked: str) -> set[int]:
    try:
        keys = read_key(asked)
    except UnknownProvision:
        if re.search(r"\d|第.{1,4}条", asked):
            raise
        return _about(store, every, asked)
    return {
        key
        for key, practice in every.items()
        for provision in practice.provisions
        for one in keys
        if one.holds(*provision.key.partition(":")[::2])
    }


def _about(store: Store, every: Mapping[int, Practice], subject: str) -> set[int]:
    """Passages that hold a subject, in any of the forms that the table of terms has for it, with
    their counterparts."""
    wanted = fold(subject)
    codes = {r["code"] for r in lexicon.rows("terms") if fold(r["form"]) == wanted}
    forms = {r["form"] for r in lexicon.rows("terms") if r["code"] in codes and r["use"] != "never"}
    found: set[int] = set()
    for lang in LANGS:
        text = FullText(store, lang)
        for form in {subject, *forms}:
            found |= set(text.exact(form).tolist()) & set(every)
    for others in store.counterpart_ids(found).values():
        found |= set(others) & set(every)
    headed = {key for key, p in every.items() if wanted in fold(p.passage.paragraph.heading)}
    return found | headed


def _every(store: Store) -> dict[int, Practice]:
    """Every passage on practices by id, in both languages."""
    found = {**_under_heading(store), **_with_cue(store)}
    headings = {(h.symbol, h.lang): h for h in store.headings().values()}
    provisions, others = _provisions(store, found), store.counterparts(found)
    asking = _asking(store, found)
    every = {}
    for key, one in found.items():
        p = one.paragraph
        sense, rule = _sense(p, one.under, key in asking)
        cues = () if one.under else tuple(m.span() for m in _cues(p.lang).finditer(p.text))
        passage = Passage(headings[p.symbol, p.lang], p)
        ties = provisions.get(key, ())
        every[key] = Practice(passage, sense, rule, cues, one.under, ties, others.get(key, ()))
    return every


def _with_cue(store: Store) -> dict[int, _Found]:
    ids: set[int] = set()
    for lang in LANGS:
        text = FullText(store, lang)
        for form in _forms(lang):
            ids |= set(text.exact(form).tolist())
    return {
        key: _Found(p, "")
        for key, p in store.paragraphs_by_id(sorted(ids)).items()
        if p.role in CONTENT_ROLES and _cues(p.lang).search(p.text)
    }


def _under_heading(store: Store) -> dict[int, _Found]:
    """The passages of every part whose heading has a cue, down to the next heading of its rank."""
    roles = tuple(_DEPTH)
    query = (
        "SELECT p.document, d.symbol, d.lang, p.text FROM paragraphs AS p"
        f" JOIN documents AS d ON d.id = p.document WHERE p.role IN ({marks(roles)})"
    )
    documents = {
        key: (symbol, lang)
        for key, symbol, lang, text in store.fetch(query, roles)
        if _cues(lang).search(text)
    }
    found: dict[int, _Found] = {}
    for document, (symbol, lang) in documents.items():
        ids = [
            key
            for (key,) in store.fetch(
                "SELECT id FROM paragraphs WHERE document = ? ORDER BY ordinal", (document,)
            )
        ]
        for key, one in zip(ids, _below(store.paragraphs(symbol, lang)), strict=True):
            if one is not None:
                found[key] = one
    return found


def _below(paragraphs: Sequence[Paragraph]) -> Iterator[_Found | None]:
    """For each paragraph in order what it is below a heading with a cue, None elsewhere."""
    under, depth = "", 0
    for p in paragraphs:
        if p.role in _DEPTH:
            if _cues(p.lang).search(p.text):
                under, depth = p.text, _DEPTH[p.role]
            elif under and _DEPTH[p.role] <= depth:
                under = ""
        yield _Found(p, under) if under and p.role in _BELOW else None


def _sense(p: Paragraph, under: str, is_asking: bool) -> tuple[PracticeSense, str]:
    """What a passage does about practices, and the rule that tells. That something *is* a good
    practice is said even where the passage asks; words such as *including* tell less than that."""
    if not under and _says(p, "states"):
        return "describes", "words"
    if is_asking:
        return "asks", "register"
    if not under and _says(p, "describes"):
        return "describes", "words"
    if under:
        return "discusses", "heading"
    return ("asks", "words") if _asks_before(p) else ("names", "")


def _says(p: Paragraph, part: str) -> bool:
    """Whether words of ``part`` stand in the passage, outside the titles that it quotes."""
    text = _QUOTED.sub("", p.text)
    return any(pattern.search(text) for pattern in _around(p.lang, part))


def _asks_before(p: Paragraph) -> bool:
    """Whether words that ask stand before the first cue."""
    first = _cues(p.lang).search(p.text)
    before = p.text[: first.start()] if first else p.text
    return any(pattern.search(before) for pattern in _around(p.lang, "asks"))


def _asking(store: Store, ids: Iterable[int]) -> set[int]:
    """Those of ``ids`` whose paragraph is a recommendation."""
    found: set[int] = set()
    for chunk in chunks(ids):
        query = (
            "SELECT paragraph FROM recommendations WHERE kind = 'recommendation'"
            f" AND paragraph IN ({marks(chunk)})"
        )
        found |= {key for (key,) in store.fetch(query, chunk)}
    return found


def _provisions(store: Store, ids: Iterable[int]) -> dict[int, tuple[PracticeProvision, ...]]:
    """The provisions that passages concern, the strongest tie to each."""
    wanted = set(ids)
    rows = store.connected(citing_provisions)
    ties: dict[int, dict[str, ProvisionTie]] = defaultdict(dict)
    for row in rows:
        reference = row.reference
        if row.paragraph in wanted and reference.is_provision and reference.provision:
            tie: ProvisionTie = "heading" if reference.is_heading else "cites"
            key = key_of(reference.instrument, reference.provision)
            if ties[row.paragraph].get(key) != "cites":
                ties[row.paragraph][key] = tie
    for titled in by_title(store, Asked("", ""), rows):
        if titled.paragraph in wanted:
            ties[titled.paragraph].setdefault(titled.key, "title")
    return {key: _ordered(found) for key, found in ties.items()}


def _ordered(found: Mapping[str, ProvisionTie]) -> tuple[PracticeProvision, ...]:
    rows = [PracticeProvision(key, tie) for key, tie in found.items()]
    return tuple(
        sorted(rows, key=lambda r: (_TIES.index(r.tie), natural_provision(r.key.partition(":")[2])))
    )


@cache
def _forms(lang: Lang) -> tuple[str, ...]:
    return _rows(lang, "cue")


@cache
def _cues(lang: Lang) -> re.Pattern[str]:
    """The cues of ``lang``, the longest first; English ones as whole words."""
    forms = sorted(_forms(lang), key=len, reverse=True)
    body = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"\b(?:{body})\b" if lang == "en" else body, re.IGNORECASE)


@cache
def _around(lang: Lang, part: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of ``part``, in which ``{cue}`` stands for any cue."""
    cue = f"(?:{_cues(lang).pattern})"
    forms = (form.replace("{cue}", cue) for form in _rows(lang, part))
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _rows(lang: Lang, part: str) -> tuple[str, ...]:
    return tuple(
        row["form"]
        for row in lexicon.rows("practices")
        if row["lang"] == lang and row["part"] == part
    )
