"""Does a graph hold what it promises: words where it says they are, whole references, nothing disputed as fact."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib

from kg.errors import InputError
from kg.graph.facts import Facts, Node, triples_of
from kg.graph.rdf import graph_of
from kg.graph.statements import SHORTCUTS
from kg.model import Stance
from kg.vocabulary import curie, ontology_text, term

STANCES = {
    "kg:claimedStance": SHORTCUTS[Stance.CLAIMED],
    "kg:deniedStance": SHORTCUTS[Stance.DENIED],
    "kg:unconfirmedStance": SHORTCUTS[Stance.UNCONFIRMED],
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What does not hold (`span`, `hash`, `words`, `reference`, `event`, `speech`, `fact`, `shape`), where, and how."""

    what: str
    where: str
    detail: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where} {self.detail}"


def verify(path: Path, *, shapes: bool = True) -> list[Problem]:
    """All that does not hold in a graph file, sorted; an empty list when everything does.

    `shapes` runs the SHACL shapes too, which takes about 50 microseconds a statement, most of the time. Raises
    `InputError` for a file that is no graph of ours or cannot be read at all.
    """
    facts = Facts(path)
    found = [
        *_hashes(facts),
        *_words(facts),
        *_dangling(facts),
        *_contradictions(facts),
        *_speech(facts),
        *_asserted(path),
    ]
    if shapes:
        found += _shapes(path)
    return sorted(set(found))


Check = Callable[[Node], Iterator[Problem]]


def _each(facts: Facts, kind: str, check: Check) -> Iterator[Problem]:
    """The check of every node of a class; a node too damaged to be checked is a problem itself."""
    for node in facts.those(kind):
        try:
            yield from check(node)
        except InputError as error:
            yield Problem("shape", node.iri, error.problem)


def _hashes(facts: Facts) -> Iterator[Problem]:
    """The text of each article is the one that was read."""

    def check(article: Node) -> Iterator[Problem]:
        text, expected = article.need("schema:articleBody"), article.need("schema:sha256")
        if sha256(text.encode("utf-8")).hexdigest() != expected:
            yield Problem("hash", article.iri, f"has a text whose SHA-256 is not {expected}")

    return _each(facts, "schema:NewsArticle", check)


def _words(facts: Facts) -> Iterator[Problem]:
    """The words of each span stand in the article where the span says, and a claim has some."""
    texts = {
        node.iri: str(body.value)
        for node in facts.those("schema:NewsArticle")
        for body in node.all("schema:articleBody")
    }

    def check(claim: Node) -> Iterator[Problem]:
        if not claim.all("kg:contentSpan"):
            yield Problem("words", claim.iri, "has no words")
        for kind in ("kg:contentSpan", "kg:cueSpan", "kg:sourceSpan"):
            for span in claim.parts(kind):
                problem = _slice(span, texts)
                if problem:
                    yield Problem("span", span.iri, problem)

    return _each(facts, "kg:Claim", check)


def _slice(span: Node, texts: dict[str, str]) -> str | None:
    source = span.need("oa:hasSource")
    if source not in texts:
        return f"is in <{source}>, which is no article of the graph"
    selectors = {value.value: part for part in span.parts("oa:hasSelector") for value in part.all("rdf:type")}
    position = selectors.get(term("oa:TextPositionSelector").value)
    quote = selectors.get(term("oa:TextQuoteSelector").value)
    if position is None or quote is None:
        return "lacks a position or its words"
    start, end = position.number("oa:start"), position.number("oa:end")
    words = quote.need("oa:exact")
    if start is None or end is None or not 0 <= start < end <= len(texts[source]):
        return f"has the position {start} to {end}, which the article does not have"
    found = texts[source][start:end]
    return None if found == words else f"says {_short(words)}, the article says {_short(found)}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")


def _dangling(facts: Facts) -> Iterator[Problem]:
    """Every IRI under the base is described."""
    for subject, predicate, target in facts.links():
        if not facts.describes(target):
            yield Problem("reference", subject, f"names <{target}> as {curie(predicate) or predicate}: not described")


def _contradictions(facts: Facts) -> Iterator[Problem]:
    """Both claims of a contradiction are about its event, or a part or the whole of it."""

    def check(clash: Node) -> Iterator[Problem]:
        for event in clash.parts("kg:aboutEvent"):
            family = _family(event)
            for claim in clash.parts("kg:between"):
                if not any(_family(about) & family for about in claim.parts("kg:aboutEvent")):
                    yield Problem("event", clash.iri, f"is between claims about {event.iri}, but {claim.iri} is not")

    return _each(facts, "kg:Contradiction", check)


def _family(event: Node) -> frozenset[str]:
    """The event and what it is part of."""
    found: list[str] = []
    here: list[Node] = [event]
    while here and here[0].iri not in found:
        found.append(here[0].iri)
        here = here[0].parts("sem:subEventOf")
    return frozenset(found)


def _speech(facts: Facts) -> Iterator[Problem]:
    """An actor is said to have claimed, denied or left open exactly what claims say that it did."""
    told: dict[tuple[str, str], set[str]] = {}
    for claim in facts.those("kg:Claim"):
        stances = [STANCES.get(curie(value.value) or "") for value in claim.all("kg:stance")]
        if any(value.value == "true" for value in claim.all("kg:narrated")):
            continue
        for edge in filter(None, stances):
            for speaker in claim.all("kg:claimant"):
                told.setdefault((speaker.value, edge), set()).update(p.value for p in claim.all("kg:hasProposition"))
    for actor in facts.those("sem:Actor"):
        for edge in STANCES.values():
            written = {value.value for value in actor.all(edge)}
            for proposition in written ^ told.get((actor.iri, edge), set()):
                fault = "which no claim says" if proposition in written else "which is not in the graph"
                yield Problem("speech", actor.iri, f"{edge} <{proposition}>, {fault}")


def _asserted(path: Path) -> Iterator[Problem]:
    """The guard finds nothing."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples_of(path))
    if store.query(ontology_text("guard.rq")):
        yield Problem("fact", str(path.name), "asserts as fact what is disputed (ontology/guard.rq)")


def _shapes(path: Path) -> Iterator[Problem]:
    """The SHACL shapes hold."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it prints a traceback for each ill-typed literal
    shapes = rdflib.Graph().parse(data=ontology_text("shapes.ttl"), format="turtle")
    conforms, report, _ = pyshacl.validate(
        graph_of(triples_of(path)), shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
    )
    if conforms:
        return
    results = rdflib.SH
    for result in report.subjects(rdflib.RDF.type, results.ValidationResult):
        told = [str(value) for value in report.objects(result, results.resultMessage)]
        about = report.value(result, results.resultPath)
        name = "" if about is None else f"{curie(str(about)) or about}: "
        yield Problem("shape", str(report.value(result, results.focusNode)), name + "; ".join(sorted(told)))
