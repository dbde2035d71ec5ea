"""The RDF files hold the same statements, whatever program reads them, and the same bytes in each run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from rdflib.compare import isomorphic

from kg.export import BASE, jsonld, ntriples, trig, turtle
from kg.graph.rdf import rdflib_graph
from kg.graph.reading import corpus_from
from kg.graph.statements import statements
from kg.model import Corpus
from kg.vocabulary import curie, ontology_text
from tests.export.samples import hostile, reference
from tests.strategies import corpora

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {"ttl": turtle.write, "nt": ntriples.write, "trig": trig.write, "jsonld": jsonld.write}
SAMPLES = ("seeds", "hostile")


@cache
def sample(name: str) -> Corpus:
    """The reference annotations of the seed articles, linked; or a corpus made to break writers."""
    return reference() if name == "seeds" else hostile()


def triples(corpus: Corpus, base: str = BASE) -> set[ox.Triple]:
    return {quad.triple for quad in statements(corpus, base)}


def read(file: Path) -> set[ox.Triple]:
    form = ox.RdfFormat.from_extension(file.suffix[1:])
    assert form is not None
    return {quad.triple for quad in ox.parse(path=file, format=form)}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ending", WRITERS)
def test_oxigraph_reads_every_statement(ending: str, name: str, tmp_path: Path) -> None:
    [file] = WRITERS[ending](sample(name), tmp_path, base=BASE)
    assert read(file) == triples(sample(name))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ending", WRITERS)
def test_rdflib_reads_every_statement(ending: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    [file] = WRITERS[ending](sample(name), tmp_path, base=BASE)
    if ending == "trig":
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(file, format="trig")
        assert set(map(str, dataset.graphs())) - {"urn:x-rdflib:default"}
        found = rdflib.Graph()
        for subject, predicate, value in dataset.triples((None, None, None)):
            found.add((subject, predicate, value))
    else:
        found = rdflib.Graph().parse(file, format={"ttl": "turtle", "jsonld": "json-ld"}.get(ending, ending))
    assert isomorphic(found, rdflib_graph(sample(name), BASE))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(("program", "options"), [("rapper", ["-q"]), ("serdi", [])])
@pytest.mark.parametrize(("ending", "syntax"), [("ttl", "turtle"), ("nt", "ntriples"), ("trig", "trig")])
def test_a_parser_written_in_c_reads_every_statement(
    program: str, options: list[str], ending: str, syntax: str, name: str, tmp_path: Path
) -> None:
    corpus = _readable_in_c(sample(name))
    [file] = WRITERS[ending](corpus, tmp_path, base=BASE)
    assert _converted(program, options, syntax, file) == triples(corpus)


def _readable_in_c(corpus: Corpus) -> Corpus:
    """The corpus without U+0000 and U+FFFF: RDF allows both, raptor cuts a text at the one and refuses the other."""
    table = {0: "?", 0xFFFF: "?"}
    articles = (
        replace(one, article=replace(one.article, text=one.article.text.translate(table))) for one in corpus.articles
    )
    events = (replace(one, label=one.label.translate(table)) for one in corpus.events)
    offices = (replace(one, role=one.role.translate(table)) for one in corpus.memberships)
    return replace(corpus, articles=tuple(articles), events=tuple(events), memberships=tuple(offices))


def _converted(program: str, options: list[str], syntax: str, file: Path) -> set[ox.Triple]:
    """What `program` reads, through its own writer of N-Quads."""
    path = shutil.which(program)
    assert path, f"{program} is not installed (Debian packages raptor2-utils and serdi)"
    output = ["-o", "nquads" if program == "serdi" or syntax == "trig" else "ntriples"]
    command = [path, *options, "-i", syntax, *output, str(file)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return {quad.triple for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)}


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_json_ld_of_any_corpus_expands_to_its_statements(corpus: Corpus) -> None:
    with TemporaryDirectory() as folder:
        [file] = jsonld.write(corpus, Path(folder), base=BASE)
        assert read(file) == triples(corpus)


@pytest.mark.parametrize("base", ["https://example.org/data#", "urn:example:", "https://example.org/a/../b/"])
def test_json_ld_writes_whole_ids_where_relative_ones_would_go_astray(base: str, tmp_path: Path) -> None:
    [file] = jsonld.write(sample("seeds"), tmp_path, base=base)
    assert read(file) == triples(sample("seeds"), base)


def test_json_ld_nests_the_spans_of_a_claim(tmp_path: Path) -> None:
    [file] = jsonld.write(sample("seeds"), tmp_path, base=BASE)
    nodes = json.loads(file.read_text("utf-8"))["@graph"]
    claims = [node for node in nodes if node["id"].startswith("claim/")]
    assert claims
    assert all("hasSelector" in span for claim in claims for span in _list(claim["contentSpan"]))
    assert not [node for node in nodes if "-" in node["id"]]


def _list(value: Any) -> list[dict[str, object]]:
    return value if isinstance(value, list) else [value]


def test_the_context_of_the_ontology_has_every_property_of_the_graph() -> None:
    terms = json.loads(ontology_text("context.jsonld"))["@context"]
    known = {
        meaning["@id"] if isinstance(meaning, dict) else meaning for name, meaning in terms.items() if name[0] != "@"
    }
    used = {curie(triple.predicate.value) for name in SAMPLES for triple in triples(sample(name))}
    assert used - {"rdf:type"} <= known


def test_trig_puts_claims_and_spans_into_the_graph_of_their_article(tmp_path: Path) -> None:
    [file] = trig.write(sample("seeds"), tmp_path, base=BASE)
    named = [quad for quad in ox.parse(path=file, format=ox.RdfFormat.TRIG) if quad.graph_name != ox.DefaultGraph()]
    assert {str(quad.graph_name) for quad in named} == {f"<{BASE}{one.id}>" for one in sample("seeds").articles}
    assert all(str(quad.subject).startswith(f"<{BASE}claim/") for quad in named)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_exported_turtle_is_read_back_as_the_corpus(name: str, tmp_path: Path) -> None:
    [file] = turtle.write(sample(name), tmp_path, base=BASE)
    again, base = corpus_from(file)
    assert base == BASE
    assert triples(again) == triples(sample(name))
    assert name == "hostile" or again == sample(name)  # control characters leave hostile labels


def test_n_triples_are_sorted_as_the_sort_command_does(tmp_path: Path) -> None:
    [file] = ntriples.write(sample("hostile"), tmp_path, base=BASE)
    command = ["sort", "-u", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"})
    assert done.stdout == file.read_bytes()


def test_files_have_the_same_bytes_under_another_hash_seed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.export.test_rdf import *\n"
        "for write in WRITERS.values(): write(sample('seeds'), Path(sys.argv[1]), base=BASE)"
    )
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True, cwd=ROOT, env=environment)
    for file in sorted((tmp_path / "1").iterdir()):
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name


def test_no_blank_nodes_and_no_same_as() -> None:
    for name in SAMPLES:
        for triple in triples(sample(name)):
            assert isinstance(triple.subject, ox.NamedNode)
            assert not isinstance(triple.object, ox.BlankNode | ox.Triple)
            assert not triple.predicate.value.endswith("#sameAs")
