"""An index in one file, and back: all that it holds and what people added, every member with its
sum."""

from pipeline.backup.restoring import restore
from pipeline.backup.writing import BackedUp, backup

__all__ = ["BackedUp", "backup", "restore"]
