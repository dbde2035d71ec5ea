"""A corpus as an rdflib graph, for those who want to work on it with rdflib's own tools."""

from __future__ import annotations

from collections.abc import Iterable

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
    return graph_of(quad.triple for quad in statements(corpus, base))


def graph_of(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Statements of pyoxigraph in an rdflib graph, each literal with the characters it has there."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes().items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        plain = node.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(node.value, datatype=None if plain else node.datatype.value, normalize=False)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    raise TypeError(f"{node} has no counterpart in rdflib, which reads RDF 1.1")
