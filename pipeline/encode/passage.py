"""What of a paragraph is encoded: its words, without the apparatus around them."""

from pipeline.records import Paragraph
from pipeline.text.normalise import without_note_marks


def words(paragraph: Paragraph) -> str:
    """The paragraph's text without its printed number and without marks that call footnotes.

    The number stands in ``Paragraph.number``; in a vector it would only draw together paragraphs
    that happen to stand at the same place. The built-in model was trained on texts without it.
    """
    text = paragraph.text
    if paragraph.label and text.startswith(paragraph.label):
        text = text[len(paragraph.label) :]
    return " ".join(without_note_marks(text).split())
