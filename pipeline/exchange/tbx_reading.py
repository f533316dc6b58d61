"""TBX files read back, and those of other programs as far as they hold Chinese and English.

Three families are known: TBX of 2019 (``tbx``, ``conceptEntry``, ``langSec``, ``termSec``), its
data categories as attributes (DCA) or as elements (DCT); TBX of 2008 (``martif``, ``termEntry``,
``langSet``, ``tig`` or ``ntig``); and the export of MultiTerm (``mtf``, ``conceptGrp``,
``languageGrp``, ``termGrp``).
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from pipeline.errors import InputError, Unreadable
from pipeline.exchange.languages import lang_of
from pipeline.exchange.tbx import OWN
from pipeline.exchange.term_rows import TermRow, concepts, new_code
from pipeline.exchange.term_table import plain
from pipeline.records.terms import Term

_ROOTS = ("tbx", "martif", "mtf")
_ENTRIES = ("conceptEntry", "termEntry", "conceptGrp")
_SECTIONS = ("langSec", "langSet", "languageGrp")
_HOLDERS = ("termSec", "tig", "ntig", "termGrp")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARED = (b"<!ENTITY", b"<!ELEMENT", b"<!ATTLIST", b"<!NOTATION")
_OWN = re.compile(rf"{OWN}(code|use|first|last): (.*)", re.S)
_PREFERRED = "preferred"


def from_tbx(name: str, content: bytes) -> tuple[Term, ...]:
    """The concepts of the TBX file ``name``, in order; the forms of each by language.

    An entry of another program gets its code from its first English form, else its Chinese one, its
    source from the file where it names none, and its preferred forms first. Other languages are
    passed over, and with them entries of no other. Raises Unreadable for broken XML, another root
    or declarations of its own, and InputError for a file without either language and for all that
    ``concepts`` refuses, with the line.
    """
    root = _root(name, content)
    entries = [e for e in root.iter() if isinstance(e.tag, str) and _local(e) in _ENTRIES]
    taken: set[str] = set()
    rows = [row for entry in entries for row in _entry(name, entry, taken)]
    if not rows:
        tags = {_tag_of(s) or "?" for s in root.iter() if _local(s) in _SECTIONS}
        held = ", ".join(sorted(tags)) or "no entries"
        raise InputError(name, f"Chinese or English terms are wanted; it holds {held}")
    return concepts(name, rows)


def _root(name: str, content: bytes) -> etree._Element:
    # In UTF-16 a null stands beside every letter of a declaration.
    declared = [word for word in _DECLARED if word in content.replace(b"\0", b"")]
    if declared:
        words = declared[0].decode()
        raise Unreadable(name, f"holds a declaration ({words}), which no table of terms needs")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, f"line {error.lineno}: broken XML ({error.msg})") from None
    for entity in root.iter(etree.Entity):
        where = _line(entity.getparent())
        raise Unreadable(name, f"line {where}: {entity.text} stands for words that are not there")
    if _local(root) not in _ROOTS:
        read = ", ".join(f"<{known}>" for known in _ROOTS)
        raise Unreadable(name, f"XML with the root <{_local(root)}>; {read} are read")
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _line(element: etree._Element | None) -> int:
    line = None if element is None else element.sourceline
    return line if isinstance(line, int) else 0


def _within(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (e for e in element.iter() if _local(e) in names)


def _tag_of(section: etree._Element) -> str:
    """How a section says which language it is in."""
    tag = section.get(_LANG) or section.get("lang") or ""
    for language in _within(section, "language"):
        tag = tag or language.get("lang") or language.get("type") or ""
    return tag


def _entry(name: str, entry: etree._Element, taken: set[str]) -> list[TermRow]:
    """The forms of one entry in the two languages; ``taken`` are the codes given so far."""
    own = _own_notes(entry, below=False)
    forms = []
    for section in _within(entry, *_SECTIONS):
        lang = lang_of(_tag_of(section))
        if lang is not None:
            forms += [
                row
                for term in _within(section, "term")
                if (row := _form(term, section, lang)) is not None
            ]
    rows = [row for row, _ in forms]
    code = own.get("code", "")
    if not code and rows:
        rows = [row for row, _ in sorted(forms, key=lambda form: not form[1])]
        code = new_code(next((row.form for row in rows if row.lang == "en"), rows[0].form), taken)
    taken.add(code)
    source = "" if "code" in own else PurePath(name).name
    return [
        TermRow(
            row.line,
            code,
            *(row.lang, row.form, row.use, row.bodies, row.first, row.last),
            row.source or source,
        )
        for row in rows
    ]


def _form(term: etree._Element, section: etree._Element, lang: str) -> tuple[TermRow, bool] | None:
    """A form, its code left open, and whether it is preferred; None for one without words."""
    words = plain("".join(str(piece) for piece in term.itertext()))
    if not words:
        return None
    holder = next((e for e in term.iterancestors() if _local(e) in _HOLDERS), section)
    outer = holder.getparent()
    if outer is not None and _local(outer) == "ntig":  # whose termGrp has the word alone
        holder = outer
    own = _own_notes(holder, below=True)
    told = [(e.get("type") or _local(e), _words(e)) for e in holder.iterdescendants()]
    status = next((value for kind, value in told if kind == "administrativeStatus"), "")
    row = TermRow(
        _line(term),
        "",
        lang,
        words,
        own.get("use", ""),
        ";".join(value for kind, value in told if kind == "customerSubset"),
        own.get("first", ""),
        own.get("last", ""),
        next((value for kind, value in told if kind == "source"), ""),
    )
    return row, status.startswith(_PREFERRED)


def _words(element: etree._Element) -> str:
    return plain("".join(str(piece) for piece in element.itertext()))


def _own_notes(holder: etree._Element, *, below: bool) -> dict[str, str]:
    """What the notes of this program say in ``holder``, or in what it holds."""
    notes = _within(holder, "note") if below else (e for e in holder if _local(e) == "note")
    found = (_OWN.fullmatch(_words(note)) for note in notes)
    return {one[1]: one[2] for one in found if one}
