"""Files that only look like a backup, or are damaged: refused, and nothing is touched."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_index import build

from pipeline.backup import backup, restore
from pipeline.backup.listing import LISTING, VERSION, Listing, Member, listing_of, written
from pipeline.errors import IndexTooNew, Unreadable
from pipeline.store.manifest import FORMAT


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index with a table of its owner, and its backup."""
    folder = tmp_path_factory.mktemp("held")
    index, _ = build(folder)
    (index / "terms.csv").write_text("code,lang,form\nx,en,widget\nx,zh,部件\n", encoding="utf-8")
    backup(index, folder / "b.zip")
    return folder


Change = Callable[[list[tuple[zipfile.ZipInfo, bytes]]], None]


def remade(held: Path, target: Path, change: Change) -> Path:
    """The backup with its members changed, its listing as it was."""
    with zipfile.ZipFile(held / "b.zip") as archive:
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for entry, content in members:
            fresh = zipfile.ZipInfo(entry.filename)
            fresh.external_attr = entry.external_attr
            fresh.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(fresh, content)
    return target


def relisted(change: Callable[[Listing], Listing]) -> Change:
    """Change the listing, which then fits itself."""

    def apply(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        entry, content = members[0]
        members[0] = (entry, written(change(listing_of("b.zip", content))))

    return apply


def renamed(name: str) -> Change:
    """Another name for the last member, in the listing too; names are kept in order."""

    def apply(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        entry, content = members.pop()
        found = zipfile.ZipInfo(name)
        found.external_attr = entry.external_attr
        members.append((found, content))

        def change(listing: Listing) -> Listing:
            kept = [m for m in listing.members if m.name != entry.filename]
            last = replace(listing.members[-1], name=name)
            ordered = sorted([*kept, last], key=lambda m: m.name)
            return replace(listing, members=tuple(ordered))

        relisted(change)(members)
        members[1:] = sorted(members[1:], key=lambda member: member[0].filename)

    return apply


def as_link(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members[-1][0].external_attr = (stat.S_IFLNK | 0o777) << 16


def twice(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members.append(members[-1])


def one_more(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members.append((zipfile.ZipInfo("states/000001/more.txt"), b"x"))


def one_less(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    members.pop()


def other_content(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    entry, content = members[-1]
    members[-1] = (entry, content[:-1] + b"?")


def longer(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    entry, content = members[-1]
    members[-1] = (entry, content + b"?")


def listed_twice(listing: Listing) -> Listing:
    return replace(listing, members=(*listing.members, listing.members[-1]))


def huge(listing: Listing) -> Listing:
    last = replace(listing.members[-1], bytes=2**60)
    return replace(listing, members=(*listing.members[:-1], last))


def less_than_none(listing: Listing) -> Listing:
    last = replace(listing.members[-1], bytes=-1)
    return replace(listing, members=(*listing.members[:-1], last))


def bomb(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    """100 MiB of nothing, listed as such."""
    content = bytes(100 * 2**20)
    entry, _ = members.pop()
    members.append((entry, content))
    sha256 = hashlib.sha256(content).hexdigest()
    last = Member(entry.filename, len(content), sha256)
    relisted(lambda listing: replace(listing, members=(*listing.members[:-1], last)))(members)


def no_listing(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
    del members[0]


HOSTILE: list[tuple[Change, str]] = [
    (renamed("../outside.txt"), "is no file of an index"),
    (renamed("states/000001/../../../outside.txt"), "is no file of an index"),
    (renamed("/tmp/outside.txt"), "is no file of an index"),
    (renamed("C:\\outside.txt"), "is no file of an index"),
    (renamed("states\\000001\\a.b"), "is no file of an index"),
    (renamed("writer.lock"), "is no file of an index"),
    (renamed("encoder.txt"), "is no file of an index"),
    (renamed("originals/aa/../../x.gz"), "is no file of an index"),
    (renamed("manifest.json\n"), "is no file of an index"),
    (as_link, "is a link or a folder"),
    (twice, "members"),
    (one_more, "members"),
    (one_less, "members"),
    (other_content, "terms.csv: is not as its sum says"),
    (longer, "'terms.csv': is not as it is listed"),
    (relisted(listed_twice), "stands twice"),
    (relisted(huge), "is not as it is listed"),
    (relisted(less_than_none), "has -1 bytes"),
    (bomb, "claims to unpack"),
    (no_listing, "is no backup of an index"),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("change", "reason"), HOSTILE)
def test_a_hostile_backup(held: Path, tmp_path: Path, change: Change, reason: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    source = remade(held, inner / "b.zip", change)
    with pytest.raises(Unreadable) as refused:
        restore(source, inner / "new")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [path.name for path in tmp_path.rglob("*")] == ["inner", "b.zip"]


@pytest.mark.parametrize("field", ["backup", "format"])
def test_a_later_version(held: Path, tmp_path: Path, field: str) -> None:
    def later(members: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        fields = json.loads(members[0][1])
        fields[field] = 1 + (VERSION if field == "backup" else FORMAT)
        members[0] = (members[0][0], json.dumps({**fields, "new": 1}).encode())

    source = remade(held, tmp_path / "b.zip", later)
    with pytest.raises(IndexTooNew, match="update tongwen"):
        restore(source, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_any_byte_changed_or_missing(held: Path, tmp_path: Path) -> None:
    """A backup that is damaged anywhere is refused, also where no member says anything."""
    content = (held / "b.zip").read_bytes()
    source = tmp_path / "b.zip"
    for at in range(0, len(content), max(1, len(content) // 150)):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        source.write_bytes(changed)
        with pytest.raises((Unreadable, IndexTooNew)):
            restore(source, tmp_path / "new")
    for size in (0, 1, 100, len(content) // 2, len(content) - 1):
        source.write_bytes(content[:size])
        with pytest.raises(Unreadable):
            restore(source, tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip"]


def test_what_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        restore(tmp_path / "none.zip", tmp_path / "new")
    (tmp_path / "other.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(Unreadable, match=f"first member is not {LISTING}"):
        restore(tmp_path / "other.zip", tmp_path / "new")
