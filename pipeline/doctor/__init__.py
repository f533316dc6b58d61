"""Whether an index is whole, how it is put right, and what it holds in one line."""

from pipeline.doctor.check import Check
from pipeline.doctor.digests import index_digest
from pipeline.doctor.look import doctor
from pipeline.doctor.repair import Mended, repair

__all__ = ["Check", "Mended", "doctor", "index_digest", "repair"]
