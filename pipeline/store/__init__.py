"""What is held on disk: SQLite for texts, full text, beads and recommendations; the manifest.

``index/<name>/`` holds ``manifest.json``, ``states/000007/`` (the state that the manifest names
and, until the next ingest, the one before it), ``staging/`` while an ingest runs or after it was
interrupted, and ``writer.lock``. A state never changes once the manifest names it: whoever has it
open keeps it whole, and a new one takes its place by one ``os.replace`` of the manifest.
"""
