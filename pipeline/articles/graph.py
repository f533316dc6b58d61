"""Answers on provisions and the chain of resolutions as one graph of nodes and links."""

from collections.abc import Iterable

from pipeline.articles.asked import article_of
from pipeline.cite import citation
from pipeline.records import Lang
from pipeline.records.articles import (
    ArticleAnswer,
    ArticleEdge,
    ArticleGraph,
    ClauseEdge,
    GraphLink,
    GraphNode,
    RecallEdge,
)
from pipeline.records.lineage import Passage


def graph_of(answer: ArticleAnswer, recalls: Iterable[RecallEdge], lang: Lang) -> ArticleGraph:
    """``answer`` with the documents that its passages stand in and those that they name
    (``recalls``); passages are labelled in ``lang``."""
    made = _Making(lang)
    for key in answer.keys:
        made.provision(key)
    for edge in answer.edges:
        made.edge(edge)
    for clause in answer.clauses:
        made.clause(clause)
    for recall in recalls:
        made.recall(recall)
    return ArticleGraph(tuple(made.nodes.values()), tuple(dict.fromkeys(made.links)))


class _Making:
    """Nodes by id and links, gathered one by one."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self.nodes: dict[str, GraphNode] = {}
        self.links: list[GraphLink] = []

    def provision(self, key: str, title: str = "") -> None:
        """A provision and the articles above it; a title that is known goes before none."""
        if title or key not in self.nodes:
            self.nodes[key] = GraphNode(key, "provision", key, title)
        above = article_of(key)
        if above != key:
            if above not in self.nodes:
                self.provision(above)
            self.links.append(GraphLink(key, above, "part"))

    def edge(self, edge: ArticleEdge) -> None:
        """A passage that concerns a provision."""
        self.provision(edge.key)
        passage = self._passage(edge.passage)
        self.links.append(
            GraphLink(passage, edge.key, edge.kind, edge.reason, edge.words, edge.cosine)
        )

    def clause(self, edge: ClauseEdge) -> None:
        """Articles of two instruments that correspond."""
        self.provision(edge.first, edge.first_title)
        self.provision(edge.second, edge.second_title)
        self.links.append(
            GraphLink(edge.first, edge.second, "clause", edge.relation, "", edge.similarity)
        )

    def recall(self, edge: RecallEdge) -> None:
        """A document that names another."""
        source = self._document(edge.passage)
        target = edge.held or edge.target
        if target not in self.nodes:
            kind = "document" if edge.held else "stub"
            self.nodes[target] = GraphNode(target, kind, target)  # type: ignore[arg-type]
        self.links.append(GraphLink(source, target, "names", edge.relation, edge.words))

    def _passage(self, found: Passage) -> str:
        paragraph, document = found.paragraph, found.document
        name = f"{paragraph.symbol} {paragraph.lang} {paragraph.ordinal}"
        self.nodes[name] = GraphNode(
            name,
            "passage",
            citation(paragraph, self._lang),
            paragraph.text,
            paragraph.lang,
            document.session,
            document.date,
        )
        self.links.append(GraphLink(name, self._document(found), "part"))
        return name

    def _document(self, found: Passage) -> str:
        held = found.document
        self.nodes[held.symbol] = GraphNode(
            held.symbol, "document", held.symbol, held.title, held.lang, held.session, held.date
        )
        return held.symbol
