"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path``, then put it in its place; OSError that names ``path``
    where it cannot be. Of several that write the same file at once, one stands there whole."""
    beside = path.with_name(f".{os.getpid()}-{get_ident()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        with suppress(OSError):  # what the refusal says is more
            beside.unlink(missing_ok=True)
