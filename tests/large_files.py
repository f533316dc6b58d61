"""Files over 2 MB need a reason; the model's weights have one. Run by pre-commit and by a test."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 2_000_000
ALLOWED = frozenset({"pipeline/model/model.safetensors"})


def too_large(root: Path = ROOT) -> list[str]:
    """Tracked and staged files over ``LIMIT`` bytes that are not ``ALLOWED``, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    files = (name for name in listed if name and (root / name).is_file())
    return sorted(n for n in files if n not in ALLOWED and (root / n).stat().st_size > LIMIT)


if __name__ == "__main__":
    found = too_large()
    for name in found:
        print(f"{name}: over {LIMIT} bytes")
    sys.exit(1 if found else 0)
