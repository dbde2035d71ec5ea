"""Annotations of single articles in, one corpus out: same actor, same event, same proposition, contradictions."""

from kg.link.contradictions import conflicts_within
from kg.link.corpus import link

__all__ = ["conflicts_within", "link"]
