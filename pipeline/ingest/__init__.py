"""Files into an index: what is new is read, encoded, stored and linked; what is held is left."""

from pipeline.ingest.outcome import IngestReport, Progress, Stage, TakenIn
from pipeline.ingest.prepare import give_way
from pipeline.ingest.reindex import reindex
from pipeline.ingest.removal import remove, remove_all
from pipeline.ingest.uploads import Upload, take_uploads
from pipeline.ingest.work import ingest

__all__ = [
    "IngestReport",
    "Progress",
    "Stage",
    "TakenIn",
    "Upload",
    "give_way",
    "ingest",
    "reindex",
    "remove",
    "remove_all",
    "take_uploads",
]
