"""Lists within lists: which level a printed number belongs to, and the path it makes.

A style that is open goes on at its level, a new one opens a deeper level; in a scope (annex,
article, one of several texts) all numbers start afresh.
"""

from dataclasses import dataclass, field

from pipeline.text.numbering import Marker, Style, as_roman, component, marker

BASE_STYLES: frozenset[Style] = frozenset({"arabic-dot", "han-dot"})
ITEM_STYLES: frozenset[Style] = frozenset(
    {"paren-letter", "paren-roman", "paren-han", "paren-arabic", "lower-dot"}
)


@dataclass(slots=True)
class Level:
    """One open level: how its numbers are printed, how deep it lies, the last number."""

    style: Style
    depth: int
    value: int


@dataclass(slots=True)
class Scope:
    """Where numbers count: the text itself, one of its texts, an annex, a chapter, an article.

    ``highest`` is the last paragraph counted, ``article`` the last article, ``texts`` how many
    paragraphs without a number the article has had.
    """

    prefix: tuple[str, ...] = ()
    levels: list[Level] = field(default_factory=list)
    highest: int = 0
    article: int = 0
    in_article: bool = False
    texts: int = 0

    @property
    def path(self) -> tuple[str, ...]:
        """The number path of the paragraph that was entered last."""
        return (*self.prefix, *(component(v.depth, v.value) for v in self.levels))

    def outer(self) -> tuple[str, ...]:
        """The prefix without the article and the chapter."""
        prefix = self.prefix[:-1] if self.in_article else self.prefix
        return tuple(p for p in prefix if not p.startswith("ch."))

    def unnumbered(self) -> tuple[str, ...]:
        """The path of a paragraph without a number: its place in the article, () elsewhere."""
        if not self.in_article:
            return ()
        self.texts += 1
        return (*self.prefix, f"text.{self.texts}")

    def enter(self, mark: Marker, depth: int, text: str) -> tuple[str, int]:
        """Put ``mark`` at ``depth``; the whole label that ``text`` opens with, and its depth."""
        while self.levels and self.levels[-1].depth >= depth:
            self.levels.pop()
        self.levels.append(Level(mark.style, depth, mark.value))
        return self._nested(text, mark, depth)

    def depth_of(self, mark: Marker) -> int:
        """The depth at which ``mark`` stands: 0 for a paragraph, 1 for an item, and so on."""
        levels = self.levels
        for level in levels:
            if level.style == mark.style:
                return level.depth
        if mark.style in BASE_STYLES:
            base_open = bool(levels) and levels[0].depth == 0
            return levels[-1].depth + 1 if base_open or self._is_subitem(mark) else 0
        return max(1, levels[-1].depth + 1) if levels else 1

    def settled(self, mark: Marker, after: Marker | None) -> Marker:
        """``(i)`` is a letter after ``(h)`` unless ``(ii)`` follows; else it is a Roman numeral."""
        other = as_roman(mark)
        if other is None:
            return mark
        open_letter = next((v for v in self.levels if v.style == "paren-letter"), None)
        open_roman = next((v for v in self.levels if v.style == "paren-roman"), None)
        if open_roman and open_roman.value == other.value - 1:
            return other
        goes_on = open_letter is not None and open_letter.value == mark.value - 1
        roman_next = after is not None and after.style == "paren-roman" and after.value == 2
        if goes_on and not (other.value == 1 and roman_next):
            return mark
        return other if other.value == 1 or not goes_on else mark

    def _nested(self, text: str, mark: Marker, depth: int) -> tuple[str, int]:
        """Open the level of a second number on the same line, ``(a) (i)`` or ``㈠ 1.``, which
        begins a list below the first; the whole label, and the depth reached."""
        inner = marker(text[mark.end :])
        if depth == 0 or inner is None or inner.style not in ITEM_STYLES | {"arabic-dot"}:
            return mark.printed, depth
        inner = as_roman(inner) or inner
        if inner.value != 1:
            return mark.printed, depth
        self.levels.append(Level(inner.style, depth + 1, 1))
        return text[: mark.end + inner.end].strip(), depth + 1

    def _is_subitem(self, mark: Marker) -> bool:
        """In an article whose items hang on no paragraph, ``1.`` below ``㈠`` is a subitem."""
        levels = self.levels
        return bool(levels) and self.in_article and mark.value == 1
