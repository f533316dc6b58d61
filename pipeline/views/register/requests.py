"""Requests as an HTML table: who was asked to do what by when, and the passage that answers."""

from collections.abc import Iterable, Mapping
from typing import get_args

from pipeline.cite import citation
from pipeline.records import Lang
from pipeline.records.lineage import Request, RequestState
from pipeline.strings import Strings
from pipeline.views.cards import cite_link, copy_buttons
from pipeline.views.markup import passage, tag, text
from pipeline.views.names import name_of, word_for
from pipeline.views.register.rows import cited, due_name, history_button, status_mark, wording_cell
from pipeline.views.tracing import source

STATES: tuple[RequestState, ...] = get_args(RequestState)


def state_key(state: RequestState) -> str:
    """The state as it stands in the keys of strings and in addresses: ``not-due``."""
    return state.replace(" ", "-")


def requests_table(
    found: Iterable[Request], across: Mapping[tuple[str, int], str], say: Strings
) -> str:
    """``found`` as a table. ``across`` as of ``register_table``."""
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    head = tag("th", say("column.citation"), "citation", scope="col")
    head += tag("th", say("requests.asked"), "asked", scope="col")
    head += "".join(tag("th", say(f"column.{lang}"), "side", scope="col") for lang in order)
    head += tag("th", say("requests.answer"), "answer", scope="col")
    body = "".join(_row(request, across, order, say) for request in found)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "register requests", say.lang
    )


def _row(
    request: Request, across: Mapping[tuple[str, int], str], order: tuple[Lang, Lang], say: Strings
) -> str:
    entry = request.entry
    facts = "".join(
        tag("dt", text(say(key))) + tag("dd", text(value))
        for key, value in (
            ("requests.who", addressees_line(request, say)),
            ("requests.what", act_line(request, say)),
            ("requests.when", due_name(request.due, say) or say("requests.no_time")),
        )
    )
    cells = tag("th", cited(entry, say) + history_button(entry, say), "citation", scope="row")
    cells += tag("td", tag("dl", facts, "read", say.lang), "asked")
    cells += "".join(wording_cell(entry, lang, across, say) for lang in order)
    return tag("tr", cells + _answer(request, say), state_key(request.state))


def addressees_line(request: Request, say: Strings) -> str:
    """Who is asked, in words."""
    codes = request.addressees or ("",)
    return say("list.comma").join(name_of("addressee", code, say) for code in codes)


def act_line(request: Request, say: Strings) -> str:
    """The verb that asks, word for word, and the kind of duty it sets."""
    duty = word_for("duty", request.act, say) if request.act else ""
    return " · ".join(part for part in (request.verb, duty) if part)


def _answer(request: Request, say: Strings) -> str:
    state = tag("span", text(state_name(request, say)), f"state {state_key(request.state)}")
    why = tag("div", text(why_line(request, say)), "why", say.lang)
    answer = request.answered_by
    if answer is None:
        return tag("td", state + why, "answer")
    cite = citation(answer.paragraph, answer.paragraph.lang)
    head = tag("div", cite_link(answer.paragraph, say))
    head += tag("div", text(answer.document.date), "when") + status_mark(answer.document, say)
    return tag(
        "td",
        state + head + passage(answer.paragraph.text, answer.paragraph.lang)
        + copy_buttons(say) + why + source([answer.paragraph], say),
        "answer side",
        data_cite=cite,
        data_lang=answer.paragraph.lang,
    )  # fmt: skip


def state_name(request: Request, say: Strings) -> str:
    """The state in words."""
    return say(f"requests.state.{state_key(request.state)}")


def why_line(request: Request, say: Strings) -> str:
    """The rule that found the answer, or why there is none, in words."""
    key = f"requests.why.{request.why}"
    return say(key) if say.has(key) else request.why
