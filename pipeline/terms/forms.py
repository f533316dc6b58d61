"""Where forms of terms stand in a text: the longest at each place, spelling aside.

Case, width, the number of English words, hyphens, white space and calls of footnotes make no
difference; an English form begins and ends with a word, an abbreviation in capitals (WHO) is found
in capitals alone, and two Han characters not where they neither begin nor end a word.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.records import Lang
from pipeline.records.terms import Mention, TermForm
from pipeline.text.equivalents import singular
from pipeline.text.normalise import HAN
from pipeline.text.tokenise import word_spans

_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_UNIT = re.compile(rf"[{HAN}]|[^\W_{HAN}{_RAISED}]+|[^\w\s\-\u2010-\u2015]")
"""A Han character, a run of other letters and figures, a sign; hyphens are as good as spaces."""
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_SHORT = 2
"""Units by which a form is looked up; of a form of one unit that one."""
_FEW = 40
"""First units up to which a text is looked through for them before it is read unit by unit."""
_WIDE_LETTER = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_HAN = re.compile(f"[{HAN}]")
_BESIDE = 6
"""Characters on either side of a short form that are cut into words with it."""
_Unit = tuple[str, int, int]
"""A unit as it is compared, where it starts and ends."""


@dataclass(frozen=True, slots=True)
class _Entry:
    keys: tuple[str, ...]
    forms: tuple[TermForm, ...]


class Matcher:
    """Finds the forms of one language it is made of; made once, used for many texts."""

    def __init__(self, forms: Iterable[TermForm], lang: Lang) -> None:
        by_keys: dict[tuple[str, ...], list[TermForm]] = {}
        for form in forms:
            if form.lang == lang and (keys := form_key(form.form)):
                by_keys.setdefault(keys, []).append(form)
        self._entries: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        for keys, same in sorted(by_keys.items(), key=lambda one: -len(one[0])):
            self._entries[keys[:_SHORT]].append(_Entry(keys, tuple(same)))

        self._most = max((len(keys) for keys in by_keys), default=0)
        self._heads = {keys[0] for keys in by_keys}
        self._first = _first_units(self._heads, lang)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where the forms stand in ``text``, in order and without overlap, at each place the
        longest; a form of several concepts once for each. Forms marked ``never`` cover what they
        hold and are not given."""
        done = 0
        for units in self._places(text):
            if units[0][1] < done:
                continue
            found = self._longest(units, text)
            if found is None:
                continue
            start, end = units[0][1], units[len(found.keys) - 1][2]
            if len(found.keys) == 2 and _is_torn(text, start, end):
                continue
            done = end
            seen: set[str] = set()
            for form in found.forms:
                if form.use != "never" and form.code not in seen:
                    seen.add(form.code)
                    yield Mention(form, start, end)

    def _places(self, text: str) -> Iterator[list[_Unit]]:
        """Where a form may begin: the units from there on, as many as the longest has."""
        if not self._most:
            return
        if self._first is None or _WIDE_LETTER.search(text):
            units = [(unit_key(m.group()), m.start(), m.end()) for m in _UNIT.finditer(text)]
            for at, unit in enumerate(units):
                if unit[0] in self._heads:
                    yield units[at : at + self._most]
            return
        for place in self._first.finditer(text):
            ahead = islice(_UNIT.finditer(text, place.start()), self._most)
            yield [(unit_key(m.group()), m.start(), m.end()) for m in ahead]

    def _longest(self, units: list[_Unit], text: str) -> _Entry | None:
        keys = tuple(key for key, _, _ in units)
        for size in range(min(_SHORT, len(keys)), 0, -1):
            for entry in self._entries.get(keys[:size], ()):
                if keys[: len(entry.keys)] == entry.keys and _fits(entry, text, units):
                    return entry
        return None


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether two Han characters neither begin nor end a word there: 法人 in 司法人员."""
    if not _HAN.match(text, start):
        return False
    first = max(0, start - _BESIDE)
    edges = {first + edge for span in word_spans(text[first : end + _BESIDE]) for edge in span}
    return start not in edges and end not in edges


def _first_units(keys: set[str], lang: Lang) -> re.Pattern[str] | None:
    """Finds words that may be one of ``keys``, by all but the last letter, which the plural
    changes, and a few others; None for so many that it would save nothing."""
    if len(keys) > _FEW:
        return None
    heads = "|".join(sorted({re.escape(key[:-1] or key) for key in keys}))
    border = "" if lang == "zh" else r"(?<![A-Za-z0-9])"
    return re.compile(f"{border}(?:{heads})", re.IGNORECASE)


def _fits(entry: _Entry, text: str, units: list[_Unit]) -> bool:
    """Whether an abbreviation stands there in capitals; other forms always fit."""
    if not is_abbreviation(entry.forms[0].form):
        return True
    printed = text[units[0][1] : units[len(entry.keys) - 1][2]]
    return printed.rstrip("s").isupper()


def is_abbreviation(form: str) -> bool:
    """Whether ``form`` is one word of Latin capitals: ``WHO``, ``MLA``."""
    return form.isascii() and form.isupper() and " " not in form


@lru_cache(maxsize=20_000)
def form_key(form: str) -> tuple[str, ...]:
    """The units of ``form`` as they are compared; () for one without letters and figures."""
    keys = tuple(unit_key(m.group()) for m in _UNIT.finditer(form))
    return keys if any(key[0].isalnum() for key in keys) else ()


@lru_cache(maxsize=200_000)
def unit_key(unit: str) -> str:
    """A unit as it is compared: half width, small letters, in the singular."""
    plain = unicodedata.normalize("NFKC", unit).translate(_QUOTES).casefold()
    return singular(plain) if plain.isascii() else plain
