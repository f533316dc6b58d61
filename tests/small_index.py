"""Folders of small texts for the tests of store, ingest and search."""

from dataclasses import dataclass, replace
from pathlib import Path

from fake_encoder import FakeEncoder

from pipeline.ingest import IngestReport, ingest
from pipeline.records import Lang
from pipeline.store.manifest import read_manifest, write_manifest
from pipeline.store.stamps import sealed


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be written to a file and listed in ``corpus.toml``."""

    symbol: str
    lang: Lang
    body: str
    date: str = "2020-01-01"
    session: str = "1"

    @property
    def file(self) -> str:
        return f"{self.symbol.replace('/', '_')}.{self.lang}.txt"


TREATY_ZH = "1. 缔约国应当彼此提供最广泛的司法协助。\n\n2. 被判刑人员的移管应当按照第18条第13款办理。\n\n3. 秘书处应当向缔约方会议报告。"
TREATY_EN = (
    "1. States parties shall afford one another the widest measure of legal assistance.\n\n"
    "2. The transfer of sentenced persons shall follow article 18, paragraph 13.\n\n"
    "3. The secretariat shall report to the Conference of the Parties."
)
REPORT_ZH = "1. 工作组回顾第79/243号决议。\n\n2. 秘书处应当向缔约方会议报告。"
REPORT_EN = (
    "1. The Working Group recalled resolution 79/243.\n\n"
    "2. The secretariat shall report to the Conference of the Parties."
)
TEXTS = (
    Text("T/RES/1/1", "zh", TREATY_ZH, "2019-05-06", "1"),
    Text("T/RES/1/1", "en", TREATY_EN, "2019-05-06", "1"),
    Text("T/WG/2021/2", "zh", REPORT_ZH, "2021-05-06", "2"),
    Text("T/WG/2021/2", "en", REPORT_EN, "2021-05-06", "2"),
)


def write_corpus(folder: Path, texts: tuple[Text, ...] = TEXTS) -> Path:
    """Write ``texts`` and their ``corpus.toml`` into ``folder``, which is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for text in texts:
        (folder / text.file).write_text(text.body, encoding="utf-8")
        fields = {
            "path": text.file, "symbol": text.symbol, "lang": text.lang, "title": text.symbol,
            "body": "T", "session": text.session, "date": text.date,
        }  # fmt: skip
        lines += ["[[files]]", *(f'{name} = "{value}"' for name, value in fields.items()), ""]
    (folder / "corpus.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def build(tmp_path: Path, texts: tuple[Text, ...] = TEXTS) -> tuple[Path, IngestReport]:
    """An index of ``texts`` below ``tmp_path``, and the report of its ingest."""
    index = tmp_path / "index"
    corpus = write_corpus(tmp_path / "corpus", texts)
    return index, ingest([corpus], index, FakeEncoder(), workers=0)


def reseal(index: Path, path: Path) -> None:
    """Give the manifest the size and the sum that the file has."""
    manifest = read_manifest(index)
    files = [sealed(path) if file.name == path.name else file for file in manifest.files]
    for folder in (index / manifest.state, index):
        write_manifest(folder, replace(manifest, files=tuple(files)))
