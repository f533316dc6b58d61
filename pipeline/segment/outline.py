"""Where in a document the reading is: text, annex, chapter, section, article, and the number paths
that they give. Each ``open_`` method moves there and returns the path of the line that opens it.
"""

from dataclasses import dataclass, field

from pipeline.segment.levels import Scope
from pipeline.text.numbering import Marker, Style, component


@dataclass(slots=True)
class Outline:
    """The place of the next line.

    ``base`` is the path of the text that is read, () where a document is one text; ``annex`` the
    path of the annex and appendix below it; ``chapter`` the parts and chapters, ``section`` the
    section, which join a path only where paragraphs start afresh in them. ``part`` and ``heading``
    are what every paragraph is given; ``untitled`` is the path of an annex, chapter or article
    whose title has not come yet; ``counted`` the last number of each kind of heading.
    """

    scope: Scope = field(default_factory=Scope)
    base: tuple[str, ...] = ()
    annex: tuple[str, ...] = ()
    chapter: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    part: str = ""
    heading: str = ""
    untitled: tuple[str, ...] = ()
    counted: dict[Style, int] = field(default_factory=dict)
    annexes: list[str] = field(default_factory=list)
    preambular: int = 0
    texts: int = 1
    in_preamble: bool = False
    formula_seen: bool = False
    body_open: bool = False
    is_resolution: bool = False

    @property
    def outer(self) -> tuple[str, ...]:
        """The path of the text and annex, without chapter and article."""
        return (*self.base, *self.annex)

    def open_text(self, name: str, heading: str, part: str = "") -> tuple[str, ...]:
        """One of several texts in the document: a lettered part, a resolution among others."""
        self.base, self.annex, self.annexes = (name,), (), []
        self._afresh()
        self.part, self.heading, self.is_resolution = part or name, heading, False
        return self.outer

    def open_next_text(self) -> None:
        """Another text begins without a name of its own: its articles start at 1 again."""
        self.texts += 1
        self.open_text(f"text-{self.texts}", self.heading)

    def open_annex(self, mark: Marker, heading: str) -> tuple[str, ...]:
        """An annex, or an appendix, which lies below the annex that is open."""
        is_appendix = mark.style == "appendix"
        above = tuple(a for a in self.annex[:1] if is_appendix and a.startswith("annex"))
        kind = "appendix" if is_appendix else "annex"
        name = f"{kind}.{mark.value}" if mark.value else kind
        taken = sum(a.startswith("/".join((*above, kind))) for a in self.annexes)
        if "/".join((*above, name)) in self.annexes:
            name = f"{kind}.{taken + 1}"
        self.annex = (*above, name)
        self.annexes.append("/".join(self.annex))
        self._afresh()
        self.part, self.heading = mark.printed.rstrip(":：."), heading
        self.untitled = () if heading else self.outer
        return self.outer

    def open_chapter(self, mark: Marker, heading: str) -> tuple[str, ...]:
        """A part or chapter; a chapter below a part keeps the part in its path."""
        kind = "part" if mark.style == "part" else "ch"
        above = tuple(c for c in self.chapter[:1] if kind == "ch" and c.startswith("part."))
        self.chapter, self.section = (*above, f"{kind}.{mark.value}"), ()
        self.counted.pop("upper-dot", None)
        self.counted.pop("section", None)
        if kind == "part":
            self.counted.pop("chapter", None)
        self.heading = heading or mark.printed
        if not self.annex:
            self.part = mark.printed.rstrip(".．、:：")
        self._close_article()
        self.scope.levels.clear()
        path = (*self.outer, *self.chapter)
        self.untitled = () if heading else path
        return path

    def open_section(self, mark: Marker, heading: str) -> tuple[str, ...]:
        """A section: ``A.``, or ``Section 1`` / 第一节."""
        lettered = mark.style not in {"section", "clause"}
        figure = component(1, mark.value).upper() if lettered else str(mark.value)
        self.section = (f"sec.{figure}",)
        self.heading = heading or mark.printed
        self._close_article()
        path = (*self.outer, *self.chapter, *self.section)
        self.untitled = () if heading else path
        return path

    def open_article(self, mark: Marker, heading: str) -> tuple[str, ...]:
        """An article; ``heading`` is the title on its own line, "" where it is still to come."""
        number = (*self.outer, f"art.{mark.value}{mark.suffix}")
        self.scope = Scope(number, article=mark.value, in_article=True)
        self.heading = heading or mark.printed
        self.untitled, self.in_preamble = (() if heading else number), False
        return number

    def start_afresh(self) -> None:
        """Paragraphs begin at 1 again: the chapter joins their path, or else the section too."""
        chapter = (*self.outer, *self.chapter)
        if self.scope.prefix[: len(chapter)] != chapter:
            self.scope = Scope(chapter, article=self.scope.article)
        elif self.scope.prefix != (*chapter, *self.section):
            self.scope = Scope((*chapter, *self.section), article=self.scope.article)

    def preambular_path(self) -> tuple[str, ...]:
        """The path of the next preambular paragraph."""
        self.preambular += 1
        self.scope.announce((f"pp.{self.preambular}",))
        return (*self.outer, f"pp.{self.preambular}")

    def leave_article(self) -> None:
        """What follows belongs to no article: a chapter, the signatures."""
        self._close_article()
        self.untitled = ()

    def _close_article(self) -> None:
        """A chapter heading ends an article, but articles are counted on across chapters."""
        self.in_preamble = False
        if self.scope.in_article:
            self.scope = Scope(self.outer, article=self.scope.article)

    def _afresh(self) -> None:
        self.scope = Scope(self.outer)
        self.chapter, self.section, self.counted, self.untitled = (), (), {}, ()
        self.preambular = 0
        self.body_open = self.in_preamble = self.formula_seen = False
