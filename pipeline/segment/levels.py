"""Lists within lists: which level a printed number belongs to, and the path it makes.

A style that is open goes on at its level, a new one opens a deeper level; in a scope (annex,
article, one of several texts) all numbers start afresh.
"""

from dataclasses import dataclass, field

from pipeline.text.numbering import Marker, Style, as_letter, as_roman, component, marker

BASE_STYLES: frozenset[Style] = frozenset({"arabic-dot", "han-dot", "clause", "decimal"})
ITEM_STYLES: frozenset[Style] = frozenset(
    {
        "paren-letter",
        "paren-roman",
        "paren-han",
        "paren-arabic",
        "paren-stem",
        "circled",
        "lower-dot",
        "lower-roman",
    }
)


@dataclass(slots=True)
class Level:
    """One open level: how its numbers are printed, how deep it lies, the last number, the part of
    the path it makes, and the numbers passed over."""

    style: Style
    depth: int
    value: int
    name: str
    skipped: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Scope:
    """Where numbers count: the text itself, one of its texts, an annex, a chapter, an article.

    ``last`` is the last number at depth 0 in each style, ``skipped`` those passed over there;
    ``article`` the last article, ``texts`` how many paragraphs without a number the article has
    had, ``host`` the one of them that carries a list whose letters another list had before, or
    the preambular paragraph that carries one; ``above`` is that paragraph while it is the last.
    """

    prefix: tuple[str, ...] = ()
    levels: list[Level] = field(default_factory=list)
    last: dict[Style, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    article: int = 0
    in_article: bool = False
    texts: int = 0
    host: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    has_items: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The number path of the paragraph that was entered last."""
        return (*self.prefix, *self.host, *(v.name for v in self.levels))

    @property
    def highest(self) -> int:
        """The last number of a paragraph, 0 before the first."""
        return max((v for s, v in self.last.items() if s != "decimal"), default=0)

    def announce(self, above: tuple[str, ...]) -> None:
        """A preambular paragraph was read, which may carry a list; () when the preamble ends."""
        self.levels.clear()
        self.above = above

    def unnumbered(self) -> tuple[str, ...]:
        """The path of a paragraph without a number: its place in the article, () elsewhere."""
        if not self.in_article:
            return ()
        self.texts += 1
        return (*self.prefix, f"text.{self.texts}")

    def enter(self, mark: Marker, depth: int, text: str) -> tuple[str, int]:
        """Put ``mark`` at ``depth``; the whole label that ``text`` opens with, and its depth."""
        skipped = self._passed_over(mark, depth)
        while self.levels and self.levels[-1].depth >= depth:
            self.levels.pop()
        if depth == 0:
            self._count(mark)
        else:
            self._host(mark)
        name = mark.printed.lstrip("[［") if mark.style == "decimal" else _name(mark, depth)
        self.levels.append(Level(mark.style, depth, mark.value, name, skipped))
        return self._nested(text, mark, depth)

    def known(self, mark: Marker) -> tuple[int, set[int]]:
        """The last number in the style of ``mark`` (0 where none is open) and those passed over."""
        alike = [v for v in self.levels if v.style == mark.style]
        level = self._going_on(mark) or (alike[0] if alike else None)
        if level is not None and level.depth:
            return level.value, level.skipped
        return self.last.get(mark.style, 0), self.skipped

    def depth_of(self, mark: Marker, *, announced: bool = False) -> int:
        """The depth at which ``mark`` stands: 0 for a paragraph, 1 for an item, and so on.

        ``announced`` says that the paragraph before ends in a colon: a list that begins there
        with the figures of the paragraphs themselves (an agenda, say) lies below it.
        """
        levels = self.levels
        if mark.style in {"decimal", "clause"}:
            return 0
        if level := self._going_on(mark):
            return level.depth
        for level in levels:
            if level.style == mark.style:
                ends = announced and mark.value == 1 and level is levels[-1]
                return 1 if ends and level.depth == 0 else level.depth
        if mark.style in BASE_STYLES:
            base_open = bool(levels) and levels[0].depth == 0
            return levels[-1].depth + 1 if base_open or self._is_subitem(mark) else 0
        return max(1, levels[-1].depth + 1) if levels else 1

    def _going_on(self, mark: Marker) -> Level | None:
        """The outermost open level of which ``mark`` is the next number."""
        fitting = (v for v in self.levels if v.style == mark.style and v.value == mark.value - 1)
        return next(fitting, None)

    def settled(self, mark: Marker, after: Marker | None) -> Marker:
        """``(i)`` is a letter after ``(h)`` unless ``(ii)`` follows; else it is a Roman numeral.
        A small ``l.`` before ``2.`` is the figure 1, set with the letter of that form."""
        if mark.printed == "l." and after and (after.style, after.value) == ("arabic-dot", 2):
            return Marker("arabic-dot", 1, mark.printed, mark.end)
        if mark.style == "paren-roman":
            return self._doubled(mark)
        other = as_roman(mark)
        if other is None:
            return mark
        open_letter = next((v for v in self.levels if v.style == mark.style), None)
        open_roman = next((v for v in self.levels if v.style == other.style), None)
        if open_roman and open_roman.value == other.value - 1:
            return other
        goes_on = open_letter is not None and open_letter.value == mark.value - 1
        roman_next = after is not None and (after.style, after.value) == (other.style, 2)
        if goes_on and not (other.value == 1 and roman_next):
            return mark
        return other if other.value == 1 or open_roman else mark

    def _doubled(self, mark: Marker) -> Marker:
        """``(ii)`` after ``(hh)`` is the letter i doubled."""
        letter = as_letter(mark)
        last = next((v.value for v in self.levels if v.style == "paren-letter"), 0)
        return letter if letter and letter.value == last + 1 else mark

    def _passed_over(self, mark: Marker, depth: int) -> set[int]:
        """The numbers that a jump to ``mark`` leaves out, with those left out before."""
        if depth == 0:
            last = self.last.get(mark.style, 0)
            self.skipped |= set(range(last + 1, mark.value)) if last else set()
            return self.skipped
        level = next((v for v in self.levels if v.depth == depth), None)
        if level is None or level.style != mark.style or mark.value == 1:
            return set()
        return level.skipped | set(range(level.value + 1, mark.value))

    def _count(self, mark: Marker) -> None:
        self.host, self.above, self.has_items = (), (), False
        if mark.value == 1 or mark.value not in self.skipped:
            self.last[mark.style] = mark.value

    def _host(self, mark: Marker) -> None:
        """In an article whose paragraphs have no numbers a second list belongs to the paragraph
        that announces it, or its letters would be those of the first."""
        if self.levels or mark.value != 1:
            return
        repeats = self.in_article and self.has_items and self.texts
        self.host = (f"text.{self.texts}",) if repeats else self.above
        self.has_items = True

    def _nested(self, text: str, mark: Marker, depth: int) -> tuple[str, int]:
        """Open the level of a second number on the same line, ``3. (a)``, ``(a) (i)`` or ``㈠ 1.``,
        which begins a list below the first; the whole label, and the depth reached."""
        inner = marker(text[mark.end :])
        styles = ITEM_STYLES | {"arabic-dot"} if depth else ITEM_STYLES
        if inner is None or inner.style not in styles or mark.style == "decimal":
            return mark.printed, depth
        if depth:
            inner = as_roman(inner) or inner
        if inner.value != 1:
            return mark.printed, depth
        self.levels.append(Level(inner.style, depth + 1, 1, component(depth + 1, 1)))
        return text[: mark.end + inner.end].strip(), depth + 1

    def _is_subitem(self, mark: Marker) -> bool:
        """In an article whose items hang on no paragraph, ``1.`` below ``㈠`` is a subitem."""
        levels = self.levels
        return bool(levels) and self.in_article and mark.value == 1


def _name(mark: Marker, depth: int) -> str:
    return component(depth, mark.value) + mark.suffix
