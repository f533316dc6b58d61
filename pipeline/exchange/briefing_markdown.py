"""A briefing pack as Markdown (CommonMark): headings, quotations with their citations, lists.

No tables: an article does not fit in a cell. What is quoted is text and nothing else, whatever
signs it holds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.exchange.briefing_passages import Fact, Quoted
from pipeline.exchange.briefing_rows import Care, Listed, Pack, pack_of
from pipeline.records.preparation import Briefing
from pipeline.strings import Strings

# Escaped, a sign of ASCII punctuation is that sign and no more (CommonMark 0.31, 2.4). "@", and ":"
# and "." where an address has them, are among these because many programs make links of addresses.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&@^=]|:(?=//)|(?<=www)\.)", re.I)
_OPENING = re.compile(r"^(\d+)([.)])|^([-+])")
_BLANK = re.compile(r"[^\S\n]+")


def to_markdown(briefing: Briefing, say: Strings) -> bytes:
    """``briefing`` as Markdown in UTF-8 with names and headings in the language of ``say``; the
    same briefing gives the same bytes."""
    return ("\n".join(_lines(pack_of(briefing, say), say)).rstrip() + "\n").encode()


def _lines(pack: Pack, say: Strings) -> Iterator[str]:
    yield from (f"# {say('briefing.title')}", "", f"**{_line(pack.subject)}**", "")
    yield from _list(pack.facts[1:], say)
    yield from (_line(say("briefing.reading")), "")
    if pack.left_out:
        yield from (_line(pack.left_out), "")
    yield from _section("provisions", pack.provisions, pack.cut.provisions, say)
    for group in pack.provisions:
        yield from (f"### {_line(group.title)}", "")
        yield from _list(group.facts, say)
        for row in group.rows:
            yield from _quoted(row, pack, say)
    yield from _section("recommendations", pack.recommendations, pack.cut.recommendations, say)
    for group in pack.recommendations:
        yield from (f"### {_line(group.title)}", "")
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
        yield from (f"*{_line(told)}*", "")


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
            yield from (f"*{_line(say(f'briefing.absent.{lang}'))}*", "")
            continue
        yield f"> **{_line(said.place)}**  "
        words = [words for line in said.text.split("\n") if (words := _line(line))]
        yield from (f"> {line}" for line in "\\\n".join(words).split("\n"))
        yield ""


def _list(facts: Iterable[Fact], say: Strings) -> Iterator[str]:
    colon = "：" if say.lang == "zh" else ": "
    for fact in facts:
        yield f"- **{_line(fact.name)}**{colon}{_line(fact.value)}".rstrip()
    yield ""


def _alert(alert: Care, say: Strings) -> Iterator[str]:
    yield from (f"### {_line(alert.form)}", "")
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
    parts = [_line(part) for part in (*titles, document.date, document.status) if part]
    return f"- **{_line(document.symbol)}** " + say("list.semicolon").join(parts)


def _line(text: str) -> str:
    """``text`` in one line, every sign that Markdown obeys made plain."""
    plain = _SIGNS.sub(r"\\\1", _BLANK.sub(" ", text.replace("\n", " ")).strip())
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", plain)
