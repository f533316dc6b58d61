"""The table of the people who may use a shared server, and what each may do."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from pipeline.errors import InputError, Unreadable, WrongEncoding

Role = Literal["read", "review"]
"""``read`` searches, compares and takes files away; ``review`` also judges, keeps and takes in."""
ROLES = get_args(Role)
ROLES_FILE = "roles.csv"
"""Name of the table in the folder of an index."""
ROLES_VARIABLE = "TONGWEN_ROLES"
"""Environment variable that names the table where it lies elsewhere."""

_LOWERED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the table. ``subject`` is what the provider calls the person (the claim ``sub``),
    "" for one who is told by a verified address."""

    email: str
    role: Role
    subject: str = ""


def plain(address: str) -> str:
    """An address as it is compared: without the case of ASCII letters. Other letters stay as they
    are, since folding would make one mailbox of two (``ß`` and ``ss``, the sign for kelvin and
    ``k``)."""
    return address.strip().translate(_LOWERED)


def read_people(path: Path) -> tuple[Person, ...]:
    """The rows of the table: a CSV with the columns ``email`` and ``role``, if wanted ``subject``,
    and any others for remarks. Raises InputError, naming the line, for a table that is missing,
    unreadable, names an unknown role or a person twice: such a table lets nobody in."""
    try:
        words = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise WrongEncoding(str(path), "the table of roles is not UTF-8") from None
    rows = csv.DictReader(words.splitlines())
    found: list[Person] = []
    try:
        missing = {"email", "role"} - set(rows.fieldnames or ())
        if missing:
            raise InputError(str(path), f"no column {' and no column '.join(sorted(missing))}")
        for row in rows:
            if any(value for value in row.values()):
                found.append(_person(path, rows.line_num, row, found))
    except csv.Error as error:
        raise InputError(str(path), f"line {rows.line_num}: {error}") from None
    return tuple(found)


def _person(path: Path, line: int, row: dict[str, str | None], before: list[Person]) -> Person:
    email, role, subject = ((row.get(name) or "").strip() for name in ("email", "role", "subject"))
    if "@" not in email:
        raise InputError(str(path), f"line {line}: {email!r} is no address")
    if role not in ROLES:
        raise InputError(str(path), f"line {line}: role {role!r} is neither read nor review")
    for other in before:
        if plain(other.email) == plain(email) or (subject and other.subject == subject):
            raise InputError(str(path), f"line {line}: {email} stands there twice")
    return Person(email, cast(Role, role), subject)


def person_of(
    people: tuple[Person, ...], email: str, verified: bool, subject: str
) -> Person | None:
    """The row of somebody who signed in: that with their subject where one is given, else that with
    their address, which must be verified. None where there is none."""
    for person in people:
        if person.subject:
            if subject and person.subject == subject:
                return person
        elif verified and plain(person.email) == plain(email):
            return person
    return None
