"""TBX-Basic, the exchange format of term bases (ISO 30042:2019), in the style DCA.

One ``conceptEntry`` a concept, one ``termSec`` a form. The format has an element for the source and
for a group of users, here the bodies. What it has no element for stands in notes that begin with
``tongwen``: the code of a concept, what a form is good for, between which years it was seen.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from lxml import etree

from pipeline import __version__
from pipeline.errors import TongwenError
from pipeline.exchange.harmless import is_printable, referred
from pipeline.records.terms import Term, TermForm

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
OWN = "tongwen "
"""What the notes begin with that are of this program."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def to_tbx(terms: Sequence[Term]) -> bytes:
    """``terms`` as a TBX file; the same terms give the same bytes.

    Raises TongwenError for no terms, of which the format has no file, for a concept without forms,
    and for a sign that XML cannot hold.
    """
    if not terms:
        raise TongwenError("no terms to write: TBX has no empty table")
    root = etree.XML(f'<tbx xmlns="{NAMESPACE}" type="TBX-Basic" style="dca" xml:lang="en"/>')
    described = etree.SubElement(etree.SubElement(root, _tag("tbxHeader")), _tag("fileDesc"))
    origin = etree.SubElement(described, _tag("sourceDesc"))
    etree.SubElement(origin, _tag("p")).text = f"tongwen {__version__}"
    body = etree.SubElement(etree.SubElement(root, _tag("text")), _tag("body"))
    for number, term in enumerate(terms, 1):
        _add(body, number, term)
    written = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return referred(written)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(body: etree._Element, number: int, term: Term) -> None:
    if not term.forms:
        raise TongwenError(f"{term.code}: a concept without forms cannot be written as TBX")
    entry = etree.SubElement(body, _tag("conceptEntry"), id=f"c{number}")
    _note(entry, "code", term.code, term.code)
    # One section a language: a concept whose forms alternate has them by language in the file.
    langs = dict.fromkeys(form.lang for form in term.forms)
    by_language = sorted(term.forms, key=lambda form: list(langs).index(form.lang))
    for lang, forms in groupby(by_language, key=lambda form: form.lang):
        section = etree.SubElement(entry, _tag("langSec"), {_LANG: lang})
        for place, form in enumerate(forms):
            _add_form(section, form, is_first=place == 0)


def _add_form(section: etree._Element, form: TermForm, *, is_first: bool) -> None:
    holder = etree.SubElement(section, _tag("termSec"))
    etree.SubElement(holder, _tag("term")).text = _checked(form.form, form.code)
    status = etree.SubElement(holder, _tag("termNote"), type="administrativeStatus")
    status.text = f"{_status(form, is_first)}-admn-sts"
    for body in form.bodies:
        _admin(holder, "customerSubset", body, form.code)
    _admin(holder, "source", form.source, form.code)
    _note(holder, "use", form.use, form.code)
    _note(holder, "first", form.first, form.code)
    _note(holder, "last", form.last, form.code)


def _status(form: TermForm, is_first: bool) -> str:
    if form.use == "never":
        return "deprecatedTerm"
    return "preferredTerm" if is_first else "admittedTerm"


def _admin(holder: etree._Element, kind: str, words: str, code: str) -> None:
    if words:
        etree.SubElement(holder, _tag("admin"), type=kind).text = _checked(words, code)


def _note(holder: etree._Element, name: str, words: str, code: str) -> None:
    if words:
        etree.SubElement(holder, _tag("note")).text = f"{OWN}{name}: {_checked(words, code)}"


def _checked(words: str, code: str) -> str:
    if wrong := _unprintable(words):
        raise TongwenError(f"{code!a}: {words!a} holds {wrong}, which XML cannot hold")
    return words


def _unprintable(words: Iterable[str]) -> str:
    return next((f"U+{ord(sign):04X}" for sign in words if not is_printable(sign)), "")
