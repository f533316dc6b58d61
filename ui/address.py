"""The state of a page in its address, so that a link opens the same view again.

Every page names its fields; their values live in the session under ``<page>.<field>``, which are
the keys of the widgets, and in the query string under ``<field>``. The query string wins where it
is not what this session last wrote there: a link that was opened, or the browser's back button.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

LONGEST = 8000
"""Characters of a query string: what every server, proxy and browser takes of an address (RFC 9110,
section 4.1, asks for 8,000 octets at least; the server of this app takes 64 KiB)."""

_REMEMBERED = 8
"""Addresses of a page, written before the last, that a browser may still send."""

REFUSED = "address.refused"
"""Where the session holds what was asked for and a page does not have, or has no longer."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a page. ``options`` lists what is allowed, None for anything; a field with
    ``many`` holds a list, one with a truth for its default a truth, which the address writes as 1
    or 0. What is not allowed becomes the default, and what is said twice is said once."""

    name: str
    default: str | bool = ""
    many: bool = False
    options: Sequence[str] | None = None

    def read(self, values: Sequence[str]) -> str | bool | list[str]:
        """The value for a widget of what the query string holds."""
        if isinstance(self.default, bool):
            return values[0] == "1" if values and values[0] in {"0", "1"} else self.default
        allowed = [v for v in dict.fromkeys(values) if self.options is None or v in self.options]
        if self.many:
            return allowed
        return allowed[0] if allowed else self.default

    def refused(self, values: Sequence[str]) -> list[str]:
        """Which of ``values`` are not among the options."""
        return [v for v in values if self.options is not None and v not in self.options]

    def written(self, value: object) -> list[str]:
        """What the query string holds for the value of a widget; nothing for the default."""
        if self.many:
            return [str(v) for v in value] if isinstance(value, list | tuple) else []
        if isinstance(self.default, bool):
            return [] if value in (None, self.default) else [str(int(bool(value)))]
        return [] if value in (None, "", self.default) else [str(value)]


def key(page: str, name: str) -> str:
    """The key of the widget of a field."""
    return f"{page}.{name}"


def adopt(page: str, fields: Sequence[Field]) -> None:
    """Bring the fields of ``page`` into the session before its widgets are drawn."""
    here = {field.name: st.query_params.get_all(field.name) for field in fields}
    last: dict[str, list[str]] | None = st.session_state.get(f"address.{page}")
    entered = st.session_state.get("address.page") != page
    st.session_state["address.page"] = page
    st.session_state[REFUSED] = ()
    if entered and last is not None and not any(here.values()):
        here = last
    elif not entered and last is not None and (_same(here, last) or _overtaken(page, fields, here)):
        _keep(page, fields)
        st.session_state[f"address.{page}.drawn"] = _written(page, fields)
        return
    st.session_state[REFUSED] = tuple(v for f in fields for v in f.refused(here.get(f.name, [])))
    for field in fields:
        st.session_state[key(page, field.name)] = field.read(here.get(field.name, []))
    st.session_state[f"address.{page}.drawn"] = _written(page, fields)


def _written(page: str, fields: Sequence[Field]) -> dict[str, list[str]]:
    return {f.name: f.written(st.session_state.get(key(page, f.name))) for f in fields}


def _same(here: dict[str, list[str]], written: dict[str, list[str]]) -> bool:
    return all(values == written.get(name, []) for name, values in here.items())


def _overtaken(page: str, fields: Sequence[Field], here: dict[str, list[str]]) -> bool:
    """Whether a widget was changed before the browser had the address that was written last: it
    still sends an earlier one then. The back button sends that too, but changes no widget."""
    earlier: Sequence[dict[str, list[str]]] = st.session_state.get(f"address.{page}.earlier", ())
    drawn = st.session_state.get(f"address.{page}.drawn")
    changed = drawn is not None and not _same(_written(page, fields), drawn)
    return changed and any(_same(here, written) for written in earlier)


def publish(page: str, fields: Sequence[Field]) -> None:
    """Write the fields of ``page`` into the query string, beside the language.

    An address without any is left alone: to write the language there would add a step to the
    browser's history that the back button can never leave behind.
    """
    now = _fitting(_written(page, fields))
    last = st.session_state.get(f"address.{page}")
    if last is not None and last != now:
        earlier = st.session_state.get(f"address.{page}.earlier", ())
        st.session_state[f"address.{page}.earlier"] = (*earlier, last)[-_REMEMBERED:]
    st.session_state[f"address.{page}"] = now
    wanted = {name: values for name, values in now.items() if values}
    if wanted or "lang" in st.query_params:
        wanted["lang"] = [st.session_state["language"]]
    current = {name: st.query_params.get_all(name) for name in st.query_params}
    if wanted != current:
        st.query_params.from_dict(wanted)


def _fitting(now: dict[str, list[str]]) -> dict[str, list[str]]:
    """``now`` without the longest values, where an address cannot hold them all: a text of many
    pages that was pasted into a box stays in the visit alone."""
    left = dict(now)
    while len(urlencode(left, doseq=True)) > LONGEST:
        left[max(left, key=lambda name: len("".join(left[name])))] = []
    return left


def _keep(page: str, fields: Sequence[Field]) -> None:
    """Keep the value of every field, also of those whose widgets are not drawn now, which would be
    forgotten; drop chosen values that a new state of the index no longer offers, and note them:
    the page shows something else from now on."""
    gone: list[str] = []
    for field in fields:
        name = key(page, field.name)
        held = st.session_state.get(name)
        values = list(held) if isinstance(held, list | tuple) else [str(held or "")]
        refused = [v for v in field.refused(values) if v]
        st.session_state[name] = (
            field.read([v for v in values if v]) if refused or held is None else held
        )
        gone += refused
    st.session_state[REFUSED] = tuple(gone)
