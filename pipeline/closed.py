"""Nothing leaves the machine: a process of the program refuses every connection to another.

Python tells an audit hook of every name it looks up and every address it connects to (PEP 578); a
hook cannot be taken out again. What libraries of other languages do by themselves is not told, so
those that could reach out are also kept from it where they are used.
"""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address

SIGN_IN_VARIABLE = "TONGWEN_SIGN_IN_HOSTS"
"""Environment variable with the names, divided by commas, that the app of a shared server may look
up to sign people in; ``tongwen app --sign-in`` sets it."""

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}
"""Environment variables by which libraries are told to look for nothing and to report nothing; see
the documentation of huggingface_hub and transformers, and consoledonottrack.com."""

_YES = frozenset({"1", "on", "yes", "true"})

_LOOKED_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_REACHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_WITH_SIGN_IN = 443
"""The one port that may be reached on other machines where names are allowed: that of HTTPS."""


class Outgoing(ConnectionRefusedError):
    """A connection to another machine, refused; one line that names it. An OSError, as of a
    network that is not there, so that libraries treat it as that."""


@dataclass(slots=True)
class _Door:
    """Whether the hook is in, whether libraries are told, whether the user forbids all downloads,
    how many that were asked for go on, and which names are allowed."""

    is_shut: bool = False
    is_told: bool = False
    is_bolted: bool = False
    downloads: int = 0
    names: frozenset[str] = frozenset()


_DOOR = _Door()


def shut() -> None:
    """Refuse, from now until this process ends, every connection but those to this machine itself
    and to the names in ``SIGN_IN_VARIABLE``. Called again it does nothing."""
    stay_offline()
    if _DOOR.is_shut:
        return
    named = os.environ.get(SIGN_IN_VARIABLE, "")
    _DOOR.names = frozenset(name.strip().lower() for name in named.split(",") if name.strip())
    _DOOR.is_shut = True
    sys.addaudithook(_heard)


def stay_offline() -> None:
    """Tell libraries that are imported from now on, here and in processes started from here, to
    look for nothing on the hub; what the user has set stays, and forbids downloads too."""
    if not _DOOR.is_told:
        _DOOR.is_told = True
        _DOOR.is_bolted = os.environ.get("HF_HUB_OFFLINE", "").lower() in _YES
    for name, value in OFFLINE.items():
        os.environ.setdefault(name, value)


@contextmanager
def download() -> Iterator[None]:
    """While it lasts, connections are allowed: for a model that the user named, and nothing else.
    Where the user has set HF_HUB_OFFLINE it allows nothing."""
    if _DOOR.is_bolted:
        yield
        return
    _DOOR.downloads += 1
    try:
        yield
    finally:
        _DOOR.downloads -= 1


def is_bolted() -> bool:
    """Whether the user has set HF_HUB_OFFLINE before the program was started."""
    return _DOOR.is_bolted


def is_here(host: object) -> bool:
    """Whether ``host``, a name or an address, is this machine itself: loopback, or none at all."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        address = ip_address(str(name).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKED_UP:
        host = arguments[0]
        if _DOOR.downloads or is_here(host) or _is_number(host) or _is_allowed(host):
            return
        raise Outgoing(f"{_shown(host)}: not looked up, since nothing leaves this machine")
    if event in _REACHED:
        opened, address = arguments[0], arguments[-1]
        family = getattr(opened, "family", None)
        # an address is a tuple of host and port but where sockets of this machine are meant, or
        # where the socket is connected already
        if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
            return
        host, port = address[0], address[1]
        if _DOOR.downloads or is_here(host) or (_DOOR.names and port == _WITH_SIGN_IN):
            return
        raise Outgoing(f"{_shown(host)}: not reached, since nothing leaves this machine")


def _is_number(host: object) -> bool:
    """Whether nobody is asked what ``host`` is, since it is an address already."""
    try:
        ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _is_allowed(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
    return name.lower().rstrip(".") in _DOOR.names


def _shown(host: object) -> str:
    return str(host)[:200]
