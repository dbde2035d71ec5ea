"""Annotations of single articles in, one corpus out: same actor, same event, same proposition, contradictions."""

from kg.link.corpus import conflicts_within, link

__all__ = ["conflicts_within", "link"]
