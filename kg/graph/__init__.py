"""The corpus as a graph: RDF statements and back, an rdflib graph, a networkx graph."""
