"""A corpus as an rdflib graph, for those who want to work on it with rdflib's own tools."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.graph.statements import statements
from kg.model import Corpus
from kg.vocabulary import prefixes


def rdflib_graph(corpus: Corpus, base: str) -> rdflib.Graph:
    """All statements of the corpus in one rdflib graph, with the prefixes of the vocabulary bound.

    rdflib needs about 1.3 kB of memory a statement; for large corpora query the exported file with `kg query`.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes().items():
        graph.bind(prefix, namespace)
    for quad in statements(corpus, base):
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The rdflib counterpart; literals keep the characters they were written with."""
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.Literal):
        plain = node.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(node.value, datatype=None if plain else node.datatype.value, normalize=False)
    raise TypeError(f"{node} is never written by kg.graph.statements")
