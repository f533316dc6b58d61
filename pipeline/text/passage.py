"""What of a paragraph are its words, without the apparatus around them."""

from pipeline.records import Paragraph
from pipeline.text.normalise import without_note_marks


def wording(paragraph: Paragraph) -> str:
    """The paragraph's text without its printed number and without marks that call footnotes, white
    space folded; "" for a line that is nothing but a number (``Article 18``).

    The number stands in ``Paragraph.number``; in a vector it would only draw together paragraphs
    that happen to stand at the same place. The built-in model was trained on texts without it.
    """
    text = paragraph.text
    if paragraph.label and text.startswith(paragraph.label):
        text = text[len(paragraph.label) :].lstrip(" .．、:：\t\u3000")
    return " ".join(without_note_marks(text).split())
