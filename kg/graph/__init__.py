"""Graphs of a corpus: RDF statements and back, and the network of nodes and edges."""
