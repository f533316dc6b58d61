"""What AKN4UN mark-up says of a document: symbol, language, title, session, date, subjects.

AKN4UN is the United Nations profile of Akoma Ntoso (OASIS LegalDocML 1.0): identification follows
FRBR, so the date of adoption belongs to the work, the language to the expression.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import InputError
from pipeline.readers.akn_text import flat, local_name, symbol_with_letters
from pipeline.readers.masthead_dates import meeting_place
from pipeline.readers.masthead_kind import distribution_of, edition_line, kind_of, original_of
from pipeline.records import Keyword, Lang
from pipeline.text.normalise import detect_lang
from pipeline.text.symbols import body_and_session, edition_of

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_LANGUAGES: dict[str, Lang] = {"eng": "en", "en": "en", "zho": "zh", "chi": "zh", "zh": "zh"}
_SERIES = {"unsc": "S", "unga": "A", "unecosoc": "E", "unga-hrc": "A/HRC"}
_KINDS = {"resolution": "RES", "decision": "DEC"}
_UNKNOWN_DATE = "0001-01-01"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_LETTERS = r"([A-Z])(?:\s*(?:-|–|and|和|、)\s*([A-Z]))?"
_PRINTED_NUMBER = re.compile(rf"((?:ES-|S-)?\d+/\d+)\s*(?:{_LETTERS})?\.?$")
_URI_NUMBER = re.compile(r"((?:ES-|S-)?\d+)-(\d+)([A-Z])?/?$")
_NAME_LETTERS = re.compile(r"\d[_ ]\d+ ?([A-Z])(?:-| and )?([A-Z])?(?=[_-][^/]*$)")
_SPECIAL_SESSION = re.compile(r"/((?:ES|S)-)(\d+)/")
_FIELD = re.compile(r"\s+(?=(?:Distr\.|Original\s*:))")
_UNBIS = re.compile(r"metadata\.un\.org/thesaurus/(\w+)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """As the fields of ``Document`` of the same names."""

    symbol: str
    lang: Lang
    title: str
    body: str
    session: str
    date: str
    status: str
    agenda: str
    edition: str
    kind: str
    distribution: str
    original: str
    place: str
    keywords: tuple[Keyword, ...]


def read_metadata(name: str, root: etree._Element) -> Metadata:
    """Metadata of the whole file, which may hold several texts under one symbol.

    Raises ``InputError`` for a language other than Chinese and English.
    """
    symbol = _symbol(name, root)
    special = _SPECIAL_SESSION.search(symbol)
    stem = re.sub(r" [A-Z](?:-[A-Z])?$", "", symbol)
    body, session = body_and_session(_SPECIAL_SESSION.sub(r"/\2/", stem))
    if special:
        session = special.group(1) + special.group(2)
    cover = [
        text
        for e in root.iter(AKN + "coverPage")
        for p in e.iter(AKN + "p")
        for text in _FIELD.split(flat(p).text)
    ]
    return Metadata(
        symbol=symbol,
        lang=_lang(name, root),
        title=_title(root),
        body=body,
        session=session or _first(root, "session", "value"),
        date=_date(root),
        status=_status(root),
        agenda=_inline(root, "agenda item"),
        edition=edition_of(symbol) or _said(edition_line, cover),
        kind=kind_of(symbol, [*_statement(root), *cover]),
        distribution=_said(distribution_of, cover),
        original=_said(original_of, cover),
        place=_said(meeting_place, cover),
        keywords=_keywords(root),
    )


def _said(field: Callable[[str], str], cover: Sequence[str]) -> str:
    return next((value for text in cover if (value := field(text))), "")


def _statement(root: etree._Element) -> list[str]:
    """What the mark-up names the text: ``resolution``, ``draftResolution`` as ``draft resolution``;
    a collection holds resolutions."""
    names = [e.get("name") or "" for e in root if local_name(e) == "statement"]
    return [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() for name in names]


def _first(root: etree._Element, tag: str, attribute: str) -> str:
    return next((v for e in root.iter(AKN + tag) if (v := e.get(attribute))), "")


def _inline(root: etree._Element, name: str) -> str:
    found = (e for e in root.iter(AKN + "inline") if e.get("name") == name)
    return next((flat(e).text for e in found), "")


def _symbol(name: str, root: etree._Element) -> str:
    """The symbol of the cover page, checked against the number in the title and in the URI.

    Where those two agree with each other and not with the cover page, they win. Letters that the
    cover page leaves out (79/259 A-C) are taken from the title, the file's name, the URI or the
    parts, in this order, so that both language versions of a text come out alike.
    """
    numbers = [flat(e).text for e in root.iter(AKN + "docNumber")]
    marked = (e for e in root.iter(AKN + "docNumber") if e.get("refersTo") == "#symbol")
    cover = symbol_with_letters(next((flat(e).text for e in marked), ""))
    stem, _, letters = cover.partition(" ") if "(" not in cover else (cover, "", "")
    uri = _URI_NUMBER.search(_first(root, "FRBRuri", "value"))
    printed = next((m for n in numbers if (m := _PRINTED_NUMBER.match(n))), None)
    if not stem and uri:
        return _symbol_of_uri(root, uri)
    if printed and uri and printed.group(1) == f"{uri.group(1)}/{uri.group(2)}":
        stem = re.sub(r"(?:ES-|S-)?\d+/\d+$", printed.group(1), stem)
    parts = [n for n in numbers if re.fullmatch("[A-Z]", n)]
    named = _NAME_LETTERS.search(name)
    sources = (
        letters,
        _range(printed.group(2), printed.group(3)) if printed else "",
        _range(named.group(1), named.group(2)) if named else "",
        (uri.group(3) or "") if uri else "",
        _range(parts[0], parts[-1]) if parts else "",
    )
    return f"{stem} {next(filter(None, sources), '')}".strip()


def _range(first: str | None, last: str | None) -> str:
    return f"{first}-{last}" if first and last and first != last else first or ""


def _symbol_of_uri(root: etree._Element, uri: re.Match[str]) -> str:
    """``unsc/2020-02-25/2511-2020`` of a resolution is S/RES/2511 (2020)."""
    parts = _first(root, "FRBRuri", "value").strip("/").split("/")
    series = _SERIES.get(parts[-3] if len(parts) > 2 else "", "")
    kind = _KINDS.get(_first(root, "statement", "name"), "")
    if not series or not kind:
        return ""
    if series == "S":
        return f"S/RES/{uri.group(1)} ({uri.group(2)})"
    return f"{series}/{kind}/{uri.group(1)}/{uri.group(2)} {uri.group(3) or ''}".strip()


def _lang(name: str, root: etree._Element) -> Lang:
    code = _first(root, "FRBRlanguage", "language").lower()
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    sample = " ".join(flat(e).text for e in root.iter(AKN + "preface", AKN + "preamble"))
    if detect_lang(sample) == "zh" or not code:
        return detect_lang(sample)
    raise InputError(name, f"in another language ({code}); Chinese and English texts are read")


def _title(root: etree._Element) -> str:
    """The title under the cover page; where none stands there, the last one of the cover page
    that is no note on the adoption, as in Security Council resolutions."""
    for place in ("preface", "coverPage"):
        for holder in root.iter(AKN + place):
            titles = [e for e in holder.iter(AKN + "docTitle") if e.get("refersTo") != "#adoption"]
            texts = [t for e in titles if (t := flat(e).text)]
            if texts:
                return " ".join(texts)
            break
    return ""


def _date(root: etree._Element) -> str:
    """When the text was adopted, else when it was published."""
    dates = list(root.iter(AKN + "FRBRdate"))
    steps = [e for e in root.iter(AKN + "step") if e.get("outcome") == "adopted"]
    candidates = [
        *(e.get("date") for e in dates if e.get("name") == "adoption"),
        *(e.get("date") for e in steps),
        *(
            e.get("date")
            for e in root.iter(AKN + "docDate")
            if e.get("refersTo") == "#adoptionDate"
        ),
        *(e.get("date") for e in dates if e.get("name") == "publication"),
    ]
    known = (c.strip() for c in candidates if c and c.strip() != _UNKNOWN_DATE)
    return next((c for c in known if _DATE.match(c)), "")


def _status(root: etree._Element) -> str:
    """A resolution or decision that was adopted is ``adopted``, a draft one ``draft``."""
    for child in root:
        kind = child.get("name") or ""
        if local_name(child) == "statement" and kind.startswith("draft"):
            return "draft"
        if local_name(child) in {"statement", "documentCollection"}:
            return "adopted"
    return ""


def _keywords(root: etree._Element) -> tuple[Keyword, ...]:
    """Subject headings in order, each once; agenda entries and titles are no subjects."""
    found: dict[Keyword, None] = {}
    for element in root.iter(AKN + "keyword"):
        label = (element.get("showAs") or element.get("value") or "").replace("_", " ").strip()
        concept = _UNBIS.search(element.get("href") or "")
        if label and element.get("refersTo") is None:
            found[Keyword(label, concept.group(1) if concept else "")] = None
    return tuple(found)
