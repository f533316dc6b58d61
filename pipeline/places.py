"""Where the parts that are no Python modules lie: inside the package in an installed wheel, beside
it in a checkout. The wheel's own go first: beside an installed package lie other people's files."""

import os
from pathlib import Path

INDEX_VARIABLE = "TONGWEN_INDEX"
"""Environment variable that names the folder of the index for the app; ``tongwen app`` sets it."""
RERANKER_VARIABLE = "TONGWEN_RERANKER"
"""The same for the model that reranks: a folder, or ``owner/name`` on the hub."""

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_BUNDLED = _PACKAGE / "bundled"


def folder_named(name: str) -> Path | None:
    """The folder that ``name`` names, ``~`` being the user's own; None where there is none."""
    try:
        folder = Path(name).expanduser()
        return folder if name and folder.is_dir() else None
    # a user that is not there (~nobody/x), a name longer than the system takes, a NUL in it
    except (RuntimeError, OSError, ValueError):
        return None


def app_file() -> Path:
    """The Streamlit entry, ``app.py``; ``ui/`` and ``.streamlit/`` lie beside it."""
    return _first(_BUNDLED / "app.py", _CHECKOUT / "app.py")


def sample_corpus() -> Path:
    """The folder of the sample corpus."""
    return _first(_BUNDLED / "corpora" / "sample", _CHECKOUT / "corpora" / "sample")


def default_index() -> Path:
    """Where an index is looked for when none is named: ``index/sample`` below the current folder
    or, failing that, below the checkout."""
    here = Path("index") / "sample"
    beside = _CHECKOUT / "index" / "sample"
    return beside if beside.exists() and not here.exists() else here


def named_index() -> Path:
    """The folder of the index that the environment names, else ``default_index``."""
    named = os.environ.get(INDEX_VARIABLE, "")
    return Path(named) if named else default_index()


def _first(*candidates: Path) -> Path:
    return next((c for c in candidates if c.exists()), candidates[-1])
