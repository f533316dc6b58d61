"""A briefing pack as Markdown (CommonMark): headings, quotations with their citations, lists.

No tables: an article does not fit in a cell. What is quoted is text and nothing else, whatever
signs it holds.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.exchange.briefing_passages import Fact, Quoted
from pipeline.exchange.briefing_rows import Care, Listed, Pack, pack_of
from pipeline.exchange.markdown import line as as_line
from pipeline.exchange.tracing import markdown_lines
from pipeline.records.preparation import Briefing
from pipeline.records.trace import Trace
from pipeline.strings import Strings


def to_markdown(briefing: Briefing, say: Strings, traces: Sequence[Trace] = ()) -> bytes:
    """``briefing`` as Markdown in UTF-8 with names and headings in the language of ``say`` and,
    at its end, the ``traces`` of the passages; the same briefing gives the same bytes."""
    lines = (*_lines(pack_of(briefing, say), say), "", *markdown_lines(traces, say))
    return ("\n".join(lines).rstrip() + "\n").encode()


def _lines(pack: Pack, say: Strings) -> Iterator[str]:
    yield from (f"# {say('briefing.title')}", "", f"**{as_line(pack.subject)}**", "")
    yield from _list(pack.facts[1:], say)
    yield from (as_line(say("briefing.reading")), "")
    if pack.left_out:
        yield from (as_line(pack.left_out), "")
    yield from _section("provisions", pack.provisions, pack.cut.provisions, say)
    for group in pack.provisions:
        yield from (f"### {as_line(group.title)}", "")
        yield from _list(group.facts, say)
        for row in group.rows:
            yield from _quoted(row, pack, say)
    yield from _section("recommendations", pack.recommendations, pack.cut.recommendations, say)
    for group in pack.recommendations:
        yield from (f"### {as_line(group.title)}", "")
        yield from _positions(group.rows, pack, say)
    yield from _section("requests", pack.requests, pack.cut.requests, say)
    yield from _positions(pack.requests, pack, say)
    yield from _section("agreed", pack.agreed, pack.cut.agreed, say)
    yield from _positions(pack.agreed, pack, say)
    yield from _section("alerts", pack.alerts, pack.cut.alerts, say)
    for alert in pack.alerts:
        yield from _alert(alert, say)
    yield from _section("documents", pack.documents, "", say)
    for document in pack.documents:
        yield _document(document, pack, say)


def _section(name: str, held: Sequence[object], cut: str, say: Strings) -> Iterator[str]:
    yield from (f"## {say(f'briefing.{name}')}", "")
    if told := cut if held else say("briefing.none"):
        yield from (f"*{as_line(told)}*", "")


def _positions(rows: Iterable[Quoted], pack: Pack, say: Strings) -> Iterator[str]:
    """Passages with their particulars and history, and a place to write a position in."""
    for row in rows:
        yield from _quoted(row, pack, say)
        facts = list(row.particulars)
        facts += [Fact(say("briefing.history"), line) for line in row.history]
        yield from _list([*facts, Fact(say("briefing.position"), "")], say)


def _quoted(row: Quoted, pack: Pack, say: Strings) -> Iterator[str]:
    for lang in pack.order:
        said = row.zh if lang == "zh" else row.en
        if not said.text:
            yield from (f"*{as_line(say(f'briefing.absent.{lang}'))}*", "")
            continue
        yield f"> **{as_line(said.place)}**  "
        words = [words for line in said.text.split("\n") if (words := as_line(line))]
        yield from (f"> {line}" for line in "\\\n".join(words).split("\n"))
        yield ""


def _list(facts: Iterable[Fact], say: Strings) -> Iterator[str]:
    colon = "：" if say.lang == "zh" else ": "
    for fact in facts:
        yield f"- **{as_line(fact.name)}**{colon}{as_line(fact.value)}".rstrip()
    yield ""


def _alert(alert: Care, say: Strings) -> Iterator[str]:
    yield from (f"### {as_line(alert.form)}", "")
    facts = [
        Fact(say("briefing.care"), alert.why),
        Fact(say("briefing.preferred"), alert.preferred),
        Fact(say("briefing.evidence"), alert.evidence),
        Fact(say("briefing.stands"), say("list.semicolon").join(alert.places)),
    ]
    yield from _list([fact for fact in facts if fact.value], say)


def _document(document: Listed, pack: Pack, say: Strings) -> str:
    held = {"zh": document.zh, "en": document.en}
    titles = [held[lang] for lang in pack.order if held[lang]]
    parts = [as_line(part) for part in (*titles, document.date, document.status) if part]
    return f"- **{as_line(document.symbol)}** " + say("list.semicolon").join(parts)
