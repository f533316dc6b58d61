"""Known weaknesses of the pinned versions, asked of pip-audit where its records can be had."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from supply.pins import CONSTRAINTS

NO_RECORDS = "audit: no records of weaknesses can be had from here; nothing was checked"


@dataclass(frozen=True, slots=True)
class Weakness:
    """A weakness published for a pinned version; ``fixed`` the versions without it, if any."""

    package: str
    version: str
    known_as: str
    fixed: str


@dataclass(frozen=True, slots=True)
class Audited:
    """``asked`` packages, of which ``unanswered`` have no record where was asked."""

    asked: int
    unanswered: int
    weaknesses: tuple[Weakness, ...]

    def told(self) -> tuple[str, ...]:
        """What a person reads of it, a line each; the first sums up."""
        if self.asked == self.unanswered:
            return (NO_RECORDS,)
        checked = self.asked - self.unanswered
        head = f"audit: {checked} of {self.asked} packages checked, {len(self.weaknesses)} weak"
        rows = (
            f"{w.package} {w.version}: {w.known_as}, fixed in {w.fixed or 'no version'}"
            for w in self.weaknesses
        )
        return (head, *rows)


def audit(pip_audit: str, constraints: Path = CONSTRAINTS) -> Audited:
    """Asks the program ``pip_audit`` of every pin, without installing or resolving anything.

    A record that cannot be reached counts as unanswered, never as clean.
    """
    command = [pip_audit, "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--requirement", str(constraints)]
    run = subprocess.run(command, capture_output=True, text=True)
    return answered(run.stdout)


def answered(text: str) -> Audited:
    """What pip-audit printed as JSON; anything else, as when it broke off, answers nothing."""
    try:
        rows = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audited(0, 0, ())
    found = [
        Weakness(row["name"], row["version"], weak["id"], ", ".join(weak["fix_versions"]))
        for row in rows
        for weak in row.get("vulns", ())
    ]
    return Audited(len(rows), sum("skip_reason" in row for row in rows), tuple(found))
