"""Tests of queries and of the prepared questions."""
