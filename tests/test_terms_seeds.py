"""Terms of the reference texts, counted after their lines were rejoined, against hand counts."""

from collections import Counter
from collections.abc import Mapping

import pytest

from pipeline.readers import read_bytes
from pipeline.records import Given
from pipeline.records.terms import TermForm
from pipeline.segment import segment
from pipeline.terms.forms import Matcher
from shared import shared

pytestmark = pytest.mark.shared

COUNTED: Mapping[str, Mapping[str, int]] = {
    "wg-international-cooperation-2012-report": {"中心当局": 5, "中央机关": 0},
    "wg-international-cooperation-2017-draft-report": {"中心当局": 0, "中央机关": 12},
    "cop-resolution-11-1": {
        "中央机关": 3,
        "打击跨国组织犯罪公约": 10,
        "打击跨国有组织犯罪公约": 6,
        "中心当局": 0,
    },
}


@pytest.mark.parametrize("name", COUNTED)
def test_forms_are_counted_as_by_hand(name: str) -> None:
    path = shared(f"texts/seeds/{name}.zh.txt")
    forms = [TermForm(f, "zh", f, "variant", (), "", "", "") for f in COUNTED[name]]
    matcher = Matcher(forms, "zh")
    paragraphs = segment(read_bytes(path.name, path.read_bytes(), Given()))
    counts = Counter(m.form.form for p in paragraphs for m in matcher.mentions(p.text))
    assert {form: counts[form] for form in COUNTED[name]} == dict(COUNTED[name])
