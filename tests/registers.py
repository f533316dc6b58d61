"""Small registers for the tests of lineage: invented resolutions on lighthouses, and the sample."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from build import paragraph
from pipeline.encode import load_encoder
from pipeline.lineage import Lineage, lineage
from pipeline.readers import read_bytes, walk
from pipeline.recommend import recommendations
from pipeline.recommend.due import due_of
from pipeline.recommend.duties import duty_of
from pipeline.records import Document, Heading, Lang, Paragraph, Recommendation, Refusal
from pipeline.records.lineage import Entry
from pipeline.segment import segment
from pipeline.text.passage import wording

SAMPLE = Path(__file__).resolve().parent.parent / "corpora" / "sample"


def entries_of(document: Document, paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """The register of one document."""
    heading = Heading.of(document, len(paragraphs))
    return [Entry(heading, r) for r in recommendations(document, paragraphs)]


def asked(
    session: str,
    text: str,
    strength: str = "encourages",
    *,
    addressees: Sequence[str] = ("states",),
    title: str = "Lighthouses",
    number: int = 1,
    lang: Lang = "en",
    date: str = "",
) -> Entry:
    """A recommendation of the resolution of ``session`` on ``title``."""
    symbol = f"X/RES/{session}/{sum(map(ord, title))}"
    made = paragraph(text, lang, (str(number),), "operative", f"{number}.", number, symbol)
    heading = Heading(
        symbol, lang, title, "X", session, date or f"20{session}-12-01", "adopted", "p", "s", 9,
        kind="resolution",
    )  # fmt: skip
    verb = text.split()[1].lower() if lang == "en" else text[3:5]
    return Entry(
        heading,
        Recommendation(
            made,
            "recommendation",
            tuple(addressees),
            strength,
            verb,
            (),
            (),
            (),
            (),
            duty=duty_of([text], lang)[0],
            due=due_of(text, lang, session, heading.date).when,
        ),
    )


def encoded(entries: Sequence[Entry]) -> NDArray[np.float32]:
    """A row for each entry by the built-in encoder."""
    said = [wording(e.recommendation.paragraph) for e in entries]
    return load_encoder().encode(said).vectors


def found(*entries: Entry) -> Lineage:
    """The lineage of ``entries``."""
    return lineage(entries, encoded(entries))


def sample(lang: Lang) -> list[Entry]:
    """The register of the sample corpus in one language."""
    out = []
    for file in walk([SAMPLE]):
        if isinstance(file, Refusal):
            continue
        document = read_bytes(file.name, file.content, file.given)
        if document.lang == lang:
            out += entries_of(document, segment(document))
    return out
