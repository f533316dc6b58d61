"""What a finding is called, so that a person's dismissal of it finds it again."""

import hashlib
from collections.abc import Sequence

from pipeline.records import Paragraph

_LENGTH = 16


def finding_id(
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
    rule: str,
    zh_quotes: Sequence[str],
    en_quotes: Sequence[str],
) -> str:
    """Sixteen hexadecimal digits, a hash of symbol, number path, rule and quotations.

    Nothing in it depends on ordinals, offsets, vectors or the order of ingestion, so that it
    survives a rebuilt index; it changes with the words quoted, since another wording was not what
    the person dismissed. Symbol and number are those of the first English paragraph, or of the
    first Chinese one where there is no English. White space in quotations does not count.
    """
    first = (*en, *zh)[0]
    fields = [first.symbol, "/".join(first.number), rule]
    for quotes in (zh_quotes, en_quotes):
        fields.append("\x1f".join("".join(q.split()) for q in quotes))
    return hashlib.sha256("\x1e".join(fields).encode()).hexdigest()[:_LENGTH]
