"""``corpus.toml``: what a folder of texts says of itself and of its files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from pipeline.errors import Unreadable
from pipeline.records import Body, Given


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as listed: its path below the folder, its checksum (``""`` where none is given), and
    what is given of it."""

    path: str
    sha256: str
    given: Given


@dataclass(frozen=True, slots=True)
class Manifest:
    """A ``corpus.toml`` as read."""

    title_en: str
    title_zh: str
    description_en: str
    description_zh: str
    licence: str
    bodies: tuple[Body, ...]
    files: tuple[ListedFile, ...]


def _printed(value: object) -> object:
    """TOML has dates and numbers of its own; both stand for their text here."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


_Text = Annotated[str, BeforeValidator(_printed)]
_Date = Annotated[
    str, BeforeValidator(_printed), StringConstraints(pattern=r"^(?:\d{4}-\d{2}-\d{2})?$")
]
_Sha256 = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-fA-F]{64})?$", to_lower=True)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Names(_Model):
    en: str = ""
    zh: str = ""


class _Body(_Model):
    code: str
    name_en: str = ""
    name_zh: str = ""
    symbol_prefix: str = ""


class _File(_Model):
    path: str
    sha256: _Sha256 = ""
    symbol: _Text = ""
    lang: Literal["zh", "en", ""] = ""
    title: str = ""
    body: str = ""
    session: _Text = ""
    date: _Date = ""
    status: Literal["adopted", "draft", "final", ""] = ""
    url: str = ""


class _Corpus(_Model):
    title: str | _Names = ""
    title_en: str = ""
    title_zh: str = ""
    description: str | _Names = ""
    description_en: str = ""
    description_zh: str = ""
    licence: str = ""
    bodies: tuple[_Body, ...] = ()
    files: tuple[_File, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Read the ``corpus.toml`` at ``path``.

    Names may be one string for both languages, a table of ``en`` and ``zh``, or two keys. Raises
    ``Unreadable`` for broken TOML, an unknown key, a value of the wrong kind, a path that leads out
    of the folder, or a file listed twice. Whether the files are there is left to the walk.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None
    except (ValueError, RecursionError) as error:  # also figures and nesting without end
        raise Unreadable(str(path), f"not valid TOML ({error})") from None
    corpus = _validated(path, table)
    title, description = _both(corpus.title), _both(corpus.description)
    return Manifest(
        title_en=corpus.title_en or title.en,
        title_zh=corpus.title_zh or title.zh,
        description_en=corpus.description_en or description.en,
        description_zh=corpus.description_zh or description.zh,
        licence=corpus.licence,
        bodies=tuple(Body(b.code, b.name_en, b.name_zh, b.symbol_prefix) for b in corpus.bodies),
        files=_listed(path, corpus),
    )


def _validated(path: Path, table: Mapping[str, Any]) -> _Corpus:
    try:
        return _Corpus.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            reason = f"unknown key {key}"
        elif first["type"] == "missing":
            reason = f"{key} is missing"
        else:
            reason = f"{key} = {first['input']!r}: {first['msg']}"
        raise Unreadable(str(path), " ".join(reason.split())) from None


def _both(names: str | _Names) -> _Names:
    return names if isinstance(names, _Names) else _Names(en=names, zh=names)


def _listed(path: Path, corpus: _Corpus) -> tuple[ListedFile, ...]:
    listed: dict[str, ListedFile] = {}
    for file in corpus.files:
        inside = PurePosixPath(file.path)
        if inside.is_absolute() or ".." in inside.parts or not inside.parts:
            raise Unreadable(str(path), f"files.path = {file.path!r} leads out of the folder")
        if str(inside) in listed:
            raise Unreadable(str(path), f"files.path = {file.path!r} is listed twice")
        given = Given(
            symbol=file.symbol,
            lang=file.lang,
            title=file.title,
            body=file.body,
            session=file.session,
            date=file.date,
            status=file.status,
            url=file.url,
            licence=corpus.licence,
        )
        listed[str(inside)] = ListedFile(str(inside), file.sha256, given)
    return tuple(listed.values())
