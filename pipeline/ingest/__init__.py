"""Files into an index: what is new is read, encoded, stored and linked; what is held is left."""

from pipeline.ingest.outcome import IngestReport, Progress, Stage
from pipeline.ingest.reindex import reindex
from pipeline.ingest.work import ingest, remove

__all__ = ["IngestReport", "Progress", "Stage", "ingest", "reindex", "remove"]
