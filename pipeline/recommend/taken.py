"""Which paragraphs recommend or conclude, by their place in the document.

Taken in are the lettered items below a chapeau that announces recommendations or conclusions
("The Working Group agreed on the following recommendations:", 提出了下列建议：) or, without one, in
a chapter or annex so headed; the paragraphs of such a chapter that ask for something; every
operative paragraph of a resolution with its items; and the lettered items of a decision, which has
them in place of operative paragraphs.
"""

import re
from dataclasses import dataclass

from pipeline.recommend.directives import directives
from pipeline.records import Lang, Paragraph
from pipeline.text.normalise import without_note_marks
from pipeline.text.passage import wording

_ANNOUNCES = {
    "zh": re.compile(r"建议|结论"),
    "en": re.compile(r"\brecommend|\bconclusion", re.I),
}
_FOLLOWING = {
    "zh": re.compile(r"下列|以下|如下"),
    "en": re.compile(r"\bfollow(?:ing|s)\b|\bbelow\b", re.I),
}


@dataclass(slots=True)
class Place:
    """Where in a document the reading is: the number of the chapter, annex or article, what it is
    headed, and the chapeau that the items hang on."""

    scope: tuple[str, ...] = ()
    titles: str = ""
    chapeau: Paragraph | None = None
    in_decision: bool = False

    def move(self, paragraph: Paragraph) -> None:
        """Take note of ``paragraph``."""
        if paragraph.role in {"annex", "chapter", "article"}:
            self.scope, self.titles, self.chapeau = paragraph.number, paragraph.text, None
        elif paragraph.role == "heading" and paragraph.number[-1:] == ("title",):
            self.titles += f" {paragraph.text}"
        elif _is_chapeau(paragraph):
            self.chapeau = paragraph
        elif paragraph.role in {"paragraph", "operative", "text"} and paragraph.number:
            self.chapeau = None

    def takes(self, paragraph: Paragraph) -> bool:
        """Whether ``paragraph``, the one last noted, recommends or concludes."""
        if any(part.startswith("art.") for part in (*self.scope, *paragraph.number)):
            return False
        if paragraph.role == "operative":
            return True
        chapeau, lang = self.chapeau, paragraph.lang
        if paragraph.role == "item":
            if self.in_decision and not self.scope:
                return True
            if chapeau is None:
                return _announces(self.titles, lang)
            return chapeau.role == "operative" or _announces(chapeau.text, lang)
        if paragraph.role != "paragraph" or paragraph is chapeau:
            return False
        return _announces(paragraph.heading, lang) and bool(directives(wording(paragraph), lang))


def _is_chapeau(paragraph: Paragraph) -> bool:
    if paragraph.role not in {"paragraph", "operative", "text"}:
        return False
    text, lang = without_note_marks(paragraph.text).rstrip(), paragraph.lang
    return text.endswith((":", "：")) or (
        _announces(text, lang) and bool(_FOLLOWING[lang].search(text))
    )


def _announces(text: str, lang: Lang) -> bool:
    return bool(_ANNOUNCES[lang].search(text))
