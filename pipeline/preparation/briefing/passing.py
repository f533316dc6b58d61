"""Passages that mention a subject in passing: late in a text that is about something else."""

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.collection import Collection
from pipeline.preparation.briefing.naming import spellings
from pipeline.preparation.briefing.subject import Form, Subject
from pipeline.records import Lang
from pipeline.text.tokenise import phrase_key

_LATE = 1 / 3
"""Share of a passage before the first mention, from which on it comes late."""
_FAR = 0.30
"""Cosine of a passage and the nearest form of the subject below which a late mention is in passing.
Both were chosen on the recommendations that name extradition and mutual legal assistance."""


def in_passing(
    collection: Collection, subject: Subject, ids: Iterable[int], lang: Lang
) -> frozenset[int]:
    """Those of the passages ``ids``, in ``lang``, that name ``subject`` late and are far from it;
    a passage in which no form stands word for word is none of them."""
    if subject.whole is None:
        return frozenset()
    store = collection.state.store
    held = store.paragraphs_by_id(ids)
    forms = [form for form in subject.forms if form.lang == lang]
    late = [key for key, p in sorted(held.items()) if _is_late(p.text, forms)]
    if not late:
        return frozenset()
    said = list(dict.fromkeys(form.words for form in subject.forms))
    nearest = collection.encoder().encode(said).vectors
    rows = np.searchsorted(store.rows[lang]["id"], np.array(late, dtype=np.int64))
    vectors = store.vectors[lang].reconstruct(rows)
    far = (vectors @ nearest.T).max(axis=1) < _FAR
    return frozenset(key for key, is_far in zip(late, far.tolist(), strict=True) if is_far)


def _is_late(text: str, forms: Sequence[Form]) -> bool:
    key = phrase_key(text)
    at = [key.find(phrase_key(words)) for form in forms for words in spellings(form)]
    first = min((place for place in at if place >= 0), default=-1)
    return first > _LATE * len(key)
