"""From the words a researcher types to the records they mean."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pyoxigraph as ox

from kg.errors import UsageError
from kg.query.engine import run
from kg.query.questions import Parameter

EVENTS = """SELECT ?record (GROUP_CONCAT(?word; SEPARATOR=" ") AS ?words) WHERE {
  ?record a sem:Event . { ?record rdfs:label ?word } UNION { ?record kg:time ?time . BIND(STR(?time) AS ?word) }
  UNION { ?record sem:hasPlace/rdfs:label ?word } } GROUP BY ?record"""
NAMED = """SELECT ?record (GROUP_CONCAT(?word; SEPARATOR=" ") AS ?words) WHERE {
  ?record a %s ; rdfs:label|skos:altLabel|kg:roleName ?word } GROUP BY ?record"""
CLASSES = {"event": None, "speaker": "sem:Actor", "body": "sem:Actor", "other": "sem:Actor", "region": "sem:Place"}
CLAIM = "claim"
NUMBERS = {"below"}  # every other literal is a date


def terms(store: ox.Store, parameter: Parameter, value: str) -> list[str]:
    """The SPARQL terms that a value means: the IRIs of all records that have every word of it, or a literal.

    Raises `UsageError` when no record matches, with a few that exist, and for a date or number that is none.
    """
    if parameter.variable not in CLASSES and parameter.variable != CLAIM:
        if not _fits(parameter, value):
            raise UsageError(f"{parameter.name}={value!r}: {parameter.expects}")
        return [str(ox.Literal(value))]
    if re.match(r"(?:https?|urn):\S+$", value):
        try:
            return [str(ox.NamedNode(value))]
        except ValueError as error:
            raise UsageError(f"--{parameter.name} {value!r} is not an IRI ({error})") from error
    if parameter.variable == CLAIM:
        raise UsageError(f"{parameter.name}={value!r}: {parameter.expects}")
    known = _known(store, CLASSES[parameter.variable])
    wanted = _fold(value).split()
    found = sorted(iri for iri, words in known.items() if wanted and all(w in words for w in wanted))
    if not found:
        some = "; ".join(sorted(words.strip()[:60] for words in known.values())[:5])
        raise UsageError(f"nothing matches {parameter.name} {value!r}; there are, for example: {some}")
    return [str(ox.NamedNode(iri)) for iri in found]


def _fits(parameter: Parameter, value: str) -> bool:
    if parameter.variable in NUMBERS:
        return bool(re.fullmatch(r"\d+(?:\.\d+)?", value, re.ASCII))
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _known(store: ox.Store, kind: str | None) -> dict[str, str]:
    result = run(store, EVENTS if kind is None else NAMED % kind)
    assert isinstance(result, ox.QuerySolutions)
    return {row["record"].value: _fold(row["words"].value) for row in result}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
