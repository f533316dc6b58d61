"""How many alerts the check of terms gives on texts held, and a sample of them to judge."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cite import citation
from pipeline.collection import Collection
from pipeline.preparation import Preparation
from pipeline.records.terms import TermAlert

_AROUND = 40
"""Characters shown on either side of a form."""


@dataclass(frozen=True, slots=True)
class Alerted:
    """The alerts on the texts of a body and session, held in both languages."""

    documents: int
    paragraphs: int
    alerts: tuple[TermAlert, ...]

    @property
    def per_hundred(self) -> float:
        """Alerts per 100 paragraphs."""
        return 100 * len(self.alerts) / max(1, self.paragraphs)

    def kinds(self) -> Counter[tuple[str, str]]:
        """How many there are of each kind and language."""
        return Counter((alert.kind, alert.form.lang) for alert in self.alerts)


def alerted(held: Collection, body: str, session: str) -> Alerted:
    """The alerts on every text of ``body`` and ``session`` that is held in both languages."""
    documents = {
        lang: {
            h.symbol: h.paragraphs
            for h in held.documents()
            if (h.lang, h.body, h.session) == (lang, body, session)
        }
        for lang in ("zh", "en")
    }
    symbols = [symbol for symbol in documents["zh"] if symbol in documents["en"]]
    preparation = Preparation(held)
    found = [alert for symbol in symbols for alert in preparation.check(symbol)]
    paragraphs = sum(documents[lang][symbol] for lang in documents for symbol in symbols)
    return Alerted(len(symbols), paragraphs, tuple(found))


def drawn(alerts: Sequence[TermAlert], number: int, seed: int) -> list[str]:
    """Lines to judge: ``number`` of ``alerts`` at random, each with its words in their place."""
    chosen = random.Random(seed).sample(list(alerts), min(number, len(alerts)))
    return list(map(_line, chosen))


def _line(alert: TermAlert) -> str:
    paragraph = alert.passage.paragraph
    before = paragraph.text[max(0, alert.start - _AROUND) : alert.start]
    form = paragraph.text[alert.start : alert.end]
    after = paragraph.text[alert.end : alert.end + _AROUND]
    other = alert.counterpart[0].text[: 3 * _AROUND] if alert.counterpart else ""
    preferred = " / ".join(form.form for form in alert.preferred[:3])
    where = citation(paragraph, paragraph.lang)
    said = f"{alert.kind} | {form} > {preferred} | {', '.join(alert.evidence)} | {where}"
    return " ".join(f"{said} | {before}[{form}]{after} | {other}".split())
