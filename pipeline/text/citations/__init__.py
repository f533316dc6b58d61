"""What a text cites: provisions of treaties and laws, resolutions, decisions, document symbols.

The keys are the same in both languages. By the words alone: ``citations``; with the document
around them: ``document_citations``, or ``resolve`` for a single text.

Chinese: 《公约》第十八条第十三款, 第 2 条(b)项, 第十五条至第二十二条, 本条第一款或第二款, 大会第
55/25 号决议附件一. English: article 18, paragraph 13, of the Convention; articles 16, 18 and 21;
paragraph 5 of article 32; resolutions 46/152, 55/25 and 55/255. Ranges and lists give one citation
for each member.
"""

from pipeline.records import Citation, Lang
from pipeline.text.citations.chinese import chinese
from pipeline.text.citations.documents import (
    CitedText,
    document_citations,
    headings_cited,
    read_citations,
    treaty_of,
)
from pipeline.text.citations.english import english
from pipeline.text.citations.folding import even
from pipeline.text.citations.references import provisions, references
from pipeline.text.citations.resolving import Context, resolve
from pipeline.text.citations.symbols import symbols

__all__ = [
    "CitedText",
    "Context",
    "citations",
    "document_citations",
    "headings_cited",
    "provisions",
    "read_citations",
    "references",
    "resolve",
    "treaty_of",
]


def citations(text: str, lang: Lang) -> tuple[Citation, ...]:
    """Everything that the words of ``text`` cite, in order; () where nothing is.

    Nothing is read from outside the text, and nothing from earlier sentences: where the words at
    the place do not tell the instrument it is ``?``.
    """
    evened = even(text)
    found = chinese(evened) if lang == "zh" else english(evened)
    return tuple(sorted([*found, *symbols(evened, lang)], key=lambda c: (c.start, c.end)))
