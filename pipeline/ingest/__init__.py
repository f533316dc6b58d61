"""Files into an index: what is new is read, encoded, stored and linked; what is held is left."""

from pipeline.ingest.work import IngestReport, Progress, Stage, ingest, remove

__all__ = ["IngestReport", "Progress", "Stage", "ingest", "remove"]
