"""The competency questions: one file each in the ontology, with title, answer and parameters in its comments."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import UsageError
from kg.vocabulary import question_texts

BINDINGS = r"^ *# bindings{}$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: its name on the command line, the variable it binds, what it expects."""

    name: str
    variable: str
    expects: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its SPARQL, which runs as it is on any engine; parameters narrow it."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name. Raises `UsageError` that lists those there are."""
        found = next((p for p in self.parameters if p.name == name), None)
        if found is None:
            known = ", ".join(p.name for p in self.parameters) or "none"
            raise UsageError(f"question {self.name!r} has no parameter {name!r}; it has: {known}")
        return found

    def bound(self, values: Mapping[str, list[str]]) -> str:
        """The SPARQL narrowed to values, given for each variable as SPARQL terms.

        A variable with a place of its own (`# bindings ?variable`) gets its values there. Else a literal is bound, and a
        record is a filter, because VALUES would let the rows through whose OPTIONAL leaves the variable free.
        """
        lines: list[str] = []
        sparql = self.sparql
        for variable, terms in sorted(values.items()):
            data = f"  VALUES ?{variable} {{ {' '.join(terms)} }}"
            place = BINDINGS.format(rf" \?{variable}")
            sparql, own = re.subn(place, data.replace("\\", r"\\"), sparql, flags=re.MULTILINE)
            if not own:
                literal = any(term.startswith('"') for term in terms)
                lines.append(data if literal else f"  FILTER(?{variable} IN ({', '.join(terms)}))")
        return (
            re.sub(BINDINGS.format(""), lambda _: "\n".join(lines), sparql, count=1, flags=re.MULTILINE)
            if lines
            else sparql
        )


@cache
def questions() -> dict[str, Question]:
    """All questions by name, in the order of their numbers."""
    found = [_read(file, text) for file, text in sorted(question_texts().items())]
    return {question.name: question for question in found}


def question(name: str) -> Question:
    """The question of that name. Raises `UsageError` that names near ones."""
    if name in questions():
        return questions()[name]
    near = difflib.get_close_matches(name, questions(), n=3, cutoff=0.3)
    hint = f"did you mean {', '.join(near)}?" if near else "`kg ask` lists all"
    raise UsageError(f"no question {name!r}; {hint}")


def _read(file: str, text: str) -> Question:
    head = dict(re.findall(r"^# (title|answers): (.+)$", text, re.MULTILINE))
    parameters = re.findall(r"^# parameter: (\w+) \?(\w+) (.+)$", text, re.MULTILINE)
    name = re.sub(r"^\d+-|\.rq$", "", file)
    return Question(name, head["title"], head["answers"], tuple(Parameter(*p) for p in parameters), text)
