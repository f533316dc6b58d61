"""What a paragraph does, by its own verbs or by those of the chapeau that it hangs on."""

import re
from dataclasses import dataclass, replace

from pipeline.recommend.directives import Directive, directives
from pipeline.recommend.ladder import built_in
from pipeline.recommend.opening import lead_verb, modifiers
from pipeline.recommend.people import people
from pipeline.records import Lang, Paragraph
from pipeline.text.passage import wording

_INFINITIVE = re.compile(r"(?:and\s+)?(?:not\s+)?to\s+[a-z]", re.I)


@dataclass(frozen=True, slots=True)
class Acts:
    """The verbs of one paragraph: ``asking`` those that ask somebody, ``lead`` the one that opens
    it, None for none listed; ``modifiers`` with their rows. ``inherited`` where they are those of
    the chapeau."""

    asking: tuple[Directive, ...]
    lead: Directive | None
    modifiers: tuple[str, ...] = ()
    modified_by: tuple[str, ...] = ()
    inherited: bool = False

    @property
    def strong(self) -> tuple[Directive, ...]:
        """Those that have a strength, the opening verb behind the others."""
        own = (self.lead,) if self.lead and self.lead.strength else ()
        return (*self.asking, *own)

    @property
    def strongest(self) -> Directive | None:
        """The verb that stands highest on the ladder, the first of equals; None for none."""
        return min(self.strong, key=lambda d: built_in().rank(d.strength), default=None)


def acts_of(paragraph: Paragraph, chapeau: Paragraph | None, body: str) -> Acts:
    """What ``paragraph`` does. An item without a verb of its own ("(a) To take …") does what the
    last act of its ``chapeau`` does."""
    lang, said = paragraph.lang, wording(paragraph)
    own = _own(said, lang, body, paragraph.role == "operative" or _is_of_organ(chapeau))
    if paragraph.role not in {"item", "subitem"} or chapeau is None:
        return own
    above = wording(chapeau)
    is_operative = chapeau.role == "operative"
    carried = _own(above, lang, body, is_operative)
    if is_operative and above.endswith((":", "：")) and carried.strong and _hangs(said, own, lang):
        return _with_own_addressee(_last(carried), said, lang, body)
    if is_operative and carried.lead and not carried.strong and not own.lead:
        # What the chapeau recalls that States should do is not asked in its items either.
        return replace(carried, asking=(), inherited=True)
    if not own.asking and not (own.lead and own.lead.strength):
        return Acts(carried.asking, own.lead, own.modifiers, own.modified_by, True)
    return own


def _is_of_organ(chapeau: Paragraph | None) -> bool:
    return chapeau is not None and chapeau.role == "operative"


def _own(said: str, lang: Lang, body: str, is_operative: bool) -> Acts:
    found = directives(said, lang, body, of_organ=is_operative)
    lead = lead_verb(said, lang, body)
    if is_operative and lead is not None and not lead.strength:
        # What an organ recalls or reaffirms that States should do it does not ask for here.
        found = tuple(d for d in found if d.use != "subject")
    codes, rows = modifiers(said, lead, lang) if lead else ((), ())
    return Acts(tuple(d for d in found if d.strength), lead, codes, rows)


def _hangs(said: str, own: Acts, lang: Lang) -> bool:
    """Whether an item goes on with the sentence of its chapeau. A Chinese item that begins with a
    verb does not show it: below 请秘书长： it does unless it asks somebody by itself."""
    if lang == "en":
        return own.lead is None or bool(_INFINITIVE.match(said))
    first = own.asking[0] if own.asking else None
    return first is None or first.at > 3 or first.use == "subject"


def _with_own_addressee(carried: Acts, said: str, lang: Lang, body: str) -> Acts:
    """An item may begin with the one whom its chapeau asks: "Encourages: (a) All States to …"."""
    if not carried.asking or carried.asking[0].addressees:
        return carried
    first = next(iter(people(said, lang, body)), None)
    if first is None or first.start > 4:
        return carried
    named = replace(carried.asking[0], addressees=(first.code,), named_by=(first.rule,))
    return replace(carried, asking=(named,))


def _last(carried: Acts) -> Acts:
    """The last act alone."""
    last = max(carried.strong, key=lambda d: d.at)
    asking = tuple(d for d in carried.asking if d.at == last.at)
    opens = carried.lead is not None and carried.lead.at >= last.at
    mods = (carried.modifiers, carried.modified_by) if opens else ((), ())
    return Acts(asking, carried.lead if opens else last, *mods, inherited=True)
