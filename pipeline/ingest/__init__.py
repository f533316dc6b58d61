"""Files into an index: what is new is read, encoded, stored and linked; what is held is left."""

from pipeline.ingest.outcome import IngestReport, Progress, Stage
from pipeline.ingest.prepare import give_way
from pipeline.ingest.reindex import reindex
from pipeline.ingest.work import ingest, remove

__all__ = ["IngestReport", "Progress", "Stage", "give_way", "ingest", "reindex", "remove"]
