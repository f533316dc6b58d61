"""A graph as GraphML, which other programs open (graphml.graphdrawing.org, version 1.0)."""

from pipeline.exchange.harmless import referred, xml_text
from pipeline.records.articles import ArticleGraph


def graphml_bytes(graph: ArticleGraph) -> bytes:
    """``graph`` as a directed GraphML file in UTF-8; two nodes may have several links.

    Nodes carry ``kind``, ``label``, ``text``, ``lang``, ``session`` and ``date``, links ``kind``,
    ``relation``, ``words`` and, where it is known, ``weight``. Signs that XML does not allow are
    left out.
    """
    import networkx

    made = networkx.MultiDiGraph()
    for node in graph.nodes:
        made.add_node(
            xml_text(node.id),
            kind=node.kind,
            label=xml_text(node.label),
            text=xml_text(node.text),
            lang=node.lang,
            session=xml_text(node.session),
            date=xml_text(node.date),
        )
    for number, link in enumerate(graph.links):
        held = {"kind": link.kind, "relation": link.relation, "words": xml_text(link.words)}
        weight = {} if link.weight is None else {"weight": round(float(link.weight), 4)}
        made.add_edge(
            xml_text(link.source), xml_text(link.target), key=str(number), **held, **weight
        )
    lines = networkx.generate_graphml(made)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return referred((head + "\n".join(lines) + "\n").encode())
