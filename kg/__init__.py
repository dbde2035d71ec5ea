"""claimgraph: who says what happened, as a graph in which nothing disputed is asserted as fact."""

__version__ = "0.1.0"
