"""Who is visiting and what they may do: anything on a machine of one's own, on a shared server what
the table of roles gives to the address that signed in.

Sign-in is on where Streamlit's secrets have a section ``[auth]``, where there is a table of roles
beside the index, and where the environment names one. What is missing or cannot be read then lets
nobody in: the errors raised here are for the log of the server, see ``ui.visitors.signing``.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from pipeline.errors import InputError, NotAllowed, TongwenError, Unreadable
from pipeline.places import named_index
from ui.visitors.roles import ROLES_FILE, ROLES_VARIABLE, Role, person_of, read_people

HOURS = 12
"""How long a sign-in holds; Streamlit's own cookie holds for 30 days and asks nobody again."""
_AHEAD = 300
"""Seconds by which the provider's clock may be ahead."""
_SECRET = 32
"""Characters that the secret of the cookies has at least."""
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Standing = Literal["alone", "out", "lapsed", "unverified", "stranger", "read", "review"]
"""``alone``: there is no sign-in here; ``out``: not signed in; ``lapsed``: too long ago;
``unverified``: the provider does not vouch for the address; ``stranger``: not in the table;
else the role."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is visiting; ``address`` as the table writes it, "" where nobody signed in."""

    standing: Standing
    address: str = ""
    subject: str = ""

    def may(self, role: Role) -> bool:
        """Whether the visitor has ``role``; who may review may read."""
        return self.standing in ("alone", "review", role)


def visitor() -> Visitor:
    """Who is visiting now. The table is read each time, so that a change holds at once. Raises
    TongwenError where sign-in is on and cannot be relied on."""
    table, auth = roles_file(), _auth()
    if auth is None:
        if not os.environ.get(ROLES_VARIABLE) and not _is_there(table):
            return Visitor("alone")
        where = " or ".join(st.get_option("secrets.files"))
        line = f"roles are asked for, but no section [auth] to sign in by is in {where}"
        raise Unreadable(str(table), line)
    _check(auth)
    return told(_claims(), table, time.time())


def told(claims: Mapping[str, object], table: Path, now: float) -> Visitor:
    """The visitor of whom the provider says ``claims``, at ``now`` in seconds since 1970. Raises
    InputError for a table of roles that cannot be used."""
    people = read_people(table)
    if claims.get("is_logged_in") is not True:
        return Visitor("out")
    address, subject = (_words(claims.get(name)) for name in ("email", "sub"))
    made = claims.get("iat")
    if not isinstance(made, int | float) or not now - HOURS * 3600 < made < now + _AHEAD:
        return Visitor("lapsed", address, subject)
    verified = claims.get("email_verified") is True
    person = person_of(people, address, verified, subject)
    if person is not None:
        return Visitor(person.role, person.email, subject)
    return Visitor("stranger" if verified else "unverified", address, subject)


def require(role: Role) -> None:
    """Return where the visitor has ``role``. Whatever writes calls this itself: a widget that is
    not shown can still be asked for. Raises NotAllowed."""
    who = visitor()
    if not who.may(role):
        raise NotAllowed(f"{who.address or 'a visitor'} may not {role} on this server")


def may(role: Role) -> bool:
    """Whether to show what ``role`` is needed for."""
    return visitor().may(role)


def reviewer() -> str | None:
    """The name under which the visitor judges: the address that signed in, None where there is no
    sign-in and a name is typed."""
    who = visitor()
    return None if who.standing == "alone" else who.address


def signed_in() -> bool:
    """Whether somebody signed in, let in or not."""
    return _claims().get("is_logged_in") is True


def address() -> str:
    """The address that signed in as the provider gives it, "" where there is none."""
    return _words(_claims().get("email"))


def roles_file() -> Path:
    """Where the table of roles lies, whether or not there is one."""
    named = os.environ.get(ROLES_VARIABLE, "")
    return Path(named) if named else named_index() / ROLES_FILE


def providers() -> tuple[str, ...]:
    """The names of the providers to sign in with; ``""`` is the one without a name."""
    auth = _auth() or {}
    named = tuple(name for name, value in auth.items() if name != "client_kwargs" and _is(value))
    return (("",) if "client_id" in auth else ()) + named


def _claims() -> Mapping[str, object]:
    """What the provider said of the visitor; nothing where the secrets cannot be read."""
    try:
        return dict(st.user.to_dict())
    except (OSError, UnicodeDecodeError):
        return {}


def _auth() -> Mapping[str, object] | None:
    """The section ``[auth]`` of the secrets, None where there is none. Raises Unreadable for
    secrets that are there and cannot be read: they may hold one."""
    paths = [Path(path) for path in st.get_option("secrets.files")]
    try:
        loaded = st.secrets.load_if_toml_exists()
        there = next((path for path in paths if _is_there(path)), None)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(" or ".join(map(str, paths)), f"cannot be read ({error})") from None
    if not loaded:
        if there is not None:
            raise Unreadable(str(there), "the secrets are no TOML that can be read")
        return None
    auth = st.secrets.get("auth")
    if auth is not None and not _is(auth):
        raise InputError(str(there), "[auth] is no section")
    return auth  # type: ignore[no-any-return]


def _check(auth: Mapping[str, object]) -> None:
    """Raise TongwenError for settings by which nobody should be let in."""
    where = "the section [auth] of the secrets"
    back = urlsplit(_words(auth.get("redirect_uri")))
    if back.path.rpartition("/")[2] != "oauth2callback":
        raise InputError(where, "redirect_uri does not end in /oauth2callback")
    if back.scheme != "https" and back.hostname not in _LOOPBACK:
        raise InputError(where, f"redirect_uri is not https, but {back.scheme}://{back.netloc}")
    if len(_words(auth.get("cookie_secret"))) < _SECRET:
        raise InputError(where, f"cookie_secret is shorter than {_SECRET} characters")
    if not providers():
        raise InputError(where, "no provider: client_id is missing")
    for name in providers():
        section = auth.get(name) if name else auth
        missing = [key for key in _NEEDED if not _is(section) or key not in section]  # type: ignore[operator]
        if missing:
            raise InputError(where, f"{f'{name}: ' if name else ''}{missing[0]} is missing")
    if st.get_option("server.trustedUserHeaders"):
        raise InputError(where, "server.trustedUserHeaders would go before who signed in; unset it")
    if not all(map(find_spec, ("authlib", "httpx"))):
        raise TongwenError('sign-in needs Authlib and httpx: pip install "tongwen[server]"')


def _is(value: object) -> bool:
    return isinstance(value, Mapping)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_there(path: Path) -> bool:
    """Also for a link that leads nowhere, and in a folder that may not be looked into."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True
