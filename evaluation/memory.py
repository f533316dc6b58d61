"""The memory of this process."""

from pathlib import Path


def own_memory(field: str = "VmRSS") -> float:
    """Megabytes of memory resident in this process, with ``VmHWM`` the most there were; 0 where the
    system does not tell (it does on Linux)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), 0.0)
