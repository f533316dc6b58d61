"""What became of files that were taken in and of texts that were taken out, as HTML."""

from collections.abc import Collection, Sequence

from pipeline.ingest import IngestReport, Progress, TakenIn
from pipeline.records import Heading, Refusal
from pipeline.strings import Strings
from pipeline.views.addresses import address_of, compare_address, document_address, link
from pipeline.views.corpus.advice import advice
from pipeline.views.markup import tag, text
from pipeline.views.remarks import summary


def report_summary(report: IngestReport, say: Strings) -> str:
    """One line: what was added, replaced, left and refused, the paragraphs, the seconds."""
    counts = say(
        "taking.counts",
        added=f"{report.added:,}",
        replaced=f"{report.replaced:,}",
        unchanged=f"{report.unchanged:,}",
        refused=f"{len(report.refused):,}",
    )
    size = say("taking.size", paragraphs=f"{report.paragraphs:,}", seconds=f"{report.seconds:,.1f}")
    return tag("p", f"{text(counts)} {text(size)}", "summary", say.lang)


def taken_table(taken: Sequence[TakenIn], both: Collection[str], say: Strings) -> str:
    """A row a text that was taken in, with its ways on: to read it and, where its symbol is among
    ``both``, held in two languages, to compare and to review them."""
    keys = ("symbol", "language", "file", "paragraphs", "outcome", "ways")
    return _table(keys, ("paragraphs",), [_taken_row(t, both, say) for t in taken], say)


def _taken_row(taken: TakenIn, both: Collection[str], say: Strings) -> str:
    address = document_address(taken.symbol, say, taken.lang)
    ways = [link(say("taking.read"), address)]
    if taken.symbol in both:
        ways.append(link(say("page.compare"), compare_address(taken.symbol, say)))
        review = address_of("review", say, symbol=taken.symbol)
        ways.append(link(say("page.review"), review))
    outcome = say(f"taking.outcome.{taken.outcome}")
    if taken.confidence is not None:
        outcome += " · " + say("taking.scan", percent=f"{100 * taken.confidence:.0f}")
    return (
        tag("th", link(text(taken.symbol), address), "symbol", scope="row")
        + tag("td", say(f"language.{taken.lang}"))
        + tag("td", text(taken.path), "path")
        + tag("td", f"{taken.paragraphs:,}", "figure")
        + tag("td", text(outcome))
        + tag("td", " ".join(ways), "ways")
    )


def refused_table(refused: Sequence[Refusal], say: Strings) -> str:
    """A row a file that was not taken in: its name, the reason, what can be done."""
    rows = [
        tag("td", text(r.path), "path")
        + tag("td", text(r.reason), "reason", "en")
        + tag("td", text(advice(r.reason, say)))
        for r in refused
    ]
    return _table(("file", "reason", "advice"), (), rows, say)


def remarks_line(report: IngestReport, say: Strings) -> str:
    """What was taken out of the texts and is to be looked at, with the way there; ``""`` for
    nothing."""
    line = summary(report.remarks, say)
    if not line:
        return ""
    names = {f"{count.symbol} {count.lang}" for count in report.remarks}
    of = names.pop() if len(names) == 1 else ""
    way = link(say("taking.look"), address_of("corpus", say, view="files", of=of))
    return tag("p", f"{text(line)} {way}", "remark", say.lang)


def removed_table(removed: Sequence[tuple[Heading, int]], say: Strings) -> str:
    """A row a text with its paragraphs: those that are to be taken out, or were."""
    rows = [
        tag("th", text(heading.symbol), "symbol", scope="row")
        + tag("td", say(f"language.{heading.lang}"))
        + tag("td", text(heading.title), f"title {heading.lang}", heading.lang)
        + tag("td", f"{count:,}", "figure")
        for heading, count in removed
    ]
    return _table(("symbol", "language", "title", "paragraphs"), ("paragraphs",), rows, say)


def progress_line(step: Progress | None, of: int, seconds: float, say: Strings) -> str:
    """What is being done: the stage, how many of how many, which file or text, since when."""
    if step is None:
        words = say("taking.stage.waiting")
    else:
        words = say(f"taking.stage.{step.stage}", n=step.files, paragraphs=f"{step.paragraphs:,}")
        if step.stage == "reading":
            words = say("taking.of", words=words, of=f"{of:,}")
    since = say("taking.since", seconds=f"{seconds:,.0f}")
    what = tag("span", text(step.what), "path") if step and step.what else ""
    line = tag("p", f"{text(words)} {text(since)}", "summary", say.lang)
    return tag("div", line + tag("p", what, "summary"), "working", say.lang, role="status")


def _table(keys: Sequence[str], figures: Sequence[str], rows: Sequence[str], say: Strings) -> str:
    head = "".join(
        tag("th", say(f"column.{key}"), "figure" if key in figures else key, scope="col")
        for key in keys
    )
    body = "".join(tag("tr", cells) for cells in rows)
    return tag(
        "table", tag("thead", tag("tr", head)) + tag("tbody", body), "held outcome", say.lang
    )
