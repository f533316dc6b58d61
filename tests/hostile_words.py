"""Words that programs obey, in texts, names, notes and terms of an index of the sample corpus."""

import csv
import io
from dataclasses import replace
from pathlib import Path

from pipeline.collection import Collection
from pipeline.encode import load_encoder
from pipeline.ingest import ingest
from pipeline.places import sample_corpus
from pipeline.preparation import Preparation
from pipeline.records import LANGS
from pipeline.review import judgement, key_links

WORDS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(1+1)",
    "=HYPERLINK(\"http://127.0.0.1:9/x\",\"a\")",
    "＝1+1",
    "\u200b=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a](http://127.0.0.1:9/x)",
    "[a](javascript:alert(1))",
    "<http://127.0.0.1:9/x>",
    "]]>",
    "-->",
    "&lt;b&gt; &#65; &amp;",
    "${{7*7}}",
    "{{7*7}}",
    "😀 𠀀𪜀",
    "_x0041_ \\u0041 %0A",
    "---",
    "```",
    "# x",
    "TOC \\o \"1-2\" DDEAUTO c:\\windows\\calc.exe",
)  # fmt: skip
TURNED = "\u202edesrever\u202c \u2066x\u2069"
"""Signs that turn the direction of writing, which no reader lets into a text."""
LONG, TALL = "x" * 40_000, "灯" * 40_000
"""Words that no cell holds."""
SOME = " ".join((*WORDS, TURNED))
TEXTS = ("convention", "cop-4-resolution-1", "wg-1-2019-report", "wg-4-2022-report")
TREATY = "MCC/CONF/2014/8"
SYMBOL, NEXT = "T/RES/9/1", "T/RES/9/2"
ASKING = {
    "en": "Encourages States to share good practices in hearings with INTERPOL <b>=1+1</b> and the"
    " Northern Judges Network, which met in Lima on 3 May 2019 @SUM(1+1);",
    "zh": "鼓励各国与国际刑警组织交流听证方面的良好做法 <b>=1+1</b>，感谢北方法官网于2019年5月3日在利马举行会议；",
}
SAME = {
    "en": ("Urges States to light every lamp before noon =1+1 <b>;",) * 2,
    "zh": (
        "敦促各国在正午之前点亮所有的灯 =1+1 <b>；",
        "敦促各国于正午前将全部灯火点燃 =1+1 <b>；",
    ),
}
"""One paragraph that is rendered in two ways."""
SUBJECT = "=cmd|' /C calc'!A0 mutual legal assistance ![a](http://127.0.0.1:9/x) \u202ex"


def hostile_index(folder: Path) -> Path:
    """The index below ``folder`` of texts of the sample with ``WORDS`` in them, with a table of
    terms, a log of judgements and a file name that hold such words too."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for name in TEXTS:
        for lang in LANGS:
            text = (sample_corpus() / f"{name}.{lang}.txt").read_text(encoding="utf-8")
            (corpus / f"{name}.{lang}.txt").write_text(_planted(text), encoding="utf-8")
    for symbol, number in ((SYMBOL, 0), (NEXT, 1)):
        for lang, long in zip(LANGS, (TALL, LONG), strict=True):
            said = (f"={' '.join(WORDS)}", ASKING[lang], SAME[lang][number], *WORDS[number:], long)
            lines = "".join(f"{n}. {words}\n\n" for n, words in enumerate(said, 1))
            name = f"={number}+1 ＝ {lang} <b> ![a](b).txt"
            (corpus / name).write_text(f"{symbol}\n\n={WORDS[0]}\n\n{lines}", encoding="utf-8")
    (corpus / "=refused @SUM(1+1) <b>.txt").write_bytes(b"")
    (corpus / "corpus.toml").write_text("".join(map(_listed, sorted(corpus.iterdir()))), "utf-8")
    index = folder / "index"
    ingest([corpus], index, load_encoder(), workers=0)
    (index / "terms.csv").write_text(_terms(), encoding="utf-8")
    with Collection.open(index) as held:
        _judge(held)
    return index


def _judge(held: Collection) -> None:
    """Two links confirmed and a matrix kept by people with hostile names and reasons."""
    zh, en = (held.paragraphs(TREATY, lang) for lang in LANGS)
    beads = [bead for bead in held.beads(TREATY) if bead.zh and bead.en][:2]
    when = "2022-01-01T00:00:00Z"
    held.reviews().add(
        judgement(
            TREATY, "accept", f"={SOME}", links=key_links([(b.zh, b.en)], zh, en),
            reason=f"@{SOME}", made=when,
        )
        for b in beads
    )  # fmt: skip
    prepared = Preparation(held)
    matrix = replace(prepared.matrix("mutual legal assistance"), subject=SUBJECT)
    rows = tuple(replace(row, note=f"={SOME}", reviewer=f"+{SOME}") for row in matrix.rows)
    prepared.matrices().keep(replace(matrix, rows=rows))


def _planted(text: str) -> str:
    """``text`` with hostile words at the end of every fourth paragraph and between others."""
    parts = text.split("\n\n")
    for at in range(12, len(parts), 4):
        body, last = parts[at][:-1], parts[at][-1]
        parts[at] = f"{body} {WORDS[at % len(WORDS)]}{last}"
    for at in range(len(parts) - 1, 14, -9):
        parts.insert(at, f"{WORDS[at % len(WORDS)]} {WORDS[(at + 7) % len(WORDS)]}")
    return "\n\n".join(parts)


def _listed(path: Path) -> str:
    name = path.name.replace("\\", "\\\\").replace('"', '\\"')
    lines = ["[[files]]", f'path = "{name}"']
    if path.name.startswith(("=0", "=1")):
        title = " ".join(WORDS).replace("\\", "\\\\").replace('"', '\\"')
        lang = "zh" if " zh " in path.name else "en"
        symbol = SYMBOL if path.name.startswith("=0") else NEXT
        lines += [f'symbol = "{symbol}"', f'lang = "{lang}"', f'title = "={title}"']
        lines += ['body = "=1+1"', 'session = "@9"', 'date = "2021-01-01"']
    return "\n".join(lines) + "\n\n"


def _terms() -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("code", "lang", "form", "use", "source"))
    for lang, form in (("en", "State of find"), ("zh", "发现国"), ("en", "@States parties")):
        table.writerow(("hostile", lang, form, "asks", f"={SOME}"))
    return out.getvalue()
