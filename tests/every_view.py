"""Every view of every page of the app, on the sample corpus, with what its address holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONVENTION, RESOLUTION = "MCC/CONF/2014/8", "MCC/COP/RES/4/1"
THIRD, FOURTH = "MCC/COP/WG.1/2021/6", "MCC/COP/WG.1/2022/3"


@dataclass(frozen=True, slots=True)
class View:
    """A view as its address asks for it. ``fields`` are what the address holds of it, each value
    another than the default; ``page`` is the path, ``search`` for the first page."""

    page: str
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a picture or a test of the view is called."""
        named = (self.fields.get(key, "") for key in ("view", "way", "key", "by"))
        return "-".join([self.page, *filter(None, named)]).replace(":", "-")


VIEWS = (
    View("search"),
    View(
        "search",
        {"q": "extradition", "in": "zh", "from": "2014", "to": "2022-12-31", "k": "20", "fold": "0"},
    ),
    View("compare", {"symbol": FOURTH, "show": "differs", "rule": "numbers"}),
    View("compare", {"symbol": FOURTH, "marks": "modal,term", "at": "en:13:3"}),
    View("compare", {"source": "two", "zh": THIRD, "en": FOURTH}),
    View("compare", {"way": "clauses", "first": f"{THIRD} en", "second": f"{FOURTH} en"}),
    View("compare", {"way": "wordings", "old": f"{THIRD} zh", "new": f"{FOURTH} zh"}),
    View("document", {"symbol": FOURTH, "text": "zh", "other": "1"}),
    View("document", {"find": "convention"}),
    View("review", {"symbol": FOURTH}),
    View("recommendations", {"strength": "urges", "words": "States"}),
    View("recommendations", {"view": "lineage", "of": RESOLUTION}),
    View("recommendations", {"view": "requests", "words": "Secretariat"}),
    View("articles", {"key": "METEORITES:11"}),
    View("trends", {"by": "addressee"}),
    View("terms", {"q": "State of find", "form": "en State of find"}),
    View("terms", {"view": "variance", "q": "request"}),
    View("terms", {"view": "check", "symbol": CONVENTION}),
    View("terms", {"view": "table", "q": "return"}),
    View("preparation", {"k": "20"}),
    View("preparation", {"view": "briefing", "subject": "mutual legal assistance"}),
    View("preparation", {"view": "matrix", "subject": "mutual legal assistance"}),
    View("preparation", {"view": "basis", "measure": "mutual-legal-assistance"}),
    View("practice", {"about": "video", "fold": "0"}),
    View("practice", {"view": "networks", "new": "1"}),
    View("practice", {"view": "events", "doc": f"{FOURTH} en"}),
    View("corpus", {"find": "convention"}),
    View("corpus", {"view": "files"}),
    View("corpus", {"view": "gaps"}),
    View("corpus", {"view": "add"}),
    View("help"),
)  # fmt: skip
