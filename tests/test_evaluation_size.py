import random
from pathlib import Path

from lxml import etree

from evaluation.memory import own_memory
from evaluation.search.size_texts import varied, write_varied

MARKUP = """<akomaNtoso><statement name="resolution">
<preface><p><docNumber refersTo="#symbol">A/RES/79/999</docNumber></p>
<p>A long line of the cover page that nobody is to change here</p></preface>
<preamble><p>Recalling its earlier work on the matter, and noting the reports of the Secretary-General,</p></preamble>
<mainBody><p>1. <span>Urges</span> all Member States to send what they know of the matter, before the next session;</p>
<p>请所有会员国在下届会议之前，将其所知道的情况通报秘书长，并请秘书长向大会提出报告；</p></mainBody>
</statement></akomaNtoso>"""  # fmt: skip


def test_a_varied_file_has_another_symbol_and_other_words() -> None:
    told = varied(MARKUP, 2, random.Random(3))
    assert "A/V2/RES/79/999" in told
    assert "A long line of the cover page that nobody is to change here" in told
    before, after = (etree.fromstring(m) for m in (MARKUP, told))
    assert [e.tag for e in before.iter()] == [e.tag for e in after.iter()]
    pairs = zip(before.itertext(), after.itertext(), strict=True)
    changed = [one for one, other in pairs if one != other]
    assert any("Recalling" in text for text in changed)
    assert any("会员国" in text for text in changed)
    assert varied(MARKUP, 2, random.Random(3)) == told


def test_copies_are_written_and_are_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(MARKUP, encoding="utf-8")
    (tmp_path / "in" / "b.xml").write_text("<akomaNtoso/>", encoding="utf-8")
    for out in ("1", "2"):
        assert write_varied([tmp_path / "in"], tmp_path / out, 2) == 2
    first, second = (sorted((tmp_path / out).rglob("*.xml")) for out in ("1", "2"))
    assert [p.parent.name for p in first] == ["01", "02"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first[0].read_bytes() != first[1].read_bytes()


def test_memory_is_told_where_the_system_tells_it() -> None:
    assert own_memory() == 0 or 1 < own_memory() <= own_memory("VmHWM")
