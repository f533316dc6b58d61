"""Pins, locks, licences, weaknesses, releases: ``python -m supply COMMAND``; see the Makefile."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from pipeline.errors import TongwenError
from supply.audit import audit
from supply.closure import closure
from supply.licences import TABLE, problems, read_table, refreshed, write_table
from supply.locking import disagreements, lock_all
from supply.pins import PROGRAM_LOCK, ROOT, read_pins
from supply.release import SUMS, build_wheel, missing_from, sums, untracked, unwanted


def _lock(asked: argparse.Namespace) -> int:
    for path in lock_all(asked.uv):
        print(path.relative_to(ROOT))
    told = disagreements()
    print(*told, sep="\n", end="\n" if told else "")
    return 1 if told else 0


def _audit(asked: argparse.Namespace) -> int:
    found = audit(asked.pip_audit)
    print(*found.told(), sep="\n")
    return 1 if found.weaknesses else 0


def _licences(_: argparse.Namespace) -> int:
    needed = closure()
    for name in needed.absent:
        print(f"{name}: not installed here; the table is left as it is")
    rows = read_table()
    if not needed.absent:
        rows = refreshed(rows, needed.installed)
        write_table(rows)
    told = problems(rows, needed.installed)
    for row in rows:
        print(f"{row.kind:8} {row.part:11} {row.name:28} {row.licence}")
    print(*told, sep="\n", end="\n" if told else f"{TABLE.relative_to(ROOT)}: nothing amiss\n")
    return 1 if told else 0


def _wheel(asked: argparse.Namespace) -> int:
    changed = untracked()
    if changed and not asked.uncommitted:
        print(f"not a release: {len(changed)} files differ from the commit, e.g. {changed[0]}")
        return 1
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        one, two = build_wheel(Path(first)), build_wheel(Path(second))
        if one.read_bytes() != two.read_bytes():
            print(f"{one.name}: two builds differ")
            return 1
        if found := unwanted(one):
            print(f"{one.name}: may not hold {', '.join(found)}")
            return 1
        asked.out.mkdir(exist_ok=True)
        for old in asked.out.glob("tongwen-*"):
            old.unlink()
        print(shutil.copy(one, asked.out))
    return 0


def _seal(asked: argparse.Namespace) -> int:
    for bill in sorted(asked.out.glob("*.cdx.json")):
        if absent := missing_from(bill, read_pins(PROGRAM_LOCK)):
            print(f"{bill.name}: without {', '.join(absent)}")
            return 1
    shutil.copy(PROGRAM_LOCK, asked.out)
    (asked.out / SUMS).write_text(sums(asked.out), encoding="utf-8", newline="\n")
    print((asked.out / SUMS).read_text(encoding="utf-8"), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="supply", description=__doc__)
    commands = parser.add_subparsers(required=True)
    lock = commands.add_parser("lock", help="resolve the locks again")
    lock.add_argument("--uv", default="uv")
    lock.set_defaults(run=_lock)
    weak = commands.add_parser("audit", help="known weaknesses of the pinned versions")
    weak.add_argument("--pip-audit", default="pip-audit")
    weak.set_defaults(run=_audit)
    commands.add_parser("licences", help="the table, brought up to date").set_defaults(
        run=_licences
    )
    wheel = commands.add_parser("wheel", help="the wheel, built twice and compared")
    wheel.add_argument("--out", type=Path, default=ROOT / "dist")
    wheel.add_argument("--uncommitted", action="store_true", help="of files not committed, to try")
    wheel.set_defaults(run=_wheel)
    seal = commands.add_parser("seal", help="the lock beside the wheel, and the sums of all")
    seal.add_argument("--out", type=Path, default=ROOT / "dist")
    seal.set_defaults(run=_seal)
    return parser


def main() -> int:
    """Runs one command; its exit code."""
    asked = _parser().parse_args()
    try:
        return int(asked.run(asked))
    except TongwenError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
