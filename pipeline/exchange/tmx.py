"""TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 26 April 2005).

One ``tu`` a bead, with a ``tuv`` for each side that has words. What the format has no element for
stands in ``prop`` elements, whose types begin with ``x-`` as the specification asks.
"""

from collections.abc import Iterable, Sequence

from lxml import etree

from pipeline import __version__
from pipeline.errors import InputError, Unreadable
from pipeline.exchange.harmless import referred, xml_text
from pipeline.exchange.languages import lang_of
from pipeline.exchange.tracing import MADE_BY
from pipeline.exchange.units import Unit, traces_of_units
from pipeline.records import Lang
from pipeline.records.trace import Trace

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
_BETWEEN = "\n"
"""Between the paragraphs of one side."""


def to_tmx(units: Iterable[Unit]) -> bytes:
    """``units`` as a TMX file; the same units give the same bytes."""
    held, root = list(units), etree.Element("tmx", version="1.4")
    header = etree.SubElement(
        root,
        "header",
        {
            "creationtool": "tongwen",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "tongwen",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    _add_sources(header, traces_of_units(held))
    body = etree.SubElement(root, "body")
    for number, unit in enumerate(held, 1):
        _add(body, number, unit)
    written = etree.tostring(
        root.getroottree(),
        xml_declaration=True,
        encoding="UTF-8",
        pretty_print=True,
        doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    )
    return referred(written)


def _add(body: etree._Element, number: int, unit: Unit) -> None:
    sides: tuple[tuple[Lang, tuple[str, ...], str, tuple[Trace, ...]], ...] = (
        ("zh", unit.zh, unit.zh_place, unit.zh_traces),
        ("en", unit.en, unit.en_place, unit.en_traces),
    )
    if not unit.zh and not unit.en:
        return
    tu = etree.SubElement(body, "tu", tuid=str(number))
    for note in unit.notes:
        etree.SubElement(tu, "note").text = xml_text(note)
    _prop(tu, "x-why", unit.why)
    if unit.confidence is not None:
        _prop(tu, "x-confidence", f"{unit.confidence:.3f}")
    for lang, texts, place, traces in sides:
        if not texts:
            continue
        tuv = etree.SubElement(tu, "tuv", {_XML_LANG: _CODES[lang]})
        _prop(tuv, "x-citation", place)
        _prop(tuv, "x-offsets", " ".join(f"{t.start}-{t.end}" for t in traces))
        etree.SubElement(tuv, "seg").text = xml_text(_BETWEEN.join(texts))


def _add_sources(header: etree._Element, traces: Sequence[Trace]) -> None:
    """What the whole file rests on: the files of both sides by hash, encoder, rules, program."""
    for lang in _CODES:
        files = dict.fromkeys((t.file, t.sha256) for t in traces if t.lang == lang)
        for name, sha256 in files:
            _prop(header, f"x-file-{lang}", name)
            _prop(header, f"x-sha256-{lang}", sha256)
    for field in MADE_BY:
        for value in dict.fromkeys(getattr(trace, field) for trace in traces):
            _prop(header, f"x-{field}", value)


def _prop(parent: etree._Element, kind: str, value: str) -> None:
    if value:
        etree.SubElement(parent, "prop", type=kind).text = xml_text(value)


def from_tmx(name: str, content: bytes) -> tuple[Unit, ...]:
    """The units of the TMX file ``name``, in order; words inside inline elements count as words.

    Raises Unreadable for broken XML or another root, and InputError for a file without Chinese or
    without English.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, f"broken XML ({error.msg})") from None
    if root.tag != "tmx":
        raise Unreadable(name, f"XML with the root <{root.tag}>; <tmx> is read")
    if b"<!ENTITY" in content:
        raise Unreadable(name, "declares entities, which no translation memory needs")
    units = tuple(_unit(tu) for tu in root.iter("tu"))
    _check(name, root, units)
    return tuple(u for u in units if u.zh or u.en)


def _unit(tu: etree._Element) -> Unit:
    texts: dict[Lang, list[str]] = {"zh": [], "en": []}
    for tuv in tu.iter("tuv"):
        side = _side(tuv)
        seg = tuv.find("seg")
        if side and seg is not None:
            words = "".join(str(piece) for piece in seg.itertext())
            texts[side] += [line for line in words.split(_BETWEEN) if line.strip()]
    return Unit(tuple(texts["zh"]), tuple(texts["en"]))


def _side(tuv: etree._Element) -> Lang | None:
    return lang_of(tuv.get(_XML_LANG) or tuv.get("lang") or "")


def _check(name: str, root: etree._Element, units: Sequence[Unit]) -> None:
    if any(u.zh for u in units) and any(u.en for u in units):
        return
    codes = {t.get(_XML_LANG) or t.get("lang") or "?" for t in root.iter("tuv")}
    held = ", ".join(sorted(codes)) or "no units"
    raise InputError(name, f"Chinese and English are wanted; it holds {held}")
