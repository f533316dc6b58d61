"""Where the parts that are no Python modules lie: beside the package in a checkout, inside it in
an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_BUNDLED = _PACKAGE / "bundled"


def app_file() -> Path:
    """The Streamlit entry, ``app.py``; ``ui/`` and ``.streamlit/`` lie beside it."""
    return _first(_CHECKOUT / "app.py", _BUNDLED / "app.py")


def sample_corpus() -> Path:
    """The folder of the sample corpus."""
    return _first(_CHECKOUT / "corpora" / "sample", _BUNDLED / "corpora" / "sample")


def default_index() -> Path:
    """Where an index is looked for when none is named: ``index/sample`` below the current folder
    or, failing that, below the checkout."""
    here = Path("index") / "sample"
    beside = _CHECKOUT / "index" / "sample"
    return beside if beside.exists() and not here.exists() else here


def _first(*candidates: Path) -> Path:
    return next((c for c in candidates if c.exists()), candidates[-1])
